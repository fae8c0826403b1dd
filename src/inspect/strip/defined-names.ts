// Names that an object defines for others: what an archive's map of symbols leads to.
import { SHN_UNDEF, STB_LOCAL } from "../../elf/constants.ts";
import type { ElfFile } from "../../elf/read.ts";
import { findTable, readSymbolTable } from "../../elf/read-symbols.ts";

export function definedNames(file: ElfFile): string[] {
  const section = findTable(file, false);
  if (section === undefined) return [];
  const table = readSymbolTable(file, section);
  const names: string[] = [];
  for (let i = 1; i < table.count; i++) {
    if (table.binding(i) !== STB_LOCAL && table.rawIndex[i] !== SHN_UNDEF) names.push(table.name(i));
  }
  return names;
}
