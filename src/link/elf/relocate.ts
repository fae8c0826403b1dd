// Writes contents with relocations applied. Distances inside the image are computed as ordinary numbers (two addresses
// of one section, or of two whose distance is known), so that only what is stored as an address pays for 64-bit integers.
import * as elf from "../../elf/constants.ts";
import { RELOCATION_WORDS } from "../../elf/object-columns.ts";
import type { RelocationColumns } from "../../elf/object-columns.ts";
import type { Relocation } from "../../elf/object.ts";
import { ExceptionIndex } from "./abi-tables.ts";
import { Distances } from "./distance.ts";
import { EhFrameChunk } from "./eh-frame.ts";
import { FieldWriter, addressOfAny, placePrefix } from "./field-writer.ts";
import type { ImageContext, Place } from "./field-writer.ts";
import { isInput } from "./input.ts";
import type { Chunk, InputSection } from "./input.ts";
import type { LinkMachine } from "./machine.ts";
import type { OutputSection } from "./output.ts";
import { applyUnloaded } from "./relocate-unloaded.ts";
import { isReachable, relax, relaxationOf } from "./relocation.ts";
import type { RelocationRow } from "./relocation.ts";
import { isLeftToLoader } from "./scan.ts";
import type { LinkSymbol } from "./symbol.ts";
import { SyntheticChunk } from "./synthetic.ts";
import * as threads from "./thread-local.ts";

export class Relocator {
  #output: OutputSection | undefined;
  /** Where its bytes begin in the file. */
  #fileOffset = 0;
  /** From the start of the output section that is being written. */
  #distances = new Distances(0n);
  readonly #fields: FieldWriter;
  #paired: { readonly section: InputSection; readonly holds: boolean } | undefined;
  /** By type: 1 for distances in four whole bytes. */
  readonly #plain: Uint8Array;

  constructor(readonly context: ImageContext) {
    this.#fields = new FieldWriter(context);
    // A shared library's own functions may be others' when they are called.
    const { machine, shared } = context.options;
    const call = this.#fields.rows[machine.libraries?.call ?? 0];
    const isPreemptibleCall = (row: RelocationRow) => shared && row === call;
    this.#plain = Uint8Array.from(this.#fields.rows, (row) =>
      row?.value === "S+A-P" && row.width === 4 && row.fill === undefined && !isPreemptibleCall(row) ? 1 : 0,
    );
  }

  /** Copies the chunk to its place in the image and applies its relocations. */
  write(out: Uint8Array, output: OutputSection, chunk: Chunk): void {
    if (this.#output !== output) {
      this.#output = output;
      this.#fileOffset = output.offset;
      this.#distances = new Distances(output.address);
    }
    const at = output.offset + chunk.offset;
    if (isInput(chunk)) {
      chunk.copyTo(out, at);
      const { relocationsFrom, relocationsTo } = chunk.file.columns.sections;
      if (relocationsFrom[chunk.index] === relocationsTo[chunk.index]) return;
      if ((chunk.flags & elf.SHF_ALLOC) === 0) applyUnloaded(this.#fields, out.subarray(at, at + chunk.size), chunk);
      else if (!this.context.options.relocatable) this.#applyAll(out, chunk, output, at);
    } else if (chunk instanceof SyntheticChunk) {
      chunk.writeTo(out, at);
      if (chunk instanceof EhFrameChunk) this.#applyFrames(out, chunk, output, at);
      else if (chunk instanceof ExceptionIndex) for (const part of chunk.parts) this.write(out, output, part);
    }
  }

  #applyFrames(out: Uint8Array, frames: EhFrameChunk, output: OutputSection, at: number): void {
    const { size } = frames;
    this.#fields.framesAt = at;
    frames.forEachRelocation((section, row, shift) => {
      const { relocations, symbols } = section.file;
      const start = at + shift;
      if (!this.#isStored(out, relocations, symbols, row, start, size - shift)) this.#applyOne(out, section, row, start, output);
    });
    this.#fields.framesAt = undefined;
  }

  /** `at`: where the section's bytes begin in the file, and so below. */
  #applyAll(out: Uint8Array, section: InputSection, output: OutputSection, at: number): void {
    const { relocationsFrom, relocationsTo, size } = section;
    const { relocations, symbols } = section.file;
    const { shorten } = this.context.options.machine;
    for (let row = relocationsFrom; row < relocationsTo; row += RELOCATION_WORDS) {
      if (shorten === undefined && this.#isStored(out, relocations, symbols, row, at, size)) continue;
      if (shorten !== undefined && this.#shortens(out, section, row, output, at, shorten)) row += RELOCATION_WORDS;
      else if (relocations.offset(row) < size && this.#applyOne(out, section, row, at, output)) row += RELOCATION_WORDS;
    }
  }

  /**
   * Most relocations are distances in four bytes to what an object defines: such a one, the row of `columns`, is stored in the
   * section that stands at `start` of the file, and has `size` bytes, without a call more than that takes. False for all others.
   */
  #isStored(
    data: Uint8Array,
    { words }: RelocationColumns,
    symbols: readonly LinkSymbol[],
    row: number,
    start: number,
    size: number,
  ): boolean {
    const offset = words[row] as number;
    if (this.#plain[words[row + 2] as number] !== 1 || words[row + 1] !== 0 || offset < 0 || offset >= size) return false;
    const symbol = symbols[(words[row + 3] as number) - 1];
    const addend = words[row + 4] as number;
    if (symbol?.kind !== "defined" || words[row + 5] !== addend >> 31) return false;
    const target = this.#distances.to(symbol, addend);
    if (target === undefined) return false;
    const at = start + offset;
    const distance = target - (at - this.#fileOffset);
    if (distance < -0x80000000 || distance > 0x7fffffff) return false;
    data[at] = distance;
    data[at + 1] = distance >> 8;
    data[at + 2] = distance >> 16;
    data[at + 3] = distance >> 24;
    return true;
  }

  /** Applies a relocation, a row of the section's file; true if it took the next one with it. */
  #applyOne(data: Uint8Array, section: InputSection, relocation: number, start: number, output: OutputSection): boolean {
    const { relocations, symbols } = section.file;
    const type = relocations.type(relocation);
    const symbol = symbols[relocations.symbol(relocation)];
    if (symbol === undefined) return false;
    const at = start + relocations.offset(relocation);
    const row = this.#fields.rows[type];
    if (row === undefined || row.value === "none") return false;
    return this.#applyWide(
      { data, section, relocation: relocations.at(relocation), at },
      row,
      symbol,
      output.address - BigInt(output.offset),
    );
  }

  /** A word that a loader writes an address to, with an addend of its own: LLD leaves zeros there. */
  #isLoaders({ section, relocation }: Place): boolean {
    const { pie, applyDynamicRelocations, packsRelocations, machine, textRelocations } = this.context.options;
    if (!pie || applyDynamicRelocations || relocation.type !== machine.word) return false;
    if (packsRelocations && section.alignment >= 2 && relocation.offset % 2 === 0) return false;
    return (section.flags & elf.SHF_WRITE) !== 0 || textRelocations;
  }

  /** A loader does it, with what it finds. */
  #isKept({ section, relocation }: Place): boolean {
    const { machine, textRelocations } = this.context.options;
    return machine.libraries?.kept.has(relocation.type) === true && ((section.flags & elf.SHF_WRITE) !== 0 || textRelocations);
  }

  /** `address`: of the file's first byte, as this output section is loaded. */
  #applyWide(place: Place, row: RelocationRow, symbol: LinkSymbol, address: bigint): boolean {
    if (!this.#countsFromNowhere(row) && this.#fields.lacksBlock(symbol)) return false;
    if (row.fill !== undefined) {
      this.#fields.fill(place, row, row.fill, symbol, address);
      return false;
    }
    if (row.value === "G+A-P") return this.#applySlot(place, row, symbol, address);
    if (isThreadModel(row)) return this.#applyThreadModel(place, row, symbol);
    if (symbol.isPreemptible && this.#isKept(place)) {
      if (this.context.options.applyDynamicRelocations) this.#fields.put(place, row, symbol, place.relocation.addend);
      return false;
    }
    const isWord = row.value === "S+A" && (!symbol.isAbsolute || (symbol.isUndefinedWeak && isLeftToLoader(symbol, this.context.options)));
    const isLoaders = isWord && this.#isLoaders(place);
    this.#fields.put(place, row, symbol, isLoaders ? 0n : this.#value(row, symbol, place.relocation, address + BigInt(place.at)));
    return false;
  }

  /** To LLD 22 offsets from the thread pointer are all 0 where there is no block. */
  #countsFromNowhere(row: RelocationRow): boolean {
    return (
      this.context.options.lld === 22 && !this.context.hasThreadBlock && (row.value === "tp" || row.value === "dtp" || isThreadModel(row))
    );
  }

  /** From the thread pointer, or what stands for it. */
  #threadOffset(symbol: LinkSymbol, addend: bigint, pointer: bigint): bigint {
    if (symbol.isUndefinedWeak && symbol.type === elf.STT_TLS) return 0n;
    return this.context.hasThreadBlock ? addressOfAny(symbol, addend, this.context.options.lld) - pointer : addend;
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
    const isSlot = first.type === this.context.options.machine.slotPair?.[0];
    if (isSlot && !(this.#needsNoSlot(symbol) && this.#loadsInPairs(section))) return false;
    const address = output.address - BigInt(output.offset);
    const site = (relocation: Relocation) => {
      const row = this.#fields.rows[relocation.type];
      if (row?.fill === undefined) return undefined;
      const one = this.#fields.site({ data, section, relocation, at: at + relocation.offset }, row, symbol, address);
      return isSlot ? { ...one, target: symbol.address } : one;
    };
    const [one, other] = this.context.options.relax ? [site(first), site(second)] : [];
    return one !== undefined && other !== undefined && shorten(one, other);
  }

  #needsNoSlot(symbol: LinkSymbol): boolean {
    return symbol.isDefined && symbol.type !== elf.STT_GNU_IFUNC && !(this.context.options.pie && symbol.isAbsolute);
  }

  /** Each half of what loads a slot stands beside the other. */
  #loadsInPairs(section: InputSection): boolean {
    if (this.#paired?.section === section) return this.#paired.holds;
    const [upper, lower] = this.context.options.machine.slotPair ?? [];
    const { relocations } = section.file;
    let holds = true;
    for (let row = section.relocationsFrom; holds && row < section.relocationsTo; row += RELOCATION_WORDS) {
      const type = relocations.type(row);
      if (type === lower) holds = false;
      else if (type === upper) {
        row += RELOCATION_WORDS;
        holds = row < section.relocationsTo && relocations.type(row) === lower;
      }
    }
    this.#paired = { section, holds };
    return holds;
  }

  #applySlot(place: Place, row: RelocationRow, symbol: LinkSymbol, address: bigint): boolean {
    const { data, section, relocation, at } = place;
    if (symbol.gotIndex >= 0 && !this.#relaxes(place, symbol)) {
      this.#fields.put(place, row, symbol, this.context.got.slotAddress(symbol.gotIndex) + relocation.addend - (address + BigInt(at)));
      return false;
    }
    const kind = relaxationOf(section.data, relocation.offset, relocation.type, relocation.addend, this.context.options);
    if (kind === undefined) {
      const where = placePrefix(section, relocation.offset, this.context.options);
      this.context.errors.push(`${where}kbuild's linker made no slot for ${symbol.name}, which stood in a sequence for thread-local data`);
      return false;
    }
    const field = relax(kind, data, at);
    const base = field.absolute ? 0n : address + BigInt(field.at);
    const range = field.absolute ? { ...row, range: "signed" as const } : row;
    this.#fields.put({ ...place, at: field.at }, range, symbol, symbol.address + field.addend - base);
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
      const name = this.#fields.name(relocation);
      this.context.errors.push(
        `${placePrefix(section, relocation.offset, this.context.options)}${name} ${THREAD_MODEL_PROBLEMS[row.value] ?? "is in an unknown sequence"}`,
      );
      return false;
    }
    if (!rewritten.isFixed)
      this.#fields.put(
        { ...place, at: rewritten.at },
        row,
        symbol,
        this.#threadOffset(symbol, relocation.addend + rewritten.addend, this.context.threadEnd),
      );
    return rewritten.skip;
  }

  #value(row: RelocationRow, symbol: LinkSymbol, { addend, type }: Relocation, place: bigint): bigint {
    const { context } = this;
    const { lld } = context.options;
    switch (row.value) {
      case "S+A":
      case "difference":
        return addressOfAny(symbol, addend, lld) - this.#fields.blockOf(symbol);
      case "S+A-P":
        if (symbol.procedureIndex >= 0 && type === context.options.machine.libraries?.call)
          return context.procedures.codeAddress(symbol.procedureIndex) + addend - place;
        return addressOfAny(symbol, addend, lld) - place;
      case "tp":
        return this.#threadOffset(symbol, addend, context.threadPointer);
      case "dtp":
        return this.#threadOffset(symbol, addend, context.threadEnd);
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
