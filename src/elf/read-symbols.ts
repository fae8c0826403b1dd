// Symbol tables of an ELF file, as columns: a table of a million symbols is a handful of typed arrays, names are cut
// from the string table when asked for.
import { SHN_XINDEX, SHT_DYNSYM, SHT_SYMTAB, SHT_SYMTAB_SHNDX, SYM_SIZE } from "./constants.ts";
import { ElfError, hex, stringsOf } from "./read.ts";
import type { ElfFile, Section, Strings } from "./read.ts";

/** Symbol `i` of all columns is entry `i` of the table; entry 0 is the null symbol. */
export class SymbolTable {
  readonly nameOffset: Uint32Array;
  readonly valueLow: Uint32Array;
  readonly valueHigh: Uint32Array;
  readonly sizeLow: Uint32Array;
  readonly sizeHigh: Uint32Array;
  readonly info: Uint8Array;
  readonly other: Uint8Array;
  /** st_shndx as it stands. */
  readonly rawIndex: Uint16Array;
  /** Section index with SHN_XINDEX looked up. */
  readonly sectionIndex: Uint32Array;

  constructor(
    readonly count: number,
    readonly strings: Strings,
    readonly section: Section,
  ) {
    this.nameOffset = new Uint32Array(count);
    this.valueLow = new Uint32Array(count);
    this.valueHigh = new Uint32Array(count);
    this.sizeLow = new Uint32Array(count);
    this.sizeHigh = new Uint32Array(count);
    this.info = new Uint8Array(count);
    this.other = new Uint8Array(count);
    this.rawIndex = new Uint16Array(count);
    this.sectionIndex = new Uint32Array(count);
  }

  /** Where a name starts in the string table; throws ElfError. */
  nameAt(i: number): number {
    const offset = this.nameOffset[i] as number;
    if (offset >= this.strings.bytes.length) {
      throw new ElfError(`st_name (${hex(offset)}) is past the end of the string table of size ${hex(this.strings.bytes.length)}`);
    }
    return offset;
  }
  name(i: number): string {
    return this.strings.at(this.nameAt(i));
  }
  value(i: number): bigint {
    return (BigInt(this.valueHigh[i] as number) << 32n) | BigInt(this.valueLow[i] as number);
  }
  size(i: number): bigint {
    return (BigInt(this.sizeHigh[i] as number) << 32n) | BigInt(this.sizeLow[i] as number);
  }
  /** STB_* */
  binding(i: number): number {
    return (this.info[i] as number) >> 4;
  }
  /** STT_* */
  type(i: number): number {
    return (this.info[i] as number) & 15;
  }
}

const NO_SECTION: Section = {
  index: 0,
  nameOffset: 0,
  type: SHT_DYNSYM,
  flags: 0n,
  address: 0n,
  offset: 0n,
  size: 0n,
  link: 0,
  info: 0,
  alignment: 0n,
  entrySize: 0n,
};
const EMPTY: Strings = stringsOf(new Uint8Array(0));

function fill(file: ElfFile, table: SymbolTable, bytes: Uint8Array, size: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = file.littleEndian;
  const high = little ? 4 : 0;
  const low = little ? 0 : 4;
  for (let i = 0, at = 0; i < table.count; i++, at += size) {
    table.nameOffset[i] = view.getUint32(at, little);
    const rest = file.is64 ? at + 4 : at + 12;
    table.info[i] = bytes[rest] as number;
    table.other[i] = bytes[rest + 1] as number;
    const index = view.getUint16(rest + 2, little);
    table.rawIndex[i] = index;
    table.sectionIndex[i] = index;
    if (file.is64) {
      table.valueLow[i] = view.getUint32(at + 8 + low, little);
      table.valueHigh[i] = view.getUint32(at + 8 + high, little);
      table.sizeLow[i] = view.getUint32(at + 16 + low, little);
      table.sizeHigh[i] = view.getUint32(at + 16 + high, little);
    } else {
      table.valueLow[i] = view.getUint32(at + 4, little);
      table.sizeLow[i] = view.getUint32(at + 8, little);
    }
  }
}

/** SHN_XINDEX entries take their index from the SHT_SYMTAB_SHNDX section that links to the table. */
function resolveExtended(file: ElfFile, table: SymbolTable): void {
  if (!table.rawIndex.includes(SHN_XINDEX)) return;
  const extended = file.sections.find(({ type, link }) => type === SHT_SYMTAB_SHNDX && link === table.section.index);
  if (extended === undefined) return;
  const fields = file.view(file.contents(extended));
  for (let i = 0; i < table.count; i++) {
    if (table.rawIndex[i] === SHN_XINDEX && i * 4 + 4 <= fields.length) table.sectionIndex[i] = fields.u32(i * 4);
  }
}

/** Throws ElfError for a symbol whose section's index stands in a table that is not there. */
export function checkExtended(table: SymbolTable, i: number): void {
  if (table.rawIndex[i] === SHN_XINDEX && table.sectionIndex[i] === SHN_XINDEX)
    throw new ElfError(`found an extended symbol index (${i}), but unable to locate the extended symbol index table`);
}

/** The symbols in `bytes`, which a section header tells of, or none; extended indexes stay. */
export function symbolsIn(file: ElfFile, bytes: Uint8Array, strings: Strings, section: Section = NO_SECTION): SymbolTable {
  const size = file.is64 ? SYM_SIZE[64] : SYM_SIZE[32];
  const table = new SymbolTable(Math.floor(bytes.length / size), strings, section);
  fill(file, table, bytes, size);
  return table;
}

/** A table that is read, and found wanting, when the first name is asked for. */
function lazily(read: () => Strings): Strings {
  let known: Strings | undefined;
  const strings = (): Strings => (known ??= read());
  return {
    get bytes() {
      return strings().bytes;
    },
    get text() {
      return strings().text;
    },
    at: (offset) => strings().at(offset),
  };
}

/** The symbols of one SHT_SYMTAB or SHT_DYNSYM section; throws ElfError. */
export function readSymbolTable(file: ElfFile, section: Section): SymbolTable {
  const size = file.is64 ? SYM_SIZE[64] : SYM_SIZE[32];
  const bytes = file.recordsOf(section, size);
  const strings = bytes.length === 0 ? EMPTY : lazily(() => file.strings(section.link));
  const table = new SymbolTable(bytes.length / size, strings, section);
  fill(file, table, bytes, size);
  resolveExtended(file, table);
  return table;
}

/** The first section of that type: LLVM's choice. */
export function findTable(file: ElfFile, dynamic: boolean): Section | undefined {
  return file.sections.find(({ type }) => type === (dynamic ? SHT_DYNSYM : SHT_SYMTAB));
}

/** What LLVM's object reader does before it says anything of a symbol of `own`: throws ElfError where one of the file's two tables is none. */
export function checkSymbolTables(file: ElfFile, own?: SymbolTable): void {
  const size = file.is64 ? SYM_SIZE[64] : SYM_SIZE[32];
  if (own !== undefined) file.checkRecords(own.section, size);
  for (const dynamic of [false, true]) {
    const section = findTable(file, dynamic);
    if (section !== undefined) file.checkRecords(section, size);
  }
}

/** Symbols of a table that is not in the file that are told of. */
const MOST_CLAIMED = 1 << 16;

/**
 * The first table of that type as LLVM's object reader walks it, as many symbols as fit into its size, whatever else its header says:
 * `checkSymbolTables` has to be asked before what they hold is told. Symbols of one that is not in the file are empty.
 */
export function readObjectSymbols(file: ElfFile, dynamic: boolean): SymbolTable | undefined {
  const section = findTable(file, dynamic);
  if (section === undefined) return undefined;
  const isThere = section.offset + section.size <= BigInt(file.access.size);
  const size = file.is64 ? SYM_SIZE[64] : SYM_SIZE[32];
  if (!isThere) return new SymbolTable(Math.min(Number(section.size / BigInt(size)), MOST_CLAIMED), EMPTY, section);
  const table = symbolsIn(
    file,
    file.bytesOf(section),
    lazily(() => file.strings(section.link)),
    section,
  );
  resolveExtended(file, table);
  return table;
}
