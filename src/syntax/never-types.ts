// `!` stands for what never returns, and is stable as the result of functions, function pointers and closures alone;
// anywhere else it needs a feature (E0658).
import { type DiagnosticBuilder, error } from "../diag/diagnostic.ts";
import type { NodeId, TypeId } from "./ast.ts";
import * as K from "./node-kinds.ts";
import * as T from "./token-kinds.ts";
import type { SyntaxTree } from "./tree.ts";
import { forEachNode } from "./walk.ts";

export function checkNeverTypes(tree: SyntaxTree): DiagnosticBuilder[] {
  const found: NodeId[] = [];
  const results = new Set<NodeId>();
  const result = (output: TypeId | undefined): void => {
    if (output !== undefined) results.add(tree.resolve(output));
  };
  forEachNode(tree, (id) => {
    const kind = tree.kind(id);
    if (kind === K.NeverType) found.push(id);
    else if (kind === K.FnPointerType) {
      const type = tree.type(id).kind;
      if (type.kind === "fn-pointer") result(type.output);
    } else if (kind === K.Closure) {
      const expr = tree.expr(id).kind;
      if (expr.kind === "closure") result(expr.output);
    } else if (K.isItemKind(kind)) {
      const item = tree.item(id).kind;
      if (item.kind === "fn") result(item.output);
    }
  });
  const wrong = found.filter((id) => !results.has(id));
  if (wrong.length === 0 || isOn(tree)) return [];
  return wrong.map((id) => {
    const said = error("E0658", "the `!` type is experimental").at(tree.span(id));
    return said.note("see issue #35121 <https://github.com/rust-lang/rust/issues/35121> for more information");
  });
}

function isOn(tree: SyntaxTree): boolean {
  return tree.crate.attrs.some(({ path, args }) => {
    if (path.segments[0]?.ident.name !== "feature" || args.kind !== "delimited") return false;
    for (let at = args.tokens.from; at < args.tokens.to; at++) {
      if (tree.tokens.kind(at) === T.Ident && tree.tokens.text(at) === "never_type") return true;
    }
    return false;
  });
}
