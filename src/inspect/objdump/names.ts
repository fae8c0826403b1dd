// What objdump calls a file's format and architecture: LLVM's words per e_machine, class and byte order.
import { EM_AMDGPU } from "../../elf/constants.ts";
import type { ElfFile } from "../../elf/read.ts";

interface MachineName {
  /** Behind `elf32-` and `elf64-`; little-endian, then big-endian when it differs. */
  readonly wide?: readonly [string, string?];
  readonly narrow?: readonly [string, string?];
  /** Architecture word: little-endian, big-endian, then the same in 32 bits when it differs. */
  readonly architecture: readonly [string, string?, string?, string?];
}

const same = (name: string, architecture = name): MachineName => ({ narrow: [name], architecture: [architecture] });

const MACHINES: Readonly<Record<number, MachineName>> = {
  2: { narrow: ["sparc"], architecture: ["sparcel", "sparc"] },
  18: { narrow: ["sparc"], architecture: ["sparcel", "sparc"] },
  3: { narrow: ["i386"], wide: ["i386"], architecture: ["i386"] },
  4: same("m68k"),
  6: { narrow: ["iamcu"], architecture: ["i386"] },
  8: { narrow: ["mips"], wide: ["mips"], architecture: ["mips64el", "mips64", "mipsel", "mips"] },
  20: { narrow: ["powerpcle", "powerpc"], architecture: ["powerpcle", "powerpc"] },
  21: { wide: ["powerpcle", "powerpc"], architecture: ["powerpc64le", "powerpc64"] },
  22: { wide: ["s390"], architecture: ["s390x"] },
  40: { narrow: ["littlearm", "bigarm"], architecture: ["arm"] },
  43: { wide: ["sparc"], architecture: ["sparcv9"] },
  62: { narrow: ["x86-64"], wide: ["x86-64"], architecture: ["x86_64"] },
  83: same("avr"),
  105: same("msp430"),
  164: same("hexagon"),
  183: { wide: ["littleaarch64", "bigaarch64"], architecture: ["aarch64", "aarch64_be"] },
  224: { narrow: ["amdgpu"], wide: ["amdgpu"], architecture: ["unknown"] },
  243: { narrow: ["littleriscv"], wide: ["littleriscv"], architecture: ["riscv64", "riscv64", "riscv32", "riscv32"] },
  244: same("lanai"),
  247: { wide: ["bpf"], architecture: ["bpfel", "bpfeb"] },
  251: { wide: ["ve"], architecture: ["ve"] },
  252: same("csky"),
  258: { narrow: ["loongarch"], wide: ["loongarch"], architecture: ["loongarch64", "loongarch64", "loongarch32", "loongarch32"] },
};

/** LLVM 22 tells RISC-V's byte orders apart, and knows Xtensa. */
const LATER_MACHINES: Readonly<Record<number, MachineName>> = {
  94: { narrow: ["xtensa"], wide: ["unknown"], architecture: ["xtensa"] },
  190: { architecture: ["nvptx64", "nvptx64", "nvptx", "nvptx"] },
  243: {
    narrow: ["littleriscv", "bigriscv"],
    wide: ["littleriscv", "bigriscv"],
    architecture: ["riscv64", "riscv64be", "riscv32", "riscv32be"],
  },
};

/** `elf64-x86-64` */
export function formatName(file: ElfFile, llvm: 15 | 22): string {
  const machine = (llvm === 22 ? LATER_MACHINES[file.header.machine] : undefined) ?? MACHINES[file.header.machine];
  const names = file.is64 ? machine?.wide : machine?.narrow;
  const name = file.littleEndian ? names?.[0] : (names?.[1] ?? names?.[0]);
  return `${file.is64 ? "elf64" : "elf32"}-${name ?? "unknown"}`;
}

/** By the processor in the low byte of e_flags. */
function gpuArchitecture({ littleEndian, header }: ElfFile, llvm: 15 | 22): string {
  const processor = header.flags & 0xff;
  if (!littleEndian) return "unknown";
  if (processor >= 1 && processor <= 0x10) return "r600";
  return processor >= 0x20 && processor <= (llvm === 22 ? 0x5f : 0x47) ? "amdgcn" : "unknown";
}

/** `x86_64` */
export function architectureName(file: ElfFile, llvm: 15 | 22): string {
  const machine = (llvm === 22 ? LATER_MACHINES[file.header.machine] : undefined) ?? MACHINES[file.header.machine];
  if (file.header.machine === EM_AMDGPU) return gpuArchitecture(file, llvm);
  const words = machine?.architecture;
  if (words === undefined) return "unknown";
  const wide = file.littleEndian ? words[0] : (words[1] ?? words[0]);
  const narrow = file.littleEndian ? words[2] : (words[3] ?? words[2]);
  return file.is64 ? wide : (narrow ?? wide);
}
