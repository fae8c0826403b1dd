// Compressed sections (SHF_COMPRESSED; gABI, "Section Compression"): the header before the contents, and the contents unpacked.
import { SHF_COMPRESSED } from "../elf/constants.ts";
import { MOST_TRIED, PACKED_HEADER, ZLIB, ZSTD, zlibProblem } from "../elf/packed-contents.ts";
import { ElfError } from "../elf/read.ts";
import type { ElfFile, Section } from "../elf/read.ts";
import type { Desk } from "./desk.ts";

/** What stands before compressed contents. */
export interface CompressionHeader {
  /** Its own bytes. */
  readonly size: number;
  readonly unpackedSize: number;
  readonly isZstd: boolean;
}

export const isCompressed = ({ flags }: Section): boolean => (flags & BigInt(SHF_COMPRESSED)) !== 0n;

const headerSize = ({ is64 }: ElfFile): number => PACKED_HEADER[is64 ? 64 : 32];

/** Undefined for a form that is not known, or too little for a header. */
export function readCompressionHeader(file: ElfFile, section: Section): CompressionHeader | undefined {
  const size = headerSize(file);
  const fields = file.view(file.contents(section));
  if (fields.length < size) return undefined;
  const kind = fields.u32(0);
  if (kind !== ZLIB && kind !== ZSTD) return undefined;
  return { size, unpackedSize: Number(fields.word(file.is64 ? 8 : 4)), isZstd: kind === ZSTD };
}

/** What is missing of the length that the header tells are zeros. */
function asLong(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length >= length) return bytes;
  const whole = new Uint8Array(length);
  whole.set(bytes);
  return whole;
}

/** Throws ElfError in LLVM's words. */
export function unpackedContents(file: ElfFile, section: Section, desk: Desk): Uint8Array {
  const bytes = file.contents(section);
  const header = readCompressionHeader(file, section);
  if (header === undefined) {
    if (bytes.length < headerSize(file)) throw new ElfError("corrupted compressed section header");
    throw new ElfError(`unsupported compression type (${file.view(bytes).u32(0)})`);
  }
  const packed = bytes.subarray(header.size);
  const found = desk.unpack?.(packed, header.unpackedSize, header.isZstd);
  if (found !== undefined) return asLong(found, Math.min(header.unpackedSize, MOST_TRIED));
  if (header.isZstd) throw new ElfError("kbuild cannot unpack Zstandard here: Node does since 22.15");
  throw new ElfError(zlibProblem(packed, desk.unpack));
}
