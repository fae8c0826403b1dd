// `kbuild new`.
import { spawnSync } from "node:child_process";
import { CargoError } from "../../cargo/cargo-error.ts";
import { editorOf } from "../../cargo/kernel-project.ts";
import type { Editor } from "../../cargo/kernel-project.ts";
import { newPackage } from "../../cargo/template.ts";
import type { Verb } from "../program.ts";

interface Flags {
  readonly lib?: boolean;
  readonly name?: string;
  readonly edition?: string;
  readonly vcs?: string;
  readonly quiet?: boolean;
  readonly template?: string;
  readonly kernel?: boolean;
  readonly editor?: string;
}

/** `git init`; false if there is no git. */
export function initRepository(folder: string): boolean {
  return spawnSync("git", ["init", "--quiet", folder], { stdio: "ignore" }).status === 0;
}

function chosenEditor(name: string | undefined): Editor | undefined {
  const editor = name === undefined ? undefined : editorOf(name);
  if (name !== undefined && editor === undefined) throw new CargoError(`unknown editor \`${name}\`: there is vscode`, [], 1);
  return editor;
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
      .option("--template <NAME>", "Start from a kernel: vga, serial, blank")
      .option("--kernel", "Start a kernel's project: target, no test builds, a word on each line")
      .option("--editor <NAME>", "With --kernel: settings for an editor: vscode")
      .option("-q, --quiet", "Do not print cargo log messages")
      .action((path: string, flags: Flags) => {
        if (flags.lib === true && flags.template !== undefined)
          throw new CargoError("the argument '--lib' cannot be used with '--template <NAME>'", [], 1);
        if (flags.lib === true && flags.kernel === true) throw new CargoError("the argument '--lib' cannot be used with '--kernel'", [], 1);
        const kind = flags.lib === true ? "lib" : "bin";
        const options = {
          release,
          path,
          name: flags.name,
          edition: flags.edition,
          kind,
          versionControl: flags.vcs !== "none",
          quiet: flags.quiet === true,
          template: flags.template ?? (flags.kernel === true ? "blank" : undefined),
          project: flags.kernel === true ? { editor: chosenEditor(flags.editor) } : undefined,
        } as const;
        finish(newPackage(host, options, initRepository));
      });
  },
};
