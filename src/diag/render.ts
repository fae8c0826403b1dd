// A diagnostic as rustc prints it: title, snippet, notes, further snippets, suggestions. Two emitters share this code:
// rustc's own up to 1.93 and the one of 1.94 and later; where they differ `look` says so.
import type { SourceFile, SourceMap } from "../base/source.ts";
import type { Release } from "../target/release.ts";
import type { Diagnostic, Edit, LabeledSpan, SubDiagnostic, Suggestion } from "./diagnostic.ts";
import { FileLines, annotateLines } from "./annotations.ts";
import { Grid } from "./grid.ts";
import { SnippetWriter } from "./snippet.ts";
import { writeSuggestion } from "./suggestion.ts";

export interface RenderOptions {
  readonly release: Pick<Release, "minor">;
  /** Columns; lines of code longer than this are shown through a window. */
  readonly width: number;
  /** `--message-format short`: one line, `path:line:col: level[code]: message`. */
  readonly short?: boolean;
}

/** What the release's emitter does its own way. */
export interface Look {
  readonly alignRight: boolean;
  /** Replacements as `-` and `+` lines; else the new line with `~` under what changed. */
  readonly diffs: boolean;
  readonly skipsTrailingBrackets: boolean;
}

function lookOf(options: RenderOptions): Look {
  const isNew = options.release.minor >= 94;
  return { alignRight: isNew, diffs: options.release.minor >= 87, skipsTrailingBrackets: options.release.minor >= 80 };
}

/** The whole text, with the empty line that follows each diagnostic. */
export function renderDiagnostic(diagnostic: Diagnostic, sources: SourceMap, options: RenderOptions): string {
  if (options.short === true) return shortLine(diagnostic, sources);
  return new Renderer(diagnostic, sources, lookOf(options)).render();
}

function heading(level: string, code: string | undefined): string {
  return code === undefined ? `${level}: ` : `${level}[${code}]: `;
}

function shortLine(diagnostic: Diagnostic, sources: SourceMap): string {
  const primary = diagnostic.spans.find((span) => span.primary);
  const place = primary === undefined ? undefined : sources.locate(primary.span.lo);
  const where = place === undefined ? "" : `${place.file.name}:${place.line}:${place.column}: `;
  return `${where}${heading(diagnostic.level, diagnostic.code)}${diagnostic.message}\n`;
}

/** Message lines after the first stand under the first's text. */
function indented(message: string, by: number): string[] {
  return message.split("\n").map((line, i) => (i === 0 ? line : `${" ".repeat(by)}${line}`));
}

const MAX_INLINE_WORDS = 10;

/** A lone, short suggestion is a label on the code it is about. */
export function inlineSuggestion(suggestions: readonly Suggestion[]): Suggestion | undefined {
  const shown = suggestions.filter(({ style }) => style !== "tool-only");
  const [only] = shown;
  if (shown.length !== 1 || only === undefined || only.style === "verbose") return undefined;
  const [edits] = only.alternatives;
  const isOne = only.alternatives.length === 1 && edits?.length === 1 && !(edits[0] as Edit).text.includes("\n");
  return isOne && only.message.split(/\s+/).length <= MAX_INLINE_WORDS ? only : undefined;
}

function inlineLabel(suggestion: Suggestion): LabeledSpan {
  const edit = (suggestion.alternatives[0] as readonly Edit[])[0] as Edit;
  const code = suggestion.style === "short" || edit.text === "" ? "" : `: \`${edit.text}\``;
  return { span: edit.span, primary: false, label: `help: ${suggestion.message}${code}` };
}

class Renderer {
  readonly grid = new Grid();
  readonly #files = new Map<SourceFile, FileLines>();
  readonly #inline: Suggestion | undefined;
  readonly #spans: readonly LabeledSpan[];
  readonly #suggestions: readonly Suggestion[];
  readonly #width: number;
  #lastIsSnippet = false;

  constructor(
    readonly diagnostic: Diagnostic,
    readonly sources: SourceMap,
    readonly look: Look,
  ) {
    this.#inline = inlineSuggestion(diagnostic.suggestions);
    this.#spans = this.#inline === undefined ? diagnostic.spans : withInlineLabel(diagnostic.spans, inlineLabel(this.#inline));
    this.#suggestions = diagnostic.suggestions.filter((suggestion) => suggestion !== this.#inline && suggestion.style !== "tool-only");
    this.#width = String(this.#largestLine()).length;
  }

  #largestLine(): number {
    const spans = [...this.#spans, ...this.diagnostic.children.flatMap((child) => child.spans)].map(({ span }) => span);
    const edits = this.#suggestions.flatMap(({ alternatives }) => alternatives.flat().map(({ span }) => span));
    return Math.max(1, ...[...spans, ...edits].map(({ hi }) => this.sources.locate(hi)?.line ?? 1));
  }

  render(): string {
    const { level, code, message, children } = this.diagnostic;
    this.#title(heading(level, code), message);
    this.#snippets(this.#spans);
    children.forEach((child, i) => this.#child(child, i));
    this.#suggestions.forEach((suggestion, i) => this.#suggestion(suggestion, i === this.#suggestions.length - 1));
    return `${this.grid.lines().join("\n")}\n\n`;
  }

  #title(head: string, message: string): void {
    const [first, ...rest] = indented(message, head.length);
    const row = this.grid.height;
    this.grid.write(row, 0, head.slice(0, -2), "level");
    this.grid.append(row, `: ${first}`, "title");
    for (const line of rest) this.grid.write(this.grid.height, 0, line, "title");
  }

  #bar(): void {
    this.grid.write(this.grid.height, this.#width + 1, "|", "line-number");
  }

  #linesOf(file: SourceFile): FileLines {
    let lines = this.#files.get(file);
    if (lines === undefined) this.#files.set(file, (lines = new FileLines(file)));
    return lines;
  }

  /** Snippets of all files the spans lie in, the primary span's first. */
  #snippets(spans: readonly LabeledSpan[]): void {
    const byFile = new Map<SourceFile, LabeledSpan[]>();
    const primaryFile = spans.filter(({ primary }) => primary).map(({ span }) => this.sources.fileAt(span.lo))[0];
    if (primaryFile !== undefined) byFile.set(primaryFile, []);
    for (const span of spans) {
      const file = this.sources.fileAt(span.span.lo);
      if (file !== undefined) byFile.set(file, [...(byFile.get(file) ?? []), span]);
    }
    [...byFile].forEach(([file, own], i) => this.#snippet(file, own, i === 0));
    if (byFile.size > 0) this.#lastIsSnippet = true;
  }

  #snippet(file: SourceFile, spans: readonly LabeledSpan[], isFirst: boolean): void {
    const lines = annotateLines(this.#linesOf(file), spans, this.look.skipsTrailingBrackets);
    const origin = this.#originOf(file, spans, lines[0]?.line ?? 0);
    if (!isFirst) this.#bar();
    this.grid.write(this.grid.height, this.#width, `${isFirst ? "-->" : ":::"} `, "line-number");
    this.grid.append(this.grid.height - 1, origin, "plain");
    if (!file.hasSource) return this.#labelsWithoutSource(spans);
    this.#bar();
    new SnippetWriter({ grid: this.grid, width: this.#width, alignRight: this.look.alignRight }, this.#linesOf(file), lines).write();
  }

  /** Place of the first primary span; of files without one, of the first marked line. */
  #originOf(file: SourceFile, spans: readonly LabeledSpan[], firstLine: number): string {
    const primaries = spans.filter(({ primary }) => primary);
    const starts = (primaries.length > 0 ? primaries : spans).map(({ span }) => span.lo).sort((a, b) => a - b);
    const place = this.sources.locate(starts[0] ?? file.start);
    const column = (place?.column ?? 1) - (file.hasSource ? 0 : 1);
    return `${file.name}:${place?.line ?? firstLine + 1}:${column}`;
  }

  #labelsWithoutSource(spans: readonly LabeledSpan[]): void {
    for (const { label } of spans) {
      if (label === undefined) continue;
      this.#bar();
      this.grid.write(this.grid.height, this.#width + 1, `= note: ${label}`, "message");
    }
  }

  #child(child: SubDiagnostic, index: number): void {
    if (child.spans.some(({ span }) => this.sources.fileAt(span.lo) !== undefined)) {
      if (this.#lastIsSnippet && this.#isMainGroup(index)) this.#bar();
      this.#title(`${child.level}: `, child.message);
      this.#snippets(child.spans);
      return;
    }
    if (this.#isMainGroup(index) && (index === 0 || this.#lastIsSnippet)) this.#bar();
    this.#note(child);
    this.#lastIsSnippet = false;
  }

  /** No child before this one opened a group of its own. */
  #isMainGroup(index: number): boolean {
    return !this.diagnostic.children
      .slice(0, index)
      .some(({ spans }) => spans.some(({ span }) => this.sources.fileAt(span.lo) !== undefined));
  }

  #note({ level, message }: SubDiagnostic): void {
    const head = `= ${level}: `;
    const [first, ...rest] = indented(message, this.#width + 1 + head.length);
    this.grid.write(this.grid.height, this.#width + 1, `${head}${first}`, "message");
    for (const line of rest) this.grid.write(this.grid.height, 0, line, "message");
  }

  #suggestion(suggestion: Suggestion, isLast: boolean): void {
    if (this.#lastIsSnippet && this.#isMainGroup(this.diagnostic.children.length)) this.#bar();
    this.#lastIsSnippet = false;
    this.#title("help: ", suggestion.message);
    const linesOf = (file: SourceFile) => this.#linesOf(file);
    const endsWithBar = writeSuggestion(suggestion, {
      grid: this.grid,
      sources: this.sources,
      width: this.#width,
      look: this.look,
      linesOf,
    });
    if (endsWithBar && !isLast) this.#bar();
    else if (endsWithBar && this.look.alignRight) this.#bar();
  }
}

/** The label goes on an unlabelled primary span of the same extent, if there is one. */
function withInlineLabel(spans: readonly LabeledSpan[], label: LabeledSpan): LabeledSpan[] {
  const same = (other: LabeledSpan) => other.span.lo === label.span.lo && other.span.hi === label.span.hi;
  const at = spans.findIndex((span) => same(span) && span.primary && (span.label === undefined || span.label === ""));
  const text = label.label as string;
  if (at >= 0) return spans.map((span, i) => (i === at ? { ...span, label: text } : span));
  return [...spans, { ...label, primary: spans.some((span) => span.primary && same(span)) }];
}
