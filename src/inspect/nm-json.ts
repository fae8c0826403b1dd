// nm's JSON (kbuild's own; schema in `schemas/nm.json` beside this file): one line an object file, so that large outputs stream.
import { fullName } from "./desk.ts";
import type { ObjectInput } from "./desk.ts";
import { hexHalves } from "./format.ts";
import type { SymbolColumns } from "./nm-symbols.ts";

const BINDINGS: Readonly<Record<number, string>> = { 0: "local", 1: "global", 2: "weak", 10: "unique" };

function entry(columns: SymbolColumns, i: number): string {
  const { table, high, low } = columns;
  return JSON.stringify({
    name: columns.name(i),
    letter: String.fromCharCode(columns.letters[i] as number),
    address: columns.isUndefined(i) ? null : `0x${hexHalves(high[i] as number, low[i] as number, 0)}`,
    size: `0x${hexHalves(table.sizeHigh[i] as number, table.sizeLow[i] as number, 0)}`,
    binding: BINDINGS[table.binding(i)] ?? "other",
    type: table.type(i),
  });
}

/** `{"file":...,"symbols":[...]}` and a line end; addresses and sizes are hexadecimal strings. */
export function jsonSymbols(object: ObjectInput, columns: SymbolColumns | undefined): string {
  const entries = columns === undefined ? [] : Array.from(columns.shown, (i) => entry(columns, i));
  return `{"file":${JSON.stringify(fullName(object))},"symbols":[${entries.join(",")}]}\n`;
}
