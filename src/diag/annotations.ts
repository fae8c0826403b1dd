// Spans of one file to marks on its lines. A span within a line is one mark; a span over several lines is a start, an
// end, and bars in the margin between them, in a column (depth) of its own where such spans overlap.
import type { SourceFile } from "../base/source.ts";
import { lastNotAbove } from "../base/source.ts";
import type { LabeledSpan } from "./diagnostic.ts";
import { DisplayLine } from "./display.ts";

export interface Mark {
  readonly kind: "single" | "start" | "end" | "bar";
  /** Display columns, the end excluded. */
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly primary: boolean;
  /** Margin column of a multi-line span, from 1. */
  readonly depth: number;
}

export interface AnnotatedLine {
  /** From 0. */
  readonly line: number;
  readonly marks: Mark[];
}

interface MultiLine {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly label: string;
  readonly primary: boolean;
  depth: number;
}

/** A file's lines, decoded for display once. */
export class FileLines {
  readonly #cache = new Map<number, DisplayLine>();
  constructor(readonly file: SourceFile) {}

  source(line: number): string {
    const starts = this.file.lineStarts;
    const start = starts[line];
    if (start === undefined) return "";
    const end = starts[line + 1] ?? this.file.text.length + 1;
    return this.file.text.slice(start, end - 1).replace(/\r$/, "");
  }

  display(line: number): DisplayLine {
    let shown = this.#cache.get(line);
    if (shown === undefined) this.#cache.set(line, (shown = new DisplayLine(this.source(line))));
    return shown;
  }

  /** Line (from 0) and display column of a position. */
  place(pos: number): { line: number; column: number } {
    const offset = pos - this.file.start;
    const line = lastNotAbove(this.file.lineStarts, offset);
    return { line, column: this.display(line).column(offset - (this.file.lineStarts[line] as number)) };
  }
}

class Annotator {
  readonly lines = new Map<number, Mark[]>();
  readonly #multi: MultiLine[] = [];
  constructor(
    readonly file: FileLines,
    readonly skipsTrailingBrackets: boolean,
  ) {}

  addSpan({ span, primary, label }: LabeledSpan): void {
    const start = this.file.place(span.lo);
    const end = this.#end(span.lo, span.hi);
    if (start.line === end.line) {
      this.#mark(start.line, {
        kind: "single",
        start: start.column,
        end: Math.max(end.column, start.column + 1),
        label: label ?? "",
        primary,
        depth: 0,
      });
      return;
    }
    this.#multi.push({
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
      label: label ?? "",
      primary,
      depth: 1,
    });
  }

  /** A span that ends with a line break ends behind that line's last character, not on the next line. */
  #end(lo: number, hi: number): { line: number; column: number } {
    const end = this.file.place(hi);
    if (hi === lo || end.column > 0 || end.line === 0) return end;
    const before = this.file.place(hi - 1);
    return { line: before.line, column: before.column + 1 };
  }

  #mark(line: number, mark: Mark): void {
    const marks = this.lines.get(line);
    if (marks === undefined) this.lines.set(line, [mark]);
    else marks.push(mark);
  }

  finish(): AnnotatedLine[] {
    this.#assignDepths();
    for (const multi of this.#multi) this.#markMultiLine(multi);
    return [...this.lines].map(([line, marks]) => ({ line, marks })).sort((a, b) => a.line - b.line);
  }

  /** Overlapping spans get different columns, the outer ones those nearer to the numbers. */
  #assignDepths(): void {
    const all = this.#multi.sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
    for (const one of all) {
      for (const other of all) {
        if (other === one || !(one.startLine <= other.endLine && other.startLine <= one.endLine)) break;
        other.depth++;
      }
    }
    const deepest = Math.max(0, ...all.map(({ depth }) => depth));
    for (const one of all) one.depth = deepest - one.depth + 1;
  }

  #markMultiLine(multi: MultiLine): void {
    const { primary, depth, label } = multi;
    const mark = (line: number, kind: Mark["kind"], start: number, text: string) =>
      this.#mark(line, { kind, start, end: start + 1, label: text, primary, depth });
    mark(multi.startLine, "start", multi.startColumn, "");
    const middle = Math.min(multi.startLine + 4, multi.endLine);
    for (let line = multi.startLine + 1; line < this.#shownUntil(multi.startLine, middle); line++) mark(line, "bar", 0, "");
    const last = multi.endLine - 1;
    if (middle < last && !(this.skipsTrailingBrackets && this.#isDull(last))) mark(last, "bar", 0, "");
    mark(multi.endLine, "end", Math.max(0, multi.endColumn - 1), label);
  }

  #shownUntil(start: number, middle: number): number {
    if (!this.skipsTrailingBrackets) return middle;
    for (let line = middle - 1; line > start; line--) if (!this.#isDull(line)) return line + 1;
    return start + 1;
  }

  /** Blank, a comment, or a lone bracket. */
  #isDull(line: number): boolean {
    const text = this.file.source(line).trim();
    return text === "" || text.startsWith("//") || /^[{}()[\]]$/.test(text);
  }
}

/** Lines of one file with their marks, by line. `skipsTrailingBrackets` is what newer releases do in long spans. */
export function annotateLines(file: FileLines, spans: readonly LabeledSpan[], skipsTrailingBrackets: boolean): AnnotatedLine[] {
  const annotator = new Annotator(file, skipsTrailingBrackets);
  for (const span of spans) annotator.addSpan(span);
  return annotator.finish();
}
