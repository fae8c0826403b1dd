// Features: which of a package are on, from the command line's wishes and `default`, as cargo closes them.
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import { CargoError } from "./cargo-error.ts";
import type { Manifest } from "./manifest.ts";

export interface FeatureRequest {
  readonly features: readonly string[];
  readonly all: boolean;
  readonly defaults: boolean;
}

/** `a,b c` in any mixture of commas and blanks. */
export function splitFeatures(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.split(/[\s,]+/)).filter((name) => name !== "");
}

function unknownFeature(manifest: Manifest, name: string, release: Release): CargoError {
  return new CargoError(
    atLeast(release, 84)
      ? `the package '${manifest.name}' does not contain this feature: ${name}`
      : `none of the selected packages contains these features: ${name}`,
  );
}

function optionalDependency(manifest: Manifest, name: string): boolean {
  return manifest.dependencies.some((dependency) => dependency.optional && dependency.name === name);
}

/** Names of the features that are on, sorted. Throws CargoError for one that does not exist. */
export function resolveFeatures(manifest: Manifest, request: FeatureRequest, release: Release): string[] {
  const on = new Set<string>();
  const turnOn = (name: string) => {
    if (on.has(name) || name.includes("/") || name.startsWith("dep:")) return;
    const implied = manifest.features.get(name);
    if (implied === undefined && !optionalDependency(manifest, name)) throw unknownFeature(manifest, name, release);
    on.add(name);
    implied?.forEach(turnOn);
  };
  if (request.defaults && manifest.features.has("default")) turnOn("default");
  const wanted = request.all ? [...manifest.features.keys()] : request.features;
  wanted.forEach(turnOn);
  return [...on].sort();
}
