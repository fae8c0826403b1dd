// The graph that `cargo tree` walks. Its nodes are packages, each with its features and the side it is for (a build script's
// needs are the host's), and with `-e features` the features through which one asks for another. In: packages of a resolved
// graph. Out: nodes by number, their edges by kind.
import type { Dependency, Manifest } from "../manifest/manifest.ts";
import type { Package } from "../resolve/package-graph.ts";
import type { Platform } from "../resolve/platform.ts";
import { compareVersions } from "../resolve/version-requirement.ts";

export type EdgeKind = Dependency["kind"] | "features";

interface PackageNode {
  readonly is: "package";
  readonly package: Package;
  /** The target it is for; undefined for the host. */
  readonly triple: string | undefined;
}

interface FeatureNode {
  readonly is: "feature";
  readonly name: string;
  /** The package's node. */
  readonly of: number;
}

export type TreeNode = PackageNode | FeatureNode;

export interface TreeEdge {
  readonly kind: EdgeKind;
  readonly to: number;
}

/** For `dependency/feature`: the nodes a dependency's name stands for. */
export interface NamedDependency {
  readonly to: number;
  readonly isOptional: boolean;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function compareManifests(a: Manifest, b: Manifest): number {
  return compareText(a.name, b.name) || compareVersions(a.version, b.version) || compareText(a.root, b.root);
}

function compareLists(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((word, i) => word !== b[i]);
  if (at < 0) return a.length - b.length;
  return at >= b.length ? 1 : compareText(a[at] as string, b[at] as string);
}

/** Packages by name, version, features and side; features behind them. */
function compareNodes(a: TreeNode, b: TreeNode): number {
  if (a.is === "feature" || b.is === "feature") {
    if (a.is === "feature" && b.is === "feature") return a.of - b.of || compareText(a.name, b.name);
    return a.is === "feature" ? 1 : -1;
  }
  return (
    compareManifests(a.package.manifest, b.package.manifest) ||
    compareLists(a.package.features, b.package.features) ||
    compareText(a.triple ?? "", b.triple ?? "")
  );
}

function nodeKey(node: TreeNode): string {
  if (node.is === "feature") return `${node.of} ${node.name}`;
  return JSON.stringify([node.package.manifest.path, node.package.features, node.triple]);
}

export class TreeGraph {
  readonly nodes: TreeNode[] = [];
  /** Features that the command line asks for. */
  readonly fromCommandLine = new Set<number>();
  readonly named = new Map<number, Map<string, NamedDependency[]>>();
  #edges: TreeEdge[][] = [];
  readonly #index = new Map<string, number>();

  /** The node's number, and whether it is a new one. */
  add(node: TreeNode): { readonly at: number; readonly isNew: boolean } {
    const key = nodeKey(node);
    const known = this.#index.get(key);
    if (known !== undefined) return { at: known, isNew: false };
    this.#index.set(key, this.nodes.length);
    this.#edges.push([]);
    return { at: this.nodes.push(node) - 1, isNew: true };
  }

  node(at: number): TreeNode {
    return this.nodes[at] as TreeNode;
  }

  connect(from: number, edge: TreeEdge): void {
    const edges = this.edges(from);
    if (!edges.some(({ kind, to }) => kind === edge.kind && to === edge.to)) edges.push(edge);
  }

  edges(from: number): TreeEdge[] {
    return this.#edges[from] as TreeEdge[];
  }

  edgesOfKind(from: number, kind: EdgeKind): TreeEdge[] {
    return this.edges(from)
      .filter((edge) => edge.kind === kind)
      .sort((a, b) => compareNodes(this.node(a.to), this.node(b.to)));
  }

  /** Nodes of packages, sorted. */
  packages(wanted: (manifest: Package) => boolean): number[] {
    return this.#sorted((node) => node.is === "package" && wanted(node.package));
  }

  #sorted(wanted: (node: TreeNode) => boolean): number[] {
    const found = [...this.nodes.keys()].filter((at) => wanted(this.node(at)));
    return found.sort((a, b) => compareNodes(this.node(a), this.node(b)));
  }

  /** Turns all edges round. */
  invert(): void {
    const before = this.#edges;
    this.#edges = this.nodes.map(() => []);
    for (const [from, edges] of before.entries()) for (const { kind, to } of edges) this.connect(to, { kind, to: from });
  }

  /** Keeps the edges of what the nodes need; those of all others go. Which nodes are kept. */
  keepReachable(roots: readonly number[]): Set<number> {
    const kept = new Set<number>();
    const visit = (at: number): void => {
      if (kept.has(at)) return;
      kept.add(at);
      for (const { to } of this.edges(at)) visit(to);
    };
    roots.forEach(visit);
    this.#edges = this.#edges.map((edges, at) => (kept.has(at) ? edges : []));
    return kept;
  }

  /** Packages among the kept that are there in more than one version, or with more than one set of features. */
  duplicates(kept: ReadonlySet<number>): number[] {
    const versions = new Map<string, Set<string>>();
    for (const at of kept) {
      const node = this.node(at);
      if (node.is === "feature") continue;
      const { name, path } = node.package.manifest;
      versions.set(name, (versions.get(name) ?? new Set()).add(JSON.stringify([path, node.package.features])));
    }
    const isKept = new Set([...kept].map((at) => this.node(at)));
    return this.#sorted((node) => node.is === "package" && isKept.has(node) && (versions.get(node.package.manifest.name)?.size ?? 0) > 1);
  }
}

export interface TreeWish {
  readonly kinds: ReadonlySet<EdgeKind>;
  /** Whether a dependency holds on a side (undefined: the host's). */
  readonly platform: (triple: string | undefined) => Platform;
}

const KIND_ORDER: readonly Dependency["kind"][] = ["normal", "dev", "build"];

/** Adds packages and what they need to the graph. */
export class TreeBuilder {
  readonly graph = new TreeGraph();

  constructor(readonly wish: TreeWish) {}

  /** `triple` is what targets' packages are for (undefined: the host), `forHost` whether this is a build script's need. */
  add(at: Package, triple: string | undefined, forHost: boolean): number {
    const own = forHost ? undefined : triple;
    const { at: from, isNew } = this.graph.add({ is: "package", package: at, triple: own });
    if (!isNew) return from;
    const { kinds, platform } = this.wish;
    const edges = at.dependencies
      .filter(({ dependency }) => kinds.has(dependency.kind) && platform(dependency.kind === "build" ? undefined : own)(dependency))
      .sort(
        (a, b) =>
          compareManifests(a.package.manifest, b.package.manifest) ||
          KIND_ORDER.indexOf(a.dependency.kind) - KIND_ORDER.indexOf(b.dependency.kind) ||
          compareText(a.dependency.name, b.dependency.name),
      );
    const named = new Map<string, NamedDependency[]>();
    for (const { dependency, package: other } of edges) {
      const to = this.add(other, triple, forHost || dependency.kind === "build");
      named.set(dependency.name, [...(named.get(dependency.name) ?? []), { to, isOptional: dependency.optional }]);
      this.#connect(from, dependency, to);
    }
    this.graph.named.set(from, named);
    return from;
  }

  /** Through the features that are asked for, if those are shown. */
  #connect(from: number, { kind, features, defaultFeatures }: Dependency, to: number): void {
    const asked = this.wish.kinds.has("features") ? [...(defaultFeatures ? ["default"] : []), ...features] : [];
    if (asked.length === 0) this.graph.connect(from, { kind, to });
    for (const name of asked) this.graph.connect(from, { kind, to: addFeature(this.graph, name, to).at });
  }
}

/** The node of a package's feature, which leads to the package. */
export function addFeature(graph: TreeGraph, name: string, of: number): { readonly at: number; readonly isNew: boolean } {
  const added = graph.add({ is: "feature", name, of });
  graph.connect(added.at, { kind: "features", to: of });
  return added;
}
