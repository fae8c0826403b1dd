// A set of small numbers.

export class Bits {
  readonly words: Uint32Array;

  /** An empty set of numbers below `count`, or the one these words are. */
  constructor(count: number, words = new Uint32Array((count + 31) >>> 5)) {
    this.words = words;
  }

  has(i: number): boolean {
    return (((this.words[i >>> 5] as number) >>> (i & 31)) & 1) === 1;
  }

  add(i: number): void {
    this.words[i >>> 5] = (this.words[i >>> 5] as number) | (1 << (i & 31));
  }

  delete(i: number): void {
    this.words[i >>> 5] = (this.words[i >>> 5] as number) & ~(1 << (i & 31));
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
      const both = (this.words[i] as number) | (other.words[i] as number);
      if (both >>> 0 !== (this.words[i] as number) >>> 0) changed = true;
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
      if (both !== (word | 0)) changed = true;
      this.words[i] = both;
    }
    return changed;
  }

  copy(): Bits {
    return new Bits(0, this.words.slice());
  }
}
