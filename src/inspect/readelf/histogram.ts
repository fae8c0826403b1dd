// readelf -I: how long the chains of the hash tables are that the dynamic table leads to.
import { SYM_SIZE } from "../../elf/constants.ts";
import { ElfError, hex } from "../../elf/read.ts";
import type { Fields } from "../../elf/read.ts";
import { MACHINES } from "./names.ts";
import type { ReadelfView } from "./view.ts";

/** `12.3` of a share, in percent. */
const percent = (part: number, whole: number): string => (whole === 0 ? 0 : (part * 100) / whole).toFixed(1);

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

/** The file from `offset` on. */
function rest(view: ReadelfView, offset: bigint): Fields {
  const { access } = view.file;
  return view.file.view(access.read(Number(offset), access.size - Number(offset)));
}

/** Throws ElfError where the table is not in the file. */
function checkSystemV(view: ReadelfView, offset: bigint, f: Fields): void {
  if (view.tables.hashEntrySize === 8) {
    const platform = MACHINES[view.file.header.machine] ?? "";
    throw new ElfError(
      `the hash table at ${hex(offset)} is not supported: it contains non-standard 8 byte entries on ${platform} platform`,
    );
  }
  const place = `the hash table at offset ${hex(offset)} goes past the end of the file (${hex(view.file.access.size)})`;
  if (f.length < 8) throw new ElfError(place);
  const [buckets, chains] = [f.u32(0), f.u32(4)];
  if (f.length - 8 < (buckets + chains) * 4) throw new ElfError(`${place}, nbucket = ${buckets}, nchain = ${chains}`);
}

/** gABI: nbucket, nchain, buckets, chains. A chain that comes back to itself is cut, and told. */
function systemV(view: ReadelfView, offset: bigint): string {
  const f = rest(view, offset);
  checkSystemV(view, offset, f);
  const [buckets, chains] = [f.u32(0), f.u32(4)];
  if (buckets === 0 || chains === 0) return "";
  const lengths = Array.from({ length: buckets }, (_, bucket) => {
    const seen = new Set<number>();
    for (let symbol = f.u32(8 + bucket * 4); symbol !== 0 && symbol < chains; symbol = f.u32(8 + (buckets + symbol) * 4)) {
      if (seen.has(symbol)) {
        view.warn(`.hash section is invalid: bucket ${symbol}: a cycle was detected in the linked chain`);
        break;
      }
      seen.add(symbol);
    }
    return seen.size;
  });
  return table("", lengths, Math.max(0, ...lengths));
}

/** GNU: nbuckets, symoffset, bloom_size, bloom_shift, bloom, buckets, chain hashes whose lowest bit ends a chain. */
interface GnuTable {
  readonly fields: Fields;
  readonly buckets: number;
  readonly first: number;
  /** Where the buckets begin. */
  readonly start: number;
}

/** Throws ElfError where the table is not in the file. */
function gnuTable(view: ReadelfView, offset: bigint): GnuTable {
  const f = rest(view, offset);
  const past = `unable to dump the SHT_GNU_HASH section at ${hex(offset)}: it goes past the end of the file`;
  if (f.length < 16) throw new ElfError(past);
  const start = 16 + f.u32(8) * (f.is64 ? 8 : 4);
  if (start + f.u32(0) * 4 >= f.length) throw new ElfError(past);
  return { fields: f, buckets: f.u32(0), first: f.u32(4), start };
}

/** Chains there are: one of each symbol from the first hashed one on. Throws ElfError. */
function chainCount(view: ReadelfView, { fields: f, buckets, first, start }: GnuTable): number {
  if (view.tables.dynamicSymbols === undefined) throw new ElfError("no dynamic symbol table found");
  const symbols = view.tables.dynamicSymbolBytes().length / SYM_SIZE[view.file.is64 ? 64 : 32];
  if (symbols === 0) throw new ElfError("the dynamic symbol table is empty");
  if (first < symbols) return symbols - first;
  for (let bucket = 0; bucket < buckets; bucket++) {
    if (f.u32(start + bucket * 4) === 0) continue;
    throw new ElfError(`the first hashed symbol index (${first}) is greater than or equal to the number of dynamic symbols (${symbols})`);
  }
  return 0;
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
