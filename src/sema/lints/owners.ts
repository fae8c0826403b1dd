// Which item of a crate a place of its text lies in, the innermost. In: definitions with their spans. Out: a question answered
// in logarithmic time.
import type { Definition } from "../definitions.ts";
import type { DefId } from "../types/def-id.ts";

export class Owners {
  /** Where another item begins to be the innermost, in order, and which. */
  readonly #starts: number[] = [];
  readonly #owners: (DefId | undefined)[] = [];
  readonly #outer = new Map<DefId, DefId>();

  constructor(items: readonly Definition[]) {
    const sorted = [...items].sort((a, b) => a.span.lo - b.span.lo || b.span.hi - a.span.hi);
    const open: Definition[] = [];
    for (const item of sorted) {
      this.#close(open, item.span.lo);
      const outer = open.at(-1);
      if (outer !== undefined) this.#outer.set(item.id, outer.id);
      open.push(item);
      this.#mark(item.span.lo, item.id);
    }
    this.#close(open, Infinity);
  }

  #close(open: Definition[], before: number): void {
    for (let last = open.at(-1); last !== undefined && last.span.hi <= before; last = open.at(-1)) {
      open.pop();
      this.#mark(last.span.hi, open.at(-1)?.id);
    }
  }

  #mark(place: number, owner: DefId | undefined): void {
    this.#starts.push(place);
    this.#owners.push(owner);
  }

  /** The item that an item lies in. */
  outer(item: DefId): DefId | undefined {
    return this.#outer.get(item);
  }

  /** Undefined outside of all items. */
  at(place: number): DefId | undefined {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] as number) <= place) low = middle + 1;
      else high = middle;
    }
    return this.#owners[low - 1];
  }
}
