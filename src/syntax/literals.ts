// A literal's text to its value, on demand. `1_000u32` gives 1000n and "u32"; escapes are decoded. Text that is wrong in
// a way the lexer reported gives what can be made of it, or `error`.
import type { Literal } from "./ast.ts";
import { walkEscapes } from "./escapes.ts";
import * as T from "./token-kinds.ts";

export function decodeLiteral(kind: number, text: string): Literal {
  switch (kind) {
    case T.Int:
    case T.Float:
      return decodeNumber(text);
    case T.Char:
    case T.Byte: {
      const value = codePoints(kind, quoted(text, "'").body)[0] ?? 0;
      return { kind: kind === T.Char ? "char" : "byte", value };
    }
    case T.Str:
    case T.RawStr:
      return { kind: "string", value: decodeString(kind, text), raw: kind === T.RawStr };
    case T.ByteStr:
    case T.RawByteStr:
      return { kind: "byte-string", value: decodeBytes(kind, quoted(text, '"').body) };
    case T.CStr:
    case T.RawCStr:
      return { kind: "c-string", value: decodeBytes(kind, quoted(text, '"').body) };
    default:
      return { kind: "error" };
  }
}

/** The suffix of a literal's text; "" if there is none. */
export function literalSuffix(kind: number, text: string): string {
  if (kind === T.Int || kind === T.Float) return splitNumber(text).suffix;
  return quoted(text, kind === T.Char || kind === T.Byte ? "'" : '"').suffix;
}

/** The value of a string token. */
export function decodeString(kind: number, text: string): string {
  const { body } = quoted(text, '"');
  if (!body.includes("\\") && !body.includes("\r")) return body;
  let value = "";
  walkEscapes(kind, body, 0, body.length, (codePoint) => (value += String.fromCodePoint(codePoint)), ignore);
  return value;
}

function ignore(): void {}

function quoted(text: string, quote: string): { body: string; suffix: string } {
  const open = text.indexOf(quote);
  const hashes = /^(?:r|br|cr)(#*)/.exec(text)?.[1]?.length ?? 0;
  const close = text.lastIndexOf(quote);
  return { body: text.slice(open + 1, close), suffix: text.slice(close + 1 + hashes) };
}

function codePoints(kind: number, body: string): number[] {
  const out: number[] = [];
  walkEscapes(kind, body, 0, body.length, (value) => out.push(value), ignore);
  return out;
}

function decodeBytes(kind: number, body: string): Uint8Array {
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  const emit = (value: number, isByte: boolean): void => {
    if (isByte || value < 128) bytes.push(value);
    else bytes.push(...encoder.encode(String.fromCodePoint(value)));
  };
  walkEscapes(kind, body, 0, body.length, emit, ignore);
  return Uint8Array.from(bytes);
}

/** Digits (with underscores), and the suffix. */
export function splitNumber(text: string): { digits: string; suffix: string; isFloat: boolean } {
  const based = /^0(?:x[0-9a-fA-F_]*|[bo][0-9_]*)/.exec(text);
  if (based !== null) return { digits: based[0], suffix: text.slice(based[0].length), isFloat: false };
  const match = /^[0-9][0-9_]*(\.(?:[0-9][0-9_]*)?)?([eE][+-]?_*[0-9][0-9_]*)?/.exec(text);
  if (match === null) return { digits: "", suffix: text, isFloat: false };
  const digits = match[0];
  return { digits, suffix: text.slice(digits.length), isFloat: match[1] !== undefined || match[2] !== undefined };
}

function decodeNumber(text: string): Literal {
  const { digits, suffix, isFloat } = splitNumber(text);
  const plain = digits.replaceAll("_", "");
  if (isFloat || ((suffix === "f16" || suffix === "f32" || suffix === "f64" || suffix === "f128") && /^[0-9]+$/.test(plain))) {
    return { kind: "float", text: plain, suffix };
  }
  if (!/^(?:[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+|0b[01]+)$/.test(plain)) return { kind: "error" };
  return { kind: "int", value: BigInt(plain), suffix };
}

/** `r"text"`, with as many `#` as the text wants. */
export function rawString(text: string): string {
  const hashes = [...text.matchAll(/"#*/g)].reduce((most, [found]) => Math.max(most, found.length), 0);
  const fence = "#".repeat(hashes);
  return `r${fence}"${text}"${fence}`;
}
