// How places lie to each other.
import type { ElementStep, Path, Step } from "./graph.ts";

export function sameStep(one: Step, other: Step): boolean {
  if (one.kind === "field" && other.kind === "field") return one.field === other.field && one.variant === other.variant;
  if (one.kind === "elements" && other.kind === "elements") return one.from === other.from && one.to === other.to;
  return one.kind === other.kind;
}

/** Different parts of one place: fields (but of a union), elements that a pattern tells apart. */
export function areApart(one: Step, other: Step): boolean {
  if (one.kind === "field" && other.kind === "field") return !one.union && (one.field !== other.field || one.variant !== other.variant);
  if (one.kind !== "elements" || other.kind !== "elements") return false;
  const least = Math.max(one.least, other.least);
  return isBefore(one, other, least) || isBefore(other, one, least);
}

/** All elements of the one come before those of the other, however long the whole is. */
function isBefore(one: ElementStep, other: ElementStep, least: number): boolean {
  if (one.to > 0) return other.from >= 0 ? one.to <= other.from : one.to <= least + other.from;
  return other.from < 0 && one.to <= other.from;
}

/** Of two places of one root. */
export function isPrefix(short: Path, long: Path): boolean {
  return short.steps.length <= long.steps.length && short.steps.every((step, i) => sameStep(step, long.steps[i] as Step));
}

/** The same place, or one is part of the other. */
export function isSamePlace(one: Path, other: Path): boolean {
  return one.root === other.root && one.steps.length === other.steps.length && isPrefix(one, other);
}

/** Unless a step tells them apart. */
export function mayOverlap(one: Path, other: Path): boolean {
  return one.root === other.root && !one.steps.some((step, i) => i < other.steps.length && areApart(step, other.steps[i] as Step));
}
