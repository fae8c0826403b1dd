// How long each region lasts, and which loans are in somebody's way. The rules are those of rustc's NLL: a region holds
// every point where a variable whose type names it is live; "outlives" holds at all points; a loan is in force at the
// points that can be reached from it inside its region, until the place is assigned anew.
import { Bits } from "../../base/bits.ts";
import type { Access, Constraint, Graph, Loan, Path, Point, Step } from "./graph.ts";
import { areApart, sameStep } from "./paths.ts";

export interface Conflict {
  readonly point: number;
  readonly access: Access;
  readonly loan: Loan;
}

export class Solver {
  readonly graph: Graph;
  readonly regions: Bits[];
  /** The points where a variable whose type names the region is live, without what follows from that. */
  readonly live: readonly Bits[];
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
    this.live = this.regions.map((bits) => bits.copy());
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
        if (local) added.push({ longer: region, shorter: everlasting, blame: undefined, invariance: undefined });
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
    // That a two-phase borrow becomes a real one is no use of anything.
    if (access !== undefined && access.loan?.activation !== id) {
      const { root, steps } = access.path;
      const ends = steps.length === 0 && (access.kind === "write" || access.kind === "dead");
      const drops = isDrop(access) && !(this.initialized[id] as Bits).has(root);
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
      if (isDrop(access) && !(this.initialized[id] as Bits).has(access.path.root)) return;
      loans.forEach((loan, i) => {
        if (!(inForce[id] as Bits).has(i) || loan === access.loan || loan.path.root !== access.path.root) return;
        const reserved = loan.twoPhase && loan.activation !== undefined && loan.activation !== id && this.#isReserved(loan, id);
        if (inTheWay(access, loan, reserved)) found.push({ point: id, access, loan });
      });
    });
    return found;
  }

  /** Points are numbered as they are evaluated: before the activation a two-phase loan only looks. */
  #isReserved(loan: Loan, id: number): boolean {
    return loan.activation !== undefined && id < loan.activation;
  }
}

function isDrop({ kind }: Access): boolean {
  return kind === "drop" || kind === "replace";
}

function predecessors(points: readonly Point[]): number[][] {
  const before: number[][] = points.map(() => []);
  points.forEach(({ next }, i) => next.forEach((to) => (before[to] as number[]).push(i)));
  return before;
}

/** Assigning a place ends loans of it, of what lies in it or behind its old value, and of what it is certainly part of. */
function kills(written: Path, path: Path): boolean {
  return written.steps.every((step, i) => {
    const other = path.steps[i];
    return other === undefined || (sameStep(step, other) && step.kind !== "index" && step.kind !== "elements");
  });
}

function inTheWay({ path, kind }: Access, loan: Loan, reserved: boolean): boolean {
  if (kind === "inspect" || kind === "mention") return false;
  const looks = kind === "copy" || kind === "share" || kind === "test" || kind === "length";
  if (looks && (!loan.mutable || reserved)) return false;
  if (kind === "reserve" && !loan.mutable) return false;
  const { steps } = loan.path;
  for (let i = 0; i < Math.max(path.steps.length, steps.length); i++) {
    const mine = path.steps[i];
    const theirs = steps[i];
    if (mine === undefined) return !endsBefore(steps.slice(i), kind);
    if (theirs === undefined) return true;
    if (areApart(mine, theirs)) return false;
  }
  return true;
}

/** The access is of a prefix of what is lent: whether it stops short of it. */
function endsBefore(rest: readonly Step[], kind: Access["kind"]): boolean {
  if (kind === "length" && (rest[0]?.kind === "index" || rest[0]?.kind === "elements")) return true;
  const shallow = kind === "write" || kind === "dead" || kind === "test" || kind === "length";
  return rest.some((step) => step.kind === "deref" && (shallow || step.of === "shared"));
}
