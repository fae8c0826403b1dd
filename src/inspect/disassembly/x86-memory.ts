// The text of a memory operand, from ModRM, SIB, prefixes: AT&T `%fs:-8(%rax,%rbx,4)`, Intel `fs:[rax + 4*rbx - 8]`.
// The displacement is a hole. Intel SDM volume 2, tables 2-1 to 2-3.
import { HOLE } from "./template.ts";
import type { DisplacementForm } from "./template.ts";
import type { Encoding } from "./x86-encoding.ts";
import { hasNoBase, indexExtension, rmExtension, VECTOR } from "./x86-encoding.ts";

export type Syntax = "att" | "intel";

export interface MemoryText {
  readonly text: string;
  readonly form: DisplacementForm;
  /** Relative to the next instruction, without segment: its address is told in a comment. */
  readonly isRelative: boolean;
  /** Without any register. */
  readonly isAbsolute: boolean;
}

const NAMES = ["ax", "cx", "dx", "bx", "sp", "bp", "si", "di"];

const SEGMENT_NAMES: Readonly<Record<number, string>> = { 0x26: "es", 0x2e: "cs", 0x36: "ss", 0x3e: "ds", 0x64: "fs", 0x65: "gs" };

/** Base and index of 16-bit addressing. */
const PAIRS_16: readonly (readonly [string, string])[] = [
  ["bx", "si"],
  ["bx", "di"],
  ["bp", "si"],
  ["bp", "di"],
  ["si", ""],
  ["di", ""],
  ["bp", ""],
  ["bx", ""],
];

function registerName(number: number, is64: boolean): string {
  const letter = is64 ? "r" : "e";
  if (number < 8) return letter + (NAMES[number] as string);
  return `r${number}${is64 ? "" : "d"}`;
}

interface Parts {
  readonly base: string;
  readonly index: string;
  readonly scale: number;
}

/** Inverted extension bits of a vector prefix, as REX has them: B, X. Outside of 64-bit code they say nothing. */
function extensions(code: Uint8Array, e: Encoding, is64: boolean): { readonly b: number; readonly x: number } {
  if (!is64) return { b: 0, x: 0 };
  if (e.vector === VECTOR.none) return { b: rmExtension(e), x: indexExtension(e) };
  const first = code[e.start] as number;
  if (first === 0xc5) return { b: 0, x: 0 };
  const second = code[e.start + 1] as number;
  return { b: ((~second & 0x20) >> 2) | rmExtension(e), x: ((~second & 0x40) >> 3) | indexExtension(e) };
}

function sibParts(code: Uint8Array, e: Encoding, is64: boolean, wide: boolean, vectorIndex: string | undefined): Parts {
  const { b, x } = extensions(code, e, is64);
  const noBase = hasNoBase(e) && e.modrm >> 6 === 0;
  const base = noBase ? "" : registerName((e.sib & 7) | b, wide);
  const scale = 1 << (e.sib >> 6);
  const number = ((e.sib >> 3) & 7) | x;
  if (vectorIndex !== undefined) return { base, index: vectorIndex, scale };
  if (number !== 4) return { base, index: registerName(number, wide), scale };
  // A SIB byte that was not needed is shown by a register that is none.
  const needed = noBase ? is64 : (e.sib & 7) === 4 && (e.high & 0x10) === 0;
  return scale === 1 && needed ? { base, index: "", scale } : { base, index: wide ? "riz" : "eiz", scale };
}

function partsOf(code: Uint8Array, e: Encoding, is64: boolean, vectorIndex: string | undefined): Parts {
  const mode = e.modrm >> 6;
  const rm = e.modrm & 7;
  if (!is64 && e.addressSize) {
    const [base, index] = mode === 0 && rm === 6 ? ["", ""] : (PAIRS_16[rm] as readonly [string, string]);
    return { base, index, scale: 1 };
  }
  const wide = is64 && !e.addressSize;
  if (e.sib >= 0) return sibParts(code, e, is64, wide, vectorIndex);
  if (mode === 0 && rm === 5) return { base: is64 ? (wide ? "rip" : "eip") : "", index: "", scale: 1 };
  return { base: registerName(rm | extensions(code, e, is64).b, wide), index: "", scale: 1 };
}

function attText({ base, index, scale }: Parts, hasDisplacement: boolean): string {
  const hole = hasDisplacement ? HOLE.displacement : "";
  if (base === "" && index === "") return hole;
  const registers = `${base === "" ? "" : `%${base}`}${index === "" ? "" : `,%${index}`}${scale === 1 ? "" : `,${scale}`}`;
  return `${hole}(${registers})`;
}

function intelText({ base, index, scale }: Parts, hasDisplacement: boolean, llvm: 15 | 22): string {
  const hole = hasDisplacement ? HOLE.displacement : "";
  const scaled = index === "" ? "" : `${scale === 1 && !(llvm === 22 && base === "") ? "" : `${scale}*`}${index}`;
  return `[${base}${base !== "" && scaled !== "" ? " + " : ""}${scaled}${hole}]`;
}

/** Segment prefix as text, with its colon. */
export function segmentText(e: Encoding, syntax: Syntax): string {
  const name = SEGMENT_NAMES[e.segment];
  return name === undefined ? "" : syntax === "att" ? `%${name}:` : `${name}:`;
}

/** `vectorIndex`: name of the index register of a gather or scatter. */
export function memoryText(
  code: Uint8Array,
  e: Encoding,
  is64: boolean,
  syntax: Syntax,
  llvm: 15 | 22,
  vectorIndex: string | undefined,
): MemoryText {
  const parts = partsOf(code, e, is64, vectorIndex);
  const has = e.displacementSize > 0;
  const segment = segmentText(e, syntax);
  const text = syntax === "att" ? attText(parts, has) : intelText(parts, has, llvm);
  const isBare = parts.base === "" && parts.index === "";
  return {
    text: segment + text,
    form: isBare ? "always" : syntax,
    isRelative: parts.base === "rip" && e.segment === 0,
    isAbsolute: isBare,
  };
}
