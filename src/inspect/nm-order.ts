// The order of nm's lines: by name, size or address, or the table's, forwards or backwards.
import { compareNames, sortByName } from "../elf/name-order.ts";
import { introsort } from "./introsort.ts";
import type { SymbolColumns } from "./nm-symbols.ts";
import type { ParsedOptions } from "./options.ts";

type Compare = (a: number, b: number) => number;

function comparisons(columns: SymbolColumns): Record<"byName" | "byAddress" | "bySize", Compare> {
  const { high, low, table } = columns;
  const { sizeHigh, sizeLow } = table;
  const column =
    (upper: Uint32Array, lower: Uint32Array): Compare =>
    (a, b) =>
      (upper[a] as number) - (upper[b] as number) || (lower[a] as number) - (lower[b] as number);
  return { byName: (a, b) => compareNames(columns, a, b), byAddress: column(high, low), bySize: column(sizeHigh, sizeLow) };
}

/** Sorts the rows; gives the comparison that they are sorted by, or nothing where it tells all of them apart. */
function sorted(columns: SymbolColumns, rows: Uint32Array, options: ParsedOptions): Compare | undefined {
  const { byName, byAddress, bySize } = comparisons(columns);
  if (options.has("numeric-sort")) {
    const byKind: Compare = (a, b) => Number(columns.isUndefined(b)) - Number(columns.isUndefined(a));
    const compare: Compare = (a, b) => byKind(a, b) || byAddress(a, b) || byName(a, b) || bySize(a, b);
    rows.sort(compare);
    return compare;
  }
  if (options.has("size-sort")) {
    const compare: Compare = (a, b) => bySize(a, b) || byName(a, b) || byAddress(a, b);
    rows.sort(compare);
    return compare;
  }
  const rest: Compare = (a, b) => bySize(a, b) || byAddress(a, b);
  return sortByName(columns, rows, rest) ? (a, b) => rest(a, b) || byName(a, b) : undefined;
}

/** Ranks of the sorted rows by symbol, equal for equal ones; undefined when all differ. */
function ranksWithTies(rows: Uint32Array, compare: Compare | undefined, count: number): Uint32Array | undefined {
  if (compare === undefined) return undefined;
  const ranks = new Uint32Array(count);
  let rank = 0;
  for (let row = 1; row < rows.length; row++) {
    if (compare(rows[row - 1] as number, rows[row] as number) !== 0) rank++;
    ranks[rows[row] as number] = rank;
  }
  return rank === rows.length - 1 ? undefined : ranks;
}

/** Puts the rows in the order asked for; where symbols are equal in all, their order is that of llvm-nm's sort. */
export function sortSymbols(columns: SymbolColumns, options: ParsedOptions): void {
  const { rows } = columns;
  if (options.has("no-sort") || rows.length < 2) return;
  const before = rows.slice();
  const compare = sorted(columns, rows, options);
  const reverse = options.has("reverse-sort");
  if (reverse) rows.reverse();
  const ranks = ranksWithTies(rows, compare, columns.table.count);
  if (ranks === undefined) return;
  introsort(
    before,
    before.map((i) => ranks[i] as number),
  );
  rows.set(before);
}
