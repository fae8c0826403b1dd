// What may have a value, and what may have none: forwards over the points. In: the graph of a body. Out: the accesses
// of slots that may hold a value, and uses of what may have been moved away or never had a value.
import { Bits } from "../../base/bits.ts";
import type { Access, Graph, Path, Point, Step } from "./graph.ts";
import { areApart, sameStep } from "./paths.ts";
import { flowForwards } from "./runs.ts";
import type { Runs } from "./runs.ts";

/** Points that access a slot which may hold a value then; `ever`: which may have held one since it was declared. */
export function maybeInitialized(runs: Runs, ever = false): Bits {
  const { points, slots } = runs.graph;
  const found = new Bits(points.length);
  const first = new Bits(slots.length);
  slots.forEach(({ initial }, i) => initial && first.add(i));
  const step = (state: Bits, id: number) => {
    const { access, defines } = points[id] as Point;
    if (access !== undefined && access.path.steps.length === 0) {
      if (access.kind === "write") state.add(access.path.root);
      if ((access.kind === "move" && !ever) || access.kind === "dead") state.delete(access.path.root);
    }
    if (defines >= 0 && access?.kind !== "dead") state.add(defines);
  };
  flowForwards(runs, first, step, (state, id) => {
    const root = points[id]?.access?.path.root ?? -1;
    if (root >= 0 && state.has(root)) found.add(id);
  });
  return found;
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
export function misuses(runs: Runs): Misuse[] {
  return new Absence(runs).misuses();
}

class Absence {
  readonly #gone: Gone[] = [];
  readonly #byRoot = new Map<number, number[]>();
  readonly #byPoint = new Map<number, number>();

  constructor(readonly runs: Runs) {
    const { slots, points } = runs.graph;
    slots.forEach(({ local, initial }, root) => {
      if (local !== undefined && !initial) this.#add({ path: { root, steps: [] }, point: undefined });
    });
    points.forEach(({ access }, point) => {
      if (access?.kind !== "move") return;
      this.#byPoint.set(point, this.#gone.length);
      this.#add({ path: access.path, point });
    });
  }

  #add(gone: Gone): void {
    const { root } = gone.path;
    const list = this.#byRoot.get(root);
    if (list === undefined) this.#byRoot.set(root, [this.#gone.length]);
    else list.push(this.#gone.length);
    this.#gone.push(gone);
  }

  /** In the order of points. */
  misuses(): Misuse[] {
    const { graph } = this.runs;
    const first = new Bits(this.#gone.length);
    this.#gone.forEach(({ point }, i) => point === undefined && first.add(i));
    const found: Misuse[] = [];
    const accessAt = (point: number) => (graph.points[point] as Point).access;
    flowForwards(
      this.runs,
      first,
      (state, point) => {
        const access = accessAt(point);
        if (access !== undefined) this.#change(access, point, state);
      },
      (state, point) => {
        const access = accessAt(point);
        if (access !== undefined) found.push(...misuse(graph, access, point, this.#goneOf(access.path.root, state)));
      },
    );
    return found.sort((a, b) => a.point - b.point);
  }

  /** What of a slot may be gone. */
  #goneOf(root: number, state: Bits): Gone[] {
    return (this.#byRoot.get(root) ?? []).filter((i) => state.has(i)).map((i) => this.#gone[i] as Gone);
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
