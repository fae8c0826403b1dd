// `kbuild run`: builds, then executes the image: through the configuration's runner, or by itself if the machine can (a Linux
// program), or in a computer (a kernel): QEMU, or kbuild's own.
import { prepareBuild } from "../../cargo/build/build.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import { isPattern } from "../../cargo/resolve/glob.ts";
import { runnable, forOneBinary } from "../../cargo/build/runnable.ts";
import { runBuilt } from "../machine/run-built.ts";
import { addRunOptions, judgedStatus, runSettings } from "../machine/settings.ts";
import type { RunFlags } from "../machine/settings.ts";
import type { Verb } from "../program.ts";
import { addRest } from "../clap-options.ts";
import { addBuildOptions, buildOptions } from "./build.ts";
import type { BuildFlags } from "./build.ts";

const unexpectedEnd = (status: number, expected: number) =>
  new CargoError(`the run ended with exit status ${status}, not ${expected}`, [], 1);

export const run: Verb = {
  summary: "Run a binary of the local package",
  setUp(command, context, finish) {
    addRest(addRunOptions(addBuildOptions(command, "binary")), "first").action(async (args: string[], flags: BuildFlags & RunFlags) => {
      const { host } = context;
      const glob = flags.package?.find(isPattern);
      if (glob !== undefined) throw new CargoError(`\`cargo run\` does not support glob pattern \`${glob}\` on package selection`);
      if (flags.bin?.some(isPattern) === true) throw new CargoError("`cargo run` does not support glob patterns on target selection");
      const options = forOneBinary(host, buildOptions(flags, context, "link"));
      const settings = runSettings(flags, context, options.shell.isQuiet);
      const prepared = await prepareBuild(host, options, context.readCore, context.log);
      const found = runnable(prepared.plan);
      const status = await prepared.run();
      if (status !== 0) return finish(status);
      const ended = await runBuilt(found, args, context, settings);
      const judged = judgedStatus(ended, settings);
      if (judged !== 0 && settings.expectExit !== undefined) options.shell.error(unexpectedEnd(ended, settings.expectExit));
      return finish(judged);
    });
  },
};
