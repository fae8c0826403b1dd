// `asm!`: operands to registers, the template with their names filled in, assembled in place, results stored.
// Explicit registers come first; operands of a class get what is left. Values that are held in registers the assembly
// writes are pushed out before.
import { AsmError, AsmErrors } from "../../isa/x86_64/assemble.ts";
import { generalRegister, registerByName, registerName } from "../../isa/x86_64/operand.ts";
import type { AsmOperand, InlineAsm } from "../../mir/mir.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type { Scalar } from "../../sema/types/layout.ts";
import { withoutVectors } from "../vector-operands.ts";
import type { FunctionCompiler } from "./function.ts";
import { RCX, RDI, RDX, RSI } from "./registers.ts";
import { storeParts } from "./rvalue.ts";

const CLASSES: Readonly<Record<string, readonly number[]>> = {
  reg: [0, RCX, RDX, RSI, RDI, 8, 9, 10, 11],
  reg_abcd: [0, RCX, RDX],
  reg_byte: [0, RCX, RDX, RSI, RDI, 8, 9, 10, 11],
};

/** r12 to r15 are the caller's: what the assembly does to them is undone. */
const FIRST_CALLERS = 12;
const WORD: Scalar = { size: 8, signed: false };

type Assigned = AsmOperand & { readonly number: number | undefined };

/** Registers that hold an operand of a given type, by the operand's class or name. */
function assignRegisters(f: FunctionCompiler, operands: readonly AsmOperand[]): Assigned[] {
  const used = new Set<number>();
  const explicit = operands.map((operand) => {
    if (!("register" in operand) || operand.register.kind !== "explicit" || isForeignClobber(operand)) return undefined;
    const register = registerByName(operand.register.name.toLowerCase());
    if (register === undefined || !register.class.startsWith("r"))
      return f.host.refuse(`the register \`${operand.register.name}\` as an operand`, f.span);
    used.add(register.number);
    return register.number;
  });
  return operands.map((operand, i) => {
    if (!("register" in operand) || isForeignClobber(operand)) return { ...operand, number: undefined };
    if (explicit[i] !== undefined) return { ...operand, number: explicit[i] };
    const free = (CLASSES[operand.register.name] ?? f.host.refuse(`the register class \`${operand.register.name}\``, f.span)).find(
      (register) => !used.has(register),
    );
    if (free === undefined) return f.host.refuse("assembly with this many operands", f.span);
    used.add(free);
    return { ...operand, number: free };
  });
}

function scalarOfType(f: FunctionCompiler, type: Ty): Scalar {
  return f.scalarOf(f.layouts.of(type));
}

function inputOf(operand: AsmOperand): Extract<AsmOperand, { kind: "in" }>["value"] | undefined {
  return operand.kind === "in" || operand.kind === "inout" ? operand.value : undefined;
}

/** Loads the inputs; a register that another input still needs is not overwritten. */
function loadInputs(f: FunctionCompiler, operands: readonly Assigned[]): void {
  const from: number[] = [];
  const to: number[] = [];
  for (const operand of operands) {
    const value = inputOf(operand);
    if (value === undefined || operand.number === undefined || value.kind === "constant") continue;
    const read = f.operand(value, [f.registers.isBusy(operand.number) ? undefined : operand.number]);
    from.push(read.registers[0] as number);
    to.push(operand.number);
  }
  f.moveTogether(from, to);
  for (const register of from) f.registers.free(register);
  for (const register of to) f.registers.claim(register);
  for (const operand of operands) {
    const value = inputOf(operand);
    if (value?.kind !== "constant" || operand.number === undefined) continue;
    if (!f.registers.isBusy(operand.number)) f.registers.claim(operand.number);
    if (value.value.kind !== "int") {
      const loaded = f.operand(value, []);
      f.moveTogether(loaded.registers.slice(0, 1), [operand.number]);
      f.done(loaded);
      f.registers.adopt(operand.number);
      continue;
    }
    f.loadImmediate(operand.number, scalarOfType(f, value.type).size, value.value.value);
  }
}

/** `{0:e}`: the name of an operand in the template. */
function operandText(f: FunctionCompiler, operand: Assigned, modifier: string, syntax: "intel" | "att"): string {
  if (operand.kind === "const") return String(operand.value);
  if (operand.kind === "sym")
    return operand.instance !== undefined ? f.host.symbolOf(operand.instance) : f.host.staticSymbol(operand.static as number);
  if (operand.number === undefined) return f.host.refuse(`this operand of assembly`, f.span);
  const percent = syntax === "att" ? "%" : "";
  if (modifier === "h") return `${percent}${registerName({ kind: "register", class: "r8", number: operand.number + 4, high: true })}`;
  const isByte = operand.register.name === "reg_byte";
  const width = ({ "": isByte ? 8 : 64, r: 64, e: 32, x: 16, l: 8 } as const)[modifier as ""];
  if (width === undefined) return f.host.refuse(`the template modifier \`${modifier}\``, f.span);
  return `${percent}${registerName(generalRegister(operand.number, width))}`;
}

/** Registers that hold no values of the function may be clobbered as they are. */
function isForeignClobber(operand: AsmOperand): boolean {
  if (operand.kind !== "out" || operand.place !== undefined || operand.register.kind !== "explicit") return false;
  const register = registerByName(operand.register.name);
  return register === undefined || !register.class.startsWith("r");
}

export function emitAsm(f: FunctionCompiler, written: InlineAsm): void {
  const asm = withoutVectors(written) ?? f.host.refuse("assembly with this many operands", f.span);
  if (asm.clobberAbis.length > 0) f.registers.evictAll();
  if (!asm.options.includes("nostack")) f.frame.usesStackBelow = true;
  const operands = assignRegisters(f, asm.operands);
  for (const { number } of operands)
    if (number !== undefined && [3, 4, 5].includes(number)) return f.host.refuse("this register as an operand", f.span);
  const kept = operands.flatMap(({ number }) =>
    number !== undefined && number >= FIRST_CALLERS ? [{ number, slot: f.scratchSlot(8, 8) }] : [],
  );
  for (const { number, slot } of kept) f.store(f.slotAddress(slot), WORD, number);
  loadInputs(f, operands);
  for (const { number } of operands) if (number !== undefined && !f.registers.isBusy(number)) f.registers.claim(number);
  const syntax = asm.options.includes("att_syntax") ? "att" : "intel";
  const text = asm.template
    .map((piece) => (piece.kind === "text" ? piece.text : operandText(f, operands[piece.operand] as Assigned, piece.modifier, syntax)))
    .join("");
  assembleInto(f, text, syntax, asm.templates);
  storeOutputs(f, operands);
  for (const { number, slot } of kept) f.load(number, WORD, f.slotAddress(slot));
}

function assembleInto(f: FunctionCompiler, text: string, syntax: "intel" | "att", templates: InlineAsm["templates"]): void {
  const { span } = f;
  f.assemble(text, syntax, (error) => {
    if (error instanceof AsmErrors) return f.host.refuseAsm(error, { text, isIntel: syntax === "intel", templates });
    if (!(error instanceof AsmError)) throw error;
    return f.host.refuse(`this assembly (${error.message})`, span);
  });
}

function storeOutputs(f: FunctionCompiler, operands: readonly Assigned[]): void {
  for (const operand of operands) {
    if (operand.number === undefined) continue;
    const place = operand.kind === "out" || operand.kind === "inout" ? operand.place : undefined;
    if (place === undefined) f.registers.free(operand.number);
    else storeParts(f, place, [operand.number], f.layouts.of(place.type));
  }
}
