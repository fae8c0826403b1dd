// A suggestion as a group of its own: its message, then the code as it would read. How a change shows depends on its
// kind: an insertion is underlined with `+`, a replacement is a `-` and a `+` line (`~` in the old look), several lines
// are marked each.
import type { SourceFile, SourceMap } from "../base/source.ts";
import { confusion, noticeText } from "./confusion.ts";
import type { Suggestion } from "./diagnostic.ts";
import { characterWidth, textWidth } from "./character-width.ts";
import { drawBar, drawLineNumber } from "./draw-line.ts";
import { drawOrigin } from "./draw-snippet.ts";
import type { Paper } from "./draw-snippet.ts";
import type { Look } from "./look.ts";
import { lineText, shownLine } from "./places.ts";
import { insertedWithin, splice } from "./splice.ts";
import type { NewLine, Part, Spliced } from "./splice.ts";
import type { Style } from "./styled-buffer.ts";

const MOST_ALTERNATIVES = 4;
const MOST_LINES = 6;

type Shape = "difference" | "whole-line" | "underline" | "plain";

function removes({ text, replaced }: Part, modern: boolean): boolean {
  return text.trim() === "" && (!modern || replaced.trim() !== "");
}

/** What is there does not survive as a part of what replaces it. */
function destroys({ text, replaced }: Part): boolean {
  return text.trim() !== "" && replaced.trim() !== "" && insertedWithin(replaced.trim(), text.trim()) === undefined;
}

function isAddition({ text, replaced }: Part): boolean {
  return text !== "" && replaced === "";
}

function shapeOf({ parts, lines }: Spliced, modern: boolean): Shape {
  const only = parts.length === 1 ? (parts[0] as Part) : undefined;
  const complete = lines.map(({ text }) => text).join("\n");
  if (lines.length <= 1 && parts.some((part) => removes(part, modern) || (modern && destroys(part)))) return "difference";
  if (only?.text.endsWith("\n") === true && only.text.trim() === complete.trim()) return "whole-line";
  return lines.length <= 1 && only?.text.trim() !== complete.trim() ? "underline" : "plain";
}

export function drawSuggestion(paper: Paper, suggestion: Suggestion, map: SourceMap, main: SourceFile | undefined): void {
  const spliced = suggestion.alternatives.map((edits) => splice(edits, map, paper.look)).filter((one) => one !== undefined);
  if (spliced.length === 0) return;
  const { buffer, gutter, look } = paper;
  const notice = spliced.some(looksTheSame);
  buffer.append(buffer.height, "help", "help");
  buffer.append(buffer.height - 1, `: ${suggestion.message}${look.modern ? titleNotice(spliced) : ""}`, "child-title");
  spliced.slice(0, MOST_ALTERNATIVES).forEach((one, index) => {
    const before = spliced[index - 1];
    const isBelowMarks = before !== undefined && shapeOf(before, look.modern) === "underline";
    if (index === 0 || (look.modern && !isBelowMarks)) drawBar(buffer, buffer.height - Number(index > 0 && endsWithBar(paper)), gutter);
    drawAlternative(paper, one, main);
  });
  const others = spliced.length - MOST_ALTERNATIVES;
  if (others > 0) drawOthers(paper, others);
  else if (!look.modern && notice) buffer.puts(buffer.height, gutter + 3, "notice the capitalization difference", "none");
}

function endsWithBar({ buffer }: Paper): boolean {
  return buffer.lastIsBar();
}

function drawOthers({ buffer, gutter, look }: Paper, others: number): void {
  if (look.modern && !buffer.lastIsBar()) drawBar(buffer, buffer.height, gutter);
  const row = buffer.height;
  if (look.modern) buffer.puts(row, gutter + 1, "= ", "gutter");
  buffer.puts(row, gutter + 3, `and ${others} other candidate${others === 1 ? "" : "s"}`, "none");
}

function looksTheSame({ parts }: Spliced): boolean {
  return parts.every(({ text, replaced }) => confusion(replaced, text).capitals);
}

function titleNotice(all: readonly Spliced[]): string {
  const confused = all
    .map(({ parts }) => parts.map(({ text, replaced }) => noticeText(confusion(replaced, text))))
    .find((notices) => notices.every((notice) => notice !== ""));
  return confused?.[0] ?? "";
}

function drawAlternative(paper: Paper, spliced: Spliced, main: SourceFile | undefined): void {
  const first = spliced.parts[0] as Part;
  if (spliced.file !== main) {
    paper.buffer.dropLast();
    drawOrigin(paper, "-->", `${spliced.file.shownName}:${first.from.line}:${first.from.character + 1}`);
    drawBar(paper.buffer, paper.buffer.height, paper.gutter);
  }
  if (spliced.lines.length === 0) return drawRemovedLines(paper, spliced);
  const shape = shapeOf(spliced, paper.look.modern);
  if (shape === "difference") drawDifference(paper, spliced);
  else drawNewLines(paper, spliced, shape);
}

function codeLine(paper: Paper, line: number, mark: string, style: Style, text: string): number {
  const row = paper.buffer.height;
  drawLineNumber(paper.buffer, row, line, paper.gutter, paper.look);
  paper.buffer.puts(row, paper.gutter + 1, paper.look.modern ? `${mark} ` : mark, style);
  const shown = shownLine(text, paper.look.pictures);
  if (shown !== "") paper.buffer.puts(row, paper.gutter + 3, shown, "code", characterWidth);
  return row;
}

function drawRemovedLines(paper: Paper, { file, parts }: Spliced): void {
  for (let line = (parts[0] as Part).from.line; line <= (parts.at(-1) as Part).to.line; line++) {
    codeLine(paper, line, "-", "removal", lineText(file, line) ?? "");
  }
  drawBar(paper.buffer, paper.buffer.height, paper.gutter);
}

/** `N - old`, `N + new`; the new line is left out where only blanks would remain. */
function drawDifference(paper: Paper, { file, parts, lines }: Spliced): void {
  const from = (parts[0] as Part).from.line;
  const to = Math.max(...parts.map((part) => part.to.line));
  const added = (lines[0] as NewLine).text;
  for (let line = from; line <= to; line++) {
    const text = lineText(file, line) ?? "";
    if (line === to && text === added && to > from) continue;
    const row = codeLine(paper, line, "-", "removal", text);
    for (const part of parts) {
      if (part.from.line === line && part.to.line === line)
        paper.buffer.restyle(row, paper.gutter + 3 + part.from.column, paper.gutter + 3 + part.to.column, "removal");
    }
  }
  if (added.trim() !== "" && !(to > from && lineText(file, to) === added)) {
    restylePieces(paper, codeLine(paper, from, "+", "addition", added), lines[0] as NewLine);
  }
  drawBar(paper.buffer, paper.buffer.height, paper.gutter);
}

function restylePieces(paper: Paper, row: number, { text, pieces }: NewLine): void {
  for (const { start, end } of pieces) {
    const tabs = 3 * [...text].slice(0, start).filter((character) => character === "\t").length;
    paper.buffer.restyle(row, paper.gutter + 3 + start + tabs, paper.gutter + 3 + end + tabs, "addition");
  }
}

/** Lines to show with their indexes; an undefined stands for `...`. */
function chosenLines(lines: readonly NewLine[]): { chosen: (number | undefined)[]; cut: boolean } {
  const chosen: (number | undefined)[] = [];
  let quiet: number[] = [];
  let marked = 0;
  let index = 0;
  for (; index < lines.length && marked < MOST_LINES; index++) {
    if ((lines[index] as NewLine).pieces.length === 0) {
      quiet.push(index);
      continue;
    }
    marked++;
    chosen.push(...(quiet.length <= 3 ? quiet : [quiet[0], undefined, quiet.at(-1)]), index);
    quiet = [];
  }
  return { chosen, cut: index < lines.length };
}

function lineMark(look: Look, shape: Shape, { text, pieces }: NewLine, several: boolean): [string, Style] {
  if (shape === "whole-line" && look.marksWholeLines) return ["+", "addition"];
  if (!several || pieces.length === 0 || (pieces.length === 1 && pieces[0]?.end === 0)) return ["|", "gutter"];
  const all = pieces.length === 1 && pieces[0]?.start === 0 && pieces[0].end === textWidth(text);
  return [all ? "+" : "~", "addition"];
}

function drawNewLines(paper: Paper, spliced: Spliced, shape: Shape): void {
  const { buffer, gutter, look } = paper;
  const { lines, parts, file } = spliced;
  const from = (parts[0] as Part).from.line;
  const { chosen, cut } = chosenLines(lines);
  for (const index of chosen) {
    if (index === undefined) {
      buffer.puts(buffer.height, Math.max(0, gutter - 1), "...", "gutter");
      continue;
    }
    const line = lines[index] as NewLine;
    restylePieces(paper, codeLine(paper, from + index, ...lineMark(look, shape, line, lines.length > 1), line.text), line);
  }
  const last = (lines.at(-1) as NewLine).text.trim();
  if (shape === "whole-line" && look.modern && last.startsWith("#[") && last.endsWith("]")) {
    codeLine(paper, from + lines.length, "|", "gutter", lineText(file, from) ?? "");
  }
  if (cut) buffer.puts(buffer.height, Math.max(0, gutter - 1), "...", "gutter");
  else if (shape === "underline") drawInsertionMarks(paper, parts);
  else drawBar(buffer, buffer.height, gutter);
}

/** `+` under what is inserted, without the blanks round it; `~` under what replaces. */
function drawInsertionMarks({ buffer, gutter, look }: Paper, parts: readonly Part[]): void {
  const row = buffer.height;
  drawBar(buffer, row, gutter);
  let shift = 0;
  for (const part of parts) {
    const blank = part.text.trim() === "";
    const skipped = blank ? 0 : part.text.length - part.text.trimStart().length;
    const start = part.from.column + shift + skipped;
    const width = textWidth(blank ? part.text : part.text.trim());
    for (let i = 0; i < width; i++) buffer.put(row, gutter + 3 + start + i, look.modern || isAddition(part) ? "+" : "~", "addition");
    shift += textWidth(part.text) - (part.to.column - part.from.column);
  }
}
