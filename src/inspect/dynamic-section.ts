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

/** Entries up to DT_NULL, which is the last. */
export function dynamicEntries(file: ElfFile): readonly DynamicEntry[] {
  const place = dynamicPlace(file);
  if (place === undefined || place.offset > BigInt(file.access.size)) return [];
  const fields = file.view(file.access.read(Number(place.offset), Math.min(Number(place.size), file.access.size)));
  const word = file.is64 ? 8 : 4;
  const entries: DynamicEntry[] = [];
  for (let at = 0; at + 2 * word <= fields.length; at += 2 * word) {
    const entry = { tag: fields.word(at), value: fields.word(at + word) };
    entries.push(entry);
    if (entry.tag === BigInt(DT_NULL)) break;
  }
  return entries;
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
