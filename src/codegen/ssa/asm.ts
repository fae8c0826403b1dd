// `asm!` with its operands in registers: explicit ones first, those of a class get what is left.
import { registerByName } from "../../isa/x86_64/operand.ts";
import type { AsmOperand, InlineAsm, Place } from "../../mir/mir.ts";
import { withoutVectors } from "../vector-operands.ts";
import type { ValueId } from "./ir.ts";
import type { Lowering } from "./lower.ts";
import { NotOptimized } from "./places.ts";

/** The registers of a machine that assembly may have. */
export interface AsmRegisters {
  /** By class, in the order in which they are given out. */
  readonly classes: Readonly<Record<string, readonly number[]>>;
  /** What a call may change. */
  readonly callerSaved: readonly number[];
  /** The number of a register by its name, "foreign" where it holds no value here. Throws NotOptimized for those that cannot be had. */
  explicit(name: string, isOnlyClobbered: boolean): number | "foreign";
}

/** Registers that hold what the function needs: rbx, rsp, rbp. */
const RESERVED = new Set([3, 4, 5]);

export const X86_64_ASM: AsmRegisters = {
  classes: {
    reg: [0, 1, 2, 6, 7, 8, 9],
    reg_abcd: [0, 1, 2],
    reg_byte: [0, 1, 2, 6, 7, 8, 9],
  },
  callerSaved: [0, 1, 2, 6, 7, 8, 9],
  explicit: (name, isOnlyClobbered) => {
    const register = registerByName(name);
    if (register === undefined || !register.class.startsWith("r")) {
      if (isOnlyClobbered) return "foreign";
      throw new NotOptimized("this register");
    }
    if (RESERVED.has(register.number) || register.high === true || register.number > 11) throw new NotOptimized("this register");
    if (register.number > 9 && !isOnlyClobbered) throw new NotOptimized("this register");
    return register.number;
  },
};

export interface AssignedOperand {
  readonly operand: AsmOperand;
  readonly register: number | undefined;
}

function explicitRegister(operand: AsmOperand, registers: AsmRegisters): number | "foreign" | undefined {
  if (!("register" in operand) || operand.register.kind !== "explicit") return undefined;
  return registers.explicit(operand.register.name.toLowerCase(), operand.kind === "out" && operand.place === undefined);
}

export function assignOperands(operands: readonly AsmOperand[], registers: AsmRegisters): AssignedOperand[] {
  const explicit = operands.map((operand) => explicitRegister(operand, registers));
  const used = new Set(explicit.filter((one) => typeof one === "number"));
  return operands.map((operand, i) => {
    const own = explicit[i];
    if (own === "foreign" || !("register" in operand)) return { operand, register: undefined };
    if (own !== undefined) return { operand, register: own };
    const free = (registers.classes[operand.register.name] ?? []).find((register) => !used.has(register));
    if (free === undefined) throw new NotOptimized("this operand");
    used.add(free);
    return { operand, register: free };
  });
}

interface Output {
  readonly register: number;
  readonly place: Place;
}

export function lowerAsm(lowering: Lowering, written: InlineAsm): void {
  const { p, b } = lowering;
  const asm = withoutVectors(written);
  if (asm === undefined) throw new NotOptimized("this many operands");
  const registers = lowering.host.portable?.machine.asm ?? X86_64_ASM;
  const assigned = assignOperands(asm.operands, registers);
  const inputs: { register: number; value: ValueId }[] = [];
  const outputs: Output[] = [];
  for (const { operand, register } of assigned) {
    if (operand.kind === "sym" && operand.instance !== undefined) lowering.host.symbolOf(operand.instance);
    if (register === undefined) continue;
    if (operand.kind === "in" || operand.kind === "inout") inputs.push({ register, value: p.scalar(operand.value) });
    if ((operand.kind === "out" || operand.kind === "inout") && operand.place !== undefined)
      outputs.push({ register, place: operand.place });
  }
  const clobbers = new Set(assigned.flatMap(({ register }) => (register === undefined ? [] : [register])));
  if (asm.clobberAbis.length > 0) for (const register of registers.callerSaved) clobbers.add(register);
  const key = lowering.assemblies.push({ asm, assigned }) - 1;
  const made = b.make(
    "asm",
    0,
    inputs.map(({ value }) => value),
    {
      asm: {
        inputs: inputs.map(({ register }) => register),
        outputs: outputs.map(({ register }) => register),
        clobbers: [...clobbers],
        needsStack: !asm.options.includes("nostack"),
        key,
      },
    },
  );
  const sizes = outputs.map(({ place }) => (p.leavesOf(place.type)?.[0] ?? { size: p.wordSize }).size);
  const results = lowering.results(made, sizes);
  outputs.forEach(({ place }, i) => p.write(place, [results[i] as ValueId]));
}
