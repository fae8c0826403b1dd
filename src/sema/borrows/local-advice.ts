// A call inside the arguments of the call that uses the loan: its result could be kept first (rustc: `suggest_using_local`).
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Conflict } from "../flow/solve.ts";
import { containsSpan, isSameSpan } from "./body-source.ts";
import type { BorrowContext } from "./context.ts";
import type { LaterUse } from "./later-use.ts";
import type { Call } from "./typed-source.ts";

export function adviseLocal(cx: BorrowContext, { access, loan }: Conflict, use: LaterUse, said: DiagnosticBuilder): void {
  if (use.kind !== "used" || use.inLoop || (use.how !== "call" && use.how !== "other")) return;
  const inner = callAround(cx, access.span);
  if (inner === undefined) return;
  const outer = use.how === "other" ? use.span : loan.activation === undefined ? loan.span : callAround(cx, loan.span)?.span;
  if (outer === undefined || isSameSpan(outer, inner.span) || !containsSpan(outer, inner.span)) return;
  const isArgument = use.how === "call";
  said.helpAt(inner.span, `try adding a local storing this${isArgument ? " argument" : ""}...`);
  said.helpAt(outer, `...and then using that local ${isArgument ? "as the argument to this call" : "here"}`);
}

/** The call that what stands at a span is handed to. */
function callAround(cx: BorrowContext, span: { readonly lo: number; readonly hi: number }): Call | undefined {
  const borrow = cx.typed.at(span).find(({ kind }) => kind === "borrow");
  const parent = borrow && cx.typed.parent(borrow);
  return parent?.kind === "call" ? parent : undefined;
}
