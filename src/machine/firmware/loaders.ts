// What loads an ELF image into a machine: QEMU and hypervisors, by the PVH protocol, and boot loaders that follow Multiboot 2. Both
// enter 32-bit code with flat segments and paging off; ebx is the address of what they tell.
// Facts: Xen's PVH protocol; Multiboot2 specification 2.0, 3.1 (header), 3.3 (state at entry), 3.6 (information).
import { ByteWriter } from "../../base/bytes.ts";
import { bytesAccess } from "../../base/memory-host.ts";
import { ElfFile } from "../../elf/read.ts";
import {
  COMMAND_LINE_TEXT,
  MEMORY_MAP,
  START_INFORMATION,
  TEXT_SCREEN,
  commandLineBytes,
  memoryRanges,
  startInformation,
} from "../../elf/start-information.ts";
import type { Computer } from "../computer.ts";
import { EarlyProcessor } from "./early-processor.ts";
import { FirmwareError } from "./firmware-error.ts";

const PT_LOAD = 1;
const PT_NOTE = 4;
const PHYS32_ENTRY = 18;
const RAX = 0;
const RBX = 3;
const HEADER_MAGIC = 0xe85250d6;
const LOADED_MAGIC = 0x36d76289n;
const ENTRY_TAG = 3;
const HEADER_MOST = 0x8000;

function loadSegments(computer: Computer, elf: ElfFile): void {
  const { bytes, size } = computer.processor.memory;
  for (const { type, paddr, offset, fileSize, memorySize } of elf.segments) {
    if (type !== PT_LOAD) continue;
    if (paddr + memorySize > BigInt(size)) throw new FirmwareError("the image does not fit into the memory");
    bytes.fill(0, Number(paddr), Number(paddr + memorySize));
    bytes.set(elf.access.read(Number(offset), Number(fileSize)), Number(paddr));
  }
}

function enter(computer: Computer, entry: number, information: number): void {
  computer.processor.setRegister(RBX, 64, BigInt(information));
  computer.processor.setIp(BigInt(entry));
  new EarlyProcessor(computer, 32, () => {}).run();
}

export function bootPvh(computer: Computer, image: Uint8Array, commandLine: string): void {
  const elf = new ElfFile(bytesAccess(image));
  const note = elf.segments.find(({ type }) => type === PT_NOTE);
  if (note === undefined) throw new FirmwareError("the image has no PVH note");
  const view = new DataView(image.buffer, image.byteOffset + Number(note.offset), Number(note.fileSize));
  if (view.getUint32(8, true) !== PHYS32_ENTRY) throw new FirmwareError("the image's note is not PVH's");
  loadSegments(computer, elf);
  const { bytes, size } = computer.processor.memory;
  const { information, map } = startInformation(size, commandLine !== "");
  bytes.set(information, START_INFORMATION);
  bytes.set(map, MEMORY_MAP);
  bytes.set(commandLineBytes(commandLine), COMMAND_LINE_TEXT);
  enter(computer, view.getUint32(16, true), START_INFORMATION);
}

/** The address that the header names as the entry. */
function entryOf(image: Uint8Array): number {
  const view = new DataView(image.buffer, image.byteOffset, image.length);
  const end = Math.min(HEADER_MOST, image.length - 16);
  let at = 0;
  while (at < end && view.getUint32(at, true) !== HEADER_MAGIC) at += 8;
  if (at >= end) throw new FirmwareError("the image has no Multiboot 2 header");
  const last = at + view.getUint32(at + 8, true);
  for (let tag = at + 16; tag < last; tag += (view.getUint32(tag + 4, true) + 7) & ~7)
    if (view.getUint16(tag, true) === ENTRY_TAG) return view.getUint32(tag + 8, true);
  throw new FirmwareError("the image's header names no entry");
}

/** Tags of command line, memory map and text screen, as GRUB gives them. */
function loaderInformation(memory: number, commandLine: string): Uint8Array {
  const tags = new ByteWriter().u32(0).u32(0);
  const text = commandLineBytes(commandLine);
  tags
    .u32(1)
    .u32(8 + text.length)
    .append(text)
    .align(8);
  const ranges = memoryRanges(memory);
  tags
    .u32(6)
    .u32(16 + 24 * ranges.length)
    .u32(24)
    .u32(0);
  for (const [address, size, type] of ranges) tags.u64(address).u64(size).u32(type).u32(0);
  const { address, rowBytes, columns, rows, bits } = TEXT_SCREEN;
  tags.u32(8).u32(32).u64(address).u32(rowBytes).u32(columns).u32(rows).u8(bits).u8(2).u16(0);
  const bytes = tags.u32(0).u32(8).bytes.slice();
  new DataView(bytes.buffer).setUint32(0, bytes.length, true);
  return bytes;
}

export function bootMultiboot2(computer: Computer, image: Uint8Array, commandLine: string): void {
  const entry = entryOf(image);
  loadSegments(computer, new ElfFile(bytesAccess(image)));
  const { bytes, size } = computer.processor.memory;
  bytes.set(loaderInformation(size, commandLine), MEMORY_MAP);
  computer.processor.setRegister(RAX, 64, LOADED_MAGIC);
  enter(computer, entry, MEMORY_MAP);
}
