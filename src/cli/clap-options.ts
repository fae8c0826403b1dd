// Options and words of verbs, as commander is told of them, and what clap, cargo's command line parser, has beyond commander.
import { CargoError } from "../cargo/cargo-error.ts";
import { invalidValue } from "../cargo/value-words.ts";
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import type { Command } from "./program.ts";

export type Option = ReturnType<Command["createOption"]>;

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

/** Judges a value as the release's clap does. Throws CargoError. */
type Judge = (value: string, release: Release) => void;
const judges = new WeakMap<Option, Judge>();

interface Listed {
  readonly isList?: boolean;
  /** The release from which clap knows the values; before, cargo judges them later, with words of its own. */
  readonly since: number;
}

/** An option with a list of possible values, which another takes apart: commas and repetition are its business. */
export function addListed(
  command: Command,
  flags: string,
  summary: string,
  values: readonly string[],
  { isList = false, since }: Listed,
): Command {
  const option = command.createOption(flags, summary);
  if (isList) option.argParser(collect);
  option.argChoices = [...values];
  const shown = flags.slice(flags.indexOf("--"));
  judges.set(option, (value, release) => {
    if (!atLeast(release, since)) return;
    for (const one of isList ? splitAtCommas(value) : [value])
      if (!values.includes(one.toLowerCase())) throw invalidValue(one, shown, values);
  });
  return command.addOption(option);
}

/** What clap says of an option's value. Throws CargoError. */
export function judgeValue(option: Option, value: string, release: Release): void {
  judges.get(option)?.(value, release);
  option.parseArg?.(value, undefined);
}

/** Stands for the value that an option was given without; no command line can hold it. */
const WITHOUT_VALUE = "\0";

function addWithOptionalValue(command: Command, flags: string, summary: string, isList: boolean, isHidden = false): Command {
  const option = command.createOption(flags, summary).preset(WITHOUT_VALUE).hideHelp(isHidden);
  option.argParser((value: string, before: readonly string[] = []) => [...before, value]);
  if (isList) repeatable.add(option);
  return command.addOption(option);
}

/** An option that may stand without its value, and again: `-p [<SPEC>]`. */
export function addOptionalList(command: Command, flags: string, summary: string, isHidden = false): Command {
  return addWithOptionalValue(command, flags, summary, true, isHidden);
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

export function isRepeatable(option: Option): boolean {
  return repeatable.has(option) || option.parseArg === collect || option.parseArg === count;
}

/** Its value may begin with a dash. */
export function isHyphenated(option: Option): boolean {
  return hyphenated.has(option);
}

/** `first`: all words behind the first are words, whatever they look like. `dashes`: so are those behind `--`, and only they. */
type Rest = "first" | "dashes";
const rests = new WeakMap<Command, Rest>();

/** `[ARGS...]` for what the verb runs: `run [ARGS]...` takes options behind its first word for words. */
export function addRest(command: Command, from: Rest): Command {
  rests.set(command, from);
  command.argument("[ARGS...]");
  return from === "first" ? command.passThroughOptions() : command;
}

export function restOf(command: Command): Rest | undefined {
  return rests.get(command);
}

/** Verbs that look at words by themselves. */
const wordJudges = new WeakSet<Command>();

/** Words that no argument is named for reach the verb. */
export function judgesWords(command: Command): Command {
  wordJudges.add(command);
  return command.allowExcessArguments();
}

export function takesAnyWords(command: Command): boolean {
  return wordJudges.has(command);
}

/** `-j=1` as `-j1`: the equals sign belongs to the value for commander, not for clap. */
export function withoutShortEquals(argv: readonly string[], command: Command): string[] {
  const end = argv.includes("--") ? argv.indexOf("--") : argv.length;
  const isValued = (short: string) => command.options.some((option) => option.short === short && (option.required || option.optional));
  return argv.map((word, i) => (i < end && /^-\w=/.test(word) && isValued(word.slice(0, 2)) ? word.replace("=", "") : word));
}
