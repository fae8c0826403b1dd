// `cargo tree`: the workspace's packages and what they need, as text. Resolves like a build (features, targets, the lock file),
// asks the graph for the roots that are meant, and prints from there.
import type { Host } from "../../base/host.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import type { Config } from "../config/config.ts";
import { checkHttpConfig } from "../config/config-schema.ts";
import type { FeatureRequest } from "../resolve/features.ts";
import { updateLock } from "../resolve/lock-file.ts";
import { tellLock } from "../resolve/lock-news.ts";
import type { Dependency, Manifest } from "../manifest/manifest.ts";
import { PackageGraphs, inOrder, graphContext } from "../resolve/package-graph.ts";
import type { Package } from "../resolve/package-graph.ts";
import { PackageKeys } from "../manifest/package-keys.ts";
import { isPattern } from "../resolve/glob.ts";
import { selectPackages } from "../resolve/package-selection.ts";
import { identityOf, matches, parseSpecification, placeOf, queryOne } from "../resolve/package-spec.ts";
import type { Identity, Specification } from "../resolve/package-spec.ts";
import { packageText } from "../resolve/packages.ts";
import type { Workspace } from "../resolve/packages.ts";
import { platformOf } from "../resolve/platform.ts";
import type { Platform } from "../resolve/platform.ts";
import type { Target } from "../../target/target.ts";
import { resolverOf } from "../resolve/resolver.ts";
import type { Shell } from "../shell.ts";
import { chooseTarget } from "../targets/target-choice.ts";
import { addAskedFeatures, addImpliedFeatures } from "./tree-features.ts";
import { treeFormat } from "./tree-format.ts";
import { TreeBuilder } from "./tree-graph.ts";
import type { EdgeKind, TreeGraph, TreeNode } from "./tree-graph.ts";
import { printTree } from "./tree-lines.ts";
import type { Prefix, TreeStyle } from "./tree-lines.ts";

export interface TreeOptions {
  readonly release: Release;
  readonly config: Config;
  readonly shell: Shell;
  readonly workspace: Workspace;
  readonly packages: readonly string[];
  readonly allMembers: boolean;
  readonly exclude: readonly string[];
  readonly features: FeatureRequest;
  /** Triples or files of targets; `all` alone for whatever holds anywhere. */
  readonly targets: readonly string[];
  readonly unstable: ReadonlySet<string>;
  readonly locked: boolean;
  readonly frozen: boolean;
  readonly offline: boolean;
  readonly kinds: ReadonlySet<EdgeKind>;
  readonly invert: readonly string[];
  readonly prune: readonly string[];
  readonly depth: number | "workspace";
  readonly prefix: Prefix;
  readonly repeats: boolean;
  readonly duplicates: boolean;
  readonly format: string;
  readonly isAscii: boolean;
  readonly isColoured: boolean;
}

const NOTHING =
  "nothing to print.\n\nTo find dependencies that require specific target platforms, try to use option `--target all` first, and then narrow your search scope accordingly.";

/** Who is asked about, before anything is resolved. */
interface Subjects {
  /** Members whose needs are resolved. */
  readonly members: readonly Manifest[];
  readonly features: FeatureRequest;
  /** Roots of the tree: members, and others by what `-p` says of them. */
  readonly roots: readonly Identity[];
  readonly specifications: readonly Specification[];
}

function subjectsOf(host: Host, options: TreeOptions): Subjects {
  const { workspace, packages, exclude, allMembers, release, features, shell } = options;
  const place = placeOf(host);
  const wishes = { packages, exclude, workspace: allMembers, release, ...place, mayBeForeign: true as const };
  const { selected } = selectPackages(workspace, wishes, (text) => shell.warn(text));
  const specifications = allMembers ? [] : packages.filter((text) => !isPattern(text)).map((text) => parseSpecification(text, place));
  const roots = selected.map((member) => identityOf(member));
  if (selected.length > 0) return { members: selected, features, roots, specifications };
  if (features.features.length > 0 || features.all || !features.defaults)
    throw new CargoError("cannot specify features for packages outside of workspace");
  return { members: workspace.members, features: { features: [], all: true, defaults: false }, roots, specifications };
}

/** What holds where the packages are built. */
interface Platforms {
  readonly host: Platform;
  /** For each target that is asked for, by its triple (undefined: the host, unnamed). */
  readonly sides: ReadonlyMap<string | undefined, Platform>;
}

const isForAll = ({ targets }: TreeOptions): boolean => targets.length === 1 && targets[0] === "all";

async function platformsOf(host: Host, options: TreeOptions): Promise<Platforms> {
  const { release, config, unstable } = options;
  const rustflags = config.words("build", "rustflags") ?? [];
  const platform = (target: Target) => (isForAll(options) ? () => true : platformOf(target, release));
  const target = async (name: string | undefined) => (await chooseTarget(host, name, { release, unstable, rustflags })).target;
  const asked = isForAll(options) || options.targets.length === 0 ? config.buildTargets() : options.targets;
  const sides = new Map<string | undefined, Platform>();
  for (const name of new Set(asked)) {
    const side = await target(name);
    sides.set(side.triple, platform(side));
  }
  const own = platform(await target(undefined));
  return { host: own, sides: sides.size === 0 ? new Map([[undefined, own]]) : sides };
}

class TreeMaker {
  readonly subjects: Subjects;
  readonly #graphs: PackageGraphs;

  constructor(
    readonly host: Host,
    readonly options: TreeOptions,
    readonly platforms: Platforms,
  ) {
    const { workspace, release, config } = options;
    this.subjects = subjectsOf(host, options);
    this.#graphs = new PackageGraphs(graphContext({ host, workspace, release }, config, options));
  }

  run(): void {
    const { options } = this;
    this.#lock();
    const resolved = this.#resolve();
    const everything = inOrder(resolved);
    this.#warnOfPrograms(resolved);
    const graph = this.#graph();
    const roots = this.#roots(graph, everything);
    if (options.invert.length > 0 || options.duplicates) graph.invert();
    const pruned = options.prune.map((text) => parseSpecification(text, placeOf(this.host)));
    for (const one of pruned) queryOne(one, everything.map(identity), options.release);
    if (roots.length === 0) {
      options.shell.warn(NOTHING);
      return;
    }
    this.#print(graph, roots, pruned);
  }

  #lock(): void {
    const { shell } = this.options;
    const locking = updateLock({ graphs: this.#graphs, packages: inOrder(this.#graphs.whole()), options: this.options });
    if (locking !== undefined) tellLock(shell, locking);
    checkHttpConfig(this.options.config);
  }

  /** Tests' needs count for the members that are asked about, if they are shown at all. */
  #counts(manifest: Manifest, { kind }: Dependency): boolean {
    return kind !== "dev" || (this.options.kinds.has("dev") && this.subjects.members.some(({ path }) => path === manifest.path));
  }

  /** Whatever the target. */
  #resolve(): Package[] {
    const { members, features } = this.subjects;
    return this.#graphs.graph({ roots: members, features, counts: (manifest, dependency) => this.#counts(manifest, dependency) });
  }

  /** Packages with the features they are built with: since the second resolver not those that only others would turn on. */
  #built(): Package[] {
    const { members, features } = this.subjects;
    if (resolverOf(this.options.workspace, this.options.release) === 1) return this.#resolve();
    const holds = (dependency: Dependency, forHost: boolean) =>
      forHost || dependency.kind === "build"
        ? this.platforms.host(dependency)
        : [...this.platforms.sides.values()].some((platform) => platform(dependency));
    return this.#graphs.graph({
      roots: members,
      features,
      hostApart: true,
      counts: (manifest, dependency, forHost) => this.#counts(manifest, dependency) && holds(dependency, forHost),
    });
  }

  #warnOfPrograms(roots: readonly Package[]): void {
    for (const { manifest, dependencies } of roots)
      for (const { dependency, package: other } of dependencies)
        if (other.manifest.lib === undefined)
          this.options.shell.warn(
            `${packageText(manifest)} ignoring invalid dependency \`${dependency.name}\` which is missing a lib target`,
          );
  }

  #graph(): TreeGraph {
    const { kinds } = this.options;
    const platform = (triple: string | undefined) =>
      (triple === undefined ? this.platforms.host : this.platforms.sides.get(triple)) as Platform;
    const builder = new TreeBuilder({ kinds, platform });
    for (const member of this.#built().sort((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1)))
      for (const triple of this.platforms.sides.keys()) {
        const at = builder.add(member, triple, false);
        if (kinds.has("features")) addAskedFeatures(builder.graph, at, member.manifest, this.subjects.features);
      }
    if (kinds.has("features")) addImpliedFeatures(builder.graph);
    return builder.graph;
  }

  #roots(graph: TreeGraph, everything: readonly Package[]): number[] {
    const { invert, duplicates, release } = this.options;
    const place = placeOf(this.host);
    const isPlain = invert.length === 0;
    const wanted = isPlain ? this.subjects.specifications : invert.map((text) => parseSpecification(text, place));
    const named = wanted.map((one) => queryOne(one, everything.map(identity), release));
    const found = isPlain ? [...this.subjects.roots, ...named] : named;
    const roots = graph.packages((at) => found.some((one) => isSame(one, identity(at))));
    return duplicates ? graph.duplicates(graph.keepReachable(roots)) : roots;
  }

  #print(graph: TreeGraph, roots: readonly number[], pruned: readonly Specification[]): void {
    const { depth, workspace } = this.options;
    const { show } = treeFormat(this.options.format);
    const keys = ({ manifest }: Package) => new PackageKeys(manifest, workspace.document);
    const isLeftOut = (at: Package) => (depth === "workspace" && !at.isMember) || pruned.some((one) => matches(one, identity(at)));
    const style: TreeStyle = {
      ...this.options,
      depth: depth === "workspace" ? Infinity : depth,
      isPruned: (node) => node.is === "package" && isLeftOut(node.package),
      show: (at) => {
        const node = graph.node(at);
        return node.is === "package" ? show(node.package, keys) : featureText(graph, at, node);
      },
    };
    printTree(graph, roots, style, (text) => this.host.stdout.write(text));
  }
}

const identity = ({ manifest, vendored }: Package): Identity => identityOf(manifest, vendored !== undefined);
const isSame = (a: Identity, b: Identity): boolean => a.name === b.name && a.version === b.version && a.url === b.url;

function featureText(graph: TreeGraph, at: number, { name, of }: Extract<TreeNode, { is: "feature" }>): string {
  const owner = graph.node(of);
  const packageName = owner.is === "package" ? owner.package.manifest.name : "";
  return `${packageName} feature "${name}"${graph.fromCommandLine.has(at) ? " (command-line)" : ""}`;
}

/** Prints the tree; what there is to say besides goes to the shell. Throws CargoError. */
export async function tree(host: Host, options: TreeOptions): Promise<void> {
  new TreeMaker(host, options, await platformsOf(host, options)).run();
}

/** Whether bars are drawn with ASCII if nobody says: on terminals that cannot do better. */
export function defaultsToAscii({ environment, stdout }: Host, config: Config, release: Release): boolean {
  if (!atLeast(release, 89)) return false;
  const said = config.boolean("term", "unicode");
  if (said !== undefined) return !said;
  if (!stdout.isTerminal) return false;
  const locale = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] ?? "";
  return environment["TERM"] === "linux" || !/UTF-?8$/i.test(locale);
}
