// The hash tables that the dynamic table leads to, and what is wrong with them in llvm-readelf's words.
import { SYM_SIZE } from "../../elf/constants.ts";
import { ElfError, hex } from "../../elf/read.ts";
import type { Fields } from "../../elf/read.ts";
import { MACHINES } from "./machine-names.ts";
import type { ReadelfView } from "./view.ts";

/** The file from `offset` on. */
function rest(view: ReadelfView, offset: bigint): Fields {
  const { access } = view.file;
  return view.file.view(access.read(Number(offset), access.size - Number(offset)));
}

/** gABI: nbucket, nchain, buckets, chains. */
export interface SystemVTable {
  readonly fields: Fields;
  readonly buckets: number;
  readonly chains: number;
}

/** Throws ElfError where the table is not in the file; `header` is told of counts that are. */
export function systemVTable(view: ReadelfView, offset: bigint, header = (_buckets: number, _chains: number): void => {}): SystemVTable {
  const f = rest(view, offset);
  if (view.tables.hashEntrySize === 8) {
    const platform = MACHINES[view.file.header.machine] ?? "";
    throw new ElfError(
      `the hash table at ${hex(offset)} is not supported: it contains non-standard 8 byte entries on ${platform} platform`,
    );
  }
  const place = `the hash table at offset ${hex(offset)} goes past the end of the file (${hex(view.file.access.size)})`;
  if (f.length < 8) throw new ElfError(place);
  const [buckets, chains] = [f.u32(0), f.u32(4)];
  header(buckets, chains);
  if (f.length - 8 < (buckets + chains) * 4) throw new ElfError(`${place}, nbucket = ${buckets}, nchain = ${chains}`);
  return { fields: f, buckets, chains };
}

/** GNU: nbuckets, symoffset, bloom_size, bloom_shift, bloom, buckets, chain hashes whose lowest bit ends a chain. */
export interface GnuTable {
  readonly fields: Fields;
  readonly buckets: number;
  readonly first: number;
  /** Where the buckets begin. */
  readonly start: number;
}

/** Throws ElfError where the table is not in the file. */
export function gnuTable(view: ReadelfView, offset: bigint, header = (_words: readonly number[]): void => {}): GnuTable {
  const f = rest(view, offset);
  const past = `unable to dump the SHT_GNU_HASH section at ${hex(offset)}: it goes past the end of the file`;
  if (f.length < 16) throw new ElfError(past);
  header([f.u32(0), f.u32(4), f.u32(8), f.u32(12)]);
  const start = 16 + f.u32(8) * (f.is64 ? 8 : 4);
  if (start + f.u32(0) * 4 >= f.length) throw new ElfError(past);
  return { fields: f, buckets: f.u32(0), first: f.u32(4), start };
}

/** Chains there are: one of each symbol from the first hashed one on. Throws ElfError. */
export function chainCount(view: ReadelfView, { fields: f, buckets, first, start }: GnuTable): number {
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

/** The symbols of a chain in its order. One that comes back to itself is cut, and told. */
export function chainOf(view: ReadelfView, { fields: f, buckets, chains }: SystemVTable, bucket: number): number[] {
  const seen = new Set<number>();
  for (let symbol = f.u32(8 + bucket * 4); symbol !== 0 && symbol < chains; symbol = f.u32(8 + (buckets + symbol) * 4)) {
    if (seen.has(symbol)) {
      view.warn(`.hash section is invalid: bucket ${symbol}: a cycle was detected in the linked chain`);
      break;
    }
    seen.add(symbol);
  }
  return [...seen];
}
