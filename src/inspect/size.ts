// size: how many bytes of text, data and bss an object has (berkeley), or each section's size (sysv).
import {
  SHF_ALLOC,
  SHF_EXECINSTR,
  SHF_WRITE,
  SHN_COMMON,
  SHT_NOBITS,
  SHT_NULL,
  SHT_REL,
  SHT_RELA,
  SHT_STRTAB,
  SHT_SYMTAB,
  STT_COMMON,
} from "../elf/constants.ts";
import { toByteText } from "../elf/read.ts";
import type { ElfFile, Section } from "../elf/read.ts";
import { checkSymbolTables, readObjectSymbols } from "../elf/read-symbols.ts";
import { failureText, fullName, objectsOf, openInput, shownPath } from "./desk.ts";
import type { Desk, MemberFailure, ObjectInput } from "./desk.ts";
import { prefixed } from "./format.ts";
import {
  alias,
  aliasWith,
  ARCH_ROWS,
  flag,
  helpText,
  later,
  OptionError,
  parseOptions,
  unknownMachines,
  valued,
  versionText,
  without,
} from "./options.ts";
import type { ParsedOptions, ToolOptions } from "./options.ts";

export const SIZE_OPTIONS: ToolOptions = {
  tool: "size",
  overview: "LLVM object size dumper",
  isObjcopy: false,
  rows: [
    aliasWith("-A", "format", "sysv"),
    aliasWith("-B", "format", "berkeley"),
    flag("--common", "Print common symbols in the ELF file. When using Berkeley format, this is added to bss"),
    aliasWith("-d", "radix", "10"),
    valued("--format", "<value>", "Specify output format: berkeley (default), sysv, darwin, json"),
    flag("--help", "Display this help"),
    alias("-h", "help"),
    aliasWith("-m", "format", "darwin"),
    aliasWith("-o", "radix", "8"),
    valued("--radix", "<value>", "Print size in radix"),
    flag("--totals", "Print totals of all objects - Berkeley format only"),
    alias("-t", "totals"),
    flag("--version", "Display the version"),
    aliasWith("-x", "radix", "16"),
    ...ARCH_ROWS,
    without(flag("-l", "When format is darwin, use long format to include addresses and offsets")),
    later(without(flag("--exclude-pagezero", "Do not include __PAGEZERO segment in totals"))),
  ],
};

interface Totals {
  text: bigint;
  data: bigint;
  bss: bigint;
}

function isText({ flags }: Section): boolean {
  const bits = Number(flags & 7n);
  return (bits & SHF_ALLOC) !== 0 && ((bits & SHF_EXECINSTR) !== 0 || (bits & SHF_WRITE) === 0);
}

/** Sums of the sections by kind, in bytes. */
export function berkeley(file: ElfFile, withCommon: boolean): Totals {
  const totals: Totals = { text: 0n, data: 0n, bss: 0n };
  for (const section of file.sections) {
    const bits = Number(section.flags & 7n);
    if (isText(section)) totals.text += section.size;
    else if (section.type === SHT_NOBITS) {
      if ((bits & (SHF_ALLOC | SHF_WRITE)) !== 0) totals.bss += section.size;
    } else if ((bits & SHF_ALLOC) !== 0) totals.data += section.size;
  }
  if (withCommon) totals.bss += commonSize(file);
  return totals;
}

function commonSize(file: ElfFile): bigint {
  const table = readObjectSymbols(file, false);
  if (table === undefined) return 0n;
  if (table.count > 1) checkSymbolTables(file, table);
  let sum = 0n;
  for (let i = 1; i < table.count; i++) if (table.rawIndex[i] === SHN_COMMON || table.type(i) === STT_COMMON) sum += table.size(i);
  return sum;
}

/** Sections sysv's list shows. */
function isCounted({ type, flags }: Section): boolean {
  if (type === SHT_NULL || type === SHT_SYMTAB) return false;
  return ![SHT_STRTAB, SHT_REL, SHT_RELA].includes(type) || (Number(flags & 7n) & SHF_ALLOC) !== 0;
}

const RADIXES = [8, 10, 16] as const;
type Radix = (typeof RADIXES)[number];

const systemVHeading = ({ name, archive }: ObjectInput): string => `${name}  ${archive === undefined ? "" : ` (ex ${archive})`}:\n`;

/** What comes below the heading, in two parts: the second, from the size of common symbols on, throws ElfError alone too. */
function* systemV({ file }: ObjectInput, radix: Radix, withCommon: boolean): Generator<string> {
  const rows = file.sections
    .filter(isCounted)
    .map((section) => ({ name: file.sectionName(section), size: section.size, address: section.address }));
  const total = BigInt.asUintN(
    64,
    rows.reduce((sum, { size }) => sum + size, 0n),
  );
  let nameWidth = 7;
  for (const { name } of rows) nameWidth = Math.max(nameWidth, name.length);
  nameWidth += 2;
  const widest = (values: readonly bigint[]): number =>
    values.reduce((most, value) => Math.max(most, prefixed(value, radix, 0).length), 4) + 2;
  const sizeWidth = widest(rows.map(({ size }) => size));
  const addressWidth = widest(rows.map(({ address }) => address));
  let text = `${"section".padEnd(nameWidth)} ${"size".padStart(sizeWidth)} ${"addr".padStart(addressWidth)}\n`;
  for (const { name, size, address } of rows) {
    text += `${name.padEnd(nameWidth)} ${prefixed(size, radix, sizeWidth)} ${prefixed(address, radix, addressWidth)}\n`;
  }
  yield text;
  text = "";
  const common = withCommon ? commonSize(file) : 0n;
  if (withCommon) {
    text = `${"*COM*".padEnd(nameWidth)} ${prefixed(common, radix, sizeWidth)} ${prefixed(0n, radix, addressWidth)}\n`;
  }
  yield `${text}${"Total".padEnd(nameWidth)} ${prefixed(total + common, radix, sizeWidth)}\n\n\n`;
}

/** Where the radix is unknown, the unfinished formats show, as LLVM 15's do. */
function row(totals: Totals, radix: Radix | undefined, name: string): string {
  // Sums of 64 bits, as LLVM's.
  const [text, data, bss] = [totals.text, totals.data, totals.bss].map((value) => BigInt.asUintN(64, value)) as [bigint, bigint, bigint];
  const sum = BigInt.asUintN(64, text + data + bss);
  const columns = [text, data, bss].map((value) => (radix === undefined ? "%#7" : prefixed(value, radix, 7)));
  columns.push(sum.toString(radix === 8 ? 8 : 10).padStart(7), sum.toString(16).padStart(7));
  return `${columns.join("\t")}\t${name}`;
}

function json(object: ObjectInput, withCommon: boolean): string {
  const totals = berkeley(object.file, withCommon);
  const sections = object.file.sections.filter(isCounted).map((section) => ({
    name: object.file.sectionNameOrEmpty(section),
    size: `0x${section.size.toString(16)}`,
    address: `0x${section.address.toString(16)}`,
  }));
  const number = (value: bigint): string => `0x${value.toString(16)}`;
  return `${JSON.stringify({ file: fullName(object), text: number(totals.text), data: number(totals.data), bss: number(totals.bss), sections })}\n`;
}

class Size {
  status = 0;
  readonly #totals: Totals = { text: 0n, data: 0n, bss: 0n };
  #headed = false;
  /** Undefined for one that LLVM 15 refuses. */
  #radix: Radix | undefined;
  readonly #format: string;

  constructor(
    readonly desk: Desk,
    readonly options: ParsedOptions,
  ) {
    const format = options.last("format") ?? "berkeley";
    const isKnown = ["berkeley", "sysv", "darwin", "json"].includes(format);
    if (!isKnown) this.#refuse("--format value should be one of: 'berkeley', 'darwin', 'sysv'");
    const radix = options.last("radix") ?? "10";
    this.#radix = RADIXES.find((one) => String(one) === radix);
    if (this.#radix === undefined) {
      this.#refuse("--radix value should be one of: 8, 10, 16 ");
      if (desk.llvm === 22) this.#radix = 10;
    }
    this.#format = isKnown ? format : "berkeley";
  }

  /** The output goes on, in the default form. */
  #refuse(text: string): void {
    this.desk.error(`size: error: ${text}\n`);
    this.status = 1;
  }

  file(path: string): void {
    const failed = (failure: MemberFailure): void => this.#complain(`'${shownPath(path)}'(${failure.nameOr("???")})`, failure.message);
    try {
      for (const object of objectsOf(this.desk, openInput(this.desk, path), { failed })) this.#object(object);
    } catch (error) {
      this.#complain(`'${path}'`, failureText(error).text);
    }
  }

  #complain(place: string, text: string): void {
    this.desk.error(`size: error: ${place}: ${text}\n\n`);
    this.status = 1;
  }

  #heading(): void {
    if (this.#headed) return;
    this.#headed = true;
    this.desk.print(`   text\t   data\t    bss\t    ${this.#radix === 8 ? "oct" : "dec"}\t    hex\tfilename\n`);
  }

  #object(object: ObjectInput): void {
    const withCommon = this.options.has("common");
    if (this.#format === "json") return this.desk.print(json(object, withCommon));
    if (this.#format === "sysv") {
      void object.file.sections;
      this.desk.print(systemVHeading(object));
      return this.#systemV(object, withCommon);
    }
    const totals = berkeley(object.file, false);
    const common = withCommon ? this.#common(object) : 0n;
    // What cannot be told leaves its name.
    if (common === undefined) return this.desk.print(this.#shownName(object));
    totals.bss += common;
    this.#heading();
    this.#totals.text += totals.text;
    this.#totals.data += totals.data;
    this.#totals.bss += totals.bss;
    this.desk.print(row(totals, this.#radix, this.#shownName(object)));
  }

  /** Bytes of the common symbols; undefined, and told, where they cannot be read. */
  #common(object: ObjectInput): bigint | undefined {
    try {
      return commonSize(object.file);
    } catch (error) {
      this.#complain(`'${object.name}'`, failureText(error).text);
      return undefined;
    }
  }

  #systemV(object: ObjectInput, withCommon: boolean): void {
    try {
      for (const part of systemV(object, this.#radix ?? 10, withCommon)) this.desk.print(part);
    } catch (error) {
      // It goes on with the next member.
      this.#complain(`'${object.name}'`, failureText(error).text);
    }
  }

  /** LLVM 15's darwin format leaves an ELF file's row open: no name, no line end. */
  #shownName(object: ObjectInput): string {
    if (this.#format === "darwin" && this.desk.llvm === 15) return "";
    return object.archive === undefined ? `${object.name}\n` : `${object.name} (ex ${object.archive})\n`;
  }

  end(): void {
    if (!this.options.has("totals") || this.#format !== "berkeley") return;
    this.desk.print(row(this.#totals, this.#radix, "(TOTALS)\n"));
  }
}

/** Runs size; gives the exit status. */
export function size(desk: Desk, args: readonly string[]): number {
  try {
    const options = parseOptions(SIZE_OPTIONS, args.map(toByteText), desk.llvm);
    if (options.has("help")) {
      desk.print(helpText(SIZE_OPTIONS, desk.llvm));
      return 0;
    }
    if (options.has("version")) {
      desk.print(versionText(SIZE_OPTIONS, desk.llvm));
      return 0;
    }
    const run = new Size(desk, options);
    const [machine] = unknownMachines(options);
    if (machine !== undefined) {
      // It ends here, within the line, on standard output.
      desk.print(`size: for the -arch option: Unknown architecture named '${machine}'`);
      return 1;
    }
    for (const path of options.files.length === 0 ? ["a.out"] : options.files) run.file(path);
    run.end();
    return run.status;
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    desk.error(`size: error: ${error.message}\n`);
    return 1;
  }
}
