// The layout of `--only-keep-debug`: a file for a debugger, in which allocated sections have their headers and no contents. Offsets close
// up; the first section of a loaded segment stays congruent to its address, the others keep their distance to it.
import { PT_LOAD, PT_PHDR, SHF_ALLOC, SHT_NOBITS, SHT_NOTE } from "../../elf/constants.ts";
import type { Section } from "../../elf/read.ts";
import { alignTo, liesIn } from "./model.ts";
import type { Piece } from "./model.ts";

/** A section as it is laid out: where it was, and where it goes. */
export interface LaidSection {
  readonly placed: { readonly section: Section; readonly parent: Piece | undefined };
  readonly size: bigint;
  offset: bigint;
  type: number;
}

/** Contents of allocated sections go, notes apart: the build id is in one. */
export function losesContents({ flags, type }: Section): boolean {
  return (flags & BigInt(SHF_ALLOC)) !== 0n && type !== SHT_NOTE;
}

const byOffset = (a: LaidSection, b: LaidSection): number => {
  const [first, second] = [a.placed.section.offset, b.placed.section.offset];
  return first < second ? -1 : first > second ? 1 : 0;
};
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** Gives sections their offsets; the end of all. */
function layoutSections(sections: readonly LaidSection[], start: bigint): bigint {
  let end = start;
  const firstOf = new Map<Piece, LaidSection>();
  const ordered = sections.toSorted(byOffset);
  for (const each of ordered) {
    const { parent } = each.placed;
    if (parent?.segment?.type === PT_LOAD && !firstOf.has(parent)) firstOf.set(parent, each);
  }
  for (const each of ordered) {
    const { section, parent } = each.placed;
    const first = parent === undefined ? undefined : firstOf.get(parent);
    if (first === each && parent !== undefined) end = alignTo(end, parent.alignment, section.address);
    each.offset = end;
    if (each.type === SHT_NOBITS) continue;
    if (first === undefined) end = alignTo(end, section.alignment);
    else if (first !== each) end = section.offset - first.placed.section.offset + first.offset;
    each.offset = end;
    end += each.size;
  }
  return end;
}

/** Gives a segment the offset and the size in the file of what is left in it. */
function layoutSegment(piece: Piece, inside: readonly LaidSection[], headersEnd: bigint): void {
  let offset = inside[0]?.offset ?? 0n;
  let size = 0n;
  for (const each of inside) {
    const stop = each.offset + (each.type === SHT_NOBITS ? 0n : each.size);
    if (stop > offset) size = larger(size, stop - offset);
  }
  // One that holds the headers keeps them.
  if (piece.offset < headersEnd && headersEnd <= piece.offset + piece.fileSize) {
    size = larger(size + offset - piece.offset, headersEnd - piece.offset);
    offset = piece.offset;
  }
  piece.newOffset = offset;
  piece.newFileSize = size;
}

/** Offsets of all sections and segments; the end of what the file holds. */
export function layoutForDebug(pieces: readonly Piece[], sections: readonly LaidSection[], headersEnd: bigint): bigint {
  let end = layoutSections(sections, headersEnd);
  for (const piece of pieces) {
    if (piece.segment === undefined || piece.segment.type === PT_PHDR) continue;
    const inside = sections.filter(({ placed }) => liesIn(placed.section, piece)).toSorted(byOffset);
    if (piece.fileSize === 0n && inside.length === 0) piece.newOffset = piece.parent?.newOffset ?? 0n;
    else layoutSegment(piece, inside, headersEnd);
    end = larger(end, piece.newOffset + piece.newFileSize);
  }
  return end;
}
