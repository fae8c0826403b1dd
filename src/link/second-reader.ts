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

/** Offsets of fields in a class's headers, and how wide its addresses are. */
interface Places {
  readonly word: 4 | 8;
  readonly header: { readonly phoff: number; readonly shoff: number; readonly phnum: number; readonly shnum: number };
  readonly program: {
    readonly size: number;
    readonly offset: number;
    readonly vaddr: number;
    readonly filesz: number;
    readonly memsz: number;
  };
  readonly section: { readonly size: number; readonly addr: number; readonly off: number; readonly bytes: number; readonly link: number };
}

const PLACES: Readonly<Record<number, Places>> = {
  [elf.ELFCLASS64]: {
    word: 8,
    header: { phoff: 32, shoff: 40, phnum: 56, shnum: 60 },
    program: { size: elf.PHDR_SIZE[64], offset: 8, vaddr: 16, filesz: 32, memsz: 40 },
    section: { size: elf.SHDR_SIZE[64], addr: 16, off: 24, bytes: 32, link: 40 },
  },
  [elf.ELFCLASS32]: {
    word: 4,
    header: { phoff: 28, shoff: 32, phnum: 44, shnum: 48 },
    program: { size: elf.PHDR_SIZE[32], offset: 4, vaddr: 8, filesz: 16, memsz: 20 },
    section: { size: elf.SHDR_SIZE[32], addr: 12, off: 16, bytes: 20, link: 24 },
  },
};
const ENTRY = 24;

class Plain {
  readonly view: DataView;
  readonly places: Places;

  constructor(image: Uint8Array) {
    this.view = new DataView(image.buffer, image.byteOffset, image.byteLength);
    this.places = PLACES[image[4] as number] as Places;
  }

  word(at: number): number {
    return this.places.word === 8 ? Number(this.view.getBigUint64(at, true)) : this.view.getUint32(at, true);
  }

  half(at: number): number {
    return this.view.getUint16(at, true);
  }
}

function headerFields(plain: Plain, read: ReturnType<typeof elfy.parse>): Field[] {
  const { phoff, shoff, phnum, shnum } = plain.places.header;
  return [
    { what: "e_type", ours: TYPES[plain.half(16)] ?? "", theirs: read.type },
    { what: "e_entry", ours: plain.word(ENTRY), theirs: read.entry },
    { what: "e_phoff", ours: plain.word(phoff), theirs: read.phoff },
    { what: "e_shoff", ours: plain.word(shoff), theirs: read.shoff },
    { what: "e_phnum", ours: plain.half(phnum), theirs: read.body.programs.length },
    { what: "e_shnum", ours: plain.half(shnum), theirs: read.body.sections.length },
  ];
}

function programFields(plain: Plain, read: ReturnType<typeof elfy.parse>): Field[] {
  const { header, program: places } = plain.places;
  const start = plain.word(header.phoff);
  return read.body.programs.flatMap((program, i) => {
    const at = start + places.size * i;
    return [
      { what: `program ${i} p_offset`, ours: plain.word(at + places.offset), theirs: program.offset },
      { what: `program ${i} p_vaddr`, ours: plain.word(at + places.vaddr), theirs: program.vaddr },
      { what: `program ${i} p_filesz`, ours: plain.word(at + places.filesz), theirs: program.filesz },
      { what: `program ${i} p_memsz`, ours: plain.word(at + places.memsz), theirs: program.memsz },
    ];
  });
}

function sectionFields(plain: Plain, read: ReturnType<typeof elfy.parse>): Field[] {
  const { header, section: places } = plain.places;
  const start = plain.word(header.shoff);
  return read.body.sections.flatMap((section, i) => {
    const at = start + places.size * i;
    return [
      { what: `section ${i} sh_addr`, ours: plain.word(at + places.addr), theirs: section.addr },
      { what: `section ${i} sh_offset`, ours: plain.word(at + places.off), theirs: section.off },
      { what: `section ${i} sh_size`, ours: plain.word(at + places.bytes), theirs: section.size },
      { what: `section ${i} sh_link`, ours: plain.view.getUint32(at + places.link, true), theirs: section.link },
      { what: `section ${i} sh_info`, ours: plain.view.getUint32(at + places.link + 4, true), theirs: section.info },
    ];
  });
}

/** What elfy sees otherwise than the image says, one line each; empty if they agree. `asBuffer` is Node's `Buffer.from`. */
export function disagreements(image: Uint8Array, asBuffer: (bytes: Uint8Array) => Uint8Array): string[] {
  const plain = new Plain(image);
  const read = elfy.parse(asBuffer(image));
  const fields = [...headerFields(plain, read), ...programFields(plain, read), ...sectionFields(plain, read)];
  return fields
    .filter(({ ours, theirs }) => ours !== theirs)
    .map(({ what, ours, theirs }) => `${what}: kbuild wrote ${ours}, elfy reads ${theirs}`);
}
