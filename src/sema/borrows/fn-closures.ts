// A closure that must be `Fn` changes what it captures, or one that must be `Fn` or `FnMut` moves it away: where the closure is,
// and who asks for that.
import type { Bound } from "../../syntax/ast.ts";
import type { DefId } from "../types/def-id.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Access, Path } from "../flow/graph.ts";
import type { Span } from "../../base/source.ts";
import type { BorrowContext } from "./context.ts";
import { boundsOf } from "./move-reasons.ts";
import { describeAny, expressionName } from "./place-names.ts";
import type { Call } from "./typed-source.ts";

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

interface Receiver {
  readonly call: Call;
  readonly def: DefId;
  /** Of the function's parameters, `self` included. */
  readonly index: number;
  /** The callee as it is written. */
  readonly span: Span;
}

/** The call of a function that has the closure as an argument. */
function receiverOf(cx: BorrowContext, closure: Span): Receiver | undefined {
  const expr = cx.source.exprAt(closure);
  const parent = expr && cx.source.parentExpr(expr.id);
  const call = parent && cx.typed.at(parent.span).find((each): each is Call => each.kind === "call");
  if (expr === undefined || call?.callee.type.kind !== "fn-def") return undefined;
  if (parent?.kind.kind !== "call" && parent?.kind.kind !== "method-call") return undefined;
  const { def } = call.callee.type;
  const index = parent.kind.args.findIndex((arg) => cx.source.withoutParens(cx.source.tree.expr(arg)).id === expr.id);
  const kind = cx.tcx.items.item(def)?.kind;
  const first = kind?.kind === "fn" && kind.params[0]?.self !== undefined ? 1 : 0;
  const span = parent.kind.kind === "method-call" ? parent.kind.callSpan : cx.source.tree.span(parent.kind.callee);
  return { call, def, index: index + first, span };
}

/** The parameter that asks for `Fn`, or the function's result. */
function labelReceiver(cx: BorrowContext, closure: Span, said: DiagnosticBuilder): void {
  const { items } = cx.tcx;
  const expr = cx.source.exprAt(closure);
  const receiver = receiverOf(cx, closure);
  if (receiver !== undefined) {
    const { def, index, span } = receiver;
    const kind = items.item(def)?.kind;
    if (!items.isLocal(def) || kind?.kind !== "fn") return;
    const param = kind.params[index];
    said.label(
      param === undefined ? items.identSpan(def) : items.tree(def).span(param.type),
      "change this to accept `FnMut` instead of `Fn`",
    );
    said.label(span, "expects `Fn` instead of `FnMut`");
    return;
  }
  const owner = items.item(cx.body.owner)?.kind;
  if (expr === undefined || !cx.source.isReturned(expr.id) || owner?.kind !== "fn" || owner.output === undefined) return;
  said.label(items.identSpan(cx.body.owner), "");
  said.label(cx.source.tree.span(owner.output), "change this to return `FnMut` instead of `Fn`");
}

/** The closure moves what it captured, and would do so each time it is called. */
export function labelSpentCapture(cx: BorrowContext, path: Path, make: (what: string) => DiagnosticBuilder): DiagnosticBuilder {
  const closure = cx.slot(path.root).environment as NonNullable<ReturnType<BorrowContext["slot"]>["environment"]>;
  const { capture, length } = cx.captured(path) as NonNullable<ReturnType<BorrowContext["captured"]>>;
  const kind = `captured variable in an \`${closure.kind}\` closure`;
  const isWhole = path.steps.length === length;
  const said = make(`${describeAny(cx, path)}, ${isWhole ? `a ${kind}` : `as \`${expressionName(cx, capture.place)}\` is a ${kind}`}`);
  const declared = cx.typed.bindingSpan(capture.local);
  if (declared !== undefined) said.label(declared, "captured outer variable");
  said.label(closure.headSpan, `captured by this \`${closure.kind}\` closure`);
  const help =
    "`Fn` and `FnMut` closures require captured values to be able to be consumed multiple times, but `FnOnce` closures may consume them only once";
  const bound = demandOf(cx, closure.span);
  return bound === undefined ? said.help(help) : said.helpAt(bound, help);
}

/** The bound that asks for `Fn` or `FnMut`. */
function demandOf(cx: BorrowContext, closure: Span): Span | undefined {
  const { items } = cx.tcx;
  const receiver = receiverOf(cx, closure);
  if (receiver === undefined || !items.isLocal(receiver.def)) return undefined;
  const { def, index } = receiver;
  const kind = items.item(def)?.kind;
  const param = kind?.kind === "fn" ? kind.params[index] : undefined;
  const type = param && items.tree(def).type(param.type);
  if (type === undefined) return undefined;
  if (type.kind.kind === "impl-trait") return fnBound(type.kind.bounds);
  const declared = cx.tcx.signature(def).params[index];
  if (declared?.kind !== "param") return undefined;
  for (let at: DefId | undefined = def; at !== undefined; at = items.parent(at)) {
    const [found] = boundsOf(cx, items.astGenerics(at), at, declared.name, ["Fn", "FnMut"]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fnBound(bounds: readonly Bound[]): Span | undefined {
  const found = bounds.find((bound) => bound.kind === "trait" && ["Fn", "FnMut"].includes(bound.path.segments.at(-1)?.ident.name ?? ""));
  return found?.kind === "trait" ? found.span : undefined;
}
