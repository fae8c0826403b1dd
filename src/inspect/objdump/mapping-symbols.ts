// Mapping symbols of ARM and AArch64: from where on a section holds ARM code (`$a`), Thumb code (`$t`), AArch64 code (`$x`), data (`$d`).
import { SYM_SIZE } from "../../elf/constants.ts";
import { ElfError } from "../../elf/read.ts";
import type { ElfFile, Section } from "../../elf/read.ts";
import type { SymbolTable } from "../../elf/read-symbols.ts";
import { nameOrNone } from "../symbol-values.ts";
import { readObjectSymbols } from "../../elf/read-symbols.ts";

export interface MappingMark {
  /** Distance from the section's start. */
  readonly offset: number;
  readonly kind: "a" | "t" | "d" | "x";
}

function kindOf(name: string): MappingMark["kind"] | undefined {
  if (!/^\$[atdx](?:\.|$)/.test(name)) return undefined;
  const letter = name[1];
  return letter === "a" || letter === "t" || letter === "d" || letter === "x" ? letter : undefined;
}

/** Symbols that cannot be read mark nothing: the disassembler tells of them. */
function areReadable(file: ElfFile, { section }: SymbolTable): boolean {
  try {
    file.checkRecords(section, SYM_SIZE[file.is64 ? 64 : 32]);
    void file.strings(section.link);
    return true;
  } catch (error) {
    if (error instanceof ElfError) return false;
    throw error;
  }
}

export function mappingMarks(file: ElfFile, section: Section): readonly MappingMark[] {
  const table = readObjectSymbols(file, false);
  if (table === undefined || !areReadable(file, table)) return [];
  // In a relocatable file values count from the section's start, wherever the caller has put it.
  const base = file.header.type === 1 ? section.address - (file.sections[section.index]?.address ?? 0n) : section.address;
  const marks: MappingMark[] = [];
  for (let i = 1; i < table.count; i++) {
    if (table.sectionIndex[i] !== section.index) continue;
    const kind = kindOf(nameOrNone(table, i) ?? "");
    if (kind !== undefined) marks.push({ offset: Number(table.value(i) - base), kind });
  }
  return marks.sort((a, b) => a.offset - b.offset);
}
