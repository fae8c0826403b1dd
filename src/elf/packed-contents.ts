// Contents that are packed (SHF_COMPRESSED; gABI, "Section Compression"): how they are unpacked is the host's business.

/** Unpacks zlib's form (`zstd`: Zstandard's) into at most `size` bytes; undefined where that cannot be done. */
export type Unpack = (bytes: Uint8Array, size: number, zstd: boolean) => Uint8Array | undefined;

/** ELFCOMPRESS_*. */
export const ZLIB = 1;
export const ZSTD = 2;

/** Bytes of the header before the contents. */
export const PACKED_HEADER = { 32: 12, 64: 24 } as const;

/** Bytes up to which contents are unpacked to tell why they cannot be, or made as long as the header says. */
export const MOST_TRIED = 1 << 26;

/** Why zlib cannot unpack that, in zlib's words: there is more than was told, or what it is makes no sense. */
export function zlibProblem(packed: Uint8Array, unpack: Unpack | undefined): string {
  const hasNoRoom = unpack?.(packed, MOST_TRIED, false) !== undefined;
  return `zlib error: ${hasNoRoom ? "Z_BUF_ERROR" : "Z_DATA_ERROR"}`;
}
