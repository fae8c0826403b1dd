// What runs an image that was built: the configuration's runner, this system, QEMU, or kbuild's own machine.
import type { Host } from "../../base/host.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import type { Runnable } from "../../cargo/build/runnable.ts";
import { shellWord, statusLine } from "../../cargo/words.ts";
import { runInPlace } from "../child.ts";
import { NEEDS_NOTHING } from "./stop-words.ts";
import type { Context } from "../program.ts";
import type { RunSettings } from "./settings.ts";

/** A name is looked for in PATH. */
function isThere(program: string, { files, environment, currentDirectory }: Host): boolean {
  if (program.includes("/")) return files.status(program.startsWith("/") ? program : `${currentDirectory}/${program}`) !== undefined;
  return (environment["PATH"] ?? "").split(":").some((folder) => files.status(`${folder}/${program}`) !== undefined);
}

async function execute(words: readonly string[], { host }: Context, quiet: boolean): Promise<number> {
  const shown = words.map(shellWord).join(" ");
  if (!quiet) host.stderr.write(statusLine("Running", `\`${shown}\``));
  if (!isThere(words[0] ?? "", host))
    throw new CargoError(`could not execute process \`${shown}\` (never executed)`, ["No such file or directory (os error 2)"]);
  return runInPlace(words);
}

const isLinux = process.platform === "linux" && process.arch === "x64";

/** Runs a kernel in QEMU if that is wanted and there, else in kbuild's machine; or a program in the latter. */
async function runInMachine({ image, kind }: Runnable, args: readonly string[], context: Context, settings: RunSettings): Promise<number> {
  if (kind === "kernel" && settings.machine !== "emulator") {
    const qemu = await import("./qemu.ts");
    const found = qemu.findQemu();
    if ("endsAtOnce" in found) return qemu.runInQemu(found, image, args, context, settings);
    if (settings.machine === "qemu") throw new CargoError(found.words, [NEEDS_NOTHING], 1);
    if (found.isInstalled && !settings.quiet) context.host.stderr.write(`warning: ${found.words}\n`);
  }
  if (args.length > 0) throw new CargoError("kbuild's machine takes no arguments for the program", [], 1);
  const { emulate } = await import("./emulate.ts");
  if (!settings.quiet) context.host.stderr.write(statusLine("Running", `\`${image}\` in kbuild's machine`));
  return emulate(image, kind === "kernel", context, settings);
}

/** As cargo names a program: from the current folder, if it lies below that. */
function nearPath(image: string, { host }: Context): string {
  const prefix = `${host.currentDirectory}/`;
  if (!image.startsWith(prefix)) return image;
  const path = image.slice(prefix.length);
  return path.includes("/") ? path : `./${path}`;
}

/** Runs an image by the runner that the configuration names, by itself where this system can, or in a machine. Returns its exit status. */
export async function runBuilt(found: Runnable, args: readonly string[], context: Context, settings: RunSettings): Promise<number> {
  const { program, image, kind } = found;
  const usesRunner = program.length > 0 && settings.machine === "auto";
  const usesSystem = kind === "program" && isLinux && settings.machine === "auto";
  if (usesRunner || usesSystem) return execute([...program, nearPath(image, context), ...args], context, settings.quiet);
  if (kind === "program" && settings.machine === "qemu")
    throw new CargoError("a Linux program does not run in QEMU by itself: leave `--qemu` out", [], 1);
  return runInMachine(found, args, context, settings);
}
