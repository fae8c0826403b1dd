// `kbuild build` and `kbuild check`.
import { build as runBuild } from "../../cargo/build/build.ts";
import type { BuildOptions } from "../../cargo/build/build.ts";
import { CargoError, refusal } from "../../cargo/cargo-error.ts";
import { splitFeatures } from "../../cargo/resolve/features.ts";
import { findManifest } from "../../cargo/manifest/manifest.ts";
import { availablePackages } from "../../cargo/resolve/package-selection.ts";
import { normalizePath } from "../../base/normal-path.ts";
import { readWorkspace } from "../../cargo/resolve/packages.ts";
import { MESSAGE_FORMATS, MESSAGE_FORMATS_SINCE, messageFormat } from "../../cargo/build/message-format.ts";
import { atLeast, type Release } from "../../target/release.ts";
import type { OtherWishes } from "../../cargo/build/target-filter.ts";
import { addHyphenated, addListed, addOptional, addOptionalList, collect, givenTargets, givenValues } from "../clap-options.ts";
import { addGlobalOptions, openDesk } from "../desk.ts";
import type { GlobalFlags } from "../desk.ts";
import { unitFarm } from "../unit-farm.ts";
import type { Command, Context, Verb } from "../program.ts";

export interface BuildFlags extends GlobalFlags {
  readonly release?: boolean;
  readonly profile?: string;
  readonly target?: string[];
  readonly manifestPath?: string;
  readonly bin?: string[];
  readonly bins?: boolean;
  readonly allTargets?: boolean;
  readonly tests?: boolean;
  readonly test?: string[];
  readonly benches?: boolean;
  readonly bench?: string[];
  readonly examples?: boolean;
  readonly example?: string[];
  readonly lib?: boolean;
  readonly package?: string[];
  readonly exclude?: string[];
  readonly workspace?: boolean;
  readonly all?: boolean;
  readonly features?: string[];
  readonly allFeatures?: boolean;
  readonly defaultFeatures: boolean;
  readonly messageFormat?: string[];
  readonly targetDir?: string;
  readonly jobs?: string;
  readonly ignoreRustVersion?: boolean;
  readonly keepGoing?: boolean;
  readonly futureIncompatReport?: boolean;
  readonly timings?: true | string;
}

/** What a verb builds at most: several packages, one with all its targets, or one of its binaries. */
export type BuildScope = "packages" | "package" | "binary";

/** Of verbs that build. */
export function addBuildOptions(command: Command, scope: BuildScope = "packages"): Command {
  addGlobalOptions(command);
  const addPackage = scope === "packages" ? addOptionalList : addOptional;
  addPackage(command, "-p, --package [SPEC]", "Package to build");
  if (scope === "packages")
    command
      .option("--workspace", "Build all packages in the workspace")
      .option("--exclude <SPEC>", "Exclude packages from the build", collect)
      .option("--all", "Alias for --workspace");
  if (scope !== "binary")
    command
      .option("--lib", "Build only this package's library")
      .option("--bins", "Build all binaries")
      .option("--all-targets", "Build all targets")
      .option("--future-incompat-report", "Outputs a future incompatibility report at the end of the build");
  addOptionalList(command, "--bin [NAME]", "Build only the specified binary");
  if (scope !== "binary") addOtherTargets(command);
  command
    .option("-F, --features <FEATURES>", "Space or comma separated list of features to activate", collect)
    .option("--all-features", "Activate all available features")
    .option("--no-default-features", "Do not activate the `default` feature")
    .option("-r, --release", "Build artifacts in release mode, with optimizations")
    .option("--profile <PROFILE-NAME>", "Build artifacts with the specified profile")
    .option("--keep-going", "Do not abort the build as soon as there is an error");
  addHyphenated(command, "-j, --jobs <N>", "Number of parallel jobs");
  addListed(command, "--message-format <FMT>", "Error format", MESSAGE_FORMATS, { isList: true, since: MESSAGE_FORMATS_SINCE });
  return addOptionalList(command, "--target [TRIPLE]", "Build for the target triple")
    .option("--target-dir <DIRECTORY>", "Directory for all generated artifacts")
    .option("--timings [FMTS]", "Output a build timing report at the end of the build")
    .option("--manifest-path <PATH>", "Path to Cargo.toml")
    .option("--ignore-rust-version", "Ignore `rust-version` specification in packages");
}

/** Tests, benchmarks and examples. */
function addOtherTargets(command: Command): void {
  command.option("--examples", "Build all examples");
  addOptionalList(command, "--example [NAME]", "Build only the specified example");
  command.option("--tests", "Build all targets that have `test = true` set");
  addOptionalList(command, "--test [NAME]", "Build only the specified test target");
  command.option("--benches", "Build all targets that have `bench = true` set");
  addOptionalList(command, "--bench [NAME]", "Build only the specified bench target");
}

function otherWishes({ tests, test, benches, bench, examples, example }: BuildFlags, asTests: boolean): OtherWishes {
  const named = { test, bench, example };
  const kinds = ["example", "test", "bench"] as const;
  const all = { test: tests, bench: benches, example: examples };
  return {
    all: kinds.filter((kind) => all[kind] === true),
    named: kinds.flatMap((kind) => (givenValues(named[kind]) ?? []).map((name) => ({ kind, name }))),
    asTests,
  };
}

interface Chosen {
  readonly packages: readonly string[];
  readonly bins: readonly string[];
}

/** `-p` and `--bin`; without a value they ask what there is. */
function chosenParts(flags: BuildFlags, manifestPath: string | undefined, { host, release }: Context): Chosen {
  const [packages, bins] = [givenValues(flags.package), givenValues(flags.bin)];
  if (packages !== undefined && bins !== undefined) return { packages, bins };
  const workspace = readWorkspace(host, manifestPath ?? findManifest(host, host.currentDirectory), release);
  if (packages === undefined) throw availablePackages(workspace);
  const names = workspace.selected.flatMap((manifest) => manifest.bins.map(({ name }) => `    ${name}\n`));
  const list = names.length === 0 ? "No binaries available.\n" : `Available binaries:\n${names.join("")}`;
  throw new CargoError(`"--bin" takes one argument.\n${list}`);
}

/** `--keep-going` is stable since 1.74. */
function keepsGoing(asked: boolean, release: Release): boolean {
  if (asked && release.channel === "stable" && !atLeast(release, 74))
    throw new CargoError(
      "the `--keep-going` flag is unstable, and only available on the nightly channel of Cargo, but this is the `stable` channel\n" +
        "See https://doc.rust-lang.org/book/appendix-07-nightly-rust.html for more information about Rust release channels.\n" +
        "See https://github.com/rust-lang/cargo/issues/10496 for more information about the `--keep-going` flag.",
    );
  return asked;
}

/** What a usage line ends with. */
const BEHIND: Readonly<Record<string, string>> = {
  run: " [ARGS]...",
  rustc: " [ARGS]...",
  test: " [TESTNAME] [-- [ARGS]...]",
};

/** Whether `--profile` stands before `--release`. */
function isProfileFirst(argv: readonly string[]): boolean {
  return argv.find((word) => /^(?:--profile(?:=|$)|--release$|-[a-z]*r[a-z]*$)/.test(word))?.startsWith("--profile") === true;
}

/** clap tells of options that exclude each other with those that were given; cargo 1.68 knew the case itself. */
export function releaseAndProfile(flags: Partial<BuildFlags>, { release, verb = "build", argv = [] }: Context): CargoError {
  if (!atLeast(release, 80)) {
    return new CargoError(
      `conflicting usage of --profile=${flags.profile} and --release\nThe \`--release\` flag is the same as \`--profile=release\`.\nRemove one flag or the other to continue.`,
    );
  }
  const target = flags.target === undefined ? "" : " --target [<TRIPLE>]";
  const format = (flags.messageFormat ?? []).length === 0 ? "" : " --message-format <FMT>";
  const [first, second] = isProfileFirst(argv) ? ["--profile <PROFILE-NAME>", "--release"] : ["--release", "--profile <PROFILE-NAME>"];
  return new CargoError(
    `the argument '${first}' cannot be used with '${second}'\n\nUsage: cargo ${verb} ${first}${target}${format}${BEHIND[verb] ?? ""}\n\nFor more information, try '--help'.`,
    [],
    1,
  );
}

/** Since 1.95 there is one format; before, html, and json on nightly releases. */
function checkTimings({ timings }: BuildFlags, { release, verb = "build" }: Context): void {
  if (typeof timings !== "string") return;
  if (atLeast(release, 95))
    throw new CargoError(
      `unexpected value '${timings}' for '--timings' found; no more were expected\n\nUsage: cargo ${verb} --timings\n\nFor more information, try '--help'.`,
      [],
      1,
    );
  const other = timings.split(",").find((format) => format !== "html");
  if (other === "json") throw refusal("`--timings=json`");
  if (other !== undefined) throw new CargoError(`invalid timings output specification: \`${other}\``);
}

function profileName(flags: BuildFlags, context: Context, asTests: boolean): string {
  if (flags.release !== true) return flags.profile ?? (asTests ? "test" : "dev");
  if (flags.profile !== undefined && (flags.profile !== "release" || atLeast(context.release, 80))) throw releaseAndProfile(flags, context);
  return "release";
}

export function buildOptions(
  flags: BuildFlags,
  context: Context,
  emit: BuildOptions["emit"],
  rustcArguments: readonly string[] = [],
  asTests = false,
): BuildOptions {
  const { release } = context;
  const path = flags.manifestPath;
  const { config, shell, flags: all, unstable } = openDesk(flags, context);
  checkTimings(flags, context);
  const targets = givenTargets(flags.target);
  const manifestPath = path === undefined ? undefined : checkedManifestPath(path, context);
  const { packages, bins } = chosenParts(flags, manifestPath, context);
  return {
    release,
    manifestPath,
    targets,
    profile: profileName(flags, context, asTests),
    bins,
    allBins: flags.bins === true,
    allTargets: flags.allTargets === true,
    others: otherWishes(flags, asTests),
    lib: flags.lib === true,
    isForRun: false,
    packages,
    workspace: flags.workspace === true || flags.all === true,
    features: { features: splitFeatures(flags.features ?? []), all: flags.allFeatures === true, defaults: flags.defaultFeatures },
    exclude: flags.exclude ?? [],
    config,
    shell,
    messageFormat: messageFormat(flags.messageFormat ?? []),
    emit,
    rustcArguments,
    targetFolder: flags.targetDir,
    jobs: flags.jobs,
    unstable,
    locked: all.locked === true,
    frozen: all.frozen === true,
    offline: all.offline === true,
    timings: flags.timings !== undefined,
    ignoreRustVersion: flags.ignoreRustVersion === true,
    keepGoing: keepsGoing(flags.keepGoing === true, context.release),
    futureIncompatReport: flags.futureIncompatReport === true,
  };
}

export function checkedManifestPath(path: string, { host, release }: Pick<Context, "host" | "release">): string {
  const absolute = normalizePath(path.startsWith("/") ? path : `${host.currentDirectory}/${path}`);
  const status = host.files.status(absolute);
  if (!atLeast(release, 80) && !path.endsWith("Cargo.toml")) throw new CargoError("the manifest-path must be a path to a Cargo.toml file");
  if (status === undefined) throw new CargoError(`manifest path \`${path}\` does not exist`);
  if (!atLeast(release, 80)) return absolute;
  if (status.kind === "folder") {
    const child = `${absolute}/Cargo.toml`;
    const help = host.files.status(child) === undefined ? "" : `\nhelp: ${child} exists`;
    throw new CargoError(`manifest path \`${path}\` is a directory but expected a file${help}`);
  }
  if (absolute.endsWith("Cargo.toml")) return absolute;
  if (/\.rs$|\/[^./]+$/.test(absolute)) throw new CargoError(`embedded manifest \`${absolute}\` requires \`-Zscript\``);
  throw new CargoError(`the manifest-path must be a path to a Cargo.toml file: \`${absolute}\``);
}

function verb(summary: string, emit: BuildOptions["emit"]): Verb {
  return {
    summary,
    setUp(command, context, finish) {
      addBuildOptions(command).action(async (flags: BuildFlags) => {
        // `check --profile test` has always checked the tests of what it checks.
        const asTests = emit === "metadata" && flags.profile === "test";
        const options = buildOptions(flags, context, emit, [], asTests);
        const farm = unitFarm(flags, options, context);
        if (context.log !== undefined) context.log.mayRepeat = true;
        finish(await runBuild(context.host, { ...options, farm }, context.readCore, context.log));
      });
    },
  };
}

export const build: Verb = verb("Compile the current package", "link");
export const check: Verb = verb("Analyze the current package and report errors, but don't build object files", "metadata");
