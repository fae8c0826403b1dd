// The two hashes by which LLD deals mergeable strings into shards: XXH64 up to LLD 16, XXH3 (64 bits) since.
// Both as the xxHash specification gives them, with seed 0.

const MASK = 0xffffffffffffffffn;
const P32_1 = 0x9e3779b1n;
const P32_2 = 0x85ebca77n;
const P32_3 = 0xc2b2ae3dn;
const P64_1 = 0x9e3779b185ebca87n;
const P64_2 = 0xc2b2ae3d27d4eb4fn;
const P64_3 = 0x165667b19e3779f9n;
const P64_4 = 0x85ebca77c2b2ae63n;
const P64_5 = 0x27d4eb2f165667c5n;
const AVALANCHE_MULTIPLIER = 0x165667919e3779f9n;
const RRMXMX_MULTIPLIER = 0x9fb21c651e98df25n;

const rotateLeft = (x: bigint, by: bigint): bigint => ((x << by) | (x >> (64n - by))) & MASK;
const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function xxh64Round(accumulator: bigint, lane: bigint): bigint {
  return (rotateLeft((accumulator + lane * P64_2) & MASK, 31n) * P64_1) & MASK;
}

function xxh64Avalanche(hash: bigint): bigint {
  let h = hash & MASK;
  h = ((h ^ (h >> 33n)) * P64_2) & MASK;
  h = ((h ^ (h >> 29n)) * P64_3) & MASK;
  return h ^ (h >> 32n);
}

function xxh64Stripes(view: DataView, end: number): bigint {
  let lanes = [(P64_1 + P64_2) & MASK, P64_2, 0n, (MASK + 1n - P64_1) & MASK];
  for (let at = 0; at + 32 <= end; at += 32) lanes = lanes.map((lane, i) => xxh64Round(lane, view.getBigUint64(at + 8 * i, true)));
  const [a, b, c, d] = lanes as [bigint, bigint, bigint, bigint];
  let hash = (rotateLeft(a, 1n) + rotateLeft(b, 7n) + rotateLeft(c, 12n) + rotateLeft(d, 18n)) & MASK;
  for (const lane of lanes) hash = ((hash ^ xxh64Round(0n, lane)) * P64_1 + P64_4) & MASK;
  return hash;
}

export function xxh64(bytes: Uint8Array): bigint {
  const view = viewOf(bytes);
  const length = bytes.length;
  let hash = (length >= 32 ? xxh64Stripes(view, length) : P64_5) + BigInt(length);
  let at = length & ~31;
  for (; at + 8 <= length; at += 8)
    hash = (rotateLeft((hash & MASK) ^ xxh64Round(0n, view.getBigUint64(at, true)), 27n) * P64_1 + P64_4) & MASK;
  if (at + 4 <= length) {
    hash = (rotateLeft((hash & MASK) ^ ((BigInt(view.getUint32(at, true)) * P64_1) & MASK), 23n) * P64_2 + P64_3) & MASK;
    at += 4;
  }
  for (; at < length; at++) hash = (rotateLeft((hash & MASK) ^ ((BigInt(bytes[at] as number) * P64_5) & MASK), 11n) * P64_1) & MASK;
  return xxh64Avalanche(hash);
}

/** The specification's default secret, 192 bytes. */
const SECRET_HEX =
  "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c" +
  "3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364ea" +
  "c5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e";
const SECRET = new Uint8Array(192);
for (let i = 0; i < 192; i++) SECRET[i] = Number.parseInt(SECRET_HEX.slice(2 * i, 2 * i + 2), 16);
const SECRET_VIEW = viewOf(SECRET);
const secret64 = (at: number): bigint => SECRET_VIEW.getBigUint64(at, true);

function xxh3Avalanche(hash: bigint): bigint {
  let h = hash & MASK;
  h = ((h ^ (h >> 37n)) * AVALANCHE_MULTIPLIER) & MASK;
  return h ^ (h >> 32n);
}

/** Low half of the 128-bit product, xor its high half. */
function foldedProduct(a: bigint, b: bigint): bigint {
  const product = (a & MASK) * (b & MASK);
  return (product & MASK) ^ (product >> 64n);
}

function mix16(view: DataView, at: number, secretAt: number): bigint {
  return foldedProduct(view.getBigUint64(at, true) ^ secret64(secretAt), view.getBigUint64(at + 8, true) ^ secret64(secretAt + 8));
}

function byteSwap64(x: bigint): bigint {
  let out = 0n;
  for (let i = 0n; i < 64n; i += 8n) out = (out << 8n) | ((x >> i) & 0xffn);
  return out;
}

function xxh3UpTo16(bytes: Uint8Array, view: DataView): bigint {
  const length = bytes.length;
  if (length > 8) {
    const low = view.getBigUint64(0, true) ^ secret64(24) ^ secret64(32);
    const high = view.getBigUint64(length - 8, true) ^ secret64(40) ^ secret64(48);
    return xxh3Avalanche(BigInt(length) + byteSwap64(low) + high + foldedProduct(low, high));
  }
  if (length >= 4) {
    const input = BigInt(view.getUint32(length - 4, true)) + (BigInt(view.getUint32(0, true)) << 32n);
    let h = input ^ secret64(8) ^ secret64(16);
    h ^= rotateLeft(h, 49n) ^ rotateLeft(h, 24n);
    h = (h * RRMXMX_MULTIPLIER) & MASK;
    h ^= (h >> 35n) + BigInt(length);
    h = (h * RRMXMX_MULTIPLIER) & MASK;
    return h ^ (h >> 28n);
  }
  if (length === 0) return xxh64Avalanche(secret64(56) ^ secret64(64));
  const [first, middle, last] = [bytes[0] as number, bytes[length >> 1] as number, bytes[length - 1] as number];
  const combined = BigInt(((first << 16) | (middle << 24) | last | (length << 8)) >>> 0);
  return xxh64Avalanche(combined ^ BigInt((SECRET_VIEW.getUint32(0, true) ^ SECRET_VIEW.getUint32(4, true)) >>> 0));
}

function xxh3UpTo240(view: DataView): bigint {
  const length = view.byteLength;
  let sum = BigInt(length) * P64_1;
  if (length <= 128) {
    const pairs = Math.ceil(length / 32);
    for (let i = 0; i < pairs; i++) sum += mix16(view, 16 * i, 32 * i) + mix16(view, length - 16 * (i + 1), 32 * i + 16);
    return xxh3Avalanche(sum);
  }
  for (let i = 0; i < 8; i++) sum += mix16(view, 16 * i, 16 * i);
  sum = xxh3Avalanche(sum);
  for (let i = 8; i < length >> 4; i++) sum += mix16(view, 16 * i, 16 * (i - 8) + 3);
  return xxh3Avalanche(sum + mix16(view, length - 16, 136 - 17));
}

function accumulate(lanes: bigint[], view: DataView, at: number, secretAt: number): void {
  for (let i = 0; i < 8; i++) {
    const value = view.getBigUint64(at + 8 * i, true);
    const keyed = value ^ secret64(secretAt + 8 * i);
    lanes[i ^ 1] = ((lanes[i ^ 1] as bigint) + value) & MASK;
    lanes[i] = ((lanes[i] as bigint) + (keyed & 0xffffffffn) * (keyed >> 32n)) & MASK;
  }
}

function scramble(lanes: bigint[]): void {
  for (let i = 0; i < 8; i++) {
    const lane = lanes[i] as bigint;
    lanes[i] = ((lane ^ (lane >> 47n) ^ secret64(128 + 8 * i)) * P32_1) & MASK;
  }
}

function xxh3Long(view: DataView): bigint {
  const length = view.byteLength;
  const lanes = [P32_3, P64_1, P64_2, P64_3, P64_4, P32_2, P64_5, P32_1];
  const stripes = Math.floor((length - 1) / 64);
  for (let i = 0; i < stripes; i++) {
    accumulate(lanes, view, 64 * i, 8 * (i % 16));
    if (i % 16 === 15) scramble(lanes);
  }
  accumulate(lanes, view, length - 64, 192 - 64 - 7);
  let sum = BigInt(length) * P64_1;
  for (let i = 0; i < 4; i++)
    sum += foldedProduct((lanes[2 * i] as bigint) ^ secret64(11 + 16 * i), (lanes[2 * i + 1] as bigint) ^ secret64(19 + 16 * i));
  return xxh3Avalanche(sum);
}

export function xxh3(bytes: Uint8Array): bigint {
  const view = viewOf(bytes);
  if (bytes.length <= 16) return xxh3UpTo16(bytes, view);
  return bytes.length <= 240 ? xxh3UpTo240(view) : xxh3Long(view);
}
