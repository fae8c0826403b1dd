// objdump -h: one line a section header, number 0 included.
import { PT_LOAD, PF_X, SHF_ALLOC, SHF_EXECINSTR, SHF_WRITE, SHT_NOBITS, SHT_PROGBITS } from "../../elf/constants.ts";
import { ElfError } from "../../elf/read.ts";
import type { ElfFile, Section, Segment } from "../../elf/read.ts";
import { readableSegments } from "../dynamic-section.ts";
import { hexPadded } from "../format.ts";
import { holdsSection } from "../section-place.ts";
import { asMember } from "../member-error.ts";
import { adjusted } from "./addresses.ts";
import type { ObjdumpContext } from "./objdump.ts";

/** A section, or what stands for one in a file without section headers. */
export interface ShownSection {
  readonly index: number;
  readonly name: string;
  readonly section: Section;
}

/** LLVM 15 looks for the bit of PT_LOAD alone. */
const isLoaded = (type: number, llvm: 15 | 22): boolean => (llvm === 22 ? type : type & PT_LOAD) === PT_LOAD;

/** Executable PT_LOAD segments as sections: all a file without section headers shows. */
export function sectionsOfSegments(file: ElfFile, llvm: 15 | 22): ShownSection[] {
  const code = readableSegments(file).filter(({ type, flags }) => isLoaded(type, llvm) && (flags & PF_X) !== 0);
  const { shstrndx } = file.header;
  return code.map((segment, index) => ({
    index,
    /** Throws ElfError where the file says that there is a table of names. */
    get name() {
      if (shstrndx !== 0) throw new ElfError(`section header string table index ${shstrndx} does not exist`);
      return llvm === 22 ? `PT_LOAD#${segment.index}` : "";
    },
    section: {
      index,
      nameOffset: 0,
      type: SHT_PROGBITS,
      flags: BigInt(SHF_ALLOC | SHF_EXECINSTR),
      address: segment.vaddr,
      offset: segment.offset,
      size: segment.memorySize,
      link: 0,
      info: 0,
      alignment: segment.alignment,
      entrySize: 0n,
    },
  }));
}

/** A section whose name is looked for when somebody asks; throws ElfError then. */
class NamedSection implements ShownSection {
  readonly index: number;

  constructor(
    readonly file: ElfFile,
    readonly section: Section,
  ) {
    this.index = section.index;
  }

  /** Throws MemberError. */
  get name(): string {
    return asMember(() => this.file.sectionName(this.section));
  }
}

/** The sections that `-j` names, or all; those without a name are not among those named. */
export function shownSections(context: ObjdumpContext): ShownSection[] {
  const { file } = context.object;
  const { sections } = context;
  if (file.sections.length === 0)
    return sectionsOfSegments(file, context.desk.llvm).filter((shown) => !sections.active || sections.wants(shown.name));
  const named = file.sections.map((section) => new NamedSection(file, section));
  return sections.active ? named.filter(({ section }) => sections.wants(file.sectionNameOrEmpty(section))) : named;
}

/** LLVM 15's idea: the segment's memory holds the section's start, and its bytes do not begin behind the section's. */
const holdsStart = (_: ElfFile, { vaddr, memorySize, offset }: Segment, section: Section): boolean =>
  vaddr <= section.address && vaddr + memorySize > section.address && offset <= section.offset;

/** Load address: the first PT_LOAD that holds the section shifts it; for LLVM 22 also what is not allocated and lies in its bytes. */
function loadAddress(file: ElfFile, section: Section, llvm: 15 | 22): bigint {
  const holds = llvm === 22 ? holdsSection : holdsStart;
  const holder = file.segments.find((segment) => segment.type === PT_LOAD && holds(file, segment, section));
  return holder === undefined ? section.address : BigInt.asUintN(64, section.address - holder.vaddr + holder.paddr);
}

function typeWords(context: ObjdumpContext, { name, section }: ShownSection): string {
  const flags = Number(section.flags & 7n);
  const words: string[] = [];
  const isCode = (flags & SHF_EXECINSTR) !== 0;
  const isData =
    (flags & SHF_ALLOC) !== 0 && !isCode && (context.desk.llvm === 22 ? section.type !== SHT_NOBITS : section.type === SHT_PROGBITS);
  if (isCode) words.push("TEXT");
  if (isData) words.push("DATA");
  if (section.type === SHT_NOBITS && (flags & (SHF_ALLOC | SHF_WRITE)) !== 0) words.push("BSS");
  if (/^\.z?debug/.test(name) || name === ".gdb_index") words.push("DEBUG");
  return words.join(", ");
}

/** Throws ElfError for a name that cannot be read: LLVM 15 has printed the heading then where the sections are segments. */
export function sectionHeaders(context: ObjdumpContext): void {
  const { file } = context.object;
  const { llvm } = context.desk;
  const width = file.is64 ? 16 : 8;
  const shownOnes = shownSections(context);
  let nameWidth = 13;
  const hasNames = llvm === 22 || file.sections.length > 0;
  if (hasNames) for (const { name } of shownOnes) nameWidth = Math.max(nameWidth, name.length);
  const rows = shownOnes.map((shown) => ({ shown, load: loadAddress(file, shown.section, llvm) }));
  // LLVM 15 asks the section headers alone whether the column is worth it.
  const differs = (llvm === 22 || file.sections.length > 0) && rows.some(({ shown, load }) => shown.section.address !== load);
  const withLoad = context.options.has("show-lma") || differs;
  let text = `\nSections:\nIdx ${"Name".padEnd(nameWidth)} Size     ${"VMA".padEnd(width)} ${withLoad ? `${"LMA".padEnd(width)} ` : ""}Type\n`;
  if (!hasNames) context.desk.print(text);
  if (!hasNames) text = "";
  for (const { shown, load } of rows) {
    const { index, name, section } = shown;
    const address = hexPadded(adjusted(context, section, section.address), width);
    const loadText = withLoad ? `${hexPadded(load, width)} ` : "";
    text += `${String(index).padStart(3)} ${name.padEnd(nameWidth)} ${hexPadded(section.size, 8)} ${address} ${loadText}${typeWords(context, shown)}\n`;
  }
  context.desk.print(text);
}
