// `kbuild run`: builds, then executes the image: through the configuration's runner, or by itself if the machine can (a Linux
// program), or in a computer (a kernel): QEMU, or kbuild's own.
import type { Host } from "../../base/host.ts";
import { prepareBuild } from "../../cargo/build.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import { isPattern } from "../../cargo/package-selection.ts";
import { runnable, forOneBinary } from "../../cargo/runnable.ts";
import type { Runnable } from "../../cargo/runnable.ts";
import { statusLine } from "../../cargo/words.ts";
import { runInPlace } from "../child.ts";
import { addRunOptions, judgedStatus, runSettings } from "../machine/settings.ts";
import type { RunFlags, RunSettings } from "../machine/settings.ts";
import type { Context, Verb } from "../program.ts";
import { addBuildOptions, buildOptions } from "./build.ts";
import type { BuildFlags } from "./build.ts";

/** A name is looked for in PATH. */
function isThere(program: string, { files, environment, currentDirectory }: Host): boolean {
  if (program.includes("/")) return files.status(program.startsWith("/") ? program : `${currentDirectory}/${program}`) !== undefined;
  return (environment["PATH"] ?? "").split(":").some((folder) => files.status(`${folder}/${program}`) !== undefined);
}

async function execute(words: readonly string[], { host }: Context, quiet: boolean): Promise<number> {
  const shown = words.map((word) => (/\s/.test(word) ? `'${word}'` : word)).join(" ");
  if (!quiet) host.stderr.write(statusLine("Running", `\`${shown}\``));
  if (!isThere(words[0] ?? "", host))
    throw new CargoError(`could not execute process \`${shown}\` (never executed)`, ["No such file or directory (os error 2)"]);
  return runInPlace(words);
}

const isLinux = process.platform === "linux" && process.arch === "x64";

/** Runs a kernel in QEMU if that is wanted and there, else in kbuild's machine; or a program in the latter. */
async function runInMachine({ image, kind }: Runnable, args: readonly string[], context: Context, settings: RunSettings): Promise<number> {
  if (kind === "kernel" && settings.machine !== "emulator") {
    const qemu = await import("../machine/qemu.ts");
    if (settings.machine === "qemu" || qemu.isQemuUsable()) return qemu.runInQemu(image, args, context, settings);
  }
  if (args.length > 0) throw new CargoError("kbuild's machine takes no arguments for the program", [], 1);
  const { emulate } = await import("../machine/emulate.ts");
  if (!settings.quiet) context.host.stderr.write(statusLine("Running", `\`${image}\` in kbuild's machine`));
  return emulate(image, kind === "kernel", context, settings);
}

async function runBuilt(found: Runnable, args: readonly string[], context: Context, settings: RunSettings): Promise<number> {
  const { program, image, kind } = found;
  const usesRunner = program.length > 0 && settings.machine === "auto";
  const usesSystem = kind === "program" && isLinux && settings.machine === "auto";
  if (usesRunner || usesSystem) return execute([...program, image, ...args], context, settings.quiet);
  if (kind === "program" && settings.machine === "qemu")
    throw new CargoError("a Linux program does not run in QEMU by itself: leave `--qemu` out", [], 1);
  return runInMachine(found, args, context, settings);
}

const unexpectedEnd = (status: number, expected: number) =>
  new CargoError(`the run ended with exit status ${status}, not ${expected}`, [], 1);

export const run: Verb = {
  summary: "Run a binary of the local package",
  setUp(command, context, finish) {
    addRunOptions(addBuildOptions(command, "binary"))
      .argument("[ARGS...]")
      .action(async (args: string[], flags: BuildFlags & RunFlags) => {
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
