// From options to units: which crates of which packages are compiled, in which order, with what. Nothing is written but
// Cargo.lock.
import type { Host } from "../base/host.ts";
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import { targetCfgs } from "../target/targets.ts";
import { CargoError, refusal } from "./cargo-error.ts";
import { directorySource } from "./directory-source.ts";
import type { Emit } from "./compile.ts";
import { readConfig } from "./config.ts";
import type { Config } from "./config.ts";
import type { FeatureRequest } from "./features.ts";
import { updateLock } from "./lock-file.ts";
import { findManifest } from "./manifest.ts";
import type { CrateTarget, Dependency, Manifest } from "./manifest.ts";
import { cfgMatches } from "./cfg-expression.ts";
import { PackageGraphs, inOrder } from "./package-graph.ts";
import type { Package } from "./package-graph.ts";
import { normalizePath, packageText, readWorkspace } from "./packages.ts";
import type { Workspace } from "./packages.ts";
import { packageScript } from "./package-script.ts";
import type { PackageScript } from "./package-script.ts";
import { checkInheritance, resolveProfile } from "./profile.ts";
import type { MessageFormat } from "./report.ts";
import { addRustcArguments, newRustcOptions } from "./rustc-options.ts";
import type { RustcOptions } from "./rustc-options.ts";
import { checkRustVersions } from "./rust-version.ts";
import { rustflags } from "./rustflags.ts";
import { chooseTarget } from "./target-choice.ts";
import type { ChosenTarget } from "./target-choice.ts";
import { crateNameOf } from "./unit.ts";
import type { Unit } from "./unit.ts";

export interface BuildOptions {
  readonly release: Release;
  readonly manifestPath: string | undefined;
  /** `--target`, each time it was given. */
  readonly targets: readonly string[];
  /** Profile's name: `dev`, `release`, or one of the manifest's. */
  readonly profile: string;
  readonly bins: readonly string[];
  readonly lib: boolean;
  readonly allBins: boolean;
  readonly packages: readonly string[];
  readonly workspace: boolean;
  readonly features: FeatureRequest;
  readonly quiet: boolean;
  readonly messageFormat: MessageFormat;
  readonly emit: Emit;
  /** What stands behind `kbuild rustc --`, for the last unit. */
  readonly rustcArguments: readonly string[];
  readonly targetFolder: string | undefined;
  readonly unstable: readonly string[];
  readonly locked: boolean;
  readonly frozen: boolean;
}

/** A library, and the name that paths call it by. */
export interface Need {
  readonly name: string;
  readonly planned: PlannedUnit;
}

export interface PlannedUnit {
  readonly unit: Unit;
  readonly installed: boolean;
  /** Asked for itself, not only needed by another. */
  readonly isRoot: boolean;
  /** Units whose libraries this one names. */
  readonly needs: readonly Need[];
}

export interface Plan {
  readonly workspace: Workspace;
  readonly config: Config;
  readonly units: readonly PlannedUnit[];
  readonly locking: string | undefined;
}

function unstableOptions({ release, unstable }: BuildOptions, host: Host, config: Config): Set<string> {
  const allowed = release.channel === "nightly" || host.environment["RUSTC_BOOTSTRAP"] === "1";
  if (unstable.length > 0 && !allowed) {
    throw new CargoError(
      `the \`-Z\` flag is only accepted on the nightly channel of Cargo, but this is the \`stable\` channel\nSee https://doc.rust-lang.org/book/appendix-07-nightly-rust.html for more information about Rust release channels.`,
    );
  }
  const old = unstable.find((option) => option === "json-target-spec" && !atLeast(release, 95));
  if (old !== undefined) throw new CargoError(`unknown \`-Z\` flag specified: ${old}`);
  const fromConfig = allowed ? config.keys("unstable").filter((key) => config.find(["unstable", key]) !== undefined) : [];
  return new Set([...unstable, ...fromConfig]);
}

class Planner {
  readonly config: Config;
  readonly workspace: Workspace;
  readonly unstable: Set<string>;
  readonly #units: PlannedUnit[] = [];

  constructor(
    readonly host: Host,
    readonly options: BuildOptions,
    readonly warn: (text: string) => void,
  ) {
    this.config = readConfig(host, options.release);
    this.config.warnings.forEach(warn);
    const path = options.manifestPath ?? findManifest(host, host.currentDirectory);
    this.workspace = this.#selected(readWorkspace(host, path, options.release));
    this.workspace.layoutWarnings.forEach(warn);
    this.workspace.warnings.forEach(warn);
    this.unstable = unstableOptions(options, host, this.config);
  }

  #selected(workspace: Workspace): Workspace {
    const { packages, workspace: all } = this.options;
    if (all) return { ...workspace, selected: workspace.members };
    if (packages.length === 0) return workspace;
    const selected = packages.map((name) => {
      const bare = name.split("@")[0] as string;
      const found = workspace.members.find((member) => member.name === bare);
      if (found === undefined) throw new CargoError(`package ID specification \`${name}\` did not match any packages`);
      return found;
    });
    return { ...workspace, selected };
  }

  plan(): Plan {
    const { options, workspace, config } = this;
    checkInheritance(workspace.document, config, options.release);
    const profile = resolveProfile(workspace.document, config, options.profile, options.release);
    const names = options.targets.length > 0 ? options.targets : config.buildTargets();
    const graphs = new PackageGraphs({
      host: this.host,
      workspace,
      release: options.release,
      registry: directorySource(this.host, config, options.release),
    });
    const whole = inOrder(graphs.whole());
    graphs.unusedPatches().forEach((manifest) => this.warn(unusedPatch(packageText(manifest))));
    const locking = updateLock(this.host, workspace.root, whole, options.release, options);
    const targets = [...new Set(names)].map((name) => this.#target(name));
    if (targets.length === 0) targets.push(this.#target(undefined));
    for (const chosen of targets) {
      const cfgs = targetCfgs(chosen.target, options.release, chosen.target.panicStrategy);
      const counts = (_: Manifest, { kind, target }: Dependency) =>
        kind === "normal" &&
        (target === undefined || target === chosen.target.triple || (target.startsWith("cfg(") && cfgMatches(target, cfgs)));
      const roots = graphs.graph({ roots: workspace.selected, features: options.features, counts });
      for (const at of inOrder(roots)) this.#package(at, chosen, names.length > 0, profile);
    }
    checkRustVersions(
      this.#units.map(({ unit }) => unit.manifest),
      options.release,
    );
    this.#checkSoleRoot();
    return { workspace, config, units: this.#units, locking };
  }

  /** What stands behind `kbuild rustc --` is for one crate. */
  #checkSoleRoot(): void {
    if (this.options.rustcArguments.length === 0 || this.#units.filter(({ isRoot }) => isRoot).length === 1) return;
    throw new CargoError(
      "extra arguments to `rustc` can only be passed to one target, consider filtering\nthe package by passing, e.g., `--lib` or `--bin NAME` to specify a single target",
    );
  }

  #target(name: string | undefined): ChosenTarget {
    const flags = this.config.words("build", "rustflags") ?? [];
    return chooseTarget(this.host, name, { release: this.options.release, unstable: this.unstable, rustflags: flags });
  }

  #crates({ manifest }: Package, isSelected: boolean): CrateTarget[] {
    const { bins, lib, allBins } = this.options;
    if (!isSelected) return manifest.lib === undefined ? [] : [manifest.lib];
    const chosen = bins.length > 0 ? bins.map((name) => this.#bin(manifest.bins, name)) : lib ? [] : manifest.bins;
    const withLib = manifest.lib !== undefined && (lib || (bins.length === 0 && !allBins) || chosen.length > 0);
    return withLib && manifest.lib !== undefined ? [manifest.lib, ...chosen] : [...chosen];
  }

  /** A library that only the package's own binaries need was not asked for. */
  #isRoot(crate: CrateTarget, isSelected: boolean): boolean {
    const { bins, lib, allBins } = this.options;
    return isSelected && (crate.kind === "bin" || lib || (bins.length === 0 && !allBins));
  }

  /** Since 1.75 cargo looks for the files of what it is to build, before it builds. */
  #checkFiles({ manifest }: Package, crates: readonly CrateTarget[]): void {
    if (!atLeast(this.options.release, 75)) return;
    const missing = crates.filter(
      ({ path }) => this.host.files.status(path.startsWith("/") ? path : `${manifest.root}/${path}`) === undefined,
    );
    if (missing.length === 0) return;
    const lines = missing.map(({ kind, name, path }) => `can't find ${kind} \`${name}\` at path \`${manifest.root}/${path}\``);
    const count = `${missing.length} previous target resolution error${missing.length === 1 ? "" : "s"}`;
    throw new CargoError(`${lines.join("\nerror: ")}\n --> ${manifest.path}\nerror: could not compile due to ${count}`);
  }

  #bin(bins: readonly CrateTarget[], name: string): CrateTarget {
    const found = bins.find((bin) => bin.name === name);
    if (found !== undefined) return found;
    const list = bins.map((bin) => `    ${bin.name}\n`).join("");
    if (atLeast(this.options.release, 91))
      throw new CargoError(`no bin target named \`${name}\` in default-run packages\nhelp: available bin targets:\n${list.trimEnd()}`);
    throw new CargoError(`no bin target named \`${name}\`.\nAvailable bin targets:\n${list}`);
  }

  #package(at: Package, chosen: ChosenTarget, explicitTarget: boolean, profile: Unit["profile"]): void {
    const isSelected = this.workspace.selected.some(({ path }) => path === at.manifest.path);
    for (const { dependency, package: other } of at.dependencies)
      if (other.manifest.lib === undefined) this.warn(noLibrary(at.manifest, dependency.name));
    const libraries = at.dependencies.flatMap(({ dependency, package: other }) =>
      this.#units
        .filter((made) => isLibraryOf(made, other, chosen))
        .map((planned) => ({
          name: crateNameOf(dependency.name === dependency.packageName ? planned.unit.crate.name : dependency.name),
          planned,
        })),
    );
    const crates = this.#crates(at, isSelected);
    this.#checkFiles(at, crates);
    for (const crate of crates) {
      const own = crate.kind === "bin" ? this.#own(at, chosen) : [];
      if (!crate.requiredFeatures.every((name) => at.features.includes(name))) continue;
      const isRoot = this.#isRoot(crate, isSelected);
      const unit = this.#unit(at, crate, chosen, explicitTarget, profile, isRoot);
      this.#units.push({ unit, installed: chosen.installed, isRoot, needs: [...libraries, ...own] });
    }
  }

  /** The library of the package itself. */
  #own(at: Package, chosen: ChosenTarget): Need[] {
    return this.#units
      .filter((made) => isLibraryOf(made, at, chosen))
      .map((planned) => ({ name: crateNameOf(planned.unit.crate.name), planned }));
  }

  #unit(
    at: Package,
    crate: CrateTarget,
    { target }: ChosenTarget,
    explicitTarget: boolean,
    profile: Unit["profile"],
    isRoot: boolean,
  ): Unit {
    const { release } = this.options;
    if ((crate.crateType === "cdylib" || crate.crateType === "dylib") && target.os === "none") {
      const { name, version, root } = at.manifest;
      if (this.options.emit === "metadata") throw refusal(`the crate type \`${crate.crateType}\` for \`${target.triple}\``);
      throw new CargoError(
        `cannot produce ${crate.crateType} for \`${name} v${version} (${root})\` as the target \`${target.triple}\` does not support these crate types`,
      );
    }
    const script = packageScript(at.manifest, { host: this.host, release, target, profile, workspaceRoot: this.workspace.root });
    return {
      manifest: at.manifest,
      crate,
      profile,
      target,
      release,
      explicitTarget,
      features: at.features,
      isRegistry: at.vendored !== undefined,
      linker: this.config.string("target", target.triple, "linker"),
      workspaceRoot: this.workspace.root,
      targetFolder: this.#targetFolder(),
      rustc: this.#rustcOptions(target, isRoot, at.vendored !== undefined, crate, script),
      script,
      unstableFeatures: release.channel === "nightly" || this.host.environment["RUSTC_BOOTSTRAP"] === "1",
    };
  }

  #rustcOptions(
    target: Unit["target"],
    isRoot: boolean,
    isForeign: boolean,
    crate: CrateTarget,
    script: PackageScript | undefined,
  ): RustcOptions {
    const rustc = newRustcOptions();
    const cfgs = targetCfgs(target, this.options.release, target.panicStrategy);
    addRustcArguments(rustc, rustflags(this.config, target, cfgs));
    if (isRoot) addRustcArguments(rustc, this.options.rustcArguments);
    if (script !== undefined) addScriptOptions(rustc, crate, script);
    if (isForeign) addRustcArguments(rustc, ["--cap-lints", "allow"]);
    if (rustc.target !== undefined && rustc.target !== target.triple) throw refusal("`--target` among rustc's own arguments");
    return rustc;
  }

  #targetFolder(): string {
    return targetFolderOf(this.host, this.config, this.workspace.root, this.options.targetFolder);
  }
}

/** `target`, or what the command line (`asked`), the environment or the configuration says. */
export function targetFolderOf(host: Host, config: Config, root: string, asked?: string): string {
  const chosen = asked ?? host.environment["CARGO_TARGET_DIR"] ?? config.string("build", "target-dir");
  if (chosen === undefined) return `${root}/target`;
  return normalizePath(chosen.startsWith("/") ? chosen : `${host.currentDirectory}/${chosen}`);
}

/** Its conditions are for all of the package's crates, its link arguments for programs. */
function addScriptOptions(rustc: RustcOptions, crate: CrateTarget, { directives }: PackageScript): void {
  rustc.cfgs.push(...directives.cfgs);
  rustc.checkCfgs.push(...directives.checkCfgs);
  const isFor = (bin: string | undefined) => crate.kind === "bin" && (bin === undefined || bin === crate.name);
  rustc.codegen.linkArguments.push(...directives.linkArguments.filter(({ bin }) => isFor(bin)).map(({ argument }) => argument));
}

function noLibrary(manifest: Manifest, name: string): string {
  return `${packageText(manifest)} ignoring invalid dependency \`${name}\` which is missing a lib target`;
}

function unusedPatch(text: string): string {
  return `patch \`${text}\` was not used in the crate graph\nhelp: Check that the patched package version and available features are compatible\n      with the dependency requirements. If the patch has a different version from\n      what is locked in the Cargo.lock file, run \`cargo update\` to use the new\n      version. This may also occur with an optional dependency that is not enabled.`;
}

function isLibraryOf(made: PlannedUnit, at: Package, { target }: ChosenTarget): boolean {
  return made.unit.manifest.path === at.manifest.path && made.unit.crate.kind === "lib" && made.unit.target.triple === target.triple;
}

/** Throws CargoError for all that cargo finds wrong before it compiles; `warn` gets what it only warns about. */
export function makePlan(host: Host, options: BuildOptions, warn: (text: string) => void): Plan {
  return new Planner(host, options, warn).plan();
}
