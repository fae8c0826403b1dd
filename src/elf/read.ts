// The inspectors' reader of ELF files of all kinds, lazily and by range, over RandomAccess. Nothing a table says about itself is
// believed before it is checked against the file's size; what is wrong is an ElfError in LLVM's words.
// Text is "byte text": one character (0 to 255) a byte, so that names of any encoding pass through unchanged.
// Layouts: System V gABI, chapters 4 and 5.
import type { RandomAccess } from "../base/host.ts";
import { SHN_XINDEX, SHT_DYNSYM, SHT_NOBITS, SHT_NULL, SHT_STRTAB, SHT_SYMTAB } from "./constants.ts";
import { sectionTypeName } from "./section-types.ts";

/** What is wrong with a file, in LLVM's words, without the file's name. */
export class ElfError extends Error {}

/** What `work` gives; its ElfErrors get `lead` before them. */
export function saying<T>(lead: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof ElfError ? new ElfError(lead + error.message) : error;
  }
}

export interface ElfHeader {
  readonly osAbi: number;
  readonly abiVersion: number;
  readonly ident: Uint8Array;
  /** ET_* */
  readonly type: number;
  /** EM_* */
  readonly machine: number;
  readonly version: number;
  readonly entry: bigint;
  readonly phoff: bigint;
  readonly shoff: bigint;
  readonly flags: number;
  readonly ehsize: number;
  readonly phentsize: number;
  /** e_phnum, e_shnum, e_shstrndx as they stand; extended counts are in section 0. */
  readonly phnum: number;
  readonly shentsize: number;
  readonly shnum: number;
  readonly shstrndx: number;
}

/** One section header; sizes and offsets in bytes. */
export interface Section {
  readonly index: number;
  /** sh_name: offset in the section name table. */
  readonly nameOffset: number;
  readonly type: number;
  readonly flags: bigint;
  readonly address: bigint;
  readonly offset: bigint;
  readonly size: bigint;
  readonly link: number;
  readonly info: number;
  readonly alignment: bigint;
  readonly entrySize: bigint;
}

export interface Segment {
  readonly index: number;
  readonly type: number;
  readonly flags: number;
  readonly offset: bigint;
  readonly vaddr: bigint;
  readonly paddr: bigint;
  readonly fileSize: bigint;
  readonly memorySize: bigint;
  readonly alignment: bigint;
}

/** A table of NUL-terminated names. */
export interface Strings {
  readonly bytes: Uint8Array;
  /** The same as byte text; made when it is asked for. */
  readonly text: string;
  at(offset: number): string;
}

const ASCII = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Byte text of bytes: one character a byte. */
export function byteText(bytes: Uint8Array): string {
  try {
    const text = ASCII.decode(bytes);
    if (text.length === bytes.length) return text;
  } catch {
    // Not UTF-8: taken byte by byte below.
  }
  let out = "";
  for (let at = 0; at < bytes.length; at += 8192) out += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return out;
}

/** Byte text of a Unicode string, as UTF-8. */
export function toByteText(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return /^[\x00-\x7f]*$/.test(text) ? text : byteText(new TextEncoder().encode(text));
}

export function stringsOf(bytes: Uint8Array): Strings {
  let known: string | undefined;
  return {
    bytes,
    get text() {
      return (known ??= byteText(bytes));
    },
    at(offset) {
      const { text } = this;
      const end = text.indexOf("\0", offset);
      return end < 0 ? text.slice(offset) : text.slice(offset, end);
    },
  };
}

export const hex = (value: number | bigint): string => `0x${value.toString(16)}`;
export const hexUpper = (value: number | bigint): string => `0x${value.toString(16).toUpperCase()}`;

const MAGIC = [0x7f, 0x45, 0x4c, 0x46];
export const NOT_AN_OBJECT = "The file was not recognized as a valid object file";

/** Whether the first bytes are an ELF file's that LLVM would take for one: the magic, and e_type within reach. */
export function looksLikeElf(start: Uint8Array): boolean {
  return start.length >= 18 && MAGIC.every((byte, i) => start[i] === byte);
}

export class ElfFile {
  readonly is64: boolean;
  readonly littleEndian: boolean;
  readonly header: ElfHeader;
  #sections: readonly Section[] | undefined;
  #segments: readonly Segment[] | undefined;
  readonly #strings = new Map<number, Strings>();
  readonly #kept = new WeakMap<Section, Uint8Array>();

  constructor(readonly access: RandomAccess) {
    const start = access.read(0, 64);
    if (!looksLikeElf(start) || start.length < 20) throw new ElfError(NOT_AN_OBJECT);
    if (start[4] !== 1 && start[4] !== 2) throw new ElfError("Invalid ELF class");
    if (start[5] !== 1 && start[5] !== 2) throw new ElfError("Invalid ELF data");
    this.is64 = start[4] === 2;
    this.littleEndian = start[5] === 1;
    const size = this.is64 ? 64 : 52;
    if (access.size < size) {
      throw new ElfError(`invalid buffer: the size (${access.size}) is smaller than an ELF header (${size})`);
    }
    this.header = this.#readHeader(start);
  }

  view(bytes: Uint8Array): Fields {
    return new Fields(bytes, this.littleEndian, this.is64);
  }

  #readHeader(start: Uint8Array): ElfHeader {
    const f = this.view(start);
    const wide = this.is64 ? 8 : 4;
    const rest = 24 + 3 * wide;
    return {
      ident: start.slice(0, 16),
      osAbi: f.u8(7),
      abiVersion: f.u8(8),
      type: f.u16(16),
      machine: f.u16(18),
      version: f.u32(20),
      entry: f.word(24),
      phoff: f.word(24 + wide),
      shoff: f.word(24 + 2 * wide),
      flags: f.u32(rest),
      ehsize: f.u16(rest + 4),
      phentsize: f.u16(rest + 6),
      phnum: f.u16(rest + 8),
      shentsize: f.u16(rest + 10),
      shnum: f.u16(rest + 12),
      shstrndx: f.u16(rest + 14),
    };
  }

  /** All section headers, number 0 included; throws ElfError. */
  get sections(): readonly Section[] {
    this.#sections ??= this.#readSections();
    return this.#sections;
  }

  #readSections(): readonly Section[] {
    const { shoff, shentsize, shnum } = this.header;
    if (shoff === 0n) return [];
    const size = this.is64 ? 64 : 40;
    if (shentsize !== size) throw new ElfError(`invalid e_shentsize in ELF header: ${shentsize}`);
    const end = BigInt(this.access.size);
    if (shoff + BigInt(size) > end || shoff > this.#greatest - BigInt(size)) {
      throw new ElfError(`section header table goes past the end of the file: e_shoff = ${hex(shoff)}`);
    }
    const first = this.#section(this.view(this.access.read(Number(shoff), size)), 0, 0);
    const count = shnum === 0 ? first.size : BigInt(shnum);
    if (count > 0xffff_ffff_ffff_ffffn / BigInt(size))
      throw new ElfError(`invalid number of sections specified in the NULL section's sh_size field (${count})`);
    if (shoff + count * BigInt(size) > end) throw new ElfError("section table goes past the end of file");
    const fields = this.view(this.access.read(Number(shoff), Number(count) * size));
    return Array.from({ length: Number(count) }, (_, index) => this.#section(fields, index * size, index));
  }

  #section(f: Fields, at: number, index: number): Section {
    const wide = this.is64 ? 8 : 4;
    const rest = at + 8 + 4 * wide;
    return {
      index,
      nameOffset: f.u32(at),
      type: f.u32(at + 4),
      flags: f.word(at + 8),
      address: f.word(at + 8 + wide),
      offset: f.word(at + 8 + 2 * wide),
      size: f.word(at + 8 + 3 * wide),
      link: f.u32(rest),
      info: f.u32(rest + 4),
      alignment: f.word(rest + 8),
      entrySize: f.word(rest + 8 + wide),
    };
  }

  /** All program headers; throws ElfError. */
  get segments(): readonly Segment[] {
    this.#segments ??= this.#readSegments();
    return this.#segments;
  }

  #readSegments(): readonly Segment[] {
    const { phoff, phnum, phentsize } = this.header;
    const size = this.is64 ? 56 : 32;
    const count = phnum === 0xffff ? (this.sections[0]?.info ?? phnum) : phnum;
    if (count !== 0 && phentsize !== size) throw new ElfError(`invalid e_phentsize: ${phentsize}`);
    if (phoff + BigInt(count * size) > BigInt(this.access.size)) {
      throw new ElfError(
        `program headers are longer than binary of size ${this.access.size}: e_phoff = ${hex(phoff)}, e_phnum = ${count}, e_phentsize = ${phentsize}`,
      );
    }
    const f = this.view(this.access.read(Number(phoff), count * size));
    return Array.from({ length: count }, (_, index) => this.#segment(f, index * size, index));
  }

  #segment(f: Fields, at: number, index: number): Segment {
    const wide = this.is64 ? 8 : 4;
    const words = at + (this.is64 ? 8 : 4);
    return {
      index,
      type: f.u32(at),
      flags: f.u32(this.is64 ? at + 4 : at + 24),
      offset: f.word(words),
      vaddr: f.word(words + wide),
      paddr: f.word(words + 2 * wide),
      fileSize: f.word(words + 3 * wide),
      memorySize: f.word(words + 4 * wide),
      alignment: f.word(this.is64 ? at + 48 : at + 28),
    };
  }

  /** Takes bytes that were read before for a section's contents. */
  keep(section: Section, bytes: Uint8Array): void {
    this.#kept.set(section, bytes);
  }

  /** The greatest number of the file's class. */
  get #greatest(): bigint {
    return this.is64 ? 0xffff_ffff_ffff_ffffn : 0xffff_ffffn;
  }

  /** Contents of a section (empty for SHT_NOBITS); throws ElfError when they are not in the file. */
  contents(section: Section): Uint8Array {
    if (section.type === SHT_NOBITS || section.type === SHT_NULL) return new Uint8Array(0);
    return this.bytesOf(section);
  }

  /** The bytes that a header tells of, whatever its type; throws ElfError. */
  bytesOf(section: Section): Uint8Array {
    const kept = this.#kept.get(section);
    if (kept !== undefined) return kept;
    this.#checkPlace(section);
    return this.access.read(Number(section.offset), Number(section.size));
  }

  /** Throws ElfError for a section whose bytes are not in the file. */
  #checkPlace({ index, offset, size }: Section): void {
    const end = this.access.size;
    if (offset + size > BigInt(end)) {
      const problem = offset + size > this.#greatest ? "cannot be represented" : `is greater than the file size (${hex(end)})`;
      throw new ElfError(`section [index ${index}] has a sh_offset (${hex(offset)}) + sh_size (${hex(size)}) that ${problem}`);
    }
  }

  /** The bytes of a table of records of `step` bytes; throws ElfError. */
  recordsOf(section: Section, step: number): Uint8Array {
    this.checkRecords(section, step);
    return this.bytesOf(section);
  }

  /** The same, without reading them. */
  checkRecords(section: Section, step: number): void {
    const { index, size, entrySize } = section;
    if (entrySize !== BigInt(step))
      throw new ElfError(`section [index ${index}] has invalid sh_entsize: expected ${step}, but got ${entrySize}`);
    if (size % BigInt(step) !== 0n)
      throw new ElfError(`section [index ${index}] has an invalid sh_size (${size}) which is not a multiple of its sh_entsize (${step})`);
    this.#checkPlace(section);
  }

  /** `SHT_DYNSYM section with index 5`. */
  describe({ type, index }: Section): string {
    return `${this.#typeName(type)} section with index ${index}`;
  }

  #typeName(type: number): string {
    return sectionTypeName(this.header.machine, type, 15) ?? "Unknown";
  }

  /** The string table in section `index`; throws ElfError. One of another type is told to `warn`, if there is one, and read. */
  strings(index: number, warn?: (text: string) => void): Strings {
    const section = this.sections[index];
    if (section === undefined) throw new ElfError(`invalid section index: ${index}`);
    if (section.type !== SHT_STRTAB) {
      const problem = `invalid sh_type for string table section [index ${index}]: expected SHT_STRTAB, but got ${this.#typeName(section.type)}`;
      if (warn === undefined) throw new ElfError(problem);
      warn(problem);
    }
    const known = this.#strings.get(index);
    if (known !== undefined) return known;
    const bytes = this.bytesOf(section);
    if (bytes.length === 0) throw new ElfError(`SHT_STRTAB string table section [index ${index}] is empty`);
    if (bytes[bytes.length - 1] !== 0) throw new ElfError(`SHT_STRTAB string table section [index ${index}] is non-null terminated`);
    const strings = stringsOf(bytes);
    this.#strings.set(index, strings);
    return strings;
  }

  /** The names of symbol table `section`; throws ElfError. */
  stringsOfSymbols(section: Section): Strings {
    if (section.type !== SHT_SYMTAB && section.type !== SHT_DYNSYM)
      throw new ElfError("invalid sh_type for symbol table, expected SHT_SYMTAB or SHT_DYNSYM");
    return this.strings(section.link);
  }

  /** Index of the section name table, extended counts resolved. */
  get sectionNameIndex(): number {
    const { shstrndx } = this.header;
    return shstrndx === SHN_XINDEX ? (this.sections[0]?.link ?? 0) : shstrndx;
  }

  /** The table of the sections' names, or undefined where there is none; throws ElfError. */
  sectionNames(warn?: (text: string) => void): Strings | undefined {
    if (this.header.shstrndx === SHN_XINDEX && this.sections.length === 0)
      throw new ElfError("e_shstrndx == SHN_XINDEX, but the section header table is empty");
    const index = this.sectionNameIndex;
    if (index === 0) return undefined;
    if (index >= this.sections.length) throw new ElfError(`section header string table index ${index} does not exist`);
    return this.strings(index, warn);
  }

  /** A section's name; throws ElfError. */
  sectionName(section: Section, warn?: (text: string) => void): string {
    const { nameOffset } = section;
    const strings = this.sectionNames(warn);
    if (nameOffset === 0) return "";
    if (strings === undefined || nameOffset >= strings.bytes.length) throw this.badName(section);
    return strings.at(nameOffset);
  }

  /** What is wrong with a name that the table does not hold. */
  badName({ index, nameOffset }: Section): ElfError {
    return new ElfError(
      `a section [index ${index}] has an invalid sh_name (${hex(nameOffset)}) offset which goes past the end of the section name string table`,
    );
  }

  /** A section's name, or empty when it cannot be read. */
  sectionNameOrEmpty(section: Section): string {
    try {
      return this.sectionName(section);
    } catch (error) {
      if (error instanceof ElfError) return "";
      throw error;
    }
  }
}

/** Numbers in bytes, in the file's byte order; offsets past the end are a RangeError (a bug: callers check first). */
export class Fields {
  readonly #view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    readonly littleEndian: boolean,
    readonly is64: boolean,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }
  u8(at: number): number {
    return this.#view.getUint8(at);
  }
  u16(at: number): number {
    return this.#view.getUint16(at, this.littleEndian);
  }
  u32(at: number): number {
    return this.#view.getUint32(at, this.littleEndian);
  }
  i32(at: number): number {
    return this.#view.getInt32(at, this.littleEndian);
  }
  u64(at: number): bigint {
    return this.#view.getBigUint64(at, this.littleEndian);
  }
  i64(at: number): bigint {
    return this.#view.getBigInt64(at, this.littleEndian);
  }
  /** An address-sized number of the file's class. */
  word(at: number): bigint {
    return this.is64 ? this.u64(at) : BigInt(this.u32(at));
  }
  /** An address-sized signed number of the file's class. */
  signedWord(at: number): bigint {
    return this.is64 ? this.i64(at) : BigInt(this.i32(at));
  }
}
