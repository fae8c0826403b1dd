// objdump -l and -S: before an instruction, where in the source it comes from, whenever that changes. Lines come from the line table
// (DWARF 2 to 5), names of functions from the symbol table, source text from the files as they are now.
import { EM_ARM, ET_REL, STT_FUNC, STT_GNU_IFUNC, STT_NOTYPE, STT_OBJECT } from "../../elf/constants.ts";
import { readLineTable } from "../../elf/line-table.ts";
import type { LineTable } from "../../elf/line-table.ts";
import { ElfError } from "../../elf/read.ts";
import type { Section } from "../../elf/read.ts";
import { findTable, readSymbolTable } from "../../elf/read-symbols.ts";
import type { ByteSink } from "../byte-sink.ts";
import { isCompressed, readCompressionHeader } from "../compressed-sections.ts";
import { debugComplaints, relocatedContents, relocatedFields } from "../debug-relocations.ts";
import { demangle } from "../../elf/demangle/demangle.ts";
import { isMappingName, symbolSection } from "../symbol-values.ts";
import { isAllocated } from "./addresses.ts";
import { optionNumber } from "../options.ts";
import type { ObjdumpContext } from "./objdump.ts";

interface NamedRange {
  readonly start: bigint;
  readonly size: bigint;
  readonly name: string;
}

/** Types of symbols that name code: those of assembly often have none. */
const NAMING = [STT_NOTYPE, STT_OBJECT, STT_FUNC, STT_GNU_IFUNC];

function functionsOf(context: ObjdumpContext): readonly NamedRange[] {
  const { file } = context.object;
  const section = findTable(file, false) ?? findTable(file, true);
  if (section === undefined) return [];
  const table = readSymbolTable(file, section);
  const found: NamedRange[] = [];
  for (let i = 1; i < table.count; i++) {
    const home = file.sections[symbolSection(file, table, i) ?? -1];
    if (!NAMING.includes(table.type(i)) || home === undefined || !isAllocated(home)) continue;
    const name = table.name(i);
    if (isMappingName(file.header.machine, name, context.desk.llvm)) continue;
    // ARM's functions of short instructions have an odd address.
    const start = file.header.machine === EM_ARM && table.type(i) === STT_FUNC ? table.value(i) & ~1n : table.value(i);
    found.push({ start, size: table.size(i), name });
  }
  return found.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : Number(a.size - b.size)));
}

/** The same, or none where the table cannot be read. */
function functionsOrNone(context: ObjdumpContext): readonly NamedRange[] {
  try {
    return functionsOf(context);
  } catch (error) {
    if (error instanceof ElfError) return [];
    throw error;
  }
}

/** Addresses of a relocatable file are each in a section of their own. */
const inSection = (section: number, address: bigint): bigint => (BigInt(section) << 64n) | address;

/** The section's contents; nothing where they are not in the file. */
function contentsOrNone({ object: { file } }: ObjdumpContext, section: Section): Uint8Array {
  try {
    return file.contents(section);
  } catch (error) {
    if (error instanceof ElfError) return new Uint8Array(0);
    throw error;
  }
}

/** The section's contents, unpacked where they are compressed; nothing where that cannot be done. */
function unpacked(context: ObjdumpContext, section: Section): Uint8Array {
  const {
    object: { file },
    desk,
  } = context;
  const bytes = contentsOrNone(context, section);
  if (!isCompressed(section)) return bytes;
  const header = readCompressionHeader(file, section);
  if (header === undefined || (header.isZstd && desk.llvm === 15)) return new Uint8Array(0);
  const found = desk.unpack?.(bytes.subarray(header.size), header.unpackedSize, header.isZstd);
  if (found === undefined)
    context.warnOnce(
      `kbuild cannot unpack ${file.sectionNameOrEmpty(section)}${header.isZstd ? ": Node unpacks Zstandard since 22.15" : ""}`,
    );
  return found ?? new Uint8Array(0);
}

function linkedTable(context: ObjdumpContext): LineTable {
  return readLineTable(context.object.file, true, {
    contents: (section) => unpacked(context, section),
    addressAt: (_, written) => written,
  });
}

function relocatableTable(context: ObjdumpContext): LineTable {
  const { file } = context.object;
  const { llvm } = context.desk;
  const lines = file.sections.find((section) => file.sectionNameOrEmpty(section) === ".debug_line");
  const fields = lines === undefined ? undefined : relocatedFields(file, lines, llvm);
  return readLineTable(file, true, {
    contents: (section) => relocatedContents(file, section, llvm, unpacked(context, section)),
    addressAt: (offset, written) => inSection(fields?.sectionAt(offset) ?? 0, written),
  });
}

export class SourceLines {
  readonly #table: LineTable;
  readonly #isRelocatable: boolean;
  readonly #functions: readonly NamedRange[];
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
    this.#table = this.#isRelocatable ? relocatableTable(context) : linkedTable(context);
    this.#functions = functionsOrNone(context);
  }

  #functionAt(address: bigint): string | undefined {
    let [low, high] = [0, this.#functions.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#functions[middle] as NamedRange).start <= address) low = middle + 1;
      else high = middle;
    }
    const found = this.#functions[low - 1];
    if (found === undefined || (found.size !== 0n && found.start + found.size <= address)) return undefined;
    return this.context.demangles ? demangle(found.name, this.context.desk.llvm) : found.name;
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
    const place = this.#table.at(this.#isRelocatable ? inSection(section, address) : address);
    const name = this.#functionAt(address);
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
