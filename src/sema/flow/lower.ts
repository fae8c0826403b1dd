// From typed expressions to points. Evaluation order is the language's: operands as written, the value of an assignment
// before its place, a two-phase borrow announced first and made when the call happens.
import type { Span } from "../../base/source.ts";
import type { Block, Body, Closure, Expr, Local, Stmt } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
import { GraphBuilder, PLAIN, type Value } from "./builder.ts";
import { linkCall } from "./call-flow.ts";
import { NOTHING, type Hold, type Path, type Slot, type Step } from "./graph.ts";
import { isHigherRanked, isAnnotated } from "./closure-bounds.ts";
import { STATIC } from "./lifetimes.ts";
import { bindPattern } from "./lower-pattern.ts";

export interface Place {
  readonly path: Path;
  readonly hold: Hold;
  readonly type: Ty;
}

interface Target {
  readonly depth: number;
  readonly breaks: number[];
  /** Where `continue` goes. */
  readonly head: number;
  /** Takes the values of breaks. */
  readonly result: number;
}

export class Lowering {
  readonly builder: GraphBuilder;
  readonly body: Body;
  readonly closure: Closure | undefined;
  readonly edition: number;
  readonly locals = new Map<number, number>();
  readonly #targets = new Map<number, Target>();
  readonly #captures: number[] = [];
  /** The slot that takes the result. */
  result = -1;
  /** Of closures: which parameters, being references, come out in the result. */
  readonly escaping: ReadonlyMap<number, ReadonlySet<number>>;
  #static = -1;
  readonly #judged = new Set<Expr>();

  /** Temporaries that a constant's value borrows: they are part of it. */
  readonly everlasting: ReadonlySet<Expr>;

  constructor(
    builder: GraphBuilder,
    body: Body,
    closure: Closure | undefined,
    edition: number,
    escaping: ReadonlyMap<number, ReadonlySet<number>>,
  ) {
    this.escaping = escaping;
    this.builder = builder;
    this.body = body;
    this.closure = closure;
    this.edition = edition;
    const isConstant = closure === undefined && ["const", "static", "assoc-const"].includes(builder.facts.tcx.items.kind(body.owner));
    this.everlasting = new Set(isConstant ? extendedOf(body.value) : []);
  }

  capture(slot: number): void {
    this.#captures.push(slot);
  }

  captureSlots(): readonly number[] {
    return this.#captures;
  }

  /** The region of what lives for ever. */
  staticRegion(): number {
    if (this.#static >= 0) return this.#static;
    this.#static = this.builder.region();
    this.builder.universals.push({ region: this.#static, names: new Set([STATIC]), span: this.body.span });
    return this.#static;
  }

  slotOf(local: number): number {
    const known = this.locals.get(local);
    if (known !== undefined) return known;
    const { type, mutable } = this.body.locals[local] as Local;
    const slot = this.builder.slot(type, this.builder.holdFor(type), { local, mutable });
    this.locals.set(local, slot);
    return slot;
  }

  // --- Places ----------------------------------------------------------------------------------------------------

  place(expr: Expr): Place {
    switch (expr.kind) {
      case "local": {
        const root = this.slotOf(expr.local);
        return { path: { root, steps: [] }, hold: (this.builder.slots[root] as Slot).hold, type: expr.type };
      }
      case "upvar":
        return this.#upvar(expr.capture, expr);
      case "static":
        return { path: { root: -1, steps: [] }, hold: this.builder.holdFor(expr.type), type: expr.type };
      case "field":
        return this.#field(expr, expr.variant, expr.field);
      case "index": {
        const base = this.place(expr.operand);
        this.#consume(this.value(expr.index));
        return this.#step(base, { kind: "index" }, expr.type);
      }
      case "deref":
        return this.deref(this.place(expr.operand), expr.type);
      default:
        return this.temporary(expr);
    }
  }

  #field(expr: Expr & { kind: "field" }, variant: number, field: number): Place {
    return this.project(this.place(expr.operand), variant, field, expr.type);
  }

  project(base: Place, variant: number, field: number, type: Ty): Place {
    const union = base.type.kind === "adt" && this.builder.facts.tables.adt(base.type.def).kind === "union";
    return this.#step(base, { kind: "field", variant, field, union }, type);
  }

  #step(base: Place, step: Step, type: Ty): Place {
    return project(base, step, type, this.builder.facts.holds(type));
  }

  deref(base: Place, type: Ty): Place {
    const pointer = base.type;
    const of = pointer.kind === "ptr" ? "raw" : pointer.kind === "ref" && pointer.mutable ? "mut" : "shared";
    if (of === "raw") return { path: { root: -1, steps: [] }, hold: this.builder.holdFor(type), type };
    return this.#step(base, { kind: "deref", of, region: base.hold.outer }, type);
  }

  /** Places rooted at what the closure has captured. */
  #upvar(capture: number, expr: Expr): Place {
    const slot = this.#captures[capture] as number;
    const { hold } = this.builder.slots[slot] as Slot;
    const mode = this.closure?.captures[capture]?.mode ?? "value";
    const base: Place = { path: { root: slot, steps: [] }, hold, type: expr.type };
    if (mode === "value") return base;
    const step: Step = { kind: "deref", of: mode === "ref-mut" ? "mut" : "shared", region: hold.outer };
    return this.#step(base, step, expr.type);
  }

  /** A value where a place is wanted lives in a temporary. */
  temporary(expr: Expr, kept = false): Place {
    const value = this.value(expr);
    const { builder } = this;
    const hold = builder.holdFor(expr.type);
    builder.flow(value.hold, hold, expr.type);
    const slot = builder.slot(expr.type, hold);
    if (!this.everlasting.has(expr)) builder.declare(slot, kept || expr.extended === true ? "variables" : "temporaries");
    builder.access({ root: slot, steps: [] }, "write", expr.span, undefined, [value.temporary]);
    return { path: { root: slot, steps: [] }, hold, type: expr.type };
  }

  // --- Values ----------------------------------------------------------------------------------------------------

  #consume(...values: readonly Value[]): void {
    const uses = values.map(({ temporary }) => temporary).filter((slot) => slot >= 0);
    if (uses.length > 0) this.builder.point(undefined, uses);
  }

  /** Evaluates, and the value goes nowhere. */
  discard(expr: Expr): void {
    this.#consume(this.value(expr));
  }

  value(expr: Expr): Value {
    switch (expr.kind) {
      case "local":
      case "upvar":
      case "static":
      case "field":
      case "index":
      case "deref":
        return this.read(this.place(expr), expr.span);
      case "borrow": {
        const { path, hold } = this.#borrowed(expr);
        return this.builder.borrow(path, hold, expr.mutable, expr.type, expr.span, expr.twoPhase || isAdjusted(expr));
      }
      case "raw-borrow": {
        const { path } = this.place(expr.operand);
        this.builder.access(path, expr.mutable ? "mut" : "share", expr.span);
        return PLAIN;
      }
      case "call":
        return this.#call(expr);
      case "closure":
        return this.#closure(expr);
      case "tuple":
      case "array":
        return this.aggregate(expr, expr.elements);
      case "repeat":
        return this.aggregate(expr, [expr.element]);
      case "adt":
        return this.#adt(expr);
      case "cast":
      case "coerce":
        return this.#through(expr);
      default:
        return this.#control(expr);
    }
  }

  #borrowed(expr: Expr & { kind: "borrow" }): Place {
    const { operand } = expr;
    const constant = isPromoted(operand) && (!expr.mutable || (operand.kind === "array" && operand.elements.length === 0));
    if (!constant) return this.place(operand);
    return { path: { root: -1, steps: [] }, hold: this.builder.holdFor(operand.type), type: operand.type };
  }

  /** A place read as a value: copied or moved. */
  read({ path, hold, type }: Place, span: Span): Value {
    const copied = this.builder.facts.isCopy(type);
    if (!copied && !this.#mayMove(path, type)) this.builder.unmovable.push(span);
    const value = this.builder.temporary(hold, type);
    this.builder.access(path, copied ? "copy" : "move", span, undefined, [], value.temporary);
    return value;
  }

  /** Out of variables and their fields, but not out of what is borrowed, indexed, or has a destructor. */
  #mayMove({ root, steps }: Path, type: Ty): boolean {
    if (type.kind === "never") return true;
    if (root < 0 || steps.some(({ kind }) => kind !== "field")) return false;
    if (this.#captures.includes(root)) return this.closure?.kind === "FnOnce";
    let at = (this.builder.slots[root] as Slot).type;
    const { facts } = this.builder;
    for (const step of steps) {
      if (at.kind === "adt" && facts.tcx.hasDrop(at.def)) return false;
      at = facts.fieldType(at, step) ?? type;
    }
    return true;
  }

  aggregate(expr: Expr, parts: readonly Expr[]): Value {
    const hold = this.builder.holdFor(expr.type);
    const values = parts.map((part) => {
      const value = this.value(part);
      this.builder.flow(value.hold, hold, part.type);
      return value;
    });
    return this.builder.value(hold, expr.type, values);
  }

  #adt(expr: Expr & { kind: "adt" }): Value {
    const hold = this.builder.holdFor(expr.type);
    const values = expr.fields.map(({ value }) => {
      const made = this.value(value);
      this.builder.flow(made.hold, hold, value.type);
      return made;
    });
    if (expr.base !== undefined) this.#base(expr, expr.base, hold);
    return this.builder.value(hold, expr.type, values);
  }

  /** `..base`: the fields not written are taken from it. */
  #base(expr: Expr & { kind: "adt" }, base: Expr, hold: Hold): void {
    const { facts } = this.builder;
    const place = this.place(base);
    this.builder.flow(place.hold, hold, expr.type);
    const written = new Set(expr.fields.map(({ field }) => field));
    const definition = expr.type.kind === "adt" ? facts.tcx.adt(expr.type.def) : undefined;
    const args = expr.type.kind === "adt" ? expr.type.args : [];
    definition?.variants[0]?.fields.forEach((field, i) => {
      if (written.has(i)) return;
      this.read(this.project(place, 0, i, facts.tcx.types.substitute(field.type, args)), base.span);
    });
  }

  #through(expr: Expr & { kind: "cast" | "coerce" }): Value {
    const value = this.value(expr.operand);
    if (!this.builder.facts.holds(expr.type)) {
      this.#consume(value);
      return PLAIN;
    }
    const { hold, temporary } = value;
    if (temporary < 0) return this.builder.value(this.builder.holdFor(expr.type), expr.type);
    return { hold, temporary };
  }

  #call(expr: Expr & { kind: "call" }): Value {
    const { builder } = this;
    this.#judgeClosures(expr);
    const callee = this.value(expr.callee);
    const args = expr.args.map((arg) => this.value(arg));
    for (const { loan } of args) {
      if (loan?.twoPhase === true) builder.access(loan.path, "mut", loan.span, loan);
      if (loan?.twoPhase === true) loan.activation = builder.at;
    }
    const hold = builder.holdFor(expr.type);
    linkCall(this, expr, callee, args, hold);
    const value = builder.value(hold, expr.type, [callee, ...args]);
    if (expr.type.kind === "never") builder.at = -1;
    return value;
  }

  /** What a closure returns may be borrowed from a parameter only if the bound it is passed for says so. */
  #judgeClosures({ callee, args }: Expr & { kind: "call" }): void {
    args.forEach((arg, i) => {
      const escaping = arg.kind === "closure" ? this.escaping.get(arg.closure) : undefined;
      if (escaping === undefined || callee.type.kind !== "fn-def") return;
      this.#judged.add(arg);
      if (isHigherRanked(this.builder.facts.tcx, callee.type.def, i, escaping)) this.builder.unsure.push(arg.span);
    });
  }

  #closure(expr: Expr & { kind: "closure" }): Value {
    const { builder } = this;
    const closure = builder.facts.tables.closure(expr.closure);
    const hold = builder.holdFor(expr.type);
    const escaping = this.escaping.get(closure.id);
    if (escaping !== undefined && !this.#judged.has(expr) && isAnnotated(builder.facts.tcx, closure, escaping))
      builder.unsure.push(expr.span);
    const values = closure.captures.map(({ place, mode, span }) => {
      const from = this.place(place);
      if (mode === "value") {
        const value = this.read(from, span);
        builder.flow(value.hold, hold, place.type);
        return value;
      }
      const type = builder.facts.tcx.types.ref(place.type, mode === "ref-mut");
      const value = builder.borrow(from.path, from.hold, mode === "ref-mut", type, span, false);
      builder.flow(value.hold, hold, type);
      return value;
    });
    return builder.value(hold, expr.type, values);
  }

  // --- Control ---------------------------------------------------------------------------------------------------

  #control(expr: Expr): Value {
    const { builder } = this;
    switch (expr.kind) {
      case "block":
        return this.block(expr.block);
      case "if":
        return this.#if(expr);
      case "logical": {
        this.#logical(expr);
        return PLAIN;
      }
      case "let":
      case "unary":
      case "binary":
        return this.#plain(expr);
      case "match":
        return this.#match(expr);
      case "loop":
        return this.#loop(expr);
      case "labeled":
        return this.#labeled(expr);
      case "break":
        return this.#break(expr);
      case "continue": {
        const target = this.#targets.get(expr.label) as Target;
        builder.leave(target.depth, expr.span);
        builder.link(builder.at, target.head);
        builder.at = -1;
        return PLAIN;
      }
      case "return":
        return this.return(expr.value, expr.span);
      case "assign":
        return this.#assign(expr);
      case "assign-op": {
        this.#consume(this.value(expr.value));
        const { path } = this.place(expr.place);
        builder.access(path, "copy", expr.place.span);
        builder.access(path, "write", expr.span);
        return PLAIN;
      }
      case "asm":
        this.#asm(expr);
        return PLAIN;
      default:
        return builder.value(builder.holdFor(expr.type), expr.type);
    }
  }

  #plain(expr: Expr & { kind: "let" | "unary" | "binary" }): Value {
    if (expr.kind === "unary") this.discard(expr.operand);
    else if (expr.kind === "binary") {
      const left = this.value(expr.left);
      this.#consume(left, this.value(expr.right));
    } else {
      // A `let` outside of a condition's chain.
      this.builder.unsure.push(expr.span);
    }
    return PLAIN;
  }

  #logical(expr: Expr & { kind: "logical" }): void {
    const { builder } = this;
    const fails = this.condition(expr);
    builder.join([builder.at, ...fails]);
  }

  /** Goes on where the condition is true; gives the points where it turned out false. */
  condition(expr: Expr): number[] {
    const { builder } = this;
    if (expr.kind === "logical" && expr.op === "&&") {
      const left = this.condition(expr.left);
      return [...left, ...this.condition(expr.right)];
    }
    if (expr.kind === "logical") {
      const fails = this.condition(expr.left);
      const holds = builder.at;
      builder.join(fails);
      const again = this.condition(expr.right);
      builder.join([holds, builder.at]);
      return again;
    }
    if (expr.kind === "let") {
      const place = this.scrutinee(expr.scrutinee);
      builder.access(place.path, "inspect", expr.scrutinee.span);
      const fails = builder.point(undefined);
      bindPattern(this, expr.pat, place);
      return builder.at < 0 ? [] : [fails];
    }
    this.discard(expr);
    const fails = builder.at < 0 ? -1 : builder.point(undefined);
    return [fails];
  }

  scrutinee(expr: Expr): Place {
    return this.place(expr);
  }

  /** Branches put their values into one temporary. */
  #branch(into: number, value: Value, type: Ty): void {
    const { builder } = this;
    if (into < 0 || builder.at < 0) return this.#consume(value);
    builder.flow(value.hold, (builder.slots[into] as Slot).hold, type);
    builder.point(undefined, [value.temporary], into);
  }

  #into(type: Ty): number {
    const { builder } = this;
    return builder.facts.holds(type) ? builder.slot(type, builder.holdFor(type)) : -1;
  }

  #from(slot: number): Value {
    return slot < 0 ? PLAIN : { hold: (this.builder.slots[slot] as Slot).hold, temporary: slot };
  }

  #if(expr: Expr & { kind: "if" }): Value {
    const { builder } = this;
    const into = this.#into(expr.type);
    builder.open("variables");
    builder.open("temporaries");
    const fails = this.condition(expr.condition);
    const hasLet = holdsLet(expr.condition);
    if (!hasLet) builder.close(expr.condition.span);
    this.#branch(into, this.value(expr.then), expr.then.type);
    const scopes = builder.scopes.slice(-2);
    if (hasLet) builder.close(expr.then.span);
    builder.close(expr.then.span);
    const then = builder.at;
    builder.join(fails);
    builder.scopes.push(
      ...(hasLet
        ? scopes
        : [
            { slots: [], kind: "variables" as const },
            { slots: [], kind: "temporaries" as const },
          ]),
    );
    const early = this.edition >= 2024 || expr.otherwise === undefined;
    if (early) {
      builder.close(expr.condition.span);
      builder.close(expr.condition.span);
    }
    if (expr.otherwise !== undefined) this.#branch(into, this.value(expr.otherwise), expr.otherwise.type);
    if (!early) {
      builder.close(expr.span);
      builder.close(expr.span);
    }
    builder.join([then, builder.at]);
    return this.#from(into);
  }

  #match(expr: Expr & { kind: "match" }): Value {
    const { builder } = this;
    const into = this.#into(expr.type);
    const place = this.scrutinee(expr.scrutinee);
    builder.access(place.path, "inspect", expr.scrutinee.span);
    const ends: number[] = [];
    let start = builder.at;
    for (const arm of expr.arms) {
      builder.at = start;
      builder.open("variables");
      builder.open("temporaries");
      bindPattern(this, arm.pat, place);
      if (arm.guard !== undefined) {
        if (changesAnything(arm.guard)) builder.unsure.push(arm.guard.span);
        const fails = this.condition(arm.guard);
        const after = builder.at;
        // The next arm is tried without what this one has bound.
        builder.join(fails);
        builder.leave(builder.scopes.length - 2, arm.guard.span);
        builder.join([start, builder.at]);
        start = builder.at;
        builder.at = after;
      }
      this.#branch(into, this.value(arm.body), arm.body.type);
      builder.close(arm.span);
      builder.close(arm.span);
      ends.push(builder.at);
    }
    builder.join(ends);
    return this.#from(into);
  }

  #loop(expr: Expr & { kind: "loop" }): Value {
    const { builder } = this;
    if (builder.at < 0) builder.at = -1;
    const head = builder.point(undefined);
    const result = this.#into(expr.type);
    const target: Target = { depth: builder.scopes.length, breaks: [], head, result };
    this.#targets.set(expr.label, target);
    builder.open("temporaries");
    this.discard(expr.body);
    builder.close(expr.span);
    builder.link(builder.at, head);
    builder.at = -1;
    builder.join(target.breaks);
    return this.#from(result);
  }

  #labeled(expr: Expr & { kind: "labeled" }): Value {
    const { builder } = this;
    const result = this.#into(expr.type);
    const target: Target = { depth: builder.scopes.length, breaks: [], head: -1, result };
    this.#targets.set(expr.label, target);
    this.#branch(result, this.value(expr.body), expr.body.type);
    builder.join([builder.at, ...target.breaks]);
    return this.#from(result);
  }

  #break(expr: Expr & { kind: "break" }): Value {
    const { builder } = this;
    const target = this.#targets.get(expr.label) as Target;
    const value = expr.value === undefined ? PLAIN : this.value(expr.value);
    this.#branch(target.result, value, expr.value?.type ?? expr.type);
    builder.leave(target.depth, expr.span);
    target.breaks.push(builder.at);
    builder.at = -1;
    return PLAIN;
  }

  return(value: Expr | undefined, span: Span): Value {
    const { builder } = this;
    const made = value === undefined ? PLAIN : this.value(value);
    this.#branch(this.result, made, value?.type ?? this.body.result);
    builder.leave(0, span);
    if (builder.at >= 0) builder.point(undefined, [this.result]);
    builder.at = -1;
    return PLAIN;
  }

  #assign(expr: Expr & { kind: "assign" }): Value {
    const { builder } = this;
    const value = this.value(expr.value);
    const place = this.place(expr.place);
    builder.flow(value.hold, place.hold, expr.value.type);
    if (builder.facts.needsDrop(expr.place.type)) builder.access(place.path, "drop", expr.span);
    builder.access(place.path, "write", expr.span, undefined, [value.temporary]);
    return PLAIN;
  }

  #asm(expr: Expr & { kind: "asm" }): void {
    const { builder } = this;
    const { operands, options } = expr.asm;
    const values: Value[] = [];
    for (const operand of operands) {
      if (operand.kind === "in" || operand.kind === "split-inout") values.push(this.value(operand.value));
      else if (operand.kind === "inout") values.push(this.value(operand.place));
      else if (operand.kind === "label") builder.unsure.push(operand.span);
    }
    this.#consume(...values);
    for (const operand of operands) {
      const place = operand.kind === "out" || operand.kind === "split-inout" || operand.kind === "inout" ? operand.place : undefined;
      if (place === undefined) continue;
      const { path, type } = this.place(place);
      if (builder.facts.holds(type)) builder.unsure.push(place.span);
      builder.access(path, "write", place.span);
    }
    if (options.includes("noreturn")) builder.at = -1;
  }

  // --- Blocks ----------------------------------------------------------------------------------------------------

  block({ stmts, value, span }: Block): Value {
    const { builder } = this;
    builder.open("variables");
    for (const stmt of stmts) this.#stmt(stmt);
    const tailScope = this.edition >= 2024;
    if (tailScope) builder.open("temporaries");
    const made = value === undefined ? PLAIN : this.value(value);
    if (tailScope) builder.close(span);
    builder.close(span);
    return made;
  }

  #stmt(stmt: Stmt): void {
    const { builder } = this;
    builder.open("temporaries");
    if (stmt.kind === "expr") this.discard(stmt.expr);
    else if (stmt.init === undefined) bindPattern(this, stmt.pat, undefined);
    else {
      const place = this.#letPlace(stmt.init);
      if (stmt.otherwise !== undefined) {
        builder.access(place.path, "inspect", stmt.init.span);
        const { at } = builder;
        this.discard(stmt.otherwise);
        builder.at = at;
      }
      bindPattern(this, stmt.pat, place);
    }
    builder.close(stmt.span);
  }

  #letPlace(init: Expr): Place {
    return isPlace(init) ? this.place(init) : this.temporary(init, true);
  }
}

function isPlace({ kind }: Expr): boolean {
  return kind === "local" || kind === "upvar" || kind === "static" || kind === "field" || kind === "index" || kind === "deref";
}

/** `holds`: whether a borrow can hide in the part; if not, it has no regions. */
function project(base: Place, step: Step, type: Ty, holds: boolean): Place {
  const { path, hold } = base;
  const inner: Hold = hold === NOTHING || !holds ? NOTHING : { outer: hold.inner, inner: hold.inner };
  return { path: path.root < 0 ? path : { root: path.root, steps: [...path.steps, step] }, hold: inner, type };
}

/** A mutable reborrow that nobody wrote may be two-phase. */
function isAdjusted({ operand, span, mutable }: Expr & { kind: "borrow" }): boolean {
  return mutable && operand.kind === "deref" && operand.operand.span.lo === span.lo && operand.operand.span.hi === span.hi;
}

function holdsLet(condition: Expr): boolean {
  return condition.kind === "let" || (condition.kind === "logical" && (holdsLet(condition.left) || holdsLet(condition.right)));
}

function changesAnything(guard: Expr): boolean {
  switch (guard.kind) {
    case "assign":
    case "assign-op":
    case "closure":
    case "asm":
      return true;
    case "borrow":
      return guard.mutable || changesAnything(guard.operand);
    case "block":
      return true;
    case "call":
      return guard.args.some(changesAnything);
    case "binary":
    case "logical":
      return changesAnything(guard.left) || changesAnything(guard.right);
    case "unary":
    case "field":
    case "deref":
    case "cast":
    case "coerce":
      return changesAnything(guard.operand);
    case "index":
      return changesAnything(guard.operand) || changesAnything(guard.index);
    case "let":
    case "match":
    case "if":
    case "loop":
      return true;
    default:
      return false;
  }
}

/** Borrowed, it is a constant of the program and not a temporary. */
/** What a value borrows directly: the temporaries that live as long as it. */
function extendedOf(value: Expr): Expr[] {
  switch (value.kind) {
    case "borrow":
      return [value.operand, ...extendedOf(value.operand)];
    case "tuple":
    case "array":
      return value.elements.flatMap(extendedOf);
    case "adt":
      return value.fields.flatMap((field) => extendedOf(field.value));
    case "cast":
    case "coerce":
    case "deref":
      return extendedOf(value.operand);
    case "block":
      return value.block.value === undefined ? [] : extendedOf(value.block.value);
    default:
      return [];
  }
}

export function isPromoted(expr: Expr): boolean {
  switch (expr.kind) {
    case "int":
    case "bool":
    case "char":
    case "str":
    case "bytes":
    case "float":
    case "fn-item":
      return true;
    case "tuple":
    case "array":
      return expr.elements.every(isPromoted);
    case "unary":
      return isPromoted(expr.operand);
    case "borrow":
      return !expr.mutable && isPromoted(expr.operand);
    case "deref":
      return expr.operand.type.kind === "ref" && isPromoted(expr.operand);
    case "coerce":
      return isPromoted(expr.operand);
    case "adt":
      return (
        expr.base === undefined &&
        expr.fields.every(({ value }) => isPromoted(value)) &&
        expr.type.kind === "adt" &&
        expr.type.args.length === 0 &&
        expr.fields.length > 0
      );
    default:
      return false;
  }
}
