// Memory tagging on AArch64: what the dynamic table and Android's note say of it. LLVM 22 shows both once more at the end
// of `readelf -a`. Memtag ABI Extension to ELF for the Arm 64-bit Architecture.
import { EM_AARCH64, SHT_NOTE } from "../../elf/constants.ts";
import { dynamicTagName } from "../../elf/dynamic-tags.ts";
import { androidNoteText, isMemoryTagNote } from "./android-note.ts";
import { notesOf } from "./notes.ts";
import type { ReadelfView } from "./view.ts";

const DT_MODE = 0x70000009n;
const DT_HEAP = 0x7000000bn;
const DT_STACK = 0x7000000cn;
const DT_GLOBALS = 0x7000000dn;
const DT_GLOBALSSZ = 0x7000000fn;

const MODES = ["Synchronous", "Asynchronous"];
const SWITCH = ["Disabled", "Enabled"];

/** The value of one of the tags, or undefined for another tag. */
export function memoryTagText(tag: bigint, value: bigint): string | undefined {
  if (tag === DT_GLOBALS) return `0x${value.toString(16)}`;
  if (tag === DT_GLOBALSSZ) return value.toString();
  const words = tag === DT_MODE ? MODES : tag === DT_HEAP || tag === DT_STACK ? SWITCH : undefined;
  return words === undefined ? undefined : `${words[Number(value)] ?? "Unknown"} (${value})`;
}

function androidNote(view: ReadelfView): string {
  const sections = view.file.sections.filter(({ type }) => type === SHT_NOTE);
  const note = sections.flatMap((section) => view.attempt(() => notesOf(view, section), [])).find(isMemoryTagNote);
  return note === undefined ? "" : `Memtag Android Note:\n${androidNoteText(view.file.view(note.data).u32(0))}`;
}

/** Nothing for other machines. */
export function memoryTags(view: ReadelfView): string {
  const { machine } = view.file.header;
  if (machine !== EM_AARCH64) return "";
  let text = "";
  for (const { tag, value } of view.tables.dynamic) {
    const shown = memoryTagText(tag, value);
    if (shown !== undefined) text += `    ${dynamicTagName(machine, Number(tag), 22) ?? ""}: ${shown}\n`;
    if (tag === DT_GLOBALS) view.warn("kbuild readelf does not have the descriptors of tagged globals yet");
  }
  return `Memtag Dynamic Entries:\n${text === "" ? "    < none found >\n" : text}${androidNote(view)}`;
}
