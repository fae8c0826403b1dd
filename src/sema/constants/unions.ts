// Unions in constants: a value is kept as the field it was made by, which is its variant; another field is read as the bytes of
// that one. And values of zeros, whose union's field is its largest.
import { fieldTypeOf } from "../types/field-type.ts";
import type { Expr } from "../types/thir.ts";
import { UNIT, type Ty, type TyOf } from "../types/ty.ts";
import type { Frame, Interpreter } from "./interpreter.ts";
import { heldBy } from "./wrappers.ts";
import { transmuted } from "./transmute.ts";
import { aggregate, inside, isActive, partOf, readPlace, scalar, writePlace, type Place, type Value } from "./value.ts";

const UNINIT: Value = { kind: "uninit" };
/** Longer arrays of zeros are kept as what is repeated. */
const LONGEST_LIST = 1n << 12n;

export function unionOf(field: number, value: Value): Value {
  const fields = new Array<Value>(field + 1).fill(UNINIT);
  fields[field] = value;
  return aggregate(fields, field);
}

/** `MaybeUninit { uninit: () }` holds nothing. */
export function unionValue(interpreter: Interpreter, expr: Expr & { kind: "adt" }, frame: Frame): Value {
  const [only] = expr.fields;
  if (only === undefined) return interpreter.refuse("a union", expr);
  const value = interpreter.eval(only.value, frame);
  return interpreter.type(only.value.type, frame) === UNIT ? UNINIT : unionOf(only.field, value);
}

export function unionType(interpreter: Interpreter, type: Ty): TyOf<"adt"> | undefined {
  return type.kind === "adt" && interpreter.tcx.adt(type.def).kind === "union" ? type : undefined;
}

/** The value of a field of a union that was made by another one; undefined for what is no such field. */
export function otherField(interpreter: Interpreter, expr: Expr & { kind: "field" }, frame: Frame): Value | undefined {
  const { operand, field } = expr;
  const inner = operand.kind === "field" ? otherField(interpreter, operand, frame) : undefined;
  const type = unionType(interpreter, interpreter.type(operand.type, frame));
  if (type === undefined) return inner === undefined ? undefined : partOf(inner, field);
  const whole = inner ?? interpreter.read(interpreter.placeOrTemporary(operand, frame), expr);
  if (isActive(whole, field)) return inner === undefined ? undefined : partOf(whole, field);
  if (whole.kind !== "aggregate") return interpreter.refuse("a union that holds nothing", expr);
  const typeOf = (index: number): Ty => fieldTypeOf(interpreter.evaluator.layouts.tables, type, 0, index) as Ty;
  const [from, to] = [typeOf(whole.variant), typeOf(field)];
  if (interpreter.layoutOf(to, expr).size > interpreter.layoutOf(from, expr).size) return interpreter.refuse("this field of a union", expr);
  return transmuted(interpreter, expr, partOf(whole, whole.variant), [from, to]);
}

/** `u.field = value`: the union is made by that field from now on. */
export function assignField(interpreter: Interpreter, place: Expr & { kind: "field" }, value: Value, frame: Frame): boolean {
  if (unionType(interpreter, interpreter.type(place.operand.type, frame)) === undefined) return false;
  writePlace(interpreter.place(place.operand, frame), unionOf(place.field, value));
  return true;
}

/** The place of a field; of a union only of the one that it was made by. */
export function fieldPlace(interpreter: Interpreter, expr: Expr & { kind: "field" }, frame: Frame): Place {
  const whole = interpreter.placeOrTemporary(expr.operand, frame);
  if (heldBy(interpreter, expr, frame) !== expr) return whole;
  const isUnion = unionType(interpreter, interpreter.type(expr.operand.type, frame)) !== undefined;
  if (isUnion && !isActive(readPlace(whole), expr.field)) return interpreter.refuse("this field of a union", expr);
  return inside(whole, expr.field);
}

/** All of whose bytes are zero. */
export function zeroValue(interpreter: Interpreter, type: Ty, expr: Expr): Value {
  const { tables } = interpreter.evaluator.layouts;
  const part = (field: number, variant = 0): Ty => fieldTypeOf(tables, type, variant, field) as Ty;
  switch (type.kind) {
    case "int":
    case "bool":
    case "char":
      return scalar(0n);
    case "ptr":
      if (!tables.isSized(type.target)) break;
      return { kind: "pointer", place: undefined, address: 0n, length: undefined, dynamic: undefined };
    case "tuple":
      return aggregate(type.elements.map((element) => zeroValue(interpreter, element, expr)));
    case "array": {
      if (type.length.kind !== "const") break;
      const { value: count } = type.length;
      const make = () => zeroValue(interpreter, type.element, expr);
      if (count > LONGEST_LIST) return { kind: "repeat", element: make(), count: Number(count), changed: new Map() };
      return aggregate(Array.from({ length: Number(count) }, make));
    }
    case "adt": {
      const adt = interpreter.tcx.adt(type.def);
      const fields = adt.variants[0]?.fields ?? [];
      if (adt.kind === "struct" && adt.validRange === undefined)
        return aggregate(fields.map((_, i) => zeroValue(interpreter, part(i), expr)));
      if (adt.kind !== "union") break;
      const sizes = fields.map((_, i) => interpreter.layoutOf(part(i), expr).size);
      const largest = sizes.indexOf(Math.max(...sizes));
      return unionOf(largest, zeroValue(interpreter, part(largest), expr));
    }
    default:
  }
  return interpreter.refuse(`zeros as a \`${tables.print(type)}\``, expr);
}
