// BLAKE3 without a key, as its specification (section 2) gives it: chunks of 1024 bytes, each a chain of compressions of
// 64-byte blocks, joined in a binary tree. LLD's build ids are made with it.

const IV = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19] as const;
const PERMUTATION = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8] as const;
const CHUNK_START = 1;
const CHUNK_END = 2;
const PARENT = 4;
const ROOT = 8;
const BLOCK = 64;
const CHUNK = 1024;

/** Columns, then diagonals, of the state. */
const MIXES = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

const rotate = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

function mix(state: Uint32Array, [a, b, c, d]: readonly [number, number, number, number], x: number, y: number): void {
  const at = (i: number) => state[i] as number;
  state[a] = at(a) + at(b) + x;
  state[d] = rotate(at(d) ^ at(a), 16);
  state[c] = at(c) + at(d);
  state[b] = rotate(at(b) ^ at(c), 12);
  state[a] = at(a) + at(b) + y;
  state[d] = rotate(at(d) ^ at(a), 8);
  state[c] = at(c) + at(d);
  state[b] = rotate(at(b) ^ at(c), 7);
}

/** One compression: the whole state of 16 words, of which the first half chains. */
function compress(chain: ArrayLike<number>, block: Uint32Array, counter: number, length: number, flags: number): Uint32Array {
  const state = new Uint32Array(16);
  state.set(chain as ArrayLike<number>, 0);
  state.set([IV[0], IV[1], IV[2], IV[3], counter, Math.floor(counter / 2 ** 32), length, flags], 8);
  let words = block;
  for (let round = 0; round < 7; round++) {
    MIXES.forEach((columns, i) => mix(state, columns, words[2 * i] as number, words[2 * i + 1] as number));
    words = Uint32Array.from(PERMUTATION, (from) => words[from] as number);
  }
  for (let i = 0; i < 8; i++) {
    state[i] = (state[i] as number) ^ (state[i + 8] as number);
    state[i + 8] = (state[i + 8] as number) ^ (chain[i] as number);
  }
  return state;
}

function blockWords(bytes: Uint8Array): Uint32Array {
  const padded = new Uint8Array(BLOCK);
  padded.set(bytes);
  const view = new DataView(padded.buffer);
  return Uint32Array.from({ length: 16 }, (_, i) => view.getUint32(4 * i, true));
}

function hashChunk(bytes: Uint8Array, counter: number, extra: number): Uint32Array {
  let chain: ArrayLike<number> = IV;
  let state = new Uint32Array(16);
  const blocks = Math.max(1, Math.ceil(bytes.length / BLOCK));
  for (let i = 0; i < blocks; i++) {
    const block = bytes.subarray(i * BLOCK, (i + 1) * BLOCK);
    const isLast = i === blocks - 1;
    const flags = (i === 0 ? CHUNK_START : 0) | (isLast ? CHUNK_END | extra : 0);
    state = compress(chain, blockWords(block), counter, block.length, flags) as Uint32Array<ArrayBuffer>;
    chain = state.subarray(0, 8);
  }
  return state;
}

/** The tree over chunks `first` and following; its left part is the largest power of two that leaves something right. */
function hashTree(bytes: Uint8Array, first: number, extra: number): Uint32Array {
  if (bytes.length <= CHUNK) return hashChunk(bytes, first, extra);
  const chunks = Math.ceil(bytes.length / CHUNK);
  const left = 2 ** Math.floor(Math.log2(chunks - 1));
  const block = new Uint32Array(16);
  block.set(hashTree(bytes.subarray(0, left * CHUNK), first, 0).subarray(0, 8), 0);
  block.set(hashTree(bytes.subarray(left * CHUNK), first + left, 0).subarray(0, 8), 8);
  return compress(IV, block, 0, BLOCK, PARENT | extra);
}

/** The first `size` (at most 32) bytes of the hash. */
export function blake3(bytes: Uint8Array, size: number): Uint8Array {
  const words = hashTree(bytes, 0, ROOT);
  const out = new Uint8Array(32);
  const view = new DataView(out.buffer);
  for (let i = 0; i < 8; i++) view.setUint32(4 * i, words[i] as number, true);
  return out.subarray(0, size);
}
