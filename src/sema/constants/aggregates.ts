// Values made of others in constants: repeated elements, structs and variants, closures; and where a field stands.
import { fieldTypeOf } from "../types/field-type.ts";
import { fieldOffset } from "../types/layout.ts";
import type { Expr } from "../types/thir.ts";
import type { Frame, Interpreter } from "./interpreter.ts";
import { unionValue } from "./unions.ts";
import { aggregate, copyValue, readPlace, scalar, type Value } from "./value.ts";

/** Longer ones are kept as what is repeated. */
const LONGEST_LIST = 1n << 12n;

export function repeatValue(interpreter: Interpreter, expr: Expr & { kind: "repeat" }, frame: Frame): Value {
  const count = interpreter.type(expr.count, frame);
  if (count.kind !== "const") return interpreter.refuse("an array of unknown length", expr);
  if (count.value > BigInt(Number.MAX_SAFE_INTEGER)) return interpreter.refuse("an array this long", expr);
  const element = interpreter.eval(expr.element, frame);
  if (count.value > LONGEST_LIST) return { kind: "repeat", element, count: Number(count.value), changed: new Map() };
  // What cannot be changed in place is shared.
  if (element.kind !== "aggregate") return aggregate(new Array<Value>(Number(count.value)).fill(element));
  return aggregate(Array.from({ length: Number(count.value) }, () => copyValue(element)));
}

export function adtValue(interpreter: Interpreter, expr: Expr & { kind: "adt" }, frame: Frame): Value {
  const type = interpreter.type(expr.type, frame);
  if (type.kind !== "adt") return interpreter.refuse("this value", expr);
  const definition = interpreter.tcx.adt(type.def);
  if (definition.kind === "union") return unionValue(interpreter, expr, frame);
  const fields: Value[] = Array.from({ length: definition.variants[expr.variant]?.fields.length ?? 0 }, () => ({
    kind: "uninit" as const,
  }));
  for (const { field, value } of expr.fields) fields[field] = interpreter.eval(value, frame);
  if (expr.base !== undefined) {
    const base = interpreter.eval(expr.base, frame);
    const given = new Set(expr.fields.map((each) => each.field));
    if (base.kind === "aggregate") base.fields.forEach((value, i) => given.has(i) || (fields[i] = value));
  }
  return aggregate(fields, expr.variant);
}

/** What it holds; in a constant that is seldom more than nothing. */
export function closureValue(interpreter: Interpreter, expr: Expr & { kind: "closure" }, frame: Frame): Value {
  const { captures } = interpreter.evaluator.layouts.tables.closure(expr.closure);
  return aggregate(
    captures.map(({ place, mode, type }) =>
      mode === "value"
        ? copyValue(readPlace(interpreter.place(place, frame)))
        : interpreter.pointerTo(interpreter.place(place, frame), interpreter.type(type, frame), place, frame),
    ),
  );
}

export function offsetValue(interpreter: Interpreter, expr: Expr & { kind: "offset-of" }, frame: Frame): Value {
  let type = interpreter.type(expr.container, frame);
  let offset = 0;
  for (const { variant, field } of expr.path) {
    offset += fieldOffset(interpreter.layoutOf(type, expr), variant, field);
    type = fieldTypeOf(interpreter.evaluator.layouts.tables, type, variant, field) ?? interpreter.refuse("`offset_of!` of this", expr);
  }
  return scalar(offset);
}
