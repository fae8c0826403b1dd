// Operands of SSE instructions.
import type { Instruction, MemoryOperand, Operand } from "./decode.ts";
import { Fault } from "./memory.ts";
import { GENERAL_PROTECTION } from "./processor.ts";
import type { Processor } from "./processor.ts";
import { mask } from "./results.ts";
import { XMM_MEMORY } from "./state.ts";

function loadMemory(p: Processor, operand: MemoryOperand, bytes: number, aligned: boolean): void {
  const address = p.address(operand);
  if (aligned && (address & 15n) !== 0n) throw new Fault(GENERAL_PROTECTION, 0);
  const { xmm32, xmm64 } = p.state;
  if (bytes === 4) xmm32[4 * XMM_MEMORY] = Number(p.load(address, 32));
  else xmm64[2 * XMM_MEMORY] = p.load(address, 64);
  if (bytes === 16) xmm64[2 * XMM_MEMORY + 1] = p.load((address + 8n) & mask(64), 64);
}

/** Number of the register that holds the operand's value. */
export function source(p: Processor, operand: Operand, bytes: number, aligned = false): number {
  if (operand.kind === "xmm") return operand.number;
  loadMemory(p, operand as MemoryOperand, bytes, aligned);
  return XMM_MEMORY;
}

/** Number of an xmm register. */
export const numberOf = (operand: Operand | undefined): number => (operand?.kind === "xmm" ? operand.number : 0);
export const immediateOf = ({ operands }: Instruction): number => {
  const last = operands[operands.length - 1];
  return last?.kind === "immediate" ? last.low & 0xff : 0;
};
