// What the graph of a body knows roughly only: an error about it may be wrong, and is not told in rustc's words.
import type { ExprId } from "../../syntax/ast.ts";
import type { Closure } from "../types/thir.ts";
import type { Span } from "../../base/source.ts";
import type { BorrowContext } from "./context.ts";
import { containsSpan } from "./body-source.ts";

/** A closure takes the place apart by a pattern: which parts it captures is not followed. */
export function isRough(cx: BorrowContext, { closure, span }: { readonly closure: Closure | undefined; readonly span: Span }): boolean {
  const place = closure === undefined ? undefined : cx.typed.placeAt(span);
  const parent = place && cx.typed.parent(place);
  if (parent?.kind === "match") return parent.scrutinee === place;
  if (parent?.kind !== "block") return false;
  return parent.block.stmts.some((stmt) => stmt.kind === "let" && stmt.init === place && stmt.pat.kind.kind !== "binding");
}

/** How long the temporary lives depends on more than its expression: on a pattern, or on a macro of core's. */
export function isOddTemporary(cx: BorrowContext, span: Span): boolean {
  const expr = cx.source.exprAt(span);
  if (expr === undefined || (span.ctxt ?? 0) !== 0 || expr.kind.kind === "built-in" || expr.kind.kind === "macro-call") return true;
  const statement = cx.source.lets().findLast((stmt) => containsSpan(stmt.span, span));
  if (statement !== undefined && cx.source.tree.pat(statement.pat).kind.kind !== "ident") return true;
  if (statement !== undefined && /\bref\b/.test(cx.snippet(cx.source.tree.span(statement.pat)))) return true;
  return cx.source.exprsAround(expr.id).some(({ kind }) => kind.kind === "assign" && !isPlace(cx, kind.left));
}

function isPlace(cx: BorrowContext, id: ExprId): boolean {
  const { kind } = cx.source.withoutParens(cx.source.tree.expr(id)).kind;
  return kind === "path" || kind === "field" || kind === "index" || kind === "unary";
}
