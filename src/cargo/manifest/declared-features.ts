// The features that a package has: those of `[features]`, and optional dependencies that are features of their own.
import type { Manifest } from "./manifest.ts";

type Declaring = Pick<Manifest, "features" | "dependencies">;

/** Not if a feature names it as `dep:`, or has its name. */
export function hasImplicitFeature({ features }: Pick<Manifest, "features">, name: string): boolean {
  return !features.has(name) && ![...features.values()].some((words) => words.includes(`dep:${name}`));
}

/** Optional dependencies that are features. */
export function optionalNames({ features, dependencies }: Declaring): string[] {
  return dependencies.filter(({ optional, name }) => optional && hasImplicitFeature({ features }, name)).map(({ name }) => name);
}

/** All features with what they turn on, sorted by name. */
export function declaredFeatures(manifest: Declaring): ReadonlyMap<string, readonly string[]> {
  const implicit = optionalNames(manifest).map((name) => [name, [`dep:${name}`]] as const);
  return new Map([...manifest.features, ...implicit].sort(([a], [b]) => (a < b ? -1 : 1)));
}
