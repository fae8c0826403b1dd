// readelf -n: the notes of SHT_NOTE sections, or of PT_NOTE segments where there are no sections.
import { ET_CORE, PT_NOTE, SHT_NOTE } from "../../elf/constants.ts";
import { byteText, ElfError, hex } from "../../elf/read.ts";
import type { Section, Segment } from "../../elf/read.ts";
import { hexPadded } from "../format.ts";
import { ANY_OWNER, CORE_TYPES, CORE_TYPES_22, FREEBSD_CORE_TYPES, OWNER_TYPES } from "./note-types.ts";
import { androidNoteText, isMemoryTagNote } from "./android-note.ts";
import type { ReadelfView } from "./view.ts";

interface Note {
  readonly owner: string;
  readonly type: number;
  readonly data: Uint8Array;
}

const NT_FILE = 0x46494c45;

interface NotePlace {
  readonly bytes: Uint8Array;
  readonly alignment: bigint;
  /** As a warning names it. */
  readonly words: string;
}

/** Where notes are, as a header tells of them. */
interface NoteRange {
  readonly offset: bigint;
  readonly size: bigint;
  readonly alignment: bigint;
}

/** The notes up to the first that is not whole, which is told. */
function notesIn(view: ReadelfView, { bytes, alignment, words }: NotePlace): Note[] {
  const broken = (text: string): void => view.warn(`unable to read notes from the ${words}: ${text}`);
  if (view.desk.llvm === 22 && ![0n, 1n, 4n, 8n].includes(alignment)) {
    broken(`alignment (${alignment}) is not 4 or 8`);
    return [];
  }
  const f = view.file.view(bytes);
  const found: Note[] = [];
  const align = alignment === 8n ? 8 : 4;
  const round = (size: number): number => Math.ceil(size / align) * align;
  for (let at = 0; at < f.length;) {
    const nameSize = at + 12 > f.length ? 0 : f.u32(at);
    const size = at + 12 > f.length ? 0 : f.u32(at + 4);
    const from = at + round(12 + nameSize);
    const next = at + round(from - at + size);
    if (next > f.length) {
      broken("ELF note overflows container");
      break;
    }
    // The last byte ends the name, whatever it is.
    const owner = byteText(bytes.subarray(at + 12, at + 12 + Math.max(0, nameSize - 1)));
    found.push({ owner, type: f.u32(at + 8), data: bytes.subarray(from, from + size) });
    at = next;
  }
  return found;
}

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
  if (note.type === 1) {
    if (note.data.length < 16) return "    <corrupt GNU_ABI_TAG>\n";
    return `    OS: ${SYSTEMS[f.u32(0)] ?? "unknown"}, ABI: ${f.u32(4)}.${f.u32(8)}.${f.u32(12)}\n`;
  }
  if (note.type === 3) return `    Build ID: ${[...note.data].map((byte) => hexPadded(byte, 2)).join("")}\n`;
  if (note.type === 4) return `    Version: ${byteText(note.data)}\n`;
  return note.type === 5 ? properties(view, note.data) : undefined;
}

const FREEBSD_FEATURES = ["ASLR_DISABLE", "PROTMAX_DISABLE", "STKGAP_DISABLE", "WXNEEDED", "LA48"];

function freeBsdText(view: ReadelfView, { type, data }: Note): string | undefined {
  const f = view.file.view(data);
  if (type === 1 && data.length === 4) return `    ABI tag: ${f.u32(0)}\n`;
  if (type === 3) return `    Arch tag: ${byteText(data).replace(/\0.*$/s, "")}\n`;
  if (type !== 4 || data.length !== 4) return undefined;
  const flags = FREEBSD_FEATURES.filter((_, i) => (f.u32(0) & (1 << i)) !== 0).map((name) => `${name} `);
  return `    Feature flags: ${flags.join("")}(0x${f.u32(0).toString(16)})\n`;
}

/** NT_FILE of a core file: a count, the page size, ranges of three words, then as many names. Undefined when it is not whole. */
function mappedFiles(view: ReadelfView, data: Uint8Array): string | undefined {
  const f = view.file.view(data);
  const word = view.file.is64 ? 8 : 4;
  const count = f.length < 2 * word ? -1 : Number(f.word(0));
  const names = word * (2 + 3 * count);
  if (count < 0 || names > f.length) return undefined;
  const paths = byteText(data.subarray(names)).split("\0");
  const titles = ["Start", "End", "Page Offset"].map((title) => title.padStart(18)).join("  ");
  let text = `    Page size: ${f.word(word)}\n    ${titles}\n`;
  for (let i = 0; i < count; i++) {
    const row = [0, 1, 2].map((column) => `0x${hexPadded(f.word(word * (2 + 3 * i + column)), 16)}`);
    text += `    ${row.join("  ")}\n        ${paths[i] ?? ""}\n`;
  }
  return text;
}

function isFreeBsdCore(owner: string, type: number): boolean {
  return owner === "FreeBSD" && type in FREEBSD_CORE_TYPES;
}

function typeName(view: ReadelfView, { owner, type }: Note): string {
  const isCore = view.file.header.type === ET_CORE && !(owner in OWNER_TYPES && owner !== "FreeBSD");
  const others = isCore ? { ...CORE_TYPES, ...(view.desk.llvm === 22 ? CORE_TYPES_22 : {}) } : (OWNER_TYPES[owner] ?? ANY_OWNER);
  const known = isCore && isFreeBsdCore(owner, type) ? FREEBSD_CORE_TYPES[type] : others[type];
  return known ?? `Unknown note type: (0x${hexPadded(type, 8)})`;
}

const AMD_TITLES: Readonly<Record<number, string>> = { 10: "AMD HSA Metadata", 11: "AMD HSA ISA Name" };

function amdText({ type, data }: Note): string | undefined {
  const title = AMD_TITLES[type];
  return title === undefined ? undefined : `    ${title}:\n        ${byteText(data.subarray(0, -1))}\n`;
}

function knownText(view: ReadelfView, note: Note): string | undefined {
  if (note.owner === "GNU") return gnuText(view, note);
  if (note.owner === "CORE") return note.type === NT_FILE ? mappedFiles(view, note.data) : undefined;
  if (note.owner === "AMD") return amdText(note);
  // LLVM 15 has an empty line behind.
  if (isMemoryTagNote(note)) return androidNoteText(view.file.view(note.data).u32(0)) + (view.desk.llvm === 15 ? "\n" : "");
  return note.owner === "FreeBSD" ? freeBsdText(view, note) : undefined;
}

function noteText(view: ReadelfView, note: Note): string {
  const text = `  ${note.owner.padEnd(20)} 0x${hexPadded(note.data.length, 8)}\t${typeName(view, note)}\n`;
  const known = knownText(view, note);
  if (known !== undefined) return text + known;
  if (note.data.length === 0) return text;
  return `${text}   description data:${[...note.data].map((byte) => ` ${hexPadded(byte, 2)}`).join("")}\n`;
}

function block(view: ReadelfView, title: string, place: () => NotePlace): string {
  const head = `Displaying notes found ${title}\n  Owner                Data size \tDescription\n`;
  const found = view.attempt(() => notesIn(view, place()), []);
  return head + found.map((note) => noteText(view, note)).join("");
}

/** Throws ElfError where the notes are not in the file. */
function readPlace({ file }: ReadelfView, { offset, size, alignment }: NoteRange, words: string): NotePlace {
  if (offset + size > BigInt(file.access.size))
    throw new ElfError(`unable to read notes from the ${words}: invalid offset (${hex(offset)}) or size (${hex(size)})`);
  return { bytes: file.access.read(Number(offset), Number(size)), alignment, words };
}

function placeOf(view: ReadelfView, { offset, size, alignment, index }: Section): NotePlace {
  return readPlace(view, { offset, size, alignment }, `SHT_NOTE section with index ${index}`);
}

/** The notes of a section; throws ElfError. */
export const notesOf = (view: ReadelfView, section: Section): Note[] => notesIn(view, placeOf(view, section));

const placeTitle = (offset: bigint, size: bigint): string =>
  `at file offset 0x${hexPadded(offset, 8)} with length 0x${hexPadded(size, 8)}:`;

/** Of a section without a name its place is told. */
function sectionTitle(view: ReadelfView, section: Section): string {
  try {
    return `in: ${view.file.sectionName(section)}`;
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    return placeTitle(section.offset, section.size);
  }
}

function sectionBlock(view: ReadelfView, section: Section): string {
  return block(view, sectionTitle(view, section), () => placeOf(view, section));
}

function segmentBlock(view: ReadelfView, { offset, fileSize: size, alignment, index }: Segment): string {
  const words = `PT_NOTE segment with index ${index}`;
  return block(view, placeTitle(offset, size), () => readPlace(view, { offset, size, alignment }, words));
}

export function notes(view: ReadelfView): string {
  const { file } = view;
  if (file.sections.length > 0 && file.header.type !== ET_CORE) {
    return file.sections
      .filter(({ type }) => type === SHT_NOTE)
      .map((section) => sectionBlock(view, section))
      .join("\n");
  }
  const lead = "unable to read program headers to locate the PT_NOTE segment: ";
  const segments = (view.within(lead, () => file.segments) ?? []).filter(({ type }) => type === PT_NOTE);
  return segments.map((segment) => segmentBlock(view, segment)).join("\n");
}
