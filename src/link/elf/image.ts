// Turns placed sections into the file: headers, contents, section header table.
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
import { AppendingStrings } from "../../elf/string-tables.ts";
import type { LinkOptions } from "./options.ts";
import { alignUp } from "./output.ts";
import type { OutputSection } from "./output.ts";
import { Relocator } from "./relocate.ts";
import type { ImageContext } from "./relocate.ts";
import type { Evaluator } from "./script/evaluate.ts";
import type { Segment } from "./segments.ts";

const BREAKPOINT = 0xcc;

/** Fills gaps as the script says, between functions with breakpoints, else with zeros. */
function fillGaps(out: Uint8Array, section: OutputSection): void {
  const start = section.offset;
  const end = start + section.size;
  const fill = section.description?.fill;
  if (fill !== undefined) for (let at = start; at < end; at++) out[at] = fill[(at - start) % fill.length] as number;
  else if ((section.flags & elf.SHF_EXECINSTR) !== 0) out.fill(BREAKPOINT, start, end);
}

/** What is mapped executable behind the code of a segment traps. */
function fillCodePages(out: Uint8Array, segments: readonly Segment[], page: number): void {
  for (const { type, flags, offset, fileSize } of segments)
    if (type === elf.PT_LOAD && (flags & elf.PF_X) !== 0)
      out.fill(BREAKPOINT, Math.floor((offset + fileSize) / page) * page, alignUp(offset + fileSize, page));
}

export function writeSections(out: Uint8Array, sections: readonly OutputSection[], context: ImageContext, evaluator: Evaluator): void {
  const relocator = new Relocator(context);
  for (const section of sections) {
    if (section.isNobits) continue;
    fillGaps(out, section);
    for (const command of section.commands) {
      if (command.kind === "inputs") {
        for (const chunk of command.chunks) {
          if (chunk.type === elf.SHT_NOBITS) out.fill(0, section.offset + chunk.offset, section.offset + chunk.offset + chunk.size);
          else relocator.write(out, section, chunk);
        }
      } else if (command.kind === "data") {
        const { size, expression } = command.command;
        writeNumber(out, section.offset + command.offset, size, evaluator.number(expression));
      }
    }
  }
}

function writeNumber(out: Uint8Array, at: number, size: number, value: bigint): void {
  for (let i = 0; i < size; i++) out[at + i] = Number((value >> BigInt(8 * i)) & 0xffn);
}

export function sectionNames(sections: readonly OutputSection[]): AppendingStrings {
  const strings = new AppendingStrings(true);
  for (const { name } of sections) strings.add(name);
  return strings;
}

export interface ImageParts {
  readonly options: LinkOptions;
  readonly sections: readonly OutputSection[];
  readonly segments: readonly Segment[];
  readonly entry: bigint;
  /** Offset behind the last section's bytes. */
  readonly end: number;
}

/** The file's bytes, but for the contents of sections. */
export function frameImage({ options, sections, segments, entry, end }: ImageParts): Uint8Array {
  const headersAt = alignUp(end, 8);
  const out = new Uint8Array(headersAt + elf.SHDR_SIZE[64] * (sections.length + 1));
  if (options.separate !== "none") fillCodePages(out, segments, options.maxPageSize);
  const names = sections.find(({ name }) => name === ".shstrtab");
  const header = new ByteWriter();
  header.append([0x7f, 0x45, 0x4c, 0x46, elf.ELFCLASS64, elf.ELFDATA2LSB, 1, 0]).append(new Uint8Array(8));
  header
    .u16(options.pie ? elf.ET_DYN : elf.ET_EXEC)
    .u16(elf.EM_X86_64)
    .u32(1)
    .u64(entry)
    .u64(segments.length > 0 ? elf.EHDR_SIZE[64] : 0)
    .u64(headersAt)
    .u32(0);
  header.u16(elf.EHDR_SIZE[64]).u16(elf.PHDR_SIZE[64]).u16(segments.length);
  header
    .u16(elf.SHDR_SIZE[64])
    .u16(sections.length + 1)
    .u16(names?.index ?? 0);
  out.set(header.bytes);
  writeProgramHeaders(out, segments);
  writeSectionHeaders(out, headersAt, sections);
  return out;
}

function writeProgramHeaders(out: Uint8Array, segments: readonly Segment[]): void {
  const headers = new ByteWriter();
  for (const { type, flags, offset, address, loadAddress, fileSize, memorySize, alignment } of segments) {
    headers.u32(type).u32(flags).u64(offset).u64(address).u64(loadAddress).u64(fileSize).u64(memorySize).u64(alignment);
  }
  out.set(headers.bytes, elf.EHDR_SIZE[64]);
}

function writeSectionHeaders(out: Uint8Array, at: number, sections: readonly OutputSection[]): void {
  const names = sectionNames(sections);
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
