// x86-64: its relocations fill whole bytes, and so need no more than `relocation.ts` says of them.
import * as elf from "../../../elf/constants.ts";
import type { LinkMachine } from "../machine.ts";
import { X86_64_RELOCATIONS } from "../relocation.ts";

export const X86_64_LINK: LinkMachine = {
  elfMachine: elf.EM_X86_64,
  is64: true,
  emulations: ["elf_x86_64"],
  formats: ["elf64-x86-64"],
  pageSize: 0x1000,
  base: 0x200000n,
  trap: 0xcc,
  relocations: X86_64_RELOCATIONS,
  word: elf.R_X86_64_64,
  slotName: elf.R_X86_64_GLOB_DAT,
  relative: elf.R_X86_64_RELATIVE,
  libraries: {
    copy: elf.R_X86_64_COPY,
    jumpSlot: elf.R_X86_64_JUMP_SLOT,
    call: elf.R_X86_64_PLT32,
    kept: new Set([elf.R_X86_64_64, elf.R_X86_64_PC64, elf.R_X86_64_SIZE32, elf.R_X86_64_SIZE64]),
  },
  imageFlags: () => 0,
};
