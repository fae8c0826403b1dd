// readelf -s and --dyn-syms: symbol tables, all entries in order.
import { SHN_ABS, SHN_COMMON, SHN_UNDEF, SHN_XINDEX, STT_SECTION, SYM_SIZE, EM_AARCH64, EM_RISCV } from "../../elf/constants.ts";
import { ElfError, hex, stringsOf } from "../../elf/read.ts";
import type { Section, Strings } from "../../elf/read.ts";
import { symbolsIn } from "../../elf/read-symbols.ts";
import type { SymbolTable } from "../../elf/read-symbols.ts";
import { hexHalves, hexPadded, inColumns, lineStart } from "../format.ts";
import type { LineStart } from "../format.ts";
import { BINDINGS, SYMBOL_TYPES, VISIBILITIES } from "./names.ts";
import { symbolVersion } from "./symbol-version.ts";
import type { ReadelfView } from "./view.ts";

/** A table, and whether its names can be read and have versions. */
export interface NamedSymbols {
  readonly table: SymbolTable;
  readonly hasNames: boolean;
  readonly isDynamic: boolean;
  /** Of the section it stands in. */
  readonly index: number | undefined;
}

/** Where an extended index leads; throws ElfError. */
function extendedIndex(view: ReadelfView, section: number | undefined, i: number): number {
  const words = section === undefined ? undefined : view.tables.extended.get(section);
  if (words === undefined)
    throw new ElfError(`found an extended symbol index (${i}), but unable to locate the extended symbol index table`);
  if (4 * i + 4 <= words.length) return words.u32(4 * i);
  const problem = `the index is greater than or equal to the number of entries (${words.length / 4})`;
  throw new ElfError(`unable to read an extended symbol table at index ${i}: ${problem}`);
}

/** A symbol's section as the Ndx column has it. */
export function indexText(view: ReadelfView, table: SymbolTable, i: number): string {
  const raw = table.rawIndex[i] as number;
  if (raw === SHN_UNDEF) return "UND";
  if (raw === SHN_ABS) return "ABS";
  if (raw === SHN_COMMON) return "COM";
  if (raw === SHN_XINDEX) return view.attempt(() => String(extendedIndex(view, table.section.index, i)), "RSV[0xffff]");
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

/** Bindings without a name are numbers in hexadecimal. */
const bindingText = (binding: number): string => BINDINGS[binding] ?? binding.toString(16);

/** What a reserved index is called in the error for a section symbol that has one. */
function reservedName(raw: number): string {
  if (raw === SHN_UNDEF) return "SHN_UNDEF";
  if (raw === SHN_ABS) return "SHN_ABS";
  if (raw === SHN_COMMON) return "SHN_COMMON";
  if (raw <= 0xff1f) return `SHN_LOPROC+${hex(raw - 0xff00)}`;
  if (raw <= 0xff3f) return `SHN_LOOS+${hex(raw - 0xff20)}`;
  return `SHN_LORESERVE+${hex(raw - 0xff00)}`;
}

/** A section symbol is called as its section is. */
function nameOfSection(view: ReadelfView, symbols: NamedSymbols, i: number): string {
  const raw = symbols.table.rawIndex[i] as number;
  const index = view.attempt(() => {
    if (raw === SHN_XINDEX) return extendedIndex(view, symbols.index, i);
    if (raw !== SHN_UNDEF && raw < 0xff00) return raw;
    throw new ElfError(`unable to get section index for symbol with st_shndx = ${hex(raw)} (${reservedName(raw)})`);
  }, undefined);
  if (index === undefined) return "<?>";
  return view.attempt(() => {
    const section = view.file.sections[index];
    if (section === undefined) throw new ElfError(`invalid section index: ${index}`);
    return view.file.sectionName(section);
  }, `<section ${index}>`);
}

/** The name with its version; a section symbol without one has its section's. */
export function readelfSymbolName(view: ReadelfView, symbols: NamedSymbols, i: number): string {
  const { table, hasNames, isDynamic } = symbols;
  const name = hasNames ? view.attempt(() => view.symbolText(table.name(i)), undefined) : undefined;
  if (name === undefined) return "<?>";
  if (name === "" && table.type(i) === STT_SECTION) return nameOfSection(view, symbols, i);
  if (!isDynamic) return name;
  try {
    const version = symbolVersion(view, i, table.rawIndex[i] === SHN_UNDEF);
    return version === undefined ? name : `${name}${version.isDefault ? "@@" : "@"}${version.name}`;
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    view.warn(error.message);
    return `${name}@<corrupt>`;
  }
}

/** Machines with a bit of st_other for a calling convention of the function's own. */
const VARIANTS: Readonly<Record<number, string>> = { [EM_AARCH64]: "VARIANT_PCS", [EM_RISCV]: "VARIANT_CC" };

/** Bits of st_other besides the visibility. */
function otherText(view: ReadelfView, other: number): string {
  if ((other & ~3) === 0) return "";
  const variant = VARIANTS[view.file.header.machine];
  if (variant === undefined) return ` [<other: 0x${hexPadded(other, view.desk.llvm === 15 ? 1 : 0)}>]`;
  if ((other & 0x80) === 0) return "";
  const rest = other & 0x7c;
  return ` [${variant}${rest === 0 ? "" : ` | ${rest.toString(16)}`}]`;
}

/** ` (.text)` for --extra-sym-info; nothing for what is in no section. */
function sectionText(view: ReadelfView, table: SymbolTable, i: number): string {
  const raw = table.rawIndex[i] as number;
  if (raw === SHN_UNDEF || (raw >= 0xff00 && raw !== SHN_XINDEX)) return "";
  const section = view.attempt(() => {
    const index = raw === SHN_XINDEX ? extendedIndex(view, table.section.index, i) : raw;
    const found = view.file.sections[index];
    if (found === undefined) throw new ElfError(`invalid section index: ${index}`);
    return found;
  }, undefined);
  if (section === undefined) return "";
  return ` (${view.attempt(() => view.file.sectionName(section), "<?>")})`;
}

/** How rows are laid out: moved by this much behind the visibility, and with sections' names or without. */
interface RowForm {
  readonly shift: number;
  readonly isExtended: boolean;
  readonly start: LineStart;
}

function row(view: ReadelfView, symbols: NamedSymbols, i: number, { shift, isExtended, start }: RowForm): string {
  const { table } = symbols;
  const value = hexHalves(table.valueHigh[i] as number, table.valueLow[i] as number, view.width);
  const other = table.other[i] as number;
  const wide = view.file.is64 ? 8 : 0;
  const fields: readonly (readonly [number, string])[] = [
    [0, `${String(i).padStart(6)}:`],
    [8, value],
    [17 + wide, String(BigInt.asIntN(64, table.size(i))).padStart(5)],
    [23 + wide, kindText(table.type(i))],
    [31 + wide, bindingText(table.binding(i))],
    [38 + wide, `${VISIBILITIES[other & 3] as string}${otherText(view, other)}`],
    [48 + wide + shift, indexText(view, table, i).padStart(3) + (isExtended ? sectionText(view, table, i) : "")],
    [(isExtended ? 61 : 51) + wide, readelfSymbolName(view, symbols, i)],
  ];
  return inColumns(fields, start);
}

function tableText(view: ReadelfView, section: Section | undefined, symbols: NamedSymbols, count: bigint, isExtended: boolean): string {
  const { table } = symbols;
  if (table.count === 0) return "";
  const name = section === undefined ? "" : view.sectionName(section);
  const { is64 } = view.file;
  const shift = table.other.some((other) => (other & ~3) !== 0) ? 13 : 0;
  let text = `\nSymbol table ${name === "" ? "for image" : `'${name}'`} contains ${count} entries:\n`;
  const columns = `   Num:    Value  ${is64 ? "        " : ""}Size Type    Bind   Vis${isExtended ? "+Other" : ""}`;
  text += `${columns.padEnd((is64 ? 56 : 48) + shift)}${isExtended ? "Ndx(SecName) Name [+ Version Info]" : "Ndx Name"}\n`;
  const form = { shift, isExtended, start: lineStart() };
  for (let i = 0; i < table.count; i++) text += row(view, symbols, i, form);
  return text;
}

function dynamicTable(view: ReadelfView, isExtended: boolean): string {
  const { tables, file } = view;
  const names = stringsOf(tables.dynamicNames?.bytes ?? new Uint8Array(0));
  const table = symbolsIn(file, tables.dynamicSymbolBytes(), names, tables.dynsym);
  const symbols = { table, hasNames: true, isDynamic: true, index: undefined };
  return tableText(view, tables.dynsym, symbols, BigInt(table.count), isExtended);
}

function staticTable(view: ReadelfView, isExtended: boolean): string {
  const { file } = view;
  const section = view.tables.symtab;
  if (section === undefined) return "";
  const names: Strings | undefined = view.within("unable to get the string table for the SHT_SYMTAB section: ", () =>
    file.stringsOfSymbols(section),
  );
  const bytes = view.within("unable to read symbols from the SHT_SYMTAB section: ", () =>
    file.recordsOf(section, SYM_SIZE[file.is64 ? 64 : 32]),
  );
  if (bytes === undefined) return "";
  const table = symbolsIn(file, bytes, names ?? stringsOf(new Uint8Array(0)), section);
  const symbols = { table, hasNames: names !== undefined, isDynamic: false, index: section.index };
  return tableText(view, section, symbols, section.size / section.entrySize, isExtended);
}

/** `isExtended`: with sections' names (--extra-sym-info). */
export function symbolTables(view: ReadelfView, withStatic: boolean, withDynamic: boolean, isExtended: boolean): string {
  return (withDynamic ? dynamicTable(view, isExtended) : "") + (withStatic ? staticTable(view, isExtended) : "");
}
