// The verifiers see what they are for: a loop that returns the old value of its counter, and what may go wrong with it.
import { expect, test } from "vitest";
import { SsaFunction } from "../../src/codegen/ssa/ir.ts";
import { verifySsa } from "../../src/codegen/ssa/verify.ts";
import { allocateRegisters } from "../../src/codegen/x86_64/optimized/allocate.ts";
import { RDI } from "../../src/codegen/x86_64/optimized/constraints.ts";
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
  return { f, entry, loop, out, i, next };
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

type Counter = ReturnType<typeof counter>;

const WRONG: readonly (readonly [what: string, words: string, spoil: (made: Counter) => void])[] = [
  ["a phi without an argument for each predecessor", "phi 1 of block 1 has 1 arguments for 2 predecessors", ({ i }) => i.args.pop()],
  ["a use before the definition", "value 4 of block 1 is used by value 5 (compare)", ({ loop }) => loop.values.reverse()],
  ["a use on a way without the definition", "value 4 of block 1 is used by phi 1 in block 0", ({ i, next }) => i.args.fill(next.id)],
  ["a use of what stands nowhere", "value 0 (param) is used by phi 1 in block 0 and stands nowhere", ({ entry }) => entry.values.pop()],
  ["a value that stands there twice", "value 4 stands there twice", ({ loop, next }) => loop.values.push(next.id)],
  ["a value in a block that is not its own", "value 4 of block 2 stands in block 1", ({ next }) => (next.block = 2)],
  ["an edge that predecessors do not tell of", "more than predecessors say", ({ loop }) => (loop.predecessors[1] = 0)],
  ["a way back to the entry", "the entry has predecessors", backToEntry],
  ["a phi among values", "phi 1 stands among the values of block 1", ({ loop }) => loop.values.unshift(...loop.phis.splice(0))],
  ["a value among phis", "value 4 (add) stands among the phis", ({ loop }) => loop.phis.push(...loop.values.splice(0, 1))],
  ["a parameter behind the entry", "parameter 6 stands in block 1", ({ f, loop }) => loop.values.push(f.create(1, "param", 8, []).id)],
  [
    "widths that do not fit",
    "value 4: add of 8 bytes takes values of 8,1",
    ({ f, next }) => (next.args[1] = f.create(0, "const", 1, []).id),
  ],
  ["a use of what has no result", "value 6 (call) has no result, and its end uses it", returnsNothing],
  ["a result of a call behind it", "value 6 of block 1 is used by value 7 (result)", resultBeforeCall],
];

function backToEntry({ entry, loop }: Counter): void {
  loop.terminator = { kind: "jump", target: 0 };
  loop.predecessors.pop();
  entry.predecessors.push(1);
}

function returnsNothing({ f, out }: Counter): void {
  const call = f.create(2, "call", 0, [], { name: "nothing" });
  out.values.push(call.id);
  out.terminator = { kind: "return", values: [call.id] };
}

function resultBeforeCall({ f, loop }: Counter): void {
  const call = f.create(1, "call", 0, [], { name: "something" });
  call.results = [f.create(1, "result", 8, [call.id]).id];
  loop.values.push(...call.results, call.id);
}

test.each(WRONG)("%s", (_, words, spoil) => {
  const made = counter();
  spoil(made);
  expect(() => verifySsa(made.f, "a pass")).toThrow(`SSA after a pass: `);
  expect(() => verifySsa(made.f, "a pass")).toThrow(words);
});

test("a phi that loses its old value in a loop", () => {
  const { f, layout, selection, allocation, i, next } = allocated();
  const locations = new Map(allocation.locations).set(next.id, allocation.locations.get(i.id) as number);
  expect(() => verifyAllocation(f, selection, layout, { ...allocation, locations })).toThrow(`reads value ${i.id}`);
});

test("a value without a place", () => {
  const { f, layout, selection, allocation, next } = allocated();
  const locations = new Map(allocation.locations);
  locations.delete(next.id);
  expect(() => verifyAllocation(f, selection, layout, { ...allocation, locations })).toThrow(`reads value ${next.id}, which has no place`);
});

test("a value in a register that a call destroys", () => {
  const f = new SsaFunction(1);
  const block = f.newBlock();
  const start = f.create(0, "param", 8, []);
  const call = f.create(0, "call", 0, [], { name: "g" });
  block.values = [start.id, call.id];
  block.terminator = { kind: "return", values: [start.id] };
  const selection = new Selection(f);
  const allocation = allocateRegisters(f, selection, [0], []);
  expect(() => verifyAllocation(f, selection, [0], allocation)).not.toThrow();
  const locations = new Map(allocation.locations).set(start.id, RDI);
  expect(() => verifyAllocation(f, selection, [0], { ...allocation, locations })).toThrow("which holds nothing");
});

test("an argument that a call does not read, and that it reads under another number", () => {
  const f = new SsaFunction(1);
  const block = f.newBlock();
  const start = f.create(0, "param", 8, []);
  const spoils = f.create(0, "call", 0, [], { name: "g" });
  const call = f.create(0, "call", 0, [start.id, start.id], { name: "f", unread: new Set([0]) });
  block.values = [start.id, spoils.id, call.id];
  block.terminator = { kind: "return", values: [] };
  const selection = new Selection(f);
  const allocation = allocateRegisters(f, selection, [0], []);
  const locations = new Map(allocation.locations).set(start.id, RDI);
  const verify = () => verifyAllocation(f, selection, [0], { ...allocation, locations });
  expect(verify).toThrow(`value ${call.id} (call) reads value ${start.id}`);
  call.args.pop();
  expect(verify).not.toThrow();
});
