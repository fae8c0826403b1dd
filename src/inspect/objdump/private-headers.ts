// objdump -p: program headers, the dynamic section, symbol versions.
import { PT_DYNAMIC, SHT_GNU_VERDEF, SHT_GNU_VERNEED } from "../../elf/constants.ts";
import { dynamicTagName } from "../../elf/dynamic-tags.ts";
import type { ElfFile, Section, Segment } from "../../elf/read.ts";
import { dynamicEntries, dynamicStrings } from "../dynamic-section.ts";
import { hexPadded } from "../format.ts";
import type { ObjdumpContext } from "./objdump.ts";

const LABELS: Readonly<Record<number, string>> = {
  1: "    LOAD ",
  2: " DYNAMIC ",
  3: "  INTERP ",
  4: "    NOTE ",
  6: "    PHDR ",
  7: "    TLS ",
  0x6474e550: "EH_FRAME ",
  0x6474e551: "   STACK ",
  0x6474e552: "   RELRO ",
  0x65a3dbe6: "OPENBSD_RANDOMIZE ",
  0x65a3dbe7: "OPENBSD_WXNEEDED ",
  0x65a41be6: "OPENBSD_BOOTDATA ",
};

function trailingZeros(value: bigint): number {
  if (value === 0n) return 64;
  let count = 0;
  for (let rest = value; (rest & 1n) === 0n; rest >>= 1n) count++;
  return count;
}

function segmentText(context: ObjdumpContext, segment: Segment): string {
  const { file } = context.object;
  const width = file.is64 ? 16 : 8;
  const at = (value: bigint): string => `0x${hexPadded(value, width)}`;
  const property = context.desk.llvm === 22 ? "PROPERTY " : "   PROPERTY ";
  const label = segment.type === 0x6474e553 ? property : (LABELS[segment.type] ?? " UNKNOWN ");
  const flags = `${(segment.flags & 4) !== 0 ? "r" : "-"}${(segment.flags & 2) !== 0 ? "w" : "-"}${(segment.flags & 1) !== 0 ? "x" : "-"}`;
  return (
    `${label}off    ${at(segment.offset)} vaddr ${at(segment.vaddr)} paddr ${at(segment.paddr)} align 2**${trailingZeros(segment.alignment)}\n` +
    `         filesz ${at(segment.fileSize)} memsz ${at(segment.memorySize)} flags ${flags}\n`
  );
}

const STRING_TAGS = new Set([1n, 14n, 15n, 29n, 0x7ffffffdn, 0x7fffffffn]);

function dynamicText(context: ObjdumpContext): string {
  const { file } = context.object;
  const entries = dynamicEntries(file).filter(({ tag }) => tag !== 0n);
  const strings = dynamicStrings(file, dynamicEntries(file));
  const name = (tag: bigint): string =>
    dynamicTagName(file.header.machine, Number(tag), context.desk.llvm) ?? `<unknown:>0x${tag.toString(16)}`;
  let width = 0;
  for (const { tag } of entries) width = Math.max(width, name(tag).length);
  let text = "\nDynamic Section:\n";
  for (const { tag, value } of entries) {
    const shown = STRING_TAGS.has(tag) && strings !== undefined ? strings.at(Number(value)) : `0x${hexPadded(value, file.is64 ? 16 : 8)}`;
    text += `  ${name(tag).padEnd(width)} ${shown}\n`;
  }
  return text;
}

function references(file: ElfFile, section: Section): string {
  const f = file.view(file.contents(section));
  const strings = file.strings(section.link);
  let text = "\nVersion References:\n";
  for (let at = 0; at + 16 <= f.length;) {
    text += `  required from ${strings.at(f.u32(at + 4))}:\n`;
    let entry = at + f.u32(at + 8);
    for (let i = f.u16(at + 2); i > 0 && entry + 16 <= f.length; i--) {
      const other = String(f.u16(entry + 6)).padStart(2, "0");
      text += `    0x${hexPadded(f.u32(entry), 8)} 0x${hexPadded(f.u16(entry + 4), 2)} ${other} ${strings.at(f.u32(entry + 8))}\n`;
      const step = f.u32(entry + 12);
      if (step === 0) break;
      entry += step;
    }
    const next = f.u32(at + 12);
    if (next === 0) break;
    at += next;
  }
  return text;
}

function definitions(context: ObjdumpContext, section: Section): string {
  const { file } = context.object;
  const f = file.view(file.contents(section));
  const strings = file.strings(section.link);
  const is15 = context.desk.llvm === 15;
  const width = is15 ? String(section.info).length : 0;
  let text = "\nVersion definitions:\n";
  for (let at = 0, index = 1; at + 20 <= f.length; index++) {
    const number = is15 ? String(index).padStart(width) : String(f.u16(at + 4));
    text += `${number} 0x${hexPadded(f.u16(at + 2), 2)} 0x${hexPadded(f.u32(at + 8), 8)} `;
    let entry = at + f.u32(at + 12);
    for (let i = 0; i < f.u16(at + 6) && entry + 8 <= f.length; i++) {
      if (i > 0) text += is15 ? " ".repeat(width + 17) : "\t";
      text += `${strings.at(f.u32(entry))}\n`;
      const step = f.u32(entry + 4);
      if (step === 0) break;
      entry += step;
    }
    const next = f.u32(at + 16);
    if (next === 0) break;
    at += next;
  }
  return text;
}

export function privateHeaders(context: ObjdumpContext): void {
  const { file } = context.object;
  let text = "\nProgram Header:\n";
  for (const segment of file.segments) text += segmentText(context, segment);
  context.desk.print(text);
  if (file.segments.some(({ type, fileSize }) => type === PT_DYNAMIC && fileSize === 0n))
    return context.warn("invalid empty dynamic section");
  context.desk.print(dynamicText(context));
  for (const section of file.sections) {
    if (section.type === SHT_GNU_VERNEED) context.desk.print(references(file, section));
    if (section.type === SHT_GNU_VERDEF) context.desk.print(definitions(context, section));
  }
}
