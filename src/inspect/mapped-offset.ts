// Where a virtual address lies in the file, by the loaded segments, in LLVM's words.
import { PT_LOAD } from "../elf/constants.ts";
import { ElfError, hex } from "../elf/read.ts";
import type { ElfFile } from "../elf/read.ts";

/** Offset in the file; throws ElfError. */
export function mappedOffset(file: ElfFile, address: bigint, warn: (text: string) => void): bigint {
  const loaded = file.segments.filter(({ type }) => type === PT_LOAD);
  const isSorted = loaded.every(({ vaddr }, i) => i === 0 || (loaded[i - 1]?.vaddr ?? 0n) <= vaddr);
  if (!isSorted) warn("loadable segments are unsorted by virtual address");
  const ordered = isSorted ? loaded : loaded.toSorted((a, b) => (a.vaddr < b.vaddr ? -1 : a.vaddr > b.vaddr ? 1 : 0));
  const holder = ordered.findLast(({ vaddr }) => vaddr <= address);
  if (holder === undefined || address - holder.vaddr >= holder.fileSize)
    throw new ElfError(`virtual address is not in any segment: ${hex(address)}`);
  const offset = BigInt.asUintN(64, holder.offset + (address - holder.vaddr));
  const size = BigInt(file.access.size);
  if (offset < size) return offset;
  const place = `the segment ends at ${hex(BigInt.asUintN(64, holder.offset + holder.fileSize))}, which is greater than the file size (${hex(size)})`;
  throw new ElfError(`can't map virtual address ${hex(address)} to the segment with index ${holder.index + 1}: ${place}`);
}
