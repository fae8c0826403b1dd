// Patterns: resolved to what they test and bind, with the default binding mode made explicit. Matching a reference with
// a pattern that is not one dereferences it and binds by reference from there on.
import { error, unsupported } from "../../../diag/diagnostic.ts";
import type { Pat as AstPat, PatId } from "../../../syntax/ast.ts";
import { atLeast } from "../../../target/release.ts";
import type { Pat, PatKind } from "../thir.ts";
import { ERROR, type Ty } from "../ty.ts";
import { reportPatternMismatch } from "./pattern-root.ts";
import type { BodyContext } from "./context.ts";
import { checkConstantPattern, checkPathPattern, checkRangePattern } from "./pattern-constant.ts";
import { checkSlicePattern, hasSecondRest } from "./pattern-slice.ts";
import { checkStructPattern, checkTupleStructPattern } from "./pattern-struct.ts";

export type BindingMode = "move" | "ref" | "ref-mut";

/** Checks a pattern against the type of what is matched; declares its bindings. */
export function checkPattern(cx: BodyContext, id: PatId, type: Ty, mode: BindingMode = "move"): Pat {
  const ast = cx.tree.pat(id);
  const { kind } = ast;
  if (kind.kind === "paren") return checkPattern(cx, kind.inner, type, mode);
  if (kind.kind === "macro-call" || kind.kind === "error") return wrong(cx, ast, type);
  if (!peels(cx, ast)) return checkKind(cx, ast, type, mode);
  return peel(cx, ast, type, mode);
}

export function wrong(cx: BodyContext, ast: AstPat, type: Ty): Pat {
  cx.tainted = true;
  return { type, span: ast.span, kind: { kind: "error" } };
}

/** Patterns before which references are taken off. */
function peels(cx: BodyContext, ast: AstPat): boolean {
  switch (ast.kind.kind) {
    case "struct":
    case "tuple-struct":
    case "tuple":
    case "slice":
    case "box":
      return true;
    case "range":
      return true;
    case "path":
      return !namesConstant(cx, ast);
    case "ident":
      return cx.tcx.items.resolution(cx.tree, ast.id) !== undefined && !namesConstant(cx, ast);
    case "expr":
      return literalPeels(cx, ast.kind.expr);
    default:
      return false;
  }
}

/** A named constant is compared as it is: it may be a reference itself. */
function namesConstant(cx: BodyContext, ast: AstPat): boolean {
  const res = cx.tcx.items.resolution(cx.tree, ast.id);
  if (res?.base.kind !== "def" || res.unresolved > 0) return false;
  const kind = cx.tcx.items.kind(res.base.def);
  return kind === "const" || kind === "assoc-const";
}

function literalPeels(cx: BodyContext, expr: number): boolean {
  const { kind } = cx.expr(expr);
  if (kind.kind !== "literal") return true;
  return kind.literal.kind !== "string" && kind.literal.kind !== "byte-string" && kind.literal.kind !== "c-string";
}

function peel(cx: BodyContext, ast: AstPat, type: Ty, mode: BindingMode): Pat {
  let current = cx.structurally(type);
  const peeled: Ty[] = [];
  let inner = mode;
  while (current.kind === "ref") {
    peeled.push(current);
    inner = inner === "ref" || !current.mutable ? "ref" : "ref-mut";
    current = cx.structurally(current.target);
  }
  const mutable = peeled.map((each) => each.kind === "ref" && each.mutable);
  let pat = cx.patternModes.withinReferences(ast.span, mutable, () => checkKind(cx, ast, current, inner));
  for (const outer of peeled.reverse()) pat = { type: outer, span: ast.span, kind: { kind: "deref", inner: pat } };
  return pat;
}

function checkKind(cx: BodyContext, ast: AstPat, type: Ty, mode: BindingMode): Pat {
  const { kind } = ast;
  switch (kind.kind) {
    case "wild":
      return plain(ast, type, { kind: "wild" });
    case "never":
      cx.unifyOrReport(ast.span, type, { ...type, kind: "never" } as Ty);
      return plain(ast, type, { kind: "never" });
    case "ident":
      return checkIdent(cx, ast, kind, type, mode);
    case "tuple-struct":
      return checkTupleStructPattern(cx, ast, kind, type, mode);
    case "struct":
      return checkStructPattern(cx, ast, kind, type, mode);
    case "path":
      return checkPathPattern(cx, ast, type);
    case "tuple":
      return checkTuple(cx, ast, kind.elements, type, mode);
    case "reference":
      return checkReference(cx, ast, kind, type);
    case "or":
      return plain(ast, type, { kind: "or", alternatives: kind.alternatives.map((each) => checkPattern(cx, each, type, mode)) });
    case "expr":
      return checkConstantPattern(cx, ast, kind.expr, type);
    case "range":
      return checkRangePattern(cx, ast, kind, type);
    case "slice":
      return checkSlicePattern(cx, ast, kind.elements, type, mode);
    case "rest":
      cx.report(error("`..` patterns are not allowed here").at(ast.span).note("only allowed in tuple, tuple struct, and slice patterns"));
      return wrong(cx, ast, type);
    default:
      cx.report(unsupported("KB0217", "this pattern", ast.span));
      return wrong(cx, ast, type);
  }
}

export function plain(ast: AstPat, type: Ty, kind: PatKind): Pat {
  return { type, span: ast.span, kind };
}

/** Since then the span of `x @ pattern` is that of what is bound. */
const NAMES_ALONE = 90;

// identifier = ["ref"] ["mut"] name ["@" pattern]
function checkIdent(cx: BodyContext, ast: AstPat, kind: AstPat["kind"] & { kind: "ident" }, type: Ty, mode: BindingMode): Pat {
  const res = cx.tcx.items.resolution(cx.tree, ast.id);
  if (res !== undefined && res.base.kind !== "local") return checkPathPattern(cx, ast, type);
  if (kind.mutable && mode !== "move" && !atLeast(cx.tcx.session.release, 200)) mode = "move";
  const own: BindingMode = kind.byRef ? (kind.refMutable ? "ref-mut" : "ref") : mode;
  cx.patternModes.binding(ast.span, kind, own);
  const bound = own === "move" ? type : cx.types.ref(type, own === "ref-mut");
  const local = cx.bindName(ast, kind, bound, own);
  const sub = kind.sub === undefined ? undefined : checkPattern(cx, kind.sub, type, mode);
  const name = sub !== undefined && atLeast(cx.tcx.session.release, NAMES_ALONE) ? { ...ast.span, hi: kind.ident.span.hi } : ast.span;
  return { type, span: name, kind: { kind: "binding", local, mode: own === "move" ? "value" : own, sub } };
}

// tuple = "(" patterns with at most one ".." ")"
function checkTuple(cx: BodyContext, ast: AstPat, ids: readonly PatId[], type: Ty, mode: BindingMode): Pat {
  if (hasSecondRest(cx, ids, "tuple")) return wrong(cx, ast, type);
  const rest = ids.findIndex((id) => cx.tree.pat(id).kind.kind === "rest");
  const known = cx.structurally(type);
  let total = ids.length;
  if (rest >= 0) total = known.kind === "tuple" ? Math.max(known.elements.length, ids.length - 1) : ids.length - 1;
  const elements = Array.from({ length: total }, () => cx.fresh(ast.span));
  const made = cx.types.tuple(elements);
  if (!cx.unify(known, made)) {
    reportPatternMismatch(cx, ast.span, type, made);
    for (const id of ids) if (cx.tree.pat(id).kind.kind !== "rest") checkPattern(cx, id, ERROR, mode);
    return wrong(cx, ast, type);
  }
  const fields = ids.flatMap((id, i) => {
    if (i === rest) return [];
    const field = rest >= 0 && i > rest ? total - (ids.length - i) : i;
    return [{ field, pat: checkPattern(cx, id, elements[field] as Ty, mode) }];
  });
  return plain(ast, type, { kind: "leaf", fields });
}

// reference = "&" ["mut"] pattern
function checkReference(cx: BodyContext, ast: AstPat, kind: AstPat["kind"] & { kind: "reference" }, type: Ty): Pat {
  const known = cx.structurally(type);
  const inner = known.kind === "ref" && known.mutable === kind.mutable ? known.target : cx.fresh(ast.span);
  const made = cx.types.ref(inner, kind.mutable);
  if (!cx.unify(known, made)) {
    reportPatternMismatch(cx, ast.span, type, made);
    checkPattern(cx, kind.inner, ERROR);
    return wrong(cx, ast, type);
  }
  // It takes off the reference that is there, and bindings move from then on.
  const behind = cx.patternModes.withinReference(ast.span, kind.mutable, () => checkPattern(cx, kind.inner, inner));
  return plain(ast, type, { kind: "deref", inner: behind });
}
