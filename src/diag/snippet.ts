// Draws annotated source lines: line numbers, code, underlines, labels and the bars of multi-line spans.
// Rows of labels are assigned from right to left; a label that would run into another one moves down.
import type { AnnotatedLine, FileLines, Mark } from "./annotations.ts";
import type { Grid, Style } from "./grid.ts";

const hasLabel = (mark: Mark) => mark.label !== "";
const takesSpace = (mark: Mark) => mark.kind === "start" || mark.kind === "end";
const styleOf = (mark: Mark): Style => (mark.primary ? "primary" : "secondary");

/** Do the marks' extents meet, the first one's end moved right by `padding`? */
function overlaps(a: Mark, b: Mark, padding: number): boolean {
  const end = a.end + padding;
  return (b.start <= a.start && a.start < b.end) || (a.start <= b.start && b.start < end);
}

interface Placed {
  readonly mark: Mark;
  readonly row: number;
}

/** Row 0 is the underline's own; the others hang below. */
function placeLabels(marks: readonly Mark[]): { placed: Placed[]; height: number } {
  const sorted = marks
    .filter(({ kind }) => kind !== "bar")
    .map((mark, i) => ({ mark, i }))
    .sort((a, b) => b.mark.start - a.mark.start || a.i - b.i)
    .map(({ mark }) => mark);
  const placed: Placed[] = [];
  let row = 0;
  let height = 0;
  sorted.forEach((mark, i) => {
    const rest = sorted.slice(i + 1);
    if (row === 0 && hasLabel(mark) && rest.some((next) => overlaps(next, mark, 0) && !isMerged(next, mark))) row = 1;
    placed.push({ mark, row });
    if (rest.some((next) => pushesDown(next, mark, row))) row++;
    height = Math.max(height, row);
  });
  return { placed, height: height === 0 ? 0 : height + 1 };
}

/** An unlabelled mark of the same extent is drawn as one with the labelled. */
function isMerged(next: Mark, mark: Mark): boolean {
  return next.start === mark.start && next.end === mark.end && !hasLabel(next);
}

function pushesDown(next: Mark, mark: Mark, row: number): boolean {
  const padding = hasLabel(next) ? next.label.length + 2 : 0;
  const meets = overlaps(next, mark, padding);
  if (meets && hasLabel(mark) && hasLabel(next)) return true;
  if ((takesSpace(mark) && (hasLabel(next) || takesSpace(next))) || (hasLabel(mark) && takesSpace(next))) return true;
  return meets && next.end <= mark.end && hasLabel(next) && row === 0;
}

export interface SnippetOptions {
  readonly grid: Grid;
  /** Digits of the widest line number. */
  readonly width: number;
  /** 1.96 sets line numbers right, before they stood left. */
  readonly alignRight: boolean;
}

export class SnippetWriter {
  readonly #grid: Grid;
  readonly #codeColumn: number;
  readonly #marginColumn: number;

  constructor(
    readonly options: SnippetOptions,
    readonly file: FileLines,
    readonly lines: readonly AnnotatedLine[],
  ) {
    this.#grid = options.grid;
    this.#marginColumn = options.width + 3;
    const depth = Math.max(0, ...lines.flatMap(({ marks }) => marks.map((mark) => mark.depth)));
    this.#codeColumn = this.#marginColumn + (depth > 0 ? depth + 1 : 0);
  }

  write(): void {
    const open = new Map<number, Style>();
    this.lines.forEach((line, i) => {
      const first = this.#grid.height;
      this.#writeLine(line);
      this.#bars(first, this.#grid.height, open, line.marks);
      for (const mark of line.marks) if (mark.kind === "start") open.set(mark.depth, styleOf(mark));
      for (const mark of line.marks) if (mark.kind === "end") open.delete(mark.depth);
      const next = this.lines[i + 1];
      if (next !== undefined) this.#writeGap(line.line, next.line, open);
    });
  }

  /** Bars of the spans that were open before this line and are not ended by it. */
  #bars(from: number, to: number, open: ReadonlyMap<number, Style>, marks: readonly Mark[]): void {
    for (const [depth, style] of open) {
      if (marks.some((mark) => mark.kind === "end" && mark.depth === depth)) continue;
      for (let row = from; row < to; row++) this.#grid.put(row, this.#marginColumn + depth - 1, "|", style);
    }
  }

  #writeGap(line: number, next: number, open: ReadonlyMap<number, Style>): void {
    if (next === line + 1) return;
    const row = this.#grid.height;
    if (next === line + 2) this.#writeCode(row, line + 1);
    else this.#grid.write(row, 0, "...", "line-number");
    for (const [depth, style] of open) this.#grid.put(row, this.#marginColumn + depth - 1, "|", style);
  }

  #writeCode(row: number, line: number): void {
    const { width, alignRight } = this.options;
    const number = String(line + 1);
    this.#grid.write(row, 0, alignRight ? number.padStart(width) : number.padEnd(width), "line-number");
    this.#grid.write(row, width + 1, "|", "line-number");
    this.#grid.write(row, this.#codeColumn, this.file.display(line).text, "plain");
  }

  /** Empties a row but for the gutter's bar. */
  #gutter(row: number): void {
    if (this.#grid.at(row, this.options.width + 1) === undefined) this.#grid.put(row, this.options.width + 1, "|", "line-number");
  }

  #writeLine({ line, marks }: AnnotatedLine): void {
    const row = this.#grid.height;
    this.#writeCode(row, line);
    const visible = marks.filter(({ kind }) => kind !== "bar");
    if (visible.length === 0) return;
    const [only] = visible;
    if (visible.length === 1 && only?.kind === "start" && this.#isFirstInLine(line, only)) {
      this.#grid.put(row, this.#marginColumn + only.depth - 1, "/", styleOf(only));
      return;
    }
    const { placed, height } = placeLabels(marks);
    for (let i = 0; i <= height; i++) this.#gutter(row + 1 + i - (i > 0 && height > 0 ? 0 : 0));
    this.#drawMargins(row, placed, height);
    this.#drawStems(row, placed);
    this.#drawLabels(row, placed);
    this.#drawUnderlines(row, placed);
  }

  #isFirstInLine(line: number, mark: Mark): boolean {
    return this.file.display(line).text.slice(0, mark.start).trim() === "";
  }

  /** `_` from the margin to a start or end, and the margin's own bar above or below it. */
  #drawMargins(row: number, placed: readonly Placed[], height: number): void {
    for (const { mark, row: at } of placed) {
      if (!takesSpace(mark)) continue;
      for (let column = this.#marginColumn + mark.depth; column < this.#codeColumn + mark.start; column++)
        this.#grid.put(row + at + 1, column, "_", styleOf(mark));
    }
    for (const { mark, row: at } of placed) {
      const column = this.#marginColumn + mark.depth - 1;
      if (mark.kind === "start")
        for (let i = row + at + 2; i <= row + Math.max(height, at + 1); i++) this.#grid.put(i, column, "|", styleOf(mark));
      if (mark.kind === "end") for (let i = row; i <= row + at + 1; i++) this.#grid.put(i, column, "|", styleOf(mark));
    }
  }

  #drawStems(row: number, placed: readonly Placed[]): void {
    for (const { mark, row: at } of placed) {
      if (at === 0 || !(hasLabel(mark) || takesSpace(mark))) continue;
      for (let i = row + 1; i <= row + at + 1; i++) this.#grid.put(i, this.#codeColumn + mark.start, "|", styleOf(mark));
    }
  }

  #drawLabels(row: number, placed: readonly Placed[]): void {
    for (const { mark, row: at } of placed) {
      if (!hasLabel(mark)) continue;
      const style: Style = mark.primary ? "primary" : "secondary";
      if (at === 0) this.#grid.write(row + 1, this.#codeColumn + mark.end + 1, mark.label, style);
      else this.#grid.write(row + at + 2, this.#codeColumn + mark.start, mark.label, style);
      this.#gutter(row + (at === 0 ? 1 : at + 2));
    }
  }

  /** Longer marks first, so that shorter ones stay visible; of equal length the primary last. */
  #drawUnderlines(row: number, placed: readonly Placed[]): void {
    const length = ({ mark }: Placed) => mark.end - mark.start;
    const sorted = [...placed].sort((a, b) => length(b) - length(a) || Number(a.mark.primary) - Number(b.mark.primary));
    for (const { mark } of sorted) {
      for (let column = mark.start; column < mark.end; column++)
        this.#grid.put(row + 1, this.#codeColumn + column, mark.primary ? "^" : "-", styleOf(mark));
    }
  }
}
