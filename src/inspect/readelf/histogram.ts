// readelf -I: how long the chains of the hash tables are that the dynamic table leads to.
import { chainCount, chainOf, gnuTable, systemVTable } from "./hash-tables.ts";
import type { ReadelfView } from "./view.ts";

/** `12.3` of a share, in percent, as C's `%.1f`: a quarter, just between two digits, goes to the even one. */
function percent(part: number, whole: number): string {
  const value = whole === 0 ? 0 : (part * 100) / whole;
  const isBetween = Number.isInteger(value * 4) && !Number.isInteger(value * 2);
  return (isBetween ? Math.round(value * 5) / 5 : value).toFixed(1);
}

/** Rows for chains of no symbol up to `longest`. */
function table(title: string, lengths: readonly number[], longest: number): string {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (total === 0) return "";
  const counts = new Array<number>(longest + 1).fill(0);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  let text = `Histogram for ${title}bucket list length (total of ${lengths.length} buckets)\n Length  Number     % of total  Coverage\n`;
  let covered = 0;
  counts.forEach((number, length) => {
    covered += number * length;
    text += `${String(length).padStart(7)}  ${String(number).padEnd(10)} (${percent(number, lengths.length).padStart(5)}%)     ${percent(covered, total).padStart(5)}%\n`;
  });
  return text;
}

function systemV(view: ReadelfView, offset: bigint): string {
  const hashes = systemVTable(view, offset);
  if (hashes.buckets === 0 || hashes.chains === 0) return "";
  const lengths = Array.from({ length: hashes.buckets }, (_, bucket) => chainOf(view, hashes, bucket).length);
  return table("", lengths, Math.max(0, ...lengths));
}

function gnu(view: ReadelfView, offset: bigint): string {
  const hashes = gnuTable(view, offset);
  const { fields: f, buckets, first, start } = hashes;
  const count = view.within("unable to print the GNU hash table histogram: ", () => chainCount(view, hashes));
  if (count === undefined || count === 0 || buckets === 0) return "";
  const chains = start + buckets * 4;
  const isLast = (chain: number): boolean =>
    chain < 0 || chain >= count || 4 * chain + chains + 4 > f.length || (f.u32(chains + 4 * chain) & 1) !== 0;
  const lengths = Array.from({ length: buckets }, (_, bucket) => {
    const symbol = f.u32(start + bucket * 4);
    if (symbol === 0) return 0;
    let length = 1;
    for (let chain = symbol - first; !isLast(chain); chain++) length++;
    return length;
  });
  return table("`.gnu.hash' ", lengths, Math.max(0, ...lengths));
}

export function hashHistogram(view: ReadelfView): string {
  const { hash, gnuHash } = view.tables;
  let text = "";
  if (hash !== undefined) text += view.attempt(() => systemV(view, hash), "");
  if (gnuHash !== undefined) text += view.attempt(() => gnu(view, gnuHash), "");
  return text;
}
