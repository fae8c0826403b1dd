// Source lines of an object that is not linked yet, for messages about places in its sections: the line table with its relocations applied
// as if each section had a range of addresses to itself.
import { LineTable, rowsOf } from "../../elf/line-table.ts";
import type { SourceLine } from "../../elf/line-table.ts";
import { lineStrings } from "../../elf/line-header.ts";
import type { ElfObject, ObjectSection } from "../../elf/object.ts";

/** Bits of an offset in a section; the section's number, counted from 1, stands above them. */
const OFFSET_BITS = 40n;

/** Where a place is on the line of all sections. */
export function objectAddress(section: number, offset: number | bigint): bigint {
  return (BigInt(section + 1) << OFFSET_BITS) | BigInt(offset);
}

function relocated(object: ElfObject, section: ObjectSection): Uint8Array {
  const data = new Uint8Array(section.data);
  const view = new DataView(data.buffer);
  for (const { offset, symbol, addend } of section.relocations) {
    const target = object.symbols[symbol];
    if (target === undefined || typeof target.place !== "number") continue;
    const within = target.value + addend;
    // Words of eight bytes are addresses of code; those of four are offsets into a table of names.
    const isAddress = object.sections[target.place]?.name.startsWith(".debug") === false;
    if (isAddress && offset + 8 <= data.length) view.setBigUint64(offset, objectAddress(target.place, BigInt.asUintN(32, within)), true);
    else if (!isAddress && offset + 4 <= data.length) view.setUint32(offset, Number(BigInt.asUintN(32, within)), true);
  }
  return data;
}

/** The line that a byte of a section is of, if the object tells. */
export class ObjectLines {
  readonly #table: LineTable;

  constructor(object: ElfObject) {
    const contents = (name: string): Uint8Array => {
      const section = object.sections.find((one) => one.name === name);
      return section === undefined ? new Uint8Array(0) : relocated(object, section);
    };
    const strings = lineStrings(contents(".debug_line_str"), contents(".debug_str"));
    this.#table = new LineTable(rowsOf(contents(".debug_line"), strings, () => undefined));
  }

  at(section: number, offset: number): SourceLine | undefined {
    return this.#table.at(objectAddress(section, offset));
  }
}
