// Which of cargo's resolvers a workspace uses: `resolver = "..."` of the root, or what the root package's edition implies.
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import { getTable } from "./manifest-reader.ts";
import type { Workspace } from "./packages.ts";

/** The third chooses versions otherwise; features it resolves like the second. */
export type Resolver = 1 | 2 | 3;

export function resolverOf({ document, rootPath, members }: Workspace, release: Release): Resolver {
  const said = (getTable(document, "workspace")?.entries.get("resolver") ?? getTable(document, "package")?.entries.get("resolver"))?.value;
  if (said?.kind === "string") return Number(said.value) as Resolver;
  const edition = members.find(({ path }) => path === rootPath)?.edition ?? 2015;
  return edition >= 2024 && atLeast(release, 85) ? 3 : edition >= 2021 ? 2 : 1;
}
