// `as` on values.
import type { Expr } from "../types/thir.ts";
import { floatOfFloat, floatOfInt, formatOf, intOfFloat } from "../types/float-bits.ts";
import { rangeOf, wrapTo } from "./arithmetic.ts";
import type { Frame, Interpreter } from "./interpreter.ts";
import { U8, type Ty } from "../types/ty.ts";
import { innermost, isUnsized, sliceBehind } from "./wrappers.ts";
import { scalar, type Place, type Pointer, type Value } from "./value.ts";

/** What the place is if it is not what the pointer now says; a pointer to an array is one to its first element. */
function originOf({ origin }: Pointer, source: Ty, target: Ty): Ty | undefined {
  if (origin !== undefined) return origin === target ? undefined : origin;
  const element = elementOf(source);
  return target === source || target === element || (isUnsized(target) && elementOf(target) === element) ? undefined : source;
}

/** Of arrays, slices and texts, which are slices of bytes. */
function elementOf(type: Ty): Ty | undefined {
  if (type.kind === "str") return U8;
  return type.kind === "array" || type.kind === "slice" ? type.element : undefined;
}

/** Of what is wrapped, where the wrapping adds nothing. */
function partBehind(interpreter: Interpreter, expr: Expr, { place, length, dynamic }: Pointer, source: Ty, target: Ty): Place | undefined {
  if (place === undefined || length !== undefined || dynamic !== undefined || source === target || source.kind !== "adt") return undefined;
  return innermost(interpreter, expr, place, source, target);
}

export function castValue(interpreter: Interpreter, expr: Expr & { kind: "cast" }, value: Value, frame: Frame): Value {
  const to = interpreter.type(expr.type, frame);
  const from = interpreter.type(expr.operand.type, frame);
  const [fromFormat, toFormat] = [formatOf(from), formatOf(to)];
  if (toFormat !== undefined) {
    const number = interpreter.scalarOf(value, expr);
    return scalar(fromFormat === undefined ? floatOfInt(number, toFormat) : floatOfFloat(number, fromFormat, toFormat));
  }
  if (fromFormat !== undefined) return scalar(intOfFloat(interpreter.scalarOf(value, expr), fromFormat, rangeOf(to)));
  if (to.kind === "int" || to.kind === "char" || to.kind === "bool") {
    if (from.kind === "adt" && value.kind === "aggregate") {
      const variant = interpreter.tcx.adt(from.def).variants[value.variant];
      return scalar(wrapTo(variant?.discriminant ?? 0n, to));
    }
    return scalar(wrapTo(interpreter.scalarOf(value, expr), to));
  }
  if (to.kind === "ptr" && value.kind === "scalar")
    return { kind: "pointer", place: undefined, address: value.value, length: undefined, dynamic: undefined };
  if ((to.kind === "ptr" || to.kind === "ref") && value.kind === "pointer") {
    const wide = to.target.kind === "slice" || to.target.kind === "str" || to.target.kind === "adt";
    const source = from.kind === "ptr" || from.kind === "ref" ? from.target : to.target;
    const part = value.origin === undefined ? partBehind(interpreter, expr, value, source, to.target) : undefined;
    if (part !== undefined) return { ...value, place: part };
    const origin = originOf(value, sliceBehind(interpreter, source), sliceBehind(interpreter, to.target));
    const cast = origin === value.origin ? value : { ...value, origin };
    return wide ? cast : { ...cast, length: undefined };
  }
  if (to === from) return value;
  return interpreter.refuse(`a cast to \`${interpreter.tcx.print(to)}\``, expr);
}
