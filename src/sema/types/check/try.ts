// `e?` is `match Try::branch(e) { Continue(v) => v, Break(r) => return FromResidual::from_residual(r) }`.
import type { Span } from "../../../base/source.ts";
import type { Expr as AstExpr, ExprId } from "../../../syntax/ast.ts";
import type { Predicate } from "../predicates.ts";
import type { Expr, Pat } from "../thir.ts";
import { isUnit, NEVER, type Ty } from "../ty.ts";
import { attempt } from "./attempt.ts";
import { callOf } from "./lang-call.ts";
import type { BodyContext } from "./context.ts";
import { tryCoerce } from "./coerce.ts";
import { checkExpr } from "./expr.ts";
import { reportReturn } from "./loops.ts";
import { reportMisfit, reportNoTry, reportResidual, type Asked } from "./try-report.ts";

export function checkTry(cx: BodyContext, ast: AstExpr, operandId: ExprId, expected: Ty | undefined): Expr {
  const operand = checkExpr(cx, operandId);
  const { span } = ast;
  const type = cx.structurally(operand.type);
  const asked: Asked = { ast, operand, mark: { ...span, lo: span.hi - 1 } };
  const trait = cx.tcx.lang("Try");
  if (type.kind === "error") return cx.error(span);
  if (cx.selector.traitHolds(trait, [type]) === "no") {
    reportNoTry(cx, span, type);
    residualReturn(cx, asked, cx.fresh(span));
    cx.selectPending();
    return cx.error(span);
  }
  cx.requireTrait(trait, [type], span);
  const branch = callOf(cx, cx.tcx.core.member("Try", "branch"), [type], [operand], span);
  const output = cx.normalize(cx.types.projection(cx.tcx.core.member("Try", "Output"), [type]), span);
  const residual = cx.normalize(cx.types.projection(cx.tcx.core.member("Try", "Residual"), [type]), span);
  const leave = residualReturn(cx, asked, residual);
  const arms = [
    arm(cx, branch.type, 0, output, "val", span, (value) => valueArm(cx, asked, value, expected)),
    arm(cx, branch.type, 1, residual, "residual", span, (value) => cx.neverToAny(leave(value), output)),
  ];
  cx.selectPending();
  // The arm that leaves has any type: if nothing else decides what the other gives, this does.
  if (cx.shallow(output).kind === "infer") cx.unify(output, cx.infer.freshDiverging(span));
  const [going] = arms as [Arm, Arm];
  return cx.make(span, going.body.kind === "error" ? going.body.type : output, { kind: "match", scrutinee: branch, arms, source: "try" });
}

/** The value where the operand has one: what is expected of the whole is expected of it, except for `()`. */
function valueArm(cx: BodyContext, asked: Asked, value: Expr, expected: Ty | undefined): Expr {
  const wanted = expected === undefined ? undefined : cx.resolve(expected);
  if (wanted === undefined || wanted.kind === "infer" || isUnit(wanted) || fits(cx, value, wanted)) return value;
  reportMisfit(cx, asked, wanted, value);
  return cx.error(value.span);
}

/** Leaves no trace: who expects it will coerce the whole. */
function fits(cx: BodyContext, value: Expr, wanted: Ty): boolean {
  let fit = false;
  attempt(cx, () => {
    fit = tryCoerce(cx, value, wanted) !== undefined;
    return undefined;
  });
  return fit;
}

function residualReturn(cx: BodyContext, asked: Asked, residual: Ty): (value: Expr) => Expr {
  const frame = cx.returns.at(-1);
  const { span } = asked.ast;
  if (frame === undefined) {
    reportReturn(cx, asked.mark);
    return () => cx.make(span, NEVER, { kind: "error" });
  }
  const trait = cx.tcx.lang("FromResidual");
  const target = frame.type;
  const from = { frame, isClosure: cx.closureDepth > 0, residual };
  const report = (failed: Predicate): void => reportResidual(cx, asked, from, failed);
  cx.requireTrait(trait, [target, residual], span, { kind: "operator", report });
  return (value) => {
    const method = cx.tcx.core.member("FromResidual", "from_residual");
    const made = callOf(cx, method, [target, residual], [value], span);
    return cx.make(span, NEVER, { kind: "return", value: made });
  };
}

interface Arm {
  readonly pat: Pat;
  readonly guard: undefined;
  readonly body: Expr;
  readonly span: Span;
}

function arm(cx: BodyContext, type: Ty, variant: number, inner: Ty, name: string, span: Span, body: (value: Expr) => Expr): Arm {
  const local = cx.addLocal({ name, type: inner, span, mutable: false, node: 0, param: false, byRef: false });
  const binding: Pat = { type: inner, span, kind: { kind: "binding", local, mode: "value", sub: undefined } };
  const pat: Pat = { type, span, kind: { kind: "variant", variant, fields: [{ field: 0, pat: binding }] } };
  return { pat, guard: undefined, body: body(cx.localExpr(local, span)), span };
}
