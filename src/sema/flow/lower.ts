// From typed expressions to points: places and values. Evaluation order is the language's: operands as written, the value
// of an assignment before its place, a two-phase borrow announced first and made when the call happens.
import { atLeast } from "../../target/release.ts";
import { constPlaceOf } from "../types/const-operations.ts";
import type { Span } from "../../base/source.ts";
import type { Block, Body, Closure, Expr, Local, Stmt } from "../types/thir.ts";
import type { Region, Ty } from "../types/ty.ts";
import { PLAIN, type GraphBuilder, type Value } from "./builder.ts";
import { boundOn, lowerCall, boundOnOpaque } from "./call-flow.ts";
import { closureIn, lowerClosure, type ExpectedClosure } from "./closure-flow.ts";
import { lowerConversion } from "./conversions.ts";
import { lowerControl, type Target } from "./control.ts";
import { DropRegions } from "./drop-regions.ts";
import { elementBorrow } from "../types/element-borrow.ts";
import { elementOf, extendedOf, isAdjusted, isPromoted, leavesOf, returnedParts, isPlace } from "./expressions.ts";
import type { Binding, Path, Slot, Step } from "./graph.ts";
import { bindPattern, isPlainName, testPattern } from "./lower-pattern.ts";
import { readPlace } from "./read-place.ts";
import type { Projections } from "./project-regions.ts";
import type { RegionTypes } from "./region-types.ts";
import { wantedTypes } from "./wanted.ts";

export interface Place {
  readonly path: Path;
  readonly type: Ty;
}

/** The body or closure under way. */
export interface Frame {
  readonly closure: Closure | undefined;
  /** Of a closure: the way to what it holds, and the types there. */
  readonly environment: Path;
  readonly held: readonly Ty[];
  /** The slot that takes the result, or -1. */
  readonly result: number;
  readonly resultType: Ty;
  /** Scopes below belong to the body around. */
  readonly depth: number;
}

/** `let _ = place;` is a use of the place: `PlaceMention` came with 1.70. */
const MENTIONED_SINCE = 70;

export class Lowering {
  readonly builder: GraphBuilder;
  readonly types: RegionTypes;
  readonly projections: Projections;
  readonly body: Body;
  readonly edition: number;
  /** The owner's lifetimes. */
  readonly regions: readonly Region[];
  readonly locals = new Map<number, number>();
  readonly targets = new Map<number, Target>();
  frame: Frame;
  /** While the pattern of an arm with a guard is bound: what moves when the guard holds. */
  moves: { readonly place: Place; readonly binding: Binding }[] | undefined = undefined;
  /** Variables that a `let` gives the value of an expression in its initialiser. */
  readonly destinations = new Map<Expr, Binding>();
  readonly #returned = new Set<Expr>();
  /** Of coercions of closures: the types of function pointers that are wanted. */
  readonly wanted = new Map<Expr, Ty>();
  /** Of closures of which trait objects are made. */
  readonly expectations = new Map<Expr, ExpectedClosure>();
  /** What a coercion that a cast is asks for is asked for where the cast is. */
  readonly casts = new Map<Expr, Span>();
  /** It is computed at compile time, or may be. */
  readonly isConstant: boolean;
  /** Temporaries that a constant's value borrows: they are part of it. */
  readonly everlasting: ReadonlySet<Expr>;

  constructor(builder: GraphBuilder, projections: Projections, body: Body, edition: number, regions: readonly Region[], frame: Frame) {
    this.builder = builder;
    this.projections = projections;
    this.types = projections.types;
    const dropped = new DropRegions(builder.facts, projections);
    builder.dropRegionsOf = (type) => dropped.of(type);
    this.body = body;
    this.edition = edition;
    this.regions = regions;
    this.frame = frame;
    const place = constPlaceOf(builder.facts.tcx, body);
    this.isConstant = place !== undefined;
    this.everlasting = new Set(place === "constants" || place === "statics" ? extendedOf(body.value) : []);
  }

  /** `given`: the type of the value it is made for. */
  slotOf(local: number, given?: Ty): number {
    const known = this.locals.get(local);
    if (known !== undefined) return known;
    const { type, mutable } = this.body.locals[local] as Local;
    const slot = this.builder.slot(given === undefined ? this.fresh(type) : this.freshFor(given, type), { local, mutable });
    this.locals.set(local, slot);
    return slot;
  }

  /** An erased type with regions of its own. */
  fresh(type: Ty): Ty {
    return this.types.renumber(type);
  }

  /** The same, for a value: its type knows which lifetimes a callable in it takes. */
  freshFor(given: Ty, type: Ty): Ty {
    return this.types.callsInside(given) && this.types.erase(given) === type ? this.types.likewise(given) : this.fresh(type);
  }

  /** The value as one of the type the checker gave it, if its own is another one (an opaque type shows what it is). */
  #conform(value: Value, type: Ty): Value {
    if (this.types.erase(value.type) === type || type.kind === "never") return value;
    const given = this.fresh(type);
    this.types.relate(value.type, given);
    return this.builder.value(given, [value]);
  }

  // --- Places ----------------------------------------------------------------------------------------------------

  place(expr: Expr): Place {
    switch (expr.kind) {
      case "local": {
        const root = this.slotOf(expr.local);
        return { path: { root, steps: [] }, type: (this.builder.slots[root] as Slot).type };
      }
      case "upvar":
        return this.#upvar(expr.capture);
      case "static":
        return this.#static(expr, this.#constant(expr.def, [], expr.type));
      case "field":
        return this.project(this.place(expr.operand), expr.variant, expr.field, expr.type);
      case "index": {
        const base = this.place(expr.operand);
        this.consume([this.value(expr.index)]);
        // The bounds are checked.
        this.builder.access(base.path, base.type.kind === "slice" ? "length" : "inspect", expr.span);
        return this.step(base, { kind: "index", index: expr.index.span }, elementOf(base.type) ?? this.fresh(expr.type));
      }
      case "deref":
        return this.deref(this.place(expr.operand), expr.type);
      default:
        return this.temporary(expr);
    }
  }

  /** The type of a constant or static, as declared. */
  #constant(def: number, args: readonly Ty[], type: Ty): Ty {
    if (def < 0) return this.fresh(type);
    const { items } = this.types;
    const own = args.map((arg) => this.fresh(arg));
    const regions = Array.from({ length: 8 }, () => this.builder.fresh());
    const declared = this.projections.normalize(this.types.instantiate(items.typeOf(def), own, regions));
    return this.types.erase(declared) === type ? declared : this.fresh(type);
  }

  /** Reached by its address, which is the program's. */
  #static({ def, mutable, span }: Expr & { kind: "static" }, type: Ty): Place {
    const { everlasting, items } = this.types;
    const pointer = mutable ? items.tcx.types.ptr(type, true) : items.tcx.types.ref(type, false, everlasting);
    const root = this.builder.slot(pointer, { initial: true, static: def, span });
    return this.deref({ path: { root, steps: [] }, type: pointer }, type);
  }

  project(base: Place, variant: number, field: number, type: Ty): Place {
    const adt = base.type.kind === "adt" ? base.type.def : undefined;
    const union = adt !== undefined && this.builder.facts.tables.adt(adt).kind === "union";
    const ofDropped = adt !== undefined && this.builder.facts.hasDestructor(adt);
    return this.step(base, { kind: "field", variant, field, union, ofDropped }, this.fieldType(base.type, variant, field, type));
  }

  /** Of a part, with the regions of the whole. */
  fieldType(whole: Ty, variant: number, field: number, type: Ty): Ty {
    if (whole.kind === "tuple") return whole.elements[field] ?? this.fresh(type);
    if (whole.kind !== "adt") return this.fresh(type);
    const { items } = this.types;
    const declared = items.fieldType(whole.def, Math.max(0, variant), field);
    const part = this.projections.normalize(this.types.instantiate(declared, whole.args, whole.regions));
    if (this.types.erase(part) === type) return part;
    const given = this.fresh(type);
    this.types.equate(part, given);
    return given;
  }

  step({ path }: Place, step: Step, type: Ty): Place {
    return { path: path.root < 0 ? path : { root: path.root, steps: [...path.steps, step] }, type };
  }

  deref(base: Place, type: Ty): Place {
    const pointer = base.type;
    if (pointer.kind === "ptr") {
      const of = pointer.mutable ? "raw-mut" : "raw-const";
      return this.step(base, { kind: "deref", of, region: this.types.everlasting }, pointer.target);
    }
    const content = pointer.kind === "adt" ? this.builder.facts.tables.boxContent(pointer) : undefined;
    if (content !== undefined) return this.step(base, { kind: "box" }, content);
    if (pointer.kind !== "ref") return { path: { root: -1, steps: [] }, type: this.fresh(type) };
    return this.step(base, { kind: "deref", of: pointer.mutable ? "mut" : "shared", region: pointer.region }, pointer.target);
  }

  /** Places in what the closure holds. */
  #upvar(capture: number): Place {
    const { environment, held, closure } = this.frame;
    const type = held[capture] as Ty;
    const { root, steps } = environment;
    const base: Place = { path: { root, steps: [...steps, { kind: "field", variant: 0, field: capture, union: false }] }, type };
    return closure?.captures[capture]?.mode === "value" ? base : this.deref(base, type);
  }

  /** A value where a place is wanted lives in a temporary. */
  temporary(expr: Expr, kept = false, type?: Ty): Place {
    const value = this.value(expr);
    const { builder } = this;
    const own = type ?? this.freshFor(value.type, expr.type);
    this.types.flow(value.type, own);
    const slot = builder.slot(own, { span: expr.span, value: expr });
    if (expr.extended === true && !this.everlasting.has(expr)) builder.declareExtended(slot);
    else if (!this.everlasting.has(expr)) builder.declare(slot, kept ? "variables" : "temporaries");
    builder.access({ root: slot, steps: [] }, "write", expr.span, undefined, [value.temporary]);
    return { path: { root: slot, steps: [] }, type: own };
  }

  // --- Values ----------------------------------------------------------------------------------------------------

  consume(values: readonly Value[], span?: Span): void {
    const uses = values.map(({ temporary }) => temporary).filter((slot) => slot >= 0);
    if (uses.length > 0) this.builder.point(undefined, uses, -1, span && { consumer: { kind: "other", span } });
  }

  /** Evaluates, and the value goes nowhere. */
  discard(expr: Expr): void {
    this.consume([this.value(expr)]);
  }

  value(expr: Expr): Value {
    this.builder.span = expr.span;
    const value = this.#conform(this.#value(expr), expr.type);
    return this.#returned.has(expr) && this.builder.at >= 0 ? this.#asResult(value, expr) : value;
  }

  /** One of several values that are returned: what it asks for is its own. */
  #asResult(value: Value, expr: Expr): Value {
    const type = this.fresh(expr.type);
    this.builder.blaming("return", expr.span, () => this.types.flow(value.type, type));
    return this.builder.value(type, [value]);
  }

  #value(expr: Expr): Value {
    switch (expr.kind) {
      case "local":
      case "upvar":
      case "static":
      case "field":
      case "index":
      case "deref":
        return readPlace(this, this.place(expr), expr.span, this.destinations.get(expr));
      case "borrow": {
        const { path, type } = this.#borrowed(expr);
        return this.builder.borrow(path, type, expr.mutable, expr.span, expr.twoPhase || isAdjusted(expr));
      }
      case "raw-borrow": {
        const { path, type } = this.place(expr.operand);
        this.builder.access(path, expr.mutable ? "mut" : "share", expr.span);
        return this.builder.value(this.builder.facts.tcx.types.ptr(type, expr.mutable));
      }
      case "call":
        return lowerCall(this, expr);
      case "closure":
        return lowerClosure(this, expr, this.expectations.get(expr) ?? boundOnOpaque(this, this.wanted.get(expr)));
      case "tuple":
        return this.#tuple(expr, expr.elements);
      case "array":
        return this.#array(expr, expr.elements);
      case "repeat":
        return this.#array(expr, [expr.element]);
      case "adt":
        return this.#adt(expr);
      case "cast":
      case "coerce":
        return lowerConversion(this, expr);
      case "constant":
        return this.builder.value(this.#constant(expr.def, expr.args, expr.type));
      default:
        return lowerControl(this, expr);
    }
  }

  #borrowed(expr: Expr & { kind: "borrow" }): Place {
    const { operand } = expr;
    if (operand.kind === "closure" && this.builder.facts.tables.closure(operand.closure).captures.length === 0)
      return { path: { root: -1, steps: [] }, type: this.value(operand).type };
    const constant =
      isPromoted(operand, this.builder.facts) && (!expr.mutable || (operand.kind === "array" && operand.elements.length === 0));
    if (constant) return { path: { root: -1, steps: [] }, type: this.fresh(operand.type) };
    const { facts } = this.builder;
    return this.place(elementBorrow(facts.tcx.types, expr, (base) => isPromoted(base, facts)) ?? operand);
  }

  #tuple({ span }: Expr, elements: readonly Expr[]): Value {
    const values = elements.map((element) => this.value(element));
    return this.builder.value(this.builder.facts.tcx.types.tuple(values.map(({ type }) => type)), values, { kind: "other", span });
  }

  #array(expr: Expr, elements: readonly Expr[]): Value {
    const type = this.fresh(expr.type);
    const values = elements.map((element) => this.#flowing(element, elementOf(type) as Ty));
    return this.builder.value(type, values, { kind: "other", span: expr.span });
  }

  /** A value that goes where `type` is. */
  #flowing(expr: Expr, type: Ty): Value {
    wantedTypes(expr, type, this.wanted);
    const value = this.value(expr);
    this.builder.blaming("usage", expr.span, () => this.types.flow(value.type, type));
    return value;
  }

  #adt(expr: Expr & { kind: "adt" }): Value {
    const type = this.fresh(expr.type);
    this.#expectClosures(expr, type);
    const values = expr.fields.map(({ field, value }) => this.#flowing(value, this.fieldType(type, expr.variant, field, value.type)));
    this.builder.demanding(expr.span, () => this.projections.madeOf(type));
    if (expr.base !== undefined) this.#base(expr, expr.base, type);
    return this.builder.value(type, values, { kind: "other", span: expr.span });
  }

  /** Bounds of the type tell what closures in its fields take. */
  #expectClosures({ variant, fields }: Expr & { kind: "adt" }, type: Ty): void {
    if (type.kind !== "adt") return;
    for (const { field, value } of fields) {
      const closure = closureIn(value);
      const param = closure && this.types.items.fieldType(type.def, variant, field);
      const expected = param && boundOn(this, param, { owner: type.def, args: type.args, regions: type.regions });
      if (closure !== undefined && expected !== undefined) this.expectations.set(closure, expected);
    }
  }

  /** `..base`: the fields not written are taken from it. */
  #base(expr: Expr & { kind: "adt" }, base: Expr, type: Ty): void {
    const place = this.place(base);
    const written = new Set(expr.fields.map(({ field }) => field));
    const { tcx } = this.builder.facts;
    const definition = expr.type.kind === "adt" ? tcx.adt(expr.type.def) : undefined;
    const args = expr.type.kind === "adt" ? expr.type.args : [];
    definition?.variants[0]?.fields.forEach((field, i) => {
      if (written.has(i)) return;
      const erased = this.types.erase(this.projections.normalize(tcx.types.substitute(field.type, args)));
      const value = readPlace(this, this.project(place, 0, i, erased), expr.span);
      this.types.relate(value.type, this.fieldType(type, 0, i, erased));
    });
  }

  // --- Blocks ----------------------------------------------------------------------------------------------------

  return(value: Expr | undefined, span: Span): Value {
    const { builder } = this;
    const { result, resultType, depth } = this.frame;
    if (value !== undefined) wantedTypes(value, resultType, this.wanted);
    for (const part of value === undefined ? [] : returnedParts(value, (leaf) => this.#isExactly(leaf, resultType)))
      this.#returned.add(part);
    const made = value === undefined ? PLAIN : this.value(value);
    if (value !== undefined && builder.at >= 0) builder.blaming("return", value.span, () => this.types.flow(made.type, resultType));
    if (builder.at >= 0) builder.point(undefined, [made.temporary], result);
    builder.leave(depth, span);
    if (builder.at >= 0) builder.point(undefined, [result]);
    builder.at = -1;
    return PLAIN;
  }

  /** A variable whose type is that of the result as it stands, lifetimes included. */
  #isExactly(leaf: Expr, result: Ty): boolean {
    return leaf.kind === "local" && this.locals.has(leaf.local) && this.builder.slots[this.slotOf(leaf.local)]?.type === result;
  }

  block({ stmts, value, span }: Block): Value {
    const { builder } = this;
    builder.open("variables", span);
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
    builder.open("temporaries", stmt.span);
    // Where no destructor may run, a value that is left is of interest.
    if (stmt.kind === "expr" && this.isConstant && !isPlace(stmt.expr) && builder.facts.needsDrop(stmt.expr.type))
      this.temporary(stmt.expr);
    else if (stmt.kind === "expr") this.discard(stmt.expr);
    else this.#let(stmt);
    builder.close(stmt.span);
  }

  #let(stmt: Stmt & { kind: "let" }): void {
    const { builder } = this;
    const { init } = stmt;
    const annotation = this.#annotation(stmt);
    if (init === undefined) {
      if (stmt.pat.kind.kind === "binding") this.slotOf(stmt.pat.kind.local, annotation);
      bindPattern(this, stmt.pat, undefined, { path: undefined, span: stmt.pat.span, pat: stmt.pat });
      if (annotation !== undefined && stmt.pat.kind.kind === "binding")
        this.types.equate((builder.slots[this.slotOf(stmt.pat.kind.local)] as Slot).type, annotation);
      return;
    }
    if (annotation !== undefined) wantedTypes(init, annotation, this.wanted);
    const { pat } = stmt;
    if (pat.kind.kind === "binding" && isPlainName(pat) && !isPlace(init)) {
      const { local } = pat.kind;
      for (const leaf of leavesOf(init))
        this.destinations.set(leaf, { local, span: pat.span, matched: { path: undefined, span: leaf.span, pat } });
    }
    const place = builder.extending(() => (isPlace(init) ? this.place(init) : this.temporary(init, pat.kind.kind !== "wild")));
    if (annotation !== undefined && stmt.annotation !== undefined) {
      const { tcx } = this.types.items;
      const written = tcx.items.tree(tcx.holder(this.body.owner)).span(stmt.annotation);
      builder.blaming("annotation", written, () => this.types.relate(place.type, annotation));
      builder.demanding(written, () => this.projections.wellFormed(annotation));
    }
    if (stmt.otherwise !== undefined) {
      builder.access(place.path, "mention", init.span);
      testPattern(this, stmt.pat, place, { scrutinee: init.span, head: init.span });
      const { at } = builder;
      this.discard(stmt.otherwise);
      builder.at = at;
    }
    const given = annotation === undefined ? place : { path: place.path, type: this.#annotated(place.type, annotation) };
    // What `let ... else` matches is no place for rustc.
    if (
      isPlace(init) &&
      stmt.otherwise === undefined &&
      !isPlainName(pat) &&
      atLeast(this.types.items.tcx.session.release, MENTIONED_SINCE)
    )
      builder.access(place.path, "mention", init.span);
    const matched = isPlainName(pat) ? undefined : stmt.otherwise === undefined ? given.path : { root: given.path.root, steps: [] };
    bindPattern(this, pat, given, { path: matched, span: init.span, pat });
  }

  /** The annotated type, where it says everything. */
  #annotated(type: Ty, annotation: Ty): Ty {
    return this.types.erase(type) === this.types.erase(annotation) ? annotation : type;
  }

  #annotation({ annotation }: Stmt & { kind: "let" }): Ty | undefined {
    if (annotation === undefined) return undefined;
    const { items } = this.types;
    const written = items.annotation(this.body.owner, annotation, () => this.builder.fresh());
    return this.projections.normalize(this.types.instantiate(written, [], this.regions));
  }
}
