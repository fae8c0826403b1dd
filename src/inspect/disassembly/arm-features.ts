// What the build attributes of an ARM object say about its instructions (SHT_ARM_ATTRIBUTES; Addenda to the ABI for the Arm
// Architecture, section 3): the profile, and whether there are vector instructions.
import { EM_ARM } from "../../elf/constants.ts";
import { ElfError } from "../../elf/read.ts";
import type { ElfFile } from "../../elf/read.ts";
import { attributeTable } from "../attribute-tables.ts";
import { Attributes, FORMAT_VERSION, SHT_ATTRIBUTES } from "../build-attributes.ts";

export interface ArmFeatures {
  readonly isMicrocontroller: boolean;
  /** Code before any mapping symbol is Thumb. */
  readonly startsInThumb: boolean;
  readonly hasVectors: boolean;
  /** Tag_CPU_arch; 0 where nothing is said. */
  readonly architecture: number;
  /** Tag_FP_arch. */
  readonly floatingPoint: number | undefined;
  /** Tag_MVE_arch: 1 for vectors of integers, 2 for those of numbers with a point too. */
  readonly microcontrollerVectors: number;
}

const TAG = { architecture: 6, profile: 7, floatingPoint: 10, simd: 12, microcontrollerVectors: 48 } as const;

/** Attributes of the file that are numbers; none where LLVM cannot read them all. */
function fileAttributes(file: ElfFile): ReadonlyMap<number, number> {
  const none = new Map<number, number>();
  const section = file.sections.find(({ type }) => type === SHT_ATTRIBUTES);
  const table = attributeTable(EM_ARM, 15);
  const bytes = section === undefined ? new Uint8Array(0) : file.contents(section);
  if (bytes.length < 2 || bytes[0] !== FORMAT_VERSION || table === undefined) return none;
  const attributes = new Attributes(table, 15);
  try {
    attributes.read(bytes, file.littleEndian);
    return attributes.values;
  } catch (error) {
    if (error instanceof ElfError) return none;
    throw error;
  }
}

/** Values of Tag_CPU_arch whose machines have vectors where Tag_Advanced_SIMD_arch says neither: ARMv8-A and ARMv9-A, and ARMv8-R for LLVM 15. */
const WITH_VECTORS = { 15: [14, 15, 22], 22: [14, 22] } as const;

function hasVectors(simd: number | undefined, architecture: number, llvm: 15 | 22): boolean {
  if (simd === 1 || simd === 2) return true;
  return simd !== 0 && (WITH_VECTORS[llvm] as readonly number[]).includes(architecture);
}

export function armFeatures(file: ElfFile, llvm: 15 | 22): ArmFeatures {
  const attributes = fileAttributes(file);
  const architecture = attributes.get(TAG.architecture) ?? 0;
  const isMicrocontroller = attributes.get(TAG.profile) === 0x4d;
  return {
    isMicrocontroller,
    startsInThumb: isMicrocontroller,
    hasVectors: hasVectors(attributes.get(TAG.simd), architecture, llvm),
    architecture,
    floatingPoint: attributes.get(TAG.floatingPoint),
    microcontrollerVectors: attributes.get(TAG.microcontrollerVectors) ?? 0,
  };
}
