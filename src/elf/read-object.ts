// Reads a relocatable file into an ElfObject, for the linker. Everything is checked against the file's size: what a
// table says about itself is never believed. Section indexes of the result are those of the file less the sections
// that only describe others (symbol and string tables, relocations, groups).
import type { ElfObject, ObjectSection, ObjectSymbol, Relocation, SymbolPlace } from "./object.ts";
import * as elf from "./constants.ts";
import { implicitAddend } from "./implicit-addend.ts";

/** What is wrong with the file, in a few words. */
export class ObjectError extends Error {}

interface RawSection {
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
  readonly info: number;
  readonly alignment: number;
  readonly entrySize: number;
}

const DECODER = new TextDecoder();

const NOTHING = new Uint8Array();
const SMALL = 1024;
const SMALL_NUMBERS: readonly bigint[] = Array.from({ length: SMALL }, (_, i) => BigInt(i));
const SMALL_NEGATIVES: readonly bigint[] = SMALL_NUMBERS.map((number) => -number);

class Reader {
  readonly view: DataView;
  readonly is64: boolean;
  readonly little: boolean;
  #table: Uint8Array | undefined;
  #text: string | undefined;

  constructor(readonly bytes: Uint8Array) {
    if (bytes.length < 52 || bytes[0] !== 0x7f || bytes[1] !== 0x45 || bytes[2] !== 0x4c || bytes[3] !== 0x46)
      throw new ObjectError("not an ELF file");
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.is64 = bytes[4] === elf.ELFCLASS64;
    this.little = bytes[5] !== elf.ELFDATA2MSB;
  }

  #check(at: number, size: number): void {
    if (at < 0 || at + size > this.bytes.length) throw new ObjectError("file is truncated");
  }

  u16(at: number): number {
    this.#check(at, 2);
    return this.view.getUint16(at, this.little);
  }

  u32(at: number): number {
    this.#check(at, 4);
    return this.view.getUint32(at, this.little);
  }

  /** A class-sized word as a number; sizes and offsets beyond the file are caught where they are used. */
  word(at: number): number {
    if (!this.is64) return this.u32(at);
    this.#check(at, 8);
    const high = this.view.getUint32(this.little ? at + 4 : at, this.little);
    const low = this.view.getUint32(this.little ? at : at + 4, this.little);
    return high === 0 ? low : high * 0x100000000 + low;
  }

  /** Most numbers are small, and need no memory of their own. */
  u64(at: number): bigint {
    this.#check(at, 8);
    const high = this.view.getUint32(this.little ? at + 4 : at, this.little);
    const low = this.view.getUint32(this.little ? at : at + 4, this.little);
    return high === 0 && low < SMALL ? (SMALL_NUMBERS[low] as bigint) : this.view.getBigUint64(at, this.little);
  }

  signed(at: number): bigint {
    this.#check(at, 8);
    const high = this.view.getInt32(this.little ? at + 4 : at, this.little);
    const low = this.view.getInt32(this.little ? at : at + 4, this.little);
    if (high === low >> 31 && low > -SMALL && low < SMALL)
      return low < 0 ? (SMALL_NEGATIVES[-low] as bigint) : (SMALL_NUMBERS[low] as bigint);
    return this.view.getBigInt64(at, this.little);
  }

  slice(offset: number, size: number): Uint8Array {
    this.#check(offset, size);
    return this.bytes.subarray(offset, offset + size);
  }

  /** Text of a whole table of names, if each of its bytes is a character: names are cut out of it. */
  #whole(table: Uint8Array): string | undefined {
    if (this.#table !== table) {
      this.#table = table;
      const text = DECODER.decode(table);
      this.#text = text.length === table.length ? text : undefined;
    }
    return this.#text;
  }

  text(table: Uint8Array, at: number): string {
    if (at >= table.length) throw new ObjectError("a name lies outside its string table");
    const whole = this.#whole(table);
    if (whole !== undefined) {
      const stop = whole.indexOf("\0", at);
      return whole.slice(at, stop < 0 ? undefined : stop);
    }
    const end = table.indexOf(0, at);
    return DECODER.decode(table.subarray(at, end < 0 ? table.length : end));
  }
}

/** `names`: the table its name is in; without one it has none. */
function readSectionHeader(reader: Reader, at: number, names?: Uint8Array): RawSection {
  const w = reader.is64 ? 8 : 4;
  const after = at + 8 + 4 * w;
  return {
    name: names === undefined ? "" : reader.text(names, reader.u32(at)),
    type: reader.u32(at + 4),
    flags: reader.word(at + 8),
    offset: reader.word(at + 8 + 2 * w),
    size: reader.word(at + 8 + 3 * w),
    link: reader.u32(after),
    info: reader.u32(after + 4),
    alignment: reader.word(after + 8),
    entrySize: reader.word(after + 8 + w),
  };
}

function readSectionHeaders(reader: Reader): RawSection[] {
  const offset = reader.word(reader.is64 ? 40 : 32);
  const tail = reader.is64 ? 58 : 46;
  const size = elf.SHDR_SIZE[reader.is64 ? 64 : 32];
  if (offset === 0) return [];
  const first = readSectionHeader(reader, offset);
  const count = reader.u16(tail + 2) || first.size;
  const namesAt = reader.u16(tail + 4);
  if (offset + count * size > reader.bytes.length) throw new ObjectError("section header table goes past the end of the file");
  const namesIndex = namesAt === elf.SHN_XINDEX ? first.link : namesAt;
  const names = namesIndex < count ? readSectionHeader(reader, offset + namesIndex * size) : undefined;
  const table = names === undefined ? new Uint8Array() : reader.slice(names.offset, names.size);
  const headers: RawSection[] = [];
  for (let i = 0; i < count; i++) headers.push(readSectionHeader(reader, offset + i * size, i === 0 ? undefined : table));
  return headers;
}

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

class ObjectReader {
  readonly raw: RawSection[];
  /** Index in the file -> index in the object. */
  readonly numbers = new Map<number, number>();
  readonly symbols: ObjectSymbol[] = [];
  /** By index in the object. */
  #names: string[] | undefined;

  constructor(
    readonly reader: Reader,
    readonly name: string,
  ) {
    this.raw = readSectionHeaders(reader);
    this.raw.forEach((section, i) => {
      if (!DESCRIBING.has(section.type)) this.numbers.set(i, this.numbers.size);
    });
  }

  #place(index: number, extended: number): SymbolPlace {
    if (index === elf.SHN_UNDEF) return "undefined";
    if (index === elf.SHN_ABS) return "absolute";
    if (index === elf.SHN_COMMON) return "common";
    const section = this.numbers.get(index === elf.SHN_XINDEX ? extended : index);
    if (section === undefined) throw new ObjectError(`invalid section index: ${index}`);
    return section;
  }

  readSymbols(): void {
    const at = this.raw.findIndex(({ type }) => type === elf.SHT_SYMTAB);
    const table = this.raw[at];
    if (table === undefined) return;
    const strings = this.raw[table.link];
    if (strings === undefined) throw new ObjectError("the symbol table has no string table");
    const names = this.reader.slice(strings.offset, strings.size);
    const shndx = this.raw.find((section) => section.type === elf.SHT_SYMTAB_SHNDX && section.link === at);
    const size = elf.SYM_SIZE[this.reader.is64 ? 64 : 32];
    this.reader.slice(table.offset, table.size);
    for (let i = 1; (i + 1) * size <= table.size; i++) {
      const extended = shndx === undefined ? 0 : this.reader.u32(shndx.offset + 4 * i);
      this.symbols.push(this.#symbol(table.offset + i * size, names, extended));
    }
  }

  #symbol(at: number, names: Uint8Array, extended: number): ObjectSymbol {
    const { reader } = this;
    const info = reader.bytes[at + (reader.is64 ? 4 : 12)] as number;
    const other = reader.bytes[at + (reader.is64 ? 5 : 13)] as number;
    const place = this.#place(reader.u16(at + (reader.is64 ? 6 : 14)), extended);
    const type = info & 15;
    const name = reader.text(names, reader.u32(at));
    return {
      name: type === elf.STT_SECTION && name === "" ? this.#sectionName(place) : name,
      value: reader.is64 ? reader.u64(at + 8) : BigInt(reader.u32(at + 4)),
      size: reader.is64 ? reader.u64(at + 16) : BigInt(reader.u32(at + 8)),
      binding: info >> 4,
      type,
      visibility: other & 3,
      place,
    };
  }

  #sectionName(place: SymbolPlace): string {
    this.#names ??= [...this.numbers.keys()].map((file) => (this.raw[file] as RawSection).name);
    return typeof place === "number" ? (this.#names[place] ?? "") : "";
  }

  /** Sections of relocations, by the section they are for. */
  #relocationSections(): Map<number, RawSection> {
    const found = new Map<number, RawSection>();
    for (const section of this.raw) if (section.type === elf.SHT_RELA || section.type === elf.SHT_REL) found.set(section.info, section);
    return found;
  }

  #groups(): Map<number, number> {
    const found = new Map<number, number>();
    for (const section of this.raw) {
      if (section.type !== elf.SHT_GROUP || section.size < 4 || this.reader.u32(section.offset) !== elf.GRP_COMDAT) continue;
      this.reader.slice(section.offset, section.size);
      for (let at = 4; at + 4 <= section.size; at += 4) found.set(this.reader.u32(section.offset + at), section.info - 1);
    }
    return found;
  }

  #relocations(section: RawSection | undefined, target: FileSection): readonly Relocation[] {
    if (section === undefined) return NO_RELOCATIONS;
    const { reader } = this;
    const rela = section.type === elf.SHT_RELA;
    const size = reader.is64 ? (rela ? 24 : 16) : rela ? 12 : 8;
    reader.slice(section.offset, section.size);
    const out: Relocation[] = [];
    for (let at = section.offset; at + size <= section.offset + section.size; at += size)
      out.push(this.#relocation(at, rela, rela ? NOTHING : target.data));
    return out;
  }

  #relocation(at: number, rela: boolean, data: Uint8Array): Relocation {
    const { reader } = this;
    const { is64, view, little } = reader;
    const offset = reader.word(at);
    const info = is64 ? view.getUint32(little ? at + 8 : at + 12, little) : view.getUint32(at + 4, little);
    const symbol = (is64 ? view.getUint32(little ? at + 12 : at + 8, little) : info >>> 8) - 1;
    const type = is64 ? info : info & 0xff;
    if (symbol >= this.symbols.length) throw new ObjectError("a relocation names a symbol that is not there");
    const addendAt = at + (is64 ? 16 : 8);
    const addend = !rela
      ? implicitAddend(data, offset, little, reader.u16(18), type)
      : is64
        ? reader.signed(addendAt)
        : BigInt(view.getInt32(addendAt, little));
    return { offset, type, symbol, addend };
  }

  readSections(): ObjectSection[] {
    const relocations = this.#relocationSections();
    const groups = this.#groups();
    const made: ObjectSection[] = [];
    for (const index of this.numbers.keys()) {
      const raw = this.raw[index] as RawSection;
      this.#checkContents(raw);
      const group = groups.get(index);
      const linkOrder = raw.flags & elf.SHF_LINK_ORDER ? this.numbers.get(raw.link) : undefined;
      const section = new FileSection(this.reader.bytes, raw, group, linkOrder);
      section.relocations = this.#relocations(relocations.get(index), section);
      made.push(section);
    }
    return made;
  }

  #checkContents({ type, offset, size }: RawSection): void {
    if (type !== elf.SHT_NOBITS && (offset < 0 || offset + size > this.reader.bytes.length)) throw new ObjectError("file is truncated");
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
  relocations: readonly Relocation[] = NO_RELOCATIONS;
  readonly group?: number;
  readonly linkOrder?: number;
  readonly #offset: number;
  #data: Uint8Array | undefined;

  constructor(
    readonly file: Uint8Array,
    raw: RawSection,
    group: number | undefined,
    linkOrder: number | undefined,
  ) {
    this.name = raw.name;
    this.type = raw.type;
    this.flags = raw.flags & ~(elf.SHF_GROUP | elf.SHF_INFO_LINK | elf.SHF_LINK_ORDER);
    this.alignment = Math.max(1, raw.alignment);
    this.entrySize = raw.entrySize;
    this.size = raw.size;
    this.#offset = raw.offset;
    if (group !== undefined) this.group = group;
    if (linkOrder !== undefined) this.linkOrder = linkOrder;
  }

  get data(): Uint8Array {
    this.#data ??= this.type === elf.SHT_NOBITS ? new Uint8Array() : this.file.subarray(this.#offset, this.#offset + this.size);
    return this.#data;
  }

  /** Writes the contents, a few bytes one by one. */
  copyTo(out: Uint8Array, at: number): void {
    const { file, size } = this;
    const from = this.#offset;
    if (size > COPIED_SINGLY) out.set(this.data, at);
    else if (this.type !== elf.SHT_NOBITS) for (let i = 0; i < size; i++) out[at + i] = file[from + i] as number;
  }
}

const NO_RELOCATIONS: readonly Relocation[] = [];
/** Longer contents are copied as a whole, which wants a view of them. */
const COPIED_SINGLY = 128;

/** `name` is what messages call the file. Throws ObjectError if the bytes are no whole relocatable ELF file. */
export function readObject(name: string, bytes: Uint8Array): ElfObject {
  const reader = new Reader(bytes);
  if (reader.u16(16) !== elf.ET_REL) throw new ObjectError("not a relocatable file");
  const file = new ObjectReader(reader, name);
  file.readSymbols();
  return {
    name,
    is64: reader.is64,
    littleEndian: reader.little,
    machine: reader.u16(18),
    flags: reader.u32(reader.is64 ? 48 : 36),
    osAbi: bytes[7] as number,
    sections: file.readSections(),
    symbols: file.symbols,
  };
}
