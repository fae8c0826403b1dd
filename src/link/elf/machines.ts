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
export function emulatedMachine(name: string): LinkMachine | undefined {
  return MACHINES.find(({ emulations, formats }) => emulations.includes(name) || formats.includes(name));
}
