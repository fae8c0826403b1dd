// Registers against values (`-Z verify-llvm-ir`), in the manner of regalloc2's checker: code is followed with, for each
// place, the values that it certainly holds. Where ways meet, only what all of them hold is held. An instruction must find
// each value it reads in the value's own place; it forgets what it destroys. A value that is made anew, as a phi is on each
// turn of a loop, is no longer the one that other places may still hold. An `Error` tells what is read where it is not.
import { targetsOf } from "../../ssa/ir.ts";
import type { Block, BlockNumber, SsaFunction, Value, ValueId } from "../../ssa/ir.ts";
import type { Allocation } from "./allocate.ts";
import { constraintOf } from "./constraints.ts";
import type { Selection } from "./select.ts";

/** By place (a register or a spill slot): the values in it. */
type State = Map<number, ReadonlySet<ValueId>>;

const NOTHING: ReadonlySet<ValueId> = new Set();

class AllocationVerifier {
  readonly #entries = new Map<BlockNumber, State>();
  #tells = false;

  constructor(
    readonly f: SsaFunction,
    readonly selection: Selection,
    readonly layout: readonly BlockNumber[],
    readonly allocation: Allocation,
  ) {}

  run(): void {
    this.#entries.set(0, this.#start());
    for (let changed = true; changed;) {
      changed = false;
      for (const id of this.layout) if (this.#flow(id)) changed = true;
    }
    this.#tells = true;
    for (const id of this.layout) this.#flow(id);
  }

  #start(): State {
    const state: State = new Map();
    for (const value of this.f.block(0).values.map((id) => this.f.value(id))) {
      const place = this.allocation.locations.get(value.id);
      // One that nobody reads may share its place with others.
      if (value.op === "param" && place !== undefined) state.set(place, new Set([...(state.get(place) ?? NOTHING), value.id]));
    }
    return state;
  }

  /** The block's effect on what comes behind it; whether any of that holds less than was known. */
  #flow(id: BlockNumber): boolean {
    const entry = this.#entries.get(id);
    if (entry === undefined) return false;
    const block = this.f.block(id);
    const state: State = new Map(entry);
    for (const value of block.values) this.#step(state, this.f.value(value));
    for (const use of this.selection.terminatorOperands(id)) this.#read(state, use, `the end of block ${id}`);
    let changed = false;
    for (const target of targetsOf(block.terminator)) if (this.#meet(target, this.#over(state, block, target))) changed = true;
    return changed;
  }

  #step(state: State, value: Value): void {
    if (value.op === "param" || value.op === "result" || this.selection.isFolded(value.id)) return;
    const constraint = constraintOf(this.f, value);
    const unread = unreadArguments(value);
    for (const use of this.selection.operands(value)) if (!unread.has(use)) this.#read(state, use, `value ${value.id} (${value.op})`);
    for (const register of constraint?.clobbers ?? []) state.delete(register);
    this.#define(state, value.results ?? (value.size > 0 ? [value.id] : []));
  }

  #define(state: State, ids: readonly ValueId[]): void {
    this.#forget(state, ids);
    for (const id of ids) {
      const place = this.allocation.locations.get(id);
      if (place !== undefined) state.set(place, new Set([id]));
    }
  }

  #forget(state: State, ids: readonly ValueId[]): void {
    for (const [place, held] of state)
      if (ids.some((id) => held.has(id))) state.set(place, new Set([...held].filter((id) => !ids.includes(id))));
  }

  /** Over an edge: phis take their arguments, all at once. */
  #over(before: State, from: Block, to: BlockNumber): State {
    const { phis, predecessors } = this.f.block(to);
    if (phis.length === 0) return before;
    const way = predecessors.indexOf(from.id);
    const state: State = new Map(before);
    this.#forget(state, phis);
    for (const phi of phis) {
      const place = this.allocation.locations.get(phi);
      const arg = this.f.value(phi).args[way] as ValueId;
      if (place === undefined) continue;
      if (!this.selection.isFolded(arg)) this.#read(before, arg, `phi ${phi}, from block ${from.id}`);
      const stays = !phis.includes(arg) && this.allocation.locations.get(arg) === place ? (state.get(place) ?? NOTHING) : NOTHING;
      state.set(place, new Set([...stays, phi]));
    }
    return state;
  }

  #read(state: State, id: ValueId, by: string): void {
    if (!this.#tells) return;
    const place = this.allocation.locations.get(id);
    if (place === undefined) throw new Error(`allocation: ${by} reads value ${id}, which has no place`);
    const held = state.get(place) ?? NOTHING;
    if (!held.has(id))
      throw new Error(`allocation: ${by} reads value ${id} in place ${place}, which holds ${[...held].join() || "nothing"}`);
  }

  /** What holds at a block's start on all ways so far; whether that is less than before. */
  #meet(to: BlockNumber, state: State): boolean {
    const known = this.#entries.get(to);
    if (known === undefined) {
      this.#entries.set(to, new Map(state));
      return true;
    }
    let changed = false;
    for (const [place, held] of known) {
      const both = new Set([...held].filter((id) => state.get(place)?.has(id) === true));
      if (both.size === held.size) continue;
      known.set(place, both);
      changed = true;
    }
    return changed;
  }
}

/** Values of a call that it takes and does not look at. */
function unreadArguments({ args, name, unread }: Value): ReadonlySet<ValueId> {
  const first = name === undefined ? 1 : 0;
  const read = new Set(args.filter((_, i) => unread?.has(i - first) !== true));
  return new Set(args.filter((id) => !read.has(id)));
}

export function verifyAllocation(f: SsaFunction, selection: Selection, layout: readonly BlockNumber[], allocation: Allocation): void {
  new AllocationVerifier(f, selection, layout, allocation).run();
}
