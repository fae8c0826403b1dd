// Mapping symbols of ARM and AArch64: from where on a section holds ARM code (`$a`), Thumb code (`$t`), AArch64 code (`$x`), data (`$d`).
import type { ElfFile, Section } from "../../elf/read.ts";
import { findTable, readSymbolTable } from "../../elf/read-symbols.ts";

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

export function mappingMarks(file: ElfFile, section: Section): readonly MappingMark[] {
  const found = findTable(file, false);
  if (found === undefined) return [];
  const table = readSymbolTable(file, found);
  // In a relocatable file values count from the section's start, wherever the caller has put it.
  const base = file.header.type === 1 ? section.address - (file.sections[section.index]?.address ?? 0n) : section.address;
  const marks: MappingMark[] = [];
  for (let i = 1; i < table.count; i++) {
    if (table.sectionIndex[i] !== section.index) continue;
    const kind = kindOf(table.name(i));
    if (kind !== undefined) marks.push({ offset: Number(table.value(i) - base), kind });
  }
  return marks.sort((a, b) => a.offset - b.offset);
}
