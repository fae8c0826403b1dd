// Verbs that only answer: where the manifest is, what the package is called, which toolchains there are.
import { CargoError } from "../../cargo/cargo-error.ts";
import { findManifest } from "../../cargo/manifest.ts";
import { readWorkspace } from "../../cargo/packages.ts";
import { RELEASES, atLeast } from "../../target/release.ts";
import { addGlobalOptions, openDesk } from "../desk.ts";
import type { GlobalFlags } from "../desk.ts";
import type { Context, Verb } from "../program.ts";
import { checkedManifestPath } from "./build.ts";

interface Flags extends GlobalFlags {
  readonly manifestPath?: string;
  readonly messageFormat?: string;
  readonly workspace?: boolean;
}

export function manifestOf({ manifestPath }: Pick<Flags, "manifestPath">, context: Context): string {
  return manifestPath === undefined
    ? findManifest(context.host, context.host.currentDirectory)
    : checkedManifestPath(manifestPath, context);
}

export const locateProject: Verb = {
  summary: "Print a JSON representation of a Cargo.toml file's location",
  setUp(command, context, finish) {
    addGlobalOptions(command)
      .option("--workspace", "Locate Cargo.toml of the workspace root")
      .option("--message-format <FMT>", "Output representation: json, plain")
      .option("--manifest-path <PATH>", "Path to Cargo.toml")
      .action((flags: Flags) => {
        openDesk(flags, context);
        const own = manifestOf(flags, context);
        const path = flags.workspace === true ? readWorkspace(context.host, own, context.release).rootPath : own;
        context.host.stdout.write(flags.messageFormat === "plain" ? `${path}\n` : `${JSON.stringify({ root: path })}\n`);
        finish(0);
      });
  },
};

export const pkgid: Verb = {
  summary: "Print a fully qualified package specification",
  setUp(command, context, finish) {
    addGlobalOptions(command)
      .argument("[SPEC]")
      .option("--manifest-path <PATH>", "Path to Cargo.toml")
      .action((name: string | undefined, flags: Flags) => {
        openDesk(flags, context);
        const workspace = readWorkspace(context.host, manifestOf(flags, context), context.release);
        const found = name === undefined ? workspace.selected[0] : workspace.members.find((member) => member.name === name);
        if (found === undefined) throw new CargoError(`package ID specification \`${name ?? ""}\` did not match any packages`);
        const folder = found.root.slice(found.root.lastIndexOf("/") + 1);
        const prefix = atLeast(context.release, 77) ? "path+" : "";
        const separator = atLeast(context.release, 67) ? "@" : ":";
        context.host.stdout.write(
          `${prefix}file://${found.root}#${folder === found.name ? "" : `${found.name}${separator}`}${found.version}\n`,
        );
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
