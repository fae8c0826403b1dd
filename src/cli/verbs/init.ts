// `kbuild init`: a package in a folder that exists.
import { initPackage } from "../../cargo/template.ts";
import { initRepository } from "./new.ts";
import type { Verb } from "../program.ts";

interface Flags {
  readonly lib?: boolean;
  readonly name?: string;
  readonly edition?: string;
  readonly vcs?: string;
  readonly quiet?: boolean;
}

export const init: Verb = {
  summary: "Create a new package in an existing directory",
  setUp(command, { host, release }, finish) {
    command
      .argument("[PATH]")
      .option("--bin", "Use a binary (application) template [default]")
      .option("--lib", "Use a library template")
      .option("--name <NAME>", "Set the resulting package name, defaults to the directory name")
      .option("--edition <YEAR>", "Edition to set for the crate generated")
      .option("--vcs <VCS>", "Initialize a new repository for git, or none")
      .option("-q, --quiet", "Do not print cargo log messages")
      .action((path: string | undefined, flags: Flags) => {
        const options = {
          release,
          path: path ?? host.currentDirectory,
          name: flags.name,
          edition: flags.edition,
          kind: flags.lib === true ? "lib" : "bin",
          versionControl: flags.vcs !== "none",
          quiet: flags.quiet === true,
        } as const;
        finish(initPackage(host, options, initRepository));
      });
  },
};
