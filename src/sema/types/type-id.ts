// What tells one type from all others, for `core::any::TypeId`: a number made of its whole path, the same in every crate of a
// build. In: a concrete type. Out: 128 bits. Nothing where the path does not tell: items in bodies, closures, and what may
// bind lifetimes (`fn(&u8)` and `fn(&'static u8)` are two types, and types know no lifetimes here).
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import type { Ty } from "./ty.ts";

class Unknown extends Error {}

export function typeId(tcx: TypeContext, type: Ty, print: (type: Ty) => string): bigint | undefined {
  try {
    return hash128(new Keys(tcx, print).of(type));
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

class Keys {
  constructor(
    readonly tcx: TypeContext,
    readonly print: (type: Ty) => string,
  ) {}

  of(type: Ty): string {
    switch (type.kind) {
      case "bool":
      case "char":
      case "str":
      case "never":
      case "int":
      case "float":
      case "const":
        return this.print(type);
      case "ref":
      case "ptr":
        return `${type.kind}${type.mutable ? " mut" : ""} ${this.of(type.target)}`;
      case "array":
        return `[${this.of(type.element)}; ${this.of(type.length)}]`;
      case "slice":
        return `[${this.of(type.element)}]`;
      case "tuple":
        return `(${this.#all(type.elements)})`;
      case "adt":
        return `${this.#path(type.def)}<${this.#all(type.args)}>`;
      case "fn-pointer":
        return `${type.unsafe ? "unsafe " : ""}${type.abi} fn(${this.#free(type.params)}${type.variadic ? "..." : ""}) ${this.#free([type.output])}`;
      case "dynamic":
        return this.#object(type);
      default:
        throw new Unknown();
    }
  }

  #all(types: readonly Ty[]): string {
    return types.map((type) => this.of(type)).join(", ");
  }

  /** Of types that name no lifetime. */
  #free(types: readonly Ty[]): string {
    if (types.some((type) => this.#mayBind(type))) throw new Unknown();
    return this.#all(types);
  }

  #mayBind(type: Ty): boolean {
    switch (type.kind) {
      case "bool":
      case "char":
      case "str":
      case "never":
      case "int":
      case "float":
        return false;
      case "ptr":
        return this.#mayBind(type.target);
      case "array":
      case "slice":
        return this.#mayBind(type.element);
      case "tuple":
        return type.elements.some((element) => this.#mayBind(element));
      default:
        return true;
    }
  }

  #object({ principal, autos }: Ty & { kind: "dynamic" }): string {
    const others = autos.map((trait) => this.#path(trait)).toSorted();
    if (principal === undefined) return `dyn ${others.join(" + ")}`;
    const projections = principal.projections.map(({ item, type }) => `${this.tcx.items.name(item)} = ${this.#free([type])}`);
    return `dyn ${this.#path(principal.trait)}<${this.#free(principal.args)}; ${projections.join(", ")}> + ${others.join(" + ")}`;
  }

  /** An item of a module. */
  #path(def: DefId): string {
    const { items, session } = this.tcx;
    for (let at = items.parent(def); at !== undefined; at = items.parent(at)) if (items.kind(at) !== "mod") throw new Unknown();
    return items.isLocal(def) ? `${session.crateName}::${items.path(def)}` : items.path(def);
  }
}

const OFFSET = 0x6c62272e07bb014262b821756295c58dn;
const PRIME = 0x0000000001000000000000000000013bn;

/** FNV-1a of 128 bits. */
function hash128(text: string): bigint {
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(128, (hash ^ BigInt(byte)) * PRIME);
  return hash;
}
