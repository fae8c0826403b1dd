// What the RISC-V ABI wants in objects: attributes with the instruction set's name, and with LLVM 22 mapping symbols.
import type { ElfObject } from "../../elf/object.ts";
import type { Session } from "../../target/session.ts";
import { withAttributes } from "../attributes.ts";
import { withMappingSymbols } from "../mapping-symbols.ts";

const SHT_RISCV_ATTRIBUTES = 0x70000003;
const TAG_STACK_ALIGN = 4;
const TAG_ARCH = 5;

const ISA_BEFORE = "rv64i2p0_m2p0_a2p0_f2p0_d2p0_c2p0";
const ISA = "rv64i2p1_m2p0_a2p1_f2p2_d2p2_c2p0_zicsr2p0_zifencei2p0_zmmul1p0_zaamo1p0_zalrsc1p0_zca1p0_zcd1p0";

export function finishRiscvObject(object: ElfObject, { release }: Session): ElfObject {
  const isOld = release.minor < 74;
  const whole = withAttributes(object, { vendor: "riscv", name: ".riscv.attributes", type: SHT_RISCV_ATTRIBUTES }, [
    [TAG_STACK_ALIGN, 16],
    [TAG_ARCH, isOld ? ISA_BEFORE : ISA],
  ]);
  return isOld ? whole : withMappingSymbols(whole, { code: "$x", marksData: true, isNumbered: false });
}
