// What goes into a link: files and their sections. A chunk is the unit that lives or dies, is placed in an output
// section and writes itself there; an InputSection is a chunk that an object brought, the linker makes others itself.
import * as elf from "../../elf/constants.ts";
import { demangle } from "../../elf/demangle/demangle.ts";
import { TABLE_FLAGS, columnsOf } from "../../elf/object-columns.ts";
import { SH_ALIGNMENT, SH_FLAGS, SH_NAME, SH_SIZE, SH_TYPE, wideWord } from "../../elf/object-file.ts";
import type { ObjectColumns, RelocationColumns } from "../../elf/object-columns.ts";
import type { ElfObject } from "../../elf/object.ts";
import { ObjectLines } from "./object-lines.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { OutputSection } from "./output.ts";

/** Part of an output section: knows its size, then writes itself. */
export abstract class Chunk {
  /** Told by a word: what is asked for every symbol and chunk is asked of a field, not of a chain of prototypes. */
  declare readonly kind: "input" | "made";
  /** SHT_* */
  declare readonly type: number;
  /** SHF_* */
  declare flags: number;
  /** Bytes; `SUBALIGN` of a script changes it. */
  declare alignment: number;
  declare output: OutputSection | undefined;
  /** Offset in the output section, bytes; known when addresses are. */
  declare offset: number;
  declare live: boolean;
  abstract readonly name: string;

  constructor(kind: "input" | "made", type: number, flags: number, alignment: number) {
    this.kind = kind;
    this.type = type;
    this.flags = flags;
    this.alignment = alignment;
    this.output = undefined;
    this.offset = 0;
    this.live = true;
  }

  /** Bytes it takes in the image's memory. */
  abstract readonly size: number;
  abstract readonly entrySize: number;

  get isAlloc(): boolean {
    return (this.flags & elf.SHF_ALLOC) !== 0;
  }

  get address(): bigint {
    return (this.output as OutputSection).address + BigInt(this.offset);
  }
}

/** Where the bytes of a section went whose pieces were merged with others'. */
export interface MergedPlace {
  readonly chunk: Chunk;
  /** Offset in `chunk` of a byte of the section. */
  locate(offset: number): number;
  /** False where the piece that the byte is in went with --gc-sections. */
  holds?(offset: number): boolean;
}

/** Calls for longer contents are worth their time. */
const COPIED_SINGLY = 64;

/**
 * There are tens of thousands of them, and of symbols: fields are declared, and set one by one, which takes an engine that has
 * just begun half the time of fields that define themselves.
 */
export class InputSection extends Chunk {
  declare readonly file: InputFile;
  /** In the object. */
  declare readonly index: number;
  declare size: number;
  /** The first four characters of its name, see `tagOf`: those of most tell that it is none of some. */
  declare readonly tag: number;
  /** Of a mergeable section: offsets that something refers to; undefined where all of it stays. */
  declare usedOffsets: Set<number> | undefined;
  /** Its contents where code was made shorter. */
  declare replacement: Uint8Array | undefined;
  declare merged: MergedPlace | undefined;

  constructor(file: InputFile, index: number) {
    const { words, headers, names } = file.columns.sections;
    const at = headers[index] as number;
    super(
      "input",
      (words[at + SH_TYPE] as number) >>> 0,
      ((words[at + SH_FLAGS] as number) & ~TABLE_FLAGS) >>> 0,
      wideWord(words, at + SH_ALIGNMENT) || 1,
    );
    this.file = file;
    this.index = index;
    this.size = wideWord(words, at + SH_SIZE);
    this.tag = names.tag((words[at + SH_NAME] as number) >>> 0);
    this.usedOffsets = undefined;
    this.replacement = undefined;
    this.merged = undefined;
  }

  get name(): string {
    return this.file.columns.sections.name(this.index);
  }

  nameStartsWith(prefix: string): boolean {
    return this.file.columns.sections.nameStartsWith(this.index, prefix);
  }

  get entrySize(): number {
    return this.file.columns.sections.entrySize(this.index);
  }

  /** Its rows among the file's relocations: from, and up to. */
  get relocationsFrom(): number {
    return this.file.columns.sections.relocationsFrom[this.index] as number;
  }

  get relocationsTo(): number {
    return this.file.columns.sections.relocationsTo[this.index] as number;
  }

  get data(): Uint8Array {
    return this.replacement ?? this.file.columns.sections.data(this.index);
  }

  copyTo(out: Uint8Array, at: number): void {
    const { sections } = this.file.columns;
    if (this.replacement === undefined && sections.bytes !== undefined && this.size <= COPIED_SINGLY)
      sections.copySingly(this.index, this.size, out, at);
    else out.set(this.data, at);
  }

  /** Signature symbol of its COMDAT group; -1 for none. */
  get group(): number {
    return this.file.columns.sections.group?.[this.index] ?? -1;
  }

  /** Section that it is ordered after (SHF_LINK_ORDER); -1 for none. */
  get linkOrder(): number {
    return this.file.columns.sections.linkOrder?.[this.index] ?? -1;
  }
}

export const isInput = (section: Chunk | OutputSection | undefined): section is InputSection => section?.kind === "input";

export class InputFile {
  readonly columns: ObjectColumns;
  /** Those of the columns, until code is made shorter. */
  relocations: RelocationColumns;
  /** By section index; undefined where a COMDAT duplicate was dropped. */
  readonly sections: (InputSection | undefined)[];
  /** By symbol index. */
  readonly symbols: LinkSymbol[];
  /** Index of the first symbol that is not local. */
  readonly globalsFrom: number;
  #lines: ObjectLines | undefined;

  constructor(
    readonly object: ElfObject,
    /** The archive it is a member of, as the command line calls it. */
    readonly archive: string | undefined,
  ) {
    this.columns = columnsOf(object);
    this.relocations = this.columns.relocations;
    this.sections = new Array<InputSection | undefined>(this.columns.sections.count);
    this.symbols = new Array<LinkSymbol>(this.columns.symbols.count);
    const { symbols } = this.columns;
    let first = 0;
    while (first < symbols.count && symbols.binding(first) === elf.STB_LOCAL) first++;
    this.globalsFrom = first;
  }

  /** The symbol that a relocation names; undefined for none. */
  symbolOf(relocation: number): LinkSymbol | undefined {
    return this.symbols[this.relocations.symbol(relocation)];
  }

  /** How messages call it: a path, or `libx.a(member.o)`. */
  get displayName(): string {
    return this.archive === undefined ? this.object.name : `${this.archive}(${this.object.name})`;
  }

  /** Its line numbers, read for the first message that asks. */
  get lines(): ObjectLines {
    this.#lines ??= new ObjectLines(this.object);
    return this.#lines;
  }

  /** Name of its STT_FILE symbol. */
  get sourceName(): string {
    const { symbols } = this.columns;
    for (let i = 0; i < symbols.count; i++) if (symbols.type(i) === elf.STT_FILE) return symbols.names[i] as string;
    return "";
  }
}

/** What names something in the section is a name without a section from now on. */
export function leaveNames(section: InputSection): void {
  for (const symbol of section.file.symbols) {
    if (symbol.section !== section) continue;
    symbol.section = undefined;
    symbol.absolute = 0n;
  }
}

/** Address of a byte of an input section, also where its pieces were merged. */
export function sectionAddress(section: InputSection, offset: number): bigint {
  if (section.merged !== undefined) return section.merged.chunk.address + BigInt(section.merged.locate(offset));
  return section.address + BigInt(offset);
}

/** LLD 15 writes offsets in capitals. */
const hex = (value: number, { lld }: Naming) => (lld === 15 ? value.toString(16).toUpperCase() : value.toString(16));

/** `file.o:(.text.foo+0x3)`, as LLD names a place that relocations are wrong at. */
export function describePlace(section: InputSection, offset: number): string {
  return `${section.file.displayName}:(${section.name}+0x${offset.toString(16)})`;
}

/** A place as LLD shows references: the function it is in, or where in its section. */
export function describeObjectPlace(section: InputSection, offset: number, named: Naming): string {
  const { file } = section;
  const archive = file.archive === undefined ? "" : ` in archive ${file.archive}`;
  const holder = holderOf(section, offset);
  return `${file.object.name}:(${holder === undefined ? `${section.name}+0x${hex(offset, named)}` : shownName(holder.name, named)})${archive}`;
}

/** The symbol whose bytes the place is among. */
export function holderOf(section: InputSection, offset: number): LinkSymbol | undefined {
  return section.file.symbols.find(
    ({ kind, section: holder, type, value, size }) =>
      kind === "defined" && holder === section && type !== elf.STT_SECTION && value <= offset && offset < value + Number(size),
  );
}

/** How messages name symbols: LLD's release, and whether names are shown as in the source (`--no-demangle`). */
export interface Naming {
  readonly lld: 15 | 22;
  readonly demangle: boolean;
}

export const shownName = (name: string, { lld, demangle: isReadable }: Naming): string => (isReadable ? demangle(name, lld) : name);

/**
 * `main.rs:14 (src/main.rs:14)` where the object has line numbers, of the place or of a variable of the symbol's name, else the name of
 * its source; empty if it tells neither.
 */
export function sourcePlace(section: InputSection, offset: number, symbol = ""): string {
  const { file } = section;
  const found = file.lines.at(section.index, offset) ?? file.lines.variable(symbol);
  if (found === undefined) return file.sourceName;
  const name = found.file.slice(found.file.lastIndexOf("/") + 1);
  return `${name}:${found.line}${name === found.file ? "" : ` (${found.file}:${found.line})`}`;
}
