// Where the dynamic table is: PT_DYNAMIC says so, and SHT_DYNAMIC. They ought to agree; what llvm-readelf does not like is a warning.
import { PT_DYNAMIC, SHT_DYNAMIC } from "../../elf/constants.ts";
import { ElfError, hex } from "../../elf/read.ts";
import type { ElfFile, Section, Segment } from "../../elf/read.ts";
import { entriesIn, untilNull } from "../dynamic-section.ts";
import type { DynamicEntry } from "../dynamic-section.ts";
import { recordsIn, regionAt, wholeRegion } from "./region.ts";
import type { Region } from "./region.ts";

type Warn = (text: string) => void;

export interface DynamicTable {
  readonly offset: bigint;
  /** Up to DT_NULL. */
  readonly entries: readonly DynamicEntry[];
}

function dynamicSegment(file: ElfFile, warn: Warn): Segment | undefined {
  try {
    return file.segments.find(({ type }) => type === PT_DYNAMIC);
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    warn(`unable to read program headers to locate the PT_DYNAMIC segment: ${error.message}`);
    return undefined;
  }
}

/** The segment, where it is in the file. */
function segmentInFile(file: ElfFile, segment: Segment | undefined, warn: Warn): Segment | undefined {
  const size = BigInt(file.access.size);
  if (segment === undefined || segment.offset + segment.fileSize <= size) return segment;
  warn(
    `PT_DYNAMIC segment offset (${hex(segment.offset)}) + file size (${hex(segment.fileSize)}) exceeds the size of the file (${hex(size)})`,
  );
  return undefined;
}

function checkAgreement(file: ElfFile, segment: Segment, section: Section, warn: Warn): void {
  const what = file.describe(section);
  const wrapped = (sum: bigint): bigint => BigInt.asUintN(file.is64 ? 64 : 32, sum);
  const end = wrapped(segment.vaddr + segment.memorySize);
  if (wrapped(section.address + section.size) > end || section.address < segment.vaddr)
    warn(`${what} is not contained within the PT_DYNAMIC segment`);
  if (section.address !== segment.vaddr) warn(`${what} is not at the start of PT_DYNAMIC segment`);
}

function sectionRegion(file: ElfFile, section: Section, step: bigint, warn: Warn): Region | undefined {
  const what = file.describe(section);
  try {
    return { ...regionAt(file, section.offset, section.size, step, what), entrySizeName: "" };
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    warn(`unable to read the dynamic table from ${what}: ${error.message}`);
    return undefined;
  }
}

/** Undefined where there is none, which is told if a header speaks of one. */
export function locateDynamicTable(file: ElfFile, warn: Warn): DynamicTable | undefined {
  const found = dynamicSegment(file, warn);
  const section = file.sections.find(({ type }) => type === SHT_DYNAMIC);
  const segment = segmentInFile(file, found, warn);
  if (segment === undefined && section === undefined) return undefined;
  if (segment !== undefined && section !== undefined) checkAgreement(file, segment, section, warn);
  const step = file.is64 ? 16 : 8;
  const read = (region: Region | undefined): Uint8Array => (region === undefined ? new Uint8Array(0) : recordsIn(file, region, step, warn));
  const bySegment: Region | undefined =
    segment === undefined
      ? undefined
      : { ...wholeRegion(segment.offset, segment.fileSize, BigInt(step)), sizeName: "PT_DYNAMIC size", entrySizeName: "" };
  const ofSegment = read(bySegment);
  const bySection = section === undefined ? undefined : sectionRegion(file, section, BigInt(step), warn);
  const ofSection = read(bySection);
  const both = segment !== undefined && section !== undefined;
  if (both && bySegment?.offset !== bySection?.offset)
    warn("SHT_DYNAMIC section header and PT_DYNAMIC program header disagree about the location of the dynamic table");
  if (ofSegment.length === 0 && ofSection.length === 0) {
    warn("no valid dynamic table was found");
    return undefined;
  }
  if (both && ofSection.length === 0) warn("SHT_DYNAMIC dynamic table is invalid: PT_DYNAMIC will be used");
  if (both && ofSegment.length === 0) warn("PT_DYNAMIC dynamic table is invalid: SHT_DYNAMIC will be used");
  const [place, bytes] = ofSegment.length > 0 ? [bySegment, ofSegment] : [bySection, ofSection];
  return { offset: place?.offset ?? 0n, entries: untilNull(entriesIn(file, bytes)) };
}
