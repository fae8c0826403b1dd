// What crates of a package call the libraries that it depends on.
import { CargoError } from "../cargo-error.ts";
import { crateNameOf } from "../build/unit.ts";
import { packageTitle } from "./package-graph.ts";
import type { Package, PackageEdge } from "./package-graph.ts";

export function externName({ dependency, package: { manifest } }: PackageEdge): string {
  const renamed = dependency.name !== dependency.packageName;
  return crateNameOf(renamed ? dependency.name : (manifest.lib?.name ?? manifest.name));
}

/** A package that another one needs, for whatever, has one name there. Throws CargoError. */
export function checkNames(at: Package, edges: readonly PackageEdge[]): void {
  const twice = edges.find((edge) => edges.some((one) => one.package === edge.package && externName(one) !== externName(edge)));
  if (twice === undefined) return;
  throw new CargoError(
    `the crate \`${packageTitle(at)}\` depends on crate \`${packageTitle(twice.package)}\` multiple times with different names`,
  );
}
