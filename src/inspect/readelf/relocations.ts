// readelf -r: relocation sections.
import { SHT_RELA, SHT_RELR, STT_SECTION } from "../../elf/constants.ts";
import type { Section } from "../../elf/read.ts";
import { readSymbolTable, SymbolVersions } from "../../elf/read-symbols.ts";
import type { SymbolTable } from "../../elf/read-symbols.ts";
import { hexPadded, inColumns } from "../format.ts";
import { isRelocationSection, relocationsOf, relrOffsets, typeNameOf } from "../relocations.ts";
import type { RelocationEntry } from "../relocations.ts";
import { relocationName } from "../../elf/relocation-names.ts";
import { packedRelocations } from "./relative-relocations.ts";
import { readelfSymbolName } from "./symbols.ts";
import type { ReadelfView } from "./view.ts";

/** Type number of the machine's relative relocation, which SHT_RELR stands for. */
const RELATIVE: Readonly<Record<number, number>> = {
  3: 8,
  6: 8,
  22: 12,
  40: 23,
  62: 8,
  183: 1027,
  243: 3,
  20: 22,
  21: 22,
  2: 22,
  43: 22,
  4: 22,
  164: 35,
};

function heading(view: ReadelfView, withAddend: boolean): string {
  const { is64 } = view.file;
  const lead = is64
    ? "    Offset             Info             Type               Symbol's Value  Symbol's Name"
    : " Offset     Info    Type                Sym. Value  Symbol's Name";
  return `${lead}${withAddend ? " + Addend" : ""}\n`;
}

function nameOfSection(view: ReadelfView, index: number): string {
  const section = view.file.sections[index];
  if (section !== undefined) return view.sectionName(section);
  view.warn(`invalid section index: ${index}`);
  return `<section ${index}>`;
}

function symbolColumns(
  view: ReadelfView,
  table: SymbolTable | undefined,
  versions: SymbolVersions | undefined,
  entry: RelocationEntry,
): string | undefined {
  if (entry.symbol === 0 || table === undefined || entry.symbol >= table.count) return undefined;
  let name = readelfSymbolName(view, table, entry.symbol, versions);
  if (table.type(entry.symbol) === STT_SECTION && name === "") name = nameOfSection(view, table.sectionIndex[entry.symbol] as number);
  return `${hexPadded(table.value(entry.symbol), view.width)}${view.file.is64 ? " " : "   "}${name}`;
}

function row(view: ReadelfView, table: SymbolTable | undefined, versions: SymbolVersions | undefined, entry: RelocationEntry): string {
  const { width } = view;
  const columns = symbolColumns(view, table, versions, entry);
  const type = typeNameOf(view.file, entry.type);
  let text = inColumns([
    [0, hexPadded(entry.offset, width)],
    [width + 2, hexPadded(entry.info, width)],
    [2 * width + 3, type],
    [2 * width + 26, columns ?? ""],
  ]).slice(0, -1);
  // Without a symbol two empty columns follow.
  if (columns === undefined) text = text.length < 2 * width + 37 ? text.padEnd(2 * width + 37) : `${text} `;
  if (entry.addend === undefined) return `${text}\n`;
  const { addend } = entry;
  const sign = addend < 0n ? "-" : "+";
  const digits = (addend < 0n ? -addend : addend).toString(16);
  if (columns === undefined) return `${text}${addend < 0n ? "-" : ""}${digits}\n`;
  return `${text} ${sign} ${digits}\n`;
}

function tableOf(view: ReadelfView, section: Section): { table: SymbolTable | undefined; versions: SymbolVersions | undefined } {
  const linked = view.file.sections[section.link];
  if (linked === undefined || section.link === 0) return { table: undefined, versions: undefined };
  const table = view.attempt(() => readSymbolTable(view.file, linked), undefined);
  return { table, versions: linked.type === 11 ? view.attempt(() => SymbolVersions.of(view.file), undefined) : undefined };
}

function relrText(view: ReadelfView, section: Section): string {
  const type = RELATIVE[view.file.header.machine] ?? 0;
  const offsets = relrOffsets(view.file, view.file.contents(section));
  let text = `\nRelocation section '${view.sectionName(section)}' at offset 0x${section.offset.toString(16)} contains ${offsets.length} entries:\n`;
  if (view.desk.llvm === 22) return text + packedRelocations(view, section);
  text += heading(view, false);
  const name = (relocationName(view.file.header.machine, type) ?? "Unknown").padEnd(22);
  for (const offset of offsets) text += `${hexPadded(offset, view.width)}  ${hexPadded(type, view.width)} ${name} ${" ".repeat(11)}\n`;
  return text;
}

function sectionText(view: ReadelfView, section: Section): string {
  if (section.type === SHT_RELR) return relrText(view, section);
  const entries = relocationsOf(view.file, section);
  const { table, versions } = tableOf(view, section);
  let text = `\nRelocation section '${view.sectionName(section)}' at offset 0x${section.offset.toString(16)} contains ${entries.length} entries:\n`;
  text += heading(view, section.type === SHT_RELA);
  for (const entry of entries) text += row(view, table, versions, entry);
  return text;
}

export function relocations(view: ReadelfView): string {
  const sections = view.file.sections.filter(isRelocationSection);
  if (sections.length === 0) return "\nThere are no relocations in this file.\n";
  return sections.map((section) => view.attempt(() => sectionText(view, section), "")).join("");
}
