// What llvm-readelf looks at before it shows anything: where the dynamic table is, and whether its addresses lead into the file. All it finds
// are warnings.
import { dynamicTagName } from "../../elf/dynamic-tags.ts";
import { PT_DYNAMIC, PT_LOAD, SHT_DYNAMIC } from "../../elf/constants.ts";
import { ElfError, hex } from "../../elf/read.ts";
import type { ElfFile, Section, Segment } from "../../elf/read.ts";
import { dynamicEntries } from "../dynamic-section.ts";
import type { ReadelfView } from "./view.ts";

/** Tags of tables that are mapped at once. */
const MAPPED = new Set([4, 0x6ffffef5, 5, 6, 7, 36, 0x6fffe000, 17, 23, 34]);

function dynamicSegment(view: ReadelfView): Segment | undefined {
  const { file } = view;
  try {
    const segment = file.segments.find(({ type }) => type === PT_DYNAMIC);
    if (segment === undefined || segment.offset + segment.fileSize <= BigInt(file.access.size)) return segment;
    view.warn(
      `PT_DYNAMIC segment offset (${hex(segment.offset)}) + file size (${hex(segment.fileSize)}) exceeds the size of the file (${hex(file.access.size)})`,
    );
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    view.warn(`unable to read program headers to locate the PT_DYNAMIC segment: ${error.message}`);
  }
  return undefined;
}

const described = (section: Section): string => `SHT_DYNAMIC section with index ${section.index}`;

/** Both say where the table is: they ought to agree. */
function checkAgreement(view: ReadelfView, segment: Segment, section: Section): void {
  const end = segment.vaddr + segment.memorySize;
  if (section.address + section.size > end || section.address < segment.vaddr)
    view.warn(`${described(section)} is not contained within the PT_DYNAMIC segment`);
  if (section.address !== segment.vaddr) view.warn(`${described(section)} is not at the start of PT_DYNAMIC segment`);
  if (section.offset !== segment.offset)
    view.warn("SHT_DYNAMIC section header and PT_DYNAMIC program header disagree about the location of the dynamic table");
  if (segment.fileSize !== 0n && section.size === 0n) view.warn("SHT_DYNAMIC dynamic table is invalid: PT_DYNAMIC will be used");
  if (segment.fileSize === 0n && section.size !== 0n) view.warn("PT_DYNAMIC dynamic table is invalid: SHT_DYNAMIC will be used");
}

/** What stands in the way of an address in the dynamic table; undefined for nothing. Throws ElfError. */
function addressProblem(file: ElfFile, address: bigint): string | undefined {
  const holder = file.segments.findLast(({ type, vaddr }) => type === PT_LOAD && vaddr <= address);
  if (holder === undefined || address >= holder.vaddr + holder.memorySize) return `virtual address is not in any segment: ${hex(address)}`;
  const end = holder.offset + holder.fileSize;
  const size = BigInt(file.access.size);
  if (holder.offset + (address - holder.vaddr) < size) return undefined;
  const place = `the segment ends at ${hex(end)}, which is greater than the file size (${hex(size)})`;
  return `can't map virtual address ${hex(address)} to the segment with index ${holder.index + 1}: ${place}`;
}

function checkAddresses(view: ReadelfView): void {
  const { file } = view;
  for (const { tag, value } of dynamicEntries(file)) {
    if (!MAPPED.has(Number(tag))) continue;
    try {
      const problem = addressProblem(file, value);
      if (problem !== undefined) throw new ElfError(problem);
    } catch (error) {
      if (!(error instanceof ElfError)) throw error;
      view.warn(`unable to parse DT_${dynamicTagName(file.header.machine, Number(tag), view.desk.llvm) ?? ""}: ${error.message}`);
    }
  }
}

/** Warns of what is wrong with the dynamic table's place. */
export function checkDynamicTable(view: ReadelfView): void {
  const section = view.file.sections.find(({ type }) => type === SHT_DYNAMIC);
  const segment = dynamicSegment(view);
  if (segment === undefined && section === undefined) return;
  if (segment !== undefined && section !== undefined) checkAgreement(view, segment, section);
  if ((segment?.fileSize ?? 0n) === 0n && (section?.size ?? 0n) === 0n) view.warn("no valid dynamic table was found");
  else checkAddresses(view);
}
