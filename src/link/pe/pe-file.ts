// The file of a PE32+ image: DOS header with its stub, COFF and optional header, section table, sections. In: sections with
// their addresses, and what the headers say. The timestamp is zero, or with `/Brepro` LLD 15's hash, so that
// the same program is the same file.
// Facts: Microsoft PE and COFF Specification, chapters 2-4.
import { ByteWriter } from "../../base/bytes.ts";
import { xxh64 } from "../../base/xxhash.ts";
import type { PeOptions } from "./options.ts";

/** Bytes: pages in memory, sectors in the file. */
export const SECTION_ALIGNMENT = 0x1000;
const FILE_ALIGNMENT = 0x200;
const HEADER_OFFSET = 0x78;
const OPTIONAL_HEADER_SIZE = 0xf0;
const SECTION_HEADER_SIZE = 40;
const DIRECTORIES = 16;
const BASE_RELOCATION_DIRECTORY = 5;
const DEBUG_DIRECTORY = 6;
export const DEBUG_ENTRY_SIZE = 28;
/** TimeDateStamp, bytes from the start of the COFF header's signature and of a debug directory's entry. */
const HEADER_TIME = 8;
const DEBUG_TIME = 4;
const MACHINE_AMD64 = 0x8664;

/** "This program cannot be run in DOS mode." */
const DOS_STUB = [0x0e, 0x1f, 0xba, 0x0e, 0x00, 0xb4, 0x09, 0xcd, 0x21, 0xb8, 0x01, 0x4c, 0xcd, 0x21];
const DOS_TEXT = "This program cannot be run in DOS mode.$";

export interface PeSection {
  readonly name: string;
  readonly characteristics: number;
  /** Bytes in memory. */
  readonly size: number;
  /** From the image's base, in whole pages. */
  readonly address: number;
  readonly data: Uint8Array;
}

/** What the optional header says; `entry` is an address from the image's base. */
export interface PeHeader extends Omit<PeOptions, "isHashed"> {
  readonly entry: number;
  /** Bytes that the headers' size counts besides the headers. */
  readonly headerRoom?: number;
  /** An entry of the debug directory, whose time is the file's. */
  readonly debug?: { readonly section: PeSection; readonly offset: number } | undefined;
}

export const alignUp = (value: number, alignment: number): number => Math.ceil(value / alignment) * alignment;

function dosHeader(): ByteWriter {
  const out = new ByteWriter().append([0x4d, 0x5a]).u16(HEADER_OFFSET).u16(1).u16(0).u16(4);
  out
    .append(new Uint8Array(14))
    .u16(0x40)
    .append(new Uint8Array(0x3c - 26))
    .u32(HEADER_OFFSET);
  out.append(DOS_STUB).append(new TextEncoder().encode(DOS_TEXT));
  return out.append(new Uint8Array(HEADER_OFFSET - out.bytes.length));
}

/** Bytes in the file of the sections with one of these characteristics. */
function fileSize(sections: readonly PeSection[], wanted: number): number {
  return sections
    .filter(({ characteristics }) => (characteristics & wanted) !== 0)
    .reduce((sum, { data }) => sum + alignUp(data.length, FILE_ALIGNMENT), 0);
}

function optionalHeader(out: ByteWriter, sections: readonly PeSection[], header: PeHeader, headersSize: number): void {
  const { subsystem, stack, heap, imageBase, isRelocatable } = header;
  const code = sections.find(({ name }) => name === ".text");
  const last = sections.at(-1);
  const end = last === undefined ? SECTION_ALIGNMENT : alignUp(last.address + last.size, SECTION_ALIGNMENT);
  out.u16(0x20b).u8(14).u8(0).u32(fileSize(sections, 0x20)).u32(fileSize(sections, 0x40)).u32(0);
  out
    .u32(header.entry)
    .u32(code?.address ?? 0)
    .u64(imageBase)
    .u32(SECTION_ALIGNMENT)
    .u32(FILE_ALIGNMENT);
  out.u16(6).u16(0).u16(0).u16(0).u16(subsystem.major).u16(subsystem.minor).u32(0);
  out.u32(end).u32(headersSize).u32(0).u16(subsystem.number);
  // NX compatible, terminal server aware; where it can be moved: dynamic base, high entropy.
  out.u16(0x8100 | (isRelocatable ? 0x60 : 0));
  out.u64(stack.reserve).u64(stack.commit).u64(heap.reserve).u64(heap.commit).u32(0).u32(DIRECTORIES);
  const relocations = sections.find(({ name }) => name === ".reloc");
  const directories = new Array<readonly [address: number, size: number]>(DIRECTORIES).fill([0, 0]);
  if (relocations !== undefined) directories[BASE_RELOCATION_DIRECTORY] = [relocations.address, relocations.size];
  if (header.debug !== undefined) directories[DEBUG_DIRECTORY] = [header.debug.section.address + header.debug.offset, DEBUG_ENTRY_SIZE];
  for (const [address, length] of directories) out.u32(address).u32(length);
}

/** Where each section's data starts in the file, and where the file ends. */
function placeData(sections: readonly PeSection[], start: number): { readonly offsets: readonly number[]; readonly end: number } {
  let end = start;
  const offsets = sections.map(({ data }) => {
    const offset = data.length === 0 ? 0 : end;
    end += alignUp(data.length, FILE_ALIGNMENT);
    return offset;
  });
  return { offsets, end };
}

function headers(sections: readonly PeSection[], header: PeHeader, size: number, offsets: readonly number[]): Uint8Array {
  const out = dosHeader();
  out.append([0x50, 0x45, 0, 0]).u16(MACHINE_AMD64).u16(sections.length).u32(0).u32(0).u32(0);
  // Executable, and fit for addresses above 2 GiB.
  out.u16(OPTIONAL_HEADER_SIZE).u16(0x22 | (header.isRelocatable ? 0 : 1));
  optionalHeader(out, sections, header, size);
  sections.forEach(({ name, characteristics, address, size: memory, data }, i) => {
    out.append(new TextEncoder().encode(name.padEnd(8, "\0")));
    out.u32(memory).u32(address).u32(alignUp(data.length, FILE_ALIGNMENT));
    out
      .u32(offsets[i] as number)
      .u32(0)
      .u32(0)
      .u16(0)
      .u16(0)
      .u32(characteristics);
  });
  return out.bytes.slice();
}

/** The file. Sections are in order of their addresses; `.text` is filled up with breakpoints. */
export function peFile(sections: readonly PeSection[], header: PeHeader): Uint8Array {
  const bytes = HEADER_OFFSET + 4 + 20 + OPTIONAL_HEADER_SIZE + SECTION_HEADER_SIZE * sections.length;
  const size = alignUp(bytes + (header.headerRoom ?? 0), FILE_ALIGNMENT);
  const { offsets, end } = placeData(sections, size);
  const out = new Uint8Array(end);
  out.set(headers(sections, header, size, offsets));
  sections.forEach(({ name, data }, i) => {
    const at = offsets[i] as number;
    if (name === ".text") out.fill(0xcc, at, at + alignUp(data.length, FILE_ALIGNMENT));
    out.set(data, at);
  });
  if (header.debug !== undefined) stamp(out, (offsets[sections.indexOf(header.debug.section)] as number) + header.debug.offset);
  return out;
}

/** The file's hash instead of the time it was made at, in the header and in the entry of the debug directory at `debug`. */
function stamp(file: Uint8Array, debug: number): void {
  const hash = Number(xxh64(file) & 0xffffffffn);
  const view = new DataView(file.buffer);
  for (const at of [HEADER_OFFSET + HEADER_TIME, debug + DEBUG_TIME]) view.setUint32(at, hash, true);
}
