// The graph under construction: points, slots, scopes and regions. What expressions do to it is in `lower.ts`.
import type { Span } from "../../base/source.ts";
import type { Ty } from "../types/ty.ts";
import {
  NOTHING,
  type Access,
  type AccessKind,
  type Constraint,
  type Graph,
  type Hold,
  type Loan,
  type Path,
  type Point,
  type Region,
  type Slot,
  type Step,
  type Universal,
} from "./graph.ts";
import type { TypeFacts } from "./type-facts.ts";

/** A value under evaluation: its regions, and the temporary that keeps it until it is consumed (-1: holds nothing). */
export interface Value {
  readonly hold: Hold;
  readonly temporary: number;
  /** The borrow it is, if it is one that may be two-phase. */
  readonly loan?: Loan;
}

export const PLAIN: Value = { hold: NOTHING, temporary: -1 };

/** Variables and temporaries that end together. */
export interface Scope {
  readonly slots: number[];
  readonly kind: "variables" | "temporaries";
}

export class GraphBuilder {
  readonly facts: TypeFacts;
  readonly points: Point[] = [];
  readonly slots: Slot[] = [];
  readonly constraints: Constraint[] = [];
  readonly universals: Universal[] = [];
  readonly loans: Loan[] = [];
  readonly unsure: Span[] = [];
  readonly unmovable: Span[] = [];
  readonly scopes: Scope[] = [];
  /** The point control comes from; -1 where it does not come. */
  at = -1;
  #regions = 0;

  constructor(facts: TypeFacts) {
    this.facts = facts;
  }

  graph(): Graph {
    const { points, slots, constraints, universals, loans, unsure, unmovable } = this;
    return { points, slots, constraints, universals, loans, unsure, unmovable, regionCount: this.#regions };
  }

  // --- Regions ---------------------------------------------------------------------------------------------------

  region(): Region {
    return this.#regions++;
  }

  /** Fresh regions for a value of the type. */
  holdFor(type: Ty): Hold {
    if (!this.facts.holds(type)) return NOTHING;
    const inner = this.region();
    return { outer: type.kind === "ref" || type.kind === "closure" ? this.region() : inner, inner };
  }

  outlives(longer: Region, shorter: Region): void {
    if (longer >= 0 && shorter >= 0 && longer !== shorter) this.constraints.push({ longer, shorter });
  }

  equal(one: Region, other: Region): void {
    this.outlives(one, other);
    this.outlives(other, one);
  }

  /** A value of `type` goes where `to` is the place's regions. */
  flow(from: Hold, to: Hold, type: Ty): void {
    this.outlives(from.outer, to.outer);
    this.outlives(from.inner, to.inner);
    if (to.outer === to.inner || from.outer === from.inner) {
      this.outlives(from.outer, to.inner);
      this.outlives(from.inner, to.outer);
    }
    const fixed = type.kind === "ref" ? type.mutable || this.facts.isSink(type.target) : this.facts.isSink(type);
    if (!fixed) return;
    this.outlives(to.inner, from.inner);
    if (type.kind !== "ref" && type.kind !== "closure") this.outlives(to.inner, from.outer);
  }

  // --- Points ----------------------------------------------------------------------------------------------------

  point(access: Access | undefined, uses: readonly number[] = [], defines = -1, issues?: Loan): number {
    const id = this.points.length;
    this.points.push({ access, uses: uses.filter((slot) => slot >= 0), defines, issues, next: [] });
    if (this.at >= 0) this.link(this.at, id);
    else if (id > 0) {
      this.at = -1;
      return id;
    }
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
    this.point({ path, kind, span, loan }, uses, whole, loan !== undefined && kind !== "copy" ? loan : undefined);
  }

  // --- Slots and scopes ------------------------------------------------------------------------------------------

  slot(type: Ty, hold: Hold, about: { readonly local?: number; readonly initial?: boolean; readonly mutable?: boolean } = {}): number {
    this.slots.push({
      type,
      hold,
      needsDrop: this.facts.needsDrop(type),
      local: about.local,
      initial: about.initial === true,
      mutable: about.mutable !== false,
    });
    return this.slots.length - 1;
  }

  /** Consumes values and keeps what they make, if it holds regions, until it is consumed itself. */
  value(hold: Hold, type: Ty, from: readonly Value[] = []): Value {
    const uses = from.map(({ temporary }) => temporary).filter((slot) => slot >= 0);
    const value = this.temporary(hold, type);
    if (uses.length > 0 || value.temporary >= 0) this.point(undefined, uses, value.temporary);
    return value;
  }

  temporary(hold: Hold, type: Ty): Value {
    return hold.inner < 0 && hold.outer < 0 ? PLAIN : { hold, temporary: this.slot(type, hold) };
  }

  open(kind: Scope["kind"]): void {
    this.scopes.push({ slots: [], kind });
  }

  close(span: Span): void {
    const scope = this.scopes.pop() as Scope;
    this.#end(scope, span);
  }

  #end(scope: Scope, span: Span): void {
    if (this.at < 0) return;
    const at = { ...span, lo: Math.max(span.lo, span.hi - 1) };
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
    const scope = this.scopes.findLast((each) => each.kind === kind) ?? this.scopes[0];
    scope?.slots.push(slot);
  }

  // --- Borrows ---------------------------------------------------------------------------------------------------

  /** A borrow of a place whose regions are `of`. */
  borrow(path: Path, of: Hold, mutable: boolean, type: Ty, span: Span, twoPhase: boolean): Value {
    const region = this.region();
    this.#reborrow(path.steps, region);
    const inner = this.region();
    this.outlives(of.outer, inner);
    this.outlives(of.inner, inner);
    if (type.kind === "ref" && (mutable || this.facts.isSink(type.target))) {
      this.outlives(inner, of.outer);
      this.outlives(inner, of.inner);
    }
    const hold: Hold = { outer: region, inner };
    const hidden = path.root < 0 || path.steps.some((step) => step.kind === "deref" && step.of !== "mut");
    const loan: Loan | undefined = hidden ? undefined : { path, mutable, region, span, activation: undefined, twoPhase };
    if (loan !== undefined) this.loans.push(loan);
    const value = this.temporary(hold, type);
    this.access(path, mutable ? (twoPhase ? "reserve" : "mut") : "share", span, loan, [], value.temporary);
    return loan === undefined ? value : { ...value, loan };
  }

  /** What is borrowed through references lives no longer than they do. */
  #reborrow(steps: readonly Step[], region: Region): void {
    for (const step of [...steps].reverse()) {
      if (step.kind !== "deref") continue;
      if (step.of === "raw") return;
      this.outlives(step.region, region);
      if (step.of === "shared") return;
    }
  }
}
