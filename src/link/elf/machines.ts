// The machines that kbuild links for.
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

/** By the name that `-m` or OUTPUT_FORMAT gives it. */
/** Emulations that LLD knows besides: machines, byte orders and systems that nothing is linked for here. */
const OTHERS: Readonly<Record<15 | 22, string>> = {
  15: "elf_i386 elf_iamcu elf32_x86_64 elf64ppc elf64lppc elf32lriscv elf_x86_64_fbsd elf_amd64 elf_i386_fbsd aarch64elfb aarch64linuxb elf32ppc elf32lppc elf32ltsmip elf64ltsmip elf64_sparc elf32btsmip elf64btsmip elf32btsmipn32 elf32ltsmipn32 elf32ppclinux elf32lppclinux msp430elf",
  22: "elf64loongarch elf32loongarch hexagonelf elf64_s390 elf64_amdgpu armelfb armelfb_linux_eabi",
};

export function isOtherEmulation(name: string, lld: 15 | 22): boolean {
  return `${OTHERS[15]} ${lld === 22 ? OTHERS[22] : ""}`.split(" ").includes(name);
}

export function emulatedMachine(name: string): LinkMachine | undefined {
  return MACHINES.find(({ emulations, formats }) => emulations.includes(name) || formats.includes(name));
}
