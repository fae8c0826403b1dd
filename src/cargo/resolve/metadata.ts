// `cargo metadata`: packages, members and the resolved graph of a workspace as one line of JSON, keys in cargo's order.
import { atLeast } from "../../target/release.ts";
import { noLibrary } from "../build/plan-words.ts";
import { checkNames, externName } from "./crate-names.ts";
import type { FeatureRequest } from "./features.ts";
import type { Json } from "../build/json-messages.ts";
import { getTable } from "../manifest/manifest-reader.ts";
import type { Dependency, Manifest } from "../manifest/manifest.ts";
import { PackageGraphs, inOrder, withEdges } from "./package-graph.ts";
import type { GraphContext, Package, PackageEdge } from "./package-graph.ts";
import type { Platform } from "./platform.ts";
import { packageJson, packageJsonId, tomlToJson } from "./package-json.ts";

export interface MetadataOptions {
  readonly features: FeatureRequest;
  /** Members alone, without their dependencies. */
  readonly membersOnly: boolean;
  readonly targetFolder: string;
  /** Targets whose dependencies alone are told of; none: all. */
  readonly platforms: readonly Platform[];
  /** Is told of dependencies that crates cannot use: they are left out. */
  readonly warn: (text: string) => void;
}

export function metadataJson(context: GraphContext, graphs: PackageGraphs, options: MetadataOptions): Json {
  const { workspace, host, release } = context;
  const reached = options.membersOnly ? [] : reachedPackages(context, graphs, options);
  const isVendored = ({ path }: Manifest) => reached.some(({ manifest, vendored }) => vendored !== undefined && manifest.path === path);
  const id = (manifest: Manifest) => packageJsonId(manifest, release, isVendored(manifest));
  const listed = options.membersOnly ? workspace.members : reached.map(({ manifest }) => manifest);
  const root = workspace.document;
  const metadata = getTable(getTable(root, "workspace"), "metadata");
  return {
    packages: listed.map((manifest) => packageJson(manifest, { host, release, root, isVendored: isVendored(manifest) })),
    workspace_members: workspace.members.map(id),
    ...(atLeast(release, 71) ? { workspace_default_members: workspace.selected.map(id) } : {}),
    resolve: options.membersOnly ? null : resolveJson(context, reached, id),
    target_directory: options.targetFolder,
    ...(atLeast(release, 91) ? { build_directory: options.targetFolder } : {}),
    version: 1,
    workspace_root: workspace.root,
    metadata: metadata === undefined ? null : tomlToJson(metadata),
  };
}

function byIdentity(a: Manifest, b: Manifest): number {
  return a.name === b.name ? (a.version < b.version ? -1 : 1) : a.name < b.name ? -1 : 1;
}

/** The graph without the edges between packages that no dependency for these platforms makes. */
function narrowed(roots: readonly Package[], platforms: readonly Platform[]): Package[] {
  return withEdges(roots, (at, { package: to }) =>
    at.dependencies.some((edge) => edge.package === to && platforms.some((platform) => platform(edge.dependency))),
  );
}

/** All members with the features asked for, which count whatever the target, and what they need. */
function reachedPackages({ workspace }: GraphContext, graphs: PackageGraphs, options: MetadataOptions): Package[] {
  const { features, platforms, warn } = options;
  const isMember = (manifest: Manifest) => workspace.members.some(({ path }) => path === manifest.path);
  const counts = (manifest: Manifest, { kind }: Dependency) => kind !== "dev" || isMember(manifest);
  const roots = graphs.graph({ roots: workspace.members, features, counts });
  const kept = platforms.length === 0 ? roots : narrowed(roots, platforms);
  const usable = withEdges(kept, ({ manifest }, { dependency, package: to }) => {
    if (to.manifest.lib === undefined) warn(noLibrary(manifest, dependency.name));
    return to.manifest.lib !== undefined;
  });
  return inOrder(usable).sort((a, b) => byIdentity(a.manifest, b.manifest));
}

function resolveJson({ workspace }: GraphContext, reached: readonly Package[], id: (manifest: Manifest) => string): Json {
  const root = workspace.members.find(({ path }) => path === workspace.rootPath);
  return { nodes: reached.map((node) => nodeJson(node, id)), root: root === undefined ? null : id(root) };
}

function nodeJson(node: Package, id: (manifest: Manifest) => string): Json {
  const { manifest, dependencies, features } = node;
  checkNames(node, dependencies);
  const groups = new Map<string, PackageEdge[]>();
  for (const edge of [...dependencies].sort((a, b) => byIdentity(a.package.manifest, b.package.manifest))) {
    const key = `${id(edge.package.manifest)} ${edge.dependency.name}`;
    groups.set(key, [...(groups.get(key) ?? []), edge]);
  }
  const deps = [...groups.values()].flatMap((edges) => {
    const [first] = edges;
    if (first === undefined) return [];
    const kinds = edges.map(({ dependency: { kind, target } }) => ({ kind: kind === "normal" ? null : kind, target: target ?? null }));
    return [{ name: externName(first), pkg: id(first.package.manifest), dep_kinds: kinds }];
  });
  return { id: id(manifest), dependencies: [...new Set(deps.map(({ pkg }) => pkg))], deps, features };
}
