// Calls, by the System V convention: integers and pointers in rdi, rsi, rdx, rcx, r8, r9, pairs in two of them, what
// does not fit there on the stack, from the stack pointer upwards; results in rax (and rdx). Functions of Rust's own ABI
// use it, too. Values that live in memory are passed by their address, and the callee copies them.
import { generalRegister, memory } from "../../isa/x86_64/operand.ts";
import type { LocalDecl, Operand } from "../../mir/mir.ts";
import { isOperand } from "../../mir/mir.ts";
import type { Instance } from "../../sema/types/tables.ts";
import type { Layout } from "../../sema/types/layout.ts";
import { copyValue } from "./copy.ts";
import type { FunctionCompiler } from "./function.ts";
import { loadLocation, typeOfOperand } from "./intrinsic-operands.ts";
import type { CallTerminator } from "./intrinsic-operands.ts";
import { emitIntrinsic } from "./intrinsics.ts";
import { addressInRegister, placeAddress } from "./place.ts";
import { RAX, RCX, RDI, RDX, RSI } from "./registers.ts";
import { operandAddress, storeParts } from "./rvalue.ts";

const ARGUMENTS = [RDI, RSI, RDX, RCX, 8, 9] as const;
const WORD = { size: 8, signed: false };
/** A vtable begins with drop, size, alignment. */
export const firstMethod = (wordSize: number): number => 3 * wordSize;
const FIRST_METHOD = firstMethod(8);

const isMemory = (layout: Layout): boolean => layout.abi.kind === "memory";

/** Number of words a value takes on its way. */
function partCount(f: FunctionCompiler, layout: Layout): number {
  return isMemory(layout) ? 1 : f.partsOf(layout).length;
}

/** Where a word of an argument travels: a register, or a word of the stack. */
type Way = { readonly register: number } | { readonly word: number };

function wayOf(index: number): Way {
  const register = ARGUMENTS[index];
  return register === undefined ? { word: index - ARGUMENTS.length } : { register };
}

/** The ways of each value's words; `start` is 1 where the first register holds the address for the result. */
function ways(counts: readonly number[], start: number): readonly (readonly Way[])[] {
  let next = start;
  return counts.map((count) => Array.from({ length: count }, () => wayOf(next++)));
}

/** At the start of a function: arguments to their homes, the address for a result in memory before them. */
export function receiveArguments(f: FunctionCompiler): void {
  const layouts = f.body.locals.slice(1, f.body.argumentCount + 1).map(({ type }) => f.layouts.of(type));
  const result = f.layouts.of((f.body.locals[0] as LocalDecl).type);
  const start = isMemory(result) ? 1 : 0;
  const counts = layouts.map((layout) => partCount(f, layout));
  const used = start + counts.reduce((sum, count) => sum + count, 0);
  for (const register of ARGUMENTS.slice(0, used + (f.tracksCaller ? 1 : 0))) f.registers.claim(register);
  if (start > 0) {
    f.resultPointer ??= f.frame.slot(8, 8);
    f.store(f.slotAddress(f.resultPointer), WORD, RDI);
    f.registers.free(RDI);
  }
  if (f.tracksCaller) receiveLocation(f, wayOf(used));
  ways(counts, start).forEach((parts, i) => receiveOne(f, i + 1, parts, layouts[i] as Layout));
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
  if ("register" in way) return way.register;
  const register = f.registers.take();
  f.load(register, WORD, f.incomingWord(way.word));
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
  readonly way: Way;
}

/** Words for the stack are stored at once, the others wait in registers. */
function passWords(f: FunctionCompiler, registers: readonly number[], parts: readonly Way[]): Word[] {
  return parts.flatMap((way, i) => {
    const register = registers[i] as number;
    if ("register" in way) return [{ register, way }];
    f.store(f.outgoingWord(way.word), WORD, register);
    f.registers.free(register);
    return [];
  });
}

function passOne(f: FunctionCompiler, argument: Operand, parts: readonly Way[]): Word[] {
  const layout = f.layouts.of(typeOfOperand(argument));
  const preferred = parts.map((way) => ("register" in way && !f.registers.isBusy(way.register) ? way.register : undefined));
  return passWords(f, wordsOf(f, argument, layout, preferred), parts);
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
  const order = call.args.map((_, i) => i).sort((a, b) => stackWords(parts[b]) - stackWords(parts[a]) || a - b);
  const words = order.flatMap((i) => {
    if (i > 0 || isOperand(callee) || callee.kind !== "virtual") return passOne(f, call.args[i] as Operand, parts[i] as readonly Way[]);
    const [data, method] = receiverAndMethod(f, call, callee.entry);
    called = method;
    return passWords(f, [data], parts[i] as readonly Way[]);
  });
  const targets = words.map(({ way }) => (way as { register: number }).register);
  f.moveTogether(
    [...words.map(({ register }) => register), ...(called === undefined ? [] : [called])],
    [...targets, ...(called === undefined ? [] : [RAX])],
  );
  for (const { register } of words) f.registers.free(register);
  if (called !== undefined) f.registers.free(called);
  return called !== undefined;
}

const stackWords = (parts: readonly Way[] | undefined): number => parts?.filter((way) => "word" in way).length ?? 0;

export function emitCall(f: FunctionCompiler, call: CallTerminator): void {
  const { callee } = call;
  if (!isOperand(callee) && callee.kind === "intrinsic") return emitIntrinsic(f, call, callee);
  f.frame.usesStackBelow = true;
  const result = f.layouts.of(call.destination.type);
  const start = isMemory(result) ? 1 : 0;
  const isVirtual = !isOperand(callee) && callee.kind === "virtual";
  const counts = call.args.map((arg, i) => (isVirtual && i === 0 ? 1 : partCount(f, f.layouts.of(typeOfOperand(arg)))));
  const parts = ways(counts, start);
  const isIndirect = passArguments(f, call, parts);
  f.registers.evictAll();
  const slot = start > 0 ? f.scratchSlot(result.size, result.alignment) : undefined;
  if (slot !== undefined) f.emit("lea", generalRegister(RDI, 64), f.slotAddress(slot));
  if (!isOperand(callee) && f.host.tracksCaller(callee)) passLocation(f, wayOf(start + parts.flat().length));
  if (isIndirect) f.emit("call", generalRegister(RAX, 64));
  else f.emit("call", { kind: "target", symbol: f.host.symbolOf(callee as Instance), isLabel: false });
  receiveResult(f, call, result, slot);
}

/** All arguments are in place: only rax and registers behind theirs are free. */
function passLocation(f: FunctionCompiler, way: Way): void {
  if ("register" in way) return loadLocation(f, way.register);
  loadLocation(f, 10);
  f.store(f.outgoingWord(way.word), WORD, 10);
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
