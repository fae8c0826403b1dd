// `kbuild fix`: what can be mended without a decision: what the compiler suggests, or, with `--hint`, what the hint of a build
// says.
import { refusal } from "../../cargo/cargo-error.ts";
import { checkVersionControl } from "../../cargo/new/version-control.ts";
import { gitStatus } from "../../node/git.ts";
import { atLeast } from "../../target/release.ts";
import { judgesWords } from "../clap-options.ts";
import { unexpectedArgument } from "../clap-words.ts";
import type { Verb } from "../program.ts";
import { addBuildOptions } from "./build.ts";
import type { BuildFlags } from "./build.ts";
import { fixCode } from "./fix-code.ts";
import { fixHint } from "./fix-hint.ts";

interface FixFlags extends BuildFlags {
  readonly hint?: boolean;
  readonly brokenCode?: boolean;
  readonly allowNoVcs?: boolean;
  readonly allowDirty?: boolean;
  readonly allowStaged?: boolean;
  readonly edition?: boolean;
  readonly editionIdioms?: boolean;
}

/** The words of the command line that a build takes, too. */
function buildWords(words: readonly string[]): string[] {
  return words.filter((word) => word !== "--hint" && !/^--(?:broken-code|allow-no-vcs|allow-dirty|allow-staged)$/.test(word));
}

export const fix: Verb = {
  summary: "Automatically fix lint warnings reported by rustc",
  setUp(command, context, finish) {
    judgesWords(addBuildOptions(command))
      .option("--hint", "Write what the hint of a build, or of the command behind `--`, says, the difference first")
      .option("--broken-code", "Fix code even if it already has compiler errors")
      .option("--allow-no-vcs", "Fix code even if a VCS was not detected")
      .option("--allow-dirty", "Fix code even if the working directory is dirty or has staged changes")
      .option("--allow-staged", "Fix code even if the working directory has staged changes")
      .option("--edition", "Fix in preparation for the next edition")
      .option("--edition-idioms", "Fix warnings to migrate to the idioms of an edition")
      .action(async (flags: FixFlags) => {
        const { args } = command;
        if (flags.hint === true)
          return finish(await fixHint(context, args.length > 0 ? args : ["build", ...buildWords(context.argv ?? [])]));
        if (args[0] !== undefined) throw unexpectedArgument(args[0], { verb: "fix", command, release: context.release });
        if (flags.edition === true) throw refusal("`fix --edition`");
        if (flags.editionIdioms === true) throw refusal("`fix --edition-idioms`");
        const dirty = flags.allowDirty === true;
        // What is staged is dirty, too: so newer cargo has it.
        const staged = flags.allowStaged === true || (dirty && atLeast(context.release, 80));
        const allowed = { noVcs: flags.allowNoVcs === true, dirty, staged };
        checkVersionControl(context.host, allowed, context.release, gitStatus);
        finish(await fixCode(context, flags, flags.brokenCode === true));
      });
  },
};
