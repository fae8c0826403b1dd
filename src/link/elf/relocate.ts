// Writes contents with relocations applied. Distances inside the image are computed as ordinary numbers (two addresses
// of one section, or of two whose distance is known), so that only what is stored as an address pays for 64-bit integers.
import * as elf from "../../elf/constants.ts";
import { RELOCATION_WORDS } from "../../elf/object-columns.ts";
import type { Relocation } from "../../elf/object.ts";
import { Distances } from "./distance.ts";
import { EhFrameChunk } from "./eh-frame.ts";
import { holderOf, isInput, shownName, sourcePlace } from "./input.ts";
import type { InputSection, Naming } from "./input.ts";
import type { Chunk } from "./input.ts";
import type { Fill, LinkMachine, TypedSite } from "./machine.ts";
import type { LinkOptions, LldMajor } from "./options.ts";
import { OutputSection } from "./output.ts";
import { withoutBlock } from "./object-checks.ts";
import { definedText, unknownRelocation } from "./references.ts";
import { isReachable, relax, relaxationOf, relocationName, relocationRange } from "./relocation.ts";
import type { RelocationRow } from "./relocation.ts";
import type { LinkSymbol } from "./symbol.ts";
import { SyntheticChunk } from "./synthetic.ts";
import type { GlobalOffsetTable, ProcedureOffsetTable } from "./synthetic.ts";
import * as threads from "./thread-local.ts";

/** What relocations need to know of the whole image. */
export interface ImageContext {
  readonly options: LinkOptions;
  readonly got: GlobalOffsetTable;
  readonly gotPlt: ProcedureOffsetTable;
  /** Bounds of the thread-local block; offsets count from its end (x86-64 psABI, variant 2). */
  readonly threadStart: bigint;
  readonly threadEnd: bigint;
  /** What offsets from the thread pointer count from. */
  readonly threadPointer: bigint;
  /** False if a script's segments leave it out. */
  readonly hasThreadBlock: boolean;
  readonly errors: string[];
  readonly warnings: string[];
}

/** What is being written: the bytes at `at` of `data` are loaded at `address`. */
interface Place {
  readonly data: Uint8Array;
  readonly section: InputSection;
  readonly relocation: Relocation;
  readonly at: number;
}

export class Relocator {
  #output: OutputSection | undefined;
  /** From the start of the output section that is being written. */
  #distances = new Distances(0n);
  readonly #rows: readonly (RelocationRow | undefined)[];
  /** By type: 1 for distances in four whole bytes. */
  readonly #plain: Uint8Array;

  constructor(readonly context: ImageContext) {
    this.#rows = context.options.machine.relocations;
    this.#plain = Uint8Array.from(this.#rows, (row) => (row?.value === "S+A-P" && row.width === 4 && row.fill === undefined ? 1 : 0));
  }

  #name({ type }: Relocation): string {
    return relocationName(this.context.options.machine, type);
  }

  /** Copies the chunk to its place in the image and applies its relocations. */
  write(out: Uint8Array, output: OutputSection, chunk: Chunk): void {
    if (this.#output !== output) {
      this.#output = output;
      this.#distances = new Distances(output.address);
    }
    const at = output.offset + chunk.offset;
    if (isInput(chunk)) {
      chunk.copyTo(out, at);
      if (chunk.relocationsFrom === chunk.relocationsTo) return;
      if ((chunk.flags & elf.SHF_ALLOC) === 0) this.#applyUnloaded(out.subarray(at, at + chunk.size), chunk);
      else this.#applyAll(out, chunk, output, at);
    } else if (chunk instanceof SyntheticChunk) {
      chunk.writeTo(out, at);
      if (chunk instanceof EhFrameChunk) this.#applyFrames(out, chunk, output, at);
    }
  }

  #applyFrames(out: Uint8Array, frames: EhFrameChunk, output: OutputSection, at: number): void {
    frames.forEachRelocation((section, row, shift) => this.#applyOne(out, section, row, at + shift, output));
  }

  /** `at`: where the section's bytes begin in the file, and so below. */
  #applyAll(out: Uint8Array, section: InputSection, output: OutputSection, at: number): void {
    const { relocationsTo, size } = section;
    const { relocations } = section.file;
    const { shorten } = this.context.options.machine;
    for (let row = section.relocationsFrom; row < relocationsTo; row += RELOCATION_WORDS) {
      if (shorten !== undefined && this.#shortens(out, section, row, output, at, shorten)) row += RELOCATION_WORDS;
      else if (relocations.offset(row) < size && this.#applyOne(out, section, row, at, output)) row += RELOCATION_WORDS;
    }
  }

  /** Applies a relocation, a row of the section's file; true if it took the next one with it. */
  #applyOne(data: Uint8Array, section: InputSection, relocation: number, start: number, output: OutputSection): boolean {
    const { relocations, symbols } = section.file;
    const type = relocations.type(relocation);
    const symbol = symbols[relocations.symbol(relocation)];
    if (symbol === undefined) return false;
    const at = start + relocations.offset(relocation);
    if (this.#plain[type] === 1 && symbol.kind === "defined") {
      const target = this.#distances.to(symbol, relocations.nearAddend(relocation));
      const distance = target === undefined ? undefined : target - (at - output.offset);
      if (distance !== undefined && distance >= -0x80000000 && distance <= 0x7fffffff) {
        storeInt32(data, at, distance);
        return false;
      }
    }
    const row = this.#rows[type];
    if (row === undefined || row.value === "none") return false;
    return this.#applyWide(
      { data, section, relocation: relocations.at(relocation), at },
      row,
      symbol,
      output.address - BigInt(output.offset),
    );
  }

  /** Tells of a thread-local symbol that has nothing to count from. */
  #lacksBlock(symbol: LinkSymbol): boolean {
    const { hasThreadBlock, errors, options } = this.context;
    if (hasThreadBlock || symbol.type !== elf.STT_TLS || !symbol.isDefined) return false;
    errors.push(withoutBlock(symbol, options));
    return true;
  }

  /** A word that a loader writes an address to, with an addend of its own: LLD leaves zeros there. */
  #isLoaders({ section, relocation }: Place): boolean {
    const { pie, applyDynamicRelocations, machine, textRelocations } = this.context.options;
    if (!pie || applyDynamicRelocations || relocation.type !== machine.word) return false;
    return (section.flags & elf.SHF_WRITE) !== 0 || textRelocations;
  }

  /** `address`: of the file's first byte, as this output section is loaded. */
  #applyWide(place: Place, row: RelocationRow, symbol: LinkSymbol, address: bigint): boolean {
    if (this.#lacksBlock(symbol)) return false;
    if (row.fill !== undefined) {
      this.#fill(place, row, row.fill, symbol, address);
      return false;
    }
    if (row.value === "G+A-P") return this.#applySlot(place, row, symbol, address);
    if (isThreadModel(row)) return this.#applyThreadModel(place, row, symbol);
    const isLoaders = row.value === "S+A" && !symbol.isAbsolute && this.#isLoaders(place);
    this.#put(place, row, symbol, isLoaders ? 0n : this.#value(row, symbol, place.relocation.addend, address + BigInt(place.at)));
    return false;
  }

  // --- Fields that are no whole bytes --------------------------------------------------------------------------------

  #view: DataView | undefined;

  #viewOf(data: Uint8Array): DataView {
    if (this.#view?.buffer !== data.buffer || this.#view.byteOffset !== data.byteOffset || this.#view.byteLength !== data.byteLength)
      this.#view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    return this.#view;
  }

  #site(place: Place, row: RelocationRow, symbol: LinkSymbol, address: bigint): TypedSite {
    const { data, relocation, at, section } = place;
    const here = address + BigInt(at);
    return {
      type: relocation.type,
      view: this.#viewOf(data),
      at,
      target: this.#targetOf(row, symbol, relocation.addend, here),
      place: here,
      upperDistance: () => this.#upperDistance(symbol, section),
    };
  }

  #targetOf(row: RelocationRow, symbol: LinkSymbol, addend: bigint, here: bigint): bigint {
    if (row.value === "G+A-P") return this.context.got.slotAddress(symbol.gotIndex) + addend;
    if (row.value === "tp") return symbol.addressPlus(addend) - this.context.threadPointer;
    if (row.weakDistance !== undefined && symbol.isUndefinedWeak) return here + addend + row.weakDistance;
    return addressOfAny(symbol, addend, this.context.options.lld);
  }

  #fill(place: Place, row: RelocationRow, fill: Fill, symbol: LinkSymbol, address: bigint): void {
    const outside = fill(this.#site(place, row, symbol, address));
    if (outside === undefined) return;
    const most = 1n << BigInt(outside.bits - 1);
    this.context.errors.push(this.#rangeMessage(place, symbol, outside.value, [-most, most - 1n]));
  }

  /** Two relocations of one symbol from the `i`th on. */
  #shortens(
    data: Uint8Array,
    section: InputSection,
    i: number,
    output: OutputSection,
    at: number,
    shorten: NonNullable<LinkMachine["shorten"]>,
  ): boolean {
    if (i + RELOCATION_WORDS >= section.relocationsTo) return false;
    const { relocations } = section.file;
    const [first, second] = [relocations.at(i), relocations.at(i + RELOCATION_WORDS)];
    const symbol = section.file.symbols[first.symbol];
    if (second.symbol !== first.symbol || first.addend !== 0n || second.addend !== 0n || symbol === undefined) return false;
    const address = output.address - BigInt(output.offset);
    const site = (relocation: Relocation) => {
      const row = this.#rows[relocation.type];
      return row?.fill === undefined
        ? undefined
        : this.#site({ data, section, relocation, at: at + relocation.offset }, row, symbol, address);
    };
    const [one, other] = this.context.options.relax ? [site(first), site(second)] : [];
    return one !== undefined && other !== undefined && shorten(one, other);
  }

  readonly #uppers = new Map<InputSection, Map<number, Relocation>>();

  /** Of the instruction that a label marks: how far its own target is. */
  #upperDistance(label: LinkSymbol, section: InputSection): bigint {
    let uppers = this.#uppers.get(section);
    if (uppers === undefined) {
      uppers = new Map();
      const { relocations } = section.file;
      for (let i = section.relocationsFrom; i < section.relocationsTo; i += RELOCATION_WORDS)
        if (this.#rows[relocations.type(i)]?.fill !== undefined) uppers.set(relocations.offset(i), relocations.at(i));
      this.#uppers.set(section, uppers);
    }
    const upper = uppers.get(label.value);
    const row = upper === undefined ? undefined : this.#rows[upper.type];
    const symbol = upper === undefined ? undefined : section.file.symbols[upper.symbol];
    if (upper === undefined || row === undefined || symbol === undefined) return 0n;
    const here = label.address;
    return this.#targetOf(row, symbol, upper.addend, here) - here;
  }

  #applySlot(place: Place, row: RelocationRow, symbol: LinkSymbol, address: bigint): boolean {
    const { data, section, relocation, at } = place;
    if (symbol.gotIndex >= 0 && !this.#relaxes(place, symbol)) {
      this.#put(place, row, symbol, this.context.got.slotAddress(symbol.gotIndex) + relocation.addend - (address + BigInt(at)));
      return false;
    }
    const kind = relaxationOf(section.data, relocation.offset, relocation.type, relocation.addend, this.context.options);
    if (kind === undefined) throw new Error(`no slot for ${symbol.name}`);
    const field = relax(kind, data, at);
    const base = field.absolute ? 0n : address + BigInt(field.at);
    const range = field.absolute ? { ...row, range: "signed" as const } : row;
    this.#put({ ...place, at: field.at }, range, symbol, symbol.address + field.addend - base);
    return false;
  }

  #relaxes({ section, relocation }: Place, symbol: LinkSymbol): boolean {
    if (!isReachable(symbol)) return false;
    return relaxationOf(section.data, relocation.offset, relocation.type, relocation.addend, this.context.options) !== undefined;
  }

  #applyThreadModel(place: Place, row: RelocationRow, symbol: LinkSymbol): boolean {
    const { data, section, relocation, at } = place;
    const rewritten = rewriteThreadModel(row, data, at);
    if (rewritten === undefined) {
      const name = this.#name(relocation);
      this.context.errors.push(
        `${placePrefix(section, relocation.offset, this.context.options)}${name} ${THREAD_MODEL_PROBLEMS[row.value] ?? "is in an unknown sequence"}`,
      );
      return false;
    }
    if (!rewritten.isFixed)
      this.#put(
        { ...place, at: rewritten.at },
        row,
        symbol,
        symbol.address + relocation.addend + rewritten.addend - this.context.threadEnd,
      );
    return rewritten.skip;
  }

  #value(row: RelocationRow, symbol: LinkSymbol, addend: bigint, place: bigint): bigint {
    const { context } = this;
    switch (row.value) {
      case "S+A":
      case "difference":
        return symbol.addressPlus(addend) - this.#blockOf(symbol);
      case "S+A-P":
        return symbol.addressPlus(addend) - place;
      case "tp":
        return symbol.addressPlus(addend) - context.threadPointer;
      case "dtp":
        return symbol.addressPlus(addend) - context.threadEnd;
      case "Z+A":
        return symbol.size + addend;
      case "S+A-GOT":
        return symbol.addressPlus(addend) - context.gotPlt.address;
      case "GOT+A-P":
        return context.gotPlt.address + addend - place;
      case "G+A-GOT":
        return context.got.slotAddress(symbol.gotIndex) + addend - context.gotPlt.address;
      default:
        return 0n;
    }
  }

  /** Sections that are not loaded: debug information about code that is gone says so. */
  #applyUnloaded(data: Uint8Array, section: InputSection): void {
    const isDebug = section.name.startsWith(".debug");
    const { relocations } = section.file;
    for (let i = section.relocationsFrom; i < section.relocationsTo; i += RELOCATION_WORDS) {
      const relocation = relocations.at(i);
      const row = this.#rows[relocation.type];
      const symbol = section.file.symbols[relocation.symbol];
      if (symbol === undefined || row?.value === "none") continue;
      if (row === undefined) {
        this.context.errors.push(unknownRelocation({ section, offset: relocation.offset }, relocation.type, symbol, this.context.options));
        continue;
      }
      if (this.#lacksBlock(symbol)) continue;
      const place: Place = { data, section, relocation, at: relocation.offset };
      const isWord = relocation.type === this.context.options.machine.word || row.value === "dtp";
      if (isDebug && isWord && isGone(symbol)) store(data, place.at, row.width, tombstone(section.name));
      else this.#putUnloaded(place, row, symbol);
    }
  }

  #putUnloaded(place: Place, row: RelocationRow, symbol: LinkSymbol): void {
    const { relocation, section } = place;
    const { threadStart, options } = this.context;
    if (row.fill !== undefined && row.value === "difference") this.#fill(place, row, row.fill, symbol, 0n);
    else if (row.value === "S+A" || row.value === "difference")
      this.#put(place, row, symbol, addressOfAny(symbol, relocation.addend, this.context.options.lld) - this.#blockOf(symbol));
    else if (row.value === "dtp")
      this.#put(place, row, symbol, symbol.addressPlus(relocation.addend) - threadStart - (options.machine.threadBias ?? 0n));
    else if (row.value === "Z+A") this.#put(place, row, symbol, symbol.size + relocation.addend);
    else this.#putStrange(place, row, symbol, section);
  }

  /** The address of a thread-local symbol is its place in the block: what that starts at. */
  #blockOf({ type, kind }: LinkSymbol): bigint {
    return type === elf.STT_TLS && kind === "defined" ? this.context.threadStart : 0n;
  }

  /** A distance from where nothing is loaded: as if it were at 0, with a warning. */
  #putStrange(place: Place, row: RelocationRow, symbol: LinkSymbol, section: InputSection): void {
    const { relocation } = place;
    const message = `${placePrefix(section, relocation.offset, this.context.options)}has non-ABS relocation ${this.#name(relocation)} against symbol '${shownName(symbol.name, this.context.options)}'`;
    if (row.value !== "S+A-P") {
      this.context.errors.push(message);
      return;
    }
    this.context.warnings.push(message);
    this.#put(place, row, symbol, symbol.addressPlus(relocation.addend) - BigInt(section.offset + relocation.offset));
  }

  #put(place: Place, row: RelocationRow, symbol: LinkSymbol, wide: bigint): void {
    const range = relocationRange(row);
    const value = row.range === "unsigned" ? BigInt.asUintN(64, wide) : BigInt.asIntN(64, wide);
    if (range !== undefined && (value < range[0] || value > range[1])) {
      this.context.errors.push(this.#rangeMessage(place, symbol, value, range));
      return;
    }
    store(place.data, place.at, row.width, value);
  }

  #rangeMessage({ section, relocation }: Place, symbol: LinkSymbol, value: bigint, range: readonly [bigint, bigint]): string {
    const isSection = symbol.type === elf.STT_SECTION;
    const is15 = this.context.options.lld === 15;
    const shown = shownName(symbol.name, this.context.options);
    const named = is15 ? shown : `'${shown}'`;
    const source = sourcePlace(section, relocation.offset);
    const target = isSection ? `section '${(symbol.section as InputSection | undefined)?.name ?? symbol.name}'` : named;
    const hint =
      (isSection && is15 ? "" : `; references ${target}`) +
      (source === "" ? "" : `\n>>> referenced by ${source}`) +
      (isSection ? "" : definedText(symbol, this.context.options.lld)) +
      (section.name.startsWith(".debug") ? "; consider recompiling with -fdebug-types-section to reduce size of debug sections" : "");
    return `${placePrefix(section, relocation.offset, this.context.options)}relocation ${this.#name(relocation)} out of range: ${value} is not in [${range[0]}, ${range[1]}]${hint}`;
  }
}

const THREAD_MODEL_PROBLEMS: Readonly<Record<string, string>> = {
  ie: "must be used in MOVQ or ADDQ instructions only",
  desc: "must be used in leaq x@tlsdesc(%rip), %REG",
  ld: "expected R_X86_64_PLT32 or R_X86_64_GOTPCRELX after R_X86_64_TLSLD",
};

const isThreadModel = ({ value }: RelocationRow): boolean =>
  value === "gd" || value === "ld" || value === "ie" || value === "desc" || value === "desc call";

function rewriteThreadModel({ value }: RelocationRow, data: Uint8Array, at: number): threads.RewrittenAccess | undefined {
  if (value === "gd") return threads.rewriteGeneral(data, at);
  if (value === "ld") return threads.rewriteLocal(data, at);
  if (value === "ie") return threads.rewriteInitial(data, at);
  return value === "desc" ? threads.rewriteDescriptor(data, at) : threads.rewriteDescriptorCall(data, at);
}

/** `a.o:(function f: .text+0x3): `, in front of what is wrong there. */
function placePrefix(section: InputSection, offset: number, named: Naming): string {
  const inner = `${section.name}+0x${offset.toString(16)}`;
  const holder = holderOf(section, offset);
  const name = section.file.displayName;
  return holder === undefined ? `${name}:(${inner}): ` : `${name}:(function ${shownName(holder.name, named)}: ${inner}): `;
}

/** Debug information about code that is not in the image. */
function isGone({ section, kind }: LinkSymbol): boolean {
  if (kind !== "defined" || section === undefined) return true;
  return isInput(section) ? section.output === undefined || !section.live : false;
}

/** LLD 15 has what is gone at 0, LLD 22 has its symbols undefined. */
function addressOfAny(symbol: LinkSymbol, addend: bigint, lld: LldMajor): bigint {
  if (!symbol.isDefined || symbol.section === undefined || !isGone(symbol)) return symbol.addressPlus(addend);
  return lld === 15 ? BigInt(symbol.value) + addend : addend;
}

/** A pair of zeros ends range and location lists, so what is gone becomes 1 there. */
function tombstone(sectionName: string): bigint {
  return sectionName === ".debug_ranges" || sectionName === ".debug_loc" ? 1n : 0n;
}

function storeInt32(data: Uint8Array, at: number, value: number): void {
  data[at] = value;
  data[at + 1] = value >> 8;
  data[at + 2] = value >> 16;
  data[at + 3] = value >> 24;
}

function store(data: Uint8Array, at: number, width: number, value: bigint): void {
  let rest = BigInt.asUintN(64, value);
  for (let i = 0; i < width && at + i < data.length; i++) {
    data[at + i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
}
