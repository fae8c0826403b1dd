// The type behind `as`. A `<` or `<<` behind its path was perhaps meant as an operator: `a as usize < b`. If the path with
// arguments is no type, the path alone is, and parsing goes on at the operator.
import { error } from "../diag/diagnostic.ts";
import type { NodeId, TypeId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import * as K from "./node-kinds.ts";
import type { NodeParser } from "./parse-nodes.ts";
import { EXPR_STYLE } from "./parse-paths.ts";
import * as T from "./token-kinds.ts";

/** What is asked of the parser. */
export interface CastParser extends NodeParser {
  parseTypeNoPlus(): TypeId;
  parsePath(style: number): NodeId;
}

/** The type; `cast` is where the operand began. */
export function castType(parser: CastParser, cast: number): TypeId {
  const before = parser.snapshot();
  try {
    return parser.parseTypeNoPlus();
  } catch (failure) {
    if (!(failure instanceof SyntaxFailure)) throw failure;
    const type = withoutArguments(parser, cast, before);
    if (type === 0) throw failure;
    return type;
  }
}

/** The path without what was read as its arguments; 0 if no operator follows it. */
function withoutArguments(parser: CastParser, cast: number, before: ReturnType<NodeParser["snapshot"]>): TypeId {
  const after = parser.snapshot();
  const reports = parser.diagnostics.slice(before.diagnostics);
  const gated = parser.gated.slice(before.gated);
  const failedAt = parser.span;
  parser.restore(before);
  const { start } = parser;
  const path = parser.attempt(() => parser.parsePath(EXPR_STYLE));
  const isShift = parser.kind === T.Shl;
  if (path instanceof SyntaxFailure || (parser.kind !== T.Lt && !isShift)) {
    parser.restore(after);
    // What was forgotten on the way back.
    parser.diagnostics.splice(before.diagnostics, Infinity, ...reports);
    parser.gated.splice(before.gated, Infinity, ...gated);
    return 0;
  }
  const type = parser.node(K.PathType, start, path);
  const name = parser.snippet(parser.tree.span(path));
  const whole = parser.spanFrom(cast);
  const what = isShift ? "shift" : "comparison";
  parser.report(
    error(`\`${isShift ? "<<" : "<"}\` is interpreted as a start of generic arguments for \`${name}\`, not a ${what}`)
      .at(parser.span, `not interpreted as ${what}`)
      .label({ ...parser.spanAhead(1), hi: failedAt.hi }, "interpreted as generic arguments")
      .suggest(
        isShift ? "try shifting the cast value" : "try comparing the cast value",
        [
          { span: { ...whole, hi: whole.lo }, text: "(" },
          { span: { ...whole, lo: whole.hi }, text: ")" },
        ],
        "MachineApplicable",
        "verbose",
      ),
  );
  return type;
}
