// How places lie to each other.
import { areDisjoint } from "./elements.ts";
import type { Path, Step } from "./graph.ts";

/** They lead to the same, or may. */
export function sameStep(one: Step, other: Step): boolean {
  if (one.kind === "field" && other.kind === "field") return one.field === other.field && one.variant === other.variant;
  if (one.kind === "index" && other.kind === "index") return one.written || other.written || !areDisjoint(one, other);
  return one.kind === other.kind;
}

/** Of two places of one root. */
export function isPrefix(short: Path, long: Path): boolean {
  return short.steps.length <= long.steps.length && short.steps.every((step, i) => sameStep(step, long.steps[i] as Step));
}

/** The same place, or one is part of the other. */
export function isSamePlace(one: Path, other: Path): boolean {
  return one.root === other.root && one.steps.length === other.steps.length && isPrefix(one, other);
}
