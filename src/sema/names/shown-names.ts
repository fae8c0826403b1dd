// How messages name types and traits: by the name alone where only one is public under it, else by the path. (rustc's
// `trimmed_def_paths`: names brought by a glob of the crate count as more than one.)
import type { Compilation } from "../compilation.ts";
import type { DefId } from "../types/def-id.ts";
import type { DefKind } from "../definitions.ts";

/** Local definitions of these kinds have a name among types. */
const TYPE_LIKE: ReadonlySet<DefKind> = new Set<DefKind>(["struct", "enum", "union", "trait", "trait-alias", "type-alias", "mod"]);

export class ShownNames {
  readonly #compilation: Compilation;
  readonly #find: (path: string) => DefId | undefined;
  readonly #shown = new Map<DefId, string>();
  #local: Map<string, number> | undefined;
  #globbed: Set<string> | undefined;

  /** `find` looks up a path of core. */
  constructor(compilation: Compilation, find: (path: string) => DefId | undefined) {
    this.#compilation = compilation;
    this.#find = find;
  }

  of(def: DefId): string {
    const known = this.#shown.get(def);
    if (known !== undefined) return known;
    const shown = this.#of(def);
    this.#shown.set(def, shown);
    return shown;
  }

  #of(def: DefId): string {
    const { definitions, known } = this.#compilation;
    const { name, crate } = definitions.get(def);
    if (!definitions.isLocal(def) && this.#compilation.crates[crate]?.name !== "core") return name;
    const homes = known.homesOf(name);
    const count = homes.length + (this.#localNames().get(name) ?? 0);
    if (count < 2 && !this.#globNames().has(name)) return name;
    if (definitions.isLocal(def)) return this.#within(def, name);
    const path = homes.map((home) => `${home}::${name}`).find((each) => this.#find(each) === def);
    return path ?? name;
  }

  /** Behind the module's name, which is shown in the same way. */
  #within(def: DefId, name: string): string {
    const { definitions } = this.#compilation;
    const module = definitions.moduleOf(definitions.get(def).parent ?? def);
    return definitions.get(module).parent === undefined ? name : `${this.of(module)}::${name}`;
  }

  #localNames(): ReadonlyMap<string, number> {
    if (this.#local !== undefined) return this.#local;
    const { definitions } = this.#compilation;
    const counts = new Map<string, number>();
    for (let def = 0; def < definitions.count; def++) {
      if (!definitions.isLocal(def)) continue;
      const { kind, name } = definitions.get(def);
      if (TYPE_LIKE.has(kind)) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return (this.#local = counts);
  }

  #globNames(): ReadonlySet<string> {
    if (this.#globbed !== undefined) return this.#globbed;
    const names = new Set<string>();
    for (const crate of this.#compilation.crates)
      if (crate.isLocal)
        for (const { brought } of crate.imports) for (const def of brought) names.add(this.#compilation.definitions.get(def).name);
    return (this.#globbed = names);
  }
}
