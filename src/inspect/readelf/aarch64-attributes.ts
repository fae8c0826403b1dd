// readelf -A of AArch64, which LLVM 22 knows and LLVM 15 does not: subsections that name their vendor, whether a linker may pass them over,
// and what their values are. Build Attributes for the Arm 64-bit Architecture, "Encoding".
import { byteText } from "../../elf/read.ts";
import type { Fields } from "../../elf/read.ts";

const NAMES: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  aeabi_feature_and_bits: { 0: "Tag_Feature_BTI", 1: "Tag_Feature_PAC", 2: "Tag_Feature_GCS" },
  aeabi_pauthabi: { 1: "Tag_PAuth_Platform", 2: "Tag_PAuth_Schema" },
};

class Subsection {
  #at: number;

  constructor(
    readonly bytes: Uint8Array,
    from: number,
    readonly end: number,
  ) {
    this.#at = from;
  }

  #string(): string {
    const from = this.#at;
    while (this.#at < this.end && this.bytes[this.#at] !== 0) this.#at++;
    return byteText(this.bytes.subarray(from, this.#at++));
  }

  #uleb(): number {
    let value = 0;
    for (let shift = 0; this.#at < this.end && shift < 49; shift += 7) {
      const byte = this.bytes[this.#at++] as number;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    return value;
  }

  print(): string {
    const vendor = this.#string();
    const isOptional = this.bytes[this.#at++] === 1;
    const isText = this.bytes[this.#at++] === 1;
    let text = `    VendorName: ${vendor} Optionality: ${isOptional ? "optional" : "required"} Type: ${isText ? "ntbs" : "uleb128"}\n`;
    text += "    Attributes {\n";
    while (this.#at < this.end) {
      const tag = this.#uleb();
      text += `      ${NAMES[vendor]?.[tag] ?? tag}: ${isText ? this.#string() : this.#uleb()}\n`;
    }
    return `${text}    }\n`;
  }
}

/** The contents of .ARM.attributes in an AArch64 file; without any, the frame alone. */
export function aarch64Attributes(fields: Fields | undefined): string {
  let text = "BuildAttributes {\n";
  if (fields === undefined || fields.length === 0) return `${text}}\n`;
  text += `  FormatVersion: 0x${fields.u8(0).toString(16)}\n`;
  for (let at = 1, number = 1; at + 4 <= fields.length; number++) {
    const length = fields.u32(at);
    const end = Math.min(fields.length, at + Math.max(4, length));
    text += `  Section ${number} {\n    SectionLength: ${length}\n${new Subsection(fields.bytes, at + 4, end).print()}  }\n`;
    at = end;
  }
  return `${text}}\n`;
}
