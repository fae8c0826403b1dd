// nm --export-symbols: the names that all files together define for others, each once, in one sorted list.
import { STB_LOCAL } from "../elf/constants.ts";
import type { SymbolColumns } from "./nm-symbols.ts";
import type { ParsedOptions } from "./options.ts";

interface Exported {
  readonly name: string;
  readonly address: bigint;
  readonly size: bigint;
}

type Compare = (a: Exported, b: Exported) => number;

const number =
  (key: "address" | "size"): Compare =>
  (a, b) =>
    a[key] < b[key] ? -1 : Number(a[key] > b[key]);
const byName: Compare = (a, b) => (a.name < b.name ? -1 : Number(a.name > b.name));

/** Keys in the order they count. */
function keysOf(options: ParsedOptions): readonly Compare[] {
  if (options.has("numeric-sort")) return [number("address"), byName, number("size")];
  if (options.has("size-sort")) return [number("size"), byName, number("address")];
  return [byName];
}

export class ExportList {
  readonly #symbols: Exported[] = [];

  constructor(readonly options: ParsedOptions) {}

  add(columns: SymbolColumns): void {
    const { table, high, low } = columns;
    for (const i of columns.shown) {
      if (columns.isUndefined(i) || table.binding(i) === STB_LOCAL) continue;
      const address = (BigInt(high[i] as number) << 32n) | BigInt(low[i] as number);
      this.#symbols.push({ name: columns.name(i), address, size: table.size(i) });
    }
  }

  /** One name a line; neighbours that are equal in all that is sorted by are told once. */
  text(): string {
    const { options } = this;
    const symbols = this.#symbols;
    const keys = keysOf(options);
    const compare: Compare = (a, b) => keys.reduce((found, key) => found || key(a, b), 0);
    if (!options.has("no-sort")) {
      symbols.sort(compare);
      if (options.has("reverse-sort")) symbols.reverse();
    }
    return symbols
      .filter((symbol, i) => i === 0 || compare(symbols[i - 1] as Exported, symbol) !== 0)
      .map(({ name }) => `${name}\n`)
      .join("");
  }
}
