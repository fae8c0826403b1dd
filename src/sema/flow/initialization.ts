// What may have a value, and what may have none: forwards over the points. In: the graph of a body. Out: the slots that may
// hold a value at each point, and uses of what may have been moved away or never had a value.
import { Bits } from "../../base/bits.ts";
import type { Access, Graph, Path, Point, Step } from "./graph.ts";
import { areApart, sameStep } from "./paths.ts";

/** For each point, slots that may hold a value when it is reached; `ever`: that may have held one since they were declared. */
export function maybeInitialized(graph: Graph, ever = false): Bits[] {
  const { points, slots } = graph;
  const sets = points.map(() => new Bits(slots.length));
  slots.forEach(({ initial }, i) => {
    if (initial) for (const entry of graph.entries) (sets[entry] as Bits).add(i);
  });
  const work = [...graph.entries];
  const seen = new Bits(points.length);
  while (work.length > 0) {
    const id = work.pop() as number;
    const { access, defines, next } = points[id] as Point;
    const after = (sets[id] as Bits).copy();
    if (access !== undefined && access.path.steps.length === 0) {
      if (access.kind === "write") after.add(access.path.root);
      if ((access.kind === "move" && !ever) || access.kind === "dead") after.delete(access.path.root);
    }
    if (defines >= 0 && access?.kind !== "dead") after.add(defines);
    for (const to of next) {
      const changed = (sets[to] as Bits).union(after);
      if (changed || !seen.has(to)) {
        seen.add(to);
        work.push(to);
      }
    }
  }
  return sets;
}

/** A place that may have no value: since a point that moved it away, or from the start. */
export interface Gone {
  readonly path: Path;
  readonly point: number | undefined;
}

export interface Misuse {
  readonly access: Access;
  readonly point: number;
  /** All that is gone of the place, around it and inside. */
  readonly gone: readonly Gone[];
}

/** Uses of what may have been moved away or may never have had a value. */
export function misuses(graph: Graph): Misuse[] {
  const analysis = new Absence(graph);
  return graph.points.flatMap(({ access }, point) => {
    const gone = access === undefined ? undefined : analysis.at(point, access.path.root);
    return access === undefined || gone === undefined ? [] : misuse(graph, access, point, gone);
  });
}

class Absence {
  readonly #gone: Gone[] = [];
  readonly #byRoot = new Map<number, number[]>();
  readonly #byPoint = new Map<number, number>();
  readonly #sets: (Bits | undefined)[];

  constructor(readonly graph: Graph) {
    graph.slots.forEach(({ local, initial }, root) => {
      if (local !== undefined && !initial) this.#add({ path: { root, steps: [] }, point: undefined });
    });
    graph.points.forEach(({ access }, point) => {
      if (access?.kind !== "move") return;
      this.#byPoint.set(point, this.#gone.length);
      this.#add({ path: access.path, point });
    });
    this.#sets = graph.points.map(() => undefined);
    this.#flow();
  }

  #add(gone: Gone): void {
    const { root } = gone.path;
    const list = this.#byRoot.get(root);
    if (list === undefined) this.#byRoot.set(root, [this.#gone.length]);
    else list.push(this.#gone.length);
    this.#gone.push(gone);
  }

  /** What of a slot may be gone; undefined where control does not come. */
  at(point: number, root: number): Gone[] | undefined {
    const set = this.#sets[point];
    return set && (this.#byRoot.get(root) ?? []).filter((i) => set.has(i)).map((i) => this.#gone[i] as Gone);
  }

  #flow(): void {
    const { points, entries } = this.graph;
    if (points.length === 0) return;
    const first = new Bits(this.#gone.length);
    this.#gone.forEach(({ point }, i) => point === undefined && first.add(i));
    for (const entry of entries) this.#sets[entry] = first.copy();
    const work = [...entries];
    for (let id = work.pop(); id !== undefined; id = work.pop()) {
      const { access, next } = points[id] as Point;
      const after = (this.#sets[id] as Bits).copy();
      if (access !== undefined) this.#change(access, id, after);
      for (const to of next) {
        const old = this.#sets[to];
        if (old === undefined) this.#sets[to] = after.copy();
        else if (!old.union(after)) continue;
        work.push(to);
      }
    }
  }

  #change({ path, kind }: Access, point: number, after: Bits): void {
    if (kind === "move") after.add(this.#byPoint.get(point) as number);
    if (kind !== "write" && kind !== "dead") return;
    for (const i of this.#byRoot.get(path.root) ?? []) {
      const other = this.#gone[i] as Gone;
      if (kind === "dead" && other.point === undefined) after.add(i);
      else if (kind === "dead" || replaces(path, other.path)) after.delete(i);
    }
  }
}

function replaces({ steps }: Path, other: Path): boolean {
  return steps.every((step, k) => other.steps[k] !== undefined && sameStep(step, other.steps[k] as Step));
}

/** The shorter place is (around) the longer, or shares elements with what is. */
function touches(short: Path, long: Path): boolean {
  if (short.steps.length > long.steps.length) return false;
  return short.steps.every((step, i) => {
    const other = long.steps[i] as Step;
    return sameStep(step, other) || (step.kind === "elements" && other.kind === "elements" && !areApart(step, other));
  });
}

function misuse({ slots }: Graph, access: Access, point: number, gone: readonly Gone[]): Misuse[] {
  const { path, kind } = access;
  const slot = slots[path.root];
  if (slot === undefined || kind === "mention" || kind === "dead" || kind === "drop" || kind === "replace") return [];
  if (kind === "write" && path.steps.length === 0) return [];
  // Writing into a part needs the whole, unless a reference on the way does.
  const needsParts = kind !== "write";
  const whole = kind === "write" ? path.steps.length - 1 : path.steps.length;
  const found = gone.filter(
    (each) => (each.path.steps.length <= whole && touches(each.path, path)) || (needsParts && touches(path, each.path)),
  );
  return found.length === 0 ? [] : [{ access, point, gone: found }];
}
