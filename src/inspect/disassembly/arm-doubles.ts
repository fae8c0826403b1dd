// Arithmetic on double-precision numbers (Arm ARM, DDI 0406C, A7.5: coprocessor 11), which Capstone does not read: each is asked for as
// the same instruction on single-precision numbers, and gets its own registers. Conversions have registers of both kinds: they are read
// here.
import type { RawText } from "./capstone.ts";

/** The instruction as one 32-bit number, as the manual draws it. */
function wordOf(bytes: Uint8Array, isThumb: boolean): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  return (isThumb ? (b << 24) | (a << 16) | (d << 8) | c : (d << 24) | (c << 16) | (b << 8) | a) >>> 0;
}

const OTHER = 0xb;

/** ARMv8's: the operations whose way of rounding is told by the name, not by the state. */
const isUnconditional = (word: number): boolean => word >>> 28 === 15;
const ROUNDS_TO = [8, 9, 10, 11];

/** Whether it is data processing on doubles alone: `vcvt` has registers of both kinds. */
export function isDoubleArithmetic(bytes: Uint8Array, isThumb: boolean): boolean {
  if (bytes.length !== 4) return false;
  const word = wordOf(bytes, isThumb);
  if (((word >>> 24) & 15) !== 14 || ((word >>> 8) & 15) !== 11 || (word & 0x10) !== 0) return false;
  if (((word >>> 20) & OTHER) !== OTHER || (word & 0x40) === 0) return true;
  const operation = (word >>> 16) & 15;
  if (isUnconditional(word)) return ROUNDS_TO.includes(operation);
  return [0, 1, 4, 5, 6].includes(operation) || (operation === 7 && (word & 0x80) === 0);
}

/** The same on single-precision numbers. */
export function asSingle(bytes: Uint8Array, isThumb: boolean): Uint8Array {
  const single = Uint8Array.from(bytes);
  const at = isThumb ? 3 : 1;
  single[at] = (single[at] as number) & 0xfe;
  return single;
}

/** What is said of the single-precision one, said of the doubles. */
export function asDouble(raw: RawText, bytes: Uint8Array, isThumb: boolean): RawText {
  const word = wordOf(bytes, isThumb);
  const register = (high: number, low: number): string => `d${(((word >>> high) & 1) << 4) | ((word >>> low) & 15)}`;
  const [first, second, third] = [register(22, 12), register(7, 16), register(5, 0)];
  const hasThree = ((word >>> 20) & OTHER) !== OTHER;
  const names = hasThree ? [first, second, third] : [first, third];
  let at = 0;
  const operands = raw.operands.replaceAll(/\bs[0-9]+\b/g, () => names[at++] as string);
  return { ...raw, mnemonic: raw.mnemonic.replace(/\.f32$/, ".f64"), operands };
}

const CONDITIONS = ["eq", "ne", "hs", "lo", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le", "", ""];

const double = (word: number, high: number, low: number): string => `d${(((word >>> high) & 1) << 4) | ((word >>> low) & 15)}`;
const single = (word: number, high: number, low: number): string => `s${(((word >>> low) & 15) << 1) | ((word >>> high) & 1)}`;

/** `vcvta` and its like, from a double. */
function roundingConversion(word: number): RawText | undefined {
  if ((word & 0xffbc0f50) >>> 0 !== 0xfebc0b40) return undefined;
  const [way, type] = ["anpm"[(word >>> 16) & 3] as string, (word & 0x80) === 0 ? "u32" : "s32"];
  return { size: 4, mnemonic: `vcvt${way}.${type}.f64`, operands: `${single(word, 22, 12)}, ${double(word, 5, 0)}` };
}

/** A conversion from or to a double, in Capstone's form; `condition` is that of the IT block, or -1. */
export function doubleConversion(bytes: Uint8Array, isThumb: boolean, condition: number): RawText | undefined {
  if (bytes.length !== 4) return undefined;
  const word = wordOf(bytes, isThumb);
  if (isUnconditional(word)) return roundingConversion(word);
  if (((word >>> 23) & 0x1f) !== 0x1d || ((word >>> 20) & 3) !== 3 || (word & 0xe50) !== 0xa40) return undefined;
  const isDouble = (word & 0x100) !== 0;
  const [high, operation] = [(word & 0x80) !== 0, (word >>> 16) & 15];
  const name = (word_: string, types: string): string => {
    const code = isThumb ? condition : word >>> 28;
    return `${word_}${code < 0 ? "" : (CONDITIONS[code] as string)}.${types}`;
  };
  const made = (mnemonic: string, operands: string): RawText => ({ size: 4, mnemonic, operands });
  if (operation === 7 && high) {
    return isDouble
      ? made(name("vcvt", "f32.f64"), `${single(word, 22, 12)}, ${double(word, 5, 0)}`)
      : made(name("vcvt", "f64.f32"), `${double(word, 22, 12)}, ${single(word, 5, 0)}`);
  }
  if (!isDouble) return undefined;
  if (operation === 2 || operation === 3) {
    const half = name(high ? "vcvtt" : "vcvtb", operation === 2 ? "f64.f16" : "f16.f64");
    return operation === 2
      ? made(half, `${double(word, 22, 12)}, ${single(word, 5, 0)}`)
      : made(half, `${single(word, 22, 12)}, ${double(word, 5, 0)}`);
  }
  if (operation === 8) return made(name("vcvt", `f64.${high ? "s" : "u"}32`), `${double(word, 22, 12)}, ${single(word, 5, 0)}`);
  const sign = (operation & 1) === 0 ? "s" : "u";
  if (operation >= 12 && operation < 14) {
    const integer = operation === 13 ? "s32" : "u32";
    return made(name(high ? "vcvt" : "vcvtr", `${integer}.f64`), `${single(word, 22, 12)}, ${double(word, 5, 0)}`);
  }
  if ((operation & 10) !== 10) return undefined;
  const size = high ? 32 : 16;
  const fraction = size - (((word & 15) << 1) | ((word >>> 5) & 1));
  const types = operation >= 14 ? `${sign}${size}.f64` : `f64.${sign}${size}`;
  return made(name("vcvt", types), `${double(word, 22, 12)}, ${double(word, 22, 12)}, #${fraction}`);
}
