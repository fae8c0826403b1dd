// Names of core that kbuild does not model: the release's table of public names says that they are there, so a path to one
// resolves, to an `unmodelled` definition, and what uses it is refused.
import type { Compilation } from "../compilation.ts";
import type { DefId } from "../types/def-id.ts";
import { type KnownName, namespacesOf, type Namespace } from "./known-names.ts";
import { moduleBinding, type Lookup } from "./lookup.ts";
import { type Binding, Module } from "./module.ts";

export class UnmodelledNames {
  readonly #compilation: Compilation;
  readonly #lookup: Lookup;
  readonly #modules = new Map<string, Module>();
  readonly #definitions = new Map<string, DefId>();

  readonly #library: UnmodelledNames | undefined;

  constructor(compilation: Compilation, lookup: Lookup, library: UnmodelledNames | undefined) {
    this.#compilation = compilation;
    this.#lookup = lookup;
    this.#library = library;
  }

  find(module: Module, name: string, namespace: Namespace): Binding | undefined {
    // What an enum has besides its variants, its type decides.
    if (module.crate.isLocal || module.kind === "block" || module.kind === "enum") return undefined;
    const path = this.#pathOf(module);
    const known = this.#compilation.known.find(path, name, namespace);
    if (known !== undefined) return this.#binding(path, known, namespace, module);
    if (this.#compilation.known.isOpen(path) && namespace !== "macro") {
      const open: KnownName = {
        name,
        kind: namespace === "type" ? "s" : "f",
        count: 1,
        feature: undefined,
        target: undefined,
        doubtful: true,
      };
      return this.#binding(path, open, namespace, module);
    }
    return undefined;
  }

  #pathOf(module: Module): string {
    return this.#compilation.definitions.path(module.def) || module.crate.name;
  }

  /** A module of core's with names that the table does not list. */
  isOpen(module: Module | undefined): boolean {
    return module !== undefined && !module.crate.isLocal && this.#compilation.known.isOpen(this.#pathOf(module));
  }

  /** A name that nobody has listed. */
  isDoubtful({ res }: Binding): boolean {
    return res.kind === "def" && this.knownOf(res.def)?.doubtful === true;
  }

  #binding(path: string, known: KnownName, namespace: Namespace, module: Module): Binding | undefined {
    if (known.kind === "m") return moduleBinding(this.#module(`${path}::${known.name}`, known.name, module));
    if (known.target !== undefined) {
      const aliased = this.#alias(known.target, namespace);
      if (aliased !== undefined) return aliased;
    }
    if (!namespacesOf(known).includes(namespace)) return undefined;
    const def = this.#definition(`${path}::${known.name}`, known, module);
    return { res: { kind: "def", def }, visibility: "public", span: { lo: 0, hi: 0 }, import: undefined, target: undefined };
  }

  /** An export of another crate's item, by its path. */
  #alias(path: string, namespace: Namespace): Binding | undefined {
    const [first, ...rest] = path.split("::");
    const last = rest.pop();
    let module = this.#compilation.crates.find((crate) => crate.name === first)?.root;
    for (const name of rest) {
      const found = module === undefined ? undefined : this.#lookup.inModule(module, name, "type");
      module = found === undefined ? undefined : this.#lookup.moduleFor(found.res);
    }
    return module === undefined || last === undefined ? undefined : this.#lookup.inModule(module, last, namespace);
  }

  #module(path: string, name: string, parent: Module): Module {
    const known = this.#modules.get(path);
    if (known !== undefined) return known;
    const def = this.#add("mod", name, parent);
    const made = new Module("mod", def, parent, parent.crate, name);
    parent.crate.modules.set(def, made);
    this.#modules.set(path, made);
    return made;
  }

  #definition(path: string, known: KnownName, module: Module): DefId {
    let def = this.#definitions.get(`${known.kind} ${path}`);
    if (def === undefined) {
      def = this.#add("unmodelled", known.name, module);
      this.#definitions.set(`${known.kind} ${path}`, def);
      this.#knownOf.set(def, known);
    }
    return def;
  }

  readonly #knownOf = new Map<DefId, KnownName>();

  /** What the table says of an unmodelled definition. */
  knownOf(def: DefId): KnownName | undefined {
    return this.#knownOf.get(def) ?? this.#library?.knownOf(def);
  }

  #add(kind: "mod" | "unmodelled", name: string, module: Module): DefId {
    const span = { lo: 0, hi: 0 };
    const { crate } = module;
    return this.#compilation.definitions.add({
      kind,
      name,
      parent: module.def,
      crate: crate.number,
      tree: crate.tree,
      node: 0,
      span,
      identSpan: span,
      visibility: "public",
      attrs: [],
    });
  }

  /**
   * Why a name of core may not be used as it is: it needs a feature, or is newer than the release. Undefined if it may, or if
   * the table does not have it.
   */
  restriction(def: DefId): KnownName | undefined {
    const { definitions, known } = this.#compilation;
    const found = definitions.get(def);
    if (definitions.isLocal(def) || found.parent === undefined) return undefined;
    const holder = found.kind === "constructor" ? definitions.get(found.parent) : found;
    if (holder.parent === undefined) return undefined;
    const path = definitions.path(holder.parent) || (this.#compilation.crates[found.crate]?.name ?? "");
    const shown = definitions.publicPath(holder.id);
    const named = (where: string) => known.in(where)?.find(({ name }) => name === holder.name);
    // What a private module holds stands in the one around it.
    const entry = named(path) ?? named(shown.slice(0, shown.lastIndexOf("::")));
    return entry?.feature === undefined ? undefined : entry;
  }

  /** Names of a module that are not in `have`, for suggestions. */
  names(module: Module, namespace: Namespace, have: readonly { name: string }[]): { name: string; binding: Binding }[] {
    if (module.crate.isLocal || module.kind === "block") return [];
    const path = this.#pathOf(module);
    const names = new Set(have.map(({ name }) => name));
    return (this.#compilation.known.in(path) ?? []).flatMap((known) => {
      if (names.has(known.name) || known.kind === "*" || !namespacesOf(known).includes(namespace)) return [];
      const binding = this.#lookup.inModule(module, known.name, namespace);
      return binding === undefined ? [] : [{ name: known.name, binding }];
    });
  }
}
