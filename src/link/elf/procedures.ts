// Calls of functions that a loader finds: an entry of `.plt` for each, which jumps by way of a word of `.got.plt`, and a
// relocation of `.rela.plt` by which the loader fills that word, at the first call unless it is told to do so at once.
// Source: x86-64 psABI, 5.2, "Procedure Linkage Table"; the code is LLD's.
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
import type { LinkSymbol } from "./symbol.ts";
import { SyntheticChunk } from "./synthetic.ts";

const HEADER_SIZE = 16;
const ENTRY_SIZE = 16;
const WORD = 8;
/** Words of the loader's own in front of the table's. */
const LOADERS_WORDS = 3;

/** `.got.plt`: where _GLOBAL_OFFSET_TABLE_ points; three words for the loader, the first is the dynamic section's address. */
export class ProcedureOffsetTable extends SyntheticChunk {
  /** Functions that are called by way of it. */
  readonly entries: LinkSymbol[] = [];
  wanted = false;

  constructor(
    readonly dynamic: () => bigint,
    /** Of a function's code in `.plt`, by its number. */
    readonly codeAddress: (index: number) => bigint,
  ) {
    super(".got.plt", elf.SHT_PROGBITS, elf.SHF_ALLOC | elf.SHF_WRITE, 0, WORD);
  }

  override get isNeeded(): boolean {
    return this.wanted || this.entries.length > 0;
  }

  get size(): number {
    return WORD * (LOADERS_WORDS + this.entries.length);
  }

  /** Number of a new entry. */
  add(symbol: LinkSymbol): number {
    return this.entries.push(symbol) - 1;
  }

  wordAddress(index: number): bigint {
    return this.address + BigInt(WORD * (LOADERS_WORDS + index));
  }

  /** Before the loader has been there a word leads to the code behind the jump. */
  bytes(): Uint8Array {
    const out = new ByteWriter(true, this.size).u64(this.dynamic()).u64(0).u64(0);
    for (let i = 0; i < this.entries.length; i++) out.u64(this.codeAddress(i) + 6n);
    return out.bytes.slice();
  }
}

/** `.plt` */
export class ProcedureLinkageTable extends SyntheticChunk {
  constructor(readonly words: ProcedureOffsetTable) {
    super(".plt", elf.SHT_PROGBITS, elf.SHF_ALLOC | elf.SHF_EXECINSTR, 0, 16);
  }

  override get isNeeded(): boolean {
    return this.words.entries.length > 0;
  }

  get size(): number {
    return this.isNeeded ? HEADER_SIZE + ENTRY_SIZE * this.words.entries.length : 0;
  }

  /** Where a function's code is, from the start. */
  placeOf(index: number): number {
    return HEADER_SIZE + ENTRY_SIZE * index;
  }

  codeAddress(index: number): bigint {
    return this.address + BigInt(this.placeOf(index));
  }

  bytes(): Uint8Array {
    const out = new ByteWriter(true, this.size);
    const distance = (to: bigint, from: bigint) => Number(BigInt.asUintN(32, to - from));
    const start = this.address;
    // pushq the second word; jmp *the third; nop
    out.append([0xff, 0x35]).u32(distance(this.words.address + 8n, start + 6n));
    out
      .append([0xff, 0x25])
      .u32(distance(this.words.address + 16n, start + 12n))
      .append([0x0f, 0x1f, 0x40, 0x00]);
    for (let i = 0; i < this.words.entries.length; i++) {
      const code = this.codeAddress(i);
      // jmp *the function's word; pushq its number; jmp to the start
      out.append([0xff, 0x25]).u32(distance(this.words.wordAddress(i), code + 6n));
      out
        .u8(0x68)
        .u32(i)
        .u8(0xe9)
        .u32(distance(start, code + 16n));
    }
    return out.bytes.slice();
  }
}

/** `.rela.plt` */
export class ProcedureRelocations extends SyntheticChunk {
  constructor(
    readonly words: ProcedureOffsetTable,
    /** R_*_JUMP_SLOT */
    readonly jumpSlot: number,
    /** In `.dynsym`. */
    readonly indexOf: (symbol: LinkSymbol) => number,
  ) {
    super(".rela.plt", elf.SHT_RELA, elf.SHF_ALLOC | elf.SHF_INFO_LINK, 24, 8);
  }

  override get isNeeded(): boolean {
    return this.words.entries.length > 0;
  }

  get size(): number {
    return 24 * this.words.entries.length;
  }

  bytes(): Uint8Array {
    const out = new ByteWriter(true, this.size);
    this.words.entries.forEach((symbol, i) => out.u64(this.words.wordAddress(i)).u32(this.jumpSlot).u32(this.indexOf(symbol)).u64(0));
    return out.bytes.slice();
  }
}
