// Assignment, destructuring assignment, and `op=`.
import { type DiagnosticBuilder, error, unsupported } from "../../../diag/diagnostic.ts";
import type { BinaryOp, Expr as AstExpr, ExprId } from "../../../syntax/ast.ts";
import type { Expr, Pat, Stmt } from "../thir.ts";
import { UNIT, type Ty } from "../ty.ts";
import { makeMutable } from "./autoderef.ts";
import type { BodyContext } from "./context.ts";
import { checkCoerced, checkExpr } from "./expr.ts";
import { checkOperatorAssign } from "./operator.ts";
import { isPlace } from "./reference.ts";

export function checkAssign(cx: BodyContext, ast: AstExpr, kind: AstExpr["kind"] & { kind: "assign" }): Expr {
  const left = cx.expr(kind.left);
  if (isDestructuring(left)) return destructure(cx, ast, left, kind.right);
  const place = checkExpr(cx, kind.left);
  if (!isPlace(place) && place.kind !== "error") {
    const said = error("E0070", "invalid left-hand side of assignment").at(kind.opSpan);
    cx.report(said.label(place.span, "cannot assign to this expression"));
  }
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

function isDestructuring(left: AstExpr): boolean {
  const { kind } = left.kind;
  if (left.kind.kind === "paren") return false;
  return kind === "tuple" || kind === "array" || kind === "underscore" || kind === "struct" || kind === "call";
}

/** `(a, b) = e` is `{ let (x, y) = e; a = x; b = y; }`. */
function destructure(cx: BodyContext, ast: AstExpr, left: AstExpr, right: ExprId): Expr {
  const value = checkExpr(cx, right, undefined);
  const stmts: Stmt[] = [];
  const assigns: Stmt[] = [];
  const pat = patternOf(cx, left, value.type, assigns);
  stmts.push({ kind: "let", pat, init: value, otherwise: undefined, span: ast.span }, ...assigns);
  return cx.make(ast.span, UNIT, { kind: "block", block: { stmts, value: undefined, unsafe: false, span: ast.span } });
}

function patternOf(cx: BodyContext, left: AstExpr, type: Ty, assigns: Stmt[]): Pat {
  const { kind } = left;
  switch (kind.kind) {
    case "underscore":
      return { type, span: left.span, kind: { kind: "wild" } };
    case "paren":
      return patternOf(cx, cx.expr(kind.inner), type, assigns);
    case "tuple":
      return tuplePattern(cx, left, kind.elements, type, assigns);
    case "array":
      return arrayPattern(cx, left, kind.elements, type, assigns);
    case "struct":
    case "call":
      cx.report(unsupported("KB0213", "destructuring assignment to a struct", left.span));
      return { type, span: left.span, kind: { kind: "error" } };
    default:
      return assignedPlace(cx, left, type, assigns);
  }
}

function isRest(cx: BodyContext, id: ExprId): boolean {
  const { kind } = cx.expr(id);
  return kind.kind === "range" && kind.start === undefined && kind.end === undefined && !kind.inclusive;
}

function tuplePattern(cx: BodyContext, left: AstExpr, ids: readonly ExprId[], type: Ty, assigns: Stmt[]): Pat {
  const rest = ids.findIndex((id) => isRest(cx, id));
  const known = cx.structurally(type);
  const total = rest >= 0 && known.kind === "tuple" ? known.elements.length : ids.length;
  const elements = known.kind === "tuple" && known.elements.length === total ? known.elements : ids.map(() => cx.fresh(left.span));
  if (rest < 0) cx.unifyOrReport(left.span, type, cx.types.tuple(elements));
  const fields = ids.flatMap((id, i) => {
    if (i === rest) return [];
    const field = rest >= 0 && i > rest ? total - (ids.length - i) : i;
    return [{ field, pat: patternOf(cx, cx.expr(id), elements[field] as Ty, assigns) }];
  });
  return { type, span: left.span, kind: { kind: "leaf", fields } };
}

function arrayPattern(cx: BodyContext, left: AstExpr, ids: readonly ExprId[], type: Ty, assigns: Stmt[]): Pat {
  const element = cx.fresh(left.span);
  const rest = ids.findIndex((id) => isRest(cx, id));
  if (rest < 0) cx.unifyOrReport(left.span, type, cx.types.arrayOf(element, ids.length));
  else {
    const known = cx.structurally(type);
    if (known.kind === "array" || known.kind === "slice") cx.unify(element, known.element);
  }
  const made = (list: readonly ExprId[]): Pat[] => list.map((id) => patternOf(cx, cx.expr(id), element, assigns));
  const prefix = made(rest < 0 ? ids : ids.slice(0, rest));
  const suffix = rest < 0 ? [] : made(ids.slice(rest + 1));
  return { type, span: left.span, kind: { kind: "slice", prefix, middle: undefined, suffix, hasRest: rest >= 0 } };
}

function assignedPlace(cx: BodyContext, left: AstExpr, type: Ty, assigns: Stmt[]): Pat {
  const place = checkExpr(cx, left.id);
  makeMutable(cx, place);
  cx.unifyOrReport(left.span, place.type, type);
  const local = cx.addLocal({ name: "lhs", type, span: left.span, mutable: false, node: 0, param: false, byRef: false });
  const expr = cx.make(left.span, UNIT, { kind: "assign", place, value: cx.localExpr(local, left.span) });
  assigns.push({ kind: "expr", expr, semicolon: true, span: left.span });
  return { type, span: left.span, kind: { kind: "binding", local, mode: "value", sub: undefined } };
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
