// Turns placed sections into the file: headers, contents, section header table.
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
import { SharingStrings } from "../../elf/string-tables.ts";
import type { ImageContext } from "./field-writer.ts";
import { classOf } from "./options.ts";
import type { Chunk } from "./input.ts";
import type { LinkOptions } from "./options.ts";
import { alignUp } from "./output.ts";
import type { OutputSection } from "./output.ts";
import { Relocator } from "./relocate.ts";
import type { Evaluator } from "./script/evaluate.ts";
import type { Segment } from "./segments.ts";

/** What a script fills with begins anew in each gap between inputs. */
function fillGap(out: Uint8Array, from: number, to: number, fill: Uint8Array): void {
  for (let at = from; at < to; at++) out[at] = fill[(at - from) % fill.length] as number;
}

/** Fills gaps as the script says, between functions with what traps, else with zeros. */
function fillGaps(out: Uint8Array, section: OutputSection, { machine }: LinkOptions): void {
  const start = section.offset;
  const end = start + section.size;
  const fill = section.description?.fill;
  if (fill !== undefined) {
    let from = start;
    for (const chunk of section.chunks) {
      fillGap(out, from, start + chunk.offset, fill);
      from = start + chunk.offset + chunk.size;
    }
    fillGap(out, from, end, fill);
  } else if ((section.flags & elf.SHF_EXECINSTR) !== 0) out.fill(machine.trap, start, end);
}

/** LLD writes what traps in words. */
const TRAP_SIZE = 4;

/** What is mapped executable behind the code of a segment traps. */
function fillCodePages(out: Uint8Array, segments: readonly Segment[], { machine, maxPageSize: page }: LinkOptions): void {
  for (const { type, flags, offset, fileSize } of segments)
    if (type === elf.PT_LOAD && (flags & elf.PF_X) !== 0)
      out.fill(machine.trap, Math.floor((offset + fileSize) / TRAP_SIZE) * TRAP_SIZE, alignUp(offset + fileSize, page));
}

export function writeSections(out: Uint8Array, sections: readonly OutputSection[], context: ImageContext, evaluator: Evaluator): void {
  const relocator = new Relocator(context);
  for (const section of sections) {
    if (section.isNobits) continue;
    fillGaps(out, section, context.options);
    for (const command of section.commands) {
      if (command.kind === "inputs") {
        for (let i = 0; i < command.chunks.length; i++) {
          const chunk = command.chunks[i] as Chunk;
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

export function sectionNames(sections: readonly OutputSection[]): SharingStrings {
  const strings = new SharingStrings();
  for (const { name } of sections) strings.add(name);
  return strings;
}

export interface ImageParts {
  readonly options: LinkOptions;
  readonly sections: readonly OutputSection[];
  readonly segments: readonly Segment[];
  readonly entry: bigint;
  /** e_flags */
  readonly flags: number;
  /** Offset behind the last section's bytes. */
  readonly end: number;
}

/** The file's bytes, but for the contents of sections. */
export function frameImage({ options, sections, segments, entry, end, flags }: ImageParts): Uint8Array {
  const bits = classOf(options);
  const headersAt = alignUp(end, bits / 8);
  const out = new Uint8Array(headersAt + elf.SHDR_SIZE[bits] * (sections.length + 1));
  if (options.separate !== "none") fillCodePages(out, segments, options);
  const names = sections.find(({ name }) => name === ".shstrtab");
  const header = new ClassWriter(bits);
  const { out: bytes } = header;
  bytes
    .append([0x7f, 0x45, 0x4c, 0x46, bits === 64 ? elf.ELFCLASS64 : elf.ELFCLASS32, elf.ELFDATA2LSB, 1, options.osAbi])
    .append(new Uint8Array(8));
  bytes
    .u16(options.relocatable ? elf.ET_REL : options.pie ? elf.ET_DYN : elf.ET_EXEC)
    .u16(options.machine.elfMachine)
    .u32(1);
  header.words(entry, segments.length > 0 ? elf.EHDR_SIZE[bits] : 0, headersAt);
  bytes
    .u32(flags)
    .u16(elf.EHDR_SIZE[bits])
    .u16(options.relocatable ? 0 : elf.PHDR_SIZE[bits])
    .u16(segments.length);
  bytes
    .u16(elf.SHDR_SIZE[bits])
    .u16(sections.length + 1)
    .u16(names?.index ?? 0);
  out.set(bytes.bytes);
  writeProgramHeaders(out, segments, bits);
  writeSectionHeaders(out, headersAt, sections, bits);
  return out;
}

/** Words as wide as the file's class. */
class ClassWriter {
  readonly out = new ByteWriter();

  constructor(readonly bits: 32 | 64) {}

  words(...values: readonly (number | bigint)[]): void {
    for (const value of values) {
      if (this.bits === 64) this.out.u64(value);
      else this.out.u32(Number(BigInt.asUintN(32, BigInt(value))));
    }
  }
}

/** p_flags stands behind the type in files of 64 bits, for its alignment, and near the end in those of 32. */
function writeProgramHeaders(out: Uint8Array, segments: readonly Segment[], bits: 32 | 64): void {
  const headers = new ClassWriter(bits);
  for (const { type, flags, offset, address, loadAddress, fileSize, memorySize, alignment } of segments) {
    headers.out.u32(type);
    if (bits === 64) headers.out.u32(flags);
    headers.words(offset, address, loadAddress, fileSize, memorySize);
    if (bits === 32) headers.out.u32(flags);
    headers.words(alignment);
  }
  out.set(headers.out.bytes, elf.EHDR_SIZE[bits]);
}

function writeSectionHeaders(out: Uint8Array, at: number, sections: readonly OutputSection[], bits: 32 | 64): void {
  const names = sectionNames(sections);
  const headers = new ClassWriter(bits);
  headers.out.append(new Uint8Array(elf.SHDR_SIZE[bits]));
  for (const section of sections) {
    headers.out.u32(names.add(section.name)).u32(section.type);
    headers.words(section.flags, section.address, section.offset, section.size);
    headers.out.u32(section.link?.index ?? 0).u32(section.info);
    headers.words(section.alignment, section.entrySize);
  }
  out.set(headers.out.bytes, at);
}
