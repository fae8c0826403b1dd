// The machines that kbuild links for.
import * as elf from "../../elf/constants.ts";
import { AARCH64_LINK } from "./machines/aarch64.ts";
import { ARM_LINK } from "./machines/arm.ts";
import { RISCV64_LINK } from "./machines/riscv64.ts";
import { X86_64_LINK } from "./machines/x86-64.ts";
import type { LinkMachine } from "./machine.ts";

const MACHINES: readonly LinkMachine[] = [X86_64_LINK, AARCH64_LINK, RISCV64_LINK, ARM_LINK];

/** By e_machine and class. */
export function linkMachine(elfMachine: number, is64: boolean): LinkMachine | undefined {
  return MACHINES.find((machine) => machine.elfMachine === elfMachine && machine.is64 === is64);
}

/** EM_* of machines that LLD links for and kbuild does not. */
const OTHER_MACHINES: Readonly<Record<number, string>> = {
  2: "SPARC",
  3: "i386",
  6: "IAMCU",
  8: "MIPS",
  20: "PowerPC",
  21: "PowerPC64",
  22: "S390",
  40: "ARM",
  43: "SPARC64",
  62: "x86-64",
  83: "AVR",
  105: "MSP430",
  164: "Hexagon",
  183: "AArch64",
  224: "AMDGPU",
  243: "RISC-V",
  258: "LoongArch",
};

/** What the header of a file says that nothing is linked for here, as a text; undefined where something is. */
export function unlinkedMachine(header: Uint8Array): string | undefined {
  const isSound = header.length >= 20 && [header[4], header[5]].every((byte) => byte === 1 || byte === 2);
  if (!isSound) return undefined;
  const isLittle = header[5] !== elf.ELFDATA2MSB;
  const is64 = header[4] === elf.ELFCLASS64;
  const machine = new DataView(header.buffer, header.byteOffset).getUint16(18, isLittle);
  // An object that says x86-64 and 32 bits is broken, or for x32.
  if (isLittle && linkMachine(machine, is64) !== undefined) return undefined;
  return `${is64 ? 64 : 32}-bit ${isLittle ? "" : "big-endian "}${OTHER_MACHINES[machine] ?? `machine ${machine}`}`;
}

/** Emulations that LLD knows besides: machines, byte orders and systems that nothing is linked for here. */
const OTHERS: Readonly<Record<15 | 22, string>> = {
  15: "elf_i386 elf_iamcu elf32_x86_64 elf64ppc elf64lppc elf32lriscv elf_x86_64_fbsd elf_amd64 elf_i386_fbsd aarch64elfb aarch64linuxb elf32ppc elf32lppc elf32ltsmip elf64ltsmip elf64_sparc elf32btsmip elf64btsmip elf32btsmipn32 elf32ltsmipn32 elf32ppclinux elf32lppclinux msp430elf",
  22: "elf64loongarch elf32loongarch hexagonelf elf64_s390 elf64_amdgpu armelfb armelfb_linux_eabi",
};

export function isOtherEmulation(name: string, lld: 15 | 22): boolean {
  return `${OTHERS[15]} ${lld === 22 ? OTHERS[22] : ""}`.split(" ").includes(name);
}

/** By the name that `-m` or OUTPUT_FORMAT gives it. */
export function emulatedMachine(name: string): LinkMachine | undefined {
  return MACHINES.find(({ emulations, formats }) => emulations.includes(name) || formats.includes(name));
}
