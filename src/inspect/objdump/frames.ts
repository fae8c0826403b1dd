// objdump --dwarf=frames: the tables that say how functions unwind, `.debug_frame` and `.eh_frame`, and the rows they come to.
import { SHT_NOBITS } from "../../elf/constants.ts";
import { ElfError } from "../../elf/read.ts";
import type { Section } from "../../elf/read.ts";
import { isCompressed, unpackedContents } from "../compressed-sections.ts";
import { debugComplaints, relocatedFields } from "../debug-relocations.ts";
import { hexPadded } from "../format.ts";
import { FrameTable, isEnd, isFde } from "../readelf/unwind/frame-records.ts";
import type { Cie, Fde, Frame } from "../readelf/unwind/frame-records.ts";
import type { ObjdumpContext } from "./objdump.ts";
import { unwindRows } from "./unwind-rows.ts";

const IS_CIE = { eh: 0n, 32: 0xffffffffn, 64: 0xffffffffffffffffn } as const;

class FramePrinter {
  constructor(
    readonly context: ObjdumpContext,
    readonly table: FrameTable,
  ) {}

  print(): void {
    const { desk } = this.context;
    desk.print("\n");
    for (const frame of this.table.frames) desk.print(this.#text(frame));
  }

  #text(frame: Frame): string {
    if (isEnd(frame)) return `${hexPadded(frame.offset, 8)} ${this.table.isEh ? "ZERO terminator\n" : this.#emptyCie()}`;
    const head = isFde(frame) ? this.#fde(frame) : this.#cie(frame);
    return `${head}${this.table.programText(frame, this.context.desk.llvm, "  ")}\n${this.#rows(frame)}\n`;
  }

  /** What `.debug_frame` takes a length of zero for. */
  #emptyCie(): string {
    return (
      '00000000 ffffffff CIE\n  Format:                DWARF32\n  Version:               0\n  Augmentation:          ""\n' +
      "  Code alignment factor: 0\n  Data alignment factor: 0\n  Return address column: 0\n\n\n\n"
    );
  }

  #lengths({ offset, length, is64 }: Cie | Fde, id: bigint): string {
    const wide = is64 ? 16 : 8;
    return `${hexPadded(offset, 8)} ${hexPadded(length, wide)} ${hexPadded(id, is64 && !this.table.isEh ? 16 : 8)}`;
  }

  #cie(cie: Cie): string {
    const { isEh } = this.table;
    const id = isEh ? IS_CIE.eh : IS_CIE[cie.is64 ? 64 : 32];
    const bytes = [...cie.augmentationData].map((byte) => ` ${hexPadded(byte, 2).toUpperCase()}`).join("");
    return [
      `${this.#lengths(cie, id)} CIE\n`,
      `  Format:                DWARF${cie.is64 ? 64 : 32}\n`,
      isEh && cie.version !== 1 ? "WARNING: unsupported CIE version\n" : "",
      `  Version:               ${cie.version}\n`,
      `  Augmentation:          "${cie.augmentation}"\n`,
      cie.version < 4 ? "" : `  Address size:          ${cie.addressSize}\n  Segment desc size:     ${cie.segmentSize}\n`,
      `  Code alignment factor: ${BigInt.asUintN(32, cie.codeFactor)}\n`,
      `  Data alignment factor: ${BigInt.asIntN(32, cie.dataFactor)}\n`,
      `  Return address column: ${BigInt.asIntN(32, cie.returnRegister)}\n`,
      cie.personality === undefined ? "" : `  Personality Address: ${hexPadded(cie.personality, 16)}\n`,
      bytes === "" ? "" : `  Augmentation data:    ${bytes}\n`,
      "\n",
    ].join("");
  }

  #fde(fde: Fde): string {
    const cie = fde.cie === undefined ? "<invalid offset>" : hexPadded(fde.cie.offset, 8);
    const end = BigInt.asUintN(64, fde.location + fde.range);
    const range = `${hexPadded(fde.location, 8)}...${hexPadded(end, 8)}`;
    const lsda = fde.lsda === undefined ? "" : `  LSDA Address: ${hexPadded(fde.lsda, 16)}\n`;
    return `${this.#lengths(fde, fde.ciePointer)} FDE cie=${cie} pc=${range}\n  Format:       DWARF${fde.is64 ? 64 : 32}\n${lsda}`;
  }

  /** Rows that cannot be told are errors beside the table. */
  #rows(frame: Cie | Fde): string {
    try {
      return this.#rowsOf(frame);
    } catch (error) {
      if (!(error instanceof ElfError)) throw error;
      const kind = isFde(frame) ? "FDE" : "CIE";
      this.context.desk.error(`error: decoding the ${kind} opcodes into rows failed\nerror: ${error.message}\n`);
      return "";
    }
  }

  #rowsOf(frame: Cie | Fde): string {
    const { table } = this;
    const { llvm } = this.context.desk;
    if (!isFde(frame)) return unwindRows(frame, llvm, [table.program(frame)]);
    const { cie, offset, location } = frame;
    if (cie === undefined) throw new ElfError(`unable to get CIE for FDE at offset 0x${offset.toString(16)}`);
    return unwindRows(cie, llvm, [table.program(cie), table.program(frame)], location);
  }
}

/** Of a section that is not in the file nothing is there. */
function contentsOf({ desk, object: { file } }: ObjdumpContext, section: Section): Uint8Array | undefined {
  if (isCompressed(section)) return unpackedContents(file, section, desk);
  try {
    return file.contents(section);
  } catch (error) {
    if (error instanceof ElfError) return undefined;
    throw error;
  }
}

function printTable(context: ObjdumpContext, section: Section, isEh: boolean): void {
  const { desk, object } = context;
  try {
    const bytes = contentsOf(context, section);
    if (bytes === undefined) return desk.print("\n");
    const { value } = relocatedFields(object.file, section, desk.llvm);
    new FramePrinter(context, new FrameTable(object.file, bytes, value, isEh ? section.address : 0n, isEh)).print();
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    desk.error(`error: ${error.message}\n`);
  }
}

export function unwindFrames(context: ObjdumpContext): void {
  const { desk, object } = context;
  const { file } = object;
  desk.error(debugComplaints(file, desk.llvm));
  for (const name of [".debug_frame", ".eh_frame"]) {
    desk.print(`\n${name} contents:\n`);
    // Of several the last one counts.
    const section = file.sections.findLast((found) => found.type !== SHT_NOBITS && file.sectionNameOrEmpty(found) === name);
    if (section === undefined) desk.print("\n");
    else printTable(context, section, name === ".eh_frame");
  }
}
