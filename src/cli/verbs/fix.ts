// `kbuild fix`: what can be mended without a decision. With `--hint` that is what the hint of a build says.
import { refusal } from "../../cargo/cargo-error.ts";
import type { Verb } from "../program.ts";
import { addBuildOptions } from "./build.ts";
import type { BuildFlags } from "./build.ts";
import { fixHint } from "./fix-hint.ts";

interface FixFlags extends BuildFlags {
  readonly hint?: boolean;
}

export const fix: Verb = {
  summary: "Write what the hint of a build says",
  setUp(command, context, finish) {
    addBuildOptions(command)
      .option("--hint", "Write what the hint says, the difference first")
      .action((flags: FixFlags) => {
        if (flags.hint !== true) throw refusal("`fix` without `--hint`");
        finish(fixHint(context, flags, ["build"]));
      });
  },
};
