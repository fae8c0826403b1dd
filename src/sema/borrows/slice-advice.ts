// Two elements of an array or slice that are borrowed at once: how to split it (rustc: `suggest_slice_method_if_applicable`).
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Path } from "../flow/graph.ts";
import type { Conflict } from "../flow/solve.ts";
import type { Ty } from "../types/ty.ts";
import type { BorrowContext } from "./context.ts";

const SPLIT = "use `.split_at_mut(position)` to obtain two mutable non-overlapping sub-slices";

export function adviseSlices(cx: BorrowContext, { access, loan }: Conflict, span: Span, issued: Span, said: DiagnosticBuilder): void {
  const [one, other] = [elementOf(access.path), elementOf(loan.path)];
  if (one !== undefined && other !== undefined && access.path.steps.length === loan.path.steps.length) {
    if (!adviseSwap(cx, one, other, said) && !isSameIndex(cx, one, other)) said.help(SPLIT);
    return;
  }
  const isSplit = [access.path, loan.path].some((path) => canSplit(cx.typeOf(path)));
  const first = isSplit ? indexBehind(cx, span) : undefined;
  const second = isSplit ? indexBehind(cx, issued) : undefined;
  if (first !== undefined && second !== undefined && !isSameIndex(cx, first, second)) said.help(SPLIT);
}

/** Of `a[i]` or `(*a)[i]`: where `i` is. */
function elementOf({ steps }: Path): Span | undefined {
  const kinds = steps.map(({ kind }) => kind).join(" ");
  const last = steps.at(-1);
  return (kinds === "index" || kinds === "deref index") && last?.kind === "index" ? last.index : undefined;
}

function canSplit(type: Ty | undefined): boolean {
  if (type?.kind === "ref") return canSplit(type.target);
  return type?.kind === "array" || type?.kind === "slice" || type?.kind === "str";
}

/** What stands at the span is indexed: by what. */
function indexBehind(cx: BorrowContext, span: Span): Span | undefined {
  const expr = cx.source.exprAt(span);
  const parent = expr && cx.source.parentExpr(expr.id);
  return parent?.kind.kind === "index" ? cx.source.tree.span(parent.kind.index) : undefined;
}

function isSameIndex(cx: BorrowContext, first: Span, second: Span): boolean {
  return cx.snippet(first) === cx.snippet(second);
}

/** `mem::swap(&mut a[i], &mut a[j])`. */
function adviseSwap(cx: BorrowContext, one: Span, other: Span, said: DiagnosticBuilder): boolean {
  const index = cx.source.exprAt(one);
  const around = index === undefined ? [] : cx.source.exprsAround(index.id);
  const object = around.find(({ kind }) => kind.kind === "index");
  const call = around.find(({ kind, span }) => {
    const found = kind.kind === "call" ? cx.typed.at(span).find((each) => each.kind === "call") : undefined;
    const callee = found?.kind === "call" ? found.callee.type : undefined;
    return callee?.kind === "fn-def" && cx.tcx.items.path(callee.def) === "core::mem::swap";
  });
  if (call === undefined || object?.kind.kind !== "index") return false;
  const text = `${cx.snippet(cx.source.tree.span(object.kind.operand))}.swap(${cx.snippet(one)}, ${cx.snippet(other)})`;
  said.suggest("use `.swap()` to swap elements at the specified indices instead", [{ span: call.span, text }], "MachineApplicable");
  return true;
}
