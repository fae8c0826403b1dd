// What clap, cargo's command line parser, says of values that an option does not have. (clap 4: `error/format.rs`; words by
// experiment.)
import { mostAlike } from "../base/similar.ts";
import { CargoError } from "./cargo-error.ts";

export const MORE = "For more information, try '--help'.";

function possible(values: readonly string[]): string {
  return `\n  [possible values: ${values.join(", ")}]`;
}

/** For a value that is none of the option's. Exit status 1. */
export function invalidValue(value: string, option: string, values: readonly string[]): CargoError {
  if (value === "") return missingValue(option, values);
  const near = mostAlike(value, values);
  const tip = near === undefined ? "" : `  tip: a similar value exists: '${near}'\n\n`;
  return new CargoError(`invalid value '${value}' for '${option}'${possible(values)}\n\n${tip}${MORE}`, [], 1);
}

export function missingValue(option: string, values: readonly string[] = []): CargoError {
  const list = values.length === 0 ? "" : possible(values);
  return new CargoError(`a value is required for '${option}' but none was supplied${list}\n\n${MORE}`, [], 1);
}
