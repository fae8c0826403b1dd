// Where code comes from, by its address: the unit that it is of, its line in the unit's own table, its function's name.
import type { DebugContents } from "./debug-entries.ts";
import { UnitRanges } from "./debug-ranges.ts";
import type { Complain } from "./debug-ranges.ts";
import { debugUnits } from "./debug-units.ts";
import type { DebugUnit } from "./debug-units.ts";
import { LineTable, rowsAt } from "./line-table.ts";
import type { AddressAt, SourceLine } from "./line-table.ts";

export class DebugLines {
  readonly #ranges: UnitRanges;
  readonly #tables = new Map<number, LineTable>();

  constructor(
    readonly contents: DebugContents,
    /** `.debug_line`. */
    readonly lines: Uint8Array,
    readonly addressAt: AddressAt,
    complain: Complain,
  ) {
    this.#ranges = new UnitRanges(debugUnits(contents), contents, complain);
  }

  unitAt(address: bigint): DebugUnit | undefined {
    return this.#ranges.at(address);
  }

  /** The line, by the unit's table, of what `addressAt` makes of an address. */
  lineAt({ lineOffset, folder }: DebugUnit, address: bigint): SourceLine | undefined {
    if (lineOffset === undefined) return undefined;
    const known = this.#tables.get(lineOffset);
    if (known !== undefined) return known.at(address);
    const { rows } = rowsAt(this.lines, lineOffset, this.contents, folder, this.addressAt, this.contents.littleEndian);
    const made = new LineTable(rows, true);
    this.#tables.set(lineOffset, made);
    return made.at(address);
  }
}
