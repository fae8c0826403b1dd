// Addresses to source lines and back: the line number programs of `.debug_line` (DWARF 5, 6.2.5). A table that is cut short or
// broken gives the rows before the break: whoever asks only wants to tell people where something is.
import type { ElfFile } from "./read.ts";
import { Walk, lineStrings, readLineHeader } from "./line-header.ts";
import type { LineHeader, LineStrings } from "./line-header.ts";

export interface SourceLine {
  /** As the compiler was given it. */
  readonly file: string;
  /** From 1; 0: of no line. */
  readonly line: number;
}

interface Row extends SourceLine {
  readonly address: bigint;
  /** The first address behind a function. */
  readonly isEnd: boolean;
  readonly isStatement: boolean;
}

const OPCODE = { copy: 1, advancePc: 2, advanceLine: 3, setFile: 4, setColumn: 5, negate: 6, constAddPc: 8, fixedAdvance: 9 } as const;
const EXTENDED = { end: 1, setAddress: 2 } as const;

/** The address that stands at `offset` of the table; of an object that is not linked the table itself does not know it. */
export type AddressAt = (offset: number, written: bigint) => bigint;

/** The state machine of one unit. */
class Program {
  readonly rows: Row[];
  #address = 0n;
  #file = 1;
  #line = 1;
  #isStatement = true;

  constructor(
    readonly header: LineHeader,
    readonly walk: Walk,
    rows: Row[],
    readonly addressAt: AddressAt,
  ) {
    this.rows = rows;
  }

  #row(isEnd: boolean): void {
    this.rows.push({ address: this.#address, file: this.header.file(this.#file), line: this.#line, isEnd, isStatement: this.#isStatement });
  }

  #advance(operations: number): void {
    this.#address += BigInt(operations * this.header.minimumLength);
  }

  #special(opcode: number): void {
    const { opcodeBase, lineBase, lineRange } = this.header;
    this.#advance(Math.floor((opcode - opcodeBase) / lineRange));
    this.#line += lineBase + ((opcode - opcodeBase) % lineRange);
    this.#row(false);
  }

  #extended(): void {
    const { walk } = this;
    const length = walk.uleb();
    const end = walk.at + length;
    const opcode = length === 0 ? 0 : walk.u8();
    if (opcode === EXTENDED.setAddress && (length === 9 || length === 5))
      this.#address = this.addressAt(walk.at, length === 9 ? walk.u64() : BigInt(walk.u32()));
    if (opcode === EXTENDED.end) {
      this.#row(true);
      [this.#address, this.#file, this.#line, this.#isStatement] = [0n, 1, 1, true];
    }
    walk.at = end;
  }

  #standard(opcode: number): void {
    const { walk, header } = this;
    if (opcode === OPCODE.copy) this.#row(false);
    else if (opcode === OPCODE.advancePc) this.#advance(walk.uleb());
    else if (opcode === OPCODE.advanceLine) this.#line += walk.sleb();
    else if (opcode === OPCODE.setFile) this.#file = walk.uleb();
    else if (opcode === OPCODE.negate) this.#isStatement = !this.#isStatement;
    else if (opcode === OPCODE.constAddPc) this.#advance(Math.floor((255 - header.opcodeBase) / header.lineRange));
    else if (opcode === OPCODE.fixedAdvance) this.#address += BigInt(walk.u16());
    else for (let i = 0; i < (header.operands[opcode - 1] ?? 0); i++) walk.uleb();
  }

  run(): void {
    while (this.walk.at < this.walk.end) {
      const opcode = this.walk.u8();
      if (opcode >= this.header.opcodeBase) this.#special(opcode);
      else if (opcode === 0) this.#extended();
      else this.#standard(opcode);
    }
  }
}

/** The rows of the program at an offset of `.debug_line`, and where the next one starts. */
export function rowsAt(
  bytes: Uint8Array,
  at: number,
  strings: LineStrings,
  folder: string | undefined,
  addressAt: AddressAt = (_, written) => written,
  littleEndian = true,
): { readonly rows: Row[]; readonly next: number } {
  const rows: Row[] = [];
  const walk = new Walk(bytes, at, bytes.length, littleEndian);
  try {
    const header = readLineHeader(walk, strings, folder);
    if (header !== undefined) new Program(header, walk, rows, addressAt).run();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return { rows, next: Math.max(walk.end, at + 4) };
}

/** The rows of all units in `.debug_line`; `folderOf`: where the unit at an offset was compiled, undefined for what the table says. */
export function rowsOf(
  bytes: Uint8Array,
  strings: LineStrings,
  folderOf: (offset: number) => string | undefined,
  addressAt: AddressAt = (_, written) => written,
  littleEndian = true,
): Row[] {
  const rows: Row[] = [];
  for (let at = 0; at + 4 < bytes.length;) {
    const program = rowsAt(bytes, at, strings, folderOf(at), addressAt, littleEndian);
    for (const row of program.rows) rows.push(row);
    at = program.next;
  }
  return rows;
}

/** The rows of one function, without a gap. Addresses below the first are of functions the linker dropped. */
interface Sequence {
  readonly rows: readonly Row[];
  readonly start: bigint;
  readonly end: bigint;
}

function sequencesOf(rows: readonly Row[], withZero: boolean): Sequence[] {
  const sequences: Sequence[] = [];
  for (let from = 0, i = 0; i < rows.length; i++) {
    const { isEnd, address } = rows[i] as Row;
    if (!isEnd) continue;
    const start = (rows[from] as Row).address;
    if ((withZero || start !== 0n) && address > start) sequences.push({ rows: rows.slice(from, i), start, end: address });
    from = i + 1;
  }
  return sequences.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
}

/** The last row at or before an address. */
function lastRow(rows: readonly Row[], address: bigint): Row | undefined {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] as Row).address <= address) low = middle + 1;
    else high = middle;
  }
  return rows[low - 1];
}

export class LineTable {
  readonly #sequences: readonly Sequence[];

  /** `withZero`: code may start at address 0, where linkers leave what they have dropped. */
  constructor(rows: readonly Row[], withZero = false) {
    this.#sequences = sequencesOf(rows, withZero);
  }

  /** The line that the code at an address is of. */
  at(address: bigint): SourceLine | undefined {
    const row = this.rowAt(address);
    return row?.line === 0 ? undefined : row;
  }

  /** The row of an address; line 0 stands for none. */
  rowAt(address: bigint): SourceLine | undefined {
    let [low, high] = [0, this.#sequences.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sequences[middle] as Sequence).end > address) high = middle;
      else low = middle + 1;
    }
    const sequence = this.#sequences[low];
    if (sequence === undefined || address < sequence.start) return undefined;
    return lastRow(sequence.rows, address);
  }

  /** Where the code of a line starts, once for each function it is in. `file` may leave folders out from the left. */
  addressesOf(file: string, line: number): bigint[] {
    const isNamed = (path: string) => path === file || path.endsWith(`/${file}`);
    return this.#sequences.flatMap(({ rows }) => {
      const first = rows.find((row) => row.line === line && row.isStatement && isNamed(row.file));
      return first === undefined ? [] : [first.address];
    });
  }
}

/** The line table of a file; empty if it has none. Names are as the table has them. */
export function readLineTable(elf: ElfFile): LineTable {
  const contents = (name: string): Uint8Array => {
    const section = elf.sections.find((one) => elf.sectionNameOrEmpty(one) === name);
    return section === undefined ? new Uint8Array(0) : elf.contents(section);
  };
  const strings = lineStrings(contents(".debug_line_str"), contents(".debug_str"));
  return new LineTable(rowsOf(contents(".debug_line"), strings, () => "", undefined, elf.littleEndian));
}
