// Registers for values. Each value has the ranges of code in which it is needed; the values that are used most for their
// length choose first, each a register that is free in all its ranges; who finds none lives in the frame. Instructions
// that destroy registers keep those from the values that are needed beyond them.
import { dominators, reversePostorder } from "../../ssa/graph.ts";
import { targetsOf } from "../../ssa/ir.ts";
import type { BlockNumber, SsaFunction, Value, ValueId } from "../../ssa/ir.ts";
import { ALLOCATABLE, CALLEE_SAVED, constraintOf, registerOf } from "./constraints.ts";
import type { Selection } from "./select.ts";

/** Half-open, in positions: an instruction reads at its position, destroys at the next, writes at the one after. */
interface Range {
  from: number;
  to: number;
}

interface Interval {
  readonly id: ValueId;
  /** In rising order, apart from each other. */
  ranges: Range[];
  weight: number;
  readonly hints: number[];
  readonly partners: ValueId[];
}

export interface Allocation {
  /** Of each value that has one: its register; a negative number n is the frame's spill slot -n-1. */
  readonly locations: ReadonlyMap<ValueId, number>;
  readonly spillSlots: number;
  /** Registers of the caller's that are used. */
  readonly saved: readonly number[];
}

const STEP = 4;

/** How deep in loops each block is. */
export function loopDepths(f: SsaFunction): ReadonlyMap<BlockNumber, number> {
  const order = reversePostorder(f);
  const immediate = dominators(f, order);
  const depth = new Map(order.map((block) => [block, 0]));
  const dominates = (a: BlockNumber, b: BlockNumber): boolean => {
    for (let at = b; ; at = immediate.get(at) as BlockNumber) {
      if (at === a) return true;
      if (at === 0) return false;
    }
  };
  const headers = new Map<BlockNumber, Set<BlockNumber>>();
  for (const from of order) {
    for (const header of targetsOf(f.block(from).terminator)) {
      if (!dominates(header, from)) continue;
      const body = headers.get(header) ?? new Set([header]);
      headers.set(header, body);
      const queue = [from];
      for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
        if (body.has(at)) continue;
        body.add(at);
        queue.push(...f.block(at).predecessors);
      }
    }
  }
  for (const body of headers.values()) for (const block of body) depth.set(block, (depth.get(block) ?? 0) + 1);
  return depth;
}

class Allocator {
  readonly #intervals = new Map<ValueId, Interval>();
  readonly #occupied = new Map<number, Range[]>(ALLOCATABLE.map((register) => [register, []]));
  readonly #depths: ReadonlyMap<BlockNumber, number>;
  #liveIn = new Map<BlockNumber, Set<ValueId>>();

  constructor(
    readonly f: SsaFunction,
    readonly selection: Selection,
    readonly layout: readonly BlockNumber[],
    /** Registers that are not to be had. */
    reserved: readonly number[],
  ) {
    this.#depths = loopDepths(f);
    for (const register of reserved) this.#occupied.delete(register);
  }

  run(): Allocation {
    this.#liveness();
    this.#build();
    this.#coalesce();
    return this.#assign();
  }

  // --- Liveness ----------------------------------------------------------------------------------------------------

  #liveOut(block: BlockNumber): Set<ValueId> {
    const live = new Set<ValueId>();
    for (const target of targetsOf(this.f.block(block).terminator)) {
      for (const id of this.#liveIn.get(target) ?? []) live.add(id);
      const { phis, predecessors } = this.f.block(target);
      const from = predecessors.indexOf(block);
      // A phi may be the argument of another one, which then takes its old value: all go before any is needed.
      for (const phi of phis) live.delete(phi);
      for (const phi of phis) {
        const arg = this.f.value(phi).args[from] as ValueId;
        if (!this.selection.isFolded(arg)) live.add(arg);
      }
    }
    return live;
  }

  #liveness(): void {
    for (let changed = true; changed;) {
      changed = false;
      for (let i = this.layout.length - 1; i >= 0; i--) {
        const id = this.layout[i] as BlockNumber;
        const block = this.f.block(id);
        const live = this.#liveOut(id);
        for (const use of this.selection.terminatorOperands(id)) live.add(use);
        for (let at = block.values.length - 1; at >= 0; at--) {
          const value = this.f.value(block.values[at] as ValueId);
          live.delete(value.id);
          if (!this.selection.isFolded(value.id)) for (const use of this.selection.operands(value)) live.add(use);
        }
        for (const phi of block.phis) live.delete(phi);
        // A phi that its own block's predecessors need is asked for there, not here.
        if (live.size === (this.#liveIn.get(id)?.size ?? -1)) continue;
        this.#liveIn.set(id, live);
        changed = true;
      }
    }
  }

  // --- Intervals ---------------------------------------------------------------------------------------------------

  #interval(id: ValueId): Interval {
    let interval = this.#intervals.get(id);
    if (interval === undefined) this.#intervals.set(id, (interval = { id, ranges: [], weight: 0, hints: [], partners: [] }));
    return interval;
  }

  /** Blocks are gone through from the last to the first, so ranges are put in front. */
  #need(id: ValueId, from: number, to: number): void {
    const { ranges } = this.#interval(id);
    const [first] = ranges;
    if (first !== undefined && first.from <= to) {
      first.from = Math.min(first.from, from);
      first.to = Math.max(first.to, to);
    } else ranges.unshift({ from, to });
  }

  #define(id: ValueId, at: number): void {
    const { ranges } = this.#interval(id);
    const [first] = ranges;
    if (first === undefined || first.from > at + 1) ranges.unshift({ from: at, to: at + 1 });
    else first.from = at;
  }

  #build(): void {
    const starts: number[] = [];
    let position = 0;
    for (const id of this.layout) {
      starts.push(position);
      position += STEP * (this.f.block(id).values.length + 3);
    }
    for (let i = this.layout.length - 1; i >= 0; i--) {
      const end = i + 1 < starts.length ? (starts[i + 1] as number) : position;
      this.#buildBlock(this.layout[i] as BlockNumber, starts[i] as number, end);
    }
  }

  #buildBlock(id: BlockNumber, start: number, end: number): void {
    const block = this.f.block(id);
    const cost = 10 ** Math.min(6, this.#depths.get(id) ?? 0) * (block.isCold ? 0.01 : 1);
    for (const live of this.#liveOut(id)) this.#need(live, start, end);
    let at = start + STEP * (block.values.length + 1);
    this.#use(this.selection.terminatorOperands(id), start, at, cost);
    if (block.terminator.kind === "return") this.#returnHints(block.terminator.values);
    this.#phiHints(id, cost);
    for (let i = block.values.length - 1; i >= 0; i--) {
      const value = this.f.value(block.values[i] as ValueId);
      at = start + STEP * (i + 1);
      if (this.selection.isFolded(value.id)) continue;
      if (value.op === "result" || value.op === "param") continue;
      this.#instruction(value, start, at, cost);
    }
    for (const phi of block.phis) {
      this.#define(phi, start);
      this.#interval(phi).weight += cost;
    }
    for (const id of block.values) if (this.f.value(id).op === "param") this.#parameter(this.f.value(id), start);
  }

  /** Parameters are there from the start. */
  #parameter(value: Value, start: number): void {
    this.#define(value.id, start);
    const register = registerOf(this.f.passing, Number(value.imm));
    if (register !== undefined) this.#interval(value.id).hints.push(register);
  }

  #instruction(value: Value, start: number, at: number, cost: number): void {
    const constraint = constraintOf(this.f, value);
    for (const result of value.results ?? []) this.#define(result, at + 2);
    if (value.size > 0) {
      this.#define(value.id, at + 2);
      this.#interval(value.id).weight += cost;
      const [first] = value.args;
      if (constraint === undefined && first !== undefined && !this.selection.isFolded(first)) this.#pair(value.id, first);
      if (constraint?.outputs[0] !== undefined) this.#interval(value.id).hints.push(constraint.outputs[0]);
    }
    value.results?.forEach((result, i) => {
      const output = constraint?.outputs[i];
      if (output !== undefined) this.#interval(result).hints.push(output);
      this.#interval(result).weight += cost;
    });
    for (const register of new Set(constraint?.clobbers ?? [])) this.#occupy(register, [{ from: at + 1, to: at + 2 }]);
    // A divisor is read when the dividend is in its place already.
    this.#use(this.selection.operands(value), start, at, cost);
    constraint?.inputs.forEach((register, i) => {
      const arg = value.args[i] as ValueId;
      if (register !== undefined && !this.selection.isFolded(arg)) this.#interval(arg).hints.push(register);
    });
  }

  #use(ids: readonly ValueId[], start: number, at: number, cost: number): void {
    for (const id of ids) {
      this.#need(id, start, at + 1);
      this.#interval(id).weight += cost;
    }
  }

  #returnHints(values: readonly ValueId[]): void {
    values.forEach((id, i) => {
      if (!this.selection.isFolded(id)) this.#interval(id).hints.push(i === 0 ? 0 : 2);
    });
  }

  #phiHints(id: BlockNumber, cost: number): void {
    for (const target of targetsOf(this.f.block(id).terminator)) {
      const from = this.f.block(target).predecessors.indexOf(id);
      for (const phi of this.f.block(target).phis) {
        const arg = this.f.value(phi).args[from] as ValueId;
        if (this.selection.isFolded(arg)) continue;
        this.#pair(phi, arg);
        this.#interval(arg).weight += cost;
      }
    }
  }

  #pair(a: ValueId, b: ValueId): void {
    this.#interval(a).partners.push(b);
    this.#interval(b).partners.push(a);
  }

  // --- Coalescing --------------------------------------------------------------------------------------------------

  /** What a phi joins shares its place where the values are not needed at the same time; innermost loops first. */
  #coalesce(): void {
    const depth = (id: BlockNumber) => this.#depths.get(id) ?? 0;
    const blocks = [...this.layout].sort((a, b) => depth(b) - depth(a));
    for (const id of blocks) {
      for (const phi of this.f.block(id).phis) for (const arg of this.f.value(phi).args) this.#unite(phi, arg);
    }
  }

  readonly #united = new Map<ValueId, ValueId>();

  #leader(id: ValueId): ValueId {
    let at = id;
    for (let next = this.#united.get(at); next !== undefined; next = this.#united.get(at)) at = next;
    return at;
  }

  #unite(a: ValueId, b: ValueId): void {
    const [first, second] = [this.#leader(a), this.#leader(b)];
    const [one, other] = [this.#intervals.get(first), this.#intervals.get(second)];
    if (first === second || one === undefined || other === undefined || one.ranges.length === 0 || other.ranges.length === 0) return;
    if (one.ranges.length + other.ranges.length > MOST_RANGES || overlap(one.ranges, other.ranges)) return;
    one.ranges = [...one.ranges, ...other.ranges].sort((x, y) => x.from - y.from);
    one.weight += other.weight;
    one.hints.push(...other.hints);
    one.partners.push(...other.partners);
    this.#intervals.delete(second);
    this.#united.set(second, first);
  }

  // --- Assignment --------------------------------------------------------------------------------------------------

  #occupy(register: number, ranges: readonly Range[]): void {
    const occupied = this.#occupied.get(register);
    if (occupied === undefined) return;
    for (const range of ranges) {
      let at = firstEndingAfter(occupied, range.from);
      while (at < occupied.length && (occupied[at] as Range).from < range.from) at++;
      occupied.splice(at, 0, { ...range });
    }
  }

  #isFree(register: number, ranges: readonly Range[]): boolean {
    const occupied = this.#occupied.get(register) as Range[];
    return ranges.every(({ from, to }) => {
      const next = occupied[firstEndingAfter(occupied, from)];
      return next === undefined || next.from >= to;
    });
  }

  #assign(): Allocation {
    const locations = new Map<ValueId, number>();
    const saved = new Set<number>();
    let spillSlots = 0;
    const length = ({ ranges }: Interval) => ranges.reduce((sum, { from, to }) => sum + to - from, 0);
    const order = [...this.#intervals.values()]
      .filter(({ ranges }) => ranges.length > 0)
      .map((interval) => ({ interval, priority: interval.weight / (length(interval) + 1) }))
      .sort((a, b) => b.priority - a.priority || a.interval.id - b.interval.id);
    for (const { interval } of order) {
      const partners = interval.partners.flatMap((id) => locations.get(this.#leader(id)) ?? []).filter((register) => register >= 0);
      const candidates = [...partners, ...interval.hints, ...ALLOCATABLE];
      const found = candidates.find((register) => this.#occupied.has(register) && this.#isFree(register, interval.ranges));
      if (found === undefined) {
        locations.set(interval.id, -++spillSlots);
        continue;
      }
      this.#occupy(found, interval.ranges);
      locations.set(interval.id, found);
      if (CALLEE_SAVED.has(found)) saved.add(found);
    }
    for (const id of this.#united.keys()) {
      const location = locations.get(this.#leader(id));
      if (location !== undefined) locations.set(id, location);
    }
    return { locations, spillSlots, saved: [...saved].sort((a, b) => a - b) };
  }
}

/** Values in more pieces are not put together. */
const MOST_RANGES = 400;

function overlap(a: readonly Range[], b: readonly Range[]): boolean {
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [x, y] = [a[i] as Range, b[j] as Range];
    if (x.to <= y.from) i++;
    else if (y.to <= x.from) j++;
    else return true;
  }
  return false;
}

/** The first range that ends after a position; ranges are sorted and apart. */
function firstEndingAfter(ranges: readonly Range[], position: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle] as Range).to > position) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function allocateRegisters(
  f: SsaFunction,
  selection: Selection,
  layout: readonly BlockNumber[],
  reserved: readonly number[],
): Allocation {
  return new Allocator(f, selection, layout, reserved).run();
}
