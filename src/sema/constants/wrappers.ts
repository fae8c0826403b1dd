// What wraps something else and adds nothing, in constants: a struct or union round one value, a struct round a slice or text. A
// pointer to one is a pointer to the other.
import { fieldTypeOf } from "../types/field-type.ts";
import type { Expr } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
import type { Frame, Interpreter } from "./interpreter.ts";
import { inside, isActive, readPlace, type Place } from "./value.ts";

export const isUnsized = ({ kind }: Ty): boolean => kind === "slice" || kind === "str";

/** Of a struct that holds a slice or text and nothing else (`CStr`), what it holds: a pointer to one is a pointer to the other. */
export function sliceBehind({ tcx, evaluator }: Interpreter, type: Ty): Ty {
  if (type.kind !== "adt" || evaluator.layouts.tables.isSized(type)) return type;
  const [only, ...others] = tcx.adt(type.def).variants[0]?.fields ?? [];
  const held = only === undefined || others.length > 0 ? type : evaluator.layouts.tables.instantiate(only.type, type.args);
  return isUnsized(held) ? held : type;
}

/** Of the slice or text that is all of a struct, the struct. */
export function heldBy(interpreter: Interpreter, expr: Expr, frame: Frame): Expr {
  if (expr.kind !== "field") return expr;
  const holder = interpreter.type(expr.operand.type, frame);
  return sliceBehind(interpreter, holder) === holder ? expr : expr.operand;
}

/**
 * The part of a place that is all of it and has this type: what `repr(transparent)` types and unions hold. A pointer to the whole is one
 * to that part.
 */
export function innermost(interpreter: Interpreter, expr: Expr, place: Place, from: Ty, to: Ty): Place | undefined {
  const { tables } = interpreter.evaluator.layouts;
  let [at, type] = [place, from];
  while (type !== to) {
    if (type.kind !== "adt" || !tables.isSized(type)) return undefined;
    const adt = interpreter.tcx.adt(type.def);
    if (adt.kind === "enum") return undefined;
    const { size, fields } = interpreter.layoutOf(type, expr);
    const value = adt.kind === "union" ? readPlace(at) : undefined;
    const declared = adt.variants[0]?.fields ?? [];
    const step = declared.findIndex((_, i) => {
      const part = fieldTypeOf(tables, type, 0, i);
      if (part === undefined || (value !== undefined && !isActive(value, i))) return false;
      return interpreter.layoutOf(part, expr).size === size && (value !== undefined || fields[i] === 0);
    });
    if (step < 0) return undefined;
    [at, type] = [inside(at, step), fieldTypeOf(tables, type, 0, step) as Ty];
  }
  return at;
}
