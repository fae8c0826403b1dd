// Assignment and `op=`.
import { type DiagnosticBuilder, error } from "../../../diag/diagnostic.ts";
import type { BinaryOp, Expr as AstExpr } from "../../../syntax/ast.ts";
import type { Expr } from "../thir.ts";
import { UNIT } from "../ty.ts";
import { destructure, isDestructuring, requirePlace } from "./assign-pattern.ts";
import { makeMutable } from "./autoderef.ts";
import type { BodyContext } from "./context.ts";
import { checkCoerced, checkExpr } from "./expr.ts";
import { checkOperatorAssign } from "./operator.ts";
import { isPlace } from "./reference.ts";

export function checkAssign(cx: BodyContext, ast: AstExpr, kind: AstExpr["kind"] & { kind: "assign" }): Expr {
  const left = cx.expr(kind.left);
  if (isDestructuring(cx, left)) return destructure(cx, ast, kind);
  const place = checkExpr(cx, kind.left);
  requirePlace(cx, place, kind.opSpan);
  makeMutable(cx, place);
  const value = checkCoerced(cx, kind.right, place.type, (said) => explainPlace(cx, place, said), { assigned: kind.left });
  cx.requireTrait(cx.tcx.lang("sized"), [place.type], place.span);
  return cx.make(ast.span, UNIT, { kind: "assign", place, value });
}

/** What gave the place its type. */
function explainPlace(cx: BodyContext, place: Expr, said: DiagnosticBuilder): void {
  const local = place.kind === "local" ? place.local : undefined;
  const origin = local === undefined ? undefined : cx.origins.get(local);
  if (origin !== undefined) said.label(origin.span, `expected due to this${origin.what}`);
  else said.label(local === undefined ? place.span : (cx.locals[local]?.span ?? place.span), "expected due to the type of this binding");
}

export function checkAssignOp(cx: BodyContext, ast: AstExpr, kind: AstExpr["kind"] & { kind: "assign-op" }): Expr {
  const place = checkExpr(cx, kind.left);
  makeMutable(cx, place);
  const expr = checkOperatorAssign(cx, ast, kind.op as Exclude<BinaryOp, "&&" | "||">, kind.opSpan, place, kind.right);
  if (!isPlace(place) && place.kind !== "error") {
    const said = error("E0067", "invalid left-hand side of assignment").at(kind.opSpan);
    cx.report(said.label(place.span, "cannot assign to this expression"));
  }
  return expr;
}
