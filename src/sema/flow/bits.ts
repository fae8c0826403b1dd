// A set of small numbers.

export class Bits {
  readonly words: Uint32Array;

  constructor(count: number) {
    this.words = new Uint32Array((count + 31) >>> 5);
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

  copy(): Bits {
    const made = new Bits(0);
    return Object.assign(Object.create(Bits.prototype) as Bits, made, { words: this.words.slice() });
  }
}
