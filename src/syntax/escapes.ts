// Escapes in literals: one walk that both checks (the lexer) and decodes (`literals.ts`). The contents are what stands
// between the quotes; the literal's token kind says which escapes and characters it may hold (Rust Reference, "Tokens").
import type { FlawKind } from "./flaws.ts";
import * as T from "./token-kinds.ts";

/** Positions are offsets in the walked text; `detail` is what the message names. */
export type ReportEscape = (flaw: FlawKind, lo: number, hi: number, detail: string) => void;
/** A code point, or with `isByte` a byte that `\xNN` gave. */
export type EmitCharacter = (value: number, isByte: boolean) => void;

const SIMPLE: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, "\\": 92, "0": 0, "'": 39, '"': 34 };
const BACKSLASH = 92;
const CR = 13;

function isBytes(kind: number): boolean {
  return kind === T.Byte || kind === T.ByteStr || kind === T.RawByteStr;
}

function isC(kind: number): boolean {
  return kind === T.CStr || kind === T.RawCStr;
}

function isCharacter(kind: number): boolean {
  return kind === T.Char || kind === T.Byte;
}

function isRaw(kind: number): boolean {
  return kind === T.RawStr || kind === T.RawByteStr || kind === T.RawCStr;
}

/** Reports what is wrong with the contents `text[from, to)` of a literal of this kind. */
export function checkEscapes(kind: number, text: string, from: number, to: number, report: ReportEscape): void {
  let count = 0;
  let failed = false;
  const fail: ReportEscape = (flaw, lo, hi, detail) => {
    failed = true;
    report(flaw, lo, hi, detail);
  };
  if (isCharacter(kind) && isTooLong(text, from, to)) {
    report(kind === T.Char ? "long-char" : "long-byte", from - (kind === T.Char ? 1 : 2), to + 1, text.slice(from, to));
    return;
  }
  walkEscapes(kind, text, from, to, () => count++, fail);
  if (isCharacter(kind) && count === 0 && !failed) report(kind === T.Char ? "empty-char" : "empty-byte", from, to, "");
}

/** More than one character, an escape counting as one. */
function isTooLong(text: string, from: number, to: number): boolean {
  if (from === to) return false;
  const first = text.codePointAt(from) as number;
  if (first !== BACKSLASH) return from + (first > 0xffff ? 2 : 1) < to;
  const letter = text[from + 1];
  if (letter === "x") return from + 4 < to;
  if (letter === "u") {
    const close = text.indexOf("}", from);
    return close >= 0 && close + 1 < to;
  }
  return from + 1 + (letter !== undefined && (text.codePointAt(from + 1) as number) > 0xffff ? 2 : 1) < to;
}

/** Decodes the contents piece by piece. */
export function walkEscapes(kind: number, text: string, from: number, to: number, emit: EmitCharacter, report: ReportEscape): void {
  const walker = { kind, text, to, emit, report };
  let i = from;
  while (i < to) i = text.charCodeAt(i) === BACKSLASH && !isRaw(kind) ? escape(walker, i) : plain(walker, i);
}

interface Walker {
  readonly kind: number;
  readonly text: string;
  readonly to: number;
  readonly emit: EmitCharacter;
  readonly report: ReportEscape;
}

function plain(walker: Walker, i: number): number {
  const { kind, text, report } = walker;
  const codePoint = text.codePointAt(i) as number;
  const next = i + (codePoint > 0xffff ? 2 : 1);
  if (codePoint === CR && !isCharacter(kind)) {
    if (text.charCodeAt(i + 1) === 10 && i + 1 < walker.to) {
      walker.emit(10, false);
      return i + 2;
    }
    report(isRaw(kind) ? "bare-cr-raw" : "bare-cr", i, next, "");
    return next;
  }
  if (isCharacter(kind) && (codePoint === 10 || codePoint === 9 || codePoint === CR || codePoint === 39)) {
    report(kind === T.Char ? "escape-only-char" : "escape-only-byte", i, next, String.fromCodePoint(codePoint));
  } else if (isBytes(kind) && codePoint > 127) report(nonAsciiFlaw(kind), i, next, String.fromCodePoint(codePoint));
  else if (isC(kind) && codePoint === 0) report("nul-in-c-string", i, next, "");
  walker.emit(codePoint, false);
  return next;
}

function nonAsciiFlaw(kind: number): FlawKind {
  return kind === T.Byte ? "non-ascii-byte" : kind === T.ByteStr ? "non-ascii-byte-string" : "non-ascii-raw-byte-string";
}

function escape(walker: Walker, i: number): number {
  const { kind, text, to } = walker;
  if (i + 1 >= to) {
    walker.report("lone-slash", i, i + 1, "");
    return i + 1;
  }
  const letter = text[i + 1] as string;
  if (letter === "x") return hexEscape(walker, i);
  if (letter === "u") return unicodeEscape(walker, i);
  if ((letter === "\n" || (letter === "\r" && text[i + 2] === "\n")) && !isCharacter(kind)) return skipLines(walker, i);
  const value = SIMPLE[letter];
  if (value !== undefined) {
    if (value === 0 && isC(kind)) walker.report("nul-in-c-string", i, i + 2, "");
    walker.emit(value, isBytes(kind));
    return i + 2;
  }
  const codePoint = text.codePointAt(i + 1) as number;
  const next = i + 1 + (codePoint > 0xffff ? 2 : 1);
  walker.report(isBytes(kind) ? "unknown-byte-escape" : "unknown-char-escape", i + 1, next, String.fromCodePoint(codePoint));
  return next;
}

/** A backslash at a line's end takes away the end and the white space that follows. */
function skipLines(walker: Walker, i: number): number {
  const { text, to } = walker;
  let end = i + 1;
  let lines = 0;
  while (end < to && /[ \t\n\r]/.test(text[end] as string)) if (text[end++] === "\n") lines++;
  if (lines > 1) walker.report("skipped-lines", i, end, "");
  if (end < to && /\s/u.test(text[end] as string)) walker.report("unskipped-whitespace", i, end + 1, text[end] as string);
  return end;
}

function hexEscape(walker: Walker, i: number): number {
  const { kind, text, to } = walker;
  let value = 0;
  for (let k = 0; k < 2; k++) {
    const at = i + 2 + k;
    if (at >= to) {
      walker.report("short-hex-escape", i, to, "");
      return to;
    }
    const digit = Number.parseInt(text[at] as string, 16);
    if (Number.isNaN(digit)) {
      const codePoint = text.codePointAt(at) as number;
      const next = at + (codePoint > 0xffff ? 2 : 1);
      walker.report("invalid-hex-escape", at, next, String.fromCodePoint(codePoint));
      return next;
    }
    value = value * 16 + digit;
  }
  if (value > 127 && !isBytes(kind) && !isC(kind)) walker.report("out-of-range-hex-escape", i, i + 4, "");
  if (value === 0 && isC(kind)) walker.report("nul-in-c-string", i, i + 4, "");
  walker.emit(value, true);
  return i + 4;
}

/** `\u{1F600}`: one to six digits, underscores between them. */
function unicodeEscape(walker: Walker, i: number): number {
  const { text, to } = walker;
  if (i + 2 >= to || text[i + 2] !== "{") {
    walker.report("no-brace-unicode-escape", i, Math.min(i + 3, to), "");
    return i + 2;
  }
  if (text[i + 3] === "_") walker.report("leading-underscore-unicode-escape", i + 3, i + 4, "_");
  let value = 0;
  let digits = 0;
  let at = i + 3;
  for (; ; at++) {
    if (at >= to) {
      walker.report("unclosed-unicode-escape", i, to, "");
      return to;
    }
    const unit = text[at] as string;
    if (unit === "}") break;
    if (unit === "_") continue;
    const digit = Number.parseInt(unit, 16);
    if (Number.isNaN(digit)) {
      const codePoint = text.codePointAt(at) as number;
      walker.report("invalid-unicode-escape", at, at + (codePoint > 0xffff ? 2 : 1), String.fromCodePoint(codePoint));
      return at + (codePoint > 0xffff ? 2 : 1);
    }
    digits++;
    if (digits <= 6) value = value * 16 + digit;
  }
  finishUnicode(walker, i, at + 1, value, digits);
  return at + 1;
}

function finishUnicode(walker: Walker, lo: number, hi: number, value: number, digits: number): void {
  const { kind, report } = walker;
  if (digits === 0) report("empty-unicode-escape", lo, hi, "");
  else if (digits > 6) report("overlong-unicode-escape", lo, hi, "");
  else if (isBytes(kind)) report("unicode-escape-in-byte", lo, hi, "");
  else if (value > 0x10ffff) report("out-of-range-unicode-escape", lo, hi, "");
  else if (value >= 0xd800 && value <= 0xdfff) report("surrogate-unicode-escape", lo, hi, "");
  else if (value === 0 && isC(kind)) report("nul-in-c-string", lo, hi, "");
  walker.emit(value > 0x10ffff ? 0xfffd : value, false);
}
