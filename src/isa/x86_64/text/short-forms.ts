// What assembly text may leave out of an instruction, or say although it goes without saying.
import { immediate } from "../operand.ts";
import type { Operand } from "../operand.ts";
import type { Mode } from "../rows.ts";

const SHIFTS = new Set(["rol", "ror", "rcl", "rcr", "shl", "sal", "shr", "sar"]);
const STRINGS = /^(?:movs|cmps|stos|lods|scas|ins|outs)[bwdq]$/;

/** LLVM 15 reads `jmp [symbol]` as `jmp symbol`. */
export function isBareBranch(mnemonic: string, operand: Operand): boolean {
  return (
    (mnemonic === "jmp" || mnemonic === "call") && operand.kind === "memory" && operand.base === undefined && operand.index === undefined
  );
}

/** `imul r, imm` is `imul r, r, imm`; a shift by nothing is one by 1; string operations may name what they use. */
export function completed(mnemonic: string, operands: readonly Operand[], mode: Mode): readonly Operand[] {
  const [first, second] = operands;
  if (mnemonic === "imul" && operands.length === 2 && first?.kind === "register" && second?.kind === "immediate")
    return [first, first, second];
  if (operands.length === 1 && first !== undefined && SHIFTS.has(mnemonic)) return [first, immediate(1)];
  return STRINGS.test(mnemonic) && operands.length > 0 && operands.every((one) => isImplied(one, mode)) ? [] : operands;
}

/** What a string operation uses anyway: `[rsi]`, `es:[rdi]`, the accumulator, `dx`. */
function isImplied(operand: Operand, mode: Mode): boolean {
  if (operand.kind === "register") return operand.number === 0 || (operand.class === "r16" && operand.number === 2);
  if (operand.kind !== "memory" || operand.base === undefined || operand.base === "rip") return false;
  const { base, index, displacement, symbol, segment } = operand;
  if (index !== undefined || displacement !== 0 || symbol !== undefined || base.class !== `r${mode}`) return false;
  return (base.number === 6 && segment === undefined) || (base.number === 7 && (segment === undefined || segment === 0));
}
