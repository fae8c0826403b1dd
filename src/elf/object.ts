// A relocatable object as a value: what the code generator hands to the linker. `write-object.ts` turns it into an
// ELF file that other linkers read; `read-object.ts` turns such a file into this value.
// Terms and numbers are the ELF gABI's; relocation types the machine's psABI's.

/** Index into `ElfObject.sections`. */
export type SectionIndex = number;
/** Index into `ElfObject.symbols`. */
export type SymbolIndex = number;

export interface Relocation {
  /** Byte offset in the section. */
  readonly offset: number;
  /** R_X86_64_*, R_ARM_*, ... */
  readonly type: number;
  readonly symbol: SymbolIndex;
  readonly addend: bigint;
}

export interface ObjectSection {
  readonly name: string;
  /** SHT_* */
  readonly type: number;
  /** SHF_* */
  readonly flags: number;
  /** Bytes, a power of two, at least 1. */
  readonly alignment: number;
  /** sh_entsize: of tables and mergeable sections. */
  readonly entrySize: number;
  /** Contents; empty for SHT_NOBITS. */
  readonly data: Uint8Array;
  /** In bytes; equals data.length unless SHT_NOBITS. */
  readonly size: number;
  readonly relocations: readonly Relocation[];
  /** Signature symbol of the COMDAT group the section belongs to. */
  readonly group?: SymbolIndex;
  /** SHF_LINK_ORDER target. */
  readonly linkOrder?: SectionIndex;
}

export type SymbolPlace = SectionIndex | "undefined" | "absolute" | "common";

export interface ObjectSymbol {
  readonly name: string;
  /** Offset in its section; the alignment for common symbols; the value for absolute ones. */
  readonly value: bigint;
  readonly size: bigint;
  /** STB_* */
  readonly binding: number;
  /** STT_* */
  readonly type: number;
  /** STV_* */
  readonly visibility: number;
  readonly place: SymbolPlace;
}

export interface ElfObject {
  /** What to call it in messages: a path, or `libcore.rlib(core.o)`. */
  readonly name: string;
  readonly is64: boolean;
  readonly littleEndian: boolean;
  /** EM_* */
  readonly machine: number;
  /** e_flags */
  readonly flags: number;
  readonly osAbi: number;
  readonly sections: readonly ObjectSection[];
  /** Without the null symbol; locals first. */
  readonly symbols: readonly ObjectSymbol[];
}
