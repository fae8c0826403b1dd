// Division by a constant without dividing: a multiplication by a reciprocal whose upper half, shifted, is the quotient
// (Granlund and Montgomery, "Division by Invariant Integers using Multiplication"; Warren, "Hacker's Delight", 10).
import type { Maker } from "./fold.ts";
import type { SsaFunction, ValueId } from "./ir.ts";

const powerOfTwo = (value: bigint): bigint | undefined =>
  value > 0n && (value & (value - 1n)) === 0n ? BigInt(value.toString(2).length - 1) : undefined;

/** A multiplier of as many bits as the width, and how far the product's upper half is shifted. */
interface Reciprocal {
  readonly multiplier: bigint;
  readonly shift: bigint;
}

/** Of a divisor whose magnitude is above 1: the smallest that is right for every dividend. The multiplier has a sign. */
function signedReciprocal(divisor: bigint, bits: bigint): Reciprocal {
  const magnitude = divisor < 0n ? -divisor : divisor;
  const limit = (1n << (bits - 1n)) + (divisor < 0n ? 1n : 0n);
  const largest = limit - 1n - (limit % magnitude);
  let power = bits;
  while (1n << power <= largest * (magnitude - ((1n << power) % magnitude))) power++;
  const multiplier = ((1n << power) + magnitude - ((1n << power) % magnitude)) / magnitude;
  return { multiplier: BigInt.asIntN(Number(bits), divisor < 0n ? -multiplier : multiplier), shift: power - bits };
}

/** The smallest shift whose rounded-up reciprocal is exact for every dividend; undefined where it has one bit too many. */
function unsignedReciprocal(divisor: bigint, bits: bigint): Reciprocal | undefined {
  const length = BigInt(divisor.toString(2).length);
  for (let shift = 0n; shift < length; shift++) {
    const power = 1n << (bits + shift);
    const multiplier = power / divisor + 1n;
    if (multiplier >> bits !== 0n) return undefined;
    if (multiplier * divisor - power <= 1n << shift) return { multiplier, shift };
  }
  return undefined;
}

export type Division = "udiv" | "urem" | "sdiv" | "srem";

/** Of 4 or 8 bytes; the product takes twice the width, which only machines with words of 8 bytes have. */
export class ConstantDivision {
  constructor(
    readonly f: SsaFunction,
    readonly maker: Maker,
  ) {}

  /** Quotient or rest; undefined where the machine is to divide. */
  of(op: Division, size: number, left: ValueId, divisor: bigint): ValueId | undefined {
    const isSigned = op === "sdiv" || op === "srem";
    const by = isSigned ? BigInt.asIntN(8 * size, divisor) : divisor;
    if (by === 0n) return undefined;
    if (size < 4) return this.#widened(op, size, left, by, isSigned);
    if (op === "urem" && powerOfTwo(by) !== undefined) return this.#op("and", size, left, this.maker.constant(size, by - 1n));
    const quotient = isSigned ? this.#signed(size, left, by) : this.#unsigned(size, left, by);
    if (quotient === undefined || op === "udiv" || op === "sdiv") return quotient;
    return this.#op("sub", size, left, this.#op("mul", size, quotient, this.maker.constant(size, by)));
  }

  #op(op: Parameters<Maker["make"]>[0], size: number, ...args: ValueId[]): ValueId {
    return this.maker.make(op, size, args);
  }

  #shift(op: "shl" | "shr" | "sar", size: number, value: ValueId, by: bigint): ValueId {
    return by === 0n ? value : this.#op(op, size, value, this.maker.constant(size, by));
  }

  /** Fewer bits are divided as 32. */
  #widened(op: Division, size: number, left: ValueId, by: bigint, isSigned: boolean): ValueId | undefined {
    const wide = this.of(op, 4, this.#op(isSigned ? "sext" : "zext", 4, left), BigInt.asUintN(32, by));
    return wide === undefined ? undefined : this.#op("trunc", size, wide);
  }

  // --- Without sign --------------------------------------------------------------------------------------------------

  #unsigned(size: number, left: ValueId, by: bigint): ValueId | undefined {
    const power = powerOfTwo(by);
    if (power !== undefined) return this.#shift("shr", size, left, power);
    if (this.f.wordSize < 8) return undefined;
    const bits = BigInt(8 * size);
    const exact = unsignedReciprocal(by, bits);
    if (size === 4) return this.#unsignedWord(left, by, exact);
    if (exact !== undefined)
      return this.#shift("shr", 8, this.#op("mulhu", 8, left, this.maker.constant(8, exact.multiplier)), exact.shift);
    // The multiplier has one bit more: its product's upper half is the sum of the dividend and what the other bits give.
    const length = BigInt(by.toString(2).length);
    const most = (1n << (bits + length)) / by + 1n;
    const part = this.#op("mulhu", 8, left, this.maker.constant(8, most - (1n << bits)));
    const half = this.#shift("shr", 8, this.#op("sub", 8, left, part), 1n);
    return this.#shift("shr", 8, this.#op("add", 8, half, part), length - 1n);
  }

  #unsignedWord(left: ValueId, by: bigint, exact: Reciprocal | undefined): ValueId {
    const wide = this.#op("zext", 8, left);
    // A reciprocal of 33 bits still leaves a product within the upper half of 128 bits.
    if (exact === undefined) return this.#op("trunc", 4, this.#op("mulhu", 8, wide, this.maker.constant(8, (1n << 64n) / by + 1n)));
    const product = this.#op("mul", 8, wide, this.maker.constant(8, exact.multiplier));
    return this.#op("trunc", 4, this.#shift("shr", 8, product, exact.shift + 32n));
  }

  // --- With sign -----------------------------------------------------------------------------------------------------

  #signed(size: number, left: ValueId, by: bigint): ValueId | undefined {
    if (by === 1n) return left;
    if (by === -1n) return this.#op("neg", size, left);
    const magnitude = by < 0n ? -by : by;
    const power = powerOfTwo(magnitude);
    if (power !== undefined) {
      const quotient = this.#shift("sar", size, this.#rounded(size, left, power), power);
      return by < 0n ? this.#op("neg", size, quotient) : quotient;
    }
    if (this.f.wordSize < 8) return undefined;
    const { multiplier, shift } = signedReciprocal(by, BigInt(8 * size));
    let high = this.#upperHalf(size, left, multiplier);
    if (by > 0n && multiplier < 0n) high = this.#op("add", size, high, left);
    if (by < 0n && multiplier > 0n) high = this.#op("sub", size, high, left);
    const down = this.#shift("sar", size, high, shift);
    return this.#op("add", size, down, this.#shift("shr", size, down, BigInt(8 * size - 1)));
  }

  /** Negative dividends are made larger by all but one of the divisor: shifting rounds down. */
  #rounded(size: number, left: ValueId, power: bigint): ValueId {
    const bits = BigInt(8 * size);
    const sign = this.#shift("sar", size, left, bits - 1n);
    return this.#op("add", size, left, this.#shift("shr", size, sign, bits - power));
  }

  #upperHalf(size: number, left: ValueId, multiplier: bigint): ValueId {
    if (size === 8) return this.#op("mulhs", 8, left, this.maker.constant(8, multiplier));
    const product = this.#op("mul", 8, this.#op("sext", 8, left), this.maker.constant(8, multiplier));
    return this.#op("trunc", 4, this.#shift("sar", 8, product, 32n));
  }
}
