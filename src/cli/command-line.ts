// One command line from words to exit status: `[+release] VERB ...`. Failures come in three kinds: what is wrong with the
// user's crate has been reported by the verb; what is wrong with a manifest, an option or a file is a CargoError; anything
// else is kbuild's. After all that cargo says comes a hint, on a terminal or with `--hints`.
import type { Attempt } from "../advice/case.ts";
import { FileError, describeErrno } from "../base/host.ts";
import type { Host } from "../base/host.ts";
import { BuildLog } from "../cargo/build-log.ts";
import { CargoError, renderCargoError } from "../cargo/cargo-error.ts";
import { cargoVersion } from "../cargo/version-text.ts";
import type { Release } from "../target/release.ts";
import { helpProgram, runVerb } from "./program.ts";
import type { Context } from "./program.ts";
import { chooseRelease } from "./release-choice.ts";

const EXIT_BUG = 70;

function crashPage(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `error: kbuild has a bug: ${error instanceof Error ? error.message : text}\n\nNothing was replaced. Please report it with the command, the crate and this:\n\n${text.split("\n").slice(0, 8).join("\n")}\n`;
}

/** Takes `--hints` out of the words in front of `--`; true if it was there. */
function takeHintsFlag(words: string[]): boolean {
  const end = words.includes("--") ? words.indexOf("--") : words.length;
  const at = words.indexOf("--hints");
  if (at < 0 || at >= end) return false;
  words.splice(at, 1);
  return true;
}

async function dispatch(words: readonly string[], context: Context): Promise<number> {
  const { host, release } = context;
  const [verb, ...rest] = words;
  if (verb === undefined || verb === "help" || verb === "--help" || verb === "-h") {
    if (rest[0] !== undefined) return await runVerb(rest[0], ["--help"], context);
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
  return await runVerb(verb, rest, context);
}

interface Outcome {
  readonly status: number;
  readonly failure?: CargoError;
}

function report(error: unknown, host: Host): Outcome {
  if (error instanceof CargoError) {
    host.stderr.write(renderCargoError(error));
    return { status: error.exitCode, failure: error };
  }
  if (error instanceof FileError) {
    host.stderr.write(`error: ${error.path}: ${describeErrno(error.code)}\n`);
    return { status: 101 };
  }
  host.stderr.write(crashPage(error));
  return { status: EXIT_BUG };
}

/** Runs the words behind `kbuild`, and tells what came of them; the exit status alone if they name no release. */
export async function execute(host: Host, argv: readonly string[], readCore: Context["readCore"]): Promise<Attempt | number> {
  const words = [...argv];
  const plus = words[0]?.startsWith("+") === true ? (words.shift() as string).slice(1) : undefined;
  let release: Release;
  try {
    release = chooseRelease(host, plus);
  } catch (error) {
    return report(error, host).status;
  }
  const log = new BuildLog();
  let outcome: Outcome;
  try {
    outcome = { status: await dispatch(words, { host, release, readCore, log }) };
  } catch (error) {
    outcome = report(error, host);
  }
  return { host, release, log, words, status: outcome.status, failure: outcome.failure };
}

/** Runs the words behind `kbuild`, a hint at the end. Returns the exit status. */
export async function runCommandLine(host: Host, argv: readonly string[], readCore: Context["readCore"]): Promise<number> {
  const words = [...argv];
  const wantsHint = takeHintsFlag(words) || host.stderr.isTerminal;
  const attempt = await execute(host, words, readCore);
  if (typeof attempt === "number") return attempt;
  if (wantsHint && attempt.status !== EXIT_BUG) {
    const { hintText } = await import("../advice/advise.ts");
    host.stderr.write(hintText(attempt));
  }
  return attempt.status;
}
