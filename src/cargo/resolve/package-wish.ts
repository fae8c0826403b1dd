// Whose features a build asks for: the selected members', or, where packages outside of the workspace are selected alone, those that
// all members have by default.
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import type { FeatureRequest } from "./features.ts";
import type { GraphWish, Package } from "./package-graph.ts";
import { identityOf, parseSpecification, queryOne } from "./package-spec.ts";
import type { SpecificationPlace } from "./package-spec.ts";
import type { Workspace } from "./packages.ts";

/** Which packages are asked for, and with which features. */
export type PackagesWish = Pick<GraphWish, "roots" | "features">;

/** Whether a request says anything of features. */
export const asksForFeatures = ({ features, all, defaults }: FeatureRequest): boolean => features.length > 0 || all || !defaults;

/** Throws CargoError for features of packages that are not the workspace's. */
export function wishOf({ selected, members }: Workspace, features: FeatureRequest): PackagesWish {
  const own = selected.filter(({ path }) => members.some((member) => member.path === path));
  if (own.length > 0 || selected.length === 0) return { roots: own, features };
  if (asksForFeatures(features)) throw new CargoError("cannot specify features for packages outside of workspace");
  return { roots: members, features: { features: [], all: false, defaults: true } };
}

interface Asked {
  /** `-p`, as it was written. */
  readonly packages: readonly string[];
  readonly release: Release;
  readonly place: SpecificationPlace;
}

/** Packages outside of the workspace are there only if a dependency on them is on: throws CargoError for others. */
export function checkSelected({ selected }: Workspace, packages: readonly Package[], { packages: asked, release, place }: Asked): void {
  const identities = packages.map(({ manifest }) => identityOf(manifest));
  for (const { path, name, version } of selected)
    if (!packages.some(({ manifest }) => manifest.path === path))
      queryOne(parseSpecification(asked.length === 1 ? name : `${name}@${version}`, place), identities, release);
}
