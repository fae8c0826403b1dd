// What is known of a value when it is made: constants computed, neutral operands left out, comparisons and conversions
// simplified. Sound for every input: each rule is an identity of arithmetic modulo the width.
import { ConstantDivision } from "./divide-constant.ts";
import { opposite, swapped } from "./ir.ts";
import type { Condition, Op, SsaFunction, Value, ValueId } from "./ir.ts";

/** What to make instead: a value that is there, a constant, or another operation. */
export type Folded =
  | { readonly kind: "value"; readonly id: ValueId }
  | { readonly kind: "const"; readonly size: number; readonly value: bigint }
  | { readonly kind: "op"; readonly op: Op; readonly size: number; readonly args: ValueId[]; readonly rest?: Partial<Value> };

const unsigned = (size: number, value: bigint) => BigInt.asUintN(8 * size, value);
const signed = (size: number, value: bigint) => BigInt.asIntN(8 * size, value);
const constant = (size: number, value: bigint): Folded => ({ kind: "const", size, value: unsigned(size, value) });
const same = (id: ValueId): Folded => ({ kind: "value", id });

const COMMUTATIVE: ReadonlySet<Op> = new Set<Op>(["add", "mul", "and", "or", "xor", "mulhu", "mulhs"]);

const SHIFTS: ReadonlySet<Op> = new Set<Op>(["shl", "shr", "sar", "rol", "ror"]);

const UNSIGNED: ReadonlySet<Condition> = new Set<Condition>(["b", "be", "a", "ae"]);

export function compareConstants(condition: Condition, size: number, left: bigint, right: bigint): boolean {
  const read = UNSIGNED.has(condition) ? unsigned : signed;
  const [a, b] = [read(size, left), read(size, right)];
  switch (condition) {
    case "e":
      return unsigned(size, left) === unsigned(size, right);
    case "ne":
      return unsigned(size, left) !== unsigned(size, right);
    case "b":
    case "l":
      return a < b;
    case "be":
    case "le":
      return a <= b;
    case "a":
    case "g":
      return a > b;
    case "ae":
    case "ge":
      return a >= b;
  }
}

/** Of two constants; undefined where the operation has no result. */
function compute(op: Op, size: number, left: bigint, right: bigint): bigint | undefined {
  const bits = BigInt(8 * size);
  const by = right & (bits - 1n);
  switch (op) {
    case "add":
      return left + right;
    case "sub":
      return left - right;
    case "mul":
      return left * right;
    case "and":
      return left & right;
    case "or":
      return left | right;
    case "xor":
      return left ^ right;
    case "shl":
      return left << by;
    case "shr":
      return left >> by;
    case "sar":
      return signed(size, left) >> by;
    case "rol":
      return (left << by) | (left >> ((bits - by) & (bits - 1n)));
    case "ror":
      return (left >> by) | (left << ((bits - by) & (bits - 1n)));
    case "udiv":
      return right === 0n ? undefined : left / right;
    case "urem":
      return right === 0n ? undefined : left % right;
    case "sdiv":
      return right === 0n ? undefined : signed(size, left) / signed(size, right);
    case "srem":
      return right === 0n ? undefined : signed(size, left) % signed(size, right);
    case "mulhu":
      return (left * right) >> bits;
    case "mulhs":
      return (signed(size, left) * signed(size, right)) >> bits;
    default:
      return undefined;
  }
}

const powerOfTwo = (value: bigint): bigint | undefined => {
  if (value <= 0n || (value & (value - 1n)) !== 0n) return undefined;
  return BigInt(value.toString(2).length - 1);
};

/** Makes new values for `fold`: constants and operations that are simplified themselves. */
export interface Maker {
  constant(size: number, value: bigint): ValueId;
  make(op: Op, size: number, args: ValueId[], rest?: Partial<Value>): ValueId;
}

/** What comparisons say when the left side is below the constant. */
const ABOVE: Partial<Record<Condition, bigint>> = { b: 1n, be: 1n, ne: 1n, a: 0n, ae: 0n, e: 0n };

export class Folder {
  readonly #division: ConstantDivision;

  constructor(
    readonly f: SsaFunction,
    readonly maker: Maker,
  ) {
    this.#division = new ConstantDivision(f, maker);
  }

  #number(id: ValueId): bigint | undefined {
    const value = this.f.value(id);
    return value.op === "const" ? value.imm : undefined;
  }

  fold(op: Op, size: number, args: readonly ValueId[], rest: Partial<Value>): Folded | undefined {
    switch (op) {
      case "compare":
        return this.#compare(rest.condition as Condition, args[0] as ValueId, args[1] as ValueId);
      case "select":
        return this.#select(size, args);
      case "zext":
      case "sext":
      case "trunc":
        return this.#convert(op, size, args[0] as ValueId);
      case "neg":
      case "not":
        return this.#unary(op, size, args[0] as ValueId);
      case "overflow":
        return this.#overflow(rest.name as string, args[0] as ValueId, args[1] as ValueId);
      default:
        return args.length === 2 && op !== "store" && op !== "copy"
          ? this.#binary(op, size, args[0] as ValueId, args[1] as ValueId)
          : undefined;
    }
  }

  /** Whether the exact result leaves the width. */
  #overflow(name: string, left: ValueId, right: ValueId): Folded | undefined {
    const { size } = this.f.value(left);
    const [a, b] = [this.#number(left), this.#number(right)];
    if (b === 0n || (a === 0n && name !== "ssub")) return constant(1, 0n);
    if (a === undefined || b === undefined) return undefined;
    const read = name === "umul" ? unsigned : signed;
    const [x, y] = [read(size, a), read(size, b)];
    const exact = name === "sadd" ? x + y : name === "ssub" ? x - y : x * y;
    return constant(1, read(size, exact) === exact ? 0n : 1n);
  }

  #unary(op: Op, size: number, arg: ValueId): Folded | undefined {
    const known = this.#number(arg);
    if (known !== undefined) return constant(size, op === "neg" ? -known : ~known);
    const inner = this.f.value(arg);
    return inner.op === op ? same(inner.args[0] as ValueId) : undefined;
  }

  #binary(op: Op, size: number, left: ValueId, right: ValueId): Folded | undefined {
    const a = this.#number(left);
    const b = this.#number(right);
    if (a !== undefined && b !== undefined) {
      const result = compute(op, size, a, b);
      return result === undefined ? undefined : constant(size, result);
    }
    if (a !== undefined && COMMUTATIVE.has(op)) return { kind: "op", op, size, args: [right, left] };
    if (left === right) {
      if (op === "sub" || op === "xor") return constant(size, 0n);
      if (op === "and" || op === "or") return same(left);
    }
    if (SHIFTS.has(op) && size >= 4) return this.#amount(op, size, left, right);
    return b === undefined ? undefined : this.#withConstant(op, size, left, b);
  }

  /** The machine takes an amount modulo the width itself. */
  #amount(op: Op, size: number, left: ValueId, right: ValueId): Folded | undefined {
    const amount = this.f.value(right);
    const b = this.#number(right);
    if (b !== undefined) return this.#withConstant(op, size, left, b);
    const mask = amount.op === "and" ? this.#number(amount.args[1] as ValueId) : undefined;
    const bits = BigInt(8 * size - 1);
    if (mask === undefined || (mask & bits) !== bits) return undefined;
    return { kind: "op", op, size, args: [left, amount.args[0] as ValueId] };
  }

  #withConstant(op: Op, size: number, left: ValueId, b: bigint): Folded | undefined {
    const ones = unsigned(size, -1n);
    switch (op) {
      case "sub":
        return { kind: "op", op: "add", size, args: [left, this.maker.constant(size, -b)] };
      case "add":
        return b === 0n ? same(left) : this.#addAdded(size, left, b);
      case "or":
        return b === 0n ? same(left) : b === ones ? constant(size, ones) : undefined;
      case "xor":
        return b === 0n ? same(left) : b === ones && size > 1 ? { kind: "op", op: "not", size, args: [left] } : undefined;
      case "and":
        return b === 0n ? constant(size, 0n) : b === ones ? same(left) : undefined;
      case "shl":
      case "shr":
      case "sar":
      case "rol":
      case "ror":
        return (b & BigInt(8 * size - 1)) === 0n ? same(left) : undefined;
      case "mul":
        return this.#product(size, left, b);
      case "udiv":
      case "urem":
      case "sdiv":
      case "srem": {
        const quotient = this.#division.of(op, size, left, b);
        return quotient === undefined ? undefined : same(quotient);
      }
      default:
        return undefined;
    }
  }

  /** `(x + c) + d` is `x + (c + d)`; so is an address behind a symbol or slot. */
  #addAdded(size: number, left: ValueId, b: bigint): Folded | undefined {
    const inner = this.f.value(left);
    if (inner.op === "slot" || (inner.op === "symbol" && b < 0x4000_0000n))
      return {
        kind: "op",
        op: inner.op,
        size,
        args: [],
        rest: { ...(inner.slot === undefined ? {} : { slot: inner.slot }), name: inner.name, imm: inner.imm + signed(8, b) },
      };
    if (inner.op !== "add") return undefined;
    const c = this.#number(inner.args[1] as ValueId);
    if (c === undefined) return undefined;
    return { kind: "op", op: "add", size, args: [inner.args[0] as ValueId, this.maker.constant(size, c + b)] };
  }

  #product(size: number, left: ValueId, b: bigint): Folded | undefined {
    if (b === 0n) return constant(size, 0n);
    if (b === 1n) return same(left);
    const shift = powerOfTwo(b);
    return shift === undefined ? undefined : { kind: "op", op: "shl", size, args: [left, this.maker.constant(size, shift)] };
  }

  #convert(op: "zext" | "sext" | "trunc", size: number, arg: ValueId): Folded | undefined {
    const inner = this.f.value(arg);
    if (inner.size === size) return same(arg);
    if (inner.op === "const") return constant(size, op === "sext" ? signed(inner.size, inner.imm) : inner.imm);
    const [source] = inner.args;
    if (source === undefined) return undefined;
    const from = this.f.value(source).size;
    if (op === "trunc" && (inner.op === "zext" || inner.op === "sext")) {
      if (from === size) return same(source);
      return { kind: "op", op: from > size ? "trunc" : inner.op, size, args: [source] };
    }
    if (op === "trunc" && inner.op === "trunc") return { kind: "op", op: "trunc", size, args: [source] };
    if (op === inner.op || (op === "sext" && inner.op === "zext")) return { kind: "op", op: inner.op, size, args: [source] };
    return undefined;
  }

  #select(size: number, [condition, left, right]: readonly ValueId[]): Folded | undefined {
    const known = this.#number(condition as ValueId);
    if (known !== undefined) return same((known === 0n ? right : left) as ValueId);
    if (left === right) return same(left as ValueId);
    const [a, b] = [this.#number(left as ValueId), this.#number(right as ValueId)];
    if (size === 1 && a === 1n && b === 0n && this.isFlag(condition as ValueId)) return same(condition as ValueId);
    return undefined;
  }

  /** It is 0 or 1. */
  isFlag(id: ValueId): boolean {
    const value = this.f.value(id);
    if (value.op === "compare" || value.op === "overflow") return true;
    if (value.op === "const") return value.imm <= 1n;
    if (value.op === "and" || value.op === "or" || value.op === "xor") return value.args.every((arg) => this.isFlag(arg));
    return false;
  }

  #compare(condition: Condition, left: ValueId, right: ValueId): Folded | undefined {
    const { size } = this.f.value(left);
    const a = this.#number(left);
    const b = this.#number(right);
    if (a !== undefined && b !== undefined) return constant(1, compareConstants(condition, size, a, b) ? 1n : 0n);
    if (left === right) return constant(1, "e be ae le ge".split(" ").includes(condition) ? 1n : 0n);
    if (a !== undefined) return { kind: "op", op: "compare", size: 1, args: [right, left], rest: { condition: swapped(condition) } };
    return b === undefined ? undefined : this.#compareConstant(condition, size, left, b);
  }

  #compareConstant(condition: Condition, size: number, left: ValueId, b: bigint): Folded | undefined {
    if (b === 0n && condition === "b") return constant(1, 0n);
    if (b === 0n && condition === "ae") return constant(1, 1n);
    const inner = this.f.value(left);
    if (size === 1 && b <= 1n && (condition === "e" || condition === "ne") && this.isFlag(left)) {
      const keeps = (condition === "ne") === (b === 0n);
      if (keeps) return same(left);
      if (inner.op === "compare")
        return { kind: "op", op: "compare", size: 1, args: inner.args, rest: { condition: opposite(inner.condition as Condition) } };
      return undefined;
    }
    if (inner.op === "zext") return this.#compareWidened(condition, inner, b);
    const most = this.#most(left, 0);
    if (most < b && ABOVE[condition] !== undefined) return constant(1, ABOVE[condition]);
    return undefined;
  }

  /** The value, read without sign, is at most this. */
  #most(id: ValueId, depth: number): bigint {
    const value = this.f.value(id);
    const all = unsigned(value.size, -1n);
    if (value.op === "const") return value.imm;
    if (depth > 4) return all;
    const right = value.args[1] === undefined ? undefined : this.#number(value.args[1]);
    const most = () => this.#most(value.args[0] as ValueId, depth + 1);
    switch (value.op) {
      case "compare":
      case "overflow":
        return 1n;
      case "zext":
        return most();
      case "and":
        return right === undefined ? all : right;
      case "urem":
        return right === undefined || right === 0n ? all : right - 1n;
      case "shr":
        return right === undefined ? all : most() >> (right & BigInt(8 * value.size - 1));
      case "udiv":
        return right === undefined || right === 0n ? all : most() / right;
      default:
        return all;
    }
  }

  /** A widened value is compared as it was before, if the constant fits there. */
  #compareWidened(condition: Condition, inner: Value, b: bigint): Folded | undefined {
    const source = inner.args[0] as ValueId;
    const { size } = this.f.value(source);
    if (unsigned(size, b) !== b) {
      if (signed(inner.size, b) < 0n && "l le g ge".split(" ").includes(condition))
        return constant(1, condition === "g" || condition === "ge" ? 1n : 0n);
      return condition === "e"
        ? constant(1, 0n)
        : condition === "ne" || condition === "b" || condition === "be"
          ? constant(1, 1n)
          : condition === "a" || condition === "ae"
            ? constant(1, 0n)
            : undefined;
    }
    const plain: Partial<Record<Condition, Condition>> = { l: "b", le: "be", g: "a", ge: "ae" };
    return {
      kind: "op",
      op: "compare",
      size: 1,
      args: [source, this.maker.constant(size, b)],
      rest: { condition: plain[condition] ?? condition },
    };
  }
}
