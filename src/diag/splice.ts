// A suggestion as it will read: the lines it touches after its edits, and on each the pieces that are new.
import type { SourceFile, SourceMap } from "../base/source.ts";
import type { Edit } from "./diagnostic.ts";
import { textWidth } from "./character-width.ts";
import { lineText, placeOf } from "./places.ts";
import type { Place } from "./places.ts";
import type { Look } from "./look.ts";

/** An edit with its place and the text it replaces. */
export interface Part {
  readonly from: Place;
  readonly to: Place;
  readonly text: string;
  readonly replaced: string;
}

/** `[start, end)` in characters of a new line. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

export interface NewLine {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

export interface Spliced {
  readonly file: SourceFile;
  readonly parts: readonly Part[];
  readonly lines: readonly NewLine[];
}

/** The part of `text` that is not in `original`, where all of `original` is its beginning and end. */
export function insertedWithin(original: string, text: string): { before: number; inserted: string; after: number } | undefined {
  let before = 0;
  while (before < original.length && before < text.length && original[before] === text[before]) before++;
  const rest = original.slice(before);
  const tail = text.slice(before);
  return tail.endsWith(rest) ? { before, inserted: tail.slice(0, tail.length - rest.length), after: rest.length } : undefined;
}

/** Where what is replaced is a part of its replacement, only the difference is an edit. */
function trimmed(edit: Edit, map: SourceMap): Edit {
  const original = map.snippet(edit.span);
  const within = edit.text === "" || original === "" ? undefined : insertedWithin(original, edit.text);
  if (within === undefined) return edit;
  return { span: { lo: edit.span.lo + within.before, hi: edit.span.hi - within.after }, text: within.inserted };
}

class Splicer {
  readonly #lines: { text: string; pieces: Piece[] }[] = [{ text: "", pieces: [] }];
  /** How much longer the current line has become. */
  #shift = 0;

  constructor(readonly file: SourceFile) {}

  get lines(): readonly NewLine[] {
    return this.#lines;
  }

  #last(): { text: string; pieces: Piece[] } {
    return this.#lines.at(-1) as { text: string; pieces: Piece[] };
  }

  /** Source text between two places, as it is. */
  keep(from: Place, to: Place | undefined): void {
    const text = [...(lineText(this.file, from.line) ?? "")];
    if (to !== undefined && to.line === from.line) {
      this.#last().text += text.slice(from.character, to.character).join("");
      return;
    }
    this.#last().text += text.slice(from.character).join("");
    if (to === undefined) return;
    for (let line = from.line + 1; line < to.line; line++) this.#begin(lineText(this.file, line) ?? "");
    this.#begin([...(lineText(this.file, to.line) ?? "")].slice(0, to.character).join(""));
  }

  #begin(text: string): void {
    this.#lines.push({ text, pieces: [] });
    this.#shift = 0;
  }

  insert({ from, to, text }: Part): void {
    text.split("\n").forEach((line, index) => {
      if (index > 0) this.#begin("");
      const start = index === 0 ? from.character + this.#shift : 0;
      const width = textWidth(line);
      this.#last().pieces.push({ start: Math.max(0, start), end: Math.max(0, start + width) });
      this.#last().text += line;
      if (index === 0) this.#shift += width - (to.character - from.character);
    });
  }
}

/** Undefined where the edits lie in no file, overlap, or change nothing. */
export function splice(edits: readonly Edit[], map: SourceMap, look: Look): Spliced | undefined {
  const sorted = [...edits].sort((a, b) => a.span.lo - b.span.lo).map((edit) => (look.modern ? trimmed(edit, map) : edit));
  const file = sorted[0] === undefined ? undefined : map.fileAt(sorted[0].span.lo);
  if (file === undefined || sorted.some(({ span }, i) => i > 0 && span.lo < (sorted[i - 1] as Edit).span.hi)) return undefined;
  const place = (pos: number) => placeOf(file, pos - file.start, look.pictures);
  const parts = sorted.map(({ span, text }) => ({ from: place(span.lo), to: place(span.hi), text, replaced: map.snippet(span) }));
  return { file, parts, lines: splicedLines(file, parts) };
}

function splicedLines(file: SourceFile, parts: readonly Part[]): NewLine[] {
  const first = parts[0] as Part;
  const splicer = new Splicer(file);
  let at: Place = { line: first.from.line, character: 0, column: 0 };
  for (const part of parts) {
    splicer.keep(at, part.from);
    splicer.insert(part);
    at = part.to;
  }
  const lines = [...splicer.lines];
  // A replacement that ends a line itself shows no further line.
  if (lines.at(-1)?.text === "" && lines.length > 1) return withoutEmptyEnd(lines);
  splicer.keep(at, undefined);
  return withoutEmptyEnd([...splicer.lines]);
}

function withoutEmptyEnd(lines: NewLine[]): NewLine[] {
  while (lines.at(-1)?.text === "") lines.pop();
  return lines;
}
