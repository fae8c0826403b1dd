// `e?` is `match Try::branch(e) { Continue(v) => v, Break(r) => return FromResidual::from_residual(r) }`.
import { error } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr, ExprId } from "../../../syntax/ast.ts";
import type { Expr, Pat } from "../thir.ts";
import { NEVER, type Ty } from "../ty.ts";
import { callOf } from "./lang-call.ts";
import type { BodyContext } from "./context.ts";
import { checkExpr } from "./expr.ts";

export function checkTry(cx: BodyContext, ast: AstExpr, operandId: ExprId): Expr {
  const operand = checkExpr(cx, operandId);
  const { span } = ast;
  const type = cx.structurally(operand.type);
  const mark: AstExpr["span"] = { lo: span.hi - 1, hi: span.hi, ...(span.ctxt === undefined ? {} : { ctxt: span.ctxt }) };
  const trait = cx.tcx.lang("Try");
  if (type.kind === "error") return cx.error(span);
  if (cx.selector.traitHolds(trait, [type]) === "no") {
    const said = error("E0277", "the `?` operator can only be applied to values that implement `Try`");
    said.at(span, `the \`?\` operator cannot be applied to type \`${cx.print(type)}\``);
    said.help(`the trait \`Try\` is not implemented for \`${cx.print(type)}\``);
    cx.reportUnlessError(said, type);
    return cx.error(span);
  }
  cx.requireTrait(trait, [type], span);
  const branch = callOf(cx, cx.tcx.traitMethod("Try", "branch"), [type], [operand], span);
  const output = cx.normalize(cx.types.projection(cx.tcx.traitType("Try", "Output"), [type]), span);
  const residual = cx.normalize(cx.types.projection(cx.tcx.traitType("Try", "Residual"), [type]), span);
  const leave = residualReturn(cx, ast, mark, residual);
  const arms = [
    arm(cx, branch.type, 0, output, "val", span, (value) => value),
    arm(cx, branch.type, 1, residual, "residual", span, (value) => cx.neverToAny(leave(value), output)),
  ];
  // The arm that leaves has any type: if nothing else decides what the other gives, this does.
  if (cx.shallow(output).kind === "infer") cx.unify(output, cx.infer.freshDiverging(span));
  return cx.make(span, output, { kind: "match", scrutinee: branch, arms, source: "try" });
}

function residualReturn(cx: BodyContext, ast: AstExpr, mark: AstExpr["span"], residual: Ty): (value: Expr) => Expr {
  const frame = cx.returns.at(-1);
  const trait = cx.tcx.lang("FromResidual");
  const target = frame?.type ?? NEVER;
  const report = (): void => reportResidual(cx, mark);
  cx.requireTrait(trait, [target, residual], ast.span, { kind: "operator", report });
  return (value) => {
    const method = cx.tcx.traitMethod("FromResidual", "from_residual");
    const made = callOf(cx, method, [target, residual], [value], ast.span);
    return cx.make(ast.span, NEVER, { kind: "return", value: made });
  };
}

function reportResidual(cx: BodyContext, mark: AstExpr["span"]): void {
  const frame = cx.returns.at(-1);
  const type = cx.resolve(frame?.type ?? NEVER);
  const body = cx.closureDepth > 0 ? "a closure" : ownerWord(cx);
  if (type.kind === "adt" && ["Option", "Result"].includes(cx.tcx.items.name(type.def))) {
    return cx.tcx.report({ ...unsupportedResidual(cx, mark) });
  }
  const said = error(
    "E0277",
    `the \`?\` operator can only be used in ${body} that returns \`Result\` or \`Option\` (or another type that implements \`FromResidual\`)`,
  );
  said.at(mark, `cannot use the \`?\` operator in ${body} that returns \`${cx.print(type)}\``);
  if (cx.fnSpan !== undefined) said.label(cx.tcx.headSpan(cx.owner), "this function should return `Result` or `Option` to accept `?`");
  cx.reportUnlessError(said, type);
}

function ownerWord({ tcx, owner }: BodyContext): string {
  if (tcx.items.kind(owner) !== "assoc-fn") return "a function";
  const parent = tcx.items.parent(owner);
  return parent !== undefined && tcx.items.kind(parent) === "trait" ? "a trait method" : "a method";
}

function unsupportedResidual(_cx: BodyContext, mark: AstExpr["span"]): ReturnType<typeof error> {
  return error("KB0216", "kbuild does not compile `?` with an error that does not convert yet").at(mark);
}

function arm(
  cx: BodyContext,
  type: Ty,
  variant: number,
  inner: Ty,
  name: string,
  span: AstExpr["span"],
  body: (value: Expr) => Expr,
): {
  pat: Pat;
  guard: undefined;
  body: Expr;
  span: AstExpr["span"];
} {
  const local = cx.addLocal({ name, type: inner, span, mutable: false, node: 0, param: false, byRef: false });
  const binding: Pat = { type: inner, span, kind: { kind: "binding", local, mode: "value", sub: undefined } };
  const pat: Pat = { type, span, kind: { kind: "variant", variant, fields: [{ field: 0, pat: binding }] } };
  return { pat, guard: undefined, body: body(cx.localExpr(local, span)), span };
}
