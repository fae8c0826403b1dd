// Calls, by the System V convention: integers and pointers in rdi, rsi, rdx, rcx, r8, r9, pairs in two of them, what
// does not fit there on the stack, from the stack pointer upwards; results in rax (and rdx). Functions of Rust's own ABI
// use it, too. Values that live in memory are passed by their address, and the callee copies them.
import { generalRegister, immediate, memory } from "../../isa/x86_64/operand.ts";
import type { CPassing, CWay } from "../../mir/c-ways.ts";
import type { LocalDecl, Operand } from "../../mir/mir.ts";
import { isOperand } from "../../mir/mir.ts";
import type { Instance } from "../../sema/types/tables.ts";
import type { Layout, Scalar } from "../../sema/types/layout.ts";
import { argumentRegister, ARGUMENTS, vectorRegister, vectorsToResult } from "./c-words.ts";
import { copyMemory, copyValue } from "./copy.ts";
import type { FunctionCompiler } from "./function.ts";
import { loadLocation, typeOfOperand } from "./intrinsic-operands.ts";
import type { CallTerminator } from "./intrinsic-operands.ts";
import { emitIntrinsic } from "./intrinsics.ts";
import { addressInRegister, placeAddress } from "./place.ts";
import { RAX, RDX } from "./registers.ts";
import { operandAddress, storeParts } from "./rvalue.ts";

const WORD = { size: 8, signed: false };
/** A vtable begins with drop, size, alignment. */
export const firstMethod = (wordSize: number): number => 3 * wordSize;
const FIRST_METHOD = firstMethod(8);

/** What is called through a register: `al` says something in calls with any number of arguments. */
const calledRegister = (passing: CPassing | undefined): number => (passing?.vectors === undefined ? RAX : 11);

const isMemory = (layout: Layout): boolean => layout.abi.kind === "memory";

/** Number of words a value takes on its way. */
function partCount(f: FunctionCompiler, layout: Layout): number {
  return isMemory(layout) ? 1 : f.partsOf(layout).length;
}

/** Where a word of an argument travels: a register, bytes of the stack, or nowhere. */
type Way =
  | { readonly register: number }
  | { readonly offset: number }
  | { readonly vector: number }
  /** The word is the address of what is there. */
  | { readonly offset: number; readonly copied: number }
  | undefined;

function wayOf(index: number): Way {
  const register = ARGUMENTS[index];
  return register === undefined ? { offset: 8 * (index - ARGUMENTS.length) } : { register };
}

function wayOfC(way: CWay, { convention }: CPassing): Way {
  switch (way.kind) {
    case "general":
      return { register: argumentRegister(convention, way.index) };
    case "vector":
      return { vector: way.index };
    case "stack":
      return { offset: way.offset };
    case "copied":
      return { offset: way.offset, copied: way.size };
    case "nothing":
      return undefined;
  }
}

/** The ways of each value's words; `start` is 1 where the first register holds the address for the result. */
function ways(counts: readonly number[], start: number, passing: CPassing | undefined): readonly (readonly Way[])[] {
  if (passing !== undefined) return passing.arguments.map((words) => words.map((way) => wayOfC(way, passing)));
  let next = start;
  return counts.map((count) => Array.from({ length: count }, () => wayOf(next++)));
}

const isRegister = (way: Way): way is { readonly register: number } => way !== undefined && "register" in way;

/** At the start of a function: arguments to their homes, the address for a result in memory before them. */
export function receiveArguments(f: FunctionCompiler): void {
  const layouts = f.body.locals.slice(1, f.body.argumentCount + 1).map(({ type }) => f.layouts.of(type));
  const result = f.layouts.of((f.body.locals[0] as LocalDecl).type);
  const start = isMemory(result) ? 1 : 0;
  const { passing } = f.body;
  const parts = ways(
    layouts.map((layout) => partCount(f, layout)),
    start,
    passing,
  );
  const location = wayOf(start + parts.flat().length);
  const pointer = argumentRegister(passing?.convention, 0);
  const incoming = [...(start > 0 ? [{ register: pointer }] : []), ...parts.flat(), ...(f.tracksCaller ? [location] : [])];
  for (const way of incoming) if (isRegister(way)) f.registers.claim(way.register);
  if (start > 0) {
    f.resultPointer ??= f.frame.slot(8, 8);
    f.store(f.slotAddress(f.resultPointer), WORD, pointer);
    f.registers.free(pointer);
  }
  if (f.tracksCaller) receiveLocation(f, location);
  parts.forEach((one, i) => receiveOne(f, i + 1, one, layouts[i] as Layout));
}

function receiveOne(f: FunctionCompiler, local: number, parts: readonly Way[], layout: Layout): void {
  const place = { local, projection: [], type: (f.body.locals[local] as LocalDecl).type };
  const registers = parts.map((way) => received(f, way));
  if (isMemory(layout)) {
    copyValue(f, place.type, f.homeOf(local), memory(generalRegister(registers[0] as number, 64), 0));
    f.registers.free(registers[0] as number);
  } else if (f.uses[local]?.isValue === true) f.define(local, registers);
  else if (parts.length > 0) storeParts(f, place, registers, layout);
}

function received(f: FunctionCompiler, way: Way): number {
  if (isRegister(way)) return way.register;
  const register = f.registers.take();
  if (way === undefined) return register;
  if ("vector" in way) f.emit("movq", generalRegister(register, 64), vectorRegister(way.vector));
  else if ("copied" in way) f.emit("lea", generalRegister(register, 64), f.incoming(way.offset));
  else f.load(register, WORD, f.incoming(way.offset));
  return register;
}

/** The caller's location comes behind the arguments. */
function receiveLocation(f: FunctionCompiler, way: Way): void {
  const register = received(f, way);
  f.locationSlot ??= f.frame.slot(8, 8);
  f.store(f.slotAddress(f.locationSlot), WORD, register);
  f.registers.free(register);
}

/** The words of an argument in registers: a value's, or the address of what lives in memory. */
function wordsOf(f: FunctionCompiler, argument: Operand, layout: Layout, preferred: readonly (number | undefined)[]): readonly number[] {
  if (isMemory(layout)) return [addressInRegister(f, operandAddress(f, argument))];
  return f.operand(argument, preferred).registers;
}

interface Word {
  readonly register: number;
  readonly target: number;
  /** Of a number that C wants extended to four bytes. */
  readonly narrow: Scalar | undefined;
}

/** Words for the stack and for vector registers go there at once, the others wait in registers. */
function passWords(f: FunctionCompiler, registers: readonly number[], parts: readonly Way[], narrow?: Scalar): Word[] {
  return parts.flatMap((way, i) => {
    const register = registers[i] as number;
    if (isRegister(way)) return [{ register, target: way.register, narrow }];
    if (way !== undefined && "vector" in way) f.emit("movq", vectorRegister(way.vector), generalRegister(register, 64));
    else if (way !== undefined && "copied" in way)
      copyMemory(f, f.outgoing(way.offset, way.copied), memory(generalRegister(register, 64), 0), way.copied);
    else if (way !== undefined) passOnStack(f, register, way.offset, narrow);
    f.registers.free(register);
    return [];
  });
}

function passOnStack(f: FunctionCompiler, register: number, offset: number, narrow: Scalar | undefined): void {
  if (narrow === undefined) return f.store(f.outgoing(offset, 8), WORD, register);
  const copy = f.registers.take();
  extend(f, copy, register, narrow);
  f.store(f.outgoing(offset, 8), WORD, copy);
  f.registers.free(copy);
}

function extend(f: FunctionCompiler, to: number, from: number, { size, signed }: Scalar): void {
  f.emit(signed ? "movsx" : "movzx", generalRegister(to, 32), generalRegister(from, size === 1 ? 8 : 16));
}

function passOne(f: FunctionCompiler, argument: Operand, parts: readonly Way[], isOfC: boolean): Word[] {
  const layout = f.layouts.of(typeOfOperand(argument));
  const preferred = parts.map((way) => (isRegister(way) && !f.registers.isBusy(way.register) ? way.register : undefined));
  const narrow = isOfC && layout.abi.kind === "scalar" && layout.size < 4 ? layout.abi.scalar : undefined;
  return passWords(f, wordsOf(f, argument, layout, preferred), parts, narrow);
}

/** The receiver of a method of a trait object: the address is passed, the vtable's entry is called. */
function receiverAndMethod(f: FunctionCompiler, call: CallTerminator, entry: number): readonly [number, number] {
  const receiver = call.args[0] as Operand;
  if (f.layouts.of(typeOfOperand(receiver)).abi.kind !== "pair") return f.host.refuse("a method called by value on a trait object", f.span);
  const [data, vtable] = f.owned(f.operand(receiver), [WORD, WORD]) as [number, number];
  f.load(vtable, WORD, memory(generalRegister(vtable, 64), FIRST_METHOD + 8 * entry));
  return [data, vtable];
}

/** Arguments to their places, and what is called through a register to rax; true if there is such. */
function passArguments(f: FunctionCompiler, call: CallTerminator, parts: readonly (readonly Way[])[]): boolean {
  const { callee } = call;
  let called = isOperand(callee) ? f.operand(callee).registers[0] : undefined;
  const order = call.args.map((_, i) => i).sort((a, b) => wordsAtOnce(parts[b]) - wordsAtOnce(parts[a]) || a - b);
  const words = order.flatMap((i) => {
    if (i > 0 || isOperand(callee) || callee.kind !== "virtual")
      return passOne(f, call.args[i] as Operand, parts[i] as readonly Way[], call.passing !== undefined);
    const [data, method] = receiverAndMethod(f, call, callee.entry);
    called = method;
    return passWords(f, [data], parts[i] as readonly Way[]);
  });
  f.moveTogether(
    [...words.map(({ register }) => register), ...(called === undefined ? [] : [called])],
    [...words.map(({ target }) => target), ...(called === undefined ? [] : [calledRegister(call.passing)])],
  );
  for (const { target, narrow } of words) if (narrow !== undefined) extend(f, target, target, narrow);
  for (const { register } of words) f.registers.free(register);
  if (called !== undefined) f.registers.free(called);
  return called !== undefined;
}

const wordsAtOnce = (parts: readonly Way[] | undefined): number =>
  parts?.reduce((sum, way) => sum + (way === undefined || isRegister(way) ? 0 : "copied" in way ? way.copied : 1), 0) ?? 0;

export function emitCall(f: FunctionCompiler, call: CallTerminator): void {
  const { callee } = call;
  if (!isOperand(callee) && callee.kind === "intrinsic") return emitIntrinsic(f, call, callee);
  f.frame.usesStackBelow = true;
  const result = f.layouts.of(call.destination.type);
  const start = isMemory(result) ? 1 : 0;
  const isVirtual = !isOperand(callee) && callee.kind === "virtual";
  const counts = call.args.map((arg, i) => (isVirtual && i === 0 ? 1 : partCount(f, f.layouts.of(typeOfOperand(arg)))));
  const { passing } = call;
  const parts = ways(counts, start, passing);
  if (passing !== undefined && passing.stackBytes > 0) f.outgoing(0, passing.stackBytes);
  const isIndirect = passArguments(f, call, parts);
  f.registers.evictAll();
  const slot = start > 0 ? f.scratchSlot(result.size, result.alignment) : undefined;
  if (slot !== undefined) f.emit("lea", generalRegister(argumentRegister(passing?.convention, 0), 64), f.slotAddress(slot));
  if (!isOperand(callee) && f.host.tracksCaller(callee)) passLocation(f, wayOf(start + parts.flat().length));
  if (passing?.vectors !== undefined) f.emit("mov", generalRegister(RAX, 32), immediate(passing.vectors));
  if (isIndirect) f.emit("call", generalRegister(calledRegister(passing), 64));
  else f.emit("call", { kind: "target", symbol: f.host.symbolOf(callee as Instance), isLabel: false });
  if (passing !== undefined) vectorsToResult(passing.results, (mnemonic, ...operands) => f.emit(mnemonic, ...operands));
  receiveResult(f, call, result, slot);
}

/** All arguments are in place: only rax and registers behind theirs are free. */
function passLocation(f: FunctionCompiler, way: Way): void {
  if (isRegister(way)) return loadLocation(f, way.register);
  loadLocation(f, 10);
  if (way !== undefined && "offset" in way) f.store(f.outgoing(way.offset, 8), WORD, 10);
}

/** What a call returned goes to its destination. */
function receiveResult(f: FunctionCompiler, call: CallTerminator, layout: Layout, slot: number | undefined): void {
  if (call.target === undefined || layout.abi.kind === "zero-sized") return;
  if (slot !== undefined) {
    const { address } = placeAddress(f, call.destination);
    copyValue(f, call.destination.type, address, f.slotAddress(slot));
    f.freeAddress(address);
    return;
  }
  const registers = [RAX, RDX].slice(0, f.partsOf(layout).length).map((register) => f.registers.claim(register));
  storeParts(f, call.destination, registers, layout);
}
