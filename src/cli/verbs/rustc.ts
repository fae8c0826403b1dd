// `kbuild rustc`: the compiler's own options. `kbuild rustc -- ARGS` builds the package with them; options that only
// ask something (`--version`, `--print`) are answered at once, with or without the dashes.
import { build } from "../../cargo/build.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import { printFacts } from "../../cargo/rustc-prints.ts";
import { RustcOptionError, addRustcArguments, newRustcOptions } from "../../cargo/rustc-options.ts";
import type { RustcOptions } from "../../cargo/rustc-options.ts";
import { isPattern } from "../../cargo/package-selection.ts";
import { rustcVersion } from "../../cargo/version-text.ts";
import type { Context, Verb } from "../program.ts";
import { addBuildOptions, buildOptions } from "./build.ts";
import type { BuildFlags } from "./build.ts";

interface RustcFlags extends BuildFlags {
  readonly version?: boolean;
  readonly print?: string;
  readonly explain?: string;
}

function parseArguments(args: readonly string[]): RustcOptions {
  const options = newRustcOptions();
  try {
    addRustcArguments(options, args);
  } catch (error) {
    if (!(error instanceof RustcOptionError)) throw error;
    throw new CargoError(error.message, [], error.code === undefined ? 1 : 101, false, error.code);
  }
  return options;
}

/** True if the options only asked something, and it has been answered. */
function answers(options: RustcOptions, { host, release }: Context): boolean {
  if (options.version) {
    host.stdout.write(rustcVersion(release, options.verbose));
    return true;
  }
  if (options.prints.length === 0) return false;
  const isNightly = release.channel === "nightly" || host.environment["RUSTC_BOOTSTRAP"] === "1";
  for (const what of options.prints) host.stdout.write(printFacts(what, options, { release, isNightly }));
  return true;
}

const repeated = (name: string, values: readonly string[] | undefined) => (values ?? []).flatMap((value) => [name, value]);

/** `rustc --explain E0658`: the page, or rustc's words for a code that is none. */
async function explainCode(code: string, { host }: Context): Promise<number> {
  const { explanation } = await import("./explain.ts");
  const text = /^(?:KB|E)\d{4}$/i.test(code) ? explanation([code]) : undefined;
  if (text === undefined) throw new CargoError(`${code} is not a valid error code`, [], 1);
  host.stdout.write(text);
  return 0;
}

export const rustc: Verb = {
  summary: "Compile the package, or answer a question, with the compiler's own options",
  setUp(command, context, finish) {
    addBuildOptions(command, "package")
      .option("-V, --version", "Print the compiler's version")
      .option("--print <INFO>", "Print what the compiler knows")
      .option("--explain <CODE>", "Explain an error's code")
      .argument("[ARGS...]")
      .action(async (args: string[], flags: RustcFlags) => {
        if (flags.explain !== undefined) return finish(await explainCode(flags.explain, context));
        const asked = [
          ...(flags.version === true ? ["--version"] : []),
          ...((flags.verbose ?? 0) > 0 ? ["--verbose"] : []),
          ...(flags.print === undefined ? [] : ["--print", flags.print, ...repeated("--target", flags.target), ...repeated("-Z", flags.Z)]),
        ];
        if (answers(parseArguments([...asked, ...args]), context)) return finish(0);
        if (flags.package?.some(isPattern) === true) throw new CargoError("glob patterns on package selection are not supported.");
        return finish(build(context.host, buildOptions(flags, context, "link", args), context.readCore, context.log));
      });
  },
};
