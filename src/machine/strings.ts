// String instructions, repeated or not. A repeated one that faults has counted what it did, so that it can go on after.
import type { Instruction } from "./decode.ts";
import type { Processor } from "./processor.ts";
import { compare } from "./results.ts";
import type { Execute } from "./results.ts";
import { FLAG_DIRECTION, FLAG_TRAP, IP, SYSTEM, ZERO } from "./state.ts";

const RAX = 0;
const RCX = 1;
const RSI = 6;
const RDI = 7;
const WORD: Readonly<Record<string, number>> = { b: 8, w: 16, d: 32, q: 64 };
const ADDRESS = (1n << 64n) - 1n;

type Step = (p: Processor, bits: number) => void;

function advance(p: Processor, register: number, bits: number): void {
  const isDown = ((p.slots[SYSTEM] as number) & FLAG_DIRECTION) !== 0;
  const size = BigInt(bits / 8);
  p.setRegister(register, 64, (p.register(register) + (isDown ? -size : size)) & ADDRESS);
}

const STEPS: Readonly<Record<string, Step>> = {
  movs: (p, bits) => {
    p.store(p.register(RDI), bits, p.load(p.register(RSI), bits));
    advance(p, RSI, bits);
    advance(p, RDI, bits);
  },
  stos: (p, bits) => {
    p.store(p.register(RDI), bits, p.register(RAX, bits));
    advance(p, RDI, bits);
  },
  lods: (p, bits) => {
    p.setRegister(RAX, bits, p.load(p.register(RSI), bits));
    advance(p, RSI, bits);
  },
  cmps: (p, bits) => {
    compare(p, p.load(p.register(RSI), bits), p.load(p.register(RDI), bits), bits);
    advance(p, RSI, bits);
    advance(p, RDI, bits);
  },
  scas: (p, bits) => {
    compare(p, p.register(RAX, bits), p.load(p.register(RDI), bits), bits);
    advance(p, RDI, bits);
  },
};

/** Whether the repetition goes on after a step: `cmps` and `scas` look at the zero flag. */
function goesOn({ slots }: Processor, name: string, repeat: number): boolean {
  if (name !== "cmps" && name !== "scas") return true;
  return (slots[ZERO] === 0) === (repeat === 0xf3);
}

/** Elements of `size` bytes, at most `most`, from an address to the end of its page. */
function untilPageEnd(low: number, size: number, most: number): number {
  return Math.min(most, Math.floor((0x1000 - (low & 0xfff)) / size));
}

/** Fills `length` bytes with repetitions of the accumulator's first `size` bytes. */
function fill(p: Processor, at: number, length: number, size: number): void {
  const { bytes, view } = p.memory;
  const [low, high] = [p.slots[0] as number, p.slots[1] as number];
  if (size === 1) return void bytes.fill(low & 0xff, at, at + length);
  for (let i = 0; i < length; i += size) {
    if (size === 2) view.setInt16(at + i, low, true);
    else view.setInt32(at + i, low, true);
    if (size === 8) view.setInt32(at + i + 4, high, true);
  }
}

/** Upward `movs` or `stos` as far as one page goes, in one piece. Returns the number of elements; 0: it must be done one by one. */
function runInBulk(p: Processor, name: string, size: number): number {
  const { slots, memory } = p;
  if (((slots[SYSTEM] as number) & FLAG_DIRECTION) !== 0) return 0;
  const [to, toHigh, from, fromHigh] = [slots[2 * RDI], slots[2 * RDI + 1], slots[2 * RSI], slots[2 * RSI + 1]] as [
    number,
    number,
    number,
    number,
  ];
  const left = slots[2 * RCX + 1] === 0 ? (slots[2 * RCX] as number) >>> 0 : 0x1000;
  let count = untilPageEnd(to, size, left);
  if (name === "movs") count = untilPageEnd(from, size, count);
  if (count < 2) return 0;
  const length = count * size;
  const source = name === "movs" ? memory.plain(from, fromHigh, length, 0) : 0;
  const target = memory.plain(to, toHigh, length, 1);
  // A copy onto bytes that are still to be read repeats them.
  if (source < 0 || target < 0 || (name === "movs" && target > source && target < source + length)) return 0;
  if (name === "movs") memory.bytes.copyWithin(target, source, source + length);
  else fill(p, target, length, size);
  for (const register of name === "movs" ? [RSI, RDI] : [RDI])
    p.setRegister(register, 64, (p.register(register) + BigInt(length)) & ADDRESS);
  p.setRegister(RCX, 64, p.register(RCX) - BigInt(count));
  return count;
}

/** Whether each element is an instruction of its own for somebody who looks on. */
const isWatched = ({ slots, memory }: Processor) => ((slots[SYSTEM] as number) & FLAG_TRAP) !== 0 || memory.watch !== undefined;

function execute(p: Processor, name: string, bits: number, { repeat, low, high }: Instruction): void {
  const step = STEPS[name] as Step;
  if (repeat === 0) return step(p, bits);
  while (p.register(RCX) !== 0n) {
    if (!isWatched(p) && (name === "movs" || name === "stos")) {
      const done = runInBulk(p, name, bits / 8);
      if (done > 0) continue;
    }
    step(p, bits);
    p.setRegister(RCX, 64, p.register(RCX) - 1n);
    if (!goesOn(p, name, repeat)) return;
    if (isWatched(p) && p.register(RCX) !== 0n) {
      p.slots[IP] = low;
      p.slots[IP + 1] = high;
      return;
    }
  }
}

/** `movsb`, `stosq`, ... by name. */
export const repeated: Readonly<Record<string, Execute>> = Object.fromEntries(
  Object.keys(STEPS).flatMap((name) =>
    Object.entries(WORD).map(([letter, bits]) => [`${name}${letter}`, (p: Processor, i: Instruction) => execute(p, name, bits, i)]),
  ),
);
