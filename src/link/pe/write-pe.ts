// A PE32+ image of a freestanding program, as lld-link lays it out: `.text`, `.rdata`, `.data` and, where addresses are
// stored, `.reloc`; `pe-file.ts` writes the file. Facts: Microsoft PE and COFF Specification, chapters 4 and 6.6.
import { ByteWriter } from "../../base/bytes.ts";
import type { FlatImage, Kind } from "../flat-image.ts";
import type { PeOptions } from "./options.ts";
import { DEBUG_ENTRY_SIZE, SECTION_ALIGNMENT, alignUp, peFile } from "./pe-file.ts";
import type { PeSection } from "./pe-file.ts";

/** Relocation of 64 bits by the distance the image was moved. */
const DIR64 = 10;

const CODE = 0x60000020;
const READ_ONLY = 0x40000040;
const WRITABLE = 0xc0000040;
const DISCARDABLE = 0x42000040;

/** IMAGE_DEBUG_DIRECTORY's Type, in bytes from its start; IMAGE_DEBUG_TYPE_REPRO. */
const DEBUG_ENTRY_TYPE = 12;
const DEBUG_TYPE_REPRO = 16;

/** lld-link counts the DOS header twice: with two sections and more the headers take two sectors. */
const DOS_HEADER_SIZE = 64;

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

  /** Behind the constants stands what tells that the file's time is none. */
  get #debugOffset(): number {
    return this.options.isHashed ? alignUp(this.image.region("constants").size, 4) : this.image.region("constants").size;
  }

  get #debugSize(): number {
    return this.options.isHashed ? DEBUG_ENTRY_SIZE : 0;
  }

  #constants(): Uint8Array {
    const data = new Uint8Array(this.#debugOffset + this.#debugSize);
    data.set(this.image.bytes("constants"));
    if (this.options.isHashed) data[this.#debugOffset + DEBUG_ENTRY_TYPE] = DEBUG_TYPE_REPRO;
    return data;
  }

  /** Every region gets its pages; zeros lie behind the data, in memory only. */
  placeRegions(): { readonly kind: Kind; readonly address: number }[] {
    const { image } = this;
    const placed: { kind: Kind; address: number }[] = [];
    const place = (kind: Kind, address: number) => {
      image.place(kind, this.options.imageBase + BigInt(address));
      placed.push({ kind, address });
    };
    if (image.region("code").size > 0) place("code", this.#takePages(image.region("code").size));
    const constants = image.region("constants").size;
    if (constants > 0 || this.options.isHashed) place("constants", this.#takePages(this.#debugOffset + this.#debugSize));
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
      this.sections.push({ name, characteristics, address, size, data });
    for (const { kind, address } of placed) {
      const { size } = image.region(kind);
      if (kind === "code") add(".text", CODE, address, size, image.bytes(kind));
      else if (kind === "constants") add(".rdata", READ_ONLY, address, this.#debugOffset + this.#debugSize, this.#constants());
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
    const { image, options, sections } = this;
    const entry = Number(image.entryAddress - options.imageBase);
    const constants = sections.find(({ name }) => name === ".rdata");
    const debug = options.isHashed && constants !== undefined ? { section: constants, offset: this.#debugOffset } : undefined;
    return peFile(sections, { ...options, entry, headerRoom: DOS_HEADER_SIZE, ...(debug === undefined ? {} : { debug }) });
  }
}

export function writePe(image: FlatImage, options: PeOptions): Uint8Array {
  return new PeWriter(image, options).write();
}
