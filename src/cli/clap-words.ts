// What cargo's command line parser, clap, says of options and their values. (clap 4: `error/format.rs`; words by experiment.)
import { CargoError } from "../cargo/cargo-error.ts";
import { MORE, invalidValue, missingValue } from "../cargo/value-words.ts";
import type { Command } from "./program.ts";

export const splitAtCommas = (text: string): string[] => text.split(",");

export interface ChoiceOptions {
  /** Given again, it adds; commas part several. */
  readonly isList?: boolean;
  readonly ignoresCase?: boolean;
}

/** An option whose value is one of a few: `--color <WHEN>`. */
export function addChoice(
  command: Command,
  flags: string,
  summary: string,
  values: readonly string[],
  { isList = false, ignoresCase = false }: ChoiceOptions = {},
): Command {
  const option = command.createOption(flags, summary);
  const shown = flags.slice(flags.indexOf("--"));
  const judged = (value: string): string => {
    const found = values.find((one) => one === value || (ignoresCase && one === value.toLowerCase()));
    if (found === undefined) throw invalidValue(value, shown, values);
    return found;
  };
  const list = (value: string, before: readonly string[] = []) => [...before, ...splitAtCommas(value).map(judged)];
  if (isList) option.argParser(list);
  else option.argParser(judged);
  if (isList) repeatable.add(option);
  option.argChoices = [...values];
  return command.addOption(option);
}

/** An option whose value may begin with a dash: `-j -1`. */
export function addHyphenated(command: Command, flags: string, summary: string): Command {
  const option = command.createOption(flags, summary);
  hyphenated.add(option);
  return command.addOption(option);
}

/** An option with a list of possible values that another judges; commas and repetition are its business. */
export function addListed(command: Command, flags: string, summary: string, values: readonly string[], isList: boolean): Command {
  const option = command.createOption(flags, summary);
  if (isList) option.argParser(collect);
  option.argChoices = [...values];
  return command.addOption(option);
}

/** Stands for the value that an option was given without; no command line can hold it. */
const WITHOUT_VALUE = "\0";

function addWithOptionalValue(command: Command, flags: string, summary: string, isList: boolean): Command {
  const option = command.createOption(flags, summary).preset(WITHOUT_VALUE);
  option.argParser((value: string, before: readonly string[] = []) => [...before, value]);
  if (isList) repeatable.add(option);
  return command.addOption(option);
}

/** An option that may stand without its value, and again: `-p [<SPEC>]`. */
export function addOptionalList(command: Command, flags: string, summary: string): Command {
  return addWithOptionalValue(command, flags, summary, true);
}

/** An option that may stand without its value, once. */
export function addOptional(command: Command, flags: string, summary: string): Command {
  return addWithOptionalValue(command, flags, summary, false);
}

/** The values that were given; undefined if the option stood there without one, and nowhere with one. */
export function givenValues(values: readonly string[] | undefined): readonly string[] | undefined {
  const given = (values ?? []).filter((value) => value !== WITHOUT_VALUE);
  return given.length === 0 && values !== undefined ? undefined : given;
}

type Option = ReturnType<Command["createOption"]>;

/** What `--target` names; it must name something. */
export function givenTargets(target: readonly string[] | undefined): readonly string[] {
  const targets = givenValues(target);
  if (targets !== undefined) return targets;
  throw new CargoError(
    '"--target" takes a target architecture as an argument.\n\nRun `rustc --print target-list` to see possible targets.',
  );
}

/** Options that may be given again. */
const repeatable = new WeakSet<Option>();
/** Options whose values may begin with a dash. */
const hyphenated = new WeakSet<Option>();

export const collect = (value: string, all: readonly string[] = []): string[] => [...all, value];
export const count = (_: unknown, before: number = 0): number => before + 1;

function isRepeatable(option: Option): boolean {
  return repeatable.has(option) || option.parseArg === collect || option.parseArg === count;
}

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

/** The verb's usage line; `used` are options that stand in it for `[OPTIONS]`. */
export function usage(verb: string, command: Command, used = "[OPTIONS]"): string {
  const name = nameless.has(command) ? verb : `cargo ${verb}`;
  if (verb === "test" || verb === "bench") return `Usage: ${name} ${used} [${verb.toUpperCase()}NAME] [-- [ARGS]...]`;
  const words = command.registeredArguments.map((argument) => {
    const value = argument.name();
    if (argument.variadic) return ` [${value}]...`;
    return argument.required ? ` <${value}>` : ` [${value}]`;
  });
  return `Usage: ${name} ${used}${words.join("")}`;
}

/** clap's words for a word that is no option and no argument. `near` is the option that was nearly meant. */
export function unexpectedArgument(
  word: string,
  verb: string,
  command: Command,
  given: readonly string[] = [],
  near?: Option,
  advice?: string,
): CargoError {
  const last = command.registeredArguments.at(-1);
  const tips = [
    ...(advice === undefined ? [] : [advice]),
    ...(near === undefined ? [] : [`a similar argument exists: '${near.long ?? near.short}'`]),
    ...(word.startsWith("-") && last !== undefined && (near === undefined || last.variadic)
      ? [`to pass '${word}' as a value, use '-- ${word}'`]
      : []),
  ];
  const used = [...given, ...(near === undefined || given.includes("[OPTIONS]") ? [] : [shownOption(near)])];
  const line = usage(verb, command, used.length === 0 ? undefined : [...new Set(used)].join(" "));
  const tip = tips.length === 0 ? "" : `${tips.map((text) => `  tip: ${text}\n`).join("")}\n`;
  return new CargoError(`unexpected argument '${word}' found\n\n${tip}${line}\n\n${MORE}`, [], 1);
}

/** Options of a command line in front of a word, as usage lines show them. */
export function optionsBefore(word: string, argv: readonly string[], command: Command): string[] {
  const before = argv.slice(
    0,
    Math.max(
      0,
      argv.findIndex((one) => one.split("=")[0] === word),
    ),
  );
  return before.flatMap((one) => {
    const option = command.options.find(({ short, long }) => one === short || one.split("=")[0] === long);
    return option === undefined ? [] : [shownOption(option)];
  });
}

/** `-j=1` as `-j1`: the equals sign belongs to the value for commander, not for clap. */
export function withoutShortEquals(argv: readonly string[], command: Command): string[] {
  const end = argv.includes("--") ? argv.indexOf("--") : argv.length;
  const isValued = (short: string) => command.options.some((option) => option.short === short && (option.required || option.optional));
  return argv.map((word, i) => (i < end && /^-\w=/.test(word) && isValued(word.slice(0, 2)) ? word.replace("=", "") : word));
}

/**
 * What clap wants of a command line and commander does not: values do not begin with a dash, flags stand once, and have no
 * value. Throws CargoError.
 */
export function checkWords(argv: readonly string[], verb: string, command: Command): void {
  const words = argv.slice(0, argv.includes("--") ? argv.indexOf("--") : argv.length);
  const optionOf = (word: string) => command.options.find(({ short, long }) => word === short || word.split("=")[0] === long);
  const isHyphenatedValue = (at: number) => {
    const before = words[at - 1];
    const option = before === undefined || before.includes("=") ? undefined : optionOf(before);
    return option !== undefined && hyphenated.has(option);
  };
  const seen = new Set<Option>();
  for (const [i, word] of words.entries()) {
    const option = optionOf(word);
    if (option === undefined || isHyphenatedValue(i)) continue;
    if (seen.has(option) && !isRepeatable(option)) throw repeated(option, verb, command);
    seen.add(option);
    const value = word.startsWith("--") && word.includes("=") ? word.slice(word.indexOf("=") + 1) : undefined;
    if (value !== undefined && !option.required && !option.optional) throw unwantedValue(option, value, verb, command);
    const next = argv[i + 1];
    if (!option.required || value !== undefined || hyphenated.has(option) || next === undefined || !/^-./.test(next)) continue;
    if (next === "--" || optionOf(next) !== undefined) throw missingValue(shownOption(option), option.argChoices);
    throw unexpectedArgument(next, verb, command);
  }
}

function repeated(option: Option, verb: string, command: Command): CargoError {
  const words = `the argument '${shownOption(option)}' cannot be used multiple times`;
  return new CargoError(`${words}\n\n${usage(verb, command)}\n\n${MORE}`, [], 1);
}

function unwantedValue(option: Option, value: string, verb: string, command: Command): CargoError {
  const words = `unexpected value '${value}' for '${shownOption(option)}' found; no more were expected`;
  return new CargoError(`${words}\n\n${usage(verb, command, shownOption(option))}\n\n${MORE}`, [], 1);
}
