// Arguments of built-in macros: expressions between commas, string literals (also made by other macros), and the printing of
// tokens for `stringify!` and messages of `assert!`.
import type { Span } from "../../base/source.ts";
import type { Literal, NodeId, TokenRange } from "../../syntax/ast.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { ParseOptions } from "../../syntax/cursor.ts";
import * as K from "../../syntax/node-kinds.ts";
import { parseFragment } from "../../syntax/parse.ts";
import * as T from "../../syntax/token-kinds.ts";
import type { PrettyOptions } from "../../syntax/pretty/pretty.ts";
import type { TokenBuffer } from "../../syntax/tokens.ts";
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

const AS_SYNTAX: Readonly<Partial<Record<string, "expr" | "ty" | "pat">>> = {
  expr: "expr",
  literal: "expr",
  ty: "ty",
  path: "ty",
  pat: "pat",
};

/** How this crate's tokens and trees are shown in texts. */
export function prettyOptions(expander: Expander): PrettyOptions {
  const { tree, crate, compilation } = expander;
  const { edition } = crate;
  return {
    edition,
    minor: compilation.session.release.minor,
    fragment(open) {
      const kind = AS_SYNTAX[tree.tokens.fragmentOf(open)];
      const range = { from: open + 1, to: tree.tokens.partner(open) };
      if (kind === undefined || range.from === range.to) return undefined;
      const { nodes, end } = parseFragment(tree, compilation.sources, range, kind, parseOptions(expander));
      return end === range.to ? nodes[0] : undefined;
    },
  };
}
