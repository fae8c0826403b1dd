// Links ELF objects into an image: a list of passes, each a step over the link's state. After `resolve` no
// symbol is added, after `place` no section, after `layout` no size changes.
import * as elf from "../../elf/constants.ts";
import type { ElfObject } from "../../elf/object.ts";
import { linkExceptionIndex } from "./abi-tables.ts";
import { AddressAssigner, allocateHeaders, removeEmptyLoads } from "./addresses.ts";
import type { LayoutState } from "./addresses.ts";
import { writeBuildId } from "./build-id.ts";
import { checkOverlaps, misalignedWarnings } from "./check-sections.ts";
import { assignBinaryOffsets, assignOffsets, largeProblem } from "./file-offsets.ts";
import { frameImage, sectionNames, writeSections } from "./image.ts";
import type { Chunk, InputSection } from "./input.ts";
import { defineSectionBounds, reserveSymbols, settleBounds } from "./linker-symbols.ts";
import { mapText } from "./map-file.ts";
import { isUnwindTable, markLive, removedLines } from "./mark-live.ts";
import { mergeInputs } from "./merge.ts";
import { classOf } from "./options.ts";
import { flagProblems, threadLocalProblems, withoutBlock } from "./object-checks.ts";
import type { LinkOptions } from "./options.ts";
import type { ThreadBlock } from "./machine.ts";
import { isRelro, sortCommands } from "./order.ts";
import type { LayoutCommand } from "./order.ts";
import { OutputSection } from "./output.ts";
import { Placement, priorityOf } from "./place.ts";
import { Scanner } from "./scan.ts";
import type { Assignment, LinkerScript } from "./script/commands.ts";
import { Evaluator } from "./script/evaluate.ts";
import { createSegments, fillSegments, scriptedSegments } from "./segments.ts";
import type { Headers, Segment } from "./segments.ts";
import { adjustBeforeSorting, assignRegions, insertCommands } from "./script-layout.ts";
import { Relaxation } from "./relaxation.ts";
import type { LinkSymbol } from "./symbol.ts";
import { SymbolTable } from "./symbol-table.ts";
import type { LazyObject } from "./symbol-table.ts";
import { ImageSymbols } from "./symtab.ts";
import { SyntheticChunk, ZeroChunk } from "./synthetic.ts";
import { SyntheticSet } from "./synthetic-set.ts";
import { assignVersions } from "./versions.ts";
import { wrapSymbols } from "./wrap.ts";

export interface LinkResult {
  /** Undefined if there were errors. */
  readonly image: Uint8Array | undefined;
  /** In LLD's words, without its prefix; further lines start with `>>> `. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** What `--trace` and `--print-gc-sections` have LLD print. */
  readonly output: readonly string[];
  /** Address of the entry symbol, 0 if there is none or no header to hold it. */
  readonly entry: bigint;
  /** The link map, if one was asked for; what is wrong once there is a layout does not keep it back. */
  readonly map: string | undefined;
}

/** What is linked, in order: an object, or one that is loaded if something needs it. */
export type LinkInput = ElfObject | ({ readonly lazy: true } & LazyObject) | ({ readonly lazy: false } & LazyObject);

/** Of making code shorter, as LLD has it. */
const MOST_ROUNDS = 30;
const NOT_SETTLED = { 15: "relaxation not converged", 22: "address assignment did not converge" } as const;

class Link {
  readonly table: SymbolTable;
  readonly headers: Headers;
  readonly synthetic: SyntheticSet;
  readonly errors: string[] = [];
  readonly warnings: string[] = [];
  /** Of the standard output. */
  readonly output: string[] = [];
  #commands: LayoutCommand[] = [];
  #placement: Placement | undefined;
  sections: OutputSection[] = [];
  segments: Segment[] = [];
  #symbols: ImageSymbols | undefined;
  #names: Uint8Array | undefined;
  #assigner: AddressAssigner | undefined;
  #byName = new Map<string, OutputSection>();

  constructor(readonly options: LinkOptions) {
    this.table = new SymbolTable(options);
    const bits = classOf(options);
    this.headers = {
      elfHeader: header(elf.EHDR_SIZE[bits], 1),
      programHeaders: header(0, bits / 8),
      nowhere: header(0, 1),
      inFile: !options.isBinary,
    };
    this.synthetic = new SyntheticSet(options, {
      section: (name) => this.#byName.get(name),
      symbol: (name) => this.table.find(name),
      threadEnd: () => this.#threadBounds().end,
      sectionNames: () => (this.#names ??= sectionNames(this.sections).bytes),
      symbols: () => this.#symbols as ImageSymbols,
    });
  }

  resolve(inputs: readonly LinkInput[]): void {
    const { options, table } = this;
    for (const name of options.undefinedRoots) table.askFor(name);
    for (const input of inputs) {
      if (!("lazy" in input)) table.addObject(input);
      else if (input.lazy) table.addLazy(input);
      else table.addObject(input.object, input.archive);
    }
    if (options.script !== undefined) askForReferences(options.script, table);
    const entry = table.find(options.entry);
    if (entry?.kind === "lazy") table.extract(entry);
    wrapSymbols(table, options.wrapped);
    if (options.trace) this.output.push(...table.files.map(({ displayName }) => displayName));
    if (!options.allowMultipleDefinition) this.errors.push(...table.duplicateErrors());
  }

  reserve(): void {
    reserveSymbols(this.table, this.headers, this.synthetic.gotPlt, this.options);
    for (const command of this.options.script?.commands ?? []) {
      if (command.kind === "assignment") this.#declare(command);
      else for (const inner of command.body) if (inner.kind === "assignment") this.#declare(inner);
    }
    if (this.options.versions.length === 0) return;
    const { errors, warnings } = assignVersions(this.table, this.options);
    this.errors.push(...errors);
    this.warnings.push(...warnings);
  }

  /** A script's symbol is defined from now on; its value comes with the layout. */
  #declare(assignment: Assignment): void {
    if (assignment.name === ".") return;
    if (assignment.provide && !isLeftToProvide(this.table.find(assignment.name))) return;
    const symbol = this.table.insert(assignment.name);
    symbol.define(undefined, 0, assignment.hidden ? elf.STV_HIDDEN : elf.STV_DEFAULT);
    symbol.scriptDefined = true;
    assignment.active = true;
  }

  /** Everything that may become part of the image, in LLD's order; what is not loaded for a stripped image is left out. */
  collect(): Chunk[] {
    const chunks: Chunk[] = [];
    this.#addCommons(chunks);
    const isDebug = (name: string) => name.startsWith(".debug") || name.startsWith(".zdebug");
    this.#forEachLive((section) => {
      if (isUnwindTable(section)) this.synthetic.frames.addSection(section);
      else if (this.options.strip === "none" || !isDebug(section.name)) {
        const chunk = this.synthetic.abi.replace(section);
        if (chunk !== undefined) chunks.push(chunk);
      }
    });
    this.errors.push(...this.synthetic.abi.problems());
    chunks.push(this.synthetic.comment, ...this.synthetic.chunks);
    return chunks;
  }

  #forEachLive(visit: (section: InputSection) => void): void {
    for (const { sections } of this.table.files) {
      for (let i = 0; i < sections.length; i++) {
        const section = sections[i];
        if (section?.live === true) visit(section);
      }
    }
  }

  /** Tentative definitions that nothing else defined. */
  #addCommons(chunks: Chunk[]): void {
    this.table.globals.forEach((symbol) => {
      if (symbol.kind !== "common") return;
      const chunk = new ZeroChunk("COMMON", elf.SHF_ALLOC | elf.SHF_WRITE, symbol.value, Number(symbol.size), symbol.file);
      symbol.value = 0;
      symbol.kind = "defined";
      symbol.section = chunk;
      if (!this.options.gcSections || symbol.used) chunks.push(chunk);
    });
  }

  place(chunks: readonly Chunk[]): void {
    const placement = new Placement(this.options, chunks, ({ subAlignment }) =>
      Number(subAlignment === undefined ? 1n : this.#earlyEvaluator().number(subAlignment)),
    );
    this.errors.push(...placement.errors);
    this.warnings.push(...placement.warnings);
    this.#commands = placement.commands;
    this.#placement = placement;
    const { got, gotPlt } = this.synthetic;
    if (got.output !== undefined) got.output.slots = "addresses";
    if (gotPlt.output !== undefined) gotPlt.output.slots ??= "procedures";
    for (const section of this.#outputs()) {
      mergeInputs(section, this.options);
      if (this.options.script?.hasSections !== true) sortByPriority(section);
    }
  }

  #outputs(): OutputSection[] {
    return this.#commands.filter((command) => command instanceof OutputSection);
  }

  /** For what scripts may compute before there is a layout. */
  #earlyEvaluator(): Evaluator {
    return new AddressAssigner(this.#layoutState()).evaluator;
  }

  #layoutState(): LayoutState {
    const { options, table, sections, headers, segments, errors } = this;
    return { options, table, commands: this.#commands, sections, headers, segments, errors };
  }

  scanRelocations(): void {
    const { synthetic, table } = this;
    defineSectionBounds(table, this.#outputs(), this.headers, this.options);
    if (synthetic.dynamic?.live === true) this.#defineDynamic(synthetic.dynamic);
    const scanner = new Scanner(this.options, table, { got: synthetic.got, gotPlt: synthetic.gotPlt, dynamic: synthetic.relocations });
    synthetic.frames.finish();
    this.synthetic.frames.adopt();
    this.#forEachLive((section) => {
      if (section.isAlloc && !isUnwindTable(section) && section.output !== undefined) scanner.scan(section);
    });
    scanner.scanFrames(synthetic.frames);
    scanner.finish();
    this.errors.push(...scanner.errors);
    this.warnings.push(...scanner.warnings);
  }

  /** `_DYNAMIC` names the dynamic section; a local, hidden symbol. */
  #defineDynamic(chunk: Chunk): void {
    const symbol = this.table.insert("_DYNAMIC");
    if (!symbol.isDefined) symbol.define(chunk, 0, elf.STV_HIDDEN);
  }

  /** Sections and segments in their order, then the tables that describe them. */
  order(): void {
    const { options, errors } = this;
    this.synthetic.dynamicSymbols.collect(this.table, options);
    this.#removeUnneeded();
    this.#commands = adjustBeforeSorting(this.#commands, options, (expression) => this.#earlyEvaluator().number(expression), errors);
    const { script } = options;
    if (script?.hasSections === true) this.#commands = insertCommands(this.#commands, script, errors);
    this.#commands = sortCommands(this.#commands, options);
    if (script?.hasSections === false) this.#commands = insertCommands(this.#commands, script, errors);
    if (script !== undefined) assignRegions(this.#outputs(), script, errors, this.warnings);
    this.#removePadding();
    this.sections = this.#outputs();
    this.sections.forEach((section, i) => {
      section.index = i + 1;
      if (!this.#byName.has(section.name)) this.#byName.set(section.name, section);
    });
    this.#symbols = new ImageSymbols(this.table, options, () => this.#threadBounds().start);
    this.#linkTables();
    this.#createSegments();
    settleBounds(this.table, this.sections, this.segments, this.headers, options);
  }

  #removeUnneeded(): void {
    const { comment, chunks } = this.synthetic;
    const { orphans } = this.options;
    const isUnneeded = (chunk: Chunk) => chunk instanceof SyntheticChunk && !chunk.isNeeded;
    const told = orphans === "place" ? [] : (this.#placement as Placement).orphanMessages((chunk) => !isUnneeded(chunk));
    (orphans === "error" ? this.errors : this.warnings).push(...told);
    for (const section of new Set([comment, ...chunks].filter(isUnneeded).map(({ output }) => output))) {
      for (const command of section?.commands ?? [])
        if (command.kind === "inputs") command.chunks = command.chunks.filter((chunk) => !isUnneeded(chunk));
    }
  }

  /** The padding ends relro; without any there is nothing to end. */
  #removePadding(): void {
    const relro = this.#outputs().filter((section) => isRelro(section, this.options) && section.name !== ".relro_padding");
    const ends = relro.some(
      (section) => !(section.isTls && section.isNobits) && !(section.name === ".got" && section.chunks.every(({ size }) => size === 0)),
    );
    if (!ends) this.#commands = this.#commands.filter((command) => command.name !== ".relro_padding");
  }

  #linkTables(): void {
    const symbols = this.#symbols as ImageSymbols;
    linkExceptionIndex(this.synthetic.abi);
    const set = (name: string, linked: string, info = 0) => {
      const section = this.#byName.get(name);
      if (section === undefined) return;
      section.link = this.#byName.get(linked);
      section.info = info;
    };
    set(".dynsym", ".dynstr", 1);
    set(".gnu.hash", ".dynsym");
    set(".hash", ".dynsym");
    set(".rela.dyn", ".dynsym");
    set(".dynamic", ".dynstr");
    set(".symtab", ".strtab", symbols.firstGlobal);
  }

  #createSegments(): void {
    const { options, sections, headers, errors } = this;
    if (options.isBinary) return;
    const script = options.script;
    const inputs = { options, sections, headers, errors };
    this.segments =
      script !== undefined && script.segments.length > 0
        ? scriptedSegments(script, inputs, this.#earlyEvaluator())
        : createSegments(inputs);
    headers.programHeaders.size = elf.PHDR_SIZE[classOf(options)] * this.segments.length;
  }

  layout(): void {
    this.#assign();
    const { compact } = this.options.machine;
    if (compact !== undefined) this.#relax(new Relaxation(this.table, this.options, compact, () => this.#threadBounds().start));
    allocateHeaders(this.#layoutState());
    removeEmptyLoads(this.segments, this.sections);
  }

  #assign(): void {
    this.#assigner ??= new AddressAssigner(this.#layoutState());
    this.#assigner.assign();
  }

  /** Code gets shorter, and what is behind it moves, until all is in its place. */
  #relax(relaxation: Relaxation): void {
    const told = this.errors.length;
    for (let round = 1; relaxation.round(); round++) {
      this.errors.length = told;
      if (round === MOST_ROUNDS) {
        this.errors.push(NOT_SETTLED[this.options.lld]);
        break;
      }
      this.#assign();
    }
    this.errors.push(...relaxation.errors);
    relaxation.finish();
  }

  #threadBounds(): ThreadBlock {
    const one = this.segments.find(({ type }) => type === elf.PT_TLS);
    if (one?.first === undefined || one.last === undefined) return { start: 0n, end: 0n, alignment: 1n };
    const { address } = one.first;
    const size = one.last.end - address;
    const alignment = BigInt(Math.max(1, one.alignment));
    const rest = -(address + size) & (alignment - 1n);
    return { start: address, end: address + size + rest, alignment };
  }

  write(): { image: Uint8Array | undefined; entry: bigint } {
    const { options, sections, segments } = this;
    const end = options.isBinary ? assignBinaryOffsets(sections) : assignOffsets(this.#layoutState());
    const large = largeProblem(sections, end);
    if (large !== undefined) {
      this.errors.push(large);
      return { image: undefined, entry: 0n };
    }
    fillSegments(segments, options);
    if (options.script?.hasSections === true) this.warnings.push(...misalignedWarnings(sections));
    if (options.checkSections) this.errors.push(...checkOverlaps(sections, options.isBinary));
    if (options.isBinary && this.errors.length === 0) {
      this.errors.push(...threadLocalProblems(this.table, options));
      const allocated = sections.filter(({ isAlloc }) => isAlloc);
      return { image: this.#writeContents(new Uint8Array(end), allocated), entry: 0n };
    }
    if (this.errors.length > 0) return { image: undefined, entry: 0n };
    const entry = this.#entryAddress();
    const flags = options.machine.imageFlags(this.table.files.map(({ object }) => object));
    const image = frameImage({ options, sections, segments, entry, end, flags });
    return { image: this.#writeContents(image, sections), entry };
  }

  #writeContents(image: Uint8Array, sections: readonly OutputSection[]): Uint8Array {
    const { options } = this;
    const block = this.#threadBounds();
    const { start: threadStart, end: threadEnd } = block;
    const threadPointer = options.machine.threadPointer?.(block) ?? threadEnd;
    const { got, gotPlt, buildId } = this.synthetic;
    const hasThreadBlock = options.isBinary || this.segments.some(({ type }) => type === elf.PT_TLS);
    const { errors, warnings } = this;
    const context = { options, got, gotPlt, threadStart, threadEnd, threadPointer, hasThreadBlock, errors, warnings };
    writeSections(image, sections, context, (this.#assigner as AddressAssigner).writingEvaluator);
    if (!hasThreadBlock) this.#tellOfNoBlock();
    if (buildId?.output !== undefined) writeBuildId(image, buildId.output.offset + buildId.offset, options.buildId, options.lld);
    return image;
  }

  /** The symbol table counts thread-local symbols from their block, too. LLD 15 stops at the first that it comes to. */
  #tellOfNoBlock(): void {
    const { options, errors } = this;
    const isListed = (symbol: LinkSymbol) => symbol.type === elf.STT_TLS && symbol.isDefined;
    const listed = options.strip === "all" ? [] : (this.#symbols as ImageSymbols).symbols.filter(isListed);
    errors.push(...listed.map((symbol) => withoutBlock(symbol, options)));
    const first = errors.findIndex((message) => message.includes(" has an STT_TLS symbol "));
    if (options.lld === 15 && first >= 0) errors.length = first + 1;
  }

  #entryAddress(): bigint {
    const { entry } = this.options;
    const symbol = this.table.find(entry);
    // In a section that the script throws away it is nowhere, and nobody says so.
    if (symbol?.isDefined === true) return symbol.address;
    if (/^(?:0[xX][0-9a-fA-F]+|\d+)$/.test(entry)) return BigInt(entry);
    this.warnings.push(`cannot find entry symbol ${entry}; not setting start address`);
    return 0n;
  }

  map(): string | undefined {
    return this.options.map
      ? mapText(this.#commands, this.table, this.options, (symbol) => (this.#symbols as ImageSymbols).valueOf(symbol))
      : undefined;
  }
}

/** PROVIDE defines what something refers to and nothing defines. */
const isLeftToProvide = (symbol: LinkSymbol | undefined): boolean =>
  symbol?.referenced === true && symbol.kind !== "defined" && symbol.kind !== "common";

/** What expressions name is wanted; what the value of a PROVIDE names, if that defines something wanted itself. */
function askForReferences(script: LinkerScript, table: SymbolTable): void {
  for (const name of script.referenced) table.addUndefined(name);
  const followed = new Set<string>();
  const wanted: (readonly string[])[] = [];
  const follow = (name: string) => {
    const names = script.provides.get(name);
    if (names === undefined || followed.has(name) || !isLeftToProvide(table.find(name))) return;
    followed.add(name);
    wanted.push(names);
  };
  for (const name of script.provides.keys()) follow(name);
  for (let names = wanted.pop(); names !== undefined; names = wanted.pop()) {
    for (const name of names) {
      table.addUndefined(name);
      script.referenced.push(name);
      follow(name);
    }
  }
}

/** The file's own headers, as if they were sections of the first segment. */
function header(size: number, alignment: number): OutputSection {
  const section = new OutputSection("", elf.SHT_NULL);
  section.size = size;
  section.alignment = alignment;
  section.flags = elf.SHF_ALLOC;
  section.index = 1;
  return section;
}

/** Constructors in the order of their priorities. */
function sortByPriority(section: OutputSection): void {
  if (![".init_array", ".fini_array", ".ctors", ".dtors"].includes(section.name)) return;
  for (const run of section.commands) if (run.kind === "inputs") run.chunks.sort((a, b) => priorityOf(a.name) - priorityOf(b.name));
}

/** Links the objects, in the order given, as LLD of `options.lld` would. */
export function linkElf(inputs: readonly LinkInput[], asked: LinkOptions): LinkResult {
  const options = asked.magic === "none" ? asked : { ...asked, relro: false, maxPageSize: 1, commonPageSize: 1 };
  const link = new Link(options);
  if (asked.magic !== "none" && asked.maxPageSize !== asked.machine.pageSize)
    link.warnings.push("-z max-page-size set, but paging disabled by omagic or nmagic");
  if (options.pie && options.machine.relative === undefined)
    link.errors.push(`kbuild's linker does not make position-independent images for ${options.machine.emulations[0]} yet`);
  const { errors, warnings, output } = link;
  const failed = () => ({ image: undefined, errors, warnings, output, entry: 0n, map: undefined });
  link.resolve(inputs);
  link.reserve();
  if (link.errors.length > 0) return failed();
  errors.push(...flagProblems(link.table, options));
  markLive(link.table, options);
  output.push(...removedLines(link.table, options));
  link.place(link.collect());
  link.scanRelocations();
  link.order();
  link.layout();
  // LLD writes the map before the image, unless it had to tell so many errors that it stopped.
  const isMapped = options.errorLimit === 0 || errors.length <= options.errorLimit;
  const { image, entry } = link.write();
  const map = isMapped ? link.map() : undefined;
  return errors.length > 0 ? { ...failed(), map } : { image, errors: [], warnings, output, entry, map };
}

export type { LinkSymbol };
