// A 64-bit hash for names that must be the same on every machine: FNV-1a over the UTF-8 of the parts, each followed by
// its length so that parts cannot run into each other.
const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/** 16 hexadecimal digits. */
export function stableHash(parts: readonly string[]): string {
  let hash = OFFSET;
  const mix = (byte: number) => (hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME));
  for (const part of parts) {
    const bytes = new TextEncoder().encode(part);
    bytes.forEach(mix);
    mix(bytes.length & 0xff);
    mix(bytes.length >> 8);
  }
  return hash.toString(16).padStart(16, "0");
}
