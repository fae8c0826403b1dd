// Lang items: definitions the compiler knows by `#[lang = "name"]`, and the panic handler.
import { LANG_PATHS } from "../../corelib/lang-paths.ts";
import type { Compilation } from "../compilation.ts";
import { FIRST_OWN, type Definition } from "../definitions.ts";
import { simpleName } from "../expand/attributes.ts";
import type { DefId } from "../types/def-id.ts";
import type { CrateLoader } from "./crate-loader.ts";
import type { Lookup } from "./lookup.ts";
import type { Module } from "./module.ts";

function langItemName(definition: Definition): string | undefined {
  for (const attribute of definition.attrs) {
    const name = simpleName(attribute);
    if (name === "panic_handler") return "panic_impl";
    if (name !== "lang" || attribute.args.kind !== "value") continue;
    const { kind } = definition.tree.expr(attribute.args.value);
    if (kind.kind === "literal" && kind.literal.kind === "string") return kind.literal.value;
  }
  return undefined;
}

/** By its path from a crate on: `core::ops::Drop`. */
export function findPath(compilation: Compilation, lookup: Lookup, path: string): DefId | undefined {
  const [first, ...rest] = path.split("::");
  let module: Module | undefined = compilation.crates.find(({ name }) => name === first)?.root;
  const last = rest.pop();
  for (const name of rest) {
    const found = module === undefined ? undefined : lookup.inModule(module, name, "type");
    module = found === undefined ? undefined : lookup.moduleFor(found.res);
  }
  if (module === undefined) return undefined;
  if (last === undefined) return module.def;
  const found = lookup.inModule(module, last, "type") ?? lookup.inModule(module, last, "value");
  return found?.res.kind === "def" ? found.res.def : undefined;
}

/** Those of alloc belong to the programs that name it. */
const isOfCore = (path: string | undefined): path is string => path?.startsWith("core::") === true;

export class LangItems {
  readonly #crates: CrateLoader;
  readonly #lookup: Lookup;
  readonly #known = new Map<string, DefId>();
  #isCrateRead = false;

  readonly #library: LangItems | undefined;

  constructor(crates: CrateLoader, lookup: Lookup, library: LangItems | undefined) {
    this.#crates = crates;
    this.#lookup = lookup;
    this.#library = library;
  }

  /** Core's own stand in a table; the crate may have some as well. */
  get(name: string): DefId | undefined {
    const path = LANG_PATHS[name];
    if (isOfCore(path) && this.#library !== undefined) return this.#library.get(name);
    const known = this.#known.get(name);
    if (path !== undefined && !isOfCore(path) && !this.#crates.hasBesideCore) return undefined;
    if (known !== undefined || path !== undefined) return known ?? this.#at(name, path as string);
    if (!this.#isCrateRead) {
      this.#isCrateRead = true;
      for (const definition of this.#crates.compilation.definitions.own()) {
        const found = langItemName(definition);
        if (found !== undefined && !this.#known.has(found)) this.#known.set(found, definition.id);
      }
    }
    return this.#known.get(name);
  }

  is(def: DefId, name: string): boolean {
    const path = LANG_PATHS[name];
    if (isOfCore(path) && this.#library !== undefined) return def < FIRST_OWN && this.#library.is(def, name);
    if (!isOfCore(path) || this.#known.has(name) || this.#crates.core === undefined) return this.get(name) === def;
    const { crate, kind, name: own } = this.#crates.compilation.definitions.get(def);
    if (crate !== this.#crates.core.crate.number || kind === "constructor" || !path.endsWith(`::${own}`)) return false;
    return this.#crates.compilation.definitions.path(def) === path;
  }

  #at(name: string, path: string): DefId | undefined {
    const found = findPath(this.#crates.compilation, this.#lookup, path);
    if (found !== undefined) this.#known.set(name, found);
    return found;
  }
}
