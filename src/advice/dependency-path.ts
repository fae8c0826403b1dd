// Who brought a package in: the way from a selected package to it, as `kbuild tree -i` would show it, and who asked for one
// of its features.
import type { Dependency, Manifest } from "../cargo/manifest/manifest.ts";
import type { Need, Plan, PlannedUnit } from "../cargo/build/build-options.ts";

/** Names from a selected package to `wanted`, both included; empty if it is not in the plan. */
export function dependencyPath(plan: Plan, wanted: Manifest): string[] {
  const selected = new Set(plan.workspace.selected.map(({ path }) => path));
  const roots = plan.units.filter(({ unit }) => selected.has(unit.manifest.path));
  const queue = roots.map((unit) => ({ at: unit, path: [unit.unit.manifest.name] }));
  const seen = new Set<PlannedUnit>();
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { at, path } = next;
    if (at.unit.manifest.path === wanted.path) return path;
    if (seen.has(at)) continue;
    seen.add(at);
    queue.push(...at.needs.map(({ planned }: Need) => ({ at: planned, path: [...path, planned.unit.manifest.name] })));
  }
  return [];
}

export interface Switch {
  readonly parent: Manifest;
  readonly dependency: Dependency;
  /** By the default features, not by name. */
  readonly byDefault: boolean;
  /** The feature that is asked for; `default` if none is. */
  readonly asked: string;
  /** The feature of the dependency that this turns on, where it is not the wanted package's own: it passes that on. */
  readonly passing?: string;
}

/** Features that a set of features turns on in a package. */
function closure({ features }: Manifest, names: readonly string[]): Set<string> {
  const on = new Set<string>();
  const queue = [...names];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (on.has(name)) continue;
    on.add(name);
    queue.push(...(features.get(name) ?? []));
  }
  return on;
}

/** The first dependency on `wanted`, among those of the kinds, that turns `feature` on. */
export function switchedOnBy(
  plan: Plan,
  wanted: Manifest,
  feature: string,
  kinds: readonly Dependency["kind"][] = ["normal"],
): Switch | undefined {
  const ofProgram = kinds.includes("normal");
  for (const { unit, needs } of plan.units) {
    if (ofProgram && !needs.some(({ planned }) => planned.unit.manifest.path === wanted.path)) continue;
    for (const dependency of unit.manifest.dependencies) {
      if (dependency.packageName !== wanted.name || !kinds.includes(dependency.kind)) continue;
      const parent = unit.manifest;
      const asked = dependency.features.find((name) => closure(wanted, [name]).has(feature));
      if (asked !== undefined) return { parent, dependency, byDefault: false, asked };
      if (dependency.defaultFeatures && closure(wanted, ["default"]).has(feature))
        return { parent, dependency, byDefault: true, asked: "default" };
    }
  }
  return ofProgram ? passedOn(plan, wanted, feature) : undefined;
}

/** `std = ["low/std"]`: a package that depends on `wanted` has a feature that turns `feature` on there, and somebody turns that on. */
function passedOn(plan: Plan, wanted: Manifest, feature: string): Switch | undefined {
  for (const { unit, needs } of plan.units) {
    if (!needs.some(({ planned }) => planned.unit.manifest.path === wanted.path)) continue;
    const { manifest } = unit;
    const names = manifest.dependencies.flatMap(({ name, packageName }) => (packageName === wanted.name ? name : []));
    const passes = (value: string): boolean => {
      const [, name = "", passed = ""] = /^([^/]+?)\??\/(.+)$/.exec(value) ?? [];
      return names.includes(name) && closure(wanted, [passed]).has(feature);
    };
    const passing = unit.features.find((name) => manifest.features.get(name)?.some(passes) === true);
    const found = passing === undefined || manifest.path === wanted.path ? undefined : switchedOnBy(plan, manifest, passing);
    if (passing !== undefined && found !== undefined) return { ...found, passing };
  }
  return undefined;
}
