// The ELF file that a loader of kernels takes: code that goes to long mode, with what the loader looks for in a note or in
// the code itself, and behind it the kernel's own segments, each at its physical address.
// Program headers: System V gABI, chapter 5.
import { ByteWriter } from "../base/bytes.ts";
import { bootCodeBase, lowSegment } from "../elf/place.ts";
import type { PlacedKernel, PlacedSegment } from "../elf/place.ts";
import { patchEntry } from "./boot-code.ts";
import { assembleFlat } from "./flat.ts";
import { ImageError } from "./image-error.ts";

/** Where the code runs, its page tables, and the end of its stack. */
export interface BootPlaces {
  readonly base: number;
  readonly tables: number;
  readonly stack: number;
}

const TABLES = 0x2000;
const STACK = 0x80000;

const EHDR_SIZE = 64;
const PHDR_SIZE = 56;
const PT_LOAD = 1;
const PT_NOTE = 4;

interface Header {
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly address: bigint;
  readonly fileSize: number;
  readonly memorySize: bigint;
  readonly alignment: number;
}

function writeHeader(out: ByteWriter, header: Header): void {
  out.u32(header.type).u32(header.flags).u64(header.offset).u64(header.address).u64(header.address);
  out.u64(header.fileSize).u64(header.memorySize).u64(header.alignment);
}

function writeFileHeader(out: ByteWriter, base: number, count: number): void {
  out.append([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  out.u16(2).u16(62).u32(1).u64(base).u64(EHDR_SIZE).u64(0).u32(0);
  out.u16(EHDR_SIZE).u16(PHDR_SIZE).u16(count).u16(0).u16(0).u16(0);
}

const align = (value: number, to: number) => Math.ceil(value / to) * to;

/** Places of the kernel's segments in the file, from `start` on. */
function place(segments: readonly PlacedSegment[], start: number): Header[] {
  let at = start;
  return segments.map(({ physical, bytes, memorySize, flags }) => {
    const offset = align(at, 16);
    at = offset + bytes.length;
    return { type: PT_LOAD, flags, offset, address: physical, fileSize: bytes.length, memorySize, alignment: 1 };
  });
}

/**
 * The file: `stub` is assembly text with the label `entry_end` of `callKernel`; the note lies behind it. Throws ImageError for a kernel
 * that is linked for memory of the firmware.
 */
export function bootableElf(
  kernel: PlacedKernel,
  stub: (places: BootPlaces) => string,
  noteFor: (places: BootPlaces) => Uint8Array,
): Uint8Array {
  const low = lowSegment(kernel);
  if (low !== undefined) throw new ImageError(low);
  const { segments, entry } = kernel;
  const base = bootCodeBase(kernel);
  const places = { base, tables: base + TABLES, stack: base + STACK };
  const note = noteFor(places);
  const code = assembleFlat(stub(places), base);
  patchEntry(code.bytes, code.offset("entry_end"), entry);
  const notes = note.length === 0 ? 0 : 1;
  const start = EHDR_SIZE + PHDR_SIZE * (segments.length + 1 + notes);
  const noteAt = align(start + code.bytes.length, 4);
  const size = noteAt + note.length - start;
  const loads = place(segments, noteAt + note.length);
  const out = new ByteWriter(true, 4096);
  writeFileHeader(out, base, segments.length + 1 + notes);
  const part = { flags: 4, fileSize: note.length, memorySize: BigInt(note.length), alignment: 4 };
  if (notes > 0) writeHeader(out, { type: PT_NOTE, offset: noteAt, address: BigInt(base + noteAt - start), ...part });
  writeHeader(out, {
    type: PT_LOAD,
    flags: 7,
    offset: start,
    address: BigInt(base),
    fileSize: size,
    memorySize: BigInt(size),
    alignment: 1,
  });
  for (const load of loads) writeHeader(out, load);
  out.append(code.bytes).align(4).append(note);
  segments.forEach(({ bytes }) => out.align(16).append(bytes));
  return out.bytes.slice();
}
