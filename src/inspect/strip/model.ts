// A file as strip takes it apart: sections that know the segment they lie in, symbols that know their section.
import { ET_REL, PT_TLS, SHF_ALLOC, SHF_TLS, SHT_NOBITS, SHT_SYMTAB } from "../../elf/constants.ts";
import { ElfError, hex } from "../../elf/read.ts";
import type { ElfFile, Section, Segment } from "../../elf/read.ts";
import { readSymbolTable } from "../../elf/read-symbols.ts";
import type { SymbolTable } from "../../elf/read-symbols.ts";

/** A segment, or the ELF header and the program header table, which move like segments. */
export interface Piece {
  readonly offset: bigint;
  readonly fileSize: bigint;
  readonly vaddr: bigint;
  readonly alignment: bigint;
  readonly index: number;
  readonly segment: Segment | undefined;
  parent: Piece | undefined;
  newOffset: bigint;
  newFileSize: bigint;
}

/** The next multiple of `alignment`, or what is congruent to `skew` by it. */
export const alignTo = (value: bigint, alignment: bigint, skew = 0n): bigint => {
  const step = alignment === 0n ? 1n : alignment;
  const wanted = skew % step;
  return ((value + step - 1n - wanted) / step) * step + wanted;
};

export interface PlacedSection {
  readonly section: Section;
  readonly name: string;
  readonly parent: Piece | undefined;
}

export interface PlainSymbol {
  /** Number in the old table. */
  readonly index: number;
  readonly name: string;
  readonly binding: number;
  readonly type: number;
}

function byOffset(a: Piece, b: Piece): number {
  if (a.offset !== b.offset) return a.offset < b.offset ? -1 : 1;
  return a.index - b.index;
}

function overlaps(child: Piece, parent: Piece): boolean {
  return parent.offset <= child.offset && parent.offset + parent.fileSize > child.offset;
}

/** Pieces in order of offset, each with the outermost piece it begins in. */
function piecesOf(file: ElfFile): Piece[] {
  const { header, is64, segments } = file;
  for (const { offset, fileSize } of segments) {
    if (offset + fileSize <= BigInt(file.access.size)) continue;
    throw new ElfError(`program header with offset ${hex(offset)} and file size ${hex(fileSize)} goes past the end of the file`);
  }
  const piece = (offset: bigint, fileSize: bigint, index: number, segment?: Segment): Piece => ({
    offset,
    fileSize,
    vaddr: segment?.vaddr ?? 0n,
    alignment: segment?.alignment ?? 1n,
    index,
    segment,
    parent: undefined,
    newOffset: offset,
    newFileSize: fileSize,
  });
  const pieces = segments.map((segment) => piece(segment.offset, segment.fileSize, segment.index, segment));
  const holders = [...pieces];
  pieces.push(piece(0n, is64 ? 64n : 52n, segments.length));
  pieces.push(
    piece(header.phnum === 0 ? (is64 ? 64n : 52n) : header.phoff, BigInt(segments.length * (is64 ? 56 : 32)), segments.length + 1),
  );
  for (const child of pieces) {
    for (const parent of holders) {
      if (child === parent || byOffset(parent, child) >= 0 || !overlaps(child, parent)) continue;
      if (child.parent === undefined || byOffset(parent, child.parent) < 0) child.parent = parent;
    }
  }
  return pieces.sort(byOffset);
}

/** Whether a section is in a segment, by its place in the file (in memory for SHT_NOBITS). */
export function liesIn(section: Section, { segment }: Piece): boolean {
  if (segment === undefined) return false;
  const size = section.size === 0n ? 1n : section.size;
  if (section.type !== SHT_NOBITS) return segment.offset <= section.offset && segment.offset + segment.fileSize >= section.offset + size;
  if ((section.flags & BigInt(SHF_ALLOC)) === 0n) return false;
  if (((section.flags & BigInt(SHF_TLS)) !== 0n) !== (segment.type === PT_TLS)) return false;
  return segment.vaddr <= section.address && segment.vaddr + segment.memorySize >= section.address + size;
}

export class StripModel {
  readonly pieces: readonly Piece[];
  /** Without section 0. */
  readonly sections: readonly PlacedSection[];
  readonly table: SymbolTable | undefined;
  readonly symbols: readonly PlainSymbol[];
  readonly isRelocatable: boolean;

  constructor(readonly file: ElfFile) {
    this.isRelocatable = file.header.type === ET_REL;
    this.pieces = piecesOf(file);
    this.sections = file.sections.slice(1).map((section) => ({
      section,
      name: file.sectionName(section),
      parent: this.pieces.find((piece) => liesIn(section, piece)),
    }));
    const found = file.sections.find(({ type }) => type === SHT_SYMTAB);
    this.table = found === undefined ? undefined : readSymbolTable(file, found);
    const { table } = this;
    this.symbols =
      table === undefined
        ? []
        : Array.from({ length: Math.max(0, table.count - 1) }, (_, i) => ({
            index: i + 1,
            name: table.name(i + 1),
            binding: table.binding(i + 1),
            type: table.type(i + 1),
          }));
  }
}
