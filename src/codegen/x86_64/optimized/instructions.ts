// One emitter for each operation of the optimizer's form.
import { generalRegister, immediate, memory } from "../../../isa/x86_64/operand.ts";
import type { Memory, Operand } from "../../../isa/x86_64/operand.ts";
import { opposite } from "../../ssa/ir.ts";
import type { Condition, Op, Value, ValueId } from "../../ssa/ir.ts";
import { LARGEST_UNROLLED, RAX, RCX, RDI, RDX, RSI, SCRATCH, SCRATCH_2 } from "./constraints.ts";
import { reg } from "./emit.ts";
import type { Values } from "./emit.ts";
import { emitSequence } from "./sequences.ts";

type Emitter = (v: Values, value: Value) => void;

const arg = (value: Value, i: number): ValueId => value.args[i] as ValueId;
/** Nothing narrower than 32 bits is worth a prefix where the upper bits do not matter. */
const wide = (size: number): number => Math.max(4, size);

const COMMUTATIVE: ReadonlySet<Op> = new Set<Op>(["add", "mul", "and", "or", "xor"]);

/** `target op= right`, where the right side may be in the target. */
function twoAddress(mnemonic: string): Emitter {
  return (v, value) => {
    const size = wide(value.size);
    const target = v.target(value.id);
    let [left, right] = value.args as [ValueId, ValueId];
    if (COMMUTATIVE.has(value.op) && v.location(right) === target && v.location(left) !== target) [left, right] = [right, left];
    const isTaken = v.location(right) === target && left !== right && v.location(left) !== target;
    const work = isTaken ? SCRATCH : target;
    // The right side may itself need a scratch register: not the one the work is done in.
    const other = v.source(right, size, SCRATCH_2);
    v.load(work, left);
    if (!shortForm(v, mnemonic, work, other, size)) {
      if (mnemonic === "imul" && other.kind === "immediate") v.emit("imul", reg(work, size), reg(work, size), other);
      else v.emit(mnemonic, reg(work, size), other);
    }
    v.finish(value.id, work);
  };
}

function shortForm(v: Values, mnemonic: string, work: number, other: Operand, size: number): boolean {
  if (mnemonic !== "add" || other.kind !== "immediate") return false;
  if (other.value === 1n) v.emit("inc", reg(work, size));
  else if (other.value === -1n) v.emit("dec", reg(work, size));
  else if (other.value === 128n) v.emit("sub", reg(work, size), immediate(-128));
  else return false;
  return true;
}

/** In place, or as an address where the sum goes elsewhere. */
const add: Emitter = (v, value) => {
  const [left, right] = value.args as [ValueId, ValueId];
  const target = v.target(value.id);
  const isScaled = value.size === 8 && v.selection.isFolded(right) && v.constant(right) === undefined && v.f.value(right).op === "shl";
  const isInPlace = v.location(left) === target || (v.location(right) === target && v.constant(left) === undefined);
  const isSpilled = (id: ValueId) => (v.location(id) ?? 0) < 0;
  if (isScaled || (value.size >= 4 && !isInPlace && !isSpilled(left) && !isSpilled(right) && !isLarge(v, right))) {
    const parts = v.selection.sum(value, 0n);
    const isCopy = parts.index === undefined && parts.displacement === 0 && parts.slot === undefined && parts.base !== undefined;
    if (isCopy) v.load(target, parts.base as ValueId);
    else v.emit("lea", reg(target, value.size), v.address(parts));
    return v.finish(value.id, target);
  }
  twoAddress("add")(v, value);
};

/** A constant that no instruction holds. */
function isLarge(v: Values, id: ValueId): boolean {
  return v.constant(id) !== undefined && v.immediate(id) === undefined;
}

function shift(mnemonic: string): Emitter {
  return (v, value) => {
    // Bits from above come down into the result: they must be the value's own.
    const size = mnemonic === "shl" ? wide(value.size) : value.size;
    const amount = v.constant(arg(value, 1));
    if (amount !== undefined) {
      const target = v.target(value.id);
      v.load(target, arg(value, 0));
      const by = Number(amount) & (8 * value.size - 1);
      if (mnemonic === "shl" && by === 1) v.emit("add", reg(target, size), reg(target, size));
      else v.emit(mnemonic, reg(target, size), immediate(by));
      return v.finish(value.id, target);
    }
    const place = v.target(value.id);
    const work = place === RCX || place === v.location(arg(value, 1)) ? SCRATCH : place;
    v.load(work, arg(value, 0));
    v.load(RCX, arg(value, 1));
    v.emit(mnemonic, reg(work, size), generalRegister(RCX, 8));
    v.finish(value.id, work);
  };
}

const unary =
  (mnemonic: string): Emitter =>
  (v, value) => {
    const target = v.target(value.id);
    v.load(target, arg(value, 0));
    v.emit(mnemonic, reg(target, wide(value.size)));
    v.finish(value.id, target);
  };

const scan =
  (mnemonic: string): Emitter =>
  (v, value) => {
    const target = v.target(value.id);
    v.emit(mnemonic, reg(target, value.size), reg(v.register(arg(value, 0)), value.size));
    v.finish(value.id, target);
  };

/** `div` and its kin work on rdx:rax. */
const divide =
  (signed: boolean): Emitter =>
  (v, value) => {
    const { size } = value;
    const at = v.location(arg(value, 1));
    let divisor: Operand;
    if (at === undefined || at === RAX || at === RDX) {
      v.load(SCRATCH, arg(value, 1));
      divisor = reg(SCRATCH, size);
    } else divisor = at < 0 ? { ...v.spillAddress(at), size: 8 * size } : reg(at, size);
    v.load(RAX, arg(value, 0));
    if (signed) v.emit(size === 8 ? "cqo" : "cdq");
    else v.emit("xor", reg(RDX, 4), reg(RDX, 4));
    v.emit(signed ? "idiv" : "div", divisor);
    v.finish(value.id, value.op === "udiv" || value.op === "sdiv" ? RAX : RDX);
  };

const multiplyHigh =
  (mnemonic: string): Emitter =>
  (v, value) => {
    const other = v.location(arg(value, 1)) === RAX ? (v.load(SCRATCH, arg(value, 1)), reg(SCRATCH)) : reg(v.register(arg(value, 1)));
    v.load(RAX, arg(value, 0));
    v.emit(mnemonic, other);
    v.finish(value.id, RDX);
  };

/** Instructions of 32 bits clear the upper half of their register. */
const hasCleanHalf = ({ op }: Value): boolean => op !== "trunc" && op !== "param" && op !== "phi" && op !== "result";

/** The value's register is zero above it already. */
const isClean = (value: Value): boolean => (value.size === 4 ? hasCleanHalf(value) : value.op === "load");

const extend =
  (signed: boolean): Emitter =>
  (v, value) => {
    const from = v.f.value(arg(value, 0)).size;
    const target = v.target(value.id);
    const at = v.location(arg(value, 0));
    const source = at !== undefined && at < 0 ? { ...v.spillAddress(at), size: 8 * from } : reg(v.register(arg(value, 0)), from);
    if (!signed && at !== undefined && at >= 0 && isClean(v.f.value(arg(value, 0)))) {
      v.move(target, at, 4);
      return v.finish(value.id, target);
    }
    if (from === 4) v.emit(signed ? "movsxd" : "mov", reg(target, signed ? 8 : 4), source);
    else v.emit(signed ? "movsx" : "movzx", reg(target, signed && value.size === 8 ? 8 : 4), source);
    v.finish(value.id, target);
  };

const truncate: Emitter = (v, value) => {
  const target = v.target(value.id);
  v.load(target, arg(value, 0));
  v.finish(value.id, target);
};

/** Sets the flags for a comparison; the condition to ask for, the sides may be exchanged. */
export function emitCompare(v: Values, value: Value): Condition {
  const [left, right] = value.args as [ValueId, ValueId];
  const { size } = v.f.value(left);
  const condition = value.condition as Condition;
  const at = v.location(left);
  const first =
    at !== undefined && at < 0 && v.immediate(right) !== undefined
      ? { ...v.spillAddress(at), size: 8 * size }
      : reg(v.register(left, SCRATCH), size);
  if (v.constant(right) === 0n && first.kind === "register" && condition !== "b" && condition !== "ae") v.emit("test", first, first);
  else v.emit("cmp", first, v.source(right, size, SCRATCH_2));
  return condition;
}

const compare: Emitter = (v, value) => {
  const condition = emitCompare(v, value);
  const target = v.target(value.id);
  v.emit(`set${condition}`, reg(target, 1));
  v.finish(value.id, target);
};

/** The flags for a value that decides; the condition that says it holds. */
export function emitDecision(v: Values, id: ValueId): Condition | "o" {
  const value = v.f.value(id);
  if (value.op === "overflow" && v.selection.isFolded(id)) {
    emitOverflow(v, value);
    return "o";
  }
  if (value.op === "compare" && v.selection.isFolded(id)) return emitCompare(v, value);
  const at = v.location(id);
  const tested = at !== undefined && at < 0 ? { ...v.spillAddress(at), size: 8 } : reg(v.register(id, SCRATCH), 1);
  v.emit("test", tested, immediate(1));
  return "ne";
}

const select: Emitter = (v, value) => {
  const size = wide(value.size);
  const [condition, left, right] = value.args as [ValueId, ValueId, ValueId];
  const target = v.target(value.id);
  let holds = emitDecision(v, condition) as Condition;
  let [chosen, other] = [left, right];
  if (v.location(chosen) === target) {
    [chosen, other] = [other, chosen];
    holds = opposite(holds);
  }
  // The choice may have to come through a register before the target is written.
  const source =
    v.constant(chosen) !== undefined || v.location(chosen) === undefined ? constantIn(v, chosen) : v.source(chosen, size, SCRATCH_2);
  v.load(target, other, true);
  v.emit(`cmov${holds}`, reg(target, size), source);
  v.finish(value.id, target);
};

function constantIn(v: Values, id: ValueId): Operand {
  v.load(SCRATCH_2, id, true);
  return reg(SCRATCH_2, wide(v.f.value(id).size));
}

/** Whether a sum, difference or product does not fit: computed again beside the result. */
const overflow: Emitter = (v, value) => {
  const [left, right] = value.args as [ValueId, ValueId];
  const { size } = v.f.value(left);
  const name = value.name as string;
  if (name === "umul" || (name === "smul" && size === 1)) {
    const other =
      v.location(right) === RAX || v.constant(right) !== undefined
        ? (v.load(SCRATCH, right), reg(SCRATCH, size))
        : reg(v.register(right), size);
    v.load(RAX, left);
    v.emit(name === "umul" ? "mul" : "imul", other);
  } else emitOverflow(v, value);
  const target = v.target(value.id);
  v.emit("seto", reg(target, 1));
  v.finish(value.id, target);
};

/** Leaves the overflow flag of a signed operation. */
function emitOverflow(v: Values, value: Value): void {
  const [left, right] = value.args as [ValueId, ValueId];
  const { size } = v.f.value(left);
  const other = v.source(right, size, SCRATCH_2);
  v.load(SCRATCH, left);
  const mnemonic = { sadd: "add", ssub: "sub", smul: "imul" }[value.name as string] as string;
  if (mnemonic === "imul" && other.kind === "immediate") v.emit("imul", reg(SCRATCH, size), reg(SCRATCH, size), other);
  else v.emit(mnemonic, reg(SCRATCH, size), other);
}

const load: Emitter = (v, value) => {
  const target = v.target(value.id);
  const address = v.address(v.selection.address(arg(value, 0), value.imm), value.size);
  if (value.size < 4) v.emit("movzx", reg(target, 4), address);
  else v.emit("mov", reg(target, value.size), address);
  v.finish(value.id, target);
};

const store: Emitter = (v, value) => {
  const stored = arg(value, 1);
  const { size } = v.f.value(stored);
  const parts = v.selection.address(arg(value, 0), value.imm);
  const constant = v.constant(stored);
  const number = constant === undefined ? undefined : BigInt.asIntN(8 * size, constant);
  if (number !== undefined && (size < 8 || BigInt.asIntN(32, number) === number))
    return v.emit("mov", v.address(parts, size), immediate(number));
  const needsScratch = (v.location(stored) ?? -1) < 0;
  if (needsScratch && usesBoth(v, parts.base, parts.index)) {
    // Both scratch registers hold the address: make it one.
    v.emit("lea", reg(SCRATCH), v.address(parts));
    v.load(SCRATCH_2, stored);
    return v.emit("mov", { ...memory(reg(SCRATCH), 0), size: 8 * size }, reg(SCRATCH_2, size));
  }
  const address = v.address(parts, size);
  const isBaseTaken = needsScratch && parts.base !== undefined && (v.location(parts.base) ?? -1) < 0;
  v.emit("mov", address, reg(v.register(stored, isBaseTaken ? SCRATCH_2 : SCRATCH), size));
};

function usesBoth(v: Values, base: ValueId | undefined, index: ValueId | undefined): boolean {
  const inScratch = (id: ValueId | undefined) => id !== undefined && (v.location(id) ?? -1) < 0;
  return inScratch(index) && inScratch(base);
}

/** A few bytes in pieces of 8 and less; more by a string instruction. */
const copy: Emitter = (v, value) => {
  if (value.imm > LARGEST_UNROLLED) {
    v.moveTogether([
      { from: arg(value, 0), to: RDI },
      { from: arg(value, 1), to: RSI },
    ]);
    const isWords = value.imm % 8n === 0n;
    v.loadConstant(RCX, isWords ? value.imm / 8n : value.imm, 8);
    v.code.data([0xf3]);
    return v.emit(isWords ? "movsq" : "movsb");
  }
  const [to, from] = value.args as [ValueId, ValueId];
  const spilled = (id: ValueId) => (v.location(id) ?? 0) < 0;
  if (spilled(to) && spilled(from)) return copyThroughOne(v, to, from, Number(value.imm));
  const target = v.address(v.selection.address(to, 0n));
  const source = v.address(v.selection.address(from, 0n));
  copyPieces(v, target, source, Number(value.imm));
};

/** Through the second scratch register. */
export function copyPieces(v: Values, target: Memory, source: Memory, count: number): void {
  pieces(count, (at, size) => {
    v.emit("mov", reg(SCRATCH_2, size), { ...source, displacement: source.displacement + at });
    v.emit("mov", { ...target, displacement: target.displacement + at }, reg(SCRATCH_2, size));
  });
}

/** Both addresses are in the frame: each is fetched anew for its piece. */
function copyThroughOne(v: Values, to: ValueId, from: ValueId, count: number): void {
  pieces(count, (at, size) => {
    v.load(SCRATCH, from);
    v.emit("mov", reg(SCRATCH_2, size), memory(reg(SCRATCH), at));
    v.load(SCRATCH, to);
    v.emit("mov", memory(reg(SCRATCH), at), reg(SCRATCH_2, size));
  });
}

function pieces(count: number, one: (at: number, size: number) => void): void {
  for (let at = 0; at < count;) {
    const size = [8, 4, 2, 1].find((bytes) => at + bytes <= count) as number;
    one(at, size);
    at += size;
  }
}

const symbol: Emitter = (v, value) => {
  const target = v.target(value.id);
  v.loadSymbol(target, value.name as string, Number(value.imm));
  v.finish(value.id, target);
};

const EMITTERS: Partial<Record<Op, Emitter>> = {
  add,
  sub: twoAddress("sub"),
  mul: twoAddress("imul"),
  and: twoAddress("and"),
  or: twoAddress("or"),
  xor: twoAddress("xor"),
  shl: shift("shl"),
  shr: shift("shr"),
  sar: shift("sar"),
  rol: shift("rol"),
  ror: shift("ror"),
  udiv: divide(false),
  urem: divide(false),
  sdiv: divide(true),
  srem: divide(true),
  mulhu: multiplyHigh("mul"),
  mulhs: multiplyHigh("imul"),
  neg: unary("neg"),
  not: unary("not"),
  bswap: unary("bswap"),
  bsf: scan("bsf"),
  bsr: scan("bsr"),
  zext: extend(false),
  sext: extend(true),
  trunc: truncate,
  compare,
  select,
  overflow,
  load,
  store,
  copy,
  symbol,
  sequence: emitSequence,
};

export function emitValue(v: Values, value: Value): void {
  const emitter = EMITTERS[value.op];
  if (emitter === undefined) throw new Error(`no instruction for ${value.op}`);
  emitter(v, value);
}
