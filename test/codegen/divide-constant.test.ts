// Division by constants as multiplication: quotients and rests are those of division, at the ends of what a width can hold too.
import { expect, test } from "vitest";
import { Builder } from "../../src/codegen/ssa/builder.ts";
import { ConstantDivision } from "../../src/codegen/ssa/divide-constant.ts";
import { SsaFunction } from "../../src/codegen/ssa/ir.ts";

const DIVISORS = [2n, 3n, 5n, 7n, 10n, 11n, 16n, 125n, 128n, 641n, 1009n, 65521n];

/** Around zero, multiples of the divisor, and the ends. */
function dividends(bits: bigint, divisor: bigint): bigint[] {
  const all = 1n << bits;
  const near = (at: bigint) => [at - 1n, at, at + 1n];
  const multiple = (all / divisor) * divisor;
  return [0n, all, all >> 1n, divisor, multiple, -multiple / 2n].flatMap(near);
}

test.each([1, 2, 4, 8])("of %i bytes", (size) => {
  const bits = 8 * size;
  const f = new SsaFunction();
  const builder = new Builder(f);
  const division = new ConstantDivision(f, builder);
  const divisors = [
    ...DIVISORS,
    ...DIVISORS.map((d) => -d),
    (1n << BigInt(bits - 1)) - 1n,
    1n << BigInt(bits - 1),
    (1n << BigInt(bits)) - 3n,
  ];
  const wrong: string[] = [];
  for (const divisor of divisors) {
    for (const dividend of dividends(BigInt(bits), divisor)) {
      for (const op of ["udiv", "urem", "sdiv", "srem"] as const) {
        const read = op.startsWith("u") ? BigInt.asUintN : BigInt.asIntN;
        const [x, y] = [read(bits, dividend), read(bits, divisor)];
        if (y === 0n) continue;
        const made = division.of(op, size, builder.constant(size, x), BigInt.asUintN(bits, y));
        const expected = BigInt.asUintN(bits, op.endsWith("div") ? x / y : x % y);
        const { op: kind, imm } = f.value(made as number);
        if (kind !== "const" || imm !== expected) wrong.push(`${op} ${x} ${y}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});
