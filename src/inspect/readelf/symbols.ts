// readelf -s and --dyn-syms: symbol tables, all entries in order.
import { SHN_ABS, SHN_COMMON, SHN_UNDEF, SHN_XINDEX, SHT_DYNSYM, SHT_SYMTAB, STT_SECTION } from "../../elf/constants.ts";
import type { Section } from "../../elf/read.ts";
import { readSymbolTable, SymbolVersions } from "../../elf/read-symbols.ts";
import type { SymbolTable } from "../../elf/read-symbols.ts";
import { imageSymbols } from "../dynamic-symbols.ts";
import { hexHalves, inColumns } from "../format.ts";
import { BINDINGS, SYMBOL_TYPES, VISIBILITIES } from "./names.ts";
import type { ReadelfView } from "./view.ts";

/** A symbol's section as the Ndx column has it. */
export function indexText(table: SymbolTable, i: number): string {
  const raw = table.rawIndex[i] as number;
  if (raw === SHN_UNDEF) return "UND";
  if (raw === SHN_ABS) return "ABS";
  if (raw === SHN_COMMON) return "COM";
  if (raw === SHN_XINDEX) return String(table.sectionIndex[i]);
  if (raw >= 0xff00 && raw <= 0xff1f) return `PRC[0x${raw.toString(16)}]`;
  if (raw >= 0xff20 && raw <= 0xff3f) return `OS[0x${raw.toString(16)}]`;
  return raw >= 0xff00 ? `RSV[0x${raw.toString(16)}]` : String(raw);
}

const unknown = (value: number): string => `<unknown>: ${value}`;

/** The name of an STT_* value. */
export function kindText(type: number): string {
  const known = SYMBOL_TYPES[type];
  if (known !== undefined) return known;
  if (type >= 13) return `<processor specific>: ${type}`;
  return type >= 10 ? `<OS specific>: ${type}` : unknown(type);
}

function bindingText(binding: number): string {
  const known = BINDINGS[binding];
  if (known !== undefined) return known;
  if (binding >= 13) return `<processor specific>: ${binding}`;
  return binding >= 10 ? `<OS specific>: ${binding}` : unknown(binding);
}

/** The name with its version; a section symbol without one has its section's. */
export function readelfSymbolName(view: ReadelfView, table: SymbolTable, i: number, versions: SymbolVersions | undefined): string {
  let name = view.attempt(() => view.symbolText(table.name(i)), "<?>");
  if (name === "" && table.type(i) === STT_SECTION) {
    const section = view.file.sections[table.sectionIndex[i] as number];
    if (section !== undefined) name = view.sectionName(section);
  }
  const version = view.attempt(() => versions?.of(i, table.rawIndex[i] === SHN_UNDEF), undefined);
  return version === undefined ? name : `${name}${version.isDefault ? "@@" : "@"}${version.name}`;
}

/** Bits of st_other besides the visibility. */
function otherText(other: number): string {
  return (other & ~3) === 0 ? "" : ` [<other: 0x${(other & ~3).toString(16)}>]`;
}

function row(view: ReadelfView, table: SymbolTable, i: number, versions: SymbolVersions | undefined): string {
  const value = hexHalves(table.valueHigh[i] as number, table.valueLow[i] as number, view.width);
  const other = table.other[i] as number;
  const visibility = `${(VISIBILITIES[other & 3] as string).padEnd(7)}${otherText(other)}`;
  const wide = view.file.is64 ? 8 : 0;
  return inColumns([
    [0, `${String(i).padStart(6)}:`],
    [8, value],
    [17 + wide, String(table.size(i)).padStart(5)],
    [23 + wide, kindText(table.type(i))],
    [31 + wide, bindingText(table.binding(i))],
    [38 + wide, visibility],
    [48 + wide, indexText(table, i).padStart(3)],
    [52 + wide, readelfSymbolName(view, table, i, versions)],
  ]);
}

function tableText(view: ReadelfView, section: Section, dynamic: boolean): string {
  const table = view.attempt(() => readSymbolTable(view.file, section), undefined);
  if (table === undefined || table.count === 0) return "";
  const versions = dynamic ? view.attempt(() => SymbolVersions.of(view.file), undefined) : undefined;
  return `\nSymbol table '${view.sectionName(section)}' contains ${table.count} entries:\n${rows(view, table, versions)}`;
}

function rows(view: ReadelfView, table: SymbolTable, versions: SymbolVersions | undefined): string {
  let text = `   Num:    Value  ${view.file.is64 ? "        " : ""}Size Type    Bind   Vis       Ndx Name\n`;
  for (let i = 0; i < table.count; i++) text += row(view, table, i, versions);
  return text;
}

/** Without section headers the dynamic table leads to the symbols. */
function imageTable(view: ReadelfView): string {
  const table = view.attempt(() => imageSymbols(view.file), undefined);
  if (table === undefined || table.count === 0) return "";
  return `\nSymbol table for image contains ${table.count} entries:\n${rows(view, table, undefined)}`;
}

export function symbolTables(view: ReadelfView, withStatic: boolean, withDynamic: boolean): string {
  let text = "";
  const find = (type: number): Section | undefined => view.file.sections.find((section) => section.type === type);
  const dynamic = find(SHT_DYNSYM);
  const plain = find(SHT_SYMTAB);
  if (withDynamic) text += dynamic === undefined ? imageTable(view) : tableText(view, dynamic, true);
  if (withStatic && plain !== undefined) text += tableText(view, plain, false);
  return text;
}
