// `kbuild metadata` and `kbuild read-manifest`: packages as JSON, for tools.
import { checkHttpConfig, checkWorkspaceConfig } from "../../cargo/config/config-schema.ts";
import { checkNotEmpty, currentPackage } from "../../cargo/resolve/package-selection.ts";
import { splitFeatures } from "../../cargo/resolve/features.ts";
import { updateLock } from "../../cargo/resolve/lock-file.ts";
import { tellLock } from "../../cargo/resolve/lock-news.ts";
import { metadataJson } from "../../cargo/resolve/metadata.ts";
import { PackageGraphs, inOrder, graphContext } from "../../cargo/resolve/package-graph.ts";
import { packageJson } from "../../cargo/resolve/package-json.ts";
import { readWorkspace } from "../../cargo/resolve/packages.ts";
import { targetFolderOf } from "../../cargo/build/target-folder.ts";
import { platformOf } from "../../cargo/resolve/platform.ts";
import type { Platform } from "../../cargo/resolve/platform.ts";
import type { Shell } from "../../cargo/shell.ts";
import { chooseTarget } from "../../cargo/targets/target-choice.ts";
import { addChoice, collect } from "../clap-options.ts";
import { addGlobalOptions, openDesk } from "../desk.ts";
import type { GlobalFlags } from "../desk.ts";
import type { Context, Verb } from "../program.ts";
import { manifestOf } from "./questions.ts";

interface Flags extends GlobalFlags {
  readonly manifestPath?: string;
  readonly formatVersion?: string;
  readonly deps: boolean;
  readonly filterPlatform?: readonly string[];
  readonly features?: string[];
  readonly allFeatures?: boolean;
  readonly defaultFeatures: boolean;
}

function checkFormat(flags: Flags, shell: Shell): void {
  if (flags.formatVersion === undefined) shell.warn("please specify `--format-version` flag explicitly to avoid compatibility problems");
}

async function print(flags: Flags, context: Context): Promise<void> {
  const { host, release } = context;
  const { config, shell, flags: all, unstable } = openDesk(flags, context);
  checkWorkspaceConfig(config, (text) => shell.warn(text));
  const workspace = readWorkspace(host, manifestOf(flags, context), release);
  checkFormat(flags, shell);
  for (const words of workspace.layoutWarnings) shell.warn(words);
  const wishes = { locked: all.locked === true, frozen: all.frozen === true, offline: all.offline === true, config };
  const graph = graphContext({ host, workspace, release }, config, wishes);
  const graphs = new PackageGraphs(graph);
  if (flags.deps) {
    checkNotEmpty(workspace, workspace.members);
    const locking = updateLock({ graphs, packages: inOrder(graphs.whole()), options: wishes });
    if (locking !== undefined) tellLock(shell, locking);
    checkHttpConfig(config);
  }
  const features = { features: splitFeatures(flags.features ?? []), all: flags.allFeatures === true, defaults: flags.defaultFeatures };
  const rustflags = config.words("build", "rustflags") ?? [];
  const platforms: Platform[] = [];
  for (const name of flags.deps ? (flags.filterPlatform ?? []) : [])
    platforms.push(platformOf((await chooseTarget(host, name, { release, unstable, rustflags })).target, release));
  const options = {
    features,
    membersOnly: !flags.deps,
    targetFolder: targetFolderOf(host, config, workspace.root),
    platforms,
    warn: (text: string) => shell.warn(text),
  };
  host.stdout.write(`${JSON.stringify(metadataJson(graph, graphs, options))}\n`);
}

export const metadata: Verb = {
  summary: "Output the resolved dependencies of a package in machine-readable format",
  setUp(command, context, finish) {
    addChoice(addGlobalOptions(command), "--format-version <VERSION>", "Format version", ["1"])
      .option("--filter-platform <TRIPLE>", "Only include resolve dependencies matching the given target-triple", collect)
      .option("--no-deps", "Output information only about the workspace members and don't fetch dependencies")
      .option("--manifest-path <PATH>", "Path to Cargo.toml")
      .option("-F, --features <FEATURES>", "Space or comma separated list of features to activate", collect)
      .option("--all-features", "Activate all available features")
      .option("--no-default-features", "Do not activate the `default` feature")
      .action(async (flags: Flags) => {
        await print(flags, context);
        finish(0);
      });
  },
};

export const readManifestVerb: Verb = {
  summary: "Print a JSON representation of a Cargo.toml manifest",
  setUp(command, context, finish) {
    addGlobalOptions(command)
      .option("--manifest-path <PATH>", "Path to Cargo.toml")
      .action((flags: Flags) => {
        const { config, shell } = openDesk(flags, context);
        const { host, release } = context;
        checkWorkspaceConfig(config, (text) => shell.warn(text));
        const path = manifestOf(flags, context);
        const workspace = readWorkspace(host, path, release);
        const manifest = currentPackage(workspace, path);
        host.stdout.write(`${JSON.stringify(packageJson(manifest, { host, release, root: workspace.document, isVendored: false }))}\n`);
        finish(0);
      });
  },
};
