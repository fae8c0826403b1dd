// `[alias]` of the configuration: a word that is no verb stands for others, and these may begin with an alias again.
import { CargoError } from "../cargo/cargo-error.ts";
import type { Config } from "../cargo/config/config.ts";
import { atLeast } from "../target/release.ts";

/** Words of an alias; undefined if there is none of that name. */
export function aliasOf(config: Config, name: string): readonly string[] | undefined {
  const path = ["alias", name];
  const node = config.find(path);
  if (node !== undefined && node.kind !== "list" && (node.kind !== "value" || node.value.kind !== "string"))
    throw config.invalid(path, node, "a list");
  return config.words(...path);
}

/** The words with their aliases replaced, as long as the first is none of cargo's own. Throws CargoError. */
export function expandAliases(config: Config, words: readonly string[], isVerb: (name: string) => boolean): readonly string[] {
  const seen: string[] = [];
  let at = words;
  for (;;) {
    const [first, ...rest] = at;
    if (first === undefined || isVerb(first)) return at;
    const alias = aliasOf(config, first);
    if (alias === undefined) return at;
    seen.push(first);
    const command = alias.find((word) => !word.startsWith("-"));
    if (command === undefined) throw noCommand(config, first, alias);
    if (seen.includes(command))
      throw new CargoError(`alias ${seen[0]} has unresolvable recursive definition: ${seen.join(" -> ")} -> ${command}`);
    at = [...alias, ...rest];
    if (at[0] !== command) return at;
  }
}

function noCommand({ release }: Config, name: string, alias: readonly string[]): CargoError {
  if (alias.length === 0 && atLeast(release, 75)) return new CargoError(`subcommand is required, but \`alias.${name}\` is empty`);
  return new CargoError(`subcommand is required, add a subcommand to the command alias \`alias.${name}\``);
}
