// readelf -l: the program headers, and which sections lie in which segment.
import { PT_DYNAMIC, PT_GNU_RELRO, PT_INTERP, PT_LOAD, PT_TLS, SHF_ALLOC, SHF_TLS, SHT_NOBITS } from "../../elf/constants.ts";
import { byteText, ElfError } from "../../elf/read.ts";
import type { ElfFile, Section, Segment } from "../../elf/read.ts";
import { hexPadded } from "../format.ts";
import { asMember } from "../member-error.ts";
import { holdsSection, isTbss } from "../section-place.ts";
import { FILE_TYPES, segmentTypeName } from "./names.ts";
import type { ReadelfView } from "./view.ts";

function permissions(flags: number): string {
  return `${(flags & 4) !== 0 ? "R" : " "}${(flags & 2) !== 0 ? "W" : " "}${(flags & 1) !== 0 ? "E" : " "}`;
}

function row(view: ReadelfView, segment: Segment): string {
  const { width } = view;
  const size = view.file.is64 ? 6 : 5;
  const columns = [
    "  ",
    segmentTypeName(view.file.header.machine, segment.type, view.desk.llvm).padEnd(14),
    " ",
    `0x${hexPadded(segment.offset, 6)} `,
    `0x${hexPadded(segment.vaddr, width)} `,
    `0x${hexPadded(segment.paddr, width)} `,
    `0x${hexPadded(segment.fileSize, size)} `,
    `0x${hexPadded(segment.memorySize, size)} `,
    `${permissions(segment.flags)} `,
    `0x${segment.alignment.toString(16)}`,
  ];
  return `${columns.join("")}\n${segment.type === PT_INTERP ? interpreter(view, segment) : ""}`;
}

function interpreter(view: ReadelfView, segment: Segment): string {
  const { access } = view.file;
  if (segment.offset >= BigInt(access.size)) {
    view.warn(
      `unable to read program interpreter name at offset 0x${segment.offset.toString(16)}: it goes past the end of the file (0x${access.size.toString(16)})`,
    );
    return "";
  }
  const text = byteText(access.read(Number(segment.offset), access.size - Number(segment.offset)));
  const end = text.indexOf("\0");
  return `      [Requesting program interpreter: ${end < 0 ? text : text.slice(0, end)}]\n`;
}

/** TLS sections belong to PT_TLS, and to the loaded and protected parts when they have bytes. */
function fitsTls(section: Section, segment: Segment): boolean {
  if (isTbss(section)) return segment.type === PT_TLS;
  const isTls = (section.flags & BigInt(SHF_TLS)) !== 0n;
  if (isTls) return [PT_TLS, PT_LOAD, PT_GNU_RELRO].includes(segment.type);
  return segment.type !== PT_TLS;
}

/** Whether the segment holds the section, as the mapping tells it. */
export function holds(file: ElfFile, segment: Segment, section: Section): boolean {
  return section.type !== 0 && fitsTls(section, segment) && holdsSection(file, segment, section) && !emptyAtEdge(segment, section);
}

/** Empty sections at the edges of PT_DYNAMIC do not count. */
function emptyAtEdge(segment: Segment, section: Section): boolean {
  if (segment.type !== PT_DYNAMIC || section.size !== 0n || segment.memorySize === 0n) return false;
  const byOffset = section.type === SHT_NOBITS || (section.offset > segment.offset && section.offset < segment.offset + segment.fileSize);
  const byAddress =
    (section.flags & BigInt(SHF_ALLOC)) === 0n || (section.address > segment.vaddr && section.address < segment.vaddr + segment.memorySize);
  return !(byOffset && byAddress);
}

/** The section's name; throws MemberError. */
function nameIn(file: ElfFile, section: Section): string {
  return asMember(() => file.sectionName(section));
}

/** Throws MemberError where a section has no name. */
function mapping(view: ReadelfView, segments: readonly Segment[]): void {
  view.print("\n Section to Segment mapping:\n  Segment Sections...\n");
  const { file } = view;
  const placed = new Set<Section>();
  const names = (sections: readonly Section[]): string => sections.map((section) => `${nameIn(file, section)} `).join("");
  for (const segment of segments) {
    view.print(`   ${String(segment.index).padStart(2, "0")}     `);
    const inside = file.sections.filter((section) => holds(file, segment, section));
    for (const section of inside) placed.add(section);
    view.print(`${names(inside)}\n`);
  }
  if (file.sections.length === 0) return;
  const rest = file.sections.filter((section) => !placed.has(section));
  view.print(`   None  ${names(rest)}\n`);
}

/** The segments, or undefined and a warning. */
function segmentsOr(view: ReadelfView, what: string): readonly Segment[] | undefined {
  try {
    return view.file.segments;
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    view.warn(`${what}: ${error.message}`);
    return undefined;
  }
}

function table(view: ReadelfView): void {
  const { header, is64 } = view.file;
  const type = FILE_TYPES[header.type] ?? header.type.toString(16);
  view.print(`\nElf file type is ${type}\nEntry point 0x${header.entry.toString(16)}\n`);
  view.print(`There are ${header.phnum} program headers, starting at offset ${header.phoff}\n\nProgram Headers:\n`);
  const columns = is64
    ? "  Type           Offset   VirtAddr           PhysAddr           FileSiz  MemSiz   Flg Align\n"
    : "  Type           Offset   VirtAddr   PhysAddr   FileSiz MemSiz  Flg Align\n";
  view.print(columns);
  for (const segment of segmentsOr(view, "unable to dump program headers") ?? []) view.print(row(view, segment));
}

export function programHeaders(view: ReadelfView, withTable: boolean): void {
  if (withTable && view.file.header.phnum === 0 && view.desk.llvm === 22) view.print("\nThere are no program headers in this file.\n");
  else if (withTable) table(view);
  const segments = segmentsOr(view, "can't read program headers to build section to segment mapping");
  if (segments !== undefined) mapping(view, segments);
  else view.print("\n Section to Segment mapping:\n  Segment Sections...\n");
}
