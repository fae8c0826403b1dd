// Sections while a crate is compiled: each with its bytes, the symbol it defines, and relocations that name symbols.
// `object-file.ts` turns the names into numbers when all are known.
import * as elf from "../elf/constants.ts";
import type { AssembledSymbol } from "../isa/x86_64/text/sections.ts";
import type { Line } from "../isa/x86_64/code.ts";
import type { Release } from "../target/release.ts";
import type { DebugMachine } from "./dwarf/machine.ts";
import type { DebugSection } from "./dwarf/sections.ts";
import type { StaticData } from "./module.ts";
import { commentSection } from "./object-file.ts";

export interface PendingRelocation {
  readonly offset: number;
  readonly type: number;
  readonly symbol: string;
  readonly addend: bigint;
}

export interface PendingSection {
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly alignment: number;
  readonly data: Uint8Array;
  readonly size: number;
  readonly relocations: readonly PendingRelocation[];
  readonly symbol: string;
  readonly symbolType: number;
  readonly binding: number;
  readonly visibility: number;
  /** Names inside, by offset. */
  readonly inner?: readonly AssembledSymbol[];
  readonly entrySize?: number;
  readonly lines?: readonly Line[];
  readonly isAssembly?: boolean;
}

export type StaticSection = Omit<PendingSection, "symbol" | "symbolType" | "binding" | "visibility">;

/** The type LLVM gives a section whose name it is told. */
export function sectionTypeOf(name: string): number {
  const hasPrefix = (prefix: string) => name === prefix || name.startsWith(`${prefix}.`);
  if (hasPrefix(".bss") || hasPrefix(".tbss")) return elf.SHT_NOBITS;
  if (hasPrefix(".init_array")) return elf.SHT_INIT_ARRAY;
  if (hasPrefix(".fini_array")) return elf.SHT_FINI_ARRAY;
  if (hasPrefix(".preinit_array")) return elf.SHT_PREINIT_ARRAY;
  return name.startsWith(".note") ? elf.SHT_NOTE : elf.SHT_PROGBITS;
}

/** `address` is the relocation that stores an address; what holds any and is not written to lies in `relocated`. */
export function staticSection(data: StaticData, symbol: string, address: number, relocated: ".rodata" | ".data.rel.ro"): StaticSection {
  const isZero = data.mutable && data.bytes.every((byte) => byte === 0) && data.relocations.length === 0;
  const prefix = isZero ? ".bss" : data.mutable ? ".data" : data.relocations.length > 0 ? relocated : ".rodata";
  const writable = data.mutable || prefix === ".data.rel.ro" ? elf.SHF_WRITE : 0;
  return {
    name: `${prefix}.${symbol}`,
    type: isZero ? elf.SHT_NOBITS : elf.SHT_PROGBITS,
    flags: elf.SHF_ALLOC | writable,
    alignment: data.alignment,
    data: isZero ? new Uint8Array() : data.bytes,
    size: data.zeros ?? data.bytes.length,
    relocations: data.relocations.map(({ offset, symbol: target, addend }) => ({ offset, type: address, symbol: target, addend })),
  };
}

function unnamed(section: Omit<PendingSection, "symbol" | "symbolType" | "binding" | "visibility">): PendingSection {
  return { symbol: section.name, symbolType: elf.STT_SECTION, binding: elf.STB_LOCAL, visibility: elf.STV_DEFAULT, ...section };
}

/** LLVM writes frames and lines last, behind what else the module has. */
export function pendingDebugSections(made: readonly DebugSection[], machine: DebugMachine, release: Release): PendingSection[] {
  return made.flatMap(({ name, contents, alignment, isStrings }) => {
    const section = unnamed({
      name,
      type: elf.SHT_PROGBITS,
      flags: isStrings ? elf.SHF_MERGE | elf.SHF_STRINGS : 0,
      alignment,
      entrySize: isStrings ? 1 : 0,
      data: contents.out.bytes,
      size: contents.length,
      relocations: contents.relocations.map(({ offset, isAddress, symbol, addend }) => ({
        offset,
        type: isAddress ? machine.address : machine.offset,
        symbol,
        addend: BigInt(addend),
      })),
    });
    const comment = name === ".debug_frame" ? commentSection(release) : undefined;
    return comment === undefined ? [section] : [unnamed({ ...comment, relocations: [] }), section];
  });
}
