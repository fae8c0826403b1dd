// The grammar of LLVM's tools, read from a table: one row an option. Short options group (`-gn`), take their value
// attached or separate; long ones take `--name=value` or `--name value`. `@FILE` is replaced before (`base/response-files.ts`).
// What a tool does with the values is its own business; here they are only collected, in order.

import { nearOption } from "./near-option.ts";

/** How an option takes its value: not at all, either way, only behind `=`, there if at all, or as the next two words. */
export type ValueForm = "none" | "any" | "equals" | "optional" | "two";

export interface OptionRow {
  /** `--print-size`, or `-S`. */
  readonly spelling: string;
  readonly help: string;
  readonly form: ValueForm;
  /** Shown for the value in the help. */
  readonly placeholder?: string;
  /** The option this one stands for, without dashes, and the value it brings. */
  readonly alias?: string;
  readonly aliasValue?: string;
  /** The LLVM release that alone has it, of the two. */
  readonly only?: 15 | 22;
  /** LLVM has it, kbuild does not. */
  readonly missing?: boolean;
  /** kbuild has it, LLVM does not. */
  readonly isOurs?: boolean;
}

export interface ToolOptions {
  /** `nm`, `objdump`, ... */
  readonly tool: string;
  readonly overview: string;
  readonly rows: readonly OptionRow[];
  /**
   * strip is objcopy under another name, and reads its words otherwise: `--` ends the options, one whose value is missing is passed
   * over, and nothing is suggested for an unknown one.
   */
  readonly isObjcopy: boolean;
}

export const flag = (spelling: string, help: string): OptionRow => ({ spelling, help, form: "none" });
/** An option that LLVM 15 does not know. */
export const later = (row: OptionRow): OptionRow => ({ ...row, only: 22 });
/** One that LLVM 22 does not know any more. */
export const former = (row: OptionRow): OptionRow => ({ ...row, only: 15 });
export const valued = (spelling: string, placeholder: string, help: string, form: ValueForm = "any"): OptionRow => ({
  spelling,
  help,
  form,
  placeholder,
});
export const alias = (spelling: string, target: string): OptionRow => ({
  spelling,
  help: `Alias for --${target}`,
  form: "none",
  alias: target,
});
export const aliasWith = (spelling: string, target: string, value: string): OptionRow => ({
  spelling,
  help: `Alias for --${target}=${value}`,
  form: "none",
  alias: target,
  aliasValue: value,
});
export const valuedAlias = (spelling: string, target: string, placeholder: string): OptionRow => ({
  spelling,
  help: `Alias for --${target}`,
  form: "any",
  placeholder,
  alias: target,
});
/** An option of other file formats: of ELF files it changes nothing. */
export const without = (row: OptionRow): OptionRow => ({ ...row, help: `${row.help} (changes nothing for ELF files)` });
/** What other file formats hold: `without`, of many. */
export const foreign = (names: readonly string[]): OptionRow[] =>
  names.map((name) => without(flag(name, "Display what other file formats have")));
export const missing = (spelling: string, form: ValueForm = "none"): OptionRow => ({
  spelling,
  help: "(not in kbuild yet)",
  form,
  missing: true,
});

/** What is wrong with the command line, in LLVM's words. */
export class OptionError extends Error {}

export interface ParsedOptions {
  readonly files: readonly string[];
  has(name: string): boolean;
  last(name: string): string | undefined;
  all(name: string): readonly string[];
  /** Names in the order given, for options that undo each other. */
  readonly order: readonly string[];
}

class Collected implements ParsedOptions {
  readonly files: string[] = [];
  readonly order: string[] = [];
  readonly values = new Map<string, string[]>();

  add(row: OptionRow, value: string): void {
    const name = row.alias ?? row.spelling.replace(/^--?/, "");
    this.order.push(name);
    const list = this.values.get(name);
    if (list === undefined) this.values.set(name, [row.aliasValue ?? value]);
    else list.push(row.aliasValue ?? value);
  }
  has(name: string): boolean {
    return this.values.has(name);
  }
  last(name: string): string | undefined {
    return this.values.get(name)?.at(-1);
  }
  all(name: string): readonly string[] {
    return this.values.get(name) ?? [];
  }
}

class Parser {
  readonly out = new Collected();
  readonly #rows: ReadonlyMap<string, OptionRow>;
  /** The first that is wrong. A missing value is told before, and stands last. */
  #wrong: OptionError | undefined;

  constructor(
    readonly options: ToolOptions,
    readonly args: string[],
    llvm: 15 | 22,
  ) {
    const rows = options.rows.filter(({ only }) => only === undefined || llvm === only);
    this.#rows = new Map(rows.map((row) => [row.spelling, row]));
  }

  parse(): ParsedOptions {
    for (let arg = this.args.shift(); arg !== undefined; arg = this.args.shift()) {
      if (arg === "") continue;
      if (arg === "-" || !arg.startsWith("-")) this.out.files.push(arg);
      else if (arg === "--" && this.options.isObjcopy) this.out.files.push(...this.args.splice(0));
      else if (arg.startsWith("--")) this.#long(arg);
      else this.#short(arg);
    }
    if (this.#wrong !== undefined) throw this.#wrong;
    return this.out;
  }

  #unknown(arg: string): void {
    const near = this.options.isObjcopy ? undefined : nearOption([...this.#rows.values()], arg);
    this.#wrong ??= new OptionError(`unknown argument '${arg}'${near === undefined ? "" : `, did you mean '${near}'?`}`);
  }

  #take(row: OptionRow, arg: string, attached: string | undefined): void {
    if (row.form === "equals" && attached === undefined) return this.#unknown(arg);
    if (row.missing === true) this.#wrong ??= new OptionError(`kbuild ${this.options.tool} does not have '${arg}' yet`);
    if (row.form === "none") return this.out.add(row, "");
    if (row.form === "two") return this.args.splice(0, 2).forEach((word) => this.out.add(row, word));
    const value = attached ?? (row.form === "any" ? this.args.shift() : "");
    if (value !== undefined) return this.out.add(row, value);
    if (!this.options.isObjcopy) throw new OptionError(`${row.spelling}: missing argument`);
  }

  #long(arg: string): void {
    const equals = arg.indexOf("=");
    const whole = this.#rows.get(arg);
    if (whole !== undefined) return this.#take(whole, arg, undefined);
    const row = equals < 0 ? undefined : this.#rows.get(arg.slice(0, equals));
    if (row === undefined || (equals >= 0 && row.form === "none")) return this.#unknown(arg);
    this.#take(row, arg, equals < 0 ? undefined : arg.slice(equals + 1));
  }

  /** Letters in a row are options of their own, if they are not one together; the first that is none is told. */
  #short(arg: string): void {
    const whole = arg.length > 2 ? this.#rows.get(arg) : undefined;
    if (whole !== undefined) return this.#take(whole, arg, undefined);
    const row = this.#rows.get(arg.slice(0, 2));
    if (row === undefined) return this.#unknown(arg.slice(0, 2));
    if (row.form === "none" || row.form === "two") {
      this.#take(row, arg, undefined);
      if (arg.length > 2) this.#short(`-${arg.slice(2)}`);
      return;
    }
    this.#take(row, arg.slice(0, 2), arg.length > 2 ? arg.slice(2) : undefined);
  }
}

export function parseOptions(options: ToolOptions, args: readonly string[], llvm: 15 | 22): ParsedOptions {
  return new Parser(options, [...args], llvm).parse();
}

function helpLine(row: OptionRow, width: number): string {
  const shown = shownSpelling(row);
  return shown.length > width ? `  ${shown}\n${" ".repeat(width + 3)}${row.help}` : `  ${shown.padEnd(width)} ${row.help}`;
}

function shownSpelling(row: OptionRow): string {
  if (row.placeholder === undefined) return row.spelling;
  return row.spelling.startsWith("--") ? `${row.spelling}=${row.placeholder}` : `${row.spelling} ${row.placeholder}`;
}

const LLVM_VERSIONS = { 15: "15.0.6", 22: "22.1.8" } as const;

/** The text of `--version`. */
export const versionText = ({ tool }: ToolOptions, llvm: 15 | 22): string =>
  `kbuild ${tool}, compatible with llvm-${tool}\n  LLVM version ${LLVM_VERSIONS[llvm]}\n`;

/** The text of `--help`. */
export function helpText(options: ToolOptions, llvm: 15 | 22): string {
  const rows = options.rows.filter(({ missing: isMissing, only }) => isMissing !== true && (only === undefined || only === llvm));
  const width = Math.min(23, Math.max(...rows.map((row) => shownSpelling(row).length)));
  const lines = rows.map((row) => helpLine(row, width));
  return `OVERVIEW: ${options.overview}\n\nUSAGE: kbuild ${options.tool} [options] <input object files>\n\nOPTIONS:\n${lines.join("\n")}\n\nPass @FILE as argument to read options from FILE.\n`;
}

/** `--format` of objdump and readelf, which LLVM's have not: JSON instead of the tables. */
export const FORMAT_ROW: OptionRow = { ...valued("--format", "json", "Print JSON (schemas in kbuild's package)"), isOurs: true };

export function checkFormat(options: ParsedOptions): void {
  const format = options.last("format");
  if (format !== undefined && format !== "json") throw new OptionError("--format value should be: 'json'");
}

/** Machines that `--arch` can choose of what a Mach-O file holds. */
const MACH_O_MACHINES = [
  ...["all", "", "i386", "x86_64", "x86_64h", "armv4t", "arm", "armv5e", "armv6", "armv6m", "armv7", "armv7em", "armv7k", "armv7m"],
  ...["armv7s", "arm64", "arm64e", "arm64_32", "ppc", "ppc64"],
];

export const ARCH_ROWS: readonly OptionRow[] = [
  without(valued("--arch", "<value>", "Choose an architecture of a Mach-O file")),
  valuedAlias("-arch", "arch", "<value>"),
];

/** The machines that `--arch` asks for and LLVM does not know. */
export const unknownMachines = (options: ParsedOptions): string[] => options.all("arch").filter((name) => !MACH_O_MACHINES.includes(name));

/** A number as LLVM's options take it: decimal, `0x`, leading-0 octal, `0b`. */
export function optionNumber(text: string): bigint | undefined {
  if (/^(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0|[1-9][0-9]*)$/.test(text)) return BigInt(text.toLowerCase());
  return /^0[0-7]+$/.test(text) ? BigInt(`0o${text.slice(1)}`) : undefined;
}
