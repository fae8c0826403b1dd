// The table of names of a tree: each distinct text is kept once and known by its number. The lexer hashes an identifier
// while it scans it and asks by range, so that a name seen before costs no string.
import { WORDS } from "./words.ts";

/** FNV-1a over UTF-16 units, kept in 32 bits. */
export const HASH_START = 0x811c9dc5 | 0;
export function hashStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

export class Names {
  readonly #texts: string[];
  #hashes: Int32Array<ArrayBuffer>;
  /** Open addressing; an entry is a name's number plus one. */
  #table: Int32Array<ArrayBuffer>;

  private constructor(texts: string[], hashes: Int32Array<ArrayBuffer>, table: Int32Array<ArrayBuffer>) {
    this.#texts = texts;
    this.#hashes = hashes;
    this.#table = table;
  }

  /** Of the parser's words alone: every tree's begins with them. */
  static #words: Names | undefined;

  /** A table of the parser's words, to which others are added. */
  static withWords(): Names {
    let words = Names.#words;
    if (words === undefined) {
      words = Names.#words = new Names([], new Int32Array(256), new Int32Array(512));
      for (const word of WORDS) words.intern(word);
    }
    return new Names([...words.#texts], words.#hashes.slice(), words.#table.slice());
  }

  get count(): number {
    return this.#texts.length;
  }

  text(name: number): string {
    return this.#texts[name] as string;
  }

  intern(text: string): number {
    let hash = HASH_START;
    for (let i = 0; i < text.length; i++) hash = hashStep(hash, text.charCodeAt(i));
    return this.internRange(text, 0, text.length, hash);
  }

  /** The number of `text[lo, hi)`, whose hash is given. */
  internRange(text: string, lo: number, hi: number, hash: number): number {
    const mask = this.#table.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const entry = this.#table[slot] as number;
      if (entry === 0) return this.#add(text.slice(lo, hi), hash, slot);
      if (this.#hashes[entry - 1] === hash && sameText(this.#texts[entry - 1] as string, text, lo, hi)) return entry - 1;
      slot = (slot + 1) & mask;
    }
  }

  #add(text: string, hash: number, slot: number): number {
    const name = this.#texts.length;
    this.#texts.push(text);
    if (name === this.#hashes.length) this.#hashes = grown(this.#hashes);
    this.#hashes[name] = hash;
    this.#table[slot] = name + 1;
    if (name * 2 > this.#table.length) this.#rehash();
    return name;
  }

  #rehash(): void {
    const table = new Int32Array(this.#table.length * 4);
    const mask = table.length - 1;
    for (let name = 0; name < this.#texts.length; name++) {
      const hash = this.#hashes[name] as number;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = name + 1;
    }
    this.#table = table;
  }
}

function grown(old: Int32Array): Int32Array<ArrayBuffer> {
  const bigger = new Int32Array(old.length * 2);
  bigger.set(old);
  return bigger;
}

function sameText(known: string, text: string, lo: number, hi: number): boolean {
  if (known.length !== hi - lo) return false;
  for (let i = 0; i < known.length; i++) if (known.charCodeAt(i) !== text.charCodeAt(lo + i)) return false;
  return true;
}
