// objdump: headers, symbols, relocations, contents and code of object files, in llvm-objdump's words. Each dump is a
// file of its own; here the files and the order of the dumps, which is LLVM's whatever the order of the options.
import { ElfError, NOT_AN_OBJECT, toByteText } from "../../elf/read.ts";
import type { Section } from "../../elf/read.ts";
import { failureText, fullName, MemberFailure, objectsOf, openInput, shownPath } from "../desk.ts";
import type { Desk, DumpJob, ObjectInput } from "../desk.ts";
import { hexPadded } from "../format.ts";
import { checkFormat, helpText, OptionError, optionNumber, parseOptions, versionText } from "../options.ts";
import type { ParsedOptions } from "../options.ts";
import { LAST_ADDRESS, warnOfRange } from "./addresses.ts";
import { fullContents } from "./contents.ts";
import { MemberError } from "../member-error.ts";
import { checkDebugFile, filesOfBuildIds } from "./debug-files.ts";
import { memberHeader, OwnerError } from "./member-header.ts";
import { architectureName, formatName } from "./names.ts";
import { checkOptionValues } from "./option-checks.ts";
import { MACH_O_TABLES, OBJDUMP_OPTIONS } from "./options.ts";
import { privateHeaders } from "./private-headers.ts";
import { dynamicRelocations, relocationRecords } from "./relocations.ts";
import { sectionHeaders } from "./section-headers.ts";
import { SectionFilter } from "./section-filter.ts";
import { symbolTable } from "./symbols.ts";

export interface ObjdumpContext {
  readonly desk: Desk;
  /** The tool's words as they came. */
  readonly args: readonly string[];
  readonly options: ParsedOptions;
  readonly object: ObjectInput;
  readonly sections: SectionFilter;
  readonly start: bigint | undefined;
  readonly stop: bigint | undefined;
  readonly adjust: bigint;
  readonly demangles: boolean;
  warn(text: string): void;
  /** The same, but for what was told before. */
  warnOnce(text: string): void;
}

const DISASSEMBLE = ["disassemble", "disassemble-all", "source", "line-numbers", "disassemble-symbols", "traceback-table"];
const OPERATIONS = [
  ...DISASSEMBLE,
  "archive-headers",
  "file-headers",
  "private-headers",
  "section-headers",
  "syms",
  "dynamic-syms",
  "reloc",
  "dynamic-reloc",
  "full-contents",
  "all-headers",
  "unwind-info",
  "fault-map-section",
  "offloading",
  "raw-clang-ast",
  "dwarf",
];

function addressOption(options: ParsedOptions, name: string): bigint | undefined {
  const text = options.last(name);
  if (text === undefined) return undefined;
  const value = optionNumber(text);
  if (value === undefined) throw new OptionError(`--${name}=: expected a non-negative integer, but got '${text}'`);
  return value;
}

/** What a failure is told of: a member within its archive, alone, or the file. */
function placeOf(error: unknown, path: string, name: string, member: string): string {
  if (error instanceof MemberFailure) return `${shownPath(path)}(${error.nameOr(`<file index: ${error.index}>`)})`;
  if (error instanceof OwnerError) return `'${shownPath(path)}'`;
  return `'${error instanceof MemberError ? member : name}'`;
}

class Objdump {
  readonly #start: bigint | undefined;
  readonly #stop: bigint | undefined;
  readonly #adjust: bigint;
  readonly #sections: SectionFilter;
  readonly #told = new Set<string>();

  constructor(
    readonly desk: Desk,
    readonly args: readonly string[],
    readonly options: ParsedOptions,
  ) {
    this.#start = addressOption(options, "start-address");
    this.#stop = addressOption(options, "stop-address");
    this.#adjust = addressOption(options, "adjust-vma") ?? 0n;
    if ((this.#start ?? 0n) >= (this.#stop ?? LAST_ADDRESS)) {
      throw new OptionError("start address should be less than stop address");
    }
    checkOptionValues(options);
    this.#sections = new SectionFilter(options.all("section"));
  }

  #wants(...names: string[]): boolean {
    return names.some((name) => this.options.has(name));
  }

  /** What LLVM's reader of Mach-O files says of others; gives the exit status. */
  #asMachO(path: string): number {
    const { desk } = this;
    try {
      const { archive } = openInput(desk, path);
      if (archive !== undefined) throw new ElfError("kbuild objdump does not have '--macho' for archives yet");
      desk.error(`objdump: error: ${path}': object is not a Mach-O file type.\n`);
      return 0;
    } catch (error) {
      const { text } = failureText(error);
      if (text === NOT_AN_OBJECT) desk.print(`${path}: is not an object file\n`);
      else desk.error(`objdump: error: '${path}': ${text}\n`);
      return text === NOT_AN_OBJECT ? 0 : 1;
    }
  }

  /** Exit status 1 after the first failure: objdump goes no further. */
  async file(path: string): Promise<number> {
    if (this.options.has("macho")) return this.#asMachO(path);
    let name = path;
    let member = path;
    const nested = (): never => {
      throw new ElfError(NOT_AN_OBJECT);
    };
    try {
      const input = openInput(this.desk, path);
      for (const object of objectsOf(this.desk, input, { nested })) {
        name = fullName(object);
        member = object.name;
        await this.#object(object);
        name = path;
      }
      return 0;
    } catch (error) {
      this.desk.error(`objdump: error: ${placeOf(error, path, name, member)}: ${failureText(error).text}\n`);
      return 1;
    }
  }

  async #object(object: ObjectInput): Promise<void> {
    const { desk } = this;
    void object.file.sections;
    if (this.options.has("format")) return (await import("./json.ts")).jsonObject(this.context(object), this.#wants(...DISASSEMBLE));
    // The bare bytes have nothing before them.
    if (!this.#wants("raw-clang-ast")) desk.print(`\n${fullName(object)}:\tfile format ${formatName(object.file, desk.llvm)}\n`);
    const context = this.context(object);
    warnOfRange(context);
    const all = this.#wants("all-headers");
    if (all || this.#wants("archive-headers")) memberHeader(context);
    if (all || this.#wants("file-headers")) desk.print(this.#fileHeaders(object));
    if (all || this.#wants("private-headers", "private-header")) privateHeaders(context);
    if (all || this.#wants("section-headers")) sectionHeaders(context);
    if (all || this.#wants("syms")) symbolTable(context, false);
    if (this.#wants("dynamic-syms")) symbolTable(context, true);
    if (this.#wants("dwarf")) (await import("./frames.ts")).unwindFrames(context);
    const disassembles = this.#wants(...DISASSEMBLE);
    if ((all || this.#wants("reloc")) && !disassembles) relocationRecords(context);
    if (this.#wants("dynamic-reloc")) dynamicRelocations(context);
    if (this.#wants("full-contents")) fullContents(context);
    if (disassembles) {
      this.#checkDisassembly(object);
      await (await import("./disassemble.ts")).disassembleObject(context);
    }
    this.#otherTables(object);
    this.#wholeSections(object);
  }

  /** Throws ElfError for what kbuild does not have of a disassembly. */
  #checkDisassembly({ file }: ObjectInput): void {
    checkDebugFile(this.desk, this.options, file);
    const hasDebugInfo = file.sections.some((section) => file.sectionNameOrEmpty(section) === ".debug_info");
    const beside = hasDebugInfo ? ["debug-vars", "debug-inlined-funcs"] : [];
    const name = ["mcpu", "mattr", ...beside].find((option) => this.#wants(option));
    if (name !== undefined) throw new ElfError(`kbuild objdump does not have '--${name}' yet`);
  }

  /** Sections that are shown as they are, or not at all. */
  #wholeSections({ file }: ObjectInput): void {
    const find = (name: string): Section | undefined => file.sections.find((section) => file.sectionNameOrEmpty(section) === name);
    const tree = this.#wants("raw-clang-ast") ? find("__clangast") : undefined;
    if (tree !== undefined) this.desk.printBytes(file.contents(tree));
    if (this.#wants("offloading") && find(".llvm.offloading") !== undefined)
      throw new ElfError("kbuild objdump does not show the contents of .llvm.offloading yet");
  }

  /** What LLVM has of other formats, and says so. */
  #otherTables({ file }: ObjectInput): void {
    const { desk } = this;
    if (this.#wants("unwind-info")) {
      desk.print("Unwind info:\n\n");
      desk.error("objdump: error: This operation is only currently supported for COFF and MachO object files.\n");
    }
    for (const { option, heading } of MACH_O_TABLES) {
      if (!this.#wants(option)) continue;
      desk.print(`\n${heading}:\n`);
      desk.error("error: This operation is only currently supported for Mach-O executable files.\n");
    }
    if (!this.#wants("fault-map-section")) return;
    if (file.sections.some((section) => file.sectionNameOrEmpty(section) === ".llvm_faultmaps"))
      throw new ElfError("kbuild objdump does not have the content of fault maps yet");
    desk.print("FaultMap table:\n<not found>\n");
  }

  context(object: ObjectInput): ObjdumpContext {
    // A member without its archive.
    const warn = (text: string): void => this.desk.error(`objdump: warning: '${object.name}': ${text}\n`);
    return {
      desk: this.desk,
      args: this.args,
      options: this.options,
      object,
      sections: this.#sections,
      start: this.#start,
      stop: this.#stop,
      adjust: this.#adjust,
      demangles: this.options.has("demangle"),
      warn,
      warnOnce: (text) => {
        if (!this.#told.has(text)) warn(text);
        this.#told.add(text);
      },
    };
  }

  #fileHeaders({ file }: ObjectInput): string {
    const start = hexPadded(file.header.entry, file.is64 ? 16 : 8);
    return `architecture: ${architectureName(file, this.desk.llvm)}\nstart address: 0x${start}\n`;
  }

  end(): void {
    const names = this.#sections.missed();
    for (const name of names)
      this.desk.error(`objdump: warning: section '${name}' mentioned in a -j/--section option, but not found in any input file\n`);
  }
}

/** The dump of a file that is one object, as another thread sees it that prints pieces of it; throws like a reader. */
export function pieceContext(desk: Desk, { path, args }: DumpJob): ObjdumpContext | undefined {
  const { object: file } = openInput(desk, path);
  const run = new Objdump(desk, args, parseOptions(OBJDUMP_OPTIONS, args.map(toByteText), desk.llvm));
  return file === undefined ? undefined : run.context({ name: path, archive: undefined, member: undefined, file });
}

/** Runs objdump; gives the exit status. */
export async function objdump(desk: Desk, args: readonly string[]): Promise<number> {
  try {
    const options = parseOptions(OBJDUMP_OPTIONS, args.map(toByteText), desk.llvm);
    if (options.has("help") || args.length === 0) {
      desk.print(helpText(OBJDUMP_OPTIONS, desk.llvm));
      return 0;
    }
    if (options.has("version")) {
      desk.print(versionText(OBJDUMP_OPTIONS, desk.llvm));
      return 0;
    }
    checkFormat(options);
    const run = new Objdump(desk, args, options);
    const files = [...options.files, ...filesOfBuildIds(desk, options)];
    if (options.has("pretty-pgo-analysis-map") && !options.has("symbolize-operands"))
      desk.error("objdump: warning: --symbolize-operands must be enabled for --pretty-pgo-analysis-map to have an effect\n");
    if (!OPERATIONS.some((name) => options.has(name))) {
      desk.print(helpText(OBJDUMP_OPTIONS, desk.llvm));
      return 2;
    }
    for (const path of files.length === 0 ? ["a.out"] : files) {
      const status = await run.file(path);
      if (status !== 0) return status;
    }
    run.end();
    return 0;
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    desk.error(`objdump: error: ${error.message}\n`);
    return 1;
  }
}
