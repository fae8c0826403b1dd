// `div` and `idiv` of dividends that fit 32 bits or that doubles hold exactly, without big integers: the divisions that programs do.
import type { Operand, RegisterOperand } from "./decode.ts";
import type { Processor } from "./processor.ts";

/** The divisor as a number; undefined where it does not fit 32 bits, or is in memory. */
function divisorOf({ slots }: Processor, from: RegisterOperand, isSigned: boolean): number | undefined {
  const low = slots[2 * from.number] as number;
  const high = slots[2 * from.number + 1] as number;
  if (from.bits === 64 && high !== (isSigned ? low >> 31 : 0)) return undefined;
  return isSigned ? low : low >>> 0;
}

/** The dividend likewise; up to 2^53 when unsigned. */
function dividendOf({ slots }: Processor, bits: number, isSigned: boolean): number | undefined {
  const [low, high, top, topHigh] = [slots[0] as number, slots[1] as number, slots[4] as number, slots[5] as number];
  if (bits === 32) return top === (isSigned ? low >> 31 : 0) ? (isSigned ? low : low >>> 0) : undefined;
  if (isSigned) return high === low >> 31 && top === low >> 31 && topHigh === low >> 31 ? low : undefined;
  return top === 0 && topHigh === 0 && high >>> 21 === 0 ? (high >>> 0) * 0x100000000 + (low >>> 0) : undefined;
}

function setRegister({ slots }: Processor, number: number, bits: number, value: number): void {
  slots[2 * number] = value | 0;
  slots[2 * number + 1] = bits === 64 ? Math.floor(value / 0x100000000) | 0 : 0;
}

/** Divides if that can be done with numbers; false: nothing was done. */
export function divideFast(p: Processor, from: Operand, isSigned: boolean): boolean {
  if (from.kind !== "register" || from.bits < 32) return false;
  const divisor = divisorOf(p, from, isSigned);
  const dividend = dividendOf(p, from.bits, isSigned);
  if (divisor === undefined || divisor === 0 || dividend === undefined || (divisor === -1 && dividend === -0x80000000)) return false;
  const quotient = Math.trunc(dividend / divisor);
  setRegister(p, 0, from.bits, quotient);
  setRegister(p, 2, from.bits, dividend - quotient * divisor);
  return true;
}
