// Floating-point numbers as their bits (IEEE 754): of a literal's text, and what arithmetic makes of them. What is computed is
// rounded once to the nearest, ties to even; a result that is no number is the quiet one without sign.
import { COMPARISONS } from "./comparisons.ts";
import type { BinaryOp } from "../../syntax/ast.ts";
import type { Ty } from "./ty.ts";

export interface Format {
  /** Of the whole. */
  readonly bits: number;
  /** Of the significand, with the one that is not written. */
  readonly precision: number;
  /** The exponent of the last bit of the smallest numbers. */
  readonly least: number;
}

const FORMATS: Readonly<Record<string, Format>> = {
  f32: { bits: 32, precision: 24, least: -149 },
  f64: { bits: 64, precision: 53, least: -1074 },
};

/** Undefined of `f16` and `f128`. */
export function formatOf(type: Ty): Format | undefined {
  return type.kind === "float" ? FORMATS[type.name] : undefined;
}

const exponentBits = ({ bits, precision }: Format): bigint => BigInt(bits - precision);
const infinity = (format: Format): bigint => ((1n << exponentBits(format)) - 1n) << BigInt(format.precision - 1);
const notANumber = (format: Format): bigint => infinity(format) | (1n << BigInt(format.precision - 2));
const signBit = ({ bits }: Format): bigint => 1n << BigInt(bits - 1);
const lengthOf = (value: bigint): number => value.toString(2).length;

/** `numerator / denominator`, both above 0. */
function rounded(format: Format, numerator: bigint, denominator: bigint): bigint {
  const { precision, least } = format;
  let exponent = Math.max(lengthOf(numerator) - lengthOf(denominator) - precision, least);
  let [up, down] = exponent < 0 ? [numerator << BigInt(-exponent), denominator] : [numerator, denominator << BigInt(exponent)];
  if (up / down >= 1n << BigInt(precision)) {
    exponent++;
    if (exponent <= 0) up = numerator << BigInt(-exponent);
    else down = denominator << BigInt(exponent);
  }
  let significand = up / down;
  const rest = 2n * (up % down);
  if (rest > down || (rest === down && (significand & 1n) === 1n)) significand++;
  // A carry into the exponent makes the next power of two, and infinity of the largest.
  const hidden = 1n << BigInt(precision - 1);
  const bits = significand < hidden ? significand : (BigInt(exponent - least) << BigInt(precision - 1)) + significand;
  return bits > infinity(format) ? infinity(format) : bits;
}

/** More digits before or behind the point than any number has. */
const FAR = 400;

/** Of a literal's text, without suffix; underscores may stand in it, and a sign before it. */
export function bitsOfText(text: string, format: Format): bigint {
  if (text.startsWith("-")) return floatNegated(bitsOfText(text.slice(1), format), format);
  const [, whole = "", fraction = "", power = "0"] = /^([\d_]*)\.?([\d_]*)(?:[eE]([+-]?[\d_]+))?$/.exec(text) ?? [];
  const behind = fraction.replaceAll("_", "");
  const digits = (whole + behind).replaceAll("_", "").replace(/^0+/, "");
  if (digits === "") return 0n;
  const exponent = Number(power.replaceAll("_", "")) - behind.length;
  if (exponent + digits.length > FAR) return infinity(format);
  if (exponent + digits.length < -FAR) return 0n;
  const value = BigInt(digits);
  return exponent < 0 ? rounded(format, value, 10n ** BigInt(-exponent)) : rounded(format, value * 10n ** BigInt(exponent), 1n);
}

const view = new DataView(new ArrayBuffer(8));

export function numberOf(bits: bigint, { bits: width }: Format): number {
  if (width === 64) {
    view.setBigUint64(0, bits);
    return view.getFloat64(0);
  }
  view.setUint32(0, Number(bits));
  return view.getFloat32(0);
}

/** A number of 53 bits rounds to one of 24 as the exact result does: sums, products, quotients and remainders have room enough. */
function bitsOfNumber(value: number, format: Format): bigint {
  if (Number.isNaN(value)) return notANumber(format);
  if (format.bits === 64) {
    view.setFloat64(0, value);
    return view.getBigUint64(0);
  }
  view.setFloat32(0, value);
  return BigInt(view.getUint32(0));
}

const OPERATIONS: Partial<Record<BinaryOp, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
};

/** `a op b`; of a comparison 0 or 1. */
export function floatBinary(op: BinaryOp, a: bigint, b: bigint, format: Format): bigint {
  const [left, right] = [numberOf(a, format), numberOf(b, format)];
  const compare = COMPARISONS[op];
  if (compare !== undefined) return compare(left, right) ? 1n : 0n;
  if (Number.isNaN(left) || Number.isNaN(right)) return (Number.isNaN(left) ? a : b) | notANumber(format);
  return bitsOfNumber(OPERATIONS[op]?.(left, right) ?? Number.NaN, format);
}

export const floatNegated = (bits: bigint, format: Format): bigint => bits ^ signBit(format);

export function floatOfInt(value: bigint, format: Format): bigint {
  if (value === 0n) return 0n;
  return value < 0n ? rounded(format, -value, 1n) | signBit(format) : rounded(format, value, 1n);
}

export function floatOfFloat(bits: bigint, from: Format, to: Format): bigint {
  const value = numberOf(bits, from);
  if (!Number.isNaN(value)) return bitsOfNumber(value, to);
  const shift = BigInt(Math.abs(to.precision - from.precision));
  const payload = bits & ((1n << BigInt(from.precision - 1)) - 1n);
  const sign = (bits & signBit(from)) === 0n ? 0n : signBit(to);
  return sign | notANumber(to) | (to.bits > from.bits ? payload << shift : payload >> shift);
}

/** Towards 0; what is out of range is its nearest end, and what is no number is 0. */
export function intOfFloat(bits: bigint, format: Format, [least, most]: readonly [bigint, bigint]): bigint {
  const value = numberOf(bits, format);
  if (Number.isNaN(value)) return 0n;
  if (!Number.isFinite(value)) return value < 0 ? least : most;
  const whole = BigInt(Math.trunc(value));
  return whole < least ? least : whole > most ? most : whole;
}
