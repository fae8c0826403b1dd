// What the processor says of itself: `cpuid`, the time stamp counter, numbers by chance. The processor is a plain x86-64 with SSE2,
// and what kernels use to protect themselves.
import type { MemoryOperand, Operand } from "./decode.ts";
import { Fault } from "./memory.ts";
import { GENERAL_PROTECTION } from "./processor.ts";
import type { Processor } from "./processor.ts";
import { setCarries, setResult } from "./results.ts";
import type { Execute } from "./results.ts";
import { EXTENDED_SIZE } from "./saved-state.ts";
import { AUXILIARY, PARITY } from "./state.ts";

const RAX = 0;
const RCX = 1;
const RDX = 2;
const RBX = 3;

type Leaf = readonly [eax: number, ebx: number, ecx: number, edx: number];

const bits = (...numbers: readonly number[]) => numbers.reduce((all, number) => all | (1 << number), 0);

/** Bits of leaf 1: Intel SDM, volume 2, CPUID, tables 3-10 and 3-11. */
const [MONITOR, CMPXCHG16B, CONTEXTS, POPCNT, XSAVE, EXTENDED_STATE_ON, RDRAND] = [3, 13, 17, 23, 26, 27, 30] as const;
/** fpu, de, pse, tsc, msr, pae, cx8, apic, sep, pge, cmov, pat, clflush, fxsr, sse, sse2. */
const BASIC = bits(0, 2, 3, 4, 5, 6, 8, 9, 11, 13, 15, 16, 19, 24, 25, 26);
/** Of leaf 7: fsgsbase, smep, invpcid, rdseed, smap, clflushopt; umip, rdpid; serialize. */
const [STRUCTURED, STRUCTURED_C, STRUCTURED_D] = [bits(0, 7, 10, 18, 20, 23), bits(2, 22), bits(14)];
/** Of the extended leaf 1: lahf; syscall, no-execute, 1 GiB pages, rdtscp, long mode. */
const [EXTENDED_C, EXTENDED_D] = [bits(0), bits(11, 20, 26, 27, 29)];
const SIGNATURE = 0x663;
const FLUSHED_LINE = 0x800;
const NAME = "kbuild's machine";

const BRAND: Leaf = [word(NAME.slice(0, 4)), word(NAME.slice(4, 8)), word(NAME.slice(8, 12)), word(NAME.slice(12))];

/** The parts of leaf 13: what there is to save, how large it is, and how: `xsaveopt`, `xsavec`. */
function savedState(part: number, { extendedState }: Processor): Leaf {
  if (part === 0) return [Number(extendedState) | 3, EXTENDED_SIZE, EXTENDED_SIZE, 0];
  return part === 1 ? [3, EXTENDED_SIZE, 0, 0] : [0, 0, 0, 0];
}

/** Leaf -> registers. */
const LEAVES: ReadonlyMap<number, (p: Processor, part: number) => Leaf> = new Map<number, (p: Processor, part: number) => Leaf>([
  [0, () => [13, word("kbui"), word("uild"), word("ldkb")]],
  [
    1,
    (p) => {
      const on = p.savesExtended ? [EXTENDED_STATE_ON] : [];
      return [SIGNATURE, FLUSHED_LINE, bits(MONITOR, CMPXCHG16B, CONTEXTS, POPCNT, XSAVE, RDRAND, ...on), BASIC];
    },
  ],
  [7, (_, part) => (part === 0 ? [0, STRUCTURED, STRUCTURED_C, STRUCTURED_D] : [0, 0, 0, 0])],
  [13, (p, part) => savedState(part, p)],
  [0x80000000, () => [0x80000008, 0, 0, 0]],
  [0x80000001, () => [SIGNATURE, 0, EXTENDED_C, EXTENDED_D]],
  [0x80000002, () => BRAND],
  // The time stamp counter goes on at one speed.
  [0x80000007, () => [0, 0, 0, bits(8)]],
  [0x80000008, () => [0x3028, 0, 0, 0]],
]);

function word(text: string): number {
  return [...text].reduceRight((value, character) => (value << 8) | character.charCodeAt(0), 0);
}

const identify: Execute = (p) => {
  const leaf = LEAVES.get(Number(p.register(RAX, 32)))?.(p, Number(p.register(RCX, 32))) ?? [0, 0, 0, 0];
  [RAX, RBX, RCX, RDX].forEach((register, i) => p.setRegister(register, 32, BigInt((leaf[i] as number) >>> 0)));
};

function timeStamp(p: Processor): void {
  if (p.hidesTimeStamp && p.level !== 0) throw new Fault(GENERAL_PROTECTION, 0);
  p.timeStamp = Math.max(p.timeStamp + 1, p.clock());
  const now = BigInt(p.timeStamp);
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
    p.setRegister(RCX, 32, p.processorNumber);
  },
  clflush: flushLine,
  clflushopt: flushLine,
  rdpid: (p, { operands }) => p.write(operands[0] as Operand, p.processorNumber),
  serialize: () => {},
};
