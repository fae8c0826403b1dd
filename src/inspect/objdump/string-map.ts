// The order in which LLVM's StringMap gives its keys: that of a hash table's buckets, which some of objdump's warnings show. The table has
// sixteen buckets and doubles above three quarters; collisions move on by one, two, three, ... buckets.
import { xxh3 } from "../../base/xxhash.ts";

/** Bernstein's hash from 0, LLVM 15's. */
function bernstein(key: string): number {
  let hash = 0;
  for (let i = 0; i < key.length; i++) hash = (Math.imul(hash, 33) + key.charCodeAt(i)) >>> 0;
  return hash;
}

function hashOf(key: string, llvm: 15 | 22): number {
  if (llvm === 15) return bernstein(key);
  return Number(xxh3(Uint8Array.from(key, (c) => c.charCodeAt(0))) & 0xffffffffn);
}

function place(buckets: (string | undefined)[], key: string, hash: number): void {
  for (let at = hash & (buckets.length - 1), step = 1; ; at = (at + step++) & (buckets.length - 1)) {
    if (buckets[at] === key) return;
    if (buckets[at] !== undefined) continue;
    buckets[at] = key;
    return;
  }
}

/** `keys` (byte text), put in one after the other, in the table's order. */
export function inStringMapOrder(keys: Iterable<string>, llvm: 15 | 22): string[] {
  let buckets = Array.from<string | undefined>({ length: 16 });
  let count = 0;
  for (const key of new Set(keys)) {
    place(buckets, key, hashOf(key, llvm));
    if (++count * 4 <= buckets.length * 3) continue;
    const grown = Array.from<string | undefined>({ length: buckets.length * 2 });
    for (const old of buckets) if (old !== undefined) place(grown, old, hashOf(old, llvm));
    buckets = grown;
  }
  return buckets.filter((key) => key !== undefined);
}
