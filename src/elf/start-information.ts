// What a kernel is told at its start: rdi holds the address of a structure that Xen's PVH protocol defines (`hvm_start_info`,
// version 1), whichever way the machine was booted. Memory is listed as a PC's BIOS tells it (E820).
//
//     0  u32  magic 0x336ec578        24  u64  address of the command line, 0 for none
//     4  u32  version, 1              32  u64  address of ACPI's root pointer, 0 for none
//     8  u32  flags, 0                40  u64  address of the memory map
//    12  u32  number of modules, 0    48  u32  entries of the memory map
//    16  u64  address of modules      52  u32  0
//
// An entry of the map has 24 bytes: u64 address, u64 size, u32 type (1 memory, 2 reserved, 3 ACPI's, to be freed, 4 ACPI's, to
// be kept, 5 broken), u32 0.
// Source: Xen's public headers, `arch-x86/hvm/start_info.h`.

import { ByteWriter } from "../base/bytes.ts";

export const START_MAGIC = 0x336ec578;
export const MAP_ENTRY_SIZE = 24;
/** Offsets of members. */
export const ROOT_POINTER = 32;
export const MAP_ADDRESS = 40;
export const MAP_COUNT = 48;

/** Where kbuild's own loaders put it, and the map: below what a BIOS uses. */
export const START_INFORMATION = 0xf00;
export const MEMORY_MAP = 0x1000;

/** As a machine with `memory` bytes tells it: to lie at START_INFORMATION, the map at MEMORY_MAP. */
export function startInformation(memory: number): { readonly information: Uint8Array; readonly map: Uint8Array } {
  const ranges = [
    [0, 0x9fc00, 1],
    [0x9fc00, 0x400, 2],
    [0xf0000, 0x10000, 2],
    [0x100000, memory - 0x100000, 1],
  ] as const;
  const map = new ByteWriter();
  for (const [address, size, type] of ranges) map.u64(address).u64(size).u32(type).u32(0);
  const information = new ByteWriter().u32(START_MAGIC).u32(1).u32(0).u32(0).u64(0).u64(0).u64(0);
  information.u64(MEMORY_MAP).u32(ranges.length).u32(0);
  return { information: information.bytes.slice(), map: map.bytes.slice() };
}
