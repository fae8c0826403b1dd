// Names readelf prints for ELF's numbers: gABI, the psABIs, and the GNU and LLVM extensions.
import { hex, hexUpper } from "../../elf/read.ts";
import { sectionTypeName } from "../../elf/section-types.ts";

export const FILE_TYPES: Readonly<Record<number, string>> = {
  0: "NONE (none)",
  1: "REL (Relocatable file)",
  2: "EXEC (Executable file)",
  3: "DYN (Shared object file)",
  4: "CORE (Core file)",
};

/** Types without a name: the range they are of. LLVM 15 has digits in upper case. */
function numberedType(type: number, llvm: 15 | 22): string {
  const digits = (value: number): string => (llvm === 15 ? hexUpper(value) : hex(value));
  if (type >= 0x60000000 && type <= 0x6fffffff) return `LOOS+${digits(type - 0x60000000)}`;
  if (type >= 0x70000000 && type <= 0x7fffffff) return `LOPROC+${digits(type - 0x70000000)}`;
  if (type >= 0x80000000) return `LOUSER+${digits(type - 0x80000000)}`;
  return `${digits(type)}: <unknown>`;
}

/** A section's type in the GNU look. */
export function sectionTypeText(machine: number, type: number, llvm: 15 | 22): string {
  const name = sectionTypeName(machine, type, llvm);
  if (name === undefined) return numberedType(type, llvm);
  if (name === "SHT_SYMTAB_SHNDX") return "SYMTAB SECTION INDICES";
  return name.startsWith("SHT_GNU_H") || !name.startsWith("SHT_GNU_") ? name.slice(4) : name.slice(8).toUpperCase();
}

const SEGMENT_TYPES: Readonly<Record<number, string>> = {
  0: "NULL",
  1: "LOAD",
  2: "DYNAMIC",
  3: "INTERP",
  4: "NOTE",
  5: "SHLIB",
  6: "PHDR",
  7: "TLS",
  0x6474e550: "GNU_EH_FRAME",
  0x6474e551: "GNU_STACK",
  0x6474e552: "GNU_RELRO",
  0x6474e553: "GNU_PROPERTY",
  0x65a3dbe6: "OPENBSD_RANDOMIZE",
  0x65a3dbe7: "OPENBSD_WXNEEDED",
  0x65a41be6: "OPENBSD_BOOTDATA",
};

const LATER_SEGMENT_TYPES: Readonly<Record<number, string>> = {
  0x6474e554: "GNU_SFRAME",
  0x65a3dbe5: "OPENBSD_MUTABLE",
  0x65a3dbe8: "OPENBSD_NOBTCFI",
  0x65a3dbe9: "OPENBSD_SYSCALLS",
};

const MIPS_SEGMENT_TYPES = { 0x70000000: "REGINFO", 0x70000001: "RTPROC", 0x70000002: "OPTIONS", 0x70000003: "ABIFLAGS" };
const MACHINE_SEGMENT_TYPES: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  8: MIPS_SEGMENT_TYPES,
  10: MIPS_SEGMENT_TYPES,
  40: { 0x70000001: "EXIDX" },
  243: { 0x70000003: "ATTRIBUTES" },
};

export function segmentTypeName(machine: number, type: number, llvm: 15 | 22): string {
  const later = llvm === 22 ? LATER_SEGMENT_TYPES[type] : undefined;
  return MACHINE_SEGMENT_TYPES[machine]?.[type] ?? SEGMENT_TYPES[type] ?? later ?? `<unknown>: 0x${type.toString(16)}`;
}

export const BINDINGS: Readonly<Record<number, string>> = { 0: "LOCAL", 1: "GLOBAL", 2: "WEAK", 10: "UNIQUE" };
export const SYMBOL_TYPES: Readonly<Record<number, string>> = {
  0: "NOTYPE",
  1: "OBJECT",
  2: "FUNC",
  3: "SECTION",
  4: "FILE",
  5: "COMMON",
  6: "TLS",
  10: "IFUNC",
};
export const VISIBILITIES = ["DEFAULT", "INTERNAL", "HIDDEN", "PROTECTED"];
