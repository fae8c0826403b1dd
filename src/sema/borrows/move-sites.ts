// Where a value that is used without being there went: backwards from the use, the nearest moves on every way, and the
// assignments that may have been skipped (rustc: `get_moved_indexes`).
import type { Graph, Path, Point } from "../flow/graph.ts";
import { isPrefix, isSamePlace } from "../flow/paths.ts";

export interface MoveSite {
  readonly point: number;
  /** The way from the move to the use goes round a loop. */
  readonly aroundLoop: boolean;
}

interface MoveSites {
  readonly sites: readonly MoveSite[];
  /** Points of assignments on other ways. */
  readonly reinitialized: readonly number[];
}

/** Points are numbered as they are made: an edge to an earlier one goes round a loop. */
export class MoveSearch {
  readonly #before: number[][];

  constructor(readonly graph: Graph) {
    this.#before = graph.points.map(() => []);
    graph.points.forEach(({ next }, i) => next.forEach((to) => (this.#before[to] as number[]).push(i)));
  }

  /** Moves of the place or of one around it that lead to the use at `point`. */
  of(path: Path, point: number): MoveSites {
    const search = new Search(this, path);
    return search.run(point);
  }

  before(point: number): readonly number[] {
    return this.#before[point] as number[];
  }

  reaches(point: number, from: ReadonlySet<number>): boolean {
    const seen = new Set<number>();
    const work = [point];
    for (let at = work.pop(); at !== undefined; at = work.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      if (from.has(at)) return true;
      work.push(...this.before(at));
    }
    return false;
  }
}

class Search {
  readonly #visited = new Set<number>();
  readonly #sites: MoveSite[] = [];
  readonly #reinitialized: number[] = [];

  constructor(
    readonly all: MoveSearch,
    readonly path: Path,
  ) {}

  run(point: number): MoveSites {
    const stack: number[] = [];
    const loops: number[] = [];
    const push = (to: number): void => {
      for (const from of this.all.before(to)) (from >= to ? loops : stack).push(from);
    };
    let reachedStart = false;
    push(point);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (this.#look(at, false)) continue;
      push(at);
      if (this.all.before(at).length === 0) reachedStart = true;
    }
    const isArgument = this.all.graph.slots[this.path.root]?.initial === true;
    if ((isArgument || !reachedStart) && this.#sites.length === 0) {
      for (let at = loops.pop(); at !== undefined; at = loops.pop()) if (!this.#look(at, true)) loops.push(...this.all.before(at));
    }
    const moved = new Set(this.#sites.map((site) => site.point));
    return { sites: this.#sites, reinitialized: this.#reinitialized.filter((each) => this.all.reaches(each, moved)) };
  }

  /** True where the search ends. */
  #look(at: number, aroundLoop: boolean): boolean {
    if (this.#visited.has(at)) return true;
    this.#visited.add(at);
    const { access } = this.all.graph.points[at] as Point;
    if (access === undefined || access.path.root !== this.path.root || !isPrefix(access.path, this.path)) return false;
    if (access.kind === "move") this.#sites.push({ point: at, aroundLoop });
    if (access.kind === "write") this.#reinitialized.push(at);
    return access.kind === "move" || access.kind === "write";
  }
}

/** Places whose presence is tracked: roots, what is moved or assigned, and all around these. */
export class MovePlaces {
  readonly #places = new Map<number, Path[]>();

  constructor({ points }: Graph) {
    for (const { access } of points) {
      if (access === undefined || (access.kind !== "move" && access.kind !== "write")) continue;
      const { root, steps } = access.path;
      const end = steps.findIndex(({ kind }) => kind !== "field" && kind !== "elements" && kind !== "box");
      const known = this.#places.get(root) ?? [];
      for (let i = 1; i <= (end < 0 ? steps.length : end); i++) {
        const path = { root, steps: steps.slice(0, i) };
        if (!known.some((each) => isSamePlace(each, path))) known.push(path);
      }
      this.#places.set(root, known);
    }
  }

  /** The longest tracked place around (or at) a place. */
  closest(path: Path): Path {
    let best: Path = { root: path.root, steps: [] };
    for (const each of this.#places.get(path.root) ?? []) if (each.steps.length > best.steps.length && isPrefix(each, path)) best = each;
    return best;
  }
}
