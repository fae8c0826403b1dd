// Expressions as places: what can be borrowed, assigned to, matched. Anything else is first put into a temporary.
import type * as thir from "../../sema/types/thir.ts";
import { BOOL, USIZE } from "../../sema/types/ty.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type { Place } from "../mir.ts";
import type { BodyBuilder } from "./builder.ts";
import { exprInto } from "./expr-into.ts";
import { exprToOperand } from "./operand.ts";

const isPlaceKind = (kind: thir.ExprKind["kind"]): boolean => ["local", "deref", "field", "index", "static", "upvar"].includes(kind);

export function isPlaceExpr(expr: thir.Expr): boolean {
  return isPlaceKind(expr.kind);
}

/** `isExtended`: a temporary made for it lives as long as the variable that is being initialized. */
export function exprToPlace(b: BodyBuilder, expr: thir.Expr, isExtended = false): Place {
  switch (expr.kind) {
    case "local":
      return b.placeOf(b.variables.get(expr.local) as number);
    case "deref": {
      const pointer = exprToPlace(b, expr.operand, isExtended);
      const ofBox = b.context.tables.boxContent(pointer.type) !== undefined;
      return b.project(pointer, { kind: "deref", type: b.type(expr.type), ...(ofBox ? { ofBox } : {}) });
    }
    case "field":
      return b.project(exprToPlace(b, expr.operand, isExtended), {
        kind: "field",
        variant: expr.variant,
        field: expr.field,
        type: b.type(expr.type),
      });
    case "index":
      return indexPlace(b, expr, isExtended);
    case "static":
      return staticPlace(b, expr);
    case "upvar":
      return capturedPlace(b, expr);
    default: {
      const livesOn = isExtended || expr.extended === true;
      const temporary = b.temporary(b.type(expr.type), expr.span, livesOn);
      exprInto(b, temporary, expr);
      b.schedule(temporary.local, livesOn ? "extended" : "temporaries");
      return temporary;
    }
  }
}

/** A field of the environment, or what it refers to. */
function capturedPlace(b: BodyBuilder, expr: Extract<thir.Expr, { kind: "upvar" }>): Place {
  if (b.environment === undefined) throw new Error("a captured variable outside a closure");
  const { closure, type, byReference } = b.environment;
  const whole = byReference ? b.project(b.placeOf(1), { kind: "deref", type }) : b.placeOf(1);
  const capture = closure.captures[expr.capture] as thir.Capture;
  const held = b.context.tables.captureTypes(type)[expr.capture] as Ty;
  const field = b.project(whole, { kind: "field", variant: -1, field: expr.capture, type: held });
  return capture.mode === "value" ? field : b.project(field, { kind: "deref", type: b.type(expr.type) });
}

/** Base, then index, then the check against the length. */
function indexPlace(b: BodyBuilder, expr: Extract<thir.Expr, { kind: "index" }>, isExtended: boolean): Place {
  const base = exprToPlace(b, expr.operand, isExtended);
  const indexOperand = exprToOperand(b, expr.index);
  const index = b.temporary(USIZE, expr.span);
  b.assign(index, { kind: "use", operand: indexOperand }, expr.span);
  const length = b.temporary(USIZE, expr.span);
  b.assign(length, { kind: "len", place: base }, expr.span);
  const inBounds = b.temporary(BOOL, expr.span);
  b.assign(inBounds, { kind: "binary", op: "<", left: { kind: "copy", place: index }, right: { kind: "copy", place: length } }, expr.span);
  const message = { kind: "bounds-check", length: { kind: "copy", place: length }, index: { kind: "copy", place: index } } as const;
  b.assert({ kind: "copy", place: inBounds }, true, message, expr.span);
  return b.project(base, { kind: "index", index: index.local, type: b.type(expr.type) });
}

function staticPlace(b: BodyBuilder, expr: Extract<thir.Expr, { kind: "static" }>): Place {
  const type = b.type(expr.type);
  const pointer = b.temporary(b.context.tables.types.ptr(type, expr.mutable), expr.span);
  b.assign(
    pointer,
    { kind: "use", operand: { kind: "constant", type: pointer.type, value: { kind: "static", def: expr.def } } },
    expr.span,
  );
  return b.project(pointer, { kind: "deref", type });
}
