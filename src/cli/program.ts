// The commander program: one row a verb. Only the verb that was called is set up and loaded.
import { Command, CommanderError, Help } from "commander";
import type { Option } from "commander";
import type { Host } from "../base/host.ts";
import { similar } from "../base/similar.ts";
import type { Config } from "../cargo/config/config.ts";
import type { BuildLog } from "../cargo/build/build-log.ts";
import { CargoError, refusal } from "../cargo/cargo-error.ts";
import { MORE } from "../cargo/value-words.ts";
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";

import { aliasOf } from "./aliases.ts";
import { withoutShortEquals } from "./clap-options.ts";
import { readWords } from "./clap-parse.ts";
import type { Behind } from "./clap-parse.ts";
import { leaveOutProgram } from "./clap-words.ts";
import { addGlobalOptions } from "./desk.ts";
import type { GlobalFlags } from "./desk.ts";

export { Command } from "commander";

export interface Context {
  readonly host: Host;
  readonly release: Release;
  /** Text of a source of core. */
  readonly readCore: (path: string) => string | undefined;
  /** What the verb's build leaves for the hints. */
  readonly log?: BuildLog;
  /** The verb's full name. */
  readonly verb?: string;
  /** The words behind the verb. */
  readonly argv?: readonly string[];
  /** Options that stand in front of the verb. */
  readonly globals?: GlobalFlags;
  /** The configuration with what `--config` in front of the verb says; read when it is first asked for. */
  readonly config?: () => Config;
}

/** A verb's options and action. `setUp` adds them to the command; the action returns the exit status. */
export interface Verb {
  readonly summary: string;
  setUp(command: Command, context: Context, finish: (status: number) => void): void;
}

/** A verb in the list of verbs, and how to load it. */
interface VerbRow {
  readonly summary: string;
  readonly alias?: string;
  load(): Promise<Verb>;
}

/** By name. The order is that of the help. */
export const VERBS: Readonly<Record<string, VerbRow>> = {
  build: { summary: "Compile the current package", alias: "b", load: async () => (await import("./verbs/build.ts")).build },
  check: {
    summary: "Analyze the current package and report errors, but don't build object files",
    alias: "c",
    load: async () => (await import("./verbs/build.ts")).check,
  },
  clean: { summary: "Remove the target directory", load: async () => (await import("./verbs/clean.ts")).clean },
  doctor: {
    summary: "Look at the project's files for what goes wrong without a word",
    load: async () => (await import("./verbs/doctor.ts")).doctor,
  },
  explain: { summary: "Explain a code, a topic or a word", load: async () => (await import("./verbs/explain.ts")).explain },
  fetch: {
    summary: "Fetch dependencies of a package from the network",
    load: async () => (await import("./verbs/locking.ts")).fetch,
  },
  fix: { summary: "Write what the hint of a build says", load: async () => (await import("./verbs/fix.ts")).fix },
  completions: {
    summary: "Print a completion script for a shell",
    load: async () => (await import("./verbs/completions.ts")).completions,
  },
  "generate-lockfile": {
    summary: "Generate the lockfile for a package",
    load: async () => (await import("./verbs/locking.ts")).generateLockfile,
  },
  image: {
    summary: "Build the kernel and wrap it into a bootable image",
    load: async () => (await import("./verbs/image.ts")).image,
  },
  init: { summary: "Create a new package in an existing directory", load: async () => (await import("./verbs/init.ts")).init },
  test: {
    summary: "Compile and run the tests of a local package",
    alias: "t",
    load: async () => (await import("./verbs/test.ts")).test,
  },
  "locate-project": {
    summary: "Print a JSON representation of a Cargo.toml file's location",
    load: async () => (await import("./verbs/questions.ts")).locateProject,
  },
  metadata: {
    summary: "Output the resolved dependencies of a package in machine-readable format",
    load: async () => (await import("./verbs/metadata.ts")).metadata,
  },
  new: { summary: "Create a new package", load: async () => (await import("./verbs/new.ts")).newVerb },
  pkgid: { summary: "Print a fully qualified package specification", load: async () => (await import("./verbs/questions.ts")).pkgid },
  "read-manifest": {
    summary: "Print a JSON representation of a Cargo.toml manifest",
    load: async () => (await import("./verbs/metadata.ts")).readManifestVerb,
  },
  run: { summary: "Run a binary of the local package", alias: "r", load: async () => (await import("./verbs/run.ts")).run },
  rustc: {
    summary: "Compile the package, or a file, with options for the compiler",
    load: async () => (await import("./verbs/rustc.ts")).rustc,
  },
  target: { summary: "List the targets, or add one (nothing to download)", load: async () => (await import("./verbs/target.ts")).target },
  toolchain: { summary: "List the releases kbuild simulates", load: async () => (await import("./verbs/questions.ts")).toolchain },
  tree: {
    summary: "Display a tree visualization of a dependency graph",
    load: async () => (await import("./verbs/tree.ts")).tree,
  },
  update: {
    summary: "Update dependencies as recorded in the local lock file",
    load: async () => (await import("./verbs/locking.ts")).update,
  },
  verify: { summary: "Build the kernel and hold it to a policy", load: async () => (await import("./verbs/verify.ts")).verify },
  version: { summary: "Show the version", load: async () => (await import("./verbs/version.ts")).version },
};

export const INSPECTORS: Readonly<Record<string, string>> = {
  nm: "List symbols",
  objdump: "Disassemble, and show headers",
  size: "Show section sizes",
  strip: "Remove symbols and debug information",
  readelf: "Show the parts of an ELF file",
};

/** Verbs of cargo's that kbuild does not have. */
const CARGOS_VERBS: ReadonlySet<string> = new Set(
  "add bench doc info install login logout owner package publish remove report search uninstall vendor yank".split(" "),
);
const CARGOS_ALIASES: Readonly<Record<string, string>> = { d: "doc", rm: "remove" };

/** cargo's words for a verb that is not there. */
export function unknownVerb(name: string, release: Release): CargoError {
  const full = CARGOS_ALIASES[name] ?? name;
  if (CARGOS_VERBS.has(full)) return refusal(`the command \`${full}\``);
  const aliases = Object.values(VERBS).flatMap(({ alias }) => alias ?? []);
  const names = [...Object.keys(VERBS), ...Object.keys(INSPECTORS), ...CARGOS_VERBS, ...aliases, ...Object.keys(CARGOS_ALIASES)];
  const near = similar(name, names.sort(), 3);
  if (atLeast(release, 84)) {
    const help = near === undefined ? "" : `help: a command with a similar name exists: \`${near}\`\n\n`;
    return new CargoError(
      `no such command: \`${name}\`\n\n${help}help: view all installed commands with \`cargo --list\`\nhelp: find a package to install \`${name}\` with \`cargo search cargo-${name}\``,
    );
  }
  const meant = near === undefined ? "" : `\tDid you mean \`${near}\`?\n\n`;
  return new CargoError(
    `no such ${atLeast(release, 66) ? "command" : "subcommand"}: \`${name}\`\n\n${meant}\tView all installed commands with \`cargo --list\``,
  );
}

/** An option's line in the help, without what stands for the value that it may be given without. */
function optionDescription(option: Option): string {
  const shown: Option = Object.create(option, { presetArg: { value: undefined } });
  return new Help().optionDescription(shown);
}

function newProgram(host: Host): Command {
  const program = new Command("kbuild").configureHelp({ optionDescription });
  program.exitOverride().configureOutput({
    writeOut: (text) => host.stdout.write(text),
    writeErr: () => {},
    outputError: () => {},
  });
  return program;
}

/** `kbuild help`: all verbs and inspectors. */
export function helpProgram(host: Host): Command {
  const program = newProgram(host).description("A freestanding Rust toolchain").usage("[+release] <verb> [options]");
  for (const [name, { summary, alias }] of Object.entries(VERBS)) {
    const command = program.command(name).description(summary);
    if (alias !== undefined) command.alias(alias);
  }
  for (const [name, summary] of Object.entries(INSPECTORS)) program.command(name).description(summary);
  return program;
}

/** From here on help knows verbs of verbs: seen with 1.96, the first release is a guess. */
const HELP_OF_SUBCOMMANDS_SINCE = 90;

interface FrontFlags extends GlobalFlags {
  readonly help?: boolean;
  readonly version?: boolean;
  readonly list?: boolean;
  readonly explain?: string;
  readonly C?: string;
}

/** The first verb among the words, and its options. */
async function optionsOf(words: readonly string[], context: Context): Promise<Behind | undefined> {
  const name = words.find((word) => Object.hasOwn(VERBS, word));
  if (name === undefined) return undefined;
  const command = newProgram(context.host);
  (await (VERBS[name] as VerbRow).load()).setUp(command, { ...context, verb: name, argv: [] }, () => {});
  return { verb: name, options: command.options };
}

/** Options in front of the verb, which `rest` begins with. Throws CargoError. */
export async function frontFlags(words: readonly string[], rest: readonly string[], context: Context): Promise<FrontFlags> {
  const command = addGlobalOptions(newProgram(context.host))
    .helpOption(false)
    .option("-h, --help")
    .option("-V, --version")
    .option("--list")
    .option("--explain <CODE>")
    .option("-C <DIRECTORY>")
    .allowExcessArguments();
  if (readWords(words, { verb: "", command, release: context.release }, await optionsOf(rest, context))) return { help: true };
  return command.parse([...words], { from: "user" }).opts<FrontFlags>();
}

/** `help [COMMAND]...`: the verb that is asked for. Throws CargoError. */
export function helpedVerb(argv: readonly string[], context: Context): string | undefined {
  const command = addGlobalOptions(newProgram(context.host)).argument("[COMMAND...]");
  if (readWords(argv, { verb: "help", command, release: context.release })) return undefined;
  const [verb, extra] = command.parse([...argv], { from: "user" }).args;
  if (verb === undefined || extra === undefined || !isVerb(verb)) return verb;
  const words = `no such command: \`cargo ${verb} ${extra}\` \n\nhelp: view available subcommands with \`cargo ${verb} --help\``;
  throw atLeast(context.release, HELP_OF_SUBCOMMANDS_SINCE) ? new CargoError(words) : unknownVerb(`${verb}-${extra}`, context.release);
}

/** `cargo --list`: verbs and aliases. */
export function commandList(config: Config): string {
  const row = (name: string, text: string) => `    ${name.padEnd(20)} ${text}\n`;
  const verbs = Object.entries(VERBS).flatMap(([name, { summary, alias }]) => [
    [name, summary] as const,
    ...(alias === undefined ? [] : [[alias, `alias: ${name}`] as const]),
  ]);
  const aliases = config.keys("alias").map((name) => [name, `alias: ${(aliasOf(config, name) ?? []).join(" ")}`] as const);
  const rows = [...verbs, ...Object.entries(INSPECTORS), ...aliases].sort(([a], [b]) => (a < b ? -1 : 1));
  return `Installed Commands:\n${rows.map(([name, text]) => row(name, text)).join("")}`;
}

/** A verb by its name or short name, an inspector, or one of cargo's that kbuild does not have. */
export function isVerb(name: string): boolean {
  return (
    name === "help" ||
    Object.hasOwn(VERBS, name) ||
    Object.hasOwn(INSPECTORS, name) ||
    CARGOS_VERBS.has(name) ||
    isShortName(name) ||
    Object.hasOwn(CARGOS_ALIASES, name)
  );
}

/** Short names of verbs, which a user's alias may take. */
export function isShortName(name: string): boolean {
  return Object.hasOwn(CARGOS_ALIASES, name) || Object.values(VERBS).some(({ alias }) => alias === name);
}

/** A verb by its name or short name. */
function rowOf(name: string): readonly [string, VerbRow] | undefined {
  return Object.entries(VERBS).find(([verb, { alias }]) => verb === name || alias === name);
}

/** Runs one verb with its arguments. Returns the exit status. `viaAlias`: the user's word for it is another. */
export async function runVerb(name: string, argv: readonly string[], context: Context, viaAlias = false): Promise<number> {
  const [full, row] = rowOf(name) ?? [];
  if (full === undefined || row === undefined) throw unknownVerb(name, context.release);
  const verb = await row.load();
  const command = newProgram(context.host).name(`kbuild ${full}`).description(verb.summary);
  if (viaAlias || name !== full) leaveOutProgram(command);
  let status = 0;
  verb.setUp(command, { ...context, verb: full, argv }, (code) => (status = code));
  // What has verbs of its own is not cargo's.
  const asksForHelp = command.commands.length === 0 && readWords(argv, { verb: full, command, release: context.release });
  try {
    await command.parseAsync(asksForHelp ? ["--help"] : withoutShortEquals(argv, command), { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === "commander.helpDisplayed" || error.code === "commander.help") return 0;
    throw new CargoError(`${error.message.replace(/^error: /, "")}\n\n${MORE}`, [], 1);
  }
  return status;
}
