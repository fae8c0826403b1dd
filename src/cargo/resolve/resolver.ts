// Which of cargo's resolvers a workspace uses: `resolver = "..."` of the root, or what the root package's edition implies.
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import type { FeatureRules } from "./features.ts";
import { getTable } from "../manifest/manifest-reader.ts";
import type { Manifest } from "../manifest/manifest.ts";
import type { TomlTable } from "../toml/toml.ts";

/** The third chooses versions otherwise; features it resolves like the second. */
export type Resolver = 1 | 2 | 3;

interface Root {
  /** The root's manifest. */
  readonly document: TomlTable;
  readonly rootPath: string;
  readonly members: readonly Manifest[];
}

export function resolverOf({ document, rootPath, members }: Root, release: Release): Resolver {
  const said = (getTable(document, "workspace")?.entries.get("resolver") ?? getTable(document, "package")?.entries.get("resolver"))?.value;
  if (said?.kind === "string") return Number(said.value) as Resolver;
  const edition = members.find(({ path }) => path === rootPath)?.edition ?? 2015;
  return edition >= 2024 && atLeast(release, 85) ? 3 : edition >= 2021 ? 2 : 1;
}

/** A package's own resolver decides how features of the command line are read; a workspace without a package has the newer rules. */
export function featureRules(root: Root, release: Release): FeatureRules {
  const isVirtual = !root.members.some(({ path }) => path === root.rootPath);
  return { release, rootPath: root.rootPath, hasOldRules: atLeast(release, 84) && !isVirtual && resolverOf(root, release) === 1 };
}
