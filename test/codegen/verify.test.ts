// The verifiers see what they are for: a loop that returns the old value of its counter, and what may go wrong with it.
import { expect, test } from "vitest";
import { SsaFunction } from "../../src/codegen/ssa/ir.ts";
import { verifySsa } from "../../src/codegen/ssa/verify.ts";
import { allocateRegisters } from "../../src/codegen/x86_64/optimized/allocate.ts";
import { layoutBlocks, splitEdges } from "../../src/codegen/x86_64/optimized/layout.ts";
import { Selection } from "../../src/codegen/x86_64/optimized/select.ts";
import { verifyAllocation } from "../../src/codegen/x86_64/optimized/verify-allocation.ts";

/** `loop { next = i + 1; if next < 9 { i = next } else { return i } }` */
function counter() {
  const f = new SsaFunction(1);
  const [entry, loop, out] = [f.newBlock(), f.newBlock(), f.newBlock()];
  const start = f.create(0, "param", 8, []);
  const i = f.create(1, "phi", 8, []);
  const one = f.create(0, "const", 8, [], { imm: 1n });
  const nine = f.create(0, "const", 8, [], { imm: 9n });
  const next = f.create(1, "add", 8, [i.id, one.id]);
  const isLess = f.create(1, "compare", 1, [next.id, nine.id], { condition: "b" });
  i.args = [start.id, next.id];
  entry.values = [start.id];
  entry.terminator = { kind: "jump", target: 1 };
  loop.phis = [i.id];
  loop.values = [next.id, isLess.id];
  loop.predecessors = [0, 1];
  loop.terminator = { kind: "branch", condition: isLess.id, then: 1, otherwise: 2 };
  out.predecessors = [1];
  out.terminator = { kind: "return", values: [i.id] };
  return { f, loop, i, next };
}

function allocated() {
  const made = counter();
  splitEdges(made.f);
  const layout = layoutBlocks(made.f);
  const selection = new Selection(made.f);
  return { ...made, layout, selection, allocation: allocateRegisters(made.f, selection, layout, []) };
}

test("a whole function", () => {
  const { f, layout, selection, allocation } = allocated();
  expect(() => verifySsa(f, "nothing")).not.toThrow();
  expect(() => verifyAllocation(f, selection, layout, allocation)).not.toThrow();
});

test("a phi without an argument for each predecessor", () => {
  const { f, i } = counter();
  i.args.pop();
  expect(() => verifySsa(f, "a pass")).toThrow("SSA after a pass: phi 1 of block 1 has 1 arguments for 2 predecessors");
});

test("a use before the definition, and on a way without it", () => {
  const { f, loop, next } = counter();
  loop.values.reverse();
  expect(() => verifySsa(f, "a pass")).toThrow(`value ${next.id} of block 1 is used by value 5 (compare)`);
});

test("an edge that predecessors do not tell of", () => {
  const { f, loop } = counter();
  loop.predecessors[1] = 0;
  expect(() => verifySsa(f, "a pass")).toThrow("more than predecessors say");
});

test("a phi that loses its old value in a loop", () => {
  const { f, layout, selection, allocation, i, next } = allocated();
  const locations = new Map(allocation.locations).set(next.id, allocation.locations.get(i.id) as number);
  expect(() => verifyAllocation(f, selection, layout, { ...allocation, locations })).toThrow(`reads value ${i.id}`);
});
