// `trivial_casts` and `trivial_numeric_casts`: casts that could be left to coercion. In: those that the types told of.
import { warning } from "../../diag/diagnostic.ts";
import type { Expr, ExprId } from "../../syntax/ast.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import { isNumeric } from "../types/ty-util.ts";
import type { Ty } from "../types/ty.ts";
import type { FoundLint } from "./report.ts";
import { walkCrate } from "./walk.ts";

export interface TrivialCast {
  readonly node: ExprId;
  readonly from: Ty;
  readonly to: Ty;
}

export function trivialCasts(casts: readonly TrivialCast[], tree: SyntaxTree, print: (type: Ty) => string): FoundLint[] {
  const outer = parentheses(tree);
  return casts.map(({ node, from, to }) => {
    let around = node;
    for (let at: ExprId | undefined = node; at !== undefined; at = outer.get(at)) around = at;
    const areNumbers = isNumeric(from) && isNumeric(to);
    const said = warning(`trivial ${areNumbers ? "numeric " : ""}cast: \`${print(from)}\` as \`${print(to)}\``).at(tree.span(around));
    said.help("cast can be replaced by coercion; this might require a temporary variable");
    return { lint: areNumbers ? "trivial_numeric_casts" : "trivial_casts", node, diagnostic: said };
  });
}

/** What stands in parentheses begins and ends with them. */
function parentheses(tree: SyntaxTree): ReadonlyMap<ExprId, ExprId> {
  const outer = new Map<ExprId, ExprId>();
  const expr = ({ kind, id }: Expr) => void (kind.kind === "paren" && outer.set(kind.inner, id));
  walkCrate(tree, [{ expr }]);
  return outer;
}
