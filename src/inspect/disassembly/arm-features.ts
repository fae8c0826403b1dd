// What the build attributes of an ARM object say about its instructions (SHT_ARM_ATTRIBUTES; Addenda to the ABI for the Arm
// Architecture, section 3): the profile, and whether there are vector instructions.
import type { ElfFile } from "../../elf/read.ts";

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

const SHT_ARM_ATTRIBUTES = 0x70000003;
const TAG = {
  file: 1,
  cpuRawName: 4,
  cpuName: 5,
  architecture: 6,
  profile: 7,
  armIsa: 8,
  floatingPoint: 10,
  simd: 12,
  compatibility: 32,
  microcontrollerVectors: 48,
} as const;

class AttributeReader {
  constructor(
    readonly bytes: Uint8Array,
    public at: number,
    readonly end: number,
  ) {}

  uleb(): number {
    let value = 0;
    for (let shift = 0; this.at < this.end && shift < 35; shift += 7) {
      const byte = this.bytes[this.at++] as number;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    return value;
  }

  text(): void {
    while (this.at < this.end && this.bytes[this.at++] !== 0);
  }
}

/** Attributes of the whole file, numbers only. */
function fileAttributes(bytes: Uint8Array, littleEndian: boolean): Map<number, number> {
  const found = new Map<number, number>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 6 || bytes[0] !== 0x41) return found;
  const reader = new AttributeReader(bytes, 5, Math.min(bytes.length, 1 + view.getUint32(1, littleEndian)));
  reader.text();
  if (reader.at + 5 > reader.end || bytes[reader.at] !== TAG.file) return found;
  reader.at += 5;
  while (reader.at < reader.end) {
    const tag = reader.uleb();
    if (tag === TAG.cpuRawName || tag === TAG.cpuName || (tag > 32 && tag % 2 === 1)) reader.text();
    else if (tag === TAG.compatibility) {
      reader.uleb();
      reader.text();
    } else found.set(tag, reader.uleb());
  }
  return found;
}

export function armFeatures(file: ElfFile): ArmFeatures {
  const section = file.sections.find(({ type }) => type === SHT_ARM_ATTRIBUTES);
  const attributes = section === undefined ? new Map<number, number>() : fileAttributes(file.contents(section), file.littleEndian);
  const isMicrocontroller = attributes.get(TAG.profile) === 0x4d;
  return {
    isMicrocontroller,
    startsInThumb: isMicrocontroller,
    hasVectors: (attributes.get(TAG.simd) ?? 0) > 0,
    architecture: attributes.get(TAG.architecture) ?? 0,
    floatingPoint: attributes.get(TAG.floatingPoint),
    microcontrollerVectors: attributes.get(TAG.microcontrollerVectors) ?? 0,
  };
}
