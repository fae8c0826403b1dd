// Of closures that can be called once only: which variable they move out of what they hold.
import type { Ty } from "../types/ty.ts";
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Access, AccessKind } from "../flow/graph.ts";
import type { BorrowContext } from "./context.ts";
import { describe } from "./place-names.ts";

/** Says why a closure that is used again cannot be; true if it did. */
export function noteSpentClosure(cx: BorrowContext, access: Access, said: DiagnosticBuilder): boolean {
  const spent = spentBy(cx, cx.typeOf(access.path));
  if (spent === undefined) return false;
  const { place, span } = spent;
  const call = cx.typed.placeAt(access.span);
  const parent = call && cx.typed.parent(call);
  const isInvoked =
    parent?.kind === "call" &&
    parent.args[0] === call &&
    parent.callee.type.kind === "fn-def" &&
    cx.tcx.isLang(cx.tcx.items.parent(parent.callee.type.def), "fn_once");
  said.noteAt(
    span,
    isInvoked
      ? `closure cannot be invoked more than once because it moves the variable \`${place}\` out of its environment`
      : `closure cannot be moved more than once as it is not \`Copy\` due to moving the variable \`${place}\` out of its environment`,
  );
  return true;
}

/** The variable that a closure moves out of what it holds, and where. */
export function spentBy(cx: BorrowContext, type: Ty | undefined): { readonly place: string; readonly span: Span } | undefined {
  if (type?.kind !== "closure") return undefined;
  const part = cx.graph.closures.find(({ closure }) => closure === type.closure);
  const kind = part && cx.tables.closure(type.closure).kind;
  if (part === undefined || kind === "Fn") return undefined;
  const strongest: ReadonlySet<AccessKind> = new Set(kind === "FnOnce" ? ["move"] : ["write", "mut", "reserve"]);
  for (const { access } of cx.graph.points.slice(part.from, part.to)) {
    if (access === undefined || !strongest.has(access.kind)) continue;
    const place = cx.captured(access.path) && describe(cx, access.path);
    if (place !== undefined) return { place, span: placeSpan(cx, access.span) };
  }
  return undefined;
}

/** Of an assignment or borrow: of the place alone. */
function placeSpan(cx: BorrowContext, span: Span): Span {
  const kind = cx.source.exprAt(span)?.kind;
  if (kind?.kind === "assign" || kind?.kind === "assign-op") return cx.source.tree.span(kind.left);
  return kind?.kind === "address-of" ? cx.source.tree.span(kind.operand) : span;
}
