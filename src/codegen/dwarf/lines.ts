// The line number program (DWARF 4, 6.2): for each function a sequence of rows, written with special opcodes where they
// fit, as LLVM does.
import { DebugWriter, withLength } from "./writer.ts";

export interface LineRow {
  /** Bytes from the function's start. */
  readonly offset: number;
  /** From 1; the path as the compiler was given it. */
  readonly file: string;
  readonly line: number;
  /** From 1; 0 for none. */
  readonly column: number;
  /** A debugger stops here when it stops at the function. */
  readonly isPrologueEnd: boolean;
}

export interface LineSequence {
  readonly symbol: string;
  readonly size: number;
  readonly rows: readonly LineRow[];
}

const LINE_BASE = -5;
const LINE_RANGE = 14;
const OPCODE_BASE = 13;
const OPCODE_LENGTHS = [0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1];
const STANDARD = { copy: 1, advance_pc: 2, advance_line: 3, set_file: 4, set_column: 5, const_add_pc: 8, set_prologue_end: 10 } as const;
const EXTENDED = { end_sequence: 1, set_address: 2 } as const;

/** Files by number, from 1, with the folders they are in. */
export class Files {
  readonly #numbers = new Map<string, number>();
  readonly #folders: string[] = [];

  number(path: string): number {
    let number = this.#numbers.get(path);
    if (number === undefined) {
      this.#numbers.set(path, (number = this.#numbers.size + 1));
      const folder = folderOf(path);
      if (folder !== "" && !this.#folders.includes(folder)) this.#folders.push(folder);
    }
    return number;
  }

  write(out: DebugWriter): void {
    for (const folder of this.#folders) out.text(folder);
    out.out.u8(0);
    for (const path of this.#numbers.keys()) {
      out.text(path.slice(path.lastIndexOf("/") + 1));
      out.uleb(this.#folders.indexOf(folderOf(path)) + 1);
      out.out.u8(0).u8(0);
    }
    out.out.u8(0);
  }
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

function writeSequence(out: DebugWriter, { symbol, size, rows }: LineSequence, files: Files, addressSize: 4 | 8): void {
  out.data([0, 1 + addressSize, EXTENDED.set_address]);
  out.reference(addressSize, symbol, 0, true);
  let [address, line, file, column] = [0, 1, 1, 0];
  for (const row of rows) {
    const number = files.number(row.file);
    if (number !== file) {
      out.out.u8(STANDARD.set_file);
      out.uleb(number);
    }
    if (row.column !== column) {
      out.out.u8(STANDARD.set_column);
      out.uleb(row.column);
    }
    if (row.isPrologueEnd) out.out.u8(STANDARD.set_prologue_end);
    advance(out, row.offset - address, row.line - line);
    [address, line, file, column] = [row.offset, row.line, number, row.column];
  }
  if (size - address === MOST_SPECIAL) out.out.u8(STANDARD.const_add_pc);
  else if (size > address) {
    out.out.u8(STANDARD.advance_pc);
    out.uleb(size - address);
  }
  out.data([0, 1, EXTENDED.end_sequence]);
}

/** The most bytes that a special opcode steps over without a line. */
const MOST_SPECIAL = Math.floor((255 - OPCODE_BASE) / LINE_RANGE);

/** To the next row, with the opcodes LLVM takes: one where both steps are small. */
function advance(out: DebugWriter, bytes: number, lines: number): void {
  const isFar = lines < LINE_BASE || lines >= LINE_BASE + LINE_RANGE;
  if (isFar) {
    out.out.u8(STANDARD.advance_line);
    out.sleb(lines);
  }
  const step = isFar ? 0 : lines;
  if (step === 0 && bytes === 0) {
    out.out.u8(STANDARD.copy);
    return;
  }
  const opcode = step - LINE_BASE + OPCODE_BASE;
  if (opcode + LINE_RANGE * bytes <= 255) out.out.u8(opcode + LINE_RANGE * bytes);
  else if (bytes >= MOST_SPECIAL && opcode + LINE_RANGE * (bytes - MOST_SPECIAL) <= 255)
    out.out.u8(STANDARD.const_add_pc).u8(opcode + LINE_RANGE * (bytes - MOST_SPECIAL));
  else {
    out.out.u8(STANDARD.advance_pc);
    out.uleb(bytes);
    out.out.u8(isFar ? STANDARD.copy : opcode);
  }
}

/** The contents of `.debug_line`. Files get their numbers before: entries name them, too. */
export function lineTable(sequences: readonly LineSequence[], files: Files, addressSize: 4 | 8): DebugWriter {
  for (const { rows } of sequences) for (const { file } of rows) files.number(file);
  return withLength((unit) => {
    unit.out.u16(4);
    const header = new DebugWriter();
    header.data([1, 1, 1, LINE_BASE & 0xff, LINE_RANGE, OPCODE_BASE, ...OPCODE_LENGTHS]);
    files.write(header);
    unit.out.u32(header.length);
    unit.data([...header.out.bytes]);
    for (const sequence of sequences) writeSequence(unit, sequence, files, addressSize);
  });
}
