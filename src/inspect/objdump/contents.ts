// objdump -s: the bytes of each section, sixteen a line.
import { SHF_ALLOC, SHF_WRITE, SHT_NOBITS } from "../../elf/constants.ts";
import { ElfError } from "../../elf/read.ts";
import type { ElfFile, Section } from "../../elf/read.ts";
import { hexPadded } from "../format.ts";
import { asMember } from "../member-error.ts";
import type { ObjdumpContext } from "./objdump.ts";
import { shownSections } from "./section-headers.ts";

const HEX = Array.from({ length: 256 }, (_, byte) => hexPadded(byte, 2));

export function asciiText(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".";
  return text;
}

function line(address: bigint, bytes: Uint8Array): string {
  let text = ` ${hexPadded(address, 4)} `;
  for (let i = 0; i < 16; i++) text += `${i < bytes.length ? HEX[bytes[i] as number] : "  "}${i % 4 === 3 ? " " : ""}`;
  return `${text} ${asciiText(bytes)}\n`;
}

/** Throws ElfError for a section whose bytes are not all in the file. */
export function checkContents(file: ElfFile, { type, offset, size }: Section): void {
  const isOutside = type !== SHT_NOBITS && offset + size > BigInt(file.access.size);
  if (isOutside) throw new ElfError("The end of the file was unexpectedly encountered");
}

export function fullContents(context: ObjdumpContext): void {
  const { file } = context.object;
  if (file.sections.length === 0) return;
  for (const { name, section } of shownSections(context)) {
    if (section.size === 0n) continue;
    const isBss = (Number(section.flags & 7n) & (SHF_ALLOC | SHF_WRITE)) !== 0;
    context.desk.print(`Contents of section ${name}:\n`);
    if (section.type === SHT_NOBITS && !isBss) continue;
    if (section.type === SHT_NOBITS) {
      const end = hexPadded(section.address + section.size, 4);
      context.desk.print(`<skipping contents of bss section at [${hexPadded(section.address, 4)}, ${end})>\n`);
      continue;
    }
    const bytes = asMember(() => {
      checkContents(file, section);
      return file.bytesOf(section);
    });
    for (let at = 0; at < bytes.length; at += 16) context.desk.print(line(section.address + BigInt(at), bytes.subarray(at, at + 16)));
  }
}
