// Traits of core and what they have, by name: those that the language itself speaks of.
import type { DefId } from "./def-id.ts";
import type { Items } from "./items.ts";

/** Traits that are no lang items, by the short name used here. */
const PATHS: Readonly<Record<string, string>> = {
  IntoIterator: "core::iter::IntoIterator",
  Iterator: "core::iter::Iterator",
};

export class LanguageTraits {
  readonly #items: Items;

  constructor(items: Items) {
    this.#items = items;
  }

  /** By its lang item or its name. */
  trait(name: string): DefId {
    const found = this.#items.lang(name) ?? this.#items.find(PATHS[name] ?? `core::${name}`);
    if (found === undefined) throw new Error(`corelib lacks \`${name}\``);
    return found;
  }

  /** A method or type of a trait. */
  member(trait: string, name: string): DefId {
    const found = this.#items.named(this.trait(trait), name)[0];
    if (found === undefined) throw new Error(`corelib lacks \`${trait}::${name}\``);
    return found;
  }

  formatMethod(trait: string): DefId {
    return this.member(`fmt::${trait}`, "fmt");
  }
}
