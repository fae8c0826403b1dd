// After layout: sections that take each other's place in the file, in memory, or where they are loaded.
import type { LinkOptions } from "./options.ts";
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

/** What does not fit the machine's addresses. A section that a script moved back in has a size that is none. */
function exceeding(sections: readonly OutputSection[], { machine, lld }: LinkOptions): string[] {
  const limit = 1n << (machine.is64 ? 64n : 32n);
  const shown = (value: bigint) => (lld === 15 ? hex(value) : hex(value).toLowerCase());
  return sections
    .map(({ name, address, size }) => ({ name, address, size: BigInt.asUintN(64, BigInt(size)) }))
    .filter(({ address, size }) => address + size > limit)
    .map(({ name, address, size }) => `section ${name} at 0x${shown(address)} of size 0x${shown(size)} exceeds available address space`);
}

/** In LLD's words. */
export function checkOverlaps(sections: readonly OutputSection[], options: LinkOptions): string[] {
  const { isBinary } = options;
  const inFile = sections.filter(({ isNobits, size, isAlloc }) => !isNobits && size > 0 && (isAlloc || !isBinary));
  const inMemory = sections.filter(({ isAlloc, size, isTls }) => isAlloc && size > 0 && !isTls);
  const ranges = (list: readonly OutputSection[], start: (section: OutputSection) => bigint): Range[] =>
    list.map((section) => ({ section, start: start(section), size: BigInt(section.size) }));
  const inWay = [
    ...exceeding(sections, options),
    ...overlaps(
      "file",
      ranges(inFile, ({ offset }) => BigInt(offset)),
    ),
  ];
  if (options.relocatable) return inWay;
  return [
    ...inWay,
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
