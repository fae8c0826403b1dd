// What debug information has to know of a machine: the size of its addresses, the numbers DWARF gives its registers, and
// how calls move the stack pointer. Facts: System V psABI AMD64, 3.6.2; DWARF for the Arm Architecture, 4.1; DWARF for the
// Arm 64-bit Architecture, 4.1; RISC-V ELF psABI, "DWARF register numbers".
import * as elf from "../../elf/constants.ts";

export interface DebugMachine {
  readonly addressSize: 4 | 8;
  readonly stackPointer: number;
  readonly returnAddress: number;
  /** Bytes from the stack pointer to the caller's frame where a function begins: what the call itself pushes. */
  readonly entryDistance: number;
  /** Unit in which places of saved registers are counted. */
  readonly dataAlignment: -4 | -8;
  /** Relocation that stores an address. */
  readonly address: number;
  /** Relocation that stores an offset in another section. */
  readonly offset: number;
}

export const X86_64_DEBUG: DebugMachine = {
  addressSize: 8,
  stackPointer: 7,
  returnAddress: 16,
  entryDistance: 8,
  dataAlignment: -8,
  address: elf.R_X86_64_64,
  offset: elf.R_X86_64_32,
};

export const AARCH64_DEBUG: DebugMachine = {
  addressSize: 8,
  stackPointer: 31,
  returnAddress: 30,
  entryDistance: 0,
  dataAlignment: -8,
  address: elf.R_AARCH64_ABS64,
  offset: elf.R_AARCH64_ABS32,
};

export const RISCV64_DEBUG: DebugMachine = {
  addressSize: 8,
  stackPointer: 2,
  returnAddress: 1,
  entryDistance: 0,
  dataAlignment: -8,
  address: elf.R_RISCV_64,
  offset: elf.R_RISCV_32,
};

export const ARM_DEBUG: DebugMachine = {
  addressSize: 4,
  stackPointer: 13,
  returnAddress: 14,
  entryDistance: 0,
  dataAlignment: -4,
  address: elf.R_ARM_ABS32,
  offset: elf.R_ARM_ABS32,
};
