// readelf --hash-symbols, --hash-table and --gnu-hash-table: the hash tables, and the symbols in the order of their buckets.
import { stringsOf } from "../../elf/read.ts";
import { symbolsIn } from "../../elf/read-symbols.ts";
import { hexHalves, inColumns } from "../format.ts";
import { chainCount, chainOf, gnuTable, systemVTable } from "./hash-tables.ts";
import type { GnuTable } from "./hash-tables.ts";
import { BINDINGS, VISIBILITIES } from "./names.ts";
import { indexText, kindText, readelfSymbolName } from "./symbols.ts";
import type { NamedSymbols } from "./symbols.ts";
import type { ReadelfView } from "./view.ts";

const numbers = (values: readonly (number | string)[]): string => `[${values.join(", ")}]`;
const words = (values: readonly (number | bigint)[]): string => numbers(values.map((value) => `0x${value.toString(16).toUpperCase()}`));

/** What the scope holds, up to what cannot be read, which is told. */
function scope(view: ReadelfView, name: string, fill: (line: (text: string) => void) => void): void {
  const lines: string[] = [];
  view.attempt(() => fill((text) => lines.push(`  ${text}\n`)), undefined);
  view.print(`${name} {\n${lines.join("")}}\n`);
}

export function hashTable(view: ReadelfView): void {
  const { hash } = view.tables;
  scope(view, "HashTable", (line) => {
    if (hash === undefined) return;
    const {
      fields: f,
      buckets,
      chains,
    } = systemVTable(view, hash, (bucketCount, chainCounts) => {
      line(`Num Buckets: ${bucketCount}`);
      line(`Num Chains: ${chainCounts}`);
    });
    line(`Buckets: ${numbers(Array.from({ length: buckets }, (_, i) => f.u32(8 + 4 * i)))}`);
    line(`Chains: ${numbers(Array.from({ length: chains }, (_, i) => f.u32(8 + 4 * (buckets + i))))}`);
  });
}

const GNU_HEADER = ["Num Buckets", "First Hashed Symbol Index", "Num Mask Words", "Shift Count"];

/** Words of the chains. */
function valuesOf({ fields: f, buckets, start }: GnuTable, count: number): number[] {
  return Array.from({ length: count }, (_, i) => f.u32(start + 4 * (buckets + i)));
}

export function gnuHashTable(view: ReadelfView): void {
  const { gnuHash } = view.tables;
  scope(view, "GnuHashTable", (line) => {
    if (gnuHash === undefined) return;
    const hashes = gnuTable(view, gnuHash, (header) => GNU_HEADER.forEach((name, i) => line(`${name}: ${header[i]}`)));
    const { fields: f, buckets, start } = hashes;
    const step = view.file.is64 ? 8 : 4;
    line(`Bloom Filter: ${words(Array.from({ length: (start - 16) / step }, (_, i) => f.word(16 + step * i)))}`);
    line(`Buckets: ${numbers(Array.from({ length: buckets }, (_, i) => f.u32(start + 4 * i)))}`);
    const count = view.within("unable to dump 'Values' for the SHT_GNU_HASH section: ", () => chainCount(view, hashes));
    if (count !== undefined) line(`Values: ${words(valuesOf(hashes, count))}`);
  });
}

class HashedSymbols {
  #known: NamedSymbols | undefined;

  constructor(readonly view: ReadelfView) {}

  /** Read, and what is wrong with them told, when the first is asked for. */
  get #symbols(): NamedSymbols {
    if (this.#known !== undefined) return this.#known;
    const { tables, file } = this.view;
    const names = stringsOf(tables.dynamicNames?.bytes ?? new Uint8Array(0));
    const table = symbolsIn(file, tables.dynamicSymbolBytes(), names, tables.dynsym);
    return (this.#known = { table, hasNames: true, isDynamic: true, index: undefined });
  }

  get count(): number {
    return this.#symbols.table.count;
  }

  get heading(): string {
    return this.view.file.is64
      ? "  Num Buc:    Value          Size   Type   Bind Vis      Ndx Name\n"
      : "  Num Buc:    Value  Size   Type   Bind Vis      Ndx Name\n";
  }

  /** Whether there is anything to show; without symbols that is told. */
  has(name: string): boolean {
    const { tables } = this.view;
    if ((tables.dynamicNames?.bytes.length ?? 0) === 0) return false;
    if (this.count > 0) return true;
    const problem = tables.dynamicSymbols === undefined ? "was not found" : "is empty";
    this.view.warn(`unable to print symbols for the ${name} table: the dynamic symbol table ${problem}`);
    return false;
  }

  print(i: number, bucket: number): void {
    const { view } = this;
    const { table } = this.#symbols;
    const wide = view.file.is64 ? 8 : 0;
    const binding = table.binding(i);
    view.print(
      inColumns([
        [0, String(i).padStart(5)],
        [6, `${String(bucket).padStart(3)}:`],
        [11, hexHalves(table.valueHigh[i] as number, table.valueLow[i] as number, view.width)],
        [20 + wide, String(table.size(i)).padStart(5)],
        [25 + wide, kindText(table.type(i))],
        [34 + wide, BINDINGS[binding] ?? `<unknown>: ${binding}`],
        [41 + wide, VISIBILITIES[(table.other[i] as number) & 3] as string],
        [49 + wide, indexText(view, table, i).padStart(3)],
        [53 + wide, readelfSymbolName(view, this.#symbols, i)],
      ]),
    );
  }
}

function systemVSymbols(view: ReadelfView, symbols: HashedSymbols, offset: bigint): void {
  const hashes = systemVTable(view, offset);
  if ((view.tables.dynamicNames?.bytes.length ?? 0) > 0) view.print(symbols.heading);
  if (!symbols.has(".hash")) return;
  for (let bucket = 0; bucket < hashes.buckets; bucket++)
    for (const symbol of chainOf(view, hashes, bucket)) if (symbol < symbols.count) symbols.print(symbol, bucket);
}

/** One bucket's chain, up to the hash whose lowest bit is set. */
function gnuBucket(view: ReadelfView, symbols: HashedSymbols, hashes: GnuTable, values: readonly number[], bucket: number): void {
  const { fields: f, first, start } = hashes;
  for (let symbol = f.u32(start + 4 * bucket); ; symbol++) {
    if (symbol >= symbols.count) {
      const problem = `which is greater than or equal to the number of dynamic symbols (${symbols.count.toString(16)})`;
      return view.warn(`unable to print hashed symbol with index ${symbol}, ${problem}`);
    }
    symbols.print(symbol, bucket);
    if (symbol < first) {
      const problem = `which is less than the index of the first hashed symbol (${first})`;
      return view.warn(`unable to read the hash value for symbol with index ${symbol}, ${problem}`);
    }
    if (((values[symbol - first] ?? 1) & 1) === 1) return;
  }
}

function gnuSymbols(view: ReadelfView, symbols: HashedSymbols, offset: bigint): void {
  const hashes = gnuTable(view, offset);
  if (!symbols.has(".gnu.hash")) return;
  const count = view.within("unable to get hash values for the SHT_GNU_HASH section: ", () => chainCount(view, hashes)) ?? 0;
  const values = valuesOf(hashes, count);
  for (let bucket = 0; bucket < hashes.buckets; bucket++)
    if (hashes.fields.u32(hashes.start + 4 * bucket) !== 0) gnuBucket(view, symbols, hashes, values, bucket);
}

export function hashSymbols(view: ReadelfView): void {
  const { hash, gnuHash } = view.tables;
  const symbols = new HashedSymbols(view);
  if (hash !== undefined) {
    view.print("\n Symbol table of .hash for image:\n");
    view.attempt(() => systemVSymbols(view, symbols, hash), undefined);
  }
  if (gnuHash === undefined) return;
  view.print(`\n Symbol table of .gnu.hash for image:\n${symbols.heading}`);
  view.attempt(() => gnuSymbols(view, symbols, gnuHash), undefined);
}
