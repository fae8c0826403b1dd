// In which order macros, attributes and derives that nobody knows are told of. rustc tries all calls in their order, puts those
// aside that it does not know, and tries these from the last to the first; only when a round brings nothing are they errors. So
// they come in their order if something else was expanded, or if the first of all stands for an expression, a type or a pattern, and
// from the last to the first otherwise (found by experiment with 1.96). What stands under an unknown attribute is only looked at
// when that one has been given up, and then at once. Paths come before them.
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { SourceMap, Span } from "../../base/source.ts";
import type { Hygiene } from "../expand/hygiene.ts";

const UNKNOWN = /^cannot find (?:macro|attribute|derive macro) /;

interface Around {
  readonly hygiene: Hygiene;
  readonly sources: SourceMap;
  /** Where unknown macros stand for expressions, types or patterns. */
  readonly unknownValues: ReadonlySet<number>;
  /** What stands under attributes that nobody knows, each from the attribute on. */
  readonly underUnknown: readonly Span[];
  readonly since: (minor: number) => boolean;
}

/** Of the releases that were asked: 1.63 does not care what the first call stands for, 1.96 does. */
const MINDS_VALUES = 90;

/** Whether one of the derives in the same attribute is unknown: then none of them is made at first. */
function waits(lo: number, unknown: readonly number[], { sources }: Around): boolean {
  return unknown.some((other) => !sources.snippet({ lo: Math.min(lo, other), hi: Math.max(lo, other) }).includes("]"));
}

/** Something that is known was expanded. */
function hasProgress(unknownDerives: readonly number[], around: Around): boolean {
  return around.hygiene
    .own()
    .some(({ kind, callSite }) => kind !== "derive" || !waits(around.hygiene.sourceCallSite(callSite).lo, unknownDerives, around));
}

/** The diagnostics of the phase of macros. */
export function inOrderOfRounds(diagnostics: readonly Diagnostic[], around: Around): readonly Diagnostic[] {
  const unknown = diagnostics.filter(({ message }) => UNKNOWN.test(message));
  if (unknown.length < 2 && unknown.length === diagnostics.length) return diagnostics;
  const placeOf = ({ spans: [first] }: Diagnostic): number => (first === undefined ? 0 : around.hygiene.sourceCallSite(first.span).lo);
  const derives = unknown.filter(({ message }) => message.startsWith("cannot find derive")).map(placeOf);
  const sorted = unknown.toSorted((a, b) => placeOf(a) - placeOf(b));
  const outermost = (place: number): number =>
    Math.min(place, ...around.underUnknown.filter(({ lo, hi }) => lo <= place && place < hi).map(({ lo }) => lo));
  const backwards = () => sorted.toSorted((a, b) => outermost(placeOf(b)) - outermost(placeOf(a)));
  const others = diagnostics.filter((one) => !unknown.includes(one));
  const paths = others.filter(({ code }) => code === "E0433");
  const first = Math.min(...[...unknown, ...paths].map(placeOf));
  const isInOrder = (around.since(MINDS_VALUES) && around.unknownValues.has(first)) || hasProgress(derives, around);
  return [...paths, ...(isInOrder ? sorted : backwards()), ...others.filter((one) => !paths.includes(one))];
}
