// `.note.gnu.property`: what all code of the image can do, as far as each object says so of itself (indirect branches end in
// landing pads, returns are checked by a shadow stack). One object that says nothing, and the image says nothing either.
// Facts: System V psABI x86-64, 5.2.1; ELF for the Arm 64-bit Architecture, "Program Property".
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
import type { InputFile } from "./input.ts";
import { alignUp } from "./output.ts";
import { SyntheticChunk } from "./synthetic.ts";

export const PROPERTY_NOTE = ".note.gnu.property";
const NT_GNU_PROPERTY_TYPE_0 = 5;
const NOTE_HEADER = 12;
const PROPERTY_HEADER = 8;

/** GNU_PROPERTY_*_FEATURE_1_AND, by machine. */
const FEATURE_TYPES: Readonly<Record<number, number>> = { [elf.EM_X86_64]: 0xc000_0002, [elf.EM_AARCH64]: 0xc000_0000 };

/** GNU_PROPERTY_AARCH64_FEATURE_1_BTI */
const FEATURE_1_BTI = 1;

export class PropertyNote extends SyntheticChunk {
  readonly size: number;
  #features = 0;

  constructor(
    readonly machine: number,
    readonly bits: 32 | 64,
  ) {
    super(PROPERTY_NOTE, elf.SHT_NOTE, elf.SHF_ALLOC, 0, bits / 8);
    this.size = NOTE_HEADER + 4 + alignUp(PROPERTY_HEADER + 4, bits / 8);
  }

  override get isNeeded(): boolean {
    return this.#features !== 0;
  }

  /** AArch64's code can be called with branch targets checked. */
  get hasLandingPads(): boolean {
    return this.machine === elf.EM_AARCH64 && (this.#features & FEATURE_1_BTI) !== 0;
  }

  /** Once all objects are loaded. */
  collect(files: readonly InputFile[]): void {
    const type = FEATURE_TYPES[this.machine];
    if (type === undefined || files.length === 0) return;
    this.#features = files.reduce((features, file) => (features === 0 ? 0 : features & featuresOf(file, type, this.bits / 8)), -1);
  }

  bytes(): Uint8Array {
    const out = new ByteWriter();
    out
      .u32(4)
      .u32(this.size - NOTE_HEADER - 4)
      .u32(NT_GNU_PROPERTY_TYPE_0)
      .text("GNU\0");
    out
      .u32(FEATURE_TYPES[this.machine] ?? 0)
      .u32(4)
      .u32(this.#features);
    return out.append(new Uint8Array(this.size - out.bytes.length)).bytes.slice();
  }
}

function featuresOf({ columns: { sections } }: InputFile, type: number, alignment: number): number {
  let features = 0;
  for (let i = 0; i < sections.count; i++)
    if (sections.type(i) === elf.SHT_NOTE && sections.name(i) === PROPERTY_NOTE)
      features |= readFeatures(sections.data(i), type, alignment);
  return features;
}

/** Of the notes of a section, those of properties. */
function readFeatures(data: Uint8Array, wanted: number, alignment: number): number {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let features = 0;
  for (let at = 0; at + NOTE_HEADER + 4 <= data.length;) {
    const isProperty = view.getUint32(at, true) === 4 && view.getUint32(at + 8, true) === NT_GNU_PROPERTY_TYPE_0;
    const from = at + NOTE_HEADER + alignUp(view.getUint32(at, true), 4);
    const to = Math.min(data.length, from + view.getUint32(at + 4, true));
    for (let property = from; isProperty && property + PROPERTY_HEADER + 4 <= to;) {
      if (view.getUint32(property, true) === wanted) features |= view.getUint32(property + PROPERTY_HEADER, true);
      property += PROPERTY_HEADER + alignUp(view.getUint32(property + 4, true), alignment);
    }
    at = Math.max(at + NOTE_HEADER, alignUp(to, alignment));
  }
  return features;
}
