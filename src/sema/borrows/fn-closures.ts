// A closure that must be `Fn` changes what it captures: where the closure is, and who asks for `Fn`.
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Access } from "../flow/graph.ts";
import type { BorrowContext } from "./context.ts";
import { expressionName } from "./place-names.ts";

export function labelFnClosure(cx: BorrowContext, { path, span }: Access, act: string, said: DiagnosticBuilder): void {
  const closure = cx.slot(path.root).environment;
  const captured = cx.captured(path);
  if (closure === undefined || captured === undefined) return;
  const { capture } = captured;
  const declared = cx.typed.bindingSpan(capture.local);
  if (capture.mode !== "value" && declared !== undefined && capture.place.kind === "local")
    said.label(declared, `\`${expressionName(cx, capture.place)}\` declared here, outside the closure`);
  said.at(span, `cannot ${act}`);
  said.label(closure.headSpan, "in this closure");
  labelReceiver(cx, closure.span, said);
}

/** The parameter that asks for `Fn`, or the function's result. */
function labelReceiver(cx: BorrowContext, closure: { lo: number; hi: number }, said: DiagnosticBuilder): void {
  const { items } = cx.tcx;
  const expr = cx.source.exprAt(closure);
  const parent = expr && cx.source.parentExpr(expr.id);
  const call = parent && cx.typed.at(parent.span).find(({ kind }) => kind === "call");
  if (
    expr !== undefined &&
    call?.kind === "call" &&
    call.callee.type.kind === "fn-def" &&
    (parent?.kind.kind === "call" || parent?.kind.kind === "method-call")
  ) {
    const { def } = call.callee.type;
    const kind = items.item(def)?.kind;
    if (!items.isLocal(def) || kind?.kind !== "fn") return;
    const index = parent.kind.args.findIndex((arg) => cx.source.withoutParens(cx.source.tree.expr(arg)).id === expr.id);
    const param = kind.params[index + (kind.params[0]?.self === undefined ? 0 : 1)];
    said.label(
      param === undefined ? items.identSpan(def) : items.tree(def).span(param.type),
      "change this to accept `FnMut` instead of `Fn`",
    );
    const at = parent.kind.kind === "method-call" ? parent.kind.callSpan : cx.source.tree.span(parent.kind.callee);
    said.label(at, "expects `Fn` instead of `FnMut`");
    return;
  }
  const owner = items.item(cx.body.owner)?.kind;
  if (expr === undefined || !cx.source.isReturned(expr.id) || owner?.kind !== "fn" || owner.output === undefined) return;
  said.label(items.identSpan(cx.body.owner), "");
  said.label(cx.source.tree.span(owner.output), "change this to return `FnMut` instead of `Fn`");
}
