// Sections the linker makes itself. Each is a chunk: it knows its size once the inputs are resolved, and writes itself
// when all addresses are known. Byte layouts: System V gABI (dynamic section, hash table, symbol table), GNU hash as
// glibc reads it.
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
import { Chunk } from "./input.ts";
import type { InputFile } from "./input.ts";
import type { LinkSymbol } from "./symbol.ts";

/** A chunk that no object has. */
abstract class MadeChunk extends Chunk {
  constructor(
    readonly name: string,
    type: number,
    flags: number,
    readonly entrySize: number,
    alignment: number,
  ) {
    super("made", type, flags, alignment);
  }
}

/** A chunk that the linker makes. `bytes()` is asked when all addresses are known. */
export abstract class SyntheticChunk extends MadeChunk {
  abstract bytes(): Uint8Array;

  /** Writes itself to `out` at `at`: whoever is long does so without bytes of its own. */
  writeTo(out: Uint8Array, at: number): void {
    out.set(this.bytes(), at);
  }

  /** Asked after all relocations are scanned; a chunk that nothing needs leaves the image. */
  get isNeeded(): boolean {
    return true;
  }
}

/** A chunk whose bytes are known from the start, or computed. */
export class ComputedChunk extends SyntheticChunk {
  constructor(
    name: string,
    type: number,
    flags: number,
    entrySize: number,
    alignment: number,
    readonly computeSize: () => number,
    readonly bytes: () => Uint8Array,
  ) {
    super(name, type, flags, entrySize, alignment);
  }

  get size(): number {
    return this.computeSize();
  }
}

export function fixedChunk(
  name: string,
  type: number,
  flags: number,
  entrySize: number,
  alignment: number,
  content: Uint8Array,
): ComputedChunk {
  return new ComputedChunk(
    name,
    type,
    flags,
    entrySize,
    alignment,
    () => content.length,
    () => content,
  );
}

/** Zeros: a tentative definition's room, or the padding that ends relro. */
export class ZeroChunk extends MadeChunk {
  constructor(
    name: string,
    flags: number,
    alignment: number,
    readonly size: number,
    /** Where the tentative definition is. */
    readonly file?: InputFile,
  ) {
    super(name, elf.SHT_NOBITS, flags, 0, alignment);
  }
}

/**
 * What LLD makes for uses that are refused here: copies of what shared libraries define, slots of indirect functions. A script's
 * section that is given this takes its type and access before it leaves.
 */
export class AbsentSection extends SyntheticChunk {
  readonly size = 0;

  constructor(name: string, type: number, alignment = 1, access: number = elf.SHF_WRITE, entrySize = 0) {
    super(name, type, elf.SHF_ALLOC | access, entrySize, alignment);
  }

  bytes(): Uint8Array {
    return new Uint8Array();
  }

  override get isNeeded(): boolean {
    return false;
  }
}

/** A place that the loader adds the load address to, or writes what it finds for a name to. */
export interface DynamicRelocation {
  /** R_*_RELATIVE, or one by name: R_X86_64_GLOB_DAT, R_X86_64_64 and their like. */
  readonly type: number;
  readonly chunk: Chunk;
  /** In the chunk. */
  readonly offset: number;
  readonly target: LinkSymbol;
  readonly addend: bigint;
}

/** `.rela.dyn`: relative relocations by address, then those by name, in the order of the names' table. */
export class DynamicRelocations extends SyntheticChunk {
  readonly entries: DynamicRelocation[] = [];

  constructor(
    name: string,
    flags: number,
    /** R_*_RELATIVE */
    readonly relative: number,
    /** In `.dynsym`. */
    readonly indexOf: (symbol: LinkSymbol) => number,
  ) {
    super(name, elf.SHT_RELA, flags, 24, 8);
  }

  override get isNeeded(): boolean {
    return this.entries.length > 0;
  }

  get size(): number {
    return 24 * this.entries.length;
  }

  get relativeCount(): number {
    return this.entries.reduce((count, { type }) => count + (type === this.relative ? 1 : 0), 0);
  }

  bytes(): Uint8Array {
    const out = new ByteWriter(true, this.size);
    const placed = this.entries.map(({ type, chunk, offset, target, addend }) => ({
      type,
      symbol: type === this.relative ? 0 : this.indexOf(target),
      address: placeOf(chunk, offset),
      value: type === this.relative ? target.addressPlus(addend) : addend,
    }));
    const isOther = (type: number) => (type === this.relative ? 0 : 1);
    placed.sort((a, b) => isOther(a.type) - isOther(b.type) || a.symbol - b.symbol || (a.address < b.address ? -1 : 1));
    for (const { type, symbol, address, value } of placed) out.u64(address).u32(type).u32(symbol).u64(value);
    return out.bytes.slice();
  }
}

function placeOf(chunk: Chunk, offset: number): bigint {
  return chunk.address + BigInt(offset);
}

/** `.got`: a word for each symbol whose address, or offset in the thread's block, is loaded from the table. */
export class GlobalOffsetTable extends SyntheticChunk {
  readonly entries: { readonly symbol: LinkSymbol; readonly kind: "address" | "thread offset" }[] = [];
  /** Something pointed into it, even if every reference was relaxed away. */
  wanted = false;

  constructor(
    /** Its words are left to relocations that bring the addresses along. */
    readonly isLoaders: boolean,
    /** End of the thread-local block. */
    readonly threadEnd: () => bigint,
    /** Words in front of the symbols'; the first is the dynamic section's address. */
    readonly header: number,
    readonly dynamic: () => bigint,
    /** Bytes of a word: no slots are made where that is not 8. */
    word: number,
  ) {
    super(".got", elf.SHT_PROGBITS, elf.SHF_ALLOC | elf.SHF_WRITE, 0, word);
  }

  override get isNeeded(): boolean {
    return this.wanted;
  }

  /** Index of a new word. */
  add(symbol: LinkSymbol, kind: "address" | "thread offset"): number {
    this.wanted = true;
    return this.entries.push({ symbol, kind }) - 1 + this.header;
  }

  get size(): number {
    return 8 * (this.header + this.entries.length);
  }

  slotAddress(index: number): bigint {
    return this.address + 8n * BigInt(index);
  }

  bytes(): Uint8Array {
    const out = new ByteWriter(true, this.size);
    for (let i = 0; i < this.header; i++) out.u64(i === 0 ? this.dynamic() : 0n);
    for (const { symbol, kind } of this.entries) {
      if (kind === "thread offset") out.u64(symbol.address - this.threadEnd());
      else out.u64(symbol.isPreemptible || (this.isLoaders && !symbol.isAbsolute) ? 0n : symbol.address);
    }
    return out.bytes.slice();
  }
}
