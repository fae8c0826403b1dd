// Modules of other crates, loaded as their impls are asked for: of core only those that may hold one.
import type { DefId } from "../types/def-id.ts";
import type { CrateLoader, Unit } from "./crate-loader.ts";
import type { CrateNames } from "./crate-names.ts";
import { ImplPlaces, INHERENT } from "./impl-places.ts";
import type { Module } from "./module.ts";

export class CoreImpls {
  readonly #crates: CrateLoader;
  readonly #places = new ImplPlaces();

  constructor(crates: CrateLoader) {
    this.#crates = crates;
  }

  /** All of core. `each` is told the impls: by their definition, and `#2` or "" for where in their module they are made. */
  loadCore(each: (impl: DefId, part: string) => void): void {
    const core = this.#crates.core;
    if (core === undefined) return;
    const { impls } = this.#crates.compilation.definitions;
    let seen = 0;
    const tell = (part: string): void => {
      for (; seen < impls.length; seen++) each(impls[seen] as DefId, part);
    };
    this.#crates.silently(() => {
      this.#crates.loadModules(core);
      tell("");
      for (const module of core.crate.modules.values()) {
        module.deferred.forEach((make, i) => {
          make();
          core.collector.settle();
          tell(`#${i}`);
        });
      }
    });
  }

  /** All of the dependencies' modules. */
  loadDependencies(): void {
    this.#crates.loadDependencies();
    for (const unit of this.#crates.units)
      if (!unit.crate.isLocal && unit !== this.#crates.core) this.#crates.silently(() => this.#crates.loadModules(unit));
  }

  /** The dependencies' impls, and core's of a trait (inherent ones if undefined) for types with these keys, all if undefined. */
  load(trait: DefId | undefined, keys: readonly string[] | undefined): void {
    if (trait !== undefined) this.#crates.loadDependenciesWithImpls();
    const core = this.#crates.core;
    if (core === undefined) return;
    if (trait !== undefined && this.#crates.compilation.definitions.get(trait).crate !== core.crate.number) return;
    const open = this.#places.of(trait === undefined ? INHERENT : this.#crates.compilation.definitions.path(trait), keys);
    if (open.length > 0) this.#crates.silently(() => open.forEach((place) => this.#loadPlace(core, place)));
  }

  /** A place of `corelib/impl-places.ts`: `core::iter::range`, or `core::num#2` for what is deferred there. */
  #loadPlace({ crate, collector }: Unit, place: string): void {
    const [path = "", part] = place.split("#");
    const module = this.#loadModule(crate, path);
    if (part !== undefined) {
      module.deferred[Number(part)]?.();
      module.deferred[Number(part)] = () => undefined;
    }
    collector.settle();
  }

  #loadModule(crate: CrateNames, path: string): Module {
    let at = crate.root;
    for (const name of path.split("::").slice(1)) {
      const found = at.tables.type.get(name)?.res;
      const module = found?.kind === "def" ? crate.modules.get(found.def) : undefined;
      if (module === undefined) throw new Error(`impl-places: no module ${path}`);
      module.load();
      at = module;
    }
    return at;
  }
}
