// Destructuring assignment: `(a, S { b, .. }) = e` is `{ let (x, S { b: y, .. }) = e; a = x; b = y; }`. References are not looked
// through. (rustc_ast_lowering: `destructure_assign`.)
import { error, unsupported } from "../../../diag/diagnostic.ts";
import type { Span } from "../../../base/source.ts";
import type { Expr as AstExpr, ExprId } from "../../../syntax/ast.ts";
import type { VariantDef } from "../tables.ts";
import type { Expr, FieldPat, Pat, PatKind, Stmt } from "../thir.ts";
import { UNIT, type Ty } from "../ty.ts";
import { makeMutable } from "./autoderef.ts";
import type { BodyContext } from "./context.ts";
import { checkExpr } from "./expr.ts";
import { resolveValue, resolveVariant } from "./path.ts";
import { isPlace } from "./reference.ts";
import { checkVisible } from "./struct.ts";

type Assign = AstExpr["kind"] & { kind: "assign" };

/** What the pattern's bindings go to, in order. */
interface Targets {
  readonly opSpan: Span;
  readonly assigns: Stmt[];
}

export function isDestructuring(cx: BodyContext, left: AstExpr): boolean {
  const { kind } = left;
  if (kind.kind === "call") return namesConstructor(cx, kind.callee);
  return kind.kind === "tuple" || kind.kind === "array" || kind.kind === "underscore" || kind.kind === "struct";
}

/** As far as names tell: an associated item may be one. */
function namesConstructor(cx: BodyContext, callee: ExprId): boolean {
  const ast = cx.expr(callee);
  if (ast.kind.kind !== "path") return false;
  const res = cx.tcx.items.resolution(cx.tree, ast.id);
  if (res === undefined || res.unresolved > 0) return true;
  if (res.base.kind !== "def") return res.base.kind === "self-constructor";
  const kind = cx.tcx.items.kind(res.base.def);
  return kind === "constructor" || kind === "variant" || kind === "struct";
}

export function destructure(cx: BodyContext, ast: AstExpr, { left, right, opSpan }: Assign): Expr {
  const value = checkExpr(cx, right, undefined);
  const targets: Targets = { opSpan, assigns: [] };
  const pat = patternOf(cx, cx.expr(left), value.type, targets);
  const stmts: Stmt[] = [{ kind: "let", pat, init: value, otherwise: undefined, span: ast.span }, ...targets.assigns];
  return cx.make(ast.span, UNIT, { kind: "block", block: { stmts, value: undefined, unsafe: false, span: ast.span } });
}

export function requirePlace(cx: BodyContext, place: Expr, opSpan: Span): void {
  if (isPlace(place) || place.kind === "error") return;
  const said = error("E0070", "invalid left-hand side of assignment").at(opSpan);
  cx.report(said.label(place.span, "cannot assign to this expression"));
}

function patternOf(cx: BodyContext, left: AstExpr, type: Ty, targets: Targets): Pat {
  const { kind } = left;
  switch (kind.kind) {
    case "underscore":
      return { type, span: left.span, kind: { kind: "wild" } };
    case "paren":
      return patternOf(cx, cx.expr(kind.inner), type, targets);
    case "tuple":
      return tuplePattern(cx, left, kind.elements, type, targets);
    case "array":
      return arrayPattern(cx, left, kind.elements, type, targets);
    case "struct":
      return structPattern(cx, left, kind, type, targets);
    case "call":
      if (namesConstructor(cx, kind.callee)) return tupleStructPattern(cx, left, kind, type, targets);
  }
  return assignedPlace(cx, left, type, targets);
}

/** What rustc has words for that are not said here. */
function refuse(cx: BodyContext, left: AstExpr, type: Ty): Pat {
  cx.report(unsupported("KB0213", "this destructuring assignment to a struct", left.span));
  return { type, span: left.span, kind: { kind: "error" } };
}

function adtPattern(cx: BodyContext, left: AstExpr, type: Ty, adt: Ty & { kind: "adt" }, variant: number, fields: FieldPat[]): Pat {
  const kind: PatKind = cx.tcx.adt(adt.def).kind === "enum" ? { kind: "variant", variant, fields } : { kind: "leaf", fields };
  return { type, span: left.span, kind };
}

function structPattern(cx: BodyContext, left: AstExpr, kind: AstExpr["kind"] & { kind: "struct" }, type: Ty, targets: Targets): Pat {
  const found = resolveVariant(cx, left.id, kind.qself, kind.path);
  const adt = found === undefined ? undefined : cx.shallow(found.type);
  if (found === undefined || adt?.kind !== "adt" || cx.tcx.adt(adt.def).kind === "union" || !cx.unify(adt, type))
    return refuse(cx, left, type);
  const variant = cx.tcx.adt(adt.def).variants[found.variant] as VariantDef;
  const fields: FieldPat[] = [];
  for (const each of kind.fields) {
    const field = variant.fields.findIndex((one) => one.name === each.ident.name);
    if (field < 0 || fields.some((one) => one.field === field)) return refuse(cx, left, type);
    checkVisible(cx, variant, adt, each.ident);
    cx.tcx.useMember(cx.tcx.fieldOf(variant.def, field), each.span, cx.owner);
    fields.push({ field, pat: patternOf(cx, cx.expr(each.value), fieldType(cx, variant, field, adt, left.span), targets) });
  }
  if (kind.rest.kind === "rest" || (kind.rest.kind === "none" && fields.length === variant.fields.length))
    return adtPattern(cx, left, type, adt, found.variant, fields);
  return refuse(cx, left, type);
}

function fieldType(cx: BodyContext, variant: VariantDef, field: number, adt: Ty & { kind: "adt" }, span: Span): Ty {
  return cx.instantiate((variant.fields[field] as VariantDef["fields"][number]).type, adt.args, span);
}

function tupleStructPattern(cx: BodyContext, left: AstExpr, kind: AstExpr["kind"] & { kind: "call" }, type: Ty, targets: Targets): Pat {
  const found = resolveValue(cx, cx.expr(kind.callee));
  const adt = found?.kind === "constructor" ? cx.shallow(found.type) : undefined;
  if (found?.kind !== "constructor" || adt?.kind !== "adt" || !cx.unify(adt, type)) return refuse(cx, left, type);
  const variant = cx.tcx.adt(adt.def).variants[found.variant] as VariantDef;
  const total = variant.fields.length;
  const ids = kind.args;
  const rest = ids.findIndex((id) => isRest(cx, id));
  if (rest < 0 ? ids.length !== total : ids.length - 1 > total) return refuse(cx, left, type);
  const fields = ids.flatMap((id, i) => {
    if (i === rest) return [];
    const field = fieldAt(i, rest, ids.length, total);
    cx.tcx.useMember(cx.tcx.fieldOf(variant.def, field), cx.tree.span(id), cx.owner);
    return [{ field, pat: patternOf(cx, cx.expr(id), fieldType(cx, variant, field, adt, left.span), targets) }];
  });
  return adtPattern(cx, left, type, adt, found.variant, fields);
}

function isRest(cx: BodyContext, id: ExprId): boolean {
  const { kind } = cx.expr(id);
  return kind.kind === "range" && kind.start === undefined && kind.end === undefined && !kind.inclusive;
}

/** The field that the element at `i` of `count` stands for, `..` being at `rest`. */
function fieldAt(i: number, rest: number, count: number, total: number): number {
  return rest >= 0 && i > rest ? total - (count - i) : i;
}

function tuplePattern(cx: BodyContext, left: AstExpr, ids: readonly ExprId[], type: Ty, targets: Targets): Pat {
  const rest = ids.findIndex((id) => isRest(cx, id));
  const known = cx.structurally(type);
  const total = rest >= 0 && known.kind === "tuple" ? known.elements.length : ids.length;
  const elements = known.kind === "tuple" && known.elements.length === total ? known.elements : ids.map(() => cx.fresh(left.span));
  if (rest < 0) cx.unifyOrReport(left.span, type, cx.types.tuple(elements));
  const fields = ids.flatMap((id, i) => {
    if (i === rest) return [];
    const field = fieldAt(i, rest, ids.length, total);
    return [{ field, pat: patternOf(cx, cx.expr(id), elements[field] as Ty, targets) }];
  });
  return { type, span: left.span, kind: { kind: "leaf", fields } };
}

function arrayPattern(cx: BodyContext, left: AstExpr, ids: readonly ExprId[], type: Ty, targets: Targets): Pat {
  const element = cx.fresh(left.span);
  const rest = ids.findIndex((id) => isRest(cx, id));
  if (rest < 0) cx.unifyOrReport(left.span, type, cx.types.arrayOf(element, ids.length));
  else {
    const known = cx.structurally(type);
    if (known.kind === "array" || known.kind === "slice") cx.unify(element, known.element);
  }
  const made = (list: readonly ExprId[]): Pat[] => list.map((id) => patternOf(cx, cx.expr(id), element, targets));
  const prefix = made(rest < 0 ? ids : ids.slice(0, rest));
  const suffix = rest < 0 ? [] : made(ids.slice(rest + 1));
  return { type, span: left.span, kind: { kind: "slice", prefix, middle: undefined, suffix, hasRest: rest >= 0 } };
}

function assignedPlace(cx: BodyContext, left: AstExpr, type: Ty, targets: Targets): Pat {
  const place = checkExpr(cx, left.id);
  requirePlace(cx, place, targets.opSpan);
  makeMutable(cx, place);
  cx.unifyOrReport(left.span, place.type, type);
  const local = cx.addLocal({ name: "lhs", type, span: left.span, mutable: false, node: 0, param: false, byRef: false });
  const expr = cx.make(left.span, UNIT, { kind: "assign", place, value: cx.localExpr(local, left.span) });
  targets.assigns.push({ kind: "expr", expr, semicolon: true, span: left.span });
  return { type, span: left.span, kind: { kind: "binding", local, mode: "value", sub: undefined } };
}
