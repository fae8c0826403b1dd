// Names readelf prints for ELF's numbers: gABI, the psABIs, and the GNU and LLVM extensions.

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

const SECTION_TYPES: Readonly<Record<number, string>> = {
  0: "NULL",
  1: "PROGBITS",
  2: "SYMTAB",
  3: "STRTAB",
  4: "RELA",
  5: "HASH",
  6: "DYNAMIC",
  7: "NOTE",
  8: "NOBITS",
  9: "REL",
  10: "SHLIB",
  11: "DYNSYM",
  14: "INIT_ARRAY",
  15: "FINI_ARRAY",
  16: "PREINIT_ARRAY",
  17: "GROUP",
  18: "SYMTAB SECTION INDICES",
  19: "RELR",
  0x60000001: "ANDROID_REL",
  0x60000002: "ANDROID_RELA",
  0x6fff4c00: "LLVM_ODRTAB",
  0x6fff4c01: "LLVM_LINKER_OPTIONS",
  0x6fff4c03: "LLVM_ADDRSIG",
  0x6fff4c04: "LLVM_DEPENDENT_LIBRARIES",
  0x6fff4c05: "LLVM_SYMPART",
  0x6fff4c06: "LLVM_PART_EHDR",
  0x6fff4c07: "LLVM_PART_PHDR",
  0x6fff4c08: "LLVM_BB_ADDR_MAP_V0",
  0x6fff4c09: "LLVM_CALL_GRAPH_PROFILE",
  0x6fff4c0a: "LLVM_BB_ADDR_MAP",
  0x6fff4c0b: "LLVM_OFFLOADING",
  0x6fffff00: "ANDROID_RELR",
  0x6ffffff5: "ATTRIBUTES",
  0x6ffffff6: "GNU_HASH",
  0x6ffffffd: "VERDEF",
  0x6ffffffe: "VERNEED",
  0x6fffffff: "VERSYM",
};

const MACHINE_SECTION_TYPES: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  8: { 0x70000006: "MIPS_REGINFO", 0x7000000d: "MIPS_OPTIONS", 0x7000001e: "MIPS_DWARF", 0x7000002a: "MIPS_ABIFLAGS" },
  40: {
    0x70000001: "ARM_EXIDX",
    0x70000002: "ARM_PREEMPTMAP",
    0x70000003: "ARM_ATTRIBUTES",
    0x70000004: "ARM_DEBUGOVERLAY",
    0x70000005: "ARM_OVERLAYSECTION",
  },
  62: { 0x70000001: "X86_64_UNWIND" },
  164: { 0x70000000: "HEX_ORDERED" },
  243: { 0x70000003: "RISCV_ATTRIBUTES" },
  105: { 0x70000003: "MSP430_ATTRIBUTES" },
};

function outOfRange(type: number): string {
  if (type >= 0x60000000 && type <= 0x6fffffff) return `LOOS+0x${(type - 0x60000000).toString(16)}`;
  if (type >= 0x70000000 && type <= 0x7fffffff) return `LOPROC+0x${(type - 0x70000000).toString(16)}`;
  if (type >= 0x80000000) return `LOUSER+0x${(type - 0x80000000).toString(16)}`;
  return `<unknown>: 0x${type.toString(16)}`;
}

export function sectionTypeName(machine: number, type: number): string {
  return MACHINE_SECTION_TYPES[machine]?.[type] ?? SECTION_TYPES[type] ?? outOfRange(type);
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
