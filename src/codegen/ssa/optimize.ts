// The passes over a function, in order. Each leaves it whole.
import { cleanGraph } from "./graph.ts";
import { hasEffect, terminatorArguments } from "./ir.ts";
import type { SsaFunction, Value, ValueId } from "./ir.ts";
import { numberValues } from "./number-values.ts";
import { verifySsa } from "./verify.ts";

/** Values that nobody needs go. */
export function removeUnused(f: SsaFunction): void {
  const needed = new Set<ValueId>();
  const queue: ValueId[] = [];
  const need = (id: ValueId) => {
    if (needed.has(id)) return;
    needed.add(id);
    queue.push(id);
  };
  for (const block of f.blocks) {
    for (const id of block.values) if (hasEffect(f.value(id))) need(id);
    terminatorArguments(block.terminator).forEach(need);
  }
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) f.value(id).args.forEach(need);
  for (const block of f.blocks) {
    block.values = block.values.filter((id) => needed.has(id));
    block.phis = block.phis.filter((id) => needed.has(id));
  }
}

/** Stores to places of the frame that are never looked at, and whose address goes nowhere, go. */
function removeUnseenStores(f: SsaFunction): void {
  const seen = new Set<number>();
  const look = (id: ValueId) => {
    const { op, slot } = f.value(id);
    if (op === "slot" && slot !== undefined) seen.add(slot);
  };
  const isPlainStore = ({ op, isVolatile }: Value) => op === "store" && isVolatile !== true;
  for (const block of f.blocks) {
    for (const id of [...block.phis, ...block.values]) {
      const value = f.value(id);
      value.args.forEach((arg, i) => {
        if (i > 0 || !isPlainStore(value)) look(arg);
      });
    }
    terminatorArguments(block.terminator).forEach(look);
  }
  const isUnseen = (value: Value) => {
    const base = f.value(value.args[0] as ValueId);
    return isPlainStore(value) && base.op === "slot" && !seen.has(base.slot as number);
  };
  for (const block of f.blocks) block.values = block.values.filter((id) => !isUnseen(f.value(id)));
}

/** Blocks that lead to nothing but a call that does not return stand apart. */
function markCold(f: SsaFunction): void {
  for (const block of f.blocks) {
    const last = block.values.at(-1);
    block.isCold = block.terminator.kind === "unreachable" && last !== undefined && f.value(last).isNoReturn === true;
  }
}

const ROUNDS = 3;

const PASSES: readonly (readonly [after: string, pass: (f: SsaFunction) => void])[] = [
  ["numbering values", numberValues],
  ["cleaning the graph", cleanGraph],
  ["taking unseen stores away", removeUnseenStores],
  ["taking unused values away", removeUnused],
];

/** `verifies`: what each pass leaves is checked. */
export function optimize(f: SsaFunction, verifies: boolean): void {
  if (verifies) verifySsa(f, "lowering");
  cleanGraph(f);
  if (verifies) verifySsa(f, "the first cleaning");
  for (let round = 0; round < ROUNDS; round++) {
    for (const [after, pass] of PASSES) {
      pass(f);
      if (verifies) verifySsa(f, after);
    }
  }
  markCold(f);
}
