// readelf -p and -x: a section's contents as strings, or as hexadecimal bytes.
import { byteText } from "../../elf/read.ts";
import type { Section } from "../../elf/read.ts";
import { hexPadded } from "../format.ts";
import { asciiText } from "../objdump/contents.ts";
import type { ReadelfView } from "./view.ts";

/** Sections of that name, or the one of that number. */
function find(view: ReadelfView, wanted: string): readonly Section[] {
  const { sections } = view.file;
  if (/^\d+$/.test(wanted)) {
    const section = sections[Number(wanted)];
    if (section === undefined) view.warnAgain(`could not find section with index ${wanted}`);
    return section === undefined ? [] : [section];
  }
  const found = sections.filter((section) => view.sectionName(section) === wanted);
  if (found.length === 0) view.warnAgain(`could not find section '${wanted}'`);
  return found;
}

const before = (view: ReadelfView): string => (view.desk.llvm === 22 ? "\n" : "");

function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/[^\x20-\x7e]/g, ".");
}

function strings(view: ReadelfView, section: Section): string {
  const text = byteText(view.file.contents(section));
  let out = `${before(view)}String dump of section '${view.sectionName(section)}':\n`;
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

function hex(view: ReadelfView, section: Section): string {
  const bytes = view.file.contents(section);
  let out = `${before(view)}Hex dump of section '${view.sectionName(section)}':\n`;
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.subarray(at, at + 16);
    let text = `0x${hexPadded(section.address + BigInt(at), 8)}`;
    for (let i = 0; i < 16; i++) text += `${i % 4 === 0 ? " " : ""}${i < row.length ? hexPadded(row[i] as number, 2) : "  "}`;
    out += `${text} ${asciiText(row)}\n`;
  }
  return out;
}

export function stringDump(view: ReadelfView, name: string): string {
  return find(view, name)
    .map((section) => view.attempt(() => strings(view, section), ""))
    .join("");
}

export function hexDump(view: ReadelfView, name: string): string {
  return find(view, name)
    .map((section) => view.attempt(() => hex(view, section), ""))
    .join("");
}
