// Source text and positions in it.
//
// Every file of a compilation lies in one SourceMap; those of corelib in one of their own, which builds share and whose
// positions are beyond all others. A position is a number: the file's start in the map plus the offset in its text,
// counted in UTF-16 units as JavaScript strings are. So a span is two
// numbers wherever it is stored, and the file is found again by its position. Lines, columns (in characters, from 1)
// and byte offsets exist only at the rim, where a diagnostic is shown.

/** A position in a SourceMap: file start + UTF-16 offset. */
export type Pos = number;

/**
 * A half-open range of positions, `lo` included, `hi` excluded. `ctxt` names the macro expansion the text came from
 * (0, the usual case, is text as written); what the number means is the expander's business (`sema/expand`).
 */
export interface Span {
  readonly lo: Pos;
  readonly hi: Pos;
  readonly ctxt?: number;
}

/** The span of what has no place in any file (a missing item, a whole-crate message). */
export const DUMMY_SPAN: Span = { lo: 0, hi: 0 };

/** Whose a file is: the crate's own, that of a crate that it depends on, or the library's. */
export type FileOrigin = "crate" | "dependency" | "library";

export interface SourceFile {
  readonly index: number;
  /** As rustc is given it and prints it: relative to the package (`src/main.rs`). */
  readonly name: string;
  /** The name in messages, where `--remap-path-prefix` asks for another. */
  readonly shownName: string;
  /** Decoded text, a byte order mark removed, line ends as in the file. */
  readonly text: string;
  /** Position of the text's first unit. Position 0 belongs to no file. */
  readonly start: Pos;
  /** True if a byte order mark was removed: byte offsets count its three bytes. */
  readonly hasBom: boolean;
  readonly origin: FileOrigin;
  /** False for library files whose source a real installation lacks: shown without code. */
  readonly hasSource: boolean;
  /** Offsets (in `text`) at which lines begin; made on first use. */
  readonly lineStarts: readonly number[];
}

/** Where a position is, as people count: both from 1, columns in characters (code points). */
export interface Location {
  readonly file: SourceFile;
  readonly line: number;
  readonly column: number;
}

class File implements SourceFile {
  #lineStarts: number[] | undefined;
  constructor(
    readonly index: number,
    readonly name: string,
    readonly shownName: string,
    readonly text: string,
    readonly start: Pos,
    readonly hasBom: boolean,
    readonly origin: FileOrigin,
  ) {}

  get hasSource(): boolean {
    return this.origin !== "library";
  }

  get lineStarts(): readonly number[] {
    return (this.#lineStarts ??= findLineStarts(this.text));
  }
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) starts.push(i + 1);
  if (starts.length > 1 && starts.at(-1) === text.length) starts.pop(); // as rustc: the end is on the last line
  return starts;
}

/** Index of the last element of a sorted list that is not above `value`. The list's first element must not be above it. */
export function lastNotAbove(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((sorted[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where the positions of corelib's files begin. */
export const LIBRARY_START: Pos = 2 ** 30;

export class SourceMap {
  readonly shown: (name: string) => string;
  readonly #files: SourceFile[] = [];
  readonly #starts: number[] = [];
  readonly #start: Pos;
  #end: Pos;
  /** The map of corelib's files; undefined in that one. */
  library: SourceMap | undefined;

  /** `shown`: how messages name a file of the crate; `start`: of its first file. */
  constructor(shown: (name: string) => string = (name) => name, start: Pos = 1) {
    this.shown = shown;
    this.#start = start;
    this.#end = start;
  }

  get files(): readonly SourceFile[] {
    return this.#files;
  }

  /** Adds a file. A leading byte order mark is taken off. */
  add(name: string, text: string, origin: FileOrigin = "crate"): SourceFile {
    const hasBom = text.charCodeAt(0) === 0xfeff;
    const shown = origin === "crate" ? this.shown(name) : name;
    const file = new File(this.#files.length, name, shown, hasBom ? text.slice(1) : text, this.#end, hasBom, origin);
    this.#files.push(file);
    this.#starts.push(file.start);
    this.#end += file.text.length + 1; // one past the end is a position of the file, too
    return file;
  }

  /** The file a position lies in; undefined for the dummy position. */
  fileAt(pos: Pos): SourceFile | undefined {
    if (pos >= LIBRARY_START && this.library !== undefined) return this.library.fileAt(pos);
    if (pos < this.#start || this.#files.length === 0) return undefined;
    return this.#files[lastNotAbove(this.#starts, pos)];
  }

  locate(pos: Pos): Location | undefined {
    const file = this.fileAt(pos);
    if (file === undefined) return undefined;
    const line = lineAt(file, pos);
    const column = countCharacters(file.text, file.lineStarts[line - 1] as number, pos - file.start) + 1;
    return { file, line, column };
  }

  /** The text of a span; empty for the dummy span. */
  snippet(span: Span): string {
    const file = this.fileAt(span.lo);
    return file === undefined ? "" : file.text.slice(span.lo - file.start, span.hi - file.start);
  }

  /** The white space at the beginning of the line that a position lies in. */
  indentation(pos: Pos): string {
    const file = this.fileAt(pos);
    if (file === undefined) return "";
    const start = file.lineStarts[lastNotAbove(file.lineStarts, pos - file.start)] as number;
    return (/^[^\S\n]*/.exec(file.text.slice(start, pos - file.start)) as RegExpExecArray)[0];
  }
}

/** The line of a position in the file, from 1. */
export const lineAt = (file: SourceFile, pos: Pos): number => lastNotAbove(file.lineStarts, pos - file.start) + 1;

/** Number of code points in `text[from, to)`. */
export function countCharacters(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xdc00 || unit > 0xdfff) count++;
  }
  return count;
}
