// nm: the symbols of object files, in llvm-nm's formats. One pass collects what is shown (`nm-symbols.ts`), one sorts (`nm-order.ts`),
// one prints (`nm-lines.ts`).
import { toByteText } from "../elf/read.ts";
import { ByteSink } from "./byte-sink.ts";
import { failureText, objectsOf, openInput } from "./desk.ts";
import type { Desk, MemberFailure, NamedInput, ObjectInput } from "./desk.ts";
import { ExportList } from "./nm-export.ts";
import { jsonSymbols } from "./nm-json.ts";
import { SymbolLines } from "./nm-lines.ts";
import type { LineFormat } from "./nm-lines.ts";
import { printPlainLines } from "./nm-plain-lines.ts";
import { NM_OPTIONS } from "./nm-options.ts";
import { sortSymbols } from "./nm-order.ts";
import { shownSymbols } from "./nm-symbols.ts";
import type { ShownSymbols, SymbolColumns } from "./nm-symbols.ts";
import { helpText, OptionError, parseOptions, unknownMachines, versionText } from "./options.ts";
import type { ParsedOptions } from "./options.ts";

const FORMATS = ["bsd", "posix", "sysv", "darwin", "just-symbols", "json"];
const RADIXES: Readonly<Record<string, number>> = { o: 8, d: 10, x: 16 };

interface Settings extends LineFormat {
  readonly bits: string;
}

/** What LLVM falls back to after a word that it does not know is not always the default. */
function settle(options: ParsedOptions, llvm: 15 | 22, complain: (text: string) => void): Settings {
  let format = options.last("format") ?? "bsd";
  if (!FORMATS.includes(format)) {
    complain("--format value should be one of: bsd, posix, sysv, darwin, just-symbols");
    format = "bsd";
  }
  let radix = RADIXES[options.last("radix") ?? "x"];
  if (radix === undefined) {
    complain("--radix value should be one of: 'o' (octal), 'd' (decimal), 'x' (hexadecimal)");
    radix = 10;
  }
  let bits = options.last("X") ?? "any";
  if (!["32", "64", "32_64", "any"].includes(bits)) {
    complain("-X value should be one of: 32, 64, 32_64, (default) any");
    bits = llvm === 15 ? "32" : "any";
  }
  const sizeSort = options.has("size-sort");
  const printSize = options.has("print-size");
  return {
    format,
    radix,
    showAddress: !sizeSort || printSize,
    showSize: sizeSort || printSize,
    demangle: options.order.findLast((name) => /^(?:no-)?demangle$/.test(name)) === "demangle",
    bits,
  };
}

/** Whether lines are `ADDRESS LETTER NAME` with nothing more. */
const isPlain = ({ format, radix, showAddress, showSize, demangle }: Settings): boolean =>
  (format === "bsd" || format === "darwin") && radix === 16 && showAddress && !showSize && !demangle;

const HEADING_64 = "Name                  Value           Class        Type         Size             Line  Section\n";
const HEADING_32 = "Name                  Value   Class        Type         Size     Line  Section\n";

class Nm {
  status = 0;
  readonly exported: ExportList;
  readonly settings: Settings;
  #path = "";
  readonly #sink = new ByteSink((bytes) => this.desk.printBytes(bytes));

  constructor(
    readonly desk: Desk,
    readonly options: ParsedOptions,
  ) {
    this.exported = new ExportList(options);
    this.settings = settle(options, this.desk.llvm, (text) => this.complain("", text, false));
  }

  complain(name: string, text: string, extraLine: boolean): void {
    this.desk.error(`nm: error: ${name}: ${text}\n${extraLine ? "\n" : ""}`);
    this.status = 1;
  }

  file(path: string, several: boolean): void {
    this.#path = path;
    const failed = (failure: MemberFailure): void => this.complain(`${path}(${failure.nameOr("???")})`, failure.message, true);
    try {
      const input = openInput(this.desk, path);
      if (this.options.has("print-armap")) this.#map(input, path);
      for (const object of objectsOf(this.desk, input, { failed })) this.#object(object, several || input.archive !== undefined);
    } catch (error) {
      const failure = failureText(error);
      this.complain(path, failure.text, failure.fromReader);
    }
  }

  /** The map ends at a symbol whose member cannot be told. */
  #map({ archive }: NamedInput, path: string): void {
    const symbols = archive?.symbols;
    if (archive === undefined || symbols === undefined || symbols.length === 0) return;
    this.desk.print("Archive map\n");
    try {
      for (const { name, memberOffset } of symbols) this.desk.print(`${name} in ${archive.nameAt(memberOffset)}\n`);
    } catch (error) {
      this.complain(path, failureText(error).text, true);
    }
    this.desk.print("\n");
  }

  /** Standard input's archive is named as typed, its object is not. */
  #prefix(object: ObjectInput): string {
    if (object.archive === undefined) return `${object.name}: `;
    return this.settings.format === "posix" ? `${this.#path}[${object.name}]: ` : `${this.#path}:${object.name}: `;
  }

  #object(object: ObjectInput, named: boolean): void {
    const { bits } = this.settings;
    void object.file.sections;
    if ((bits === "32" || bits === "64") && (bits === "64") !== object.file.is64) return;
    const symbols = this.#symbols(object);
    if (symbols === undefined) {
      // A member has been named before it is read.
      const isNamed = object.archive !== undefined && !this.options.has("print-file-name") && !this.options.has("export-symbols");
      if (isNamed) this.desk.print(this.#label(object, named));
      return;
    }
    const { columns, any } = symbols;
    if (columns !== undefined) sortSymbols(columns, this.options);
    if (this.settings.format === "json") return this.desk.print(jsonSymbols(object, columns));
    if (this.options.has("export-symbols")) {
      if (columns !== undefined) this.exported.add(columns);
      return;
    }
    if (!any && !this.options.has("quiet")) this.desk.error(`${this.#prefix(object)}no symbols\n`);
    this.#print(object, columns, named);
  }

  /** Undefined, and told, where they cannot be read. */
  #symbols(object: ObjectInput): ShownSymbols | undefined {
    try {
      return shownSymbols(object.file, this.options, this.desk.llvm, {
        warn: (text) => this.desk.error(`nm: warning: ${text}\n`),
        error: (text) => this.complain(object.name, text, true),
      });
    } catch (error) {
      this.complain(object.name, failureText(error).text, true);
      return undefined;
    }
  }

  #print(object: ObjectInput, columns: SymbolColumns | undefined, named: boolean): void {
    const sink = this.#sink;
    const withPrefix = this.options.has("print-file-name");
    if (!withPrefix) sink.text(this.#heading(object, named));
    const prefix = withPrefix ? this.#prefix(object) : "";
    if (columns !== undefined && !withPrefix && isPlain(this.settings)) {
      sink.flush();
      printPlainLines(columns, sink.write);
    } else if (columns !== undefined) {
      const lines = new SymbolLines(sink, this.settings, columns, this.desk.llvm);
      for (const i of columns.shown) {
        sink.text(prefix);
        lines.line(i);
      }
    }
    sink.flush();
  }

  /** What tells several objects apart. */
  #label(object: ObjectInput, named: boolean): string {
    const isMember = object.archive !== undefined;
    const needsArchive = this.settings.format === "sysv" || this.settings.format === "darwin";
    return named && (isMember || !needsArchive) ? `\n${object.name}:\n` : "";
  }

  #heading(object: ObjectInput, named: boolean): string {
    const label = this.#label(object, named);
    if (this.settings.format !== "sysv") return label;
    return `${label}\n\nSymbols from ${object.name}:\n\n${object.file.is64 ? HEADING_64 : HEADING_32}`;
  }
}

/** Runs nm; gives the exit status. */
export function nm(desk: Desk, args: readonly string[]): number {
  let options: ParsedOptions;
  try {
    options = parseOptions(NM_OPTIONS, args.map(toByteText), desk.llvm);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    desk.error(`nm: error: : ${error.message}\n`);
    return 1;
  }
  if (options.has("help")) {
    desk.print(helpText(NM_OPTIONS, desk.llvm));
    return 0;
  }
  if (options.has("version")) {
    desk.print(versionText(NM_OPTIONS, desk.llvm));
    return 0;
  }
  const run = new Nm(desk, options);
  if (options.has("no-dyldinfo") && (options.has("add-dyldinfo") || options.has("dyldinfo-only")))
    run.complain("", "--no-dyldinfo can't be used with --add-dyldinfo or --dyldinfo-only", false);
  if (![0, 2].includes(options.all("s").length))
    run.complain("for the -s option", "bad number of arguments (must be two arguments)", false);
  for (const machine of unknownMachines(options)) run.complain("for the --arch option", `Unknown architecture named '${machine}'`, false);
  const files = options.files.length === 0 ? ["a.out"] : options.files;
  for (const path of files) run.file(path, files.length > 1);
  if (options.has("export-symbols")) desk.print(run.exported.text());
  return run.status;
}
