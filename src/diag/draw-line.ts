// One annotated line of source on the grid: the code, underlines, labels, and the lines that join multi-line spans to
// their bars in the margin.
import type { AnnotatedLine, Annotation } from "./annotate.ts";
import { characterWidth, textWidth } from "./character-width.ts";
import type { Look } from "./look.ts";
import type { Margin } from "./margin.ts";
import { placeLabels, takesSpace } from "./place-labels.ts";
import type { Placed } from "./place-labels.ts";
import type { Style, StyledBuffer } from "./styled-buffer.ts";

/** Columns of a snippet: the bar stands at `gutter + 1`, the code begins at `code`. */
export interface Columns {
  /** Digits of the largest line number. */
  readonly gutter: number;
  /** First column of the margin of bars. */
  readonly margin: number;
  readonly code: number;
}

export interface Canvas {
  readonly buffer: StyledBuffer;
  readonly columns: Columns;
  readonly margin: Margin;
  readonly look: Look;
}

export type Bars = ReadonlyMap<number, boolean>;

function markStyle(primary: boolean): Style {
  return primary ? "primary" : "secondary";
}

export function drawBar(buffer: StyledBuffer, row: number, gutter: number): void {
  buffer.put(row, gutter + 1, "|", "gutter");
}

export function drawLineNumber(buffer: StyledBuffer, row: number, line: number, gutter: number, look: Look): void {
  const digits = String(line);
  buffer.puts(row, look.modern ? gutter - digits.length : 0, digits, "gutter");
}

/** A line of code with its number, through the window. */
export function drawCode({ buffer, columns, margin, look }: Canvas, row: number, line: number, text: string): void {
  const width = textWidth(text);
  const right = margin.right(width);
  drawLineNumber(buffer, row, line, columns.gutter, look);
  drawBar(buffer, row, columns.gutter);
  const shown = cut(text, margin.left, right);
  buffer.puts(row, columns.code, shown, "code", characterWidth);
  if (margin.cutsLeft && width > 0) buffer.puts(row, columns.code, "...", "gutter");
  if (margin.cutsRight(width)) buffer.puts(row, columns.code + textWidth(shown) - 3, "...", "gutter");
}

/** The characters whose columns lie in `[left, right)`. */
function cut(text: string, left: number, right: number): string {
  if (left === 0 && right >= text.length * 2) return text;
  let column = 0;
  let taken = "";
  for (const character of text) {
    const width = characterWidth(character);
    if (column >= left && column + width <= right) taken += character;
    column += width;
  }
  return taken;
}

function onlyBlanksBefore(text: string, column: number): boolean {
  return text.slice(0, column).trim() === "";
}

/** If all that happens on this line is that bars begin at its first word, `/` in the margin says it; no underline line. */
function drawShortStarts(canvas: Canvas, row: number, text: string, annotations: readonly Annotation[]): boolean {
  const { buffer, columns } = canvas;
  if (!annotations.every((one) => one.kind === "bar" || (one.kind === "start" && onlyBlanksBefore(text, one.start)))) return false;
  for (const { kind, depth, primary } of annotations) {
    if (kind === "start") buffer.put(row, columns.margin + depth - 1, "/", markStyle(primary));
  }
  return true;
}

/** Draws an annotated line; the result tells which bars begin or end on it (depth to primary). */
export function drawLine(canvas: Canvas, annotated: AnnotatedLine, text: string): Bars {
  const row = canvas.buffer.height;
  drawCode(canvas, row, annotated.line, text);
  const { annotations } = annotated;
  const turning = new Map(annotations.filter(takesSpace).map(({ depth, primary }) => [depth, primary]));
  if (drawShortStarts(canvas, row, text, annotations)) return turning;
  const { placed, extraRows } = placeLabels(annotations, canvas.look);
  for (let i = 0; i <= extraRows; i++) drawBar(canvas.buffer, row + i + 1, canvas.columns.gutter);
  for (const one of placed) drawAcross(canvas, row, one);
  for (const one of placed) drawDown(canvas, row, one, extraRows);
  for (const one of placed) drawLabel(canvas, row, one);
  drawUnderlines(canvas, row, placed);
  return turning;
}

/** Grid column of a display column of the code. */
function at({ columns, margin }: Canvas, column: number): number {
  return columns.code + Math.max(0, column - margin.left);
}

/** The line from the margin to where a multi-line span starts or ends. */
function drawAcross(canvas: Canvas, row: number, { annotation, row: below }: Placed): void {
  if (!takesSpace(annotation)) return;
  const style = markStyle(annotation.primary);
  const to = at(canvas, annotation.start);
  for (let column = canvas.columns.margin + annotation.depth; column < to; column++) canvas.buffer.put(row + below + 1, column, "_", style);
}

/** Bars from the underline to a label further down, and the beginning or end of the bar in the margin. */
function drawDown(canvas: Canvas, row: number, { annotation, row: below }: Placed, extraRows: number): void {
  const { buffer, columns } = canvas;
  const style = markStyle(annotation.primary);
  if (below > 0 && (annotation.label !== "" || takesSpace(annotation))) {
    for (let i = 1; i <= below + 1; i++) buffer.put(row + i, at(canvas, annotation.start), "|", style);
  }
  const margin = columns.margin + annotation.depth - 1;
  if (annotation.kind === "start") for (let i = below + 2; i < extraRows + 2; i++) buffer.put(row + i, margin, "|", style);
  if (annotation.kind === "end") for (let i = 0; i <= below + 1; i++) buffer.put(row + i, margin, "|", style);
}

function drawLabel(canvas: Canvas, row: number, { annotation, row: below }: Placed): void {
  if (annotation.label === "") return;
  const style = annotation.primary ? "primary-label" : "secondary-label";
  const column = below === 0 ? at(canvas, annotation.end + 1) + (annotation.end === 0 ? 1 : 0) : at(canvas, annotation.start);
  canvas.buffer.puts(row + (below === 0 ? 1 : below + 2), column, annotation.label, style);
}

/** Longest first, primary last, so that the shorter and the more important stay visible. */
function drawUnderlines(canvas: Canvas, row: number, placed: readonly Placed[]): void {
  const order = placed
    .map(({ annotation }) => annotation)
    .sort((a, b) => b.end - b.start - (a.end - a.start) || Number(a.primary) - Number(b.primary));
  for (const { start, end, primary } of order) {
    const style = markStyle(primary);
    for (let column = start; column < end; column++) canvas.buffer.put(row + 1, at(canvas, column), primary ? "^" : "-", style);
  }
}
