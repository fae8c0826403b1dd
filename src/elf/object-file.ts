// The bytes of a relocatable file and its section header table, as columns: one row a section of the file.
import * as elf from "./constants.ts";

/** What is wrong with the file, in a few words. */
export class ObjectError extends Error {}

const DECODER = new TextDecoder();
const HOST_IS_LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
/** In place of what 32 bits do not hold. */
const BEYOND = 0xffff_ffff;

export class ObjectFile {
  readonly view: DataView;
  readonly is64: boolean;
  readonly little: boolean;
  #allWords: Int32Array | undefined;
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

  /** Of a number of 64 bits: which of its two words is the lower one, which the upper. */
  get lower(): 0 | 1 {
    return this.little ? 0 : 1;
  }

  get upper(): 0 | 1 {
    return this.little ? 1 : 0;
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

  /** All words of the file, where they can be looked at in place. */
  get allWords(): Int32Array | undefined {
    const { bytes } = this;
    if (bytes.byteOffset % 4 !== 0 || this.little !== HOST_IS_LITTLE) return undefined;
    return (this.#allWords ??= new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2));
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

/** Fields of section headers, each a column. */
export class HeaderColumns {
  /** Offset of its name in `names`. */
  readonly name: Uint32Array;
  readonly type: Uint32Array;
  /** Those above 32 bits are of no machine that there is. */
  readonly flags: Uint32Array;
  /** Saturated, as are alignment and record size: no file is that long. */
  readonly offset: Uint32Array;
  readonly size: Float64Array;
  readonly link: Uint32Array;
  readonly info: Uint32Array;
  readonly alignment: Uint32Array;
  readonly entrySize: Uint32Array;
  /** The table of their names. */
  names: Uint8Array = new Uint8Array();

  constructor(
    readonly file: ObjectFile,
    readonly count: number,
    from: number,
  ) {
    this.name = new Uint32Array(count);
    this.type = new Uint32Array(count);
    this.flags = new Uint32Array(count);
    this.offset = new Uint32Array(count);
    this.size = new Float64Array(count);
    this.link = new Uint32Array(count);
    this.info = new Uint32Array(count);
    this.alignment = new Uint32Array(count);
    this.entrySize = new Uint32Array(count);
    const words = file.words(from, count * elf.SHDR_SIZE[file.is64 ? 64 : 32]);
    if (file.is64) this.#read64(words);
    else this.#read32(words);
  }

  #read32(words: Int32Array): void {
    for (let row = 0, at = 0; row < this.count; row++, at += 10) {
      this.name[row] = words[at] as number;
      this.type[row] = words[at + 1] as number;
      this.flags[row] = words[at + 2] as number;
      this.offset[row] = words[at + 4] as number;
      this.size[row] = (words[at + 5] as number) >>> 0;
      this.link[row] = words[at + 6] as number;
      this.info[row] = words[at + 7] as number;
      this.alignment[row] = words[at + 8] as number;
      this.entrySize[row] = words[at + 9] as number;
    }
  }

  #read64(words: Int32Array): void {
    const { upper, lower } = this.file;
    for (let row = 0, at = 0; row < this.count; row++, at += 16) {
      this.name[row] = words[at] as number;
      this.type[row] = words[at + 1] as number;
      this.flags[row] = words[at + 2 + lower] as number;
      this.offset[row] = words[at + 6 + upper] === 0 ? (words[at + 6 + lower] as number) : BEYOND;
      this.size[row] = ((words[at + 8 + upper] as number) >>> 0) * 0x1_0000_0000 + ((words[at + 8 + lower] as number) >>> 0);
      this.link[row] = words[at + 10] as number;
      this.info[row] = words[at + 11] as number;
      this.alignment[row] = words[at + 12 + upper] === 0 ? (words[at + 12 + lower] as number) : BEYOND;
      this.entrySize[row] = words[at + 14 + upper] === 0 ? (words[at + 14 + lower] as number) : BEYOND;
    }
  }

  nameOf(row: number): string {
    return row === 0 ? "" : this.file.text(this.names, this.name[row] as number);
  }

  /** Throws where the contents are not in the file. */
  check(row: number): void {
    if ((this.offset[row] as number) + (this.size[row] as number) > this.file.bytes.length) throw new ObjectError("file is truncated");
  }

  /** Contents; throws where they are not in the file. */
  bytes(row: number): Uint8Array {
    return this.file.slice(this.offset[row] as number, this.size[row] as number);
  }

  /** Contents as words; throws where they are not in the file. */
  words(row: number): Int32Array {
    return this.file.words(this.offset[row] as number, this.size[row] as number);
  }
}

/** The whole table. Beyond what 16 bits hold, the first header holds the count of sections and where their names are. */
export function readHeaders(file: ObjectFile): HeaderColumns {
  const offset = file.word(file.is64 ? 40 : 32);
  const tail = file.is64 ? 58 : 46;
  if (offset === 0) return new HeaderColumns(file, 0, 0);
  const first = new HeaderColumns(file, 1, offset);
  const count = file.u16(tail + 2) || (first.size[0] as number);
  const namesAt = file.u16(tail + 4);
  if (offset + count * elf.SHDR_SIZE[file.is64 ? 64 : 32] > file.bytes.length)
    throw new ObjectError("section header table goes past the end of the file");
  const headers = new HeaderColumns(file, count, offset);
  const names = namesAt === elf.SHN_XINDEX ? (first.link[0] as number) : namesAt;
  if (names < count) headers.names = headers.bytes(names);
  return headers;
}
