// Modules of core or alloc, loaded as their impls are asked for: only those that may hold one.
import type { DefId } from "../types/def-id.ts";
import type { CrateLoader, Unit } from "./crate-loader.ts";
import type { CrateNames } from "./crate-names.ts";
import { INHERENT, type ImplPlaces } from "./impl-places.ts";
import type { Module } from "./module.ts";

export class CoreImpls {
  readonly #crates: CrateLoader;
  readonly #unit: Unit;
  readonly #places: ImplPlaces;

  constructor(crates: CrateLoader, unit: Unit, places: ImplPlaces) {
    this.#crates = crates;
    this.#unit = unit;
    this.#places = places;
  }

  /** All of the crate. `each` is told the impls: by their definition, and `#2` or "" for where in their module they are made. */
  loadAll(each: (impl: DefId, part: string) => void): void {
    const unit = this.#unit;
    const { impls } = this.#crates.compilation.definitions;
    let seen = 0;
    const tell = (part: string): void => {
      for (; seen < impls.length; seen++) each(impls[seen] as DefId, part);
    };
    this.#crates.silently(() => {
      this.#crates.loadModules(unit);
      tell("");
      for (const module of unit.crate.modules.values()) {
        module.deferred.forEach((_, i) => {
          this.#make(unit, module, i);
          tell(`#${i}`);
        });
      }
    });
  }

  /** Impls of a trait (inherent ones if undefined) for types with these keys, all if undefined. */
  load(trait: DefId | undefined, keys: readonly string[] | undefined): void {
    const open = this.#places.of(trait === undefined ? INHERENT : this.#crates.compilation.definitions.path(trait), keys);
    if (open.length > 0) this.#crates.silently(() => open.forEach((place) => this.#loadPlace(this.#unit, place)));
  }

  /** A place of `corelib/impl-places.ts`: `core::iter::range`, or `core::num#2` for what is deferred there. */
  #loadPlace(unit: Unit, place: string): void {
    const [path = "", part] = place.split("#");
    const module = this.#loadModule(unit.crate, path);
    if (module !== undefined && part !== undefined) this.#make(unit, module, Number(part));
    unit.collector.settle();
  }

  #make({ collector }: Unit, module: Module, part: number): void {
    this.#crates.compilation.definitions.inBatch(part + 1, () => {
      module.deferred[part]?.();
      module.deferred[part] = () => undefined;
      collector.settle();
    });
  }

  /** Undefined on a target without atomics alone, which has no `alloc::sync` and no `alloc::task`. */
  #loadModule(crate: CrateNames, path: string): Module | undefined {
    let at = crate.root;
    for (const name of path.split("::").slice(1)) {
      const found = at.tables.type.get(name)?.res;
      const module = found?.kind === "def" ? crate.modules.get(found.def) : undefined;
      if (module === undefined) {
        const hasAtomics = crate.cfgs.some((cfg) => cfg.name === "target_has_atomic" && cfg.value === "ptr");
        if (hasAtomics) throw new Error(`impl-places: no module ${path}`);
        return undefined;
      }
      module.load();
      at = module;
    }
    return at;
  }
}
