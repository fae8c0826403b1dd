// Ways out of a basic block: jumps, switches, the return. Calls and assembly have files of their own, and go on by a jump.
import { generalRegister, immediate, memory } from "../../isa/x86_64/operand.ts";
import type { Operand as IsaOperand } from "../../isa/x86_64/operand.ts";
import type { BlockId, LocalDecl, Terminator } from "../../mir/mir.ts";
import type { Scalar } from "../../sema/types/layout.ts";
import type { Ty } from "../../sema/types/ty.ts";
import { emitCall } from "./call.ts";
import { resultToVectors } from "./c-words.ts";
import { copyValue } from "./copy.ts";
import { bitsOf } from "./emission.ts";
import type { FunctionCompiler } from "./function.ts";
import { emitAsm } from "./inline-asm.ts";
import { typeOfOperand } from "./intrinsic-operands.ts";
import { RAX, RDX } from "./registers.ts";

const WORD: Scalar = { size: 8, signed: false };

/**
 * A jump to the next block is left out, but for one that is alone in its block when not optimizing: it is what a
 * debugger stops at.
 */
function emitGoto(f: FunctionCompiler, target: BlockId): void {
  const isNext = target === f.block + 1;
  if (isNext && (f.hasEmitted || !f.host.isDev)) return;
  f.jump("jmp", target);
}

function compareImmediate(f: FunctionCompiler, register: IsaOperand, scalar: Scalar, wanted: bigint): void {
  const value = BigInt.asIntN(8 * scalar.size, wanted);
  if (BigInt.asIntN(32, value) === value) return f.emit("cmp", register, immediate(value));
  const scratch = f.registers.take();
  f.loadImmediate(scratch, 8, value);
  f.emit("cmp", register, generalRegister(scratch, 64));
  f.registers.free(scratch);
}

function emitSwitch(f: FunctionCompiler, { operand, cases, otherwise }: Extract<Terminator, { kind: "switch" }>): void {
  const scalar = f.scalarOf(f.layouts.of(typeOfOperand(operand)));
  const value = f.operand(operand);
  const register = generalRegister(value.registers[0] as number, bitsOf(scalar.size));
  // Of a `bool` only the lowest bit counts, as LLVM has it.
  const isFlag = typeOfOperand(operand).kind === "bool" && cases.length === 1 && cases[0]?.value === 0n;
  for (const { value: wanted, target } of cases) {
    if (isFlag) f.emit("test", register, immediate(1));
    else if (wanted === 0n) f.emit("test", register, register);
    else compareImmediate(f, register, scalar, wanted);
    f.jump("je", target);
  }
  f.done(value);
  if (otherwise !== f.block + 1) f.jump("jmp", otherwise);
}

/** The result to where the caller wants it; its address is the result then. */
function returnInMemory(f: FunctionCompiler, pointer: number, type: Ty): void {
  const target = f.registers.take();
  f.load(target, WORD, f.slotAddress(pointer));
  copyValue(f, type, memory(generalRegister(target, 64), 0), f.homeOf(0));
  f.registers.free(target);
  f.load(RAX, WORD, f.slotAddress(pointer));
}

function emitReturn(f: FunctionCompiler): void {
  const { type } = f.body.locals[0] as LocalDecl;
  const layout = f.layouts.of(type);
  if (layout.abi.kind === "scalar" || layout.abi.kind === "pair") {
    const value = f.operand({ kind: "copy", place: { local: 0, projection: [], type } });
    f.moveTogether(value.registers, [RAX, RDX].slice(0, f.partsOf(layout).length));
    f.done(value);
  }
  resultToVectors(f.body.passing?.results ?? [], (mnemonic, ...operands) => f.emit(mnemonic, ...operands));
  if (f.resultPointer !== undefined) returnInMemory(f, f.resultPointer, type);
  f.epilogue();
}

export function emitTerminator(f: FunctionCompiler, terminator: Terminator): void {
  switch (terminator.kind) {
    case "goto":
      return emitGoto(f, terminator.target);
    case "return":
      return emitReturn(f);
    case "unreachable":
      return;
    case "switch":
      return emitSwitch(f, terminator);
    case "call":
      emitCall(f, terminator);
      if (terminator.target !== undefined) emitGoto(f, terminator.target);
      return;
    case "assert":
    case "drop":
      throw new Error(`a terminator that is to be lowered: ${terminator.kind}`);
    case "asm":
      emitAsm(f, terminator.asm);
      if (terminator.target !== undefined) emitGoto(f, terminator.target);
      else if (terminator.asm.options.includes("noreturn")) f.emit("ud2");
  }
}
