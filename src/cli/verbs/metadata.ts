// `kbuild metadata` and `kbuild read-manifest`: packages as JSON, for tools.
import { CargoError } from "../../cargo/cargo-error.ts";
import { readConfig } from "../../cargo/config.ts";
import { directorySource } from "../../cargo/directory-source.ts";
import { splitFeatures } from "../../cargo/features.ts";
import { updateLock } from "../../cargo/lock-file.ts";
import { metadataJson } from "../../cargo/metadata.ts";
import { PackageGraphs, inOrder } from "../../cargo/package-graph.ts";
import { packageJson } from "../../cargo/package-json.ts";
import { readWorkspace } from "../../cargo/packages.ts";
import { targetFolderOf } from "../../cargo/plan.ts";
import { statusLine } from "../../cargo/words.ts";
import type { Context, Verb } from "../program.ts";
import { manifestOf } from "./questions.ts";

interface Flags {
  readonly manifestPath?: string;
  readonly formatVersion?: string;
  readonly deps: boolean;
  readonly features?: string[];
  readonly allFeatures?: boolean;
  readonly defaultFeatures: boolean;
  readonly locked?: boolean;
  readonly frozen?: boolean;
  readonly quiet?: boolean;
}

const collect = (value: string, all: string[] = []) => [...all, value];

function checkFormat(flags: Flags, { host }: Context): void {
  if (flags.formatVersion === undefined)
    host.stderr.write("warning: please specify `--format-version` flag explicitly to avoid compatibility problems\n");
  else if (flags.formatVersion !== "1")
    throw new CargoError(
      `invalid value '${flags.formatVersion}' for '--format-version <VERSION>'\n  [possible values: 1]\n\nFor more information, try '--help'.`,
      [],
      1,
    );
}

function print(flags: Flags, context: Context): void {
  const { host, release } = context;
  checkFormat(flags, context);
  const workspace = readWorkspace(host, manifestOf(flags, context), release);
  for (const words of workspace.layoutWarnings) host.stderr.write(`warning: ${words}\n`);
  const config = readConfig(host, release);
  const graph = { host, workspace, release, registry: directorySource(host, config, release) };
  const graphs = new PackageGraphs(graph);
  if (flags.deps) {
    const wishes = { locked: flags.locked === true, frozen: flags.frozen === true };
    const locking = updateLock(host, workspace.root, inOrder(graphs.whole()), release, wishes);
    if (locking !== undefined && flags.quiet !== true) host.stderr.write(statusLine("Locking", locking));
  }
  const features = { features: splitFeatures(flags.features ?? []), all: flags.allFeatures === true, defaults: flags.defaultFeatures };
  const options = { features, membersOnly: !flags.deps, targetFolder: targetFolderOf(host, config, workspace.root) };
  host.stdout.write(`${JSON.stringify(metadataJson(graph, graphs, options))}\n`);
}

export const metadata: Verb = {
  summary: "Output the resolved dependencies of a package in machine-readable format",
  setUp(command, context, finish) {
    command
      .option("--format-version <VERSION>", "Format version: 1")
      .option("--no-deps", "Output information only about the workspace members and don't fetch dependencies")
      .option("--manifest-path <PATH>", "Path to Cargo.toml")
      .option("-F, --features <FEATURES>", "Space or comma separated list of features to activate", collect)
      .option("--all-features", "Activate all available features")
      .option("--no-default-features", "Do not activate the `default` feature")
      .option("-q, --quiet", "Do not print cargo log messages")
      .option("--locked", "Assert that `Cargo.lock` will remain unchanged")
      .option("--offline", "Run without accessing the network")
      .option("--frozen", "Equivalent to specifying both --locked and --offline")
      .action((flags: Flags) => {
        print(flags, context);
        finish(0);
      });
  },
};

export const readManifestVerb: Verb = {
  summary: "Print a JSON representation of a Cargo.toml manifest",
  setUp(command, context, finish) {
    command.option("--manifest-path <PATH>", "Path to Cargo.toml").action((flags: Flags) => {
      const { host, release } = context;
      const workspace = readWorkspace(host, manifestOf(flags, context), release);
      const [manifest] = workspace.selected;
      if (manifest === undefined) throw new CargoError("manifest has no package");
      host.stdout.write(`${JSON.stringify(packageJson(manifest, { host, release, root: workspace.document, isVendored: false }))}\n`);
      finish(0);
    });
  },
};
