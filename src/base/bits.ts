// A set of small numbers: bits of words, which are signed. Most sets are small, and there are many: a list is made and copied in half
// the time that a typed array takes, which needs half of the memory.

type Words = number[] | Int32Array;

/** More words are a typed array. */
const MOST_LISTED = 64;

function zeros(count: number): Words {
  const size = (count + 31) >>> 5;
  if (size > MOST_LISTED) return new Int32Array(size);
  const words: number[] = [];
  for (let i = 0; i < size; i++) words.push(0);
  return words;
}

export class Bits {
  readonly words: Words;

  /** An empty set of numbers below `count`, or the one these words are. */
  constructor(count: number, words = zeros(count)) {
    this.words = words;
  }

  has(i: number): boolean {
    return (((this.words[i >>> 5] as number) >>> (i & 31)) & 1) === 1;
  }

  /** No number but those below the count is ever in. */
  add(i: number): void {
    const at = i >>> 5;
    if (at < this.words.length) this.words[at] = (this.words[at] as number) | (1 << (i & 31));
  }

  delete(i: number): void {
    const at = i >>> 5;
    if (at < this.words.length) this.words[at] = (this.words[at] as number) & ~(1 << (i & 31));
  }

  /** Upwards; what is seen may be taken out meanwhile. */
  each(visit: (i: number) => void): void {
    for (let at = 0; at < this.words.length; at++)
      for (let word = this.words[at] as number; word !== 0; word &= word - 1) visit(at * 32 + 31 - Math.clz32(word & -word));
  }

  /** True if something was new. */
  union(other: Bits): boolean {
    let changed = false;
    for (let i = 0; i < this.words.length; i++) {
      const word = this.words[i] as number;
      const both = word | (other.words[i] as number);
      if (both !== word) changed = true;
      this.words[i] = both;
    }
    return changed;
  }

  /** Keeps what is in the other as well; true if something went. */
  intersect(other: Bits): boolean {
    let changed = false;
    for (let i = 0; i < this.words.length; i++) {
      const word = this.words[i] as number;
      const both = word & (other.words[i] as number);
      if (both !== word) changed = true;
      this.words[i] = both;
    }
    return changed;
  }

  copy(): Bits {
    return new Bits(0, this.words.slice());
  }
}
