// An object's tables as the linker walks them: rows of words, in the form that ELF64 little-endian files have, so that those of
// such a file are looked at where they lie; tables of other files, and objects that were made, are brought into that form.
// A linker walks tens of thousands of rows a few times: rows take no memory of their own, and no time to be made.
import * as elf from "./constants.ts";
import {
  HEADER_WORDS,
  NameTable,
  SH_ENTRY_SIZE,
  SH_ALIGNMENT,
  SH_FLAGS,
  SH_NAME,
  SH_OFFSET,
  SH_SIZE,
  SH_TYPE,
  wideWord,
} from "./object-file.ts";
import type { ElfObject, ObjectSection, ObjectSymbol, Relocation, SymbolPlace } from "./object.ts";
import { appendedStrings } from "./string-tables.ts";

/** What stands in `SymbolColumns.place` for a symbol of no section. */
export const UNDEFINED_PLACE = -1;
export const ABSOLUTE_PLACE = -2;
export const COMMON_PLACE = -3;

const PLACES: Readonly<Record<string, number>> = { undefined: UNDEFINED_PLACE, absolute: ABSOLUTE_PLACE, common: COMMON_PLACE };

function placeOf(row: number): SymbolPlace {
  if (row >= 0) return row;
  return row === UNDEFINED_PLACE ? "undefined" : row === ABSOLUTE_PLACE ? "absolute" : "common";
}

/** Shared: most sizes and addends are one of them. */
const SMALL_NUMBERS: readonly bigint[] = Array.from({ length: 1024 }, (_, i) => BigInt(i));

/** A field of two words as a signed number: exact up to 53 bits, near the value beyond. */
function nearWord(words: Int32Array, at: number): number {
  const low = words[at] as number;
  const high = words[at + 1] as number;
  return high === low >> 31 ? low : high * 0x1_0000_0000 + (low >>> 0);
}

function signedWord(words: Int32Array, at: number): bigint {
  const value = nearWord(words, at);
  if (value >= 0 && value < SMALL_NUMBERS.length) return SMALL_NUMBERS[value] as bigint;
  if (Number.isSafeInteger(value)) return BigInt(value);
  return (BigInt(words[at + 1] as number) << 32n) | BigInt((words[at] as number) >>> 0);
}

const unsignedWord = (words: Int32Array, at: number): bigint =>
  words[at + 1] === 0 ? signedWord(words, at) : BigInt.asUintN(64, signedWord(words, at));

function setWide(words: Int32Array, at: number, value: bigint): void {
  words[at] = Number(BigInt.asIntN(32, value));
  words[at + 1] = Number(BigInt.asIntN(32, value >> 32n));
}

/** Tags of names, see `NameTable.tag`. */
export const tagOf = (start: string): number =>
  start.charCodeAt(0) | (start.charCodeAt(1) << 8) | (start.charCodeAt(2) << 16) | (start.charCodeAt(3) << 24);

/** Flags that only tell of a file's tables. */
export const TABLE_FLAGS = elf.SHF_GROUP | elf.SHF_INFO_LINK | elf.SHF_LINK_ORDER;

/** A group as the file has it: what goes, or stays, together. */
export interface SectionGroup {
  /** Of the section that describes it. */
  readonly name: string;
  /** GRP_* */
  readonly flags: number;
  /** Symbol. */
  readonly signature: number;
  /** The object's section that it stands in front of. */
  readonly before: number;
  /** Sections; tables of relocations go with what they are of. */
  readonly members: readonly number[];
}

export class SectionColumns {
  /** All that there are, in order. Undefined if there are none. */
  groups: SectionGroup[] | undefined;
  /** Signature symbol of its COMDAT group; -1 for none. Undefined if there are no groups. */
  group: Int32Array | undefined;
  /** Section that SHF_LINK_ORDER names; -1 for none. Undefined if none has it. */
  linkOrder: Int32Array | undefined;
  /** Its rows in the columns of relocations, from and up to. */
  readonly relocationsFrom: Uint32Array;
  readonly relocationsTo: Uint32Array;

  constructor(
    /** Section headers. */
    readonly words: Int32Array,
    /** Where among them a section's header begins. */
    readonly headers: Int32Array,
    readonly names: NameTable,
    /** Contents of a section; none of one that takes no room in a file. */
    readonly data: (section: number) => Uint8Array,
    /** The file, if it is one. */
    readonly bytes?: Uint8Array,
  ) {
    this.relocationsFrom = new Uint32Array(headers.length);
    this.relocationsTo = new Uint32Array(headers.length);
  }

  get count(): number {
    return this.headers.length;
  }

  name(section: number): string {
    return this.names.at((this.words[(this.headers[section] as number) + SH_NAME] as number) >>> 0);
  }

  /** Writes the first `size` bytes of a section of a file: of a few that is done before a view of them is made. */
  copySingly(section: number, size: number, out: Uint8Array, at: number): void {
    const bytes = this.bytes as Uint8Array;
    const from = wideWord(this.words, (this.headers[section] as number) + SH_OFFSET);
    for (let i = 0; i < size; i++) out[at + i] = bytes[from + i] as number;
  }

  nameStartsWith(section: number, prefix: string): boolean {
    return this.names.startsWith((this.words[(this.headers[section] as number) + SH_NAME] as number) >>> 0, prefix);
  }

  /** The first four characters of its name, see `tagOf`. */
  tag(section: number): number {
    return this.names.tag((this.words[(this.headers[section] as number) + SH_NAME] as number) >>> 0);
  }

  /** SHT_* */
  type(section: number): number {
    return (this.words[(this.headers[section] as number) + SH_TYPE] as number) >>> 0;
  }

  /** SHF_*, but for those that only tell of the file's tables; flags above 32 bits are of no machine that there is. */
  flags(section: number): number {
    return ((this.words[(this.headers[section] as number) + SH_FLAGS] as number) & ~TABLE_FLAGS) >>> 0;
  }

  alignment(section: number): number {
    return Math.max(1, wideWord(this.words, (this.headers[section] as number) + SH_ALIGNMENT));
  }

  entrySize(section: number): number {
    return wideWord(this.words, (this.headers[section] as number) + SH_ENTRY_SIZE);
  }

  size(section: number): number {
    return wideWord(this.words, (this.headers[section] as number) + SH_SIZE);
  }
}

/** Words of a symbol: name; st_info, st_other and st_shndx; value; size. */
export const SYMBOL_WORDS = 6;

export class SymbolColumns {
  readonly names: string[];
  /** Section, or one of the places below zero. */
  readonly place: Int32Array;

  constructor(
    /** The symbols' rows, without that of the null symbol. */
    readonly words: Int32Array,
    readonly count: number,
  ) {
    this.names = new Array<string>(count);
    this.place = new Int32Array(count);
  }

  /** STB_* */
  binding(row: number): number {
    return ((this.words[SYMBOL_WORDS * row + 1] as number) >> 4) & 15;
  }

  /** STT_* */
  type(row: number): number {
    return (this.words[SYMBOL_WORDS * row + 1] as number) & 15;
  }

  /** STV_* */
  visibility(row: number): number {
    return ((this.words[SYMBOL_WORDS * row + 1] as number) >> 8) & 3;
  }

  value(row: number): bigint {
    return unsignedWord(this.words, SYMBOL_WORDS * row + 2);
  }

  /** Exact up to 53 bits. */
  nearValue(row: number): number {
    return nearWord(this.words, SYMBOL_WORDS * row + 2);
  }

  size(row: number): bigint {
    return unsignedWord(this.words, SYMBOL_WORDS * row + 4);
  }

  at(row: number): ObjectSymbol {
    return {
      name: this.names[row] as string,
      value: this.value(row),
      size: this.size(row),
      binding: this.binding(row),
      type: this.type(row),
      visibility: this.visibility(row),
      place: placeOf(this.place[row] as number),
    };
  }
}

/** Words of a relocation: offset, type, symbol counted from 1, addend. A row is told by where its words begin. */
export const RELOCATION_WORDS = 6;

export class RelocationColumns {
  constructor(readonly words: Int32Array) {}

  /** Byte offset in the section; what lies beyond 32 bits is as far outside of any section as these tell. */
  offset(row: number): number {
    return this.words[row + 1] === 0 ? (this.words[row] as number) >>> 0 : 0xffff_ffff;
  }

  /** R_* */
  type(row: number): number {
    return (this.words[row + 2] as number) >>> 0;
  }

  /** -1 for none. */
  symbol(row: number): number {
    return (this.words[row + 3] as number) - 1;
  }

  /** Exact up to 53 bits. */
  nearAddend(row: number): number {
    return nearWord(this.words, row + 4);
  }

  addend(row: number): bigint {
    return signedWord(this.words, row + 4);
  }

  copy(): RelocationColumns {
    return new RelocationColumns(this.words.slice());
  }

  setOffset(row: number, offset: number): void {
    this.words[row] = offset;
    this.words[row + 1] = 0;
  }

  setType(row: number, type: number): void {
    this.words[row + 2] = type;
  }

  set(row: number, { offset, type, symbol, addend }: Relocation): void {
    this.setOffset(row, Math.min(offset, 0xffff_ffff));
    this.setType(row, type);
    this.words[row + 3] = symbol + 1;
    setWide(this.words, row + 4, addend);
  }

  at(row: number): Relocation {
    return { offset: this.offset(row), type: this.type(row), symbol: this.symbol(row), addend: this.addend(row) };
  }
}

export interface ObjectColumns {
  readonly sections: SectionColumns;
  readonly symbols: SymbolColumns;
  readonly relocations: RelocationColumns;
  /** SHT_LLVM_ADDRSIG: indexes of the symbols whose addresses matter, as ULEB128. */
  readonly significant?: Uint8Array | undefined;
  /** The object's section that this table stands in front of. */
  readonly significantBefore?: number;
}

const KNOWN = new WeakMap<ElfObject, ObjectColumns>();

/** For an object whose tables were read as columns. */
export function rememberColumns(object: ElfObject, columns: ObjectColumns): void {
  KNOWN.set(object, columns);
}

/** Those that the object was read as, else made of its values. */
export function columnsOf(object: ElfObject): ObjectColumns {
  const known = KNOWN.get(object);
  if (known !== undefined) return known;
  const relocations = object.sections.flatMap((section) => section.relocations);
  return { sections: sectionColumns(object.sections), symbols: symbolColumns(object.symbols), relocations: relocationColumns(relocations) };
}

function sectionColumns(sections: readonly ObjectSection[]): SectionColumns {
  const words = new Int32Array(HEADER_WORDS * sections.length);
  const headers = Int32Array.from(sections, (_, i) => HEADER_WORDS * i);
  const { bytes, offsets } = appendedStrings(sections.map(({ name }) => name));
  const columns = new SectionColumns(words, headers, new NameTable(bytes), (section) => (sections[section] as ObjectSection).data);
  let relocations = 0;
  sections.forEach((section, i) => {
    const at = HEADER_WORDS * i;
    words[at + SH_NAME] = offsets[i] as number;
    words[at + SH_TYPE] = section.type;
    words[at + SH_FLAGS] = section.flags;
    setWide(words, at + SH_ALIGNMENT, BigInt(section.alignment));
    setWide(words, at + SH_ENTRY_SIZE, BigInt(section.entrySize));
    setWide(words, at + SH_SIZE, BigInt(section.size));
    columns.relocationsFrom[i] = RELOCATION_WORDS * relocations;
    relocations += section.relocations.length;
    columns.relocationsTo[i] = RELOCATION_WORDS * relocations;
  });
  if (sections.some(({ group }) => group !== undefined)) columns.group = Int32Array.from(sections, ({ group }) => group ?? -1);
  if (sections.some(({ linkOrder }) => linkOrder !== undefined))
    columns.linkOrder = Int32Array.from(sections, ({ linkOrder }) => linkOrder ?? -1);
  return columns;
}

function symbolColumns(symbols: readonly ObjectSymbol[]): SymbolColumns {
  const words = new Int32Array(SYMBOL_WORDS * symbols.length);
  const columns = new SymbolColumns(words, symbols.length);
  symbols.forEach((symbol, i) => {
    columns.names[i] = symbol.name;
    words[SYMBOL_WORDS * i + 1] = (symbol.binding << 4) | symbol.type | (symbol.visibility << 8);
    setWide(words, SYMBOL_WORDS * i + 2, symbol.value);
    setWide(words, SYMBOL_WORDS * i + 4, symbol.size);
    columns.place[i] = typeof symbol.place === "number" ? symbol.place : (PLACES[symbol.place] as number);
  });
  return columns;
}

function relocationColumns(relocations: readonly Relocation[]): RelocationColumns {
  const columns = new RelocationColumns(new Int32Array(RELOCATION_WORDS * relocations.length));
  relocations.forEach((relocation, i) => columns.set(RELOCATION_WORDS * i, relocation));
  return columns;
}
