// Names of e_flags, per machine. Psabis of MIPS, ARM, RISC-V, AVR, SPARC.
import { EM_AMDGPU } from "../../elf/constants.ts";
import type { ElfHeader } from "../../elf/read.ts";
import { gpuFlagNames } from "./gpu-flags.ts";

interface FlagName {
  readonly name: string;
  readonly value: number;
  /** Bits the value is compared in; the value itself when left out. */
  readonly mask?: number;
}

const MIPS: readonly FlagName[] = [
  { name: "noreorder", value: 1 },
  { name: "pic", value: 2 },
  { name: "cpic", value: 4 },
  { name: "abi2", value: 0x20 },
  { name: "32bitmode", value: 0x100 },
  { name: "fp64", value: 0x200 },
  { name: "nan2008", value: 0x400 },
  { name: "o32", value: 0x1000, mask: 0xf000 },
  { name: "o64", value: 0x2000, mask: 0xf000 },
  { name: "eabi32", value: 0x3000, mask: 0xf000 },
  { name: "eabi64", value: 0x4000, mask: 0xf000 },
  { name: "micromips", value: 0x02000000 },
  { name: "mips16", value: 0x04000000 },
  { name: "mdmx", value: 0x08000000 },
  ...["mips1", "mips2", "mips3", "mips4", "mips5", "mips32", "mips64", "mips32r2", "mips64r2", "mips32r6", "mips64r6"].map((name, i) => ({
    name,
    value: (i << 28) >>> 0,
    mask: 0xf0000000,
  })),
];

const RISCV: readonly FlagName[] = [
  { name: "RVC", value: 1 },
  ...["soft-float ABI", "single-float ABI", "double-float ABI", "quad-float ABI"].map((name, i) => ({ name, value: i << 1 })),
  { name: "RVE", value: 8 },
  { name: "TSO", value: 0x10 },
];

const AVR: readonly FlagName[] = [
  ...["avr1", "avr2"].map((name, i) => ({ name: `EF_AVR_ARCH_${name.toUpperCase()}`, value: i + 1, mask: 0x7f })),
  ...[25, 3, 31, 35, 4, 5, 51, 6].map((value) => ({ name: `EF_AVR_ARCH_AVR${value}`, value, mask: 0x7f })),
  { name: "EF_AVR_ARCH_AVRTINY", value: 100, mask: 0x7f },
  ...[1, 2, 3, 4, 5, 6, 7].map((number) => ({ name: `EF_AVR_ARCH_XMEGA${number}`, value: 100 + number, mask: 0x7f })),
  { name: "relaxable", value: 0x80 },
];

const FLOATS = ["SOFT-FLOAT", "SINGLE-FLOAT", "DOUBLE-FLOAT"];

/** LLVM 15 knows an early draft of the ABI, where the low bits tell the width of pointers too. */
const LOONGARCH_15: readonly FlagName[] = ["LP64", "ILP32"].flatMap((width, wide) =>
  FLOATS.map((float, i) => ({ name: `${width}, ${float}`, value: 4 * wide + i + 1, mask: 7 })),
);
const LOONGARCH_22: readonly FlagName[] = [
  ...FLOATS.map((name, i) => ({ name, value: i + 1, mask: 7 })),
  { name: "OBJ-v1", value: 0x40, mask: 0xc0 },
];

const XTENSA: readonly FlagName[] = [
  { name: "EF_XTENSA_XT_INSN", value: 0x100 },
  { name: "EF_XTENSA_XT_LIT", value: 0x200 },
];

/** LLVM 15 names none of these. */
const SPARC: readonly FlagName[] = [
  { name: "V8+ ABI", value: 0x100 },
  { name: "Sun UltraSPARC I extensions", value: 0x200 },
  { name: "HAL/Fujitsu R1 extensions", value: 0x400 },
  { name: "Sun UltraSPARC III extensions", value: 0x800 },
  { name: "Partial Store Ordering", value: 1, mask: 3 },
  { name: "Relaxed Memory Ordering", value: 2, mask: 3 },
];

const TABLES: Readonly<Record<number, readonly FlagName[]>> = { 8: MIPS, 243: RISCV, 83: AVR };
const TABLES_15: Readonly<Record<number, readonly FlagName[]>> = { ...TABLES, 258: LOONGARCH_15 };
const TABLES_22: Readonly<Record<number, readonly FlagName[]>> = { ...TABLES, 18: SPARC, 43: SPARC, 94: XTENSA, 258: LOONGARCH_22 };

/** `a, b, c`, or empty where LLVM names none. */
export function headerFlagNames(header: ElfHeader, llvm: 15 | 22): string {
  if (header.machine === EM_AMDGPU && llvm === 22) return gpuFlagNames(header);
  const table = (llvm === 22 ? TABLES_22 : TABLES_15)[header.machine] ?? [];
  return (
    table
      // A name for 0 is never told.
      .filter(({ value, mask }) => value !== 0 && (header.flags & (mask ?? value)) >>> 0 === value)
      .map(({ name }) => name)
      .join(", ")
  );
}
