// `.eh_frame` and `.eh_frame_hdr`. The inputs' records (CIE: how to unwind in general; FDE: one function) are taken
// apart; equal CIEs become one, FDEs of functions that are gone go with them; the header is a table sorted by address
// for binary search. Format: LSB Core, chapter 10.6; pointer encodings: pcrel | sdata4 throughout, as compilers emit.
import { ByteWriter } from "../../base/bytes.ts";
import type { Relocation } from "../../elf/object.ts";
import type { InputSection, LinkSymbol } from "./input.ts";
import { alignUp } from "./output.ts";
import type { OutputSection, SyntheticChunk } from "./output.ts";

/** A relocation of a record, its offset counted from the record's start. */
export interface RecordRelocation {
  readonly at: number;
  readonly relocation: Relocation;
  readonly symbol: LinkSymbol;
}

interface UnwindRecord {
  readonly section: InputSection;
  readonly bytes: Uint8Array;
  readonly relocations: readonly RecordRelocation[];
  /** In the output chunk. */
  offset: number;
}

interface Cie extends UnwindRecord {
  readonly fdes: UnwindRecord[];
}

const DW_EH_PE_PCREL_SDATA4 = 0x1b;
const DW_EH_PE_UDATA4 = 0x03;
const DW_EH_PE_DATAREL_SDATA4 = 0x3b;

export class EhFrameChunk implements SyntheticChunk {
  output: OutputSection | undefined;
  offset = 0;
  readonly alignment = 8;
  readonly #cies = new Map<string, Cie>();
  size = 0;

  addSection(section: InputSection): void {
    const { data } = section.section;
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const cieAt = new Map<number, Cie>();
    for (let at = 0; at + 4 <= data.length;) {
      const length = view.getUint32(at, true);
      if (length === 0 || at + 4 + length > data.length) break;
      const record = recordAt(section, at, length + 4);
      const id = view.getUint32(at + 4, true);
      if (id === 0) cieAt.set(at, this.#intern(record));
      else addFde(cieAt.get(at + 4 - id), record);
      at += length + 4;
    }
  }

  #intern(record: UnwindRecord): Cie {
    const personality = record.relocations.map(({ at, symbol, relocation }) => `${at}:${symbol.name}+${relocation.addend}`).join();
    const key = `${record.bytes.join()} ${personality}`;
    const known = this.#cies.get(key);
    if (known !== undefined) return known;
    const cie: Cie = { ...record, fdes: [] };
    this.#cies.set(key, cie);
    return cie;
  }

  get fdeCount(): number {
    return [...this.#cies.values()].reduce((sum, cie) => sum + cie.fdes.length, 0);
  }

  /** All records with their places; call once all inputs are in. A zero length ends the list. */
  finish(): void {
    let at = 0;
    for (const record of this.records()) {
      record.offset = at;
      at += alignUp(record.bytes.length, 8);
    }
    this.size = at + 4;
  }

  *records(): Generator<UnwindRecord> {
    for (const cie of this.#cies.values()) {
      yield cie;
      yield* cie.fdes;
    }
  }

  bytes(): Uint8Array {
    const out = new Uint8Array(this.size);
    const view = new DataView(out.buffer);
    for (const cie of this.#cies.values()) {
      copyRecord(out, view, cie);
      for (const fde of cie.fdes) {
        copyRecord(out, view, fde);
        view.setUint32(fde.offset + 4, fde.offset + 4 - cie.offset, true);
      }
    }
    return out;
  }
}

function copyRecord(out: Uint8Array, view: DataView, record: UnwindRecord): void {
  out.set(record.bytes, record.offset);
  view.setUint32(record.offset, alignUp(record.bytes.length, 8) - 4, true);
}

function recordAt(section: InputSection, at: number, size: number): UnwindRecord {
  const relocations = section.section.relocations
    .filter(({ offset }) => offset >= at && offset < at + size)
    .map((relocation) => ({ at: relocation.offset - at, relocation, symbol: section.file.symbols[relocation.symbol] as LinkSymbol }));
  return { section, bytes: section.section.data.subarray(at, at + size), relocations, offset: 0 };
}

/** An FDE lives while the function its first relocation names does. */
function addFde(cie: Cie | undefined, record: UnwindRecord): void {
  const base = record.relocations[0]?.symbol.base;
  if (cie !== undefined && base?.kind === "section" && base.section.live) cie.fdes.push(record);
}

export class EhFrameHeaderChunk implements SyntheticChunk {
  output: OutputSection | undefined;
  offset = 0;
  readonly alignment = 4;

  constructor(readonly frames: EhFrameChunk) {}

  get size(): number {
    return 12 + 8 * this.frames.fdeCount;
  }

  bytes(): Uint8Array {
    const here = (this.output as OutputSection).address + BigInt(this.offset);
    const frames = (this.frames.output as OutputSection).address + BigInt(this.frames.offset);
    const entries = [...this.frames.records()]
      .filter(({ bytes }) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true) !== 0)
      .map((fde) => ({ start: startAddress(fde), fde: frames + BigInt(fde.offset) }))
      .sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
    const out = new ByteWriter().append([1, DW_EH_PE_PCREL_SDATA4, DW_EH_PE_UDATA4, DW_EH_PE_DATAREL_SDATA4]);
    out.u32(Number(frames - here - 4n)).u32(entries.length);
    for (const { start, fde } of entries) out.u32(Number(start - here)).u32(Number(fde - here));
    return out.bytes.slice();
  }
}

function startAddress(fde: UnwindRecord): bigint {
  const first = fde.relocations[0] as RecordRelocation;
  return first.symbol.address + first.relocation.addend;
}
