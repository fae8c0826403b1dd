// Reads a relocatable file into an ElfObject, for the linker. Everything is checked against the file's size: what a
// table says about itself is never believed. Section indexes of the result are those of the file less the sections
// that only describe others (symbol and string tables, relocations, groups). The tables become columns; values of
// single sections and symbols are made for those who ask for them.
import { checkTables } from "./check-object.ts";
import * as elf from "./constants.ts";
import {
  ABSOLUTE_PLACE,
  COMMON_PLACE,
  RELOCATION_WORDS,
  RelocationColumns,
  SYMBOL_WORDS,
  SectionColumns,
  SymbolColumns,
  UNDEFINED_PLACE,
  rememberColumns,
} from "./object-columns.ts";
import type { ObjectColumns } from "./object-columns.ts";
import {
  HEADER_WORDS,
  ObjectError,
  ObjectFile,
  SH_FLAGS,
  SH_INFO,
  SH_LINK,
  SH_OFFSET,
  SH_SIZE,
  SH_TYPE,
  readHeaders,
  wideWord,
} from "./object-file.ts";
import type { HeaderTable } from "./object-file.ts";
import type { ElfObject, ObjectSection, ObjectSymbol, Relocation } from "./object.ts";
import { exchangedSymbols, readRelocations, widenedSymbols } from "./other-forms.ts";
import { unpackSections } from "./unpack-sections.ts";
import type { Unpacking } from "./unpack-sections.ts";

/** By type, of the low ones: sections that only describe others. */
const DESCRIBING = new Uint8Array(32);
for (const type of [elf.SHT_NULL, elf.SHT_SYMTAB, elf.SHT_STRTAB, elf.SHT_REL, elf.SHT_RELA, elf.SHT_GROUP, elf.SHT_SYMTAB_SHNDX])
  DESCRIBING[type] = 1;

const NOTHING = new Uint8Array();
const UNPACKS_NOTHING: Unpacking = { unpack: undefined, lld: 22 };

class ObjectReader {
  readonly headers: HeaderTable;
  /** Index in the file -> index in the object; -1 for what only describes. */
  readonly numbers: Int32Array;
  /** Index in the object -> in the file. */
  readonly kept: Int32Array;

  constructor(
    readonly reader: ObjectFile,
    readonly unpacking: Unpacking,
  ) {
    this.headers = readHeaders(reader);
    checkTables(this.headers);
    const { words, count } = this.headers;
    const numbers = new Int32Array(count);
    const kept = new Int32Array(count);
    let number = 0;
    for (let i = 0, at = SH_TYPE; i < count; i++, at += HEADER_WORDS) {
      const type = words[at] as number;
      if (DESCRIBING[type] === 1 || type === elf.SHT_LLVM_ADDRSIG) numbers[i] = -1;
      else {
        numbers[i] = number;
        kept[number++] = i;
      }
    }
    this.numbers = numbers;
    this.kept = kept.subarray(0, number);
  }

  read(): ObjectColumns {
    const symbols = this.#symbols();
    const sections = this.#sections();
    this.#readGroups(sections);
    const significant = this.headers.find(elf.SHT_LLVM_ADDRSIG);
    return {
      symbols,
      sections,
      relocations: this.#relocations(sections, symbols.count),
      significant: significant < 0 ? undefined : this.headers.bytes(significant),
      significantBefore: this.#behind(significant),
    };
  }

  // --- Symbols -----------------------------------------------------------------------------------------------------

  #symbols(): SymbolColumns {
    const { headers } = this;
    const table = headers.find(elf.SHT_SYMTAB);
    if (table < 0) return new SymbolColumns(new Int32Array(0), 0);
    const strings = headers.link(table);
    const rows = headers.contentWords(table);
    const words = this.#symbolWords(rows);
    const columns = new SymbolColumns(words, Math.floor(words.length / SYMBOL_WORDS));
    let extended = headers.find(elf.SHT_SYMTAB_SHNDX);
    while (extended >= 0 && headers.link(extended) !== table) extended = headers.find(elf.SHT_SYMTAB_SHNDX, extended + 1);
    this.#placeSymbols(columns, extended < 0 ? undefined : headers.contentWords(extended));
    const names = headers.nameTableOf(strings);
    const locals = (headers.words[HEADER_WORDS * table + SH_INFO] as number) - 1;
    if (names.bytes.length <= (rows[0] ?? 0) >>> 0) throw new ObjectError("invalid symbol name offset");
    const nullInfo = headers.bytes(table)[this.reader.is64 ? 4 : 12] ?? 0;
    if (nullInfo >> 4 !== elf.STB_LOCAL) throw new ObjectError(`non-local symbol (0) found at index < .symtab's sh_info (${locals + 1})`);
    this.#checkSymbols(words, locals, names.bytes.length);
    for (let row = 0, at = 0; row < columns.count; row++, at += SYMBOL_WORDS) {
      const name = names.at((words[at] as number) >>> 0);
      const isOfSection = name === "" && ((words[at + 1] as number) & 15) === elf.STT_SECTION;
      columns.names[row] = isOfSection ? this.#sectionName(columns.place[row] as number) : name;
    }
    return columns;
  }

  /** The symbol of a section is called as that is. */
  #sectionName(place: number): string {
    const file = this.kept[place];
    return file === undefined ? "" : this.headers.nameOf(file);
  }

  /** `locals`: how many come first. */
  #checkSymbols(words: Int32Array, locals: number, strings: number): void {
    for (let row = 0, at = 0; at < words.length; row++, at += SYMBOL_WORDS) {
      const name = (words[at] as number) >>> 0;
      const binding = ((words[at + 1] as number) >>> 4) & 15;
      if (row < locals) {
        if (name >= strings) throw new ObjectError("invalid symbol name offset");
        if (binding !== elf.STB_LOCAL)
          throw new ObjectError(`non-local symbol (${row + 1}) found at index < .symtab's sh_info (${locals + 1})`);
      } else if (name >= strings)
        throw new ObjectError(`st_name (0x${name.toString(16)}) is past the end of the string table of size 0x${strings.toString(16)}`);
      else if (binding !== elf.STB_GLOBAL && binding !== elf.STB_WEAK && binding !== elf.STB_GNU_UNIQUE)
        throw new ObjectError(`symbol (${row + 1}) has invalid binding: ${binding}`);
    }
  }

  /** Without the null symbol, in the form that columns have. */
  #symbolWords(words: Int32Array): Int32Array {
    const { is64, little } = this.reader;
    const step = elf.SYM_SIZE[is64 ? 64 : 32] / 4;
    const count = Math.max(0, Math.floor(words.length / step) - 1);
    const rows = words.subarray(step, step + count * step);
    if (is64) return little ? rows : exchangedSymbols(rows);
    return widenedSymbols(rows, little);
  }

  /** `extended`: indexes of sections that 16 bits do not hold. */
  #placeSymbols({ words, place, count }: SymbolColumns, extended: Int32Array | undefined): void {
    const { numbers } = this;
    for (let row = 0, at = 1; row < count; row++, at += SYMBOL_WORDS) {
      const index = (words[at] as number) >>> 16;
      if (index === elf.SHN_UNDEF) place[row] = UNDEFINED_PLACE;
      else if (index < elf.SHN_LORESERVE) {
        const section = index < numbers.length ? (numbers[index] as number) : -1;
        place[row] = section < 0 ? this.#placeInTable(index) : section;
      } else place[row] = this.#reservedPlace(index, extended?.[row + 1] ?? 0);
    }
  }

  #reservedPlace(index: number, extended: number): number {
    if (index === elf.SHN_ABS) return ABSOLUTE_PLACE;
    if (index === elf.SHN_COMMON) return COMMON_PLACE;
    const wanted = index === elf.SHN_XINDEX ? extended : index;
    const section = this.numbers[wanted] ?? -1;
    return section < 0 ? this.#placeInTable(wanted) : section;
  }

  /** What is in a table counts from nowhere; a group's own name, as GNU's assembler has it, is nobody's definition. */
  #placeInTable(file: number): number {
    if (file >= this.headers.count) throw new ObjectError(`invalid section index: ${file}`);
    return this.headers.type(file) === elf.SHT_GROUP ? UNDEFINED_PLACE : ABSOLUTE_PLACE;
  }

  // --- Sections ----------------------------------------------------------------------------------------------------

  #sections(): SectionColumns {
    const { headers, kept, numbers } = this;
    const { words } = headers;
    const starts = new Int32Array(kept.length);
    let ordered: Int32Array | undefined;
    let all = 0;
    for (let row = 0; row < kept.length; row++) {
      const at = HEADER_WORDS * (kept[row] as number);
      const flags = words[at + SH_FLAGS] as number;
      starts[row] = at;
      all |= flags;
      if ((flags & elf.SHF_LINK_ORDER) === 0) continue;
      ordered ??= new Int32Array(kept.length).fill(-1);
      ordered[row] = numbers[words[at + SH_LINK] as number] ?? -1;
    }
    const data = (section: number): Uint8Array => {
      const file = kept[section] as number;
      return headers.type(file) === elf.SHT_NOBITS ? NOTHING : headers.bytes(file);
    };
    const columns = new SectionColumns(words, starts, headers.names, data, this.reader.bytes);
    columns.linkOrder = ordered;
    return (all & elf.SHF_COMPRESSED) === 0 ? columns : unpackSections(columns, this.reader, this.unpacking);
  }

  /** The object's section that comes next behind a section of the file. */
  #behind(file: number): number {
    const next = this.kept.findIndex((other) => other > file);
    return next < 0 ? this.kept.length : next;
  }

  #readGroups(sections: SectionColumns): void {
    const { headers, reader } = this;
    for (let i = headers.find(elf.SHT_GROUP); i >= 0; i = headers.find(elf.SHT_GROUP, i + 1)) {
      const from = headers.offset(i);
      const size = headers.bytes(i).length;
      if (size < 4) continue;
      const flags = reader.u32(from);
      const signature = (headers.words[HEADER_WORDS * i + SH_INFO] as number) - 1;
      const members: number[] = [];
      for (let at = 4; at + 4 <= size; at += 4) {
        const section = this.numbers[reader.u32(from + at)] ?? -1;
        if (section >= 0) members.push(section);
      }
      sections.groups ??= [];
      sections.groups.push({ name: headers.nameOf(i), flags, signature, before: this.#behind(i), members });
      if (flags !== elf.GRP_COMDAT) continue;
      const groups = (sections.group ??= new Int32Array(sections.count).fill(-1));
      for (const section of members) groups[section] = signature;
    }
  }

  // --- Relocations -------------------------------------------------------------------------------------------------

  #relocations(sections: SectionColumns, symbols: number): RelocationColumns {
    const { headers, numbers, reader } = this;
    const { words, count } = headers;
    const tables = new Int32Array(count);
    let tableCount = 0;
    let isPlain = reader.is64 && reader.allWords !== undefined;
    for (let table = 0, at = 0; table < count; table++, at += HEADER_WORDS) {
      const type = words[at + SH_TYPE] as number;
      if (type !== elf.SHT_RELA && type !== elf.SHT_REL) continue;
      const target = words[at + SH_INFO] as number;
      if (target < 0 || target >= count || (numbers[target] as number) < 0) continue;
      const offset = wideWord(words, at + SH_OFFSET);
      if (type === elf.SHT_REL || offset % 4 !== 0) isPlain = false;
      tables[tableCount++] = table;
    }
    const used = tables.subarray(0, tableCount);
    const columns = isPlain ? this.#plainRelocations(used, sections) : readRelocations(reader, headers, numbers, used, sections);
    for (let i = 0; i < tableCount; i++) {
      const target = numbers[words[HEADER_WORDS * (tables[i] as number) + SH_INFO] as number] as number;
      const to = sections.relocationsTo[target] as number;
      for (let at = (sections.relocationsFrom[target] as number) + 3; at < to; at += RELOCATION_WORDS)
        if ((columns.words[at] as number) >>> 0 > symbols) throw new ObjectError("invalid symbol index");
    }
    return columns;
  }

  /** Those of a file in which they stand as they are wanted. */
  #plainRelocations(tables: Int32Array, { relocationsFrom, relocationsTo }: SectionColumns): RelocationColumns {
    const { numbers } = this;
    const { words } = this.headers;
    for (let i = 0; i < tables.length; i++) {
      const at = HEADER_WORDS * (tables[i] as number);
      const target = numbers[words[at + SH_INFO] as number] as number;
      const from = (words[at + SH_OFFSET] as number) >>> 2;
      const rows = Math.floor(((words[at + SH_SIZE] as number) >>> 2) / RELOCATION_WORDS);
      relocationsFrom[target] = from;
      relocationsTo[target] = from + rows * RELOCATION_WORDS;
    }
    return new RelocationColumns(this.reader.allWords as Int32Array);
  }
}

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
    this.name = columns.name(index);
    this.type = columns.type(index);
    this.flags = columns.flags(index);
    this.alignment = columns.alignment(index);
    this.entrySize = columns.entrySize(index);
    this.size = columns.size(index);
    const group = columns.group?.[index] ?? -1;
    const linkOrder = columns.linkOrder?.[index] ?? -1;
    if (group >= 0) this.group = group;
    if (linkOrder >= 0) this.linkOrder = linkOrder;
  }

  get data(): Uint8Array {
    return this.columns.data(this.index);
  }

  get relocations(): readonly Relocation[] {
    const from = this.columns.relocationsFrom[this.index] as number;
    const to = this.columns.relocationsTo[this.index] as number;
    this.#relocations ??= Array.from({ length: (to - from) / RELOCATION_WORDS }, (_, i) => this.rows.at(from + i * RELOCATION_WORDS));
    return this.#relocations;
  }
}

/** `name` is what messages call the file. Throws ObjectError if the bytes are no whole relocatable ELF file. */
export function readObject(name: string, bytes: Uint8Array, unpacking: Unpacking = UNPACKS_NOTHING): ElfObject {
  const reader = new ObjectFile(bytes);
  if (reader.u16(16) !== elf.ET_REL && unpacking.takesImages !== true) throw new ObjectError("unknown file type");
  const columns = new ObjectReader(reader, unpacking).read();
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
