// objdump -l and -S: before an instruction, where in the source it comes from, whenever that changes. Lines come from the line tables
// (DWARF 2 to 5), names of functions from the symbol table, or else from the debug information, source text from the files as they are now.
import { EM_ARM, ET_REL, STT_FUNC, STT_GNU_IFUNC, STT_NOTYPE, STT_OBJECT, SYM_SIZE } from "../../elf/constants.ts";
import type { DebugLines } from "../../elf/debug-lines.ts";
import { ElfError } from "../../elf/read.ts";
import { readObjectSymbols } from "../../elf/read-symbols.ts";
import type { ByteSink } from "../byte-sink.ts";
import { debugComplaints } from "../debug-relocations.ts";
import { demangle } from "../../elf/demangle/demangle.ts";
import { isMappingName, symbolName, symbolSection } from "../symbol-values.ts";
import { isAllocated } from "./addresses.ts";
import { inSection, openDebugLines } from "./debug-contents.ts";
import { optionNumber } from "../options.ts";
import type { ObjdumpContext } from "./objdump.ts";

interface NamedRange {
  readonly start: bigint;
  readonly size: bigint;
  readonly name: string;
}

/** Types of symbols that name code: those of assembly often have none. */
const NAMING = [STT_NOTYPE, STT_OBJECT, STT_FUNC, STT_GNU_IFUNC];

/** Throws ElfError for a symbol whose name cannot be read, one that names no code too. */
function functionsOf({ desk, object: { file } }: ObjdumpContext): readonly NamedRange[] {
  const linked = readObjectSymbols(file, false);
  const table = linked !== undefined && linked.count > 1 ? linked : readObjectSymbols(file, true);
  if (table === undefined || table.count < 2) return [];
  file.checkRecords(table.section, SYM_SIZE[file.is64 ? 64 : 32]);
  const { machine } = file.header;
  const found: NamedRange[] = [];
  for (let i = 1; i < table.count; i++) {
    const name = symbolName(file, table, i);
    const home = file.sections[symbolSection(file, table, i) ?? -1];
    if (!NAMING.includes(table.type(i)) || home === undefined || !isAllocated(home)) continue;
    if (isMappingName(machine, name, desk.llvm)) continue;
    // ARM's functions of short instructions have an odd address.
    const start = machine === EM_ARM && table.type(i) === STT_FUNC ? table.value(i) & ~1n : table.value(i);
    found.push({ start, size: table.size(i), name });
  }
  return found.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : Number(a.size - b.size)));
}

export class SourceLines {
  readonly #debug: DebugLines;
  readonly #isRelocatable: boolean;
  /** "unreadable" where the symbols cannot be read: then nothing is told. Read when the first address is asked for. */
  #functions: readonly NamedRange[] | "unreadable" | undefined;
  readonly #texts = new Map<string, readonly string[] | undefined>();
  #function: string | undefined;
  #file: string | undefined;
  #line = 0;

  constructor(
    readonly context: ObjdumpContext,
    readonly withLines: boolean,
    readonly withSource: boolean,
  ) {
    const { file } = context.object;
    this.#isRelocatable = file.header.type === ET_REL;
    context.desk.error(debugComplaints(file, context.desk.llvm));
    this.#debug = openDebugLines(context);
  }

  #readFunctions(): readonly NamedRange[] | "unreadable" {
    try {
      return functionsOf(this.context);
    } catch (error) {
      if (!(error instanceof ElfError)) throw error;
      this.context.warn(`failed to parse debug information: ${error.message}`);
      return "unreadable";
    }
  }

  /** The symbol that an address is of. */
  #symbolAt(functions: readonly NamedRange[], address: bigint): string | undefined {
    let [low, high] = [0, functions.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((functions[middle] as NamedRange).start <= address) low = middle + 1;
      else high = middle;
    }
    const found = functions[low - 1];
    return found === undefined || (found.size !== 0n && found.start + found.size <= address) ? undefined : found.name;
  }

  #text(file: string, line: number): string | undefined {
    if (!this.#texts.has(file)) {
      const text = this.context.desk.sourceLines(file);
      if (text === undefined) this.context.warn(`failed to find source ${file}`);
      this.#texts.set(file, text);
    }
    return this.#texts.get(file)?.[line - 1];
  }

  /** The file's name, an absolute one with `--prefix` before it, less the folders that `--prefix-strip` counts. */
  #shownFile(file: string): string {
    const prefix = (this.context.options.last("prefix") ?? "").replace(/\/+$/, "");
    if (prefix === "" || !file.startsWith("/")) return file;
    let from = 0;
    let level = Number(optionNumber(this.context.options.last("prefix-strip") ?? "0") ?? 0n);
    for (let at = 1; at < file.length && level > 0; at++) {
      if (file[at] !== "/") continue;
      from = at;
      level--;
    }
    return prefix + file.slice(from);
  }

  /** Writes what stands before the instruction at `address` of a section. */
  tell(sink: ByteSink, section: number, address: bigint): void {
    const functions = (this.#functions ??= this.#readFunctions());
    if (functions === "unreadable") return;
    const unit = this.#debug.unitAt(address);
    const place = unit === undefined ? undefined : this.#debug.lineAt(unit, this.#isRelocatable ? inSection(section, address) : address);
    const found = this.#symbolAt(functions, address) ?? unit?.functionAt(address);
    const name = found !== undefined && this.context.demangles ? demangle(found, this.context.desk.llvm) : found;
    const isNewFunction = name !== undefined && name !== this.#function;
    const isNewLine = place !== undefined && (place.line !== this.#line || place.file !== this.#file);
    if (this.withLines) this.#tellLine(sink, isNewFunction ? name : undefined, isNewLine || isNewFunction ? place : undefined);
    const text = this.withSource && isNewLine ? this.#text(this.#shownFile(place.file), place.line) : undefined;
    if (text !== undefined && text !== "") {
      sink.text(`; ${text}`);
      sink.endLine();
    }
    this.#function = name;
    this.#file = place?.file;
    this.#line = place?.line ?? 0;
  }

  #tellLine(sink: ByteSink, name: string | undefined, place: { readonly file: string; readonly line: number } | undefined): void {
    if (name !== undefined) {
      sink.text(`; ${name}${name.endsWith("()") ? "" : "()"}:`);
      sink.endLine();
    }
    if (place === undefined) return;
    sink.text(`; ${this.#shownFile(place.file)}:${place.line}`);
    sink.endLine();
  }
}

export function sourceLinesOf(context: ObjdumpContext): SourceLines | undefined {
  const withSource = context.options.has("source");
  const withLines = context.options.has("line-numbers");
  if (!withSource && !withLines) return undefined;
  return new SourceLines(context, withLines, withSource);
}
