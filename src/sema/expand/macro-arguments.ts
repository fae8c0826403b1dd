// Arguments of built-in macros: expressions between commas, string literals (also made by other macros), and the printing of
// tokens for `stringify!` and messages of `assert!`.
import type { Span } from "../../base/source.ts";
import type { Literal, NodeId, TokenRange } from "../../syntax/ast.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { ParseOptions } from "../../syntax/cursor.ts";
import { tokenText } from "../../syntax/describe.ts";
import * as K from "../../syntax/node-kinds.ts";
import { parseFragment } from "../../syntax/parse.ts";
import * as T from "../../syntax/token-kinds.ts";
import { isClose, isOpen, type TokenBuffer } from "../../syntax/tokens.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import * as W from "../../syntax/words.ts";
import type { Expander, Place } from "./expander.ts";

export function spanOf(tokens: TokenBuffer, { from, to }: TokenRange): Span {
  const first = tokens.span(from);
  return { ...first, hi: tokens.his[Math.max(from, to - 1)] as number };
}

/** The parts between commas; a comma at the end is let pass. */
export function splitByComma(tokens: TokenBuffer, { from, to }: TokenRange): TokenRange[] {
  const parts: TokenRange[] = [];
  let start = from;
  for (let at = from; at < to; at = tokens.afterTree(at)) {
    if (tokens.kind(at) !== T.Comma) continue;
    parts.push({ from: start, to: at });
    start = at + 1;
  }
  if (start < to) parts.push({ from: start, to });
  return parts;
}

export interface ParsedExpression {
  readonly node: NodeId;
  readonly end: number;
  /** rustc's words for what stands at `end`, if it is no comma. */
  noComma(): Diagnostic;
}

export function parseOptions({ compilation, crate }: Expander): ParseOptions {
  return { edition: crate.edition, release: compilation.session.release, subject: "macro arguments" };
}

/** Parses one expression; what is left over makes `end` lie before `range.to`. Failures are reported. */
export function parseExpression(expander: Expander, range: TokenRange): ParsedExpression | undefined {
  const { compilation, tree } = expander;
  const options = parseOptions(expander);
  const parsed = parseFragment(tree, compilation.sources, range, "expr", options);
  for (const diagnostic of parsed.diagnostics) compilation.report("expansion", diagnostic);
  compilation.gated.push(...parsed.gated);
  if (parsed.failure !== undefined) {
    compilation.report("expansion", parsed.failure);
    return undefined;
  }
  return { node: parsed.nodes[0] as NodeId, end: parsed.end, noComma: parsed.noComma };
}

/** Expressions between commas; undefined after a reported failure, or a place where no comma stands (`stuck`). */
export function parseExpressions(expander: Expander, range: TokenRange): { nodes: NodeId[]; stuck: number | undefined } | undefined {
  const nodes: NodeId[] = [];
  let at = range.from;
  while (at < range.to) {
    const parsed = parseExpression(expander, { from: at, to: range.to });
    if (parsed === undefined) return undefined;
    nodes.push(parsed.node);
    at = parsed.end;
    if (at >= range.to) break;
    if (expander.tree.tokens.kind(at) !== T.Comma) return { nodes, stuck: at };
    at++;
  }
  return { nodes, stuck: undefined };
}

/** The literal an expression is, once macros in it are expanded, through parentheses of captured fragments. */
export function literalOf(expander: Expander, node: NodeId, place: Place): { literal: Literal; span: Span; token: number } | undefined {
  const { tree } = expander;
  let at = tree.resolve(node);
  if (tree.kind(at) === K.MacroExpr) {
    expander.node(at, place);
    at = tree.resolve(at);
  }
  const kind = tree.kind(at);
  if (kind !== K.LiteralExpr) return undefined;
  const token = tree.nodeData[at] as number;
  const expr = tree.expr(at);
  return expr.kind.kind === "literal" ? { literal: expr.kind.literal, span: expr.span, token } : undefined;
}

/** Tokens as text, with the spaces the source had. */
export function printTokens(tree: SyntaxTree, { from, to }: TokenRange, edition: number): string {
  const { tokens } = tree;
  let text = "";
  let last = -1;
  for (let at = from; at < to; at++) {
    const kind = tokens.kind(at);
    if (kind === T.OpenNone || kind === T.CloseNone) continue;
    if (last >= 0 && needsSpace(tokens, last, at, edition)) text += " ";
    text += tokenText(tokens, at);
    last = at;
  }
  return text;
}

/**
 * Tokens that stand without a gap in the source stay so, but those that a macro's body has: they keep no more than what
 * follows their closing delimiters. Inside of parentheses, brackets and empty braces no gap counts.
 */
function needsSpace(tokens: TokenBuffer, last: number, at: number, edition: number): boolean {
  const before = tokens.kind(last);
  const kind = tokens.kind(at);
  if (tokens.his[last] === tokens.los[at] && (tokens.ctxts[last] === 0 || isOpen(before) || isClose(before) || isClose(kind))) return false;
  if (before === T.OpenParen || before === T.OpenBracket || kind === T.CloseParen || kind === T.CloseBracket) return false;
  if (before === T.OpenBrace && kind === T.CloseBrace) return false;
  return !isTight(tokens, last, at, edition);
}

const isPunctuation = (kind: number): boolean => kind >= T.Semi && kind <= T.SingleQuote;

/** Where rustc leaves out a gap that the source has: `x . y`, `f (x)`, `x , y`, `m !`, `# [a]`, `$ x`. */
function isTight(tokens: TokenBuffer, last: number, at: number, edition: number): boolean {
  const before = tokens.kind(last);
  const kind = tokens.kind(at);
  if (before === T.Dot) return !isPunctuation(kind);
  if (before === T.Dollar) return kind === T.Ident || kind === T.RawIdent;
  if (kind === T.Comma || kind === T.Semi || kind === T.Dot) return !isPunctuation(before);
  if (before === T.Pound) return kind === T.OpenBracket;
  const word = tokens.payloads[last] as number;
  // A captured name is none to rustc before what a macro's body has.
  if (tokens.ctxts[last] !== tokens.ctxts[at]) return false;
  const isName = before === T.RawIdent || (before === T.Ident && !W.isReserved(word, edition));
  if (kind === T.Not) return isName;
  return kind === T.OpenParen && (isName || (before === T.Ident && (word === W.Fn || word === W.SelfType || word === W.Pub)));
}

/** An expression's tokens as the pretty printer would set them: one space round binary operators, none inside brackets. */
export function printExpression(tree: SyntaxTree, { from, to }: TokenRange): string {
  const { tokens } = tree;
  let text = "";
  let operand = false;
  let glue = true;
  for (let at = from; at < to; at++) {
    const kind = tokens.kind(at);
    if (kind === T.OpenNone || kind === T.CloseNone) continue;
    const form = formOf(kind, operand);
    if (!glue && form.spaceBefore) text += " ";
    text += tokenText(tokens, at);
    glue = !form.spaceAfter;
    operand = form.operand;
  }
  return text;
}

interface Form {
  readonly spaceBefore: boolean;
  readonly spaceAfter: boolean;
  /** What follows stands behind an operand. */
  readonly operand: boolean;
}

const TIGHT = [T.Dot, T.PathSep, T.DotDot, T.DotDotEq];
const UNARY = [T.Minus, T.Star, T.And, T.AndAnd, T.Not, T.Lt];

function formOf(kind: number, operand: boolean): Form {
  if (kind === T.Comma || kind === T.Semi) return { spaceBefore: false, spaceAfter: true, operand: false };
  if (kind === T.Question) return { spaceBefore: false, spaceAfter: true, operand: true };
  if (TIGHT.includes(kind)) return { spaceBefore: false, spaceAfter: false, operand: false };
  if (kind === T.Not && operand) return { spaceBefore: false, spaceAfter: false, operand: true };
  if (UNARY.includes(kind) && !operand) return { spaceBefore: true, spaceAfter: false, operand: false };
  if (isOpen(kind)) {
    const brace = kind === T.OpenBrace;
    return { spaceBefore: brace || !operand, spaceAfter: brace, operand: false };
  }
  if (isClose(kind)) return { spaceBefore: kind === T.CloseBrace, spaceAfter: true, operand: true };
  const isWord = kind <= T.RawCStr;
  return { spaceBefore: true, spaceAfter: true, operand: isWord };
}
