// Which part of what a function returns holds a loan.
import type { Span } from "../../base/source.ts";
import type { BorrowContext } from "./context.ts";
import { containsSpan } from "./body-source.ts";

/**
 * The part of what is returned that becomes the result: of references the whole, which is borrowed anew; else the value of the
 * branch that holds the loan. Undefined where there are several.
 */
export function returnedAt(cx: BorrowContext, whole: Span, loan: Span): Span | undefined {
  const expr = cx.source.exprAt(whole);
  const tail = expr === undefined ? cx.source.tailOfBlockAt(whole) : (cx.source.tailOf(expr) ?? expr);
  if (tail === undefined) return undefined;
  if (cx.body.result.kind === "ref") return cx.source.spanWithParens(tail);
  const leaves = cx.source.leavesOf(tail);
  const found = leaves.filter((leaf) => containsSpan(leaf.span, loan));
  const [only] = found.length > 0 ? found : leaves;
  return found.length === 1 || leaves.length === 1 ? only && cx.source.spanWithParens(only) : undefined;
}
