// How long each region lasts, and which loans are in somebody's way. The rules are those of rustc's NLL: a region holds
// every point where a variable whose type names it is live; "outlives" holds at all points; a loan is in force at the
// points that can be reached from it inside its region, until the place is assigned anew.
import { Bits } from "../../base/bits.ts";
import type { Access, Constraint, Graph, Loan, Path, Point, Step } from "./graph.ts";
import { areApart, sameStep } from "./paths.ts";
import { flowBackwards, flowForwards } from "./runs.ts";
import type { Runs } from "./runs.ts";

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

  constructor(
    readonly runs: Runs,
    /** Points that access a slot which may have a value then. */
    readonly initialized: Bits,
  ) {
    const { graph } = runs;
    this.graph = graph;
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
    const { slots } = this.graph;
    // Only slots whose types name regions count: numbered anew, once for uses and once for their ends.
    const named: (readonly number[])[] = [];
    const numbered = (regions: readonly number[]): number => (regions.length > 0 ? named.push(regions) - 1 : -1);
    const used = Int32Array.from(slots, ({ regions }) => numbered(regions));
    const dropped = Int32Array.from(slots, ({ dropRegions }) => numbered(dropRegions));
    flowBackwards(
      this.runs,
      named.length,
      (live, id) => this.#transfer(live, id, used, dropped),
      (live, id) =>
        live.each((i) => {
          for (const region of named[i] as readonly number[]) (this.regions[region] as Bits).add(id);
        }),
    );
  }

  #transfer(live: Bits, id: number, used: Int32Array, dropped: Int32Array): void {
    const { defines, access, uses } = this.graph.points[id] as Point;
    for (const numbers of [used, dropped]) {
      const defined = numbers[defines] ?? -1;
      if (defined >= 0) live.delete(defined);
    }
    // That a two-phase borrow becomes a real one is no use of anything.
    if (access !== undefined && access.loan?.activation !== id) {
      const { root, steps } = access.path;
      const ends = steps.length === 0 && (access.kind === "write" || access.kind === "dead");
      // Of a part that is dropped all counts, as of a part that is read.
      const isDropOfAll = isDrop(access) && steps.length === 0;
      if (!ends && (!isDrop(access) || this.initialized.has(id))) addNumbered(live, (isDropOfAll ? dropped : used)[root]);
    }
    for (const slot of uses) addNumbered(live, used[slot]);
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

  /** In the order of points. */
  conflicts(): Conflict[] {
    const { loans } = this.graph;
    if (loans.length === 0) return [];
    const number = new Map(loans.map((loan, i) => [loan, i]));
    const found: Conflict[] = [];
    flowForwards(
      this.runs,
      new Bits(loans.length),
      (inForce, id) => this.#pass(inForce, id, number),
      (inForce, id) => this.#collect(inForce, id, found),
    );
    return found.sort((a, b) => a.point - b.point);
  }

  /** A loan is in force until its place is assigned anew, and no longer than its region lasts. */
  #pass(inForce: Bits, id: number, number: ReadonlyMap<Loan, number>): void {
    const { points, loans } = this.graph;
    const { access, issues } = points[id] as Point;
    const writes = access?.kind === "write" || access?.kind === "dead";
    inForce.each((i) => {
      const { path, region } = loans[i] as Loan;
      const isOver = !(this.regions[region] as Bits).has(id);
      if (isOver || (writes && path.root === access.path.root && kills(access.path, path))) inForce.delete(i);
    });
    if (issues !== undefined && issues.activation !== id) inForce.add(number.get(issues) as number);
  }

  #collect(inForce: Bits, id: number, found: Conflict[]): void {
    const { points, loans } = this.graph;
    const { access } = points[id] as Point;
    if (access === undefined || (isDrop(access) && !this.initialized.has(id))) return;
    inForce.each((i) => {
      const loan = loans[i] as Loan;
      if (loan === access.loan || loan.path.root !== access.path.root || !(this.regions[loan.region] as Bits).has(id)) return;
      const reserved = loan.twoPhase && loan.activation !== undefined && loan.activation !== id && this.#isReserved(loan, id);
      if (inTheWay(access, loan, reserved)) found.push({ point: id, access, loan });
    });
  }

  /** Points are numbered as they are evaluated: before the activation a two-phase loan only looks. */
  #isReserved(loan: Loan, id: number): boolean {
    return loan.activation !== undefined && id < loan.activation;
  }
}

function isDrop({ kind }: Access): boolean {
  return kind === "drop" || kind === "replace";
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
  // A destructor looks at nothing behind references, unless it is that of the type that holds them.
  if (kind === "drop" || kind === "replace") {
    const end = rest.findIndex((step) => step.kind === "deref" || (step.kind === "field" && step.ofDropped === true));
    const step = rest[end];
    return step?.kind === "deref" && (step.of === "shared" || step.of === "mut");
  }
  const shallow = kind === "write" || kind === "dead" || kind === "test" || kind === "length";
  return rest.some((step) => (step.kind === "deref" && (shallow || step.of === "shared")) || (step.kind === "box" && shallow));
}

/** What has no number is not looked at. */
function addNumbered(live: Bits, number = -1): void {
  if (number >= 0) live.add(number);
}
