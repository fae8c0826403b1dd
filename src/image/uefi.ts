// A disk that UEFI firmware boots: an application (PE32+) in a FAT file system. The application takes the memory of the
// kernel's segments from the firmware (for a PIE other memory, if that is not free), copies them there, leaves boot services, makes the page tables that all boot code makes
// (`boot-code.ts`) and calls the kernel. What it cannot do it says on the firmware's console, and returns.
// Sections: `.text` the code and its tables, `.data` zeroes for variables, tables and the stack, `.rdata` the segments.
import { ByteWriter } from "../base/bytes.ts";
import type { PlacedKernel, PlacedSegment } from "../elf/place.ts";
import { commandLineBytes } from "../elf/start-information.ts";
import { alignUp, peFile } from "../link/pe/pe-file.ts";
import type { PeHeader } from "../link/pe/pe-file.ts";
import { patchEntry } from "./boot-code.ts";
import { efiDisk } from "./fat.ts";
import { assembleFlat } from "./flat.ts";
import { ImageError } from "./image-error.ts";
import { CODE, PAGE, SEGMENTS, VARIABLES, ZEROES, ZEROES_SIZE, application } from "./uefi-code.ts";

/** Pages that the segments take, whole ranges without overlaps: address and number. */
function pageRanges(segments: readonly PlacedSegment[]): { readonly address: number; readonly pages: number }[] {
  const ends = segments.map(({ physical, memorySize }) => ({
    from: Math.floor(Number(physical) / PAGE),
    to: Math.ceil(Number(physical + memorySize) / PAGE),
  }));
  const ranges: { from: number; to: number }[] = [];
  for (const one of ends.sort((a, b) => a.from - b.from)) {
    const last = ranges.at(-1);
    if (last !== undefined && one.from <= last.to) last.to = Math.max(last.to, one.to);
    else ranges.push(one);
  }
  return ranges.map(({ from, to }) => ({ address: from * PAGE, pages: to - from }));
}

function check({ segments }: PlacedKernel): void {
  for (const { physical, memorySize } of segments) {
    if (physical + memorySize > 0x100000000n)
      throw new ImageError(`a segment of the kernel is to be at 0x${physical.toString(16)}: a UEFI application loads below 4 GiB`);
  }
}

/** Of a kernel that can be moved, what lies between its segments goes with it. */
function rangesOf({ segments, isMovable }: PlacedKernel): ReturnType<typeof pageRanges> {
  const ranges = pageRanges(segments);
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (!isMovable || first === undefined || last === undefined) return ranges;
  return [{ address: first.address, pages: (last.address - first.address) / PAGE + last.pages }];
}

/** What changes when the application moves the kernel. */
const relocatedOf = ({ isMovable, relocated }: PlacedKernel): readonly bigint[] => (isMovable ? relocated : []);

/** The code, with its tables of what to allocate and what to copy; `relocatedFrom` is an address in the image. */
function codeOf(kernel: PlacedKernel, commandLine: string, relocatedFrom: number): Uint8Array {
  let source = SEGMENTS - CODE;
  const segments = kernel.segments.map(({ physical, bytes, memorySize }) => {
    const row = { address: physical, bytes: bytes.length, zeroes: Number(memorySize) - bytes.length, source };
    source += bytes.length;
    return row;
  });
  const text = application({
    ranges: rangesOf(kernel),
    segments,
    isMovable: kernel.isMovable,
    relocatedFrom: relocatedFrom - CODE,
    relocated: relocatedOf(kernel).length,
    commandLine: commandLineBytes(commandLine),
  });
  const code = assembleFlat(text, CODE);
  if (code.bytes.length > VARIABLES) throw new ImageError(`the kernel has ${segments.length} segments: too many for a UEFI application`);
  patchEntry(code.bytes, code.offset("entry_end"), kernel.entry);
  return code.bytes;
}

const HEADER: PeHeader = {
  imageBase: 0n,
  entry: CODE,
  subsystem: { number: 10, major: 0, minor: 0 },
  stack: { reserve: 0, commit: 0 },
  heap: { reserve: 0, commit: 0 },
  isRelocatable: true,
};
const [EXECUTED, WRITTEN, READ] = [0x60000020, 0xc0000040, 0x40000040];

/** `BOOTX64.EFI`. All its addresses are relative: it has no relocations. */
export function uefiApplication(kernel: PlacedKernel, commandLine = ""): Uint8Array {
  check(kernel);
  const bytes = new ByteWriter(true, 4096);
  for (const segment of kernel.segments) bytes.append(segment.bytes);
  bytes.align(4);
  const relocatedFrom = SEGMENTS + bytes.length;
  for (const address of relocatedOf(kernel)) bytes.u32(Number(address));
  const data = bytes.bytes.slice();
  const code = codeOf(kernel, commandLine, relocatedFrom);
  const sections = [
    { name: ".text", characteristics: EXECUTED, address: CODE, size: code.length, data: code },
    { name: ".data", characteristics: WRITTEN, address: ZEROES, size: ZEROES_SIZE, data: new Uint8Array(0) },
    { name: ".rdata", characteristics: READ, address: SEGMENTS, size: alignUp(data.length, 16), data },
  ];
  return peFile(sections, HEADER);
}

/** The disk. */
export function uefiImage(kernel: PlacedKernel, commandLine = ""): Uint8Array {
  const disk = efiDisk(uefiApplication(kernel, commandLine));
  if (disk === undefined) throw new ImageError("the kernel is larger than 2 GiB");
  return disk;
}
