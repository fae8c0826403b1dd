// `.symtab` and `.strtab` of the image. Order, as LLD has it: the locals of each file (its hidden globals among them),
// then the linker's own, then the globals in the order in which the inputs first named them. Names go to the string
// table in the order of collection: locals, then globals; equal names are not shared.
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
import type { SymbolColumns } from "../../elf/object-columns.ts";
import { appendedStrings } from "../../elf/string-tables.ts";
import { isInput } from "./input.ts";
import type { Chunk, InputFile, InputSection } from "./input.ts";
import { classOf } from "./options.ts";
import type { LinkOptions } from "./options.ts";
import { OutputSection } from "./output.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { SymbolTable } from "./symbol-table.ts";
import { ZeroChunk } from "./synthetic.ts";

/** Its section is part of the image. */
export function isPlaced({ section, value }: LinkSymbol): boolean {
  if (section === undefined) return true;
  if (isInput(section)) {
    if (section.merged?.holds?.(value) === false) return false;
    return section.live && (section.merged?.chunk ?? section).output !== undefined;
  }
  return section.kind === "output" || section.output !== undefined;
}

/** Section symbols are the linker's own business; `.L` names in merged sections are the compiler's. */
function isKeptLocal(symbol: LinkSymbol, options: LinkOptions): boolean {
  if (symbol.type === elf.STT_SECTION || symbol.kind !== "defined" || !isPlaced(symbol)) return false;
  if (options.discard === "none" || (options.emitsRelocations && symbol.used)) return true;
  if (options.discard === "all") return false;
  if (!symbol.name.startsWith(".L")) return true;
  const isMerged = isInput(symbol.section) && (symbol.section.flags & elf.SHF_MERGE) !== 0;
  return options.discard !== "locals" && !isMerged;
}

export function isKeptGlobal(symbol: LinkSymbol, options: LinkOptions): boolean {
  if (symbol.onlyAskedFor) return false;
  if (symbol.kind === "defined") return isPlaced(symbol) && (symbol.referenced || symbol.scriptDefined || symbol.file === undefined);
  return symbol.referenced && (symbol.used || !options.gcSections);
}

/** Most symbols are: definitions in what an object brought and the image has, of which no more is known that would matter in the table. */
function isPlain(symbol: LinkSymbol): boolean {
  const { kind, section, visibility } = symbol;
  if (kind !== "defined" || !isInput(section) || visibility !== elf.STV_DEFAULT || !symbol.isUsual) return false;
  return section.live && section.output !== undefined && section.merged === undefined;
}

export class ImageSymbols {
  /** `.strtab` */
  readonly strings: Uint8Array;
  /** In their order, without the null symbol. */
  readonly symbols: readonly LinkSymbol[];
  /** Index of the first that is not local, the null symbol counted. */
  readonly firstGlobal: number;
  /** The section asked for last, and where it starts. */
  #section: OutputSection | undefined;
  #start = 0;

  constructor(
    table: SymbolTable,
    readonly options: LinkOptions,
    /** Of output sections. */
    sections: readonly LinkSymbol[],
    /** The start of thread-local data, from which its symbols count. */
    readonly threadStart: () => bigint,
  ) {
    const locals = new Map<InputFile | undefined, LinkSymbol[]>();
    const globals: LinkSymbol[] = [];
    const named = collectLocals(table, options);
    for (const symbol of named) append(locals, symbol.file, symbol);
    for (const symbol of sections) append(locals, symbol.file, symbol);
    const names = named.map(({ name }) => name);
    table.globals.forEach((symbol) => {
      const isKept = symbol.referenced && isPlain(symbol);
      if (!isKept && !isKeptGlobal(symbol, options)) return;
      named.push(symbol);
      names.push(symbol.name);
      if (!isKept && this.#bindingOf(symbol) === elf.STB_LOCAL) append(locals, symbol.file, symbol);
      else globals.push(symbol);
    });
    const { bytes, offsets } = appendedStrings(names);
    for (let i = 0; i < named.length; i++) (named[i] as LinkSymbol).nameOffset = offsets[i] as number;
    this.strings = bytes;
    const kept = [...locals.values()].flat();
    this.firstGlobal = kept.length + 1;
    this.symbols = kept.concat(globals);
  }

  #indexes: Map<LinkSymbol | OutputSection, number> | undefined;

  /** By symbol, and by output section for the symbols of these. */
  #indexed(): Map<LinkSymbol | OutputSection, number> {
    if (this.#indexes === undefined) {
      const isOfSection = ({ type, section }: LinkSymbol) => type === elf.STT_SECTION && section instanceof OutputSection;
      this.#indexes = new Map(
        this.symbols.map((symbol, i) => [isOfSection(symbol) ? (symbol.section as OutputSection) : symbol, i + 1] as const),
      );
    }
    return this.#indexes;
  }

  /** In the table; 0 for what is not there. */
  indexOf(symbol: LinkSymbol | undefined): number {
    return symbol === undefined ? 0 : (this.#indexed().get(symbol) ?? 0);
  }

  indexOfSection(section: OutputSection): number {
    return this.#indexed().get(section) ?? 0;
  }

  /** Bytes of `.symtab`. */
  get size(): number {
    return elf.SYM_SIZE[classOf(this.options)] * (this.symbols.length + 1);
  }

  bytes(): Uint8Array {
    return this.options.machine.is64 ? this.#bytes64() : this.#bytes32();
  }

  #bytes32(): Uint8Array {
    const out = new ByteWriter().append(new Uint8Array(elf.SYM_SIZE[32]));
    for (const symbol of this.symbols) {
      out
        .u32(symbol.nameOffset)
        .u32(Number(BigInt.asUintN(32, this.valueOf(symbol))))
        .u32(Number(symbol.size));
      out
        .u8((this.#bindingOf(symbol) << 4) | symbol.type)
        .u8(symbol.visibility)
        .u16(sectionNumber(symbol));
    }
    return out.bytes.slice();
  }

  #bytes64(): Uint8Array {
    const words = new Int32Array(this.size / 4);
    let at = elf.SYM_SIZE[64] / 4;
    // Those that follow each other are as long most of the time.
    let knownSize = 0n;
    let size = 0;
    for (let i = 0; i < this.symbols.length; i++) {
      const symbol = this.symbols[i] as LinkSymbol;
      words[at] = symbol.nameOffset;
      if (!this.#writePlain(words, at, symbol)) this.#writePlace(words, at, symbol);
      if (symbol.size !== knownSize) {
        knownSize = symbol.size;
        size = knownSize <= 0x7fff_ffff ? Number(knownSize) : -1;
      }
      if (size >= 0) words[at + 4] = size;
      else writeWide(words, at + 4, knownSize);
      at += elf.SYM_SIZE[64] / 4;
    }
    return new Uint8Array(words.buffer);
  }

  /** st_info, st_other, st_shndx and st_value of the row that begins at `at`. */
  #writePlace(words: Int32Array, at: number, symbol: LinkSymbol): void {
    words[at + 1] = (this.#bindingOf(symbol) << 4) | symbol.type | (symbol.visibility << 8) | (this.#sectionOf(symbol) << 16);
    writeWide(words, at + 2, this.#isTentative(symbol) ? BigInt((symbol.section as Chunk).alignment) : this.valueOf(symbol));
  }

  /** Most symbols are near the start of their section, which needs no numbers of 64 bits. False for others. */
  #writePlain(words: Int32Array, at: number, symbol: LinkSymbol): boolean {
    if (this.options.relocatable || !isPlain(symbol) || symbol.type === elf.STT_TLS) return false;
    const section = symbol.section as InputSection;
    const output = section.output as OutputSection;
    const start = this.#startOf(output);
    if (start === undefined) return false;
    const value = start + section.offset + symbol.value;
    words[at + 1] = (symbol.binding << 4) | symbol.type | (output.index << 16);
    words[at + 2] = value;
    if (value > 0xffff_ffff) words[at + 3] = Math.floor(value / 2 ** 32);
    return true;
  }

  /** The section's address where a number holds it and what is in it. */
  #startOf(section: OutputSection): number | undefined {
    if (section !== this.#section) {
      this.#section = section;
      this.#start = Number(section.address);
    }
    return this.#start < 2 ** 52 ? this.#start : undefined;
  }

  #sectionOf(symbol: LinkSymbol): number {
    return this.#isTentative(symbol) ? elf.SHN_COMMON : sectionNumber(symbol);
  }

  /** In an object it stays one, and tells its alignment. */
  #isTentative({ section }: LinkSymbol): boolean {
    return this.options.relocatable && section instanceof ZeroChunk;
  }

  /** What an object hides it hides from images, not from other objects. */
  #bindingOf(symbol: LinkSymbol): number {
    return this.options.relocatable ? symbol.binding : symbol.outputBinding;
  }

  /** Its address; of a thread-local symbol the place in the block. */
  valueOf(symbol: LinkSymbol): bigint {
    if (this.options.relocatable) return symbol.address;
    return symbol.type === elf.STT_TLS && symbol.isDefined ? symbol.address - this.threadStart() : symbol.address;
  }
}

/** Those of each file. */
function collectLocals({ files }: SymbolTable, options: LinkOptions): LinkSymbol[] {
  const out: LinkSymbol[] = [];
  if (options.discard === "all" && !options.emitsRelocations) return out;
  for (const { symbols, columns, globalsFrom } of files) {
    const end = Math.max(globalsFrom, lastLocal(columns.symbols) + 1);
    for (let i = 0; i < end; i++) {
      const symbol = symbols[i] as LinkSymbol;
      if (symbol.isLocal && isKeptLocal(symbol, options)) out.push(symbol);
    }
  }
  return out;
}

/** Index of the last local symbol of a file; -1 for none. */
function lastLocal(symbols: SymbolColumns): number {
  let row = symbols.count - 1;
  while (row >= 0 && symbols.binding(row) !== elf.STB_LOCAL) row--;
  return row;
}

function append(locals: Map<InputFile | undefined, LinkSymbol[]>, file: InputFile | undefined, symbol: LinkSymbol): void {
  const known = locals.get(file);
  if (known === undefined) locals.set(file, [symbol]);
  else known.push(symbol);
}

/** A number of 64 bits, the lower word first. */
function writeWide(words: Int32Array, at: number, value: bigint): void {
  words[at] = Number(BigInt.asIntN(32, value));
  words[at + 1] = Number(BigInt.asIntN(32, value >> 32n));
}

export function sectionNumber({ kind, section, isProcedure }: LinkSymbol): number {
  if (kind !== "defined" || isProcedure) return elf.SHN_UNDEF;
  if (section === undefined) return elf.SHN_ABS;
  if (section.kind === "output") return section.index;
  const chunk = isInput(section) ? (section.merged?.chunk ?? section) : section;
  return (chunk.output as OutputSection).index;
}
