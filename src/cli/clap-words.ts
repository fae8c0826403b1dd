// What clap, cargo's command line parser, says of a command line. (clap 4: `error/format.rs`; words by experiment.)
import { CargoError } from "../cargo/cargo-error.ts";
import { MORE } from "../cargo/value-words.ts";
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import { restOf } from "./clap-options.ts";
import type { Option } from "./clap-options.ts";
import type { Command } from "./program.ts";

/** The verb whose words are read. */
export interface Call {
  /** Empty for options in front of the verb. */
  readonly verb: string;
  readonly command: Command;
  readonly release: Release;
}

/** What of a command line was understood so far: usage lines show it. */
export interface Used {
  /** As clap shows them, each once. */
  readonly options: readonly string[];
  /** How many words were arguments. */
  readonly words: number;
}

export const NOTHING_USED: Used = { options: [], words: 0 };

/** `--depth <DEPTH>`, `--package [<SPEC>]`: an option as clap shows it. */
export function shownOption({ flags }: Pick<Option, "flags">): string {
  const shown = flags.replace(/^-\w, /, "").replace(/\[(.*)\]/, "[<$1>]");
  return shown === "--verbose" ? "--verbose..." : shown;
}

/** Verbs that an alias stands for: cargo reads their words anew, without a program's name in front. */
const nameless = new WeakSet<Command>();

export function leaveOutProgram(command: Command): void {
  nameless.add(command);
}

/** From here on cargo runs scripts, and says so: seen with 1.96, the first release is a guess. */
const SCRIPTS_SINCE = 80;
const FRONT_USAGE = "Usage: cargo [OPTIONS] [COMMAND]";

function usageWords(command: Command, used: Used): string {
  const shown = command.registeredArguments.map((argument, i) => {
    const name = argument.name();
    if (argument.variadic && restOf(command) === "dashes") return ` [-- [${name}]...]`;
    return `${argument.required || i < used.words ? ` <${name}>` : ` [${name}]`}${argument.variadic ? "..." : ""}`;
  });
  return shown.join("");
}

/** The verb's usage line. What was used stands in it for `[OPTIONS]`. */
export function usage({ verb, command, release }: Call, used: Used = NOTHING_USED, isStrict = false): string {
  if (verb === "")
    return atLeast(release, SCRIPTS_SINCE) ? `${FRONT_USAGE}\n       cargo [OPTIONS] -Zscript <MANIFEST_RS> [ARGS]...` : FRONT_USAGE;
  const name = nameless.has(command) ? verb : `cargo ${verb}`;
  const options = used.options.length > 0 || used.words > 0 || isStrict ? used.options : ["[OPTIONS]"];
  return `Usage: ${[name, ...options].join(" ")}${usageWords(command, used)}`;
}

const told = (problem: string, usageLine: string): CargoError => new CargoError(`${problem}\n\n${usageLine}\n\n${MORE}`, [], 1);

/** A word that is no option and no argument, with tips. */
export function unexpectedArgument(word: string, call: Call, used: Used = NOTHING_USED, tips: readonly string[] = []): CargoError {
  const lines = tips.map((text) => `  tip: ${text}\n`).join("");
  return told(`unexpected argument '${word}' found${lines === "" ? "" : `\n\n${lines.trimEnd()}`}`, usage(call, used));
}

export function unknownSubcommand(word: string, call: Call): CargoError {
  return told(`unrecognized subcommand '${word}'`, usage(call));
}

export function repeatedOption(option: Option, call: Call): CargoError {
  return told(`the argument '${shownOption(option)}' cannot be used multiple times`, usage(call));
}

export function unwantedValue(shown: string, value: string, call: Call): CargoError {
  return told(`unexpected value '${value}' for '${shown}' found; no more were expected`, usage(call, { options: [shown], words: 0 }));
}

export function missingArguments(call: Call, used: Used): CargoError {
  const required = call.command.registeredArguments.slice(used.words).filter((argument) => argument.required);
  const names = required.map((argument) => `\n  <${argument.name()}>${argument.variadic ? "..." : ""}`).join("");
  return told(`the following required arguments were not provided:${names}`, usage(call, used, true));
}
