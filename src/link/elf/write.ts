// Turns placed sections into the file: headers, contents with relocations applied, section header table.
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
import type { Relocation } from "../../elf/object.ts";
import { AppendingStrings } from "../../elf/string-tables.ts";
import { InputSection, describePlace } from "./input.ts";
import type { Chunk, LinkSymbol } from "./input.ts";
import { EhFrameChunk } from "./eh-frame.ts";
import type { Segment } from "./layout.ts";
import { isSynthetic } from "./output.ts";
import type { OutputSection } from "./output.ts";
import { X86_64_RELOCATIONS, isLinkTimeAddress, relaxationOf, relax, relocationName, relocationRange } from "./relocation.ts";
import type { RelocationRow } from "./relocation.ts";
import type { GlobalOffsetTable } from "./synthetic.ts";

const BREAKPOINT = 0xcc;

/** What relocations need to know of the whole image. */
export interface ImageContext {
  readonly got: GlobalOffsetTable;
  readonly pie: boolean;
  /** End of the thread-local block, to which offsets are relative (x86-64 psABI, variant 2). */
  readonly tlsEnd: bigint;
  readonly errors: string[];
}

/** Fills gaps between functions with breakpoints, others with zeros. */
function fillGaps(out: Uint8Array, section: OutputSection): void {
  if ((section.flags & elf.SHF_EXECINSTR) !== 0) out.fill(BREAKPOINT, section.offset, section.offset + section.size);
}

export function writeSections(out: Uint8Array, sections: readonly OutputSection[], context: ImageContext): void {
  for (const section of sections) {
    if (section.isNobits) continue;
    fillGaps(out, section);
    for (const chunk of section.chunks) writeChunk(out, section, chunk, context);
  }
}

function writeChunk(out: Uint8Array, section: OutputSection, chunk: Chunk, context: ImageContext): void {
  const at = section.offset + chunk.offset;
  const target = out.subarray(at, at + chunk.size);
  if (isSynthetic(chunk)) target.set(chunk.bytes());
  else if (chunk instanceof InputSection) target.set(chunk.section.data);
  const address = section.address + BigInt(chunk.offset);
  if (chunk instanceof InputSection)
    for (const relocation of chunk.section.relocations) applyOne(target, chunk, relocation, relocation.offset, address, context);
  if (chunk instanceof EhFrameChunk) {
    for (const record of chunk.records()) {
      for (const { at: inRecord, relocation } of record.relocations)
        applyOne(target, record.section, relocation, record.offset + inRecord, address, context);
    }
  }
}

/** Applies one relocation at byte `at` of `data`, whose first byte is loaded at `address`. */
function applyOne(
  data: Uint8Array,
  section: InputSection,
  relocation: Relocation,
  at: number,
  address: bigint,
  context: ImageContext,
): void {
  const row = X86_64_RELOCATIONS.get(relocation.type);
  const symbol = section.file.symbols[relocation.symbol];
  if (row === undefined || row.value === "none" || symbol === undefined) return;
  if (!section.isAlloc && isGone(symbol)) {
    store(data, at, row.width, tombstone(section.section.name));
    return;
  }
  if (row.value === "G+A-P" && symbol.gotIndex < 0 && isLinkTimeAddress(symbol)) {
    const kind = relaxationOf(section.section.data, relocation.offset, relocation.type, relocation.addend);
    if (kind === undefined) throw new Error(`no slot for ${symbol.name}`);
    const field = relax(kind, data, at);
    put(data, field.at, row, symbol.address + field.addend - (address + BigInt(field.at)), section, relocation, symbol, context);
    return;
  }
  const value = relocationValue(row, symbol, relocation.addend, address + BigInt(at), context);
  const loaderFills = context.pie && section.isAlloc && row.value === "S+A" && !symbol.isAbsolute;
  put(data, at, row, loaderFills ? 0n : value, section, relocation, symbol, context);
}

/** Debug information about code that is not in the image. */
function isGone(symbol: LinkSymbol): boolean {
  return symbol.base.kind === "section" && !symbol.base.section.live;
}

/** A pair of zeros ends range and location lists, so what is gone becomes 1 there. */
function tombstone(sectionName: string): bigint {
  return sectionName === ".debug_ranges" || sectionName === ".debug_loc" ? 1n : 0n;
}

function relocationValue(row: RelocationRow, symbol: LinkSymbol, addend: bigint, place: bigint, context: ImageContext): bigint {
  switch (row.value) {
    case "S+A":
      return symbol.addressPlus(addend);
    case "S+A-P":
      return symbol.addressPlus(addend) - place;
    case "G+A-P":
      return context.got.slotAddress(symbol) + addend - place;
    case "tp":
      return symbol.addressPlus(addend) - context.tlsEnd;
    case "dtp":
      return symbol.addressPlus(addend);
    case "Z+A":
      return symbol.size + addend;
    case "S+A-GOT":
      return symbol.addressPlus(addend) - context.got.address;
    case "GOT+A-P":
      return context.got.address + addend - place;
    case "none":
      return 0n;
  }
}

function put(
  data: Uint8Array,
  at: number,
  row: RelocationRow,
  value: bigint,
  section: InputSection,
  relocation: Relocation,
  symbol: LinkSymbol,
  context: ImageContext,
): void {
  const range = relocationRange(row);
  if (range !== undefined && (value < range[0] || value > range[1])) {
    const references =
      symbol.name === "" ? "" : `; references ${symbol.type === elf.STT_SECTION ? `section '${symbol.name}'` : `'${symbol.name}'`}`;
    context.errors.push(
      `${describePlace(section, relocation.offset)}: relocation ${relocationName(relocation.type)} out of range: ${value} is not in [${range[0]}, ${range[1]}]${references}`,
    );
    return;
  }
  store(data, at, row.width, value);
}

function store(data: Uint8Array, at: number, width: number, value: bigint): void {
  let rest = BigInt.asUintN(64, value);
  for (let i = 0; i < width && at + i < data.length; i++) {
    data[at + i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
}

export function sectionNames(sections: readonly OutputSection[]): AppendingStrings {
  const strings = new AppendingStrings(true);
  for (const { name } of sections) strings.add(name);
  return strings;
}

export function writeElfHeader(
  out: Uint8Array,
  pie: boolean,
  entry: bigint,
  headerCount: number,
  sectionHeaders: number,
  sectionCount: number,
  namesIndex: number,
): void {
  const header = new ByteWriter();
  header.append([0x7f, 0x45, 0x4c, 0x46, elf.ELFCLASS64, elf.ELFDATA2LSB, 1, 0]).append(new Uint8Array(8));
  header
    .u16(pie ? elf.ET_DYN : elf.ET_EXEC)
    .u16(elf.EM_X86_64)
    .u32(1)
    .u64(entry)
    .u64(elf.EHDR_SIZE[64])
    .u64(sectionHeaders)
    .u32(0);
  header.u16(elf.EHDR_SIZE[64]).u16(elf.PHDR_SIZE[64]).u16(headerCount).u16(elf.SHDR_SIZE[64]).u16(sectionCount).u16(namesIndex);
  out.set(header.bytes);
}

export function writeProgramHeaders(out: Uint8Array, segments: readonly Segment[]): void {
  const headers = new ByteWriter();
  for (const { type, flags, offset, address, fileSize, memorySize, alignment } of segments) {
    headers.u32(type).u32(flags).u64(offset).u64(address).u64(address).u64(fileSize).u64(memorySize).u64(alignment);
  }
  out.set(headers.bytes, elf.EHDR_SIZE[64]);
}

export function writeSectionHeaders(out: Uint8Array, at: number, sections: readonly OutputSection[], names: AppendingStrings): void {
  const headers = new ByteWriter();
  headers.append(new Uint8Array(elf.SHDR_SIZE[64]));
  for (const section of sections) {
    headers.u32(names.add(section.name)).u32(section.type).u64(section.flags).u64(section.address).u64(section.offset).u64(section.size);
    headers
      .u32(section.link?.index ?? 0)
      .u32(section.info)
      .u64(section.alignment)
      .u64(section.entrySize);
  }
  out.set(headers.bytes, at);
}
