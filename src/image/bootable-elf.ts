// The ELF file that a loader of kernels takes: code that goes to long mode at 1 MiB, with what the loader looks for in a note or in
// the code itself, and behind it the kernel's own segments, each at its physical address.
// Program headers: System V gABI, chapter 5.
import { ByteWriter } from "../base/bytes.ts";
import type { PlacedKernel, PlacedSegment } from "../elf/place.ts";
import { patchEntry } from "./boot-code.ts";
import { assembleFlat } from "./flat.ts";

/** Where the code runs, and what it may use: the kernel's addresses must leave the first 2 MiB alone. */
export const BASE = 0x100000;
export const TABLES = 0x102000;
export const STACK = 0x180000;

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

function writeFileHeader(out: ByteWriter, count: number): void {
  out.append([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  out.u16(2).u16(62).u32(1).u64(BASE).u64(EHDR_SIZE).u64(0).u32(0);
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

/** The file: `stub` is assembly text for BASE with the label `entry_end` of `callKernel`; `note` lies behind it. */
export function bootableElf({ segments, entry }: PlacedKernel, stub: string, note: Uint8Array): Uint8Array {
  const code = assembleFlat(stub, BASE);
  patchEntry(code.bytes, code.offset("entry_end"), entry);
  const notes = note.length === 0 ? 0 : 1;
  const start = EHDR_SIZE + PHDR_SIZE * (segments.length + 1 + notes);
  const noteAt = align(start + code.bytes.length, 4);
  const size = noteAt + note.length - start;
  const loads = place(segments, noteAt + note.length);
  const out = new ByteWriter(true, 4096);
  writeFileHeader(out, segments.length + 1 + notes);
  const part = { flags: 4, fileSize: note.length, memorySize: BigInt(note.length), alignment: 4 };
  if (notes > 0) writeHeader(out, { type: PT_NOTE, offset: noteAt, address: BigInt(BASE + noteAt - start), ...part });
  writeHeader(out, {
    type: PT_LOAD,
    flags: 7,
    offset: start,
    address: BigInt(BASE),
    fileSize: size,
    memorySize: BigInt(size),
    alignment: 1,
  });
  for (const load of loads) writeHeader(out, load);
  out.append(code.bytes).align(4).append(note);
  segments.forEach(({ bytes }) => out.align(16).append(bytes));
  return out.bytes.slice();
}
