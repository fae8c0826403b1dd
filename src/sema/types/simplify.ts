// The outermost form of a type as a key: two types with different keys never unify. Indexes impls by their self type.
import type { Ty } from "./ty.ts";

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

/** False if the two can surely not unify. `pattern` is an impl's, `type` may be an integer or float variable. */
export function mayUnify(pattern: Ty, type: Ty): boolean {
  if (type.kind === "infer") {
    if (type.of === "int") return pattern.kind === "int" || simplify(pattern) === undefined;
    if (type.of === "float") return pattern.kind === "float" || simplify(pattern) === undefined;
    return true;
  }
  const left = simplify(pattern);
  if (left === undefined) return true;
  const right = simplify(type);
  return right === left || (right === undefined && (type.kind === "projection" || type.kind === "error"));
}
