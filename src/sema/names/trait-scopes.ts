// Which traits' methods can be called where: traits of the module and the blocks around, those imported, those of the prelude.
// Also which imports that makes used: the type checker tells which trait a method was found in.
import type { Compilation } from "../compilation.ts";
import type { DefId } from "../types/def-id.ts";
import type { Lookup } from "./lookup.ts";
import type { Binding, Import, Module } from "./module.ts";

/** By trait: the imports that it came by, none for those that stand there. */
type Scope = ReadonlyMap<DefId, readonly Import[]>;

export class TraitScopes {
  readonly #compilation: Compilation;
  readonly #lookup: Lookup;
  readonly #own = new Map<Module, Scope>();
  readonly #known = new Map<Module, { readonly scope: Scope; readonly traits: readonly DefId[] }>();
  /** The names that are looked for among traits, and where, in source order. */
  readonly #asked: { readonly at: Module; readonly name: string }[] = [];

  constructor(compilation: Compilation, lookup: Lookup) {
    this.#compilation = compilation;
    this.#lookup = lookup;
  }

  inScope(at: DefId | Module): readonly DefId[] {
    const module = this.#module(at);
    return module === undefined ? [] : this.#scopeOf(module).traits;
  }

  /** A method of the trait was found there: its imports are used. */
  use(at: DefId | Module, trait: DefId): void {
    const module = this.#module(at);
    if (module === undefined || !module.crate.isLocal) return;
    for (const imported of this.#scopeOf(module).scope.get(trait) ?? []) imported.used = true;
  }

  /** The type checker will look for the name among the traits in scope there. */
  ask(at: Module, name: string): void {
    if (at.crate.isLocal) this.#asked.push({ at, name });
  }

  /** Imports of traits that may turn out to be used when the types are known, as they are met. */
  undecided(): Set<Import> {
    const found = new Set<Import>();
    for (const { at, name } of this.#asked)
      for (const [trait, imports] of this.#ownScope(at))
        if (imports.some((each) => !found.has(each)) && this.#hasItem(trait, name)) for (const each of imports) found.add(each);
    return found;
  }

  #hasItem(trait: DefId, name: string): boolean {
    const module = this.#lookup.moduleFor({ kind: "def", def: trait });
    return module !== undefined && this.#lookup.inModule(module, name, "value") !== undefined;
  }

  #module(at: DefId | Module): Module | undefined {
    return typeof at === "number" ? this.#lookup.moduleFor({ kind: "def", def: this.#compilation.definitions.moduleOf(at) }) : at;
  }

  #scopeOf(module: Module): { readonly scope: Scope; readonly traits: readonly DefId[] } {
    const known = this.#known.get(module);
    if (known !== undefined) return known;
    const scope = new Map(this.#ownScope(module));
    const prelude = this.#lookup.prelude(module.crate);
    if (prelude !== undefined) this.#collect(prelude, scope);
    const found = { scope, traits: [...scope.keys()] };
    this.#known.set(module, found);
    return found;
  }

  /** Without the prelude's, which come to all and are imported by nobody. */
  #ownScope(module: Module): Scope {
    const known = this.#own.get(module);
    if (known !== undefined) return known;
    const scope = new Map<DefId, readonly Import[]>();
    for (let here: Module | undefined = module; here !== undefined; here = here.parent) {
      this.#collect(here, scope);
      if (here.kind === "mod") break;
    }
    this.#own.set(module, scope);
    return scope;
  }

  #collect(module: Module, scope: Map<DefId, readonly Import[]>): void {
    for (const { binding } of this.#lookup.names(module, "type")) this.#add(binding, scope);
    for (const binding of this.#unnamed(module, module, new Set())) this.#add(binding, scope);
  }

  /** What `use .. as _` brings, also by globs; `from` sees it. */
  #unnamed(module: Module, from: Module, seen: Set<Module>): Binding[] {
    if (seen.has(module)) return [];
    seen.add(module);
    const own = module.anonymous.flatMap((imported) => {
      const target = this.#lookup.importTarget(imported, "type");
      const isSeen = module === from || this.#lookup.isVisible(imported.visibility, from);
      return target === undefined || !isSeen ? [] : [{ ...target, import: imported, target }];
    });
    const globbed = module.globs.flatMap((glob) => {
      const source = this.#lookup.moduleOf(glob);
      const isSeen = module === from || this.#lookup.isVisible(glob.visibility, from);
      const through = source === undefined || !isSeen ? [] : this.#unnamed(source, from, seen);
      return through.map((target) => ({ ...target, import: glob, target }));
    });
    return [...own, ...globbed];
  }

  /** The nearest one counts. */
  #add(binding: Binding, scope: Map<DefId, readonly Import[]>): void {
    const { res } = binding;
    if (res.kind !== "def" || scope.has(res.def) || this.#compilation.definitions.get(res.def).kind !== "trait") return;
    const imports: Import[] = [];
    for (let at: Binding | undefined = binding; at !== undefined; at = at.target) if (at.import !== undefined) imports.push(at.import);
    scope.set(res.def, imports);
  }
}
