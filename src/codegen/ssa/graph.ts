// The flow graph of a function: its blocks in reverse postorder, predecessors, dominators (Cooper, Harvey, Kennedy: "A
// Simple, Fast Dominance Algorithm"), and the clean-up that other passes make necessary.
import { mapTerminator, targetsOf } from "./ir.ts";
import type { Block, BlockNumber, SsaFunction, Terminator, ValueId } from "./ir.ts";

/** Reachable blocks, each before those it leads to, but for the way back to a loop's header. */
export function reversePostorder(f: SsaFunction): BlockNumber[] {
  const order: BlockNumber[] = [];
  const seen = new Set<BlockNumber>([0]);
  const stack = [{ block: 0, targets: targetsOf(f.block(0).terminator), at: 0 }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const next = top.targets[top.at++];
    if (next === undefined) {
      order.push(top.block);
      stack.pop();
    } else if (!seen.has(next)) {
      seen.add(next);
      stack.push({ block: next, targets: targetsOf(f.block(next).terminator), at: 0 });
    }
  }
  return order.reverse();
}

/** The immediate dominator of each block; of the entry, itself. */
export function dominators(f: SsaFunction, order: readonly BlockNumber[]): ReadonlyMap<BlockNumber, BlockNumber> {
  const position = new Map(order.map((block, i) => [block, i]));
  const immediate = new Map<BlockNumber, BlockNumber>([[0, 0]]);
  const common = (a: BlockNumber, b: BlockNumber): BlockNumber => {
    let [x, y] = [a, b];
    while (x !== y) {
      if ((position.get(x) as number) > (position.get(y) as number)) x = immediate.get(x) as BlockNumber;
      else y = immediate.get(y) as BlockNumber;
    }
    return x;
  };
  for (let changed = true; changed;) {
    changed = false;
    for (const block of order.slice(1)) {
      const known = f.block(block).predecessors.filter((from) => immediate.has(from));
      const made = known.reduce((a, b) => common(a, b));
      if (immediate.get(block) === made) continue;
      immediate.set(block, made);
      changed = true;
    }
  }
  return immediate;
}

/** Takes away the edge from `from` (one of them, if there are several). */
function removeEdge(f: SsaFunction, from: BlockNumber, to: BlockNumber): void {
  const block = f.block(to);
  const at = block.predecessors.indexOf(from);
  block.predecessors.splice(at, 1);
  for (const phi of block.phis) f.value(phi).args.splice(at, 1);
}

/** The terminator becomes another whose targets are among the old ones. */
export function replaceTerminator(f: SsaFunction, block: Block, terminator: Terminator): void {
  const before = targetsOf(block.terminator);
  for (const target of targetsOf(terminator)) before.splice(before.indexOf(target), 1);
  for (const gone of before) removeEdge(f, block.id, gone);
  block.terminator = terminator;
}

/** Branches whose way is known. */
function foldBranch(f: SsaFunction, block: Block): boolean {
  const { terminator } = block;
  if (terminator.kind === "branch") {
    const condition = f.value(terminator.condition);
    if (terminator.then === terminator.otherwise) return replaceBranch(f, block, terminator.then);
    if (isNowhere(f.block(terminator.then))) return replaceBranch(f, block, terminator.otherwise);
    if (isNowhere(f.block(terminator.otherwise))) return replaceBranch(f, block, terminator.then);
    if (condition.op !== "const") return false;
    return replaceBranch(f, block, condition.imm === 0n ? terminator.otherwise : terminator.then);
  }
  if (terminator.kind !== "switch") return false;
  const value = f.value(terminator.value);
  if (value.op !== "const") return withoutNowhere(f, block, terminator);
  return replaceBranch(f, block, terminator.cases.find((one) => one.value === value.imm)?.target ?? terminator.otherwise);
}

/** It cannot be reached: what would lead there does not happen. */
function isNowhere({ values, terminator }: Block): boolean {
  return values.length === 0 && terminator.kind === "unreachable";
}

/** A switch without the cases that do not happen. */
function withoutNowhere(f: SsaFunction, block: Block, terminator: Extract<Terminator, { kind: "switch" }>): boolean {
  const cases = terminator.cases.filter(({ target }) => !isNowhere(f.block(target)));
  let { otherwise } = terminator;
  if (isNowhere(f.block(otherwise)) && cases.length > 0) otherwise = (cases.pop() as { target: BlockNumber }).target;
  while (cases.at(-1)?.target === otherwise) cases.pop();
  if (cases.length === terminator.cases.length) return false;
  replaceTerminator(f, block, cases.length === 0 ? { kind: "jump", target: otherwise } : { ...terminator, cases, otherwise });
  return true;
}

function replaceBranch(f: SsaFunction, block: Block, target: BlockNumber): boolean {
  replaceTerminator(f, block, { kind: "jump", target });
  return true;
}

/** Every use of a value becomes one of another; several at once, chains followed. */
export function substitute(f: SsaFunction, replaced: ReadonlyMap<ValueId, ValueId>): void {
  if (replaced.size === 0) return;
  const current = (id: ValueId): ValueId => {
    let at = id;
    for (let next = replaced.get(at); next !== undefined; next = replaced.get(at)) at = next;
    return at;
  };
  for (const block of f.blocks) {
    for (const id of [...block.phis, ...block.values]) {
      const value = f.value(id);
      if (value.args.some((arg) => replaced.has(arg))) value.args = value.args.map(current);
    }
    block.terminator = mapTerminator(block.terminator, current);
  }
}

/** Phis of one value and themselves are that value. */
function trivialPhis(f: SsaFunction): boolean {
  const replaced = new Map<ValueId, ValueId>();
  const current = (id: ValueId): ValueId => {
    let at = id;
    for (let next = replaced.get(at); next !== undefined; next = replaced.get(at)) at = next;
    return at;
  };
  for (const block of f.blocks) {
    for (const phi of block.phis) {
      const others = new Set(f.value(phi).args.map(current));
      others.delete(phi);
      const [only] = others;
      if (others.size === 1 && only !== undefined) replaced.set(phi, only);
    }
    block.phis = block.phis.filter((phi) => !replaced.has(phi));
  }
  substitute(f, replaced);
  return replaced.size > 0;
}

function removeUnreachable(f: SsaFunction): void {
  const reachable = new Set(reversePostorder(f));
  for (const block of f.blocks) {
    if (reachable.has(block.id)) continue;
    for (const target of targetsOf(block.terminator)) if (reachable.has(target)) removeEdge(f, block.id, target);
    block.values = [];
    block.phis = [];
    block.predecessors = [];
    block.terminator = { kind: "unreachable" };
  }
}

/** A block with one predecessor that only jumps to it is part of it. */
function mergeChains(f: SsaFunction): boolean {
  let merged = false;
  for (const block of f.blocks) {
    for (;;) {
      const { terminator } = block;
      if (terminator.kind !== "jump" || terminator.target === block.id || terminator.target === 0) break;
      const next = f.block(terminator.target);
      if (next.predecessors.length !== 1 || next.phis.length > 0) break;
      for (const id of next.values) f.value(id).block = block.id;
      block.values.push(...next.values);
      block.terminator = next.terminator;
      for (const target of targetsOf(next.terminator)) {
        const { predecessors } = f.block(target);
        predecessors[predecessors.indexOf(next.id)] = block.id;
      }
      next.values = [];
      next.predecessors = [];
      next.terminator = { kind: "unreachable" };
      merged = true;
    }
  }
  return merged;
}

/** Empty blocks that only jump on are passed by, where the target has no phis to tell the ways apart. */
function skipEmpty(f: SsaFunction): boolean {
  let changed = false;
  for (const block of f.blocks) {
    const { terminator } = block;
    if (block.id === 0 || terminator.kind !== "jump" || block.values.length > 0 || block.phis.length > 0 || terminator.target === block.id)
      continue;
    const target = f.block(terminator.target);
    if (target.phis.length > 0 || block.predecessors.length === 0) continue;
    for (const from of block.predecessors) {
      const before = f.block(from);
      before.terminator = mapTerminator(
        before.terminator,
        (id) => id,
        (id) => (id === block.id ? target.id : id),
      );
    }
    target.predecessors.splice(target.predecessors.indexOf(block.id), 1, ...block.predecessors);
    block.predecessors = [];
    block.terminator = { kind: "unreachable" };
    changed = true;
  }
  return changed;
}

/** Until nothing changes: known branches, unreachable blocks, trivial phis, chains. */
export function cleanGraph(f: SsaFunction): void {
  for (let changed = true; changed;) {
    changed = false;
    for (const block of f.blocks) changed = foldBranch(f, block) || changed;
    removeUnreachable(f);
    changed = trivialPhis(f) || changed;
    changed = mergeChains(f) || changed;
    changed = skipEmpty(f) || changed;
  }
}
