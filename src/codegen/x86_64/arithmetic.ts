// Operators on integers of up to 64 bits.
import { generalRegister, immediate } from "../../isa/x86_64/operand.ts";
import type { Operand as IsaOperand } from "../../isa/x86_64/operand.ts";
import type { BinaryOp, Operand } from "../../mir/mir.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type { Scalar } from "../../sema/types/layout.ts";
import type { Flag } from "./conditions.ts";
import type { FunctionCompiler } from "./function.ts";
import { operandsInto } from "./intrinsic-operands.ts";
import { RAX, RCX, RDX } from "./registers.ts";
import { extend } from "./rvalue.ts";

const bits = (size: number) => (8 * size) as 8 | 16 | 32 | 64;
const typeOf = (operand: Operand): Ty => (operand.kind === "constant" ? operand.type : operand.place.type);

const DIRECT: Readonly<Record<string, string>> = { "+": "add", "-": "sub", "&": "and", "|": "or", "^": "xor" };
const SIGNED_CONDITION: Readonly<Partial<Record<BinaryOp, Flag>>> = { "==": "e", "!=": "ne", "<": "l", "<=": "le", ">": "g", ">=": "ge" };
const UNSIGNED_CONDITION: Readonly<Partial<Record<BinaryOp, Flag>>> = { "==": "e", "!=": "ne", "<": "b", "<=": "be", ">": "a", ">=": "ae" };

function scalarOf(f: FunctionCompiler, type: Ty): Scalar {
  return f.scalarOf(f.layouts.of(type));
}

/** A constant that an instruction can hold (sign-extended from 32 bits). */
function immediateOf(operand: Operand, size: number): IsaOperand | undefined {
  if (operand.kind !== "constant" || operand.value.kind !== "int") return undefined;
  const value = BigInt.asIntN(8 * size, operand.value.value);
  return BigInt.asIntN(32, value) === value ? immediate(value) : undefined;
}

/** The right side as an immediate or register; `release` gives the register back. */
function rightSide(f: FunctionCompiler, operand: Operand, size: number): { readonly operand: IsaOperand; readonly release: () => void } {
  const constant = immediateOf(operand, size);
  if (constant !== undefined) return { operand: constant, release: () => {} };
  const value = f.operand(operand);
  return { operand: generalRegister(value.registers[0] as number, bits(size)), release: () => f.done(value) };
}

/** Register of the result. */
export function emitBinary(f: FunctionCompiler, op: BinaryOp, left: Operand, right: Operand): number {
  const scalar = scalarOf(f, typeOf(left));
  if (isComparison(op)) return compare(f, op, left, right);
  if (op === "<<" || op === ">>") return shift(f, op, left, right, scalar);
  if (op === "/" || op === "%") return divide(f, op, left, right, scalar);
  const [result] = f.owned(f.operand(left), [scalar]) as [number];
  const { operand, release } = rightSide(f, right, scalar.size);
  if (op === "*") multiply(f, result, operand, scalar);
  else f.emit(DIRECT[op] as string, generalRegister(result, bits(scalar.size)), operand);
  release();
  return result;
}

/** The low bits of a product do not depend on the sign, nor on the bits above. */
function multiply(f: FunctionCompiler, result: number, operand: IsaOperand, scalar: Scalar): void {
  const width = scalar.size === 1 ? 32 : bits(scalar.size);
  const register = generalRegister(result, width);
  if (operand.kind === "immediate") f.emit("imul", register, register, operand);
  else if (operand.kind === "register") f.emit("imul", register, generalRegister(operand.number, width));
}

export const isComparison = (op: BinaryOp): boolean => op in SIGNED_CONDITION;

/** Sets the processor's flags; what holds then if the comparison does. */
export function emitComparison(f: FunctionCompiler, op: BinaryOp, left: Operand, right: Operand): Flag {
  const scalar = scalarOf(f, typeOf(left));
  const value = f.operand(left);
  const { operand, release } = rightSide(f, right, scalar.size);
  f.emit("cmp", generalRegister(value.registers[0] as number, bits(scalar.size)), operand);
  release();
  f.done(value);
  return (scalar.signed ? SIGNED_CONDITION : UNSIGNED_CONDITION)[op] ?? f.host.refuse("this comparison", f.span);
}

function compare(f: FunctionCompiler, op: BinaryOp, left: Operand, right: Operand): number {
  const flag = emitComparison(f, op, left, right);
  const result = f.registers.take();
  f.emit(`set${flag}`, generalRegister(result, 8));
  return result;
}

/** The amount is taken modulo the width, in its own type. */
function shift(f: FunctionCompiler, op: "<<" | ">>", left: Operand, right: Operand, scalar: Scalar): number {
  const name = op === "<<" ? "shl" : scalar.signed ? "sar" : "shr";
  const mask = 8 * scalar.size - 1;
  if (right.kind === "constant" && right.value.kind === "int") {
    const [result] = f.owned(f.operand(left), [scalar]) as [number];
    f.emit(name, generalRegister(result, bits(scalar.size)), immediate(Number(right.value.value & BigInt(mask))));
    return result;
  }
  const [amountScalar] = f.partsOf(f.layouts.of(typeOf(right))) as [Scalar];
  const value = f.operand(left);
  const [moved] = f.owned(value, [scalar]) as [number];
  const amount = f.operand(right);
  const result = moved === RCX ? takeOther(f, moved, scalar) : moved;
  if (!f.registers.isBusy(RCX)) f.registers.claim(RCX);
  f.move(RCX, amount.registers[0] as number, Math.max(4, amountScalar.size));
  if (scalar.size < 4) f.emit("and", generalRegister(RCX, 8), immediate(mask));
  f.emit(name, generalRegister(result, bits(scalar.size)), generalRegister(RCX, 8));
  f.registers.free(RCX);
  f.done(amount);
  return result;
}

function takeOther(f: FunctionCompiler, from: number, scalar: Scalar): number {
  const other = f.registers.take();
  f.move(other, from, scalar.size);
  f.registers.free(from);
  return other;
}

/** `div` and `idiv` work on rdx:rax; 8-bit values are divided as 32-bit ones. */
function divide(f: FunctionCompiler, op: "/" | "%", left: Operand, right: Operand, scalar: Scalar): number {
  const size = Math.max(4, scalar.size);
  const divisor = f.operand(right);
  let [register] = f.owned(divisor, [scalar]) as [number];
  if (register === RAX || register === RDX) register = takeBeyond(f, register, scalar);
  extend(f, register, scalar, size);
  if (!f.registers.isBusy(RAX)) f.registers.claim(RAX);
  if (!f.registers.isBusy(RDX)) f.registers.claim(RDX);
  const value = f.operand(left);
  f.move(RAX, value.registers[0] as number, scalar.size);
  f.done(value);
  f.registers.adopt(RAX);
  extend(f, RAX, scalar, size);
  if (scalar.signed) f.emit(size === 8 ? "cqo" : "cdq");
  else f.emit("xor", generalRegister(RDX, 32), generalRegister(RDX, 32));
  f.emit(scalar.signed ? "idiv" : "div", generalRegister(register, bits(size)));
  f.registers.free(register);
  const result = op === "/" ? RAX : RDX;
  f.registers.free(result === RAX ? RDX : RAX);
  return result;
}

/** A register that division does not use. */
function takeBeyond(f: FunctionCompiler, from: number, scalar: Scalar): number {
  const taken = [RAX, RDX].filter((register) => register !== from && !f.registers.isBusy(register));
  for (const register of taken) f.registers.claim(register);
  const other = f.registers.take();
  for (const register of taken) f.registers.free(register);
  f.move(other, from, scalar.size);
  f.registers.free(from);
  return other;
}

/** Result and overflow flag. */
export function emitChecked(f: FunctionCompiler, op: "+" | "-" | "*", left: Operand, right: Operand): readonly number[] {
  const { result, flag } = emitOverflowing(f, op, left, right);
  const register = f.registers.take();
  f.emit(`set${flag}`, generalRegister(register, 8));
  return [result, register];
}

/** The result, and what of the processor's flags says that it is not exact. */
export function emitOverflowing(f: FunctionCompiler, op: "+" | "-" | "*", left: Operand, right: Operand): { result: number; flag: Flag } {
  const scalar = scalarOf(f, typeOf(left));
  if (op === "*" && (!scalar.signed || scalar.size === 1)) return { result: checkedProduct(f, left, right, scalar), flag: "o" };
  return { result: emitBinary(f, op, left, right), flag: scalar.signed || op === "*" ? "o" : "b" };
}

/** The forms that multiply al, ax, eax or rax and set the flag where the upper half is needed. */
function checkedProduct(f: FunctionCompiler, left: Operand, right: Operand, scalar: Scalar): number {
  operandsInto(f, [left, right], [RAX, RCX]);
  if (scalar.size > 1) f.registers.claim(RDX);
  f.emit(scalar.signed ? "imul" : "mul", generalRegister(RCX, bits(scalar.size)));
  if (scalar.size > 1) f.registers.free(RDX);
  f.registers.free(RCX);
  return RAX;
}

export function emitUnary(f: FunctionCompiler, op: "!" | "-", operand: Operand): number {
  const type = typeOf(operand);
  const scalar = scalarOf(f, type);
  const [result] = f.owned(f.operand(operand), [scalar]) as [number];
  if (type.kind === "bool") f.emit("xor", generalRegister(result, 8), immediate(1));
  else f.emit(op === "!" ? "not" : "neg", generalRegister(result, bits(scalar.size)));
  return result;
}
