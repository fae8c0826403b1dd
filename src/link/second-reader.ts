// An independent second reader: elfy reads each image before it is put in place, and what it sees must be what the
// image's own tables say to a plain reading. A difference is a bug of kbuild's. Left out is what elfy reads wrongly (alignments and entry sizes of
// ELF64, the ABI bytes) or rounds (addresses above 2^53, compared after the same rounding).
import elfy from "elfy";
import * as elf from "../elf/constants.ts";

interface Field {
  readonly what: string;
  readonly ours: number | string;
  readonly theirs: number | string | undefined;
}

const TYPES: Readonly<Record<number, string>> = { [elf.ET_EXEC]: "exec", [elf.ET_DYN]: "dyn", [elf.ET_REL]: "rel" };

function headerFields(view: DataView, read: ReturnType<typeof elfy.parse>): Field[] {
  return [
    { what: "e_type", ours: TYPES[view.getUint16(16, true)] ?? "", theirs: read.type },
    { what: "e_entry", ours: Number(view.getBigUint64(24, true)), theirs: read.entry },
    { what: "e_phoff", ours: Number(view.getBigUint64(32, true)), theirs: read.phoff },
    { what: "e_shoff", ours: Number(view.getBigUint64(40, true)), theirs: read.shoff },
    { what: "e_phnum", ours: view.getUint16(56, true), theirs: read.body.programs.length },
    { what: "e_shnum", ours: view.getUint16(60, true), theirs: read.body.sections.length },
  ];
}

function programFields(view: DataView, read: ReturnType<typeof elfy.parse>): Field[] {
  const start = Number(view.getBigUint64(32, true));
  return read.body.programs.flatMap((program, i) => {
    const at = start + elf.PHDR_SIZE[64] * i;
    const word = (offset: number) => Number(view.getBigUint64(at + offset, true));
    return [
      { what: `program ${i} p_offset`, ours: word(8), theirs: program.offset },
      { what: `program ${i} p_vaddr`, ours: word(16), theirs: program.vaddr },
      { what: `program ${i} p_filesz`, ours: word(32), theirs: program.filesz },
      { what: `program ${i} p_memsz`, ours: word(40), theirs: program.memsz },
    ];
  });
}

function sectionFields(view: DataView, read: ReturnType<typeof elfy.parse>): Field[] {
  const start = Number(view.getBigUint64(40, true));
  return read.body.sections.flatMap((section, i) => {
    const at = start + elf.SHDR_SIZE[64] * i;
    const word = (offset: number) => Number(view.getBigUint64(at + offset, true));
    return [
      { what: `section ${i} sh_addr`, ours: word(16), theirs: section.addr },
      { what: `section ${i} sh_offset`, ours: word(24), theirs: section.off },
      { what: `section ${i} sh_size`, ours: word(32), theirs: section.size },
      { what: `section ${i} sh_link`, ours: view.getUint32(at + 40, true), theirs: section.link },
      { what: `section ${i} sh_info`, ours: view.getUint32(at + 44, true), theirs: section.info },
    ];
  });
}

/** What elfy sees otherwise than the image says, one line each; empty if they agree. `asBuffer` is Node's `Buffer.from`. */
export function disagreements(image: Uint8Array, asBuffer: (bytes: Uint8Array) => Uint8Array): string[] {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  const read = elfy.parse(asBuffer(image));
  const fields = [...headerFields(view, read), ...programFields(view, read), ...sectionFields(view, read)];
  return fields
    .filter(({ ours, theirs }) => ours !== theirs)
    .map(({ what, ours, theirs }) => `${what}: kbuild wrote ${ours}, elfy reads ${theirs}`);
}
