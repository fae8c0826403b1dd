// `kbuild build` and `kbuild check`.
import { build as runBuild } from "../../cargo/build.ts";
import type { BuildOptions } from "../../cargo/build.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import { splitFeatures } from "../../cargo/features.ts";
import { atLeast } from "../../target/release.ts";
import type { Command, Context, Verb } from "../program.ts";

export interface BuildFlags {
  readonly release?: boolean;
  readonly profile?: string;
  readonly target?: string[];
  readonly manifestPath?: string;
  readonly bin?: string[];
  readonly bins?: boolean;
  readonly lib?: boolean;
  readonly package?: string[];
  readonly workspace?: boolean;
  readonly all?: boolean;
  readonly features?: string[];
  readonly allFeatures?: boolean;
  readonly defaultFeatures: boolean;
  readonly quiet?: boolean;
  readonly messageFormat?: string;
  readonly targetDir?: string;
  readonly Z?: string[];
  readonly locked?: boolean;
  readonly frozen?: boolean;
  readonly jobs?: string;
  readonly color?: string;
}

const MESSAGE_FORMATS = ["human", "short", "json"] as const;
const collect = (value: string, all: string[] = []) => [...all, value];

export function addBuildOptions(command: Command): Command {
  return command
    .option("-q, --quiet", "Do not print cargo log messages")
    .option("-r, --release", "Build artifacts in release mode, with optimizations")
    .option("--profile <PROFILE-NAME>", "Build artifacts with the specified profile")
    .option("--target <TRIPLE>", "Build for the target triple", collect)
    .option("--manifest-path <PATH>", "Path to Cargo.toml")
    .option("-p, --package <SPEC>", "Package to build", collect)
    .option("--workspace", "Build all packages in the workspace")
    .option("--all", "Alias for --workspace")
    .option("--bin <NAME>", "Build only the specified binary", collect)
    .option("--bins", "Build all binaries")
    .option("--lib", "Build only this package's library")
    .option("-F, --features <FEATURES>", "Space or comma separated list of features to activate", collect)
    .option("--all-features", "Activate all available features")
    .option("--no-default-features", "Do not activate the `default` feature")
    .option("--message-format <FMT>", "Error format: human, short, json")
    .option("--target-dir <DIRECTORY>", "Directory for all generated artifacts")
    .option("-j, --jobs <N>", "Number of parallel jobs")
    .option("-v, --verbose", "Use verbose output")
    .option("--color <WHEN>", "Coloring: auto, always, never")
    .option("--locked", "Assert that `Cargo.lock` will remain unchanged")
    .option("--offline", "Run without accessing the network")
    .option("--frozen", "Equivalent to specifying both --locked and --offline")
    .option("-Z <FLAG>", "Unstable (nightly-only) flags", collect);
}

function messageFormat(name: string | undefined): BuildOptions["messageFormat"] {
  const found = MESSAGE_FORMATS.find((format) => format === (name ?? "human"));
  if (found === undefined) throw new CargoError(`invalid message format specifier: \`${name}\``);
  return found;
}

/** clap tells of options that exclude each other with those that were given; cargo 1.68 knew the case itself. */
function releaseAndProfile(flags: BuildFlags, { release }: Context): CargoError {
  if (!atLeast(release, 80)) {
    return new CargoError(
      `conflicting usage of --profile=${flags.profile} and --release\nThe \`--release\` flag is the same as \`--profile=release\`.\nRemove one flag or the other to continue.`,
    );
  }
  const target = flags.target === undefined ? "" : " --target [<TRIPLE>]";
  const format = flags.messageFormat === undefined ? "" : " --message-format <FMT>";
  return new CargoError(
    `the argument '--release' cannot be used with '--profile <PROFILE-NAME>'\n\nUsage: cargo build --release${target}${format}\n\nFor more information, try '--help'.`,
    [],
    1,
  );
}

function checkJobs(jobs: string | undefined): void {
  if (jobs === undefined || jobs === "default") return;
  if (jobs === "0") throw new CargoError("jobs may not be 0");
  if (!/^-?\d+$/.test(jobs))
    throw new CargoError(`could not parse \`${jobs}\`. Number of parallel jobs should be \`default\` or a number.`);
}

function profileName(flags: BuildFlags, context: Context): string {
  if (flags.release !== true) return flags.profile ?? "dev";
  if (flags.profile !== undefined && (flags.profile !== "release" || atLeast(context.release, 80))) throw releaseAndProfile(flags, context);
  return "release";
}

export function buildOptions(
  flags: BuildFlags,
  context: Context,
  emit: BuildOptions["emit"],
  rustcArguments: readonly string[] = [],
): BuildOptions {
  const { host, release } = context;
  const path = flags.manifestPath;
  checkJobs(flags.jobs);
  if (flags.color === "always") throw new CargoError("kbuild does not colour its output yet: `--color always` cannot be honoured", [], 1);
  return {
    release,
    manifestPath: path === undefined ? undefined : checkedManifestPath(path, context),
    targets: flags.target ?? [],
    profile: profileName(flags, context),
    bins: flags.bin ?? [],
    allBins: flags.bins === true,
    lib: flags.lib === true,
    packages: flags.package ?? [],
    workspace: flags.workspace === true || flags.all === true,
    features: { features: splitFeatures(flags.features ?? []), all: flags.allFeatures === true, defaults: flags.defaultFeatures },
    quiet: flags.quiet === true || host.environment["CARGO_TERM_QUIET"] === "true",
    messageFormat: messageFormat(flags.messageFormat),
    emit,
    rustcArguments,
    targetFolder: flags.targetDir,
    unstable: (flags.Z ?? []).flatMap((text) => text.split(",")),
    locked: flags.locked === true,
    frozen: flags.frozen === true,
  };
}

export function checkedManifestPath(path: string, { host }: Pick<Context, "host">): string {
  if (!path.endsWith("Cargo.toml")) throw new CargoError("the manifest-path must be a path to a Cargo.toml file");
  const absolute = path.startsWith("/") ? path : `${host.currentDirectory}/${path}`;
  if (host.files.status(absolute) === undefined) throw new CargoError(`manifest path \`${path}\` does not exist`);
  return absolute;
}

function verb(summary: string, emit: BuildOptions["emit"]): Verb {
  return {
    summary,
    setUp(command, context, finish) {
      addBuildOptions(command).action((flags: BuildFlags) =>
        finish(runBuild(context.host, buildOptions(flags, context, emit), context.readCore, context.log)),
      );
    },
  };
}

export const build: Verb = verb("Compile the current package", "link");
export const check: Verb = verb("Analyze the current package and report errors, but don't build object files", "metadata");
