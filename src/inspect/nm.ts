// nm: the symbols of object files, in llvm-nm's formats. One pass collects what is shown, one sorts, one prints.
import { toByteText } from "../elf/read.ts";
import type { ElfFile } from "../elf/read.ts";
import { findTable, readSymbolTable, SymbolVersions } from "../elf/read-symbols.ts";
import type { SymbolTable } from "../elf/read-symbols.ts";
import { SHN_ABS, SHN_COMMON, SHN_UNDEF, STB_LOCAL, STB_WEAK } from "../elf/constants.ts";
import { failureText, objectsOf, openInput } from "./desk.ts";
import type { Desk, NamedInput, ObjectInput } from "./desk.ts";
import { demangle } from "../elf/demangle/demangle.ts";
import { hexHalves } from "./format.ts";
import { jsonSymbols } from "./nm-json.ts";
import { NM_OPTIONS } from "./nm-options.ts";
import { helpText, OptionError, parseOptions } from "./options.ts";
import type { ParsedOptions } from "./options.ts";
import { SymbolLetters } from "./symbol-letters.ts";
import { isFormatSpecific, symbolAddress, symbolName, symbolSection } from "./symbol-values.ts";
import { EM_AARCH64, EM_ARM, EM_CSKY, EM_RISCV } from "../elf/constants.ts";

export interface ShownSymbol {
  readonly name: string;
  readonly letter: string;
  readonly undefined: boolean;
  readonly high: number;
  readonly low: number;
  readonly sizeHigh: number;
  readonly sizeLow: number;
  readonly index: number;
}

const FORMATS = ["bsd", "posix", "sysv", "darwin", "just-symbols", "json"];
const RADIXES: Readonly<Record<string, number>> = { o: 8, d: 10, x: 16 };

interface Settings {
  readonly options: ParsedOptions;
  readonly format: string;
  readonly radix: number;
  readonly showAddress: boolean;
  readonly showSize: boolean;
  readonly demangle: boolean;
  readonly bits: string;
}

function settle(options: ParsedOptions, complain: (text: string) => void): Settings {
  let format = options.last("format") ?? "bsd";
  if (!FORMATS.includes(format)) {
    complain("--format value should be one of: bsd, posix, sysv, darwin, just-symbols");
    format = "bsd";
  }
  let radix = RADIXES[options.last("radix") ?? "x"];
  if (radix === undefined) {
    complain("--radix value should be one of: 'o' (octal), 'd' (decimal), 'x' (hexadecimal)");
    radix = 16;
  }
  const bits = options.last("X") ?? "any";
  if (!["32", "64", "32_64", "any"].includes(bits)) complain("-X value should be one of: 32, 64, 32_64, (default) any");
  const sizeSort = options.has("size-sort");
  const printSize = options.has("print-size");
  return {
    options,
    format,
    radix,
    showAddress: !sizeSort || printSize,
    showSize: sizeSort || printSize,
    demangle: options.order.findLast((name) => /^(?:no-)?demangle$/.test(name)) === "demangle",
    bits,
  };
}

type Compare = (a: ShownSymbol, b: ShownSymbol) => number;

const byName: Compare = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
const byAddress: Compare = (a, b) => a.high - b.high || a.low - b.low;
const bySize: Compare = (a, b) => a.sizeHigh - b.sizeHigh || a.sizeLow - b.sizeLow;

function comparator(options: ParsedOptions): Compare | undefined {
  if (options.has("no-sort")) return undefined;
  let compare: Compare = (a, b) => byName(a, b) || bySize(a, b) || byAddress(a, b);
  if (options.has("size-sort")) compare = (a, b) => bySize(a, b) || byName(a, b) || byAddress(a, b);
  else if (options.has("numeric-sort")) {
    compare = (a, b) => Number(b.undefined) - Number(a.undefined) || byAddress(a, b) || byName(a, b) || bySize(a, b);
  }
  return options.has("reverse-sort") ? (a, b) => compare(b, a) : compare;
}

/** Machines whose format's own symbols `--special-syms` brings back. */
const MAPPING_MACHINES: Readonly<Record<15 | 22, readonly number[]>> = {
  15: [EM_ARM, EM_AARCH64],
  22: [EM_ARM, EM_AARCH64, EM_CSKY, EM_RISCV],
};

/** The symbol tables' worth showing of one file. */
export class SymbolList {
  readonly symbols: ShownSymbol[] = [];
  readonly table: SymbolTable | undefined;
  /** Whether anything was there before -g, -u and the like; the format's own symbols count where there are mapping symbols. */
  readonly any: boolean;
  readonly #hasMapping: boolean;

  constructor(
    readonly file: ElfFile,
    options: ParsedOptions,
    llvm: 15 | 22,
  ) {
    const dynamic = options.has("dynamic");
    this.#hasMapping = MAPPING_MACHINES[llvm].includes(file.header.machine);
    const section = findTable(file, dynamic);
    this.table = section === undefined ? undefined : readSymbolTable(file, section);
    this.any = this.table !== undefined && this.#collect(this.table, options, dynamic ? SymbolVersions.of(file) : undefined);
  }

  #hidden(table: SymbolTable, i: number, options: ParsedOptions): boolean {
    if (options.has("debug-syms") || !isFormatSpecific(this.file, table, i)) return false;
    return !(this.#hasMapping && options.has("special-syms"));
  }

  #collect(table: SymbolTable, options: ParsedOptions, versions: SymbolVersions | undefined): boolean {
    const letters = new SymbolLetters(this.file, table);
    const wanted = filter(table, options);
    let any = this.#hasMapping && table.count > 1;
    for (let i = 1; i < table.count; i++) {
      if (this.#hidden(table, i, options)) continue;
      any = true;
      if (!wanted(i)) continue;
      const [high, low] = symbolAddress(this.file, table, i);
      const isUndefined = table.rawIndex[i] === SHN_UNDEF;
      this.symbols.push({
        name: symbolName(this.file, table, i) + (versions === undefined ? "" : versionSuffix(versions, i, isUndefined)),
        letter: letters.of(i),
        undefined: isUndefined,
        high: isUndefined ? 0 : high,
        low: isUndefined ? 0 : low,
        sizeHigh: table.sizeHigh[i] as number,
        sizeLow: table.sizeLow[i] as number,
        index: i,
      });
    }
    return any;
  }
}

function versionSuffix(versions: SymbolVersions, i: number, isUndefined: boolean): string {
  const version = versions.of(i, isUndefined);
  return version === undefined ? "" : `${version.isDefault ? "@@" : "@"}${version.name}`;
}

function filter(table: SymbolTable, options: ParsedOptions): (i: number) => boolean {
  const external = options.has("extern-only");
  const undefinedOnly = options.has("undefined-only");
  const definedOnly = options.has("defined-only");
  const noWeak = options.has("no-weak");
  return (i) => {
    if (external && table.binding(i) === STB_LOCAL) return false;
    if (noWeak && table.binding(i) === STB_WEAK) return false;
    const isUndefined = table.rawIndex[i] === SHN_UNDEF;
    return !(undefinedOnly && !isUndefined) && !(definedOnly && isUndefined);
  };
}

const TYPE_NAMES = ["NOTYPE", "OBJECT", "FUNC", "SECTION", "FILE", "COMMON", "TLS"];

function typeName(type: number): string {
  if (type === 10) return "IFUNC";
  if (type < 7) return TYPE_NAMES[type] as string;
  if (type < 10) return `<unknown>: ${type}`;
  return type < 13 ? `<OS specific>: ${type}` : `<processor specific>: ${type}`;
}

function placeName(file: ElfFile, table: SymbolTable, i: number): string {
  const raw = table.rawIndex[i];
  if (raw === SHN_UNDEF) return "*UND*";
  if (raw === SHN_ABS) return "*ABS*";
  if (raw === SHN_COMMON) return "*COM*";
  const index = symbolSection(file, table, i);
  const section = index === undefined ? undefined : file.sections[index];
  return section === undefined ? "" : file.sectionNameOrEmpty(section);
}

class Printer {
  readonly width: number;
  readonly #blank: string;

  constructor(
    readonly settings: Settings,
    readonly list: SymbolList,
  ) {
    this.width = list.file.is64 ? 16 : 8;
    this.#blank = " ".repeat(this.width);
  }

  #number(high: number, low: number, width: number): string {
    if (this.settings.radix === 16) return hexHalves(high, low, width);
    const value = high === 0 ? low : (BigInt(high) << 32n) | BigInt(low);
    return value.toString(this.settings.radix).padStart(width, "0");
  }

  #name(symbol: ShownSymbol): string {
    return this.settings.demangle ? demangle(symbol.name, this.llvm, false) : symbol.name;
  }

  llvm: 15 | 22 = 15;

  line(symbol: ShownSymbol): string {
    const { format } = this.settings;
    const name = this.#name(symbol);
    if (format === "just-symbols") return `${name}\n`;
    if (format === "posix") {
      return `${name} ${symbol.letter} ${this.#number(symbol.high, symbol.low, 0)} ${this.#number(symbol.sizeHigh, symbol.sizeLow, 0)}\n`;
    }
    const address = symbol.undefined ? this.#blank : this.#number(symbol.high, symbol.low, this.width);
    const size = symbol.undefined ? this.#blank : this.#number(symbol.sizeHigh, symbol.sizeLow, this.width);
    if (format === "sysv") return this.#systemV(symbol, name, address, size);
    return `${this.settings.showAddress ? `${address} ` : ""}${this.settings.showSize ? `${size} ` : ""}${symbol.letter} ${name}\n`;
  }

  #systemV(symbol: ShownSymbol, name: string, address: string, size: string): string {
    const { file, table } = this.list;
    if (table === undefined) return "";
    const type = typeName(table.type(symbol.index)).padStart(18);
    return `${name.padEnd(20)}|${address}|   ${symbol.letter}  |${type}|${size}|     |${placeName(file, table, symbol.index)}\n`;
  }
}

const HEADING_64 = "Name                  Value           Class        Type         Size             Line  Section\n";
const HEADING_32 = "Name                  Value   Class        Type         Size     Line  Section\n";

class Nm {
  status = 0;
  readonly exported = new Set<string>();
  readonly settings: Settings;

  constructor(
    readonly desk: Desk,
    readonly options: ParsedOptions,
  ) {
    this.settings = settle(options, (text) => this.complain("", text, false));
  }

  complain(name: string, text: string, extraLine: boolean): void {
    this.desk.error(`nm: error: ${name}: ${text}\n${extraLine ? "\n" : ""}`);
    this.status = 1;
  }

  file(path: string, several: boolean): void {
    try {
      const input = openInput(this.desk, path);
      if (this.options.has("print-armap")) this.#map(input);
      for (const object of objectsOf(this.desk, input)) this.#object(object, several || input.archive !== undefined);
    } catch (error) {
      const failure = failureText(error);
      this.complain(path, failure.text, failure.fromReader);
    }
  }

  #map(input: NamedInput): void {
    const symbols = input.archive?.symbols;
    if (symbols === undefined || symbols.length === 0) return;
    this.desk.print("Archive map\n");
    for (const { name, member } of symbols) this.desk.print(`${name} in ${member}\n`);
    this.desk.print("\n");
  }

  #prefix(object: ObjectInput): string {
    if (object.archive === undefined) return `${object.name}: `;
    return this.settings.format === "posix" ? `${object.archive}[${object.name}]: ` : `${object.archive}:${object.name}: `;
  }

  #object(object: ObjectInput, named: boolean): void {
    const { bits } = this.settings;
    if ((bits === "32" || bits === "64") && (bits === "64") !== object.file.is64) return;
    const list = this.#list(object.file);
    if (this.settings.format === "json") return this.desk.print(jsonSymbols(object, list));
    if (this.options.has("export-symbols")) {
      for (const symbol of list.symbols) if (!symbol.undefined && /[A-TV-Zui]/.test(symbol.letter)) this.exported.add(symbol.name);
      return;
    }
    if (!list.any && !this.options.has("quiet")) this.desk.error(`${this.#prefix(object)}no symbols\n`);
    this.#print(object, list, named);
  }

  /** A file whose section table cannot be made sense of has no symbols. */
  #list(file: ElfFile): SymbolList {
    const list = new SymbolList(file, this.options, this.desk.llvm);
    const compare = comparator(this.options);
    if (compare !== undefined) list.symbols.sort(compare);
    return list;
  }

  #print(object: ObjectInput, list: SymbolList, named: boolean): void {
    const printer = new Printer(this.settings, list);
    printer.llvm = this.desk.llvm;
    const withPrefix = this.options.has("print-file-name");
    if (!withPrefix) this.desk.print(this.#heading(object, named));
    const prefix = withPrefix ? this.#prefix(object) : "";
    let text = "";
    for (const symbol of list.symbols) {
      text += prefix + printer.line(symbol);
      if (text.length > 1 << 18) {
        this.desk.print(text);
        text = "";
      }
    }
    this.desk.print(text);
  }

  #heading(object: ObjectInput, named: boolean): string {
    if (this.settings.format === "sysv") {
      const member = object.archive === undefined ? "" : `\n${object.name}:\n`;
      return `${member}\n\nSymbols from ${object.name}:\n\n${object.file.is64 ? HEADING_64 : HEADING_32}`;
    }
    return named && (this.settings.format !== "darwin" || object.archive !== undefined) ? `\n${object.name}:\n` : "";
  }
}

/** Runs nm; gives the exit status. */
export function nm(desk: Desk, args: readonly string[]): number {
  let options: ParsedOptions;
  try {
    options = parseOptions(NM_OPTIONS, args.map(toByteText));
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    desk.error(`nm: error: : ${error.message}\n`);
    return 1;
  }
  if (options.has("help")) {
    desk.print(helpText(NM_OPTIONS));
    return 0;
  }
  const run = new Nm(desk, options);
  const files = options.files.length === 0 ? ["a.out"] : options.files;
  for (const path of files) run.file(path, files.length > 1);
  for (const name of [...run.exported].sort()) desk.print(`${name}\n`);
  return run.status;
}
