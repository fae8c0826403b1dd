// Hashes of names in the tables by which a loader finds symbols.

const encoder = new TextEncoder();

/** As glibc reads it. */
export function gnuHash(name: string): number {
  let hash = 5381;
  for (const byte of encoder.encode(name)) hash = (Math.imul(hash, 33) + byte) >>> 0;
  return hash;
}

/** gABI, figure 5-13. */
export function systemVHash(name: string): number {
  let hash = 0;
  for (const byte of encoder.encode(name)) {
    hash = ((hash << 4) + byte) >>> 0;
    hash = (hash ^ ((hash >>> 24) & 0xf0)) & 0x0fff_ffff;
  }
  return hash;
}
