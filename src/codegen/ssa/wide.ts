// 128-bit integers as two values, the low half first.
import type { BinaryOp as MirOp } from "../../mir/mir.ts";
import type { Builder } from "./builder.ts";
import type { Condition, ValueId } from "./ir.ts";
import { NotOptimized } from "./places.ts";

type Halves = readonly ValueId[];

const half = (value: Halves, i: 0 | 1): ValueId => value[i] as ValueId;

export function wideArithmetic(b: Builder, op: MirOp, left: Halves, right: Halves): ValueId[] {
  const [x, y, u, v] = [half(left, 0), half(left, 1), half(right, 0), half(right, 1)];
  const simple = ({ "&": "and", "|": "or", "^": "xor" } as const)[op as "&"];
  if (simple !== undefined) return [b.make(simple, 8, [x, u]), b.make(simple, 8, [y, v])];
  if (op === "*") return product(b, x, y, u, v);
  if (op !== "+" && op !== "-") throw new NotOptimized("this operation");
  const name = op === "+" ? "add" : "sub";
  const low = b.make(name, 8, [x, u]);
  const carry = op === "+" ? b.make("compare", 1, [low, x], { condition: "b" }) : b.make("compare", 1, [x, u], { condition: "b" });
  return [low, b.make(name, 8, [b.make(name, 8, [y, v]), b.make("zext", 8, [carry])])];
}

/** The full product of the low halves, and what the halves give crosswise to the upper one. */
function product(b: Builder, x: ValueId, y: ValueId, u: ValueId, v: ValueId): ValueId[] {
  const crosswise = b.make("add", 8, [b.make("mul", 8, [x, v]), b.make("mul", 8, [y, u])]);
  return [b.make("mul", 8, [x, u]), b.make("add", 8, [b.make("mulhu", 8, [x, u]), crosswise])];
}

const LOW: Partial<Record<Condition, Condition>> = { l: "b", le: "be", g: "a", ge: "ae" };
const STRICT: Partial<Record<Condition, Condition>> = { le: "l", ge: "g", be: "b", ae: "a" };

export function compareWide(b: Builder, condition: Condition, left: Halves, right: Halves): ValueId {
  const compare = (by: Condition, i: 0 | 1) => b.make("compare", 1, [half(left, i), half(right, i)], { condition: by });
  if (condition === "e" || condition === "ne") {
    const differs = b.make("or", 8, [b.make("xor", 8, [half(left, 0), half(right, 0)]), b.make("xor", 8, [half(left, 1), half(right, 1)])]);
    return b.make("compare", 1, [differs, b.constant(8, 0n)], { condition });
  }
  return b.make("select", 1, [compare("e", 1), compare(LOW[condition] ?? condition, 0), compare(STRICT[condition] ?? condition, 1)]);
}

export function wideUnary(b: Builder, op: "!" | "-", value: Halves): ValueId[] {
  if (op === "!") return [b.make("not", 8, [half(value, 0)]), b.make("not", 8, [half(value, 1)])];
  const zero = b.constant(8, 0n);
  return wideArithmetic(b, "-", [zero, zero], value);
}

/** By a constant; by a variable it is a function (`mir/lower-soft.ts`). */
export function shiftWide(b: Builder, op: "<<" | ">>", value: Halves, amount: ValueId, signed: boolean): ValueId[] {
  const known = b.f.value(amount);
  if (known.op !== "const") throw new NotOptimized("a shift of 128 bits");
  const by = Number(known.imm & 127n);
  const [low, high] = [half(value, 0), half(value, 1)];
  const shift = (name: "shl" | "shr" | "sar", of: ValueId, count: number) => b.make(name, 8, [of, b.constant(1, BigInt(count))]);
  if (by === 0) return [low, high];
  const down = signed ? "sar" : "shr";
  if (op === "<<") {
    if (by >= 64) return [b.constant(8, 0n), shift("shl", low, by - 64)];
    return [shift("shl", low, by), b.make("or", 8, [shift("shl", high, by), shift("shr", low, 64 - by)])];
  }
  if (by >= 64) return [shift(down, high, by - 64), signed ? shift("sar", high, 63) : b.constant(8, 0n)];
  return [b.make("or", 8, [shift("shr", low, by), shift("shl", high, 64 - by)]), shift(down, high, by)];
}
