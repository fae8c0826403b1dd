// What assembly text may leave out of an instruction.
import { immediate } from "../operand.ts";
import type { Operand } from "../operand.ts";

const SHIFTS = new Set(["rol", "ror", "rcl", "rcr", "shl", "sal", "shr", "sar"]);

/** LLVM 15 reads `jmp [symbol]` as `jmp symbol`. */
export function isBareBranch(mnemonic: string, operand: Operand): boolean {
  return (
    (mnemonic === "jmp" || mnemonic === "call") && operand.kind === "memory" && operand.base === undefined && operand.index === undefined
  );
}

/** `imul r, imm` is `imul r, r, imm`; a shift by nothing is one by 1. */
export function completed(mnemonic: string, operands: readonly Operand[]): readonly Operand[] {
  const [first, second] = operands;
  if (mnemonic === "imul" && operands.length === 2 && first?.kind === "register" && second?.kind === "immediate")
    return [first, first, second];
  return operands.length === 1 && first !== undefined && SHIFTS.has(mnemonic) ? [first, immediate(1)] : operands;
}

const PREDICATES = ["eq", "lt", "le", "unord", "neq", "nlt", "nle", "ord"];

/** `cmpltps` is `cmpps` with a number that says which comparison: a mnemonic, and the operand that its name stands for. */
export function comparison(name: string): readonly [mnemonic: string, ...implied: Operand[]] {
  const [, start, predicate, end] = /^(v?cmp)(eq|lt|le|unord|neq|nlt|nle|ord)([ps][sd])$/.exec(name) ?? [];
  return predicate === undefined ? [name] : [`${start}${end}`, immediate(PREDICATES.indexOf(predicate))];
}
