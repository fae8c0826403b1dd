// Conversions between integers, singles and doubles. A value that does not fit an integer becomes the "indefinite" one,
// the lowest; rounding is to nearest, ties to even, unless the instruction truncates.
import type { Instruction, Operand } from "./decode.ts";
import type { Processor } from "./processor.ts";
import { mask } from "./results.ts";
import type { Execute } from "./results.ts";
import { numberOf, source } from "./sse-operands.ts";
import type { State } from "./state.ts";

function nearestEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

const twoOf = ({ operands }: Instruction) => operands as readonly [Operand, Operand];

/** A number in a general register. */
function toInteger(isDouble: boolean, truncates: boolean): Execute {
  return (p, instruction) => {
    const [to, from] = twoOf(instruction);
    const register = source(p, from, isDouble ? 8 : 4);
    const value = (isDouble ? p.state.double[2 * register] : p.state.single[4 * register]) as number;
    const whole = truncates ? Math.trunc(value) : nearestEven(value);
    const limit = 2 ** (to.bits - 1);
    const fits = whole >= -limit && whole < limit;
    p.write(to, (fits ? BigInt(whole) : BigInt(-limit)) & mask(to.bits));
  };
}

/** The single nearest to an integer: through a double that keeps what decides, as a double of 53 bits could round twice. */
function singleOf(value: bigint): number {
  const size = (value < 0n ? -value : value).toString(2).length;
  if (size <= 53) return Math.fround(Number(value));
  const drop = BigInt(size - 40);
  const sticky = value & ((1n << drop) - 1n) ? 1n : 0n;
  return Math.fround(Number((value >> drop) | sticky) * 2 ** Number(drop));
}

function fromInteger(isDouble: boolean): Execute {
  return (p, instruction) => {
    const [to, from] = twoOf(instruction);
    const value = BigInt.asIntN(from.bits, p.read(from));
    if (isDouble) p.state.double[2 * numberOf(to)] = Number(value);
    else p.state.single[4 * numberOf(to)] = singleOf(value);
  };
}

function indefinite(whole: number): number {
  return whole >= -0x80000000 && whole <= 0x7fffffff ? whole : -0x80000000;
}

/** A NaN stays one: its upper bits, made quiet. */
function doubleFromSingle({ single, double, xmm32, xmm64 }: State, to: number, from: number): void {
  const value = single[from] as number;
  if (!Number.isNaN(value)) return void (double[to] = value);
  const bits = BigInt((xmm32[from] as number) >>> 0);
  xmm64[to] = ((bits & 0x80000000n) << 32n) | 0x7ff8000000000000n | ((bits & 0x7fffffn) << 29n);
}

function singleFromDouble({ single, double, xmm32, xmm64 }: State, to: number, from: number): void {
  const value = double[from] as number;
  if (!Number.isNaN(value)) return void (single[to] = value);
  const bits = xmm64[from] as bigint;
  xmm32[to] = Number(((bits >> 32n) & 0x80000000n) | 0x7fc00000n | ((bits >> 29n) & 0x3fffffn)) | 0;
}

/** Runs on the two registers' numbers, with the source copied where the target would overwrite it. */
function lanes(bytes: number, run: (state: State, to: number, from: number) => void): Execute {
  return (p: Processor, instruction) => {
    const [to, from] = twoOf(instruction);
    run(p.state, numberOf(to), source(p, from, bytes, bytes === 16));
  };
}

function integersFromDoubles(round: (value: number) => number): Execute {
  return lanes(16, ({ double, xmm32 }, to, from) => {
    const values = [double[2 * from] as number, double[2 * from + 1] as number].map((value) => indefinite(round(value)));
    xmm32.set([...values, 0, 0], 4 * to);
  });
}

function integersFromSingles(round: (value: number) => number): Execute {
  return lanes(16, ({ single, xmm32 }, to, from) => {
    for (let i = 0; i < 4; i++) xmm32[4 * to + i] = indefinite(round(single[4 * from + i] as number));
  });
}

export const CONVERSIONS: Readonly<Record<string, Execute>> = {
  cvtss2si: toInteger(false, false),
  cvttss2si: toInteger(false, true),
  cvtsd2si: toInteger(true, false),
  cvttsd2si: toInteger(true, true),
  cvtsi2ss: fromInteger(false),
  cvtsi2sd: fromInteger(true),
  cvtss2sd: lanes(4, (state, to, from) => doubleFromSingle(state, 2 * to, 4 * from)),
  cvtsd2ss: lanes(8, (state, to, from) => singleFromDouble(state, 4 * to, 2 * from)),
  cvtps2pd: lanes(8, (state, to, from) => {
    for (const i of [1, 0]) doubleFromSingle(state, 2 * to + i, 4 * from + i);
  }),
  cvtpd2ps: lanes(16, (state, to, from) => {
    for (const i of [0, 1]) singleFromDouble(state, 4 * to + i, 2 * from + i);
    state.xmm32.fill(0, 4 * to + 2, 4 * to + 4);
  }),
  cvtdq2ps: lanes(16, ({ single, xmm32 }, to, from) => {
    for (let i = 0; i < 4; i++) single[4 * to + i] = xmm32[4 * from + i] as number;
  }),
  cvtdq2pd: lanes(8, ({ double, xmm32 }, to, from) => {
    for (const i of [1, 0]) double[2 * to + i] = xmm32[4 * from + i] as number;
  }),
  cvtps2dq: integersFromSingles(nearestEven),
  cvttps2dq: integersFromSingles(Math.trunc),
  cvtpd2dq: integersFromDoubles(nearestEven),
  cvttpd2dq: integersFromDoubles(Math.trunc),
};
