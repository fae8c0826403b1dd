// readelf -t: the section headers with their flags in words.
import { SHF_COMPRESSED } from "../../elf/constants.ts";
import { ElfError } from "../../elf/read.ts";
import type { Section } from "../../elf/read.ts";
import { hexPadded, inColumns, lineStart } from "../format.ts";
import { sectionTypeText } from "./names.ts";
import type { ReadelfView } from "./view.ts";

const FLAGS: ReadonlyMap<bigint, string> = new Map([
  [0x1n, "WRITE"],
  [0x2n, "ALLOC"],
  [0x4n, "EXEC"],
  [0x10n, "MERGE"],
  [0x20n, "STRINGS"],
  [0x40n, "INFO LINK"],
  [0x80n, "LINK ORDER"],
  [0x100n, "OS NONCONF"],
  [0x200n, "GROUP"],
  [0x400n, "TLS"],
  [0x800n, "COMPRESSED"],
  [0x80000000n, "EXCLUDE"],
]);

/** Flags without a name of their own, by whom they belong to. */
const OTHERS: readonly (readonly [bigint, string])[] = [
  [0x0ff00000n, "OS"],
  [0xf0000000n, "PROC"],
  [(1n << 64n) - 1n, "UNKNOWN"],
];

function flagWords(flags: bigint, width: number): string {
  const words: string[] = [];
  let rest = flags;
  for (const [flag, word] of FLAGS) {
    if ((flags & flag) === 0n) continue;
    words.push(word);
    rest &= ~flag;
  }
  for (const [mask, word] of OTHERS) {
    if ((rest & mask) !== 0n) words.push(`${word} (${hexPadded(rest & mask, width)})`);
    rest &= ~mask;
  }
  return words.join(", ");
}

const COMPRESSIONS: Readonly<Record<number, string>> = { 1: "ZLIB", 2: "ZSTD" };

function contentsIfAny({ file }: ReadelfView, section: Section): Uint8Array | undefined {
  try {
    return file.bytesOf(section);
  } catch (error) {
    if (error instanceof ElfError) return undefined;
    throw error;
  }
}

/** What the header of compressed contents says; LLVM 15 does not look. */
function compression(view: ReadelfView, section: Section, name: string): string {
  const { is64 } = view.file;
  const bytes = contentsIfAny(view, section);
  if (bytes === undefined || bytes.length < (is64 ? 24 : 12)) {
    view.warnAgain(`SHF_COMPRESSED section '${name}' does not have an Elf_Chdr header`);
    return "       [<corrupt>]\n";
  }
  const f = view.file.view(bytes);
  const kind = COMPRESSIONS[f.u32(0)] ?? `[<unknown>: 0x${f.u32(0).toString(16)}]`;
  const [size, alignment] = is64 ? [f.word(8), f.word(16)] : [f.word(4), f.word(8)];
  return `       ${kind}, ${hexPadded(size, view.width)}, ${alignment}\n`;
}

/** A table of names that cannot be read is an empty one. Throws ElfError. */
function nameOf({ file }: ReadelfView, section: Section, hasNames: boolean): string {
  if (hasNames) return file.sectionName(section, () => {});
  if (section.nameOffset === 0) return "";
  throw file.badName(section);
}

function details(view: ReadelfView, section: Section, hasNames: boolean): void {
  const { width } = view;
  const { is64, header } = view.file;
  const name = view.attempt(() => nameOf(view, section, hasNames), "<?>");
  const start = lineStart();
  view.print(inColumns([[0, `  [${String(section.index).padStart(2)}] ${name}`]], start));
  view.print(
    inColumns(
      [
        [0, ""],
        [7, sectionTypeText(header.machine, section.type, view.desk.llvm)],
        [23, hexPadded(section.address, width)],
        [is64 ? 39 : 32, hexPadded(section.offset, 6)],
        [is64 ? 47 : 39, hexPadded(section.size, 6)],
        [is64 ? 54 : 46, hexPadded(section.entrySize, 2)],
        [is64 ? 59 : 51, String(section.link)],
        [is64 ? 63 : 55, String(section.info)],
        [is64 ? 66 : 58, String(section.alignment)],
      ],
      start,
    ),
  );
  view.print(`       [${hexPadded(section.flags, width)}]: ${flagWords(section.flags, width)}\n`);
  if (view.desk.llvm === 22 && (section.flags & BigInt(SHF_COMPRESSED)) !== 0n) view.print(compression(view, section, name));
}

export function sectionDetails(view: ReadelfView): void {
  const { sections, header, is64 } = view.file;
  const readNames = (): boolean => view.attempt(() => view.file.sectionNames((text) => view.warn(text)), undefined) !== undefined;
  if (sections.length === 0 && view.desk.llvm === 22) {
    view.print("\nThere are no sections in this file.\n");
    return void readNames();
  }
  view.print(`There are ${sections.length} section headers, starting at offset 0x${header.shoff.toString(16)}:\n\nSection Headers:\n`);
  view.print("  [Nr] Name\n");
  view.print(
    is64
      ? "       Type            Address          Off    Size   ES   Lk Inf Al\n"
      : "       Type            Addr     Off    Size   ES   Lk Inf Al\n",
  );
  view.print("       Flags\n");
  const hasNames = readNames();
  for (const section of sections) details(view, section, hasNames);
}
