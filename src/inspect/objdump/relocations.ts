// objdump -r (relocations of sections) and -R (those the dynamic linker applies).
import {
  SHN_LORESERVE,
  SHN_UNDEF,
  SHN_XINDEX,
  SHT_DYNAMIC,
  SHT_REL,
  SHT_RELA,
  SHT_RELR,
  STT_SECTION,
  SYM_SIZE,
} from "../../elf/constants.ts";
import { ElfError, hex } from "../../elf/read.ts";
import type { ElfFile, Section } from "../../elf/read.ts";
import { readSymbolTable } from "../../elf/read-symbols.ts";
import type { SymbolTable } from "../../elf/read-symbols.ts";
import { demangle } from "../../elf/demangle/demangle.ts";
import { dynamicEntriesFrom } from "../dynamic-section.ts";
import { hexPadded } from "../format.ts";
import { isMips64, relocationsOf, typeNameOf } from "../relocations.ts";
import type { RelocationEntry } from "../relocations.ts";
import { isAllocated, isInRange } from "./addresses.ts";
import { asMember, MemberError } from "../member-error.ts";
import type { ObjdumpContext } from "./objdump.ts";
import { shownSections } from "./section-headers.ts";

/**
 * Whether LLVM looks for the entry's symbol. On little-endian MIPS64 it reads the types for the symbol here, and does not find number 0
 * when it looks.
 */
function hasSymbol(file: ElfFile, entry: RelocationEntry): boolean {
  if (!isMips64(file) || !file.littleEndian) return entry.symbol !== 0;
  const found = entry.info >> 32n !== 0n;
  if (found && entry.symbol === 0) throw new MemberError("section [index 0] has invalid sh_entsize: expected 24, but got 0");
  return found;
}

const isReserved = (raw: number): boolean => raw === SHN_UNDEF || (raw >= SHN_LORESERVE && raw !== SHN_XINDEX);

/** The symbol's name, or its section's for a section symbol; throws ElfError. */
function targetName(context: ObjdumpContext, relocations: Section, { symbol }: RelocationEntry): string {
  const { file } = context.object;
  const linked = file.sections[relocations.link];
  if (linked === undefined) throw new ElfError(`invalid section index: ${relocations.link}`);
  const table = symbolsOf(file, linked);
  if (symbol >= table.count) {
    const place = hex(symbol * SYM_SIZE[file.is64 ? 64 : 32]);
    throw new ElfError(`can't read an entry at ${place}: it goes past the end of the section (${hex(linked.size)})`);
  }
  if (table.type(symbol) !== STT_SECTION) {
    const name = table.name(symbol);
    return context.demangles ? demangle(name, context.desk.llvm) : name;
  }
  const index = table.sectionIndex[symbol] as number;
  if (isReserved(table.rawIndex[symbol] as number)) return "";
  const section = file.sections[index];
  if (section === undefined) throw new ElfError(`invalid section index: ${index}`);
  return file.sectionName(section);
}

/** The same; LLVM 22 warns of what cannot be read, and shows nothing. */
function valueOrWarning(context: ObjdumpContext, relocations: Section, entry: RelocationEntry): string {
  try {
    return relocationValue(context, relocations, entry);
  } catch (error) {
    if (!(error instanceof ElfError) || error instanceof MemberError || context.desk.llvm === 15) throw error;
    context.warnOnce(error.message);
    return "";
  }
}

/** `name+0x10`: what an entry of `relocations` refers to. Throws ElfError. */
export function relocationValue(context: ObjdumpContext, relocations: Section, entry: RelocationEntry): string {
  const { file } = context.object;
  const name = hasSymbol(file, entry) ? targetName(context, relocations, entry) : "*ABS*";
  const addend = entry.addend ?? 0n;
  if (addend === 0n) return name;
  return `${name}${addend < 0n ? "-" : "+"}0x${(addend < 0n ? -addend : addend).toString(16)}`;
}

const tables = new WeakMap<Section, SymbolTable>();

/** Symbol table in a section, which is read once; throws ElfError. */
function symbolsOf(file: ElfFile, section: Section): SymbolTable {
  const known = tables.get(section);
  if (known !== undefined) return known;
  const table = readSymbolTable(file, section);
  tables.set(section, table);
  return table;
}

/** Symbol table a relocation section links to. */
export function linkedSymbols(file: ElfFile, section: Section): SymbolTable | undefined {
  const linked = file.sections[section.link];
  return linked === undefined || section.link === 0 ? undefined : symbolsOf(file, linked);
}

const heading = (width: number): string => `${"OFFSET".padEnd(width)} TYPE                     VALUE\n`;

function printLines(
  context: ObjdumpContext,
  relocations: Section,
  entries: readonly RelocationEntry[],
  valueOf: typeof relocationValue,
): void {
  const { file } = context.object;
  const width = file.is64 ? 16 : 8;
  for (const entry of entries) {
    const type = typeNameOf(file, entry.type, context.desk.llvm).padEnd(24);
    context.desk.print(`${hexPadded(entry.offset, width)} ${type} ${asMember(() => valueOf(context, relocations, entry))}\n`);
  }
}

/** Relocation sections by the section they apply to; `failure` is what objdump says when that one is not there. */
export function relocationsByTarget(file: ElfFile, sections: readonly Section[], failure: string): Map<Section, Section[]> {
  const byTarget = new Map<Section, Section[]>();
  for (const section of sections) {
    if (section.type !== SHT_REL && section.type !== SHT_RELA) continue;
    const target = file.sections[section.info];
    if (target === undefined) throw new MemberError(`section (${section.index}): ${failure}: invalid section index: ${section.info}`);
    const list = byTarget.get(target);
    if (list === undefined) byTarget.set(target, [section]);
    else list.push(section);
  }
  return byTarget;
}

/** How many entries LLVM counts by the sizes in the header; throws nothing for entries of another size, which only reading them does. */
const countOf = ({ size, entrySize }: Section): bigint => (entrySize === 0n ? size : size / entrySize);

/** Entries of a relocation section; throws ElfError where there are some that cannot be read. */
export const entriesOf = (file: ElfFile, section: Section): readonly RelocationEntry[] =>
  countOf(section) === 0n ? [] : relocationsOf(file, section);

/** -r shows what the linker applies: relocations that are loaded are the dynamic linker's. `-j` names the sections that hold them. */
export function relocationRecords(context: ObjdumpContext): void {
  const { file } = context.object;
  const width = file.is64 ? 16 : 8;
  const shown = shownSections(context).map(({ section }) => section);
  const loose = shown.filter((section) => !isAllocated(section) && countOf(section) > 0n);
  for (const [target, sections] of relocationsByTarget(file, loose, "unable to get a relocation target")) {
    context.desk.print(`\nRELOCATION RECORDS FOR [${asMember(() => file.sectionName(target))}]:\n${heading(width)}`);
    for (const section of sections) {
      const entries = relocationsOf(file, section).filter(({ offset }) => isInRange(context, offset));
      printLines(context, section, entries, valueOrWarning);
    }
  }
}

const TABLE_TAGS = [7n, 17n, 23n, 36n];

export function dynamicRelocations(context: ObjdumpContext): void {
  const { file } = context.object;
  if (!file.sections.some(({ type }) => type === SHT_DYNAMIC)) throw new MemberError("not a dynamic object");
  const places = file.sections
    .filter(({ type }) => type === SHT_DYNAMIC)
    .flatMap((section) => dynamicEntriesFrom(file, section.offset))
    .filter(({ tag }) => TABLE_TAGS.includes(tag))
    .map(({ value }) => value);
  const width = file.is64 ? 16 : 8;
  const tables = file.sections.filter(({ type, address }) => [SHT_REL, SHT_RELA, SHT_RELR].includes(type) && places.includes(address));
  if (tables.length === 0) return;
  context.desk.print(`\nDYNAMIC RELOCATION RECORDS\n${heading(width)}`);
  for (const section of tables) {
    if (section.type === SHT_RELR) continue;
    printLines(context, section, relocationsOf(file, section), relocationValue);
  }
}
