// Operations on values, made of what every machine has. `a` to `e` are the scratch registers; a result is left in `a`.
import type { Condition, Value, ValueId } from "../ssa/ir.ts";
import { NotOptimized } from "../ssa/places.ts";
import { emitDouble } from "./double.ts";
import type { PortableFunction } from "./function.ts";
import type { Register, WordOp } from "./machine.ts";

type Emit = (c: PortableFunction, value: Value) => void;

const arg = (value: Value, i: number): ValueId => value.args[i] as ValueId;

function loadBoth(c: PortableFunction, value: Value, signed?: boolean): void {
  const [a, b] = c.scratch;
  for (const [i, register] of [a, b].entries()) {
    if (signed === undefined) c.load(register, arg(value, i));
    else c.loadExtended(register, arg(value, i), signed);
  }
}

/** An operation whose lower bits do not depend on what is above them. */
const plain =
  (op: WordOp): Emit =>
  (c, value) => {
    const [a, b] = c.scratch;
    loadBoth(c, value);
    c.m.binary(op, a, a, b);
    c.define(value.id, a);
  };

/** The amount counts modulo the width, at least 32 bits. */
function loadAmount(c: PortableFunction, to: Register, id: ValueId, size: number, spare: Register): void {
  c.load(to, id);
  c.m.constant(spare, size === 8 ? 63n : 31n);
  c.m.binary("and", to, to, spare);
}

const shift =
  (op: "shl" | "shr" | "sar"): Emit =>
  (c, value) => {
    const [a, b, d] = c.scratch;
    if (op === "shl") c.load(a, arg(value, 0));
    else c.loadExtended(a, arg(value, 0), op === "sar");
    loadAmount(c, b, arg(value, 1), value.size, d);
    c.m.binary(op, a, a, b);
    c.define(value.id, a);
  };

const rotate =
  (isLeft: boolean): Emit =>
  (c, value) => {
    const { m } = c;
    const [a, b, d, e, g] = c.scratch;
    const bits = BigInt(8 * value.size);
    c.loadExtended(a, arg(value, 0), false);
    c.load(b, arg(value, 1));
    m.constant(d, bits - 1n);
    m.binary("and", b, b, d);
    m.binary(isLeft ? "shl" : "shr", e, a, b);
    m.constant(g, bits);
    m.binary("sub", b, g, b);
    m.binary("and", b, b, d);
    m.binary(isLeft ? "shr" : "shl", a, a, b);
    m.binary("or", a, a, e);
    c.define(value.id, a);
  };

const divide =
  (op: "udiv" | "urem" | "sdiv" | "srem"): Emit =>
  (c, value) => {
    const [a, b] = c.scratch;
    loadBoth(c, value, op.startsWith("s"));
    c.m.binary(op, a, a, b);
    c.define(value.id, a);
  };

const upperProduct =
  (op: "mulhu" | "mulhs"): Emit =>
  (c, value) => {
    if (value.size !== c.machine.wordSize) throw new NotOptimized("this product");
    plain(op)(c, value);
  };

const negate: Emit = (c, value) => {
  const [a, b] = c.scratch;
  c.load(b, arg(value, 0));
  c.m.constant(a, 0n);
  c.m.binary("sub", a, a, b);
  c.define(value.id, a);
};

const invert: Emit = (c, value) => {
  const [a, b] = c.scratch;
  c.load(a, arg(value, 0));
  c.m.constant(b, -1n);
  c.m.binary("xor", a, a, b);
  c.define(value.id, a);
};

/** Byte by byte from one end of a register to the other. */
const swapBytes: Emit = (c, value) => {
  const { m } = c;
  const [a, b, d, e] = c.scratch;
  c.load(b, arg(value, 0));
  m.constant(a, 0n);
  m.constant(d, 8n);
  for (let i = 0; i < value.size; i++) {
    m.binary("shl", a, a, d);
    m.extend(e, b, 1, false);
    m.binary("or", a, a, e);
    m.binary("shr", b, b, d);
  }
  c.define(value.id, a);
};

/** The place of the highest bit: how often a number can be halved. */
function highestBit(c: PortableFunction, to: Register, from: Register, one: Register): void {
  const [again, end] = [c.newLabel(), c.newLabel()];
  c.m.constant(to, 0n);
  c.m.constant(one, 1n);
  c.m.code.label(again);
  c.m.binary("shr", from, from, one);
  c.m.branchIfZero(from, end);
  c.m.binary("add", to, to, one);
  c.m.jump(again);
  c.m.code.label(end);
}

const scan =
  (fromBelow: boolean): Emit =>
  (c, value) => {
    const { m } = c;
    const [a, b, d] = c.scratch;
    c.loadExtended(b, arg(value, 0), false);
    if (fromBelow) {
      m.constant(a, 0n);
      m.binary("sub", a, a, b);
      m.binary("and", b, b, a);
    }
    highestBit(c, a, b, d);
    c.define(value.id, a);
  };

const convert =
  (signed: boolean | undefined): Emit =>
  (c, value) => {
    const [a] = c.scratch;
    if (signed === undefined) c.load(a, arg(value, 0));
    else c.loadExtended(a, arg(value, 0), signed);
    c.define(value.id, a);
  };

const isSigned = (condition: Condition): boolean => ["l", "le", "g", "ge"].includes(condition);

const compare: Emit = (c, value) => {
  const [a, b] = c.scratch;
  const condition = value.condition as Condition;
  loadBoth(c, value, isSigned(condition));
  c.m.compare(condition, a, a, b);
  c.define(value.id, a);
};

const select: Emit = (c, value) => {
  const [a, b] = c.scratch;
  const end = c.newLabel();
  c.loadExtended(b, arg(value, 0), false);
  c.load(a, arg(value, 2));
  c.m.branchIfZero(b, end);
  c.load(a, arg(value, 1));
  c.m.code.label(end);
  c.define(value.id, a);
};

// --- Overflow --------------------------------------------------------------------------------------------------------

/** Numbers narrower than a register: the exact result in the register differs from what is left of it. */
function narrowOverflow(c: PortableFunction, op: WordOp, size: number, signed: boolean): void {
  const { m } = c;
  const [a, b] = c.scratch;
  m.binary(op, a, a, b);
  m.extend(b, a, size, signed);
  m.compare("ne", a, a, b);
}

/** The sign of the result is one that the operands' signs exclude. */
function signedWordOverflow(c: PortableFunction, op: "add" | "sub"): void {
  const { m } = c;
  const [a, b, d, e] = c.scratch;
  m.binary(op, d, a, b);
  m.binary("xor", e, d, a);
  m.binary("xor", b, op === "add" ? d : a, b);
  m.binary("and", e, e, b);
  m.constant(d, 0n);
  m.compare("l", a, e, d);
}

/** The upper half of the product is not what the lower half's sign, or zero, makes it. */
function wordProductOverflow(c: PortableFunction, signed: boolean): void {
  const { m, machine } = c;
  const [a, b, d, e] = c.scratch;
  m.binary(signed ? "mulhs" : "mulhu", d, a, b);
  m.constant(e, 0n);
  if (signed) {
    m.binary("mul", a, a, b);
    m.constant(b, BigInt(8 * machine.wordSize - 1));
    m.binary("sar", e, a, b);
  }
  m.compare("ne", a, d, e);
}

const overflow: Emit = (c, value) => {
  const name = value.name as "sadd" | "ssub" | "smul" | "umul";
  const signed = name.startsWith("s");
  const op = name.slice(1) as "add" | "sub" | "mul";
  const { size } = c.value(arg(value, 0));
  const { wordSize } = c.machine;
  loadBoth(c, value, signed);
  if (size < wordSize && (op !== "mul" || 2 * size <= wordSize)) narrowOverflow(c, op, size, signed);
  else if (size < wordSize) throw new NotOptimized("this product");
  else if (op === "mul") wordProductOverflow(c, signed);
  else signedWordOverflow(c, op);
  c.define(value.id, c.scratch[0]);
};

// --- Memory ----------------------------------------------------------------------------------------------------------

const loadMemory: Emit = (c, value) => {
  const [a] = c.scratch;
  c.load(a, arg(value, 0));
  c.m.load(a, a, Number(value.imm), value.size);
  c.define(value.id, a);
};

const storeMemory: Emit = (c, value) => {
  const [a, b] = c.scratch;
  c.load(a, arg(value, 0));
  c.load(b, arg(value, 1));
  c.m.store(b, a, Number(value.imm), c.value(arg(value, 1)).size);
};

/** As many bytes are copied one by one without a loop. */
const UNROLLED = 32;

/** `a` to, `b` from, `d` bytes, upwards. */
function copyUpwards(c: PortableFunction): void {
  const { m } = c;
  const [a, b, d, e, g] = c.scratch;
  const [again, end] = [c.newLabel(), c.newLabel()];
  m.constant(g, 1n);
  m.code.label(again);
  m.branchIfZero(d, end);
  m.load(e, b, 0, 1);
  m.store(e, a, 0, 1);
  m.binary("add", a, a, g);
  m.binary("add", b, b, g);
  m.binary("sub", d, d, g);
  m.jump(again);
  m.code.label(end);
}

/** The same from the end. */
function copyDownwards(c: PortableFunction): void {
  const { m } = c;
  const [a, b, d, e, g] = c.scratch;
  const [again, end] = [c.newLabel(), c.newLabel()];
  m.constant(g, 1n);
  m.binary("add", a, a, d);
  m.binary("add", b, b, d);
  m.code.label(again);
  m.branchIfZero(d, end);
  m.binary("sub", a, a, g);
  m.binary("sub", b, b, g);
  m.binary("sub", d, d, g);
  m.load(e, b, 0, 1);
  m.store(e, a, 0, 1);
  m.jump(again);
  m.code.label(end);
}

const copy: Emit = (c, value) => {
  const [a, b, d] = c.scratch;
  loadBoth(c, value);
  const size = Number(value.imm);
  if (size > UNROLLED) {
    c.m.constant(d, value.imm);
    return copyUpwards(c);
  }
  for (let i = 0; i < size; i++) {
    c.m.load(d, b, i, 1);
    c.m.store(d, a, i, 1);
  }
};

/** `a` to, `b` elements, `d` what. */
const fill =
  (size: number): Emit =>
  (c, value) => {
    const { m } = c;
    const [a, b, d, e] = c.scratch;
    const [again, end] = [c.newLabel(), c.newLabel()];
    loadBoth(c, value);
    c.load(d, arg(value, 2));
    m.code.label(again);
    m.branchIfZero(b, end);
    m.store(d, a, 0, size);
    m.addOffset(a, a, size);
    m.constant(e, 1n);
    m.binary("sub", b, b, e);
    m.jump(again);
    m.code.label(end);
  };

const moveBytes =
  (unit: number): Emit =>
  (c, value) => {
    const [, , d, e] = c.scratch;
    loadBoth(c, value);
    c.load(d, arg(value, 2));
    if (unit > 1) {
      c.m.constant(e, BigInt(unit));
      c.m.binary("mul", d, d, e);
    }
    copyUpwards(c);
  };

/** Downwards where the target begins inside the source. */
const moveOverlapping: Emit = (c, value) => {
  const [a, b, d] = c.scratch;
  const [down, end] = [c.newLabel(), c.newLabel()];
  loadBoth(c, value);
  c.load(d, arg(value, 2));
  c.m.branchIf("b", b, a, down);
  copyUpwards(c);
  c.m.jump(end);
  c.m.code.label(down);
  copyDownwards(c);
  c.m.code.label(end);
};

/** Arguments: right, left, bytes. The difference of the first bytes that differ, as a 32-bit number; 0 if none do. */
const compareBytes: Emit = (c, value) => {
  const { m } = c;
  const [a, b, d, e, g] = c.scratch;
  const [again, end, differ] = [c.newLabel(), c.newLabel(), c.newLabel()];
  loadBoth(c, value);
  c.load(d, arg(value, 2));
  m.code.label(again);
  m.constant(e, 0n);
  m.branchIfZero(d, end);
  m.load(e, b, 0, 1);
  m.load(g, a, 0, 1);
  m.branchIf("ne", e, g, differ);
  m.constant(g, 1n);
  m.binary("add", a, a, g);
  m.binary("add", b, b, g);
  m.binary("sub", d, d, g);
  m.jump(again);
  m.code.label(differ);
  m.binary("sub", e, e, g);
  m.code.label(end);
  value.results?.forEach((id) => c.define(id, e));
};

const SEQUENCES: Readonly<Record<string, Emit>> = {
  stosb: fill(1),
  stosw: fill(2),
  stosd: fill(4),
  stosq: fill(8),
  movsb: moveBytes(1),
  movsq: moveBytes(8),
  memmove: moveOverlapping,
  cmpsb: compareBytes,
  ud2: (c) => c.m.trap(),
  pause: (c) => c.m.pause(),
  mfence: (c) => c.m.fence(),
  barrier: () => {},
};

const sequence: Emit = (c, value) => {
  const emit = SEQUENCES[value.name as string];
  if (emit === undefined) throw new NotOptimized("this intrinsic");
  emit(c, value);
};

/** Made where they are needed, received at the entry, or left by the operation before. */
const nothing: Emit = () => {};

const OPERATIONS: Readonly<Record<Exclude<Value["op"], "call" | "asm">, Emit>> = {
  const: nothing,
  param: nothing,
  phi: nothing,
  symbol: nothing,
  slot: nothing,
  result: nothing,
  add: plain("add"),
  sub: plain("sub"),
  mul: plain("mul"),
  and: plain("and"),
  or: plain("or"),
  xor: plain("xor"),
  shl: shift("shl"),
  shr: shift("shr"),
  sar: shift("sar"),
  rol: rotate(true),
  ror: rotate(false),
  udiv: divide("udiv"),
  urem: divide("urem"),
  sdiv: divide("sdiv"),
  srem: divide("srem"),
  mulhu: upperProduct("mulhu"),
  mulhs: upperProduct("mulhs"),
  neg: negate,
  not: invert,
  bswap: swapBytes,
  bsf: scan(true),
  bsr: scan(false),
  zext: convert(false),
  sext: convert(true),
  trunc: convert(undefined),
  compare,
  select,
  overflow,
  load: loadMemory,
  store: storeMemory,
  copy,
  sequence,
};

export function emitOperation(c: PortableFunction, value: Value): void {
  if (!emitDouble(c, value)) OPERATIONS[value.op as keyof typeof OPERATIONS](c, value);
}
