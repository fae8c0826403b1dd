// SimplifyCfg: blocks that nobody reaches go, a block with one predecessor that only jumps to it is merged into it, and
// empty blocks that only jump on are skipped. A loop's header keeps its block: it has two predecessors.
import type { BasicBlock, BlockId, Body, Terminator } from "./mir.ts";
import { successors, withTarget } from "./mir.ts";

/** The terminator with its targets renamed; itself if all keep their names. */
export function retarget(terminator: Terminator, rename: (block: BlockId) => BlockId): Terminator {
  if (terminator.kind === "switch") return retargetSwitch(terminator, rename);
  if (!("target" in terminator) || terminator.target === undefined) return terminator;
  const target = rename(terminator.target);
  return target === terminator.target ? terminator : withTarget(terminator, target);
}

function retargetSwitch(terminator: Terminator & { readonly kind: "switch" }, rename: (block: BlockId) => BlockId): Terminator {
  const otherwise = rename(terminator.otherwise);
  if (otherwise === terminator.otherwise && terminator.cases.every(({ target }) => rename(target) === target)) return terminator;
  const cases = terminator.cases.map(({ value, target }) => ({ value, target: rename(target) }));
  const { operand, span, scope } = terminator;
  return { kind: "switch", operand, cases, otherwise, span, scope };
}

function predecessorCounts(blocks: readonly BasicBlock[]): number[] {
  const counts = blocks.map(() => 0);
  const seen = new Uint8Array(blocks.length);
  const queue = [0];
  counts[0] = seen[0] = 1; // the caller
  for (let block = queue.pop(); block !== undefined; block = queue.pop()) {
    for (const next of successors((blocks[block] as BasicBlock).terminator)) {
      counts[next] = (counts[next] as number) + 1;
      if (seen[next] === 1) continue;
      seen[next] = 1;
      queue.push(next);
    }
  }
  return counts;
}

/** Where an empty block jumps to; undefined of others. */
function passedOn({ statements, terminator }: BasicBlock): BlockId | undefined {
  return statements.length === 0 && terminator.kind === "goto" ? terminator.target : undefined;
}

/** Where a chain of empty jumping blocks ends; a block of a cycle of them is its own end. */
function finalTarget(blocks: readonly BasicBlock[], from: BlockId): BlockId {
  let next = passedOn(blocks[from] as BasicBlock);
  if (next === undefined) return from;
  const seen = new Set<BlockId>([from]);
  let at = from;
  while (next !== undefined && next !== at) {
    at = next;
    if (seen.has(at)) return at;
    seen.add(at);
    next = passedOn(blocks[at] as BasicBlock);
  }
  return at;
}

/** A switch on a constant knows its way. */
function foldSwitch(terminator: Terminator): Terminator {
  if (terminator.kind !== "switch" || terminator.operand.kind !== "constant" || terminator.operand.value.kind !== "int") return terminator;
  const { value } = terminator.operand.value;
  const target = terminator.cases.find((one) => one.value === value)?.target ?? terminator.otherwise;
  return { kind: "goto", target, span: terminator.span, scope: terminator.scope };
}

/** Reachable blocks, each before those it jumps to (but back to a loop's header): the order machine code is laid out in. */
function reversePostorder(blocks: readonly BasicBlock[]): BlockId[] {
  const order: BlockId[] = [];
  const seen = new Uint8Array(blocks.length);
  seen[0] = 1;
  const stack = [{ block: 0, next: successors((blocks[0] as BasicBlock).terminator), at: 0 }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const target = top.next[top.at++];
    if (target === undefined) {
      order.push(top.block);
      stack.pop();
    } else if (seen[target] === 0) {
      seen[target] = 1;
      stack.push({ block: target, next: successors((blocks[target] as BasicBlock).terminator), at: 0 });
    }
  }
  return order.reverse();
}

/** Simplifies in place and renumbers in reverse postorder. */
export function simplifyCfg(body: Body): Body {
  const blocks = body.blocks.map((block) => ({ statements: [...block.statements], terminator: foldSwitch(block.terminator) }));
  for (const block of blocks) block.terminator = retarget(block.terminator, (target) => finalTarget(blocks, target));
  mergeChains(blocks);
  const kept = reversePostorder(blocks);
  const numbers = new Uint32Array(blocks.length);
  kept.forEach((old, i) => (numbers[old] = i));
  const renamed = kept.map((old) => {
    const block = blocks[old] as BasicBlock;
    return { statements: block.statements, terminator: retarget(block.terminator, (target) => numbers[target] as number) };
  });
  return { ...body, blocks: renamed };
}

function mergeChains(blocks: BasicBlock[]): void {
  const counts = predecessorCounts(blocks);
  blocks.forEach((block, i) => {
    if ((counts[i] as number) === 0) return;
    while (block.terminator.kind === "goto" && counts[block.terminator.target] === 1 && block.terminator.target !== i) {
      const next = blocks[block.terminator.target] as BasicBlock;
      counts[block.terminator.target] = 0;
      block.statements.push(...next.statements);
      block.terminator = next.terminator;
    }
  });
}
