// Mergeable sections (SHF_MERGE): equal strings, or equal records of sh_entsize bytes, take one place. Order is LLD's
// without tail merging: a piece goes to one of 32 shards by its hash, shards follow each other, and inside a shard
// pieces stand as they first appeared. This is where `.debug_str` and `.comment` get their order from. `-O2` sorts
// strings instead, so that one that ends another shares its tail.
import * as elf from "../../elf/constants.ts";
import { byReversedBytes, concatenate, endsWith } from "../../elf/string-tables.ts";
import { xxh3, xxh64 } from "../../base/xxhash.ts";
import { isInput } from "./input.ts";
import type { Chunk, InputSection } from "./input.ts";
import type { LinkOptions } from "./options.ts";
import { alignUp } from "./output.ts";
import type { OutputSection } from "./output.ts";
import { SyntheticChunk } from "./synthetic.ts";

const SHARDS = 32;

interface Piece {
  readonly bytes: Uint8Array;
  readonly shard: number;
  offset: number;
}

/** One input's pieces: where each starts there, and which piece it became. */
interface PieceMap {
  readonly starts: number[];
  /** Undefined where nothing refers to it. */
  readonly pieces: (Piece | undefined)[];
}

/** Latin-1 text of the bytes: a key that is equal where they are. */
function keyOf(bytes: Uint8Array): string {
  let key = "";
  for (let at = 0; at < bytes.length; at += 8192) key += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return key;
}

export class MergedChunk extends SyntheticChunk {
  size = 0;
  readonly #pieces = new Map<string, Piece>();
  readonly #shards: Piece[][] = Array.from({ length: SHARDS }, () => []);
  /** Those that have a place of their own, in order; known after `finish`. */
  #written: readonly Piece[] = [];

  constructor(
    name: string,
    flags: number,
    entrySize: number,
    alignment: number,
    readonly options: LinkOptions,
  ) {
    super(name, elf.SHT_PROGBITS, flags, entrySize, alignment);
  }

  get isStrings(): boolean {
    return (this.flags & elf.SHF_STRINGS) !== 0;
  }

  /** Takes over an input section: its bytes are found through `merged` from now on. */
  addSection(section: InputSection): void {
    if (section.alignment > this.alignment) this.alignment = section.alignment;
    const map = this.addBytes(section.data, section.usedOffsets);
    section.merged = {
      chunk: this,
      locate: (offset) => locate(map, offset),
      holds: (offset) => map.pieces[pieceAt(map, offset)] !== undefined,
    };
  }

  /** `used`: offsets in the pieces that are taken; undefined for all. */
  addBytes(data: Uint8Array, used?: ReadonlySet<number>): PieceMap {
    const map: PieceMap = { starts: [], pieces: [] };
    const offsets = used === undefined ? undefined : [...used].sort((a, b) => a - b);
    let next = 0;
    for (let at = 0; at < data.length;) {
      const end = this.isStrings ? stringEnd(data, at, this.entrySize) : Math.min(data.length, at + this.entrySize);
      map.starts.push(at);
      const first = next;
      if (offsets !== undefined) while (next < offsets.length && (offsets[next] as number) < end) next++;
      map.pieces.push(offsets === undefined || next > first ? this.#intern(data.subarray(at, end)) : undefined);
      at = end;
    }
    return map;
  }

  #intern(bytes: Uint8Array): Piece {
    const key = keyOf(bytes);
    const known = this.#pieces.get(key);
    if (known !== undefined) return known;
    const hashed = this.isStrings ? bytes.subarray(0, bytes.length - this.entrySize) : bytes;
    const hash = this.options.lld === 15 ? xxh64(hashed) : xxh3(hashed);
    const piece: Piece = { bytes, shard: Number((hash & 0xffffffffn) >> 27n), offset: 0 };
    this.#pieces.set(key, piece);
    (this.#shards[piece.shard] as Piece[]).push(piece);
    return piece;
  }

  /** Gives each piece its offset. Call once all inputs are in. */
  finish(): void {
    if (this.isStrings && this.options.optimize >= 2) this.#shareTails();
    else this.#placeShards();
  }

  /** Strings that end others take no place of their own, where that is aligned. */
  #shareTails(): void {
    let at = 0;
    let previous: Piece | undefined;
    const written: Piece[] = [];
    for (const piece of [...this.#pieces.values()].sort((a, b) => byReversedBytes(a.bytes, b.bytes))) {
      const tail = at - piece.bytes.length;
      if (previous !== undefined && endsWith(previous.bytes, piece.bytes) && tail % this.alignment === 0) {
        piece.offset = tail;
        continue;
      }
      piece.offset = alignUp(at, this.alignment);
      at = piece.offset + piece.bytes.length;
      written.push(piece);
      previous = piece;
    }
    this.#written = written;
    this.size = at;
  }

  #placeShards(): void {
    let at = 0;
    for (const shard of this.#shards) {
      for (const piece of shard) {
        piece.offset = alignUp(at, this.alignment);
        at = piece.offset + piece.bytes.length;
      }
    }
    this.#written = this.#shards.flat();
    this.size = at;
  }

  bytes(): Uint8Array {
    const chunks: Uint8Array[] = [];
    let at = 0;
    for (const piece of this.#written) {
      chunks.push(new Uint8Array(piece.offset - at), piece.bytes);
      at = piece.offset + piece.bytes.length;
    }
    return concatenate(chunks, this.size);
  }
}

/** End of the string at `at`, its terminator (of `width` zero bytes) included; the data's end if there is none. */
function stringEnd(data: Uint8Array, at: number, width: number): number {
  if (width === 1) {
    const end = data.indexOf(0, at);
    return end < 0 ? data.length : end + 1;
  }
  for (let i = at; i + width <= data.length; i += width) if (data.subarray(i, i + width).every((byte) => byte === 0)) return i + width;
  return data.length;
}

/** Index of the piece that the byte at `offset` is in. */
function pieceAt({ starts }: PieceMap, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What points into a piece that is gone points to the start of all, as with LLD. */
function locate(map: PieceMap, offset: number): number {
  const index = pieceAt(map, offset);
  return index in map.starts ? (map.pieces[index]?.offset ?? 0) + offset - (map.starts[index] as number) : offset;
}

export function isMergeable(chunk: Chunk, options: LinkOptions): chunk is InputSection {
  if ((chunk.flags & elf.SHF_MERGE) === 0 || !isInput(chunk) || options.optimize === 0) return false;
  const { entrySize, size } = chunk;
  return entrySize > 0 && size > 0 && size % entrySize === 0 && chunk.relocationsFrom === chunk.relocationsTo;
}

/** Puts one merged chunk in place of all mergeable inputs of a run that fit together: by flags, record size, alignment of strings. */
export function mergeInputs(section: OutputSection, options: LinkOptions): void {
  if ((section.flags & elf.SHF_MERGE) === 0) return;
  for (const run of section.commands) {
    if (run.kind !== "inputs" || !run.chunks.some((chunk) => isMergeable(chunk, options))) continue;
    const merged = new Map<string, MergedChunk>();
    const out: Chunk[] = [];
    for (const chunk of run.chunks) {
      if (!isMergeable(chunk, options)) {
        out.push(chunk);
        continue;
      }
      const { flags, entrySize, alignment } = chunk;
      const key = `${flags} ${entrySize} ${(flags & elf.SHF_STRINGS) === 0 ? 0 : alignment}`;
      let into = merged.get(key);
      if (into === undefined) {
        into = new MergedChunk(options.lld === 15 ? section.name : chunk.name, flags, entrySize, alignment, options);
        into.output = section;
        merged.set(key, into);
        out.push(into);
      }
      into.addSection(chunk);
    }
    for (const chunk of merged.values()) chunk.finish();
    run.chunks = out;
  }
}
