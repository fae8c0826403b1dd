// The packed integer operations of SSE2, lane by lane.
import type { State } from "./state.ts";

/** Changes register `to` by register `from`. */
export type Operation = (state: State, to: number, from: number, immediate: number) => void;

type Combine = (a: number, b: number) => number;

const signed8 = (value: number) => (value << 24) >> 24;
const signed16 = (value: number) => (value << 16) >> 16;
const clamp = (low: number, high: number) => (value: number) => Math.max(low, Math.min(high, value));
const toSigned8 = clamp(-0x80, 0x7f);
const toSigned16 = clamp(-0x8000, 0x7fff);
const toByte = clamp(0, 0xff);
const toWord = clamp(0, 0xffff);

type View = "xmm8" | "xmm16" | "xmm32";
const LANES: Readonly<Record<View, number>> = { xmm8: 16, xmm16: 8, xmm32: 4 };

/** Lane i of the result is `combine` of both lanes i, unsigned but in 32 bits. */
function lanes(view: View, combine: Combine): Operation {
  const count = LANES[view];
  return (state, to, from) => {
    const all = state[view];
    for (let i = 0; i < count; i++) all[count * to + i] = combine(all[count * to + i] as number, all[count * from + i] as number);
  };
}

function wide(combine: (a: bigint, b: bigint) => bigint): Operation {
  return ({ xmm64 }, to, from) => {
    for (let i = 0; i < 2; i++) xmm64[2 * to + i] = combine(xmm64[2 * to + i] as bigint, xmm64[2 * from + i] as bigint);
  };
}

/** Lanes of both halves `start`, one after the other. */
function interleave(size: 1 | 2 | 4 | 8, isHigh: boolean): Operation {
  return ({ xmm8 }, to, from) => {
    const start = isHigh ? 8 : 0;
    const a = xmm8.slice(16 * to + start, 16 * to + start + 8);
    const b = xmm8.slice(16 * from + start, 16 * from + start + 8);
    for (let i = 0; i < 8; i += size) {
      xmm8.set(a.subarray(i, i + size), 16 * to + 2 * i);
      xmm8.set(b.subarray(i, i + size), 16 * to + 2 * i + size);
    }
  };
}

function pack(from: "xmm16" | "xmm32", narrow: (value: number) => number): Operation {
  const count = LANES[from];
  const widen = from === "xmm16" ? signed16 : (value: number) => value;
  return (state, to, other) => {
    const all = state[from];
    const values = [...all.subarray(count * to, count * (to + 1)), ...all.subarray(count * other, count * (other + 1))];
    const target = from === "xmm16" ? state.xmm8 : state.xmm16;
    values.forEach((value, i) => (target[2 * count * to + i] = narrow(widen(value))));
  };
}

/** Shifts by a whole register's low half, or by an immediate (then both registers are the same). */
function shift(bits: 16 | 32 | 64, run: (value: bigint, count: bigint) => bigint): ShiftForms {
  const perHalf = 64 / bits;
  const laneMask = (1n << BigInt(bits)) - 1n;
  const half = (value: bigint, count: bigint) => {
    let result = 0n;
    for (let i = 0; i < perHalf; i++) {
      const at = BigInt(i * bits);
      result |= (run((value >> at) & laneMask, count) & laneMask) << at;
    }
    return result;
  };
  const apply = ({ xmm64 }: State, to: number, count: bigint) => {
    const cut = count > 255n ? 255n : count;
    for (let i = 0; i < 2; i++) xmm64[2 * to + i] = half(xmm64[2 * to + i] as bigint, cut);
  };
  return {
    both: (state, to, from) => apply(state, to, state.xmm64[2 * from] as bigint),
    immediate: (state, to, _, immediate) => apply(state, to, BigInt(immediate)),
  };
}

export interface ShiftForms {
  readonly both: Operation;
  readonly immediate: Operation;
}

function shiftBytes(isLeft: boolean): Operation {
  return ({ xmm8 }, to, _, immediate) => {
    const count = Math.min(immediate, 16);
    const old = xmm8.slice(16 * to, 16 * to + 16);
    const moved = new Uint8Array(16);
    if (isLeft) moved.set(old.subarray(0, 16 - count), count);
    else moved.set(old.subarray(count));
    xmm8.set(moved, 16 * to);
  };
}

/** Lanes of `from` by two bits each of the immediate. */
function shuffle(view: "xmm16" | "xmm32", start: number, count: 4): Operation {
  return (state, to, from, immediate) => {
    const all = state[view];
    const perRegister = LANES[view];
    const old = all.slice(perRegister * from, perRegister * (from + 1));
    for (let i = 0; i < perRegister; i++) {
      const isMoved = i >= start && i < start + count;
      all[perRegister * to + i] = old[isMoved ? start + ((immediate >> (2 * (i - start))) & 3) : i] as number;
    }
  };
}

/** Two lanes of `to`, then two of `from`. */
const shuffleSingles: Operation = ({ xmm32 }, to, from, immediate) => {
  const a = xmm32.slice(4 * to, 4 * to + 4);
  const b = xmm32.slice(4 * from, 4 * from + 4);
  for (let i = 0; i < 4; i++) xmm32[4 * to + i] = (i < 2 ? a : b)[(immediate >> (2 * i)) & 3] as number;
};

const shuffleDoubles: Operation = ({ xmm64 }, to, from, immediate) => {
  const a = xmm64[2 * to + (immediate & 1)] as bigint;
  const b = xmm64[2 * from + ((immediate >> 1) & 1)] as bigint;
  xmm64[2 * to] = a;
  xmm64[2 * to + 1] = b;
};

const multiplyEven: Operation = ({ xmm32, xmm64 }, to, from) => {
  for (let i = 0; i < 2; i++) {
    const a = BigInt((xmm32[4 * to + 2 * i] as number) >>> 0);
    xmm64[2 * to + i] = a * BigInt((xmm32[4 * from + 2 * i] as number) >>> 0);
  }
};

const multiplyAdd: Operation = ({ xmm16, xmm32 }, to, from) => {
  for (let i = 0; i < 4; i++) {
    const product = (at: number) => signed16(xmm16[8 * to + at] as number) * signed16(xmm16[8 * from + at] as number);
    xmm32[4 * to + i] = (product(2 * i) + product(2 * i + 1)) | 0;
  }
};

const sumOfDifferences: Operation = ({ xmm8, xmm64 }, to, from) => {
  const sums = [0, 0];
  for (let i = 0; i < 16; i++) (sums[i >> 3] as number) += Math.abs((xmm8[16 * to + i] as number) - (xmm8[16 * from + i] as number));
  sums.forEach((sum, i) => (xmm64[2 * to + i] = BigInt(sum)));
};

const and = wide((a, b) => a & b);
const andNot = wide((a, b) => ~a & b);
const or = wide((a, b) => a | b);
const xor: Operation = ({ xmm32 }, to, from) => {
  for (let i = 0; i < 4; i++) (xmm32[4 * to + i] as number) ^= xmm32[4 * from + i] as number;
};

const copyHalf =
  (toHalf: number, fromHalf: number): Operation =>
  ({ xmm64 }, to, from) => {
    xmm64[2 * to + toHalf] = xmm64[2 * from + fromHalf] as bigint;
  };

/** Those that shift. */
export const SHIFTS: Readonly<Record<string, ShiftForms>> = {
  psllw: shift(16, (value, count) => value << count),
  pslld: shift(32, (value, count) => value << count),
  psllq: shift(64, (value, count) => value << count),
  psrlw: shift(16, (value, count) => value >> count),
  psrld: shift(32, (value, count) => value >> count),
  psrlq: shift(64, (value, count) => value >> count),
  psraw: shift(16, (value, count) => BigInt.asIntN(16, value) >> count),
  psrad: shift(32, (value, count) => BigInt.asIntN(32, value) >> count),
};

export const PACKED: Readonly<Record<string, Operation>> = {
  pand: and,
  andps: and,
  andpd: and,
  pandn: andNot,
  andnps: andNot,
  andnpd: andNot,
  por: or,
  orps: or,
  orpd: or,
  pxor: xor,
  xorps: xor,
  xorpd: xor,
  paddb: lanes("xmm8", (a, b) => a + b),
  paddw: lanes("xmm16", (a, b) => a + b),
  paddd: lanes("xmm32", (a, b) => (a + b) | 0),
  paddq: wide((a, b) => a + b),
  psubb: lanes("xmm8", (a, b) => a - b),
  psubw: lanes("xmm16", (a, b) => a - b),
  psubd: lanes("xmm32", (a, b) => (a - b) | 0),
  psubq: wide((a, b) => a - b),
  paddusb: lanes("xmm8", (a, b) => toByte(a + b)),
  paddusw: lanes("xmm16", (a, b) => toWord(a + b)),
  paddsb: lanes("xmm8", (a, b) => toSigned8(signed8(a) + signed8(b))),
  paddsw: lanes("xmm16", (a, b) => toSigned16(signed16(a) + signed16(b))),
  psubusb: lanes("xmm8", (a, b) => toByte(a - b)),
  psubusw: lanes("xmm16", (a, b) => toWord(a - b)),
  psubsb: lanes("xmm8", (a, b) => toSigned8(signed8(a) - signed8(b))),
  psubsw: lanes("xmm16", (a, b) => toSigned16(signed16(a) - signed16(b))),
  pmullw: lanes("xmm16", (a, b) => Math.imul(a, b)),
  pmulhw: lanes("xmm16", (a, b) => (signed16(a) * signed16(b)) >> 16),
  pmulhuw: lanes("xmm16", (a, b) => Math.imul(a, b) >>> 16),
  pmuludq: multiplyEven,
  pmaddwd: multiplyAdd,
  pavgb: lanes("xmm8", (a, b) => (a + b + 1) >> 1),
  pavgw: lanes("xmm16", (a, b) => (a + b + 1) >> 1),
  psadbw: sumOfDifferences,
  pminub: lanes("xmm8", Math.min),
  pmaxub: lanes("xmm8", Math.max),
  pminsw: lanes("xmm16", (a, b) => Math.min(signed16(a), signed16(b))),
  pmaxsw: lanes("xmm16", (a, b) => Math.max(signed16(a), signed16(b))),
  pcmpeqb: lanes("xmm8", (a, b) => (a === b ? -1 : 0)),
  pcmpeqw: lanes("xmm16", (a, b) => (a === b ? -1 : 0)),
  pcmpeqd: lanes("xmm32", (a, b) => (a === b ? -1 : 0)),
  pcmpgtb: lanes("xmm8", (a, b) => (signed8(a) > signed8(b) ? -1 : 0)),
  pcmpgtw: lanes("xmm16", (a, b) => (signed16(a) > signed16(b) ? -1 : 0)),
  pcmpgtd: lanes("xmm32", (a, b) => (a > b ? -1 : 0)),
  punpcklbw: interleave(1, false),
  punpcklwd: interleave(2, false),
  punpckldq: interleave(4, false),
  unpcklps: interleave(4, false),
  punpcklqdq: interleave(8, false),
  unpcklpd: interleave(8, false),
  punpckhbw: interleave(1, true),
  punpckhwd: interleave(2, true),
  punpckhdq: interleave(4, true),
  unpckhps: interleave(4, true),
  punpckhqdq: interleave(8, true),
  unpckhpd: interleave(8, true),
  packsswb: pack("xmm16", toSigned8),
  packuswb: pack("xmm16", toByte),
  packssdw: pack("xmm32", toSigned16),
  pslldq: shiftBytes(true),
  psrldq: shiftBytes(false),
  pshufd: shuffle("xmm32", 0, 4),
  pshuflw: shuffle("xmm16", 0, 4),
  pshufhw: shuffle("xmm16", 4, 4),
  shufps: shuffleSingles,
  shufpd: shuffleDoubles,
  movhlps: copyHalf(0, 1),
  movlhps: copyHalf(1, 0),
};
