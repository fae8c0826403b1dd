// A walk over a crate's tree in source order, for lints that need no types: each node before what it holds.
import type { Block, Expr, GenericArgs, Item, NodeId, Pat, Stmt, TypeNode } from "../../syntax/ast.ts";
import * as K from "../../syntax/node-kinds.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import { forEachNode } from "../../syntax/walk.ts";

/** What is told of each node; `depth` and the like are the lint's own business. */
export interface TreeVisitor {
  item?(item: Item): void;
  block?(block: Block): void;
  stmt?(stmt: Stmt): void;
  expr?(expr: Expr): void;
  pat?(pat: Pat): void;
  type?(type: TypeNode): void;
  /** What stands in angle brackets behind a name. */
  args?(args: GenericArgs | undefined): void;
}

/** The visitors that look at nodes of one sort; such nodes are decoded once for all of them, or not at all. */
function teller<Node>(visits: readonly (((node: Node) => void) | undefined)[], decode: (id: NodeId) => Node): (id: NodeId) => void {
  const asked = visits.filter((visit) => visit !== undefined);
  if (asked.length === 0) return () => undefined;
  return (id) => {
    const node = decode(id);
    for (const visit of asked) visit(node);
  };
}

export function walkCrate(tree: SyntaxTree, visitors: readonly TreeVisitor[]): void {
  const item = teller(
    visitors.map((visitor) => visitor.item?.bind(visitor)),
    (id) => tree.item(id),
  );
  const block = teller(
    visitors.map((visitor) => visitor.block?.bind(visitor)),
    (id) => tree.block(id),
  );
  const stmt = teller(
    visitors.map((visitor) => visitor.stmt?.bind(visitor)),
    (id) => tree.stmt(id),
  );
  const expr = teller(
    visitors.map((visitor) => visitor.expr?.bind(visitor)),
    (id) => tree.expr(id),
  );
  const pat = teller(
    visitors.map((visitor) => visitor.pat?.bind(visitor)),
    (id) => tree.pat(id),
  );
  const type = teller(
    visitors.map((visitor) => visitor.type?.bind(visitor)),
    (id) => tree.type(id),
  );
  const args = teller(
    visitors.map((visitor) => visitor.args?.bind(visitor)),
    (id) => tree.genericArgs(id),
  );
  forEachNode(tree, (id) => {
    const kind = tree.kind(id);
    if (K.isExprKind(kind)) expr(id);
    else if (K.isStmtKind(kind)) stmt(id);
    else if (K.isPatKind(kind)) pat(id);
    else if (K.isTypeKind(kind)) type(id);
    else if (K.isItemKind(kind)) item(id);
    else if (kind === K.AngleArgs) args(id);
    else if (kind === K.Block || kind === K.UnsafeBlock) block(id);
  });
}
