// How messages name types, traits, modules, functions, constants and statics: by the name alone where only one thing is public
// under it, else by the path. (rustc's `trimmed_def_paths`: names brought by a glob of the crate count as more than one.)
import { AMBIGUOUS_NAMES } from "../../corelib/ambiguous-names.ts";
import type { Compilation } from "../compilation.ts";
import type { DefKind } from "../definitions.ts";
import type { DefId } from "../types/def-id.ts";

type Namespace = keyof typeof AMBIGUOUS_NAMES;

const NAMESPACES: ReadonlyMap<DefKind, Namespace> = new Map([
  ...(["struct", "enum", "union", "trait", "trait-alias", "type-alias", "mod"] as const).map((kind) => [kind, "type"] as const),
  ...(["fn", "const", "static"] as const).map((kind) => [kind, "value"] as const),
]);

const ambiguous = new Map<boolean, Record<Namespace, ReadonlySet<string>>>();

function ambiguousNames(isNew: boolean): Record<Namespace, ReadonlySet<string>> {
  const names = (namespace: Namespace) => {
    const { old, newer } = AMBIGUOUS_NAMES[namespace];
    return new Set((isNew ? `${old} ${newer}` : old).split(" "));
  };
  const known = ambiguous.get(isNew) ?? { type: names("type"), value: names("value") };
  ambiguous.set(isNew, known);
  return known;
}

export class ShownNames {
  readonly #compilation: Compilation;
  readonly #shown = new Map<DefId, string>();
  readonly #ambiguous: Record<Namespace, ReadonlySet<string>>;
  #local: ReadonlyMap<string, number> | undefined;
  #globbed: ReadonlySet<string> | undefined;

  constructor(compilation: Compilation) {
    this.#compilation = compilation;
    this.#ambiguous = ambiguousNames(compilation.since(96));
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
    const { name, kind } = definitions.get(def);
    const namespace = NAMESPACES.get(kind);
    if (namespace === undefined) return name;
    if (definitions.isCore(def)) return this.isSharedInCore(name, namespace) ? definitions.publicPath(def) : name;
    if (!definitions.isLocal(def)) return name;
    const count = this.#localNames().get(`${namespace} ${name}`) ?? 0;
    const isShared = count > 1 || this.#globNames().has(name) || known.isPublicInCore(name, namespace);
    return isShared ? this.#within(def, name) : name;
  }

  /** Something else has the name of a thing of core. */
  isSharedInCore(name: string, namespace: Namespace): boolean {
    return this.#ambiguous[namespace].has(name) || this.#localNames().has(`${namespace} ${name}`) || this.#globNames().has(name);
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
    for (const { id, kind, name } of definitions.own()) {
      const namespace = definitions.isLocal(id) ? NAMESPACES.get(kind) : undefined;
      if (namespace === undefined) continue;
      const key = `${namespace} ${name}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return (this.#local = counts);
  }

  #globNames(): ReadonlySet<string> {
    if (this.#globbed !== undefined) return this.#globbed;
    const { crates, definitions } = this.#compilation;
    const globs = crates.filter(({ isLocal }) => isLocal).flatMap(({ imports }) => imports);
    return (this.#globbed = new Set(globs.flatMap(({ brought }) => [...brought].map((def) => definitions.get(def).name))));
  }
}
