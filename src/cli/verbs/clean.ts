// `kbuild clean`.
import { atLeast } from "../../target/release.ts";
import { checkWorkspaceConfig } from "../../cargo/config/config-schema.ts";
import { clean as cleanTarget } from "../../cargo/build/clean.ts";
import { availablePackages } from "../../cargo/resolve/package-selection.ts";
import { readWorkspace } from "../../cargo/resolve/packages.ts";
import { addOptionalList, givenTargets, givenValues } from "../clap-options.ts";
import { addGlobalOptions, openDesk } from "../desk.ts";
import type { GlobalFlags } from "../desk.ts";
import type { Verb } from "../program.ts";
import { releaseAndProfile } from "./build.ts";
import { manifestOf } from "./questions.ts";

interface Flags extends GlobalFlags {
  readonly manifestPath?: string;
  readonly doc?: boolean;
  readonly dryRun?: boolean;
  readonly package?: string[];
  readonly workspace?: boolean;
  readonly release?: boolean;
  readonly profile?: string;
  readonly target?: string[];
  readonly targetDir?: string;
}

export const clean: Verb = {
  summary: "Remove the target directory",
  setUp(command, context, finish) {
    addOptionalList(addGlobalOptions(command), "-p, --package [SPEC]", "Package to clean artifacts for");
    const { release } = context;
    addOptionalList(command, "--target [TRIPLE]", "Target triple to clean output for")
      .option("--manifest-path <PATH>", "Path to Cargo.toml")
      .option("--doc", "Whether or not to clean just the documentation directory");
    if (atLeast(release, 74)) command.option("-n, --dry-run", "Display what would be deleted without deleting anything");
    if (atLeast(release, 93)) command.option("--workspace", "Clean artifacts of the workspace members");
    command
      .option("-r, --release", "Whether or not to clean release artifacts")
      .option("--profile <PROFILE-NAME>", "Clean artifacts of the specified profile")
      .option("--target-dir <DIRECTORY>", "Directory for all generated artifacts")
      .action((flags: Flags) => {
        const { config, shell, flags: all } = openDesk(flags, context);
        if (flags.release === true && flags.profile !== undefined) throw releaseAndProfile(flags, context);
        checkWorkspaceConfig(config, (text) => shell.warn(text));
        const manifestPath = manifestOf(flags, context);
        const packages = givenValues(flags.package);
        if (packages === undefined) throw availablePackages(readWorkspace(context.host, manifestPath, context.release));
        const targets = givenTargets(flags.target);
        cleanTarget(context.host, {
          config,
          shell,
          manifestPath,
          packages,
          workspace: flags.workspace === true,
          targets: targets.length > 0 ? targets : config.buildTargets(),
          profile: flags.profile ?? (flags.release === true ? "release" : undefined),
          targetFolder: flags.targetDir,
          doc: flags.doc === true,
          dryRun: flags.dryRun === true,
          locked: all.locked === true,
          frozen: all.frozen === true,
          offline: all.offline === true,
        });
        finish(0);
      });
  },
};
