// `.eh_frame` in readelf's words, record by record: a CIE says how functions unwind in general, an FDE how one does (LSB Core, 10.6.1).
import { hex } from "../../../elf/read.ts";
import type { Section } from "../../../elf/read.ts";
import type { ReadelfView } from "../view.ts";
import { relocatedFields } from "../../debug-relocations.ts";
import { FrameTable, isEnd, isFde } from "./frame-records.ts";
import type { Cie, Fde, Frame } from "./frame-records.ts";

class EhFrame {
  constructor(
    readonly view: ReadelfView,
    readonly table: FrameTable,
  ) {}

  *records(): Generator<string> {
    for (const frame of this.table.frames) yield this.#record(frame);
  }

  #place(offset: number): string {
    return hex(this.table.address + BigInt(offset));
  }

  #program(frame: Cie | Fde): string {
    const { llvm } = this.view.desk;
    return `    Program:\n${this.table.programText(frame, llvm, llvm === 22 ? "      " : "  ")}\n`;
  }

  #record(frame: Frame): string {
    if (isEnd(frame)) return `${this.#cieText(frame, END)}    Program:\n\n`;
    return (isFde(frame) ? this.#fdeText(frame) : this.#cieText(frame, frame)) + this.#program(frame);
  }

  #cieText({ offset }: Frame, cie: CieNumbers): string {
    return (
      `  [${this.#place(offset)}] CIE length=${cie.length}\n    version: ${cie.version}\n    augmentation: ${cie.augmentation}\n` +
      `    code_alignment_factor: ${cie.codeFactor}\n    data_alignment_factor: ${cie.dataFactor}\n` +
      `    return_address_register: ${cie.returnRegister}\n\n`
    );
  }

  #fdeText({ offset, length, cie, location, range }: Fde): string {
    return (
      `  [${this.#place(offset)}] FDE length=${length} cie=[${this.#place(cie?.offset ?? 0)}]\n    initial_location: ${hex(location)}\n` +
      `    address_range: ${hex(range)} (end : ${hex(BigInt.asUintN(64, location + range))})\n\n`
    );
  }
}

type CieNumbers = Pick<Cie, "length" | "version" | "augmentation" | "codeFactor" | "dataFactor" | "returnRegister">;

/** The record that ends the table is told as a CIE of nothing. */
const END: CieNumbers = { length: 0n, version: 0, augmentation: "", codeFactor: 0n, dataFactor: 0n, returnRegister: 0n };

/** The records of a section, a text each; throws ElfError for a table that cannot be read. */
export function* ehFrameRecords(view: ReadelfView, section: Section): Generator<string> {
  yield `.eh_frame section at offset ${hex(section.offset)} address ${hex(section.address)}:\n`;
  const relocated = relocatedFields(view.file, section, view.desk.llvm).value;
  const table = new FrameTable(view.file, view.file.contents(section), relocated, section.address, true);
  yield* new EhFrame(view, table).records();
}
