// clap's words for what commander finds wrong on a command line. Exit status 1.
import { mostAlike } from "../base/similar.ts";
import { CargoError } from "../cargo/cargo-error.ts";
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import { optionsBefore, shownOption, unexpectedArgument, usage } from "./clap-words.ts";
import { MORE, missingValue } from "../cargo/value-words.ts";
import { foreignOption, foreignOptions, newName } from "./foreign-options.ts";
import type { Command } from "./program.ts";

/** From here on cargo knows some words that it does not take: seen with 1.96, the first release is a guess. */
const SILENT_SINCE = 80;

/** What commander throws. */
export interface CommandFailure {
  readonly code: string;
  readonly message: string;
}

/** What was called. */
export interface Call {
  /** Empty for options in front of the verb. */
  readonly verb: string;
  readonly command: Command;
  readonly argv: readonly string[];
  readonly release: Release;
}

/** Letters that cargo knows to refuse, and the option that is meant. */
const MEANT_BY_LETTER: Readonly<Record<string, string>> = {
  "-t": "--target",
  "-z": "-Z",
  "-c": "--config",
  "-x": "--exclude",
};
/** What people write for `-q`; the long form stands for both. */
const SILENT: ReadonlySet<string> = new Set(["-s", "--silent"]);

/** A word of one dash is read letter by letter: the first that is no option's. */
function unknownLetter(word: string, command: Command): string {
  for (const letter of word.slice(1)) {
    const option = command.options.find(({ short }) => short === `-${letter}`);
    if (option === undefined) return `-${letter}`;
  }
  return word;
}

const silent = ({ verb, command }: Call): CargoError =>
  unexpectedArgument(
    "--silent",
    verb,
    command,
    ["[OPTIONS]"],
    command.options.find(({ long }) => long === "--quiet"),
  );

function unknownShort(word: string, call: Call): CargoError {
  const { verb, command } = call;
  const letter = unknownLetter(word, command);
  if (SILENT.has(letter)) return silent(call);
  const name = MEANT_BY_LETTER[letter];
  const meant = name === undefined ? undefined : command.options.find(({ long, short }) => long === name || short === name);
  return unexpectedArgument(letter, verb, command, ["[OPTIONS]"], meant);
}

function unknownOption(argument: string, { verb, command, argv, release }: Call): CargoError {
  const foreign = foreignOptions(verb, release).map((flags) => command.createOption(flags));
  const options = [...command.options, ...foreign];
  if (foreign.some(({ long }) => long === argument)) return foreignOption(argument, release);
  if (SILENT.has(argument) && atLeast(release, SILENT_SINCE)) return silent({ verb, command, argv, release });
  if (argument === "--debug" && verb === "build" && atLeast(release, SILENT_SINCE)) {
    const tip = "`--debug` is the default for `cargo build`; instead `--release` is supported";
    return unexpectedArgument(argument, verb, command, ["[OPTIONS]"], undefined, tip);
  }
  const name = newName(argument, verb, release);
  if (name !== undefined) return unexpectedArgument(argument, verb, command, ["[OPTIONS]"], command.createOption(name));
  const longs = options.flatMap(({ long }) => (long === undefined ? [] : [long.slice(2)]));
  const near = argument.startsWith("--") ? mostAlike(argument.slice(2), longs) : undefined;
  const meant = options.find(({ long }) => long === `--${near}`);
  return unexpectedArgument(argument, verb, command, optionsBefore(argument, argv, command), meant);
}

function missingArguments(verb: string, command: Command): CargoError {
  const names = command.registeredArguments.filter(({ required }) => required).map((argument) => `  <${argument.name()}>\n`);
  const line = usage(verb, command, "").replace("  ", " ");
  return new CargoError(`the following required arguments were not provided:\n${names.join("")}\n${line}\n\n${MORE}`, [], 1);
}

export function commandLineError(error: CommandFailure, call: Call): CargoError {
  const { verb, command } = call;
  if (error.code === "commander.unknownOption") {
    const word = /'([^']*)'/.exec(error.message)?.[1] ?? "";
    const isShort =
      /^-[^-]/.test(word) || (/^--./.test(word) && !call.argv.includes(word) && !call.argv.some((one) => one.startsWith(`${word}=`)));
    return isShort ? unknownShort(word, call) : unknownOption(word.split(/[ =]/)[0] ?? "", call);
  }
  if (error.code === "commander.excessArguments" && verb === "clean")
    return new CargoError(`unrecognized subcommand '${command.args[0] ?? ""}'\n\n${usage(verb, command)}\n\n${MORE}`, [], 1);
  if (error.code === "commander.excessArguments")
    return unexpectedArgument(command.args[command.registeredArguments.length] ?? "", verb, command);
  if (error.code === "commander.optionMissingArgument") {
    const flags = /option '([^']+)' argument missing/.exec(error.message)?.[1] ?? "";
    return missingValue(shownOption({ flags }), command.options.find((option) => option.flags === flags)?.argChoices);
  }
  if (error.code === "commander.missingArgument") return missingArguments(verb, command);
  return new CargoError(`${error.message.replace(/^error: /, "")}\n\n${MORE}`, [], 1);
}
