// Relocations: one row each, x86-64's here and others' in `machines/`. `S` is the symbol's address, `A` the addend, `P` the place, `G` the slot's address
// in the global offset table, `Z` the symbol's size, `GOT` the address of _GLOBAL_OFFSET_TABLE_. Thread-local ones:
// `tp` an offset from the thread pointer, `dtp` one in the module's block; the models that ask the loader for an address
// (`gd`, `ld`, `ie`, `desc`) are rewritten to offsets, which an executable knows. Source: x86-64 psABI, table 4.9 and
// chapter B.2 for relaxation.
import * as elf from "../../elf/constants.ts";
import { relocationName as tableName } from "../../elf/relocation-names.ts";
import type { Fill, LinkMachine } from "./machine.ts";
import type { LinkOptions } from "./options.ts";
import type { LinkSymbol } from "./symbol.ts";

export type RelocationValue =
  | "S+A"
  | "S+A-P"
  | "G+A-P"
  | "G+A-GOT"
  | "Z+A"
  | "S+A-GOT"
  | "GOT+A-P"
  | "tp"
  | "dtp"
  | "gd"
  | "ld"
  | "ie"
  | "desc"
  | "desc call"
  /** An offset that is the same wherever the image is loaded: the place in a page, or by way of another field. */
  | "in page"
  /** Part of the difference of two addresses. */
  | "difference"
  | "none";

export interface RelocationRow {
  /** Bytes written. */
  readonly width: 1 | 2 | 4 | 8;
  readonly value: RelocationValue;
  /** How the value must fit. */
  readonly range: "signed" | "unsigned" | "either" | "any";
  /** Writes fields that are no whole bytes, in place of `width` and `range`. */
  readonly fill?: Fill;
  /** Where the field points if nobody defines its weak symbol: so far behind P + A. */
  readonly weakDistance?: bigint;
}

/** A field of whole bytes. */
export const row = (width: RelocationRow["width"], value: RelocationValue, range: RelocationRow["range"]): RelocationRow => ({
  width,
  value,
  range,
});

/** A field that `fill` writes; `weakDistance`: where it points if nobody defines its weak symbol, so far behind P + A. */
export const field = (value: RelocationValue, fill: Fill, weakDistance?: bigint): RelocationRow => ({
  ...row(4, value, "any"),
  fill,
  ...(weakDistance === undefined ? {} : { weakDistance }),
});

const ROWS: readonly (readonly [number, RelocationRow])[] = [
  [elf.R_X86_64_NONE, row(1, "none", "any")],
  [elf.R_X86_64_64, row(8, "S+A", "any")],
  [elf.R_X86_64_PC32, row(4, "S+A-P", "signed")],
  [elf.R_X86_64_PLT32, row(4, "S+A-P", "signed")],
  [elf.R_X86_64_GOT32, row(4, "G+A-GOT", "signed")],
  [elf.R_X86_64_GOT64, row(8, "G+A-GOT", "any")],
  [elf.R_X86_64_GOTPCREL, row(4, "G+A-P", "signed")],
  [elf.R_X86_64_GOTPCRELX, row(4, "G+A-P", "signed")],
  [elf.R_X86_64_REX_GOTPCRELX, row(4, "G+A-P", "signed")],
  [elf.R_X86_64_32, row(4, "S+A", "unsigned")],
  [elf.R_X86_64_32S, row(4, "S+A", "signed")],
  [elf.R_X86_64_16, row(2, "S+A", "either")],
  [elf.R_X86_64_PC16, row(2, "S+A-P", "signed")],
  [elf.R_X86_64_8, row(1, "S+A", "either")],
  [elf.R_X86_64_PC8, row(1, "S+A-P", "signed")],
  [elf.R_X86_64_PC64, row(8, "S+A-P", "any")],
  [elf.R_X86_64_TLSGD, row(4, "gd", "signed")],
  [elf.R_X86_64_TLSLD, row(4, "ld", "signed")],
  [elf.R_X86_64_GOTTPOFF, row(4, "ie", "signed")],
  [elf.R_X86_64_GOTPC32_TLSDESC, row(4, "desc", "signed")],
  [elf.R_X86_64_TLSDESC_CALL, row(1, "desc call", "any")],
  [elf.R_X86_64_TPOFF32, row(4, "tp", "signed")],
  [elf.R_X86_64_TPOFF64, row(8, "tp", "any")],
  [elf.R_X86_64_DTPOFF32, row(4, "dtp", "signed")],
  [elf.R_X86_64_DTPOFF64, row(8, "dtp", "any")],
  [elf.R_X86_64_SIZE32, row(4, "Z+A", "signed")],
  [elf.R_X86_64_SIZE64, row(8, "Z+A", "any")],
  [elf.R_X86_64_GOTOFF64, row(8, "S+A-GOT", "any")],
  [elf.R_X86_64_PLTOFF64, row(8, "S+A-GOT", "any")],
  [elf.R_X86_64_GOTPC32, row(4, "GOT+A-P", "signed")],
  [elf.R_X86_64_GOTPC64, row(8, "GOT+A-P", "any")],
];

/** By type. */
export const X86_64_RELOCATIONS: readonly (RelocationRow | undefined)[] = ROWS.reduce<(RelocationRow | undefined)[]>(
  (table, [type, one]) => {
    table[type] = one;
    return table;
  },
  [],
);

export function relocationName({ elfMachine, relocations }: LinkMachine, type: number): string {
  return relocations[type] === undefined ? `Unknown (${type})` : (tableName(elfMachine, type, 22) ?? "");
}

/** The interval a value must lie in, ends included; undefined where any does. */
export function relocationRange({ width, range }: RelocationRow): readonly [bigint, bigint] | undefined {
  const bits = BigInt(8 * width);
  const signed: readonly [bigint, bigint] = [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n];
  if (range === "any") return undefined;
  if (range === "signed") return signed;
  return [range === "either" ? signed[0] : 0n, (1n << bits) - 1n];
}

/** What an instruction with a GOTPCRELX field becomes when the slot is not needed; `immediate` only in images that stay where they are linked. */
export type Relaxation = "call" | "jmp" | "lea" | "test" | "immediate";

/**
 * Which relaxation applies to the field at `offset` of `data`: `call *x@GOT` and `jmp *x@GOT` become direct,
 * `mov x@GOT, reg` becomes `lea x, reg`, and arithmetic on a slot takes the address as an immediate.
 */
export function relaxationOf(data: Uint8Array, offset: number, type: number, addend: bigint, options: LinkOptions): Relaxation | undefined {
  if (type !== elf.R_X86_64_GOTPCRELX && type !== elf.R_X86_64_REX_GOTPCRELX) return undefined;
  if (addend !== -4n || offset < 2 || !options.relax) return undefined;
  const opcode = data[offset - 2] as number;
  const modrm = data[offset - 1] as number;
  if (opcode === 0x8b) return "lea";
  if (opcode === 0xff && modrm === 0x15) return "call";
  if (opcode === 0xff && modrm === 0x25) return "jmp";
  if (type === elf.R_X86_64_GOTPCRELX || options.pie || offset < 3) return undefined;
  return opcode === 0x85 ? "test" : "immediate";
}

/** Its address is known when the image is linked and moves with the image, so that no slot is needed to reach it. */
export function isReachable(symbol: LinkSymbol): boolean {
  return (
    symbol.isDefined &&
    !symbol.isPreemptible &&
    symbol.section !== undefined &&
    symbol.type !== elf.STT_GNU_IFUNC &&
    symbol.type !== elf.STT_TLS
  );
}

/** Where the field of a rewritten instruction is, and what to add to the value that goes there. */
export interface RelaxedField {
  readonly at: number;
  readonly addend: bigint;
  /** The address itself goes there, not a distance. */
  readonly absolute: boolean;
}

/** Rewrites the instruction around the field at `offset`. */
export function relax(kind: Relaxation, data: Uint8Array, offset: number): RelaxedField {
  const field = { at: offset, addend: -4n, absolute: false };
  switch (kind) {
    case "lea":
      data[offset - 2] = 0x8d;
      return field;
    case "call":
      data[offset - 2] = 0x67;
      data[offset - 1] = 0xe8;
      return field;
    case "jmp":
      data[offset - 2] = 0xe9;
      data[offset + 3] = 0x90;
      return { ...field, at: offset - 1 };
    case "test":
    case "immediate":
      toImmediate(kind, data, offset);
      return { at: offset, addend: 0n, absolute: true };
  }
}

/** `test %reg, x@GOT` becomes `test $x, %reg`; `add x@GOT, %reg` becomes `add $x, %reg`, and so for the other seven. */
function toImmediate(kind: "test" | "immediate", data: Uint8Array, offset: number): void {
  const opcode = data[offset - 2] as number;
  const register = ((data[offset - 1] as number) & 0x38) >> 3;
  const rex = data[offset - 3] as number;
  data[offset - 1] = 0xc0 | register | (kind === "test" ? 0 : opcode & 0x3c);
  data[offset - 2] = kind === "test" ? 0xf7 : 0x81;
  data[offset - 3] = (rex & ~0x4) | ((rex & 0x4) >> 2);
}
