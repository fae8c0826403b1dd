// Where `let` may stand in conditions, and what is said where it may not.
import { error } from "../diag/diagnostic.ts";
import type { ExprId } from "./ast.ts";
import * as K from "./node-kinds.ts";
import type { MatchParser } from "./parse-match.ts";
import * as T from "./token-kinds.ts";

/** `let` may stand at the top of a condition and under `&&`; chains need edition 2024. */
export function checkLets(parser: MatchParser, expr: ExprId, forbidden: string, mayChain: boolean): void {
  const { tree } = parser;
  const kind = tree.nodeKinds[expr];
  if (kind === K.LetExpr) {
    if (forbidden !== "") letForbidden(parser, expr, forbidden);
    else if (!mayChain) letChain(parser, expr);
    return checkLets(parser, tree.field(expr, 1), "other", false);
  }
  if (kind === K.ParenExpr) return checkLets(parser, tree.nodeData[expr] as number, forbidden || "paren", false);
  if (kind === K.Unary || kind === K.AddressOf) return checkLets(parser, tree.field(expr, 1), forbidden || "other", false);
  if (kind === K.Cast) return checkLets(parser, tree.field(expr, 0), forbidden || "other", false);
  if (kind === K.Try || kind === K.Await) return checkLets(parser, tree.nodeData[expr] as number, forbidden || "other", false);
  if (kind !== K.Binary && kind !== K.Assign && kind !== K.AssignOp) return;
  const isAnd = kind === K.Binary && tree.field(expr, 0) === T.AndAnd;
  const isOr = kind === K.Binary && tree.field(expr, 0) === T.OrOr;
  const inner = isAnd ? forbidden : isOr ? "or" : "other";
  checkLets(parser, tree.field(expr, 3), inner, mayChain);
  checkLets(parser, tree.field(expr, 4), inner, mayChain);
}

function letForbidden(parser: MatchParser, expr: ExprId, why: string): void {
  const diagnostic = error("expected expression, found `let` statement").at(parser.tree.span(expr));
  diagnostic.note("only supported directly in conditions of `if` and `while` expressions");
  if (why === "or") diagnostic.noteAt(parser.tree.span(expr), "`||` operators are not supported in let chain conditions");
  if (why === "paren")
    diagnostic.noteAt(parser.tree.span(expr), "`let`s wrapped in parentheses are not supported in a context with let chains");
  parser.report(diagnostic);
}

function letChain(parser: MatchParser, expr: ExprId): void {
  const span = parser.tree.span(expr);
  if (!parser.since(88)) parser.gate("let_chains", span);
  else if (parser.options.edition < 2024) parser.report(error("let chains are only allowed in Rust 2024 or later").at(span));
}
