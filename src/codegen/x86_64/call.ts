// Calls, by the System V convention in registers: integers and pointers in rdi, rsi, rdx, rcx, r8, r9, pairs in two of
// them; results in rax (and rdx). Functions of Rust's own ABI use it, too. Values in memory are not passed yet.
import { generalRegister } from "../../isa/x86_64/operand.ts";
import type { BasicBlock } from "../../mir/mir.ts";
import { isOperand } from "../../mir/mir.ts";
import type { Instance } from "../../sema/types/tables.ts";
import type { Layout } from "../layout.ts";
import type { FunctionCompiler } from "./function.ts";
import { emitIntrinsic } from "./intrinsics.ts";
import { RAX, RCX, RDI, RDX, RSI } from "./registers.ts";
import { storeParts } from "./rvalue.ts";

const ARGUMENTS = [RDI, RSI, RDX, RCX, 8, 9] as const;
export type CallTerminator = Extract<BasicBlock["terminator"], { kind: "call" }>;

/** Number of argument registers a value takes. Refuses what is passed in memory. */
function partCount(f: FunctionCompiler, layout: Layout): number {
  if (layout.abi.kind === "memory") return f.host.refuse("an argument or result of this type", f.span);
  return f.partsOf(layout).length;
}

function argumentRegisters(f: FunctionCompiler, layouts: readonly Layout[]): readonly (readonly number[])[] {
  let next = 0;
  return layouts.map((layout) => {
    const count = partCount(f, layout);
    if (next + count > ARGUMENTS.length) return f.host.refuse("a function with this many arguments", f.span);
    const registers = ARGUMENTS.slice(next, next + count);
    next += count;
    return registers;
  });
}

/** At the start of a function: arguments come in registers. */
export function receiveArguments(f: FunctionCompiler): void {
  const layouts = f.body.locals.slice(1, f.body.argumentCount + 1).map(({ type }) => f.layouts.of(type));
  partCount(f, f.layouts.of((f.body.locals[0] as { type: CallTerminator["destination"]["type"] }).type));
  const registers = argumentRegisters(f, layouts);
  for (const register of registers.flat()) f.registers.claim(register);
  registers.forEach((parts, i) => {
    const local = i + 1;
    if (f.uses[local]?.isValue === true) f.define(local, parts);
    else if (parts.length > 0)
      storeParts(
        f,
        { local, projection: [], type: (f.body.locals[local] as { type: CallTerminator["destination"]["type"] }).type },
        parts,
        layouts[i] as Layout,
      );
  });
}

export function emitCall(f: FunctionCompiler, call: CallTerminator): void {
  const { callee } = call;
  if (!isOperand(callee) && callee.kind === "intrinsic") return emitIntrinsic(f, call, callee);
  f.frame.usesStackBelow = true;
  const types = call.args.map((arg) => (arg.kind === "constant" ? arg.type : arg.place.type));
  const targets = argumentRegisters(
    f,
    types.map((type) => f.layouts.of(type)),
  );
  const pointer = isOperand(callee) ? f.operand(callee) : undefined;
  const values = call.args.map((arg, i) =>
    f.operand(
      arg,
      (targets[i] as readonly number[]).map((register) => (f.registers.isBusy(register) ? undefined : register)),
    ),
  );
  f.moveTogether(
    [...values.flatMap(({ registers }) => registers), ...(pointer?.registers ?? [])],
    [...targets.flat(), ...(pointer === undefined ? [] : [RAX])],
  );
  for (const value of values) f.done(value);
  if (pointer !== undefined) f.done(pointer);
  f.registers.evictAll();
  if (isOperand(callee)) f.emit("call", generalRegister(RAX, 64));
  else f.emit("call", { kind: "target", symbol: f.host.symbolOf(callee as Instance), isLabel: false });
  receiveResult(f, call);
}

/** What a call returned goes to its destination. */
export function receiveResult(f: FunctionCompiler, call: CallTerminator): void {
  const layout = f.layouts.of(call.destination.type);
  const count = partCount(f, layout);
  if (count === 0 || call.target === undefined) return;
  const registers = [RAX, RDX].slice(0, count).map((register) => f.registers.claim(register));
  storeParts(f, call.destination, registers, layout);
}
