// Build attributes: what an object was compiled for, in a section of its own. A version letter, then a vendor's
// subsection of tagged values for the whole file. Facts: Addenda to the ABI for the Arm Architecture, 2.2; RISC-V ELF
// psABI, "Attributes".
import { ByteWriter } from "../base/bytes.ts";

/** A number, or a text that ends with a zero. */
export type Attribute = readonly [tag: number, value: number | string];

const TAG_FILE = 1;

function uleb(out: ByteWriter, value: number): void {
  let rest = value;
  for (; rest > 0x7f; rest >>= 7) out.u8((rest & 0x7f) | 0x80);
  out.u8(rest);
}

export function attributesSection(vendor: string, attributes: readonly Attribute[]): Uint8Array {
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
