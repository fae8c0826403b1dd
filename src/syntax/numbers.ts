// Number literals: `0xff_u8`, `1_000`, `1.5e-3f64`. The scan goes as far as a literal goes and reports digits that are
// missing or do not belong to the base (Rust Reference, "Number literals"). Whether the suffix is a type's is asked later.
import * as C from "./characters.ts";
import type { Lexer } from "./lexer.ts";
import { Float, Int } from "./token-kinds.ts";

/** Moves past the number at `lexer.at` and its suffix; the result is `Int` or `Float`. */
export function scanNumber(lexer: Lexer): number {
  const lo = lexer.at;
  const base = scanBase(lexer);
  if (base !== 10) return scanBased(lexer, lo, base);
  scanDigits(lexer, 10);
  const { text } = lexer;
  let kind = Int;
  if (text.charCodeAt(lexer.at) === 46 && !startsOther(text, lexer.at + 1)) {
    kind = Float;
    lexer.at++;
    scanDigits(lexer, 10);
  }
  if (scanExponent(lexer, lo)) kind = Float;
  scanSuffix(lexer);
  return kind;
}

/** After the point: another point or a name make it a range, a call or a field. */
function startsOther(text: string, at: number): boolean {
  const next = text.codePointAt(at);
  return next !== undefined && (next === 46 || C.isIdentStart(next));
}

function scanBase(lexer: Lexer): number {
  if (lexer.text.charCodeAt(lexer.at) !== 48) return 10;
  const letter = lexer.text.charAt(lexer.at + 1);
  const base = letter === "b" ? 2 : letter === "o" ? 8 : letter === "x" ? 16 : 10;
  if (base !== 10) lexer.at += 2;
  return base;
}

function scanBased(lexer: Lexer, lo: number, base: number): number {
  const { text } = lexer;
  const from = lexer.at;
  if (scanDigits(lexer, base === 16 ? 16 : 10) === 0) {
    lexer.flaw("no-digits", lo, lexer.at);
    scanSuffix(lexer);
    return Int;
  }
  const digitsEnd = lexer.at;
  let isFloat = false;
  if (text.charCodeAt(lexer.at) === 46 && !startsOther(text, lexer.at + 1)) {
    isFloat = true;
    lexer.at++;
    if (C.isDecimalDigit(text.charCodeAt(lexer.at))) scanDigits(lexer, 10);
  }
  if (scanExponent(lexer, lo)) isFloat = true;
  if (isFloat) lexer.flaw("float-base", lo, lexer.at, base === 16 ? "hexadecimal" : base === 8 ? "octal" : "binary");
  else if (base < 10) reportBadDigits(lexer, from, digitsEnd, base);
  scanSuffix(lexer);
  return isFloat ? Float : Int;
}

function reportBadDigits(lexer: Lexer, from: number, to: number, base: number): void {
  for (let i = from; i < to; i++) {
    const unit = lexer.text.charCodeAt(i);
    if (unit !== 95 && unit - 48 >= base) lexer.flaw("invalid-digit", i, i + 1, String(base));
  }
}

/** Moves past digits and underscores; the number of digits. */
function scanDigits(lexer: Lexer, base: number): number {
  const { text } = lexer;
  let count = 0;
  let i = lexer.at;
  for (; ; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 95) continue;
    if (!(base === 16 ? C.isHexDigit(unit) : C.isDecimalDigit(unit))) break;
    count++;
  }
  lexer.at = i;
  return count;
}

function scanExponent(lexer: Lexer, lo: number): boolean {
  const { text } = lexer;
  const letter = text.charCodeAt(lexer.at);
  if (letter !== 101 && letter !== 69) return false;
  if (lexer.text.charCodeAt(lo + 1) === 120 && text.charCodeAt(lo) === 48) return false;
  let i = lexer.at + 1;
  if (text.charCodeAt(i) === 43 || text.charCodeAt(i) === 45) i++;
  let digits = i;
  while (text.charCodeAt(digits) === 95) digits++;
  if (!C.isDecimalDigit(text.charCodeAt(digits)) && isSuffixStart(lexer, digits, i)) return false;
  lexer.at = i;
  if (scanDigits(lexer, 10) === 0) lexer.flaw("empty-exponent", lo, lexer.at);
  return true;
}

/** From 1.88 on `1em` is a number with the suffix `em`; an exponent without digits stays wrong after a sign. */
function isSuffixStart(lexer: Lexer, digits: number, afterSign: number): boolean {
  if (lexer.options.release.minor < 88 || afterSign !== lexer.at + 1) return false;
  const next = lexer.text.codePointAt(digits);
  return next !== undefined && C.isIdentStart(next);
}

function scanSuffix(lexer: Lexer): void {
  const { text } = lexer;
  let codePoint = text.codePointAt(lexer.at);
  if (codePoint === undefined || !C.isIdentStart(codePoint)) return;
  const lo = lexer.at;
  while (codePoint !== undefined && C.isIdentContinue(codePoint)) {
    lexer.at += codePoint > 0xffff ? 2 : 1;
    codePoint = text.codePointAt(lexer.at);
  }
  if (lexer.at === lo + 1 && text.charCodeAt(lo) === 95) lexer.flaw("underscore-suffix", lo, lexer.at);
}
