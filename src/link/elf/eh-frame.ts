// `.eh_frame` and `.eh_frame_hdr`. The inputs' records (CIE: how to unwind in general; FDE: one function) are taken
// apart; equal CIEs become one, FDEs of functions that are gone go with them; the header is a table sorted by address
// for binary search. Format: LSB Core, chapter 10.6; pointer encodings: pcrel | sdata4 throughout, as compilers emit.
import * as elf from "../../elf/constants.ts";
import { RELOCATION_WORDS } from "../../elf/object-columns.ts";
import type { RelocationColumns } from "../../elf/object-columns.ts";
import { Distances } from "./distance.ts";
import { isInput, leaveNames } from "./input.ts";
import type { InputSection } from "./input.ts";
import type { LldMajor } from "./options.ts";
import { alignUp } from "./output.ts";
import type { LinkSymbol } from "./symbol.ts";
import { SyntheticChunk } from "./synthetic.ts";

const DW_EH_PE_PCREL_SDATA4 = 0x1b;
const DW_EH_PE_UDATA4 = 0x03;
const DW_EH_PE_DATAREL_SDATA4 = 0x3b;

/** The records of one input, a row each, by where they start. */
export interface InputRecords {
  readonly starts: Int32Array;
  /** Bytes, with the length. */
  readonly sizes: Int32Array;
  /** Start of the CIE that a record belongs to; -1 for a CIE. */
  readonly cies: Int32Array;
  /** Rows of the file's relocations, by place. Those of record `i` stand from `relocationsFrom[i]` up to the next's. */
  readonly relocations: Uint32Array;
  readonly relocationsFrom: Int32Array;
}

const KNOWN = new WeakMap<InputSection, InputRecords>();

/** Takes an input `.eh_frame` apart, once. */
export function recordsOf(section: InputSection): InputRecords {
  let records = KNOWN.get(section);
  if (records === undefined) KNOWN.set(section, (records = takeApart(section)));
  return records;
}

function takeApart(section: InputSection): InputRecords {
  const { data } = section;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const columns = section.file.relocations;
  const relocations = relocationsByPlace(section, columns);
  const count = recordCount(view);
  const column = () => new Int32Array(count);
  const out = { starts: column(), sizes: column(), cies: column(), relocations, relocationsFrom: new Int32Array(count + 1) };
  let next = 0;
  for (let record = 0, at = 0; record < count; record++) {
    const size = view.getUint32(at, true) + 4;
    const id = view.getUint32(at + 4, true);
    out.starts[record] = at;
    out.sizes[record] = size;
    out.cies[record] = id === 0 ? -1 : at + 4 - id;
    out.relocationsFrom[record] = next;
    at += size;
    while (next < relocations.length && columns.offset(relocations[next] as number) < at) next++;
  }
  out.relocationsFrom[count] = next;
  return out;
}

/** Up to a length of zero, or one that goes past the end. */
function recordCount(view: DataView): number {
  let count = 0;
  for (let at = 0; at + 8 <= view.byteLength; count++) {
    const length = view.getUint32(at, true);
    if (length === 0 || at + 4 + length > view.byteLength) break;
    at += length + 4;
  }
  return count;
}

/** What is wrong behind the last record, in LLD's words. Of relocations that no record holds LLD 15 tells the first. */
function endProblems(section: InputSection, lld: LldMajor): string[] {
  const { data } = section;
  const { starts, sizes, relocations, relocationsFrom } = recordsOf(section);
  const last = starts.length - 1;
  const at = last < 0 ? 0 : (starts[last] as number) + (sizes[last] as number);
  const left = data.length - at;
  const length = left < 4 ? 0 : new DataView(data.buffer, data.byteOffset + at, 4).getUint32(0, true);
  const isEnded = left === 0 || (left >= 4 && length === 0);
  if (isEnded && lld === 15) return [];
  const strays = relocations.length - (relocationsFrom[starts.length] as number);
  const lines = Array.from({ length: lld === 15 ? Math.min(1, strays) : strays }, () => ".eh_frame: relocation is not in any piece");
  if (isEnded) return lines;
  const what = left < 4 ? "too small" : length === 0xffff_ffff ? "too large" : "ends past the end of the section";
  const offset = lld === 15 ? at.toString(16).toUpperCase() : at.toString(16);
  const place = `${section.file.displayName}:(${section.name}+0x${offset})`;
  return [`corrupted .eh_frame: CIE/FDE ${what}\n>>> defined in ${place}`, ...lines];
}

function relocationsByPlace({ relocationsFrom: from, relocationsTo: to }: InputSection, columns: RelocationColumns): Uint32Array {
  const rows = new Uint32Array((to - from) / RELOCATION_WORDS);
  let isSorted = true;
  let last = 0;
  for (let i = 0, row = from; row < to; i++, row += RELOCATION_WORDS) {
    const offset = columns.offset(row);
    if (offset < last) isSorted = false;
    last = offset;
    rows[i] = row;
  }
  return isSorted ? rows : rows.sort((a, b) => columns.offset(a) - columns.offset(b) || a - b);
}

/** A CIE of the output, and the records of functions that go by it. */
class Cie {
  /** By the section they stand in. */
  readonly fdes = new Map<InputSection, number[]>();
  #last: { readonly section: InputSection; readonly records: number[] } | undefined;

  constructor(
    readonly section: InputSection,
    readonly record: number,
  ) {}

  add(section: InputSection, record: number): void {
    if (this.#last?.section !== section) {
      const records = this.fdes.get(section) ?? [];
      this.fdes.set(section, records);
      this.#last = { section, records };
    }
    this.#last.records.push(record);
  }
}

/** Records of one section that stand next to each other in the output, a row each: the input's record, and where it is here. */
interface PlacedRecords {
  readonly section: InputSection;
  readonly records: readonly number[];
  readonly offsets: Int32Array;
  /** Where their CIE stands; its own place for a CIE. */
  readonly cieOffset: number;
}

/** Bytes of an input from `start` on, and where they stand in the output. */
interface RecordStretch {
  readonly from: InputSection;
  readonly start: number;
  size: number;
  readonly offset: number;
}

export class EhFrameChunk extends SyntheticChunk {
  readonly #cies = new Map<string, Cie>();
  size = 0;
  /** What is wrong with the tables. */
  readonly problems: string[] = [];
  #sections = 0;

  constructor(
    /** Records start on multiples of it. */
    readonly recordAlignment: number,
    readonly lld: LldMajor,
  ) {
    super(".eh_frame", elf.SHT_PROGBITS, elf.SHF_ALLOC, 0, 1);
  }

  override get isNeeded(): boolean {
    return this.#sections > 0;
  }

  addSection(section: InputSection): void {
    this.#sections++;
    this.alignment = Math.max(this.alignment, section.alignment);
    this.problems.push(...endProblems(section, this.lld));
    const records = recordsOf(section);
    const { starts, cies } = records;
    const cieAt = new Map<number, Cie>();
    let known: Cie | undefined;
    let knownAt = -1;
    for (let record = 0; record < starts.length; record++) {
      const cie = cies[record] as number;
      if (cie < 0) {
        cieAt.set(starts[record] as number, this.#intern(section, record));
        knownAt = -1;
        continue;
      }
      if (cie !== knownAt) {
        known = cieAt.get(cie);
        knownAt = cie;
      }
      if (known === undefined) this.problems.push(`${section.file.displayName}:(${section.name}): invalid CIE reference`);
      else if (describesLiving(section, records, record)) known.add(section, record);
    }
  }

  #intern(section: InputSection, record: number): Cie {
    const { starts, sizes, relocations, relocationsFrom } = recordsOf(section);
    const columns = section.file.relocations;
    const start = starts[record] as number;
    let key = section.data.subarray(start, start + (sizes[record] as number)).join();
    for (let i = relocationsFrom[record] as number; i < (relocationsFrom[record + 1] as number); i++) {
      const row = relocations[i] as number;
      key += ` ${columns.offset(row) - start}:${section.file.symbolOf(row)?.name}+${columns.addend(row)}`;
    }
    const known = this.#cies.get(key);
    if (known !== undefined) return known;
    const cie = new Cie(section, record);
    this.#cies.set(key, cie);
    return cie;
  }

  /** Names in the inputs are names in this from now on: each with the record it stands in. */
  adopt(): void {
    const places = new Map<InputSection, PlacedRecords[]>();
    for (const placed of this.placed) {
      const known = places.get(placed.section);
      if (known === undefined) places.set(placed.section, [placed]);
      else known.push(placed);
    }
    // Of tables that a script discards LLD leaves the names.
    if (this.output === undefined) for (const section of places.keys()) leaveNames(section);
    else for (const [section, placed] of places) section.merged = { chunk: this, locate: (offset) => locate(section, placed, offset) };
  }

  get fdeCount(): number {
    let count = 0;
    for (const { fdes } of this.#cies.values()) for (const records of fdes.values()) count += records.length;
    return count;
  }

  /** Each CIE, then its FDEs; known after `finish`. */
  placed: readonly PlacedRecords[] = [];

  /** All records with their places; call once all inputs are in. A zero length ends the list. `folds`: equal functions became one. */
  finish(folds: boolean): void {
    const out: PlacedRecords[] = [];
    let end = 0;
    const place = (section: InputSection, records: number[], cieOffset: number) => {
      const { sizes } = recordsOf(section);
      const offsets = new Int32Array(records.length);
      for (let i = 0; i < records.length; i++) {
        offsets[i] = end;
        end += alignUp(sizes[records[i] as number] as number, this.recordAlignment);
      }
      out.push({ section, records, offsets, cieOffset });
    };
    for (const { section, record, fdes } of this.#cies.values()) {
      for (const [from, records] of fdes)
        if (folds && records.some((one) => isFolded(from, one)))
          fdes.set(
            from,
            records.filter((one) => !isFolded(from, one)),
          );
      const cieOffset = end;
      place(section, [record], cieOffset);
      for (const [from, records] of fdes) place(from, records, cieOffset);
    }
    this.placed = out;
    this.size = end + 4;
  }

  /** Calls `visit` for each relocation of a record that is here: a row of the section's file, and how far the record moved. */
  forEachRelocation(visit: (section: InputSection, relocation: number, shift: number) => void): void {
    for (const { section, records, offsets } of this.placed) {
      const { starts, relocations, relocationsFrom } = recordsOf(section);
      for (let i = 0; i < records.length; i++) {
        const record = records[i] as number;
        const shift = (offsets[i] as number) - (starts[record] as number);
        const end = relocationsFrom[record + 1] as number;
        for (let j = relocationsFrom[record] as number; j < end; j++) visit(section, relocations[j] as number, shift);
      }
    }
  }

  /** Runs of records that follow each other in the input as they do here. */
  stretches(): RecordStretch[] {
    const out: RecordStretch[] = [];
    for (const { section, records, offsets } of this.placed) {
      const { starts, sizes } = recordsOf(section);
      for (let i = 0; i < records.length; i++) {
        const record = records[i] as number;
        const one = { from: section, start: starts[record] as number, size: sizes[record] as number, offset: offsets[i] as number };
        const last = out.at(-1);
        const follows = last?.from === section && last.start + last.size === one.start && last.offset + last.size === one.offset;
        if (follows) last.size += one.size;
        else out.push(one);
      }
    }
    return out;
  }

  bytes(): Uint8Array {
    const out = new Uint8Array(this.size);
    this.writeTo(out, 0);
    return out;
  }

  override writeTo(out: Uint8Array, at: number): void {
    const view = new DataView(out.buffer, out.byteOffset + at, this.size);
    for (const placed of this.placed) {
      const { section, records, offsets, cieOffset } = placed;
      const { sizes } = recordsOf(section);
      for (let i = 0; i < records.length;) i = copyRun(placed, i, out, at);
      for (let i = 0; i < records.length; i++) {
        const offset = offsets[i] as number;
        if (this.recordAlignment > 1)
          view.setUint32(offset, alignUp(sizes[records[i] as number] as number, this.recordAlignment) - 4, true);
        if (cieOffset !== offset) view.setUint32(offset + 4, offset + 4 - cieOffset, true);
      }
    }
  }

  /** Where each function that has a record starts, counted from `from`, and where its record stands; by functions. */
  functions(from: bigint): { readonly starts: Float64Array; readonly offsets: Uint32Array } {
    const starts = new Float64Array(this.fdeCount);
    const places = new Uint32Array(starts.length);
    const distances = new Distances(from);
    let count = 0;
    for (const { section, records, offsets, cieOffset } of this.placed) {
      const all = recordsOf(section);
      for (let i = 0; i < records.length; i++) {
        if (offsets[i] === cieOffset) continue;
        starts[count] = functionStart(section, firstRelocation(all, records[i] as number) as number, distances);
        places[count++] = offsets[i] as number;
      }
    }
    return sortTogether(starts, places);
  }
}

/** Where the byte at `offset` of an input went; those of a record that is gone count from its start. */
function locate(section: InputSection, placed: readonly PlacedRecords[], offset: number): number {
  const { starts, sizes } = recordsOf(section);
  const record = starts.findIndex((start, i) => start <= offset && offset < start + (sizes[i] as number));
  if (record < 0) return offset;
  const within = offset - (starts[record] as number);
  for (const { records, offsets } of placed) {
    const i = records.indexOf(record);
    if (i >= 0) return (offsets[i] as number) + within;
  }
  return within;
}

/** Copies the records from the `first` on that follow each other here as in the input; returns the one behind them. */
function copyRun({ section, records, offsets }: PlacedRecords, first: number, out: Uint8Array, at: number): number {
  const { starts, sizes } = recordsOf(section);
  const start = starts[records[first] as number] as number;
  const shift = (offsets[first] as number) - start;
  let end = start;
  let i = first;
  for (; i < records.length; i++) {
    const record = records[i] as number;
    if (starts[record] !== end || (offsets[i] as number) - end !== shift) break;
    end += sizes[record] as number;
  }
  out.set(section.data.subarray(start, end), at + start + shift);
  return i;
}

/** Most tables are in order as they come. */
function sortTogether(starts: Float64Array, offsets: Uint32Array): { readonly starts: Float64Array; readonly offsets: Uint32Array } {
  let isSorted = true;
  for (let i = 1; i < starts.length; i++) if ((starts[i] as number) < (starts[i - 1] as number)) isSorted = false;
  if (isSorted) return { starts, offsets };
  const order = Uint32Array.from(starts.keys()).sort((a, b) => (starts[a] as number) - (starts[b] as number) || a - b);
  return { starts: Float64Array.from(order, (i) => starts[i] as number), offsets: Uint32Array.from(order, (i) => offsets[i] as number) };
}

/** The relocation that says whose record it is: its first. */
function firstRelocation({ relocations, relocationsFrom }: InputRecords, record: number): number | undefined {
  const from = relocationsFrom[record] as number;
  return from < (relocationsFrom[record + 1] as number) ? (relocations[from] as number) : undefined;
}

/** An FDE lives while the function its first relocation names does. */
function describesLiving(section: InputSection, records: InputRecords, record: number): boolean {
  const row = firstRelocation(records, record);
  const target = row === undefined ? undefined : section.file.symbolOf(row)?.section;
  return isInput(target) && target.live;
}

/** Of a function that was equal to another, which has a record of its own. */
function isFolded(section: InputSection, record: number): boolean {
  const row = firstRelocation(recordsOf(section), record);
  return row !== undefined && section.file.symbolOf(row)?.folded === true;
}

/** `row`: the relocation that says whose record it is. */
function functionStart(section: InputSection, row: number, distances: Distances): number {
  const symbol = section.file.symbolOf(row) as LinkSymbol;
  const columns = section.file.relocations;
  return distances.to(symbol, columns.nearAddend(row)) ?? Number(symbol.addressPlus(columns.addend(row)) - distances.from);
}

export class EhFrameHeaderChunk extends SyntheticChunk {
  constructor(readonly frames: EhFrameChunk) {
    super(".eh_frame_hdr", elf.SHT_PROGBITS, elf.SHF_ALLOC, 0, 4);
  }

  override get isNeeded(): boolean {
    return this.frames.isNeeded;
  }

  /** Where a script discards the tables, LLD leaves the room of the head and writes nothing. */
  get hasFrames(): boolean {
    return this.frames.output !== undefined;
  }

  get size(): number {
    return this.hasFrames ? 12 + 8 * this.frames.fdeCount : 12;
  }

  bytes(): Uint8Array {
    const out = new Uint8Array(this.size);
    this.writeTo(out, 0);
    return out;
  }

  /** Distances in an image of less than 4 GiB need no more than 32 bits. */
  override writeTo(out: Uint8Array, at: number): void {
    if (!this.hasFrames) return;
    const here = this.address;
    const frames = Number(this.frames.address - here);
    const { starts, offsets } = this.frames.functions(here);
    const view = new DataView(out.buffer, out.byteOffset + at, this.size);
    out.set([1, DW_EH_PE_PCREL_SDATA4, DW_EH_PE_UDATA4, DW_EH_PE_DATAREL_SDATA4], at);
    view.setUint32(4, frames - 4, true);
    let count = 0;
    for (let i = 0; i < starts.length; i++) {
      if (i > 0 && starts[i] === starts[i - 1]) continue;
      view.setUint32(12 + 8 * count, starts[i] as number, true);
      view.setUint32(16 + 8 * count, frames + (offsets[i] as number), true);
      count++;
    }
    view.setUint32(8, count, true);
  }
}
