// `a ? b : c`, which Rust has not. rustc: `maybe_recover_from_ternary_operator`.
import type { Span } from "../base/source.ts";
import type { ExprId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import type { NodeParser } from "./parse-nodes.ts";
import * as slips from "./slip-words.ts";
import * as T from "./token-kinds.ts";

/** Since then it ends what is read, and is told how to be written. */
const MENDS_TERNARIES = 84;

interface TernaryParser extends NodeParser {
  inTernary: boolean;
  parseExpr(): ExprId;
  canBeginExprAt(ahead: number): boolean;
  unexpected(): never;
}

/** Behind `?`: whether that was half of it, which has been reported. `condition`: what stands before, if it is a statement. */
export function ternary(parser: TernaryParser, condition: ExprId | undefined): boolean {
  if (parser.tokens.kinds[parser.previous] !== T.Question || !parser.canBeginExprAt(0)) return false;
  const isModern = parser.since(MENDS_TERNARIES);
  if (!isModern && condition === undefined) return false;
  const question = parser.previousSpan;
  const colon = read(parser);
  if (colon === undefined) return false;
  const hi = parser.previousHi;
  const whole = condition === undefined ? question : parser.tree.span(condition);
  const said = slips.ternary({ lo: whole.lo, hi });
  if (!isModern) {
    parser.report(said);
    return true;
  }
  if (condition === undefined) throw new SyntaxFailure(said.help("use an `if-else` expression instead"));
  const edits = [
    { span: { lo: whole.lo, hi: whole.lo }, text: "if " },
    { span: question, text: "{" },
    { span: colon, text: "} else {" },
    { span: { lo: hi, hi }, text: " }" },
  ];
  throw new SyntaxFailure(said.suggest("use an `if-else` expression instead", edits, "MaybeIncorrect", "verbose"));
}

/** `b : c`; where the colon is. */
function read(parser: TernaryParser): Span | undefined {
  parser.inTernary = true;
  const colon = parser.attempt(() => {
    parser.parseExpr();
    parser.inTernary = false;
    if (parser.kind !== T.Colon) parser.unexpected();
    const { span } = parser;
    parser.bump();
    parser.parseExpr();
    return span;
  }, true);
  parser.inTernary = false;
  return colon instanceof SyntaxFailure ? undefined : colon;
}
