// Calls: the callee's instance where it is known, arguments from left to right, a block to return to. What is called
// through `Fn::call` and its kin has its arguments in a tuple: they are taken out again.
import type * as thir from "../../sema/types/thir.ts";
import type { Instance } from "../../sema/types/tables.ts";
import type { Span } from "../../base/source.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type { Operand, Place } from "../mir.ts";
import type { BodyBuilder } from "./builder.ts";
import { Unsupported } from "./builder.ts";
import { exprToOperand } from "./operand.ts";
import { exprToPlace } from "./place.ts";

type Call = Extract<thir.Expr, { kind: "call" }>;

/** The code a callee stands for; a value of fn pointer type is called through. */
function calleeOf(b: BodyBuilder, callee: thir.Expr): Instance | Operand {
  const type = b.type(callee.type);
  if (type.kind === "fn-def") return b.context.resolve(type.def, type.args);
  return exprToOperand(b, callee);
}

function calleeDef(b: BodyBuilder, callee: thir.Expr): number | undefined {
  const type = b.type(callee.type);
  return type.kind === "fn-def" ? type.def : undefined;
}

export function callInto(b: BodyBuilder, destination: Place, expr: Call): void {
  const callee = calleeOf(b, expr.callee);
  switch (callee.kind) {
    case "closure-call":
      return callClosure(b, destination, expr, callee);
    case "fn-call":
      return callFunctionValue(b, destination, expr, callee);
    case "clone-shim":
      return cloneValue(b, destination, expr, callee.type);
    case "virtual": {
      // What is called where it lies takes its arguments as they are.
      if (!b.context.tables.isFnMethod(callee.def) || calleeDef(b, expr.callee) !== callee.def) break;
      const self = exprToOperand(b, expr.args[0] as thir.Expr);
      return emitCall(b, destination, expr, callee, [self, ...untupled(b, expr.args[1] as thir.Expr)]);
    }
    default:
  }
  emitCall(
    b,
    destination,
    expr,
    callee,
    expr.args.map((arg) => exprToOperand(b, arg)),
  );
}

function emitCall(b: BodyBuilder, destination: Place, expr: Call, callee: Instance | Operand, args: readonly Operand[]): void {
  if (callee.kind === "constructor") {
    const type = b.context.tables.types.adt(callee.adt, callee.args);
    const fields = args.map((operand, field) => ({ field, operand }));
    return b.assign(destination, { kind: "aggregate", type, variant: callee.variant, fields }, expr.span);
  }
  const diverges = b.type(expr.type).kind === "never";
  const target = diverges ? undefined : b.newBlock();
  b.terminate({ kind: "call", callee, args, destination, target, span: expr.callSpan });
  if (target === undefined) b.diverge();
  else b.startBlock(target);
}

/** The elements of a tuple of arguments. */
function untupled(b: BodyBuilder, tuple: thir.Expr): Operand[] {
  if (tuple.kind === "tuple") return tuple.elements.map((element) => exprToOperand(b, element));
  const place = exprToPlace(b, tuple);
  if (place.type.kind !== "tuple") throw new Error("arguments that are no tuple");
  return place.type.elements.map((type, field) => b.operandOf(b.project(place, { kind: "field", variant: -1, field, type })));
}

/** A closure that may be called often takes itself by reference, also where it is given by value and ends with the call. */
function callClosure(b: BodyBuilder, destination: Place, expr: Call, callee: Extract<Instance, { kind: "closure-call" }>): void {
  const { kind } = b.context.tables.closure(callee.closure);
  const [selfExpr, tuple] = expr.args as readonly [thir.Expr, thir.Expr];
  const given = exprToOperand(b, selfExpr);
  if (callee.method !== "call_once" || kind === "FnOnce") return emitCall(b, destination, expr, callee, [given, ...untupled(b, tuple)]);
  const value = b.temporary(b.type(selfExpr.type), selfExpr.span);
  b.assign(value, { kind: "use", operand: given }, selfExpr.span);
  const args = untupled(b, tuple);
  const reference = b.temporary(b.context.tables.types.ref(value.type, kind === "FnMut"), selfExpr.span);
  b.assign(reference, { kind: "ref", mutable: kind === "FnMut", raw: false, place: value }, selfExpr.span);
  emitCall(b, destination, expr, callee, [{ kind: "move", place: reference }, ...args]);
  if (b.context.tables.needsDrop(value.type)) b.drop(value, expr.span);
}

/** A function item names its function; a pointer is called through, also from behind a reference. */
function callFunctionValue(b: BodyBuilder, destination: Place, expr: Call, callee: Extract<Instance, { kind: "fn-call" }>): void {
  const [selfExpr, tuple] = expr.args as readonly [thir.Expr, thir.Expr];
  const { type } = callee;
  if (type.kind === "fn-def") {
    exprToOperand(b, selfExpr);
    return emitCall(b, destination, expr, b.context.resolve(type.def, type.args), untupled(b, tuple));
  }
  if (type.kind !== "fn-pointer") throw new Unsupported("this call", expr.span);
  const self = exprToPlace(b, selfExpr);
  const pointer = callee.method === "call_once" ? self : b.project(self, { kind: "deref", type });
  emitCall(b, destination, expr, { kind: "copy", place: pointer }, untupled(b, tuple));
}

/** `Clone::clone` of what can be copied, or is cloned part by part. */
function cloneValue(b: BodyBuilder, destination: Place, expr: Call, type: Ty): void {
  const method = calleeDef(b, expr.callee);
  if (method === undefined) throw new Unsupported("a clone of this value", expr.span);
  const self = exprToPlace(b, expr.args[0] as thir.Expr);
  cloneParts(b, destination, b.project(self, { kind: "deref", type }), { method, span: expr.span });
}

interface Cloning {
  /** `Clone::clone` */
  readonly method: number;
  readonly span: Span;
}

function cloneParts(b: BodyBuilder, destination: Place, from: Place, { method, span }: Cloning): void {
  const { type } = from;
  if (b.context.isCopy(type)) return b.assign(destination, { kind: "use", operand: { kind: "copy", place: from } }, span);
  const types = type.kind === "tuple" ? type.elements : type.kind === "closure" ? b.context.tables.captureTypes(type) : undefined;
  if (types === undefined) throw new Unsupported("a clone of this value", span);
  const parts = types.map((part, field) => {
    const made = b.temporary(part, span);
    clonePart(b, made, b.project(from, { kind: "field", variant: -1, field, type: part }), { method, span });
    return { field, operand: { kind: "move", place: made } as const };
  });
  b.assign(destination, { kind: "aggregate", type, variant: 0, fields: parts }, span);
}

function clonePart(b: BodyBuilder, destination: Place, from: Place, cloning: Cloning): void {
  const { method, span } = cloning;
  const callee = b.context.resolve(method, [from.type]);
  if (callee.kind === "clone-shim") return cloneParts(b, destination, from, cloning);
  const reference = b.temporary(b.context.tables.types.ref(from.type), span);
  b.assign(reference, { kind: "ref", mutable: false, raw: false, place: from }, span);
  const target = b.newBlock();
  b.terminate({ kind: "call", callee, args: [{ kind: "move", place: reference }], destination, target, span });
  b.startBlock(target);
}
