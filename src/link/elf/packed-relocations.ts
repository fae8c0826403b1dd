// `.relr.dyn`: the places that a loader adds the load address to, a few bits each (gABI, relative relocations; SHT_RELR). An even
// word is an address; each odd one behind it tells by its bits which of the next 63 words follow suit. What is added to stands in the
// places themselves.
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
import type { Chunk } from "./input.ts";
import { SyntheticChunk } from "./synthetic.ts";

const WORD = 8n;
/** Words that one odd word tells of. */
const BITS = 63n;

interface Place {
  readonly chunk: Chunk;
  /** Even. */
  readonly offset: number;
}

export class PackedRelocations extends SyntheticChunk {
  readonly #places: Place[] = [];
  #words: readonly bigint[] = [];

  constructor() {
    super(".relr.dyn", elf.SHT_RELR, elf.SHF_ALLOC, Number(WORD), Number(WORD));
  }

  override get isNeeded(): boolean {
    return this.#places.length > 0;
  }

  get size(): number {
    return Number(WORD) * this.#words.length;
  }

  /** Takes a place whose address is even wherever its section goes; false for others. */
  take(chunk: Chunk, offset: number): boolean {
    if (chunk.alignment < 2 || offset % 2 !== 0) return false;
    this.#places.push({ chunk, offset });
    return true;
  }

  /** Packs again, once addresses are known: true if the size changed, and with it what stands behind. It never shrinks. */
  update(): boolean {
    const addresses = this.#places.map(({ chunk, offset }) => chunk.address + BigInt(offset));
    const words = packed(addresses.sort((a, b) => (a < b ? -1 : 1)));
    const before = this.#words.length;
    while (words.length < before) words.push(1n);
    this.#words = words;
    return words.length !== before;
  }

  bytes(): Uint8Array {
    const out = new ByteWriter(true, this.size);
    for (const word of this.#words) out.u64(word);
    return out.bytes.slice();
  }
}

function packed(addresses: readonly bigint[]): bigint[] {
  const out: bigint[] = [];
  for (let i = 0; i < addresses.length;) {
    const first = addresses[i++] as bigint;
    out.push(first);
    for (let base = first + WORD; ; base += BITS * WORD) {
      let bits = 0n;
      for (; i < addresses.length; i++) {
        const distance = (addresses[i] as bigint) - base;
        if (distance >= BITS * WORD || distance % WORD !== 0n) break;
        bits |= 1n << (distance / WORD);
      }
      if (bits === 0n) break;
      out.push((bits << 1n) | 1n);
    }
  }
  return out;
}
