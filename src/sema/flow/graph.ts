// A body as a graph of points, for what must be judged along its paths: moves, initialisation and borrows. Each point
// does at most one thing to a place. Lifetimes are region variables, two for a value: of the reference it is itself, and
// of all that lies behind it taken as one. That is coarser than rustc's (one for each place in the type), so what passes
// here passes there; what does not is refused, not called wrong.
import type { Span } from "../../base/source.ts";
import type { Ty } from "../types/ty.ts";

export type Region = number;

/** The regions of a value: `outer` of the reference itself (or closure), `inner` of what lies behind; -1 for none. */
export interface Hold {
  readonly outer: Region;
  readonly inner: Region;
}

export const NOTHING: Hold = { outer: -1, inner: -1 };

export type Step =
  | { readonly kind: "field"; readonly variant: number; readonly field: number; readonly union: boolean }
  | { readonly kind: "index" }
  | { readonly kind: "deref"; readonly of: "shared" | "mut" | "raw"; readonly region: Region };

/** A place: a local (or what a closure captured, or a temporary) and the way from there. Root -1: nobody's (a static). */
export interface Path {
  readonly root: number;
  readonly steps: readonly Step[];
}

/** `write` replaces a value, `dead` ends a variable, `drop` runs its destructor. `reserve` announces a two-phase borrow. */
export type AccessKind = "copy" | "move" | "inspect" | "share" | "mut" | "reserve" | "write" | "dead" | "drop";

export interface Access {
  readonly path: Path;
  readonly kind: AccessKind;
  readonly span: Span;
  /** The loan that this access makes or activates: it is not in its own way. */
  readonly loan: Loan | undefined;
}

export interface Loan {
  readonly path: Path;
  readonly mutable: boolean;
  readonly region: Region;
  readonly span: Span;
  /** Of two-phase borrows: the point where it becomes a real one. */
  activation: number | undefined;
  twoPhase: boolean;
}

export interface Point {
  readonly access: Access | undefined;
  readonly issues: Loan | undefined;
  /** Temporaries whose value is consumed here. */
  readonly uses: readonly number[];
  /** A local that gets a new value here as a whole. */
  readonly defines: number;
  readonly next: number[];
}

/** A variable, temporary or captured place. */
export interface Slot {
  readonly type: Ty;
  readonly hold: Hold;
  readonly needsDrop: boolean;
  /** Of the body's locals; undefined for temporaries and captures. */
  readonly local: number | undefined;
  /** True for parameters' and captures' places, which have a value from the start. */
  readonly initial: boolean;
  readonly mutable: boolean;
}

/** What must hold between regions: `longer` is at least as long as `shorter`, everywhere. */
export interface Constraint {
  readonly longer: Region;
  readonly shorter: Region;
}

/** Regions that come from outside: the lifetimes they stand for. */
export interface Universal {
  readonly region: Region;
  readonly names: ReadonlySet<string>;
  readonly span: Span;
}

export interface Graph {
  readonly points: readonly Point[];
  readonly slots: readonly Slot[];
  readonly constraints: readonly Constraint[];
  readonly universals: readonly Universal[];
  readonly loans: readonly Loan[];
  readonly regionCount: number;
  /** Constructs this cannot follow. */
  readonly unsure: readonly Span[];
  /** Moves out of what cannot be moved out of. */
  readonly unmovable: readonly Span[];
}
