// Numbers of two words, low word first: 64-bit integers on machines of 32 bits. Each operation is done word by word;
// division, rotation and bit scans are functions of core's or refused.
import type { Condition, Value, ValueId } from "../ssa/ir.ts";
import { NotOptimized } from "../ssa/places.ts";
import type { PortableFunction } from "./function.ts";
import type { WordOp } from "./machine.ts";

type Emit = (c: PortableFunction, value: Value) => void;

const arg = (value: Value, i: number): ValueId => value.args[i] as ValueId;

/** The same operation on both halves. */
const halves =
  (op: WordOp): Emit =>
  (c, value) => {
    const [a, b] = c.scratch;
    for (const half of [0, 1] as const) {
      c.loadHalf(a, arg(value, 0), half);
      c.loadHalf(b, arg(value, 1), half);
      c.m.binary(op, a, a, b);
      c.defineHalf(value.id, half, a);
    }
  };

/** `a` and `b`: the low words; the carry or borrow is left in `e`, the low result in `d`. */
function lowerSum(c: PortableFunction, op: "add" | "sub"): void {
  const [a, b, d, e] = c.scratch;
  c.m.binary(op, d, a, b);
  if (op === "add") c.m.compare("b", e, d, a);
  else c.m.compare("b", e, a, b);
}

const sum =
  (op: "add" | "sub"): Emit =>
  (c, value) => {
    const [a, b, d, e] = c.scratch;
    c.loadHalf(a, arg(value, 0), 0);
    c.loadHalf(b, arg(value, 1), 0);
    lowerSum(c, op);
    c.loadHalf(a, arg(value, 0), 1);
    c.loadHalf(b, arg(value, 1), 1);
    c.m.binary(op, a, a, b);
    c.m.binary(op, a, a, e);
    c.defineHalf(value.id, 0, d);
    c.defineHalf(value.id, 1, a);
  };

/** The full product of the low words, and what the words give crosswise to the upper one. */
const product: Emit = (c, value) => {
  const { m } = c;
  const [a, b, d, e, g] = c.scratch;
  c.loadHalf(a, arg(value, 0), 0);
  c.loadHalf(b, arg(value, 1), 0);
  m.binary("mulhu", d, a, b);
  m.binary("mul", e, a, b);
  c.loadHalf(g, arg(value, 1), 1);
  m.binary("mul", a, a, g);
  m.binary("add", d, d, a);
  c.loadHalf(g, arg(value, 0), 1);
  m.binary("mul", b, b, g);
  m.binary("add", d, d, b);
  c.defineHalf(value.id, 0, e);
  c.defineHalf(value.id, 1, d);
};

/** `a` low, `b` high, shifted by `d` below the width of a word; `e` and `g` are spare. */
function shiftAcross(c: PortableFunction, op: "shl" | "shr" | "sar"): void {
  const { m } = c;
  const [a, b, d, e, g] = c.scratch;
  const [from, to] = op === "shl" ? [a, b] : [b, a];
  // What crosses over is shifted by one first: a shift by the whole width is none on some machines.
  m.constant(e, 1n);
  m.binary(op === "shl" ? "shr" : "shl", g, from, e);
  m.constant(e, BigInt(8 * c.machine.wordSize - 1));
  m.binary("sub", e, e, d);
  m.binary(op === "shl" ? "shr" : "shl", g, g, e);
  m.binary(op === "shl" ? "shl" : "shr", to, to, d);
  m.binary("or", to, to, g);
  m.binary(op, from, from, d);
}

const shift =
  (op: "shl" | "shr" | "sar"): Emit =>
  (c, value) => {
    const { m } = c;
    const [a, b, d, e] = c.scratch;
    const bits = BigInt(8 * c.machine.wordSize);
    const [whole, end] = [c.newLabel(), c.newLabel()];
    c.load(d, arg(value, 1));
    m.constant(e, 2n * bits - 1n);
    m.binary("and", d, d, e);
    c.loadHalf(a, arg(value, 0), 0);
    c.loadHalf(b, arg(value, 0), 1);
    m.constant(e, bits);
    m.branchIf("ae", d, e, whole);
    shiftAcross(c, op);
    m.jump(end);
    m.code.label(whole);
    m.binary("sub", d, d, e);
    const [from, to] = op === "shl" ? [a, b] : [b, a];
    m.binary(op, to, from, d);
    if (op === "sar") {
      m.constant(e, bits - 1n);
      m.binary("sar", from, from, e);
    } else m.constant(from, 0n);
    m.code.label(end);
    c.defineHalf(value.id, 0, a);
    c.defineHalf(value.id, 1, b);
  };

const invert: Emit = (c, value) => {
  const [a, b] = c.scratch;
  c.m.constant(b, -1n);
  for (const half of [0, 1] as const) {
    c.loadHalf(a, arg(value, 0), half);
    c.m.binary("xor", a, a, b);
    c.defineHalf(value.id, half, a);
  }
};

const negate: Emit = (c, value) => {
  const { m } = c;
  const [a, b, d, e] = c.scratch;
  m.constant(a, 0n);
  c.loadHalf(b, arg(value, 0), 0);
  lowerSum(c, "sub");
  c.loadHalf(b, arg(value, 0), 1);
  m.binary("sub", a, a, b);
  m.binary("sub", a, a, e);
  c.defineHalf(value.id, 0, d);
  c.defineHalf(value.id, 1, a);
};

const extend =
  (signed: boolean): Emit =>
  (c, value) => {
    const [a, b] = c.scratch;
    c.loadExtended(a, arg(value, 0), signed);
    c.defineHalf(value.id, 0, a);
    c.m.constant(b, signed ? BigInt(8 * c.machine.wordSize - 1) : 0n);
    if (signed) c.m.binary("sar", b, a, b);
    c.defineHalf(value.id, 1, b);
  };

const select: Emit = (c, value) => {
  const [a, b, d] = c.scratch;
  const [other, end] = [c.newLabel(), c.newLabel()];
  c.loadExtended(d, arg(value, 0), false);
  c.m.branchIfZero(d, other);
  c.loadHalf(a, arg(value, 1), 0);
  c.loadHalf(b, arg(value, 1), 1);
  c.m.jump(end);
  c.m.code.label(other);
  c.loadHalf(a, arg(value, 2), 0);
  c.loadHalf(b, arg(value, 2), 1);
  c.m.code.label(end);
  c.defineHalf(value.id, 0, a);
  c.defineHalf(value.id, 1, b);
};

const loadMemory: Emit = (c, value) => {
  const [a, b] = c.scratch;
  const { wordSize } = c.machine;
  c.load(a, arg(value, 0));
  c.m.load(b, a, Number(value.imm), wordSize);
  c.m.load(a, a, Number(value.imm) + wordSize, wordSize);
  c.defineHalf(value.id, 0, b);
  c.defineHalf(value.id, 1, a);
};

/** Results of two words. */
const OPERATIONS: Readonly<Partial<Record<Value["op"], Emit>>> = {
  add: sum("add"),
  sub: sum("sub"),
  mul: product,
  and: halves("and"),
  or: halves("or"),
  xor: halves("xor"),
  shl: shift("shl"),
  shr: shift("shr"),
  sar: shift("sar"),
  not: invert,
  neg: negate,
  zext: extend(false),
  sext: extend(true),
  select,
  load: loadMemory,
};

// --- Operands of two words, results of one -----------------------------------------------------------------------------

const STRICT: Readonly<Partial<Record<Condition, Condition>>> = { le: "l", ge: "g", be: "b", ae: "a" };
const UNSIGNED: Readonly<Partial<Record<Condition, Condition>>> = { l: "b", le: "be", g: "a", ge: "ae" };

/** The high words decide; where they are equal, the low words as numbers without sign. */
const compare: Emit = (c, value) => {
  const { m } = c;
  const [a, b, d, e] = c.scratch;
  const condition = value.condition as Condition;
  const loadBoth = (half: 0 | 1) => {
    c.loadHalf(a, arg(value, 0), half);
    c.loadHalf(b, arg(value, 1), half);
  };
  loadBoth(1);
  if (condition === "e" || condition === "ne") {
    m.binary("xor", d, a, b);
    loadBoth(0);
    m.binary("xor", a, a, b);
    m.binary("or", a, a, d);
    m.constant(b, 0n);
    m.compare(condition, a, a, b);
    return c.define(value.id, a);
  }
  m.compare("e", d, a, b);
  m.compare(STRICT[condition] ?? condition, e, a, b);
  loadBoth(0);
  m.compare(UNSIGNED[condition] ?? condition, a, a, b);
  m.binary("and", a, a, d);
  m.binary("or", a, a, e);
  c.define(value.id, a);
};

/** The sign of the high word is one that the operands' signs exclude. */
const overflow: Emit = (c, value) => {
  const { m } = c;
  const [a, b, d, e] = c.scratch;
  if (value.name !== "sadd" && value.name !== "ssub") throw new NotOptimized("this product");
  const op = value.name === "sadd" ? "add" : "sub";
  c.loadHalf(a, arg(value, 0), 0);
  c.loadHalf(b, arg(value, 1), 0);
  lowerSum(c, op);
  c.loadHalf(a, arg(value, 0), 1);
  c.loadHalf(b, arg(value, 1), 1);
  m.binary(op, d, a, b);
  m.binary(op, d, d, e);
  m.binary("xor", e, d, a);
  m.binary("xor", b, op === "add" ? d : a, b);
  m.binary("and", e, e, b);
  m.constant(d, 0n);
  m.compare("l", a, e, d);
  c.define(value.id, a);
};

const truncate: Emit = (c, value) => {
  const [a] = c.scratch;
  c.loadHalf(a, arg(value, 0), 0);
  c.define(value.id, a);
};

const storeMemory: Emit = (c, value) => {
  const [a, b] = c.scratch;
  const { wordSize } = c.machine;
  c.load(a, arg(value, 0));
  for (const half of [0, 1] as const) {
    c.loadHalf(b, arg(value, 1), half);
    c.m.store(b, a, Number(value.imm) + half * wordSize, wordSize);
  }
};

const TAKING: Readonly<Partial<Record<Value["op"], Emit>>> = { compare, overflow, trunc: truncate, store: storeMemory };

/** Operations that do not look at the value they are given, or are told apart by whoever emits them. */
const INDIFFERENT: ReadonlySet<Value["op"]> = new Set(["const", "phi", "param", "result"]);

/** True if the operation has to do with numbers of two words, and is made. */
export function emitDouble(c: PortableFunction, value: Value): boolean {
  const taken = value.op === "store" ? value.args.slice(1) : value.args;
  const isResult = value.size > c.machine.wordSize;
  const isOperand = taken.some((id) => c.value(id).size > c.machine.wordSize);
  if ((!isResult && !isOperand) || INDIFFERENT.has(value.op)) return false;
  const emit = (isResult ? OPERATIONS : TAKING)[value.op];
  if (emit === undefined) throw new NotOptimized("this operation on integers wider than a register");
  emit(c, value);
  return true;
}

/** Jumps to the label where the value, in its cell, is this number. */
export function branchIfDouble(c: PortableFunction, id: ValueId, value: bigint, label: string): void {
  const { m } = c;
  const [a, b] = c.scratch;
  const bits = BigInt(8 * c.machine.wordSize);
  const next = c.newLabel();
  const half = (i: bigint): bigint => BigInt.asIntN(Number(bits), value >> (i * bits));
  c.loadHalf(a, id, 0);
  m.constant(b, half(0n));
  m.branchIf("ne", a, b, next);
  c.loadHalf(a, id, 1);
  m.constant(b, half(1n));
  m.branchIf("e", a, b, label);
  m.code.label(next);
}
