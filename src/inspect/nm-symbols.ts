// The symbols of one file that nm shows, as columns by the symbol's number: letters, addresses, sizes, and names, which stay bytes of
// the string table. Names that do not stand there (a section's, one with its version) are appended behind it.
import { ElfError } from "../elf/read.ts";
import type { ElfFile } from "../elf/read.ts";
import type { NameColumn } from "../elf/name-order.ts";
import { checkSymbolTables, readObjectSymbols } from "../elf/read-symbols.ts";
import type { SymbolTable } from "../elf/read-symbols.ts";
import { symbolVersions } from "../elf/symbol-versions.ts";
import type { SymbolVersion } from "../elf/symbol-versions.ts";
import {
  EM_AARCH64,
  EM_ARM,
  EM_CSKY,
  EM_RISCV,
  ET_REL,
  SHN_COMMON,
  SHN_LORESERVE,
  SHN_UNDEF,
  SHN_XINDEX,
  STB_LOCAL,
  STB_WEAK,
  STT_COMMON,
  STT_FILE,
  STT_GNU_IFUNC,
  STT_SECTION,
} from "../elf/constants.ts";
import type { ParsedOptions } from "./options.ts";
import { SymbolLetters } from "./symbol-letters.ts";
import { hasMappingNames, hasPlainAddresses, isFormatSpecific, symbolAddress, symbolName } from "./symbol-values.ts";

/** Machines whose format's own symbols `--special-syms` brings back. */
const MAPPING_MACHINES: Readonly<Record<15 | 22, readonly number[]>> = {
  15: [EM_ARM, EM_AARCH64],
  22: [EM_ARM, EM_AARCH64, EM_CSKY, EM_RISCV],
};

/** Names behind the string table's. */
class NamePool {
  readonly #added: string[] = [];
  #end: number;

  constructor(readonly table: Uint8Array) {
    this.#end = table.length;
  }

  /** Where the name will start. */
  add(name: string): number {
    const at = this.#end;
    this.#added.push(name);
    this.#end += name.length + 1;
    return at;
  }

  bytes(): Uint8Array {
    if (this.#added.length === 0) return this.table;
    const bytes = new Uint8Array(this.#end);
    bytes.set(this.table);
    let at = this.table.length;
    for (const name of this.#added) {
      for (let i = 0; i < name.length; i++) bytes[at + i] = name.charCodeAt(i);
      at += name.length + 1;
    }
    return bytes;
  }
}

type Versions = readonly (SymbolVersion | undefined)[];

const versionSuffix = (version: SymbolVersion | undefined): string =>
  version === undefined || version.name === "" ? "" : `${version.isDefault ? "@@" : "@"}${version.name}`;

/** Which symbols the options want, by what `info` says of them and by whether they are defined. */
class Wanted {
  /** By STT_* and STB_*. */
  readonly #types: readonly boolean[];
  readonly #bindings: readonly boolean[];
  readonly #undefined: boolean;
  readonly #defined: boolean;
  /** Mapping symbols are known by their names. */
  readonly #hidesMapping: boolean;
  /** Where there may be mapping symbols, LLVM reads the format's own symbols too, and leaves them out only when it prints. */
  readonly #readsAll: boolean;

  constructor(
    readonly file: ElfFile,
    options: ParsedOptions,
    hasMapping: boolean,
    readonly llvm: 15 | 22,
  ) {
    this.#readsAll = hasMapping;
    const showsAll = options.has("debug-syms") || (hasMapping && options.has("special-syms"));
    const numbers = Array.from({ length: 16 }, (_, i) => i);
    // To LLVM 22 an indirect function stands for another.
    const isLeftOut = (type: number) => llvm === 22 && type === STT_GNU_IFUNC && options.has("without-aliases");
    this.#types = numbers.map((type) => (showsAll || (type !== STT_SECTION && type !== STT_FILE)) && !isLeftOut(type));
    this.#bindings = numbers.map(
      (binding) => !(binding === STB_LOCAL && options.has("extern-only")) && !(binding === STB_WEAK && options.has("no-weak")),
    );
    this.#undefined = !options.has("defined-only");
    this.#defined = !options.has("undefined-only");
    this.#hidesMapping = !showsAll && hasMappingNames(file.header.machine);
  }

  /** Numbers of the symbols that are there for the options on binding and definition to choose from. */
  select(table: SymbolTable): Uint32Array {
    const { count } = table;
    const rows = new Uint32Array(count);
    let found = 0;
    for (let i = 1; i < count; i++) if (this.#readsAll || this.#isOfProgram(table, i)) rows[found++] = i;
    return rows.subarray(0, found);
  }

  /** Whether it is no symbol of the format's own, or these are wanted too. */
  #isOfProgram(table: SymbolTable, i: number): boolean {
    if (this.#types[(table.info[i] as number) & 15] !== true) return false;
    return !this.#hidesMapping || !isFormatSpecific(this.file, table, i, this.llvm);
  }

  /** Whether all that are selected are shown. */
  get showsAll(): boolean {
    return !this.#readsAll && this.#undefined && this.#defined && !this.#bindings.includes(false);
  }

  isShown(table: SymbolTable, i: number): boolean {
    if (this.#readsAll && !this.#isOfProgram(table, i)) return false;
    return this.#bindings[(table.info[i] as number) >> 4] === true && (table.rawIndex[i] === SHN_UNDEF ? this.#undefined : this.#defined);
  }
}

/** Who hears of what cannot be read and is passed over. */
export interface Told {
  warn(text: string): void;
  error(text: string): void;
}

/** A symbol table's symbols: `rows` are their numbers in the order of the output, all else is by number. */
export class SymbolColumns implements NameColumn {
  /** Names as zero-terminated byte text. */
  readonly bytes: DataView;
  readonly last: number;
  readonly at: Uint32Array;
  /** Character codes. */
  readonly letters: Uint8Array;
  /** Addresses; 0 for undefined symbols. */
  readonly high: Uint32Array;
  readonly low: Uint32Array;

  constructor(
    readonly file: ElfFile,
    readonly table: SymbolTable,
    readonly rows: Uint32Array,
    readonly versions: Versions | undefined,
    /** llvm-nm looks addresses up only to show them; without, all are 0. */
    showsAddresses: boolean,
    /** Of the rows, those that the options on binding and definition want, which are sorted among all; undefined where all are. */
    readonly isShown: ((i: number) => boolean) | undefined,
    readonly told: Told,
  ) {
    const { count } = table;
    this.at = new Uint32Array(count);
    this.letters = new Uint8Array(count);
    this.high = new Uint32Array(count);
    this.low = new Uint32Array(count);
    const names = this.#readNames();
    this.bytes = new DataView(names.buffer, names.byteOffset, names.byteLength);
    this.last = names.byteLength - 4;
    this.#readLetters();
    if (showsAddresses) this.#readAddresses();
  }

  #readNames(): Uint8Array {
    const { table, rows, at, versions, file } = this;
    const { nameOffset, info } = table;
    const strings = this.#strings();
    const { length } = strings;
    const pool = new NamePool(strings);
    for (let row = 0; row < rows.length; row++) {
      const i = rows[row] as number;
      const offset = nameOffset[i] as number;
      const isPlain = versions === undefined && ((info[i] as number) & 15) !== STT_SECTION;
      at[i] = isPlain && offset < length ? offset : pool.add(this.#nameOr(() => symbolName(file, table, i)) + versionSuffix(versions?.[i]));
    }
    return pool.bytes();
  }

  /** The string table; empty where it cannot be read. */
  #strings(): Uint8Array {
    try {
      return this.table.strings.bytes;
    } catch (error) {
      if (error instanceof ElfError) return new Uint8Array(0);
      throw error;
    }
  }

  /** The name, or an empty one where it cannot be read, which is told. */
  #nameOr(read: () => string): string {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ElfError)) throw error;
      this.told.error(error.message);
      return "";
    }
  }

  #readLetters(): void {
    const { table, rows, letters } = this;
    const rule = new SymbolLetters(this.file, table);
    for (let row = 0; row < rows.length; row++) {
      const i = rows[row] as number;
      letters[i] = rule.code(i);
    }
  }

  #readAddresses(): void {
    const { table, rows, high, low } = this;
    const { rawIndex, info, valueHigh, valueLow } = table;
    const isPlain = hasPlainAddresses(this.file);
    for (let row = 0; row < rows.length; row++) {
      const i = rows[row] as number;
      const index = rawIndex[i] as number;
      if (index === SHN_UNDEF) continue;
      if (isPlain && index !== SHN_COMMON && ((info[i] as number) & 15) !== STT_COMMON) {
        high[i] = valueHigh[i] as number;
        low[i] = valueLow[i] as number;
      } else [high[i], low[i]] = symbolAddress(this.file, table, i);
    }
  }

  isUndefined(i: number): boolean {
    return this.table.rawIndex[i] === SHN_UNDEF;
  }

  /** The rows that are shown, in their order. */
  get shown(): Uint32Array {
    return this.isShown === undefined ? this.rows : this.rows.filter(this.isShown);
  }

  /** The name as byte text. */
  name(i: number): string {
    const { bytes } = this;
    let text = "";
    for (let at = this.at[i] as number, byte = bytes.getUint8(at); byte !== 0; byte = bytes.getUint8(++at))
      text += String.fromCharCode(byte);
    return text;
  }
}

export interface ShownSymbols {
  /** Undefined for a file without a symbol table. */
  readonly columns: SymbolColumns | undefined;
  /** Whether the file has any, wanted or not. */
  readonly any: boolean;
}

/** The versions, or none where they cannot be read, which is told. */
function versionsOf(file: ElfFile, table: SymbolTable, told: Told): Versions | undefined {
  try {
    return symbolVersions(file, table);
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    told.warn(`unable to read symbol versions: ${error.message}`);
    return undefined;
  }
}

/** How many there are before the first of a relocatable file whose section is not there: llvm-nm goes no further. */
function placedCount(file: ElfFile, table: SymbolTable, rows: Uint32Array): number {
  if (file.header.type !== ET_REL) return rows.length;
  const { rawIndex, sectionIndex } = table;
  const { length } = file.sections;
  const lost = rows.findIndex((i) => {
    const raw = rawIndex[i] as number;
    return (raw < SHN_LORESERVE || raw === SHN_XINDEX) && (sectionIndex[i] as number) >= length;
  });
  return lost < 0 ? rows.length : lost;
}

/** The symbols of a file that the options want, in the table's order; throws ElfError. */
export function shownSymbols(file: ElfFile, options: ParsedOptions, llvm: 15 | 22, told: Told): ShownSymbols {
  const dynamic = options.has("dynamic");
  const table = readObjectSymbols(file, dynamic);
  if (table === undefined) return { columns: undefined, any: false };
  const hasMapping = MAPPING_MACHINES[llvm].includes(file.header.machine);
  const wanted = new Wanted(file, options, hasMapping, llvm);
  const all = wanted.select(table);
  const versions = dynamic ? versionsOf(file, table, told) : undefined;
  if (table.count > 1) checkSymbolTables(file, table);
  const showsAddresses = !options.has("size-sort") || options.has("print-size") || options.last("format") === "json";
  const rows = showsAddresses ? all.subarray(0, placedCount(file, table, all)) : all;
  const columns = new SymbolColumns(
    file,
    table,
    rows,
    versions,
    showsAddresses,
    wanted.showsAll ? undefined : (i) => wanted.isShown(table, i),
    told,
  );
  return { columns, any: table.count > 1 };
}
