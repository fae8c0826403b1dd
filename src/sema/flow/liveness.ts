// Liveness: which variables, and which values put into them, nobody reads. The typed body is gone through backwards; at
// each point every local is live (its value may be read), and used (somebody reads it for its own sake, not only to add
// to it). In: a typed body. Out: findings of `unused_variables` and `unused_assignments`.
import type { Span } from "../../base/source.ts";
import type { Expr, LocalId, Pat, Stmt } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
import { childrenOf, partsOfPat, walkPat } from "../types/thir-walk.ts";
import { unreachedIn } from "./unreached.ts";

const LIVE = 1;
const USED = 2;

/** For each local its flags, and who overwrites it if it is dead. */
interface State {
  readonly flags: Uint8Array;
  readonly killers: (Span | undefined)[];
}

export interface Write {
  readonly local: LocalId;
  readonly kind: "initial" | "assignment" | "parameter";
  /** The pattern's name, or what assigns. */
  readonly span: Span;
  /** Of initial values. */
  readonly value: Span | undefined;
  /** The assignment that comes before any reading. */
  readonly killer: Span | undefined;
}

export interface Captured {
  readonly place: Expr;
  readonly byValue: boolean;
}

export interface LivenessRules {
  readonly isCopy: (type: Ty) => boolean;
  readonly needsDrop: (type: Ty) => boolean;
  /** Of MIR (since 1.92): what is not reached is not there, and writing a part of a variable does not read it. */
  readonly byMir: boolean;
}

export interface LivenessFindings {
  /** Locals that are never used, with whether they are assigned to. */
  readonly unused: readonly { readonly local: LocalId; readonly span: Span; readonly assigned: boolean; readonly again: readonly Span[] }[];
  readonly dead: readonly Write[];
  /** Locals declared without a value that some path reads before it is there. */
  readonly unready: readonly Span[];
  /** Values that some path uses after this move of them. */
  readonly movedTooSoon: readonly Span[];
}

function clone({ flags, killers }: State): State {
  return { flags: flags.slice(), killers: [...killers] };
}

/** What is live on either way is live; true if `into` changed. */
function merge(into: State, other: State): boolean {
  let changed = false;
  for (let i = 0; i < into.flags.length; i++) {
    const both = (into.flags[i] as number) | (other.flags[i] as number);
    if (both !== into.flags[i]) changed = true;
    into.flags[i] = both;
    into.killers[i] ??= other.killers[i];
  }
  return changed;
}

export class Liveness {
  readonly #count: number;
  /** State before the place a `break` or `continue` goes to. */
  readonly #breaks = new Map<number, State>();
  readonly #continues = new Map<number, State>();
  readonly #unused = new Map<Span, { local: LocalId; span: Span; assigned: boolean } | undefined>();
  readonly #dead = new Map<object, Write | undefined>();
  readonly #assigned = new Set<LocalId>();
  /** Of which parts are written that their drop may look at. */
  readonly #altered = new Set<LocalId>();
  readonly #unready = new Map<Span, boolean>();
  readonly #moved = new Map<Expr, boolean>();

  #unreached: ReadonlySet<Expr | Stmt> = new Set();

  /** `captures`: by a closure's number the places it captures, which it uses where it is made. */
  constructor(
    localCount: number,
    readonly captures: ReadonlyMap<number, readonly Captured[]>,
    readonly rules: LivenessRules,
  ) {
    this.#count = localCount;
  }

  #empty(): State {
    return { flags: new Uint8Array(this.#count), killers: Array.from<Span | undefined>({ length: this.#count }) };
  }

  /** Findings for a function or closure: its parameters and its body. */
  analyze(params: readonly { readonly pat: Pat }[], body: Expr): LivenessFindings {
    const state = this.#empty();
    if (this.rules.byMir) this.#unreached = unreachedIn(body);
    this.#value(body, state);
    for (const { pat } of [...params].reverse()) this.#bind(pat, state, "parameter", undefined);
    const unused = [...this.#unused.values()]
      .filter((one) => one !== undefined)
      .filter(({ local }) => this.#assigned.has(local) || !this.#altered.has(local));
    return {
      unused: unused.map((one) => ({ ...one, assigned: this.#assigned.has(one.local), again: this.#again.get(one.local) ?? [] })),
      dead: [...this.#dead.values()].filter((one) => one !== undefined),
      unready: [...this.#unready].flatMap(([span, is]) => (is ? [span] : [])),
      movedTooSoon: [...this.#moved].flatMap(([{ span }, is]) => (is ? [span] : [])),
    };
  }

  // --- Patterns -------------------------------------------------------------------------------------------------

  #bind(pat: Pat, state: State, kind: "initial" | "parameter" | "other", value: Span | undefined): void {
    if (pat.kind.kind === "or") return this.#bindOr(pat.kind.alternatives, state);
    for (const part of [...partsOfPat(pat.kind)].reverse())
      this.#bind(part, state, kind === "parameter" ? "parameter" : "other", undefined);
    if (pat.kind.kind === "binding") this.#define(pat.kind.local, pat.span, state, kind, value);
  }

  /** All alternatives bind the same locals: one is enough. */
  #bindOr(alternatives: readonly Pat[], state: State): void {
    const [first, ...others] = alternatives;
    if (first !== undefined) this.#bind(first, state, "other", undefined);
    for (const other of others)
      walkPat(other, ({ kind, span }) => {
        if (kind.kind === "binding") this.#again.set(kind.local, [...(this.#again.get(kind.local) ?? []), span]);
      });
  }

  /** Where else locals are bound: in other alternatives of or-patterns. */
  readonly #again = new Map<LocalId, readonly Span[]>();

  #define(local: LocalId, span: Span, state: State, kind: "initial" | "parameter" | "other", value: Span | undefined): void {
    const flags = state.flags[local] as number;
    this.#unused.set(span, (flags & USED) === 0 ? { local, span, assigned: false } : undefined);
    const isDead = (flags & USED) !== 0 && (flags & LIVE) === 0 && kind !== "other" && (kind === "parameter" || value !== undefined);
    const killer = state.killers[local];
    this.#dead.set(span, isDead ? { local, kind: kind === "parameter" ? "parameter" : "initial", span, value, killer } : undefined);
    state.flags[local] = flags & ~LIVE;
    state.killers[local] = undefined;
  }

  // --- Expressions ----------------------------------------------------------------------------------------------

  /** Goes back over the evaluation of an expression. */
  #value(expr: Expr, state: State): void {
    if (this.#unreached.has(expr)) return;
    if (expr.type.kind === "never" && expr.kind === "call") this.#forget(state);
    switch (expr.kind) {
      case "local":
      case "field":
      case "index":
        this.#moveOut(expr, state);
        return this.#place(expr, state);
      case "deref":
        return this.#place(expr, state);
      case "borrow":
      case "raw-borrow":
        return this.#place(expr.operand, state);
      case "assign":
        this.#write(expr, expr.place, state, false);
        return this.#value(expr.value, state);
      case "assign-op":
        this.#write(expr, expr.place, state, true);
        return this.#value(expr.value, state);
      case "block":
        return this.#block(expr.block, state);
      case "logical":
        return this.#logical(expr.left, expr.right, state);
      case "asm":
        return this.#asm(expr, state);
      case "closure":
        for (const { place, byValue } of this.captures.get(expr.closure) ?? []) {
          if (byValue) this.#value(place, state);
          else this.#place(place, state);
        }
        return;
      default:
        return this.#control(expr, state);
    }
  }

  /** Reads, or looks at, a place. */
  #place(place: Expr, state: State): void {
    let at = place;
    for (;;) {
      if (at.kind === "index") this.#value(at.index, state);
      if (at.kind === "field" || at.kind === "deref" || at.kind === "index") at = at.operand;
      else break;
    }
    if (at.kind !== "local") {
      if (at.kind !== "upvar" && at.kind !== "static") this.#value(at, state);
      return;
    }
    state.flags[at.local] = (state.flags[at.local] as number) | LIVE | USED;
    state.killers[at.local] = undefined;
  }

  /** A value that is not `Copy` leaves its place: nobody may use the place after that. */
  #moveOut(place: Expr, state: State): void {
    if (this.rules.isCopy(place.type)) return;
    let at = place;
    while (at.kind === "field" || at.kind === "index") at = at.operand;
    if (at.kind === "local") this.#moved.set(place, ((state.flags[at.local] as number) & LIVE) !== 0);
  }

  #forget(state: State): void {
    state.flags.fill(0);
    state.killers.fill(undefined);
  }

  #become(state: State, other: State | undefined): void {
    state.flags.set((other ?? this.#empty()).flags);
    for (let i = 0; i < this.#count; i++) state.killers[i] = other?.killers[i];
  }

  #control(expr: Expr, state: State): void {
    switch (expr.kind) {
      case "if": {
        const otherwise = clone(state);
        if (expr.otherwise !== undefined) this.#value(expr.otherwise, otherwise);
        this.#value(expr.then, state);
        merge(state, otherwise);
        return this.#value(expr.condition, state);
      }
      case "let":
        this.#bind(expr.pat, state, "other", undefined);
        return this.#scrutinee(expr.scrutinee, [expr.pat], state);
      case "match":
        return this.#match(expr, state);
      case "loop":
        return this.#loop(expr.label, expr.body, state);
      case "labeled":
        this.#breaks.set(expr.label, clone(state));
        return this.#value(expr.body, state);
      case "break":
        this.#become(state, this.#breaks.get(expr.label));
        return expr.value === undefined ? undefined : this.#value(expr.value, state);
      case "continue":
        return this.#become(state, this.#continues.get(expr.label));
      case "return":
        this.#forget(state);
        return expr.value === undefined ? undefined : this.#value(expr.value, state);
      default:
        return this.#parts(expr, state);
    }
  }

  #parts(expr: Expr, state: State): void {
    const children = childrenOf(expr);
    for (let i = children.length - 1; i >= 0; i--) this.#value(children[i] as Expr, state);
  }

  #match(expr: Expr & { kind: "match" }, state: State): void {
    const after = clone(state);
    this.#forget(state);
    for (const { pat, guard, body } of [...expr.arms].reverse()) {
      const arm = clone(after);
      this.#value(body, arm);
      if (guard !== undefined) {
        merge(arm, state);
        this.#value(guard, arm);
      }
      this.#bind(pat, arm, "other", undefined);
      merge(state, arm);
    }
    const pats = expr.arms.map(({ pat }) => pat);
    this.#scrutinee(expr.scrutinee, pats, state);
  }

  /** A scrutinee that is a place is moved only as far as patterns bind parts of it by value. */
  #scrutinee(scrutinee: Expr, pats: readonly Pat[], state: State): void {
    const { kind } = scrutinee;
    if (kind !== "local" && kind !== "field" && kind !== "index" && kind !== "deref") return this.#value(scrutinee, state);
    if (pats.some((pat) => this.#takes(pat))) this.#moveOut(scrutinee, state);
    this.#place(scrutinee, state);
  }

  #takes({ kind, type }: Pat): boolean {
    if (kind.kind === "binding" && kind.mode === "value" && !this.rules.isCopy(type)) return true;
    return kind.kind !== "deref" && partsOfPat(kind).some((part) => this.#takes(part));
  }

  /** Until nothing changes: what the next round reads is live at the end of this one. */
  #loop(label: number, body: Expr, state: State): void {
    this.#breaks.set(label, clone(state));
    const head = this.#empty();
    for (;;) {
      this.#continues.set(label, clone(head));
      this.#become(state, head);
      this.#value(body, state);
      if (!merge(head, state)) break;
    }
    this.#become(state, head);
  }

  #logical(left: Expr, right: Expr, state: State): void {
    const skipped = clone(state);
    this.#value(right, state);
    merge(state, skipped);
    this.#value(left, state);
  }

  #block({ stmts, value }: (Expr & { kind: "block" })["block"], state: State): void {
    if (value !== undefined) this.#value(value, state);
    for (let i = stmts.length - 1; i >= 0; i--) {
      const stmt = stmts[i];
      if (stmt === undefined || this.#unreached.has(stmt)) continue;
      if (stmt.kind === "expr") this.#value(stmt.expr, state);
      else this.#let(stmt, state);
    }
  }

  #let({ pat, init, otherwise }: { pat: Pat; init: Expr | undefined; otherwise: Expr | undefined }, state: State): void {
    if (init === undefined && pat.kind.kind === "binding")
      this.#unready.set(pat.span, ((state.flags[pat.kind.local] as number) & LIVE) !== 0);
    this.#bind(pat, state, "initial", init?.span);
    if (otherwise !== undefined) {
      const other = this.#empty();
      this.#value(otherwise, other);
      merge(state, other);
    }
    if (init !== undefined) this.#scrutinee(init, [pat], state);
  }

  /** An assignment to a variable ends what was in it; to a part of one it reads the variable. */
  #write(expr: Expr, place: Expr, state: State, reads: boolean): void {
    if (place.kind !== "local") return this.#writePart(expr, place, state);
    const flags = state.flags[place.local] as number;
    const dead = (flags & LIVE) === 0;
    this.#assigned.add(place.local);
    // What is dropped first is written by a step of its own.
    const { span } = this.rules.byMir && this.rules.needsDrop(place.type) ? place : expr;
    const next = state.killers[place.local];
    // What comes round a loop is not shown.
    const killer = next !== undefined && next.lo <= span.lo ? undefined : next;
    const write: Write = { local: place.local, kind: "assignment", span: place.span, value: span, killer };
    this.#dead.set(expr, dead ? write : undefined);
    // Since MIR tells, what is only added to is neither read nor there anew.
    const isRead = reads && !this.rules.byMir;
    if (!reads) state.flags[place.local] = flags & ~LIVE;
    else if (isRead) state.flags[place.local] = flags | LIVE;
    state.killers[place.local] = isRead ? undefined : span;
  }

  /** What was in the variable stays there. Where it is dropped, somebody may look at the part. */
  #writePart(expr: Expr, place: Expr, state: State): void {
    const local = this.rules.byMir ? variableOf(place) : undefined;
    if (local === undefined) return this.#place(place, state);
    const isDropped = this.rules.needsDrop(local.type);
    const isDead = !isDropped && ((state.flags[local.local] as number) & LIVE) === 0;
    (isDropped ? this.#altered : this.#assigned).add(local.local);
    const write: Write = { local: local.local, kind: "assignment", span: place.span, value: expr.span, killer: undefined };
    this.#dead.set(expr, isDead ? write : undefined);
    if (isIndexed(place)) this.#place(place, state);
  }

  /** Outputs are written, then inputs read. */
  #asm(expr: Expr & { kind: "asm" }, state: State): void {
    const { operands } = expr.asm;
    for (const operand of operands) {
      const place = operand.kind === "out" || operand.kind === "split-inout" ? operand.place : undefined;
      if (place?.kind === "local") {
        state.flags[place.local] = (state.flags[place.local] as number) & ~LIVE;
        this.#assigned.add(place.local);
      } else if (place !== undefined) this.#place(place, state);
    }
    for (const operand of operands) {
      if (operand.kind === "in" || operand.kind === "split-inout" || operand.kind === "const" || operand.kind === "sym")
        this.#value(operand.value, state);
      else if (operand.kind === "inout") this.#place(operand.place, state);
      else if (operand.kind === "label") this.#value(operand.block, state);
    }
  }
}

/** The variable whose field, or element of an array, a place is. */
function variableOf(place: Expr): (Expr & { kind: "local" }) | undefined {
  if (place.kind === "local") return place;
  if (place.kind === "field" || (place.kind === "index" && place.operand.type.kind === "array")) return variableOf(place.operand);
  return undefined;
}

/** Its bounds are read. */
function isIndexed(place: Expr): boolean {
  return place.kind === "index" || (place.kind === "field" && isIndexed(place.operand));
}
