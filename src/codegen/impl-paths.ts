// What stands in a symbol for an impl: its own methods are called after the type, a trait's after both. As rustc's legacy mangling has
// it, an impl that is beside neither is told with the module that it is in.
import type { Program } from "../sema/resolution.ts";
import type { DefId } from "../sema/types/def-id.ts";
import type { TypeTables } from "../sema/types/tables.ts";
import type { Ty } from "../sema/types/ty.ts";
import { TypeNames } from "./type-names.ts";

/** The type whose own methods the impl holds, in its parameters; undefined for those of a trait. */
export function implSelf(tables: TypeTables, impl: DefId): Ty | undefined {
  return tables.implTrait(impl) === undefined ? tables.typeOf(impl) : undefined;
}

/** The item by which a type belongs to a module. */
function markOf(type: Ty): DefId | undefined {
  switch (type.kind) {
    case "adt":
      return type.def;
    case "ref":
    case "ptr":
      return markOf(type.target);
    case "array":
    case "slice":
      return markOf(type.element);
    case "tuple":
      return type.elements.map(markOf).find((mark) => mark !== undefined);
    case "dynamic":
      return type.principal?.trait;
    default:
      return undefined;
  }
}

/** Segments from the crate down. */
export class ItemPaths {
  readonly #names: TypeNames;

  constructor(
    readonly program: Program,
    readonly tables: TypeTables,
    readonly crateName: (def: DefId) => string,
  ) {
    this.#names = new TypeNames(tables, (def) => this.of(def), "symbols");
  }

  of(def: DefId): string[] {
    const { definitions } = this.program;
    const { parent, name, kind } = definitions.get(def);
    if (parent === undefined) return [this.crateName(def)];
    if (kind === "impl") return this.#impl(def, parent);
    return [...this.of(parent), name === "" ? `{${kind}#${definitions.disambiguator(def)}}` : name];
  }

  #impl(impl: DefId, parent: DefId): string[] {
    const type = this.tables.typeOf(impl);
    const ref = this.tables.implTrait(impl);
    const isBeside = (def: DefId | undefined) => def !== undefined && this.program.definitions.get(def).parent === parent;
    const self = this.#names.of(type);
    if (!isBeside(markOf(type)) && !isBeside(ref?.trait)) {
      const shown = ref === undefined ? self : `${this.#names.trait(ref)} for ${self}`;
      return [...this.of(parent), `<impl ${shown}>`];
    }
    if (ref !== undefined) return [`<${self} as ${this.#names.trait(ref)}>`];
    if (type.kind !== "adt") return [`<${self}>`];
    return [...this.of(type.def).slice(0, -1), this.#names.lastName(type)];
  }
}
