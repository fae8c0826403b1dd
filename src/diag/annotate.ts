// From spans to annotated lines: which lines of which files are shown, and what stands on each. A span over several
// lines becomes a start, an end and bars between, at a depth of its own in the margin so that bars do not meet.
import type { SourceFile, SourceMap, Span } from "../base/source.ts";
import type { LabeledSpan } from "./diagnostic.ts";
import type { Look } from "./look.ts";
import { lineText, placeOf } from "./places.ts";
import type { Place } from "./places.ts";

export interface Annotation {
  /** Display columns, from 0; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** Characters before `start` on its line. */
  readonly character: number;
  readonly primary: boolean;
  readonly label: string;
  /** `start`, `end` and `bar` belong to a span over several lines. */
  readonly kind: "single" | "start" | "end" | "bar";
  /** Column of the bar in the margin, from 1; 0 for single lines. */
  readonly depth: number;
}

export interface AnnotatedLine {
  /** From 1. */
  readonly line: number;
  readonly annotations: Annotation[];
}

export interface AnnotatedFile {
  readonly file: SourceFile;
  readonly lines: AnnotatedLine[];
  /** Most bars side by side in any snippet of the group. */
  depth: number;
}

interface Marked {
  readonly file: SourceFile;
  readonly from: Place;
  readonly to: Place;
  readonly primary: boolean;
  readonly label: string;
}

interface MultiLine extends Marked {
  depth: number;
  exactly: boolean;
}

export function sameSpan(a: Span, b: Span): boolean {
  return a.lo === b.lo && a.hi === b.hi;
}

/** Labelled spans in their order, then primary spans that no label stands on: the order of rustc's span labels. */
export function spanLabels(spans: readonly LabeledSpan[]): LabeledSpan[] {
  const isPrimary = (span: Span) => spans.some((other) => other.primary && sameSpan(other.span, span));
  const labelled = spans
    .filter(({ label }) => label !== undefined)
    .map(({ span, label }) => ({ span, primary: isPrimary(span), label: label as string }));
  const bare = spans.filter((one) => one.primary && one.label === undefined && !labelled.some((other) => sameSpan(other.span, one.span)));
  return [...labelled, ...bare];
}

class Collector {
  readonly files: AnnotatedFile[] = [];
  readonly #multi: MultiLine[] = [];

  constructor(
    readonly map: SourceMap,
    readonly look: Look,
  ) {}

  add({ span, primary, label }: LabeledSpan): void {
    const file = this.map.fileAt(span.lo);
    if (file === undefined) return;
    const place = (pos: number) => placeOf(file, pos - file.start, this.look.pictures);
    const [from, to] = span.lo === span.hi ? [this.#point(file, span.lo), this.#point(file, span.lo)] : [place(span.lo), place(span.hi)];
    const marked: Marked = { file, from, to, primary, label: label ?? "" };
    if (from.line === to.line) this.#addSingle(marked);
    else this.#multi.push({ ...marked, depth: 1, exactly: false });
  }

  /** In the modern look an empty span at the end of the file is marked right after the last character. */
  #point(file: SourceFile, pos: number): Place {
    const place = placeOf(file, pos - file.start, this.look.pictures);
    const atEnd = this.look.modern && pos - file.start === file.text.length && file.text.endsWith("\n");
    return atEnd ? { ...place, column: Math.max(0, place.column - 1) } : place;
  }

  #addSingle({ file, from, to, primary, label }: Marked): void {
    const end = Math.max(to.column, from.column + (to.column === from.column ? 1 : 0));
    this.#put(file, from.line, { start: from.column, end, character: from.character, primary, label, kind: "single", depth: 0 });
  }

  #put(file: SourceFile, line: number, annotation: Annotation): void {
    let annotated = this.files.find((other) => other.file === file);
    if (annotated === undefined) this.files.push((annotated = { file, lines: [], depth: 0 }));
    const known = annotated.lines.find((other) => other.line === line);
    if (known !== undefined) known.annotations.push(annotation);
    else annotated.lines.push({ line, annotations: [annotation] });
  }

  finish(): AnnotatedFile[] {
    const depth = this.#assignDepths();
    for (const multi of this.#multi) this.#spread(multi);
    for (const file of this.files) {
      file.depth = depth;
      file.lines.sort((a, b) => a.line - b.line);
    }
    return this.files;
  }

  #assignDepths(): number {
    const sign = this.look.modern ? -1 : 1;
    this.#multi.sort((a, b) => a.from.line - b.from.line || sign * (a.to.line - b.to.line));
    for (const one of this.#multi.map((multi) => ({ ...multi }))) pushOthersRight(one, this.#multi);
    const deepest = Math.max(0, ...this.#multi.map(({ depth }) => depth));
    if (this.look.modern) for (const multi of this.#multi) multi.depth = deepest - multi.depth + 1;
    return deepest;
  }

  #spread(multi: MultiLine): void {
    const { file, from, to, primary, label, depth } = multi;
    const end: Annotation = {
      start: Math.max(0, to.column - 1),
      end: to.column,
      character: Math.max(0, to.character - 1),
      primary,
      label,
      kind: multi.exactly ? "single" : "end",
      depth,
    };
    if (!multi.exactly) {
      const { column, character } = from;
      this.#put(file, from.line, { start: column, end: column + 1, character, primary, label: "", kind: "start", depth });
      const bar: Annotation = { start: 0, end: 0, character: 0, primary, label: "", kind: "bar", depth };
      for (const line of this.#barLines(multi)) this.#put(file, line, bar);
    }
    this.#put(file, to.line, end);
  }

  /** Lines shown between start and end: up to four of the head, and the one before the end. */
  #barLines({ file, from, to }: MultiLine): number[] {
    const says = (line: number) => !this.look.cutsEmptyLines || saysSomething(lineText(file, line) ?? "");
    const middle = Math.min(from.line + 4, to.line);
    let until = middle;
    if (this.look.cutsEmptyLines) while (until > from.line && !says(until - 1)) until--;
    const lines: number[] = [];
    for (let line = from.line + 1; line < until; line++) lines.push(line);
    if (middle < to.line - 1 && says(to.line - 1)) lines.push(to.line - 1);
    return lines;
  }
}

/** Moves spans that share lines with `one` a bar to the right; of spans of the same extent only one keeps its bars. */
function pushOthersRight(one: MultiLine, all: MultiLine[]): void {
  for (const other of all) {
    const same = sameExtent(one, other);
    if (!same && one.from.line <= other.to.line && other.from.line <= one.to.line) other.depth++;
    else if (same && (one.primary !== other.primary || one.label !== other.label)) other.exactly = true;
    else break;
  }
}

function sameExtent(a: Marked, b: Marked): boolean {
  return a.from.line === b.from.line && a.to.line === b.to.line && a.from.column === b.from.column && a.to.column === b.to.column;
}

function saysSomething(line: string): boolean {
  const text = line.trim();
  return !(text.startsWith("//") && !text.startsWith("///") && !text.startsWith("//!")) && !/^[{}()[\]]?$/.test(text);
}

/** The files and lines to show for a group of spans; the file of the first primary span comes first. */
export function annotate(spans: readonly LabeledSpan[], map: SourceMap, look: Look): AnnotatedFile[] {
  const collector = new Collector(map, look);
  for (const span of spanLabels(spans)) collector.add(span);
  const files = collector.finish();
  const primary = spans.find((span) => span.primary);
  const first = primary === undefined ? undefined : map.fileAt(primary.span.lo);
  const at = files.findIndex(({ file }) => file === first);
  if (at > 0) [files[0], files[at]] = [files[at] as AnnotatedFile, files[0] as AnnotatedFile];
  return files;
}
