// Source lines of an object that is not linked yet, for messages about places in its sections: the line table with its relocations applied
// as if each section had a range of addresses to itself.
import { LineTable, rowsOf } from "../../elf/line-table.ts";
import type { SourceLine } from "../../elf/line-table.ts";
import type { DebugContents } from "../../elf/debug-entries.ts";
import { debugUnits } from "../../elf/debug-units.ts";
import { Walk, lineStrings, readLineHeader } from "../../elf/line-header.ts";
import type { LineHeader, LineStrings } from "../../elf/line-header.ts";
import * as elf from "../../elf/constants.ts";
import type { ElfObject, ObjectSection } from "../../elf/object.ts";

/** Bits of an offset in a section; the section's number, counted from 1, stands above them. */
const OFFSET_BITS = 40n;

/** Where a place is on the line of all sections. */
export function objectAddress(section: number, offset: number | bigint): bigint {
  return (BigInt(section + 1) << OFFSET_BITS) | BigInt(offset);
}

/** Adds an address to a field of two bytes, from which another relocation takes the address before. */
const R_RISCV_ADD16 = 34;
const R_RISCV_SUB16 = 38;

/** A section's contents, and the addresses that stand in it: a word of the file may be too small for those. */
interface Relocated {
  readonly data: Uint8Array;
  readonly addresses: ReadonlyMap<number, bigint>;
}

const NOTHING: Relocated = { data: new Uint8Array(0), addresses: new Map() };

function relocated(object: ElfObject, section: ObjectSection): Relocated {
  const data = new Uint8Array(section.data);
  const view = new DataView(data.buffer);
  const addresses = new Map<number, bigint>();
  const isDistance = object.machine === elf.EM_RISCV;
  for (const { offset, type, symbol, addend } of section.relocations) {
    const target = object.symbols[symbol];
    if (target === undefined || typeof target.place !== "number") continue;
    const within = target.value + addend;
    // LLD takes the address for the distance.
    if (isDistance && type === R_RISCV_ADD16 && offset + 2 <= data.length) view.setUint16(offset, Number(BigInt.asUintN(16, within)), true);
    if (isDistance && (type === R_RISCV_ADD16 || type === R_RISCV_SUB16)) continue;
    if (object.sections[target.place]?.name.startsWith(".debug") === false)
      addresses.set(offset, objectAddress(target.place, BigInt.asUintN(32, within)));
    // Words of four bytes are offsets into a table of names.
    else if (offset + 4 <= data.length) view.setUint32(offset, Number(BigInt.asUintN(32, within)), true);
  }
  return { data, addresses };
}

function headerAt(lines: Uint8Array, at: number, strings: LineStrings): LineHeader | undefined {
  try {
    return readLineHeader(new Walk(lines, at, lines.length), strings, undefined);
  } catch (problem) {
    if (problem instanceof RangeError) return undefined;
    throw problem;
  }
}

/** The line that a byte of a section is of, if the object tells. */
export class ObjectLines {
  readonly #table: LineTable;
  #variables: ReadonlyMap<string, SourceLine> | undefined;

  constructor(readonly object: ElfObject) {
    const { data, addresses } = this.#contents(".debug_line");
    const strings = this.#strings();
    this.#table = new LineTable(
      rowsOf(
        data,
        strings,
        () => undefined,
        (offset, written) => addresses.get(offset) ?? written,
      ),
    );
  }

  #contents(name: string): Relocated {
    const section = this.object.sections.find((one) => one.name === name);
    return section === undefined ? NOTHING : relocated(this.object, section);
  }

  #strings(): LineStrings {
    return lineStrings(this.#contents(".debug_line_str").data, this.#contents(".debug_str").data);
  }

  /** Where a variable of this name is declared that other objects can name. */
  variable(name: string): SourceLine | undefined {
    this.#variables ??= this.#readVariables();
    return this.#variables.get(name);
  }

  #readVariables(): ReadonlyMap<string, SourceLine> {
    const lines = this.#contents(".debug_line").data;
    const strings = this.#strings();
    const plain = (name: string) => this.#contents(name).data;
    const contents: DebugContents = {
      ...strings,
      info: plain(".debug_info"),
      abbreviations: plain(".debug_abbrev"),
      stringOffsets: plain(".debug_str_offsets"),
      addresses: plain(".debug_addr"),
      ranges: NOTHING.data,
      rangeLists: NOTHING.data,
      addressRanges: NOTHING.data,
      littleEndian: this.object.littleEndian,
    };
    const found = new Map<string, SourceLine>();
    for (const unit of debugUnits(contents)) {
      const header = unit.lineOffset === undefined ? undefined : headerAt(lines, unit.lineOffset, strings);
      for (const { name, file, line } of header === undefined ? [] : unit.externalVariables())
        if (!found.has(name)) found.set(name, { file: header?.file(file) ?? "", line });
    }
    return found;
  }

  /** Line 0 where the compiler made code for none. */
  at(section: number, offset: number): SourceLine | undefined {
    return this.#table.rowAt(objectAddress(section, offset));
  }
}
