// `loop {}` as machine code: jumps that lead back to where they came from, perhaps past instructions that do nothing.
import type { Instruction } from "./decode.ts";

const MOST = 8;
const NOTHING = new Set(["nop", "pause"]);

/** First bytes of jumps and of instructions that do nothing, their prefixes included: a quick look before the long one. */
const MAY_SPIN = new Set([0xeb, 0xe9, 0x90, 0x0f, 0x66, 0xf2, 0xf3, 0x2e]);

export const maySpin = (byte: number): boolean => MAY_SPIN.has(byte);

/** Whether code at an address comes back to it for ever and does nothing on the way. */
export function spinsAt(start: bigint, decodeAt: (address: bigint) => Instruction | undefined): boolean {
  for (let at = start, i = 0; i < MOST; i++) {
    const instruction = decodeAt(at);
    if (instruction === undefined) return false;
    const [target] = instruction.operands;
    if (instruction.mnemonic === "jmp" && target?.kind === "immediate") at = (BigInt(target.high >>> 0) << 32n) | BigInt(target.low >>> 0);
    else if (NOTHING.has(instruction.mnemonic)) at += BigInt(instruction.length);
    else return false;
    if (at === start) return true;
  }
  return false;
}
