// A 64-bit hash for names that must be the same on every machine: FNV-1a over the UTF-8 of the parts, each followed by
// its length so that parts cannot run into each other.
import { Fnv64 } from "../../base/fnv.ts";

/** 16 hexadecimal digits. */
export function stableHash(parts: readonly string[]): string {
  const hash = new Fnv64();
  for (const part of parts) {
    const length = hash.text(part);
    hash.byte(length & 0xff);
    hash.byte(length >> 8);
  }
  return hash.digits;
}
