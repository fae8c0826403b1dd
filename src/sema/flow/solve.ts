// How long each region lasts, and which loans are in somebody's way. The rules are those of rustc's NLL: a region holds
// every point where a variable whose type names it is live; "outlives" holds at all points; a loan is in force at the
// points that can be reached from it inside its region, until the place is assigned anew.
import type { Span } from "../../base/source.ts";
import type { Access, Constraint, Graph, Loan, Path, Point, Step } from "./graph.ts";

export interface Conflict {
  readonly access: Access;
  readonly loan: Loan;
}

class Bits {
  readonly words: Uint32Array;

  constructor(count: number) {
    this.words = new Uint32Array((count + 31) >>> 5);
  }

  has(i: number): boolean {
    return (((this.words[i >>> 5] as number) >>> (i & 31)) & 1) === 1;
  }

  add(i: number): void {
    this.words[i >>> 5] = (this.words[i >>> 5] as number) | (1 << (i & 31));
  }

  delete(i: number): void {
    this.words[i >>> 5] = (this.words[i >>> 5] as number) & ~(1 << (i & 31));
  }

  /** True if something was new. */
  union(other: Bits): boolean {
    let changed = false;
    for (let i = 0; i < this.words.length; i++) {
      const both = (this.words[i] as number) | (other.words[i] as number);
      if (both >>> 0 !== (this.words[i] as number) >>> 0) changed = true;
      this.words[i] = both;
    }
    return changed;
  }

  copy(): Bits {
    const made = new Bits(0);
    return Object.assign(Object.create(Bits.prototype) as Bits, made, { words: this.words.slice() });
  }
}

export class Solver {
  readonly graph: Graph;
  readonly regions: Bits[];
  /** For each point, slots that may have a value there. */
  readonly initialized: readonly Bits[];

  constructor(graph: Graph, initialized: readonly Bits[]) {
    this.graph = graph;
    this.initialized = initialized;
    // After the points come the universal regions' ends.
    const size = graph.points.length + graph.universals.length;
    this.regions = Array.from({ length: graph.regionCount }, () => new Bits(size));
    this.#universals();
    this.#liveness();
    this.#propagate(graph.constraints);
    this.#promote();
  }

  #universals(): void {
    const { points, universals, closures } = this.graph;
    universals.forEach(({ region, kind, closure }, i) => {
      const bits = this.regions[region] as Bits;
      const part = closures.find((each) => each.closure === closure);
      const [from, to] = kind === "named" || kind === "placeholder" || part === undefined ? [0, points.length] : [part.from, part.to];
      for (let p = from; p < to; p++) bits.add(p);
      bits.add(points.length + i);
    });
  }

  /**
   * What a closure shares with the body around it cannot be told to outlive a lifetime of its calls: it must last for ever.
   */
  #promote(): void {
    const { universals, closures, constraints } = this.graph;
    const everlasting = universals[0]?.region as number;
    const added: Constraint[] = [];
    for (const { closure, external } of closures) {
      for (const region of external) {
        const local = this.demanded(region).some((i) => universals[i]?.kind === "local" && universals[i].closure === closure);
        if (local) added.push({ longer: region, shorter: everlasting });
      }
    }
    if (added.length > 0) this.#propagate([...constraints, ...added]);
  }

  /** Backwards over the points: a slot is live where it will be used, or dropped if it has a value then. */
  #liveness(): void {
    const { points, slots } = this.graph;
    const live = points.map(() => new Bits(slots.length));
    const before = predecessors(points);
    const work = points.map((_, i) => i);
    while (work.length > 0) {
      const id = work.pop() as number;
      const point = points[id] as Point;
      const now = new Bits(slots.length);
      for (const next of point.next) now.union(live[next] as Bits);
      this.#transfer(point, id, now);
      if ((live[id] as Bits).union(now)) for (const each of before[id] as number[]) work.push(each);
    }
    slots.forEach(({ regions }, slot) => {
      if (regions.length === 0) return;
      for (let p = 0; p < points.length; p++) {
        if (!(live[p] as Bits).has(slot)) continue;
        for (const region of regions) (this.regions[region] as Bits).add(p);
      }
    });
  }

  #transfer(point: Point, id: number, live: Bits): void {
    if (point.defines >= 0) live.delete(point.defines);
    const { access } = point;
    if (access !== undefined) {
      const { root, steps } = access.path;
      const ends = steps.length === 0 && (access.kind === "write" || access.kind === "dead");
      const drops = access.kind === "drop" && !(this.initialized[id] as Bits).has(root);
      if (!ends && !drops) live.add(root);
    }
    for (const slot of point.uses) live.add(slot);
  }

  #propagate(constraints: readonly Constraint[]): void {
    const above = new Map<number, number[]>();
    for (const { longer, shorter } of constraints) {
      const list = above.get(shorter);
      if (list === undefined) above.set(shorter, [longer]);
      else list.push(longer);
    }
    const work = this.regions.map((_, i) => i);
    while (work.length > 0) {
      const region = work.pop() as number;
      for (const longer of above.get(region) ?? []) {
        if ((this.regions[longer] as Bits).union(this.regions[region] as Bits)) work.push(longer);
      }
    }
  }

  /** Universal regions (by number) that another must outlive. */
  demanded(region: number): number[] {
    const { points, universals } = this.graph;
    return universals.flatMap((_, i) => ((this.regions[region] as Bits).has(points.length + i) ? [i] : []));
  }

  // --- Loans -----------------------------------------------------------------------------------------------------

  conflicts(): Conflict[] {
    const { points, loans } = this.graph;
    if (loans.length === 0) return [];
    const inForce = points.map(() => new Bits(loans.length));
    const work: number[] = [];
    const number = new Map(loans.map((loan, i) => [loan, i]));
    points.forEach(({ issues }, i) => {
      if (issues !== undefined) work.push(i);
    });
    while (work.length > 0) {
      const id = work.pop() as number;
      const after = this.#after(id, inForce[id] as Bits, number);
      for (const next of (points[id] as Point).next) {
        const inside = after.copy();
        loans.forEach((loan, i) => {
          if (inside.has(i) && !(this.regions[loan.region] as Bits).has(next)) inside.delete(i);
        });
        if ((inForce[next] as Bits).union(inside)) work.push(next);
      }
    }
    return this.#collect(inForce);
  }

  #after(id: number, before: Bits, number: ReadonlyMap<Loan, number>): Bits {
    const { points, loans } = this.graph;
    const { access, issues } = points[id] as Point;
    const after = before.copy();
    if (access?.kind === "write" || access?.kind === "dead") {
      loans.forEach(({ path }, i) => {
        if (after.has(i) && path.root === access.path.root && kills(access.path, path)) after.delete(i);
      });
    }
    if (issues !== undefined && issues.activation !== id) after.add(number.get(issues) as number);
    return after;
  }

  #collect(inForce: readonly Bits[]): Conflict[] {
    const { points, loans } = this.graph;
    const found: Conflict[] = [];
    points.forEach(({ access }, id) => {
      if (access === undefined) return;
      const drops = access.kind === "drop" && !(this.initialized[id] as Bits).has(access.path.root);
      if (drops) return;
      loans.forEach((loan, i) => {
        if (!(inForce[id] as Bits).has(i) || loan === access.loan || loan.path.root !== access.path.root) return;
        const reserved = loan.twoPhase && loan.activation !== undefined && loan.activation !== id && this.#isReserved(loan, id);
        if (inTheWay(access, loan, reserved)) found.push({ access, loan });
      });
    });
    return found;
  }

  /** Points are numbered as they are evaluated: before the activation a two-phase loan only looks. */
  #isReserved(loan: Loan, id: number): boolean {
    return loan.activation !== undefined && id < loan.activation;
  }
}

function predecessors(points: readonly Point[]): number[][] {
  const before: number[][] = points.map(() => []);
  points.forEach(({ next }, i) => next.forEach((to) => (before[to] as number[]).push(i)));
  return before;
}

/** Assigning a variable ends loans of what lies behind its old value. */
function kills(written: Path, path: Path): boolean {
  return written.steps.every((step, i) => path.steps[i] !== undefined && sameStep(step, path.steps[i] as Step) && step.kind !== "index");
}

function sameStep(one: Step, other: Step): boolean {
  if (one.kind === "field" && other.kind === "field") return one.field === other.field && one.variant === other.variant;
  return one.kind === other.kind;
}

function inTheWay({ path, kind }: Access, loan: Loan, reserved: boolean): boolean {
  const looks = kind === "copy" || kind === "share" || kind === "inspect" || kind === "reserve";
  if (looks && (!loan.mutable || reserved)) return false;
  const { steps } = loan.path;
  for (let i = 0; i < Math.max(path.steps.length, steps.length); i++) {
    const mine = path.steps[i];
    const theirs = steps[i];
    if (mine === undefined) return !endsBefore(steps.slice(i), kind);
    if (theirs === undefined) return true;
    if (mine.kind === "field" && theirs.kind === "field" && !mine.union && (mine.field !== theirs.field || mine.variant !== theirs.variant))
      return false;
  }
  return true;
}

/** The access is of a prefix of what is lent: whether it stops short of it. */
function endsBefore(rest: readonly Step[], kind: Access["kind"]): boolean {
  if (kind === "inspect") return true;
  const shallow = kind === "write" || kind === "dead";
  return rest.some((step) => step.kind === "deref" && (shallow || step.of === "shared"));
}

// --- Initialisation ------------------------------------------------------------------------------------------------

/** For each point, slots that may hold a value when it is reached. */
export function maybeInitialized(graph: Graph): Bits[] {
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
      if (access.kind === "move" || access.kind === "dead") after.delete(access.path.root);
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

export interface Misuse {
  readonly what: "moved" | "uninitialized" | "reassigned";
  readonly span: Span;
  readonly slot: number;
  /** Where it was moved. */
  readonly moved: Span | undefined;
}

/** Uses of what may have been moved away or may never have had a value; second assignments of what is not `mut`. */
export function misuses(graph: Graph, initialized: readonly Bits[]): Misuse[] {
  const gone: { path: Path; span: Span | undefined }[] = [];
  graph.slots.forEach(({ local, initial }, root) => {
    if (local !== undefined && !initial) gone.push({ path: { root, steps: [] }, span: undefined });
  });
  for (const { access } of graph.points) if (access?.kind === "move") gone.push({ path: access.path, span: access.span });
  const byRoot = new Map<number, number[]>();
  gone.forEach(({ path }, i) => byRoot.set(path.root, [...(byRoot.get(path.root) ?? []), i]));
  const sets = flowGone(graph, gone, byRoot);
  return graph.points.flatMap(({ access }, id) => {
    const set = sets[id];
    if (access === undefined || set === undefined) return [];
    return misuse(
      graph,
      access,
      (byRoot.get(access.path.root) ?? []).filter((i) => set.has(i)).map((i) => gone[i] as (typeof gone)[number]),
      initialized[id] as Bits,
    );
  });
}

function flowGone(
  { points, slots, entries }: Graph,
  gone: readonly { path: Path; span: Span | undefined }[],
  byRoot: ReadonlyMap<number, readonly number[]>,
): (Bits | undefined)[] {
  const sets: (Bits | undefined)[] = points.map(() => undefined);
  if (points.length === 0) return sets;
  const first = new Bits(gone.length);
  gone.forEach(({ path, span }, i) => {
    if (span === undefined && slots[path.root]?.initial !== true) first.add(i);
  });
  for (const entry of entries) sets[entry] = first.copy();
  const moves = new Map<Span, number[]>();
  gone.forEach(({ span }, i) => span !== undefined && moves.set(span, [...(moves.get(span) ?? []), i]));
  const work = [...entries];
  while (work.length > 0) {
    const id = work.pop() as number;
    const { access, next } = points[id] as Point;
    const after = (sets[id] as Bits).copy();
    if (access !== undefined) change(access, after, gone, byRoot, moves);
    for (const to of next) {
      const old = sets[to];
      if (old === undefined) {
        sets[to] = after.copy();
        work.push(to);
      } else if (old.union(after)) work.push(to);
    }
  }
  return sets;
}

function change(
  { path, kind, span }: Access,
  after: Bits,
  gone: readonly { path: Path; span: Span | undefined }[],
  byRoot: ReadonlyMap<number, readonly number[]>,
  moves: ReadonlyMap<Span, readonly number[]>,
): void {
  if (kind === "move") for (const i of moves.get(span) ?? []) if (gone[i]?.path === path) after.add(i);
  if (kind === "write") {
    for (const i of byRoot.get(path.root) ?? []) {
      const other = (gone[i] as { path: Path }).path;
      if (path.steps.every((step, k) => other.steps[k] !== undefined && sameStep(step, other.steps[k] as Step))) after.delete(i);
    }
  }
  if (kind === "dead") {
    for (const i of byRoot.get(path.root) ?? []) {
      if (gone[i]?.span === undefined) after.add(i);
      else after.delete(i);
    }
  }
}

function misuse(
  { slots }: Graph,
  { path, kind, span }: Access,
  gone: readonly { path: Path; span: Span | undefined }[],
  initialized: Bits,
): Misuse[] {
  const slot = slots[path.root];
  if (slot === undefined || kind === "dead" || kind === "drop") return [];
  if (kind === "write") {
    if (path.steps.length === 0) {
      if (slot.local === undefined || slot.mutable || !initialized.has(path.root)) return [];
      return [{ what: "reassigned", span, slot: path.root, moved: undefined }];
    }
    // Writing into a part needs the whole, unless a reference on the way does.
    const found = gone.find((each) => isPrefix(each.path, path));
    return found === undefined
      ? []
      : [{ what: found.span === undefined ? "uninitialized" : "moved", span, slot: path.root, moved: found.span }];
  }
  const found = gone.find((each) => isPrefix(each.path, path) || isPrefix(path, each.path));
  if (found === undefined || (kind === "inspect" && !isPrefix(found.path, path))) return [];
  return [{ what: found.span === undefined ? "uninitialized" : "moved", span, slot: path.root, moved: found.span }];
}

function isPrefix(short: Path, long: Path): boolean {
  return short.steps.length <= long.steps.length && short.steps.every((step, i) => sameStep(step, long.steps[i] as Step));
}
