// The machines besides x86-64 that code is made for: what their objects look like, and how the portable compiler and
// assembly templates see them. x86-64 has a backend of its own (`x86_64/`).
import * as elf from "../elf/constants.ts";
import type { ElfObject } from "../elf/object.ts";
import type { FixedIsa } from "../isa/fixed/form.ts";
import { AARCH64 } from "../isa/aarch64/table.ts";
import { RISCV64 } from "../isa/riscv64/table.ts";
import { THUMB } from "../isa/thumb/table.ts";
import type { Architecture } from "../target/target.ts";
import type { Session } from "../target/session.ts";
import { AARCH64_MACHINE } from "./aarch64/emitter.ts";
import { finishAarch64Object } from "./aarch64/object.ts";
import { AARCH64_DEBUG, ARM_DEBUG, RISCV64_DEBUG } from "./dwarf/machine.ts";
import type { DebugMachine } from "./dwarf/machine.ts";
import type { PortableMachine } from "./portable/machine.ts";
import { RISCV64_MACHINE } from "./riscv64/emitter.ts";
import { finishRiscvObject } from "./riscv64/object.ts";
import { THUMB_MACHINE } from "./thumb/emitter.ts";
import { finishArmObject } from "./thumb/object.ts";

export interface PortableTarget {
  readonly isa: FixedIsa;
  readonly machine: PortableMachine;
  readonly elfMachine: number;
  /** e_flags of objects. */
  readonly elfFlags: number;
  /** Relocation that stores a symbol's address in a word. */
  readonly addressRelocation: number;
  readonly debug: DebugMachine;
  readonly codeAlignment: number;
  /** Functions that need no frame have one, too. */
  hasAllFrames(session: Session): boolean;
  registerName(register: number, modifier: string): string;
  /** Adds what the machine's ABI wants in objects: mapping symbols, attributes, unwinding tables. */
  finishObject(object: ElfObject, session: Session): ElfObject;
}

/** EF_ARM_EABI_VER5 */
const EF_ARM_EABI_VER5 = 0x05000000;
/** EF_RISCV_RVC and EF_RISCV_FLOAT_ABI_DOUBLE. */
const EF_RISCV_GC = 0x5;

const RISCV_NAMES = "zero ra sp gp tp t0 t1 t2 s0 s1 a0 a1 a2 a3 a4 a5 a6 a7 s2 s3 s4 s5 s6 s7 s8 s9 s10 s11 t3 t4 t5 t6".split(" ");

const PORTABLE: Readonly<Partial<Record<Architecture, PortableTarget>>> = {
  aarch64: {
    isa: AARCH64,
    machine: AARCH64_MACHINE,
    elfMachine: elf.EM_AARCH64,
    elfFlags: 0,
    addressRelocation: elf.R_AARCH64_ABS64,
    debug: AARCH64_DEBUG,
    codeAlignment: 4,
    hasAllFrames: () => false,
    registerName: (register, modifier) => `${modifier === "w" ? "w" : "x"}${register}`,
    finishObject: finishAarch64Object,
  },
  riscv64: {
    isa: RISCV64,
    machine: RISCV64_MACHINE,
    elfMachine: elf.EM_RISCV,
    elfFlags: EF_RISCV_GC,
    addressRelocation: elf.R_RISCV_64,
    debug: RISCV64_DEBUG,
    codeAlignment: 2,
    hasAllFrames: () => false,
    registerName: (register) => RISCV_NAMES[register] as string,
    finishObject: finishRiscvObject,
  },
  arm: {
    isa: THUMB,
    machine: THUMB_MACHINE,
    elfMachine: elf.EM_ARM,
    elfFlags: EF_ARM_EABI_VER5,
    addressRelocation: elf.R_ARM_ABS32,
    debug: ARM_DEBUG,
    codeAlignment: 2,
    // LLVM 15 leaves the frame out of functions that use none, whatever the target wants.
    hasAllFrames: ({ target, release }) => target.framePointer && release.minor >= 70,
    registerName: (register) => (register === 14 ? "lr" : `r${register}`),
    finishObject: finishArmObject,
  },
};

/** Undefined for x86-64. */
export function portableTarget(arch: Architecture): PortableTarget | undefined {
  return PORTABLE[arch];
}
