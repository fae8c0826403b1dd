// A Mach-O executable that the kernel starts without dyld, as `ld -static` writes it: a page of no access at zero, `__TEXT`
// with the headers, code and constants, `__DATA` where there is any, symbols in `__LINKEDIT`, and LC_UNIXTHREAD with the
// entry's address. Facts: <mach-o/loader.h>, <mach-o/nlist.h>, <mach/i386/thread_status.h>.
import { ByteWriter } from "../../base/bytes.ts";
import type { FlatImage, Kind } from "../flat-image.ts";

const MH_MAGIC_64 = 0xfeedfacf;
const CPU_TYPE_X86_64 = 0x01000007;
const CPU_SUBTYPE_X86_64_ALL = 3;
const MH_EXECUTE = 2;
const MH_NOUNDEFS = 1;
const HEADER_SIZE = 32;

const LC_SYMTAB = 0x2;
const LC_UNIXTHREAD = 0x5;
const LC_SEGMENT_64 = 0x19;
const LC_UUID = 0x1b;
const SEGMENT_SIZE = 72;
const SECTION_SIZE = 80;
const SYMTAB_SIZE = 24;
const UUID_SIZE = 24;
const THREAD_SIZE = 184;
const X86_THREAD_STATE64 = 4;
/** Registers of 64 bits, counted in words of 32. */
const THREAD_WORDS = 42;
const RIP = 16;

const READ = 1;
const WRITE = 2;
const EXECUTE = 4;
/** Holds instructions only, and some. */
const CODE_SECTION = 0x80000400;
const ZERO_FILL = 1;

const N_SECT = 0x0e;
const N_EXT = 0x01;
const REFERENCED_DYNAMICALLY = 0x10;

const PAGE = 0x1000;
const BASE = 0x100000000n;
const UUID = "kbuild-static";

interface MachSection {
  readonly kind: Kind;
  readonly name: string;
  readonly segment: "__TEXT" | "__DATA";
  readonly flags: number;
  address: bigint;
  offset: number;
}

const ROWS: readonly (readonly [Kind, string, MachSection["segment"], number])[] = [
  ["code", "__text", "__TEXT", CODE_SECTION],
  ["constants", "__const", "__TEXT", 0],
  ["data", "__data", "__DATA", 0],
  ["zeros", "__bss", "__DATA", ZERO_FILL],
];

const alignUp = (value: number, alignment: number) => Math.ceil(value / alignment) * alignment;

interface Segment {
  readonly name: string;
  readonly address: bigint;
  readonly size: number;
  readonly offset: number;
  readonly fileSize: number;
  readonly protection: number;
  readonly sections: readonly MachSection[];
}

function segmentCommand(out: ByteWriter, image: FlatImage, { name, address, size, offset, fileSize, protection, sections }: Segment): void {
  out.u32(LC_SEGMENT_64).u32(SEGMENT_SIZE + SECTION_SIZE * sections.length);
  out.append(nameBytes(name)).u64(address);
  out
    .u64(name === "__PAGEZERO" ? BASE : size)
    .u64(offset)
    .u64(fileSize)
    .u32(protection)
    .u32(protection)
    .u32(sections.length)
    .u32(0);
  for (const section of sections) {
    const region = image.region(section.kind);
    out.append(nameBytes(section.name)).append(nameBytes(section.segment)).u64(section.address).u64(region.size);
    out.u32(section.kind === "zeros" ? 0 : section.offset).u32(Math.log2(alignmentOf(image, section)));
    out.u32(0).u32(0).u32(section.flags).u32(0).u32(0).u32(0);
  }
}

function nameBytes(name: string): Uint8Array {
  return new TextEncoder().encode(name.padEnd(16, "\0"));
}

/** Code is aligned to 16 bytes, whatever is in it. */
function alignmentOf(image: FlatImage, { kind }: MachSection): number {
  return Math.max(kind === "code" ? 16 : 1, image.region(kind).alignment);
}

class MachWriter {
  readonly sections: MachSection[];
  #textEnd = 0;
  #dataSize = 0;
  #dataFileSize = 0;

  constructor(readonly image: FlatImage) {
    this.sections = ROWS.filter(([kind]) => image.region(kind).size > 0).map(([kind, name, segment, flags]) => ({
      kind,
      name,
      segment,
      flags,
      address: 0n,
      offset: 0,
    }));
  }

  #in(segment: MachSection["segment"]): MachSection[] {
    return this.sections.filter((section) => section.segment === segment);
  }

  get #commandsSize(): number {
    const segments = this.#in("__DATA").length > 0 ? 4 : 3;
    return SEGMENT_SIZE * segments + SECTION_SIZE * this.sections.length + SYMTAB_SIZE + UUID_SIZE + THREAD_SIZE;
  }

  /** Text follows the headers; data begins on a page, at the same place in memory as in the file. */
  #place(): void {
    const { image } = this;
    let at = HEADER_SIZE + this.#commandsSize;
    const put = (section: MachSection) => {
      at = alignUp(at, alignmentOf(image, section));
      section.offset = at;
      section.address = BASE + BigInt(at);
      image.place(section.kind, section.address);
      at += image.region(section.kind).size;
    };
    for (const section of this.#in("__TEXT")) put(section);
    at = this.#textEnd = alignUp(at, PAGE);
    for (const section of this.#in("__DATA")) {
      put(section);
      if (section.kind === "data") this.#dataFileSize = alignUp(at, PAGE) - this.#textEnd;
    }
    this.#dataSize = alignUp(at, PAGE) - this.#textEnd;
  }

  write(): Uint8Array {
    this.#place();
    const tables = this.#tables();
    const linkOffset = this.#textEnd + this.#dataFileSize;
    const linkAddress = BASE + BigInt(this.#textEnd + this.#dataSize);
    const out = new Uint8Array(linkOffset + tables.bytes.length);
    out.set(this.#headers(tables, linkOffset, linkAddress));
    for (const { kind, offset } of this.sections) if (kind !== "zeros") out.set(this.image.bytes(kind), offset);
    out.set(tables.bytes, linkOffset);
    return out;
  }

  #segments(linkOffset: number, linkAddress: bigint, linkSize: number): Segment[] {
    const data = this.#in("__DATA");
    const none = { address: 0n, size: 0, offset: 0, fileSize: 0, protection: 0, sections: [] };
    const text = { address: BASE, size: this.#textEnd, offset: 0, fileSize: this.#textEnd, protection: READ | EXECUTE };
    const written = { address: BASE + BigInt(this.#textEnd), size: this.#dataSize, offset: this.#textEnd, fileSize: this.#dataFileSize };
    const link = { address: linkAddress, size: alignUp(linkSize, PAGE), offset: linkOffset, fileSize: linkSize, protection: READ };
    return [
      { ...none, name: "__PAGEZERO" },
      { ...text, name: "__TEXT", sections: this.#in("__TEXT") },
      ...(data.length === 0 ? [] : [{ ...written, name: "__DATA", protection: READ | WRITE, sections: data }]),
      { ...link, name: "__LINKEDIT", sections: [] },
    ];
  }

  #headers(tables: Tables, linkOffset: number, linkAddress: bigint): Uint8Array {
    const segments = this.#segments(linkOffset, linkAddress, tables.bytes.length);
    const out = new ByteWriter().u32(MH_MAGIC_64).u32(CPU_TYPE_X86_64).u32(CPU_SUBTYPE_X86_64_ALL).u32(MH_EXECUTE);
    out
      .u32(segments.length + 3)
      .u32(this.#commandsSize)
      .u32(MH_NOUNDEFS)
      .u32(0);
    for (const segment of segments) segmentCommand(out, this.image, segment);
    const strings = linkOffset + tables.stringsAt;
    out
      .u32(LC_SYMTAB)
      .u32(SYMTAB_SIZE)
      .u32(linkOffset)
      .u32(tables.count)
      .u32(strings)
      .u32(tables.bytes.length - tables.stringsAt);
    out.u32(LC_UUID).u32(UUID_SIZE).append(nameBytes(UUID));
    out.u32(LC_UNIXTHREAD).u32(THREAD_SIZE).u32(X86_THREAD_STATE64).u32(THREAD_WORDS);
    for (let register = 0; register < THREAD_WORDS / 2; register++) out.u64(register === RIP ? this.image.entryAddress : 0);
    return out.bytes.slice();
  }

  /** Symbols, locals first, then their names; C names have an underscore in front. */
  #tables(): Tables {
    const own = this.image.symbols().map(({ name, address, kind, isGlobal }) => ({
      name: `_${name}`,
      address,
      section: 1 + this.sections.findIndex((section) => section.kind === kind),
      type: N_SECT | (isGlobal ? N_EXT : 0),
      description: 0,
    }));
    const header = { name: "__mh_execute_header", address: BASE, section: 1, type: N_SECT | N_EXT, description: REFERENCED_DYNAMICALLY };
    const isLocal = ({ type }: { readonly type: number }) => (type & N_EXT) === 0;
    const symbols = [...own.filter(isLocal), header, ...own.filter((symbol) => !isLocal(symbol))];
    const out = new ByteWriter();
    const strings = new ByteWriter().append([0x20, 0]);
    for (const { name, address, section, type, description } of symbols) {
      out.u32(strings.bytes.length).u8(type).u8(section).u16(description).u64(address);
      strings.append(new TextEncoder().encode(`${name}\0`));
    }
    const stringsAt = out.bytes.length;
    out.append(strings.bytes).append(new Uint8Array(alignUp(strings.bytes.length, 8) - strings.bytes.length));
    return { bytes: out.bytes.slice(), count: symbols.length, stringsAt };
  }
}

interface Tables {
  readonly bytes: Uint8Array;
  readonly count: number;
  readonly stringsAt: number;
}

export function writeMachO(image: FlatImage): Uint8Array {
  return new MachWriter(image).write();
}
