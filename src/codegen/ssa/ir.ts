// The optimizer's form of a function: basic blocks of values, each computed once. What varies is joined by phis; memory
// is read and written by loads and stores at an address and an offset. Values are integers of 1, 2, 4 or 8 bytes, whose
// registers may hold anything above; pairs and small structs are several values. A function that has several results in
// registers (a call, assembly) has none itself: `result` values behind it are its results.

import type { Span } from "../../base/source.ts";
import type { CPassing, CWay } from "../../mir/c-ways.ts";

export type ValueId = number;
export type BlockNumber = number;

export type Condition = "e" | "ne" | "b" | "be" | "a" | "ae" | "l" | "le" | "g" | "ge";

export type BinaryOp =
  | "add"
  | "sub"
  | "mul"
  | "and"
  | "or"
  | "xor"
  | "shl"
  | "shr"
  | "sar"
  | "rol"
  | "ror"
  | "udiv"
  | "urem"
  | "sdiv"
  | "srem"
  | "mulhu"
  | "mulhs";

export type Op =
  | BinaryOp
  | "const"
  /** A word of the arguments, by its place among them. */
  | "param"
  | "phi"
  /** Address of a symbol, `imm` behind it. */
  | "symbol"
  /** Address of a place in the frame (`slot`), `imm` behind it. */
  | "slot"
  | "neg"
  | "not"
  | "bswap"
  | "bsf"
  | "bsr"
  | "zext"
  | "sext"
  | "trunc"
  /** 1 where `condition` holds between two values. */
  | "compare"
  /** The second or third value, by the first. */
  | "select"
  /** Whether the signed sum, difference, product or the unsigned product (`name`) does not fit. */
  | "overflow"
  | "load"
  | "store"
  /** `imm` bytes from the second address to the first; they do not overlap. */
  | "copy"
  /** String instructions and other fixed sequences (`name`), arguments in their registers. */
  | "sequence"
  | "call"
  | "asm"
  | "result";

export interface Value {
  readonly id: ValueId;
  readonly op: Op;
  /** Bytes of the result; 0 for what has none. */
  readonly size: number;
  args: ValueId[];
  block: BlockNumber;
  /** Number of a constant, offset of a load, store, symbol or slot, number of a parameter or result. */
  imm: bigint;
  readonly condition?: Condition;
  readonly slot?: number;
  /** Of a symbol, a call's target (undefined: the first argument), a sequence. */
  readonly name?: string | undefined;
  readonly isVolatile?: boolean;
  /** Of a call: arguments, by their number, that may be anything. */
  readonly unread?: ReadonlySet<number>;
  /** Of a call as C does it: where the words of its arguments travel, behind the callee's. */
  readonly passing?: WordPassing | undefined;
  /** Of a call: it does not come back. */
  readonly isNoReturn?: boolean;
  /** Results of a call or assembly, in order. */
  results?: ValueId[];
  readonly asm?: FixedCode;
  /** What it was made for, where debuggers want to know. */
  readonly span?: Span | undefined;
}

/** Code with its registers chosen: where it wants its arguments, leaves its results, and what it destroys. */
export interface FixedCode {
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly clobbers: readonly number[];
  /** The stack pointer must be a multiple of 16. */
  readonly needsStack: boolean;
  readonly key: number;
}

export type Terminator =
  | { kind: "jump"; target: BlockNumber }
  | { kind: "branch"; condition: ValueId; then: BlockNumber; otherwise: BlockNumber }
  | { kind: "switch"; value: ValueId; cases: { value: bigint; target: BlockNumber }[]; otherwise: BlockNumber }
  | { kind: "return"; values: ValueId[] }
  | { kind: "unreachable" };

export interface Block {
  readonly id: BlockNumber;
  phis: ValueId[];
  values: ValueId[];
  terminator: Terminator;
  predecessors: BlockNumber[];
  /** It ends in a panic, or leads to nothing else. */
  isCold: boolean;
  /** Of the terminator. */
  span?: Span | undefined;
}

/** Word for word, the address for a result in memory among them. */
export interface WordPassing extends Pick<CPassing, "convention" | "results" | "stackBytes" | "vectors"> {
  readonly words: readonly CWay[];
}

export interface Slot {
  readonly size: number;
  readonly alignment: number;
}

export class SsaFunction {
  readonly values: Value[] = [];
  readonly blocks: Block[] = [];
  readonly slots: Slot[] = [];
  /** Of a function that is called as C does. */
  passing: WordPassing | undefined;

  constructor(
    /** Words of arguments in all. */
    public parameterCount = 0,
    /** Bytes of a register. */
    readonly wordSize = 8,
  ) {}

  newBlock(): Block {
    const block: Block = {
      id: this.blocks.length,
      phis: [],
      values: [],
      terminator: { kind: "unreachable" },
      predecessors: [],
      isCold: false,
    };
    this.blocks.push(block);
    return block;
  }

  value(id: ValueId): Value {
    return this.values[id] as Value;
  }

  block(id: BlockNumber): Block {
    return this.blocks[id] as Block;
  }

  /** A value of its own, not in a block yet. */
  create(block: BlockNumber, op: Op, size: number, args: ValueId[], rest: Partial<Value> = {}): Value {
    const value: Value = { imm: 0n, ...rest, id: this.values.length, op, size, args, block };
    this.values.push(value);
    return value;
  }
}

export function targetsOf(terminator: Terminator): BlockNumber[] {
  switch (terminator.kind) {
    case "jump":
      return [terminator.target];
    case "branch":
      return [terminator.then, terminator.otherwise];
    case "switch":
      return [...terminator.cases.map(({ target }) => target), terminator.otherwise];
    default:
      return [];
  }
}

export function terminatorArguments(terminator: Terminator): ValueId[] {
  switch (terminator.kind) {
    case "branch":
      return [terminator.condition];
    case "switch":
      return [terminator.value];
    case "return":
      return terminator.values;
    default:
      return [];
  }
}

/** The terminator with other values or blocks in the place of its own. */
export function mapTerminator(
  terminator: Terminator,
  value: (id: ValueId) => ValueId,
  block: (id: BlockNumber) => BlockNumber = (id) => id,
): Terminator {
  switch (terminator.kind) {
    case "jump":
      return { kind: "jump", target: block(terminator.target) };
    case "branch":
      return {
        kind: "branch",
        condition: value(terminator.condition),
        then: block(terminator.then),
        otherwise: block(terminator.otherwise),
      };
    case "switch":
      return {
        kind: "switch",
        value: value(terminator.value),
        cases: terminator.cases.map((one) => ({ value: one.value, target: block(one.target) })),
        otherwise: block(terminator.otherwise),
      };
    case "return":
      return { kind: "return", values: terminator.values.map(value) };
    case "unreachable":
      return terminator;
  }
}

const EFFECTS: ReadonlySet<Op> = new Set<Op>(["store", "copy", "sequence", "call", "asm", "result"]);

/** It must stay where it is, used or not. */
export function hasEffect(value: Value): boolean {
  return EFFECTS.has(value.op) || value.isVolatile === true;
}

const PINNED: ReadonlySet<Op> = new Set<Op>(["load", "phi", "param", "udiv", "urem", "sdiv", "srem"]);

/** Equal wherever its arguments are, and harmless where nobody needs it. */
export function isPure(value: Value): boolean {
  return !EFFECTS.has(value.op) && !PINNED.has(value.op);
}

const OPPOSITE: Readonly<Record<Condition, Condition>> = {
  e: "ne",
  ne: "e",
  b: "ae",
  ae: "b",
  be: "a",
  a: "be",
  l: "ge",
  ge: "l",
  le: "g",
  g: "le",
};
const SWAPPED: Readonly<Record<Condition, Condition>> = {
  e: "e",
  ne: "ne",
  b: "a",
  a: "b",
  be: "ae",
  ae: "be",
  l: "g",
  g: "l",
  le: "ge",
  ge: "le",
};

export const opposite = (condition: Condition): Condition => OPPOSITE[condition];
/** The same comparison with its sides exchanged. */
export const swapped = (condition: Condition): Condition => SWAPPED[condition];
