// `if`, `if let` and `let` in chains.
import { error } from "../../../diag/diagnostic.ts";
import type { Block as AstBlock, Expr as AstExpr } from "../../../syntax/ast.ts";
import type { Expr } from "../thir.ts";
import { BOOL, HAS_ERROR, isUnit, UNIT, type Ty } from "../ty.ts";
import { blockExpr, coercedBlock, explainValue, valueOf } from "./block.ts";
import { tryCoerce } from "./coerce.ts";
import type { BodyContext } from "./context.ts";
import { checkCondition } from "./condition.ts";
import { checkExpr, checkHinted } from "./expr.ts";
import { Merger } from "./merge.ts";
import { mismatchLabel, mismatchNote } from "./mismatch.ts";
import { makeMatched } from "./autoderef.ts";
import { checkTopPattern } from "./pattern-root.ts";

type IfExpr = AstExpr["kind"] & { kind: "if" };

export function checkIf(cx: BodyContext, ast: AstExpr, kind: IfExpr, expected: Ty | undefined): Expr {
  return cx.decidedBy(ast.span, () => decidedIf(cx, ast, kind, expected));
}

function decidedIf(cx: BodyContext, ast: AstExpr, kind: IfExpr, expected: Ty | undefined): Expr {
  const condition = checkCondition(cx, kind.condition);
  const before = cx.diverges;
  const block = cx.tree.block(kind.then);
  if (kind.otherwise === undefined) return withoutElse(cx, ast, condition, kind.then, expected, before);
  const merger = new Merger(cx, definite(cx, expected));
  const made = { then: condition, otherwise: condition };
  const demanded = merger.expected;
  const then = branch(cx, ast, block, demanded, expected);
  const thenDiverges = cx.diverges;
  merger.add(then, (expr) => void (made.then = expr));
  cx.diverges = before;
  const last = cx.expr(kind.otherwise).kind;
  cx.passOn(ast.id, kind.otherwise);
  const otherwise =
    last.kind === "block" && last.label === undefined && demanded !== undefined
      ? branch(cx, ast, cx.tree.block(last.block), demanded, expected)
      : expected !== undefined
        ? checkExpr(cx, kind.otherwise, expected)
        : checkHinted(cx, kind.otherwise, cx.isNever(then.type) ? undefined : then.type);
  const previous = merger.type;
  const meets = merger.add(otherwise, (expr) => void (made.otherwise = expr));
  cx.diverges = before || (thenDiverges && cx.diverges);
  if (!meets) {
    reportBranches(cx, ast, then, otherwise, previous);
    return cx.error(ast.span);
  }
  return defer(cx.make(ast.span, merger.type, { kind: "if", condition, then: made.then, otherwise: made.otherwise }), merger, made);
}

/** With a known type a branch is coerced on its own, and told of alone. */
function branch(cx: BodyContext, ast: AstExpr, block: AstBlock, demanded: Ty | undefined, expected: Ty | undefined): Expr {
  if (demanded === undefined) return blockExpr(cx, block, expected);
  const id = valueOf(cx.tree, block);
  if (id !== undefined && ast.kind.kind === "if" && ast.kind.otherwise !== undefined) cx.passOn(ast.id, id);
  return coercedBlock(cx, block, demanded, (said, checked) => {
    if (ast.kind.kind !== "if" || ast.kind.otherwise !== undefined) return explainValue(cx, said, block, demanded, checked);
    if (isUnit(cx.resolve(demanded))) said.label(ast.span, "`if` expressions without `else` arms expect their inner expression to be `()`");
  });
}

/** Later merges may replace the branches: they are read when the node is finished. */
function defer(expr: Expr, _merger: Merger, made: { then: Expr; otherwise: Expr }): Expr {
  if (expr.kind === "if") Object.assign(expr, { then: made.then, otherwise: made.otherwise });
  return expr;
}

/** A variable is no demand: the branches decide together. */
export function definite(cx: BodyContext, expected: Ty | undefined): Ty | undefined {
  return expected !== undefined && cx.shallow(expected).kind !== "infer" ? expected : undefined;
}

function withoutElse(cx: BodyContext, ast: AstExpr, condition: Expr, then: number, expected: Ty | undefined, before: boolean): Expr {
  const block = cx.tree.block(then);
  const demanded = definite(cx, expected);
  const wantsNothing = demanded !== undefined && isUnit(cx.resolve(demanded));
  const checked = wantsNothing ? branch(cx, ast, block, demanded, expected) : blockExpr(cx, block, expected);
  cx.diverges = before;
  const isDemanded = demanded !== undefined && !isUnit(cx.resolve(demanded)) && tryCoerce(cx, checked, demanded) !== undefined;
  const coerced = isDemanded ? undefined : tryCoerce(cx, checked, UNIT);
  if (coerced === undefined) {
    if ((cx.resolve(checked.type).flags & HAS_ERROR) === 0) reportMissingElse(cx, ast, checked, isDemanded ? demanded : checked.type);
    return cx.error(ast.span);
  }
  return cx.make(ast.span, UNIT, { kind: "if", condition, then: coerced, otherwise: undefined });
}

function reportMissingElse(cx: BodyContext, ast: AstExpr, then: Expr, type: Ty): void {
  const value = then.kind === "block" ? then.block.value : undefined;
  const said = error("E0317", "`if` may be missing an `else` clause").at(ast.span, mismatchLabel(cx, type, UNIT));
  const demand = cx.demands.get(ast.id);
  if (demand !== undefined) said.label(demand.span, demand.reason);
  else if (value !== undefined) said.label(value.span, "found here");
  const note = mismatchNote(cx, type, UNIT);
  if (note !== undefined) said.note(note);
  said.note("`if` expressions without `else` evaluate to `()`");
  said.help("consider adding an `else` block that evaluates to the expected type");
  cx.reportUnlessError(said, type);
}

function reportBranches(cx: BodyContext, ast: AstExpr, then: Expr, otherwise: Expr, previous: Ty): void {
  const value = (expr: Expr): Expr => (expr.kind === "block" && expr.block.value !== undefined ? expr.block.value : expr);
  const said = error("E0308", "`if` and `else` have incompatible types").at(
    value(otherwise).span,
    mismatchLabel(cx, previous, otherwise.type),
  );
  said.label(value(then).span, "expected because of this");
  if (cx.snippet(ast.span).includes("\n")) said.label(ast.span, "`if` and `else` have incompatible types");
  const note = mismatchNote(cx, previous, otherwise.type);
  if (note !== undefined) said.note(note);
  cx.reportUnlessError(said, previous, otherwise.type);
}

export function checkLet(cx: BodyContext, ast: AstExpr, kind: AstExpr["kind"] & { kind: "let" }): Expr {
  const scrutinee = checkExpr(cx, kind.scrutinee);
  const pat = checkTopPattern(cx, kind.pat, scrutinee.type, { span: scrutinee.span, what: "expression" });
  makeMatched(cx, scrutinee, [pat]);
  return cx.make(ast.span, BOOL, { kind: "let", pat, scrutinee });
}

export { coercedBlock };
