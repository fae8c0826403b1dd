// Packed contents unpacked by Node.

/** Bytes of the largest section that is unpacked. */
const MOST_UNPACKED = 1 << 30;

type Unpack = (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array;
interface Zlib {
  readonly inflateSync: Unpack;
}
/** What the types of Node 20 have not. */
interface Zstandard {
  readonly zstdDecompressSync?: Unpack;
}

/** Bytes that unpack to more than they say are none. Node knows Zstandard since 22.15. */
export function unpack(bytes: Uint8Array, size: number, zstd: boolean): Uint8Array | undefined {
  // Loaded where it is wanted: Node has the function since 20.16.
  const zlib: (Zlib & Zstandard) | undefined = process.getBuiltinModule?.("node:zlib");
  const work = zstd ? zlib?.zstdDecompressSync : zlib?.inflateSync;
  try {
    return work?.(bytes, { maxOutputLength: Math.max(1, Math.min(size, MOST_UNPACKED)) });
  } catch {
    return undefined;
  }
}
