// nm's JSON (kbuild's own; schema in `schemas/nm.json` beside this file): one line an object file, so that large outputs stream.
import { fullName } from "./desk.ts";
import type { ObjectInput } from "./desk.ts";
import { hexHalves } from "./format.ts";
import type { ShownSymbol, SymbolList } from "./nm.ts";

const BINDINGS: Readonly<Record<number, string>> = { 0: "local", 1: "global", 2: "weak", 10: "unique" };

function entry(list: SymbolList, symbol: ShownSymbol): string {
  const { table } = list;
  return JSON.stringify({
    name: symbol.name,
    letter: symbol.letter,
    address: symbol.undefined ? null : `0x${hexHalves(symbol.high, symbol.low, 0)}`,
    size: `0x${hexHalves(symbol.sizeHigh, symbol.sizeLow, 0)}`,
    binding: BINDINGS[table?.binding(symbol.index) ?? 0] ?? "other",
    type: table?.type(symbol.index) ?? 0,
  });
}

/** `{"file":...,"symbols":[...]}` and a line end; addresses and sizes are hexadecimal strings. */
export function jsonSymbols(object: ObjectInput, list: SymbolList): string {
  const entries = list.symbols.map((symbol) => entry(list, symbol));
  return `{"file":${JSON.stringify(fullName(object))},"symbols":[${entries.join(",")}]}\n`;
}
