// Names readelf prints for ELF's numbers: gABI, the psABIs, and the GNU and LLVM extensions.
import { hex, hexUpper } from "../../elf/read.ts";
import { sectionTypeName } from "../../elf/section-types.ts";

export const FILE_TYPES: Readonly<Record<number, string>> = {
  0: "NONE (None)",
  1: "REL (Relocatable file)",
  2: "EXEC (Executable file)",
  3: "DYN (Shared object file)",
  4: "CORE (Core file)",
};

export const MACHINES: Readonly<Record<number, string>> = {
  0: "None",
  1: "WE32100",
  2: "Sparc",
  3: "Intel 80386",
  4: "MC68000",
  5: "MC88000",
  6: "EM_IAMCU",
  7: "Intel 80860",
  8: "MIPS R3000",
  9: "IBM System/370",
  10: "MIPS R3000 little-endian",
  15: "HPPA",
  17: "Fujitsu VPP500",
  18: "Sparc v8+",
  19: "Intel 80960",
  20: "PowerPC",
  21: "PowerPC64",
  22: "IBM S/390",
  40: "ARM",
  41: "EM_ALPHA",
  42: "Hitachi SH",
  43: "Sparc v9",
  50: "Intel IA-64",
  62: "Advanced Micro Devices X86-64",
  83: "Atmel AVR 8-bit microcontroller",
  93: "ARC International ARCompact processor",
  94: "Tensilica Xtensa Processor",
  105: "Texas Instruments msp430 microcontroller",
  164: "Qualcomm Hexagon",
  183: "AArch64",
  190: "NVIDIA CUDA architecture",
  224: "EM_AMDGPU",
  243: "RISC-V",
  244: "EM_LANAI",
  247: "EM_BPF",
  251: "NEC SX-Aurora Vector Engine",
  252: "C-SKY",
  258: "LoongArch",
};

export const OS_ABIS: Readonly<Record<number, string>> = {
  0: "UNIX - System V",
  1: "UNIX - HP-UX",
  2: "UNIX - NetBSD",
  3: "UNIX - GNU",
  6: "UNIX - Solaris",
  7: "UNIX - AIX",
  8: "UNIX - IRIX",
  9: "UNIX - FreeBSD",
  10: "UNIX - TRU64",
  11: "Novell - Modesto",
  12: "UNIX - OpenBSD",
  13: "VMS - OpenVMS",
  14: "HP - Non-Stop Kernel",
  15: "AROS",
  16: "FenixOS",
  17: "CloudABI",
  64: "AMDGPU - HSA",
  97: "ARM",
  255: "Standalone App",
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
  0x65a3dbe5: "OPENBSD_MUTABLE",
  0x65a3dbe6: "OPENBSD_RANDOMIZE",
  0x65a3dbe7: "OPENBSD_WXNEEDED",
  0x65a41be6: "OPENBSD_BOOTDATA",
};

const MACHINE_SEGMENT_TYPES: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  8: { 0x70000000: "REGINFO", 0x70000001: "RTPROC", 0x70000002: "OPTIONS", 0x70000003: "ABIFLAGS" },
  40: { 0x70000001: "EXIDX" },
  183: { 0x70000002: "AARCH64_MEMTAG_MTE" },
  243: { 0x70000003: "ATTRIBUTES" },
};

export function segmentTypeName(machine: number, type: number): string {
  const known = MACHINE_SEGMENT_TYPES[machine]?.[type] ?? SEGMENT_TYPES[type];
  if (known !== undefined) return known;
  return `<unknown>: 0x${type.toString(16)}`;
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
