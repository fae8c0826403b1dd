// After layout: sections that take each other's place in the file, in memory, or where they are loaded.
import type { OutputSection } from "./output.ts";

interface Range {
  readonly section: OutputSection;
  readonly start: bigint;
  readonly size: bigint;
}

const hex = (value: bigint) => value.toString(16).toUpperCase();
const rangeText = ({ start, size }: Range): string => `[0x${hex(start)}, 0x${hex(start + size - 1n)}]`;

/** What an OVERLAY is for. */
const areOverlaid = (a: Range, b: Range): boolean => a.section.description?.inOverlay === true && b.section.description?.inOverlay === true;

function overlaps(kind: string, ranges: Range[]): string[] {
  const errors: string[] = [];
  ranges.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  for (let i = 1; i < ranges.length; i++) {
    const [a, b] = [ranges[i - 1] as Range, ranges[i] as Range];
    if (b.start >= a.start + a.size || (kind === "virtual address" && areOverlaid(a, b))) continue;
    errors.push(
      `section ${a.section.name} ${kind} range overlaps with ${b.section.name}\n` +
        `>>> ${a.section.name} range is ${rangeText(a)}\n>>> ${b.section.name} range is ${rangeText(b)}`,
    );
  }
  return errors;
}

/** Sections that a script put where their contents do not want to be. */
export function misalignedWarnings(sections: readonly OutputSection[]): string[] {
  return sections
    .filter(({ isAlloc, address, alignment }) => isAlloc && address % BigInt(alignment) !== 0n)
    .map(
      ({ name, address, alignment }) =>
        `address (0x${address.toString(16)}) of section ${name} is not a multiple of alignment (${alignment})`,
    );
}

/** In LLD's words. */
export function checkOverlaps(sections: readonly OutputSection[], isBinary: boolean): string[] {
  const inFile = sections.filter(({ isNobits, size, isAlloc }) => !isNobits && size > 0 && (isAlloc || !isBinary));
  const inMemory = sections.filter(({ isAlloc, size, isTls }) => isAlloc && size > 0 && !isTls);
  const ranges = (list: readonly OutputSection[], start: (section: OutputSection) => bigint): Range[] =>
    list.map((section) => ({ section, start: start(section), size: BigInt(section.size) }));
  return [
    ...inMemory
      .filter(({ end }) => end > 1n << 64n)
      .map(
        ({ name, address, size }) => `section ${name} at 0x${hex(address)} of size 0x${hex(BigInt(size))} exceeds available address space`,
      ),
    ...overlaps(
      "file",
      ranges(inFile, ({ offset }) => BigInt(offset)),
    ),
    ...overlaps(
      "virtual address",
      ranges(inMemory, ({ address }) => address),
    ),
    ...overlaps(
      "load address",
      ranges(inMemory, ({ loadAddress }) => loadAddress),
    ),
  ];
}
