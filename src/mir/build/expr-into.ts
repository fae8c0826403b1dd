// Expressions into places: each kind of expression writes its value to a destination.
import type * as thir from "../../sema/types/thir.ts";
import { fieldTypeOf } from "../../sema/types/field-type.ts";
import type { Span } from "../../base/source.ts";
import { UNIT, USIZE } from "../../sema/types/ty.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type { CastKind, Operand, Place, Rvalue } from "../mir.ts";
import { binaryInto, unaryInto } from "./arithmetic.ts";
import { asmInto } from "./asm.ts";
import type { BodyBuilder } from "./builder.ts";
import { Unsupported } from "./builder.ts";
import { callInto } from "./call.ts";
import { blockInto, branchInto, breakTo, ifInto, labeledInto, logicalInto, loopInto, matchInto, returnFrom } from "./control.ts";
import { exprToConstant, exprToOperand } from "./operand.ts";
import { borrowedPlace } from "./promote.ts";
import { exprToPlace, isPlaceExpr } from "./place.ts";

export function exprInto(b: BodyBuilder, destination: Place, expr: thir.Expr): void {
  const constant = exprToConstant(b, expr);
  if (constant !== undefined) return b.assign(destination, { kind: "use", operand: constant }, expr.span);
  if (isPlaceExpr(expr)) return b.assign(destination, { kind: "use", operand: b.operandOf(exprToPlace(b, expr)) }, expr.span);
  if (valueInto(b, destination, expr)) return;
  controlInto(b, destination, expr);
}

/** Expressions that compute a value without branching of their own. */
function valueInto(b: BodyBuilder, destination: Place, expr: thir.Expr): boolean {
  const assign = (value: Rvalue) => b.assign(destination, value, expr.span);
  switch (expr.kind) {
    case "borrow":
      assign({
        kind: "ref",
        mutable: expr.mutable,
        raw: false,
        place: exprToPlace(b, borrowedPlace(b, expr), expr.extended === true),
        twoPhase: expr.twoPhase,
      });
      return true;
    case "raw-borrow":
      assign({ kind: "ref", mutable: expr.mutable, raw: true, place: exprToPlace(b, expr.operand) });
      return true;
    case "unary":
      unaryInto(b, destination, expr, exprToOperand(b, expr.operand));
      return true;
    case "binary": {
      const left = exprToOperand(b, expr.left);
      const right = exprToOperand(b, expr.right);
      binaryInto(b, destination, expr.op, left, right, b.type(expr.left.type), expr.span);
      return true;
    }
    case "cast":
      castInto(b, destination, expr);
      return true;
    case "coerce":
      coerceInto(b, destination, expr);
      return true;
    case "tuple":
      assign(
        aggregate(
          b,
          expr.type,
          0,
          expr.elements.map((value, field) => ({ field, value })),
        ),
      );
      return true;
    case "array":
      assign(
        aggregate(
          b,
          expr.type,
          0,
          expr.elements.map((value, field) => ({ field, value })),
        ),
      );
      return true;
    case "adt":
      adtInto(b, destination, expr);
      return true;
    case "closure":
      closureInto(b, destination, expr);
      return true;
    case "repeat":
      repeatInto(b, destination, expr);
      return true;
    case "call":
      callInto(b, destination, expr);
      return true;
    case "asm":
      asmInto(b, expr.asm, destination);
      return true;
    case "offset-of":
      offsetInto(b, destination, expr);
      return true;
    default:
      return false;
  }
}

/** The address that the field has where the whole is at address 0; nothing is read there. */
function offsetInto(b: BodyBuilder, destination: Place, expr: Extract<thir.Expr, { kind: "offset-of" }>): void {
  const { tables } = b.context;
  const container = b.type(expr.container);
  const start = b.temporary(tables.types.ptr(container, false), expr.span);
  const zero = { kind: "constant", type: USIZE, value: { kind: "int", value: 0n } } as const;
  b.assign(start, { kind: "cast", cast: "int-to-pointer", operand: zero, type: start.type }, expr.span);
  let place = b.project(start, { kind: "deref", type: container });
  for (const { variant, field } of expr.path) {
    const type = fieldTypeOf(tables, place.type, variant, field);
    if (type === undefined) throw new Unsupported("`offset_of!` of this", expr.span);
    const isEnum = place.type.kind === "adt" && tables.adt(place.type.def).kind === "enum";
    place = b.project(place, { kind: "field", variant: isEnum ? variant : -1, field, type });
  }
  const found = b.temporary(tables.types.ptr(place.type, false), expr.span);
  b.assign(found, { kind: "ref", mutable: false, raw: true, place }, expr.span);
  b.assign(destination, { kind: "cast", cast: "pointer-to-int", operand: { kind: "move", place: found }, type: USIZE }, expr.span);
}

function controlInto(b: BodyBuilder, destination: Place, expr: thir.Expr): void {
  switch (expr.kind) {
    case "block":
      return blockInto(b, destination, expr.block);
    case "if":
      return ifInto(b, destination, expr);
    case "let":
    case "logical":
      return branchesOn(b, destination, expr);
    case "match":
      return matchInto(b, destination, expr);
    case "loop":
      return loopInto(b, destination, expr);
    case "labeled":
      return labeledInto(b, destination, expr);
    case "break":
    case "continue":
      return breakTo(b, expr);
    case "return":
      return returnFrom(b, expr);
    case "assign":
    case "assign-op":
      assignTo(b, expr);
      return b.assign(destination, { kind: "use", operand: b.zeroSized(UNIT) }, expr.span);
    case "error":
      throw new Error("a body with errors came to MIR lowering");
    default:
      throw new Unsupported(describeKind(expr.kind), expr.span);
  }
}

function branchesOn(b: BodyBuilder, destination: Place, expr: thir.Expr): void {
  if (expr.kind === "logical") return logicalInto(b, destination, expr);
  return branchInto(b, destination, expr);
}

function describeKind(kind: string): string {
  const words: Readonly<Record<string, string>> = {
    float: "a floating-point number",
    closure: "a closure",
    constant: "this constant",
    "const-param": "a const parameter",
  };
  return words[kind] ?? `a ${kind} expression`;
}

function aggregate(
  b: BodyBuilder,
  type: Ty,
  variant: number,
  fields: readonly { readonly field: number; readonly value: thir.Expr }[],
): Rvalue {
  const operands = fields.map(({ field, value }) => ({ field, operand: exprToOperand(b, value) }));
  return { kind: "aggregate", type: b.type(type), variant, fields: operands };
}

/** Fields in the order written, then what `..base` gives to the others. */
function adtInto(b: BodyBuilder, destination: Place, expr: Extract<thir.Expr, { kind: "adt" }>): void {
  const type = b.type(expr.type);
  const given = expr.fields.map(({ field, value }) => ({ field, operand: exprToOperand(b, value) }));
  const rest: { field: number; operand: Operand }[] = [];
  if (expr.base !== undefined && type.kind === "adt") {
    const base = exprToPlace(b, expr.base);
    const fields = b.context.tables.adt(type.def).variants[0]?.fields ?? [];
    fields.forEach((definition, field) => {
      if (given.some((other) => other.field === field)) return;
      const place = b.project(base, { kind: "field", variant: -1, field, type: b.context.tables.instantiate(definition.type, type.args) });
      rest.push({ field, operand: b.operandOf(place) });
    });
  }
  b.assign(destination, { kind: "aggregate", type, variant: expr.variant, fields: [...given, ...rest] }, expr.span);
}

/** What it captures, moved in or borrowed. */
function closureInto(b: BodyBuilder, destination: Place, expr: Extract<thir.Expr, { kind: "closure" }>): void {
  const type = b.type(expr.type);
  if (type.kind !== "closure") throw new Error("a closure of another type");
  const held = b.context.tables.captureTypes(type);
  const fields = b.context.tables.closure(expr.closure).captures.map((capture, field) => {
    const place = exprToPlace(b, capture.place);
    if (capture.mode === "value") return { field, operand: b.operandOf(place) };
    const reference = b.temporary(held[field] as Ty, capture.span);
    b.assign(reference, { kind: "ref", mutable: capture.mode === "ref-mut", raw: false, place }, capture.span);
    return { field, operand: { kind: "move", place: reference } as const };
  });
  b.assign(destination, { kind: "aggregate", type, variant: -1, fields }, expr.span);
}

function repeatInto(b: BodyBuilder, destination: Place, expr: Extract<thir.Expr, { kind: "repeat" }>): void {
  const type = b.type(expr.type);
  if (type.kind !== "array" || type.length.kind !== "const") throw new Unsupported("this array length", expr.span);
  const operand = exprToOperand(b, expr.element);
  // Of no elements, the one that was made is dropped.
  if (type.length.value === 0n && operand.kind !== "constant") return;
  b.assign(destination, { kind: "repeat", operand, count: type.length.value }, expr.span);
}

function castKind(from: Ty, to: Ty): CastKind {
  const pointer = (type: Ty) => type.kind === "ptr" || type.kind === "ref" || type.kind === "fn-pointer";
  if (from.kind === "float") return to.kind === "float" ? "float-to-float" : "float-to-int";
  if (to.kind === "float") return "int-to-float";
  if (from.kind === "fn-def") return "reify-fn";
  if (pointer(from)) return pointer(to) ? "pointer" : "pointer-to-int";
  return pointer(to) ? "int-to-pointer" : "int-to-int";
}

function castInto(b: BodyBuilder, destination: Place, expr: Extract<thir.Expr, { kind: "cast" }>): void {
  const from = b.type(expr.operand.type);
  const type = b.type(expr.type);
  const operand = exprToOperand(b, expr.operand);
  if (from === type) return b.assign(destination, { kind: "use", operand }, expr.span);
  if (from.kind === "adt") return castEnum(b, destination, expr, operand, type);
  b.assign(destination, { kind: "cast", cast: castKind(from, type), operand, type }, expr.span);
}

/** A fieldless enum's number. */
function castEnum(b: BodyBuilder, destination: Place, expr: thir.Expr, operand: Operand, type: Ty): void {
  if (operand.kind === "constant") throw new Unsupported("a cast of this constant", expr.span);
  const isize = b.temporary(type, expr.span);
  b.assign(isize, { kind: "discriminant", place: operand.place }, expr.span);
  b.assign(destination, { kind: "use", operand: { kind: "copy", place: isize } }, expr.span);
}

function coerceInto(b: BodyBuilder, destination: Place, expr: Extract<thir.Expr, { kind: "coerce" }>): void {
  const type = b.type(expr.type);
  switch (expr.to) {
    case "never-to-any": {
      exprInto(b, b.temporary(b.type(expr.operand.type), expr.span), expr.operand);
      b.terminate({ kind: "unreachable", span: expr.span });
      return b.diverge();
    }
    case "mut-to-const":
    case "array-to-pointer":
    case "unsafe":
      return b.assign(destination, { kind: "cast", cast: "pointer", operand: exprToOperand(b, expr.operand), type }, expr.span);
    case "reify":
      return b.assign(destination, { kind: "cast", cast: "reify-fn", operand: exprToOperand(b, expr.operand), type }, expr.span);
    case "unsize":
      return unsizeInto(b, destination, exprToOperand(b, expr.operand), type, expr.span);
    case "closure-to-fn":
      return closurePointer(b, destination, expr, type);
  }
}

/** Of a pointer, or of a struct round one alone. */
function unsizeInto(b: BodyBuilder, destination: Place, operand: Operand, type: Ty, span: Span): void {
  if (type.kind !== "adt") return b.assign(destination, { kind: "cast", cast: "unsize", operand, type }, span);
  const from = operand.kind === "constant" ? operand.type : operand.place.type;
  const whole = b.temporary(from, span);
  b.assign(whole, { kind: "use", operand }, span);
  const [source, target] = [from, type].map((each) => fieldTypeOf(b.context.tables, each, -1, 0)) as [Ty, Ty];
  const inner = b.temporary(target, span);
  const place = b.project(whole, { kind: "field", variant: -1, field: 0, type: source });
  unsizeInto(b, inner, { kind: "move", place }, target, span);
  const fields = [{ field: 0, operand: { kind: "move", place: inner } as const }];
  b.assign(destination, { kind: "aggregate", type, variant: 0, fields }, span);
}

/** A closure without captures is a function without an environment. */
function closurePointer(b: BodyBuilder, destination: Place, expr: Extract<thir.Expr, { kind: "coerce" }>, type: Ty): void {
  const closure = b.type(expr.operand.type);
  if (closure.kind !== "closure") throw new Error("a coercion of what is no closure");
  exprInto(b, b.temporary(closure, expr.span), expr.operand);
  const instance = { kind: "closure-call", closure: closure.closure, args: closure.args, method: "pointer" } as const;
  b.assign(destination, { kind: "use", operand: { kind: "constant", type, value: { kind: "fn", instance } } }, expr.span);
}

/** `place = value` and `place op= value` on scalars: the value first, then the place, whose old value is dropped. */
function assignTo(b: BodyBuilder, expr: Extract<thir.Expr, { kind: "assign" | "assign-op" }>): void {
  const type = b.type(expr.place.type);
  const value = exprToOperand(b, expr.value);
  const place = exprToPlace(b, expr.place);
  if (b.context.tables.needsDrop(type)) b.drop(place, expr.span);
  if (expr.kind === "assign") b.assign(place, { kind: "use", operand: value }, expr.span);
  else binaryInto(b, place, expr.op, { kind: "copy", place }, value, type, expr.span);
}
