// A file as strip takes it apart: sections that know the segment they lie in, symbols that know their section.
import { ET_DYN, ET_EXEC, PT_TLS, SHF_ALLOC, SHF_TLS, SHT_NOBITS, SHT_REL, SHT_RELA } from "../../elf/constants.ts";
import type { ElfFile, Section, Segment } from "../../elf/read.ts";
import type { SymbolTable } from "../../elf/read-symbols.ts";
import { checkFile } from "./file-checks.ts";

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

type PieceOrder = (a: Piece, b: Piece) => number;

/** Of pieces that begin together the one with the greater alignment is the outer one, for LLVM 22. */
function orderOf(llvm: 15 | 22): PieceOrder {
  return (a, b) => {
    if (a.offset !== b.offset) return a.offset < b.offset ? -1 : 1;
    if (llvm === 22 && a.alignment !== b.alignment) return a.alignment > b.alignment ? -1 : 1;
    return a.index - b.index;
  };
}

function overlaps(child: Piece, parent: Piece): boolean {
  return parent.offset <= child.offset && parent.offset + parent.fileSize > child.offset;
}

const pieceOf = (index: number, place: Pick<Piece, "offset" | "fileSize" | "vaddr" | "alignment">, segment?: Segment): Piece => ({
  ...place,
  index,
  segment,
  parent: undefined,
  newOffset: place.offset,
  newFileSize: place.fileSize,
});

/** Pieces in order of offset, each with the outermost piece it begins in. */
function piecesOf(file: ElfFile, order: PieceOrder): Piece[] {
  const { header, is64, segments } = file;
  const holders = segments.map((segment) => pieceOf(segment.index, segment, segment));
  const start = pieceOf(segments.length, { offset: 0n, fileSize: is64 ? 64n : 52n, vaddr: 0n, alignment: 0n });
  const fileSize = BigInt(header.phentsize * header.phnum);
  const table = { offset: header.phoff, fileSize, vaddr: header.phoff, alignment: is64 ? 8n : 4n };
  const pieces = [...holders, start, pieceOf(segments.length + 1, table)];
  for (const child of pieces) {
    for (const parent of holders) {
      if (child === parent || order(parent, child) >= 0 || !overlaps(child, parent)) continue;
      if (child.parent === undefined || order(parent, child.parent) < 0) child.parent = parent;
    }
  }
  return pieces.sort(order);
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

/** Whether a linker may read the file: it is not linked, or has kept the relocations of which it was (--emit-relocs). */
function isRelinkable({ header: { type }, sections }: ElfFile): boolean {
  const isLinked = type === ET_EXEC || type === ET_DYN;
  return !isLinked || sections.some((each) => (each.type === SHT_REL || each.type === SHT_RELA) && (each.flags & BigInt(SHF_ALLOC)) === 0n);
}

export class StripModel {
  readonly pieces: readonly Piece[];
  /** Without section 0. */
  readonly sections: readonly PlacedSection[];
  readonly table: SymbolTable | undefined;
  readonly symbols: readonly PlainSymbol[];
  readonly isRelocatable: boolean;

  /** Throws ElfError for a file that LLVM's strip of that release cannot read. */
  constructor(
    readonly file: ElfFile,
    readonly llvm: 15 | 22,
  ) {
    this.isRelocatable = isRelinkable(file);
    this.table = checkFile(file, llvm);
    this.pieces = piecesOf(file, orderOf(llvm));
    // The outermost segment is the first of those that begin earliest.
    const holders = this.pieces.toSorted((a, b) => (a.offset < b.offset ? -1 : a.offset > b.offset ? 1 : a.index - b.index));
    this.sections = file.sections.slice(1).map((section) => ({
      section,
      name: file.sectionName(section),
      parent: holders.find((piece) => liesIn(section, piece)),
    }));
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
