// `&TABLE[i]`: of an array that is a constant of the program the element is borrowed from the constant, whatever the index is
// (rustc: `promote_consts`). In: a shared borrow; whether its array is such a constant. Out: the place, as `(*&TABLE)[i]`.
import type { Expr } from "./thir.ts";
import type { Interner } from "./ty.ts";

export function elementBorrow(
  types: Pick<Interner, "ref">,
  borrow: Expr & { kind: "borrow" },
  isConstant: (base: Expr) => boolean,
): Expr | undefined {
  return borrow.mutable || borrow.operand.kind !== "index" ? undefined : throughConstant(types, borrow.operand, isConstant);
}

function throughConstant(types: Pick<Interner, "ref">, place: Expr, isConstant: (base: Expr) => boolean): Expr | undefined {
  if (place.kind === "index" || place.kind === "field") {
    if (place.kind === "index" && place.operand.type.kind !== "array") return undefined;
    const operand = throughConstant(types, place.operand, isConstant);
    return operand === undefined ? undefined : { ...place, operand };
  }
  if (place.kind === "deref" || place.kind === "static" || !isConstant(place)) return undefined;
  const { span, type } = place;
  const operand: Expr = { kind: "borrow", span, type: types.ref(type, false), operand: place, mutable: false, twoPhase: false };
  return { kind: "deref", span, type, operand };
}
