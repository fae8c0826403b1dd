// `.eh_frame`, record by record: a CIE says how functions unwind in general, an FDE how one does (LSB Core, 10.6.1). Errors are those of
// LLVM's reader; what came before them has been shown.
import { ElfError, hex } from "../../../elf/read.ts";
import type { Section } from "../../../elf/read.ts";
import type { ReadelfView } from "../view.ts";
import type { FieldValue } from "../../debug-relocations.ts";
import { callFrameText } from "./call-frame-program.ts";
import { FrameReader } from "./frame-reader.ts";

interface Cie {
  readonly offset: number;
  readonly version: number;
  readonly augmentation: string;
  readonly codeFactor: bigint;
  readonly dataFactor: bigint;
  readonly returnRegister: bigint;
  readonly pointerEncoding: number;
  readonly lsdaEncoding: number;
}

const OMIT = 0xff;
const ZERO: Omit<Cie, "offset"> = {
  version: 0,
  augmentation: "",
  codeFactor: 0n,
  dataFactor: 0n,
  returnRegister: 0n,
  pointerEncoding: 0,
  lsdaEncoding: OMIT,
};

class EhFrame {
  readonly #cies = new Map<number, Cie>();
  readonly #reader: FrameReader;

  constructor(
    readonly view: ReadelfView,
    readonly address: bigint,
    bytes: Uint8Array,
    relocated: FieldValue,
  ) {
    this.#reader = new FrameReader(view.file, bytes, relocated, 0);
  }

  *records(): Generator<string> {
    const reader = this.#reader;
    while (reader.at < reader.bytes.length) {
      const start = reader.at;
      let length = reader.unsigned(4);
      if (length === 0xffffffffn) length = reader.unsigned(8);
      if (length === 0n) return yield this.#cieText({ ...ZERO, offset: start }, length, "");
      const body = reader.at;
      const end = body + Number(length);
      if (end > reader.bytes.length) throw new ElfError(`parsing entry instructions at ${hex(start)} failed`);
      const id = Number(reader.unsigned(4));
      reader.end = end;
      yield id === 0 ? this.#cie(start, length) : this.#fde(start, length, body - id);
      if (reader.at !== end) throw new ElfError(`parsing entry instructions at ${hex(start)} failed`);
      reader.end = reader.bytes.length;
    }
  }

  #cie(start: number, length: bigint): string {
    const cie = this.#readCie(start);
    this.#cies.set(start, cie);
    return this.#cieText(cie, length, callFrameText(this.#reader, { ...cie, location: undefined, llvm: this.view.desk.llvm }));
  }

  #readCie(start: number): Cie {
    const reader = this.#reader;
    const version = reader.u8();
    const augmentation = reader.text();
    if (version >= 4) reader.at += 2;
    const codeFactor = reader.uleb();
    const dataFactor = reader.sleb();
    const returnRegister = version === 1 ? BigInt(reader.u8()) : reader.uleb();
    return { offset: start, version, augmentation, codeFactor, dataFactor, returnRegister, ...this.#augmentation(augmentation, start) };
  }

  #augmentation(letters: string, start: number): Pick<Cie, "pointerEncoding" | "lsdaEncoding"> {
    const reader = this.#reader;
    let end: number | undefined;
    const found = { pointerEncoding: 0, lsdaEncoding: OMIT };
    for (const [i, letter] of [...letters].entries()) {
      if (letter === "z") {
        if (i > 0) throw new ElfError(`'z' must be the first character at ${hex(start)}`);
        const size = Number(reader.uleb());
        end = reader.at + size;
      } else if (letter === "L") found.lsdaEncoding = reader.u8();
      else if (letter === "R") found.pointerEncoding = reader.u8();
      else if (letter === "P") reader.pointer(reader.u8(), undefined);
      else if (!"SB".includes(letter)) throw new ElfError(`unknown augmentation character ${letter} in entry at ${hex(start)}`);
    }
    if (end !== undefined && reader.at !== end) throw new ElfError(`parsing augmentation data at ${hex(start)} failed`);
    return found;
  }

  #place(offset: number): string {
    return hex(this.address + BigInt(offset));
  }

  #cieText(cie: Cie, length: bigint, program: string): string {
    return (
      `  [${this.#place(cie.offset)}] CIE length=${length}\n    version: ${cie.version}\n    augmentation: ${cie.augmentation}\n` +
      `    code_alignment_factor: ${cie.codeFactor}\n    data_alignment_factor: ${cie.dataFactor}\n` +
      `    return_address_register: ${cie.returnRegister}\n\n    Program:\n${program}\n`
    );
  }

  #fde(start: number, length: bigint, cieOffset: number): string {
    const reader = this.#reader;
    const cie = this.#cies.get(cieOffset);
    if (cie === undefined) throw new ElfError(`parsing FDE data at ${hex(start)} failed due to missing CIE`);
    const location = reader.pointer(cie.pointerEncoding, this.address + BigInt(reader.at));
    const range = reader.pointer(cie.pointerEncoding, undefined);
    if (cie.augmentation !== "") {
      const size = Number(reader.uleb());
      const end = reader.at + size;
      if (cie.lsdaEncoding !== OMIT) reader.pointer(cie.lsdaEncoding, undefined);
      if (reader.at !== end) throw new ElfError(`parsing augmentation data at ${hex(start)} failed`);
    }
    const program = callFrameText(reader, { ...cie, location, llvm: this.view.desk.llvm });
    return (
      `  [${this.#place(start)}] FDE length=${length} cie=[${this.#place(cieOffset)}]\n    initial_location: ${hex(location)}\n` +
      `    address_range: ${hex(range)} (end : ${hex(BigInt.asUintN(64, location + range))})\n\n    Program:\n${program}\n`
    );
  }
}

/** The records of a section, a text each. */
export function* ehFrameRecords(view: ReadelfView, section: Section, relocated: FieldValue): Generator<string> {
  yield `.eh_frame section at offset ${hex(section.offset)} address ${hex(section.address)}:\n`;
  yield* new EhFrame(view, section.address, view.file.contents(section), relocated).records();
}
