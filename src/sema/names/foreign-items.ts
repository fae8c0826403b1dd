// Items of other crates, resolved one by one as somebody needs them: signatures first, bodies when these are compiled.
import type { Definitions } from "../definitions.ts";
import type { DefId } from "../types/def-id.ts";
import type { CrateLoader, Unit } from "./crate-loader.ts";
import type { Owner } from "./crate-names.ts";

export class ForeignItems {
  readonly #crates: CrateLoader;
  readonly #definitions: Definitions;
  readonly #signatures = new Set<DefId>();
  readonly #bodies = new Set<DefId>();

  constructor(crates: CrateLoader) {
    this.#crates = crates;
    this.#definitions = crates.compilation.definitions;
  }

  /** Resolves the signature of an item of another crate; of the local crate, everything is done already. */
  prepare(def: DefId): void {
    const place = this.#foreign(def);
    if (place !== undefined) this.#signature(place.unit, place.owner, place.inner);
  }

  /** Expands and resolves the body of an item of another crate. */
  prepareBody(def: DefId): void {
    const place = this.#foreign(def);
    if (place === undefined) return;
    const { unit, owner, inner } = place;
    this.#signature(unit, owner, inner);
    const id = inner ?? owner.def;
    if (this.#bodies.has(id)) return;
    this.#bodies.add(id);
    this.#crates.silently(() => {
      this.#crates.expandInside(unit, this.#definitions.get(id).node, owner);
      unit.late.partOf(owner, "body", inner);
    });
  }

  /** The item of another crate a definition belongs to, and which item of an impl or trait. */
  #foreign(def: DefId): { unit: Unit; owner: Owner; inner: DefId | undefined } | undefined {
    const unit = this.#crates.units[this.#definitions.get(def).crate];
    if (unit === undefined || unit.crate.isLocal) return undefined;
    let inner: DefId | undefined;
    for (let at: DefId | undefined = def; at !== undefined; at = this.#definitions.get(at).parent) {
      const owner = unit.crate.owners.get(at);
      if (owner !== undefined) return owner.module.kind === "block" ? undefined : { unit, owner, inner };
      const { kind } = this.#definitions.get(at);
      if (kind === "assoc-fn" || kind === "assoc-const" || kind === "assoc-type") inner = at;
    }
    return undefined;
  }

  #signature(unit: Unit, owner: Owner, inner: DefId | undefined): void {
    const id = inner ?? owner.def;
    if (this.#signatures.has(id)) return;
    this.#signatures.add(id);
    this.#crates.silently(() => {
      const { kind } = this.#definitions.get(owner.def);
      if (kind === "struct" || kind === "enum" || kind === "union" || kind === "extern-block") {
        this.#crates.expand(unit, owner);
        unit.late.owner(owner);
        return;
      }
      // core has no macros there.
      if (!unit.crate.defersImpls) {
        unit.collector.expander.signature(this.#definitions.get(id).node, owner);
        unit.collector.settle();
      }
      unit.late.partOf(owner, "signature", inner);
    });
  }
}
