// The records of `.eh_frame` (LSB Core, 10.6.1) and `.debug_frame` (DWARF 5, 6.4.1), read whole before any is shown: a table with an error
// shows nothing but the error.
import { ElfError, hex } from "../../../elf/read.ts";
import type { ElfFile } from "../../../elf/read.ts";
import type { FieldValue } from "../../debug-relocations.ts";
import { callFrameText } from "./call-frame-program.ts";
import type { ProgramContext } from "./call-frame-program.ts";
import { FrameReader } from "./frame-reader.ts";

const OMIT = 0xff;

interface FrameRecord {
  readonly offset: number;
  readonly length: bigint;
  readonly is64: boolean;
  /** Where the instructions lie. */
  readonly programAt: number;
  readonly end: number;
}

export interface Cie extends FrameRecord {
  readonly version: number;
  readonly augmentation: string;
  readonly addressSize: number;
  readonly segmentSize: number;
  readonly codeFactor: bigint;
  readonly dataFactor: bigint;
  readonly returnRegister: bigint;
  readonly personality: bigint | undefined;
  readonly augmentationData: Uint8Array;
  readonly pointerEncoding: number;
  readonly lsdaEncoding: number;
}

export interface Fde extends FrameRecord {
  /** The field as it stands. */
  readonly ciePointer: bigint;
  readonly cie: Cie | undefined;
  readonly location: bigint;
  readonly range: bigint;
  readonly lsda: bigint | undefined;
}

/** A length of zero, which ends the table. */
export interface Terminator {
  readonly offset: number;
  readonly isEnd: true;
}

export type Frame = Cie | Fde | Terminator;

export const isFde = (frame: Frame): frame is Fde => "ciePointer" in frame;
export const isEnd = (frame: Frame): frame is Terminator => "isEnd" in frame;

interface Place {
  readonly start: number;
  readonly length: bigint;
  readonly is64: boolean;
  readonly end: number;
}

export class FrameTable {
  readonly frames: Frame[] = [];
  readonly #cies = new Map<number, Cie>();
  readonly #reader: FrameReader;

  /** Throws ElfError for a table that cannot be read. */
  constructor(
    readonly file: ElfFile,
    readonly bytes: Uint8Array,
    readonly relocated: FieldValue,
    readonly address: bigint,
    readonly isEh: boolean,
  ) {
    this.#reader = new FrameReader(file, bytes, relocated, 0);
    while (this.#reader.at < bytes.length && this.#record()) {
      // Each record reads itself.
    }
  }

  /** Reads a record; false for the last. */
  #record(): boolean {
    const reader = this.#reader;
    const start = reader.at;
    let length = reader.unsigned(4);
    const is64 = length === 0xffffffffn;
    if (is64) length = reader.unsigned(8);
    if (length === 0n) {
      this.frames.push({ offset: start, isEnd: true });
      return false;
    }
    const body = reader.at;
    const end = body + Number(length);
    const idSize = is64 && !this.isEh ? 8 : 4;
    const id = reader.field(idSize);
    const place = { start, length, is64, end };
    const isCie = id === (this.isEh ? 0n : BigInt.asUintN(idSize * 8, -1n));
    const frame = isCie ? this.#cie(place) : this.#fde(place, id, this.isEh ? body - Number(id) : Number(id));
    this.frames.push(frame);
    this.#checkProgram(frame);
    return true;
  }

  /** Throws ElfError for instructions that are none. */
  #checkProgram(frame: Cie | Fde): void {
    this.programText(frame, 15, "");
    const size = this.bytes.length;
    if (frame.end > size)
      throw new ElfError(`unexpected end of data at offset ${hex(size)} while reading [${hex(size)}, ${hex(size + 1)})`);
    if (this.#programEnd !== frame.end) throw new ElfError(`parsing entry instructions at ${hex(frame.offset)} failed`);
    this.#reader.at = frame.end;
  }

  #programEnd = 0;

  program(frame: Cie | Fde): FrameReader {
    return new FrameReader(this.file, this.bytes, this.relocated, frame.programAt, Math.min(frame.end, this.bytes.length));
  }

  /** The instructions, a line each behind `indent`. */
  programText(frame: Cie | Fde, llvm: 15 | 22, indent: string): string {
    const reader = this.program(frame);
    const cie = isFde(frame) ? frame.cie : frame;
    const context: ProgramContext = {
      codeFactor: cie?.codeFactor ?? 0n,
      dataFactor: cie?.dataFactor ?? 0n,
      location: isFde(frame) ? frame.location : undefined,
      llvm,
      indent,
    };
    const text = callFrameText(reader, context);
    this.#programEnd = reader.at;
    return text;
  }

  #cie({ start, length, is64, end }: Place): Cie {
    const reader = this.#reader;
    const version = reader.u8();
    const augmentation = reader.text();
    const addressSize = version < 4 ? 0 : reader.u8();
    const segmentSize = version < 4 ? 0 : reader.u8();
    const codeFactor = reader.uleb();
    const dataFactor = reader.sleb();
    const returnRegister = version === 1 ? BigInt(reader.u8()) : reader.uleb();
    const found = this.#augmentation(this.isEh ? augmentation : "", start);
    const numbers = { version, addressSize, segmentSize, codeFactor, dataFactor, returnRegister };
    const cie: Cie = { offset: start, length, is64, programAt: reader.at, end, augmentation, ...numbers, ...found };
    this.#cies.set(start, cie);
    return cie;
  }

  #augmentation(letters: string, start: number): Pick<Cie, "personality" | "augmentationData" | "pointerEncoding" | "lsdaEncoding"> {
    const reader = this.#reader;
    let from = reader.at;
    let end: number | undefined;
    let personality: bigint | undefined;
    const found = { pointerEncoding: 0, lsdaEncoding: OMIT };
    for (const [i, letter] of [...letters].entries()) {
      if (letter === "z") {
        if (i > 0) throw new ElfError(`'z' must be the first character at ${hex(start)}`);
        const size = Number(reader.uleb());
        from = reader.at;
        end = from + size;
      } else if (letter === "L") found.lsdaEncoding = reader.u8();
      else if (letter === "R") found.pointerEncoding = reader.u8();
      else if (letter === "P") {
        if (personality !== undefined) throw new ElfError(`duplicate personality in entry at ${hex(start)}`);
        personality = this.#pointer(reader.u8());
      } else if (!"SB".includes(letter)) throw new ElfError(`unknown augmentation character ${letter} in entry at ${hex(start)}`);
    }
    if (end !== undefined && reader.at !== end) throw new ElfError(`parsing augmentation data at ${hex(start)} failed`);
    return { ...found, personality, augmentationData: this.bytes.subarray(from, end ?? from) };
  }

  /** A pointer that is relative to its place only where the section has one. */
  #pointer(encoding: number): bigint | undefined {
    if (encoding === OMIT) return undefined;
    const base = this.address === 0n ? 0n : this.address + BigInt(this.#reader.at);
    return this.#reader.pointer(encoding, base);
  }

  #fde({ start, length, is64, end }: Place, ciePointer: bigint, cieOffset: number): Fde {
    const reader = this.#reader;
    const cie = this.#cies.get(cieOffset);
    const plain = { offset: start, length, is64, end, ciePointer, cie };
    if (!this.isEh) {
      const [location, range] = [reader.address(), reader.address()];
      return { ...plain, location, range, lsda: undefined, programAt: reader.at };
    }
    if (cie === undefined) throw new ElfError(`parsing FDE data at ${hex(start)} failed due to missing CIE`);
    const location = reader.pointer(cie.pointerEncoding, this.address + BigInt(reader.at));
    const range = reader.pointer(cie.pointerEncoding, undefined);
    let lsda: bigint | undefined;
    if (cie.augmentation !== "") {
      const size = Number(reader.uleb());
      const dataEnd = reader.at + size;
      if (cie.lsdaEncoding !== OMIT) lsda = this.#pointer(cie.lsdaEncoding);
      if (reader.at !== dataEnd) throw new ElfError(`parsing augmentation data at ${hex(start)} failed`);
    }
    return { ...plain, location, range, lsda, programAt: reader.at };
  }
}
