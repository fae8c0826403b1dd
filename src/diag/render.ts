// A diagnostic as text, the way a release of rustc prints it: the main group (title, origin, snippet, notes), then one
// group for each child that has spans, then the suggestions. In: the value, the sources, the release. Out: lines of
// styled text, without the empty line that follows a diagnostic on the terminal.
import type { SourceMap, Span } from "../base/source.ts";
import { annotate, sameSpan, spanLabels } from "./annotate.ts";
import type { AnnotatedFile } from "./annotate.ts";
import { colouredLines } from "./colours.ts";
import { confusion, noticeText } from "./confusion.ts";
import type { Diagnostic, Edit, LabeledSpan, SubDiagnostic, Suggestion } from "./diagnostic.ts";
import { drawBar } from "./draw-line.ts";
import { drawFiles } from "./draw-snippet.ts";
import type { Origin, Paper } from "./draw-snippet.ts";
import { drawSuggestion } from "./draw-suggestion.ts";
import { lookOf } from "./look.ts";
import type { Look, ReleaseNumber } from "./look.ts";
import { lineText, placeOf } from "./places.ts";
import { StyledBuffer, plainText } from "./styled-buffer.ts";
import type { Style, StyledLine } from "./styled-buffer.ts";

export interface RenderOptions {
  readonly release: ReleaseNumber;
  /** Columns of the terminal; undefined if there is none (windows for long lines are then made for 140). */
  readonly width?: number | undefined;
  /** One line: place, level, code, message. */
  readonly short?: boolean;
  /** With the colours of a terminal. */
  readonly coloured?: boolean;
}

/** The lines of a diagnostic. Trailing blanks are cut except in messages. */
export function render(diagnostic: Diagnostic, map: SourceMap, options: RenderOptions): StyledLine[] {
  const look = lookOf(options.release);
  const shown = withInlineSuggestion(diagnostic, map);
  const paper: Paper = { buffer: new StyledBuffer(), gutter: gutterWidth(shown, map, look), look, width: options.width };
  drawGroups(paper, shown, map);
  return paper.buffer.lines();
}

/** The same as text, with the empty line after it: what the `rendered` of a JSON message holds. */
export function renderDiagnostic(diagnostic: Diagnostic, map: SourceMap, options: RenderOptions): string {
  const lines = options.short === true ? [shortLine(diagnostic, map)] : render(diagnostic, map, options);
  const texts = options.coloured === true ? colouredLines(lines, options.release) : lines.map(plainText);
  return `${texts.map((text) => `${text}\n`).join("")}${options.short === true ? "" : "\n"}`;
}

/** `--error-format short`: `path:line:column: level[code]: message: labels`. */
function shortLine(whole: Diagnostic, map: SourceMap): StyledLine {
  const diagnostic = withInlineSuggestion(whole, map);
  const primary = diagnostic.spans.find((span) => span.primary);
  const place = primary === undefined ? undefined : map.locate(primary.span.lo);
  const { level, message } = diagnostic;
  const where: StyledLine = place === undefined ? [] : [{ text: `${place.file.shownName}:${place.line}:${place.column}: `, style: "none" }];
  const isLabelled = ({ span, primary: isPrimary, label = "" }: LabeledSpan) =>
    isPrimary && label.trim() !== "" && map.locate(span.lo) !== undefined;
  const labels = diagnostic.spans.flatMap((span) => (isLabelled(span) ? [span.label ?? ""] : []));
  const text = [`: ${message}`, ...(labels.length === 0 ? [] : [labels.join(", ")])].join(": ");
  return [...where, { text: `${level}${codeText(diagnostic)}`, style: level }, { text, style: "short-title" }];
}

function codeText({ code }: Diagnostic): string {
  return code === undefined ? "" : `[${code}]`;
}

function drawTitle({ buffer }: Paper, level: Style, code: string, message: string, style: Style): void {
  const row = buffer.height;
  buffer.puts(row, 0, level + code, level);
  const indent = level.length + code.length + 2;
  message.split("\n").forEach((line, index) => {
    if (index === 0) buffer.append(row, `: ${line}`, style);
    else {
      const below = buffer.height;
      buffer.puts(below, 0, " ".repeat(indent), "none");
      buffer.append(below, line, style);
    }
  });
}

function drawGroups(paper: Paper, diagnostic: Diagnostic, map: SourceMap): void {
  drawTitle(paper, diagnostic.level, codeText(diagnostic), diagnostic.message, "title");
  const main = drawSpans(paper, diagnostic.spans, map);
  const { children } = diagnostic;
  children.forEach((child, index) => {
    const bar = index === 0;
    if (child.spans.length === 0) drawNote(paper, child, bar);
    else drawChild(paper, child, map, bar);
  });
  const visible = diagnostic.suggestions.filter(({ style }) => style !== "tool-only");
  visible.forEach((suggestion, index) => drawSuggested(paper, suggestion, map, main, index === 0 && children.length === 0));
}

/** Draws the snippets of a group; the result is the origin's file. */
function drawSpans(paper: Paper, spans: readonly LabeledSpan[], map: SourceMap): Origin["file"] | undefined {
  const files = annotate(spans, map, paper.look);
  const origin = originOf(spans, files, map, paper.look);
  if (origin === undefined) return undefined;
  drawFiles(paper, files, origin);
  return origin.file;
}

/** The first primary span; in the modern look the leftmost on the first line that has one. */
function originOf(spans: readonly LabeledSpan[], files: readonly AnnotatedFile[], map: SourceMap, look: Look): Origin | undefined {
  const primary = spans.find((span) => span.primary)?.span;
  const file = primary === undefined ? undefined : map.fileAt(primary.lo);
  if (primary === undefined || file === undefined) return undefined;
  const { line, character } = placeOf(file, primary.lo - file.start, look.pictures);
  const first = files[0]?.lines.find(({ annotations }) => annotations.some((one) => one.primary && one.kind !== "bar"));
  if (!look.modern || first === undefined) return { file, line, column: character + 1 };
  const columns = first.annotations.filter((one) => one.primary).map((one) => one.character);
  return { file, line: first.line, column: Math.min(...columns) + 1 };
}

function drawNote(paper: Paper, child: SubDiagnostic, bar: boolean): void {
  const { buffer, gutter } = paper;
  if (bar) drawBar(buffer, buffer.height, gutter);
  const row = buffer.height;
  buffer.puts(row, gutter + 1, "= ", "gutter");
  buffer.append(row, child.level, "title");
  const indent = gutter + 3 + child.level.length + 2;
  child.message.split("\n").forEach((line, index) => {
    if (index === 0) buffer.append(row, `: ${line}`, "none");
    else buffer.puts(buffer.height, 0, " ".repeat(indent) + line, "none");
  });
}

function drawChild(paper: Paper, child: SubDiagnostic, map: SourceMap, bar: boolean): void {
  if (bar) drawBar(paper.buffer, paper.buffer.height, paper.gutter);
  drawTitle(paper, child.level, "", child.message, "child-title");
  drawSpans(paper, child.spans, map);
}

function drawSuggested(paper: Paper, suggestion: Suggestion, map: SourceMap, main: Origin["file"] | undefined, bar: boolean): void {
  if (suggestion.style === "message") {
    drawNote(paper, { level: "help", message: suggestion.message, spans: [] }, bar);
    return;
  }
  if (bar) drawBar(paper.buffer, paper.buffer.height, paper.gutter);
  drawSuggestion(paper, suggestion, map, main);
}

/** rustc's rule: a single short suggestion of one edit without line breaks becomes a label on what it replaces. */
function isInline({ suggestions }: Diagnostic): boolean {
  const [only, second] = suggestions;
  if (only === undefined || second !== undefined || (only.style !== "inline" && only.style !== "short")) return false;
  const [edit, other] = only.alternatives[0] ?? [];
  return (
    only.alternatives.length === 1 &&
    edit !== undefined &&
    other === undefined &&
    !edit.text.includes("\n") &&
    only.message.split(/\s+/).filter((word) => word !== "").length < 10
  );
}

function inlineLabel({ message, style }: Suggestion, code: string, replaced: string): string {
  if (code === "" || style === "short") return `help: ${message}`;
  return `help: ${message}${noticeText(confusion(replaced, code))}: \`${code}\``;
}

function withInlineSuggestion(diagnostic: Diagnostic, map: SourceMap): Diagnostic {
  if (!isInline(diagnostic)) return diagnostic;
  const suggestion = diagnostic.suggestions[0] as Suggestion;
  const edit = suggestion.alternatives[0]?.[0];
  if (edit === undefined) return diagnostic;
  const label = inlineLabel(suggestion, edit.text.trim(), map.snippet(edit.span));
  const primary = diagnostic.spans.some((span) => span.primary && sameSpan(span.span, edit.span));
  return { ...diagnostic, spans: [...diagnostic.spans, { span: edit.span, primary, label }], suggestions: [] };
}

/** Digits of the largest line number shown anywhere in the diagnostic. */
function gutterWidth(diagnostic: Diagnostic, map: SourceMap, look: Look): number {
  const spans = [diagnostic, ...diagnostic.children].flatMap((group) => spanLabels(group.spans).map(({ span }) => span));
  const edits = diagnostic.suggestions
    .filter(({ style }) => style !== "tool-only" && style !== "message")
    .flatMap(({ alternatives }) => alternatives);
  const largest = [...edits.map((edit) => lastEditedLine(edit, map, look)), ...spans.map((span) => lastSpanLine(span, map, look))];
  return String(largest.reduce((a, b) => Math.max(a, b), 1)).length;
}

/** The lines that edits add count wherever they are. */
function lastEditedLine(edits: readonly Edit[], map: SourceMap, look: Look): number {
  const added = look.modern ? edits.reduce((sum, { text }) => sum + text.split("\n").length - 1, 0) : 0;
  return edits.reduce((last, { span }) => Math.max(last, lastSpanLine(span, map, look)), 1) + added;
}

function lastSpanLine(span: Span, map: SourceMap, look: Look): number {
  const file = map.fileAt(span.lo);
  return file === undefined || !file.hasSource ? 1 : lastShownLine(file, span.hi - file.start, look);
}

function lastShownLine(file: Origin["file"], offset: number, look: Look): number {
  const { line } = placeOf(file, offset, look.pictures);
  return lineText(file, line) === undefined ? line - 1 : line;
}
