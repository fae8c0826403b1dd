// The bytes of a relocatable file and the tables that all else is found by: section headers and their names.
import * as elf from "./constants.ts";

/** What is wrong with the file, in LLVM's words. */
export class ObjectError extends Error {
  constructor(
    message: string,
    /** Where: the file, a section of it (`x.o:(.text)`), or nowhere, as LLD tells it. */
    readonly place: { readonly section: string } | "file" | "nowhere" = "file",
  ) {
    super(message);
  }
}

/** Several things that are wrong with a file, each told. */
export class ObjectErrors extends Error {
  constructor(readonly problems: readonly ObjectError[]) {
    super(problems.map(({ message }) => message).join("\n"));
  }
}

const hex = (value: number): string => `0x${value.toString(16)}`;

const DECODER = new TextDecoder();
const HOST_IS_LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function checkIdentification(file: Uint8Array): void {
  if (file[0] !== 0x7f || file[1] !== 0x45 || file[2] !== 0x4c || file[3] !== 0x46) throw new ObjectError("not an ELF file");
  const [, , , , fileClass, encoding] = file;
  if (encoding !== elf.ELFDATA2LSB && encoding !== elf.ELFDATA2MSB) throw new ObjectError("corrupted ELF file: invalid data encoding");
  if (fileClass !== elf.ELFCLASS32 && fileClass !== elf.ELFCLASS64) throw new ObjectError("corrupted ELF file: invalid file class");
  if (file.length < elf.EHDR_SIZE[fileClass === elf.ELFCLASS64 ? 64 : 32]) throw new ObjectError("corrupted ELF file: file is too short");
}

export class ObjectFile {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly is64: boolean;
  readonly little: boolean;
  #allWords: Int32Array | undefined;

  /** Bytes that do not lie where words may, as those of a member of an archive, are copied. Plain arrays are faster to look into than Node's. */
  constructor(file: Uint8Array) {
    checkIdentification(file);
    const bytes = file.byteOffset % 4 === 0 ? new Uint8Array(file.buffer, file.byteOffset, file.length) : new Uint8Array(file);
    this.bytes = bytes;
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

  /** Words of 32 bits, of which a few bytes at the end may be too few for one more. */
  words(offset: number, size: number): Int32Array {
    this.#check(offset, size);
    const count = size >>> 2;
    const at = this.bytes.byteOffset + offset;
    if (at % 4 === 0 && this.little === HOST_IS_LITTLE) return new Int32Array(this.bytes.buffer, at, count);
    const copy = new Int32Array(count);
    for (let i = 0; i < count; i++) copy[i] = this.view.getInt32(offset + 4 * i, this.little);
    return copy;
  }

  /** All words of the file, where its numbers are in the order of the host's. */
  get allWords(): Int32Array | undefined {
    if (this.little !== HOST_IS_LITTLE) return undefined;
    const { bytes } = this;
    return (this.#allWords ??= new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2));
  }

  slice(offset: number, size: number): Uint8Array {
    this.#check(offset, size);
    return this.bytes.subarray(offset, offset + size);
  }
}

/** A string table: names are cut out of its text where each of its bytes is a character. */
export class NameTable {
  readonly #text: string | undefined;

  constructor(readonly bytes: Uint8Array) {
    const text = DECODER.decode(bytes);
    this.#text = text.length === bytes.length ? text : undefined;
  }

  at(offset: number): string {
    if (offset >= this.bytes.length) throw new ObjectError("a name lies outside its string table");
    if (this.#text !== undefined) {
      const stop = this.#text.indexOf("\0", offset);
      return this.#text.slice(offset, stop < 0 ? undefined : stop);
    }
    const end = this.bytes.indexOf(0, offset);
    return DECODER.decode(this.bytes.subarray(offset, end < 0 ? this.bytes.length : end));
  }

  startsWith(offset: number, prefix: string): boolean {
    return this.#text === undefined ? this.at(offset).startsWith(prefix) : this.#text.startsWith(prefix, offset);
  }

  /** The first four bytes of a name, the first lowest; what comes behind its end is of no meaning. */
  tag(offset: number): number {
    const { bytes } = this;
    return (
      (bytes[offset] as number) |
      ((bytes[offset + 1] as number) << 8) |
      ((bytes[offset + 2] as number) << 16) |
      ((bytes[offset + 3] as number) << 24)
    );
  }
}

/** Words of a section header of 64 bits in a little-endian file, where each field of two words begins with the lower. */
export const HEADER_WORDS = 16;
export const SH_NAME = 0;
export const SH_TYPE = 1;
export const SH_FLAGS = 2;
const SH_ADDRESS = 4;
export const SH_OFFSET = 6;
export const SH_SIZE = 8;
export const SH_LINK = 10;
export const SH_INFO = 11;
export const SH_ALIGNMENT = 12;
export const SH_ENTRY_SIZE = 14;

/** Of a field of two words. */
export const wideWord = (words: Int32Array, at: number): number => {
  const low = (words[at] as number) >>> 0;
  const high = words[at + 1] as number;
  return high === 0 ? low : (high >>> 0) * 0x1_0000_0000 + low;
};

/** The types that most files have, and that are asked for, are lower. */
const LOW_TYPES = 32;

/** The section header table, `HEADER_WORDS` words a row: the file's own words where they are in that form. */
export class HeaderTable {
  readonly words: Int32Array;
  /** The table of their names. */
  names: NameTable = new NameTable(new Uint8Array());
  /** Its section. */
  namesRow = -1;

  constructor(
    readonly file: ObjectFile,
    readonly count: number,
    from: number,
  ) {
    const { is64, little } = file;
    const words = file.words(from, count * elf.SHDR_SIZE[is64 ? 64 : 32]);
    this.words = !is64 ? widened(words) : little ? words : exchanged(words, HEADER_WORDS, WIDE_FIELDS);
  }

  type(row: number): number {
    return (this.words[HEADER_WORDS * row + SH_TYPE] as number) >>> 0;
  }

  link(row: number): number {
    return (this.words[HEADER_WORDS * row + SH_LINK] as number) >>> 0;
  }

  offset(row: number): number {
    return wideWord(this.words, HEADER_WORDS * row + SH_OFFSET);
  }

  size(row: number): number {
    return wideWord(this.words, HEADER_WORDS * row + SH_SIZE);
  }

  /** By type, of the low ones: the first row, -1 for none. */
  #firsts: Int32Array | undefined;

  /** Of the first row from `from` on that is of the type; -1 for none. */
  find(type: number, from = 0): number {
    if (from === 0 && type < LOW_TYPES) return (this.#firsts ??= this.#findFirsts())[type] as number;
    const { words } = this;
    for (let row = from, at = HEADER_WORDS * from + SH_TYPE; row < this.count; row++, at += HEADER_WORDS)
      if ((words[at] as number) >>> 0 === type) return row;
    return -1;
  }

  #findFirsts(): Int32Array {
    const { words, count } = this;
    const firsts = new Int32Array(LOW_TYPES).fill(-1);
    for (let row = count - 1, at = HEADER_WORDS * row + SH_TYPE; row >= 0; row--, at -= HEADER_WORDS) {
      const type = (words[at] as number) >>> 0;
      if (type < LOW_TYPES) firsts[type] = row;
    }
    return firsts;
  }

  nameOf(row: number): string {
    return row === 0 ? "" : this.names.at((this.words[HEADER_WORDS * row + SH_NAME] as number) >>> 0);
  }

  /** From here on sections have names. */
  readNames(): void {
    this.names = new NameTable(this.bytes(this.namesRow));
  }

  /** Those of a section of strings: most files have but one. */
  nameTableOf(row: number): NameTable {
    return row === this.namesRow ? this.names : new NameTable(this.bytes(row));
  }

  /** Contents; throws where they are not in the file. */
  bytes(row: number): Uint8Array {
    return this.file.slice(this.offset(row), this.size(row));
  }

  /** Contents as words; throws where they are not in the file. */
  contentWords(row: number): Int32Array {
    return this.file.words(this.offset(row), this.size(row));
  }
}

/** Which words of a header are the first of two. */
const WIDE_FIELDS = [SH_FLAGS, SH_ADDRESS, SH_OFFSET, SH_SIZE, SH_ALIGNMENT, SH_ENTRY_SIZE];

/** Rows of `step` words out of a big-endian file, in which the upper of two words comes first. */
export function exchanged(words: Int32Array, step: number, wide: readonly number[]): Int32Array {
  const out = words.slice();
  for (let row = 0; row + step <= out.length; row += step) {
    for (const field of wide) {
      out[row + field] = words[row + field + 1] as number;
      out[row + field + 1] = words[row + field] as number;
    }
  }
  return out;
}

/** Where the fields of a header of 32 bits, in their order, stand in one of 64. */
const WIDE_PLACES = [SH_NAME, SH_TYPE, SH_FLAGS, SH_ADDRESS, SH_OFFSET, SH_SIZE, SH_LINK, SH_INFO, SH_ALIGNMENT, SH_ENTRY_SIZE];

function widened(words: Int32Array): Int32Array {
  const count = words.length / WIDE_PLACES.length;
  const out = new Int32Array(count * HEADER_WORDS);
  for (let row = 0; row < count; row++)
    WIDE_PLACES.forEach((place, i) => (out[row * HEADER_WORDS + place] = words[row * WIDE_PLACES.length + i] as number));
  return out;
}

/** The whole table. Beyond what 16 bits hold, the first header holds the count of sections and where their names are. */
export function readHeaders(file: ObjectFile): HeaderTable {
  const offset = file.word(file.is64 ? 40 : 32);
  const tail = file.is64 ? 58 : 46;
  if (offset === 0) return new HeaderTable(file, 0, 0);
  const size = elf.SHDR_SIZE[file.is64 ? 64 : 32];
  const entrySize = file.u16(tail);
  if (entrySize !== size) throw new ObjectError(`invalid e_shentsize in ELF header: ${entrySize}`);
  if (offset + size > file.bytes.length)
    throw new ObjectError(`section header table goes past the end of the file: e_shoff = ${hex(offset)}`);
  if (offset % (file.is64 ? 8 : 4) !== 0) throw new ObjectError("invalid alignment of section headers");
  const first = new HeaderTable(file, 1, offset);
  const count = file.u16(tail + 2) || first.size(0);
  const namesAt = file.u16(tail + 4);
  if (offset + count * size > file.bytes.length) throw new ObjectError("section table goes past the end of file");
  const headers = new HeaderTable(file, count, offset);
  const names = namesAt === elf.SHN_XINDEX ? first.link(0) : namesAt;
  headers.namesRow = names;
  return headers;
}
