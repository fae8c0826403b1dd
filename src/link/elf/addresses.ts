// Addresses and file offsets. One walk over the layout's commands moves the location counter; it is repeated until no
// symbol that a script defines moves any more, since expressions may look ahead.
//
// Without a script each PT_LOAD starts on the next page at the same offset in the page, so that the file needs no padding.
import * as elf from "../../elf/constants.ts";
import type { Chunk } from "./input.ts";
import type { LayoutCommand } from "./order.ts";
import type { LinkOptions } from "./options.ts";
import { OutputSection, alignDown64, alignUp, alignUp64 } from "./output.ts";
import type { OutputCommand } from "./output.ts";
import type { Assignment, Expression } from "./script/commands.ts";
import { Evaluator, isAbsolute, numberOf, offsetOf } from "./script/evaluate.ts";
import type { EvaluationContext } from "./script/evaluate.ts";
import type { MemoryRegion } from "./script/memory.ts";
import type { Headers, Segment } from "./segments.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { SymbolTable } from "./symbol-table.ts";

const MOST_PASSES = 5;

export interface LayoutState {
  readonly options: LinkOptions;
  readonly table: SymbolTable;
  readonly commands: readonly LayoutCommand[];
  readonly sections: readonly OutputSection[];
  readonly headers: Headers;
  readonly segments: Segment[];
  readonly errors: string[];
}

export function headersSize({ elfHeader, programHeaders, inFile }: Headers): number {
  return inFile ? elfHeader.size + programHeaders.size : 0;
}

export class AddressAssigner implements EvaluationContext {
  dot = 0n;
  dotSection: OutputSection | undefined;
  hasDot = false;
  #isOver = false;
  readonly #evaluator = new Evaluator(this);
  readonly #byName = new Map<string, OutputSection>();
  #region: MemoryRegion | undefined;
  #loadRegion: MemoryRegion | undefined;
  #loadOffset = 0n;
  /** End of the zeros of thread-local data, which take no room. */
  #tlsZeros = 0n;
  /** Messages of this walk that a later one may mend. */
  #held: string[] = [];

  constructor(readonly state: LayoutState) {
    for (const section of state.sections) if (!this.#byName.has(section.name)) this.#byName.set(section.name, section);
  }

  get headersSize(): number {
    return headersSize(this.state.headers);
  }

  get maxPageSize(): number {
    return this.state.options.maxPageSize;
  }

  get commonPageSize(): number {
    return this.state.options.commonPageSize;
  }

  get relroPageSize(): number {
    return this.state.options.lld === 15 ? this.commonPageSize : this.maxPageSize;
  }

  symbol(name: string): LinkSymbol | undefined {
    return this.state.table.find(name);
  }

  section(name: string): OutputSection | undefined {
    return this.#byName.get(name);
  }

  region(name: string): MemoryRegion | undefined {
    return this.state.options.script?.regions.get(name);
  }

  /** LLD 22 holds back what a later walk may mend, until the last; LLD 15 tells everything in each walk. */
  fail(message: string, isFinal = false): void {
    if (isFinal || this.#isOver || this.state.options.lld === 15) this.state.errors.push(message);
    else this.#held.push(message);
  }

  get evaluator(): Evaluator {
    return this.#evaluator;
  }

  /** For numbers in contents, which are computed as those are written: no place is counted any more. */
  get writingEvaluator(): Evaluator {
    this.hasDot = false;
    this.#isOver = true;
    return this.#evaluator;
  }

  /** Walks until nothing moves. */
  assign(): void {
    this.#fixSegmentStarts();
    this.#walk();
    if (this.state.options.script !== undefined) this.#settle();
    const { errors, options } = this.state;
    // LLD 22 comes to these only if nothing is wrong so far.
    if (options.lld === 22 && errors.length === 0) errors.push(...this.#held, ...(options.relocatable ? [] : this.#overflows()));
  }

  #settle(): void {
    for (let pass = 0; ; pass++) {
      const before = this.#scriptValues();
      this.#walk();
      const moved = this.#scriptValues().find(([, value], i) => value !== before[i]?.[1]);
      if (moved === undefined) return;
      if (pass === MOST_PASSES) {
        this.fail(`assignment to symbol ${moved[0]} does not converge`);
        return;
      }
    }
  }

  #scriptValues(): (readonly [string, bigint])[] {
    const out: (readonly [string, bigint])[] = [];
    for (const symbol of this.state.table.globals.values()) if (symbol.scriptDefined) out.push([symbol.name, symbol.address]);
    return out;
  }

  /** Where the first section of each PT_LOAD goes if nothing else says it. */
  #fixSegmentStarts(): void {
    const { options, segments, sections } = this.state;
    for (const section of sections) {
      const fixed = options.sectionStart.get(section.name);
      if (fixed !== undefined) section.addressRule = () => fixed;
    }
    if (options.script?.hasSections === true) return;
    const tls = segments.find(({ type }) => type === elf.PT_TLS);
    let previous: Segment | undefined;
    for (const load of segments.filter(({ type, first }) => type === elf.PT_LOAD && first !== undefined)) {
      const first = load.first as OutputSection;
      first.addressRule ??= this.#segmentStart(load, previous, tls);
      previous = load;
    }
  }

  #segmentStart(load: Segment, previous: Segment | undefined, tls: Segment | undefined): ((dot: bigint) => bigint) | undefined {
    const { options, headers } = this.state;
    if (load.first === headers.elfHeader || options.magic === "omagic") return undefined;
    const page = BigInt(options.maxPageSize);
    const changesExecution = previous !== undefined && ((previous.flags ^ load.flags) & elf.PF_X) !== 0;
    if (options.separate === "loadable" || (options.separate === "code" && changesExecution)) return (dot) => alignUp64(dot, page);
    if (tls !== undefined && tls.first === load.first) return (dot) => alignUp64(dot, page) + alignUp64(dot % page, BigInt(tls.alignment));
    return (dot) => alignUp64(dot, page) + (dot % page);
  }

  #initialDot(): bigint {
    const { options } = this.state;
    if (options.script?.hasSections === true) return options.imageBase ?? 0n;
    const base = imageBase(options) + BigInt(this.headersSize);
    return [...options.sectionStart.values()].reduce((lowest, address) => (address < lowest ? address : lowest), base);
  }

  #walk(): void {
    const { commands, options } = this.state;
    this.dot = this.#initialDot();
    this.hasDot = true;
    this.dotSection = this.state.headers.nowhere;
    this.#held = [];
    this.#region = this.#loadRegion = undefined;
    this.#loadOffset = this.#tlsZeros = 0n;
    for (const region of new Set(options.script?.regions.values())) {
      region.originValue = this.#evaluator.number(region.origin);
      region.lengthValue = this.#evaluator.number(region.length);
      region.position = region.originValue;
    }
    for (const command of commands) {
      if (command instanceof OutputSection) this.#placeSection(command);
      else this.#assignTracked(command, false);
    }
  }

  #assignTracked(command: Assignment, inSection: boolean): void {
    command.address = this.dot;
    this.#assign(command, inSection);
    command.size = this.dot - command.address;
  }

  #assign(command: Assignment, inSection: boolean): void {
    if (command.name === ".") {
      this.#moveDot(command.expression, command.place, inSection);
      return;
    }
    if (!command.active) return;
    const symbol = this.symbol(command.name) as LinkSymbol;
    const value = this.#evaluator.value(command.expression);
    if (isAbsolute(value)) {
      symbol.section = undefined;
      symbol.absolute = numberOf(value);
    } else {
      symbol.section = value.section;
      symbol.value = Number(BigInt.asIntN(64, offsetOf(value)));
      symbol.atEnd = false;
    }
    symbol.type = value.type;
  }

  #moveDot(expression: Expression, place: string, inSection: boolean): void {
    const value = this.#evaluator.number(expression);
    const section = this.dotSection;
    if (value < this.dot && inSection && section !== undefined) {
      const detail =
        this.state.options.lld === 15
          ? `unable to move location counter backward for: ${section.name}`
          : `unable to move location counter (0x${this.dot.toString(16)}) backward to 0x${value.toString(16)} for section '${section.name}'`;
      this.fail(`${place}: ${detail}`);
    }
    if (inSection && section !== undefined && value >= this.dot) this.#growSection(section, value - this.dot);
    this.dot = value;
  }

  #growSection(section: OutputSection, by: bigint): void {
    section.size += Number(by);
    this.#growRegions(by, section.name);
  }

  #growRegions(by: bigint, name: string): void {
    if (this.#region !== undefined) this.#growRegion(this.#region, by, name);
    if (this.#loadRegion !== undefined && this.#loadRegion !== this.#region) this.#growRegion(this.#loadRegion, by, name);
  }

  #growRegion(region: MemoryRegion, by: bigint, name: string): void {
    region.position += by;
    if (this.state.options.lld === 15) this.state.errors.push(...overflow(region, region.position, name));
  }

  /** LLD 22 looks at the end; what no segment loads is where it runs, whatever AT> says. */
  #overflows(): string[] {
    return this.state.sections.flatMap((section) => {
      const { memoryRegion, loadRegion, loadAddress, size, name, end } = section;
      const running = memoryRegion === undefined ? [] : overflow(memoryRegion, end, name);
      return loadRegion === undefined ? running : [...running, ...overflow(loadRegion, loadAddress + BigInt(size), name)];
    });
  }

  #placeSection(section: OutputSection): void {
    const isTlsZeros = section.isTls && section.isNobits;
    const saved = this.dot;
    const sameRegion = this.#region === section.memoryRegion;
    const loadWasDefault = this.#loadRegion === undefined;
    this.#region = section.memoryRegion;
    this.#loadRegion = section.loadRegion;
    this.#startSection(section, isTlsZeros);
    this.#placeLoad(section, sameRegion && loadWasDefault);
    section.size = 0;
    for (const command of section.commands) this.#placeCommand(section, command);
    // The padding moves nothing: what follows begins a segment, on a page of its own.
    if (section.name === ".relro_padding")
      this.#growSection(section, alignUp64(section.address, BigInt(this.commonPageSize)) - section.address);
    if (!section.isAlloc) this.dot = saved;
    else if (isTlsZeros) {
      this.#tlsZeros = this.dot;
      this.dot = saved;
    }
  }

  #startSection(section: OutputSection, isTlsZeros: boolean): void {
    if (!section.isAlloc) this.dot = 0n;
    else if (isTlsZeros) {
      if (this.#tlsZeros !== 0n) this.dot = this.#tlsZeros;
    } else this.#startAlloc(section);
    this.dotSection = section;
    if (this.#hasAddress(section) && this.state.options.script?.hasSections === true) section.address = this.dot;
    else {
      const before = this.dot;
      this.dot = alignUp64(this.dot, BigInt(section.alignment));
      section.address = this.dot;
      this.#growRegions(this.dot - before, section.name);
    }
  }

  #hasAddress(section: OutputSection): boolean {
    return section.addressRule !== undefined || section.description?.address !== undefined;
  }

  #startAlloc(section: OutputSection): void {
    const region = this.#region;
    if (region !== undefined) this.dot = region.position;
    const given = section.description?.address;
    if (section.addressRule !== undefined) this.dot = section.addressRule(this.dot);
    else if (given !== undefined) this.dot = this.#evaluator.number(given);
    if (region !== undefined && region.position < this.dot) this.#growRegion(region, this.dot - region.position, section.name);
  }

  #placeLoad(section: OutputSection, continuesDefault: boolean): void {
    const given = section.description?.loadAddress;
    const region = section.loadRegion;
    if (given !== undefined) this.#loadOffset = this.#evaluator.number(given) - this.dot;
    else if (region !== undefined) {
      const start = alignUp64(region.position, BigInt(section.alignment));
      if (region.position < start) this.#growRegion(region, start - region.position, section.name);
      this.#loadOffset = start - this.dot;
    } else if (!continuesDefault) this.#loadOffset = 0n;
    const { load } = section;
    if (load !== undefined && section === this.#firstSection(load)) load.loadOffset = this.#loadOffset;
  }

  #firstSection(load: Segment): OutputSection | undefined {
    return this.state.sections.find((section) => section.load === load);
  }

  #placeCommand(section: OutputSection, command: OutputCommand): void {
    if (command.kind === "assignment") this.#assignTracked(command, true);
    else if (command.kind === "data") {
      command.offset = Number(this.dot - section.address);
      this.dot += BigInt(command.command.size);
      this.#growSection(section, BigInt(command.command.size));
    } else {
      const start = Number(this.dot - section.address);
      const inRegions = this.#region !== undefined || this.#loadRegion !== undefined;
      const end = placeChunks(command.chunks, section, start, inRegions ? (by) => this.#growRegions(BigInt(by), section.name) : undefined);
      section.size += end - start;
      this.dot = section.address + BigInt(end);
    }
  }
}

function overflow({ name, originValue, lengthValue }: MemoryRegion, end: bigint, section: string): string[] {
  const over = end - originValue - lengthValue;
  return over > 0n ? [`section '${section}' will not fit in region '${name}': overflowed by ${over} bytes`] : [];
}

/** Puts chunks one behind the other from offset `start` on, where their addresses are aligned; the end of the last. */
function placeChunks(chunks: readonly Chunk[], { address }: OutputSection, start: number, grow?: (by: number) => void): number {
  let at = start;
  let alignment = 1;
  // A script may have a section start anywhere.
  let skew = 0;
  for (let i = 0; i < chunks.length; i++) {
    const chunk = chunks[i] as Chunk;
    if (chunk.alignment !== alignment) {
      alignment = chunk.alignment;
      skew = alignment <= 1 ? 0 : Number(address % BigInt(alignment));
    }
    const before = at;
    at = alignUp(at + skew, alignment) - skew;
    chunk.offset = at;
    at += chunk.size;
    grow?.(at - before);
  }
  return at;
}

function imageBase(options: LinkOptions): bigint {
  return options.imageBase ?? (options.pie ? 0n : options.machine.base);
}

function belowBase(sections: readonly OutputSection[], base: bigint): string[] {
  const hex = (value: bigint) => `0x${value.toString(16)}`;
  return sections
    .filter(({ address }) => address < base)
    .map(
      ({ name, address }) => `section '${name}' address (${hex(address)}) is smaller than image base (${hex(base)}); specify --image-base`,
    );
}

/** Puts the headers in front of the first section if there is room, else takes them out of the segments. */
export function allocateHeaders(state: LayoutState): void {
  const { options, sections, headers, segments, errors } = state;
  const alloc = sections.filter(({ isAlloc }) => isAlloc);
  const lowest = alloc.reduce((min, { address }) => (address < min ? address : min), 0xffffffffffffffffn);
  const { script } = options;
  if (script?.hasSections !== true) {
    headers.elfHeader.address = imageBase(options);
    if (options.lld === 22) errors.push(...belowBase(alloc, imageBase(options)));
    headers.programHeaders.address = headers.elfHeader.address + BigInt(headers.elfHeader.size);
    return;
  }
  const first = segments.find(({ type }) => type === elf.PT_LOAD);
  if (first === undefined) return;
  const isExplicit = script?.segments.some(({ fileHeader, programHeaders }) => fileHeader || programHeaders) === true;
  const size = BigInt(headersSize(headers));
  const page = BigInt(options.maxPageSize);
  const base = isExplicit ? 0n : alignDown64(lowest, page);
  if ((options.magic === "none" || isExplicit) && size <= lowest - base) {
    const start = alignDown64(lowest - size, page);
    headers.elfHeader.address = start;
    headers.programHeaders.address = start + BigInt(headers.elfHeader.size);
    return;
  }
  if (isExplicit) errors.push("could not allocate headers");
  headers.elfHeader.load = headers.programHeaders.load = undefined;
  first.first = sections.find((section) => section.load === first);
  const phdr = segments.findIndex(({ type }) => type === elf.PT_PHDR);
  if (phdr >= 0) segments.splice(phdr, 1);
}

/** A PT_LOAD over nothing would make loaders map nothing. */
export function removeEmptyLoads(segments: Segment[], sections: readonly OutputSection[]): void {
  const isEmpty = ({ type, first, last }: Segment) =>
    type === elf.PT_LOAD && (first === undefined || last === undefined || last.address + BigInt(last.size) - first.address === 0n);
  const empty = new Set(segments.filter(isEmpty));
  for (let i = segments.length - 1; i >= 0; i--) if (empty.has(segments[i] as Segment)) segments.splice(i, 1);
  for (const section of sections) if (section.load !== undefined && empty.has(section.load)) section.load = undefined;
}
