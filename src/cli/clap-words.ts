// What cargo's command line parser, clap, says of options and their values. (clap 4: `error/format.rs`; words by experiment.)
import { CargoError } from "../cargo/cargo-error.ts";
import type { Command } from "./program.ts";

export const MORE = "For more information, try '--help'.";

export const splitAtCommas = (text: string): string[] => text.split(",");

function possible(values: readonly string[]): string {
  return `\n  [possible values: ${values.join(", ")}]`;
}

/** For a value that is none of the option's. Exit status 1. */
export function invalidValue(value: string, option: string, values: readonly string[]): CargoError {
  if (value === "") return missingValue(option, values);
  return new CargoError(`invalid value '${value}' for '${option}'${possible(values)}\n\n${MORE}`, [], 1);
}

export function missingValue(option: string, values: readonly string[] = []): CargoError {
  const list = values.length === 0 ? "" : possible(values);
  return new CargoError(`a value is required for '${option}' but none was supplied${list}\n\n${MORE}`, [], 1);
}

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
  option.argChoices = [...values];
  return command.addOption(option);
}

/** Stands for the value that an option was given without; no command line can hold it. */
const WITHOUT_VALUE = "\0";

/** An option that may stand without its value, and again: `-p [<SPEC>]`. */
export function addOptionalList(command: Command, flags: string, summary: string): Command {
  const option = command.createOption(flags, summary);
  option.argParser((value: string, before: readonly string[] = []) => [...before, value]);
  return command.addOption(option.preset(WITHOUT_VALUE));
}

/** The values that were given; undefined if the option stood there without one, and nowhere with one. */
export function givenValues(values: readonly string[] | undefined): readonly string[] | undefined {
  const given = (values ?? []).filter((value) => value !== WITHOUT_VALUE);
  return given.length === 0 && values !== undefined ? undefined : given;
}
