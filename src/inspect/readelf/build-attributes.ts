// readelf -A: what was told to the linker about the code, tag by tag (SHT_ARM_ATTRIBUTES, SHT_RISCV_ATTRIBUTES). Addenda to the ABI for
// the Arm Architecture, section 3; RISC-V ELF psABI, "Attributes". Machines without attributes print nothing.
import { byteText, ElfError } from "../../elf/read.ts";
import type { Section } from "../../elf/read.ts";
import { aarch64Attributes } from "./aarch64-attributes.ts";
import type { ReadelfView } from "./view.ts";

const ATTRIBUTES = 0x70000003;
const EM_ARM = 40;
const EM_AARCH64 = 183;
const EM_RISCV = 243;

type Tag = readonly [name: string, ...words: string[]];

const PERMITTED = ["Not Permitted", "Permitted"];
const IEEE = ["Unsupported", "IEEE-754", "Sign Only"];

/** Tags of ARM: name, then the words for the values 0, 1, ... */
const ARM_TAGS: Readonly<Record<number, Tag>> = {
  4: ["CPU_raw_name"],
  5: ["CPU_name"],
  // prettier-ignore
  6: ["CPU_arch", "Pre-v4", "ARM v4", "ARM v4T", "ARM v5T", "ARM v5TE", "ARM v5TEJ", "ARM v6", "ARM v6KZ", "ARM v6T2", "ARM v6K", "ARM v7", "ARM v6-M", "ARM v6S-M", "ARM v7E-M", "ARM v8-A", "ARM v8-R", "ARM v8-M Baseline", "ARM v8-M Mainline", "", "", "", "ARM v8.1-M Mainline", "ARM v9-A"],
  7: ["CPU_arch_profile"],
  8: ["ARM_ISA_use", ...PERMITTED],
  9: ["THUMB_ISA_use", "Not Permitted", "Thumb-1", "Thumb-2", "Permitted"],
  10: ["FP_arch", "Not Permitted", "VFPv1", "VFPv2", "VFPv3", "VFPv3-D16", "VFPv4", "VFPv4-D16", "ARMv8-a FP", "ARMv8-a FP-D16"],
  11: ["WMMX_arch", "Not Permitted", "WMMXv1", "WMMXv2"],
  12: ["Advanced_SIMD_arch", "Not Permitted", "NEONv1", "NEONv2+FMA", "ARMv8-a NEON", "ARMv8.1-a NEON"],
  13: [
    "PCS_config",
    "None",
    "Bare Platform",
    "Linux Application",
    "Linux DSO",
    "Palm OS 2004",
    "Reserved (Palm OS)",
    "Symbian OS 2004",
    "Reserved (Symbian OS)",
  ],
  14: ["ABI_PCS_R9_use", "v6", "Static Base", "TLS", "Unused"],
  15: ["ABI_PCS_RW_data", "Absolute", "PC-relative", "SB-relative", "Not Permitted"],
  16: ["ABI_PCS_RO_data", "Absolute", "PC-relative", "Not Permitted"],
  17: ["ABI_PCS_GOT_use", "Not Permitted", "Direct", "GOT-Indirect"],
  18: ["ABI_PCS_wchar_t", "Not Permitted", "Unknown", "2-byte", "Unknown", "4-byte"],
  19: ["ABI_FP_rounding", "IEEE-754", "Runtime"],
  20: ["ABI_FP_denormal", ...IEEE],
  21: ["ABI_FP_exceptions", "Not Permitted", "IEEE-754"],
  22: ["ABI_FP_user_exceptions", "Not Permitted", "IEEE-754"],
  23: ["ABI_FP_number_model", "Not Permitted", "Finite Only", "RTABI", "IEEE-754"],
  24: ["ABI_align_needed", "Not Permitted", "8-byte alignment", "4-byte alignment", "Reserved"],
  25: ["ABI_align_preserved", "Not Required", "8-byte data alignment", "8-byte data and code alignment", "Reserved"],
  26: ["ABI_enum_size", "Not Permitted", "Packed", "Int32", "External Int32"],
  27: ["ABI_HardFP_use", "Tag_FP_arch", "Single-Precision", "Reserved", "Tag_FP_arch (deprecated)"],
  28: ["ABI_VFP_args", "AAPCS", "AAPCS VFP", "Custom", "Not Permitted"],
  29: ["ABI_WMMX_args", "AAPCS", "iWMMX", "Custom"],
  30: ["ABI_optimization_goals", "None", "Speed", "Aggressive Speed", "Size", "Aggressive Size", "Debugging", "Best Debugging"],
  31: ["ABI_FP_optimization_goals", "None", "Speed", "Aggressive Speed", "Size", "Aggressive Size", "Accuracy", "Best Accuracy"],
  34: ["CPU_unaligned_access", "Not Permitted", "v6-style"],
  36: ["FP_HP_extension", "If Available", "Permitted"],
  38: ["ABI_FP_16bit_format", "Not Permitted", "IEEE-754", "VFPv3"],
  42: ["MPextension_use", ...PERMITTED],
  44: ["DIV_use", "If Available", "Not Permitted", "Permitted"],
  46: ["DSP_extension", "Not Permitted", "Permitted"],
  65: ["also_compatible_with"],
  66: ["T2EE_use", ...PERMITTED],
  67: ["conformance"],
  68: ["Virtualization_use", "Not Permitted", "TrustZone", "Virtualization Extensions", "TrustZone + Virtualization Extensions"],
};
const ARM_PROFILES: Readonly<Record<number, string>> = {
  65: "Application",
  77: "Microcontroller",
  82: "Real-time",
  83: "Classic",
  0: "None",
};
const RISCV_TAGS: Readonly<Record<number, string>> = {
  4: "stack_align",
  5: "arch",
  6: "unaligned_access",
  8: "priv_spec",
  10: "priv_spec_minor",
  12: "priv_spec_revision",
};

class Attributes {
  readonly #view: DataView;
  text = "BuildAttributes {\n";
  /** What ended the reading. */
  failure: string | undefined;
  at = 0;

  constructor(
    readonly bytes: Uint8Array,
    readonly littleEndian: boolean,
    readonly machine: number,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  #line(depth: number, text: string): void {
    this.text += `${"  ".repeat(depth)}${text}\n`;
  }

  #uleb(end: number): number {
    let value = 0;
    for (let shift = 0; this.at < end && shift < 49; shift += 7) {
      const byte = this.bytes[this.at++] as number;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    return value;
  }

  #string(end: number): string {
    const from = this.at;
    while (this.at < end && this.bytes[this.at] !== 0) this.at++;
    return byteText(this.bytes.subarray(from, this.at++));
  }

  #attribute(tag: number, end: number): void {
    const isText = this.machine === EM_ARM ? tag === 4 || tag === 5 || tag === 67 || (tag > 32 && tag % 2 === 1) : tag % 2 === 1;
    this.#line(3, "Attribute {");
    this.#line(4, `Tag: ${tag}`);
    const name = this.machine === EM_ARM ? ARM_TAGS[tag]?.[0] : RISCV_TAGS[tag];
    if (isText) {
      if (name !== undefined) this.#line(4, `TagName: ${name}`);
      this.#line(4, `Value: ${this.#string(end)}`);
    } else {
      const value = this.#uleb(end);
      const lines = [`Value: ${value}`, ...(name === undefined ? [] : [`TagName: ${name}`])];
      const isDescribed = this.machine !== EM_RISCV || RISCV_DESCRIBED.includes(tag);
      for (const line of isDescribed ? lines : lines.reverse()) this.#line(4, line);
      const description = this.#description(tag, value);
      if (description !== "") this.#line(4, `Description: ${description}`);
    }
    this.#line(3, "}");
  }

  #description(tag: number, value: number): string {
    if (this.machine === EM_RISCV) return riscvDescription(tag, value);
    if (tag === 7) return ARM_PROFILES[value] ?? "Unknown";
    if ((tag === 24 || tag === 25) && value > 3 && value <= 12) {
      return `8-byte alignment, ${2 ** value}-byte extended alignment`;
    }
    return ARM_TAGS[tag]?.[value + 1] ?? "Unknown";
  }

  #file(end: number): void {
    this.#line(2, "FileAttributes {");
    while (this.at < end && this.failure === undefined) {
      const from = this.at;
      const tag = this.#uleb(end);
      const isKnown = this.machine !== EM_RISCV || tag >= 32 || RISCV_TAGS[tag] !== undefined;
      if (isKnown) this.#attribute(tag, end);
      else this.failure = `invalid tag 0x${tag.toString(16)} at offset 0x${from.toString(16)}`;
    }
    this.#line(2, "}");
  }

  #vendor(number: number): void {
    const length = this.#view.getUint32(this.at, this.littleEndian);
    const end = Math.min(this.bytes.length, this.at + Math.max(4, length));
    this.at += 4;
    this.#line(1, `Section ${number} {`);
    this.#line(2, `SectionLength: ${length}`);
    this.#line(2, `Vendor: ${this.#string(end)}`);
    while (this.at + 5 <= end && this.failure === undefined) {
      const tag = this.bytes[this.at] as number;
      const size = this.#view.getUint32(this.at + 1, this.littleEndian);
      const stop = Math.min(end, this.at + Math.max(5, size));
      this.at += 5;
      this.#line(2, `Tag: ${["", "Tag_File", "Tag_Section", "Tag_Symbol"][tag] ?? ""} (0x${tag.toString(16)})`);
      this.#line(2, `Size: ${size}`);
      if (tag === 1) this.#file(stop);
      this.at = stop;
    }
    this.at = end;
    this.#line(1, "}");
  }

  print(): string {
    this.#line(1, `FormatVersion: 0x${(this.bytes[0] ?? 0).toString(16)}`);
    this.at = 1;
    for (let number = 1; this.at + 4 <= this.bytes.length && this.failure === undefined; number++) this.#vendor(number);
    // What cannot be read to its end is not closed.
    return this.failure === undefined ? `${this.text}}\n` : this.text;
  }
}

/** Stack alignment and unaligned access: told in words behind their names. */
const RISCV_DESCRIBED = [4, 6];

function riscvDescription(tag: number, value: number): string {
  if (tag === 4) return `Stack alignment is ${value}-bytes`;
  return tag === 6 ? (value === 1 ? "Unaligned access" : "No unaligned access") : "";
}

const NONE = "BuildAttributes {\n}\n";

/** The contents, or undefined after a warning. */
function contentsOr(view: ReadelfView, section: Section): Uint8Array | undefined {
  try {
    return view.file.bytesOf(section);
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    view.warn(`unable to read the content of the ${view.file.describe(section)}: ${error.message}`);
    return undefined;
  }
}

export function buildAttributes(view: ReadelfView): string {
  const { file } = view;
  const { machine } = file.header;
  const isAArch64 = machine === EM_AARCH64 && view.desk.llvm === 22;
  if (machine !== EM_ARM && machine !== EM_RISCV && !isAArch64) return "";
  const section: Section | undefined = file.sections.find(({ type }) => type === ATTRIBUTES);
  if (isAArch64) return aarch64Attributes(section === undefined ? undefined : file.view(file.contents(section)));
  if (section === undefined) return NONE;
  const bytes = contentsOr(view, section);
  if (bytes === undefined || bytes.length === 0) {
    if (bytes !== undefined) view.warn(`the ${file.describe(section)} is empty`);
    return NONE;
  }
  const attributes = new Attributes(bytes, file.littleEndian, machine);
  const text = attributes.print();
  if (attributes.failure !== undefined) {
    view.warn(`unable to dump attributes from the SHT_RISCV_ATTRIBUTES section with index ${section.index}: ${attributes.failure}`);
  }
  return text;
}
