// Questions about a selector: may it be read or written (`verr`, `verw`), what are its rights and its limit (`lar`, `lsl`). They
// fault on nothing; the zero flag tells whether there is an answer. Intel SDM, volume 2: LAR, LSL, VERR/VERW.
import type { Computer } from "./computer.ts";
import type { Instruction, Operand } from "./decode.ts";
import { Fault } from "./memory.ts";
import { ZERO } from "./state.ts";

type Action = (computer: Computer, instruction: Instruction) => void;

/** Types of descriptors of the system that long mode knows: tables, task states and, for rights alone, gates of calls. */
const WITH_LIMIT = new Set([2, 9, 11]);
const WITH_RIGHTS = new Set([...WITH_LIMIT, 12]);

interface Segment {
  readonly descriptor: bigint;
  /** Bits 40 to 43. */
  readonly type: number;
  readonly isOfSystem: boolean;
}

/** Undefined for a selector that is null, beyond its table, or of more trust than who asks. */
function visible(computer: Computer, selector: number): Segment | undefined {
  let descriptor: bigint;
  try {
    descriptor = computer.descriptor(selector);
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
  const type = Number((descriptor >> 40n) & 15n);
  const isOfSystem = ((descriptor >> 44n) & 1n) === 0n;
  const isConforming = !isOfSystem && (type & 0b1100) === 0b1100;
  const trust = Number((descriptor >> 45n) & 3n);
  const asks = Math.max(computer.processor.level, selector & 3);
  return !isConforming && trust < asks ? undefined : { descriptor, type, isOfSystem };
}

const selectorOf = (computer: Computer, operand: Operand | undefined) =>
  Number(computer.processor.read(operand as Operand, (operand as Operand).kind === "memory" ? 16 : (operand as Operand).bits) & 0xffffn);

function verify(fits: (type: number) => boolean): Action {
  return (computer, { operands }) => {
    const found = visible(computer, selectorOf(computer, operands[0]));
    computer.processor.slots[ZERO] = found !== undefined && !found.isOfSystem && fits(found.type) ? 0 : 1;
  };
}

function question(known: ReadonlySet<number>, answer: (descriptor: bigint) => bigint): Action {
  return (computer, { operands }) => {
    const [to, from] = operands as readonly [Operand, Operand];
    const found = visible(computer, selectorOf(computer, from));
    const isThere = found !== undefined && (!found.isOfSystem || known.has(found.type));
    computer.processor.slots[ZERO] = isThere ? 0 : 1;
    if (isThere) computer.processor.write(to, answer(found.descriptor) & ((1n << BigInt(to.bits)) - 1n));
  };
}

/** In bytes: pages are counted out. */
function limitOf(descriptor: bigint): bigint {
  const limit = (descriptor & 0xffffn) | ((descriptor >> 32n) & 0xf0000n);
  return (descriptor >> 55n) & 1n ? (limit << 12n) | 0xfffn : limit;
}

const isCode = (type: number) => (type & 8) !== 0;
const hasSecondBit = (type: number) => (type & 2) !== 0;

export const SEGMENT_QUESTIONS: Readonly<Record<string, Action>> = {
  verr: verify((type) => !isCode(type) || hasSecondBit(type)),
  verw: verify((type) => !isCode(type) && hasSecondBit(type)),
  lar: question(WITH_RIGHTS, (descriptor) => (descriptor >> 32n) & 0xf0ff00n),
  lsl: question(WITH_LIMIT, limitOf),
};
