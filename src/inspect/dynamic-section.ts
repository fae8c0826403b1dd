// The dynamic section: tags and values, from PT_DYNAMIC or SHT_DYNAMIC, and the strings they point to.
import { DT_NULL, DT_STRSZ, DT_STRTAB, PT_DYNAMIC, PT_LOAD, SHT_DYNAMIC } from "../elf/constants.ts";
import { ElfError, stringsOf } from "../elf/read.ts";
import type { ElfFile, Segment, Strings } from "../elf/read.ts";

export interface DynamicEntry {
  readonly tag: bigint;
  readonly value: bigint;
}

/** The program headers, or none where they cannot be read. */
export function readableSegments(file: ElfFile): readonly Segment[] {
  try {
    return file.segments;
  } catch (error) {
    if (error instanceof ElfError) return [];
    throw error;
  }
}

/** File offset and size of the dynamic table. */
export function dynamicPlace(file: ElfFile): { readonly offset: bigint; readonly size: bigint } | undefined {
  const segment = readableSegments(file).find(({ type }) => type === PT_DYNAMIC);
  const section = file.sections.find(({ type }) => type === SHT_DYNAMIC);
  if (segment !== undefined && segment.offset + segment.fileSize <= BigInt(file.access.size))
    return { offset: segment.offset, size: segment.fileSize };
  return section === undefined ? undefined : { offset: section.offset, size: section.size };
}

/** Those up to DT_NULL, which is the last. */
export function untilNull(entries: readonly DynamicEntry[]): readonly DynamicEntry[] {
  const last = entries.findIndex(({ tag }) => tag === BigInt(DT_NULL));
  return last < 0 ? entries : entries.slice(0, last + 1);
}

/** Entries up to DT_NULL, which is the last. */
export function dynamicEntries(file: ElfFile): readonly DynamicEntry[] {
  const place = dynamicPlace(file);
  if (place === undefined || place.offset > BigInt(file.access.size)) return [];
  return untilNull(entriesIn(file, file.access.read(Number(place.offset), Math.min(Number(place.size), file.access.size))));
}

/** Entries from an offset on, up to DT_NULL, however many a header tells of. */
export function dynamicEntriesFrom(file: ElfFile, offset: bigint): readonly DynamicEntry[] {
  const size = BigInt(file.access.size);
  return offset >= size ? [] : untilNull(entriesIn(file, file.access.read(Number(offset), Number(size - offset))));
}

/** All entries of the dynamic table as LLVM's object library reads it, DT_NULL and what stands behind included; throws ElfError. */
export function wholeDynamicTable(file: ElfFile): readonly DynamicEntry[] {
  const step = file.is64 ? 16 : 8;
  const segment = file.segments.find(({ type }) => type === PT_DYNAMIC);
  let bytes = segment === undefined ? undefined : segmentBytes(file, segment, step);
  if (bytes === undefined || bytes.length === 0) {
    const section = file.sections.find(({ type }) => type === SHT_DYNAMIC);
    if (section !== undefined) bytes = file.recordsOf(section, step);
  }
  if (bytes === undefined) return [];
  if (bytes.length === 0) throw new ElfError("invalid empty dynamic section");
  const entries = entriesIn(file, bytes);
  if (entries.at(-1)?.tag !== 0n) throw new ElfError("dynamic sections must be DT_NULL terminated");
  return entries;
}

function segmentBytes(file: ElfFile, { offset, fileSize }: Segment, step: number): Uint8Array {
  const end = BigInt(file.access.size);
  if (offset > end) throw new ElfError("dynamic section offset past file size: corrupted ELF");
  const size = fileSize < end - offset ? fileSize : end - offset;
  return file.access.read(Number(offset), Number(size) - (Number(size) % step));
}

/** Whole entries in `bytes`. */
export function entriesIn(file: ElfFile, bytes: Uint8Array): DynamicEntry[] {
  const fields = file.view(bytes);
  const word = file.is64 ? 8 : 4;
  return Array.from({ length: Math.floor(fields.length / (2 * word)) }, (_, i) => ({
    tag: fields.word(2 * word * i),
    value: fields.word(2 * word * i + word),
  }));
}

/** File offset of a virtual address, by the loaded segments. */
export function offsetOf(file: ElfFile, address: bigint): bigint | undefined {
  const holder = readableSegments(file).find(
    ({ type, vaddr, memorySize }) => type === PT_LOAD && vaddr <= address && address < vaddr + memorySize,
  );
  return holder === undefined ? undefined : address - holder.vaddr + holder.offset;
}

/** The dynamic string table (DT_STRTAB, DT_STRSZ). */
export function dynamicStrings(file: ElfFile, entries: readonly DynamicEntry[]): Strings | undefined {
  const find = (tag: number): bigint | undefined => entries.find((entry) => entry.tag === BigInt(tag))?.value;
  const address = find(DT_STRTAB);
  const size = find(DT_STRSZ);
  const offset = address === undefined ? undefined : offsetOf(file, address);
  if (offset === undefined || size === undefined || offset + size > BigInt(file.access.size)) return undefined;
  return stringsOf(file.access.read(Number(offset), Number(size)));
}
