// Types as rustc prints them in messages: names without paths, regions left out, unknown parts as `_`.
import type { DefId } from "./def-id.ts";
import type { DynTrait, Region, Ty } from "./ty.ts";

/** What the printer has to know of definitions. */
export interface Names {
  name(def: DefId): string;
  parent(def: DefId): DefId | undefined;
  /** How many of the arguments are the parent's. */
  parentCount(def: DefId): number;
  /** Without the last arguments, as far as they are the parameters' defaults. */
  withoutDefaults(def: DefId, args: readonly Ty[]): readonly Ty[];
  /** `{closure@src/main.rs:3:9: 3:12}` */
  closure(id: number): string;
  /** The types of a function's parameters and result, instantiated. */
  signature(def: DefId, args: readonly Ty[]): { readonly params: readonly Ty[]; readonly output: Ty; readonly prefix: string };
  /** An opaque type by its function; where it is shown to people, its bounds are known instead. */
  opaque(type: Ty & { kind: "opaque" }): string;
  /** Bounds of an opaque type: `Fn(i64) -> u8`. */
  opaqueBounds?(type: Ty & { kind: "opaque" }): readonly DynTrait[];
  /** `Atomic<u8>`, which some types of core are names of; the name stands for the type inside, `*mut` for pointers. */
  atomic(def: DefId): string | undefined;
  /** Trait of an associated type and whether it is one of the `Fn` family. */
  isFnTrait(def: DefId): boolean;
}

/** How a lifetime is written, if it has a name. */
export type LifetimeNames = (region: Region) => string | undefined;

export class TypePrinter {
  readonly #names: Names;
  readonly #lifetimes: (def: DefId) => number;
  readonly #regions: LifetimeNames | undefined;

  /** `lifetimes`: how many lifetime arguments of a type are shown as `'_`; none where they are left out. */
  constructor(names: Names, lifetimes: (def: DefId) => number = () => 0, regions?: LifetimeNames) {
    this.#names = names;
    this.#lifetimes = lifetimes;
    this.#regions = regions;
  }

  #lifetime(region: Region): string {
    const name = this.#regions?.(region);
    return name === undefined ? "" : `${name} `;
  }

  print(type: Ty): string {
    switch (type.kind) {
      case "never":
        return "!";
      case "error":
        return "{type error}";
      case "int":
      case "float":
        return type.name;
      case "ref":
        return `&${this.#lifetime(type.region)}${type.mutable ? "mut " : ""}${this.#pointee(type.target)}`;
      case "ptr":
        return `*${type.mutable ? "mut" : "const"} ${this.#pointee(type.target)}`;
      case "array":
        return `[${this.print(type.element)}; ${this.print(type.length)}]`;
      case "slice":
        return `[${this.print(type.element)}]`;
      case "tuple":
        return type.elements.length === 1 ? `(${this.print(type.elements[0] as Ty)},)` : `(${this.list(type.elements)})`;
      case "adt": {
        const inside = this.#names.atomic(type.def);
        if (inside !== undefined) return `Atomic<${inside}${type.args.length > 0 ? ` ${this.list(type.args)}` : ""}>`;
        return this.#names.name(type.def) + this.#angle(type.args, this.#lifetimes(type.def), type.regions);
      }
      case "foreign":
        return this.#names.name(type.def);
      case "param":
        return type.name;
      case "const":
        return printConstant(type);
      case "infer":
        return type.of === "int" ? "{integer}" : type.of === "float" ? "{float}" : "_";
      default:
        return this.#compound(type);
    }
  }

  /** `<'a, T>` of a data type; nothing where it has no parameters. */
  generics({ def, args, regions }: Ty & { kind: "adt" }): string {
    return this.#angle(args, this.#lifetimes(def), regions);
  }

  list(types: readonly Ty[]): string {
    return types.map((type) => this.print(type)).join(", ");
  }

  #compound(type: Ty): string {
    switch (type.kind) {
      case "fn-def":
        return this.#fnItem(type);
      case "fn-pointer": {
        const abi = type.abi === "Rust" ? "" : `extern "${type.abi}" `;
        return `${type.unsafe ? "unsafe " : ""}${abi}fn(${this.list(type.params)}${type.variadic ? ", ..." : ""})${this.#arrow(type.output)}`;
      }
      case "closure":
        return this.#names.closure(type.closure);
      case "dynamic":
        return this.#dynamic(type);
      case "projection":
        return this.#projection(type);
      case "opaque":
        return this.#opaque(type);
      case "unevaluated":
        return "_";
      default:
        return type.kind;
    }
  }

  #angle(args: readonly Ty[], lifetimes = 0, regions: readonly Region[] = []): string {
    if (lifetimes === 0) return args.length === 0 ? "" : `<${this.list(args)}>`;
    const names = Array.from({ length: lifetimes }, (_, i) => this.#regions?.(regions[i] ?? 0) ?? "'_");
    return `<${[...names, ...args.map((arg) => this.print(arg))].join(", ")}>`;
  }

  #arrow(output: Ty): string {
    return output.kind === "tuple" && output.elements.length === 0 ? "" : ` -> ${this.print(output)}`;
  }

  #fnItem(type: Ty & { kind: "fn-def" }): string {
    const { params, output, prefix } = this.#names.signature(type.def, type.args);
    return `${prefix}fn(${this.list(params)})${this.#arrow(output)} {${this.path(type.def, type.args)}}`;
  }

  /** `foo::<u8>`, `S::<u8>::new`. */
  path(def: DefId, args: readonly Ty[]): string {
    const own = args.slice(this.#names.parentCount(def));
    const name = this.#names.name(def);
    if (own.length === 0) return name;
    // Of a variant, the enum has the arguments: `Option::<u8>::Some`.
    const at = name.lastIndexOf("::");
    return at < 0 ? `${name}::<${this.list(own)}>` : `${name.slice(0, at)}::<${this.list(own)}>${name.slice(at)}`;
  }

  #pointee(type: Ty): string {
    const text = this.print(type);
    // It is the lifetime that asks for parentheses.
    return this.#regions !== undefined && type.kind === "dynamic" && text.includes(" + ") ? `(${text})` : text;
  }

  #dynamic(type: Ty & { kind: "dynamic" }): string {
    const parts = type.principal === undefined ? [] : [this.#dynTrait(type.principal)];
    return `dyn ${[...parts, ...type.autos.map((auto) => this.#names.name(auto))].join(" + ")}`;
  }

  #opaque(type: Ty & { kind: "opaque" }): string {
    const bounds = this.#names.opaqueBounds?.(type);
    if (bounds === undefined) return this.#names.opaque(type);
    return `impl ${bounds.length === 0 ? "Sized" : bounds.map((bound) => this.#dynTrait(bound)).join(" + ")}`;
  }

  #dynTrait(principal: DynTrait): string {
    const name = this.#names.name(principal.trait);
    const fixed = principal.projections;
    const input = principal.args[0];
    if (this.#names.isFnTrait(principal.trait) && input?.kind === "tuple") {
      return `${name}(${this.list(input.elements)})${this.#arrow(fixed[0]?.type ?? input)}`;
    }
    const args = [
      ...principal.args.map((arg) => this.print(arg)),
      ...fixed.map((p) => `${this.#names.name(p.item)} = ${this.print(p.type)}`).toSorted(),
    ];
    return args.length === 0 ? name : `${name}<${args.join(", ")}>`;
  }

  /** `<T as Trait<A>>::Item` */
  #projection(type: Ty & { kind: "projection" }): string {
    const trait = this.#names.parent(type.item);
    const count = this.#names.parentCount(type.item);
    const [self, ...rest] = type.args.slice(0, count);
    const traitName = trait === undefined ? "?" : this.#names.name(trait) + this.#angle(rest);
    return `<${self === undefined ? "_" : this.print(self)} as ${traitName}>::${this.#names.name(type.item)}${this.#angle(type.args.slice(count))}`;
  }

  /** `Trait<A>` of a trait reference without its `Self`, and without what its parameters are anyway. */
  trait(def: DefId, args: readonly Ty[]): string {
    const input = args[1];
    if (this.#names.isFnTrait(def) && input?.kind === "tuple") return `${this.#names.name(def)}(${this.list(input.elements)})`;
    return this.#names.name(def) + this.#angle(this.#names.withoutDefaults(def, args).slice(1));
  }
}

function printConstant(type: Ty & { kind: "const" }): string {
  if (type.type.kind === "bool") return type.value === 0n ? "false" : "true";
  if (type.type.kind === "char") return `'${String.fromCodePoint(Number(type.value))}'`;
  return type.value.toString();
}
