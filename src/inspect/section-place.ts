// Whether a segment holds a section, by file offset and by address (gABI, and binutils' rules for the edges).
import { PT_TLS, SHF_ALLOC, SHF_TLS, SHT_NOBITS } from "../elf/constants.ts";
import type { ElfFile, Section, Segment } from "../elf/read.ts";

export const isTbss = ({ type, flags }: Section): boolean => type === SHT_NOBITS && (flags & BigInt(SHF_TLS)) !== 0n;

/** Only what is not empty may lie at the end. Ends wrap as addresses of so many bits do. */
function within(start: bigint, size: bigint, from: bigint, length: bigint, bits: number): boolean {
  return from <= start && BigInt.asUintN(bits, start + (size === 0n ? 1n : size)) <= BigInt.asUintN(bits, from + length);
}

/** What has no bytes is at no offset, what is not allocated at no address; .tbss takes memory in PT_TLS alone. */
export function holdsSection({ is64 }: ElfFile, segment: Segment, section: Section): boolean {
  const bits = is64 ? 64 : 32;
  const size = isTbss(section) && segment.type !== PT_TLS ? 0n : section.size;
  const allocated = (section.flags & BigInt(SHF_ALLOC)) !== 0n;
  if (section.type !== SHT_NOBITS && !within(section.offset, section.size, segment.offset, segment.fileSize, bits)) return false;
  return !allocated || within(section.address, size, segment.vaddr, segment.memorySize, bits);
}
