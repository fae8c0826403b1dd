// A body as a graph of points, for what must be judged along its paths: moves, initialisation and borrows. Each point
// does at most one thing to a place. Types bear region variables (`types/regions.ts`). The bodies of closures are parts of
// the same graph with entries of their own: what they share with the body around them are the regions of what they hold.
import type { Span } from "../../base/source.ts";
import type { DefId } from "../types/def-id.ts";
import type { Closure, Expr, LocalId, Pat } from "../types/thir.ts";
import type { Region, Ty } from "../types/ty.ts";

export type { Region };

export type Step =
  /** `ofDropped`: of a type with a destructor, which may look at all of it. */
  | { readonly kind: "field"; readonly variant: number; readonly field: number; readonly union: boolean; readonly ofDropped?: boolean }
  /** By `[]`, which stands for any element; `index` is where the index is written. */
  | { readonly kind: "index"; readonly index: Span }
  | ElementStep
  /** To what a `Box` owns: a part of it like a field, but written as what a reference leads to. */
  | { readonly kind: "box" }
  | { readonly kind: "deref"; readonly of: "shared" | "mut" | "raw-const" | "raw-mut"; readonly region: Region };

/**
 * By a pattern of a slice or array of `least` elements or more: the `from`-th up to (not including) `to`, which counts from the end
 * if it is not positive. Of a single element, `to` follows `from`.
 */
export interface ElementStep {
  readonly kind: "elements";
  readonly from: number;
  readonly to: number;
  readonly least: number;
}

/** A place: a local (or what a closure captured, or a temporary) and the way from there. Root -1: nobody's (a static). */
export interface Path {
  readonly root: number;
  readonly steps: readonly Step[];
}

/**
 * `mention` is of no consequence but that the place is used. `inspect` asks for a value to be there: a closure matches on the place without a capture. `test` reads which variant it is, `length` how long a slice is. `write` replaces a value, `dead` ends a variable,
 * `wrest` is a move that is not allowed. `drop` runs its destructor, `replace` that of what is about to be replaced. `reserve` announces a two-phase borrow.
 */
export type AccessKind =
  | "copy"
  | "move"
  | "wrest"
  | "mention"
  | "inspect"
  | "test"
  | "length"
  | "share"
  | "mut"
  | "reserve"
  | "write"
  | "dead"
  | "drop"
  | "replace";

export interface Access {
  readonly path: Path;
  readonly kind: AccessKind;
  readonly span: Span;
  /** The loan that this access makes or activates: it is not in its own way. */
  readonly loan: Loan | undefined;
  /** The closure that captures the place so; `span` is then where its body names it. */
  readonly closure: Closure | undefined;
}

/** What consumes values: a call (with its callee as written), an operator or whatever has the span. */
export interface Consumer {
  readonly kind: "call" | "closure" | "other";
  readonly span: Span;
}

export interface Loan {
  readonly path: Path;
  readonly mutable: boolean;
  readonly region: Region;
  readonly span: Span;
  readonly closure: Closure | undefined;
  /** Of two-phase borrows: the point where it becomes a real one. */
  activation: number | undefined;
  twoPhase: boolean;
}

export interface Point {
  readonly access: Access | undefined;
  readonly issues: Loan | undefined;
  /** Temporaries whose value is consumed here. */
  readonly uses: readonly number[];
  readonly consumer: Consumer | undefined;
  /** A local that gets a new value here as a whole. */
  readonly defines: number;
  readonly next: number[];
}

/** A variable, temporary or captured place. */
export interface Slot {
  /** With its regions. */
  readonly type: Ty;
  readonly regions: readonly Region[];
  /** Those that its end looks at. */
  readonly dropRegions: readonly Region[];
  readonly needsDrop: boolean;
  /** Of the body's locals; undefined for temporaries and captures. */
  readonly local: number | undefined;
  /** True for parameters' and captures' places, which have a value from the start. */
  readonly initial: boolean;
  readonly mutable: boolean;
  /** Of a temporary: the expression whose value it holds. */
  readonly span: Span;
  /** Of a temporary: what is evaluated into it, if that is known. */
  readonly value: Expr | undefined;
  /** It is a reference to this static item. */
  readonly static: DefId | undefined;
  /** It is what this closure holds. */
  readonly environment: Closure | undefined;
}

/** What must hold between regions: `longer` is at least as long as `shorter`, everywhere. */
export interface Constraint {
  readonly longer: Region;
  readonly shorter: Region;
  readonly blame: Blame | undefined;
  /** The type on the way that makes it hold both ways. */
  readonly invariance: Invariance | undefined;
}

/** A type, and which of its arguments (lifetimes first) must be the same on both sides. */
export interface Invariance {
  readonly type: Ty;
  readonly index: number;
}

/** What asks for a constraint, and where it is written. */
export interface Blame {
  readonly by: "return" | "argument" | "assignment" | "annotation" | "usage" | "bound";
  readonly span: Span;
}

/**
 * Regions that are not the body's to choose. `named`: lifetimes of the item. `local`: those of any call of the closure
 * with that number. `placeholder`: one of `for<'a>`, whatever it is. `external`: stands for all that a closure sees of the body around it.
 */
export interface Universal {
  readonly region: Region;
  readonly kind: "named" | "local" | "placeholder" | "external";
  readonly closure: number;
  readonly span: Span;
}

/** What a pattern is matched with: the place (undefined: a `let` of a name alone, which is no match), and where that is written. */
export interface Matched {
  readonly path: Path | undefined;
  readonly span: Span;
  /** The whole pattern. */
  readonly pat: Pat;
}

/** A variable that a pattern binds by value. */
export interface Binding {
  readonly local: LocalId;
  readonly span: Span;
  readonly matched: Matched;
}

/** A move that is not allowed: out of what is borrowed, of elements of a slice (or of an array by `[]`), of what has a destructor. */
export interface IllegalMove {
  readonly why: "borrowed" | "elements" | "destructor" | "unknown";
  /** So many steps of the path lead to what is borrowed (with the dereference), or to what has elements or a destructor. */
  readonly length: number;
  readonly path: Path;
  readonly span: Span;
  readonly point: number;
  readonly binding: Binding | undefined;
  /** The closure that captures the place so. */
  readonly closure: Closure | undefined;
  /** Of a variable of the pattern, while its guard runs. */
  readonly isGuarded: boolean;
}

/** A closure's part of the graph. */
export interface ClosurePart {
  readonly closure: number;
  readonly from: number;
  readonly to: number;
  /** Regions it shares with what is around it: they last through all of it. */
  readonly external: readonly Region[];
}

/** What a parameter or alias stands for must outlive a region. */
export interface TypeTest {
  readonly type: Ty;
  readonly short: Region;
  /** What asks for it. */
  readonly span: Span;
}

export interface Graph {
  readonly points: readonly Point[];
  readonly slots: readonly Slot[];
  readonly constraints: readonly Constraint[];
  readonly universals: readonly Universal[];
  readonly loans: readonly Loan[];
  readonly regionCount: number;
  /** Points where control comes in: the body's, then those of its closures. */
  readonly entries: readonly number[];
  readonly closures: readonly ClosurePart[];
  readonly tests: readonly TypeTest[];
  /** Branches on conditions whose last way is the first in rustc's order of blocks. */
  readonly conditions: ReadonlySet<number>;
  /** Constructs this cannot follow. */
  readonly unsure: readonly Span[];
  /** Something was not understood: errors of borrows and lifetimes may be too many. */
  readonly doubtful: boolean;
  /** Moves out of what cannot be moved out of. */
  readonly unmovable: readonly IllegalMove[];
}
