// Spare values: bit patterns that a valid value never has at some place, of which an enum makes its empty variants.
import type { Scalar } from "./layout.ts";

/** Values that the bytes at `offset` never have: `count` of them from `start`, around the end of the numbers if need be. */
export interface Niche {
  readonly offset: number;
  /** Bytes of the place: those of the scalar, or 16 where only the low half of it is looked at. */
  readonly width: number;
  readonly scalar: Scalar;
  readonly start: bigint;
  readonly count: bigint;
}

/** What is left of a niche, and the first of the values taken. */
export interface Reserved {
  readonly first: bigint;
  readonly rest: Niche | undefined;
}

/**
 * Takes `count` values, at the end that keeps what is valid next to zero, as rustc's `Niche::reserve` does: so that a
 * lone `None` is zero where it can be.
 */
export function reserve(niche: Niche, count: bigint): Reserved | undefined {
  if (count > niche.count) return undefined;
  const bits = 8 * niche.width;
  const wrap = (value: bigint) => BigInt.asUintN(bits, value);
  const greatest = wrap(-1n);
  const [validStart, validEnd] = [wrap(niche.start + niche.count), wrap(niche.start - 1n)];
  const rest = niche.count - count;
  const atEnd = { first: niche.start, rest: rest === 0n ? undefined : { ...niche, start: wrap(niche.start + count), count: rest } };
  const atStart = { first: wrap(validStart - count), rest: rest === 0n ? undefined : { ...niche, count: rest } };
  if (validStart > validEnd) return atEnd;
  if (validStart <= greatest - validEnd) return count <= validStart ? atStart : atEnd;
  const end = wrap(validEnd + count);
  return end >= 1n && end <= validEnd ? atStart : atEnd;
}

/** The values a scalar may have, both ends with it. */
export interface ValidRange {
  readonly first: bigint;
  /** The greatest of its width where nothing is said. */
  readonly last: bigint | undefined;
}

/** `rustc_layout_scalar_valid_range_*`: what is outside stands for nothing. */
export function nicheOutside(scalar: Scalar, { first, last }: ValidRange): Niche {
  const all = 1n << BigInt(8 * scalar.size);
  const start = last === undefined ? 0n : last + 1n;
  return { offset: 0, width: scalar.size, scalar, start, count: last === undefined ? first : all - start + first };
}

/** Numbers behind the greatest discriminant stand for no variant; they wrap around to those before the least. */
export function tagNiche(scalar: Scalar, width: number, values: readonly bigint[]): Niche | undefined {
  const greatest = values.reduce((a, b) => (a > b ? a : b), values[0] ?? 0n);
  const least = values.reduce((a, b) => (a < b ? a : b), values[0] ?? 0n);
  const count = (1n << BigInt(8 * width)) - (greatest - least + 1n);
  return count === 0n ? undefined : { offset: 0, width, scalar, start: BigInt.asUintN(8 * width, greatest + 1n), count };
}

/**
 * The most numbers that stand for no variant and lie side by side, as rustc measures them (`layout_of_enum`): around the ends of a signed
 * type it counts from the greatest number on.
 */
export function largestGap(scalar: Scalar, values: readonly bigint[]): Niche | undefined {
  const bits = BigInt(8 * scalar.size);
  const greatest = (1n << (scalar.signed ? bits - 1n : bits)) - 1n;
  const sorted = [...new Set(values)].sort((a, b) => (a < b ? -1 : 1));
  if (sorted.length === 0) return tagNiche(scalar, scalar.size, values);
  const gaps = sorted.map((last, i) => {
    const first = sorted[i + 1] ?? (sorted[0] as bigint);
    return { last, first, size: last > first ? BigInt.asUintN(128, greatest - (last - first)) : BigInt.asUintN(128, first - last) };
  });
  const { last, first } = gaps.reduce((best, gap) => (gap.size >= best.size ? gap : best));
  const count = BigInt.asUintN(Number(bits), first - last - 1n);
  return count === 0n ? undefined : { offset: 0, width: scalar.size, scalar, start: BigInt.asUintN(Number(bits), last + 1n), count };
}
