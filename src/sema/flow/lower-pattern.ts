// Patterns as points: what they look at, what they bind, by which way.
import type { Span } from "../../base/source.ts";
import type { Pat } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
import type { Binding, ElementStep, Matched, Path, Slot } from "./graph.ts";
import { isSamePlace } from "./paths.ts";
import { readPlace } from "./read-place.ts";
import { elementOf } from "./expressions.ts";
import { type Lowering, type Place } from "./lower.ts";

/** A parameter; one that is a name alone is the variable itself, and of its type exactly. */
export function bindParameter(lowering: Lowering, pat: Pat, type: Ty): void {
  const { builder } = lowering;
  if (isPlainName(pat) && pat.kind.kind === "binding") {
    const { local } = pat.kind;
    const slot = builder.slot(type, { local, mutable: lowering.body.locals[local]?.mutable === true, initial: true });
    lowering.locals.set(local, slot);
    builder.declare(slot, "variables");
    return;
  }
  const slot = builder.slot(type, { initial: true });
  builder.declare(slot, "variables");
  const path: Path = { root: slot, steps: [] };
  bindPattern(lowering, pat, { path, type }, { path, span: pat.span, pat });
}

/** `x` or `mut x`. */
export function isPlainName({ kind }: Pat): boolean {
  return kind.kind === "binding" && kind.mode === "value" && kind.sub === undefined;
}

/**
 * Binds the names of a pattern to parts of a place; without a place they have no value yet. A name that is the whole pattern
 * of a `let` reads the place where the initialiser stands.
 */
export function bindPattern(lowering: Lowering, pat: Pat, place: Place | undefined, matched: Matched): void {
  const { kind } = pat;
  switch (kind.kind) {
    case "binding":
      if (kind.sub !== undefined) bindPattern(lowering, kind.sub, place, matched);
      return bind(lowering, pat, place, matched);
    case "variant":
      for (const { field, pat: inner } of kind.fields)
        bindPattern(lowering, inner, place && lowering.project(place, kind.variant, field, inner.type), matched);
      return;
    case "leaf":
      for (const { field, pat: inner } of kind.fields)
        bindPattern(lowering, inner, place && lowering.project(place, 0, field, inner.type), matched);
      return;
    case "deref":
      return bindPattern(lowering, kind.inner, place && lowering.deref(place, kind.inner.type), matched);
    case "slice":
      return forEachElement(lowering, kind, place, (inner, part) => bindPattern(lowering, inner, part, matched));
    case "or":
      return alternatives(lowering, kind.alternatives, place, matched);
    default:
  }
}

type SlicePattern = Pat["kind"] & { kind: "slice" };

/** The elements that a pattern names, and what is between. */
function forEachElement(
  lowering: Lowering,
  { prefix, middle, suffix }: SlicePattern,
  place: Place | undefined,
  visit: (inner: Pat, part: Place | undefined) => void,
): void {
  const least = prefix.length + suffix.length;
  const step = (from: number, to: number, type: Ty): Place | undefined =>
    place && lowering.step(place, elementStep(place.type, { from, to, least }), type);
  const element = place === undefined ? undefined : elementOf(place.type);
  prefix.forEach((inner, i) => visit(inner, step(i, i + 1, element ?? lowering.fresh(inner.type))));
  suffix.forEach((inner, i) => visit(inner, step(i - suffix.length, i + 1 - suffix.length, element ?? lowering.fresh(inner.type))));
  if (middle !== undefined) visit(middle, step(prefix.length, -suffix.length, partOf(lowering, element, middle.type)));
}

function partOf(lowering: Lowering, element: Ty | undefined, type: Ty): Ty {
  const { types } = lowering.builder.facts.tcx;
  if (element === undefined) return lowering.fresh(type);
  return type.kind === "array" ? types.array(element, type.length) : types.slice(element);
}

/** Where the length is known, all is counted from the start. */
function elementStep(whole: Ty, { from, to, least }: { from: number; to: number; least: number }): ElementStep {
  const length = whole.kind === "array" && whole.length.kind === "const" ? Number(whole.length.value) : undefined;
  if (length === undefined) return { kind: "elements", from, to, least };
  return { kind: "elements", from: from < 0 ? length + from : from, to: to <= 0 ? length + to : to, least: length };
}

/** Where reads that a match needs are said to be: which variant it is at the scrutinee, values at the match's beginning. */
export interface TestSpans {
  readonly scrutinee: Span;
  readonly head: Span;
}

/**
 * Which variants are known where a later arm of a match is tried: arms in a row that look at the same place share one test, so
 * what the first of them borrowed for change under a guard that failed is not looked at again.
 */
export class ArmTests {
  /** Undefined before an arm that borrows. */
  #known: readonly Path[] | undefined;
  #own: Path[] = [];
  #isVague = false;

  /** True if the place's variant is known; notes the test. */
  knows(path: Path): boolean {
    this.#own.push(path);
    return this.#known?.some((known) => isSamePlace(known, path)) === true;
  }

  /** Alternatives inside a pattern are tested apart from the rest. */
  alternatives(): void {
    this.#isVague = true;
  }

  endPattern(borrows: boolean): void {
    const own = this.#isVague ? [] : this.#own;
    if (this.#known !== undefined) this.#known = this.#known.filter((path) => own.some((other) => isSamePlace(other, path)));
    else if (borrows) this.#known = own;
    this.#own = [];
    this.#isVague = false;
  }
}

/** `testPattern` of an arm; alternatives that are the whole pattern are tried like arms. */
export function testArm(lowering: Lowering, pat: Pat, place: Place, spans: TestSpans, tests: ArmTests): void {
  const wholes = pat.kind.kind === "or" ? pat.kind.alternatives : [pat];
  wholes.forEach((each, i) => {
    if (i > 0) tests.endPattern(false);
    testPattern(lowering, each, place, spans, tests);
  });
}

/** What is read to learn whether a pattern matches: which variant it is, and values that are compared. */
export function testPattern(lowering: Lowering, pat: Pat, place: Place, spans: TestSpans, tests?: ArmTests): void {
  const { builder } = lowering;
  const { kind } = pat;
  const inner = (part: Pat, at: Place): void => testPattern(lowering, part, at, spans, tests);
  switch (kind.kind) {
    case "binding":
      return kind.sub && inner(kind.sub, place);
    case "variant":
      if (pat.type.kind === "adt" && builder.facts.tables.adt(pat.type.def).variants.length > 1 && tests?.knows(place.path) !== true)
        builder.access(place.path, "test", spans.scrutinee);
      for (const { field, pat: part } of kind.fields) inner(part, lowering.project(place, kind.variant, field, part.type));
      return;
    case "leaf":
      for (const { field, pat: part } of kind.fields) inner(part, lowering.project(place, 0, field, part.type));
      return;
    case "deref":
      return inner(kind.inner, lowering.deref(place, kind.inner.type));
    case "slice":
      return forEachElement(lowering, kind, place, (part, at) => at !== undefined && inner(part, at));
    case "constant":
    case "range":
      if (pat.type.kind !== "slice" && pat.type.kind !== "str") builder.access(place.path, "copy", spans.head);
      return;
    case "or":
      tests?.alternatives();
      for (const each of kind.alternatives) testPattern(lowering, each, place, spans);
      return;
    default:
  }
}

function alternatives(lowering: Lowering, pats: readonly Pat[], place: Place | undefined, matched: Matched): void {
  const { builder } = lowering;
  const start = builder.at;
  const ends = pats.map((pat) => {
    builder.at = start;
    bindPattern(lowering, pat, place, matched);
    return builder.at;
  });
  builder.join(ends);
}

function bind(lowering: Lowering, pat: Pat, place: Place | undefined, matched: Matched): void {
  const { builder } = lowering;
  const { kind } = pat;
  if (kind.kind !== "binding") return;
  const slot = lowering.slotOf(kind.local, kind.mode === "value" ? place?.type : undefined);
  const scope = builder.scopes.findLast((each) => each.kind === "variables");
  scope?.slots.add(slot);
  if (place === undefined) return;
  const local = builder.slots[slot] as Slot;
  const binding: Binding = { local: kind.local, span: pat.span, matched };
  if (lowering.moves !== undefined && kind.mode === "value" && !builder.facts.isCopy(place.type)) {
    // Bound by reference while the guard runs.
    lowering.types.relate(place.type, local.type);
    builder.access({ root: slot, steps: [] }, "write", pat.span);
    lowering.moves.push({ place, binding });
    return;
  }
  const value =
    kind.mode === "value"
      ? readPlace(lowering, place, matched.path === undefined ? matched.span : pat.span, binding)
      : builder.borrow(place.path, place.type, kind.mode === "ref-mut", pat.span, false);
  const relates = (): void => lowering.types.relate(value.type, local.type);
  builder.blaming("assignment", matched.path === undefined ? matched.span : pat.span, relates);
  builder.access({ root: slot, steps: [] }, "write", pat.span, undefined, [value.temporary]);
}
