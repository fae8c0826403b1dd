// A kernel as an ELF file that QEMU and other hypervisors boot directly (`-kernel`): the PVH note names a 32-bit entry, whose
// code goes to long mode and calls the kernel. The kernel's own segments follow it, each at its physical address.
// Note and entry state: Xen's PVH boot protocol (XEN_ELFNOTE_PHYS32_ENTRY); program headers: System V gABI, chapter 5.
import { ByteWriter } from "../base/bytes.ts";
import type { PlacedKernel, PlacedSegment } from "../elf/place.ts";
import { DESCRIPTORS, callKernel, enterLongMode, fillTables, patchEntry } from "./boot-code.ts";
import { assembleFlat } from "./flat.ts";

const BASE = 0x100000;
const TABLES = 0x102000;
const STACK = 0x180000;

/** Runs with paging off, flat 32-bit segments, ebx = address of the start information, which the kernel gets in rdi. */
const STUB = `
.code32
start:
  cld
  mov dword ptr [information], ebx
${fillTables(TABLES)}
  lgdt [gdt_pointer]
${enterLongMode(TABLES)}
  .byte 0xea
  .long long_mode
  .short 8
.code64
long_mode:
  mov edi, dword ptr [information]
${callKernel(STACK)}
${DESCRIPTORS}
  .balign 4
information:
  .long 0
`;

const EHDR_SIZE = 64;
const PHDR_SIZE = 56;
const PT_LOAD = 1;
const PT_NOTE = 4;
const PHYS32_ENTRY = 18;
const NOTE_SIZE = 20;

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

function note(): Uint8Array {
  return new ByteWriter().u32(4).u32(4).u32(PHYS32_ENTRY).append([0x58, 0x65, 0x6e, 0]).u32(BASE).bytes;
}

const align = (value: number, to: number) => Math.ceil(value / to) * to;

/** Places of the kernel's segments in the file, from \`start\` on. */
function place(segments: readonly PlacedSegment[], start: number): Header[] {
  let at = start;
  return segments.map(({ physical, bytes, memorySize, flags }) => {
    const offset = align(at, 16);
    at = offset + bytes.length;
    return { type: PT_LOAD, flags, offset, address: physical, fileSize: bytes.length, memorySize, alignment: 1 };
  });
}

/** The file. Addresses of the kernel must leave the first 2 MiB alone. */
export function pvhImage({ segments, entry }: PlacedKernel): Uint8Array {
  const stub = assembleFlat(STUB, BASE);
  patchEntry(stub.bytes, stub.offset("entry_end"), entry);
  const start = EHDR_SIZE + PHDR_SIZE * (segments.length + 2);
  const noteAt = align(start + stub.bytes.length, 4);
  const stubSize = noteAt + NOTE_SIZE - start;
  const noteAddress = BigInt(BASE + noteAt - start);
  const size = BigInt(NOTE_SIZE);
  const loads = place(segments, noteAt + NOTE_SIZE);
  const out = new ByteWriter(true, 4096);
  writeFileHeader(out, segments.length + 2);
  writeHeader(out, { type: PT_NOTE, flags: 4, offset: noteAt, address: noteAddress, fileSize: NOTE_SIZE, memorySize: size, alignment: 4 });
  const whole = BigInt(stubSize);
  writeHeader(out, { type: PT_LOAD, flags: 7, offset: start, address: BigInt(BASE), fileSize: stubSize, memorySize: whole, alignment: 1 });
  for (const load of loads) writeHeader(out, load);
  out.append(stub.bytes).align(4).append(note());
  segments.forEach(({ bytes }) => out.align(16).append(bytes));
  return out.bytes.slice();
}
