// From options to units: which crates of which packages are compiled, in which order, with what. Nothing is written but
// Cargo.lock.
import type { Host } from "../../base/host.ts";
import { collisions } from "./collisions.ts";
import { atLeast } from "../../target/release.ts";
import { CargoError, refusal } from "../cargo-error.ts";
import { checkHostPrograms, programKey } from "../config/conditional-program.ts";
import type { Config } from "../config/config.ts";
import { checkConfig, checkHttpConfig, checkTargetConfig, checkTargetTables, checkWorkspaceConfig } from "../config/config-schema.ts";
import { checkFeatureWords } from "../resolve/features.ts";
import { featuresOfEach } from "../resolve/features.ts";
import { updateLock } from "../resolve/lock-file.ts";
import type { LockNews } from "../resolve/lock-news.ts";
import { findManifest } from "../manifest/manifest.ts";
import type { CrateTarget, Dependency, Manifest } from "../manifest/manifest.ts";
import { checkNames } from "../resolve/crate-names.ts";
import { PackageGraphs, graphContext, inOrder, withEdges } from "../resolve/package-graph.ts";
import type { Package, PackageEdge } from "../resolve/package-graph.ts";
import { packageText, readWorkspace } from "../resolve/packages.ts";
import type { Workspace } from "../resolve/packages.ts";
import { packageVariables } from "../resolve/package-variables.ts";
import { currentPackage, selectPackages } from "../resolve/package-selection.ts";
import { replacements } from "../manifest/manifest-replace.ts";
import { identityOf, matches, placeOf } from "../resolve/package-spec.ts";
import { asksForFeatures, checkSelected, wishOf } from "../resolve/package-wish.ts";
import type { PackagesWish } from "../resolve/package-wish.ts";
import { isLibraryOf, neededUnits } from "./needed-units.ts";
import { macroPackage, noLibrary, notLinkable, unusedPatch } from "./plan-words.ts";
import { cargoCfgs, platformOf } from "../resolve/platform.ts";
import { packageScript } from "../script/package-script.ts";
import type { PackageScript, ScriptNeed, ScriptReading } from "../script/package-script.ts";
import { environmentTable } from "../config/environment-table.ts";
import { libraryOf } from "../resolve/version-choice.ts";
import { checkProfileConfig } from "../profiles/profile-config.ts";
import { checkProfilePackages } from "../profiles/profile-packages.ts";
import { checkInheritance, resolveProfile } from "../profiles/profile-resolution.ts";
import { RustcLines } from "../rustc/rustc-lines.ts";
import type { Learned } from "../rustc/rustc-lines.ts";
import { checkRequired, hasRequired } from "../manifest/required-features.ts";
import { featureRules, resolverOf } from "../resolve/resolver.ts";
import { checkRustVersions } from "../resolve/rust-version.ts";
import { termTable, termWarnings } from "../config/terminal.ts";
import { checkCrateTypes } from "../manifest/crate-type-checks.ts";
import { isLinkable } from "../manifest/crate-types.ts";
import { checkTargetFiles } from "../manifest/target-files.ts";
import { lacksFeatures, noMatchWarning, proposeCrates, withCrateTypes } from "./target-filter.ts";
import type { Proposal } from "./target-filter.ts";
import { targetFolderOf } from "./target-folder.ts";
import { HOST_TRIPLE } from "../../target/targets.ts";
import { rustflags } from "../config/rustflags.ts";
import { chooseTarget } from "../targets/target-choice.ts";
import type { ChosenTarget } from "../targets/target-choice.ts";
import { metadataFor, scriptWords } from "./unit-script.ts";
import { stableHash } from "./stable-hash.ts";
import { crateNameOf, unitHash } from "./unit.ts";
import type { Unit } from "./unit.ts";
import type { BuildOptions, Need, Plan, PlannedUnit } from "./build-options.ts";

/** kbuild takes as many jobs as it can use; what cargo would not take is an error. */
function checkJobs(jobs: string | undefined): void {
  if (jobs === undefined || jobs === "default") return;
  if (jobs === "0") throw new CargoError("jobs may not be 0");
  if (!/^[+-]?\d+$/.test(jobs))
    throw new CargoError(`could not parse \`${jobs}\`. Number of parallel jobs should be \`default\` or a number.`);
}

/** A target and how it was named; undefined for the host that nobody named. */
interface NamedTarget extends ChosenTarget, Learned {
  readonly name: string | undefined;
  /** What the configuration says in the place of build scripts, by what their packages link. */
  readonly libraries: readonly string[];
}

/** Seen with 1.96, not with 1.63; the release between is a guess. */
const MISSPELT_SINCE = 90;
const MISSPELT_FLAGS = "ignoring environment variable `RUST_FLAGS`\n  |\n  = help: rust flags are passed via `RUSTFLAGS`";

class Planner {
  readonly config: Config;
  readonly workspace: Workspace;
  readonly #units: PlannedUnit[] = [];
  readonly #rustc: RustcLines;
  readonly #graphs: PackageGraphs;
  #scripts: ScriptReading | undefined;
  /** All that the lock file holds. */
  #resolved: readonly Package[] | undefined;
  #locking: LockNews | undefined;
  /** What packages' build scripts leave for those of others, by their manifests. */
  readonly #metadata = new Map<string, ReadonlyMap<string, string>>();
  readonly #environment: Host["environment"];

  constructor(
    readonly host: Host,
    readonly options: BuildOptions,
    readonly warn: (text: string) => void,
    /** Is told what the lock file gets that it had not. */
    readonly locks: (news: LockNews) => void,
    readonly readCore: ScriptReading["readCore"],
  ) {
    this.config = options.config;
    this.#environment = { ...host.environment, ...environmentTable(options.config) };
    this.#rustc = new RustcLines(host, options.config, options);
    termTable(this.config);
    checkWorkspaceConfig(this.config, warn);
    checkConfig(this.config, warn);
    termWarnings(this.config).forEach(warn);
    checkFeatureWords(options.features.features);
    checkJobs(options.jobs ?? this.config.numberOrString("build", "jobs"));
    const path = options.manifestPath ?? findManifest(host, host.currentDirectory);
    const workspace = readWorkspace(host, path, options.release);
    workspace.layoutWarnings.forEach(warn);
    workspace.warnings.forEach(warn);
    if (atLeast(options.release, MISSPELT_SINCE) && host.environment["RUST_FLAGS"] !== undefined) warn(MISSPELT_FLAGS);
    if (options.forOnePackage === true && options.packages.length === 0) currentPackage(workspace, path);
    this.#graphs = new PackageGraphs(graphContext({ host, workspace, release: options.release }, options.config, options));
    // Features of packages outside of the workspace are an error before anything is locked.
    const isEarly = asksForFeatures(options.features);
    const dependencies = () => (isEarly ? inOrder(this.#graphs.whole()) : this.#resolve()).map(({ manifest }) => manifest);
    this.workspace = selectPackages(workspace, { ...options, ...placeOf(host), dependencies }, warn);
    if (this.workspace.flaw !== undefined) throw this.workspace.flaw;
  }

  async plan(): Promise<Plan> {
    const { options, workspace, config } = this;
    const names = options.targets.length > 0 ? options.targets : config.buildTargets();
    const targets: NamedTarget[] = [];
    for (const name of names.length === 0 ? [undefined] : new Set(names)) targets.push(await this.#target(name));
    checkTargetTables(config);
    const wish = wishOf(workspace, options.features);
    const rules = featureRules(workspace, options.release);
    // With the newer rules features are looked for before the lock file is.
    if (!rules.hasOldRules) featuresOfEach(wish.roots, wish.features, workspace.members, rules);
    const whole = this.#resolve();
    checkHttpConfig(config);
    checkProfileConfig(config, workspace.document, options.profile, this.warn);
    checkInheritance(workspace.document, config);
    const profile = resolveProfile(workspace.document, config, options.profile, options.release);
    checkProfilePackages(workspace.document, whole, { config, release: options.release, place: placeOf(this.host), warn: this.warn });
    const proposed = proposeCrates(workspace, options);
    const proposals = options.crateTypes === undefined ? proposed : withCrateTypes(proposed, options.crateTypes);
    const wantsDev = proposals.some(({ isTest, crate }) => isTest || crate.kind === "example");
    for (const chosen of targets) {
      const platform = platformOf(chosen.featured, options.release, chosen.cfgs);
      const counts = ({ path }: Manifest, dependency: Dependency) =>
        (dependency.kind === "normal" || (dependency.kind === "dev" && wantsDev && this.#isSelected(path))) && platform(dependency);
      const packages = inOrder(this.#built(wish, counts));
      checkSelected(workspace, packages, { ...options, place: placeOf(this.host) });
      await this.#loadScriptReader(packages);
      refuseMacros(packages);
      for (const at of packages) this.#package(at, chosen, proposals);
    }
    const units = neededUnits(this.#units);
    const noMatch = units.length === 0 ? noMatchWarning(options) : undefined;
    if (noMatch !== undefined) this.warn(noMatch);
    if (!options.ignoreRustVersion)
      checkRustVersions(
        units.map(({ unit }) => unit.manifest),
        ({ path }) => units.some(({ unit }) => unit.isRegistry && unit.manifest.path === path),
        options.release,
      );
    this.#checkSoleRoot();
    if (options.emit === "link") collisions(units.map(({ unit }) => unit)).forEach(this.warn);
    return {
      workspace,
      config,
      units,
      profile,
      locking: this.#locking,
      verify: (manifest) => this.#graphs.context.registry?.verify(manifest),
    };
  }

  /** All packages of the graph, which the lock file is brought up to. */
  #resolve(): readonly Package[] {
    if (this.#resolved !== undefined) return this.#resolved;
    const { options } = this;
    const graphs = this.#graphs;
    const { workspace } = graphs.context;
    const packages = inOrder(graphs.whole());
    this.#resolved = packages;
    for (const { specification, text } of replacements(workspace.document)) {
      if (packages.some(({ manifest, vendored }) => vendored !== undefined && matches(specification, identityOf(manifest, true))))
        throw refusal(`the replacement of \`${text}\``);
      this.warn(`package replacement is not used: ${text}`);
    }
    graphs.patches.warnings().forEach(this.warn);
    graphs.unusedPatches().forEach((manifest) => this.warn(unusedPatch(packageText(manifest))));
    this.#locking = updateLock({ graphs, packages, options });
    if (this.#locking !== undefined) this.locks(this.#locking);
    return packages;
  }

  /** Reading a build script takes the parser, and what some ask the compiler: most packages' plans do without. */
  async #loadScriptReader(packages: readonly Package[]): Promise<void> {
    const scripts = packages.filter(({ manifest }) => manifest.buildScript !== undefined);
    if (scripts.length === 0) return;
    const asks = scripts.some(({ manifest }) =>
      manifest.dependencies.some(({ kind, packageName }) => kind === "build" && packageName === "autocfg"),
    );
    const compiles = this.#scripts?.compiles ?? (asks ? (await import("../script/probe.ts")).compiles : undefined);
    this.#scripts = { read: (await import("../script/build-script.ts")).readBuildScript, compiles, readCore: this.readCore };
  }

  /** The packages that are built. With the first resolver they have the features that anybody wants of them, on any target. */
  #built(wish: PackagesWish, counts: (from: Manifest, dependency: Dependency) => boolean): Package[] {
    const { workspace, options } = this;
    if (resolverOf(workspace, options.release) !== 1) return this.#graphs.graph({ ...wish, counts });
    const all = this.#graphs.graph({ ...wish, counts: (manifest, { kind }) => kind !== "dev" || this.#isSelected(manifest.path) });
    return withEdges(all, ({ manifest }, { dependency }) => counts(manifest, dependency));
  }

  #isSelected(path: string): boolean {
    return this.workspace.selected.some((manifest) => manifest.path === path);
  }

  /** What stands behind `kbuild rustc --` is for one crate. */
  #checkSoleRoot(): void {
    if (this.options.rustcArguments.length === 0 || this.#units.filter(({ unit }) => unit.isRoot).length === 1) return;
    throw new CargoError(
      "extra arguments to `rustc` can only be passed to one target, consider filtering\nthe package by passing, e.g., `--lib` or `--bin NAME` to specify a single target",
    );
  }

  async #target(name: string | undefined): Promise<NamedTarget> {
    const flags = rustflags(this.config, name ?? HOST_TRIPLE, []);
    const ofHost = checkTargetConfig(this.config, HOST_TRIPLE);
    const libraries = name === undefined ? ofHost : checkTargetConfig(this.config, name);
    const { release, unstable } = this.options;
    const chosen = await chooseTarget(this.host, name, { release, unstable, rustflags: flags });
    const learned = this.#rustc.learn(chosen.target, name);
    return { ...chosen, ...learned, name, libraries };
  }

  /** What is built of a package: what was asked for, and the library that this or others need. */
  #wanted(at: Package, proposals: readonly Proposal[]): Proposal[] {
    const { lib, path } = at.manifest;
    const own = proposals.filter(({ manifest }) => manifest.path === path);
    const asked = own.filter((proposal) => {
      checkRequired(at, proposal.crate, this.warn);
      const isThere = hasRequired(at, proposal.crate);
      if (!isThere && proposal.mustHaveFeatures) throw lacksFeatures(proposal);
      return isThere;
    });
    const crates = new Set([...(lib === undefined ? [] : [lib]), ...asked.map(({ crate }) => crate)]);
    if (atLeast(this.options.release, 75))
      checkTargetFiles(
        this.host,
        at.manifest,
        own.length === 0 ? [...crates] : [...crates].filter((crate) => crate !== lib || asked.length > 0),
      );
    if (lib === undefined || asked.some(({ crate, isTest }) => crate === lib && !isTest)) return asked;
    return [{ manifest: at.manifest, crate: lib, isTest: false, mustHaveFeatures: false }, ...asked];
  }

  #package(at: Package, chosen: NamedTarget, proposals: readonly Proposal[]): void {
    const links = libraryOf(at.manifest);
    if (links !== undefined && chosen.libraries.includes(links))
      throw refusal(`\`[target.${chosen.target.triple}.${links}]\` in the configuration, for a package that links it`);
    for (const { dependency, package: other } of at.dependencies) this.#noteUnlinkable(at.manifest, dependency.name, other.manifest);
    this.#checkNames(at);
    const profile = this.#profile(at);
    // Tests unwind, and so does what is linked with them.
    const unwinding = proposals.some(({ isTest }) => isTest) ? { ...profile, panic: undefined } : profile;
    const wanted = this.#wanted(at, proposals);
    for (const proposal of wanted) this.#add(at, proposal, chosen, proposal.isTest ? unwinding : profile, proposals.includes(proposal));
    const own = wanted.find(({ crate, isTest }) => crate.kind === "lib" && !isTest);
    if (own !== undefined && unwinding.panic !== profile.panic) this.#add(at, own, chosen, unwinding, false);
  }

  #add(at: Package, { crate, isTest }: Proposal, chosen: NamedTarget, profile: Unit["profile"], isRoot: boolean): void {
    const usesDev = isTest || crate.kind === "example";
    const libraries = at.dependencies
      .filter(({ dependency }) => dependency.kind !== "dev" || usesDev)
      .flatMap(({ dependency, package: other }) =>
        this.#units
          .filter((made) => isLibraryOf(made, other, chosen, profile))
          .map((planned) => ({
            name: crateNameOf(dependency.name === dependency.packageName ? planned.unit.crate.name : dependency.name),
            planned,
          })),
      );
    const own = crate.kind === "lib" ? [] : this.#own(at, chosen, profile);
    const needs = [...libraries, ...own];
    const needsHash = needs.length === 0 ? undefined : stableHash(needs.map(({ planned }) => unitHash(planned.unit)).sort());
    const keeps = profile.stripIsImplied && needs.some(({ planned }) => planned.unit.profile.debug !== "none");
    const settled = keeps ? { ...profile, strip: "none" as const } : profile;
    const unit = { ...this.#unit(at, crate, chosen, settled, isRoot, isTest), needsHash };
    const strange = needs.find(({ planned }) => planned.unit.target.triple !== unit.target.triple);
    if (strange !== undefined) throw refusal(`a crate for \`${unit.target.triple}\` with \`${strange.name}\` for another target`);
    this.#units.push({ unit, installed: chosen.installed, needs });
  }

  /** Of what is built, with the names that anything else of the package has for it. */
  #checkNames(at: Package): void {
    const edges = this.#resolve().find((one) => one.manifest.path === at.manifest.path)?.dependencies ?? [];
    const isBuilt = (edge: PackageEdge) => at.dependencies.some((one) => one.package.manifest.path === edge.package.manifest.path);
    checkNames(at, edges.filter(isBuilt));
  }

  /** Dependencies without a library that crates can use. */
  #noteUnlinkable(manifest: Manifest, name: string, other: Manifest): void {
    if (other.lib === undefined) this.warn(noLibrary(manifest, name));
    else if (!isLinkable(other.lib)) this.warn(notLinkable(manifest.name, other.name, this.options.release));
  }

  /** The chosen profile as it is for a package. */
  #profile({ manifest, vendored }: Package): Unit["profile"] {
    const { workspace, config, options } = this;
    const isMember = workspace.members.some(({ path }) => path === manifest.path);
    return resolveProfile(workspace.document, config, options.profile, options.release, {
      manifest,
      isMember,
      isLocal: vendored === undefined,
    });
  }

  /** The library of the package itself. */
  #own(at: Package, chosen: ChosenTarget, profile: Unit["profile"]): Need[] {
    return this.#units
      .filter((made) => isLibraryOf(made, at, chosen, profile) && isLinkable(made.unit.crate))
      .map((planned) => ({ name: crateNameOf(planned.unit.crate.name), planned }));
  }

  #unit(
    at: Package,
    crate: CrateTarget,
    chosen: NamedTarget,
    profile: Unit["profile"],
    isRoot: boolean,
    isTest: boolean,
  ): Omit<Unit, "needsHash"> {
    const { release } = this.options;
    const { target } = chosen;
    if (!isTest && this.options.emit !== "metadata") checkCrateTypes(packageText(at.manifest), crate, chosen, release);
    const { host } = this;
    const { root: workspaceRoot, document } = this.workspace;
    const variables = packageVariables(at.manifest, host, at.vendored === undefined ? document : at.manifest.document, release);
    const cfgs = [...cargoCfgs(target, release), ...chosen.cfgs];
    const around = {
      host,
      release,
      target,
      profile,
      workspaceRoot,
      features: at.features,
      cfgs,
      variables,
      needs: this.#scriptNeeds(at),
      metadata: metadataFor(at, this.#metadata),
      environment: this.#environment,
      isRegistry: at.vendored !== undefined,
      flags: this.#rustc.flags(target),
    };
    const script = this.#scripts === undefined ? undefined : packageScript(at.manifest, around, this.#scripts);
    if (script !== undefined) this.#metadata.set(at.manifest.path, script.directives.metadata);
    return {
      manifest: at.manifest,
      crate,
      isTest,
      isRoot,
      profile,
      release,
      explicitTarget: chosen.name !== undefined,
      features: at.features,
      ...this.#origin(at, isRoot),
      linker: this.#linker(chosen),
      workspaceRoot,
      variables,
      targetFolder: this.#targetFolder(),
      ...this.#rustcLine(at, chosen, { crate, isTest, profile }, isRoot, script),
      script,
      unstableFeatures: this.#rustc.isNightly,
    };
  }

  #origin({ vendored }: Package, isRoot: boolean): Pick<Unit, "isRegistry" | "lintCap"> {
    if (vendored === undefined) return { isRegistry: false, lintCap: isRoot ? this.options.lintCap : undefined };
    return { isRegistry: true, lintCap: this.options.shell.settings.extraVerbose ? "warn" : "allow" };
  }

  /** Packages that a package's build script is compiled with, those that others need first. */
  #scriptNeeds({ manifest }: Package): ScriptNeed[] {
    const whole = this.#resolve().find((one) => one.manifest.path === manifest.path);
    const named = whole?.dependencies.filter(({ dependency }) => dependency.kind === "build").map(({ package: other }) => other) ?? [];
    return inOrder(named).map((one) => ({ manifest: one.manifest, isRegistry: one.vendored !== undefined }));
  }

  #linker({ target, cfgs }: NamedTarget): string | undefined {
    const all = [...cargoCfgs(target, this.options.release), ...cfgs];
    programKey(this.config, target.triple, all, "runner");
    checkHostPrograms(this.config, this.options.release);
    const key = programKey(this.config, target.triple, all, "linker");
    return key === undefined ? undefined : this.config.program(...key);
  }

  /** What rustc is told beside what the unit says, and how it reads that. */
  #rustcLine(
    at: Package,
    { target, name }: NamedTarget,
    of: Pick<Unit, "crate" | "isTest" | "profile">,
    isRoot: boolean,
    script: PackageScript | undefined,
  ): Pick<Unit, "rustc" | "words" | "target"> {
    const own = isRoot ? this.options.rustcArguments : [];
    const words = { flags: this.#rustc.flags(target), own, script: scriptWords(of.crate, script), target: name };
    const line = { manifest: at.manifest, ...of, words, ...this.#origin(at, isRoot), workspaceRoot: this.workspace.root };
    return { ...this.#rustc.read(line, target), words };
  }

  #targetFolder(): string {
    return targetFolderOf(this.host, this.config, this.workspace.root, this.options.targetFolder);
  }
}

/** Before anything that they need is compiled, which is for the host. */
function refuseMacros(packages: readonly Package[]): void {
  const macros = packages.find(({ manifest }) => manifest.lib?.crateTypes.includes("proc-macro") === true);
  if (macros === undefined) return;
  const isOf = ({ package: other }: PackageEdge) => other.manifest.path === macros.manifest.path;
  throw macroPackage(
    macros.manifest,
    packages.filter(({ dependencies }) => dependencies.some(isOf)).map(({ manifest }) => manifest),
  );
}

/** Throws CargoError for all that cargo finds wrong before it compiles; `warn` gets what it only warns about. */
export async function makePlan(
  host: Host,
  options: BuildOptions,
  warn: (text: string) => void,
  locks: (news: LockNews) => void,
  readCore: ScriptReading["readCore"],
): Promise<Plan> {
  return new Planner(host, options, warn, locks, readCore).plan();
}
