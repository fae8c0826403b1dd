// What llvm-readelf finds out about a file before it shows anything: where the symbol tables, the symbol versions and the dynamic table are,
// and where the entries of that lead. What is wrong is told then, once, and what can be read of the rest is shown all the same.
import { dynamicTagName } from "../../elf/dynamic-tags.ts";
import {
  EM_AARCH64,
  SHT_DYNSYM,
  SHT_GNU_VERDEF,
  SHT_GNU_VERNEED,
  SHT_GNU_VERSYM,
  SHT_LLVM_ADDRSIG,
  SHT_SYMTAB,
  SHT_SYMTAB_SHNDX,
  SYM_SIZE,
} from "../../elf/constants.ts";
import { sectionTypeName } from "../../elf/section-types.ts";
import { ElfError, hex, saying } from "../../elf/read.ts";
import type { ElfFile, Fields, Section } from "../../elf/read.ts";
import type { DynamicEntry } from "../dynamic-section.ts";
import { locateDynamicTable } from "./dynamic-place.ts";
import { mappedOffset } from "../mapped-offset.ts";
import { recordsIn, regionAt, wholeRegion } from "./region.ts";
import type { Region } from "./region.ts";

export type Warn = (text: string) => void;

/** A table of names: a part of the file. */
export interface NameTable {
  readonly offset: bigint;
  readonly bytes: Uint8Array;
}

/** Runs of relocations that the dynamic table tells of. */
export type RelocationRun = "rela" | "rel" | "relr" | "plt";
type RunField = "offset" | "size" | "entrySize";

interface Run {
  offset: bigint | undefined;
  size: bigint;
  entrySize: bigint;
  sizeName: string;
  entrySizeName: string;
}

/** Which field of which run a tag's value is. */
const RUN_FIELDS: ReadonlyMap<number, readonly [RelocationRun, RunField]> = new Map([
  [7, ["rela", "offset"]],
  [8, ["rela", "size"]],
  [9, ["rela", "entrySize"]],
  [17, ["rel", "offset"]],
  [18, ["rel", "size"]],
  [19, ["rel", "entrySize"]],
  [36, ["relr", "offset"]],
  [35, ["relr", "size"]],
  [37, ["relr", "entrySize"]],
  [0x6fffe000, ["relr", "offset"]],
  [0x6fffe001, ["relr", "size"]],
  [0x6fffe003, ["relr", "entrySize"]],
  [23, ["plt", "offset"]],
  [2, ["plt", "size"]],
]);

/** AArch64's signed addresses. LLVM 22 takes the tags for these whatever the machine. */
const SIGNED_FIELDS: ReadonlyMap<number, RunField> = new Map([
  [0x70000011, "size"],
  [0x70000012, "offset"],
  [0x70000013, "entrySize"],
]);

const DT = {
  hash: 4,
  gnuHash: 0x6ffffef5,
  strings: 5,
  stringsSize: 10,
  symbols: 6,
  symbolSize: 11,
  soName: 14,
  pltKind: 20,
  extended: 34,
} as const;
const DT_RELA = 7n;
const DT_REL = 17n;
const EM_ALPHA = 0x9026;
const EM_S390 = 22;

export class FileTables {
  symtab: Section | undefined;
  dynsym: Section | undefined;
  versions: Section | undefined;
  definitions: Section | undefined;
  needs: Section | undefined;
  addressSignificant: Section | undefined;
  dynamicSymbols: Region | undefined;
  dynamicNames: NameTable | undefined;
  /** The entries up to DT_NULL, and where they begin. */
  dynamic: readonly DynamicEntry[] = [];
  dynamicOffset = 0n;
  /** Offsets in the file. */
  hash: bigint | undefined;
  gnuHash: bigint | undefined;
  soName: bigint | undefined;
  readonly runs = new Map<RelocationRun, Run>();
  /** Words of SHT_SYMTAB_SHNDX by the index of the symbol table. */
  readonly extended = new Map<number, Fields>();

  constructor(
    readonly file: ElfFile,
    readonly llvm: 15 | 22,
    readonly warn: Warn,
  ) {
    for (const section of file.sections) this.#look(section);
    const table = locateDynamicTable(file, warn);
    if (table === undefined) return;
    this.dynamic = table.entries;
    this.dynamicOffset = table.offset;
    new DynamicReader(this).read();
  }

  /** Bytes of a hash table's entry; some machines have wide ones, which are not supported. */
  get hashEntrySize(): 4 | 8 {
    const { machine } = this.file.header;
    return this.file.is64 && (machine === EM_S390 || machine === EM_ALPHA) ? 8 : 4;
  }

  #look(section: Section): void {
    switch (section.type) {
      case SHT_SYMTAB:
        this.symtab ??= section;
        break;
      case SHT_DYNSYM:
        this.dynsym ??= section;
        if (this.dynamicSymbols === undefined) this.#readDynamicSymbols(section);
        break;
      case SHT_SYMTAB_SHNDX:
        this.#readExtended(section);
        break;
      case SHT_GNU_VERSYM:
        this.versions ??= section;
        break;
      case SHT_GNU_VERDEF:
        this.definitions ??= section;
        break;
      case SHT_GNU_VERNEED:
        this.needs ??= section;
        break;
      case SHT_LLVM_ADDRSIG:
        this.addressSignificant ??= section;
        break;
      default:
    }
  }

  #attempt(what: string, work: () => void): void {
    try {
      saying(what, work);
    } catch (error) {
      if (!(error instanceof ElfError)) throw error;
      this.warn(error.message);
    }
  }

  #readDynamicSymbols(section: Section): void {
    const { file } = this;
    const what = file.describe(section);
    this.#attempt(`unable to read dynamic symbols from ${what}: `, () => {
      this.dynamicSymbols = regionAt(file, section.offset, section.size, section.entrySize, what);
    });
    if (this.dynamicSymbols === undefined) return;
    this.#attempt(`unable to get the string table for the ${what}: `, () => {
      const { bytes } = file.stringsOfSymbols(section);
      this.dynamicNames = { offset: file.sections[section.link]?.offset ?? 0n, bytes };
    });
  }

  #readExtended(section: Section): void {
    const { file, warn } = this;
    const { sections } = file;
    const what = file.describe(section);
    const problem = `sh_link (${section.link}) is greater than or equal to the total number of sections (${sections.length})`;
    const linked = sections[section.link];
    if (linked === undefined) return warn(`unable to get the associated symbol table for ${what}: ${problem}`);
    this.#attempt("", () => {
      const words = file.view(file.recordsOf(section, 4));
      const type = sectionTypeName(file.header.machine, linked.type, 15) ?? "Unknown";
      if (linked.type !== SHT_SYMTAB && linked.type !== SHT_DYNSYM)
        throw new ElfError(`SHT_SYMTAB_SHNDX section is linked with ${type} section (expected SHT_SYMTAB/SHT_DYNSYM)`);
      const symbols = linked.size / BigInt(SYM_SIZE[file.is64 ? 64 : 32]);
      if (BigInt(words.length / 4) !== symbols)
        throw new ElfError(`SHT_SYMTAB_SHNDX has ${words.length / 4} entries, but the symbol table associated has ${symbols}`);
      if (this.extended.has(linked.index)) warn(`multiple SHT_SYMTAB_SHNDX sections are linked to ${what}`);
      else this.extended.set(linked.index, words);
    });
  }

  run(name: RelocationRun): Run {
    const known = this.runs.get(name);
    if (known !== undefined) return known;
    const made = { offset: undefined, size: 0n, entrySize: 0n, sizeName: "size", entrySizeName: "entry size" };
    this.runs.set(name, made);
    return made;
  }

  /** The bytes of the dynamic symbols, whole ones. */
  dynamicSymbolBytes(): Uint8Array {
    return this.dynamicSymbols === undefined
      ? new Uint8Array(0)
      : recordsIn(this.file, this.dynamicSymbols, SYM_SIZE[this.file.is64 ? 64 : 32], this.warn);
  }
}

/** What the entries of the dynamic table say, put into the tables. */
class DynamicReader {
  readonly #file: ElfFile;
  readonly #warn: Warn;
  #strings: bigint | undefined;
  #stringsSize = 0n;
  #symbols: bigint | undefined;

  constructor(readonly tables: FileTables) {
    this.#file = tables.file;
    this.#warn = tables.warn;
  }

  read(): void {
    for (const entry of this.tables.dynamic) this.#entry(entry);
    this.#settleStrings();
    this.#settleSymbols();
  }

  #name(tag: number): string {
    return `DT_${dynamicTagName(this.#file.header.machine, tag, this.tables.llvm) ?? `<unknown:>0x${tag.toString(16)}`}`;
  }

  #map({ tag, value }: DynamicEntry): bigint | undefined {
    try {
      return mappedOffset(this.#file, value, this.#warn);
    } catch (error) {
      if (!(error instanceof ElfError)) throw error;
      this.#warn(`unable to parse ${this.#name(Number(tag))}: ${error.message}`);
      return undefined;
    }
  }

  #entry(entry: DynamicEntry): void {
    const { tables } = this;
    const { value } = entry;
    const tag = Number(entry.tag);
    const signed = tables.llvm === 22 ? SIGNED_FIELDS.get(tag) : undefined;
    const field = signed === undefined ? RUN_FIELDS.get(tag) : (["relr", signed] as const);
    if (field !== undefined) this.#runField(field, tag, entry);
    else if (tag === DT.hash) tables.hash = this.#map(entry);
    else if (tag === DT.gnuHash) tables.gnuHash = this.#map(entry);
    else if (tag === DT.strings) this.#strings = this.#map(entry);
    else if (tag === DT.stringsSize) this.#stringsSize = value;
    else if (tag === DT.symbols) this.#symbols = this.#map(entry) ?? this.#symbols;
    else if (tag === DT.symbolSize) this.#checkSymbolSize(value);
    else if (tag === DT.soName) tables.soName = value;
    else if (tag === DT.pltKind) this.#pltKind(value);
    else if (tag === DT.extended) this.#map(entry);
  }

  #runField([name, field]: readonly [RelocationRun, RunField], tag: number, entry: DynamicEntry): void {
    const run = this.tables.run(name);
    if (field === "offset") run.offset = this.#map(entry);
    else run[field] = entry.value;
    const isForeign = SIGNED_FIELDS.has(tag) && this.#file.header.machine !== EM_AARCH64;
    if (field === "size") run.sizeName = `${isForeign ? "DT_ANDROID_RELRSZ" : this.#name(tag)} value`;
    if (field === "entrySize") run.entrySizeName = `${isForeign ? "DT_ANDROID_RELRENT" : this.#name(tag)} value`;
  }

  #checkSymbolSize(value: bigint): void {
    const size = SYM_SIZE[this.#file.is64 ? 64 : 32];
    if (value !== BigInt(size)) this.#warn(`DT_SYMENT value of ${hex(value)} is not the size of a symbol (${hex(size)})`);
  }

  #pltKind(value: bigint): void {
    const run = this.tables.run("plt");
    const word = this.#file.is64 ? 8n : 4n;
    if (value === DT_REL) run.entrySize = 2n * word;
    else if (value === DT_RELA) run.entrySize = 3n * word;
    else this.#warn(`unknown DT_PLTREL value of ${value}`);
    run.entrySizeName = "PLTREL entry size";
  }

  #settleStrings(): void {
    const offset = this.#strings;
    if (offset === undefined) return;
    const { access } = this.#file;
    if (this.#stringsSize > BigInt(access.size) - offset) {
      const place = `the dynamic string table at ${hex(offset)} goes past the end of the file (${hex(access.size)})`;
      return this.#warn(`${place} with DT_STRSZ = ${hex(this.#stringsSize)}`);
    }
    this.tables.dynamicNames = { offset, bytes: access.read(Number(offset), Number(this.#stringsSize)) };
  }

  /** Loaders go by DT_SYMTAB, hence it wins over the section header; how many there are DT_HASH says. */
  #settleSymbols(): void {
    const { tables } = this;
    const count = this.#chains();
    const known = tables.dynamicSymbols;
    if (known !== undefined) {
      if (this.#symbols !== undefined && this.#symbols !== known.offset)
        this.#warn("SHT_DYNSYM section header and DT_SYMTAB disagree about the location of the dynamic symbol table");
      if (count !== undefined) this.#checkCount(known, count);
    }
    if (this.#symbols !== undefined) {
      const entrySize = BigInt(SYM_SIZE[this.#file.is64 ? 64 : 32]);
      const base = known ?? wholeRegion(this.#symbols, 0n, entrySize);
      tables.dynamicSymbols = { ...base, offset: this.#symbols, entrySize, entrySizeName: "" };
    }
    if (count !== undefined && tables.dynamicSymbols !== undefined) tables.dynamicSymbols = this.#sized(tables.dynamicSymbols, count);
  }

  /** nchain of the hash table. */
  #chains(): bigint | undefined {
    const { hash, hashEntrySize } = this.tables;
    if (hash === undefined || hashEntrySize !== 4) return undefined;
    const bytes = this.#file.access.read(Number(hash), 8);
    return bytes.length < 8 ? undefined : BigInt(this.#file.view(bytes).u32(4));
  }

  #checkCount({ size, entrySize }: Region, count: bigint): void {
    if (entrySize === 0n) this.#warn("SHT_DYNSYM section has sh_entsize == 0");
    else if (count !== size / entrySize) {
      const derived = `symbol count derived from SHT_DYNSYM section header (${size / entrySize})`;
      this.#warn(`hash table nchain (${count}) differs from ${derived}`);
    }
  }

  #sized(symbols: Region, count: bigint): Region {
    const size = count * symbols.entrySize;
    const end = BigInt(this.#file.access.size);
    if (size <= end - symbols.offset) return { ...symbols, size };
    const place = `the size (${hex(size)}) of the dynamic symbol table at ${hex(symbols.offset)}`;
    this.#warn(`${place}, derived from the hash table, goes past the end of the file (${hex(end)}) and will be ignored`);
    return symbols;
  }
}
