// `.eh_frame` and `.eh_frame_hdr`. The inputs' records (CIE: how to unwind in general; FDE: one function) are taken
// apart; equal CIEs become one, FDEs of functions that are gone go with them; the header is a table sorted by address
// for binary search. Format: LSB Core, chapter 10.6; pointer encodings: pcrel | sdata4 throughout, as compilers emit.
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
import type { Relocation } from "../../elf/object.ts";
import { InputSection } from "./input.ts";
import { alignUp } from "./output.ts";
import type { LinkSymbol } from "./symbol.ts";
import { SyntheticChunk } from "./synthetic.ts";

interface UnwindRecord {
  readonly section: InputSection;
  /** In the input section. */
  readonly start: number;
  readonly size: number;
  readonly relocations: readonly Relocation[];
  /** In the output chunk. */
  offset: number;
}

interface Cie extends UnwindRecord {
  readonly fdes: UnwindRecord[];
}

const DW_EH_PE_PCREL_SDATA4 = 0x1b;
const DW_EH_PE_UDATA4 = 0x03;
const DW_EH_PE_DATAREL_SDATA4 = 0x3b;

/** One record of an input: its bytes with the length, and whether it is a CIE. */
export interface InputRecord {
  readonly start: number;
  readonly size: number;
  /** Start of the CIE it belongs to; undefined for a CIE. */
  readonly cie: number | undefined;
  readonly relocations: readonly Relocation[];
}

const KNOWN = new WeakMap<InputSection, readonly InputRecord[]>();

/** Takes an input `.eh_frame` apart, once. */
export function recordsOf(section: InputSection): readonly InputRecord[] {
  let records = KNOWN.get(section);
  if (records === undefined) KNOWN.set(section, (records = takeApart(section)));
  return records;
}

function takeApart(section: InputSection): InputRecord[] {
  const { data } = section;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const relocations = isSorted(section.relocations) ? section.relocations : section.relocations.toSorted((a, b) => a.offset - b.offset);
  const out: InputRecord[] = [];
  let next = 0;
  for (let at = 0; at + 8 <= data.length;) {
    const length = view.getUint32(at, true);
    if (length === 0 || at + 4 + length > data.length) break;
    const id = view.getUint32(at + 4, true);
    const from = next;
    while (next < relocations.length && (relocations[next] as Relocation).offset < at + 4 + length) next++;
    out.push({ start: at, size: length + 4, cie: id === 0 ? undefined : at + 4 - id, relocations: relocations.slice(from, next) });
    at += length + 4;
  }
  return out;
}

function isSorted(relocations: readonly Relocation[]): boolean {
  return relocations.every(({ offset }, i) => i === 0 || offset >= (relocations[i - 1] as Relocation).offset);
}

export function symbolOf(section: InputSection, relocation: Relocation | undefined): LinkSymbol | undefined {
  return relocation === undefined ? undefined : section.file.symbols[relocation.symbol];
}

export class EhFrameChunk extends SyntheticChunk {
  readonly #cies = new Map<string, Cie>();
  size = 0;
  #sections = 0;

  constructor(
    /** Records start on multiples of it. */
    readonly recordAlignment: number,
  ) {
    super(".eh_frame", elf.SHT_PROGBITS, elf.SHF_ALLOC, 0, 1);
  }

  override get isNeeded(): boolean {
    return this.#sections > 0;
  }

  addSection(section: InputSection): void {
    this.#sections++;
    this.alignment = Math.max(this.alignment, section.alignment);
    const cieAt = new Map<number, Cie>();
    for (const record of recordsOf(section)) {
      const one: UnwindRecord = { section, start: record.start, size: record.size, relocations: record.relocations, offset: 0 };
      if (record.cie === undefined) cieAt.set(record.start, this.#intern(one));
      else addFde(cieAt.get(record.cie), one);
    }
  }

  #intern(record: UnwindRecord): Cie {
    const personality = record.relocations
      .map((relocation) => `${relocation.offset - record.start}:${symbolOf(record.section, relocation)?.name}+${relocation.addend}`)
      .join();
    const key = `${bytesOf(record).join()} ${personality}`;
    const known = this.#cies.get(key);
    if (known !== undefined) return known;
    const cie: Cie = { ...record, fdes: [] };
    this.#cies.set(key, cie);
    return cie;
  }

  /** Names in the inputs are names in this from now on: each with the record it stands in. */
  adopt(): void {
    const places = new Map<InputSection, Map<number, number>>();
    for (const { section, start, offset } of this.records) {
      let known = places.get(section);
      if (known === undefined) places.set(section, (known = new Map()));
      known.set(start, offset);
    }
    if (this.output === undefined) for (const section of places.keys()) leaveNames(section);
    else for (const [section, known] of places) section.merged = { chunk: this, locate: (offset) => known.get(offset) ?? offset };
  }

  get fdes(): UnwindRecord[] {
    return [...this.#cies.values()].flatMap((cie) => cie.fdes);
  }

  get fdeCount(): number {
    let count = 0;
    for (const cie of this.#cies.values()) count += cie.fdes.length;
    return count;
  }

  /** Each CIE, then its FDEs; known after `finish`. */
  records: readonly UnwindRecord[] = [];

  /** All records with their places; call once all inputs are in. A zero length ends the list. */
  finish(): void {
    const records: UnwindRecord[] = [];
    for (const cie of this.#cies.values()) {
      records.push(cie);
      for (const fde of cie.fdes) records.push(fde);
    }
    this.records = records;
    let at = 0;
    for (const record of records) {
      record.offset = at;
      at += alignUp(record.size, this.recordAlignment);
    }
    this.size = at + 4;
  }

  bytes(): Uint8Array {
    const out = new Uint8Array(this.size);
    const view = new DataView(out.buffer);
    for (const cie of this.#cies.values()) {
      this.#copyRecord(out, view, cie);
      for (const fde of cie.fdes) {
        this.#copyRecord(out, view, fde);
        view.setUint32(fde.offset + 4, fde.offset + 4 - cie.offset, true);
      }
    }
    return out;
  }

  #copyRecord(out: Uint8Array, view: DataView, { section, start, size, offset }: UnwindRecord): void {
    const { data } = section;
    for (let i = 0; i < size; i++) out[offset + i] = data[start + i] as number;
    view.setUint32(offset, alignUp(size, this.recordAlignment) - 4, true);
  }
}

/** Of tables that a script discards LLD leaves the names, without a section. */
function leaveNames(section: InputSection): void {
  for (const symbol of section.file.symbols) {
    if (symbol.section !== section) continue;
    symbol.section = undefined;
    symbol.absolute = 0n;
  }
}

const bytesOf = ({ section, start, size }: UnwindRecord): Uint8Array => section.data.subarray(start, start + size);

/** An FDE lives while the function its first relocation names does. */
function addFde(cie: Cie | undefined, record: UnwindRecord): void {
  const target = symbolOf(record.section, record.relocations[0])?.section;
  if (cie !== undefined && target instanceof InputSection && target.live) cie.fdes.push(record);
}

export class EhFrameHeaderChunk extends SyntheticChunk {
  constructor(readonly frames: EhFrameChunk) {
    super(".eh_frame_hdr", elf.SHT_PROGBITS, elf.SHF_ALLOC, 0, 4);
  }

  override get isNeeded(): boolean {
    return this.frames.isNeeded;
  }

  get size(): number {
    return 12 + 8 * this.frames.fdeCount;
  }

  bytes(): Uint8Array {
    const here = this.address;
    const frames = this.frames.address;
    const entries = this.frames.fdes.map((fde) => ({ start: startAddress(fde) - here, fde: Number(frames - here) + fde.offset }));
    // Distances in an image of less than 4 GiB are numbers that need no more than 32 bits.
    const near = entries.map(({ start, fde }) => ({ start: Number(start), fde })).sort((a, b) => a.start - b.start);
    const distinct = near.filter(({ start }, i) => i === 0 || start !== near[i - 1]?.start);
    const out = new ByteWriter(true, this.size).append([1, DW_EH_PE_PCREL_SDATA4, DW_EH_PE_UDATA4, DW_EH_PE_DATAREL_SDATA4]);
    out.u32(Number(frames - here - 4n)).u32(distinct.length);
    for (const { start, fde } of distinct) out.u32(start).u32(fde);
    return out.append(new Uint8Array(this.size - out.length)).bytes.slice();
  }
}

function startAddress(fde: UnwindRecord): bigint {
  const first = fde.relocations[0] as Relocation;
  return (symbolOf(fde.section, first) as LinkSymbol).addressPlus(first.addend);
}
