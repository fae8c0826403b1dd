// Bit-counting and bit-moving intrinsics on integers.
import { bitsOf, type Ty } from "../types/ty.ts";
import { wrapTo } from "./arithmetic.ts";

type Bits = (value: bigint, bits: number, by: number) => bigint;

const digits = (value: bigint, bits: number): string => value.toString(2).padStart(bits, "0");

const TABLE: Readonly<Record<string, Bits>> = {
  ctpop: (value, bits) => BigInt(digits(value, bits).replaceAll("0", "").length),
  ctlz: (value, bits) => BigInt(value === 0n ? bits : bits - value.toString(2).length),
  cttz: (value, bits) => BigInt(value === 0n ? bits : digits(value, bits).length - 1 - digits(value, bits).lastIndexOf("1")),
  bitreverse: (value, bits) => BigInt(`0b${[...digits(value, bits)].reverse().join("")}`),
  bswap: (value, bits) => {
    let swapped = 0n;
    for (let i = 0; i < bits; i += 8) swapped = (swapped << 8n) | ((value >> BigInt(i)) & 255n);
    return swapped;
  },
  rotate_left: (value, bits, by) => rotate(value, bits, by % bits),
  rotate_right: (value, bits, by) => rotate(value, bits, (bits - (by % bits)) % bits),
};

function rotate(value: bigint, bits: number, by: number): bigint {
  return BigInt.asUintN(bits, (value << BigInt(by)) | (value >> BigInt(bits - by)));
}

/** The result as a value of the type (counts are small); undefined if it is none of these. */
export function bitIntrinsic(name: string, type: Ty, given: readonly bigint[]): bigint | undefined {
  const operation = TABLE[name];
  if (operation === undefined || type.kind !== "int") return undefined;
  const bits = bitsOf(type);
  const result = operation(BigInt.asUintN(bits, given[0] ?? 0n), bits, Number(given[1] ?? 0n));
  return name.startsWith("ct") ? result : wrapTo(result, type);
}
