// Flags from results, for the instructions that are interpreted one by one.
import type { Instruction } from "./decode.ts";
import type { Processor } from "./processor.ts";
import { AUXILIARY, CARRY, OVERFLOW, PARITY, SIGN, ZERO } from "./state.ts";

/** Does one instruction. */
export type Execute = (p: Processor, instruction: Instruction) => void;

export const mask = (bits: number): bigint => (1n << BigInt(bits)) - 1n;

/** Zero, sign and parity. */
export function setResult({ slots }: Processor, value: bigint, bits: number): void {
  const cut = value & mask(bits);
  slots[ZERO] = cut === 0n ? 0 : 1;
  slots[SIGN] = cut >> BigInt(bits - 1) === 0n ? 0 : -1;
  slots[PARITY] = Number(cut & 0xffn);
}

/** Carry and overflow. */
export function setCarries({ slots }: Processor, carry: boolean, overflow: boolean): void {
  slots[CARRY] = carry ? 1 : 0;
  slots[OVERFLOW] = overflow ? -1 : 0;
}

/** Flags of a - b. */
export function compare(p: Processor, a: bigint, b: bigint, bits: number): void {
  const result = (a - b) & mask(bits);
  setCarries(p, a < b, ((a ^ b) & (a ^ result)) >> BigInt(bits - 1) !== 0n);
  p.slots[AUXILIARY] = Number((a ^ b ^ result) & 0x10n);
  setResult(p, result, bits);
}
