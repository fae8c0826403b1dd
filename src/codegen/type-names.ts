// What types are called with their whole paths, in rustc's spelling: for debuggers, and in symbols of what impls hold, where
// lists are written without spaces and a const parameter is `_`.
import type { TraitRef } from "../sema/types/predicates.ts";
import type { TypeTables } from "../sema/types/tables.ts";
import type { Ty, TyOf } from "../sema/types/ty.ts";
import type { DefId } from "../sema/types/def-id.ts";

export class TypeNames {
  constructor(
    readonly tables: TypeTables,
    /** An item's path, the crate first. */
    readonly pathOf: (def: DefId) => readonly string[],
    readonly use: "debuggers" | "symbols" = "debuggers",
  ) {}

  #list(types: readonly Ty[]): string {
    return types.map((type) => this.of(type)).join(this.use === "symbols" ? "," : ", ");
  }

  /** The last name of a struct's, enum's or union's path, with arguments. */
  lastName({ def, args }: TyOf<"adt">): string {
    return `${this.pathOf(def).at(-1) ?? ""}${this.arguments(args)}`;
  }

  /** `<u32, 3>`; nothing for none. */
  arguments(args: readonly Ty[]): string {
    return args.length === 0 ? "" : `<${this.#list(args)}>`;
  }

  /** `{closure_env#0}`, `{closure#0}`: numbered in the function they are in. */
  closure(closure: number, word: "closure" | "closure_env"): string {
    const { owner, id } = this.tables.closure(closure);
    const index = this.tables.body(owner)?.closures.findIndex((one) => one.id === id) ?? 0;
    return `{${word}#${Math.max(0, index)}}`;
  }

  of(type: Ty): string {
    switch (type.kind) {
      case "adt":
        return this.#item(type.def, type.args);
      case "ref":
        return `&${type.mutable ? "mut " : ""}${this.#pointed(type.target)}`;
      case "ptr":
        return `*${type.mutable ? "mut" : "const"} ${this.#pointed(type.target)}`;
      case "dynamic":
        return this.#object(type);
      case "array":
        return `[${this.of(type.element)}; ${this.of(type.length)}]`;
      case "slice":
        return `[${this.of(type.element)}]`;
      case "tuple":
        return `(${this.#list(type.elements)}${type.elements.length === 1 ? "," : ""})`;
      case "fn-pointer":
        return this.#function(type);
      case "closure":
        return `${[...this.pathOf(this.tables.closure(type.closure).owner), this.closure(type.closure, "closure_env")].join("::")}${this.arguments(type.args)}`;
      case "param":
        return this.use === "symbols" && type.constType !== undefined ? "_" : type.name;
      case "const":
        return this.#constant(type);
      default:
        return this.tables.print(type);
    }
  }

  /** A trait with its arguments, the type that it is of left out. */
  trait({ trait, args }: TraitRef): string {
    return this.#item(trait, args.slice(1));
  }

  #item(def: DefId, args: readonly Ty[]): string {
    return `${this.pathOf(def).join("::")}${this.arguments(args)}`;
  }

  #pointed(type: Ty): string {
    const isSum = type.kind === "dynamic" && type.autos.length > (type.principal === undefined ? 1 : 0);
    return isSum ? `(${this.of(type)})` : this.of(type);
  }

  #object({ principal, autos }: TyOf<"dynamic">): string {
    const traits = autos.map((def) => this.#item(def, []));
    if (principal !== undefined) {
      const fixed = principal.projections.map(({ item, type }) => `${this.pathOf(item).at(-1)}=${this.of(type)}`);
      const shown = [...principal.args.map((arg) => this.of(arg)), ...fixed].join(", ");
      traits.unshift(`${this.#item(principal.trait, [])}${shown === "" ? "" : `<${shown}>`}`);
    }
    return `dyn ${traits.join(" + ")}`;
  }

  #function({ params, output, abi, unsafe: isUnsafe }: TyOf<"fn-pointer">): string {
    const prefix = `${isUnsafe ? "unsafe " : ""}${abi === "Rust" ? "" : `extern "${abi}" `}`;
    const result = output.kind === "tuple" && output.elements.length === 0 ? "" : ` -> ${this.of(output)}`;
    return `${prefix}fn(${this.#list(params)})${result}`;
  }

  #constant({ value, type }: TyOf<"const">): string {
    return type.kind === "bool" ? String(value !== 0n) : String(value);
  }
}
