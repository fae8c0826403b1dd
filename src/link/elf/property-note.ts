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
/** GNU_PROPERTY_X86_FEATURE_1_IBT, GNU_PROPERTY_X86_FEATURE_1_SHSTK */
const FEATURE_1_IBT = 1;
const FEATURE_1_SHSTK = 2;

type Report = "none" | "warning" | "error";

/** What `-z` says of properties, whatever the objects say. */
export interface FeatureRules {
  /** `-z force-ibt`, `-z force-bti`: all code is taken for such that has landing pads. */
  readonly forcesIbt: boolean;
  readonly forcesBti: boolean;
  /** `-z shstk`: the image says that it goes with a shadow stack. */
  readonly shadowStack: boolean;
  /** `-z cet-report=`, `-z bti-report=` */
  readonly cetReport: Report;
  readonly btiReport: Report;
}

export const NO_FEATURE_RULES: FeatureRules = {
  forcesIbt: false,
  forcesBti: false,
  shadowStack: false,
  cetReport: "none",
  btiReport: "none",
};

/** Rules for another machine than the image's. */
export function ruleProblems({ forcesBti, cetReport, btiReport }: FeatureRules, machine: number): string[] {
  const told: string[] = [];
  if (forcesBti && machine !== elf.EM_AARCH64) told.push("-z force-bti only supported on AArch64");
  if (btiReport !== "none" && machine !== elf.EM_AARCH64) told.push("-z bti-report only supported on AArch64");
  if (cetReport !== "none" && machine !== elf.EM_X86_64) told.push("-z cet-report only supported on X86 and X86_64");
  return told;
}

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

  /** Once all objects are loaded; says what those lack that should have it. */
  collect(files: readonly InputFile[], rules: FeatureRules): { readonly errors: string[]; readonly warnings: string[] } {
    const type = FEATURE_TYPES[this.machine];
    const told = { errors: [] as string[], warnings: [] as string[] };
    if (type === undefined || files.length === 0) return told;
    let all = -1;
    for (const file of files) {
      if (all === 0 && rules === NO_FEATURE_RULES) break;
      const features = featuresOf(file, type, this.bits / 8);
      all &= codeFeatures(file, branchFeatures(file, features, rules, told), rules, told);
    }
    this.#features = all | (rules.shadowStack ? FEATURE_1_SHSTK : 0);
    return told;
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

interface Told {
  readonly errors: string[];
  readonly warnings: string[];
}

function report(told: Told, level: Report, file: InputFile, option: string, feature: string): void {
  if (level === "none") return;
  const message = `${file.displayName}: -z ${option}: file does not have GNU_PROPERTY_${feature} property`;
  (level === "error" ? told.errors : told.warnings).push(message);
}

/** Of AArch64, what counts of the file's. */
function branchFeatures(file: InputFile, features: number, { btiReport, forcesBti }: FeatureRules, told: Told): number {
  const name = "AARCH64_FEATURE_1_BTI";
  if ((features & FEATURE_1_BTI) !== 0) return features;
  report(told, btiReport, file, "bti-report", name);
  if (!forcesBti) return features;
  if (btiReport === "none") report(told, "warning", file, "force-bti", name);
  return features | FEATURE_1_BTI;
}

/** Of x86-64, what counts of the file's; LLD asks no machine. */
function codeFeatures(file: InputFile, features: number, { cetReport, forcesIbt }: FeatureRules, told: Told): number {
  const name = "X86_FEATURE_1_IBT";
  const hasPads = (features & FEATURE_1_IBT) !== 0;
  if (!hasPads) report(told, cetReport, file, "cet-report", name);
  if ((features & FEATURE_1_SHSTK) === 0) report(told, cetReport, file, "cet-report", "X86_FEATURE_1_SHSTK");
  if (hasPads || !forcesIbt) return features;
  if (cetReport === "none") report(told, "warning", file, "force-ibt", name);
  return features | FEATURE_1_IBT;
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
