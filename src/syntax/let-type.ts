// The type of a `let`. One that cannot be read is told with the colon before it; where a value stands in its place, `=` was meant.
import type { Span } from "../base/source.ts";
import { SyntaxFailure } from "./cursor.ts";
import type { ExprId, NodeId, TypeId } from "./ast.ts";
import type { NodeParser } from "./parse-nodes.ts";
import * as T from "./token-kinds.ts";

/** What is asked of the parser. */
export interface LetParser extends NodeParser {
  parseType(): TypeId;
  parseExpr(): ExprId;
}

export interface LetType {
  readonly type: TypeId;
  /** What stood in the type's place; 0 if nothing did. */
  readonly init: ExprId;
}

/** Behind the colon. */
export function letType(parser: LetParser, pattern: NodeId): LetType {
  const colon = parser.previousSpan;
  const before = parser.snapshot();
  try {
    return { type: parser.parseType(), init: 0 };
  } catch (failure) {
    if (!(failure instanceof SyntaxFailure)) throw failure;
    labelColon(parser, failure, pattern, colon);
    if (parser.kind === T.Eq) {
      parser.report(failure.diagnostic);
      return { type: 0, init: 0 };
    }
    return { type: 0, init: valueForType(parser, failure, before, colon) };
  }
}

/** `let x: 5;` */
function valueForType(parser: LetParser, failure: SyntaxFailure, before: ReturnType<NodeParser["snapshot"]>, colon: Span): ExprId {
  const after = parser.snapshot();
  const reports = parser.diagnostics.slice(before.diagnostics);
  parser.restore(before);
  parser.diagnostics.push(...reports);
  const value = parser.attempt(() => parser.parseExpr());
  if (value instanceof SyntaxFailure) {
    parser.restore(after);
    throw failure;
  }
  const said = failure.diagnostic;
  parser.report(
    said.suggest(
      "use `=` if you meant to assign",
      [{ span: colon, text: " =" }],
      "MachineApplicable",
      parser.since(80) ? "verbose" : "short",
    ),
  );
  return value;
}

/** `let x: T.f();` lacks its semicolon behind the type. */
export function endOfType(parser: LetParser, pattern: NodeId, type: TypeId, expectSemicolon: () => void): void {
  try {
    expectSemicolon();
  } catch (failure) {
    if (!(failure instanceof SyntaxFailure)) throw failure;
    const gap = { ...parser.tree.span(pattern), lo: parser.tree.span(pattern).hi, hi: parser.tree.span(type).lo };
    const lo = gap.lo + parser.snippet(gap).indexOf(":");
    labelColon(parser, failure, pattern, { ...gap, lo, hi: lo + 1 });
    const continues = parser.kind === T.Dot && parser.ahead(1) === T.Ident;
    if (continues) failure.diagnostic.suggest("use `=` if you meant to assign", [{ span: gap, text: " = " }], "MaybeIncorrect", "verbose");
    throw failure;
  }
}

function labelColon(parser: LetParser, { diagnostic }: SyntaxFailure, pattern: NodeId, colon: Span): void {
  const name = shown(parser, pattern);
  diagnostic.label(colon, `while parsing the type for ${name === undefined ? "the binding" : `\`${name}\``}`);
}

/** A plain name, `_`, or references to them. */
function shown(parser: LetParser, pattern: NodeId): string | undefined {
  const { kind } = parser.tree.pat(pattern);
  if (kind.kind === "wild") return "_";
  if (kind.kind === "ident" && !kind.byRef && !kind.mutable && kind.sub === undefined) return kind.ident.name;
  if (kind.kind !== "reference") return undefined;
  const inner = shown(parser, kind.inner);
  return inner && `&${kind.mutable ? "mut " : ""}${inner}`;
}
