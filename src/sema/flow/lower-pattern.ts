// Patterns as points: what they look at, what they bind, by which way.
import type { Span } from "../../base/source.ts";
import type { Pat } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
import { slicePartsOf } from "./elements.ts";
import type { Elements, Slot } from "./graph.ts";
import { elementOf, type Lowering, type Place } from "./lower.ts";

/**
 * Binds the names of a pattern to parts of a place; without a place they have no value yet. A name that is the whole pattern
 * of a `let` reads the place where the initialiser `from` stands.
 */
export function bindPattern(lowering: Lowering, pat: Pat, place: Place | undefined, from: Span = pat.span): void {
  const { kind } = pat;
  switch (kind.kind) {
    case "binding":
      if (kind.sub !== undefined) bindPattern(lowering, kind.sub, place);
      return bind(lowering, pat, place, kind.sub === undefined && kind.mode === "value" ? from : pat.span);
    case "variant":
      for (const { field, pat: inner } of kind.fields)
        bindPattern(lowering, inner, place && lowering.project(place, kind.variant, field, inner.type));
      return;
    case "leaf":
      for (const { field, pat: inner } of kind.fields) bindPattern(lowering, inner, place && lowering.project(place, 0, field, inner.type));
      return;
    case "deref":
      return bindPattern(lowering, kind.inner, place && lowering.deref(place, kind.inner.type));
    case "slice":
      return eachElement(lowering, kind, place, (part, at) => bindPattern(lowering, part, at));
    case "or":
      return alternatives(lowering, kind.alternatives, place);
    default:
  }
}

type SlicePat = Pat["kind"] & { kind: "slice" };

function eachElement(
  lowering: Lowering,
  kind: SlicePat,
  place: Place | undefined,
  visit: (pat: Pat, place: Place | undefined) => void,
): void {
  const parts = place && slicePartsOf(kind, place.type);
  const at = (part: Elements | undefined, type: Ty) =>
    place && part && lowering.step(place, { kind: "index", written: false, ...part }, type);
  const element = (pat: Pat) => (place && elementOf(place.type)) ?? lowering.fresh(pat.type);
  kind.prefix.forEach((pat, i) => visit(pat, at(parts?.prefix[i], element(pat))));
  kind.suffix.forEach((pat, i) => visit(pat, at(parts?.suffix[i], element(pat))));
  if (kind.middle !== undefined)
    visit(kind.middle, at(parts?.middle, place ? middle(lowering, place, kind.middle.type) : kind.middle.type));
}

/** A part of an array or slice. */
function middle(lowering: Lowering, place: Place, type: Ty): Ty {
  const element = elementOf(place.type);
  const { types } = lowering.builder.facts.tcx;
  if (element === undefined) return lowering.fresh(type);
  return type.kind === "array" ? types.array(element, type.length) : types.slice(element);
}

/** Where reads that a match needs are said to be: which variant it is at the scrutinee, values at the match's beginning. */
export interface TestSpans {
  readonly scrutinee: Span;
  readonly head: Span;
}

/** What is read to learn whether a pattern matches: which variant it is, and values that are compared. */
export function testPattern(lowering: Lowering, pat: Pat, place: Place, spans: TestSpans): void {
  const { builder } = lowering;
  const { kind } = pat;
  const inner = (part: Pat, at: Place): void => testPattern(lowering, part, at, spans);
  switch (kind.kind) {
    case "binding":
      return kind.sub && inner(kind.sub, place);
    case "variant":
      if (pat.type.kind === "adt" && builder.facts.tables.adt(pat.type.def).variants.length > 1)
        builder.access(place.path, "test", spans.scrutinee);
      for (const { field, pat: part } of kind.fields) inner(part, lowering.project(place, kind.variant, field, part.type));
      return;
    case "leaf":
      for (const { field, pat: part } of kind.fields) inner(part, lowering.project(place, 0, field, part.type));
      return;
    case "deref":
      return inner(kind.inner, lowering.deref(place, kind.inner.type));
    case "slice":
      return eachElement(lowering, kind, place, (part, at) => at && inner(part, at));
    case "constant":
    case "range":
      if (pat.type.kind !== "slice" && pat.type.kind !== "str") builder.access(place.path, "copy", spans.head);
      return;
    case "or":
      for (const each of kind.alternatives) inner(each, place);
      return;
    default:
  }
}

function alternatives(lowering: Lowering, pats: readonly Pat[], place: Place | undefined): void {
  const { builder } = lowering;
  const start = builder.at;
  const ends = pats.map((pat) => {
    builder.at = start;
    bindPattern(lowering, pat, place);
    return builder.at;
  });
  builder.join(ends);
}

function bind(lowering: Lowering, pat: Pat, place: Place | undefined, from: Span): void {
  const { builder } = lowering;
  const { kind } = pat;
  if (kind.kind !== "binding") return;
  const slot = lowering.slotOf(kind.local);
  const scope = builder.scopes.findLast((each) => each.kind === "variables");
  if (scope !== undefined && !scope.slots.includes(slot)) scope.slots.push(slot);
  if (place === undefined) return;
  const local = builder.slots[slot] as Slot;
  if (lowering.moves !== undefined && kind.mode === "value" && !builder.facts.isCopy(place.type)) {
    // Bound by reference while the guard runs.
    lowering.types.relate(place.type, local.type);
    builder.access({ root: slot, steps: [] }, "write", pat.span);
    lowering.moves.push({ place, span: from });
    return;
  }
  const value =
    kind.mode === "value" ? lowering.read(place, from) : builder.borrow(place.path, place.type, kind.mode === "ref-mut", pat.span, false);
  lowering.types.relate(value.type, local.type);
  builder.access({ root: slot, steps: [] }, "write", pat.span, undefined, [value.temporary]);
}
