// Sections the linker makes itself. Each is a chunk: it knows its size once the inputs are resolved, and writes itself
// when all addresses are known. Byte layouts: System V gABI (dynamic section, hash table, symbol table), GNU hash as
// glibc reads it. An executable exports nothing, so the dynamic symbol table never grows beyond its null entry.
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
import type { AppendingStrings } from "../../elf/string-tables.ts";
import type { LinkSymbol } from "./input.ts";
import type { LinkOptions } from "./options.ts";
import type { OutputSection, SyntheticChunk } from "./output.ts";

/** A chunk whose bytes are known from the start. */
export class FixedChunk implements SyntheticChunk {
  output: OutputSection | undefined;
  offset = 0;

  constructor(
    readonly alignment: number,
    readonly content: Uint8Array,
  ) {}

  get size(): number {
    return this.content.length;
  }

  bytes(): Uint8Array {
    return this.content;
  }
}

/** A chunk whose size and bytes are computed. */
export class ComputedChunk implements SyntheticChunk {
  output: OutputSection | undefined;
  offset = 0;

  constructor(
    readonly alignment: number,
    readonly computeSize: () => number,
    readonly bytes: () => Uint8Array,
  ) {}

  get size(): number {
    return this.computeSize();
  }
}

export const DYNAMIC_SYMBOLS = new Uint8Array(elf.SYM_SIZE[64]);
/** One empty bucket, one bloom word, shift 26: the GNU hash table of no symbols. */
export const EMPTY_GNU_HASH = new ByteWriter().u32(1).u32(1).u32(1).u32(26).u64(0).u32(0).bytes.slice();
/** One bucket, one chain entry, for the null symbol. */
export const EMPTY_HASH = new ByteWriter().u32(1).u32(1).u32(0).u32(0).bytes.slice();

/** A place that the loader adds the load address to. */
export interface RelativeRelocation {
  readonly address: () => bigint;
  readonly target: () => bigint;
}

/** `.rela.dyn`: relative relocations only, by address. */
export class RelativeRelocations implements SyntheticChunk {
  output: OutputSection | undefined;
  offset = 0;
  readonly alignment = 8;
  readonly entries: RelativeRelocation[] = [];

  get size(): number {
    return 24 * this.entries.length;
  }

  bytes(): Uint8Array {
    const out = new ByteWriter();
    const sorted = this.entries.map(({ address, target }) => ({ address: address(), target: target() }));
    sorted.sort((a, b) => (a.address < b.address ? -1 : 1));
    for (const { address, target } of sorted) out.u64(address).u64(elf.R_X86_64_RELATIVE).u64(target);
    return out.bytes.slice();
  }
}

/** `.got`: a slot for each symbol whose address is loaded from the table. */
export class GlobalOffsetTable implements SyntheticChunk {
  output: OutputSection | undefined;
  offset = 0;
  readonly alignment = 8;
  readonly symbols: LinkSymbol[] = [];
  /** Something pointed into it, even if every reference was relaxed away. */
  wanted = false;

  constructor(readonly pie: boolean) {}

  add(symbol: LinkSymbol): void {
    this.wanted = true;
    if (symbol.gotIndex >= 0) return;
    symbol.gotIndex = this.symbols.length;
    this.symbols.push(symbol);
  }

  get size(): number {
    return 8 * this.symbols.length;
  }

  get address(): bigint {
    return this.output === undefined ? 0n : this.output.address + BigInt(this.offset);
  }

  slotAddress(symbol: LinkSymbol): bigint {
    return this.address + 8n * BigInt(symbol.gotIndex);
  }

  /** Loaded images get their slots from relative relocations and zeros here. */
  bytes(): Uint8Array {
    const out = new ByteWriter();
    for (const symbol of this.symbols) out.u64(this.pie && !symbol.isAbsolute ? 0n : symbol.address);
    return out.bytes.slice();
  }
}

/** The sections `.dynamic` speaks of. */
export interface DynamicInputs {
  readonly dynsym: OutputSection;
  readonly dynstr: OutputSection;
  readonly gnuHash: OutputSection;
  readonly hash: OutputSection;
  readonly relaDyn: OutputSection | undefined;
  readonly arrays: readonly { readonly tag: number; readonly sizeTag: number; readonly section: OutputSection | undefined }[];
}

/** `.dynamic`, in LLD's order of tags. */
export function dynamicEntries(options: LinkOptions, inputs: DynamicInputs): [number, bigint][] {
  const entries: [number, bigint][] = [];
  const size = (section: OutputSection) => BigInt(section.size);
  if (options.now) entries.push([elf.DT_FLAGS, BigInt(elf.DF_BIND_NOW)]);
  entries.push([elf.DT_FLAGS_1, BigInt((options.now ? elf.DF_1_NOW : 0) | elf.DF_1_PIE)], [elf.DT_DEBUG, 0n]);
  const { relaDyn } = inputs;
  if (relaDyn !== undefined) {
    entries.push(
      [elf.DT_RELA, relaDyn.address],
      [elf.DT_RELASZ, size(relaDyn)],
      [elf.DT_RELAENT, 24n],
      [elf.DT_RELACOUNT, size(relaDyn) / 24n],
    );
  }
  entries.push(
    [elf.DT_SYMTAB, inputs.dynsym.address],
    [elf.DT_SYMENT, 24n],
    [elf.DT_STRTAB, inputs.dynstr.address],
    [elf.DT_STRSZ, size(inputs.dynstr)],
  );
  entries.push([elf.DT_GNU_HASH, inputs.gnuHash.address], [elf.DT_HASH, inputs.hash.address]);
  for (const { tag, sizeTag, section } of inputs.arrays)
    if (section !== undefined) entries.push([tag, section.address], [sizeTag, size(section)]);
  entries.push([elf.DT_NULL, 0n]);
  return entries;
}

export function dynamicBytes(entries: readonly (readonly [number, bigint])[]): Uint8Array {
  const out = new ByteWriter();
  for (const [tag, value] of entries) out.u64(tag).u64(value);
  return out.bytes.slice();
}

/** One entry of `.symtab`. */
export function symbolBytes(out: ByteWriter, symbol: LinkSymbol, name: number, binding: number, place: number): void {
  out
    .u32(name)
    .u8((binding << 4) | symbol.type)
    .u8(symbol.visibility)
    .u16(place)
    .u64(symbol.address)
    .u64(symbol.size);
}

/** `.symtab` needs its strings and its order before sizes are asked. */
export interface SymbolTableLayout {
  /** Locals first; hidden globals are locals of their file. */
  readonly symbols: readonly { readonly symbol: LinkSymbol; readonly name: number; readonly local: boolean }[];
  readonly strings: AppendingStrings;
}
