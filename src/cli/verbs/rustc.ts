// `kbuild rustc`: the compiler's own options. `kbuild rustc -- ARGS` builds the package with them; options that only
// ask something (`--version`) are answered at once, with or without the dashes.
import { build } from "../../cargo/build.ts";
import type { Emit } from "../../cargo/compile.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import { rustcVersion } from "../../cargo/version-text.ts";
import type { Context, Verb } from "../program.ts";
import { addBuildOptions, buildOptions } from "./build.ts";

const EMITS: readonly Emit[] = ["metadata", "mir", "asm", "obj", "link"];

function emitOf(args: readonly string[]): Emit {
  let emit: Emit = "link";
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    const value = arg === "--emit" ? args[++i] : arg.startsWith("--emit=") ? arg.slice(7) : undefined;
    const found = EMITS.find((kind) => kind === value);
    if (found === undefined) throw new CargoError(`kbuild rustc does not know the option \`${arg}\` yet`, [], 1);
    emit = found;
  }
  return emit;
}

function answers(args: readonly string[], { host, release }: Context): boolean {
  if (!args.some((arg) => arg === "--version" || arg === "-V" || arg === "-vV" || arg === "-Vv")) return false;
  host.stdout.write(
    rustcVersion(
      release,
      args.some((arg) => ["--verbose", "-v", "-vV", "-Vv"].includes(arg)),
    ),
  );
  return true;
}

export const rustc: Verb = {
  summary: "Compile the package, or a file, with options for the compiler",
  setUp(command, context, finish) {
    addBuildOptions(command)
      .option("-V, --version", "Print the compiler's version")
      .option("-v, --verbose", "Use verbose output")
      .argument("[ARGS...]")
      .action((args: string[], flags: { readonly version?: boolean; readonly verbose?: boolean }) => {
        const all = [...args, ...(flags.version === true ? ["--version"] : []), ...(flags.verbose === true ? ["--verbose"] : [])];
        if (answers(all, context)) return finish(0);
        return finish(build(context.host, buildOptions(command.opts(), context, emitOf(args))));
      });
  },
};
