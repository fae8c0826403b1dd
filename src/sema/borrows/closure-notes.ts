// Of closures that can be called once only: which variable they move out of what they hold.
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Access } from "../flow/graph.ts";
import type { BorrowContext } from "./context.ts";

/** Says why a closure that is used again cannot be; true if it did. */
export function noteSpentClosure(cx: BorrowContext, access: Access, said: DiagnosticBuilder): boolean {
  const spent = cx.spentBy(cx.typeOf(access.path));
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
