// Reads a relocatable file into an ElfObject, for the linker. Everything is checked against the file's size: what a
// table says about itself is never believed. Section indexes of the result are those of the file less the sections
// that only describe others (symbol and string tables, relocations, groups). The tables become columns; values of
// single sections and symbols are made for those who ask for them.
import * as elf from "./constants.ts";
import { implicitAddend } from "./implicit-addend.ts";
import {
  ABSOLUTE_PLACE,
  COMMON_PLACE,
  RelocationColumns,
  SectionColumns,
  SymbolColumns,
  UNDEFINED_PLACE,
  rememberColumns,
} from "./object-columns.ts";
import type { ObjectColumns } from "./object-columns.ts";
import { ObjectError, ObjectFile, readHeaders } from "./object-file.ts";
import type { HeaderColumns } from "./object-file.ts";
import type { ElfObject, ObjectSection, ObjectSymbol, Relocation } from "./object.ts";

const DESCRIBING = new Set([
  elf.SHT_NULL,
  elf.SHT_SYMTAB,
  elf.SHT_STRTAB,
  elf.SHT_REL,
  elf.SHT_RELA,
  elf.SHT_GROUP,
  elf.SHT_SYMTAB_SHNDX,
  elf.SHT_LLVM_ADDRSIG,
]);

const NOTHING = new Uint8Array();

/** A table of relocations: `count` rows that begin at `words[from]`, which become rows of columns from `first` on. */
interface WordRows {
  readonly words: Int32Array;
  readonly from: number;
  readonly first: number;
  readonly count: number;
  readonly hasAddend: boolean;
}

class ObjectReader {
  readonly headers: HeaderColumns;
  /** Index in the file -> index in the object; -1 for what only describes. */
  readonly numbers: Int32Array;
  /** Index in the object -> in the file. */
  readonly kept: Int32Array;

  constructor(readonly reader: ObjectFile) {
    const { type, count } = (this.headers = readHeaders(reader));
    this.numbers = new Int32Array(count).fill(-1);
    const kept = new Int32Array(count);
    let number = 0;
    for (let i = 0; i < count; i++) {
      if (DESCRIBING.has(type[i] as number)) continue;
      this.numbers[i] = number;
      kept[number++] = i;
    }
    this.kept = kept.subarray(0, number);
  }

  read(): ObjectColumns {
    const symbols = this.#symbols();
    const sections = this.#sections();
    this.#readGroups(sections);
    return { symbols, sections, relocations: this.#relocations(sections, symbols.count) };
  }

  // --- Symbols -----------------------------------------------------------------------------------------------------

  #symbols(): SymbolColumns {
    const { headers } = this;
    const table = headers.type.indexOf(elf.SHT_SYMTAB);
    if (table < 0) return new SymbolColumns(0);
    const strings = headers.link[table] as number;
    if (strings >= headers.count) throw new ObjectError("the symbol table has no string table");
    const words = headers.words(table);
    const columns = new SymbolColumns(Math.max(0, Math.floor(words.length / this.#symbolWords) - 1));
    const infos = this.#readSymbols(columns, words, headers.bytes(strings));
    const extended = headers.type.findIndex((type, i) => type === elf.SHT_SYMTAB_SHNDX && headers.link[i] === table);
    this.#placeSymbols(columns, infos, extended < 0 ? undefined : headers.words(extended));
    this.#nameSections(columns);
    return columns;
  }

  /** Words of a row. */
  get #symbolWords(): number {
    return elf.SYM_SIZE[this.reader.is64 ? 64 : 32] / 4;
  }

  /** Everything but where they are, which 16 bits of the words tell that are returned. */
  #readSymbols({ names, value, size, count }: SymbolColumns, words: Int32Array, strings: Uint8Array): Int32Array {
    const { reader } = this;
    const { is64, lower, upper } = reader;
    const infos = new Int32Array(count);
    const step = this.#symbolWords;
    for (let row = 0, at = step; row < count; row++, at += step) {
      names[row] = reader.text(strings, (words[at] as number) >>> 0);
      infos[row] = words[at + (is64 ? 1 : 3)] as number;
      value.low[row] = words[is64 ? at + 2 + lower : at + 1] as number;
      size.low[row] = words[is64 ? at + 4 + lower : at + 2] as number;
      if (!is64) continue;
      value.high[row] = words[at + 2 + upper] as number;
      size.high[row] = words[at + 4 + upper] as number;
    }
    return infos;
  }

  /** `infos`: st_info, st_other and st_shndx, in a word. `extended`: indexes of sections that 16 bits do not hold. */
  #placeSymbols({ binding, type, visibility, place, count }: SymbolColumns, infos: Int32Array, extended: Int32Array | undefined): void {
    const { little } = this.reader;
    for (let row = 0; row < count; row++) {
      const word = infos[row] as number;
      const info = little ? word & 0xff : word >>> 24;
      const index = little ? word >>> 16 : word & 0xffff;
      binding[row] = info >> 4;
      type[row] = info & 15;
      visibility[row] = (little ? word >> 8 : word >> 16) & 3;
      if (index === elf.SHN_UNDEF) place[row] = UNDEFINED_PLACE;
      else if (index === elf.SHN_ABS) place[row] = ABSOLUTE_PLACE;
      else if (index === elf.SHN_COMMON) place[row] = COMMON_PLACE;
      else place[row] = this.#section(index === elf.SHN_XINDEX ? (extended?.[row + 1] ?? 0) : index);
    }
  }

  #section(index: number): number {
    const section = this.numbers[index] ?? -1;
    if (section < 0) throw new ObjectError(`invalid section index: ${index}`);
    return section;
  }

  /** The symbol of a section is called as that is. */
  #nameSections({ names, type, place, count }: SymbolColumns): void {
    for (let row = 0; row < count; row++) {
      if (type[row] !== elf.STT_SECTION || names[row] !== "") continue;
      const file = this.kept[place[row] as number];
      names[row] = file === undefined ? "" : this.headers.nameOf(file);
    }
  }

  // --- Sections ----------------------------------------------------------------------------------------------------

  #sections(): SectionColumns {
    const { headers, kept, numbers } = this;
    const { bytes } = this.reader;
    const data = (section: number): Uint8Array => {
      const file = kept[section] as number;
      return headers.type[file] === elf.SHT_NOBITS ? NOTHING : headers.bytes(file);
    };
    const columns = new SectionColumns(kept.length, data, (section, out, at) => {
      const file = kept[section] as number;
      const size = headers.size[file] as number;
      const from = headers.offset[file] as number;
      if (size > COPIED_SINGLY) out.set(data(section), at);
      else if (headers.type[file] !== elf.SHT_NOBITS) for (let i = 0; i < size; i++) out[at + i] = bytes[from + i] as number;
    });
    for (let row = 0; row < kept.length; row++) {
      const file = kept[row] as number;
      const flags = headers.flags[file] as number;
      const size = headers.size[file] as number;
      if (headers.type[file] !== elf.SHT_NOBITS && (headers.offset[file] as number) + size > bytes.length)
        throw new ObjectError("file is truncated");
      columns.names[row] = headers.nameOf(file);
      columns.type[row] = headers.type[file] as number;
      columns.flags[row] = flags & ~(elf.SHF_GROUP | elf.SHF_INFO_LINK | elf.SHF_LINK_ORDER);
      columns.alignment[row] = Math.max(1, headers.alignment[file] as number);
      columns.entrySize[row] = headers.entrySize[file] as number;
      columns.size[row] = size;
      if (flags & elf.SHF_LINK_ORDER) columns.linkOrder[row] = numbers[headers.link[file] as number] ?? -1;
    }
    return columns;
  }

  #readGroups({ group }: SectionColumns): void {
    const { headers, reader } = this;
    for (let i = headers.type.indexOf(elf.SHT_GROUP); i >= 0; i = headers.type.indexOf(elf.SHT_GROUP, i + 1)) {
      const from = headers.offset[i] as number;
      const size = headers.bytes(i).length;
      if (size < 4 || reader.u32(from) !== elf.GRP_COMDAT) continue;
      for (let at = 4; at + 4 <= size; at += 4) {
        const member = this.numbers[reader.u32(from + at)] ?? -1;
        if (member >= 0) group[member] = (headers.info[i] as number) - 1;
      }
    }
  }

  // --- Relocations -------------------------------------------------------------------------------------------------

  #relocations(sections: SectionColumns, symbols: number): RelocationColumns {
    const { headers, numbers } = this;
    let count = 0;
    for (let table = 0; table < headers.count; table++) {
      if (!this.#hasRelocations(table)) continue;
      headers.check(table);
      count += Math.floor((headers.size[table] as number) / this.#rowSize(headers.type[table] as number));
    }
    const columns = new RelocationColumns(count);
    let next = 0;
    for (let table = 0; table < headers.count; table++) {
      if (!this.#hasRelocations(table)) continue;
      const target = numbers[headers.info[table] as number] as number;
      sections.relocationsFrom[target] = next;
      next = this.#readRelocations(table, columns, next);
      sections.relocationsTo[target] = next;
      if (headers.type[table] === elf.SHT_REL) this.#readAddends(columns, sections, target);
    }
    for (let row = 0; row < columns.count; row++)
      if ((columns.symbol[row] as number) >= symbols) throw new ObjectError("a relocation names a symbol that is not there");
    return columns;
  }

  /** It is a table of relocations, of a section of the object. */
  #hasRelocations(table: number): boolean {
    const { type, info } = this.headers;
    return (type[table] === elf.SHT_RELA || type[table] === elf.SHT_REL) && (this.numbers[info[table] as number] ?? -1) >= 0;
  }

  #rowSize(type: number): number {
    return (this.reader.is64 ? 8 : 4) * (type === elf.SHT_RELA ? 3 : 2);
  }

  /** Fills the rows from `first` on; returns the one behind the last. */
  #readRelocations(table: number, columns: RelocationColumns, first: number): number {
    const { headers } = this;
    const { is64, allWords } = this.reader;
    const hasAddend = headers.type[table] === elf.SHT_RELA;
    const offset = headers.offset[table] as number;
    const count = Math.floor((headers.size[table] as number) / this.#rowSize(headers.type[table] as number));
    const inPlace = allWords !== undefined && offset % 4 === 0;
    const rows: WordRows = { words: inPlace ? allWords : headers.words(table), from: inPlace ? offset >>> 2 : 0, first, count, hasAddend };
    if (is64) this.#readRows64(columns, rows);
    else readRows32(columns, rows);
    return first + count;
  }

  #readRows64({ offset, type, symbol, addend }: RelocationColumns, { words, from, first, count, hasAddend }: WordRows): void {
    const { lower, upper } = this.reader;
    const step = hasAddend ? 6 : 4;
    for (let row = first, at = from; row < first + count; row++, at += step) {
      offset[row] = words[at + upper] === 0 ? (words[at + lower] as number) : 0xffff_ffff;
      type[row] = words[at + 2 + lower] as number;
      symbol[row] = (words[at + 2 + upper] as number) - 1;
      if (!hasAddend) continue;
      addend.low[row] = words[at + 4 + lower] as number;
      addend.high[row] = words[at + 4 + upper] as number;
    }
  }

  /** Those that stand in the fields themselves. */
  #readAddends({ offset, type, addend }: RelocationColumns, sections: SectionColumns, section: number): void {
    const machine = this.reader.u16(18);
    const data = sections.data(section);
    for (let row = sections.relocationsFrom[section] as number; row < (sections.relocationsTo[section] as number); row++)
      addend.set(row, implicitAddend(data, offset[row] as number, this.reader.little, machine, type[row] as number));
  }
}

function readRows32({ offset, type, symbol, addend }: RelocationColumns, { words, from, first, count, hasAddend }: WordRows): void {
  const step = hasAddend ? 3 : 2;
  for (let row = first, at = from; row < first + count; row++, at += step) {
    const info = words[at + 1] as number;
    offset[row] = words[at] as number;
    type[row] = info & 0xff;
    symbol[row] = (info >>> 8) - 1;
    if (!hasAddend) continue;
    addend.low[row] = words[at + 2] as number;
    addend.high[row] = (words[at + 2] as number) >> 31;
  }
}

/** Longer contents are copied as a whole, which wants a view of them. */
const COPIED_SINGLY = 128;

/** A section of a file, whose contents are looked at when somebody wants them. */
class FileSection implements ObjectSection {
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly alignment: number;
  readonly entrySize: number;
  readonly size: number;
  readonly group?: number;
  readonly linkOrder?: number;
  #relocations: readonly Relocation[] | undefined;

  constructor(
    readonly columns: SectionColumns,
    readonly rows: RelocationColumns,
    readonly index: number,
  ) {
    this.name = columns.names[index] as string;
    this.type = columns.type[index] as number;
    this.flags = columns.flags[index] as number;
    this.alignment = columns.alignment[index] as number;
    this.entrySize = columns.entrySize[index] as number;
    this.size = columns.size[index] as number;
    const group = columns.group[index] as number;
    const linkOrder = columns.linkOrder[index] as number;
    if (group >= 0) this.group = group;
    if (linkOrder >= 0) this.linkOrder = linkOrder;
  }

  get data(): Uint8Array {
    return this.columns.data(this.index);
  }

  get relocations(): readonly Relocation[] {
    const from = this.columns.relocationsFrom[this.index] as number;
    const to = this.columns.relocationsTo[this.index] as number;
    this.#relocations ??= Array.from({ length: to - from }, (_, i) => this.rows.at(from + i));
    return this.#relocations;
  }
}

/** `name` is what messages call the file. Throws ObjectError if the bytes are no whole relocatable ELF file. */
export function readObject(name: string, bytes: Uint8Array): ElfObject {
  const reader = new ObjectFile(bytes);
  if (reader.u16(16) !== elf.ET_REL) throw new ObjectError("not a relocatable file");
  const columns = new ObjectReader(reader).read();
  const { sections, symbols, relocations } = columns;
  let sectionValues: readonly ObjectSection[] | undefined;
  let symbolValues: readonly ObjectSymbol[] | undefined;
  const object: ElfObject = {
    name,
    is64: reader.is64,
    littleEndian: reader.little,
    machine: reader.u16(18),
    flags: reader.u32(reader.is64 ? 48 : 36),
    osAbi: bytes[7] as number,
    get sections() {
      return (sectionValues ??= Array.from({ length: sections.count }, (_, row) => new FileSection(sections, relocations, row)));
    },
    get symbols() {
      return (symbolValues ??= Array.from({ length: symbols.count }, (_, row) => symbols.at(row)));
    },
  };
  rememberColumns(object, columns);
  return object;
}
