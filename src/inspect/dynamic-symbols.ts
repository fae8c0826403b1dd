// The dynamic symbols of an image without section headers: where DT_SYMTAB says, as many as the hash table has chains for.
import { DT_GNU_HASH, DT_HASH, DT_SYMTAB } from "../elf/constants.ts";
import type { ElfFile, Fields } from "../elf/read.ts";
import { symbolsIn } from "../elf/read-symbols.ts";
import type { SymbolTable } from "../elf/read-symbols.ts";
import { dynamicEntries, dynamicStrings, offsetOf } from "./dynamic-section.ts";

/** GNU_HASH: the last chain of the highest bucket ends with the last symbol. */
function gnuHashCount(fields: Fields): number {
  const [buckets, first, words] = [fields.u32(0), fields.u32(4), fields.u32(8)];
  const start = 16 + words * (fields.is64 ? 8 : 4);
  let last = 0;
  for (let i = 0; i < buckets && start + 4 * i + 4 <= fields.length; i++) last = Math.max(last, fields.u32(start + 4 * i));
  if (last < first) return first;
  const chains = start + 4 * buckets;
  while (chains + 4 * (last - first) + 4 <= fields.length && (fields.u32(chains + 4 * (last - first)) & 1) === 0) last++;
  return last + 1;
}

/** The symbols, or undefined where the dynamic table does not lead to any. */
export function imageSymbols(file: ElfFile): SymbolTable | undefined {
  const entries = dynamicEntries(file);
  const { access } = file;
  const bytesAt = (tag: number): Uint8Array | undefined => {
    const entry = entries.find((each) => each.tag === BigInt(tag));
    const offset = entry === undefined ? undefined : offsetOf(file, entry.value);
    if (offset === undefined || offset >= BigInt(access.size)) return undefined;
    return access.read(Number(offset), access.size - Number(offset));
  };
  const symbols = bytesAt(DT_SYMTAB);
  const strings = dynamicStrings(file, entries);
  const [hash, gnuHash] = [bytesAt(DT_HASH), bytesAt(DT_GNU_HASH)];
  if (symbols === undefined || strings === undefined) return undefined;
  let count = 0;
  if (hash !== undefined && hash.length >= 8) count = file.view(hash).u32(4);
  else if (gnuHash !== undefined && gnuHash.length >= 16) count = gnuHashCount(file.view(gnuHash));
  return symbolsIn(file, symbols.subarray(0, count * (file.is64 ? 24 : 16)), strings);
}
