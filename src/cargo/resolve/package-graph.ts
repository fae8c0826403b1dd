// What packages depend on, to the last one. kbuild has no registry: a dependency is a folder, a package of a directory source,
// or it is refused with what to do. Two graphs are made: the whole one, which Cargo.lock holds, and the one that is built.
import type { Host } from "../../base/host.ts";
import { FileError } from "../../base/host.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { Activation, sideKey } from "./activation.ts";
import type { Activated } from "./activation.ts";
import { CargoError } from "../cargo-error.ts";
import type { Config } from "../config/config.ts";
import { isOffline } from "../config/config-schema.ts";
import { BadSource, directorySource } from "./directory-source.ts";
import type { RegistrySource } from "./directory-source.ts";
import { featuresOfEach, hiddenFeature } from "./features.ts";
import type { FeatureRequest } from "./features.ts";
import { LockHold } from "./lock-hold.ts";
import type { Released } from "./lock-hold.ts";
import { loadManifest } from "./workspace-roots.ts";
import type { Dependency, Manifest } from "../manifest/manifest.ts";
import { normalizePath } from "../../base/normal-path.ts";
import { REGISTRY_INDEX } from "./package-spec.ts";
import { packageText } from "./packages.ts";
import type { Workspace } from "./packages.ts";
import { Patches, unableTo } from "./patches.ts";
import type { Patch } from "./patches.ts";
import { ResolutionWords } from "./resolution-words.ts";
import { featureRules } from "./resolver.ts";
import { countOfCompatible, rustVersionsChosenFor } from "./rust-version.ts";
import { VersionChoice, edgeKey } from "./version-choice.ts";
import type { Failure } from "./version-choice.ts";
import { compareVersions, meets, requirementText } from "./version-requirement.ts";

/** A package in the graph, with the packages its dependencies were found in. */
export interface Package {
  readonly manifest: Manifest;
  readonly isMember: boolean;
  /** Of a package from a folder that stands for the registry: the hash of its archive, if it is known. */
  readonly vendored: { readonly checksum: string | undefined } | undefined;
  /** Features that are on, sorted. */
  readonly features: readonly string[];
  readonly dependencies: readonly PackageEdge[];
}

/** `spin v0.9.8`, or with the folder that it lies in for good. */
export const packageTitle = ({ manifest, vendored }: Package, version = manifest.version): string =>
  vendored === undefined ? `${manifest.name} v${version} (${manifest.root})` : `${manifest.name} v${version}`;

export interface PackageEdge {
  readonly dependency: Dependency;
  readonly package: Package;
}

export interface GraphWish {
  readonly roots: readonly Manifest[];
  readonly features: FeatureRequest;
  /** Which dependencies count. */
  readonly counts: (manifest: Manifest, dependency: Dependency, forHost: boolean) => boolean;
  /** What build scripts need has features of its own. */
  readonly hostApart?: boolean;
}

export interface GraphContext {
  readonly host: Host;
  readonly workspace: Workspace;
  readonly release: Release;
  readonly registry: RegistrySource | undefined;
  /** The flag that keeps the network out, where it is out. */
  readonly offline: string | undefined;
  /** Releases of rustc that versions are chosen for, if they are. */
  readonly rustVersions: readonly string[];
  readonly hold: LockHold;
}

/** What graphs of a workspace are made of; `released` tells packages that need not stay as they are locked. */
export function graphContext(
  { host, workspace, release }: Pick<GraphContext, "host" | "workspace" | "release">,
  config: Config,
  flags: GraphFlags,
  released?: Released | "all",
): GraphContext {
  return {
    host,
    workspace,
    release,
    registry: directorySource(host, config, release),
    offline: offlineFlag(flags, config),
    rustVersions: flags.ignoreRustVersion === true ? [] : rustVersionsChosenFor(workspace, config, release),
    hold: new LockHold(host, workspace, release, released),
  };
}

interface GraphFlags {
  readonly frozen: boolean;
  readonly offline: boolean;
  /** Versions are chosen for no rustc. */
  readonly ignoreRustVersion?: boolean;
}

/** The flag that keeps the network out, as messages name it; the configuration counts as `--offline`. */
function offlineFlag({ frozen, offline }: GraphFlags, config: Config): string | undefined {
  if (frozen) return "--frozen";
  return offline || isOffline(config) ? "--offline" : undefined;
}

/** The part of a graph that some of its edges reach, with the features of the whole. */
export function withEdges(roots: readonly Package[], keeps: (from: Package, edge: PackageEdge) => boolean): Package[] {
  const made = new Map<Package, Package>();
  const visit = (at: Package): Package => {
    const known = made.get(at);
    if (known !== undefined) return known;
    const dependencies: PackageEdge[] = [];
    const copy = { ...at, dependencies };
    made.set(at, copy);
    for (const edge of at.dependencies) if (keeps(at, edge)) dependencies.push({ ...edge, package: visit(edge.package) });
    return copy;
  };
  return roots.map(visit);
}

/** All features that a package has. */
const EVERYTHING: FeatureRequest = { features: [], all: true, defaults: true };

const folderOf = ({ root }: Manifest, path: string): string => normalizePath(path.startsWith("/") ? path : `${root}/${path}`);

export class PackageGraphs {
  #chosen: ReadonlyMap<string, Manifest> | undefined;
  readonly #words: ResolutionWords;
  readonly #manifests = new Map<string, Manifest>();
  readonly patches: Patches;
  readonly #usedPatches = new Set<string>();
  /** Who asked for a folder's package first, and by which name. */
  readonly #askedBy = new Map<string, { readonly manifest: Manifest; readonly name: string }>();

  constructor(readonly context: GraphContext) {
    const { release, offline, hold, registry } = context;
    this.patches = new Patches(context);
    this.#words = new ResolutionWords({
      release,
      offline,
      title: (manifest) => (registry?.has(manifest) === true ? `${manifest.name} v${manifest.version}` : packageText(manifest)),
      lockedTo: (manifest, dependency) => hold.heldTo(manifest, dependency),
    });
  }

  /** What Cargo.lock holds: all that any target or feature of the members could want. */
  whole(): Package[] {
    const { members } = this.context.workspace;
    return this.graph({ roots: members, features: EVERYTHING, counts: (manifest, dependency) => this.#mayCount(manifest, dependency) });
  }

  graph({ roots, features, counts, hostApart = false }: GraphWish): Package[] {
    const chosen = this.#choice();
    const activation = new Activation({
      counts,
      hostApart,
      find: (manifest, dependency) => {
        const found = chosen.get(edgeKey(manifest, dependency));
        if (found === undefined) throw new Error(`${manifest.name} asks for ${dependency.name}, for which no version was chosen`);
        return found;
      },
      hiddenFeature: (manifest, name) => hiddenFeature(manifest, name, this.context.release),
    });
    const { workspace, release } = this.context;
    const wishes = featuresOfEach(roots, features, workspace.members, featureRules(workspace, release));
    for (const [i, manifest] of roots.entries()) activation.root(manifest, wishes[i] as FeatureRequest);
    const reached = activation.close();
    checkCycles(reached);
    return this.#packages(reached, roots);
  }

  /** The package for each dependency that any target or feature of the members could want. */
  #choice(): ReadonlyMap<string, Manifest> {
    if (this.#chosen !== undefined) return this.#chosen;
    const { members } = this.context.workspace;
    const choice = new VersionChoice({
      candidates: (manifest, dependency) => this.#candidates(manifest, dependency),
      sourceOf: (manifest) => (this.context.registry?.has(manifest) === true ? REGISTRY_INDEX : manifest.root),
      sourceWanted: (manifest, { path }) => (path === undefined ? REGISTRY_INDEX : folderOf(manifest, path)),
      counts: (manifest, dependency) => this.#mayCount(manifest, dependency),
      failed: (failure) => (failure.candidates.length > 0 ? this.#words.failed(failure) : this.#missing(failure)),
    });
    this.#chosen = choice.choose(members, EVERYTHING);
    for (const { manifest } of this.patches.all()) if ([...this.#chosen.values()].includes(manifest)) this.#usedPatches.add(manifest.path);
    return this.#chosen;
  }

  /** Tests of others are not built. */
  #mayCount({ path }: Manifest, { kind }: Dependency): boolean {
    return kind !== "dev" || this.context.workspace.members.some((member) => member.path === path);
  }

  /** All that could be had in the place of a package of the registry. */
  versionsOf({ name }: Manifest): readonly Manifest[] {
    return this.context.registry?.all().filter((manifest) => manifest.name === name) ?? [];
  }

  /** Patches that no dependency wanted. */
  unusedPatches(): readonly Manifest[] {
    return this.patches
      .all()
      .filter(({ manifest }) => !this.#usedPatches.has(manifest.path))
      .map(({ manifest }) => manifest);
  }

  #packages(reached: ReadonlyMap<string, Activated>, roots: readonly Manifest[]): Package[] {
    const made = new Map<string, Package & { dependencies: PackageEdge[] }>();
    for (const [key, { manifest, features }] of reached) {
      const isMember = this.context.workspace.members.some(({ path }) => path === manifest.path);
      made.set(key, { manifest, isMember, features, vendored: this.context.registry?.checksumOf(manifest), dependencies: [] });
    }
    for (const [key, { edges }] of reached)
      for (const { dependency, to, forHost } of edges) {
        const other = made.get(sideKey(to, forHost));
        if (other !== undefined) made.get(key)?.dependencies.push({ dependency, package: other });
      }
    return roots.flatMap(({ path }) => made.get(path) ?? []);
  }

  /** Packages that may stand for a dependency, the best first. Throws CargoError if its source is none. */
  #candidates(manifest: Manifest, dependency: Dependency): readonly Manifest[] {
    const { path, git, packageName, version } = dependency;
    if (path !== undefined) {
      const found = this.#inFolder(manifest, dependency, path);
      return found.name === packageName && meets(version, found.version) ? [found] : [];
    }
    const { registry, hold } = this.context;
    const held = hold.heldTo(manifest, dependency);
    const fits = (one: Manifest) => meets(version, one.version) && (held === undefined || one.version === held);
    const isOwn = (patch: Patch) => patch.name === packageName && fits(patch.manifest);
    const patches = git === undefined ? this.patches.all().filter(isOwn) : [];
    if (git !== undefined || (registry === undefined && patches.length === 0)) throw this.#unreachable(manifest, dependency);
    const there = this.#known(this.#named(manifest, dependency));
    // A patch takes the place of its version.
    const isLeft = (one: Manifest) => fits(one) && !patches.some((patch) => patch.manifest.version === one.version);
    return [...patches.map((patch) => patch.manifest), ...there.filter(isLeft)].sort((a, b) => this.#compare(a, b));
  }

  #missing({ parent, dependency, wayTo }: Failure): CargoError {
    const { registry } = this.context;
    const { path } = dependency;
    const common = { parent, dependency, wayTo };
    if (path !== undefined) {
      const there = [this.#inFolder(parent, dependency, path)];
      return this.#words.missing({ ...common, there, place: folderOf(parent, path), isReplacement: false });
    }
    const patches = this.patches.all().filter(({ name }) => name === dependency.packageName);
    const named = [...patches.map((patch) => patch.manifest), ...this.#named(parent, dependency)];
    const there = named.length > 0 ? named : (registry?.all() ?? []);
    return this.#words.missing({ ...common, there, place: registry?.place ?? "", isReplacement: true });
  }

  /** Packages of a name in the registry's place. */
  #named(manifest: Manifest, dependency: Dependency): readonly Manifest[] {
    const { registry, release } = this.context;
    try {
      return registry?.named(dependency, packageText(manifest)) ?? [];
    } catch (error) {
      if (!(error instanceof BadSource)) throw error;
      const place = [
        unableTo("registry `crates-io`", release),
        `failed to ${atLeast(release, 84) ? "query" : "update"} replaced source registry \`crates-io\``,
      ];
      throw failedToGet(`${packageText(manifest)}\``, dependency.packageName, place, error.flaw);
    }
  }

  /** One object for each package, however often its source is asked. */
  #known(found: readonly Manifest[]): Manifest[] {
    return found.map((manifest) => {
      const first = this.#manifests.get(manifest.path) ?? manifest;
      this.#manifests.set(manifest.path, first);
      return first;
    });
  }

  /** The lock file's, and what patches: those come before others. */
  #isPreferred(one: Manifest): boolean {
    return this.context.hold.isPreferred(one) || this.patches.all().some(({ manifest }) => manifest.path === one.path);
  }

  /** Those that are preferred first, then what the chosen rustc compiles, then the newest. */
  #compare(a: Manifest, b: Manifest): number {
    const { rustVersions } = this.context;
    return (
      Number(this.#isPreferred(b)) - Number(this.#isPreferred(a)) ||
      countOfCompatible(b, rustVersions) - countOfCompatible(a, rustVersions) ||
      compareVersions(b.version, a.version)
    );
  }

  #unreachable(manifest: Manifest, { name, git }: Dependency): CargoError {
    const source = git === undefined ? "a registry" : `the git repository ${git}`;
    const what = `kbuild does not fetch packages: \`${name}\` of package \`${packageText(manifest)}\` comes from ${source}`;
    const advice = `put a copy of it into a folder and depend on that, ${name} = { path = "..." }, or let a folder with all of them stand for the registry, as \`cargo vendor\` makes it`;
    return new CargoError(what, [advice], 101, false, "KB0602");
  }

  #inFolder(manifest: Manifest, { name, packageName }: Dependency, path: string): Manifest {
    const found = this.#load(manifest, packageName, folderOf(manifest, path));
    if (!this.#askedBy.has(found.path)) this.#askedBy.set(found.path, { manifest, name });
    return found;
  }

  #load(manifest: Manifest, name: string, folder: string): Manifest {
    const { host, release, workspace } = this.context;
    const path = `${folder}/Cargo.toml`;
    const known = workspace.members.find(({ root }) => root === folder) ?? this.#manifests.get(path);
    if (known !== undefined) return known;
    try {
      if (host.files.status(folder)?.kind === "file" && !folder.endsWith(".toml") && atLeast(release, 80))
        throw new CargoError("single file packages cannot be used as dependencies");
      const found = loadManifest(host, path, release);
      if ("virtual" in found) throw new CargoError(`found a virtual manifest at \`${path}\` instead of a package manifest`);
      this.#manifests.set(path, found);
      return found;
    } catch (error) {
      if (error instanceof FileError || !(error instanceof CargoError)) throw error;
      throw failedToGet(`${packageText(manifest)}\`${this.#chain(manifest)}`, name, [unableTo(folder, release)], error);
    }
  }

  /** How the workspace comes to a package. */
  #chain({ path }: Manifest): string {
    const by = this.context.workspace.members.some((member) => member.path === path) ? undefined : this.#askedBy.get(path);
    if (by === undefined) return "";
    return `\n    ... which satisfies path dependency \`${by.name}\` of package \`${packageText(by.manifest)}\`${this.#chain(by.manifest)}`;
  }
}

/** `owner` is the package that asks, with its closing quote. */
function failedToGet(owner: string, name: string, place: readonly string[], error: CargoError): CargoError {
  const causes = [`failed to load source for dependency \`${name}\``, ...place];
  const words = `failed to get \`${name}\` as a dependency of package \`${owner}`;
  const isSnippet = error.causes.length === 0 && error.message.includes("\n --> ");
  if (isSnippet) return new CargoError(`${error.message}\nerror: ${words}`, causes);
  return new CargoError(words, [...causes, error.message, ...error.causes]);
}

/** Packages must not need themselves; the tests of one may. */
function checkCycles(reached: ReadonlyMap<string, Activated>): void {
  const done = new Set<string>();
  const open: { readonly at: Activated; readonly by: string }[] = [];
  const visit = (at: Activated, by: string): void => {
    const start = open.findIndex((one) => one.at === at);
    if (start >= 0) throw cycle(at, [...open.slice(start + 1), { at, by }]);
    if (done.has(sideKey(at.manifest, at.forHost))) return;
    open.push({ at, by });
    for (const { dependency, to, forHost } of at.edges) {
      const next = reached.get(sideKey(to, forHost));
      if (dependency.kind !== "dev" && next !== undefined) visit(next, dependency.name);
    }
    open.pop();
    done.add(sideKey(at.manifest, at.forHost));
  };
  const sorted = [...reached.values()].sort((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1));
  for (const at of sorted) visit(at, "");
}

/** `path` leads from a package back to it: each step with the name it was asked by. */
function cycle({ manifest }: Activated, path: readonly { readonly at: Activated; readonly by: string }[]): CargoError {
  const text = packageText(manifest);
  const steps = path.map(({ by }, i) => {
    const from = i === 0 ? manifest : (path[i - 1]?.at.manifest ?? manifest);
    const asked = from.dependencies.find(({ name }) => name === by);
    const what = asked?.path === undefined ? `dependency \`${by} = "${requirementText(asked?.version)}"\`` : `path dependency \`${by}\``;
    return `\n    ... which satisfies ${what} of package \`${packageText(from)}\``;
  });
  return new CargoError(
    `cyclic package dependency: package \`${text}\` depends on itself. Cycle:\npackage \`${text}\`${steps.reverse().join("")}`,
  );
}

/** All packages of the graph, what others need first. */
export function inOrder(roots: readonly Package[]): Package[] {
  const order = new Set<Package>();
  const open = new Set<Package>();
  const visit = (at: Package): void => {
    if (order.has(at) || open.has(at)) return;
    open.add(at);
    for (const { package: needed } of at.dependencies) visit(needed);
    order.add(at);
  };
  roots.forEach(visit);
  return [...order];
}
