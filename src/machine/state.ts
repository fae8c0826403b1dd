// The processor's state in typed arrays, and the layout of these: what generated code, helpers and devices share. A 64-bit
// register is two 32-bit numbers, low and high, as JavaScript computes with these fast.
// The arithmetic flags are kept as the numbers they follow from (a zero test, a sign, a low byte for parity ...), one a flag;
// so each instruction stores what it has at hand, and a condition looks at one or two of them.

/** Register n: S[2n] low, S[2n + 1] high. */
export const CARRY = 32; // 0 or 1
export const OVERFLOW = 33; // the sign bit
export const AUXILIARY = 34; // bit 4
export const PARITY = 35; // the low byte, whose parity counts
export const ZERO = 36; // set if this is 0
export const SIGN = 37; // the sign bit
export const IP = 38; // and 39
/** Number of the instruction in its block that may fault. */
export const AT = 40;
/** Instructions left to run before the machine looks round. */
export const LEFT = 41;
/** High half of a 64-bit value that a helper returned the low half of. */
export const HIGH = 42;
/** RFLAGS but for the arithmetic flags. */
export const SYSTEM = 43;
export const FS_BASE = 44;
export const GS_BASE = 46;
const SLOTS = 48;

export const RSP = 4;
export const RSI = 6;
export const RDI = 7;

export const FLAG_CARRY = 1;
export const FLAG_PARITY = 4;
export const FLAG_AUXILIARY = 0x10;
export const FLAG_ZERO = 0x40;
export const FLAG_SIGN = 0x80;
export const FLAG_TRAP = 0x100;
export const FLAG_INTERRUPT = 0x200;
export const FLAG_DIRECTION = 0x400;
export const FLAG_OVERFLOW = 0x800;
export const FLAG_RESUME = 0x10000;
export const FLAG_ACCESS = 0x40000;
export const ARITHMETIC_FLAGS = 0x8d5;

/** Xmm registers 0 to 15, and one more that memory operands are read into. */
export const XMM_MEMORY = 16;

export class State {
  readonly slots = new Int32Array(SLOTS);
  readonly #xmm = new ArrayBuffer(17 * 16);
  readonly xmm32 = new Int32Array(this.#xmm);
  readonly xmm8 = new Uint8Array(this.#xmm);
  readonly xmm16 = new Uint16Array(this.#xmm);
  readonly xmm64 = new BigUint64Array(this.#xmm);
  readonly single = new Float32Array(this.#xmm);
  readonly double = new Float64Array(this.#xmm);

  constructor() {
    this.slots[SYSTEM] = 2;
    this.slots[ZERO] = 1;
    this.slots[PARITY] = 1;
  }

  /** Register or pair of slots as an unsigned number. */
  pair(slot: number): bigint {
    return (BigInt((this.slots[slot + 1] as number) >>> 0) << 32n) | BigInt((this.slots[slot] as number) >>> 0);
  }

  setPair(slot: number, value: bigint): void {
    this.slots[slot] = Number(value & 0xffffffffn) | 0;
    this.slots[slot + 1] = Number((value >> 32n) & 0xffffffffn) | 0;
  }

  get flags(): number {
    const s = this.slots;
    return (
      (s[SYSTEM] as number) |
      (s[CARRY] as number) |
      (parity(s[PARITY] as number) << 2) |
      ((s[AUXILIARY] as number) & 0x10) |
      (s[ZERO] === 0 ? FLAG_ZERO : 0) |
      ((s[SIGN] as number) < 0 ? FLAG_SIGN : 0) |
      ((s[OVERFLOW] as number) < 0 ? FLAG_OVERFLOW : 0)
    );
  }

  set flags(value: number) {
    const s = this.slots;
    s[CARRY] = value & 1;
    s[PARITY] = value & FLAG_PARITY ? 0 : 1;
    s[AUXILIARY] = value & FLAG_AUXILIARY;
    s[ZERO] = value & FLAG_ZERO ? 0 : 1;
    s[SIGN] = value & FLAG_SIGN ? -1 : 0;
    s[OVERFLOW] = value & FLAG_OVERFLOW ? -1 : 0;
    s[SYSTEM] = (value & ~ARITHMETIC_FLAGS) | 2;
  }
}

/** 1 if the number of ones in the low byte is even. */
export function parity(value: number): number {
  const folded = (value ^ (value >> 4)) & 15;
  return ~(0x6996 >> folded) & 1;
}
