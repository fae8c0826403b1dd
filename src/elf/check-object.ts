// Whether an object's tables are what they say they are, asked in the order in which LLD comes to them and told in LLVM's words.
// Nothing else reads a file that fails here.
import * as elf from "./constants.ts";
import {
  HEADER_WORDS,
  ObjectError,
  SH_ALIGNMENT,
  SH_ENTRY_SIZE,
  SH_FLAGS,
  SH_INFO,
  SH_LINK,
  SH_NAME,
  SH_OFFSET,
  SH_SIZE,
  SH_TYPE,
  wideWord,
} from "./object-file.ts";
import type { HeaderTable } from "./object-file.ts";
import { sectionTypeName } from "./section-types.ts";

const hex = (value: number): string => `0x${value.toString(16)}`;

/** Types whose sections only describe others. */
const TABLES: ReadonlySet<number> = new Set([
  elf.SHT_NULL,
  elf.SHT_SYMTAB,
  elf.SHT_STRTAB,
  elf.SHT_REL,
  elf.SHT_RELA,
  elf.SHT_GROUP,
  elf.SHT_SYMTAB_SHNDX,
]);

export const NOT_TERMINATED = "string is not null terminated";

/** Whether strings of characters of `width` bytes end in one of zeros. */
export const isTerminated = (bytes: Uint8Array, width: number): boolean => bytes.subarray(bytes.length - width).every((byte) => byte === 0);

class Checker {
  readonly words: Int32Array;

  constructor(readonly headers: HeaderTable) {
    this.words = headers.words;
  }

  run(): void {
    const { headers } = this;
    const symbols = headers.find(elf.SHT_SYMTAB);
    if (symbols >= 0) this.#symbolTable(symbols);
    this.#names();
    const fileSize = headers.file.bytes.length;
    const namesSize = headers.names.bytes.length;
    for (let row = 0; row < headers.count; row++) if (!this.#isPlain(HEADER_WORDS * row, fileSize, namesSize)) this.#section(row);
  }

  /** Most are contents, or relocations, that nothing is wrong with: those are seen so in one look at the words from `at` on. */
  #isPlain(at: number, fileSize: number, namesSize: number): boolean {
    const { words } = this;
    const type = words[at + SH_TYPE] as number;
    const upper = (words[at + SH_OFFSET + 1] as number) | (words[at + SH_SIZE + 1] as number);
    if (upper !== 0 || ((words[at + SH_OFFSET] as number) >>> 0) + ((words[at + SH_SIZE] as number) >>> 0) > fileSize) return false;
    if (type === elf.SHT_RELA) return !this.#isTable((words[at + SH_INFO] as number) >>> 0);
    if (type !== elf.SHT_PROGBITS || (words[at + SH_NAME] as number) >>> 0 >= namesSize) return false;
    const alignment = words[at + SH_ALIGNMENT] as number;
    const isPower = alignment >= 0 && words[at + SH_ALIGNMENT + 1] === 0 && (alignment & (alignment - 1)) === 0;
    return isPower && ((words[at + SH_FLAGS] as number) & (elf.SHF_MERGE | elf.SHF_LINK_ORDER)) === 0;
  }

  #wide(row: number, field: number): number {
    return wideWord(this.words, HEADER_WORDS * row + field);
  }

  #word(row: number, field: number): number {
    return (this.words[HEADER_WORDS * row + field] as number) >>> 0;
  }

  #range(row: number, place: "file" | "nowhere"): void {
    const offset = this.#wide(row, SH_OFFSET);
    const size = this.#wide(row, SH_SIZE);
    const { length } = this.headers.file.bytes;
    if (offset + size <= length) return;
    const what = offset + size >= 2 ** 64 ? "cannot be represented" : `is greater than the file size (${hex(length)})`;
    throw new ObjectError(`section [index ${row}] has a sh_offset (${hex(offset)}) + sh_size (${hex(size)}) that ${what}`, place);
  }

  /** Rows of a size that the file's class sets. */
  #rows(row: number, expected: number): number {
    const [size, entry] = [this.#wide(row, SH_SIZE), this.#wide(row, SH_ENTRY_SIZE)];
    if (entry !== expected) throw new ObjectError(`section [index ${row}] has invalid sh_entsize: expected ${expected}, but got ${entry}`);
    if (size % entry !== 0)
      throw new ObjectError(`section [index ${row}] has an invalid sh_size (${size}) which is not a multiple of its sh_entsize (${entry})`);
    this.#range(row, "file");
    if (this.#wide(row, SH_OFFSET) % (this.headers.file.is64 ? 8 : 4) !== 0) throw new ObjectError("unaligned data");
    return size / entry;
  }

  #strings(row: number): void {
    const { headers } = this;
    if (row >= headers.count) throw new ObjectError(`invalid section index: ${row}`);
    const type = headers.type(row);
    if (type !== elf.SHT_STRTAB) {
      const name = sectionTypeName(headers.file.u16(18), type, 15) ?? "Unknown";
      throw new ObjectError(`invalid sh_type for string table section [index ${row}]: expected SHT_STRTAB, but got ${name}`);
    }
    this.#range(row, "file");
    const bytes = headers.bytes(row);
    if (bytes.length === 0) throw new ObjectError(`SHT_STRTAB string table section [index ${row}] is empty`);
    if (bytes.at(-1) !== 0) throw new ObjectError(`SHT_STRTAB string table section [index ${row}] is non-null terminated`);
  }

  #symbolTable(row: number): void {
    const count = this.#rows(row, elf.SYM_SIZE[this.headers.file.is64 ? 64 : 32]);
    const first = this.#word(row, SH_INFO);
    if (first === 0 || first > count) throw new ObjectError("invalid sh_info in symbol table");
    this.#strings(this.headers.link(row));
  }

  /** The sections' own. */
  #names(): void {
    const { headers } = this;
    const { namesRow } = headers;
    if (namesRow <= 0) return;
    if (namesRow >= headers.count) throw new ObjectError(`section header string table index ${namesRow} does not exist`);
    this.#strings(namesRow);
    headers.readNames();
  }

  #nameOf(row: number): void {
    const name = this.#word(row, SH_NAME);
    if (name >= this.headers.names.bytes.length)
      throw new ObjectError(
        `a section [index ${row}] has an invalid sh_name (${hex(name)}) offset which goes past the end of the section name string table`,
        "nowhere",
      );
  }

  #section(row: number): void {
    const type = this.headers.type(row);
    if (type === elf.SHT_REL || type === elf.SHT_RELA) return this.#relocations(row);
    if (TABLES.has(type)) return undefined;
    this.#nameOf(row);
    const flags = this.#word(row, SH_FLAGS);
    const isMerged = (flags & elf.SHF_MERGE) !== 0;
    if (isMerged) this.#records(row, flags);
    if (type !== elf.SHT_NOBITS) this.#range(row, "nowhere");
    const alignment = this.#wide(row, SH_ALIGNMENT);
    if (alignment > 1 && !Number.isInteger(Math.log2(alignment))) this.#refuse(row, "sh_addralign is not a power of 2");
    if ((flags & elf.SHF_LINK_ORDER) !== 0 && this.#isTable(this.#word(row, SH_LINK)))
      throw new ObjectError(`invalid sh_link index: ${this.#word(row, SH_LINK)}`);
    // What is packed is looked at when it is unpacked.
    const isText = isMerged && (flags & elf.SHF_STRINGS) !== 0 && (flags & elf.SHF_COMPRESSED) === 0;
    if (isText && type !== elf.SHT_NOBITS) this.#terminated(row);
    return undefined;
  }

  #isTable(row: number): boolean {
    const type = row < this.headers.count ? this.headers.type(row) : elf.SHT_NULL;
    return type !== elf.SHT_PROGBITS && TABLES.has(type);
  }

  #refuse(row: number, message: string): never {
    throw new ObjectError(message, { section: this.headers.nameOf(row) });
  }

  /** What is merged is made of whole records. */
  #records(row: number, flags: number): void {
    const [size, entry] = [this.#wide(row, SH_SIZE), this.#wide(row, SH_ENTRY_SIZE)];
    if (size === 0 || entry === 0) return;
    if (size % entry !== 0) this.#refuse(row, `SHF_MERGE section size (${size}) must be a multiple of sh_entsize (${entry})`);
    if ((flags & elf.SHF_WRITE) !== 0) this.#refuse(row, "writable SHF_MERGE section is not supported");
  }

  #terminated(row: number): void {
    const [size, entry] = [this.#wide(row, SH_SIZE), this.#wide(row, SH_ENTRY_SIZE)];
    if (size === 0 || entry === 0) return;
    if (!isTerminated(this.headers.bytes(row), entry)) this.#refuse(row, NOT_TERMINATED);
  }

  #relocations(row: number): void {
    const target = this.#word(row, SH_INFO);
    if (this.#isTable(target)) throw new ObjectError(`relocation section (index ${row}) has invalid sh_info (${target})`);
    this.#range(row, "file");
  }
}

/** Throws ObjectError. From here on the sections have names. */
export function checkTables(headers: HeaderTable): void {
  new Checker(headers).run();
}
