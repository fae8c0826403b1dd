// `a < b < c`: comparisons do not chain. What was meant decides how parsing goes on: arguments of types without `::` in
// front (`Vec<u8>::new()`, `f<u8>(1)`) are read to their end, for what follows them is no comparison; a comparison that was
// really chained is told with a way to write it; what is neither ends the statement, for too much would follow from it.
import type { Span } from "../base/source.ts";
import { type DiagnosticBuilder, error } from "../diag/diagnostic.ts";
import type { ExprId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import type { NodeParser } from "./parse-nodes.ts";
import * as K from "./node-kinds.ts";
import * as T from "./token-kinds.ts";

/** What is asked of the parser. */
export interface ChainParser extends NodeParser {
  parseExpr(): ExprId;
  /** The text of a span; undefined where there is none. */
  readonly snippet: (span: Span) => string;
}

interface Inner {
  readonly operator: number;
  readonly operatorSpan: Span;
  readonly left: ExprId;
  readonly right: ExprId;
}

const TURBOFISH = "use `::<...>` instead of `<...>` to specify lifetime, type, or const arguments";

/** `inner` is a comparison, the operator behind it has just been taken; an expression if that and the rest were taken, too. */
export function chainedComparison(parser: ChainParser, start: number, expr: ExprId): ExprId {
  const { tree } = parser;
  const inner: Inner = {
    operator: tree.field(expr, 0),
    operatorSpan: { lo: tree.field(expr, 1), hi: tree.field(expr, 2) },
    left: tree.field(expr, 3),
    right: tree.field(expr, 4),
  };
  const outer = parser.tokens.kinds[parser.previous] as number;
  const found = error("comparison operators cannot be chained").at(inner.operatorSpan).at(parser.previousSpan);
  if ((inner.operator === T.Lt && outer === T.Lt) || outer === T.Gt) return genericArguments(parser, start, inner, outer, found);
  const recovered = suggestSplit(parser, expr, inner, outer, found);
  parser.report(found);
  return recovered ? errorFrom(parser, start) : 0;
}

function errorFrom(parser: ChainParser, start: number): ExprId {
  return parser.node(K.ErrorExpr, start);
}

/** Tokens up to the one that closes as many as were opened. */
function skipBalanced(parser: ChainParser, steps: ReadonlyMap<number, number>): void {
  for (let open = 1; open > 0 && parser.kind !== T.Eof; parser.bump()) open += steps.get(parser.kind) ?? 0;
}

const ANGLES: ReadonlyMap<number, number> = new Map([
  [T.Lt, 1],
  [T.Gt, -1],
  [T.Shr, -2],
]);

/** `a<b<..` or `a<b>`: perhaps arguments of types. */
function genericArguments(parser: ChainParser, start: number, inner: Inner, outer: number, found: DiagnosticBuilder): ExprId {
  if (outer === T.Lt) {
    const before = parser.snapshot();
    parser.bump();
    skipBalanced(parser, ANGLES);
    if (parser.kind !== T.OpenParen && parser.kind !== T.PathSep) parser.restore(before);
  }
  if (parser.kind !== T.PathSep && parser.kind !== T.OpenParen) return realComparison(parser, start, inner, outer, found);
  if (inner.operator === T.Lt) {
    const { lo } = inner.operatorSpan;
    found.suggest(TURBOFISH, [{ span: { lo, hi: lo }, text: "::" }], "MaybeIncorrect", "verbose");
  } else helpTurbofish(found);
  if (parser.kind === T.PathSep) {
    const rest = parser.attempt(() => (parser.bump(), parser.parseExpr()));
    if (rest instanceof SyntaxFailure) throw new SyntaxFailure(found);
  } else parser.skipTree();
  parser.report(found);
  return errorFrom(parser, start);
}

function helpTurbofish(found: DiagnosticBuilder): void {
  found.help(TURBOFISH).help("or use `(...)` if you meant to specify fn arguments");
}

function realComparison(parser: ChainParser, start: number, inner: Inner, outer: number, found: DiagnosticBuilder): ExprId {
  const isLiteral = (expr: ExprId) => parser.tree.nodeKinds[expr] === K.LiteralExpr;
  if (!isLiteral(inner.left) && !isLiteral(inner.right)) helpTurbofish(found);
  if (!suggestSplit(parser, 0, inner, outer, found)) throw new SyntaxFailure(found);
  parser.report(found);
  return errorFrom(parser, start);
}

const ORDERS: ReadonlySet<number> = new Set([T.Lt, T.Le, T.Gt, T.Ge]);

/** How to write it; whether the rest was taken. */
function suggestSplit(parser: ChainParser, expr: ExprId, inner: Inner, outer: number, found: DiagnosticBuilder): boolean {
  const { tree } = parser;
  const isField = tree.nodeKinds[inner.left] === K.FieldExpr && tree.nodeKinds[inner.right] !== K.LiteralExpr;
  if (isField) return false;
  const { operator, left, right } = inner;
  const upwards = (operator === T.Lt || operator === T.Le) && (outer === T.Lt || outer === T.Le);
  const downwards = (operator === T.Gt || operator === T.Ge) && (outer === T.Gt || outer === T.Ge);
  if (upwards || downwards || (operator === T.EqEq && outer === T.EqEq)) {
    const { hi } = expr === 0 ? tree.span(right) : tree.span(expr);
    const middle = parser.snippet(tree.span(right));
    found.suggest("split the comparison into two", [{ span: { lo: hi, hi }, text: ` && ${middle}` }], "MaybeIncorrect", "verbose");
    return false;
  }
  if (operator === T.EqEq && ORDERS.has(outer)) {
    const rest = parser.attempt(() => parser.parseExpr());
    if (!(rest instanceof SyntaxFailure)) parenthesize(found, tree.span(right).lo, tree.span(rest).hi);
    return true;
  }
  if (!ORDERS.has(operator) || outer !== T.EqEq) return false;
  const rest = parser.attempt(() => parser.parseExpr());
  if (rest instanceof SyntaxFailure) return false;
  parenthesize(found, tree.span(left).lo, tree.span(right).hi);
  return true;
}

function parenthesize(found: DiagnosticBuilder, lo: number, hi: number): void {
  const left = { span: { lo, hi: lo }, text: "(" };
  found.suggest("parenthesize the comparison", [left, { span: { lo: hi, hi }, text: ")" }], "MaybeIncorrect", "verbose");
}
