// 128-bit integers in two registers, the low half first. Division, shifts by a variable and overflowing products are
// functions (`mir/lower-soft.ts`).
import { generalRegister, immediate } from "../../isa/x86_64/operand.ts";
import type { BinaryOp, Operand } from "../../mir/mir.ts";
import type { FunctionCompiler } from "./function.ts";
import { RAX, RCX, RDX, RSI } from "./registers.ts";

const WORD = { size: 8, signed: false };
const reg = (number: number) => generalRegister(number, 64);
type Pair = readonly [number, number];

const CARRYING: Readonly<Record<string, readonly [string, string]>> = {
  "+": ["add", "adc"],
  "-": ["sub", "sbb"],
  "&": ["and", "and"],
  "|": ["or", "or"],
  "^": ["xor", "xor"],
};

/** The registers of a 128-bit value: there are two. */
function pairOf([low, high]: readonly number[]): Pair {
  return [low as number, high as number];
}

export function ownedPair(f: FunctionCompiler, operand: Operand): Pair {
  return pairOf(f.owned(f.operand(operand), [WORD, WORD]));
}

/** Registers of the result: two, or one of a comparison. */
export function emitWideBinary(f: FunctionCompiler, op: BinaryOp, left: Operand, right: Operand, signed: boolean): readonly number[] {
  if (op in COMPARISONS) return [compareWide(f, op, left, right, signed)];
  if (op === "<<" || op === ">>") return shiftWide(f, op, left, right, signed);
  if (op === "*") return multiplyWide(f, left, right);
  const names = CARRYING[op];
  if (names === undefined) return f.host.refuse(`\`${op}\` on 128 bits`, f.span);
  const [low, high] = ownedPair(f, left);
  const other = f.operand(right);
  f.emit(names[0], reg(low), reg(other.registers[0] as number));
  f.emit(names[1], reg(high), reg(other.registers[1] as number));
  f.done(other);
  return [low, high];
}

/** Result and overflow flag. */
export function emitWideChecked(
  f: FunctionCompiler,
  op: "+" | "-" | "*",
  left: Operand,
  right: Operand,
  signed: boolean,
): readonly number[] {
  const result = emitWideBinary(f, op, left, right, signed);
  const flag = f.registers.take();
  f.emit(signed ? "seto" : "setb", generalRegister(flag, 8));
  return [...result, flag];
}

/** Condition after `left - right`, whether the sides are exchanged for it, by signedness. */
const COMPARISONS: Readonly<Record<string, { readonly signed: string; readonly unsigned: string; readonly swaps: boolean }>> = {
  "==": { signed: "e", unsigned: "e", swaps: false },
  "!=": { signed: "ne", unsigned: "ne", swaps: false },
  "<": { signed: "l", unsigned: "b", swaps: false },
  ">=": { signed: "ge", unsigned: "ae", swaps: false },
  ">": { signed: "l", unsigned: "b", swaps: true },
  "<=": { signed: "ge", unsigned: "ae", swaps: true },
};

function compareWide(f: FunctionCompiler, op: BinaryOp, left: Operand, right: Operand, signed: boolean): number {
  const { swaps, ...conditions } = COMPARISONS[op] as { signed: string; unsigned: string; swaps: boolean };
  const [low, high] = ownedPair(f, swaps ? right : left);
  const other = f.operand(swaps ? left : right);
  const [otherLow, otherHigh] = pairOf(other.registers);
  if (op === "==" || op === "!=") {
    f.emit("xor", reg(low), reg(otherLow));
    f.emit("xor", reg(high), reg(otherHigh));
    f.emit("or", reg(low), reg(high));
  } else {
    f.emit("cmp", reg(low), reg(otherLow));
    f.emit("sbb", reg(high), reg(otherHigh));
  }
  f.done(other);
  f.registers.free(high);
  f.emit(`set${signed ? conditions.signed : conditions.unsigned}`, generalRegister(low, 8));
  return low;
}

/** By a constant. */
function shiftWide(f: FunctionCompiler, op: "<<" | ">>", left: Operand, right: Operand, signed: boolean): readonly number[] {
  if (right.kind !== "constant" || right.value.kind !== "int") return f.host.refuse("a shift of 128 bits", f.span);
  const by = Number(right.value.value & 127n);
  const [low, high] = ownedPair(f, left);
  const down = signed ? "sar" : "shr";
  if (by === 0) return [low, high];
  if (op === "<<" && by < 64) {
    f.emit("shld", reg(high), reg(low), immediate(by));
    f.emit("shl", reg(low), immediate(by));
  } else if (op === "<<") {
    f.emit("mov", reg(high), reg(low));
    if (by > 64) f.emit("shl", reg(high), immediate(by - 64));
    f.loadImmediate(low, 8, 0n);
  } else if (by < 64) {
    f.emit("shrd", reg(low), reg(high), immediate(by));
    f.emit(down, reg(high), immediate(by));
  } else {
    f.emit("mov", reg(low), reg(high));
    if (by > 64) f.emit(down, reg(low), immediate(by - 64));
    if (signed) f.emit("sar", reg(high), immediate(63));
    else f.loadImmediate(high, 8, 0n);
  }
  return [low, high];
}

/** A 128-bit value in a slot of its own. */
function spill(f: FunctionCompiler, operand: Operand): ReturnType<FunctionCompiler["slotAddress"]> {
  const address = f.slotAddress(f.scratchSlot(16, 8));
  const value = f.operand(operand);
  f.store(address, WORD, value.registers[0] as number);
  f.store({ ...address, displacement: address.displacement + 8 }, WORD, value.registers[1] as number);
  f.done(value);
  return address;
}

/** The low 128 bits: one full product of the low halves, and what the halves give crosswise to the upper one. */
function multiplyWide(f: FunctionCompiler, left: Operand, right: Operand): readonly number[] {
  const [a, b] = [spill(f, left), spill(f, right)];
  for (const register of [RAX, RDX, RCX, RSI]) f.registers.claim(register);
  f.load(RAX, WORD, a);
  f.load(RCX, WORD, b);
  f.emit("mul", reg(RCX));
  f.emit("imul", reg(RCX), { ...a, displacement: a.displacement + 8 });
  f.emit("add", reg(RDX), reg(RCX));
  f.load(RSI, WORD, { ...b, displacement: b.displacement + 8 });
  f.emit("imul", reg(RSI), a);
  f.emit("add", reg(RDX), reg(RSI));
  f.registers.free(RCX);
  f.registers.free(RSI);
  return [RAX, RDX];
}

export function emitWideUnary(f: FunctionCompiler, op: "!" | "-", operand: Operand): readonly number[] {
  const [low, high] = ownedPair(f, operand);
  f.emit(op === "!" ? "not" : "neg", reg(low));
  if (op === "-") f.emit("adc", reg(high), immediate(0));
  f.emit(op === "!" ? "not" : "neg", reg(high));
  return [low, high];
}

/** The upper half of a value of 64 bits. */
export function signHalf(f: FunctionCompiler, low: number, signed: boolean): number {
  const high = f.registers.take();
  if (!signed) f.loadImmediate(high, 8, 0n);
  else {
    f.emit("mov", reg(high), reg(low));
    f.emit("sar", reg(high), immediate(63));
  }
  return high;
}
