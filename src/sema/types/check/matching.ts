// `match`.
import type { Span } from "../../../base/source.ts";
import { type DiagnosticBuilder, error } from "../../../diag/diagnostic.ts";
import type { Arm as AstArm, Expr as AstExpr, ExprId } from "../../../syntax/ast.ts";
import type { Arm, Expr } from "../thir.ts";
import { BOOL, ERROR, isUnit, NEVER, type Ty } from "../ty.ts";
import { definite } from "./branch.ts";
import { noteViewed } from "./asserted.ts";
import type { BodyContext } from "./context.ts";
import { checkCoerced, checkExpr, checkHinted } from "./expr.ts";
import { Merger } from "./merge.ts";
import { mismatchLabel, mismatchNote } from "./mismatch.ts";
import { adviseMismatch } from "./mismatch-advice.ts";
import { makeMatched } from "./autoderef.ts";
import { checkTopPattern } from "./pattern-root.ts";

type MatchExpr = AstExpr["kind"] & { kind: "match" };

export function checkMatch(cx: BodyContext, ast: AstExpr, kind: MatchExpr, expected: Ty | undefined): Expr {
  for (const { body } of kind.arms) if (body !== undefined) cx.passOn(ast.id, body);
  return cx.decidedBy(ast.span, () => decidedMatch(cx, ast, kind, expected));
}

function decidedMatch(cx: BodyContext, ast: AstExpr, kind: MatchExpr, expected: Ty | undefined): Expr {
  const scrutinee = matched(cx, checkExpr(cx, kind.scrutinee), kind.arms.length);
  const after = cx.diverges;
  if ((ast.span.ctxt ?? 0) !== 0 && kind.arms[0] !== undefined) noteViewed(cx, cx.expr(kind.scrutinee), kind.arms[0].pat);
  const merger = new Merger(cx, wanted(cx, expected));
  const arms: { -readonly [K in keyof Arm]: Arm[K] }[] = [];
  let all = true;
  let failed = false;
  const root = { span: cx.tree.span(kind.scrutinee), what: "expression" } as const;
  const pats = kind.arms.map((arm) => checkTopPattern(cx, arm.pat, scrutinee.type, root));
  makeMatched(cx, scrutinee, pats);
  kind.arms.forEach((arm, i) => {
    cx.diverges = false;
    const guard = arm.guard === undefined ? undefined : checkCoerced(cx, arm.guard, BOOL);
    cx.diverges = false;
    const body = arm.body === undefined ? cx.make(arm.span, NEVER, { kind: "error" }) : checkArm(cx, arm.body, expected, merger);
    all &&= cx.diverges;
    const made = { pat: pats[i] as Arm["pat"], guard, body, span: arm.span };
    arms.push(made);
    const before = merger.type;
    if (merger.add(body, (expr) => void (made.body = expr))) return;
    failed = true;
    reportArms(cx, ast, kind, { arm, body, before, arms });
  });
  cx.diverges = after || (all && kind.arms.length > 0) || kind.arms.length === 0;
  const type = failed ? ERROR : merger.type;
  return cx.make(ast.span, kind.arms.length === 0 ? NEVER : type, { kind: "match", scrutinee, arms, source: "match" });
}

/** A scrutinee that never comes is of whatever type the patterns are. */
function matched(cx: BodyContext, scrutinee: Expr, arms: number): Expr {
  return cx.isNever(scrutinee.type) && arms > 0 ? cx.neverToAny(scrutinee, cx.infer.freshDiverging(scrutinee.span)) : scrutinee;
}

/** Not `()`: the arms of a statement may be of any one type. */
function wanted(cx: BodyContext, expected: Ty | undefined): Ty | undefined {
  const known = definite(cx, expected);
  return known !== undefined && isUnit(cx.resolve(known)) ? undefined : known;
}

/** What the arms before are is only a hint. */
function checkArm(cx: BodyContext, body: ExprId, expected: Ty | undefined, merger: Merger): Expr {
  const known = definite(cx, expected);
  if (known !== undefined) return checkExpr(cx, body, known);
  return checkHinted(cx, body, merger.isEmpty || cx.isNever(merger.type) ? undefined : merger.type);
}

interface BadArm {
  readonly body: Expr;
  readonly arm: AstArm;
  readonly before: Ty;
  readonly arms: readonly Arm[];
}

/** Of more earlier arms only the last is shown. */
const MOST_ARMS = 4;

function reportArms(cx: BodyContext, ast: AstExpr, kind: MatchExpr, { body, arm, before, arms }: BadArm): void {
  const earlier = arms.slice(0, -1).filter((each) => !(each.body.kind === "coerce" && each.body.to === "never-to-any"));
  const { span } = valueOf(body);
  const said = error("E0308", earlier.length === 0 ? "mismatched types" : "`match` arms have incompatible types");
  said.at(span, mismatchLabel(cx, before, body.type));
  if (earlier.length > 0) labelArms(cx, said, ast, kind, { span, before, earlier });
  const note = mismatchNote(cx, before, body.type, body);
  if (note !== undefined) said.note(note);
  if (arm.body !== undefined) adviseMismatch(cx, said, { id: arm.body, expected: before, found: body.type });
  cx.reportUnlessError(said, before, body.type);
}

interface Earlier {
  readonly span: Span;
  readonly before: Ty;
  readonly earlier: readonly Arm[];
}

function labelArms(cx: BodyContext, said: DiagnosticBuilder, ast: AstExpr, kind: MatchExpr, { span, before, earlier }: Earlier): void {
  const type = `found to be of type \`${cx.print(before)}\``;
  const isMultiline = (of: Span): boolean => cx.snippet(of).includes("\n");
  const shown = earlier.length <= MOST_ARMS ? earlier : earlier.slice(-1);
  for (const each of shown)
    said.label(valueOf(each.body).span, `${earlier.length <= MOST_ARMS ? "this is" : "this and all prior arms are"} ${type}`);
  const armIsMultiline = isMultiline(span) || shown.some((each) => isMultiline(valueOf(each.body).span));
  const whole = armIsMultiline || !isMultiline(ast.span) ? { ...ast.span, hi: cx.expr(kind.scrutinee).span.hi } : ast.span;
  said.label(whole, "`match` arms have incompatible types");
}

function valueOf(expr: Expr): Expr {
  return expr.kind === "block" && expr.block.value !== undefined ? expr.block.value : expr;
}
