// `kbuild new`.
import { CargoError, refusal } from "../../cargo/cargo-error.ts";
import type { Config } from "../../cargo/config/config.ts";
import { editorOf } from "../../cargo/new/kernel-project.ts";
import type { Editor } from "../../cargo/new/kernel-project.ts";
import { checkRegistryName } from "../../cargo/new/new-package-name.ts";
import { newPackage } from "../../cargo/new/template.ts";
import type { NewOptions } from "../../cargo/new/template.ts";
import { initRepository } from "../../node/git.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { addChoice } from "../clap-options.ts";
import { addGlobalOptions, openDesk } from "../desk.ts";
import type { GlobalFlags } from "../desk.ts";
import type { Command, Context, Verb } from "../program.ts";

interface Flags extends PackageFlags {
  readonly template?: string;
  readonly kernel?: boolean;
  readonly editor?: string;
}

/** Of `new` and `init`. */
export interface PackageFlags extends GlobalFlags {
  readonly bin?: boolean;
  readonly lib?: boolean;
  readonly name?: string;
  readonly edition?: string;
  readonly registry?: string;
  readonly vcs?: string;
}

const VERSION_CONTROLS = ["git", "hg", "pijul", "fossil", "none"];

const EDITIONS: Readonly<Record<string, number>> = { "2015": 0, "2018": 0, "2021": 0, "2024": 85 };

export function addPackageOptions(command: Command, release: Release): Command {
  const editions = Object.keys(EDITIONS).filter((edition) => atLeast(release, EDITIONS[edition] ?? 0));
  addChoice(addGlobalOptions(command), "--vcs <VCS>", "Initialize a new repository for the given version control system", VERSION_CONTROLS);
  return addChoice(command, "--edition <YEAR>", "Edition to set for the crate generated", editions)
    .option("--bin", "Use a binary (application) template [default]")
    .option("--lib", "Use a library template")
    .option("--name <NAME>", "Set the resulting package name, defaults to the directory name")
    .option("--registry <REGISTRY>", "Registry to use");
}

function usesVersionControl({ vcs }: PackageFlags, config: Config): boolean {
  const name = vcs ?? config.string("cargo-new", "vcs") ?? "git";
  if (!VERSION_CONTROLS.includes(name)) throw new CargoError(`unknown vcs specification: \`${name}\``);
  if (name !== "git" && name !== "none") throw refusal(`repositories of \`${name}\``);
  return name === "git";
}

/** What the options of both verbs come to. */
export function packageOptions(flags: PackageFlags, path: string, context: Context): NewOptions {
  const { config, shell } = openDesk(flags, context);
  const { release } = context;
  if (flags.bin === true && flags.lib === true) throw new CargoError("can't specify both lib and binary outputs");
  if (flags.registry !== undefined) checkRegistryName(flags.registry, release);
  return {
    release,
    path,
    name: flags.name,
    edition: flags.edition,
    registry: flags.registry ?? config.string("registry", "default"),
    kind: flags.lib === true ? "lib" : flags.bin === true ? "bin" : undefined,
    versionControl: () => usesVersionControl(flags, config),
    shell,
  };
}

function chosenEditor(name: string | undefined): Editor | undefined {
  const editor = name === undefined ? undefined : editorOf(name);
  if (name !== undefined && editor === undefined) throw new CargoError(`unknown editor \`${name}\`: there is vscode`, [], 1);
  return editor;
}

export const newVerb: Verb = {
  summary: "Create a new package",
  setUp(command, context, finish) {
    addPackageOptions(command, context.release)
      .argument("<PATH>")
      .option("--template <NAME>", "Start from a kernel: vga, serial, blank")
      .option("--kernel", "Start a kernel's project: target, no test builds, a word on each line")
      .option("--editor <NAME>", "With --kernel: settings for an editor: vscode")
      .action((path: string, flags: Flags) => {
        if (flags.lib === true && flags.template !== undefined)
          throw new CargoError("the argument '--lib' cannot be used with '--template <NAME>'", [], 1);
        if (flags.lib === true && flags.kernel === true) throw new CargoError("the argument '--lib' cannot be used with '--kernel'", [], 1);
        const options = {
          ...packageOptions(flags, path, context),
          template: flags.template ?? (flags.kernel === true ? "blank" : undefined),
          project: flags.kernel === true ? { editor: chosenEditor(flags.editor) } : undefined,
        };
        finish(newPackage(context.host, options, initRepository));
      });
  },
};
