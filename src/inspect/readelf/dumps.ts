// readelf -p and -x: a section's contents as strings, or as hexadecimal bytes.
import { byteText } from "../../elf/read.ts";
import type { Section } from "../../elf/read.ts";
import { isCompressed, unpackedContents } from "../compressed-sections.ts";
import { hexPadded } from "../format.ts";
import { asMember } from "../member-error.ts";
import { optionNumber } from "../options.ts";
import { asciiText, checkContents } from "../objdump/contents.ts";
import type { ReadelfView } from "./view.ts";

/** Numbers as C writes them, of 32 bits; anything else is a name. */
function sectionNumber(wanted: string): number | undefined {
  const value = optionNumber(wanted);
  return value === undefined || value > 0xffffffffn ? undefined : Number(value);
}

/** Throws ElfError. The sections of those names and numbers in the file's order; those that are not there are told in their own order, names first. */
function find(view: ReadelfView, wanted: readonly string[]): readonly Section[] {
  const numbers = wanted.map(sectionNumber);
  const names = new Set(wanted.filter((_, i) => numbers[i] === undefined));
  const indexes = new Set(numbers.filter((number) => number !== undefined));
  const { sections } = view.file;
  const found = sections.filter((section) => {
    const name = asMember(() => view.file.sectionName(section));
    return names.has(name) || indexes.has(section.index);
  });
  const met = new Set(found.map((section) => view.sectionName(section)));
  for (const name of [...names].sort()) if (!met.has(name)) view.warnAgain(`could not find section '${name}'`);
  for (const index of [...indexes].sort((a, b) => a - b)) {
    if (index >= sections.length) view.warnAgain(`could not find section ${index}`);
  }
  return found;
}

function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/[^\x20-\x7e]/g, ".");
}

function strings(bytes: Uint8Array): string {
  const text = byteText(bytes);
  let out = "";
  for (let at = 0; at < text.length;) {
    if (text[at] === "\0") {
      at++;
      continue;
    }
    const found = text.indexOf("\0", at);
    const end = found < 0 ? text.length : found;
    out += `[${at.toString(16).padStart(6)}] ${printable(text.slice(at, end))}\n`;
    at = end + 1;
  }
  return out;
}

function hex(bytes: Uint8Array, section: Section): string {
  let out = "";
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.subarray(at, at + 16);
    let text = `0x${hexPadded(section.address + BigInt(at), 8)}`;
    for (let i = 0; i < 16; i++) text += `${i % 4 === 0 ? " " : ""}${i < row.length ? hexPadded(row[i] as number, 2) : "  "}`;
    out += `${text} ${asciiText(row)}\n`;
  }
  return out;
}

type Dump = (bytes: Uint8Array, section: Section) => string;

/** A section's contents, unpacked (--decompress) or as they are. Throws MemberError. */
function shownContents(view: ReadelfView, section: Section, unpacks: boolean): Uint8Array {
  asMember(() => checkContents(view.file, section));
  const bytes = view.file.contents(section);
  return unpacks && isCompressed(section) ? view.attempt(() => unpackedContents(view.file, section, view.desk), bytes) : bytes;
}

/** The dumps of all sections named: LLVM 15 parts them by empty lines, LLVM 22 has one before each. */
function dumps(view: ReadelfView, wanted: readonly string[], unpacks: boolean, what: string, dump: Dump): void {
  find(view, wanted).forEach((section, i) => {
    const lead = view.desk.llvm === 22 || i > 0 ? "\n" : "";
    view.print(`${lead}${what} dump of section '${view.sectionName(section)}':\n`);
    view.print(dump(shownContents(view, section, unpacks), section));
  });
}

/** Both throw ElfError at contents that are not in the file. */
export const stringDump = (view: ReadelfView, wanted: readonly string[], unpacks: boolean): void =>
  dumps(view, wanted, unpacks, "String", strings);
export const hexDump = (view: ReadelfView, wanted: readonly string[], unpacks: boolean): void => dumps(view, wanted, unpacks, "Hex", hex);
