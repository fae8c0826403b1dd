// Questions about expressions that need no types: what is promoted to a constant, what a value borrows for as long as it
// lives.
import type { Expr } from "../types/thir.ts";

/** A mutable reborrow that nobody wrote may be two-phase. */
export function isAdjusted({ operand, span, mutable }: Expr & { kind: "borrow" }): boolean {
  return mutable && operand.kind === "deref" && operand.operand.span.lo === span.lo && operand.operand.span.hi === span.hi;
}

export function holdsLet(condition: Expr): boolean {
  return condition.kind === "let" || (condition.kind === "logical" && (holdsLet(condition.left) || holdsLet(condition.right)));
}

/** What a value borrows directly: the temporaries that live as long as it. */
export function extendedOf(value: Expr): Expr[] {
  switch (value.kind) {
    case "borrow":
      return [value.operand, ...extendedOf(value.operand)];
    case "tuple":
    case "array":
      return value.elements.flatMap(extendedOf);
    case "adt":
      return value.fields.flatMap((field) => extendedOf(field.value));
    case "cast":
    case "coerce":
    case "deref":
      return extendedOf(value.operand);
    case "block":
      return value.block.value === undefined ? [] : extendedOf(value.block.value);
    default:
      return [];
  }
}

/** Borrowed, it is a constant of the program and not a temporary. */
export function isPromoted(expr: Expr): boolean {
  switch (expr.kind) {
    case "int":
    case "bool":
    case "char":
    case "str":
    case "bytes":
    case "float":
    case "fn-item":
      return true;
    case "tuple":
    case "array":
      return expr.elements.every(isPromoted);
    case "unary":
      return isPromoted(expr.operand);
    case "borrow":
      return !expr.mutable && isPromoted(expr.operand);
    case "deref":
      return expr.operand.type.kind === "ref" && isPromoted(expr.operand);
    case "coerce":
      return isPromoted(expr.operand);
    case "adt":
      return (
        expr.base === undefined &&
        expr.fields.every(({ value }) => isPromoted(value)) &&
        expr.type.kind === "adt" &&
        expr.type.args.length === 0 &&
        expr.fields.length > 0
      );
    default:
      return false;
  }
}
