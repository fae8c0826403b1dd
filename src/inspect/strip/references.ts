// What sections and symbols that stay still need: a section that another one is linked to, a symbol that a relocation or a group names.
// Removing one of them is an error in LLVM's words, unless broken links are allowed.
import { SHF_ALLOC, SHT_GROUP, SHT_REL, SHT_RELA, SHT_SYMTAB } from "../../elf/constants.ts";
import { ElfError, hex } from "../../elf/read.ts";
import { relocationsOf } from "../relocations.ts";
import type { PlacedSection, StripModel } from "./model.ts";

/** A use of a symbol, in the order of the sections and their entries. */
export interface SymbolUse {
  /** Number in the old table. */
  readonly symbol: number;
  readonly user: PlacedSection;
  /** Of the relocated place; undefined for a group's signature. */
  readonly offset: bigint | undefined;
}

const isRelocation = (type: number): boolean => type === SHT_REL || type === SHT_RELA;

/** Uses of the symbol table's symbols by the kept sections, in the order of the sections and their entries. */
export function symbolUses(model: StripModel, kept: ReadonlySet<PlacedSection>): SymbolUse[] {
  const uses: SymbolUse[] = [];
  for (const user of kept) {
    const { section } = user;
    if (section.link !== model.table?.section.index) continue;
    if (section.type === SHT_GROUP) uses.push({ symbol: section.info, user, offset: undefined });
    if (!isRelocation(section.type)) continue;
    for (const { symbol, offset } of relocationsOf(model.file, section)) uses.push({ symbol, user, offset });
  }
  return uses;
}

/** The error for a symbol that is to go and cannot. */
export function cannotStrip(name: string, { user, offset }: SymbolUse): ElfError {
  if (offset !== undefined) return new ElfError(`not stripping symbol '${name}' because it is named in a relocation`);
  const place = `${user.name}[${user.section.index}]`;
  return new ElfError(`symbol '${name}' cannot be removed because it is referenced by the section '${place}'`);
}

function brokenLink(user: PlacedSection, target: PlacedSection): string {
  if (user.section.type === SHT_GROUP)
    return `section '${target.name}' cannot be removed because it is referenced by the group section '${user.name}'`;
  if (user.section.type === SHT_SYMTAB)
    return `string table '${target.name}' cannot be removed because it is referenced by the symbol table '${user.name}'`;
  if (isRelocation(user.section.type) && (user.section.flags & BigInt(SHF_ALLOC)) === 0n)
    return `symbol table '${target.name}' cannot be removed because it is referenced by the relocation section '${user.name}'`;
  return `section '${target.name}' cannot be removed because it is referenced by the section '${user.name}'`;
}

/** Sections of no type that LLVM reads may lose the symbol table. */
function canLose({ section: { type, flags } }: PlacedSection, target: PlacedSection): boolean {
  const isKnown = type === SHT_GROUP || type === SHT_SYMTAB || (isRelocation(type) && (flags & BigInt(SHF_ALLOC)) === 0n);
  return !isKnown && target.section.type === SHT_SYMTAB;
}

/** Throws for the first kept section whose sh_link leads to one that goes, if it may not, or whose relocations are against what goes with it. */
export function checkLinks(
  model: StripModel,
  kept: ReadonlySet<PlacedSection>,
  { allowsBroken, sectionOf }: { readonly allowsBroken: boolean; sectionOf(symbol: number): number | undefined },
): void {
  const byIndex = new Map(model.sections.map((placed) => [placed.section.index, placed]));
  const removed = (index: number | undefined): PlacedSection | undefined => {
    const target = index === undefined ? undefined : byIndex.get(index);
    return target === undefined || kept.has(target) ? undefined : target;
  };
  for (const user of kept) {
    const link = removed(user.section.link);
    if (link !== undefined && !allowsBroken && !canLose(user, link)) throw new ElfError(brokenLink(user, link));
    if (!isRelocation(user.section.type) || user.section.link !== model.table?.section.index) continue;
    for (const { symbol, offset } of relocationsOf(model.file, user.section)) {
      const target = removed(sectionOf(symbol));
      if (target === undefined) continue;
      const place = `(${byIndex.get(user.section.info)?.name ?? ""}+${hex(offset)})`;
      const name = model.symbols[symbol - 1]?.name ?? "";
      throw new ElfError(`section '${target.name}' cannot be removed: ${place} has relocation against symbol '${name}'`);
    }
  }
}
