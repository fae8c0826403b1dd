// A disk that UEFI firmware boots: an application (PE32+) in a FAT file system. The application takes the memory of the
// kernel's segments from the firmware, copies them there, leaves boot services, makes the page tables that all boot code makes
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
import { APPLICATION, CODE, PAGE, SEGMENTS, VARIABLES, ZEROES, ZEROES_SIZE } from "./uefi-code.ts";

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

/** The code, with its tables of what to allocate and what to copy. */
function codeOf({ segments, entry }: PlacedKernel, commandLine: string): Uint8Array {
  const ranges = pageRanges(segments);
  const numbers = { RANGES: ranges.length, SEGMENTS: segments.length };
  const words = APPLICATION.replace(".byte COMMAND", `.byte ${commandLineBytes(commandLine).join(", ")}`);
  const body = words.replace(".long RANGES", `.long ${numbers.RANGES}`).replace(".long SEGMENTS", `.long ${numbers.SEGMENTS}`);
  const rows = ranges.map(({ address, pages }) => `  .quad ${address}, ${pages}`);
  let source = SEGMENTS - CODE;
  const copies = segments.map(({ physical, bytes, memorySize }) => {
    const row = `  .quad ${physical}, ${bytes.length}, ${Number(memorySize) - bytes.length}, ${source}`;
    source += bytes.length;
    return row;
  });
  const code = assembleFlat([body, ...rows, "segments:", ...copies, ""].join("\n"), CODE);
  if (code.bytes.length > VARIABLES) throw new ImageError(`the kernel has ${segments.length} segments: too many for a UEFI application`);
  patchEntry(code.bytes, code.offset("entry_end"), entry);
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
  const code = codeOf(kernel, commandLine);
  const bytes = new ByteWriter(true, 4096);
  for (const segment of kernel.segments) bytes.append(segment.bytes);
  const data = bytes.bytes.slice();
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
