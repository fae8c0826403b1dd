// Points that follow each other and nothing else: among points what basic blocks are among statements. What holds along a
// body's paths is kept where runs begin and worked out anew inside them, so that it costs memory for each branch and not for
// each point.
import { Bits } from "../../base/bits.ts";
import type { Graph, Point } from "./graph.ts";

/** In the order control takes them, the first being the run's head. */
type Run = readonly number[];

export class Runs {
  readonly lists: readonly Run[];
  /** Of each point that begins a run, its number. */
  readonly #byHead: Uint32Array;
  readonly #before: readonly number[][];

  constructor(readonly graph: Graph) {
    const { points, entries } = graph;
    this.#byHead = new Uint32Array(points.length);
    const ways = new Uint32Array(points.length);
    for (const { next } of points) for (const to of next) ways[to] = (ways[to] as number) + 1;
    const heads = new Bits(points.length);
    for (const entry of entries) heads.add(entry);
    points.forEach(({ next }, id) => {
      if (ways[id] !== 1) heads.add(id);
      if (next.length !== 1) for (const to of next) heads.add(to);
    });
    this.lists = this.#follow(heads);
    this.#before = this.lists.map(() => []);
    this.lists.forEach((_, run) => {
      for (const to of this.after(run)) (this.#before[to] as number[]).push(run);
    });
  }

  #follow(heads: Bits): Run[] {
    const { points } = this.graph;
    const lists: Run[] = [];
    const taken = new Bits(points.length);
    const begin = (head: number) => {
      const list: number[] = [];
      for (let id: number | undefined = head; id !== undefined && !taken.has(id); id = points[id]?.next[0]) {
        if (id !== head && heads.has(id)) break;
        taken.add(id);
        list.push(id);
        if (points[id]?.next.length !== 1) break;
      }
      this.#byHead[head] = lists.length;
      lists.push(list);
    };
    points.forEach((_, id) => heads.has(id) && begin(id));
    // What is left goes round and round, and nothing leads there.
    points.forEach((_, id) => !taken.has(id) && begin(id));
    return lists;
  }

  /** Runs that may follow. */
  after(run: number): number[] {
    const last = this.graph.points[this.lists[run]?.at(-1) as number] as Point;
    return last.next.map((to) => this.#byHead[to] as number);
  }

  before(run: number): readonly number[] {
    return this.#before[run] as number[];
  }

  /** Numbers of the runs that begin at the graph's entries. */
  entries(): number[] {
    return this.graph.entries.map((entry) => this.#byHead[entry] as number);
  }
}

/** What a point makes of what holds before it, in place. */
export type Step = (state: Bits, point: number) => void;

/**
 * What may hold, forwards: what does on some way to a point. `first` holds at the entries; `visit` is told of each point that
 * control comes to what holds before it.
 */
export function flowForwards(runs: Runs, first: Bits, step: Step, visit: Step): void {
  const states: (Bits | undefined)[] = [];
  const work = runs.entries();
  for (const run of work) states[run] = first.copy();
  for (let run = work.pop(); run !== undefined; run = work.pop()) {
    const state = (states[run] as Bits).copy();
    for (const point of runs.lists[run] as Run) step(state, point);
    for (const to of runs.after(run)) {
      const old = states[to];
      if (old === undefined) states[to] = state.copy();
      else if (!old.union(state)) continue;
      work.push(to);
    }
  }
  states.forEach((state, run) => {
    for (const point of state === undefined ? [] : (runs.lists[run] as Run)) {
      visit(state as Bits, point);
      step(state as Bits, point);
    }
  });
}

/** What will hold on some way, backwards; `visit` is told of each point what holds there, `step` done. */
export function flowBackwards(runs: Runs, size: number, step: Step, visit: Step): void {
  const states = runs.lists.map(() => new Bits(size));
  const through = (run: number, each: Step): Bits => {
    const state = new Bits(size);
    for (const to of runs.after(run)) state.union(states[to] as Bits);
    const list = runs.lists[run] as Run;
    for (let i = list.length - 1; i >= 0; i--) each(state, list[i] as number);
    return state;
  };
  const work = runs.lists.map((_, run) => run);
  for (let run = work.pop(); run !== undefined; run = work.pop())
    if ((states[run] as Bits).union(through(run, step))) work.push(...runs.before(run));
  for (const run of runs.lists.keys())
    through(run, (state, point) => {
      step(state, point);
      visit(state, point);
    });
}
