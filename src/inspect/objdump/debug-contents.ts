// A file's debug sections as LLVM's symbolizer reads them: unpacked, and of relocatable files with their relocations applied. Addresses of
// a relocatable file's line table are told with their section, as each section starts at 0.
import { ET_REL } from "../../elf/constants.ts";
import { DebugLines } from "../../elf/debug-lines.ts";
import { lineStrings } from "../../elf/line-header.ts";
import { ElfError } from "../../elf/read.ts";
import type { Section } from "../../elf/read.ts";
import { isCompressed, readCompressionHeader } from "../compressed-sections.ts";
import { relocatedContents, relocatedFields } from "../debug-relocations.ts";
import type { ObjdumpContext } from "./objdump.ts";

/** Addresses of a relocatable file are each in a section of their own. */
export const inSection = (section: number, address: bigint): bigint => (BigInt(section) << 64n) | address;

/** The section's contents; nothing where they are not in the file. */
function contentsOrNone({ object: { file } }: ObjdumpContext, section: Section): Uint8Array {
  try {
    return file.contents(section);
  } catch (error) {
    if (error instanceof ElfError) return new Uint8Array(0);
    throw error;
  }
}

/** The section's contents, unpacked where they are compressed; nothing where that cannot be done. */
function unpacked(context: ObjdumpContext, section: Section): Uint8Array {
  const {
    object: { file },
    desk,
  } = context;
  const bytes = contentsOrNone(context, section);
  if (!isCompressed(section)) return bytes;
  const header = readCompressionHeader(file, section);
  if (header === undefined || (header.isZstd && desk.llvm === 15)) return new Uint8Array(0);
  const found = desk.unpack?.(bytes.subarray(header.size), header.unpackedSize, header.isZstd);
  if (found === undefined)
    context.warnOnce(
      `kbuild cannot unpack ${file.sectionNameOrEmpty(section)}${header.isZstd ? ": Node unpacks Zstandard since 22.15" : ""}`,
    );
  return found ?? new Uint8Array(0);
}

/** What is wrong with the tables is told on standard error. */
export function openDebugLines(context: ObjdumpContext): DebugLines {
  const { desk, object } = context;
  const { file } = object;
  const isRelocatable = file.header.type === ET_REL;
  const find = (name: string): Section | undefined => file.sections.find((section) => file.sectionNameOrEmpty(section) === name);
  const plain = (name: string): Uint8Array => {
    const section = find(name);
    return section === undefined ? new Uint8Array(0) : unpacked(context, section);
  };
  const contents = (name: string): Uint8Array => {
    const section = find(name);
    if (section === undefined || !isRelocatable) return plain(name);
    return relocatedContents(file, section, desk.llvm, unpacked(context, section));
  };
  const lines = find(".debug_line");
  const fields = lines === undefined || !isRelocatable ? undefined : relocatedFields(file, lines, desk.llvm);
  return new DebugLines(
    {
      info: contents(".debug_info"),
      abbreviations: contents(".debug_abbrev"),
      ...lineStrings(contents(".debug_line_str"), contents(".debug_str")),
      stringOffsets: contents(".debug_str_offsets"),
      addresses: contents(".debug_addr"),
      ranges: contents(".debug_ranges"),
      rangeLists: contents(".debug_rnglists"),
      addressRanges: plain(".debug_aranges"),
      littleEndian: file.littleEndian,
    },
    contents(".debug_line"),
    (offset, written) => (isRelocatable ? inSection(fields?.sectionAt(offset) ?? 0, written) : written),
    (kind, text) => desk.error(`${kind}: ${text}\n`),
  );
}
