// `as` on values.
import type { Expr } from "../types/thir.ts";
import { wrapTo } from "./arithmetic.ts";
import type { Frame, Interpreter } from "./interpreter.ts";
import { scalar, type Value } from "./value.ts";

export function castValue(interpreter: Interpreter, expr: Expr & { kind: "cast" }, value: Value, frame: Frame): Value {
  const to = interpreter.type(expr.type, frame);
  const from = interpreter.type(expr.operand.type, frame);
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
    return wide ? value : { ...value, length: undefined };
  }
  if (to === from) return value;
  return interpreter.refuse(`a cast to \`${interpreter.tcx.print(to)}\``, expr);
}
