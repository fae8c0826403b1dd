// Which traits' methods can be called where: traits of the module and the blocks around, those imported, those of the prelude.
import type { Compilation } from "../compilation.ts";
import type { DefId } from "../types/def-id.ts";
import type { CrateNames } from "./crate-names.ts";
import type { Lookup } from "./lookup.ts";
import type { Import, Module } from "./module.ts";

export class TraitScopes {
  readonly #compilation: Compilation;
  readonly #lookup: Lookup;
  readonly #known = new Map<Module, readonly DefId[]>();
  /** By which imports a trait came into scope. */
  readonly #imports = new Map<DefId, Set<Import>>();

  constructor(compilation: Compilation, lookup: Lookup) {
    this.#compilation = compilation;
    this.#lookup = lookup;
  }

  inScope(at: DefId | Module, crate: CrateNames): readonly DefId[] {
    const module = typeof at === "number" ? crate.modules.get(this.#compilation.definitions.moduleOf(at)) : at;
    if (module === undefined) return [];
    const known = this.#known.get(module);
    if (known !== undefined) return known;
    const found = new Set<DefId>();
    for (let here: Module | undefined = module; here !== undefined; here = here.parent) {
      this.#collect(here, found);
      if (here.kind === "mod") break;
    }
    const prelude = this.#lookup.prelude(crate);
    if (prelude !== undefined) this.#collect(prelude, found);
    const list = [...found];
    this.#known.set(module, list);
    return list;
  }

  #collect(module: Module, found: Set<DefId>): void {
    for (const { binding } of this.#lookup.names(module, "type")) {
      const { res } = binding;
      if (res.kind !== "def" || this.#compilation.definitions.get(res.def).kind !== "trait") continue;
      found.add(res.def);
      for (let at: typeof binding | undefined = binding; at !== undefined; at = at.target)
        if (at.import !== undefined) this.#note(res.def, at.import);
    }
    for (const imported of module.anonymous) {
      const target = this.#lookup.importTarget(imported, "type");
      if (target?.res.kind !== "def" || this.#compilation.definitions.get(target.res.def).kind !== "trait") continue;
      found.add(target.res.def);
      this.#note(target.res.def, imported);
    }
  }

  #note(trait: DefId, imported: Import): void {
    let list = this.#imports.get(trait);
    if (list === undefined) this.#imports.set(trait, (list = new Set()));
    list.add(imported);
  }

  /** A method of the trait was called: its imports are used. */
  use(trait: DefId): void {
    for (const imported of this.#imports.get(trait) ?? []) imported.used = true;
  }

  /** Until the type checker tells which traits' methods were called, imported traits count as used. */
  markUsed(crate: CrateNames): void {
    for (const imported of crate.imports) {
      if (imported.kind !== "single") continue;
      const target = this.#lookup.importTarget(imported, "type");
      if (target?.res.kind === "def" && this.#compilation.definitions.get(target.res.def).kind === "trait") imported.used = true;
    }
  }
}
