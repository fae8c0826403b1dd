// Verbs that only answer: where the manifest is, what the package is called, which toolchains there are.
import { CargoError } from "../../cargo/cargo-error.ts";
import { findManifest } from "../../cargo/manifest/manifest.ts";
import { lockedPackages } from "../../cargo/resolve/locked-packages.ts";
import { availablePackages, currentPackage } from "../../cargo/resolve/package-selection.ts";
import { identityOf, identityText, parseSpecification, placeOf, queryOne, similarPackage } from "../../cargo/resolve/package-spec.ts";
import type { Identity, Specification } from "../../cargo/resolve/package-spec.ts";
import { checkWorkspaceConfig } from "../../cargo/config/config-schema.ts";
import { readWorkspace, workspaceRootPath } from "../../cargo/resolve/packages.ts";
import { RELEASES } from "../../target/release.ts";
import { addChoice, addOptional, givenValues } from "../clap-options.ts";
import { addGlobalOptions, openDesk } from "../desk.ts";
import type { GlobalFlags } from "../desk.ts";
import type { Context, Verb } from "../program.ts";
import { checkedManifestPath } from "./build.ts";

interface Flags extends GlobalFlags {
  readonly manifestPath?: string;
  readonly messageFormat?: string;
  readonly workspace?: boolean;
  readonly package?: readonly string[];
}

export function manifestOf({ manifestPath }: Pick<Flags, "manifestPath">, context: Context): string {
  return manifestPath === undefined
    ? findManifest(context.host, context.host.currentDirectory)
    : checkedManifestPath(manifestPath, context);
}

export const locateProject: Verb = {
  summary: "Print a JSON representation of a Cargo.toml file's location",
  setUp(command, context, finish) {
    addGlobalOptions(command).option("--workspace", "Locate Cargo.toml of the workspace root");
    addChoice(command, "--message-format <FMT>", "Output representation", ["json", "plain"], { ignoresCase: true });
    command.option("--manifest-path <PATH>", "Path to Cargo.toml").action((flags: Flags) => {
      openDesk(flags, context);
      const own = manifestOf(flags, context);
      const path = flags.workspace === true ? workspaceRootPath(context.host, own, context.release) : own;
      context.host.stdout.write(flags.messageFormat === "plain" ? `${path}\n` : `${JSON.stringify({ root: path })}\n`);
      finish(0);
    });
  },
};

/** The package that is meant. Throws CargoError if none is, or several are. */
export function specificationAmong(text: string, all: readonly Identity[], { host, release }: Context): Identity {
  let specification: Specification;
  try {
    specification = parseSpecification(text, placeOf(host));
  } catch (error) {
    if (!(error instanceof CargoError)) throw error;
    throw new CargoError(`invalid package ID specification: \`${text}\`${similarPackage(text, all)}`, [error.message]);
  }
  return queryOne(specification, all, release);
}

export const pkgid: Verb = {
  summary: "Print a fully qualified package specification",
  setUp(command, context, finish) {
    addOptional(addGlobalOptions(command), "-p, --package [SPEC]", "Argument to get the package ID specifier for")
      .argument("[SPEC]")
      .option("--manifest-path <PATH>", "Path to Cargo.toml")
      .action((positional: string | undefined, flags: Flags) => {
        const { host, release } = context;
        const { config, shell } = openDesk(flags, context);
        checkWorkspaceConfig(config, (text) => shell.warn(text));
        const path = manifestOf(flags, context);
        const workspace = readWorkspace(host, path, release);
        const named = givenValues(flags.package);
        if (named === undefined) throw availablePackages(workspace);
        const all = lockedPackages(host, workspace, release);
        const text = positional ?? named[0];
        const found = text === undefined ? identityOf(currentPackage(workspace, path)) : specificationAmong(text, all, context);
        host.stdout.write(`${identityText(found, release)}\n`);
        finish(0);
      });
  },
};

export const toolchain: Verb = {
  summary: "List the releases kbuild simulates",
  setUp(command, { host, release }, finish) {
    command.command("list").action(() => {
      const mark = (version: string) => (version === release.version ? " (active)" : "");
      host.stdout.write(RELEASES.map(({ version }) => `${version}${mark(version)}\n`).join(""));
      finish(0);
    });
  },
};
