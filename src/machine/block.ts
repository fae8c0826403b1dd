// Basic blocks: instructions up to a branch. A block is interpreted at first; one that runs often is compiled to a JavaScript
// function. That is text that `new Function` takes;
// all parts of it are this room's own words and numbers, nothing of the guest's.
// A block runs in whole unless an instruction faults: then `S[AT]` says which one. A block that branches to itself loops inside.
import { decode } from "./decode.ts";
import type { Instruction } from "./decode.ts";
import { Emitter } from "./emit.ts";
import { emitterOf } from "./emit-integer.ts";
import { INTEGER } from "./interpret.ts";
import { Fault } from "./memory.ts";
import type { Processor } from "./processor.ts";
import { plainOf } from "./plain.ts";
import { Stop, invalidOpcode } from "./processor.ts";
import type { Execute } from "./results.ts";
import { FLOAT_STATE } from "./saved-state.ts";
import { SSE } from "./sse.ts";
import { AT, IP, LEFT, parity } from "./state.ts";
import { PRODUCT, bitOf, fitsSigned, highProduct, leftWord, product, rightWord, signedProduct, signedRightWord } from "./wide.ts";

export interface Block {
  readonly low: number;
  readonly high: number;
  readonly instructions: readonly Instruction[];
  run: () => void;
  /** Physical pages its bytes lie in. */
  readonly pages: readonly number[];
  /** The state of the page tables it was last found right in. */
  epoch: number;
  /** False once its bytes were written to. */
  isValid: boolean;
  /** Blocks that followed it. */
  next: Block | undefined;
  other: Block | undefined;
}

/** Of a block. */
export const MAX_INSTRUCTIONS = 64;

/** Instructions behind which the next one may be elsewhere, or the machine must look round. */
const ENDS =
  /^(?:j|call$|ret|loop|sys|int|iret|hlt$|lcall$|ljmp$|lret|ud|mov[_ ]cr|popf|sti$|cli$|in$|out$|ins[bwd]$|outs[bwd]$|wrmsr$|invlpg$|invpcid$|mwait$|l[gil]dt$|ltr$|clac$|stac$|swapgs$|wr[fg]sbase$|xsetbv$)/;

function endsBlock({ mnemonic, operands }: Instruction): boolean {
  return ENDS.test(mnemonic) || (mnemonic === "mov" && operands.some(({ kind }) => kind === "cr" || kind === "sreg" || kind === "dr"));
}

const SETS_ALL_FLAGS = new Set(["add", "sub", "cmp", "and", "or", "xor", "test", "neg", "imul", "shl", "sal", "shr", "sar"]);
const READS_FLAGS = /^(?:j|set|cmov)(?!mp$)|^(?:adc|sbb)$/;
const TOUCHES_STACK = new Set(["push", "pop", "call", "ret", "leave"]);

/** A shift by cl: by nothing, it leaves the flags alone. */
const isCounted = ({ mnemonic, operands }: Instruction) => /^s[ha]/.test(mnemonic) && operands[1]?.kind === "register";

function mayFault({ mnemonic, operands }: Instruction): boolean {
  return TOUCHES_STACK.has(mnemonic) || (operands.some(({ kind }) => kind === "memory") && mnemonic !== "lea" && mnemonic !== "nop");
}

/** Of each instruction, whether the flags it leaves are seen before others replace them. */
function flagNeeds(instructions: readonly Instruction[]): boolean[] {
  const needs = instructions.map(() => true);
  let isLive = true;
  for (let i = instructions.length - 1; i >= 0; i--) {
    const instruction = instructions[i] as Instruction;
    needs[i] = isLive;
    const isSlow = emitterOf(instruction, isLive) === undefined;
    if (isSlow || mayFault(instruction) || READS_FLAGS.test(instruction.mnemonic)) isLive = true;
    else if (SETS_ALL_FLAGS.has(instruction.mnemonic) && !isCounted(instruction)) isLive = false;
  }
  return needs;
}

/** `movsd` and `cmpsd` are names of both a string instruction and one of SSE. */
function executeOf(instruction: Instruction): Execute | undefined {
  const { mnemonic, operands } = instruction;
  if (isOfSystem(instruction)) return undefined;
  const vector = operands.some(({ kind }) => kind === "xmm") || INTEGER[mnemonic] === undefined ? SSE[mnemonic] : undefined;
  if (vector !== undefined) return unlessOff("vectorFault", vector);
  const float = FLOAT_STATE[mnemonic];
  return float === undefined ? (INTEGER[mnemonic] ?? plainOf(mnemonic)) : unlessOff("floatFault", float);
}

/** An instruction of a unit that a kernel can switch off. */
const unlessOff =
  (unit: "vectorFault" | "floatFault", execute: Execute): Execute =>
  (p, instruction) => {
    const fault = p[unit];
    if (fault !== undefined) throw new Fault(fault);
    execute(p, instruction);
  };

/** Does an instruction that has no code of its own. */
function interpreter(p: Processor, instruction: Instruction): () => void {
  const execute = executeOf(instruction);
  if (execute !== undefined) return () => execute(p, instruction);
  if (instruction.mnemonic === "syscall") return () => p.surroundings.systemCall(p);
  if (instruction.mnemonic.startsWith("ud")) return invalidOpcode;
  return () => {
    if (!p.surroundings.system(p, instruction)) throw new Stop({ kind: "unknown-instruction", bytes: bytesOf(p, instruction) });
  };
}

const isOfSystem = ({ operands }: Instruction) => operands.some(({ kind }) => kind === "sreg" || kind === "cr" || kind === "dr");

function bytesOf(p: Processor, { low, high, length }: Instruction): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => p.access.read8((low + i) | 0, high));
}

function emitNext(e: Emitter, { low, high, length }: Instruction): void {
  const sum = (low + length) | 0;
  e.push(`S[${IP}] = ${sum}; S[${IP + 1}] = ${sum >>> 0 < low >>> 0 ? (high + 1) | 0 : high};`);
}

/** Whether a block ends in a branch to its own start, so that it may go round by itself. */
function loops(instructions: readonly Instruction[]): boolean {
  const [first, last] = [instructions[0], instructions[instructions.length - 1]] as [Instruction, Instruction];
  const [target] = last.operands;
  return /^j/.test(last.mnemonic) && target?.kind === "immediate" && target.low === first.low && target.high === first.high;
}

function emitInstruction(e: Emitter, instruction: Instruction, i: number, isLast: boolean): void {
  const emit = emitterOf(instruction, e.needsFlags);
  if (emit === undefined || mayFault(instruction)) e.push(`S[${AT}] = ${i};`);
  if (emit === undefined) {
    emitNext(e, instruction);
    e.push(`slow${i}();`);
    return;
  }
  emit(e, instruction);
  if (isLast && !endsBlock(instruction)) emitNext(e, instruction);
}

/** `mayLoop`: no breakpoint wants to see each round. */
function bodyOf(instructions: readonly Instruction[], mayLoop: boolean): string {
  const e = new Emitter();
  const needs = flagNeeds(instructions);
  instructions.forEach((instruction, i) => {
    e.needsFlags = needs[i] as boolean;
    e.push("{");
    emitInstruction(e, instruction, i, i === instructions.length - 1);
    e.push("}");
  });
  const count = `S[${LEFT}] -= ${instructions.length};`;
  if (!mayLoop || !loops(instructions)) return `${count}\n${e.lines.join("\n")}`;
  const { low, high } = instructions[0] as Instruction;
  return `do { ${count}\n${e.lines.join("\n")}\n} while (S[${IP}] === ${low} && S[${IP + 1}] === ${high} && S[${LEFT}] > 0);`;
}

const ACCESS = ["read8", "read16", "read32", "read64", "write8", "write16", "write32", "write64"] as const;

/** What generated code calls by name. */
const HELPERS = { parity, highProduct, product, signedProduct, fitsSigned, leftWord, rightWord, signedRightWord, bitOf, PRODUCT };

function compileFunction(p: Processor, instructions: readonly Instruction[], mayLoop: boolean): () => void {
  const slow: [string, () => void][] = [];
  const needs = flagNeeds(instructions);
  instructions.forEach((instruction, i) => {
    if (emitterOf(instruction, needs[i] as boolean) === undefined) slow.push([`slow${i}`, interpreter(p, instruction)]);
  });
  const names = [...ACCESS, ...Object.keys(HELPERS), ...slow.map(([name]) => name)];
  const values = [...ACCESS.map((name) => p.access[name]), ...Object.values(HELPERS), ...slow.map(([, run]) => run)];
  // oxlint-disable-next-line no-new-func, no-implied-eval -- the text is made here, of names and numbers; it is what makes the machine fast.
  const make = new Function("S", ...names, `"use strict"; return () => {\n${bodyOf(instructions, mayLoop)}\n};`) as (
    ...all: unknown[]
  ) => () => void;
  return make(p.slots, ...values);
}

/** Bytes at an address, up to 15, and the physical addresses of their first and last page; fewer where the next page is not there. */
function fetch({ memory }: Processor, low: number, high: number): { readonly bytes: Uint8Array; readonly pages: readonly number[] } {
  const start = memory.translate(low, high, 2);
  const inPage = 0x1000 - (low & 0xfff);
  const first = memory.bytes.subarray(start, start + Math.min(15, inPage));
  if (inPage >= 15) return { bytes: first, pages: [start] };
  try {
    const end = (low + inPage) | 0;
    const second = memory.translate(end, end === 0 ? (high + 1) | 0 : high, 2);
    return { bytes: Uint8Array.of(...first, ...memory.bytes.subarray(second, second + 15 - inPage)), pages: [start, second] };
  } catch (error) {
    if (error instanceof Fault) return { bytes: first, pages: [start] };
    throw error;
  }
}

interface Decoded {
  readonly instructions: readonly Instruction[];
  readonly pages: ReadonlySet<number>;
}

function decodeBlock(p: Processor, low: number, high: number, stopAt: ReadonlySet<string>, most: number): Decoded {
  const instructions: Instruction[] = [];
  const pages = new Set<number>();
  for (let at = low; instructions.length < most && (at ^ low) >>> 12 === 0;) {
    if (at !== low && stopAt.has(`${high}:${at}`)) break;
    const { bytes, pages: physical } = fetch(p, at, high);
    const instruction = decode(bytes, at, high);
    if (instruction === undefined) {
      if (instructions.length > 0) break;
      // The rest of it may be on a page that is not there.
      if (physical.length === 1 && (at & 0xfff) > 0xff1) p.memory.translate((at + 15) & 0xfffff000, high, 2);
      throw new Stop({ kind: "unknown-instruction", bytes: bytes.slice() });
    }
    instructions.push(instruction);
    p.memory.markCode(physical[0] as number, instruction.length);
    pages.add((physical[0] as number) >>> 12);
    if ((at & 0xfff) + instruction.length > 0x1000 && physical[1] !== undefined) {
      p.memory.markCode(physical[1], instruction.length);
      pages.add(physical[1] >>> 12);
    }
    at = (at + instruction.length) | 0;
    if (endsBlock(instruction)) break;
  }
  return { instructions, pages };
}

/** Runs of a block before it is compiled. */
let patience = 24;

/** 0 compiles every block at once; Infinity none, so that a trace sees each round of a loop. */
export function setPatience(runs: number): void {
  patience = runs;
}

/** Runs a block instruction by instruction, until it has been run often enough to be compiled. */
function interpretBlock(p: Processor, block: () => Block, mayLoop: boolean): () => void {
  const { slots } = p;
  let steps: (() => void)[] | undefined;
  let runs = 0;
  return () => {
    const { instructions } = block();
    if (runs++ >= patience) {
      block().run = compileFunction(p, instructions, mayLoop);
      return block().run();
    }
    steps ??= instructions.map((instruction) => interpreter(p, instruction));
    slots[LEFT] = (slots[LEFT] as number) - steps.length;
    for (let i = 0; i < steps.length; i++) {
      const { low, high, length } = instructions[i] as Instruction;
      const next = (low + length) | 0;
      slots[AT] = i;
      slots[IP] = next;
      slots[IP + 1] = next >>> 0 < low >>> 0 ? high + 1 : high;
      (steps[i] as () => void)();
    }
  };
}

/** The block at an address. `breakpoints` (`high:low`) start blocks. Throws a Fault where there is no code to read. */
export function compileBlock(
  p: Processor,
  low: number,
  high: number,
  epoch: number,
  breakpoints: ReadonlySet<string>,
  most: number,
): Block {
  const { instructions, pages } = decodeBlock(p, low, high, breakpoints, most);
  const run = interpretBlock(p, () => block, !breakpoints.has(`${high}:${low}`));
  const block: Block = { low, high, instructions, run, pages: [...pages], epoch, isValid: true, next: undefined, other: undefined };
  return block;
}
