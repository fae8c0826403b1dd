// Symbol tables of an ELF file, as columns: a table of a million symbols is a handful of typed arrays, names are cut
// from the string table when asked for. Symbol versions: the GNU extension (LSB, "Symbol Versioning").
import {
  SHN_XINDEX,
  SHT_DYNSYM,
  SHT_GNU_VERDEF,
  SHT_GNU_VERNEED,
  SHT_GNU_VERSYM,
  SHT_SYMTAB,
  SHT_SYMTAB_SHNDX,
  SYM_SIZE,
} from "./constants.ts";
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
    if (offset >= this.strings.bytes.length && offset > 0) {
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

function checkTable(file: ElfFile, section: Section): number {
  const size = file.is64 ? SYM_SIZE[64] : SYM_SIZE[32];
  if (section.entrySize !== BigInt(size)) {
    throw new ElfError(`section [index ${section.index}] has invalid sh_entsize: expected ${size}, but got ${section.entrySize}`);
  }
  if (section.size % BigInt(size) !== 0n) {
    throw new ElfError(
      `section [index ${section.index}] has an invalid sh_size (${section.size}) which is not a multiple of its sh_entsize (${size})`,
    );
  }
  return size;
}

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

/** The symbols in `bytes`, which no section header tells of. */
export function symbolsIn(file: ElfFile, bytes: Uint8Array, strings: Strings): SymbolTable {
  const size = file.is64 ? SYM_SIZE[64] : SYM_SIZE[32];
  const table = new SymbolTable(Math.floor(bytes.length / size), strings, NO_SECTION);
  fill(file, table, bytes, size);
  return table;
}

/** The symbols of one SHT_SYMTAB or SHT_DYNSYM section; throws ElfError. */
export function readSymbolTable(file: ElfFile, section: Section): SymbolTable {
  const size = checkTable(file, section);
  const bytes = file.contents(section);
  const strings = bytes.length === 0 ? EMPTY : file.strings(section.link);
  const table = new SymbolTable(bytes.length / size, strings, section);
  fill(file, table, bytes, size);
  resolveExtended(file, table);
  return table;
}

/** The last section of that type: LLVM's choice. */
export function findTable(file: ElfFile, dynamic: boolean): Section | undefined {
  return file.sections.find(({ type }) => type === (dynamic ? SHT_DYNSYM : SHT_SYMTAB));
}

export interface SymbolVersion {
  readonly name: string;
  /** `@@`: the definition a plain reference binds to. */
  readonly isDefault: boolean;
}

interface VersionName {
  readonly name: string;
  readonly isDefinition: boolean;
}

/** Version names by index, from the definitions (SHT_GNU_verdef) and the needs (SHT_GNU_verneed). */
function versionNames(file: ElfFile): Map<number, VersionName> {
  const names = new Map<number, VersionName>();
  for (const section of file.sections) {
    if (section.type === SHT_GNU_VERDEF) readDefinitions(file, section, names);
    if (section.type === SHT_GNU_VERNEED) readNeeds(file, section, names);
  }
  return names;
}

function readDefinitions(file: ElfFile, section: Section, names: Map<number, VersionName>): void {
  const f = file.view(file.contents(section));
  const strings = file.strings(section.link);
  for (let i = 0, at = 0; i < section.info && at + 20 <= f.length; i++) {
    const auxiliary = at + f.u32(at + 12);
    if (auxiliary + 8 <= f.length) names.set(f.u16(at + 4) & 0x7fff, { name: strings.at(f.u32(auxiliary)), isDefinition: true });
    const next = f.u32(at + 16);
    if (next === 0) return;
    at += next;
  }
}

function readNeeds(file: ElfFile, section: Section, names: Map<number, VersionName>): void {
  const f = file.view(file.contents(section));
  const strings = file.strings(section.link);
  for (let i = 0, at = 0; i < section.info && at + 16 <= f.length; i++) {
    let entry = at + f.u32(at + 8);
    for (let j = f.u16(at + 2); j > 0 && entry + 16 <= f.length; j--) {
      names.set(f.u16(entry + 6) & 0x7fff, { name: strings.at(f.u32(entry + 8)), isDefinition: false });
      const step = f.u32(entry + 12);
      if (step === 0) break;
      entry += step;
    }
    const next = f.u32(at + 12);
    if (next === 0) return;
    at += next;
  }
}

/** Versions of the dynamic symbols, by symbol number; undefined when the file has no SHT_GNU_versym. */
export class SymbolVersions {
  readonly #names: Map<number, VersionName>;
  readonly #indexes: Uint16Array;

  private constructor(file: ElfFile, section: Section) {
    this.#names = versionNames(file);
    const f = file.view(file.contents(section));
    this.#indexes = Uint16Array.from({ length: f.length >> 1 }, (_, i) => f.u16(i * 2));
  }

  static of(file: ElfFile): SymbolVersions | undefined {
    const section = file.sections.find(({ type }) => type === SHT_GNU_VERSYM);
    return section === undefined ? undefined : new SymbolVersions(file, section);
  }

  /** undefined for *local* and *global*; an unknown index throws ElfError. */
  of(symbol: number, isUndefined: boolean): SymbolVersion | undefined {
    const raw = this.#indexes[symbol] ?? 0;
    const index = raw & 0x7fff;
    if (index < 2) return undefined;
    const found = this.#names.get(index);
    if (found === undefined) throw new ElfError(`SHT_GNU_versym section refers to a version index ${index} which is missing`);
    return { name: found.name, isDefault: found.isDefinition && !isUndefined && (raw & 0x8000) === 0 };
  }
}
