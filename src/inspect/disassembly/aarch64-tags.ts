// AArch64's instructions on memory tags (Arm ARM, DDI 0487, C4.1: FEAT_MTE), which Capstone does not read. In Capstone's form.
import type { RawText } from "./capstone.ts";

const general = (number: number): string => (number === 31 ? "xzr" : `x${number}`);
const orStack = (number: number): string => (number === 31 ? "sp" : `x${number}`);

/** Bytes of memory that share a tag. */
const GRANULE = 16;

/** By the bits 22 and 23: what is stored; with an offset, and the whole block's. */
const STORES = ["stg", "stzg", "st2g", "stz2g"];
const BLOCKS = ["stzgm", "ldg", "stgm", "ldgm"];

/** A cache operation on tags: op1, CRm and op2, as `dc` has them behind CRn 7. */
const CACHE_OPERATIONS: Readonly<Record<string, string>> = {
  "0 6 3": "igvac",
  "0 6 4": "igsw",
  "0 6 5": "igdvac",
  "0 6 6": "igdsw",
  "0 10 4": "cgsw",
  "0 10 6": "cgdsw",
  "0 14 4": "cigsw",
  "0 14 6": "cigdsw",
  "3 4 3": "gva",
  "3 4 4": "gzva",
  "3 10 3": "cgvac",
  "3 10 5": "cgdvac",
  "3 12 3": "cgvap",
  "3 12 5": "cgdvap",
  "3 13 3": "cgvadp",
  "3 13 5": "cgdvadp",
  "3 14 3": "cigvac",
  "3 14 5": "cigdvac",
};

interface Fields {
  /** Bits 0 to 4. */
  readonly first: number;
  /** Bits 5 to 9. */
  readonly base: number;
  /** Bits 10 to 14. */
  readonly second: number;
  /** Bits 16 to 20. */
  readonly third: number;
}

/** An address in brackets; `form` 1 adds behind it, 2 to it, 3 to it and the register. */
function address(base: number, form: number, offset: number): string {
  const number = `#${offset * GRANULE}`;
  if (form === 1) return `[${orStack(base)}], ${number}`;
  if (form === 3) return `[${orStack(base)}, ${number}]!`;
  return offset === 0 ? `[${orStack(base)}]` : `[${orStack(base)}, ${number}]`;
}

function ofOneRegister(word: number, { first, base }: Fields): [string, string] | undefined {
  const [kind, form, offset] = [(word >>> 22) & 3, (word >>> 10) & 3, ((word >>> 12) << 23) >> 23];
  if (form !== 0) return [STORES[kind] as string, `${orStack(first)}, ${address(base, form, offset)}`];
  if (kind !== 1 && offset !== 0) return undefined;
  return [BLOCKS[kind] as string, `${general(first)}, ${address(base, 2, offset)}`];
}

/** Arithmetic on addresses and their tags. */
function ofAddresses(word: number, { first, base, third }: Fields): [string, string] | undefined {
  const kind = (word >>> 10) & 0x3f;
  const compares = word >>> 24 === 0xba;
  if (kind === 0) return [compares ? "subps" : "subp", `${general(first)}, ${orStack(base)}, ${orStack(third)}`];
  if (compares) return undefined;
  if (kind === 4) return ["irg", `${orStack(first)}, ${orStack(base)}${third === 31 ? "" : `, ${general(third)}`}`];
  return kind === 5 ? ["gmi", `${general(first)}, ${orStack(base)}, ${general(third)}`] : undefined;
}

function withImmediates(word: number, { first, base }: Fields): [string, string] {
  const [offset, tag] = [(word >>> 16) & 0x3f, (word >>> 10) & 15];
  return [word >>> 30 === 3 ? "subg" : "addg", `${orStack(first)}, ${orStack(base)}, #${offset * GRANULE}, #${tag}`];
}

function ofPairs(word: number, { first, base, second }: Fields): [string, string] {
  const offset = ((word >>> 15) << 25) >> 25;
  return ["stgp", `${general(first)}, ${general(second)}, ${address(base, (word >>> 23) & 3, offset)}`];
}

function ofCaches(word: number, { first }: Fields): [string, string] | undefined {
  const name = CACHE_OPERATIONS[`${(word >>> 16) & 7} ${(word >>> 8) & 15} ${(word >>> 5) & 7}`];
  return name === undefined ? undefined : ["dc", `${name}, ${general(first)}`];
}

function read(word: number): [string, string] | undefined {
  const fields: Fields = { first: word & 31, base: (word >>> 5) & 31, second: (word >>> 10) & 31, third: (word >>> 16) & 31 };
  if ((word & 0xff200000) >>> 0 === 0xd9200000) return ofOneRegister(word, fields);
  if ((word & 0xdfe00000) >>> 0 === 0x9ac00000) return ofAddresses(word, fields);
  if ((word & 0xbfc00000) >>> 0 === 0x91800000) return withImmediates(word, fields);
  if ((word & 0xfe400000) >>> 0 === 0x68000000 && ((word >>> 23) & 3) !== 0) return ofPairs(word, fields);
  return (word & 0xfff8f000) >>> 0 === 0xd5087000 ? ofCaches(word, fields) : undefined;
}

/** The instruction in a word, or undefined where it is none on tags. */
export function taggingText(word: number): RawText | undefined {
  const [mnemonic, operands] = read(word) ?? [];
  return mnemonic === undefined || operands === undefined ? undefined : { size: 4, mnemonic, operands };
}
