// What `core::any::type_name` says: definitions with their whole path, `&mut [kernel::Page; 3]`. Of core's own items kbuild's
// paths are not always the real ones, and of closures and items in bodies it does not know what stands around them: there is
// no name of these.
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import type { Ty } from "./ty.ts";

class Unnamed extends Error {}

/** Undefined where something in the type has no known path. `type` is concrete. */
export function typeName(tcx: TypeContext, type: Ty, print: (type: Ty) => string): string | undefined {
  try {
    return new Namer(tcx, print).type(type);
  } catch (error) {
    if (error instanceof Unnamed) return undefined;
    throw error;
  }
}

class Namer {
  constructor(
    readonly tcx: TypeContext,
    readonly print: (type: Ty) => string,
  ) {}

  type(type: Ty): string {
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
        return `&${type.mutable ? "mut " : ""}${this.type(type.target)}`;
      case "ptr":
        return `*${type.mutable ? "mut" : "const"} ${this.type(type.target)}`;
      case "array":
        return `[${this.type(type.element)}; ${this.type(type.length)}]`;
      case "slice":
        return `[${this.type(type.element)}]`;
      case "tuple":
        return type.elements.length === 1 ? `(${this.type(type.elements[0] as Ty)},)` : `(${this.#list(type.elements)})`;
      case "adt":
        return this.#path(type.def) + this.#angle(type.args);
      case "foreign":
        return this.#path(type.def);
      case "fn-def":
        return this.#function(type.def, type.args);
      case "dynamic":
        return this.#object(type);
      default:
        throw new Unnamed();
    }
  }

  #list(types: readonly Ty[]): string {
    return types.map((type) => this.type(type)).join(", ");
  }

  #angle(args: readonly Ty[]): string {
    return args.length === 0 ? "" : `<${this.#list(args)}>`;
  }

  /** An item of a module. */
  #path(def: DefId): string {
    const { items, session } = this.tcx;
    const parent = items.parent(def);
    if (items.isCore(def) || parent === undefined) throw new Unnamed();
    for (let at: DefId | undefined = parent; at !== undefined; at = items.parent(at)) if (items.kind(at) !== "mod") throw new Unnamed();
    return items.isLocal(def) ? `${session.crateName}::${items.path(def)}` : items.path(def);
  }

  #function(def: DefId, args: readonly Ty[]): string {
    const { items } = this.tcx;
    const parent = items.parent(def);
    const kind = parent === undefined ? undefined : items.kind(parent);
    if (items.kind(def) === "constructor" || parent === undefined) throw new Unnamed();
    if (kind !== "impl" && kind !== "trait") return this.#path(def) + this.#angle(args);
    const count = this.tcx.generics(def).parentCount;
    const name = items.name(def) + this.#angle(args.slice(count));
    return kind === "impl"
      ? `${this.#implementor(parent, args.slice(0, count))}::${name}`
      : `${this.#trait(parent, args.slice(0, count))}::${name}`;
  }

  /** `kernel::Page`, `<kernel::Page as kernel::Zeroed>` */
  #implementor(impl: DefId, args: readonly Ty[]): string {
    const { self, ref } = this.tcx.implHeader(impl);
    if (ref !== undefined) return this.#trait(ref.trait, this.tcx.types.substituteAll(ref.args, args));
    const type = this.tcx.types.substitute(self, args);
    if (type.kind !== "adt") throw new Unnamed();
    return this.type(type);
  }

  #trait(trait: DefId, [self, ...args]: readonly Ty[]): string {
    return `<${this.type(self as Ty)} as ${this.#path(trait)}${this.#angle(args)}>`;
  }

  #object({ principal, autos }: Ty & { kind: "dynamic" }): string {
    if (principal === undefined || autos.length > 0 || principal.projections.length > 0) throw new Unnamed();
    return `dyn ${this.#path(principal.trait)}${this.#angle(principal.args)}`;
  }
}
