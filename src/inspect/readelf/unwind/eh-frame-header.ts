// `.eh_frame_hdr`: the table that finds a function's unwind record by binary search (LSB Core, 10.6.2). Only the one form that linkers
// write is known: all pointers four bytes, signed, the table's relative to the header.
import { PT_GNU_EH_FRAME } from "../../../elf/constants.ts";
import { ElfError, hex } from "../../../elf/read.ts";
import type { Fields, Segment } from "../../../elf/read.ts";
import type { ReadelfView } from "../view.ts";

const ENCODINGS = [
  ["eh_frame_ptr_enc", 0x1b],
  ["fde_count_enc", 0x03],
  ["table_enc", 0x3b],
] as const;
const LARGE = 1 << 16;

function headerBytes(view: ReadelfView, segment: Segment): Uint8Array {
  const { access } = view.file;
  if (segment.offset + segment.memorySize > BigInt(access.size)) {
    const place = `p_offset (${hex(segment.offset)}) + p_filesz (${hex(segment.fileSize)})`;
    throw new ElfError(`program header  [index ${segment.index}] has a ${place} that is greater than the file size (${hex(access.size)})`);
  }
  return access.read(Number(segment.offset), Number(segment.memorySize));
}

function* header(fields: Fields, segment: Segment): Generator<string> {
  const at = (place: bigint, offset: number): string => hex(BigInt.asUintN(64, place + BigInt(fields.i32(offset))));
  if (fields.length < 12) throw new ElfError("unexpected end of .eh_frame_hdr");
  yield `    version: ${fields.u8(0)}\n`;
  if (fields.u8(0) !== 1) throw new ElfError("only version 1 of .eh_frame_hdr is supported");
  for (const [i, [name, expected]] of ENCODINGS.entries()) {
    yield `    ${name}: ${hex(fields.u8(i + 1))}\n`;
    if (fields.u8(i + 1) !== expected) throw new ElfError(`unexpected encoding ${name}`);
  }
  const count = fields.u32(8);
  yield `    eh_frame_ptr: ${at(segment.vaddr + 4n, 4)}\n    fde_count: ${count}\n`;
  let text = "";
  for (let i = 0, offset = 12; i < count && offset + 8 <= fields.length; i++, offset += 8) {
    text += `    entry ${i} {\n      initial_location: ${at(segment.vaddr, offset)}\n      address: ${at(segment.vaddr, offset + 4)}\n`;
    if (i > 0 && fields.i32(offset) < fields.i32(offset - 8)) {
      yield text;
      throw new ElfError("initial_location is out of order");
    }
    text += "    }\n";
    if (text.length < LARGE) continue;
    yield text;
    text = "";
  }
  yield text;
}

/** The header of the first PT_GNU_EH_FRAME segment, in pieces; nothing where there is none. */
export function* ehFrameHeader(view: ReadelfView): Generator<string> {
  const segment = view.file.segments.find(({ type }) => type === PT_GNU_EH_FRAME);
  if (segment === undefined) return;
  if (segment.memorySize !== segment.fileSize) throw new ElfError("p_memsz does not match p_filesz for GNU_EH_FRAME");
  yield `EHFrameHeader {\n  Address: ${hex(segment.vaddr)}\n  Offset: ${hex(segment.offset)}\n  Size: ${hex(segment.memorySize)}\n`;
  const section = view.file.sections.find(({ address }) => address === segment.vaddr);
  if (section !== undefined) yield `  Corresponding Section: ${view.sectionName(section)}\n`;
  const fields = view.file.view(headerBytes(view, segment));
  yield "  Header {\n";
  yield* header(fields, segment);
  yield "  }\n}\n";
}
