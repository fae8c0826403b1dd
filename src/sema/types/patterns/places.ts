// What is known of a part of a matched value besides its type. Behind a reference, in a union, there need not be a valid value, so that
// what has no values must be matched all the same. (rustc_pattern_analysis: `PlaceValidity`, `split_column_ctors`.)
import type { TypeContext } from "../context.ts";
import type { DefId } from "../def-id.ts";
import type { Expr } from "../thir.ts";
import type { Ty } from "../ty.ts";
import { fieldTypes, hasNoConstructors, isFieldSeen, isUninhabited, type Constructor } from "./constructors.ts";

/** What has no values may be left out of patterns. */
const LEAVES_OUT_SINCE = 82;

export interface Place {
  readonly type: Ty;
  /** It surely holds a value of its type. */
  readonly isValid: boolean;
  /** All that is matched, no part of it. */
  readonly isScrutinee: boolean;
  /** A field that the module does not see, and that has no values. */
  readonly isHidden: boolean;
}

/** `value`: what is matched; undefined for parameters. */
export function scrutineePlace(tcx: TypeContext, type: Ty, value: Expr | undefined): Place {
  return { type, isValid: value === undefined || isValid(tcx, value), isScrutinee: true, isHidden: false };
}

function isValid(tcx: TypeContext, expr: Expr): boolean {
  switch (expr.kind) {
    case "deref":
      return false;
    case "upvar":
      return isValid(tcx, expr.place);
    case "field":
      return !isUnion(tcx, expr.operand.type) && isValid(tcx, expr.operand);
    case "index":
    case "cast":
    case "coerce":
      return isValid(tcx, expr.operand);
    default:
      return true;
  }
}

function isUnion(tcx: TypeContext, type: Ty): boolean {
  return type.kind === "adt" && tcx.adt(type.def).kind === "union";
}

/** The parts of a value with this constructor. */
export function partsOf(tcx: TypeContext, place: Place, constructor: Constructor, module: DefId): readonly Place[] {
  const { type } = place;
  const isSure = place.isValid && type.kind !== "ref" && !isUnion(tcx, type);
  return fieldTypes(tcx, type, constructor).map((part, i) => ({
    type: part,
    isValid: isSure,
    isScrutinee: false,
    isHidden: type.kind === "adt" && !isFieldSeen(tcx, type.def, i, module) && isUninhabited(tcx, part, module),
  }));
}

/** `match x {}` where `x` has no values. */
function isEmptyScrutinee(tcx: TypeContext, { type, isScrutinee }: Place): boolean {
  return isScrutinee && hasNoConstructors(tcx, type);
}

export function mayLeaveOutEmpty(tcx: TypeContext, place: Place): boolean {
  return isEmptyScrutinee(tcx, place) || (place.isValid && tcx.session.release.minor >= LEAVES_OUT_SINCE);
}

/** Arms for it are reached by nothing. */
export function neverReachesEmpty(tcx: TypeContext, place: Place): boolean {
  return place.isValid && isEmptyScrutinee(tcx, place);
}
