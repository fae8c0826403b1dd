// `kbuild rustc`: the compiler's own options. `kbuild rustc -- ARGS` builds the package with them. What asks something of the
// compiler alone (`--version`, `--print`) is answered at once: before the dashes, and where there is no package.
import type { Host } from "../../base/host.ts";
import { build } from "../../cargo/build/build.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import { manifestAbove } from "../../cargo/manifest/manifest.ts";
import { putPrinted } from "../../cargo/rustc/print-requests.ts";
import type { PrintRequest } from "../../cargo/rustc/print-requests.ts";
import { printFacts } from "../../cargo/rustc/rustc-prints.ts";
import { RustcOptionError } from "../../cargo/rustc/rustc-grammar.ts";
import { parseRustc } from "../../cargo/rustc/rustc-options.ts";
import type { RustcContext, RustcOptions } from "../../cargo/rustc/rustc-options.ts";
import { isPattern } from "../../cargo/resolve/glob.ts";
import { takesUnstable } from "../../cargo/config/unstable-options.ts";
import { askedTarget } from "../../cargo/targets/target-choice.ts";
import { HOST_TRIPLE } from "../../target/targets.ts";
import { withFeatures } from "../../target/x86-features.ts";
import { rustcVersion } from "../../cargo/rustc/version-text.ts";
import { addRest, collect, splitAtCommas } from "../clap-options.ts";
import type { Context, Verb } from "../program.ts";
import { addBuildOptions, buildOptions } from "./build.ts";
import type { BuildFlags } from "./build.ts";

interface RustcFlags extends BuildFlags {
  readonly version?: boolean;
  readonly print?: string;
  readonly explain?: string;
  readonly crateType?: readonly string[];
}

/** A word that asks something of the compiler itself, if it is no other option's value. */
const ASKS_COMPILER = /^(?:-V|--version|--explain(?:=.*)?)$/;
/** A word that asks something of the compiler or of a crate. */
const ASKS = /^(?:-V|--version|--print(?:=.*)?|--explain(?:=.*)?)$/;

/** The question that the options are. Throws CargoError. */
function question(args: readonly string[], context: Pick<RustcContext, "release" | "isNightly" | "target">): RustcOptions {
  try {
    return parseRustc(args, context);
  } catch (error) {
    if (!(error instanceof RustcOptionError)) throw error;
    const helps = (error.about.helps ?? []).map((help) => `\n  = help: ${help}`);
    const message = helps.length === 0 ? error.message : `${error.message}\n  |${helps.join("")}`;
    throw new CargoError(message, [], error.about.code === undefined ? 1 : 101, false, error.about.code);
  }
}

/** True if the options only asked something, and it has been answered. `ofPackage`: what is asked of a crate is its compilation's affair. */
async function answers(args: readonly string[], context: Context, ofPackage: boolean): Promise<boolean> {
  if (!args.some((arg) => (ofPackage ? ASKS_COMPILER : ASKS).test(arg))) return false;
  const { host, release } = context;
  const isNightly = takesUnstable(release, host);
  const options = question(args, { release, isNightly });
  const { version, explains, prints } = options;
  if (!version && explains === undefined && (ofPackage || prints.length === 0)) return false;
  if (explains !== undefined) await explainCode(explains, context);
  else if (version) host.stdout.write(rustcVersion(release, options.verbose));
  else {
    const isOpen = isNightly && options.unstable.includes("unstable-options");
    const chosen = await askedTarget(host, options.target ?? HOST_TRIPLE, release, isOpen);
    // Some options are judged by the target.
    const { targetCpu, targetFeatures } = question(args, { release, isNightly, target: chosen }).codegen;
    const target = withFeatures(chosen, targetCpu, targetFeatures);
    for (const request of prints)
      put(request, printFacts(request.what, options, { release, isNightly, sysroot: host.programFolder, target }), host);
  }
  return true;
}

function put(request: PrintRequest, text: string, host: Host): void {
  const failure = putPrinted(request, text, host.currentDirectory, host);
  if (failure !== undefined) throw new CargoError(failure, [], 1);
}

/** A target's file asks cargo for one option, and rustc for another. */
const ofRustc = (option: string): string => (option === "json-target-spec" ? "unstable-options" : option);

/** Whether the verb is about a package: one is named, or lies in the folder or above it. */
const hasPackage = ({ manifestPath }: RustcFlags, { host }: Context): boolean =>
  manifestPath !== undefined || manifestAbove(host, host.currentDirectory) !== undefined;

const repeated = (name: string, values: readonly string[] | undefined) => (values ?? []).flatMap((value) => [name, value]);

/** `rustc --explain E0658`: the page, or rustc's words for a code that is none. */
async function explainCode(code: string, { host }: Context): Promise<void> {
  const { explanation } = await import("./explain.ts");
  const text = /^(?:KB|E)\d{4}$/i.test(code) ? explanation([code]) : undefined;
  if (text === undefined) throw new CargoError(`${code} is not a valid error code`, [], 1);
  host.stdout.write(text);
}

/** Their crates are compiled as tests. */
const TEST_PROFILES: ReadonlySet<string> = new Set(["test", "bench"]);

export const rustc: Verb = {
  summary: "Compile the package, or answer a question, with the compiler's own options",
  setUp(command, context, finish) {
    addBuildOptions(command, "package")
      .option("-V, --version", "Print the compiler's version")
      .option("--print <INFO>", "Print what the compiler knows")
      .option("--explain <CODE>", "Explain an error's code")
      .option("--crate-type <CRATE-TYPE>", "Comma separated list of types of crates for the compiler to emit", collect);
    addRest(command, "first").action(async (args: string[], flags: RustcFlags) => {
      const asked = [
        ...(flags.explain === undefined ? [] : ["--explain", flags.explain]),
        ...(flags.version === true ? ["--version"] : []),
        ...((flags.verbose ?? 0) > 0 ? ["--verbose"] : []),
        ...(flags.print === undefined
          ? []
          : ["--print", flags.print, ...repeated("--target", flags.target), ...repeated("-Z", flags.Z?.map(ofRustc))]),
      ];
      if (await answers([...asked, ...args], context, flags.print === undefined && hasPackage(flags, context))) return finish(0);
      if (flags.package?.some(isPattern) === true) throw new CargoError("glob patterns on package selection are not supported.");
      // A profile `check` is what this verb has always taken for `kbuild check`.
      const checks = flags.profile === "check";
      const types = (flags.crateType ?? []).flatMap(splitAtCommas).filter((type) => type !== "");
      const options = buildOptions(
        checks ? { ...flags, profile: "dev" } : flags,
        context,
        checks ? "metadata" : "link",
        args,
        TEST_PROFILES.has(flags.profile ?? ""),
      );
      return finish(
        await build(
          context.host,
          { ...options, forOnePackage: true, ...(types.length === 0 ? {} : { crateTypes: types }) },
          context.readCore,
          context.log,
        ),
      );
    });
  },
};
