// Which instructions want their operands in certain registers, or destroy others than their result's.
import type { CWay } from "../../../mir/c-ways.ts";
import type { SsaFunction, Value, ValueId, WordPassing } from "../../ssa/ir.ts";
import { ARGUMENTS, argumentRegister } from "../c-words.ts";

export const RAX = 0;
export const RCX = 1;
export const RDX = 2;
export const RSI = 6;
export const RDI = 7;
/** Kept free for moves through the code generator's hands. */
export const SCRATCH = 11;
export const SCRATCH_2 = 10;

const CALLER_SAVED = [RAX, RCX, RDX, RSI, RDI, 8, 9];
export const CALLEE_SAVED: ReadonlySet<number> = new Set([3, 5, 12, 13, 14, 15]);
/** In the order in which they are taken: those that cost a byte or a save come later. */
export const ALLOCATABLE = [RAX, RCX, RDX, RSI, RDI, 8, 9, 3, 5, 14, 15, 12, 13];

export interface Constraint {
  /** By argument; undefined where it does not matter. */
  readonly inputs: readonly (number | undefined)[];
  readonly outputs: readonly number[];
  readonly clobbers: readonly number[];
}

const STRING_COPY: Constraint = { inputs: [RDI, RSI, RCX], outputs: [], clobbers: [RDI, RSI, RCX] };
const STRING_FILL: Constraint = { inputs: [RDI, RCX, RAX], outputs: [], clobbers: [RDI, RCX, RAX] };

const SHIFT: Constraint = { inputs: [undefined, RCX], outputs: [], clobbers: [RCX] };

const SEQUENCES: Readonly<Record<string, Constraint>> = {
  movsb: STRING_COPY,
  movsq: STRING_COPY,
  memmove: STRING_COPY,
  cmpsb: { inputs: [RSI, RDI, RCX], outputs: [RAX], clobbers: [RDI, RSI, RCX, RAX] },
  stosb: STRING_FILL,
  stosw: STRING_FILL,
  stosd: STRING_FILL,
  stosq: STRING_FILL,
};

/** More bytes than these are copied by a string instruction. */
export const LARGEST_UNROLLED = 64n;

export function constraintOf(f: SsaFunction, value: Value): Constraint | undefined {
  switch (value.op) {
    case "shl":
    case "shr":
    case "sar":
    case "rol":
    case "ror":
      return f.value(value.args[1] as ValueId).op === "const" ? undefined : SHIFT;
    case "udiv":
    case "sdiv":
      return { inputs: [RAX], outputs: [RAX], clobbers: [RAX, RDX] };
    case "urem":
    case "srem":
      return { inputs: [RAX], outputs: [RDX], clobbers: [RAX, RDX] };
    case "mulhu":
    case "mulhs":
      return { inputs: [RAX], outputs: [RDX], clobbers: [RAX, RDX] };
    case "overflow":
      return value.name === "umul" || (value.name === "smul" && f.value(value.args[0] as ValueId).size === 1)
        ? { inputs: [RAX], outputs: [], clobbers: [RAX, RDX] }
        : undefined;
    case "copy":
      return value.imm > LARGEST_UNROLLED ? { inputs: [RDI, RSI], outputs: [], clobbers: [RDI, RSI, RCX] } : undefined;
    case "sequence":
      return SEQUENCES[value.name as string];
    case "call":
      return callConstraint(value);
    case "asm":
      return value.asm === undefined
        ? undefined
        : { ...value.asm, clobbers: [...value.asm.clobbers, ...value.asm.inputs, ...value.asm.outputs] };
    default:
      return undefined;
  }
}

const FIRST_STACK_WORD = ARGUMENTS.length;

/** Where a word of the arguments travels. */
export function wayOf(passing: WordPassing | undefined, word: number): CWay {
  const way = passing?.words[word];
  if (way !== undefined) return way;
  return word < FIRST_STACK_WORD ? { kind: "general", index: word } : { kind: "stack", offset: 8 * (word - FIRST_STACK_WORD) };
}

/** The register it is in; undefined where it is not in a general one. */
export function registerOf(passing: WordPassing | undefined, word: number): number | undefined {
  const way = wayOf(passing, word);
  return way.kind === "general" ? argumentRegister(passing?.convention, way.index) : undefined;
}

/** Bytes of arguments that a call takes from the stack. */
export function stackBytes({ passing, args, name }: Value): number {
  return passing?.stackBytes ?? 8 * Math.max(0, args.length - (name === undefined ? 1 : 0) - FIRST_STACK_WORD);
}

/** A call through a pointer has it as its first argument, and takes it in the scratch register. */
function callConstraint(value: Value): Constraint {
  const before = value.name === undefined ? 1 : 0;
  const inputs = value.args.map((_, i) => (i < before ? undefined : registerOf(value.passing, i - before)));
  return { inputs, outputs: [RAX, RDX], clobbers: value.isNoReturn === true ? [] : CALLER_SAVED };
}
