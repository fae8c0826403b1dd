// `.symtab` and `.strtab` of the image. Order, as LLD has it: the locals of each file (its hidden globals among them),
// then the linker's own, then the globals in the order in which the inputs first named them. Names go to the string
// table in the order of collection: locals, then globals; equal names are not shared.
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
import { AppendingStrings } from "../../elf/string-tables.ts";
import { InputSection } from "./input.ts";
import type { InputFile } from "./input.ts";
import { classOf } from "./options.ts";
import type { LinkOptions } from "./options.ts";
import { OutputSection } from "./output.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { SymbolTable } from "./symbol-table.ts";

interface Entry {
  readonly symbol: LinkSymbol;
  readonly name: number;
}

/** Its section is part of the image. */
function isPlaced({ section }: LinkSymbol): boolean {
  if (section === undefined) return true;
  if (section instanceof InputSection) return section.live && (section.merged?.chunk ?? section).output !== undefined;
  return section instanceof OutputSection || section.output !== undefined;
}

/** Section symbols are the linker's own business; `.L` names in merged sections are the compiler's. */
function isKeptLocal(symbol: LinkSymbol, options: LinkOptions): boolean {
  if (symbol.type === elf.STT_SECTION || symbol.name === "" || symbol.kind !== "defined" || !isPlaced(symbol)) return false;
  if (options.discard === "none") return true;
  if (!symbol.name.startsWith(".L")) return true;
  const isMerged = symbol.section instanceof InputSection && (symbol.section.flags & elf.SHF_MERGE) !== 0;
  return options.discard !== "locals" && !isMerged;
}

function isKeptGlobal(symbol: LinkSymbol, options: LinkOptions): boolean {
  if (symbol.kind === "defined") return isPlaced(symbol) && (symbol.referenced || symbol.scriptDefined || symbol.file === undefined);
  return symbol.referenced && (symbol.used || !options.gcSections);
}

export class ImageSymbols {
  readonly strings = new AppendingStrings(false);
  readonly entries: readonly Entry[];
  /** Index of the first that is not local, the null symbol counted. */
  readonly firstGlobal: number;
  readonly #starts = new Map<OutputSection, number>();

  constructor(
    table: SymbolTable,
    readonly options: LinkOptions,
    /** The start of thread-local data, from which its symbols count. */
    readonly threadStart: () => bigint,
  ) {
    const locals = new Map<InputFile | undefined, Entry[]>();
    const globals: Entry[] = [];
    if (options.discard !== "all") for (const file of table.files) this.#collectLocals(file, locals);
    for (const symbol of table.globals.values()) {
      if (!isKeptGlobal(symbol, options)) continue;
      const entry = this.#entry(symbol);
      if (symbol.outputBinding === elf.STB_LOCAL) append(locals, symbol.file, entry);
      else globals.push(entry);
    }
    const localEntries = [...locals.values()].flat();
    this.entries = [...localEntries, ...globals];
    this.firstGlobal = localEntries.length + 1;
  }

  #collectLocals(file: InputFile, locals: Map<InputFile | undefined, Entry[]>): void {
    for (const symbol of file.symbols) if (symbol.isLocal && isKeptLocal(symbol, this.options)) append(locals, file, this.#entry(symbol));
  }

  #entry(symbol: LinkSymbol): Entry {
    return { symbol, name: this.strings.add(symbol.name) };
  }

  /** Bytes of `.symtab`. */
  get size(): number {
    return elf.SYM_SIZE[classOf(this.options)] * (this.entries.length + 1);
  }

  bytes(): Uint8Array {
    return this.options.machine.is64 ? this.#bytes64() : this.#bytes32();
  }

  #bytes32(): Uint8Array {
    const out = new ByteWriter().append(new Uint8Array(elf.SYM_SIZE[32]));
    for (const { symbol, name } of this.entries) {
      const type = symbol.kind === "defined" ? symbol.type : elf.STT_NOTYPE;
      out
        .u32(name)
        .u32(Number(BigInt.asUintN(32, this.#valueOf(symbol))))
        .u32(Number(symbol.size));
      out
        .u8((symbol.outputBinding << 4) | type)
        .u8(symbol.visibility)
        .u16(sectionNumber(symbol));
    }
    return out.bytes.slice();
  }

  #bytes64(): Uint8Array {
    const out = new Uint8Array(this.size);
    const view = new DataView(out.buffer);
    let at = elf.SYM_SIZE[64] as number;
    for (const { symbol, name } of this.entries) {
      view.setUint32(at, name, true);
      view.setUint8(at + 4, (symbol.outputBinding << 4) | (symbol.kind === "defined" ? symbol.type : elf.STT_NOTYPE));
      view.setUint8(at + 5, symbol.visibility);
      view.setUint16(at + 6, sectionNumber(symbol), true);
      this.#writeValue(view, at + 8, symbol);
      if (symbol.size !== 0n) view.setBigUint64(at + 16, symbol.size, true);
      at += elf.SYM_SIZE[64];
    }
    return out;
  }

  /** Most symbols are near the start of their section, which needs no numbers of 64 bits. */
  #writeValue(view: DataView, at: number, symbol: LinkSymbol): void {
    const { section } = symbol;
    const isPlain = section instanceof InputSection && section.merged === undefined && symbol.type !== elf.STT_TLS;
    const start = isPlain && section.output !== undefined ? this.#startOf(section.output) : undefined;
    if (start === undefined || symbol.kind !== "defined") {
      view.setBigUint64(at, BigInt.asUintN(64, this.#valueOf(symbol)), true);
      return;
    }
    const value = start + (section as InputSection).offset + symbol.value;
    view.setUint32(at, value % 2 ** 32, true);
    view.setUint32(at + 4, Math.floor(value / 2 ** 32), true);
  }

  /** The section's address where a number holds it and what is in it. */
  #startOf(section: OutputSection): number | undefined {
    let start = this.#starts.get(section);
    if (start === undefined) this.#starts.set(section, (start = Number(section.address)));
    return start < 2 ** 52 ? start : undefined;
  }

  #valueOf(symbol: LinkSymbol): bigint {
    return symbol.type === elf.STT_TLS && symbol.isDefined ? symbol.address - this.threadStart() : symbol.address;
  }
}

function append(locals: Map<InputFile | undefined, Entry[]>, file: InputFile | undefined, entry: Entry): void {
  const known = locals.get(file);
  if (known === undefined) locals.set(file, [entry]);
  else known.push(entry);
}

function sectionNumber({ kind, section }: LinkSymbol): number {
  if (kind !== "defined") return elf.SHN_UNDEF;
  if (section === undefined) return elf.SHN_ABS;
  if (section instanceof OutputSection) return section.index;
  const chunk = section instanceof InputSection ? (section.merged?.chunk ?? section) : section;
  return (chunk.output as OutputSection).index;
}
