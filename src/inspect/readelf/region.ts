// Runs of records that headers or the dynamic table tell of, and what is wrong with them in llvm-readelf's words.
import { ElfError, hex } from "../../elf/read.ts";
import type { ElfFile } from "../../elf/read.ts";

/** A run of records of the file; sizes in bytes. */
export interface Region {
  readonly offset: bigint;
  readonly size: bigint;
  readonly entrySize: bigint;
  /** What tells of it, as warnings name it; empty for nothing. */
  readonly context: string;
  /** What warnings call the sizes; an empty name of the record's is not told. */
  readonly sizeName: string;
  readonly entrySizeName: string;
}

export function wholeRegion(offset: bigint, size: bigint, entrySize: bigint, context = ""): Region {
  return { offset, size, entrySize, context, sizeName: "size", entrySizeName: "entry size" };
}

/** Throws ElfError where it is not in the file. */
export function regionAt(file: ElfFile, offset: bigint, size: bigint, entrySize: bigint, context: string): Region {
  const end = BigInt(file.access.size);
  if (offset + size > end) throw new ElfError(`offset (${hex(offset)}) + size (${hex(size)}) is greater than the file size (${hex(end)})`);
  return wholeRegion(offset, size, entrySize, context);
}

/** Its bytes, where they are whole records of `step` bytes; none and a warning where they are not. */
export function recordsIn(file: ElfFile, region: Region, step: number, warn: (text: string) => void): Uint8Array {
  const { offset, size, entrySize, context, sizeName, entrySizeName } = region;
  const end = BigInt(file.access.size);
  if (size > end - offset) {
    const place = `unable to read data at ${hex(offset)} of size ${hex(size)} (${sizeName})`;
    warn(`${place}: it goes past the end of the file of size ${hex(end)}`);
    return new Uint8Array(0);
  }
  if (entrySize === BigInt(step) && size % entrySize === 0n) return file.access.read(Number(offset), Number(size));
  const entry = entrySizeName === "" ? "" : ` or ${entrySizeName} (${hex(entrySize)})`;
  warn(`${context === "" ? "" : `${context} has `}invalid ${sizeName} (${hex(size)})${entry}`);
  return new Uint8Array(0);
}
