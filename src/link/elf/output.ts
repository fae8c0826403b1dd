// An output section: chunks in order, with the address and file offset that `layout.ts` gives it.
import * as elf from "../../elf/constants.ts";
import type { Chunk, InputSection } from "./input.ts";

export const alignUp = (value: number, alignment: number): number => Math.ceil(value / alignment) * alignment;
export const alignUp64 = (value: bigint, alignment: bigint): bigint => ((value + alignment - 1n) / alignment) * alignment;

/** A chunk that the linker makes itself. `bytes()` is asked when all addresses are known. */
export interface SyntheticChunk extends Chunk {
  output: OutputSection | undefined;
  offset: number;
  bytes(): Uint8Array;
}

export function isSynthetic(chunk: Chunk): chunk is SyntheticChunk {
  return "bytes" in chunk;
}

export class OutputSection {
  readonly chunks: Chunk[] = [];
  flags = 0;
  alignment = 1;
  size = 0;
  address = 0n;
  offset = 0;
  index = 0;
  link: OutputSection | undefined;
  info = 0;
  #entrySizes = new Set<number>();

  constructor(
    readonly name: string,
    public type: number,
  ) {}

  get isAlloc(): boolean {
    return (this.flags & elf.SHF_ALLOC) !== 0;
  }

  get isNobits(): boolean {
    return this.type === elf.SHT_NOBITS;
  }

  get isTls(): boolean {
    return (this.flags & elf.SHF_TLS) !== 0;
  }

  /** sh_entsize: 0 where the chunks disagree. */
  get entrySize(): number {
    return this.#entrySizes.size === 1 ? ([...this.#entrySizes][0] as number) : 0;
  }

  /** Bytes it takes in the file. */
  get fileSize(): number {
    return this.isNobits ? 0 : this.size;
  }

  get end(): bigint {
    return this.address + BigInt(this.size);
  }

  add(chunk: Chunk & { output: OutputSection | undefined }, flags: number, entrySize: number): void {
    chunk.output = this;
    this.chunks.push(chunk);
    this.flags |= flags;
    this.alignment = Math.max(this.alignment, chunk.alignment);
    this.#entrySizes.add(entrySize);
  }

  addInput(section: InputSection): void {
    if (this.isNobits && section.section.type !== elf.SHT_NOBITS) this.type = section.section.type;
    this.add(section, section.section.flags & ~(elf.SHF_GROUP | elf.SHF_GNU_RETAIN), section.section.entrySize);
  }

  /** Gives each chunk its offset; sizes must be final. */
  assignOffsets(): void {
    let at = 0;
    for (const chunk of this.chunks) {
      at = alignUp(at, chunk.alignment);
      (chunk as { offset: number }).offset = at;
      at += chunk.size;
      this.alignment = Math.max(this.alignment, chunk.alignment);
    }
    this.size = at;
  }
}
