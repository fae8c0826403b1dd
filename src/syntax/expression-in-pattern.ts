// An expression where a pattern should be: `match c { Color.Red => .. }`, `1 + 2 => ..`. What was read as a pattern is read anew as an
// expression if more of one follows, and told when the statement around is complete: how to write it depends on the arm.
// rustc: `maybe_recover_trailing_expr` and what augments it.
import type { Span } from "../base/source.ts";
import { type DiagnosticBuilder, error } from "../diag/diagnostic.ts";
import type { ExprId, NodeId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import * as K from "./node-kinds.ts";
import type { NodeParser } from "./parse-nodes.ts";
import { PRECEDENCE, PRECEDENCE_AND } from "./precedence.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

/** Since then expressions in patterns are known for what they are. */
const KNOWS_EXPRESSIONS = 86;
const BOOK = "arbitrary expressions are not allowed in patterns: <https://doc.rust-lang.org/book/ch19-00-patterns.html>";

/** `|` separates alternatives: what binds less tightly is none of the expression. */
const TIGHTEST_EXCLUDED = PRECEDENCE[T.Or] as number;

const OPERATORS: ReadonlySet<number> = new Set([T.Plus, T.Minus, T.Star, T.Slash, T.Percent, T.Caret, T.And, T.Shl, T.Shr, T.Question]);

/** What is told of an expression in a pattern, and the arm that it stands in. */
export interface Misplaced {
  readonly said: DiagnosticBuilder;
  span: Span;
  readonly isBound: boolean;
  arm?: { readonly behind: Span; readonly guard: NodeId };
}

/** What is asked of the parser. */
export interface ExpressionParser extends NodeParser {
  /** In the order in which they were found. */
  readonly misplaced: Misplaced[];
  parseAtLeast(minimum: number): ExprId;
}

/** Whether more of an expression follows what was read as a pattern. */
function continues(parser: ExpressionParser): boolean {
  if (parser.kind === T.Dot) {
    const next = parser.ahead(1);
    return next === T.Ident || next === T.RawIdent || next === T.Int || next === T.Float;
  }
  if (parser.kind === T.OpenBracket) return parser.ahead(1) !== T.CloseBracket;
  return OPERATORS.has(parser.kind) || parser.word === W.As;
}

/** True if an expression begins at `start` and was taken; `before` is where the pattern began. */
export function takesExpression(parser: ExpressionParser, before: ReturnType<NodeParser["snapshot"]>, isEnd = false): boolean {
  if (!continues(parser) || !parser.since(KNOWS_EXPRESSIONS)) return false;
  const after = parser.snapshot();
  const reports = parser.diagnostics.slice(before.diagnostics);
  const { at } = parser;
  parser.restore(before);
  const { start } = parser;
  const expr = parser.attempt(() => parser.parseAtLeast(TIGHTEST_EXCLUDED + 1));
  if (expr instanceof SyntaxFailure || parser.at <= at) {
    parser.restore(after);
    parser.diagnostics.splice(before.diagnostics, Infinity, ...reports);
    return false;
  }
  const isRange = (kind: number): boolean => kind === T.DotDot || kind === T.DotDotEq || kind === T.DotDotDot;
  const isBound = isEnd || isRange(parser.kind) || (parser.kind === T.CloseParen && isRange(parser.ahead(1)));
  const span = parser.spanFrom(start);
  const said = tell(span, isBound);
  parser.report(said);
  parser.misplaced.push({ said, span, isBound });
  return true;
}

const tell = (span: Span, isBound: boolean): DiagnosticBuilder =>
  error(`expected a pattern${isBound ? " range bound" : ""}, found an expression`)
    .at(span, "not a pattern")
    .note(BOOK);

/** `&` or `&mut` before it, which is told as a part of it. */
export function behindReference(parser: ExpressionParser, whole: Span): void {
  const last = parser.misplaced.at(-1);
  if (last?.span.hi === whole.hi && !last.isBound) last.span = whole;
}

/** Those from `first` to `end` stand in the pattern of this arm. */
export function noteArm(parser: ExpressionParser, first: number, end: number, pattern: NodeId, guard: NodeId): void {
  const { hi } = parser.tree.span(pattern);
  for (const each of parser.misplaced.slice(first, end)) each.arm ??= { behind: { ...each.span, lo: hi, hi }, guard };
}

/** At the end of a statement that began at `start`: what to write instead. Of a plain `let` nobody knows. */
export function adviseExpressions(parser: ExpressionParser, start: number, statement: NodeId): void {
  const found = parser.misplaced.splice(0);
  const isPlainLet = parser.tree.nodeKinds[statement] === K.Let && parser.tree.field(statement, 3) === 0;
  if (!isPlainLet) for (const each of found) advise(parser, parser.loOf(start), each);
}

/** Told behind all else of the statement. */
function advise(parser: ExpressionParser, statement: number, { said: first, span, isBound, arm }: Misplaced): void {
  const place = parser.diagnostics.indexOf(first);
  if (place < 0) return;
  const said = tell(span, isBound);
  parser.diagnostics.splice(place, 1);
  parser.diagnostics.push(said);
  const text = parser.snippet(span);
  if (arm !== undefined && !isBound) adviseGuard(parser, said, span, arm);
  const before = parser.snippet({ ...span, lo: Math.max(1, statement - LONGEST_INDENTATION), hi: statement });
  const indentation = /(?:^|\n)([ \t]*)$/.exec(before)?.[1] ?? "";
  const lo = statement - (before.length - (before.lastIndexOf("\n") + 1));
  const edits = [
    { span: { ...span, lo, hi: lo }, text: `${indentation}const VAL: /* Type */ = ${text};\n` },
    { span, text: "VAL" },
  ];
  said.suggest("consider extracting the expression into a `const`", edits, "HasPlaceholders", "verbose");
}

const LONGEST_INDENTATION = 1000;

function adviseGuard(
  parser: ExpressionParser,
  said: DiagnosticBuilder,
  span: Span,
  { behind, guard }: NonNullable<Misplaced["arm"]>,
): void {
  const name = { span, text: "val" };
  const asked = `val == ${parser.snippet(span)}`;
  if (guard === 0) {
    const edits = [name, { span: behind, text: ` if ${asked}` }];
    said.suggest("consider moving the expression to a match arm guard", edits, "MaybeIncorrect", "verbose");
    return;
  }
  const { lo, hi } = parser.tree.span(guard);
  const isLoose = parser.tree.nodeKinds[guard] === K.Binary && (PRECEDENCE[parser.tree.field(guard, 0)] as number) <= PRECEDENCE_AND;
  const edits = [
    name,
    ...(isLoose ? [{ span: { ...span, lo, hi: lo }, text: "(" }] : []),
    { span: { ...span, lo: hi, hi }, text: `${isLoose ? ")" : ""} && ${asked}` },
  ];
  said.suggest("consider moving the expression to the match arm guard", edits, "MaybeIncorrect", "verbose");
}
