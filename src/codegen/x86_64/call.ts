// Calls, by the System V convention in registers: integers and pointers in rdi, rsi, rdx, rcx, r8, r9, pairs in two of
// them; results in rax (and rdx). Functions of Rust's own ABI use it, too. Values in memory are not passed yet.
import { generalRegister, memory } from "../../isa/x86_64/operand.ts";
import type { BasicBlock, LocalDecl } from "../../mir/mir.ts";
import { isOperand } from "../../mir/mir.ts";
import type { Instance } from "../../sema/types/tables.ts";
import type { Layout } from "../layout.ts";
import { copyMemory } from "./copy.ts";
import type { FunctionCompiler, Value } from "./function.ts";
import { emitIntrinsic } from "./intrinsics.ts";
import { addressInRegister, placeAddress } from "./place.ts";
import { RAX, RCX, RDI, RDX, RSI } from "./registers.ts";
import { storeParts } from "./rvalue.ts";

const ARGUMENTS = [RDI, RSI, RDX, RCX, 8, 9] as const;
export type CallTerminator = Extract<BasicBlock["terminator"], { kind: "call" }>;

/** Number of argument registers a value takes: what lives in memory is passed by its address, and the callee copies it. */
function partCount(f: FunctionCompiler, layout: Layout): number {
  return layout.abi.kind === "memory" ? 1 : f.partsOf(layout).length;
}

const isMemory = (layout: Layout): boolean => layout.abi.kind === "memory";
const WORD = { size: 8, signed: false };

/** `start` is 1 where the first register holds the address for the result. */
function argumentRegisters(f: FunctionCompiler, layouts: readonly Layout[], start: number): readonly (readonly number[])[] {
  let next = start;
  return layouts.map((layout) => {
    const count = partCount(f, layout);
    if (next + count > ARGUMENTS.length) return f.host.refuse("a function with this many arguments", f.span);
    const registers = ARGUMENTS.slice(next, next + count);
    next += count;
    return registers;
  });
}

/** At the start of a function: arguments come in registers, the address for a result in memory before them. */
export function receiveArguments(f: FunctionCompiler): void {
  const layouts = f.body.locals.slice(1, f.body.argumentCount + 1).map(({ type }) => f.layouts.of(type));
  const result = f.layouts.of((f.body.locals[0] as LocalDecl).type);
  const start = isMemory(result) ? 1 : 0;
  const registers = argumentRegisters(f, layouts, start);
  for (const register of [...ARGUMENTS.slice(0, start), ...registers.flat()]) f.registers.claim(register);
  if (start > 0) {
    f.resultPointer ??= f.frame.slot(8, 8);
    f.store(f.slotAddress(f.resultPointer), WORD, RDI);
    f.registers.free(RDI);
  }
  receiveLocation(f, start + registers.flat().length);
  registers.forEach((parts, i) => receiveOne(f, i + 1, parts, layouts[i] as Layout));
}

function receiveOne(f: FunctionCompiler, local: number, parts: readonly number[], layout: Layout): void {
  const place = { local, projection: [], type: (f.body.locals[local] as LocalDecl).type };
  if (isMemory(layout)) {
    copyMemory(f, f.homeOf(local), memory(generalRegister(parts[0] as number, 64), 0), layout.size);
    f.registers.free(parts[0] as number);
  } else if (f.uses[local]?.isValue === true) f.define(local, parts);
  else if (parts.length > 0) storeParts(f, place, parts, layout);
}

/** The caller's location comes behind the arguments. */
function receiveLocation(f: FunctionCompiler, index: number): void {
  if (!f.tracksCaller) return;
  const register = ARGUMENTS[index] ?? f.host.refuse("a function with this many arguments", f.span);
  f.locationSlot ??= f.frame.slot(8, 8);
  f.store(f.slotAddress(f.locationSlot), { size: 8, signed: false }, register);
}

/** The location of the code that is running: its own caller's, in functions that pass it on. */
export function loadLocation(f: FunctionCompiler, register: number): void {
  if (f.locationSlot !== undefined) f.load(register, { size: 8, signed: false }, f.slotAddress(f.locationSlot));
  else f.loadAddress(register, { symbol: f.host.locationSymbol(f.span), addend: 0 });
}

/** Arguments in their registers: values, or the addresses of what lives in memory. */
function passArguments(
  f: FunctionCompiler,
  call: CallTerminator,
  targets: readonly (readonly number[])[],
  layouts: readonly Layout[],
  pointer: Value | undefined,
): void {
  const values = call.args.map((arg, i): Value => {
    const preferred = (targets[i] as readonly number[]).map((register) => (f.registers.isBusy(register) ? undefined : register));
    if (!isMemory(layouts[i] as Layout)) return f.operand(arg, preferred);
    if (arg.kind === "constant") return f.host.refuse("a constant of this type as an argument", f.span);
    return { registers: [addressInRegister(f, placeAddress(f, arg.place))], owned: true };
  });
  f.moveTogether(
    [...values.flatMap(({ registers }) => registers), ...(pointer?.registers ?? [])],
    [...targets.flat(), ...(pointer === undefined ? [] : [RAX])],
  );
  for (const value of values) f.done(value);
  if (pointer !== undefined) f.done(pointer);
}

export function emitCall(f: FunctionCompiler, call: CallTerminator): void {
  const { callee } = call;
  if (!isOperand(callee) && callee.kind === "intrinsic") return emitIntrinsic(f, call, callee);
  f.frame.usesStackBelow = true;
  const result = f.layouts.of(call.destination.type);
  const layouts = call.args.map((arg) => f.layouts.of(arg.kind === "constant" ? arg.type : arg.place.type));
  const start = isMemory(result) ? 1 : 0;
  const targets = argumentRegisters(f, layouts, start);
  const pointer = isOperand(callee) ? f.operand(callee) : undefined;
  passArguments(f, call, targets, layouts, pointer);
  f.registers.evictAll();
  const slot = start > 0 ? f.scratchSlot(result.size, result.alignment) : undefined;
  if (slot !== undefined) f.emit("lea", generalRegister(RDI, 64), f.slotAddress(slot));
  if (!isOperand(callee) && f.host.tracksCaller(callee))
    loadLocation(f, ARGUMENTS[start + targets.flat().length] ?? f.host.refuse("a call with this many arguments", f.span));
  if (isOperand(callee)) f.emit("call", generalRegister(RAX, 64));
  else f.emit("call", { kind: "target", symbol: f.host.symbolOf(callee as Instance), isLabel: false });
  receiveResult(f, call, result, slot);
}

/** What a call returned goes to its destination. */
function receiveResult(f: FunctionCompiler, call: CallTerminator, layout: Layout, slot: number | undefined): void {
  if (call.target === undefined || layout.abi.kind === "zero-sized") return;
  if (slot !== undefined) {
    const { address } = placeAddress(f, call.destination);
    copyMemory(f, address, f.slotAddress(slot), layout.size);
    f.freeAddress(address);
    return;
  }
  const registers = [RAX, RDX].slice(0, f.partsOf(layout).length).map((register) => f.registers.claim(register));
  storeParts(f, call.destination, registers, layout);
}
