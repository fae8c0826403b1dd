// Build attributes: what an object was compiled for, in a section of its own. A version letter, then a vendor's
// subsection of tagged values for the whole file. Facts: Addenda to the ABI for the Arm Architecture, 2.2; RISC-V ELF
// psABI, "Attributes".
import { ByteWriter } from "../base/bytes.ts";
import type { ElfObject, ObjectSection } from "../elf/object.ts";

/** A number, or a text that ends with a zero. */
export type Attribute = readonly [tag: number, value: number | string];

const TAG_FILE = 1;

function uleb(out: ByteWriter, value: number): void {
  let rest = value;
  for (; rest > 0x7f; rest >>= 7) out.u8((rest & 0x7f) | 0x80);
  out.u8(rest);
}

function attributesData(vendor: string, attributes: readonly Attribute[]): Uint8Array {
  const values = new ByteWriter();
  for (const [tag, value] of attributes) {
    uleb(values, tag);
    if (typeof value === "number") uleb(values, value);
    else values.append(new TextEncoder().encode(`${value}\0`));
  }
  const name = new TextEncoder().encode(`${vendor}\0`);
  const fileSize = 5 + values.bytes.length;
  const out = new ByteWriter().u8("A".charCodeAt(0));
  out.u32(4 + name.length + fileSize).append(name);
  out.u8(TAG_FILE).u32(fileSize).append(values.bytes);
  return out.bytes.slice();
}

/** Where LLVM writes it: behind what the module has, before the tables of frames and lines. */
function withSection(object: ElfObject, section: ObjectSection): ElfObject {
  const found = object.sections.findIndex(({ name }) => name === ".debug_frame");
  const at = found < 0 ? object.sections.length : found;
  const symbols = object.symbols.map((one) => (typeof one.place === "number" && one.place >= at ? { ...one, place: one.place + 1 } : one));
  return { ...object, sections: [...object.sections.slice(0, at), section, ...object.sections.slice(at)], symbols };
}

export interface AttributesSection {
  /** `aeabi` in `.ARM.attributes`. */
  readonly vendor: string;
  readonly name: string;
  /** SHT_* */
  readonly type: number;
}

export function withAttributes(object: ElfObject, { vendor, name, type }: AttributesSection, attributes: readonly Attribute[]): ElfObject {
  const data = attributesData(vendor, attributes);
  return withSection(object, { name, type, flags: 0, alignment: 1, entrySize: 0, data, size: data.length, relocations: [] });
}
