// readelf -h: the file header.
import { SHN_XINDEX } from "../../elf/constants.ts";
import { ElfError, hexUpper } from "../../elf/read.ts";
import type { ElfHeader } from "../../elf/read.ts";
import { hexPadded } from "../format.ts";
import { headerFlagNames } from "./header-flags.ts";
import { machineText, osAbiText } from "./machine-names.ts";
import { FILE_TYPES } from "./names.ts";
import type { ReadelfView } from "./view.ts";

const field = (name: string, value: string): string => `  ${`${name}:`.padEnd(35)}${value}\n`;

function typeText(type: number): string {
  const known = FILE_TYPES[type];
  if (known !== undefined) return known;
  if (type >= 0xfe00 && type <= 0xfeff) return `OS Specific: (${type.toString(16)})`;
  return type >= 0xff00 ? `Processor Specific: (${type.toString(16)})` : `<unknown>: ${type.toString(16)}`;
}

/** Counts too great for the header stand in section 0. */
function extended(view: ReadelfView, header: ElfHeader): { count: string; names: string } {
  let first: { size: bigint; link: number } | undefined;
  try {
    first = view.file.sections[0];
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    return {
      count: header.shnum === 0 && header.shoff !== 0n ? "<?>" : String(header.shnum),
      names: header.shstrndx === SHN_XINDEX ? "<?>" : String(header.shstrndx),
    };
  }
  const count = header.shnum === 0 && first !== undefined ? `0 (${first.size})` : String(header.shnum);
  const names = header.shstrndx === SHN_XINDEX && first !== undefined ? `${SHN_XINDEX} (${first.link})` : String(header.shstrndx);
  return { count, names };
}

export function fileHeader(view: ReadelfView): string {
  const { header, is64, littleEndian } = view.file;
  const { count, names } = extended(view, header);
  const number = view.desk.llvm === 15 ? hexUpper : (value: number | bigint): string => `0x${value.toString(16)}`;
  const flags = headerFlagNames(header, view.desk.llvm);
  return [
    "ELF Header:\n",
    `  Magic:   ${[...header.ident].map((byte) => hexPadded(byte, 2)).join(" ")}\n`,
    field("Class", is64 ? "ELF64" : "ELF32"),
    field("Data", `2's complement, ${littleEndian ? "little" : "big"} endian`),
    field("Version", `${(header.ident[6] ?? 0).toString(16).toUpperCase()}${header.version === 1 ? " (current)" : ""}`),
    field("OS/ABI", osAbiText(header.machine, header.osAbi, view.desk.llvm)),
    field("ABI Version", String(header.abiVersion)),
    field("Type", typeText(header.type)),
    field("Machine", machineText(header.machine, view.desk.llvm)),
    field("Version", `0x${view.desk.llvm === 15 ? header.version.toString(16).toUpperCase() : header.version.toString(16)}`),
    field("Entry point address", number(header.entry)),
    field("Start of program headers", `${header.phoff} (bytes into file)`),
    field("Start of section headers", `${header.shoff} (bytes into file)`),
    field("Flags", `${number(header.flags)}${flags === "" ? "" : `, ${flags}`}`),
    field("Size of this header", `${header.ehsize} (bytes)`),
    field("Size of program headers", `${header.phentsize} (bytes)`),
    field("Number of program headers", String(header.phnum)),
    field("Size of section headers", `${header.shentsize} (bytes)`),
    field("Number of section headers", count),
    field("Section header string table index", names),
  ].join("");
}
