// readelf -A for MIPS: the ABI flags, the registers that are used, and the global offset table. psABI supplement for MIPS, chapters 4
// and 5, with the GNU and MIPS extensions (`.MIPS.abiflags`, `.MIPS.options`).
import { SHT_NOBITS } from "../../elf/constants.ts";
import { ElfError, hexUpper } from "../../elf/read.ts";
import type { Fields, Section } from "../../elf/read.ts";
import { hexPadded } from "../format.ts";
import { mipsGot } from "./mips-got.ts";
import type { ReadelfView } from "./view.ts";

const FLAGS_SIZE = 24;
const HEADER_SIZE = 8;
const REGINFO = 1;

const FP_ABIS = [
  "Hard or soft float",
  "Hard float (double precision)",
  "Hard float (single precision)",
  "Soft float",
  "Hard float (MIPS32r2 64-bit FPU 12 callee-saved)",
  "Hard float (32-bit CPU, Any FPU)",
  "Hard float (32-bit CPU, 64-bit FPU)",
  "Hard float compat (32-bit CPU, 64-bit FPU)",
];

const EXTENSIONS = [
  ...["None", "RMI Xlr", "Cavium Networks Octeon2", "Cavium Networks OcteonP", "Loongson 3A", "Cavium Networks Octeon", "MIPS R5900"],
  ...["MIPS R4650", "LSI R4010", "NEC VR4100", "Toshiba R3900", "MIPS R10000", "Broadcom SB-1", "NEC VR4111/VR4181", "NEC VR4120"],
  ...["NEC VR5400", "NEC VR5500", "Loongson 2E", "Loongson 2F", "Cavium Networks Octeon3"],
];

/** By bit; an empty one has no name. */
const ASES = [
  ...["DSP", "DSPR2", "Enhanced VA Scheme", "MCU", "MDMX", "MIPS-3D", "MT", "SmartMIPS", "VZ", "MSA", "MIPS16", "microMIPS", "XPA"],
  ...["", "", "CRC", "", "GINV"],
];

const OPTIONS = [
  ...["ODK_NULL", "ODK_REGINFO", "ODK_EXCEPTIONS", "ODK_PAD", "ODK_HWPATCH", "ODK_FILL", "ODK_TAGS", "ODK_HWAND", "ODK_HWOR"],
  ...["ODK_GP_GROUP", "ODK_IDENT", "ODK_PAGESIZE"],
];

const REGISTER_SIZES = ["0", "32", "64", "128"];

const named = (names: readonly string[], value: number): string => names[value] ?? value.toString(16).toUpperCase();

function sectionNamed(view: ReadelfView, name: string): Section | undefined {
  return view.file.sections.find((section) => view.sectionName(section) === name);
}

/** A section's bytes, also where the type says that it has none. */
const bytesOf = ({ file }: ReadelfView, section: Section): Uint8Array =>
  section.type === SHT_NOBITS ? file.access.read(Number(section.offset), Number(section.size)) : file.contents(section);

function abiFlags(view: ReadelfView): string {
  const section = sectionNamed(view, ".MIPS.abiflags");
  if (section === undefined) return "";
  const f = view.file.view(bytesOf(view, section));
  if (f.length !== FLAGS_SIZE) throw new ElfError(`unable to read the .MIPS.abiflags section: it has a wrong size (${f.length})`);
  const size = (at: number): string => REGISTER_SIZES[f.u8(at)] ?? "-1";
  const ases = f.u32(12);
  const names = ASES.filter((name, bit) => name !== "" && ((ases >>> bit) & 1) !== 0);
  return [
    `MIPS ABI Flags Version: ${f.u16(0)}\n`,
    `ISA: MIPS${f.u8(2)}${f.u8(3) > 1 ? `r${f.u8(3)}` : ""}`,
    `GPR size: ${size(4)}`,
    `CPR1 size: ${size(5)}`,
    `CPR2 size: ${size(6)}`,
    `FP ABI: ${named(FP_ABIS, f.u8(7))}`,
    `ISA Extension: ${named(EXTENSIONS, f.u32(8))}`,
    `ASEs: ${ases === 0 ? "None" : names.join(", ")}`,
    `FLAGS 1: ${hexPadded(f.u32(16), 8)}`,
    `FLAGS 2: ${hexPadded(f.u32(20), 8)}\n\n`,
  ].join("\n");
}

/** Masks of registers, and the value of the global pointer. */
function registers(view: ReadelfView, f: Fields, at: number, indent: string): string {
  const { is64 } = view.file;
  const masks = at + (is64 ? 8 : 4);
  const lines = [`GP: ${hexUpper(f.word(masks + 16))}`, `General Mask: ${hexUpper(f.u32(at))}`];
  for (let i = 0; i < 4; i++) lines.push(`Co-Proc Mask${i}: ${hexUpper(f.u32(masks + 4 * i))}`);
  return lines.map((line) => `${indent}${line}\n`).join("");
}

const registersSize = (is64: boolean): number => (is64 ? 32 : 24);

function options(view: ReadelfView): string {
  const section = sectionNamed(view, ".MIPS.options");
  if (section === undefined) return "There is no .MIPS.options section in the file.\n";
  const f = view.file.view(bytesOf(view, section));
  let text = "MIPS Options {\n";
  for (let at = 0; at < f.length;) {
    const left = f.length - at;
    const size = left < HEADER_SIZE ? 0 : f.u8(at + 1);
    if (left < HEADER_SIZE + registersSize(view.file.is64)) {
      view.warn(`the .MIPS.options section has an invalid size (0x${left.toString(16)})`);
      break;
    }
    if (size < HEADER_SIZE || size > left) {
      view.warn(
        size < HEADER_SIZE
          ? `a descriptor of size 0x${size.toString(16)} at offset 0x${at.toString(16)} of the .MIPS.options section is too small to be valid`
          : `a descriptor of size 0x${size.toString(16)} at offset 0x${at.toString(16)} goes past the end of the .MIPS.options section of size 0x${f.length.toString(16)}`,
      );
      break;
    }
    const kind = f.u8(at);
    const name = OPTIONS[kind] ?? "Unknown";
    text +=
      kind === REGINFO
        ? `  ${name} {\n${registers(view, f, at + HEADER_SIZE, "    ")}  }\n`
        : `  Unsupported MIPS options tag: ${name} (${kind})\n`;
    at += size;
  }
  return `${text}}\n`;
}

function registerInformation(view: ReadelfView): string {
  const section = sectionNamed(view, ".reginfo");
  if (section === undefined) return "There is no .reginfo section in the file.\n";
  const f = view.file.view(bytesOf(view, section));
  if (f.length < registersSize(view.file.is64)) {
    view.warn(`the .reginfo section has an invalid size (0x${f.length.toString(16)})`);
    return "";
  }
  return `MIPS RegInfo {\n${registers(view, f, 0, "  ")}}\n`;
}

export function mipsInformation(view: ReadelfView): string {
  return [abiFlags, options, registerInformation, mipsGot].map((part) => view.attempt(() => part(view), "")).join("");
}
