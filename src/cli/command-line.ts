// One command line from words to exit status: `[+release] VERB ...`. Failures come in three kinds: what is wrong with the
// user's crate has been reported by the verb; what is wrong with a manifest, an option or a file is a CargoError; anything
// else is kbuild's. After all that cargo says comes a hint, on a terminal or with `--hints`.
import type { Attempt } from "../advice/case.ts";
import { FileError, describeErrno } from "../base/host.ts";
import type { Host } from "../base/host.ts";
import { BuildLog } from "../cargo/build/build-log.ts";
import { CargoError, renderCargoError } from "../cargo/cargo-error.ts";
import type { Shell } from "../cargo/shell.ts";
import { cargoVersion } from "../cargo/rustc/version-text.ts";
import type { Release } from "../target/release.ts";
import { readConfig } from "../cargo/config/config.ts";
import type { Config } from "../cargo/config/config.ts";
import { aliasOf, expandAliases } from "./aliases.ts";
import { openDesk } from "./desk.ts";
import type { GlobalFlags } from "./desk.ts";
import { commandList, frontFlags, helpProgram, helpedVerb, isShortName, isVerb, runVerb } from "./program.ts";
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

/** Options in front of the verb that take a word. */
const VALUED: ReadonlySet<string> = new Set(["--color", "--config", "-Z", "-C", "--explain"]);

interface SplitWords {
  /** Options of cargo's own, in front of the verb. */
  readonly front: readonly string[];
  /** The verb and what is behind it. */
  readonly rest: readonly string[];
}

function splitAtVerb(words: readonly string[]): SplitWords {
  let at = 0;
  while (at < words.length && words[at]?.startsWith("-") === true) at += VALUED.has(words[at] as string) ? 2 : 1;
  return { front: words.slice(0, at), rest: words.slice(at) };
}

/** Aliases replaced; a verb that is an alias, too, is the verb. */
function expanded(words: readonly string[], context: Context, config: () => Config): readonly string[] {
  const [first] = words;
  if (first === undefined) return words;
  const isFixed = (name: string) => isVerb(name) && !isShortName(name);
  const meant = isFixed(first) ? words : expandAliases(config(), words, isFixed);
  const [verb = first] = meant;
  if (isFixed(verb) && shadowedAlias(config, verb)) {
    const text = `user-defined alias \`${verb}\` is ignored, because it is shadowed by a built-in command`;
    openDesk({}, { ...context, config }).shell.warn(text);
  }
  return meant;
}

/** A configuration that cannot be read is told of by those who need it. */
function shadowedAlias(config: () => Config, verb: string): boolean {
  try {
    return aliasOf(config(), verb) !== undefined;
  } catch (error) {
    if (error instanceof CargoError) return false;
    throw error;
  }
}

async function dispatch(words: readonly string[], around: Context): Promise<number> {
  const { front, rest } = splitAtVerb(words);
  const { host, release } = around;
  const asked = await runFront(front, rest, around);
  if (typeof asked === "number") return asked;
  let read: Config | undefined;
  const config = () => (read ??= readConfig(host, release, asked.config));
  const context: Context = { ...around, globals: asked, config };
  const [verb, ...args] = expanded(rest, context, config);
  if (verb === undefined || verb === "help") {
    const helped = verb === undefined ? undefined : helpedVerb(args, context);
    if (helped !== undefined) return await runVerb(helped, ["--help"], context);
    host.stdout.write(helpProgram(host).helpInformation());
    return 0;
  }
  if (front.includes("--") && args.length > 0 && isVerb(verb))
    throw new CargoError(
      `trailing arguments after built-in command \`${verb}\` are unsupported: \`${args.join(" ")}\`\n\nTo pass the arguments to the subcommand, remove \`--\``,
    );
  // An alias may begin with options.
  if (verb.startsWith("-")) return await dispatch([...front, verb, ...args], around);
  if (verb === "rustc" && args.some((arg) => arg.startsWith("-Z"))) {
    const { asksForParseOnly, parseOnly } = await import("./rustc-parse.ts");
    if (asksForParseOnly(args)) return parseOnly(args, host, release);
  }
  return await runVerb(verb, args, context, verb !== rest[0]);
}

/** The options in front of the verb; an exit status if they were a question. */
async function runFront(front: readonly string[], rest: readonly string[], context: Context): Promise<GlobalFlags | number> {
  const { host, release } = context;
  if (front.length === 0) return {};
  const flags = await frontFlags(front, rest, context);
  if (flags.help === true) {
    host.stdout.write(helpProgram(host).helpInformation());
    return 0;
  }
  if (flags.version === true) {
    host.stdout.write(cargoVersion(release, (flags.verbose ?? 0) > 0));
    return 0;
  }
  if (flags.C !== undefined)
    throw new CargoError("the `-C` flag is unstable, pass `-Z unstable-options` on the nightly channel to enable it");
  if (flags.list === true) {
    host.stdout.write(commandList(readConfig(host, release, flags.config)));
    return 0;
  }
  return flags.explain === undefined ? flags : explain(flags.explain, context);
}

/** cargo has rustc explain, and tells of its failure. */
async function explain(code: string, context: Context): Promise<number> {
  try {
    return await runVerb("rustc", ["--explain", code], context);
  } catch (error) {
    if (!(error instanceof CargoError)) throw error;
    context.host.stderr.write(`${renderCargoError(error)}\n`);
    throw new CargoError(`process didn't exit successfully: \`rustc --explain ${code}\` (exit status: ${error.exitCode})`);
  }
}

interface Outcome {
  readonly status: number;
  readonly failure?: CargoError;
}

function report(error: unknown, host: Host, shell?: Shell): Outcome {
  if (error instanceof CargoError) {
    if (shell === undefined) host.stderr.write(renderCargoError(error));
    else shell.error(error);
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
export async function execute(
  host: Host,
  argv: readonly string[],
  readCore: Context["readCore"],
  log = new BuildLog(),
): Promise<Attempt | number> {
  const words = [...argv];
  const plus = words[0]?.startsWith("+") === true ? (words.shift() as string).slice(1) : undefined;
  let release: Release;
  try {
    release = chooseRelease(host, plus);
  } catch (error) {
    return report(error, host).status;
  }
  let outcome: Outcome;
  try {
    outcome = { status: await dispatch(words, { host, release, readCore, log }) };
  } catch (error) {
    log.shell?.clearBar();
    outcome = report(error, host, log.shell);
  }
  return { host, release, log, plus, words, status: outcome.status, failure: outcome.failure };
}

/** Runs the words behind `kbuild`, a hint at the end. Returns the exit status. */
export async function runCommandLine(host: Host, argv: readonly string[], readCore: Context["readCore"], log?: BuildLog): Promise<number> {
  const words = [...argv];
  const wantsHint = takeHintsFlag(words) || host.stderr.isTerminal;
  const attempt = await execute(host, words, readCore, log);
  if (typeof attempt === "number") return attempt;
  if (wantsHint && attempt.status !== EXIT_BUG) {
    const { hintText } = await import("../advice/advise.ts");
    host.stderr.write(hintText(attempt));
  }
  return attempt.status;
}
