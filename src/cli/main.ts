// The program: `kbuild [+release] VERB ...`. Failures come in three kinds: what is wrong with the user's crate has been
// reported by the verb; what is wrong with a manifest, an option or a file is a CargoError; anything else is kbuild's.
import { FileError, describeErrno } from "../base/host.ts";
import { CargoError, renderCargoError } from "../cargo/cargo-error.ts";
import { cargoVersion } from "../cargo/version-text.ts";
import { readCorelib } from "../node/corelib.ts";
import { realHost } from "../node/host.ts";
import { helpProgram, runVerb } from "./program.ts";
import { chooseRelease } from "./release-choice.ts";

const EXIT_BUG = 70;

function crashPage(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `error: kbuild has a bug: ${error instanceof Error ? error.message : text}\n\nNothing was replaced. Please report it with the command, the crate and this:\n\n${text.split("\n").slice(0, 8).join("\n")}\n`;
}

async function run(): Promise<number> {
  const host = realHost();
  const argv = process.argv.slice(2);
  const plus = argv[0]?.startsWith("+") === true ? (argv.shift() as string).slice(1) : undefined;
  try {
    const release = chooseRelease(host, plus);
    const [verb, ...rest] = argv;
    if (verb === undefined || verb === "help" || verb === "--help" || verb === "-h") {
      if (rest[0] !== undefined) return await runVerb(rest[0], ["--help"], { host, release, readCore: readCorelib });
      host.stdout.write(helpProgram(host).helpInformation());
      return 0;
    }
    if (verb === "--version" || verb === "-V") {
      host.stdout.write(cargoVersion(release));
      return 0;
    }
    if (verb === "rustc" && rest.some((arg) => arg.startsWith("-Z"))) {
      const { asksForParseOnly, parseOnly } = await import("./rustc-parse.ts");
      if (asksForParseOnly(rest)) return parseOnly(rest, host, release);
    }
    return await runVerb(verb, rest, { host, release, readCore: readCorelib });
  } catch (error) {
    if (error instanceof CargoError) {
      host.stderr.write(renderCargoError(error));
      return error.exitCode;
    }
    if (error instanceof FileError) {
      host.stderr.write(`error: ${error.path}: ${describeErrno(error.code)}\n`);
      return 101;
    }
    host.stderr.write(crashPage(error));
    return EXIT_BUG;
  }
}

void run().then((status) => (process.exitCode = status));
