// Function types, trait objects and opaque types that closures are made for. The checker's types know no lifetimes, so what a `for<'a>` binds is told only
// by the type of the place a value goes to: it is handed down here to the closures in an expression, before the expression
// is lowered. In: the expression and the type of its place. Out: types by coercion.
import type { Expr } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";

export function wantedTypes(expr: Expr, type: Ty, into: Map<Expr, Ty>): void {
  const inner = (part: Expr | undefined, of: Ty | undefined) => {
    if (part !== undefined && of !== undefined) wantedTypes(part, of, into);
  };
  switch (expr.kind) {
    case "coerce":
      if (expr.to === "closure-to-fn" && type.kind === "fn-pointer" && !into.has(expr)) into.set(expr, type);
      if (expr.to === "unsize" && type.kind === "ref" && type.target.kind === "dynamic" && !into.has(expr)) into.set(expr, type);
      if (expr.to === "unsize" && type.kind === "ref") inner(expr.operand, type);
      return;
    case "closure":
      return void (type.kind === "opaque" && !into.has(expr) && into.set(expr, type));
    case "borrow":
      return inner(expr.operand, type.kind === "ref" ? type.target : undefined);
    case "array":
      return expr.elements.forEach((part) => inner(part, type.kind === "array" || type.kind === "slice" ? type.element : undefined));
    case "tuple":
      return expr.elements.forEach((part, i) => inner(part, type.kind === "tuple" ? type.elements[i] : undefined));
    case "block":
      return inner(expr.block.value, type);
    case "if":
      inner(expr.then, type);
      return inner(expr.otherwise, type);
    case "match":
      return expr.arms.forEach(({ body }) => inner(body, type));
    default:
  }
}
