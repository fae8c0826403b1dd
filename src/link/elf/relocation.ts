// x86-64 relocations: one row each. `S` is the symbol's address, `A` the addend, `P` the place, `G` the slot's address
// in the global offset table, `Z` the symbol's size. Source: x86-64 psABI, table 4.9 and chapter B.2 for relaxation.
import * as elf from "../../elf/constants.ts";
import type { LinkSymbol } from "./input.ts";

export interface RelocationRow {
  readonly name: string;
  /** Bytes written. */
  readonly width: 1 | 2 | 4 | 8;
  readonly value: "S+A" | "S+A-P" | "G+A-P" | "tp" | "Z+A" | "S+A-GOT" | "GOT+A-P" | "dtp" | "none";
  /** How the value must fit. */
  readonly range: "signed" | "unsigned" | "either" | "any";
}

const row = (name: string, width: RelocationRow["width"], value: RelocationRow["value"], range: RelocationRow["range"]): RelocationRow => ({
  name,
  width,
  value,
  range,
});

export const X86_64_RELOCATIONS: ReadonlyMap<number, RelocationRow> = new Map([
  [elf.R_X86_64_NONE, row("R_X86_64_NONE", 1, "none", "any")],
  [elf.R_X86_64_64, row("R_X86_64_64", 8, "S+A", "any")],
  [elf.R_X86_64_PC32, row("R_X86_64_PC32", 4, "S+A-P", "signed")],
  [elf.R_X86_64_PLT32, row("R_X86_64_PLT32", 4, "S+A-P", "signed")],
  [elf.R_X86_64_GOTPCREL, row("R_X86_64_GOTPCREL", 4, "G+A-P", "signed")],
  [elf.R_X86_64_GOTPCRELX, row("R_X86_64_GOTPCRELX", 4, "G+A-P", "signed")],
  [elf.R_X86_64_REX_GOTPCRELX, row("R_X86_64_REX_GOTPCRELX", 4, "G+A-P", "signed")],
  [elf.R_X86_64_32, row("R_X86_64_32", 4, "S+A", "unsigned")],
  [elf.R_X86_64_32S, row("R_X86_64_32S", 4, "S+A", "signed")],
  [elf.R_X86_64_16, row("R_X86_64_16", 2, "S+A", "either")],
  [elf.R_X86_64_PC16, row("R_X86_64_PC16", 2, "S+A-P", "signed")],
  [elf.R_X86_64_8, row("R_X86_64_8", 1, "S+A", "either")],
  [elf.R_X86_64_PC8, row("R_X86_64_PC8", 1, "S+A-P", "signed")],
  [elf.R_X86_64_PC64, row("R_X86_64_PC64", 8, "S+A-P", "any")],
  [elf.R_X86_64_TPOFF32, row("R_X86_64_TPOFF32", 4, "tp", "signed")],
  [elf.R_X86_64_TPOFF64, row("R_X86_64_TPOFF64", 8, "tp", "any")],
  [elf.R_X86_64_DTPOFF32, row("R_X86_64_DTPOFF32", 4, "dtp", "signed")],
  [elf.R_X86_64_DTPOFF64, row("R_X86_64_DTPOFF64", 8, "dtp", "any")],
  [elf.R_X86_64_SIZE32, row("R_X86_64_SIZE32", 4, "Z+A", "unsigned")],
  [elf.R_X86_64_SIZE64, row("R_X86_64_SIZE64", 8, "Z+A", "any")],
  [elf.R_X86_64_GOTOFF64, row("R_X86_64_GOTOFF64", 8, "S+A-GOT", "any")],
  [elf.R_X86_64_GOTPC32, row("R_X86_64_GOTPC32", 4, "GOT+A-P", "signed")],
]);

export function relocationName(type: number): string {
  return X86_64_RELOCATIONS.get(type)?.name ?? `Unknown (${type})`;
}

/** The interval a value must lie in, ends included; undefined where any does. */
export function relocationRange({ width, range }: RelocationRow): readonly [bigint, bigint] | undefined {
  const bits = BigInt(8 * width);
  const signed: readonly [bigint, bigint] = [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n];
  if (range === "any") return undefined;
  if (range === "signed") return signed;
  return [range === "either" ? signed[0] : 0n, (1n << bits) - 1n];
}

/** The instruction around a GOTPCRELX field, and what it becomes when the slot is not needed. */
export type Relaxation = "call" | "jmp" | "lea";

/**
 * Which relaxation applies to the field at `offset` of `data`: `call *x@GOT` and `jmp *x@GOT` become direct,
 * `mov x@GOT, reg` becomes `lea x, reg`.
 */
export function relaxationOf(data: Uint8Array, offset: number, type: number, addend: bigint): Relaxation | undefined {
  if (type !== elf.R_X86_64_GOTPCRELX && type !== elf.R_X86_64_REX_GOTPCRELX) return undefined;
  if (addend !== -4n || offset < 2) return undefined;
  const opcode = data[offset - 2] as number;
  const modrm = data[offset - 1] as number;
  if (opcode === 0xff && modrm === 0x15) return "call";
  if (opcode === 0xff && modrm === 0x25) return "jmp";
  return opcode === 0x8b ? "lea" : undefined;
}

/** A symbol whose address the link decides, so that no table slot is needed to reach it. */
export function isLinkTimeAddress(symbol: LinkSymbol): boolean {
  return symbol.isDefined && symbol.type !== elf.STT_GNU_IFUNC;
}

/** Rewrites the instruction around the field; returns where the 32-bit displacement now is and its extra addend. */
export function relax(kind: Relaxation, data: Uint8Array, offset: number): { readonly at: number; readonly addend: bigint } {
  if (kind === "lea") {
    data[offset - 2] = 0x8d;
    return { at: offset, addend: -4n };
  }
  if (kind === "call") {
    data[offset - 2] = 0x67;
    data[offset - 1] = 0xe8;
    return { at: offset, addend: -4n };
  }
  data[offset - 2] = 0xe9;
  data[offset + 3] = 0x90;
  return { at: offset - 1, addend: -4n };
}
