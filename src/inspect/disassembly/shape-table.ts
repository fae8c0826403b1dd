// Templates by the bytes that make a shape. A hash table of its own, for the look-up is made once for each instruction printed:
// the key is up to seven bytes and their number in two numbers; longer shapes go into a Map.
import type { Template } from "./template.ts";

export class ShapeTable {
  #size = 1 << 12;
  #count = 0;
  #low = new Int32Array(this.#size);
  #high = new Int32Array(this.#size);
  #found: (Template | undefined)[] = Array.from({ length: this.#size });
  readonly #long = new Map<string, Template>();

  #slot(low: number, high: number): number {
    let hash = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
    hash ^= hash >>> 15;
    for (let at = hash & (this.#size - 1); ; at = (at + 1) & (this.#size - 1)) {
      if (this.#found[at] === undefined || (this.#low[at] === low && this.#high[at] === high)) return at;
    }
  }

  get(low: number, high: number): Template | undefined {
    return this.#found[this.#slot(low, high)];
  }

  set(low: number, high: number, template: Template): void {
    if (this.#count * 2 >= this.#size) this.#grow();
    const at = this.#slot(low, high);
    if (this.#found[at] === undefined) this.#count++;
    this.#low[at] = low;
    this.#high[at] = high;
    this.#found[at] = template;
  }

  #grow(): void {
    const [low, high, found] = [this.#low, this.#high, this.#found];
    this.#size *= 2;
    this.#low = new Int32Array(this.#size);
    this.#high = new Int32Array(this.#size);
    this.#found = Array.from({ length: this.#size });
    this.#count = 0;
    for (let i = 0; i < found.length; i++) {
      const template = found[i];
      if (template !== undefined) this.set(low[i] as number, high[i] as number, template);
    }
  }

  getLong(key: string): Template | undefined {
    return this.#long.get(key);
  }

  setLong(key: string, template: Template): void {
    if (this.#long.size > 100_000) this.#long.clear();
    this.#long.set(key, template);
  }
}
