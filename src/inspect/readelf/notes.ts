// readelf -n: the notes of SHT_NOTE sections, or of PT_NOTE segments where there are no sections.
import { PT_NOTE, SHT_NOTE } from "../../elf/constants.ts";
import { byteText } from "../../elf/read.ts";
import { hexPadded } from "../format.ts";
import type { ReadelfView } from "./view.ts";

interface Note {
  readonly owner: string;
  readonly type: number;
  readonly data: Uint8Array;
}

function notesIn(view: ReadelfView, bytes: Uint8Array, alignment: number): Note[] {
  const f = view.file.view(bytes);
  const found: Note[] = [];
  const align = alignment === 8 ? 8 : 4;
  for (let at = 0; at + 12 <= f.length;) {
    const nameSize = f.u32(at);
    const size = f.u32(at + 4);
    const from = Math.ceil((at + 12 + nameSize) / align) * align;
    if (from + size > f.length) break;
    const owner = byteText(bytes.subarray(at + 12, at + 12 + nameSize)).replace(/\0$/, "");
    found.push({ owner, type: f.u32(at + 8), data: bytes.subarray(from, from + size) });
    at = Math.ceil((from + size) / align) * align;
  }
  return found;
}

const GNU_TYPES: Readonly<Record<number, string>> = {
  1: "NT_GNU_ABI_TAG (ABI version tag)",
  2: "NT_GNU_HWCAP (DSO-supplied software HWCAP info)",
  3: "NT_GNU_BUILD_ID (unique build ID bitstring)",
  4: "NT_GNU_GOLD_VERSION (gold version)",
  5: "NT_GNU_PROPERTY_TYPE_0 (property note)",
};
/** Types that mean the same whoever owns the note. */
const ANY_OWNER: Readonly<Record<number, string>> = {
  1: "NT_VERSION (version)",
  2: "NT_ARCH (architecture)",
  0x100: "OPEN",
  0x101: "func",
};
const SYSTEMS = ["Linux", "Hurd", "Solaris", "FreeBSD", "NetBSD", "Syllable", "NaCl"];

function bitWords(value: number, names: readonly string[]): string {
  const words = names.flatMap((name, i) => (name !== "" && (value & (1 << i)) !== 0 ? [name] : []));
  let known = 0;
  names.forEach((name, i) => (known |= name === "" ? 0 : 1 << i));
  const rest = (value & ~known) >>> 0;
  if (rest !== 0) words.push(`<unknown flags: 0x${rest.toString(16)}>`);
  return words.length === 0 ? "<None>" : words.join(", ");
}

const X86_FEATURES = ["x86", "x87", "MMX", "XMM", "YMM", "ZMM", "FXSR", "XSAVE", "XSAVEOPT", "XSAVEC"];
const ISA_LEVELS = ["x86-64-baseline", "x86-64-v2", "x86-64-v3", "x86-64-v4"];

/** Feature words of GNU properties, by pr_type. */
const PROPERTIES: Readonly<Record<number, readonly [string, readonly string[]]>> = {
  0xc0000000: ["aarch64 feature", ["BTI", "PAC"]],
  0xc0000002: ["x86 feature", ["IBT", "SHSTK"]],
  0xc0008001: ["x86 feature needed", X86_FEATURES],
  0xc0010001: ["x86 feature used", X86_FEATURES],
  0xc0008002: ["x86 ISA needed", ISA_LEVELS],
  0xc0010002: ["x86 ISA used", ISA_LEVELS],
};

function propertyText(view: ReadelfView, type: number, data: Uint8Array): string {
  const f = view.file.view(data);
  const known = PROPERTIES[type];
  if (known !== undefined) {
    if (data.length !== 4) return `${known[0]}: <corrupt length: 0x${data.length.toString(16)}>`;
    return `${known[0]}: ${bitWords(f.u32(0), known[1])}`;
  }
  if (type === 1) return `stack size: 0x${(data.length === 8 ? f.u64(0) : BigInt(data.length >= 4 ? f.u32(0) : 0)).toString(16)}`;
  if (type === 2) return `no copy on protected${data.length > 0 ? ` <corrupt length: 0x${data.length.toString(16)}>` : ""}`;
  return `<application-specific type 0x${type.toString(16)}>`;
}

function properties(view: ReadelfView, data: Uint8Array): string {
  const f = view.file.view(data);
  const align = view.file.is64 ? 8 : 4;
  let text = "    Properties:";
  for (let at = 0; at + 8 <= f.length;) {
    const size = f.u32(at + 4);
    if (at + 8 + size > f.length) return `${text}    <corrupt type (0x${f.u32(at).toString(16)}) datasz: 0x${size.toString(16)}>\n`;
    text += `    ${propertyText(view, f.u32(at), data.subarray(at + 8, at + 8 + size))}\n`;
    at = Math.ceil((at + 8 + size) / align) * align;
  }
  return `${text}\n`;
}

function gnuText(view: ReadelfView, note: Note): string | undefined {
  const f = view.file.view(note.data);
  const pairs = [...note.data].map((byte) => hexPadded(byte, 2)).join("");
  if (note.type === 1 && note.data.length >= 16) {
    const system = SYSTEMS[f.u32(0)] ?? "unknown";
    return `    OS: ${system}, ABI: ${f.u32(4)}.${f.u32(8)}.${f.u32(12)}\n`;
  }
  if (note.type === 3) return `    Build ID: ${pairs}\n`;
  if (note.type === 4) return `    Version: ${byteText(note.data)}\n`;
  return note.type === 5 ? properties(view, note.data) : undefined;
}

function noteText(view: ReadelfView, note: Note): string {
  const isGnu = note.owner === "GNU";
  const type = (isGnu ? GNU_TYPES[note.type] : undefined) ?? otherType(note);
  let text = `  ${note.owner.padEnd(20)} 0x${hexPadded(note.data.length, 8)}\t${type}\n`;
  const known = isGnu ? gnuText(view, note) : undefined;
  if (known !== undefined) return text + known;
  if (note.data.length === 0) return text;
  text += "   description data:";
  for (const byte of note.data) text += ` ${hexPadded(byte, 2)}`;
  return `${text}\n`;
}

function otherType(note: Note): string {
  return ANY_OWNER[note.type] ?? `Unknown note type: (0x${hexPadded(note.type, 8)})`;
}

function block(view: ReadelfView, title: string, bytes: Uint8Array, alignment: bigint): string {
  let text = `Displaying notes found ${title}\n  Owner                Data size \tDescription\n`;
  for (const note of notesIn(view, bytes, Number(alignment))) text += noteText(view, note);
  return text;
}

export function notes(view: ReadelfView): string {
  const { file } = view;
  const sections = file.sections.filter(({ type }) => type === SHT_NOTE);
  if (file.sections.length > 0) {
    return sections
      .map((section) => view.attempt(() => block(view, `in: ${view.sectionName(section)}`, file.contents(section), section.alignment), ""))
      .join("\n");
  }
  const segments = view.attempt(() => file.segments, []).filter(({ type }) => type === PT_NOTE);
  return segments
    .map((segment) => {
      const title = `at file offset 0x${hexPadded(segment.offset, 8)} with length 0x${hexPadded(segment.fileSize, 8)}:`;
      const size = Math.min(Number(segment.fileSize), file.access.size);
      return block(view, title, file.access.read(Number(segment.offset), size), segment.alignment);
    })
    .join("\n");
}
