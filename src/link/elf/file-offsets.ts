// Where sections lie in the file: what is loaded at offsets that are congruent with its addresses, the rest behind it.
import * as elf from "../../elf/constants.ts";
import { headersSize } from "./addresses.ts";
import type { LayoutState } from "./addresses.ts";
import { classOf } from "./options.ts";
import { alignUp, alignUp64 } from "./output.ts";
import type { OutputSection } from "./output.ts";
import type { Segment } from "./segments.ts";

/** Smallest offset from `from` on that is congruent to the address modulo the alignment. */
function congruentOffset(from: number, alignment: number, address: bigint): number {
  const wanted = Number(address % BigInt(alignment));
  return from + ((wanted - (from % alignment) + alignment) % alignment);
}

function fileOffset(section: OutputSection, from: number, tls: Segment | undefined): number {
  const { load } = section;
  if (load !== undefined && load.first === section) return congruentOffset(from, Math.max(1, load.alignment), section.address);
  if (section.isNobits && tls?.first !== section) return from;
  if (load === undefined) return alignUp(from, section.alignment);
  const first = load.first as OutputSection;
  return offsetBehind(first, section.address);
}

/** Offsets have 64 bits; what is behind the greatest is as far ahead of the file's start. */
function offsetBehind(first: OutputSection, address: bigint): number {
  const offset = BigInt.asUintN(64, BigInt(first.offset) + address - first.address);
  return Number(offset <= BigInt(Number.MAX_SAFE_INTEGER) ? offset : BigInt.asIntN(64, offset));
}

/** Places every section in the file; returns the offset behind the last one's bytes. */
export function assignOffsets({ sections, headers, segments, options, errors }: LayoutState): number {
  headers.programHeaders.offset = headers.elfHeader.size;
  const tls = segments.find(({ type }) => type === elf.PT_TLS);
  const lastExecutable = segments.findLast(({ type, flags }) => type === elf.PT_LOAD && (flags & elf.PF_X) !== 0);
  let offset = headersSize(headers);
  for (const section of sections.filter(({ isAlloc }) => isAlloc)) {
    section.offset = fileOffset(section, offset, tls);
    offset = section.isNobits ? section.offset : section.offset + section.size;
    if (options.separate !== "none" && lastExecutable?.last === section) offset = alignUp(offset, options.maxPageSize);
  }
  for (const section of sections.filter(({ isAlloc }) => !isAlloc)) {
    section.offset = alignUp(offset, section.alignment);
    offset = section.offset + section.fileSize;
  }
  const bits = classOf(options);
  const table = alignUp64(BigInt(offset), BigInt(bits / 8)) + BigInt(elf.SHDR_SIZE[bits] * (sections.length + 1));
  reportImpossible(sections, unsigned(table), errors);
  return offset;
}

/** Without headers: each section as far from the start as its load address is from the lowest. */
export function assignBinaryOffsets(sections: readonly OutputSection[]): number {
  const written = sections.filter(({ isAlloc, isNobits }) => isAlloc && !isNobits);
  const filled = written.filter(({ size }) => size > 0);
  const lowest = filled.reduce((least, { loadAddress }) => (loadAddress < least ? loadAddress : least), filled[0]?.loadAddress ?? 0n);
  let end = 0;
  for (const section of written) {
    section.offset = section.size === 0 ? 0 : Number(section.loadAddress - lowest);
    end = Math.max(end, section.offset + section.size);
  }
  return end;
}

/** What can be made in memory and written at once (LLD's own bound is that of the format). */
const LARGEST_FILE = 0x7fff_ffff;

/** In LLD's words; a script that moves far ahead inside a section, or in a flat image, asks for such a file. */
export function largeProblem(sections: readonly OutputSection[], end: number): string | undefined {
  if (end <= LARGEST_FILE) return undefined;
  const sizes = sections.map(({ name, size }) => `${name} ${BigInt(size)}\n`);
  return `output file too large: ${BigInt(end)} bytes\nsection sizes:\n${sizes.join("")}`;
}

const unsigned = (value: bigint) => BigInt.asUintN(64, value);
const hex = (value: bigint) => unsigned(value).toString(16).toUpperCase();

/** A script that moves backwards can put a section far outside of any file: `fileSize` is with its table of sections. */
function reportImpossible(sections: readonly OutputSection[], fileSize: bigint, errors: string[]): void {
  for (const { name, isNobits, offset, size } of sections) {
    const [start, end] = [BigInt(offset), BigInt(offset) + BigInt(size)];
    if (isNobits || (unsigned(start) <= fileSize && unsigned(end) <= fileSize)) continue;
    errors.push(
      `unable to place section ${name} at file offset [0x${hex(start)}, 0x${hex(end - 1n)}]; check your linker script for overflows`,
    );
  }
}
