// A large disassembly in pieces, so that other threads can print some of them while this one prints the rest. All threads read the same
// file and the same options, hence make the same plan; a piece is known by its number in it. Pieces hold whole regions: those that start
// in a range of their section. What goes from one region to the next (relocations met, source lines told, names found) is not divided.
import { SHT_NOBITS, SHT_NULL } from "../../elf/constants.ts";
import type { ElfFile } from "../../elf/read.ts";
import type { Desk, DumpHelpers } from "../desk.ts";
import { CodePrinter } from "./code-printer.ts";
import { CodeSymbols } from "./code-symbols.ts";
import type { CodeMachine } from "./code-machine.ts";
import type { ObjdumpContext } from "./objdump.ts";
import type { ShownSection } from "./section-headers.ts";

/** Regions that start in a range of offsets in the section. */
export interface CodePiece {
  readonly number: number;
  readonly from: number;
  readonly to: number;
}

const PIECE = 1 << 16;
/** Less code than this is printed before another thread has started. */
const MUCH = 1 << 21;
/** A region of more is left to the thread that can write it out as it goes. */
const LARGE_REGION = 1 << 20;
const INDIVISIBLE = ["reloc", "source", "line-numbers", "disassemble-symbols", "start-address", "stop-address"];

/** Pieces by section, in order; undefined when the dump is not worth dividing or cannot be. */
export function planPieces(
  { options, object }: ObjdumpContext,
  shown: readonly ShownSection[],
): readonly (readonly CodePiece[])[] | undefined {
  const size = shown.reduce((sum, { section }) => sum + Number(section.size), 0);
  const end = BigInt(object.file.access.size);
  const isWhole = shown.every(({ section }) => section.offset + section.size <= end);
  if (size < MUCH || !isWhole || object.archive !== undefined || object.name === "<stdin>") return undefined;
  if (INDIVISIBLE.some((name) => options.has(name))) return undefined;
  let number = 0;
  return shown.map(({ section }) => {
    const count = Math.ceil(Number(section.size) / PIECE);
    return Array.from({ length: count }, (_, i) => ({ number: number++, from: i * PIECE, to: (i + 1) * PIECE }));
  });
}

const STEP = 1 << 20;

/** Puts the code where other threads see it, too, and takes it from there. */
export function shareCode(file: ElfFile, shown: readonly ShownSection[]): Uint8Array[] {
  return shown.map(({ section }) => {
    if (section.type === SHT_NOBITS || section.type === SHT_NULL) return new Uint8Array(0);
    const bytes = new Uint8Array(new SharedArrayBuffer(Number(section.size)));
    for (let at = 0; at < bytes.length; at += STEP) {
      bytes.set(file.access.read(Number(section.offset) + at, Math.min(STEP, bytes.length - at)), at);
    }
    file.keep(section, bytes);
    return bytes;
  });
}

/** A thread's own printing of pieces, whose numbers ascend. */
export class PiecePrinter {
  readonly #symbols: CodeSymbols;
  #section = -1;
  #printer: CodePrinter | undefined;

  constructor(
    readonly context: ObjdumpContext,
    readonly shown: readonly ShownSection[],
    readonly machine: CodeMachine,
    readonly plan: readonly (readonly CodePiece[])[],
    code: readonly Uint8Array[],
  ) {
    shown.forEach(({ section }, i) => context.object.file.keep(section, code[i] as Uint8Array));
    this.#symbols = new CodeSymbols(context);
  }

  /** Whether the piece was printed; one with a very large region is not. */
  print(number: number): boolean {
    const index = this.plan.findIndex((pieces) => (pieces.at(-1)?.number ?? -1) >= number);
    const piece = this.plan[index]?.find((one) => one.number === number);
    if (piece === undefined) return false;
    // Symbols are made up for the starts of sections as these are reached: none is passed over.
    for (; this.#section < index; this.#section++) {
      const next = this.shown[this.#section + 1] as ShownSection;
      this.#printer = new CodePrinter(this.context, this.#symbols, next, this.machine, [], undefined);
    }
    const printer = this.#printer as CodePrinter;
    if (printer.largestRegion(piece.from, piece.to) > LARGE_REGION) return false;
    printer.print(piece.from, piece.to);
    return true;
  }
}

/** Pieces that are printed into memory while another thread is at the one whose turn it is. */
const MOST_KEPT = 4;

/** Prints a section's pieces in order, each by whichever thread is first to take it; none waits while there is something to print. */
export class PieceOrder {
  readonly #kept = new Map<number, Uint8Array[]>();

  constructor(
    readonly desk: Desk,
    readonly helpers: DumpHelpers,
  ) {}

  print(printer: CodePrinter, pieces: readonly CodePiece[]): void {
    pieces.forEach((piece, i) => {
      const behind = pieces.slice(i + 1, i + 1 + MOST_KEPT);
      while (!this.#kept.has(piece.number) && this.helpers.isBusy(piece.number) && this.#keepOne(printer, behind));
      const bytes = this.helpers.take(piece.number);
      const kept = this.#kept.get(piece.number);
      this.#kept.delete(piece.number);
      if (kept !== undefined) for (const part of kept) this.desk.printBytes(part);
      else if (bytes === undefined) printer.print(piece.from, piece.to);
      else this.desk.printBytes(bytes);
    });
  }

  /** Whether one of the pieces was nobody's and is printed into memory now. */
  #keepOne(printer: CodePrinter, pieces: readonly CodePiece[]): boolean {
    const piece = pieces.find(({ number, from, to }) => printer.largestRegion(from, to) <= LARGE_REGION && this.helpers.claim(number));
    if (piece === undefined) return false;
    const parts: Uint8Array[] = [];
    const { write } = printer;
    printer.write = (bytes) => void parts.push(bytes.slice());
    printer.print(piece.from, piece.to);
    printer.write = write;
    this.#kept.set(piece.number, parts);
    return true;
  }
}
