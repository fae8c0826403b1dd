// Links one object of kbuild's own into a static image for a bare machine that is no x86-64, as LLD lays it out: what the
// entry reaches, gathered by name, each class of sections on pages of its own. Linker scripts and further inputs are the
// business of `elf/`, which knows x86-64.
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
import type { ElfObject, ObjectSection, ObjectSymbol } from "../../elf/object.ts";
import type { LinkOptions } from "../elf/options.ts";
import type { BareMachine } from "./machine.ts";
import { OutputSection, liveSections, madeSection, outputName, rank } from "./sections.ts";
import type { Piece } from "./sections.ts";
import { symbolTable } from "./symbol-table.ts";
import { FrameTable, exceptionIndex, mergedComment } from "./tables.ts";
import type { FrameRecord } from "./tables.ts";
import { writeImage } from "./write-image.ts";

const LATIN1 = new TextDecoder("latin1");

export class BareLink {
  readonly live: readonly boolean[];
  readonly sections = new Map<string, OutputSection>();
  readonly errors: string[] = [];
  ordered: OutputSection[] = [];
  readonly #homes = new Map<number, { readonly output: OutputSection; readonly piece: Piece }>();

  constructor(
    readonly object: ElfObject,
    readonly machine: BareMachine,
    readonly options: LinkOptions,
  ) {
    this.live = options.gcSections ? liveSections(object, options.entry) : object.sections.map(() => true);
  }

  section(index: number): ObjectSection {
    return this.object.sections[index] as ObjectSection;
  }

  /** Where an input section came to lie; undefined if it is not part of the image. */
  home(index: number): { readonly output: OutputSection; readonly piece: Piece } | undefined {
    return this.#homes.get(index);
  }

  addressOf(symbol: ObjectSymbol): bigint {
    if (symbol.place === "absolute") return symbol.value;
    const home = typeof symbol.place === "number" ? this.home(symbol.place) : undefined;
    return home === undefined ? 0n : home.output.address + BigInt(home.piece.offset) + symbol.value;
  }

  gather(): void {
    this.object.sections.forEach((section, i) => {
      if (this.live[i] !== true) return;
      if (section.name === ".comment") return this.#addComment();
      if (section.name === ".eh_frame" || section.type === elf.SHT_ARM_EXIDX || section.name === ".note.GNU-stack") return;
      const name = outputName(section.name);
      let output = this.sections.get(name);
      if (output === undefined) this.sections.set(name, (output = new OutputSection(name, section.type)));
      output.add(i, section);
      this.#homes.set(i, { output, piece: output.pieces.at(-1) as Piece });
    });
    this.#addComment();
    this.#addExceptionIndex();
    this.#addFrames();
  }

  #add(section: OutputSection): OutputSection {
    this.sections.set(section.name, section);
    return section;
  }

  /** At the place of the first input that has one, else behind all. */
  #addComment(): void {
    if (this.sections.has(".comment")) return;
    const inputs = this.object.sections.filter(({ name }) => name === ".comment").map(({ data }) => data);
    const bytes = mergedComment(inputs, this.options.identification, this.options.lld);
    const made = madeSection(".comment", elf.SHT_PROGBITS, elf.SHF_MERGE | elf.SHF_STRINGS, 1, bytes.length, () => bytes);
    made.entrySize = 1;
    this.#add(made);
  }

  #addExceptionIndex(): void {
    const code = [...this.sections.values()].filter(({ isCode }) => isCode);
    const [first, last] = [code[0], code.at(-1)];
    if (first === undefined || last === undefined || !this.object.sections.some(({ type }) => type === elf.SHT_ARM_EXIDX)) return;
    const flags = elf.SHF_ALLOC | elf.SHF_LINK_ORDER;
    const made = madeSection(".ARM.exidx", elf.SHT_ARM_EXIDX, flags, 4, 16, () =>
      exceptionIndex(made.address, first.address, last.address + BigInt(last.size)),
    );
    made.link = first;
    this.#add(made);
  }

  /** Records of live functions; the first record is the one they have in common. */
  #frameRecords(table: ObjectSection): { readonly common: Uint8Array; readonly records: FrameRecord[] } {
    const view = new DataView(table.data.buffer, table.data.byteOffset);
    const length = (at: number) => 4 + view.getUint32(at, true);
    const records: FrameRecord[] = [];
    for (let at = length(0); at < table.data.length; at += length(at)) {
      const relocation = table.relocations.find(({ offset }) => offset === at + 8);
      const symbol = this.object.symbols[relocation?.symbol ?? -1];
      if (symbol === undefined || typeof symbol.place !== "number" || this.home(symbol.place) === undefined) continue;
      records.push({ bytes: table.data.slice(at, at + length(at)), functionAddress: () => this.addressOf(symbol) });
    }
    return { common: table.data.slice(0, length(0)), records };
  }

  #addFrames(): void {
    const input = this.object.sections.find(({ name }) => name === ".eh_frame");
    if (input === undefined) return;
    const { common, records } = this.#frameRecords(input);
    const table = new FrameTable(common, records);
    if (records.length === 0) return;
    if (this.machine.ehFrameHeader && this.options.ehFrameHeader) {
      const header = madeSection(".eh_frame_hdr", elf.SHT_PROGBITS, elf.SHF_ALLOC, 4, table.headerSize, () =>
        table.header(header.address, frames.address),
      );
      this.#add(header);
    }
    const frames = madeSection(".eh_frame", elf.SHT_PROGBITS, elf.SHF_ALLOC, 8, table.size, () => table.bytes(frames.address));
    this.#add(frames);
  }

  checkSymbols(): void {
    const seen = new Set<number>();
    this.object.sections.forEach(({ relocations, name }, i) => {
      if (this.home(i) === undefined) return;
      for (const { symbol } of relocations) {
        const wanted = this.object.symbols[symbol] as ObjectSymbol;
        if (wanted.place !== "undefined" || wanted.binding === elf.STB_WEAK || seen.has(symbol)) continue;
        seen.add(symbol);
        this.errors.push(`undefined symbol: ${wanted.name}${this.#references(symbol)}`);
      }
      if ((this.section(i).flags & elf.SHF_ALLOC) !== 0 && /^\.(?:init_array|fini_array|preinit_array|tdata|tbss)/.test(name))
        throw new Error(`the section ${name} in an image for ${this.machine.elfMachine}`);
    });
  }

  /** The first three, with the function they are in, and how many more. */
  #references(symbol: number): string {
    const source = this.object.symbols.find(({ type }) => type === elf.STT_FILE)?.name ?? "";
    const places = this.object.sections.flatMap(({ relocations, name }, i) =>
      this.home(i) === undefined ? [] : relocations.filter((one) => one.symbol === symbol).map(({ offset }) => ({ i, offset, name })),
    );
    const shown = places.slice(0, 3).map(({ i, offset, name }) => {
      const holder = this.object.symbols.find(({ type, place }) => type === elf.STT_FUNC && place === i)?.name;
      return `\n>>> referenced by ${source}\n>>>               ${this.object.name}:(${holder ?? `${name}+0x${offset.toString(16)}`})`;
    });
    const more = places.length > 3 ? `\n>>> referenced ${places.length - 3} more times` : "";
    return `${shown.join("")}${more}`;
  }

  order(): void {
    const tables = symbolTable(this);
    const names = madeSection(".shstrtab", elf.SHT_STRTAB, 0, 1, 0, () => this.#nameBytes());
    if (tables !== undefined) this.#add(tables.symbols);
    this.#add(names);
    if (tables !== undefined) this.#add(tables.strings);
    this.ordered = [...this.sections.values()]
      .map((section, i) => ({ section, i }))
      .sort((a, b) => rank(a.section) - rank(b.section) || a.i - b.i)
      .map(({ section }) => section);
    names.size = this.#nameBytes().length;
  }

  nameOffset(name: string): number {
    return LATIN1.decode(this.#nameBytes()).indexOf(`\0${name}\0`) + 1;
  }

  #nameBytes(): Uint8Array {
    const out = new ByteWriter().u8(0);
    for (const { name } of this.ordered) out.append(new TextEncoder().encode(`${name}\0`));
    return out.bytes.slice();
  }

  get entryAddress(): bigint {
    const entry = this.object.symbols.find(({ name, place }) => name === this.options.entry && place !== "undefined");
    return entry === undefined ? 0n : this.addressOf(entry);
  }
}

export interface BareResult {
  /** Undefined if there were errors. */
  readonly image: Uint8Array | undefined;
  /** In LLD's words, without its prefix. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** Address of the entry symbol, 0 if there is none. */
  readonly entry: bigint;
}

export function linkBare(object: ElfObject, machine: BareMachine, options: LinkOptions): BareResult {
  const link = new BareLink(object, machine, options);
  link.gather();
  link.checkSymbols();
  const nothing = { image: undefined, errors: link.errors, warnings: [], entry: 0n };
  if (link.errors.length > 0) return nothing;
  link.order();
  const image = writeImage(link);
  if (link.errors.length > 0) return nothing;
  const entry = link.entryAddress;
  const warnings = entry === 0n ? [`cannot find entry symbol ${options.entry}; not setting start address`] : [];
  return { image, errors: [], warnings, entry };
}
