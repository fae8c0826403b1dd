// `kbuild run`: builds, then executes the image, by itself if the machine can, else through the configuration's runner.
import { spawnSync } from "node:child_process";
import { build } from "../../cargo/build.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import { runnable } from "../../cargo/runnable.ts";
import { statusLine } from "../../cargo/words.ts";
import type { Verb } from "../program.ts";
import { addBuildOptions, buildOptions } from "./build.ts";
import type { BuildFlags } from "./build.ts";

export const run: Verb = {
  summary: "Run a binary of the local package",
  setUp(command, context, finish) {
    addBuildOptions(command)
      .argument("[ARGS...]")
      .action((args: string[], flags: BuildFlags) => {
        const { host } = context;
        const options = buildOptions(flags, context, "link");
        const { program, image } = runnable(host, options);
        const status = build(host, options, context.readCore);
        if (status !== 0) return finish(status);
        const shown = [...program, image, ...args].map((word) => (/\s/.test(word) ? `'${word}'` : word)).join(" ");
        if (!options.quiet) host.stderr.write(statusLine("Running", `\`${shown}\``));
        const [first = image, ...rest] = [...program, image, ...args];
        const result = spawnSync(first, rest, { stdio: "inherit" });
        if (result.error !== undefined)
          throw new CargoError(`could not execute process \`${shown}\` (never executed)`, ["No such file or directory (os error 2)"]);
        return finish(result.status ?? 101);
      });
  },
};
