// Operands that an operator would take if they were dereferenced: `x == 1` of a reference `x`. rustc tries both sides, from what
// is dereferenced least.
import type { DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Span } from "../../../base/source.ts";
import type { ExprId } from "../../../syntax/ast.ts";
import type { DefId } from "../def-id.ts";
import type { Ty } from "../ty.ts";
import { derefSteps } from "./autoderef.ts";
import type { BodyContext } from "./context.ts";
import type { Sides } from "./operator-table.ts";

const INSTEAD = " and dereferencing instead";

interface Edit {
  readonly span: Span;
  readonly text: string;
}

export function adviseDereferences(
  cx: BodyContext,
  said: DiagnosticBuilder,
  trait: DefId,
  [left, right]: readonly [Ty, Ty],
  sides: Sides,
): boolean {
  const steps = fittingSteps(cx, trait, left, right);
  if (steps === undefined || (steps.left === 0 && steps.right === 0)) return false;
  const { message, edits } = steps.left > 0 ? dereferenced(cx, sides.left, steps.left) : dereferenced(cx, sides.right, steps.right);
  if (steps.left === 0 || steps.right === 0) said.suggest(message, edits, "MachineApplicable", "verbose");
  else {
    const both = [...edits, ...dereferenced(cx, sides.right, steps.right).edits];
    said.suggest("consider dereferencing both sides of the expression", both, "MachineApplicable", "verbose");
  }
  return true;
}

/** How often each side is dereferenced; the shorter list of steps stops at its beginning. */
function fittingSteps(cx: BodyContext, trait: DefId, left: Ty, right: Ty): { readonly left: number; readonly right: number } | undefined {
  const lefts = derefSteps(cx, left).map(({ type }) => type);
  const rights = derefSteps(cx, right).map(({ type }) => type);
  for (let i = Math.max(lefts.length, rights.length) - 1; i >= 0; i--) {
    const l = Math.max(0, lefts.length - 1 - i);
    const r = Math.max(0, rights.length - 1 - i);
    const args = [lefts[l] as Ty, rights[r] as Ty].map((type) => cx.resolve(type));
    if (cx.infer.probe(() => cx.selector.traitHolds(trait, args)) !== "no") return { left: l, right: r };
  }
  return undefined;
}

/** Borrows at the front are taken away first. */
function dereferenced(cx: BodyContext, id: ExprId, count: number): { readonly message: string; readonly edits: readonly Edit[] } {
  let expr = cx.expr(id);
  const { lo } = expr.span;
  let left = count;
  let removed = 0;
  const borrows = (): ExprId | undefined => (expr.kind.kind === "address-of" && !expr.kind.raw ? expr.kind.operand : undefined);
  let message = "consider dereferencing here";
  const inner = borrows();
  if (inner !== undefined) {
    const { kind } = cx.expr(inner);
    message = `consider removing the borrow${kind.kind === "address-of" ? "s" : ""}${INSTEAD}`;
  }
  for (let next = borrows(); next !== undefined && left > 0; next = borrows()) {
    expr = cx.expr(next);
    left--;
    removed++;
  }
  const prefix = { ...expr.span, lo, hi: expr.span.lo };
  if (left === 0) return { message: message.replace(INSTEAD, ""), edits: [{ span: prefix, text: "" }] };
  const stars = "*".repeat(left);
  const wraps = ["cast", "binary", "assign", "assign-op", "range"].includes(expr.kind.kind);
  const edits = [{ span: { ...expr.span, hi: expr.span.lo }, text: wraps ? `${stars}(` : stars }];
  if (wraps) edits.push({ span: { ...expr.span, lo: expr.span.hi }, text: ")" });
  if (removed > 0) edits.push({ span: prefix, text: "" });
  return { message, edits };
}
