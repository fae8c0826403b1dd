// A linked kernel as it lies in memory: where its segments go, with the relocations of a position-independent one applied.
// A static kernel stays where it was linked, and so does a PIE that was linked for the upper half of the address space; other PIEs are
// moved to a base. What does not fit together is an ElfError.
// Program headers and dynamic relocations: System V gABI, chapter 5; R_X86_64_RELATIVE: psABI, section 4.4.1.
import type { RandomAccess } from "../base/host.ts";
import { narrowProtocol } from "./multiboot-header.ts";
import { ElfError, ElfFile, hex } from "./read.ts";
import type { Segment } from "./read.ts";

export interface PlacedSegment {
  /** Physical and linear addresses of the first byte. */
  readonly physical: bigint;
  readonly address: bigint;
  /** The bytes of the file; the rest up to `memorySize` is zero. */
  readonly bytes: Uint8Array;
  readonly memorySize: bigint;
  /** PF_* */
  readonly flags: number;
}

export interface PlacedKernel {
  readonly segments: readonly PlacedSegment[];
  /** Address to start at. */
  readonly entry: bigint;
  /** Any base will do: the addresses follow from it. */
  readonly isMovable: boolean;
  /** What was added to the addresses in the file. */
  readonly delta: bigint;
  /** Addresses of the 64-bit words that depend on the base. */
  readonly relocated: readonly bigint[];
}

/** Where boot loaders of this project put a PIE: 2 MiB, as LLD places a static program. */
export const KERNEL_BASE = 0x200000n;

/** Below it memory is the firmware's. */
const LOWEST = 0x100000n;
/** Bytes of boot code, its tables and its stack. */
const BOOT_SIZE = 0x80000n;

/** What is wrong with where a kernel is to lie in a PC's memory, if anything is. */
export function lowSegment({ segments }: Pick<PlacedKernel, "segments">): string | undefined {
  const low = segments.find(({ physical }) => physical < LOWEST);
  return low && `a segment of the kernel is to be at ${hex(low.physical)}: below ${hex(LOWEST)} memory is the firmware's`;
}

/** Where boot code lies with all that it needs: at 1 MiB, or behind a kernel that is linked there. */
export function bootCodeBase({ segments }: Pick<PlacedKernel, "segments">): number {
  const isFree = segments.every(({ physical, memorySize }) => physical >= LOWEST + BOOT_SIZE || physical + memorySize <= LOWEST);
  if (isFree) return Number(LOWEST);
  const end = segments.reduce((most, { physical, memorySize }) => (physical + memorySize > most ? physical + memorySize : most), 0n);
  return Number((end + 0xffffn) & ~0xffffn);
}

const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const DT_RELA = 7n;
const DT_RELASZ = 8n;
const R_RELATIVE = 8n;
const MAX_BYTES = 0x20000000n;

function checkHeader({ header, is64, littleEndian }: ElfFile): void {
  if (!is64 || !littleEndian || header.machine !== 62) throw new ElfError("the kernel is not an ELF file for x86-64");
  if (header.type === 1) throw new ElfError("the kernel is a relocatable object: link it first");
  if (header.type !== 2 && header.type !== 3) throw new ElfError("the kernel is not an executable");
  if (header.entry === 0n)
    throw new ElfError(
      "the kernel has no entry point: its `_start` is missing, or has another name " +
        '(is it `#[no_mangle] pub extern "C" fn _start`, from edition 2024 on `#[unsafe(no_mangle)]`?)',
    );
}

function checkProtocol(access: RandomAccess): void {
  const protocol = narrowProtocol(access);
  if (protocol === undefined) return;
  throw new ElfError(
    `the kernel has a header of ${protocol}, by which its entry is 32-bit code, and kbuild's boot code enters in 64-bit mode: ` +
      "leave out the header and the way to long mode, or give the file to a boot loader as it is",
  );
}

function checkOverlaps(segments: readonly Segment[]): void {
  const sorted = [...segments].sort((a, b) => (a.vaddr < b.vaddr ? -1 : 1));
  sorted.forEach((segment, i) => {
    const next = sorted[i + 1];
    if (next !== undefined && segment.vaddr + segment.memorySize > next.vaddr)
      throw new ElfError(`the kernel's segments at ${hex(segment.vaddr)} and ${hex(next.vaddr)} overlap`);
  });
}

function readSegment(elf: ElfFile, segment: Segment): Uint8Array {
  const { offset, fileSize, memorySize } = segment;
  if (offset + fileSize > BigInt(elf.access.size)) throw new ElfError("a segment of the kernel goes past the end of the file");
  if (fileSize > memorySize || fileSize > MAX_BYTES) throw new ElfError("a segment of the kernel has more bytes than it takes in memory");
  return elf.access.read(Number(offset), Number(fileSize)).slice();
}

/** Bytes at an address of the file, in some segment. */
function viewAt(segments: readonly PlacedSegment[], address: bigint, size: number): DataView {
  const found = segments.find((one) => address >= one.address && address + BigInt(size) <= one.address + BigInt(one.bytes.length));
  if (found === undefined) throw new ElfError(`the kernel's relocations reach out of its bytes at ${hex(address)}`);
  return new DataView(found.bytes.buffer, found.bytes.byteOffset + Number(address - found.address), size);
}

function dynamicEntries(elf: ElfFile, dynamic: Segment): Map<bigint, bigint> {
  const bytes = elf.access.read(Number(dynamic.offset), Number(dynamic.fileSize));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries = new Map<bigint, bigint>();
  for (let at = 0; at + 16 <= bytes.length; at += 16) entries.set(view.getBigUint64(at, true), view.getBigUint64(at + 8, true));
  return entries;
}

/** Applies the relocations; the addresses (in place) of the words changed. */
function relocate(elf: ElfFile, segments: readonly PlacedSegment[], delta: bigint): bigint[] {
  const dynamic = elf.segments.find(({ type }) => type === PT_DYNAMIC);
  if (dynamic === undefined) return [];
  const entries = dynamicEntries(elf, dynamic);
  const start = entries.get(DT_RELA) ?? 0n;
  const size = entries.get(DT_RELASZ) ?? 0n;
  const relocated: bigint[] = [];
  for (let at = 0n; at + 24n <= size; at += 24n) {
    const view = viewAt(segments, start + at + delta, 24);
    const type = view.getBigUint64(8, true) & 0xffffffffn;
    if (type !== R_RELATIVE)
      throw new ElfError(`the kernel has a dynamic relocation of type ${type}: only R_X86_64_RELATIVE can be applied`);
    const address = view.getBigUint64(0, true) + delta;
    viewAt(segments, address, 8).setBigUint64(0, view.getBigUint64(16, true) + delta, true);
    relocated.push(address);
  }
  return relocated;
}

/** The halves of the upper address space that boot code maps to memory from 0 on. */
const WINDOWS = [0xffffffff80000000n, 0xffff800000000000n];

/** A physical address of its own is a linker script's word; without one it follows from where the boot code maps memory. */
function physicalOf({ vaddr, paddr }: Segment): bigint {
  if (paddr !== vaddr && paddr !== 0n) return paddr;
  return vaddr - (WINDOWS.find((start) => vaddr >= start) ?? 0n);
}

/** Places a kernel; one that can be moved is moved to `base`. Throws ElfError. */
export function placeKernel(access: RandomAccess, base: bigint = KERNEL_BASE): PlacedKernel {
  const elf = new ElfFile(access);
  checkHeader(elf);
  checkProtocol(access);
  const loads = elf.segments.filter(({ type, memorySize }) => type === PT_LOAD && memorySize > 0n);
  if (loads.length === 0) throw new ElfError("the kernel has no segments to load");
  checkOverlaps(loads);
  const lowest = loads.reduce((least, { vaddr }) => (vaddr < least ? vaddr : least), loads[0]?.vaddr ?? 0n) & ~0xfffn;
  const isPie = elf.header.type === 3;
  const isMovable = isPie && WINDOWS.every((start) => lowest < start);
  const delta = isMovable ? base - lowest : 0n;
  const segments = loads.map((segment) => ({
    physical: isMovable ? segment.vaddr + delta : physicalOf(segment),
    address: segment.vaddr + delta,
    bytes: readSegment(elf, segment),
    memorySize: segment.memorySize,
    flags: segment.flags,
  }));
  const relocated = isPie ? relocate(elf, segments, delta) : [];
  return { segments, entry: elf.header.entry + delta, isMovable, delta, relocated };
}
