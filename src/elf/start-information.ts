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
//
// rsi holds the address of what the screen is, in kbuild's own structure of 40 bytes:
//
//     0  u32  0 unknown, 1 text, 2 pixels      20  u32  rows
//     4  u32  bytes of a row                   24  u32  bits of a cell (16: character, colours) or of a pixel
//     8  u64  address                          28  u8   red, green, blue: position of the lowest bit and
//    16  u32  columns                                   number of bits, two bytes each; then zeroes

import { ByteWriter } from "../base/bytes.ts";

export const START_MAGIC = 0x336ec578;
export const MAP_ENTRY_SIZE = 24;
/** Offsets of members. */
export const COMMAND_LINE = 24;
export const ROOT_POINTER = 32;
export const MAP_ADDRESS = 40;
export const MAP_COUNT = 48;

/** Where kbuild's own loaders put it, and the map: below what a BIOS uses. */
export const START_INFORMATION = 0xf00;
export const MEMORY_MAP = 0x1000;

/** Likewise the command line, and what the screen is. */
export const COMMAND_LINE_TEXT = 0x2000;
export const SCREEN_INFORMATION = 0xec0;
/** Bytes of a command line, with the zero behind it. */
export const COMMAND_LINE_MOST = 4096;

/** Bytes of a command line as kernels get it. */
export const commandLineBytes = (text: string): Uint8Array => new TextEncoder().encode(`${text}\0`);

/** The text screen of a PC. */
export const TEXT_SCREEN = { kind: 1, rowBytes: 160, address: 0xb8000, columns: 80, rows: 25, bits: 16 } as const;

export function textScreenInformation(): Uint8Array {
  const { kind, rowBytes, address, columns, rows, bits } = TEXT_SCREEN;
  return new ByteWriter().u32(kind).u32(rowBytes).u64(address).u32(columns).u32(rows).u32(bits).u32(0).u64(0).bytes.slice();
}

export interface StartBytes {
  /** To lie at START_INFORMATION. */
  readonly information: Uint8Array;
  /** To lie at MEMORY_MAP. */
  readonly map: Uint8Array;
}

/** What a machine has with `memory` bytes of it: address, size and type of each range. */
export const memoryRanges = (memory: number): readonly (readonly [address: number, size: number, type: number])[] => [
  [0, 0x9fc00, 1],
  [0x9fc00, 0x400, 2],
  [0xf0000, 0x10000, 2],
  [0x100000, memory - 0x100000, 1],
];

/** As a machine with `memory` bytes tells it. */
export function startInformation(memory: number, hasCommandLine: boolean): StartBytes {
  const ranges = memoryRanges(memory);
  const map = new ByteWriter();
  for (const [address, size, type] of ranges) map.u64(address).u64(size).u32(type).u32(0);
  const information = new ByteWriter().u32(START_MAGIC).u32(1).u32(0).u32(0).u64(0);
  information.u64(hasCommandLine ? COMMAND_LINE_TEXT : 0).u64(0);
  information.u64(MEMORY_MAP).u32(ranges.length).u32(0);
  return { information: information.bytes.slice(), map: map.bytes.slice() };
}
