// A PE32+ image of a freestanding program, as lld-link lays it out: DOS header with its stub, COFF and optional header,
// `.text`, `.rdata`, `.data` and, where addresses are stored, `.reloc`. The timestamp is zero, so that the same program is
// the same file. Facts: Microsoft PE and COFF Specification, chapters 2-4 and 6.6.
import { ByteWriter } from "../../base/bytes.ts";
import type { FlatImage, Kind } from "../flat-image.ts";
import type { PeOptions } from "./options.ts";

const SECTION_ALIGNMENT = 0x1000;
const FILE_ALIGNMENT = 0x200;
const HEADER_OFFSET = 0x78;
const OPTIONAL_HEADER_SIZE = 0xf0;
const SECTION_HEADER_SIZE = 40;
const DIRECTORIES = 16;
const BASE_RELOCATION_DIRECTORY = 5;
const MACHINE_AMD64 = 0x8664;
/** Relocation of 64 bits by the distance the image was moved. */
const DIR64 = 10;

/** "This program cannot be run in DOS mode." */
const DOS_STUB = [0x0e, 0x1f, 0xba, 0x0e, 0x00, 0xb4, 0x09, 0xcd, 0x21, 0xb8, 0x01, 0x4c, 0xcd, 0x21];
const DOS_TEXT = "This program cannot be run in DOS mode.$";

const CODE = 0x60000020;
const READ_ONLY = 0x40000040;
const WRITABLE = 0xc0000040;
const DISCARDABLE = 0x42000040;

interface PeSection {
  readonly name: string;
  readonly characteristics: number;
  /** Bytes in memory. */
  readonly size: number;
  /** From the image's base. */
  readonly address: number;
  readonly data: Uint8Array;
  offset: number;
}

const alignUp = (value: number, alignment: number) => Math.ceil(value / alignment) * alignment;

function dosHeader(): ByteWriter {
  const out = new ByteWriter().append([0x4d, 0x5a]).u16(HEADER_OFFSET).u16(1).u16(0).u16(4);
  out
    .append(new Uint8Array(14))
    .u16(0x40)
    .append(new Uint8Array(0x3c - 26))
    .u32(HEADER_OFFSET);
  out.append(DOS_STUB).append(new TextEncoder().encode(DOS_TEXT));
  return out.append(new Uint8Array(HEADER_OFFSET - out.bytes.length));
}

/** Pages with the places in them that hold addresses. */
function baseRelocations(addresses: readonly number[]): Uint8Array {
  const out = new ByteWriter();
  const pages = new Map<number, number[]>();
  for (const address of [...addresses].sort((a, b) => a - b)) {
    const page = address - (address % SECTION_ALIGNMENT);
    pages.set(page, [...(pages.get(page) ?? []), address - page]);
  }
  for (const [page, offsets] of pages) {
    const entries = offsets.length % 2 === 0 ? offsets.length : offsets.length + 1;
    out.u32(page).u32(8 + 2 * entries);
    for (const offset of offsets) out.u16((DIR64 << 12) | offset);
    if (entries > offsets.length) out.u16(0);
  }
  return out.bytes.slice();
}

class PeWriter {
  readonly sections: PeSection[] = [];
  #address = SECTION_ALIGNMENT;

  constructor(
    readonly image: FlatImage,
    readonly options: PeOptions,
  ) {}

  #takePages(size: number): number {
    const address = this.#address;
    this.#address = alignUp(address + size, SECTION_ALIGNMENT);
    return address;
  }

  /** Every region gets its pages; zeros lie behind the data, in memory only. */
  placeRegions(): { readonly kind: Kind; readonly address: number }[] {
    const { image } = this;
    const placed: { kind: Kind; address: number }[] = [];
    const place = (kind: Kind, address: number) => {
      image.place(kind, this.options.imageBase + BigInt(address));
      placed.push({ kind, address });
    };
    for (const kind of ["code", "constants"] as const)
      if (image.region(kind).size > 0) place(kind, this.#takePages(image.region(kind).size));
    const [data, zeros] = [image.region("data"), image.region("zeros")];
    if (data.size + zeros.size > 0) {
      const behind = alignUp(data.size, zeros.alignment);
      const address = this.#takePages(behind + zeros.size);
      place("data", address);
      place("zeros", address + behind);
    }
    return placed;
  }

  makeSections(placed: readonly { readonly kind: Kind; readonly address: number }[]): void {
    const { image, options } = this;
    const add = (name: string, characteristics: number, address: number, size: number, data: Uint8Array) =>
      this.sections.push({ name, characteristics, address, size, data, offset: 0 });
    for (const { kind, address } of placed) {
      const { size } = image.region(kind);
      if (kind === "code") add(".text", CODE, address, size, image.bytes(kind));
      else if (kind === "constants") add(".rdata", READ_ONLY, address, size, image.bytes(kind));
      else if (kind === "data") {
        const zeros = placed.find((one) => one.kind === "zeros") as { address: number };
        add(".data", WRITABLE, address, zeros.address - address + image.region("zeros").size, image.bytes(kind));
      }
    }
    if (image.addresses.length === 0 || !options.isRelocatable) return;
    const data = baseRelocations(image.addresses.map((address) => Number(address - options.imageBase)));
    add(".reloc", DISCARDABLE, this.#takePages(data.length), data.length, data);
  }

  write(): Uint8Array {
    this.makeSections(this.placeRegions());
    const headers = HEADER_OFFSET + 4 + 20 + OPTIONAL_HEADER_SIZE + SECTION_HEADER_SIZE * this.sections.length;
    let offset = alignUp(headers, FILE_ALIGNMENT);
    for (const section of this.sections) {
      section.offset = section.data.length === 0 ? 0 : offset;
      offset += alignUp(section.data.length, FILE_ALIGNMENT);
    }
    const out = new Uint8Array(offset);
    out.set(this.#headers(alignUp(headers, FILE_ALIGNMENT)));
    for (const { name, data, offset: at } of this.sections) {
      if (name === ".text") out.fill(0xcc, at, at + alignUp(data.length, FILE_ALIGNMENT));
      out.set(data, at);
    }
    return out;
  }

  #headers(size: number): Uint8Array {
    const out = dosHeader();
    out.append([0x50, 0x45, 0, 0]).u16(MACHINE_AMD64).u16(this.sections.length).u32(0).u32(0).u32(0);
    // Executable, and fit for addresses above 2 GiB.
    out.u16(OPTIONAL_HEADER_SIZE).u16(0x22 | (this.options.isRelocatable ? 0 : 1));
    this.#optionalHeader(out, size);
    for (const { name, characteristics, address, size: memory, data, offset } of this.sections) {
      out.append(new TextEncoder().encode(name.padEnd(8, "\0")));
      out.u32(memory).u32(address).u32(alignUp(data.length, FILE_ALIGNMENT)).u32(offset).u32(0).u32(0).u16(0).u16(0).u32(characteristics);
    }
    return out.bytes.slice();
  }

  #fileSize(wanted: number): number {
    return this.sections
      .filter(({ characteristics }) => (characteristics & wanted) !== 0)
      .reduce((sum, { data }) => sum + alignUp(data.length, FILE_ALIGNMENT), 0);
  }

  #optionalHeader(out: ByteWriter, headersSize: number): void {
    const { image, options, sections } = this;
    const { subsystem, stack, heap, imageBase, isRelocatable } = options;
    const code = sections.find(({ name }) => name === ".text");
    out.u16(0x20b).u8(14).u8(0).u32(this.#fileSize(0x20)).u32(this.#fileSize(0x40)).u32(0);
    out
      .u32(Number(image.entryAddress - imageBase))
      .u32(code?.address ?? 0)
      .u64(imageBase)
      .u32(SECTION_ALIGNMENT)
      .u32(FILE_ALIGNMENT);
    out.u16(6).u16(0).u16(0).u16(0).u16(subsystem.major).u16(subsystem.minor).u32(0);
    out.u32(this.#address).u32(headersSize).u32(0).u16(subsystem.number);
    // NX compatible, terminal server aware; where it can be moved: dynamic base, high entropy.
    out.u16(0x8100 | (isRelocatable ? 0x60 : 0));
    out.u64(stack.reserve).u64(stack.commit).u64(heap.reserve).u64(heap.commit).u32(0).u32(DIRECTORIES);
    const relocations = sections.find(({ name }) => name === ".reloc");
    for (let i = 0; i < DIRECTORIES; i++) {
      const isTaken = i === BASE_RELOCATION_DIRECTORY && relocations !== undefined;
      out.u32(isTaken ? relocations.address : 0).u32(isTaken ? relocations.size : 0);
    }
  }
}

export function writePe(image: FlatImage, options: PeOptions): Uint8Array {
  return new PeWriter(image, options).write();
}
