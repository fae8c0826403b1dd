// The memory of one question about definitions.
import type { DefId } from "./def-id.ts";

/** Remembers answers by definition; asking again while computing gives `cyclic`. */
export class Memo<T> {
  readonly #values = new Map<DefId, T>();
  readonly #running = new Set<DefId>();
  readonly #compute: (def: DefId) => T;
  readonly #cyclic: (def: DefId) => T;

  constructor(compute: (def: DefId) => T, cyclic: (def: DefId) => T) {
    this.#compute = compute;
    this.#cyclic = cyclic;
  }

  get(def: DefId): T {
    const known = this.#values.get(def);
    if (known !== undefined) return known;
    if (this.#running.has(def)) return this.#cyclic(def);
    this.#running.add(def);
    const value = this.#compute(def);
    this.#running.delete(def);
    this.#values.set(def, value);
    return value;
  }
}
