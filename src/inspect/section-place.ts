// Whether a segment holds a section, by file offset and by address (gABI, and binutils' rules for the edges).
import { PT_TLS, SHF_ALLOC, SHF_TLS, SHT_NOBITS } from "../elf/constants.ts";
import type { Section, Segment } from "../elf/read.ts";

export const isTbss = ({ type, flags }: Section): boolean => type === SHT_NOBITS && (flags & BigInt(SHF_TLS)) !== 0n;

/** Only what is not empty may lie at the end. */
function within(start: bigint, size: bigint, from: bigint, length: bigint): boolean {
  return from <= start && start + (size === 0n ? 1n : size) <= from + length;
}

/** What has no bytes is at no offset, what is not allocated at no address; .tbss takes memory in PT_TLS alone. */
export function holdsSection(segment: Segment, section: Section): boolean {
  const size = isTbss(section) && segment.type !== PT_TLS ? 0n : section.size;
  const allocated = (section.flags & BigInt(SHF_ALLOC)) !== 0n;
  if (section.type !== SHT_NOBITS && !within(section.offset, section.size, segment.offset, segment.fileSize)) return false;
  return !allocated || within(section.address, size, segment.vaddr, segment.memorySize);
}
