// `match`.
import { error } from "../../../diag/diagnostic.ts";
import type { Arm as AstArm, Expr as AstExpr } from "../../../syntax/ast.ts";
import type { Arm, Expr } from "../thir.ts";
import { BOOL, NEVER, type Ty } from "../ty.ts";
import { definite } from "./branch.ts";
import type { BodyContext } from "./context.ts";
import { checkCoerced, checkExpr } from "./expr.ts";
import { Merger } from "./merge.ts";
import { mismatchLabel, mismatchNote } from "./mismatch.ts";
import { checkPattern } from "./pattern.ts";

export function checkMatch(cx: BodyContext, ast: AstExpr, kind: AstExpr["kind"] & { kind: "match" }, expected: Ty | undefined): Expr {
  const scrutinee = matched(cx, checkExpr(cx, kind.scrutinee), kind.arms.length);
  const after = cx.diverges;
  const merger = new Merger(cx, definite(cx, expected));
  const arms: { -readonly [K in keyof Arm]: Arm[K] }[] = [];
  let all = true;
  const pats = kind.arms.map((arm) => checkPattern(cx, arm.pat, scrutinee.type));
  kind.arms.forEach((arm, i) => {
    cx.diverges = false;
    const guard = arm.guard === undefined ? undefined : checkCoerced(cx, arm.guard, BOOL);
    cx.diverges = false;
    const body =
      arm.body === undefined ? cx.make(arm.span, NEVER, { kind: "error" }) : checkExpr(cx, arm.body, armHint(cx, expected, merger));
    all &&= cx.diverges;
    const made = { pat: pats[i] as Arm["pat"], guard, body, span: arm.span };
    arms.push(made);
    const before = merger.type;
    if (!merger.add(body, (expr) => void (made.body = expr))) reportArms(cx, ast, { arm, body, before, arms, expected: merger.expected });
  });
  cx.diverges = after || (all && kind.arms.length > 0) || kind.arms.length === 0;
  return cx.make(ast.span, kind.arms.length === 0 ? NEVER : merger.type, { kind: "match", scrutinee, arms, source: "match" });
}

/** A scrutinee that never comes is of whatever type the patterns are. */
function matched(cx: BodyContext, scrutinee: Expr, arms: number): Expr {
  return cx.isNever(scrutinee.type) && arms > 0 ? cx.neverToAny(scrutinee, cx.infer.freshDiverging(scrutinee.span)) : scrutinee;
}

function armHint(cx: BodyContext, expected: Ty | undefined, merger: Merger): Ty | undefined {
  if (expected !== undefined) return expected;
  return merger.isEmpty || cx.isNever(merger.type) ? undefined : merger.type;
}

interface BadArm {
  readonly arm: AstArm;
  readonly body: Expr;
  readonly before: Ty;
  readonly arms: readonly Arm[];
  readonly expected: Ty | undefined;
}

function reportArms(cx: BodyContext, ast: AstExpr, { body, before, arms, expected }: BadArm): void {
  const valueOf = (expr: Expr): Expr => (expr.kind === "block" && expr.block.value !== undefined ? expr.block.value : expr);
  if (expected !== undefined) {
    const said = error("E0308", "mismatched types").at(valueOf(body).span, mismatchLabel(cx, before, body.type));
    const note = mismatchNote(cx, before, body.type);
    if (note !== undefined) said.note(note);
    cx.reportUnlessError(said, before, body.type);
    return;
  }
  const said = error("E0308", "`match` arms have incompatible types").at(valueOf(body).span, mismatchLabel(cx, before, body.type));
  const earlier = arms.slice(0, -1).filter((each) => !(each.body.kind === "coerce" && each.body.to === "never-to-any"));
  const label = `this is found to be of type \`${cx.print(before)}\``;
  if (earlier.length === 1) said.label(valueOf((earlier[0] as Arm).body).span, label);
  else
    for (const each of earlier)
      said.label(valueOf(each.body).span, "this and all prior arms are found to be of type `" + cx.print(before) + "`");
  said.label(ast.span, "`match` arms have incompatible types");
  const note = mismatchNote(cx, before, body.type);
  if (note !== undefined) said.note(note);
  cx.reportUnlessError(said, before, body.type);
}
