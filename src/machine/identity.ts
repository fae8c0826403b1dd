// What the processor says of itself: `cpuid`, the time stamp counter, and the parts of the floating-point unit that kernels touch
// when they switch SSE on. The processor is a plain x86-64 with SSE2.
import type { MemoryOperand, Operand } from "./decode.ts";
import type { Processor } from "./processor.ts";
import { setCarries, setResult } from "./results.ts";
import type { Execute } from "./results.ts";
import { AUXILIARY, PARITY } from "./state.ts";

const RAX = 0;
const RCX = 1;
const RDX = 2;
const RBX = 3;

/** Leaf -> eax, ebx, ecx, edx. Bits: Intel SDM, volume 2, CPUID. */
const LEAVES: ReadonlyMap<number, readonly [number, number, number, number]> = new Map([
  [0, [7, word("kbui"), word("uild"), word("ldkb")]],
  // cmpxchg16b, popcnt, rdrand; fpu, pse, tsc, msr, pae, cx8, pge, cmov, pat, fxsr, sse, sse2
  [1, [0x663, 0x800, 0x40802000, 0x0701a179]],
  // rdseed
  [7, [0, 0x40000, 0, 0]],
  [0x80000000, [0x80000008, 0, 0, 0]],
  // lahf; syscall, no-execute, 1 GiB pages, long mode
  [0x80000001, [0x663, 0, 1, 0x24100800]],
  [0x80000008, [0x3028, 0, 0, 0]],
]);

function word(text: string): number {
  return [...text].reduceRight((value, character) => (value << 8) | character.charCodeAt(0), 0);
}

const identify: Execute = (p) => {
  const leaf = LEAVES.get(Number(p.register(RAX, 32))) ?? [0, 0, 0, 0];
  [RAX, RBX, RCX, RDX].forEach((register, i) => p.setRegister(register, 32, BigInt((leaf[i] as number) >>> 0)));
};

function timeStamp(p: Processor): void {
  const now = BigInt(p.clock());
  p.setRegister(RAX, 32, now);
  p.setRegister(RDX, 32, now >> 32n);
}

const WORD = (1n << 64n) - 1n;

/**
 * Numbers that look like chance and are the same in every run: SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom
 * number generators"). There is always one, so that the carry says yes.
 */
const random: Execute = (p, { operands }) => {
  p.randomState = (p.randomState + 0x9e3779b97f4a7c15n) & WORD;
  let mixed = p.randomState;
  mixed = ((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n) & WORD;
  mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & WORD;
  p.write(operands[0] as Operand, mixed ^ (mixed >> 31n));
  setResult(p, 1n, 64);
  setCarries(p, true, false);
  p.slots[AUXILIARY] = 0;
  p.slots[PARITY] = 1;
};

/** FXSAVE's image: MXCSR at 24, xmm registers from 160. */
const save: Execute = (p, { operands }) => {
  const at = p.address(operands[0] as MemoryOperand);
  for (let i = 0; i < 512; i += 8) p.store(at + BigInt(i), 64, 0n);
  p.store(at, 16, BigInt(p.floatControl));
  p.store(at + 24n, 32, BigInt(p.sseControl));
  p.store(at + 28n, 32, 0xffffn);
  for (let i = 0; i < 32; i++) p.store(at + BigInt(160 + 8 * i), 64, p.state.xmm64[i] as bigint);
};

const restore: Execute = (p, { operands }) => {
  const at = p.address(operands[0] as MemoryOperand);
  p.floatControl = Number(p.load(at, 16));
  p.sseControl = Number(p.load(at + 24n, 32));
  for (let i = 0; i < 32; i++) p.state.xmm64[i] = p.load(at + BigInt(160 + 8 * i), 64);
};

/** Bit 6 of the control word is always set, bits 7 and 13 to 15 are not there. */
const CONTROL_BITS = 0x1f3f;

const storeControl: Execute = (p, { operands }) => p.store(p.address(operands[0] as MemoryOperand), 16, BigInt(p.floatControl));

const loadControl: Execute = (p, { operands }) => {
  p.floatControl = (Number(p.load(p.address(operands[0] as MemoryOperand), 16)) & CONTROL_BITS) | 0x40;
};

const reset: Execute = (p) => {
  p.floatControl = 0x37f;
};

/** Nothing computes there: the status is always that of a unit that was just reset. */
const storeStatus: Execute = (p, { operands }) => {
  const [to] = operands as readonly [Operand];
  if (to.kind === "memory") p.store(p.address(to), 16, 0n);
  else p.write(to, 0n);
};

/** There is no cache to flush, but there must be memory. */
const flushLine: Execute = (p, { operands }) => {
  p.load(p.address(operands[0] as MemoryOperand), 8);
};

export const IDENTITY: Readonly<Record<string, Execute | undefined>> = {
  cpuid: identify,
  rdrand: random,
  rdseed: random,
  rdtsc: timeStamp,
  rdtscp: (p) => {
    timeStamp(p);
    p.setRegister(RCX, 32, 0n);
  },
  fxsave: save,
  fxsave64: save,
  fxrstor: restore,
  fxrstor64: restore,
  fninit: reset,
  finit: reset,
  fnstcw: storeControl,
  fstcw: storeControl,
  fldcw: loadControl,
  fnstsw: storeStatus,
  clflush: flushLine,
  clflushopt: flushLine,
  fnclex: () => {},
};
