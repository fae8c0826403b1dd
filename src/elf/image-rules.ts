// A strict reader of images: what an ELF file that is to be loaded must hold to, rule by rule, from the bytes alone. It
// shares no code with the linker that writes images nor with the tolerant readers of the inspectors, so that a mistake
// in one of them is seen here. A rule has a name, its source and a check that tells what it found.
import * as elf from "./constants.ts";

export interface Violation {
  readonly rule: string;
  /** Where the rule stands. */
  readonly source: string;
  readonly message: string;
}

interface SegmentRow {
  readonly index: number;
  readonly type: number;
  readonly flags: number;
  readonly offset: bigint;
  readonly address: bigint;
  readonly fileSize: bigint;
  readonly memorySize: bigint;
  readonly alignment: bigint;
}

interface SectionRow {
  readonly index: number;
  readonly name: number;
  readonly type: number;
  readonly flags: bigint;
  readonly address: bigint;
  readonly offset: bigint;
  readonly size: bigint;
  readonly link: number;
  readonly info: number;
  readonly alignment: bigint;
  readonly entrySize: bigint;
}

/** The tables of an image, as far as they lie in the file. */
class Image {
  readonly #view: DataView;
  readonly size: bigint;
  readonly is64: boolean;
  readonly little: boolean;
  readonly segments: readonly SegmentRow[];
  readonly sections: readonly SectionRow[];
  readonly tablesFit: boolean;

  constructor(readonly bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.size = BigInt(bytes.length);
    this.is64 = bytes[4] === elf.ELFCLASS64;
    this.little = bytes[5] !== elf.ELFDATA2MSB;
    const segmentSize = this.is64 ? 56 : 32;
    const sectionSize = this.is64 ? 64 : 40;
    const [segmentsAt, sectionsAt] = [this.word(this.is64 ? 32 : 28), this.word(this.is64 ? 40 : 32)];
    const [segmentCount, sectionCount] = [this.u16(this.is64 ? 56 : 44), this.u16(this.is64 ? 60 : 48)];
    const fits = (at: bigint, count: number, size: number) => at + BigInt(count * size) <= this.size;
    this.tablesFit = fits(segmentsAt, segmentCount, segmentSize) && fits(sectionsAt, sectionCount, sectionSize);
    const rows = (count: number, at: bigint, size: number) =>
      Array.from({ length: this.tablesFit ? count : 0 }, (_, i) => Number(at) + i * size);
    this.segments = rows(segmentCount, segmentsAt, segmentSize).map((at, index) => this.#segment(at, index));
    this.sections = rows(sectionCount, sectionsAt, sectionSize).map((at, index) => this.#section(at, index));
  }

  u16(at: number): number {
    return this.#view.getUint16(at, this.little);
  }

  u32(at: number): number {
    return this.#view.getUint32(at, this.little);
  }

  /** A word of the file's class. */
  word(at: number): bigint {
    return this.is64 ? this.#view.getBigUint64(at, this.little) : BigInt(this.u32(at));
  }

  #segment(at: number, index: number): SegmentRow {
    const w = this.is64 ? 8 : 4;
    const first = at + w;
    return {
      index,
      type: this.u32(at),
      flags: this.u32(at + (this.is64 ? 4 : 24)),
      offset: this.word(first),
      address: this.word(first + w),
      fileSize: this.word(first + 3 * w),
      memorySize: this.word(first + 4 * w),
      alignment: this.word(at + (this.is64 ? 48 : 28)),
    };
  }

  #section(at: number, index: number): SectionRow {
    const w = this.is64 ? 8 : 4;
    const field = (i: number) => this.word(at + 8 + i * w);
    const tail = at + 8 + 4 * w;
    return {
      index,
      name: this.u32(at),
      type: this.u32(at + 4),
      flags: field(0),
      address: field(1),
      offset: field(2),
      size: field(3),
      link: this.u32(tail),
      info: this.u32(tail + 4),
      alignment: this.word(tail + 8),
      entrySize: this.word(tail + 8 + w),
    };
  }

  get entry(): bigint {
    return this.word(24);
  }

  get loads(): readonly SegmentRow[] {
    return this.segments.filter(({ type }) => type === elf.PT_LOAD);
  }

  get loaded(): readonly SectionRow[] {
    return this.sections.filter(({ flags }) => (flags & BigInt(elf.SHF_ALLOC)) !== 0n);
  }

  /** The segment whose memory holds the address. */
  loadAt(address: bigint, size = 1n): SegmentRow | undefined {
    return this.loads.find((load) => address >= load.address && address + size <= load.address + load.memorySize);
  }
}

interface Rule {
  readonly name: string;
  readonly source: string;
  check(image: Image): Iterable<string>;
}

const hex = (value: bigint | number): string => `0x${value.toString(16)}`;
const isPowerOfTwo = (value: bigint): boolean => value > 0n && (value & (value - 1n)) === 0n;
const isTlsZeros = ({ flags, type }: SectionRow): boolean => (flags & BigInt(elf.SHF_TLS)) !== 0n && type === elf.SHT_NOBITS;

/** Neighbours by `start` that run into each other. */
function* overlaps<T extends { readonly index: number }>(
  what: string,
  rows: readonly T[],
  start: (row: T) => bigint,
  size: (row: T) => bigint,
): Iterable<string> {
  const sorted = rows.filter((row) => size(row) > 0n).toSorted((a, b) => (start(a) < start(b) ? -1 : start(a) > start(b) ? 1 : 0));
  for (let i = 1; i < sorted.length; i++) {
    const [a, b] = [sorted[i - 1] as T, sorted[i] as T];
    if (start(b) < start(a) + size(a))
      yield `${what} ${a.index} [${hex(start(a))}, ${hex(start(a) + size(a))}) runs into ${what} ${b.index} at ${hex(start(b))}`;
  }
}

const RULES: readonly Rule[] = [
  {
    name: "header-tables",
    source: "gABI, ELF Header: e_phoff, e_phnum, e_shoff, e_shnum",
    *check({ tablesFit }) {
      if (!tablesFit) yield "a header table goes past the end of the file";
    },
  },
  {
    name: "entry-executable",
    source: "gABI, ELF Header: e_entry is where control is transferred to",
    *check(image) {
      const load = image.loadAt(image.entry);
      if (image.entry !== 0n && (load === undefined || (load.flags & elf.PF_X) === 0))
        yield `entry ${hex(image.entry)} is in no executable segment`;
    },
  },
  {
    name: "segment-bounds",
    source: "gABI, Program Header: p_offset and p_filesz lie in the file, p_filesz <= p_memsz for PT_LOAD",
    *check({ segments, size }) {
      for (const one of segments) {
        if (one.offset + one.fileSize > size)
          yield `segment ${one.index} ends at ${hex(one.offset + one.fileSize)}, the file at ${hex(size)}`;
        if (one.type === elf.PT_LOAD && one.fileSize > one.memorySize)
          yield `segment ${one.index} has more bytes in the file than in memory`;
      }
    },
  },
  {
    name: "segment-alignment",
    source: "gABI, Program Header: p_align is 0, 1 or a power of two, and p_vaddr equals p_offset modulo p_align",
    *check({ segments }) {
      for (const { index, type, alignment, address, offset } of segments) {
        if (alignment > 1n && !isPowerOfTwo(alignment)) yield `segment ${index} has alignment ${hex(alignment)}`;
        else if (type === elf.PT_LOAD && alignment > 1n && address % alignment !== offset % alignment)
          yield `segment ${index} is at ${hex(address)}, at ${hex(offset)} in the file: not equal modulo ${hex(alignment)}`;
      }
    },
  },
  {
    name: "load-order",
    source: "gABI, Program Header: PT_LOAD entries stand in ascending order of p_vaddr and do not overlap",
    *check({ loads }) {
      for (let i = 1; i < loads.length; i++) {
        const [a, b] = [loads[i - 1] as SegmentRow, loads[i] as SegmentRow];
        if (b.address < a.address + a.memorySize) yield `segment ${b.index} at ${hex(b.address)} is not behind segment ${a.index}`;
      }
    },
  },
  {
    name: "phdr-loaded",
    source: "gABI, Program Header: PT_PHDR stands before every PT_LOAD and is part of one",
    *check({ segments, loads }) {
      for (const one of segments.filter(({ type }) => type === elf.PT_PHDR)) {
        if (loads.some(({ index }) => index < one.index)) yield `PT_PHDR stands behind a PT_LOAD`;
        const holds = ({ address, memorySize }: SegmentRow) =>
          one.address >= address && one.address + one.memorySize <= address + memorySize;
        if (!loads.some(holds)) yield `PT_PHDR at ${hex(one.address)} is part of no PT_LOAD`;
      }
    },
  },
  {
    name: "section-bounds",
    source: "gABI, Sections: sh_offset and sh_size lie in the file unless SHT_NOBITS",
    *check({ sections, size }) {
      for (const { index, type, offset, size: bytes } of sections)
        if (type !== elf.SHT_NOBITS && type !== elf.SHT_NULL && offset + bytes > size)
          yield `section ${index} ends at ${hex(offset + bytes)}, the file at ${hex(size)}`;
    },
  },
  {
    name: "section-overlap",
    source: "gABI, Sections: sections in a file may not overlap; no byte resides in more than one section",
    *check({ sections, loaded }) {
      const inFile = sections.filter(({ type }) => type !== elf.SHT_NOBITS && type !== elf.SHT_NULL);
      yield* overlaps(
        "section",
        inFile,
        ({ offset }) => offset,
        ({ size }) => size,
      );
      yield* overlaps(
        "section",
        loaded.filter((section) => !isTlsZeros(section)),
        ({ address }) => address,
        ({ size }) => size,
      );
    },
  },
  {
    name: "section-alignment",
    source: "gABI, Sections: sh_addralign is 0, 1 or a power of two, and sh_addr is a multiple of it",
    *check({ sections }) {
      for (const { index, alignment, address } of sections) {
        if (alignment > 1n && !isPowerOfTwo(alignment)) yield `section ${index} has alignment ${hex(alignment)}`;
        else if (alignment > 1n && address % alignment !== 0n)
          yield `section ${index} at ${hex(address)} is no multiple of ${hex(alignment)}`;
      }
    },
  },
  {
    name: "section-loaded",
    source: "gABI, Program Header: an SHF_ALLOC section occupies memory, which a PT_LOAD describes, at matching offsets",
    *check(image) {
      for (const section of image.loaded) {
        if (section.size === 0n || isTlsZeros(section)) continue;
        const load = image.loadAt(section.address, section.size);
        if (load === undefined) yield `section ${section.index} at ${hex(section.address)} is part of no PT_LOAD`;
        else if (section.type !== elf.SHT_NOBITS && section.offset - load.offset !== section.address - load.address)
          yield `section ${section.index} lies elsewhere in the file than its segment maps it`;
      }
    },
  },
  {
    name: "section-links",
    source: "gABI, Sections: sh_link and e_shstrndx are indexes of the section header table",
    *check(image) {
      const { sections } = image;
      for (const { index, link } of sections) if (link >= sections.length) yield `section ${index} links to section ${link}`;
      const names = sections[image.u16(image.is64 ? 62 : 50)];
      if (sections.length > 0 && names?.type !== elf.SHT_STRTAB) yield "e_shstrndx is no string table";
      for (const { index, name } of sections)
        if (names !== undefined && BigInt(name) >= names.size) yield `the name of section ${index} lies outside of the names`;
    },
  },
  { name: "symbol-targets", source: "gABI, Symbol Table: st_name, st_shndx and st_value", check: symbolProblems },
  {
    name: "relocation-targets",
    source: "gABI, Relocation: in an image r_offset is the address of what is relocated",
    check: relocationProblems,
  },
];

/** Names in their table, sections that are there, values inside of their sections. */
function* symbolProblems(image: Image): Iterable<string> {
  for (const table of image.sections.filter(({ type }) => type === elf.SHT_SYMTAB || type === elf.SHT_DYNSYM)) {
    const size = image.is64 ? 24 : 16;
    const names = image.sections[table.link]?.size ?? 0n;
    const count = table.offset + table.size <= image.size ? Number(table.size) / size : 0;
    for (let i = 1; i < count; i++) {
      const at = Number(table.offset) + i * size;
      const place = image.u16(at + (image.is64 ? 6 : 14));
      if (BigInt(image.u32(at)) >= names) yield `the name of symbol ${i} lies outside of its table`;
      const binding = (image.bytes[at + (image.is64 ? 4 : 12)] as number) >> 4;
      if ((binding === elf.STB_LOCAL) !== i < table.info) yield `symbol ${i} is on the wrong side of the first global one`;
      if (place === elf.SHN_UNDEF || place >= elf.SHN_LORESERVE) continue;
      if (place >= image.sections.length) yield `symbol ${i} is in section ${place}, which is not there`;
    }
  }
}

/** Places that a loader writes to lie in memory. */
function* relocationProblems(image: Image): Iterable<string> {
  for (const table of image.loaded.filter(({ type }) => type === elf.SHT_RELA || type === elf.SHT_REL)) {
    const size = Number(table.entrySize) || (image.is64 ? 24 : 8);
    const end = Number(table.offset + table.size);
    if (table.offset + table.size > image.size) continue;
    for (let at = Number(table.offset); at + size <= end; at += size) {
      const place = image.word(at);
      const width = image.is64 ? 8n : 4n;
      if (image.loadAt(place, width) === undefined) yield `a relocation of ${hex(place)}, which is not in memory`;
    }
  }
}

/** Names of all rules, in the order in which they are checked. */
export const IMAGE_RULES: readonly string[] = RULES.map(({ name }) => name);

/** Everything that is wrong with an image (ET_EXEC or ET_DYN); empty if nothing is. */
export function imageViolations(bytes: Uint8Array): Violation[] {
  const isElf = bytes.length >= 64 && bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
  if (!isElf) return [{ rule: "magic", source: "gABI, ELF Identification", message: "the file is no ELF image" }];
  const image = new Image(bytes);
  return RULES.flatMap(({ name, source, check }) => [...check(image)].map((message) => ({ rule: name, source, message })));
}
