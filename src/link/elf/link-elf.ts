// Links x86-64 ELF objects into an image: a list of passes, each a step over the link's state. After `resolve` no
// symbol is added, after `create sections` no section, after `layout` no size changes.
import * as elf from "../../elf/constants.ts";
import type { ElfObject } from "../../elf/object.ts";
import { EhFrameChunk, EhFrameHeaderChunk } from "./eh-frame.ts";
import { InputSection, LinkSymbol } from "./input.ts";
import { assignAddresses, createSegments, isRelro, sortSections } from "./layout.ts";
import { defineLinkerSymbols } from "./linker-symbols.ts";
import { isUnwindTable, markLive } from "./mark-live.ts";
import { MergedChunk, isMergeable, mergeKey } from "./merge.ts";
import type { LinkOptions } from "./options.ts";
import { OutputSection } from "./output.ts";
import { resolveSymbols } from "./resolve-symbols.ts";
import type { SymbolTable } from "./resolve-symbols.ts";
import { Scanner } from "./scan.ts";
import { ImageSymbols } from "./symtab.ts";
import * as synthetic from "./synthetic.ts";
import { sectionNames, writeElfHeader, writeProgramHeaders, writeSectionHeaders, writeSections } from "./write.ts";

export interface LinkResult {
  /** Undefined if there were errors. */
  readonly image: Uint8Array | undefined;
  /** In LLD's words, without its prefix; further lines start with `>>> `. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** Address of the entry symbol, 0 if there is none. */
  readonly entry: bigint;
}

/** Input names lose their suffix where an output section gathers them. */
const GATHERED = [
  ".text",
  ".rodata",
  ".data.rel.ro",
  ".data",
  ".bss.rel.ro",
  ".bss",
  ".tdata",
  ".tbss",
  ".init_array",
  ".fini_array",
  ".ctors",
  ".dtors",
  ".ldata",
  ".lrodata",
  ".lbss",
  ".gcc_except_table",
];

function outputName(name: string): string {
  return GATHERED.find((prefix) => name === prefix || name.startsWith(`${prefix}.`)) ?? name;
}

class Link {
  readonly table: SymbolTable;
  readonly sections = new Map<string, OutputSection>();
  readonly got: synthetic.GlobalOffsetTable;
  readonly relative = new synthetic.RelativeRelocations();
  readonly frames = new EhFrameChunk();
  readonly #merged: MergedChunk[] = [];
  ordered: OutputSection[] = [];
  errors: string[];

  constructor(
    objects: readonly ElfObject[],
    readonly options: LinkOptions,
  ) {
    this.table = resolveSymbols(objects);
    this.errors = [...this.table.errors];
    this.got = new synthetic.GlobalOffsetTable(options.pie);
  }

  section(name: string, type: number): OutputSection {
    let section = this.sections.get(name);
    if (section === undefined) {
      section = new OutputSection(name, type);
      this.sections.set(name, section);
    }
    return section;
  }

  get liveSections(): InputSection[] {
    return this.table.files.flatMap((file) => file.sections.filter((section) => section?.live === true) as InputSection[]);
  }

  markLive(): void {
    markLive(this.table, this.options.entry, this.options.gcSections);
    for (const section of this.liveSections)
      if (this.options.strip !== "none" && section.section.name.startsWith(".debug_")) section.live = false;
  }

  scanRelocations(): void {
    const scanner = new Scanner(this.options, this.got, this.relative);
    for (const section of this.liveSections) if (section.isAlloc && !isUnwindTable(section)) scanner.scan(section);
    this.errors.push(...scanner.finish());
  }

  /** Inputs to output sections, in order of first appearance. */
  placeInputs(): void {
    for (const section of this.liveSections) {
      if (isUnwindTable(section)) this.frames.addSection(section);
      else if (isMergeable(section)) this.#placeMergeable(section);
      else this.section(outputName(section.section.name), section.section.type).addInput(section);
    }
    this.#placeCommons();
    this.#placeComment();
    for (const chunk of this.#merged) chunk.finish();
  }

  #placeMergeable(section: InputSection): void {
    const output = this.section(outputName(section.section.name), section.section.type);
    this.#mergedChunk(output, section.section.flags, section.section.entrySize, section.alignment, mergeKey(section)).addSection(section);
  }

  readonly #mergeKeys = new Map<string, MergedChunk>();

  #mergedChunk(output: OutputSection, flags: number, entrySize: number, alignment: number, key: string): MergedChunk {
    const known = this.#mergeKeys.get(`${output.name} ${key}`);
    if (known !== undefined) return known;
    const chunk = new MergedChunk(flags, entrySize, alignment, this.options.lld);
    this.#mergeKeys.set(`${output.name} ${key}`, chunk);
    this.#merged.push(chunk);
    output.add(chunk, flags, entrySize);
    return chunk;
  }

  /** The linker's own string, merged with what compilers left there. */
  #placeComment(): void {
    const flags = elf.SHF_MERGE | elf.SHF_STRINGS;
    const chunk = this.#mergedChunk(this.section(".comment", elf.SHT_PROGBITS), flags, 1, 1, `${flags} 1 0`);
    chunk.addBytes(new TextEncoder().encode(`${this.options.identification}\0`));
  }

  /** Tentative definitions that nothing else defined. */
  #placeCommons(): void {
    for (const symbol of this.table.globals.values()) {
      if (symbol.commonAlignment === 0) continue;
      const size = Number(symbol.size);
      const chunk = { size, alignment: symbol.commonAlignment, output: undefined as OutputSection | undefined, offset: 0 };
      this.section(".bss", elf.SHT_NOBITS).add(chunk, elf.SHF_ALLOC | elf.SHF_WRITE, 0);
      symbol.base = { kind: "chunk", chunk };
      symbol.type = elf.STT_OBJECT;
    }
  }

  #add(name: string, type: number, flags: number, entrySize: number, chunk: Parameters<OutputSection["add"]>[0]): OutputSection {
    const section = this.section(name, type);
    section.add(chunk, flags, entrySize);
    return section;
  }

  createSynthetic(): void {
    const { SHF_ALLOC: A, SHF_WRITE: W } = elf;
    if (this.options.interpreter !== undefined) {
      this.#add(".interp", elf.SHT_PROGBITS, A, 0, new synthetic.FixedChunk(1, new TextEncoder().encode(`${this.options.interpreter}\0`)));
    }
    if (this.options.pie) this.#createDynamic();
    this.frames.finish();
    if (this.frames.size > 4) {
      if (this.options.ehFrameHeader) this.#add(".eh_frame_hdr", elf.SHT_PROGBITS, A, 0, new EhFrameHeaderChunk(this.frames));
      this.#add(".eh_frame", elf.SHT_PROGBITS, A, 0, this.frames);
    }
    if (this.got.wanted) this.#add(".got", elf.SHT_PROGBITS, A | W, 0, this.got);
    const relroLast = [...this.sections.values()].some((section) => isRelro(section, this.options) && section.name !== ".got");
    if (this.options.lld === 22 && (relroLast || this.got.size > 0)) {
      this.#add(".relro_padding", elf.SHT_NOBITS, A | W, 0, new synthetic.FixedChunk(1, new Uint8Array()));
    }
  }

  #createDynamic(): void {
    const { SHF_ALLOC: A, SHF_WRITE: W } = elf;
    const dynsym = this.#add(".dynsym", elf.SHT_DYNSYM, A, 24, new synthetic.FixedChunk(8, synthetic.DYNAMIC_SYMBOLS));
    const gnuHash = this.#add(".gnu.hash", elf.SHT_GNU_HASH, A, 0, new synthetic.FixedChunk(8, synthetic.EMPTY_GNU_HASH));
    const hash = this.#add(".hash", elf.SHT_HASH, A, 4, new synthetic.FixedChunk(4, synthetic.EMPTY_HASH));
    const dynstr = this.#add(".dynstr", elf.SHT_STRTAB, A, 0, new synthetic.FixedChunk(1, new Uint8Array(1)));
    dynsym.link = dynstr;
    dynsym.info = 1;
    gnuHash.link = hash.link = dynsym;
    const relaDyn = this.relative.entries.length > 0 ? this.#add(".rela.dyn", elf.SHT_RELA, A, 24, this.relative) : undefined;
    if (relaDyn !== undefined) relaDyn.link = dynsym;
    const array = (name: string, tag: number, sizeTag: number) => ({ tag, sizeTag, section: this.sections.get(name) });
    const arrays = [
      array(".preinit_array", elf.DT_PREINIT_ARRAY, elf.DT_PREINIT_ARRAYSZ),
      array(".init_array", elf.DT_INIT_ARRAY, elf.DT_INIT_ARRAYSZ),
      array(".fini_array", elf.DT_FINI_ARRAY, elf.DT_FINI_ARRAYSZ),
    ];
    const entries = () => synthetic.dynamicEntries(this.options, { dynsym, dynstr, gnuHash, hash, relaDyn, arrays });
    const chunk = new synthetic.ComputedChunk(
      8,
      () => 16 * entries().length,
      () => synthetic.dynamicBytes(entries()),
    );
    const dynamic = this.#add(".dynamic", elf.SHT_DYNAMIC, A | W, 16, chunk);
    dynamic.link = dynstr;
  }

  /** `_DYNAMIC` names the dynamic section; a local, hidden symbol. */
  #dynamicSymbol(): LinkSymbol | undefined {
    const output = this.sections.get(".dynamic");
    if (output === undefined) return undefined;
    const symbol = new LinkSymbol("_DYNAMIC", elf.STB_LOCAL, undefined);
    symbol.base = { kind: "output", output, atEnd: false };
    symbol.visibility = elf.STV_HIDDEN;
    return symbol;
  }

  /** Symbol and string tables, then the order of everything. */
  createTables(): void {
    const names = this.#add(
      ".shstrtab",
      elf.SHT_STRTAB,
      0,
      0,
      new synthetic.ComputedChunk(
        1,
        () => sectionNames(this.ordered).size,
        () => sectionNames(this.ordered).bytes,
      ),
    );
    if (this.options.strip !== "all") {
      const symbols = new ImageSymbols(this.table, this.#dynamicSymbol());
      this.sections.delete(names.name);
      const symtab = this.#add(
        ".symtab",
        elf.SHT_SYMTAB,
        0,
        24,
        new synthetic.ComputedChunk(
          8,
          () => symbols.size,
          () => symbols.bytes(),
        ),
      );
      this.sections.set(names.name, names);
      symtab.link = this.#add(".strtab", elf.SHT_STRTAB, 0, 0, new synthetic.FixedChunk(1, symbols.strings.bytes));
      symtab.info = symbols.firstGlobal;
    }
    this.ordered = sortSections([...this.sections.values()], this.options);
    this.ordered.forEach((section, i) => (section.index = i + 1));
  }

  layout(): ReturnType<typeof createSegments> {
    for (const section of this.ordered) section.assignOffsets();
    return createSegments(this.ordered, this.options);
  }

  write(): { image: Uint8Array; entry: bigint } {
    const segments = this.layout();
    const end = assignAddresses(this.ordered, segments, this.options);
    const headersAt = Math.ceil(end / 8) * 8;
    const image = new Uint8Array(headersAt + elf.SHDR_SIZE[64] * (this.ordered.length + 1));
    const entry = this.table.globals.get(this.options.entry)?.address ?? 0n;
    const tlsEnd = segments.find(({ type }) => type === elf.PT_TLS)?.sections.reduce((last, { end: e }) => (e > last ? e : last), 0n) ?? 0n;
    writeSections(image, this.ordered, { got: this.got, pie: this.options.pie, tlsEnd, errors: this.errors });
    writeElfHeader(
      image,
      this.options.pie,
      entry,
      segments.length,
      headersAt,
      this.ordered.length + 1,
      (this.sections.get(".shstrtab") as OutputSection).index,
    );
    writeProgramHeaders(image, segments);
    writeSectionHeaders(image, headersAt, this.ordered, sectionNames(this.ordered));
    return { image, entry };
  }
}

function entryWarnings(link: Link): string[] {
  const { entry } = link.options;
  return link.table.globals.get(entry)?.isDefined === true ? [] : [`cannot find entry symbol ${entry}; not setting start address`];
}

/** Links the objects, in the order given, as LLD of `options.lld` would. */
export function linkElf(objects: readonly ElfObject[], options: LinkOptions): LinkResult {
  const link = new Link(objects, options);
  link.markLive();
  link.placeInputs();
  defineLinkerSymbols(link.table, link.sections);
  link.scanRelocations();
  if (link.errors.length > 0) return { image: undefined, errors: link.errors, warnings: [], entry: 0n };
  link.createSynthetic();
  link.createTables();
  const { image, entry } = link.write();
  const failed = link.errors.length > 0;
  return { image: failed ? undefined : image, errors: link.errors, warnings: entryWarnings(link), entry };
}
