// `kbuild new`.
import { spawnSync } from "node:child_process";
import { newPackage } from "../../cargo/template.ts";
import type { Verb } from "../program.ts";

interface Flags {
  readonly lib?: boolean;
  readonly name?: string;
  readonly edition?: string;
  readonly vcs?: string;
  readonly quiet?: boolean;
}

/** `git init`; false if there is no git. */
export function initRepository(folder: string): boolean {
  return spawnSync("git", ["init", "--quiet", folder], { stdio: "ignore" }).status === 0;
}

export const newVerb: Verb = {
  summary: "Create a new package",
  setUp(command, { host, release }, finish) {
    command
      .argument("<PATH>")
      .option("--bin", "Use a binary (application) template [default]")
      .option("--lib", "Use a library template")
      .option("--name <NAME>", "Set the resulting package name, defaults to the directory name")
      .option("--edition <YEAR>", "Edition to set for the crate generated")
      .option("--vcs <VCS>", "Initialize a new repository for git, or none")
      .option("-q, --quiet", "Do not print cargo log messages")
      .action((path: string, flags: Flags) => {
        const kind = flags.lib === true ? "lib" : "bin";
        const options = {
          release,
          path,
          name: flags.name,
          edition: flags.edition,
          kind,
          versionControl: flags.vcs !== "none",
          quiet: flags.quiet === true,
        } as const;
        finish(newPackage(host, options, initRepository));
      });
  },
};
