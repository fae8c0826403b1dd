// Which of a plan's units are there for what was asked for.
import type { Package } from "../resolve/package-graph.ts";
import type { Target } from "../../target/target.ts";
import type { PlannedUnit } from "./build-options.ts";
import type { Unit } from "./unit.ts";

/** What was asked for, and what that needs. */
export function neededUnits(units: readonly PlannedUnit[]): readonly PlannedUnit[] {
  const needed = new Set<PlannedUnit>();
  const visit = (planned: PlannedUnit): void => {
    if (needed.has(planned)) return;
    needed.add(planned);
    for (const need of planned.needs) visit(need.planned);
  };
  units.filter(({ unit }) => unit.isRoot).forEach(visit);
  return units.filter((planned) => needed.has(planned));
}

/** The library to link with what has the profile. */
export function isLibraryOf(
  { unit }: PlannedUnit,
  at: Package,
  { target }: { readonly target: Target },
  { panic }: Unit["profile"],
): boolean {
  const isIt = unit.manifest.path === at.manifest.path && unit.crate.kind === "lib" && !unit.isTest;
  return isIt && unit.target.triple === target.triple && unit.profile.panic === panic;
}
