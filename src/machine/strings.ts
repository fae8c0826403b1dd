// String instructions, repeated or not. A repeated one that faults has counted what it did, so that it can go on after.
import type { Instruction } from "./decode.ts";
import type { Processor } from "./processor.ts";
import { compare } from "./results.ts";
import type { Execute } from "./results.ts";
import { FLAG_DIRECTION, SYSTEM, ZERO } from "./state.ts";

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

function execute(p: Processor, name: string, bits: number, { repeat }: Instruction): void {
  const step = STEPS[name] as Step;
  if (repeat === 0) return step(p, bits);
  while (p.register(RCX) !== 0n) {
    step(p, bits);
    p.setRegister(RCX, 64, p.register(RCX) - 1n);
    if (!goesOn(p, name, repeat)) return;
  }
}

/** `movsb`, `stosq`, ... by name. */
export const repeated: Readonly<Record<string, Execute>> = Object.fromEntries(
  Object.keys(STEPS).flatMap((name) =>
    Object.entries(WORD).map(([letter, bits]) => [`${name}${letter}`, (p: Processor, i: Instruction) => execute(p, name, bits, i)]),
  ),
);
