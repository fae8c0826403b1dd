// Where in a function's code its variables are in sight: the scopes of its body that hold any, each over the code that was made
// for it and for what is inside it. A debugger takes the innermost block around a place, so that of two variables of one name
// it shows the one that is meant.
import type { Body, ScopeId } from "../mir/mir.ts";
import type { DebugNotes } from "./debug-notes.ts";
import type { DebugBlock, DebugVariable } from "./dwarf/sections.ts";

type Range = DebugBlock["ranges"][number];

/** Code of each scope itself, in order. */
function ownRanges(scopes: DebugNotes["scopes"], size: number): Map<ScopeId, Range[]> {
  const found = new Map<ScopeId, Range[]>();
  scopes.forEach(({ offset, scope }, i) => {
    const to = scopes[i + 1]?.offset ?? size;
    if (to <= offset) return;
    const known = found.get(scope);
    if (known === undefined) found.set(scope, [{ from: offset, to }]);
    else known.push({ from: offset, to });
  });
  return found;
}

/** In order, those that meet as one. */
function united(ranges: readonly Range[]): Range[] {
  const out: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last !== undefined && range.from <= last.to) out[out.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
    else out.push(range);
  }
  return out;
}

/** A variable with the scope in which it is in sight. */
export interface ScopedVariable {
  readonly scope: ScopeId;
  readonly variable: DebugVariable;
}

interface OpenBlock extends DebugBlock {
  readonly ranges: Range[];
  readonly variables: DebugVariable[];
  readonly blocks: OpenBlock[];
}

const emptyBlock = (): OpenBlock => ({ ranges: [], variables: [], blocks: [] });

class BlockTree {
  /** Scopes that hold variables, and the whole body. */
  readonly #blocks = new Map<ScopeId, OpenBlock>([[0, emptyBlock()]]);

  constructor(readonly body: Body) {}

  #isInside(scope: ScopeId, around: ScopeId): boolean {
    for (let at: ScopeId | undefined = scope; at !== undefined; at = this.body.scopes[at]?.parent) if (at === around) return true;
    return false;
  }

  #holderOf(scope: ScopeId): OpenBlock {
    for (let at: ScopeId | undefined = scope; at !== undefined; at = this.body.scopes[at]?.parent) {
      const block = this.#blocks.get(at);
      if (block !== undefined) return block;
    }
    return this.#blocks.get(0) as OpenBlock;
  }

  build(variables: readonly ScopedVariable[], own: ReadonlyMap<ScopeId, readonly Range[]>): OpenBlock {
    const root = this.#blocks.get(0) as OpenBlock;
    // Scopes are numbered from the outer to the inner.
    for (const scope of [...new Set(variables.map((one) => one.scope))].sort((a, b) => a - b)) {
      if (scope === 0) continue;
      const block = emptyBlock();
      for (const [other, ranges] of own) if (this.#isInside(other, scope)) block.ranges.push(...ranges);
      block.ranges.splice(0, block.ranges.length, ...united(block.ranges));
      // What no code was made for is in sight nowhere.
      if (block.ranges.length > 0) this.#holderOf(scope).blocks.push(block);
      this.#blocks.set(scope, block);
    }
    for (const { scope, variable } of variables) this.#holderOf(scope).variables.push(variable);
    return root;
  }
}

/** Variables of the whole function, and blocks of it; without notes on scopes all variables are of the whole. */
export function blocksOf(body: Body, { scopes }: DebugNotes, size: number, variables: readonly ScopedVariable[]): DebugBlock {
  if (scopes.length === 0) return { ...emptyBlock(), variables: variables.map(({ variable }) => variable) };
  return new BlockTree(body).build(variables, ownRanges(scopes, size));
}
