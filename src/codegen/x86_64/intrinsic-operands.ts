// What the emitters of intrinsics share: the call's operands in registers, its result to where it goes.
import type { Operand, Terminator } from "../../mir/mir.ts";
import type { Instance } from "../../sema/types/tables.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type { FunctionCompiler } from "./function.ts";
import { storeParts } from "./rvalue.ts";

export type CallTerminator = Extract<Terminator, { kind: "call" }>;
export type IntrinsicInstance = Extract<Instance, { kind: "intrinsic" }>;
export type Emitter = (f: FunctionCompiler, call: CallTerminator, instance: IntrinsicInstance) => void;
export type Emitters = Readonly<Record<string, Emitter>>;

export const argument = (call: CallTerminator, i: number): Operand => call.args[i] as Operand;

export function typeOfOperand(operand: Operand): Ty {
  return operand.kind === "constant" ? operand.type : operand.place.type;
}

/** The call's result is in these registers. */
export function giveBack(f: FunctionCompiler, call: CallTerminator, registers: readonly number[]): void {
  storeParts(f, call.destination, registers, f.layouts.of(call.destination.type));
}

/** An operand in a register that may be overwritten. */
export function ownedRegister(f: FunctionCompiler, operand: Operand): number {
  const layout = f.layouts.of(typeOfOperand(operand));
  const [register, ...rest] = f.owned(f.operand(operand), f.partsOf(layout));
  for (const other of rest) f.registers.free(other);
  return register as number;
}

/** Operands in the registers an instruction wants them in; give them back with `free`. */
export function operandsInto(f: FunctionCompiler, operands: readonly Operand[], targets: readonly number[]): void {
  const values = operands.map((operand, i) => {
    const target = targets[i] as number;
    return f.operand(operand, [f.registers.isBusy(target) ? undefined : target]);
  });
  const sources = values.map(({ registers }) => registers[0] as number);
  for (const target of targets) f.registers.claim(target);
  f.moveTogether(sources, targets);
  for (const source of sources) if (!targets.includes(source)) f.registers.free(source);
}

/** The location of the code that is running: its own caller's, in functions that pass it on. */
export function loadLocation(f: FunctionCompiler, register: number): void {
  if (f.locationSlot !== undefined) f.load(register, { size: 8, signed: false }, f.slotAddress(f.locationSlot));
  else f.loadAddress(register, { symbol: f.host.locationSymbol(f.span), addend: 0 });
}
