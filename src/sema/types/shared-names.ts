// Functions, constants and statics whose name something else has, too, of the crate's or core's: messages print them with their
// paths. Only what is visible and not hidden counts in core, with the methods of its traits (`corelib/ambiguous-names.ts`).
import { AMBIGUOUS_MODULES, AMBIGUOUS_VALUES } from "../../corelib/ambiguous-names.ts";
import { CORE_NAMES } from "../../corelib/names.ts";
import type { DefKind, Definition, Definitions } from "../definitions.ts";

export const VALUE_KINDS: ReadonlySet<DefKind> = new Set<DefKind>(["fn", "const", "static"]);

/** Among the names of core's modules, or of its traits, whose methods count as well. */
function isInCore(name: string): boolean {
  const word = new RegExp(`^(\\S+).* [fcS10vwV]${name}(?=[ @~-]|$)`, "gm");
  return [...CORE_NAMES.matchAll(word)].some(([, owner = ""]) => !isStruct(owner));
}

function isStruct(path: string): boolean {
  const [, name = ""] = /::([A-Z]\w*)$/.exec(path) ?? [];
  return name !== "" && new RegExp(`^${path.slice(0, -name.length - 2)} .*\\b[s10u]${name}(?=[ @~-]|$)`, "m").test(CORE_NAMES);
}

export class SharedNames {
  readonly #definitions: Definitions;
  readonly #minor: number;
  #own: Map<string, number> | undefined;
  readonly #core = new Map<object, ReadonlySet<string>>();

  constructor(definitions: Definitions, minor: number) {
    this.#definitions = definitions;
    this.#minor = minor;
  }

  has({ id, name }: Definition): boolean {
    if (!this.#definitions.isLocal(id)) return this.isSharedValue(name);
    return (this.#ownNames().get(name) ?? 0) > 1 || isInCore(name);
  }

  /** Of core's: another has the name. */
  isSharedValue(name: string): boolean {
    return this.#ownNames().has(name) || this.#ambiguous(AMBIGUOUS_VALUES).has(name);
  }

  isSharedModule(name: string): boolean {
    return this.#ambiguous(AMBIGUOUS_MODULES).has(name);
  }

  #ambiguous(table: { readonly old: string; readonly newer: string }): ReadonlySet<string> {
    const known = this.#core.get(table);
    if (known !== undefined) return known;
    const names = new Set((this.#minor >= 96 ? `${table.old} ${table.newer}` : table.old).split(" "));
    this.#core.set(table, names);
    return names;
  }

  /** How many of the crate's items are called so. */
  #ownNames(): ReadonlyMap<string, number> {
    if (this.#own !== undefined) return this.#own;
    const counts = new Map<string, number>();
    for (let def = 0; def < this.#definitions.count; def++) {
      const { kind, name } = this.#definitions.get(def);
      if (VALUE_KINDS.has(kind) && this.#definitions.isLocal(def)) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return (this.#own = counts);
  }
}
