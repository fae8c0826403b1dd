// ARM and AArch64: mapping symbols tell where ARM code, Thumb code and data lie; build attributes tell which instructions there are.
// ELF for the Arm Architecture, 5.5.5; ELF for the Arm 64-bit Architecture, 5.7.
import { EM_ARM, SHT_NOBITS } from "../../elf/constants.ts";
import { ElfError } from "../../elf/read.ts";
import type { ElfFile, Section } from "../../elf/read.ts";
import { ArmDecoder } from "../disassembly/arm-decoder.ts";
import { CapstoneEngine } from "../disassembly/capstone.ts";
import type { Machine } from "../disassembly/capstone.ts";
import type { ByteSink } from "../byte-sink.ts";
import { isV8A } from "../disassembly/arm-versions.ts";
import { armFeatures } from "../disassembly/arm-features.ts";
import type { ArmFeatures } from "../disassembly/arm-features.ts";
import type { LineWriter } from "./code-lines.ts";
import { checkWords } from "./code-machine.ts";
import type { CodeMachine, CodeReading, MachineChoice } from "./code-machine.ts";
import { mappingMarks } from "./mapping-symbols.ts";
import type { MappingMark } from "./mapping-symbols.ts";

const hexOf = (code: Uint8Array, at: number, size: number, littleEndian: boolean): string => {
  let digits = "";
  for (let i = 0; i < size; i++) {
    const byte = code[littleEndian ? at + size - 1 - i : at + i] as number;
    digits += byte.toString(16).padStart(2, "0");
  }
  return digits;
};

class ArmReading implements CodeReading {
  #mark = 0;

  constructor(
    readonly decoders: Readonly<Partial<Record<MappingMark["kind"], ArmDecoder>>>,
    readonly marks: readonly MappingMark[],
    readonly initial: "a" | "t" | "x",
    readonly littleEndian: boolean,
    /** Whether code is big-endian too. */
    readonly bigEndianCode: boolean,
  ) {}

  /** Kind of what lies at an offset; offsets mostly ascend. */
  #kind(at: number): MappingMark["kind"] {
    if ((this.marks[this.#mark]?.offset ?? 0) > at) this.#mark = 0;
    while ((this.marks[this.#mark + 1]?.offset ?? Infinity) <= at) this.#mark++;
    const mark = this.marks[this.#mark];
    return mark === undefined || mark.offset > at ? this.initial : mark.kind;
  }

  isData(at: number): boolean {
    return this.#kind(at) === "d";
  }

  decoder(at: number): ArmDecoder {
    const kind = this.#kind(at);
    return (this.decoders[kind] ?? this.decoders[this.initial]) as ArmDecoder;
  }

  data(sink: ByteSink, lines: LineWriter, code: Uint8Array, at: number, end: number): number {
    if (!this.isData(at)) return 0;
    const stop = Math.min(end, this.marks[this.#mark + 1]?.offset ?? end);
    const size = at + 4 <= stop ? 4 : at + 2 <= stop ? 2 : 1;
    lines.dataLead(code, at, size);
    sink.text(`${DATA_WORD[size]}\t0x${hexOf(code, at, size, this.littleEndian)}`);
    sink.endLine();
    return size;
  }

  unit(at: number, size: number): number {
    const unit = this.#kind(at) === "t" ? 2 : size === 4 ? 4 : 1;
    return this.bigEndianCode && unit > 1 ? -unit : unit;
  }
}

const DATA_WORD: Readonly<Record<number, string>> = { 4: ".word", 2: ".short", 1: ".byte" };

function thumbMachine(features: ArmFeatures): Machine {
  return features.isMicrocontroller ? "thumb-m" : "thumb";
}

/** A section that tells nothing goes on with what the code before it was, as LLVM does. */
function kindBefore(file: ElfFile, section: Section, isRead: MachineChoice["isRead"]): "a" | "t" | undefined {
  for (const before of file.sections.slice(0, section.index).reverse()) {
    if (before.type === SHT_NOBITS || before.size === 0n || !isRead(before)) continue;
    const kind = mappingMarks(file, before).findLast((mark) => mark.kind === "a" || mark.kind === "t")?.kind;
    if (kind === "a" || kind === "t") return kind;
  }
  return undefined;
}

/** Throws ElfError for words that the machine does not have, or kbuild not yet. */
function checkArmWords(words: readonly string[], is64: boolean): void {
  checkWords(words, is64 ? ["no-aliases"] : ["reg-names-std", "reg-names-raw"]);
  if (words.includes("no-aliases")) throw new ElfError("kbuild objdump does not have '-M no-aliases' yet");
}

export function armMachine({ file, llvm, hex, readsAll, isRead, words }: MachineChoice, is64: boolean): CodeMachine {
  checkArmWords(words, is64);
  const isRaw = words.findLast((word) => word.startsWith("reg-names")) === "reg-names-raw";
  // BE8: the code of a linked big-endian ARM file is little-endian. LLVM 15 takes it for that everywhere.
  const bigEndian = llvm === 22 && !file.littleEndian && !is64 && file.header.machine === EM_ARM && (file.header.flags & 0x800000) === 0;
  const features = is64 ? undefined : armFeatures(file, llvm);
  const initial = is64 ? "x" : features?.startsInThumb === true ? "t" : "a";
  const reading = (section: Section): CodeReading => {
    const isLater = features !== undefined && isV8A(features);
    const make = (machine: "arm" | "thumb" | "aarch64", engine: Machine, later?: Machine): ArmDecoder => {
      const engines = [engine, ...(isLater && later !== undefined ? [later] : [])].map((name) => new CapstoneEngine(name));
      return new ArmDecoder(engines[0] as CapstoneEngine, { machine, hex, llvm, isRaw }, section.address, bigEndian, features, engines[1]);
    };
    const decoders = is64
      ? { x: make("aarch64", "aarch64") }
      : { a: make("arm", "arm", "arm-v8"), t: make("thumb", thumbMachine(features as ArmFeatures), "thumb-v8") };
    // Microcontrollers have Thumb code only.
    const onlyThumb = features?.isMicrocontroller === true;
    // LLVM 15 does not look at mapping symbols where it reads everything.
    const known = llvm === 15 && readsAll ? [] : mappingMarks(file, section);
    const marks = known.map((mark) => (onlyThumb && mark.kind === "a" ? { ...mark, kind: "t" as const } : mark));
    const carried = is64 || onlyThumb || (llvm === 15 && readsAll) ? undefined : kindBefore(file, section, isRead);
    return new ArmReading(decoders, marks, carried ?? initial, file.littleEndian, bigEndian);
  };
  return {
    hex,
    addressBits: is64 ? 64 : 32,
    commentBits: 64,
    hasLabels: is64 && llvm === 22,
    leader: is64 ? "// " : "@ ",
    textColumn: (showBytes) => (showBytes ? 23 : 15),
    commentColumn: (showBytes) => (showBytes ? 56 : 48),
    reading,
  };
}
