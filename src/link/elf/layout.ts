// Order, addresses and file offsets of output sections, and the program headers over them.
//
// Sections are ranked: what is loaded first, read-only before executable before writable, writable data that becomes
// read-only after relocation (relro) before the rest, contents before zeros. Each class becomes one PT_LOAD, which
// starts on the next page at the same offset in the page, so that the file needs no padding.
import * as elf from "../../elf/constants.ts";
import type { LinkOptions } from "./options.ts";
import { alignUp64 } from "./output.ts";
import type { OutputSection } from "./output.ts";

export const PAGE_SIZE = 0x1000;
const STATIC_BASE = 0x200000n;

export interface Segment {
  readonly type: number;
  readonly flags: number;
  readonly alignment: number;
  readonly sections: OutputSection[];
  offset: number;
  address: bigint;
  fileSize: number;
  memorySize: number;
}

const RELRO_NAMES = new Set([
  ".dynamic",
  ".got",
  ".data.rel.ro",
  ".relro_padding",
  ".ctors",
  ".dtors",
  ".jcr",
  ".preinit_array",
  ".init_array",
  ".fini_array",
]);
const RELRO_TYPES = new Set([elf.SHT_INIT_ARRAY, elf.SHT_FINI_ARRAY, elf.SHT_PREINIT_ARRAY, elf.SHT_DYNAMIC]);

export function isRelro(section: OutputSection, options: LinkOptions): boolean {
  if (!options.relro || !section.isAlloc || (section.flags & elf.SHF_WRITE) === 0) return false;
  return section.isTls || RELRO_TYPES.has(section.type) || RELRO_NAMES.has(section.name);
}

/** 0 read-only, 1 executable, 2 relro, 3 writable: one PT_LOAD each. */
function loadClass(section: OutputSection, options: LinkOptions): number {
  if ((section.flags & elf.SHF_WRITE) !== 0) return isRelro(section, options) ? 2 : 3;
  return (section.flags & elf.SHF_EXECINSTR) !== 0 ? 1 : 0;
}

/** Sort key, most significant first. */
function rank(section: OutputSection, options: LinkOptions): number[] {
  const notes = section.name === ".interp" ? 0 : section.type === elf.SHT_NOTE ? 1 : 2;
  const readOnlyTable = loadClass(section, options) === 0 && section.type !== elf.SHT_PROGBITS ? 0 : 1;
  return [
    section.isAlloc ? 0 : 1,
    ...(section.isAlloc ? [notes, loadClass(section, options), readOnlyTable, section.isTls ? 0 : 1, section.isNobits ? 1 : 0] : []),
  ];
}

/** The image's sections in order; sections of equal rank keep the order of their creation. */
export function sortSections(sections: readonly OutputSection[], options: LinkOptions): OutputSection[] {
  const ranked = sections.map((section, i) => ({ section, key: [...rank(section, options), i] }));
  ranked.sort((a, b) => {
    const at = a.key.findIndex((value, i) => value !== b.key[i]);
    return (a.key[at] as number) - (b.key[at] as number);
  });
  return ranked.map(({ section }) => section);
}

function segment(type: number, flags: number, alignment: number, sections: OutputSection[] = []): Segment {
  return { type, flags, alignment, sections, offset: 0, address: 0n, fileSize: 0, memorySize: 0 };
}

const LOAD_FLAGS = [elf.PF_R, elf.PF_R | elf.PF_X, elf.PF_R | elf.PF_W, elf.PF_R | elf.PF_W] as const;

/** Which program headers there are. Sizes and places come with `assignAddresses`. */
export function createSegments(sections: readonly OutputSection[], options: LinkOptions): Segment[] {
  const alloc = sections.filter((section) => section.isAlloc && !isEmptyTable(section));
  const named = (name: string) => alloc.filter((section) => section.name === name);
  const loads = [segment(elf.PT_LOAD, elf.PF_R, PAGE_SIZE)];
  let current = 0;
  for (const section of alloc) {
    const wanted = loadClass(section, options);
    if (wanted !== current) loads.push(segment(elf.PT_LOAD, LOAD_FLAGS[wanted] as number, PAGE_SIZE));
    current = wanted;
    (loads.at(-1) as Segment).sections.push(section);
  }
  const optional = (type: number, flags: number, alignment: number, members: OutputSection[]) =>
    members.length > 0 ? [segment(type, flags, alignment, members)] : [];
  const tls = alloc.filter((section) => section.isTls);
  return [
    segment(elf.PT_PHDR, elf.PF_R, 8),
    ...optional(elf.PT_INTERP, elf.PF_R, 1, named(".interp")),
    ...loads,
    ...optional(elf.PT_TLS, elf.PF_R, Math.max(1, ...tls.map(({ alignment }) => alignment)), tls),
    ...optional(elf.PT_DYNAMIC, elf.PF_R | elf.PF_W, 8, named(".dynamic")),
    ...optional(
      elf.PT_GNU_RELRO,
      elf.PF_R,
      1,
      alloc.filter((section) => isRelro(section, options)),
    ),
    ...optional(elf.PT_GNU_EH_FRAME, elf.PF_R, 4, named(".eh_frame_hdr")),
    segment(elf.PT_GNU_STACK, elf.PF_R | elf.PF_W, 0),
    ...noteSegments(alloc),
  ];
}

/** An empty `.got` keeps its header but takes part in no segment. */
function isEmptyTable(section: OutputSection): boolean {
  return section.name === ".got" && section.size === 0;
}

/** Neighbouring notes of one alignment share a PT_NOTE. */
function noteSegments(alloc: readonly OutputSection[]): Segment[] {
  const out: Segment[] = [];
  for (const section of alloc.filter(({ type }) => type === elf.SHT_NOTE)) {
    const last = out.at(-1);
    if (last !== undefined && last.alignment === section.alignment) last.sections.push(section);
    else out.push(segment(elf.PT_NOTE, elf.PF_R, section.alignment, [section]));
  }
  return out;
}

export function headersSize(segments: readonly Segment[]): number {
  return elf.EHDR_SIZE[64] + elf.PHDR_SIZE[64] * segments.length;
}

/** Smallest offset from `from` on that is congruent to the address modulo the page size. */
function congruentOffset(from: number, address: bigint): number {
  const wanted = Number(address % BigInt(PAGE_SIZE));
  return from + ((wanted - (from % PAGE_SIZE) + PAGE_SIZE) % PAGE_SIZE);
}

/** Places every section; returns the offset behind the last one's bytes. */
export function assignAddresses(sections: readonly OutputSection[], segments: readonly Segment[], options: LinkOptions): number {
  const page = BigInt(PAGE_SIZE);
  const base = options.imageBase ?? (options.pie ? 0n : STATIC_BASE);
  let offset = headersSize(segments);
  let dot = base + BigInt(offset);
  let unpadded = dot;
  segments
    .filter(({ type }) => type === elf.PT_LOAD)
    .forEach((load, i) => {
      if (i > 0) dot = alignUp64(dot, page) + (unpadded % page);
      for (const section of load.sections) {
        dot = alignUp64(dot, BigInt(section.alignment));
        if (section.name === ".relro_padding") section.size = Number(alignUp64(dot, page) - dot);
        section.address = dot;
        section.offset = section.isNobits ? offset : congruentOffset(offset, dot);
        offset = section.offset + section.fileSize;
        dot += section.isTls && section.isNobits ? 0n : BigInt(section.size);
        if (section.name !== ".relro_padding") unpadded = dot;
      }
    });
  placeEmptyTables(sections);
  for (const section of sections.filter(({ isAlloc }) => !isAlloc)) {
    section.offset = Math.ceil(offset / section.alignment) * section.alignment;
    offset = section.offset + section.fileSize;
  }
  for (const one of segments) fillSegment(one, base, segments, options);
  return offset;
}

/** An empty `.got` stands where the section before it ends. */
function placeEmptyTables(sections: readonly OutputSection[]): void {
  sections.forEach((section, i) => {
    const before = sections[i - 1];
    if (!isEmptyTable(section) || !section.isAlloc || before === undefined) return;
    section.address = alignUp64(before.end, BigInt(section.alignment));
    section.offset = before.offset + before.fileSize;
  });
}

function fillSegment(one: Segment, base: bigint, segments: readonly Segment[], options: LinkOptions): void {
  const first = one.sections[0];
  if (one.type === elf.PT_PHDR) {
    one.offset = elf.EHDR_SIZE[64];
    one.address = base + BigInt(one.offset);
    one.fileSize = one.memorySize = elf.PHDR_SIZE[64] * segments.length;
    return;
  }
  const holdsHeaders = one === segments.find(({ type }) => type === elf.PT_LOAD);
  if (first === undefined && !holdsHeaders) return;
  one.offset = holdsHeaders || first === undefined ? 0 : first.offset;
  one.address = holdsHeaders || first === undefined ? base : first.address;
  const start = headersSize(segments);
  one.fileSize = Math.max(
    holdsHeaders ? start : 0,
    ...one.sections.filter(({ isNobits }) => !isNobits).map((section) => section.offset + section.size - one.offset),
  );
  const end = one.sections.reduce(
    (last, section) => (section.end > last ? section.end : last),
    one.address + BigInt(holdsHeaders ? start : 0),
  );
  one.memorySize = Number((one.type === elf.PT_GNU_RELRO ? relroEnd(end, options) : end) - one.address);
}

/** The loader protects whole pages. */
function relroEnd(end: bigint, options: LinkOptions): bigint {
  return options.relro ? alignUp64(end, BigInt(PAGE_SIZE)) : end;
}
