// The tables a bare-metal image has beside its sections: ARM's exception index, unwinding tables with their header, the
// linker's comment.
import { ByteWriter } from "../../base/bytes.ts";
import type { LldMajor } from "../elf/options.ts";
import { xxh3, xxh64 } from "../../base/xxhash.ts";

const EXIDX_CANTUNWIND = 1;

/**
 * `.ARM.exidx`: functions here cannot be unwound, which one entry says for all that follow; the last stands where the
 * code ends.
 */
export function exceptionIndex(address: bigint, codeStart: bigint, codeEnd: bigint): Uint8Array {
  const out = new ByteWriter();
  [codeStart, codeEnd].forEach((function_, i) => {
    const distance = function_ - (address + BigInt(8 * i));
    out.u32(Number(BigInt.asUintN(31, distance))).u32(EXIDX_CANTUNWIND);
  });
  return out.bytes.slice();
}

/** One function's record in `.eh_frame`. */
export interface FrameRecord {
  /** From the object: length, CIE pointer, place of the function and its size, rules. */
  readonly bytes: Uint8Array;
  readonly functionAddress: () => bigint;
}

const CIE_POINTER = 4;
const FUNCTION = 8;

/** The common record, those of live functions, and the end. */
export class FrameTable {
  readonly size: number;
  readonly #offsets: number[] = [];

  constructor(
    readonly common: Uint8Array,
    readonly records: readonly FrameRecord[],
  ) {
    let at = common.length;
    for (const { bytes } of records) {
      this.#offsets.push(at);
      at += bytes.length;
    }
    this.size = at + 4;
  }

  bytes(address: bigint): Uint8Array {
    const out = new Uint8Array(this.size);
    const view = new DataView(out.buffer);
    out.set(this.common);
    this.records.forEach(({ bytes, functionAddress }, i) => {
      const at = this.#offsets[i] as number;
      out.set(bytes, at);
      view.setUint32(at + CIE_POINTER, at + CIE_POINTER, true);
      view.setInt32(at + FUNCTION, Number(functionAddress() - (address + BigInt(at + FUNCTION))), true);
    });
    return out;
  }

  get headerSize(): number {
    return 12 + 8 * this.records.length;
  }

  /** `.eh_frame_hdr`: a table to search, by the functions' addresses. */
  header(address: bigint, table: bigint): Uint8Array {
    const out = new ByteWriter().append([1, 0x1b, 0x03, 0x3b]);
    const signed = (value: bigint) => Number(BigInt.asUintN(32, value));
    out.u32(signed(table - (address + 4n))).u32(this.records.length);
    const rows = this.records.map(({ functionAddress }, i) => ({
      start: functionAddress(),
      at: table + BigInt(this.#offsets[i] as number),
    }));
    rows.sort((a, b) => (a.start < b.start ? -1 : 1));
    for (const { start, at } of rows) out.u32(signed(start - address)).u32(signed(at - address));
    return out.bytes.slice();
  }
}

/** `.comment`: each string once, in LLD's order of shards. */
export function mergedComment(sections: readonly Uint8Array[], own: string, lld: LldMajor): Uint8Array {
  const strings = [...sections.map((bytes) => new TextDecoder("latin1").decode(bytes)), `${own}\0`].join("").split("\0").slice(0, -1);
  const shardOf = (text: string) => {
    const hash = (lld === 15 ? xxh64 : xxh3)(Uint8Array.from(text, (c) => c.charCodeAt(0)));
    return Number((hash & 0xffffffffn) >> 27n);
  };
  const unique = [...new Set(strings)].map((text) => ({ text, shard: shardOf(text) }));
  unique.sort((a, b) => a.shard - b.shard);
  return Uint8Array.from(unique.map(({ text }) => `${text}\0`).join(""), (c) => c.charCodeAt(0));
}
