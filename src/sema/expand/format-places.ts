// Where the characters of a format string stand in the source: escapes are longer there than what they stand for.
import type { Span } from "../../base/source.ts";
import type { Extent } from "./format-string.ts";

/** An escape, the end of a line with what follows an escaped one, or a character. */
const PIECE = /\\(?:x[0-9a-fA-F]{2}|u\{[0-9a-fA-F_]*\}|\r?\n[ \t\r\n]*|[^])|\r\n|[^]/gu;

const LETTERS: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "0": "\0" };

/** What a piece of a string's source stands for. */
function valueOf(piece: string): string {
  if (piece === "\r\n") return "\n";
  if (!piece.startsWith("\\")) return piece;
  const rest = piece.slice(1);
  if (/^\r?\n/.test(rest)) return "";
  const digits = /^x(.*)$/.exec(rest)?.[1] ?? /^u\{(.*)\}$/.exec(rest)?.[1]?.replaceAll("_", "");
  if (digits === undefined) return LETTERS[rest] ?? rest;
  const codePoint = Number.parseInt(digits, 16);
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : "";
}

export class TemplatePlaces {
  /** Of each unit of the value and of its end, where it begins in the literal's text. Undefined if the value was not written so. */
  readonly #starts: readonly number[] | undefined;
  readonly #ends: readonly number[] = [];
  readonly #span: Span;
  /** Length of what opens the literal. */
  readonly #open: number;

  /** `source` is the text at `span`, `value` the string that the literal there stands for. */
  constructor(span: Span, source: string, value: string) {
    this.#span = span;
    const raw = /^r(#*)"/.exec(source);
    const open = raw === null ? 1 : raw[0].length;
    this.#open = open;
    const body = source.slice(open, source.length - 1 - (raw?.[1]?.length ?? 0));
    if (raw === null && !source.startsWith('"')) return;
    const starts: number[] = [];
    const ends: number[] = [];
    let read = "";
    let at = open;
    for (const [piece] of raw === null ? body.matchAll(PIECE) : body.matchAll(/\r\n|[^]/gu)) {
      const text = raw === null ? valueOf(piece) : piece === "\r\n" ? "\n" : piece;
      read += text;
      for (let i = 0; i < text.length; i++) {
        starts.push(at);
        ends.push(at + piece.length);
      }
      at += piece.length;
    }
    if (read !== value) return;
    this.#starts = [...starts, at];
    this.#ends = ends;
  }

  /** The string stands in the source as such. */
  get areKnown(): boolean {
    return this.#starts !== undefined;
  }

  /** What was written for the string. */
  get whole(): Span {
    return this.#span;
  }

  /** As if the string had been written without escapes, which is where rustc shows some of its parts. */
  unescaped({ from, to }: Extent): Span {
    const lo = this.#span.lo + this.#open;
    return { ...this.#span, lo: lo + from, hi: lo + to };
  }

  /** Undefined if the string does not stand in the source as such. Positions behind the end are the closing quote's. */
  span({ from, to }: Extent): Span | undefined {
    const starts = this.#starts;
    if (starts === undefined) return undefined;
    const last = starts.length - 1;
    const lo = starts[Math.min(from, last)] as number;
    const hi = to <= from ? lo : to > last ? (starts[last] as number) + 1 : (this.#ends[to - 1] as number);
    return { ...this.#span, lo: this.#span.lo + lo, hi: this.#span.lo + hi };
  }
}
