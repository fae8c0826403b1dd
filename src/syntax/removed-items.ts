// Where the first item of a module was written, of those that `cfg` took away, too: an import is written in front of it. In: a tree
// and the part of a file. Out: an offset.
import type { Tree } from "./ast.ts";
import * as K from "./node-kinds.ts";
import { SyntaxTree } from "./tree.ts";

/** Begin of the first item, or its first attribute, between `from` and `end` that was taken away; infinite if there is none. */
export function firstRemovedItem(tree: Tree, from: number, end: number): number {
  if (!(tree instanceof SyntaxTree)) return Infinity;
  const items = [...tree.removedNodes()].filter((node) => K.isItemKind(tree.kind(node)));
  const spans = items.flatMap((node) => [tree.span(node), ...tree.attributes(node).map(({ span }) => span)]);
  return Math.min(Infinity, ...spans.filter(({ lo, ctxt }) => (ctxt ?? 0) === 0 && from <= lo && lo < end).map(({ lo }) => lo));
}
