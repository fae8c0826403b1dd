// SSE and SSE2, one function an instruction: each works on the views of the xmm registers in the width it needs. A memory operand
// is read into a register of its own first, so that an operation knows registers alone: the number of the one it changes, and
// that of the other. Exceptions of arithmetic are masked, as kernels and programs leave them; rounding is to nearest.
import type { MemoryOperand, Operand } from "./decode.ts";
import { Fault } from "./memory.ts";
import { GENERAL_PROTECTION } from "./processor.ts";
import type { Processor } from "./processor.ts";
import { mask } from "./results.ts";
import type { Execute } from "./results.ts";
import { AUXILIARY, CARRY, OVERFLOW, PARITY, SIGN, ZERO } from "./state.ts";
import type { State } from "./state.ts";
import { PACKED, SHIFTS } from "./packed.ts";
import type { Operation, ShiftForms } from "./packed.ts";
import { CONVERSIONS } from "./sse-conversions.ts";
import { SSE_STATE } from "./saved-state.ts";
import { immediateOf, numberOf, source } from "./sse-operands.ts";

function storeMemory(p: Processor, operand: MemoryOperand, bytes: number, from: number, aligned: boolean): void {
  const address = p.address(operand);
  if (aligned && (address & 15n) !== 0n) throw new Fault(GENERAL_PROTECTION, 0);
  const { xmm32, xmm64 } = p.state;
  if (bytes === 4) return p.store(address, 32, BigInt((xmm32[4 * from] as number) >>> 0));
  // The last byte must be writable before the first is written.
  if (bytes === 16 && (address & 0xfffn) > 0xff0n) p.store((address + 15n) & mask(64), 8, BigInt(p.state.xmm8[16 * from + 15] as number));
  p.store(address, 64, xmm64[2 * from] as bigint);
  if (bytes === 16) p.store((address + 8n) & mask(64), 64, xmm64[2 * from + 1] as bigint);
}

/** Shifts: by a register or memory, or by an immediate. */
function shift({ both, immediate }: ShiftForms): Execute {
  const [byRegister, byImmediate] = [operation(both, 16), operation(immediate, 16)];
  return (p, instruction) => (instruction.operands[1]?.kind === "immediate" ? byImmediate : byRegister)(p, instruction);
}

/** An operation on a register and a register or memory of `bytes` bytes. */
function operation(run: Operation, bytes: number): Execute {
  return (p, instruction) => {
    const [to, from] = instruction.operands as readonly [Operand, Operand];
    const isImmediate = from.kind === "immediate";
    const other = isImmediate ? numberOf(to) : source(p, from, bytes, bytes === 16);
    run(p.state, numberOf(to), other, immediateOf(instruction));
  };
}

/** A move of `bytes` bytes; `clears` the rest of a register that is loaded from memory. */
function move(bytes: number, aligned: boolean, clearsAlways: boolean): Execute {
  return (p, { operands }) => {
    const [to, from] = operands as readonly [Operand, Operand];
    if (to.kind === "memory") return storeMemory(p, to, bytes, numberOf(from), aligned);
    const other = source(p, from, bytes, aligned);
    const { xmm32 } = p.state;
    const target = 4 * numberOf(to);
    for (let i = 0; i < bytes / 4; i++) xmm32[target + i] = xmm32[4 * other + i] as number;
    if (bytes < 16 && (clearsAlways || from.kind === "memory")) xmm32.fill(0, target + bytes / 4, target + 4);
  };
}

/** movd and movq between xmm and general registers or memory. */
function moveGeneral(bits: number): Execute {
  return (p, instruction) => {
    const [to, from] = instruction.operands as readonly [Operand, Operand];
    const { xmm64, xmm32 } = p.state;
    if (to.kind !== "xmm" && from.kind === "xmm") {
      return p.write(to, (xmm64[2 * from.number] as bigint) & mask(bits), bits);
    }
    if (to.kind === "xmm" && from.kind === "xmm") {
      xmm64[2 * to.number] = xmm64[2 * from.number] as bigint;
      xmm64[2 * to.number + 1] = 0n;
      return;
    }
    const value = p.read(from, bits);
    xmm32.fill(0, 4 * numberOf(to), 4 * numberOf(to) + 4);
    xmm64[2 * numberOf(to)] = value;
  };
}

/** Moves of one half, between memory and register. */
function moveHalf(half: 0 | 1): Execute {
  return (p, { operands }) => {
    const [to, from] = operands as readonly [Operand, Operand];
    const { xmm64 } = p.state;
    if (to.kind === "memory") p.store(p.address(to), 64, xmm64[2 * numberOf(from) + half] as bigint);
    else xmm64[2 * numberOf(to) + half] = p.load(p.address(from as MemoryOperand), 64);
  };
}

/** ucomis*: unordered sets zero, parity and carry. */
function compareScalar(bytes: 4 | 8): Execute {
  return (p, { operands }) => {
    const [to, from] = operands as readonly [Operand, Operand];
    const other = source(p, from, bytes);
    const [a, b] =
      bytes === 4
        ? [p.state.single[4 * numberOf(to)], p.state.single[4 * other]]
        : [p.state.double[2 * numberOf(to)], p.state.double[2 * other]];
    const x = a as number;
    const y = b as number;
    const isUnordered = Number.isNaN(x) || Number.isNaN(y);
    const { slots } = p;
    slots[ZERO] = isUnordered || x === y ? 0 : 1;
    slots[CARRY] = isUnordered || x < y ? 1 : 0;
    slots[PARITY] = isUnordered ? 0 : 1;
    slots[OVERFLOW] = slots[SIGN] = slots[AUXILIARY] = 0;
  };
}

const signMask =
  (count: number, read: (state: State, register: number, i: number) => boolean): Execute =>
  (p, { operands }) => {
    const [to, from] = operands as readonly [Operand, Operand];
    let bits = 0;
    for (let i = 0; i < count; i++) if (read(p.state, numberOf(from), i)) bits |= 1 << i;
    p.write(to, BigInt(bits));
  };

const extractWord: Execute = (p, instruction) => {
  const [to, from] = instruction.operands as readonly [Operand, Operand];
  p.write(to, BigInt(p.state.xmm16[8 * numberOf(from) + (immediateOf(instruction) & 7)] as number));
};

const insertWord: Execute = (p, instruction) => {
  const [to, from] = instruction.operands as readonly [Operand, Operand];
  p.state.xmm16[8 * numberOf(to) + (immediateOf(instruction) & 7)] = Number(p.read(from) & 0xffffn);
};

/** Bytes go to memory where the mask's byte is negative. */
const maskedMove: Execute = (p, { operands, narrowAddress }) => {
  const [from, by] = operands as readonly [Operand, Operand];
  const { xmm8 } = p.state;
  const start = p.register(7) & mask(narrowAddress ? 32 : 64);
  for (let i = 0; i < 16; i++) {
    if ((xmm8[16 * numberOf(by) + i] as number) < 0x80) continue;
    p.store((start + BigInt(i)) & mask(64), 8, BigInt(xmm8[16 * numberOf(from) + i] as number));
  }
};

const packed = Object.fromEntries(Object.entries(PACKED).map(([name, run]) => [name, operation(run, 16)]));
const shifts = Object.fromEntries(Object.entries(SHIFTS).map(([name, forms]) => [name, shift(forms)]));

type Combine = (a: number, b: number) => number;

/** `min` and `max` give the second operand where the two are equal or unordered. */
const ARITHMETIC: Readonly<Record<string, Combine>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  min: (a, b) => (a < b ? a : b),
  max: (a, b) => (a > b ? a : b),
  sqrt: (_, b) => Math.sqrt(b),
};

/** A NaN keeps its bits, made quiet: JavaScript's arithmetic does not promise that. The first operand's goes before. */
function nanOf(state: State, isDouble: boolean, to: number, from: number): void {
  const { xmm32 } = state;
  const isNan = (at: number) => Number.isNaN(isDouble ? state.double[at] : state.single[at]);
  const at = isNan(to) ? to : isNan(from) ? from : undefined;
  if (isDouble) {
    xmm32[2 * to + 1] = at === undefined ? 0xfff80000 | 0 : (xmm32[2 * at + 1] as number) | 0x80000;
    xmm32[2 * to] = at === undefined ? 0 : (xmm32[2 * at] as number);
  } else xmm32[to] = at === undefined ? 0xffc00000 | 0 : (xmm32[at] as number) | 0x400000;
}

function lane(state: State, isDouble: boolean, name: string, to: number, from: number): void {
  const view = isDouble ? state.double : state.single;
  const [a, b] = [view[to] as number, view[from] as number];
  if (name === "min" || name === "max") {
    const takesFirst = name === "min" ? a < b : a > b;
    if (takesFirst) return;
    copyLane(state, isDouble, to, from);
    return;
  }
  const result = (ARITHMETIC[name] as Combine)(a, b);
  if (!Number.isNaN(result)) view[to] = result;
  else if (name === "sqrt") {
    copyLane(state, isDouble, to, from);
    if (Number.isNaN(b)) nanOf(state, isDouble, to, to);
    else defaultNan(state, isDouble, to);
  } else nanOf(state, isDouble, to, from);
}

function defaultNan({ xmm32 }: State, isDouble: boolean, to: number): void {
  if (isDouble) [xmm32[2 * to], xmm32[2 * to + 1]] = [0, 0xfff80000 | 0];
  else xmm32[to] = 0xffc00000 | 0;
}

function copyLane({ xmm32, xmm64 }: State, isDouble: boolean, to: number, from: number): void {
  if (isDouble) xmm64[to] = xmm64[from] as bigint;
  else xmm32[to] = xmm32[from] as number;
}

function arithmetic(name: string, isDouble: boolean, lanes: number): Execute {
  const size = isDouble ? 8 : 4;
  const perRegister = 16 / size;
  return operation((state, to, from) => {
    for (let i = 0; i < lanes; i++) lane(state, isDouble, name, perRegister * to + i, perRegister * from + i);
  }, size * lanes);
}

/** The eight comparisons of `cmpps`, by number. */
const COMPARISONS: readonly ((a: number, b: number) => boolean)[] = [
  (a, b) => a === b,
  (a, b) => a < b,
  (a, b) => a <= b,
  (a, b) => Number.isNaN(a) || Number.isNaN(b),
  (a, b) => a !== b,
  (a, b) => !(a < b),
  (a, b) => !(a <= b),
  (a, b) => !Number.isNaN(a) && !Number.isNaN(b),
];

function compareLanes(isDouble: boolean, lanes: number): Execute {
  const size = isDouble ? 8 : 4;
  const perRegister = 16 / size;
  return operation((state, to, from, immediate) => {
    const test = COMPARISONS[immediate & 7] as (a: number, b: number) => boolean;
    for (let i = 0; i < lanes; i++) {
      const [x, y] = [perRegister * to + i, perRegister * from + i];
      const view = isDouble ? state.double : state.single;
      const result = test(view[x] as number, view[y] as number);
      if (isDouble) state.xmm64[x] = result ? mask(64) : 0n;
      else state.xmm32[x] = result ? -1 : 0;
    }
  }, size * lanes);
}

const floating = Object.fromEntries(
  (["ps", "pd", "ss", "sd"] as const).flatMap((suffix) => {
    const isDouble = suffix.endsWith("d");
    const lanes = suffix.startsWith("s") ? 1 : isDouble ? 2 : 4;
    const all: [string, Execute][] = Object.keys(ARITHMETIC).map((name) => [`${name}${suffix}`, arithmetic(name, isDouble, lanes)]);
    return [...all, [`cmp${suffix}`, compareLanes(isDouble, lanes)] as [string, Execute]];
  }),
);

/** By mnemonic. */
export const SSE: Readonly<Record<string, Execute | undefined>> = {
  movaps: move(16, true, false),
  movapd: move(16, true, false),
  movdqa: move(16, true, false),
  movntdq: move(16, true, false),
  movntps: move(16, true, false),
  movntpd: move(16, true, false),
  movups: move(16, false, false),
  movupd: move(16, false, false),
  movdqu: move(16, false, false),
  movss: move(4, false, false),
  movsd: move(8, false, false),
  movq: moveGeneral(64),
  movd: moveGeneral(32),
  movlps: moveHalf(0),
  movlpd: moveHalf(0),
  movhps: moveHalf(1),
  movhpd: moveHalf(1),
  ucomiss: compareScalar(4),
  comiss: compareScalar(4),
  ucomisd: compareScalar(8),
  comisd: compareScalar(8),
  pmovmskb: signMask(16, ({ xmm8 }, register, i) => ((xmm8[16 * register + i] as number) & 0x80) !== 0),
  movmskps: signMask(4, ({ xmm32 }, register, i) => (xmm32[4 * register + i] as number) < 0),
  movmskpd: signMask(2, ({ xmm32 }, register, i) => (xmm32[4 * register + 2 * i + 1] as number) < 0),
  pextrw: extractWord,
  pinsrw: insertWord,
  maskmovdqu: maskedMove,
  ...SSE_STATE,
  ...packed,
  ...shifts,
  ...floating,
  ...CONVERSIONS,
};
