// `required-features` of a crate: whether they are on, and what cargo says of words that name none.
import { CargoError } from "../cargo-error.ts";
import { declaredFeatures } from "./declared-features.ts";
import type { CrateTarget } from "./manifest.ts";
import type { Package } from "../resolve/package-graph.ts";
import { packageTitle } from "../resolve/package-graph.ts";

/** Whether all are on, the package's own and, as `dep/feature`, those of its dependencies. */
export function hasRequired({ features, dependencies }: Package, { requiredFeatures }: CrateTarget): boolean {
  const ofDependencies = dependencies.flatMap(({ dependency, package: other }) =>
    other.features.map((feature) => `${dependency.name}/${feature}`),
  );
  return requiredFeatures.every((name) => features.includes(name) || ofDependencies.includes(name));
}

/** `warn` gets features that nobody has. Throws CargoError for forms that cannot be required. */
export function checkRequired(at: Package, { name, requiredFeatures }: CrateTarget, warn: (text: string) => void): void {
  for (const feature of requiredFeatures) {
    const words = `invalid feature \`${feature}\` in required-features of target \`${name}\`: `;
    const slash = feature.indexOf("/");
    if (feature.startsWith("dep:")) throw new CargoError(`${words}\`dep:\` prefixed feature values are not allowed in required-features`);
    if (slash > 0 && feature[slash - 1] === "?")
      throw new CargoError(`${words}optional dependency with \`?\` is not allowed in required-features`);
    const flaw = slash < 0 ? ownFlaw(at, feature) : dependencyFlaw(at, feature.slice(0, slash), feature.slice(slash + 1));
    if (flaw !== undefined) warn(`${words}${flaw}`);
  }
}

function ownFlaw({ manifest }: Package, feature: string): string | undefined {
  return declaredFeatures(manifest).has(feature) ? undefined : `\`${feature}\` is not present in [features] section`;
}

function dependencyFlaw({ dependencies, manifest }: Package, name: string, feature: string): string | undefined {
  const other = dependencies.find(({ dependency }) => dependency.name === name)?.package;
  if (other === undefined && manifest.dependencies.some((dependency) => dependency.name === name && dependency.optional)) return undefined;
  const found = other?.manifest;
  if (other === undefined || found === undefined) return `dependency \`${name}\` does not exist`;
  const isThere =
    declaredFeatures(found).has(feature) || found.dependencies.some((dependency) => dependency.optional && dependency.name === feature);
  if (isThere) return undefined;
  return `feature \`${feature}\` does not exist in package \`${packageTitle(other)}\``;
}
