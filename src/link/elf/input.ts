// What goes into a link: files, their sections, and symbols. An InputSection is the unit that lives or dies, is placed
// and relocated; a LinkSymbol is one name's meaning for the whole link (or one local of a file).
import * as elf from "../../elf/constants.ts";
import type { ElfObject, ObjectSection } from "../../elf/object.ts";
import type { OutputSection } from "./output.ts";

/** Part of an output section: knows its size, then writes itself. */
export interface Chunk {
  readonly size: number;
  readonly alignment: number;
  readonly output: OutputSection | undefined;
  /** Offset in the output section, bytes; known after sizes are. */
  readonly offset: number;
}

export class InputSection implements Chunk {
  live = false;
  output: OutputSection | undefined;
  offset = 0;
  /** Set for sections whose pieces were merged with others' (`merge.ts`): where a byte of this one went. */
  merged: { chunk: Chunk; locate(offset: number): number } | undefined;

  constructor(
    readonly file: InputFile,
    readonly index: number,
    readonly section: ObjectSection,
  ) {}

  get size(): number {
    return this.section.size;
  }

  get alignment(): number {
    return this.section.alignment;
  }

  get isAlloc(): boolean {
    return (this.section.flags & elf.SHF_ALLOC) !== 0;
  }
}

export interface InputFile {
  readonly object: ElfObject;
  /** By section index; undefined where a COMDAT duplicate was dropped. */
  readonly sections: (InputSection | undefined)[];
  /** By symbol index. */
  readonly symbols: LinkSymbol[];
}

/** Where a symbol's value counts from. */
export type SymbolBase =
  | { readonly kind: "undefined" }
  | { readonly kind: "absolute" }
  | { readonly kind: "section"; readonly section: InputSection }
  | { readonly kind: "chunk"; readonly chunk: Chunk }
  /** Start (or end) of an output section, for names the linker defines. */
  | { readonly kind: "output"; readonly output: OutputSection; readonly atEnd: boolean };

export class LinkSymbol {
  base: SymbolBase = { kind: "undefined" };
  value = 0n;
  size = 0n;
  type = elf.STT_NOTYPE;
  visibility = elf.STV_DEFAULT;
  /** Slot in the global offset table. */
  gotIndex = -1;
  commonAlignment = 0;

  constructor(
    readonly name: string,
    public binding: number,
    /** The file that defines it, or first named it. */
    public file: InputFile | undefined,
  ) {}

  get isDefined(): boolean {
    return this.base.kind !== "undefined";
  }

  get isLocal(): boolean {
    return this.binding === elf.STB_LOCAL;
  }

  /** Its address is the same wherever the image is loaded. */
  get isAbsolute(): boolean {
    return this.base.kind === "absolute" || this.base.kind === "undefined";
  }

  /**
   * Where `symbol + addend` is. A section's symbol with an addend names the byte at that offset, which merging may have
   * moved elsewhere than its neighbours.
   */
  addressPlus(addend: bigint): bigint {
    if (this.type === elf.STT_SECTION && this.base.kind === "section" && this.base.section.merged !== undefined) {
      return sectionAddress(this.base.section, this.value + addend);
    }
    return this.address + addend;
  }

  /** The address: an unresolved weak symbol's is 0. */
  get address(): bigint {
    const base = this.base;
    if (base.kind === "undefined") return 0n;
    if (base.kind === "absolute") return this.value;
    if (base.kind === "output") return base.output.address + (base.atEnd ? BigInt(base.output.size) : 0n) + this.value;
    if (base.kind === "chunk") return chunkAddress(base.chunk) + this.value;
    return sectionAddress(base.section, this.value);
  }
}

export function chunkAddress(chunk: Chunk): bigint {
  return (chunk.output as OutputSection).address + BigInt(chunk.offset);
}

/** Address of a byte of an input section, also where its pieces were merged. */
export function sectionAddress(section: InputSection, offset: bigint): bigint {
  if (section.merged !== undefined) return chunkAddress(section.merged.chunk) + BigInt(section.merged.locate(Number(offset)));
  return chunkAddress(section) + offset;
}

/** `file.o:(.text.foo+0x3)`, as LLD names a place. */
export function describePlace(section: InputSection, offset: number): string {
  return `${section.file.object.name}:(${section.section.name}+0x${offset.toString(16)})`;
}
