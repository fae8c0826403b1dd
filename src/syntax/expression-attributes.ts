// Attributes on expressions: statements, arguments and elements may have them; anywhere else they need a feature (E0658). Those that
// are macros or a tool's may stand on statements alone.
import { type DiagnosticBuilder, error } from "../diag/diagnostic.ts";
import type { Attribute, NodeId } from "./ast.ts";
import * as K from "./node-kinds.ts";
import type { SyntaxTree } from "./tree.ts";
import { forEachChild } from "./walk.ts";

/** What holds expressions that may have attributes; of calls, all but what is called. */
const FREE: ReadonlySet<number> = new Set([K.ExprStmt, K.SemiStmt, K.ArrayExpr, K.TupleExpr, K.Call, K.MethodCall]);

export function checkExpressionAttributes(tree: SyntaxTree): DiagnosticBuilder[] {
  const marked = [...tree.attributedNodes()].filter((id) => K.isExprKind(tree.kind(id)));
  if (marked.length === 0) return [];
  const wanted = new Set(marked.map((id) => tree.resolve(id)));
  const free = new Set<NodeId>();
  const statements = new Set<NodeId>();
  const bound = new Set<NodeId>();
  const pending: NodeId[] = [...tree.crate.items];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const kind = tree.kind(id);
    let place = 0;
    forEachChild(tree, id, (child) => {
      const isFree = FREE.has(kind) && !((kind === K.Call || kind === K.MethodCall) && place === 0);
      (isFree ? free : bound).add(child);
      if (kind === K.SemiStmt) statements.add(child);
      place++;
      pending.push(child);
    });
  }
  // What `cfg` has taken out is in neither.
  return [...wanted].flatMap((id) => {
    if (bound.has(id) && !free.has(id)) return judge(tree, id, () => true);
    return free.has(id) && !statements.has(id) ? judge(tree, id, isForeign) : [];
  });
}

/** Macros and what tools read; cargo's formatter is one. */
function isForeign({ path: { segments } }: Attribute): boolean {
  return segments.length > 1 || MACROS.has(segments[0]?.ident.name ?? "");
}

const MACROS: ReadonlySet<string> = new Set(["derive", "test", "bench", "test_case", "global_allocator"]);

function judge(tree: SyntaxTree, id: NodeId, counts: (attribute: Attribute) => boolean): DiagnosticBuilder[] {
  return [...tree.attributes(id)]
    .filter((attribute) => counts(attribute) && !attribute.inner && !attribute.docComment && attribute.span.ctxt === undefined)
    .map(({ span }) => {
      const said = error("E0658", "attributes on expressions are experimental").at(span);
      return said.note("see issue #15701 <https://github.com/rust-lang/rust/issues/15701> for more information");
    });
}
