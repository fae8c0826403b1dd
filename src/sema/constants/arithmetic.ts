// Integer arithmetic on values: wrapping to a type, and rustc's words when it overflows.
import { COMPARISONS } from "../types/comparisons.ts";
import type { BinaryOp } from "../../syntax/ast.ts";
import { floatBinary, floatNegated, formatOf } from "../types/float-bits.ts";
import { bitsOf, type Ty } from "../types/ty.ts";

export function wrapTo(value: bigint, type: Ty): bigint {
  if (type.kind === "bool") return value & 1n;
  if (type.kind === "char") return BigInt.asUintN(32, value);
  if (type.kind !== "int") return BigInt.asUintN(64, value);
  return type.signed ? BigInt.asIntN(bitsOf(type), value) : BigInt.asUintN(bitsOf(type), value);
}

/** `200_u8`, `i32::MAX`: how rustc shows an operand. */
export function showInt(value: bigint, type: Ty): string {
  if (type.kind !== "int") return value.toString();
  const bits = BigInt(bitsOf(type));
  const max = type.signed ? (1n << (bits - 1n)) - 1n : (1n << bits) - 1n;
  if (value === max) return `${type.name}::MAX`;
  if (type.signed && value === -max - 1n) return `${type.name}::MIN`;
  return `${value}_${type.name}`;
}

export type Outcome = { readonly value: bigint } | { readonly error: string };

type PlainOp = Exclude<BinaryOp, "&&" | "||">;

const OVERFLOWING: Partial<Record<PlainOp, (a: bigint, b: bigint) => bigint>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
};

const BITS: Partial<Record<PlainOp, (a: bigint, b: bigint) => bigint>> = {
  "&": (a, b) => a & b,
  "|": (a, b) => a | b,
  "^": (a, b) => a ^ b,
};

/** `a op b` on scalars of `left` (and `right` for shifts); `checked` gives errors where dev would panic. */
export function binaryOp(op: PlainOp, a: bigint, b: bigint, left: Ty, right: Ty, checked: boolean): Outcome {
  const format = formatOf(left);
  if (format !== undefined) return { value: floatBinary(op, a, b, format) };
  const compare = COMPARISONS[op];
  if (compare !== undefined) return { value: compare(a, b) ? 1n : 0n };
  const bits = BITS[op];
  if (bits !== undefined) return { value: bits(a, b) };
  const overflowing = OVERFLOWING[op];
  if (overflowing !== undefined) {
    const exact = overflowing(a, b);
    const value = wrapTo(exact, left);
    if (value !== exact && checked)
      return { error: `attempt to compute \`${showInt(a, left)} ${op} ${showInt(b, left)}\`, which would overflow` };
    return { value };
  }
  return op === "<<" || op === ">>" ? shift(op, a, b, left, right, checked) : divide(op as "/" | "%", a, b, left);
}

function shift(op: "<<" | ">>", a: bigint, b: bigint, left: Ty, right: Ty, checked: boolean): Outcome {
  const bits = BigInt(left.kind === "int" ? bitsOf(left) : 32);
  if (b < 0n || b >= bits) {
    const word = op === "<<" ? "left" : "right";
    if (checked) return { error: `attempt to shift ${word} by \`${showInt(b, right)}\`, which would overflow` };
  }
  const by = b & (bits - 1n);
  return { value: wrapTo(op === "<<" ? a << by : a >> by, left) };
}

function divide(op: "/" | "%", a: bigint, b: bigint, type: Ty): Outcome {
  if (b === 0n) {
    return {
      error:
        op === "/"
          ? `attempt to divide \`${showInt(a, type)}\` by zero`
          : `attempt to calculate the remainder of \`${showInt(a, type)}\` with a divisor of zero`,
    };
  }
  const exact = op === "/" ? a / b : a % b;
  if (b === -1n && wrapTo(a / b, type) !== a / b) {
    return {
      error: `attempt to compute ${op === "/" ? "" : "the remainder of "}\`${showInt(a, type)} ${op} ${showInt(b, type)}\`, which would overflow`,
    };
  }
  return { value: exact };
}

/** The least and the greatest number of an integer type. */
export function rangeOf(type: Ty): readonly [bigint, bigint] {
  const bits = BigInt(type.kind === "int" ? bitsOf(type) : 64);
  return type.kind === "int" && type.signed ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
}

export function negate(a: bigint, type: Ty, checked: boolean): Outcome {
  const format = formatOf(type);
  if (format !== undefined) return { value: floatNegated(a, format) };
  const value = wrapTo(-a, type);
  if (value !== -a && checked) return { error: `attempt to negate \`${showInt(a, type)}\`, which would overflow` };
  return { value };
}
