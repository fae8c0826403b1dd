// `kbuild build` and `kbuild check`.
import { build as runBuild } from "../../cargo/build.ts";
import type { BuildOptions } from "../../cargo/build.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import { readCorelib } from "../../node/corelib.ts";
import type { Command, Context, Verb } from "../program.ts";

interface Flags {
  readonly release?: boolean;
  readonly profile?: string;
  readonly target?: string;
  readonly manifestPath?: string;
  readonly bin?: string;
  readonly quiet?: boolean;
  readonly messageFormat?: string;
}

const MESSAGE_FORMATS = ["human", "short", "json"] as const;

export function addBuildOptions(command: Command): Command {
  return command
    .option("-q, --quiet", "Do not print cargo log messages")
    .option("-r, --release", "Build artifacts in release mode, with optimizations")
    .option("--profile <NAME>", "Build artifacts with the specified profile")
    .option("--target <TRIPLE>", "Build for the target triple")
    .option("--manifest-path <PATH>", "Path to Cargo.toml")
    .option("--bin <NAME>", "Build only the specified binary")
    .option("--message-format <FMT>", "Error format: human, short, json");
}

function messageFormat(name: string | undefined): BuildOptions["messageFormat"] {
  const found = MESSAGE_FORMATS.find((format) => format === (name ?? "human"));
  if (found === undefined) throw new CargoError(`invalid message format specifier: \`${name}\``);
  return found;
}

export function buildOptions(flags: Flags, { host, release }: Context, emit: BuildOptions["emit"]): BuildOptions {
  const path = flags.manifestPath;
  if (flags.release === true && flags.profile !== undefined) {
    throw new CargoError(
      "the argument '--release' cannot be used with '--profile <NAME>'\n\nUsage: cargo build --release\n\nFor more information, try '--help'.",
      [],
      1,
    );
  }
  return {
    release,
    manifestPath: path === undefined || path.startsWith("/") ? path : `${host.currentDirectory}/${path}`,
    target: flags.target,
    profile: flags.profile ?? (flags.release === true ? "release" : "dev"),
    bin: flags.bin,
    quiet: flags.quiet === true,
    messageFormat: messageFormat(flags.messageFormat),
    emit,
    readCore: readCorelib,
  };
}

function verb(summary: string, emit: BuildOptions["emit"]): Verb {
  return {
    summary,
    setUp(command, context, finish) {
      addBuildOptions(command).action((flags: Flags) => finish(runBuild(context.host, buildOptions(flags, context, emit))));
    },
  };
}

export const build = verb("Compile the current package", "link");
export const check = verb("Analyze the current package and report errors, but don't build object files", "metadata");
