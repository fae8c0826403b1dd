// The outermost form of a type as a key: two types with different keys never unify. Indexes impls by their self type.
import type { DefId } from "./def-id.ts";
import { sameHead } from "./infer.ts";
import { partsOf, type Ty } from "./ty.ts";

/** Undefined for what may become anything: parameters, projections, variables. Integer variables have no key either. */
export function simplify(type: Ty): string | undefined {
  switch (type.kind) {
    case "adt":
    case "foreign":
    case "fn-def":
      return `${type.kind} ${type.def}`;
    case "int":
    case "float":
      return type.name;
    case "ref":
    case "ptr":
      return type.mutable ? `${type.kind} mut` : type.kind;
    case "tuple":
      return `tuple ${type.elements.length}`;
    case "fn-pointer":
      return `fn ${type.params.length}`;
    case "closure":
      return `closure ${type.closure}`;
    case "dynamic":
      return `dyn ${type.principal?.trait ?? ""}`;
    case "param":
    case "projection":
    case "opaque":
    case "infer":
    case "const":
    case "unevaluated":
    case "error":
      return undefined;
    default:
      return type.kind;
  }
}

export const INTEGERS = ["i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize"];
export const FLOATS = ["f16", "f32", "f64", "f128"];
/** The key of impls for what may become anything: `impl<T> Trait for T`. */
export const BLANKET = "*";
/** Stands for forms without a name, as they are written: `&T`, `[T]`, `(T, U)`. */
export const NAMELESS = "";

/** Behind `ref` in a key that is asked for: a reference to anything. */
export const ANY = "?";

/** As `simplify`, with paths for definitions, and with what references are to: keys of `corelib/impl-places.ts`. */
export function simplifiedPath(type: Ty, path: (def: DefId) => string): string {
  if (type.kind === "ref") return `${simplify(type)} ${simplifiedPath(type.target, path)}`;
  if (type.kind === "adt" || type.kind === "foreign") return `${type.kind} ${path(type.def)}`;
  if (type.kind === "dynamic") return `dyn ${type.principal === undefined ? "" : path(type.principal.trait)}`;
  return simplify(type) ?? BLANKET;
}

/**
 * Keys that impls for a type may have; undefined for any. A projection may become anything, or it is `rigid`: what it is has been
 * looked for, nothing says it, and only what is for all types is for it.
 */
export function keysOf(type: Ty, path: (def: DefId) => string, rigid: boolean): readonly string[] | undefined {
  switch (type.kind) {
    case "infer":
      return type.of === "int" ? [...INTEGERS, BLANKET] : type.of === "float" ? [...FLOATS, BLANKET] : undefined;
    case "projection":
      return rigid ? [BLANKET] : undefined;
    case "error":
      return undefined;
    case "ref":
      return [...(keysOf(type.target, path, rigid) ?? [ANY]).map((key) => `${simplify(type)} ${key}`), BLANKET];
    default: {
      const key = simplifiedPath(type, path);
      return key === BLANKET ? [BLANKET] : [key, BLANKET];
    }
  }
}

/** False if the two can surely not unify. `pattern` is of an impl's head: its parameters may become anything. */
export function mayUnify(pattern: Ty, type: Ty): boolean {
  if (pattern === type || isOpen(pattern) || isOpen(type)) return true;
  if (pattern.kind === "param") return true;
  if (type.kind === "infer") return type.of === "type" || type.of === pattern.kind;
  if (pattern.kind !== type.kind || !sameHead(pattern, type)) return false;
  const left = partsOf(pattern);
  const right = partsOf(type);
  return left.length === right.length && left.every((part, i) => mayUnify(part, right[i] as Ty));
}

/** What it stands for is not said by its form. */
function isOpen({ kind }: Ty): boolean {
  return kind === "projection" || kind === "error" || kind === "unevaluated";
}
