// The graph under construction: points, slots, scopes and regions. What expressions do to it is in `lower.ts`.
import { DUMMY_SPAN, type Span } from "../../base/source.ts";
import type { Ty } from "../types/ty.ts";
import { regionsOf } from "../types/regions.ts";
import type { DefId } from "../types/def-id.ts";
import type { Closure, Expr } from "../types/thir.ts";
import { UNIT } from "../types/ty.ts";
import type {
  Access,
  AccessKind,
  Blame,
  ClosurePart,
  Constraint,
  Consumer,
  Graph,
  IllegalMove,
  Invariance,
  Loan,
  Path,
  Point,
  Region,
  Slot,
  Step,
  TypeTest,
  Universal,
} from "./graph.ts";
import type { RegionSink } from "./region-types.ts";
import type { TypeFacts } from "./type-facts.ts";

/** A value under evaluation: its type, and the temporary that keeps it until it is consumed (-1: it holds no region). */
export interface Value {
  readonly type: Ty;
  readonly temporary: number;
  /** The borrow it is, if it is one that may be two-phase. */
  readonly loan?: Loan;
}

/** Of what holds no region; its type is of no interest. */
export const PLAIN: Value = { type: UNIT, temporary: -1 };

/** Variables and temporaries that end together. */
export interface Scope {
  readonly slots: Set<number>;
  readonly kind: "variables" | "temporaries";
  /** At whose end they end, also where a jump leaves it. */
  readonly span: Span | undefined;
}

export class GraphBuilder implements RegionSink {
  readonly facts: TypeFacts;
  readonly points: Point[] = [];
  readonly slots: Slot[] = [];
  readonly constraints: Constraint[] = [];
  readonly universals: Universal[] = [];
  readonly loans: Loan[] = [];
  readonly unsure: Span[] = [];
  readonly entries: number[] = [];
  readonly closures: ClosurePart[] = [];
  readonly tests: TypeTest[] = [];
  /** Something was not understood: findings may be too many. */
  doubtful = false;
  /** The lifetimes that the end of a value looks at. */
  dropRegionsOf: (type: Ty) => readonly Region[] = (type) => this.regionsOf(type);
  /** What is looked at. */
  span: Span | undefined;
  readonly #regionsOf = new Map<Ty, readonly Region[]>();
  readonly unmovable: IllegalMove[] = [];
  readonly conditions = new Set<number>();
  readonly scopes: Scope[] = [];
  #extended: Scope | undefined;
  /** What asks for the constraints that are made now. */
  blame: Blame | undefined;
  invariance: Invariance | undefined;
  /** What asks for bounds to hold that are tested now. */
  #demand: Span | undefined;
  /** The closure whose captures are taken. */
  capturing: Closure | undefined;
  /** The point control comes from; -1 where it does not come. */
  at = -1;
  /** Region 0 is the erased one. */
  #regions = 1;

  constructor(facts: TypeFacts) {
    this.facts = facts;
  }

  graph(): Graph {
    const { points, slots, constraints, universals, loans, unsure, unmovable, entries, closures, tests, conditions, doubtful } = this;
    return {
      points,
      slots,
      constraints,
      universals,
      loans,
      unsure,
      unmovable,
      entries,
      closures,
      tests,
      conditions,
      doubtful,
      regionCount: this.#regions,
    };
  }

  // --- Regions ---------------------------------------------------------------------------------------------------

  fresh(): Region {
    return this.#regions++;
  }

  universal(kind: Universal["kind"], span: Span, closure = -1): Region {
    const region = this.fresh();
    this.universals.push({ region, kind, closure, span });
    return region;
  }

  placeholder(): Region {
    return this.universal("placeholder", this.span as Span);
  }

  outlives(longer: Region, shorter: Region): void {
    if (longer > 0 && shorter > 0 && longer !== shorter)
      this.constraints.push({ longer, shorter, blame: this.blame, invariance: this.invariance });
  }

  test(type: Ty, short: Region): void {
    this.tests.push({ type, short, span: this.#demand ?? (this.span as Span) });
  }

  doubt(): void {
    this.doubtful = true;
  }

  loseLifetimes(): void {
    this.unsure.push(this.#demand ?? this.span ?? DUMMY_SPAN);
  }

  regionsOf(type: Ty): readonly Region[] {
    let regions = this.#regionsOf.get(type);
    if (regions === undefined) this.#regionsOf.set(type, (regions = [...new Set(regionsOf(type))].filter((region) => region > 0)));
    return regions;
  }

  /** Constraints made by the action are asked for by this. */
  blaming(by: Blame["by"], span: Span, action: () => void): void {
    const before = this.blame;
    this.blame = { by, span };
    action();
    this.blame = before;
  }

  /** Bounds that the action proves are asked for there. */
  demanding(span: Span, action: () => void): void {
    const before = this.#demand;
    this.#demand = span;
    this.blaming("bound", span, action);
    this.#demand = before;
  }

  // --- Points ----------------------------------------------------------------------------------------------------

  point(
    access: Access | undefined,
    uses: readonly number[] = [],
    defines = -1,
    more: { issues?: Loan | undefined; consumer?: Consumer } = {},
  ): number {
    const id = this.points.length;
    this.points.push({ access, uses: uses.filter((slot) => slot >= 0), defines, issues: more.issues, consumer: more.consumer, next: [] });
    if (this.at < 0) return id;
    this.link(this.at, id);
    this.at = id;
    return id;
  }

  link(from: number, to: number): void {
    if (from >= 0) (this.points[from] as Point).next.push(to);
  }

  /** A point several others lead to. */
  join(from: readonly number[]): number {
    const live = from.filter((point) => point >= 0);
    if (live.length === 0) {
      this.at = -1;
      return -1;
    }
    this.at = live[0] as number;
    const id = this.point(undefined);
    for (const point of live.slice(1)) this.link(point, id);
    return id;
  }

  /** `defines`: the temporary that gets the value, in the same point, so that it is kept without a gap. */
  access(path: Path, kind: AccessKind, span: Span, loan?: Loan, uses: readonly number[] = [], defines = -1): void {
    if (path.root < 0) {
      if (uses.length > 0 || defines >= 0) this.point(undefined, uses, defines);
      return;
    }
    const whole = path.steps.length === 0 && (kind === "write" || kind === "dead") ? path.root : defines;
    const issues = loan !== undefined && kind !== "copy" ? loan : undefined;
    this.point({ path, kind, span, loan, closure: this.capturing }, uses, whole, { issues });
  }

  // --- Slots and scopes ------------------------------------------------------------------------------------------

  /** Where control comes in from outside. */
  enter(): void {
    this.entries.push(this.points.length);
    this.points.push({ access: undefined, uses: [], defines: -1, issues: undefined, consumer: undefined, next: [] });
    this.at = this.points.length - 1;
  }

  slot(
    type: Ty,
    about: { local?: number; initial?: boolean; mutable?: boolean; span?: Span; value?: Expr; environment?: Closure; static?: DefId } = {},
  ): number {
    const regions = this.regionsOf(type);
    const needsDrop = this.facts.needsDrop(type);
    this.slots.push({
      type,
      regions,
      dropRegions: needsDrop && regions.length > 0 ? this.dropRegionsOf(type) : [],
      needsDrop,
      local: about.local,
      initial: about.initial === true,
      mutable: about.mutable !== false,
      span: about.span ?? (this.span as Span),
      value: about.value,
      static: about.static,
      environment: about.environment,
    });
    return this.slots.length - 1;
  }

  /** Consumes values and keeps what they make, if it holds regions, until it is consumed itself. */
  value(type: Ty, from: readonly Value[] = [], consumer?: Consumer): Value {
    const uses = from.map(({ temporary }) => temporary).filter((slot) => slot >= 0);
    const value = this.temporary(type);
    if (uses.length > 0 || value.temporary >= 0) this.point(undefined, uses, value.temporary, consumer && { consumer });
    return value;
  }

  temporary(type: Ty): Value {
    return { type, temporary: this.regionsOf(type).length === 0 ? -1 : this.slot(type) };
  }

  open(kind: Scope["kind"], span?: Span): void {
    this.scopes.push({ slots: new Set(), kind, span });
  }

  close(span: Span): void {
    const scope = this.scopes.pop() as Scope;
    this.#end(scope, span);
  }

  #end(scope: Scope, span: Span): void {
    if (this.at < 0) return;
    const whole = scope.span ?? span;
    const at = { ...whole, lo: Math.max(whole.lo, whole.hi - 1) };
    for (const slot of [...scope.slots].reverse()) {
      if (this.slots[slot]?.needsDrop === true) this.access({ root: slot, steps: [] }, "drop", at);
      this.access({ root: slot, steps: [] }, "dead", at);
    }
  }

  /** Ends what a jump out of all scopes above `depth` leaves. */
  leave(depth: number, span: Span): void {
    for (const scope of this.scopes.slice(depth).reverse()) this.#end(scope, span);
  }

  declare(slot: number, kind: Scope["kind"]): void {
    this.#innermost(kind)?.slots.add(slot);
  }

  #innermost(kind: Scope["kind"]): Scope | undefined {
    return this.scopes.findLast((each) => each.kind === kind) ?? this.scopes[0];
  }

  /** A temporary that lives as long as the variable that is being initialized. */
  declareExtended(slot: number): void {
    (this.#extended ?? this.#innermost("variables"))?.slots.add(slot);
  }

  /** While `work` runs, extended temporaries live as long as variables declared here. */
  extending<T>(work: () => T): T {
    const outer = this.#extended;
    this.#extended = this.#innermost("variables");
    const result = work();
    this.#extended = outer;
    return result;
  }

  // --- Borrows ---------------------------------------------------------------------------------------------------

  /** A borrow of a place of type `of`. */
  borrow(path: Path, of: Ty, mutable: boolean, span: Span, twoPhase: boolean): Value {
    const region = this.fresh();
    this.#reborrow(path.steps, region);
    const hidden = path.root < 0 || path.steps.some((step) => step.kind === "deref" && step.of !== "mut");
    const loan: Loan | undefined = hidden
      ? undefined
      : { path, mutable, region, span, closure: this.capturing, activation: undefined, twoPhase };
    if (loan !== undefined) this.loans.push(loan);
    const value = this.temporary(this.facts.tcx.types.ref(of, mutable, region));
    this.access(path, mutable ? (twoPhase ? "reserve" : "mut") : "share", span, loan, [], value.temporary);
    return loan === undefined ? value : { type: value.type, temporary: value.temporary, loan };
  }

  /** What is borrowed through references lives no longer than they do. */
  #reborrow(steps: readonly Step[], region: Region): void {
    for (const step of [...steps].reverse()) {
      if (step.kind !== "deref") continue;
      if (step.of === "raw-mut" || step.of === "raw-const") return;
      this.outlives(step.region, region);
      if (step.of === "shared") return;
    }
  }
}
