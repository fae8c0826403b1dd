// The order of blocks in the code, and edges of their own for the moves that phis need.
import { reversePostorder } from "../../ssa/graph.ts";
import { mapTerminator, targetsOf } from "../../ssa/ir.ts";
import type { BlockNumber, SsaFunction } from "../../ssa/ir.ts";

/** An edge from a block with several ways out to one with phis gets a block for the moves. */
export function splitEdges(f: SsaFunction): void {
  for (const block of [...f.blocks]) {
    const targets = targetsOf(block.terminator);
    if (targets.length < 2) continue;
    block.terminator = mapTerminator(
      block.terminator,
      (id) => id,
      (target) => {
        const next = f.block(target);
        if (next.phis.length === 0) return target;
        const between = f.newBlock();
        between.terminator = { kind: "jump", target };
        between.predecessors = [block.id];
        next.predecessors[next.predecessors.indexOf(block.id)] = between.id;
        return between.id;
      },
    );
  }
}

/** Reverse postorder, what hardly ever runs last. */
export function layoutBlocks(f: SsaFunction): BlockNumber[] {
  const order = reversePostorder(f);
  return [...order.filter((id) => !f.block(id).isCold), ...order.filter((id) => f.block(id).isCold)];
}
