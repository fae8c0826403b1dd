// How deep a tree is. Long sums, chains of calls and `else if`s are read in loops, but what comes behind the parser goes down
// the tree by calling itself, and a stack is finite.
import { error, type DiagnosticBuilder } from "../diag/diagnostic.ts";
import type { SyntaxTree } from "./tree.ts";
import { forEachChild } from "./walk.ts";

const MAXIMUM_TREE_DEPTH = 1200;

/** A refusal at the first node below which the tree is too deep. Children are made before what holds them. */
export function tooDeep(tree: SyntaxTree): DiagnosticBuilder | undefined {
  const { nodeCount } = tree;
  const depths = new Uint16Array(nodeCount);
  for (let node = 1; node < nodeCount; node++) {
    let deepest = 0;
    forEachChild(tree, node, (child) => {
      deepest = Math.max(deepest, (depths[child] as number) + 1);
    });
    if (deepest > MAXIMUM_TREE_DEPTH)
      return error("KB0500", `kbuild does not compile expressions nested deeper than ${MAXIMUM_TREE_DEPTH} yet`).at(tree.span(node));
    depths[node] = deepest;
  }
  return undefined;
}
