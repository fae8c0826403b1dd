// What `asm!` may name on a machine, as a value: classes, names, ABIs. The tables are in `asm-registers.ts` (x86-64) and
// `asm-registers-fixed.ts` (the others); `asmFacts` finds a target's.
import type { Architecture } from "../../target/target.ts";
import { X86_64_REGISTERS } from "./asm-registers.ts";
import { AARCH64_REGISTERS, ARM_REGISTERS, RISCV_REGISTERS } from "./asm-registers-fixed.ts";

export interface RegisterClassInfo {
  readonly name: string;
  /** As messages list them. */
  readonly types: readonly string[];
  /** Sizes of integers and pointers, in bytes, that fit. */
  readonly sizes: readonly number[];
  /** Template modifiers, as messages list them. */
  readonly modifiers: readonly string[];
  /** May only be clobbered: `out(..) _`. */
  readonly clobberOnly: boolean;
  /** The target feature it needs. */
  readonly feature?: string;
}

/** A register operands may name: its class, the name messages use, and which hardware register it is part of. */
export interface NamedRegister {
  readonly class: string;
  readonly name: string;
  readonly unit: string;
}

export interface AsmRegisterFacts {
  /** In the order in which messages list them. */
  readonly classes: readonly RegisterClassInfo[];
  /** The register of a name, in any of its widths. */
  named(name: string): NamedRegister | undefined;
  /** Why a register is none that operands may name, in rustc's words. */
  refused(name: string): string | undefined;
  /** ABIs `clobber_abi` knows, as messages list them, each with what it is the same as. */
  readonly abis: Readonly<Record<string, string>>;
}

const FACTS: Readonly<Record<Architecture, AsmRegisterFacts>> = {
  x86_64: X86_64_REGISTERS,
  x86: X86_64_REGISTERS,
  arm: ARM_REGISTERS,
  aarch64: AARCH64_REGISTERS,
  riscv32: RISCV_REGISTERS,
  riscv64: RISCV_REGISTERS,
};

export function asmFacts(arch: Architecture): AsmRegisterFacts {
  return FACTS[arch];
}
