// A unit's dependencies as source: kbuild compiles what a crate uses of others along with it.
import type { DependencySource } from "../../sema/compilation.ts";
import type { Need, PlannedUnit } from "../build/build-options.ts";
import { libraryPath, makeSession, sourcePath } from "../build/unit.ts";

const sources = new WeakMap<PlannedUnit, DependencySource>();

/** Asked for by every unit that depends on it, however far. */
function sourceOf(planned: PlannedUnit): DependencySource {
  const known = sources.get(planned);
  if (known !== undefined) return known;
  const { unit } = planned;
  const { crateName, edition, cfgs } = makeSession(unit);
  const source = {
    id: unit.manifest.path,
    name: crateName.replaceAll("-", "_"),
    library: libraryPath(unit),
    edition,
    cfgs,
    root: sourcePath(unit),
    names: namesOf(planned.needs),
  };
  sources.set(planned, source);
  return source;
}

/** The libraries that units need, and those that these need, each behind those that it names. */
export function sourcesOf(needs: readonly Need[]): DependencySource[] {
  const found = new Map<string, DependencySource>();
  const visit = ({ planned }: Need): void => {
    const { unit } = planned;
    if (found.has(unit.manifest.path)) return;
    planned.needs.forEach(visit);
    found.set(unit.manifest.path, sourceOf(planned));
  };
  needs.forEach(visit);
  return [...found.values()];
}

export function namesOf(needs: readonly Need[]): Map<string, string> {
  return new Map(needs.map(({ name, planned }) => [name, planned.unit.manifest.path]));
}

/** All units whose libraries this one names, and those that these name, each once. */
export function needsOf(planned: PlannedUnit): PlannedUnit[] {
  const found = new Set<PlannedUnit>();
  const visit = ({ planned: other }: Need): void => {
    if (found.has(other)) return;
    found.add(other);
    other.needs.forEach(visit);
  };
  planned.needs.forEach(visit);
  return [...found];
}
