// The options that every verb of cargo's has, in front of the verb or behind it, and what they come to: the configuration and
// the voice that the verb speaks with.
import { readConfig } from "../cargo/config/config.ts";
import type { Config } from "../cargo/config/config.ts";
import { Shell } from "../cargo/shell.ts";
import { checkStartConfig } from "../cargo/config/config-schema.ts";
import { terminalSettings, termWarnings } from "../cargo/config/terminal.ts";
import { unstableOptions } from "../cargo/config/unstable-options.ts";
import { atLeast } from "../target/release.ts";
import { addListed, collect, count } from "./clap-options.ts";
import type { Command, Context } from "./program.ts";

export interface GlobalFlags {
  /** How often. */
  readonly verbose?: number;
  readonly quiet?: boolean;
  readonly color?: string;
  readonly config?: readonly string[];
  readonly Z?: readonly string[];
  readonly locked?: boolean;
  readonly offline?: boolean;
  readonly frozen?: boolean;
}

const WHENS = ["auto", "always", "never"];

export function addGlobalOptions(command: Command): Command {
  command
    .option("-v, --verbose", "Use verbose output (-vv very verbose output)", count)
    .option("-q, --quiet", "Do not print cargo log messages");
  return addListed(command, "--color <WHEN>", "Coloring", WHENS, { since: 75 })
    .option("--config <KEY=VALUE|PATH>", "Override a configuration value", collect)
    .option("-Z <FLAG>", "Unstable (nightly-only) flags", collect)
    .option("--locked", "Assert that `Cargo.lock` will remain unchanged")
    .option("--offline", "Run without accessing the network")
    .option("--frozen", "Equivalent to specifying both --locked and --offline");
}

/** What stands in front of the verb counts with what stands behind it. */
export function joinFlags(before: GlobalFlags, behind: GlobalFlags): GlobalFlags {
  return {
    ...before,
    ...behind,
    verbose: (before.verbose ?? 0) + (behind.verbose ?? 0),
    config: [...(before.config ?? []), ...(behind.config ?? [])],
    Z: [...(before.Z ?? []), ...(behind.Z ?? [])],
  };
}

export interface Desk {
  readonly config: Config;
  readonly shell: Shell;
  readonly flags: GlobalFlags;
  /** `-Z` and the table `[unstable]`. */
  readonly unstable: ReadonlySet<string>;
}

/** Reads the configuration and finds the voice. Throws CargoError. */
export function openDesk(given: GlobalFlags, context: Context): Desk {
  const { host, release, log } = context;
  const flags = joinFlags(context.globals ?? {}, given);
  const config =
    (given.config ?? []).length === 0 && context.config !== undefined ? context.config() : readConfig(host, release, flags.config);
  const unstable = unstableOptions(release, flags.Z ?? [], host, config);
  const settings = terminalSettings(host, config, { verbose: flags.verbose ?? 0, quiet: flags.quiet === true, color: flags.color });
  const shell = new Shell(host, release, settings);
  if (log !== undefined) log.shell = shell;
  const warnings = termWarnings(config);
  const readings = atLeast(release, 80) ? [...warnings, ...warnings] : warnings;
  for (const text of [...config.warnings, ...readings]) shell.warn(text);
  checkStartConfig(config, (text) => shell.warn(text));
  return { config, shell, flags, unstable };
}
