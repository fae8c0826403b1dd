// What build scripts mean for units: words for rustc, and variables for the scripts of packages that depend on theirs.
import type { CrateTarget } from "../manifest/manifest.ts";
import type { Package } from "../resolve/package-graph.ts";
import { libraryOf } from "../resolve/version-choice.ts";
import type { LinkArgument } from "../script/build-directives.ts";
import type { PackageScript } from "../script/package-script.ts";

/** Its conditions are for all of the package's crates, its link arguments for programs. */
export function scriptWords(crate: CrateTarget, script: PackageScript | undefined): readonly string[] {
  if (script === undefined) return [];
  const { linkArguments, conditions } = script.directives;
  const isFor = ({ kind, name = crate.name }: LinkArgument) =>
    (kind === "all" ? crate.kind !== "lib" : kind === crate.kind) && name === crate.name;
  return [...linkArguments.filter(isFor).flatMap(({ argument }) => ["-C", `link-arg=${argument}`]), ...conditions];
}

/** What the scripts of those that it depends on and that link something have said; `said` holds it by their manifests. */
export function metadataFor(at: Package, said: ReadonlyMap<string, ReadonlyMap<string, string>>): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const { dependency, package: other } of at.dependencies) {
    const library = dependency.kind === "normal" ? libraryOf(other.manifest) : undefined;
    if (library === undefined) continue;
    for (const [key, value] of said.get(other.manifest.path) ?? [])
      variables[`DEP_${library}_${key}`.toUpperCase().replaceAll("-", "_")] = value;
  }
  return variables;
}
