// Writes one field: its bytes if the value fits, else LLD's message of what it would have been.
import * as elf from "../../elf/constants.ts";
import { RELOCATION_WORDS } from "../../elf/object-columns.ts";
import type { Relocation } from "../../elf/object.ts";
import { holderOf, isInput, shownName, sourcePlace } from "./input.ts";
import type { InputSection, Naming } from "./input.ts";
import type { Fill, OutsideRange, TypedSite } from "./machine.ts";
import type { LinkOptions, LldMajor } from "./options.ts";
import { withoutBlock } from "./object-checks.ts";
import { definedText } from "./references.ts";
import { relocationName, relocationRange } from "./relocation.ts";
import type { RelocationRow } from "./relocation.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { ProcedureLinkageTable, ProcedureOffsetTable } from "./procedures.ts";
import type { GlobalOffsetTable } from "./synthetic.ts";

/** What relocations need to know of the whole image. */
export interface ImageContext {
  readonly options: LinkOptions;
  readonly got: GlobalOffsetTable;
  readonly gotPlt: ProcedureOffsetTable;
  readonly procedures: ProcedureLinkageTable;
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

/** What is being written: the relocation's field, which starts at `at` of `data`. */
export interface Place {
  readonly data: Uint8Array;
  readonly section: InputSection;
  readonly relocation: Relocation;
  readonly at: number;
}

export class FieldWriter {
  /** By type. */
  readonly rows: readonly (RelocationRow | undefined)[];
  /** Where the unwind tables begin that are being written, made of those of many inputs; undefined where none are. */
  framesAt: number | undefined;
  #view: DataView | undefined;
  /** Of a section, by offset: its fields that are no whole bytes. */
  readonly #uppers = new Map<InputSection, Map<number, Relocation>>();

  constructor(readonly context: ImageContext) {
    this.rows = context.options.machine.relocations;
  }

  /** Stores the value in a field of whole bytes. */
  put(place: Place, row: RelocationRow, symbol: LinkSymbol, wide: bigint): void {
    const range = relocationRange(row);
    const value = row.range === "unsigned" ? BigInt.asUintN(64, wide) : BigInt.asIntN(64, wide);
    if (range !== undefined && (value < range[0] || value > range[1])) {
      this.context.errors.push(this.#rangeMessage(place, symbol, value, range));
      return;
    }
    store(place.data, place.at, row.width, value);
  }

  /** Fills a field that is no whole bytes. `address`: of the first byte of the data, as it is loaded. */
  fill(place: Place, row: RelocationRow, fill: Fill, symbol: LinkSymbol, address: bigint): void {
    const outside = this.#tryFill(fill, place, this.site(place, row, symbol, address));
    if (outside === undefined) return;
    if (outside.wantsStub === true) {
      const where = placePrefix(place.section, place.relocation.offset, this.context.options);
      this.context.errors.push(
        `${where}kbuild's linker makes no stubs for calls as far as ${shownName(symbol.name, this.context.options)} yet`,
      );
      return;
    }
    const most = 1n << BigInt(outside.bits - 1);
    this.context.errors.push(this.#rangeMessage(place, symbol, outside.value, [-most, most - 1n]));
  }

  /** Only what fills it knows how far a field goes: one that goes past its section is told of. */
  #tryFill(fill: Fill, { section, relocation }: Place, site: TypedSite): OutsideRange | undefined {
    try {
      return fill(site);
    } catch (problem) {
      if (!(problem instanceof RangeError)) throw problem;
      const where = placePrefix(section, relocation.offset, this.context.options);
      this.context.errors.push(`${where}kbuild's linker does not apply relocations that go past their section`);
      return undefined;
    }
  }

  /** What a machine needs to know to fill a field; `address` as in `fill`. */
  site(place: Place, row: RelocationRow, symbol: LinkSymbol, address: bigint): TypedSite {
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

  #viewOf(data: Uint8Array): DataView {
    if (this.#view?.buffer !== data.buffer || this.#view.byteOffset !== data.byteOffset || this.#view.byteLength !== data.byteLength)
      this.#view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    return this.#view;
  }

  #targetOf(row: RelocationRow, symbol: LinkSymbol, addend: bigint, here: bigint): bigint {
    if (row.value === "G+A-P") return this.context.got.slotAddress(symbol.gotIndex) + addend;
    // Thread-local data that nobody defines is where the block would be.
    if (row.value === "tp" && symbol.isUndefinedWeak && symbol.type === elf.STT_TLS) return 0n;
    if (row.value === "tp") return symbol.addressPlus(addend) - this.context.threadPointer;
    if (row.weakDistance !== undefined && symbol.isUndefinedWeak) return here + addend + row.weakDistance;
    return addressOfAny(symbol, addend, this.context.options.lld);
  }

  /** Of the instruction that a label marks: how far its own target is. */
  #upperDistance(label: LinkSymbol, section: InputSection): bigint {
    let uppers = this.#uppers.get(section);
    if (uppers === undefined) {
      uppers = new Map();
      const { relocations } = section.file;
      for (let i = section.relocationsFrom; i < section.relocationsTo; i += RELOCATION_WORDS)
        if (this.rows[relocations.type(i)]?.fill !== undefined) uppers.set(relocations.offset(i), relocations.at(i));
      this.#uppers.set(section, uppers);
    }
    const upper = uppers.get(label.value);
    const row = upper === undefined ? undefined : this.rows[upper.type];
    const symbol = upper === undefined ? undefined : section.file.symbols[upper.symbol];
    if (upper === undefined || row === undefined || symbol === undefined) return 0n;
    const here = label.address;
    return this.#targetOf(row, symbol, upper.addend, here) - here;
  }

  /** Tells of a thread-local symbol that has nothing to count from. */
  lacksBlock(symbol: LinkSymbol): boolean {
    const { hasThreadBlock, errors, options } = this.context;
    if (hasThreadBlock || symbol.type !== elf.STT_TLS || !symbol.isDefined) return false;
    errors.push(withoutBlock(symbol, options));
    return true;
  }

  /** The address of a thread-local symbol is its place in the block: what that starts at. */
  blockOf({ type, kind }: LinkSymbol): bigint {
    return type === elf.STT_TLS && kind === "defined" ? this.context.threadStart : 0n;
  }

  /** `R_...` */
  name({ type }: Relocation): string {
    return relocationName(this.context.options.machine, type);
  }

  #rangeMessage({ section, relocation, at }: Place, symbol: LinkSymbol, value: bigint, range: readonly [bigint, bigint]): string {
    const isSection = symbol.type === elf.STT_SECTION;
    const is15 = this.context.options.lld === 15;
    const shown = shownName(symbol.name, this.context.options);
    const named = is15 ? shown : `'${shown}'`;
    // To LLD 22 the tables are its own.
    const isOwn = this.framesAt !== undefined && !is15;
    const source = isOwn ? "" : sourcePlace(section, relocation.offset);
    const target = isSection ? `section '${(symbol.section as InputSection | undefined)?.name ?? symbol.name}'` : named;
    const hint =
      (isSection && is15 ? "" : `; references ${target}`) +
      (source === "" ? "" : `\n>>> referenced by ${source}`) +
      (isSection ? "" : definedText(symbol, this.context.options.lld)) +
      (section.name.startsWith(".debug") ? "; consider recompiling with -fdebug-types-section to reduce size of debug sections" : "");
    const own = `<internal>:(${section.name}+0x${(at - (this.framesAt ?? 0)).toString(16)}): `;
    const place = isOwn ? own : placePrefix(section, relocation.offset, this.context.options);
    return `${place}relocation ${this.name(relocation)} out of range: ${value} is not in [${range[0]}, ${range[1]}]${hint}`;
  }
}

/** `a.o:(function f: .text+0x3): `, in front of what is wrong there. */
export function placePrefix(section: InputSection, offset: number, named: Naming): string {
  const inner = `${section.name}+0x${offset.toString(16)}`;
  const holder = holderOf(section, offset);
  const name = section.file.displayName;
  return holder === undefined ? `${name}:(${inner}): ` : `${name}:(function ${shownName(holder.name, named)}: ${inner}): `;
}

/** What it names is not in the image. */
export function isGone({ section, kind }: LinkSymbol): boolean {
  if (kind !== "defined" || section === undefined) return true;
  return isInput(section) ? section.output === undefined || !section.live : false;
}

/** LLD 15 has what is gone at 0, LLD 22 has its symbols undefined. */
export function addressOfAny(symbol: LinkSymbol, addend: bigint, lld: LldMajor): bigint {
  if (!symbol.isDefined || symbol.section === undefined || !isGone(symbol)) return symbol.addressPlus(addend);
  return lld === 15 ? BigInt(symbol.value) + addend : addend;
}

/** Little endian; `width` in bytes. */
export function store(data: Uint8Array, at: number, width: number, value: bigint): void {
  let rest = BigInt.asUintN(64, value);
  for (let i = 0; i < width && at + i < data.length; i++) {
    data[at + i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
}
