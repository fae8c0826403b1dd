// readelf -S: the section headers.
import type { Section, Strings } from "../../elf/read.ts";
import { asMember } from "../member-error.ts";
import { hexPadded, inColumns } from "../format.ts";
import { sectionTypeText } from "./names.ts";
import type { ReadelfView } from "./view.ts";

/** Letters of sh_flags, in the order they are shown. */
const LETTERS: readonly (readonly [bigint, string])[] = [
  [0x1n, "W"],
  [0x2n, "A"],
  [0x4n, "X"],
  [0x10n, "M"],
  [0x20n, "S"],
  [0x40n, "I"],
  [0x80n, "L"],
  [0x100n, "O"],
  [0x200n, "G"],
  [0x400n, "T"],
  [0x800n, "C"],
];
const X86_64_LARGE = 0x10000000n;
const ARM_PURECODE = 0x20000000n;
const RETAIN = 0x200000n;
/** Solaris has another bit for what GNU calls retained. */
const SUN_NODISCARD = 0x00100000n;
const EXCLUDE = 0x80000000n;
const OS_MASK = 0x0ff00000n;
const PROCESSOR_MASK = 0xf0000000n;
/** LLVM's masks have 32 bits: where one clears bits, the higher ones go too. */
const ALL_LOW = 0xffffffffn;

/** Letters of machine-specific flag bits. */
function machineLetters(view: ReadelfView): readonly (readonly [bigint, string])[] {
  const { machine, osAbi } = view.file.header;
  const letters: (readonly [bigint, string])[] = [];
  if (osAbi === 6) letters.push([SUN_NODISCARD, "R"]);
  else letters.push([RETAIN, "R"]);
  letters.push([EXCLUDE, "E"]);
  if (machine === 62) letters.push([X86_64_LARGE, "l"]);
  if (machine === 40 || (machine === 183 && view.desk.llvm === 22)) letters.push([ARM_PURECODE, "y"]);
  return letters;
}

export function flagLetters(view: ReadelfView, flags: bigint): string {
  const known = [...LETTERS, ...machineLetters(view)];
  let text = "";
  let rest = flags;
  let os = false;
  let processor = false;
  let unknown = false;
  for (let bit = 1n; rest !== 0n; bit <<= 1n) {
    if ((rest & bit) === 0n) continue;
    rest &= ~bit;
    const letter = known.find(([value]) => value === bit)?.[1];
    if (letter !== undefined) text += letter;
    else if ((bit & OS_MASK) !== 0n) {
      os = true;
      rest &= ALL_LOW & ~OS_MASK;
    } else if ((bit & PROCESSOR_MASK) !== 0n) {
      processor = true;
      rest &= ALL_LOW & ~PROCESSOR_MASK;
    } else unknown = true;
  }
  return text + (os ? "o" : "") + (processor ? "p" : "") + (unknown ? "x" : "");
}

function key(view: ReadelfView): string {
  const { machine } = view.file.header;
  let last = "  R (retain)";
  if (machine === 62) last += ", l (large)";
  else if (machine === 40 || (machine === 183 && view.desk.llvm === 22)) last += ", y (purecode)";
  return [
    "Key to Flags:\n",
    "  W (write), A (alloc), X (execute), M (merge), S (strings), I (info),\n",
    "  L (link order), O (extra OS processing required), G (group), T (TLS),\n",
    "  C (compressed), x (unknown), o (OS specific), E (exclude),\n",
    `${last}, p (processor specific)\n`,
  ].join("");
}

function row(view: ReadelfView, section: Section, name: string): string {
  const { machine } = view.file.header;
  const type = sectionTypeText(machine, section.type, view.desk.llvm);
  const wide = view.file.is64 ? 58 : 50;
  return inColumns([
    [0, `  [${String(section.index).padStart(2)}]`],
    [7, name],
    [25, type],
    [41, hexPadded(section.address, view.width)],
    [wide, hexPadded(section.offset, 6)],
    [wide + 7, hexPadded(section.size, 6)],
    [wide + 14, hexPadded(section.entrySize, 2)],
    [wide + 17, flagLetters(view, section.flags).padStart(3)],
    [wide + 21, String(section.link).padStart(2)],
    [wide + 24, String(section.info).padStart(3)],
    [wide + 28, String(section.alignment).padStart(2)],
  ]);
}

/** The table of the sections' names; undefined, and a warning, where it cannot be read. */
function namesOf(view: ReadelfView): Strings | undefined {
  return view.attempt(() => view.file.sectionNames((text) => view.warn(text)), undefined);
}

/** Throws MemberError. */
function nameOf(view: ReadelfView, section: Section): string {
  return asMember(() => view.file.sectionName(section, () => {}));
}

/** Throws ElfError, after the rows before, at a name that the table does not hold. */
export function sectionHeaders(view: ReadelfView): void {
  const { sections, header } = view.file;
  if (sections.length === 0 && view.desk.llvm === 22) {
    view.print("\nThere are no sections in this file.\n");
    return void namesOf(view);
  }
  const address = view.file.is64 ? "Address         " : "Address ";
  view.print(`There are ${sections.length} section headers, starting at offset 0x${header.shoff.toString(16)}:\n\nSection Headers:\n`);
  view.print(`  [Nr] Name              Type            ${address} Off    Size   ES Flg Lk Inf Al\n`);
  const names = namesOf(view);
  for (const section of sections) view.print(row(view, section, names === undefined ? "<no-strings>" : nameOf(view, section)));
  view.print(key(view));
}
