// Program headers: which there are, over which sections, and their values once sections have places.
//
// Without PHDRS each change of access starts a PT_LOAD, as does a change of memory region or load address, and the end
// of what is read-only after relocation.
import { EhFrameHeaderChunk } from "./eh-frame.ts";
import * as elf from "../../elf/constants.ts";
import type { ThreadBlock } from "./machine.ts";
import { isRelro } from "./order.ts";
import { classOf } from "./options.ts";
import type { LinkOptions } from "./options.ts";
import { OutputSection, alignUp, alignUp64 } from "./output.ts";
import type { Evaluator } from "./script/evaluate.ts";
import { PROPERTY_NOTE } from "./property-note.ts";
import type { LinkerScript, SegmentCommand } from "./script/commands.ts";

export interface Segment {
  readonly type: number;
  flags: number;
  alignment: number;
  /** Sections, and the two headers of the file, that it covers. */
  first: OutputSection | undefined;
  last: OutputSection | undefined;
  offset: number;
  address: bigint;
  loadAddress: bigint;
  fileSize: number;
  memorySize: bigint;
  /** The load address was given for the segment. */
  loadIsFixed: boolean;
  /** Load address less address of its sections. */
  loadOffset: bigint;
}

/** The parts of the file that are no sections. */
export interface Headers {
  readonly elfHeader: OutputSection;
  readonly programHeaders: OutputSection;
  /** Where the location counter is before the first section. */
  readonly nowhere: OutputSection;
  /** Files without headers have none of these. */
  readonly inFile: boolean;
}

export function fileHeaders(options: LinkOptions): Headers {
  const bits = classOf(options);
  return {
    elfHeader: header(elf.EHDR_SIZE[bits], 1),
    programHeaders: header(0, bits / 8),
    nowhere: header(0, 1),
    inFile: !options.isBinary,
  };
}

/** A header of the file, as if it were a section of the first segment. */
function header(size: number, alignment: number): OutputSection {
  const section = new OutputSection("", elf.SHT_NULL);
  section.size = size;
  section.alignment = alignment;
  section.flags = elf.SHF_ALLOC;
  section.index = 1;
  return section;
}

/** What PT_TLS covers; nothing at 0 without one. */
export function threadBlock(segments: readonly Segment[]): ThreadBlock {
  const one = segments.find(({ type }) => type === elf.PT_TLS);
  if (one?.first === undefined || one.last === undefined) return { start: 0n, end: 0n, alignment: 1n };
  const { address } = one.first;
  const size = one.last.end - address;
  const alignment = BigInt(Math.max(1, one.alignment));
  const rest = -(address + size) & (alignment - 1n);
  return { start: address, end: address + size + rest, alignment };
}

export function segment(type: number, flags: number, alignment = 0): Segment {
  return {
    type,
    flags,
    alignment,
    first: undefined,
    last: undefined,
    offset: 0,
    address: 0n,
    loadAddress: 0n,
    fileSize: 0,
    memorySize: 0n,
    loadIsFixed: false,
    loadOffset: 0n,
  };
}

export function addTo(one: Segment, section: OutputSection): void {
  one.first ??= section;
  one.last = section;
  one.alignment = Math.max(one.alignment, section.alignment);
  if (one.type === elf.PT_LOAD) section.load = one;
}

/** Zeros of thread-local data take no room in the image: each thread's block has them. */
const needsLoad = (section: OutputSection): boolean => section.isAlloc && !(section.isTls && section.isNobits);

class SegmentList {
  readonly list: Segment[] = [];

  constructor(readonly options: LinkOptions) {}

  open(type: number, flags: number, ...sections: readonly OutputSection[]): Segment {
    const one = segment(type, flags, type === elf.PT_LOAD ? this.options.maxPageSize : 0);
    for (const section of sections) addTo(one, section);
    this.list.push(one);
    return one;
  }

  optional(type: number, flags: (first: OutputSection) => number, sections: readonly OutputSection[]): void {
    const [first] = sections;
    if (first !== undefined) this.open(type, flags(first), ...sections);
  }
}

export interface SegmentInputs {
  readonly options: LinkOptions;
  readonly sections: readonly OutputSection[];
  readonly headers: Headers;
  readonly errors: string[];
}

/** Default program headers, in LLD's order. */
export function createSegments(inputs: SegmentInputs): Segment[] {
  const { options, sections, headers } = inputs;
  const segments = new SegmentList(options);
  const readOnly = () => elf.PF_R;
  const own = (section: OutputSection) => section.segmentFlags;
  const named = (name: string) => sections.filter((section) => section.name === name && section.isAlloc).slice(0, 1);
  const paged = options.magic === "none";
  if (paged) segments.open(elf.PT_PHDR, elf.PF_R, headers.programHeaders);
  segments.optional(elf.PT_INTERP, own, named(".interp"));
  addLoads(inputs, segments, paged);
  segments.optional(
    elf.PT_TLS,
    readOnly,
    sections.filter((section) => section.isTls),
  );
  segments.optional(
    elf.PT_DYNAMIC,
    own,
    sections.filter(({ type }) => type === elf.SHT_DYNAMIC),
  );
  addRelro(inputs, segments);
  const hasFrames = (section: OutputSection) => !section.chunks.some((chunk) => chunk instanceof EhFrameHeaderChunk && !chunk.hasFrames);
  if (options.ehFrameHeader) segments.optional(elf.PT_GNU_EH_FRAME, own, named(".eh_frame_hdr").filter(hasFrames));
  if (options.stackSegment) {
    const stack = segments.open(elf.PT_GNU_STACK, elf.PF_R | elf.PF_W | (options.executableStack ? elf.PF_X : 0));
    stack.memorySize = options.stackSize;
  }
  if (options.writesCode) segments.open(elf.PT_OPENBSD_WXNEEDED, elf.PF_X);
  segments.optional(elf.PT_GNU_PROPERTY, readOnly, named(PROPERTY_NOTE));
  addNotes(sections, segments);
  addAbiTables(sections, segments, options);
  return segments.list;
}

/** First section behind the run of relro sections, at which the segment ends. */
function relroRun({ sections, options, errors }: SegmentInputs): { members: OutputSection[]; end: OutputSection | undefined } {
  const members: OutputSection[] = [];
  let end: OutputSection | undefined;
  for (const section of sections.filter(needsLoad)) {
    if (isRelro(section, options)) {
      if (end === undefined) members.push(section);
      else errors.push(`section: ${section.name} is not contiguous with other relro sections`);
    } else if (members.length > 0) end ??= section;
  }
  return { members, end };
}

function addRelro(inputs: SegmentInputs, segments: SegmentList): void {
  const { members } = relroRun({ ...inputs, errors: [] });
  segments.optional(elf.PT_GNU_RELRO, () => elf.PF_R, members);
}

function addLoads(inputs: SegmentInputs, segments: SegmentList, paged: boolean): void {
  const { options, sections, headers } = inputs;
  const { end } = relroRun(inputs);
  const computed = (flags: number) => {
    if (options.magic === "omagic") return elf.PF_R | elf.PF_W | elf.PF_X;
    // To LLD 15 what is read only goes with code, be there any or not.
    return options.lld === 15 && !options.readOnlySegment && (flags & elf.PF_W) === 0 ? flags | elf.PF_X : flags;
  };
  let flags = computed(elf.PF_R);
  let load = paged ? segments.open(elf.PT_LOAD, flags, headers.elfHeader, headers.programHeaders) : undefined;
  for (const section of sections.filter(needsLoad)) {
    const wanted = computed(section.segmentFlags);
    if (load === undefined || section === end || !isCompatible(flags, wanted, options) || !continues(load, section, headers, options)) {
      load = segments.open(elf.PT_LOAD, wanted);
      flags = wanted;
    } else load.flags |= wanted;
    addTo(load, section);
  }
}

function isCompatible(flags: number, wanted: number, options: LinkOptions): boolean {
  const difference = flags ^ wanted;
  if (difference === 0) return true;
  return !options.readOnlySegment && difference === elf.PF_X && (wanted & elf.PF_W) === 0;
}

/** Same memory, same distance between load address and address; in LLD 22 also no contents behind zeros. */
function continues(load: Segment, section: OutputSection, headers: Headers, options: LinkOptions): boolean {
  const { first, last } = load;
  const sameLoad = section.description?.loadAddress === undefined && section.loadRegion === first?.loadRegion;
  if (section.memoryRegion !== first?.memoryRegion || !(sameLoad || last === headers.programHeaders)) return false;
  return options.lld === 15 || options.script?.hasSections === true || section.isNobits || last?.isNobits !== true;
}

/** What loaders of other machines look for; since LLD 16 RISC-V's attributes, which are not loaded. */
function addAbiTables(sections: readonly OutputSection[], segments: SegmentList, { lld, machine }: LinkOptions): void {
  const readOnly = () => elf.PF_R;
  const ofType = (wanted: number) => sections.filter(({ type }) => type === wanted).slice(0, 1);
  if (machine.elfMachine === elf.EM_ARM) segments.optional(elf.PT_ARM_EXIDX, readOnly, ofType(elf.SHT_ARM_EXIDX));
  if (machine.elfMachine === elf.EM_RISCV && lld === 22)
    segments.optional(elf.PT_RISCV_ATTRIBUTES, readOnly, ofType(elf.SHT_RISCV_ATTRIBUTES));
}

/** Neighbouring notes of one alignment share a PT_NOTE. */
function addNotes(sections: readonly OutputSection[], segments: SegmentList): void {
  let note: Segment | undefined;
  for (const section of sections) {
    if (section.type !== elf.SHT_NOTE || !section.isAlloc) {
      note = undefined;
      continue;
    }
    const joins = note !== undefined && section.description?.loadAddress === undefined && note.last?.alignment === section.alignment;
    if (joins) addTo(note as Segment, section);
    else note = segments.open(elf.PT_NOTE, elf.PF_R, section);
  }
}

/** Program headers as PHDRS lists them. */
export function scriptedSegments(
  script: LinkerScript,
  { options, sections, headers, errors }: SegmentInputs,
  evaluator: Evaluator,
): Segment[] {
  const segments = new SegmentList(options);
  for (const command of script.segments) openScripted(segments, command, headers, evaluator);
  for (const section of sections) {
    for (const name of section.segmentNames) {
      const at = script.segments.findIndex((command) => command.name === name);
      const one = segments.list[at];
      if (one !== undefined) {
        addTo(one, section);
        if (script.segments[at]?.flags === undefined) one.flags |= section.segmentFlags;
      } else if (name !== "NONE")
        errors.push(`${section.description?.place ?? "<internal>"}: program header '${name}' is not listed in PHDRS`);
    }
  }
  addAbiTables(sections, segments, options);
  return segments.list;
}

function openScripted(segments: SegmentList, command: SegmentCommand, headers: Headers, evaluator: Evaluator): void {
  const one = segments.open(command.type, command.flags === undefined ? elf.PF_R : Number(evaluator.number(command.flags)));
  if (command.fileHeader) addTo(one, headers.elfHeader);
  if (command.programHeaders) addTo(one, headers.programHeaders);
  if (command.loadAddress === undefined) return;
  one.loadAddress = evaluator.number(command.loadAddress);
  one.loadIsFixed = true;
}

/** Values of the headers, from the places of their sections. */
export function fillSegments(segments: readonly Segment[], options: LinkOptions): void {
  const lastLoad = segments.findLast(({ type }) => type === elf.PT_LOAD);
  for (const one of segments) {
    const { first, last } = one;
    if (first !== undefined && last !== undefined) {
      one.fileSize = last.offset - first.offset + last.fileSize;
      one.memorySize = last.address + BigInt(last.size) - first.address;
      one.offset = first.offset;
      one.address = first.address;
      if (!one.loadIsFixed) one.loadAddress = first.loadAddress;
    }
    if (options.separate !== "none" && one === lastLoad && (one.flags & elf.PF_X) !== 0) {
      one.fileSize = alignUp(one.fileSize, options.maxPageSize);
      one.memorySize = BigInt(one.fileSize);
    }
    if (one.type === elf.PT_GNU_RELRO) one.alignment = 1;
    if (one.type === elf.PT_GNU_RELRO && options.lld === 15) protectWholePages(one, BigInt(options.commonPageSize));
  }
}

function protectWholePages(one: Segment, page: bigint): void {
  one.memorySize = alignUp64(BigInt(one.offset) + one.memorySize, page) - BigInt(one.offset);
}
