// How a run speaks: how much, in which colours, with what progress. The command line goes before the configuration's `[term]`,
// and both before what the terminal itself is like.
import type { Host, Output } from "../../base/host.ts";
import { atLeast } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import type { Config } from "./config.ts";
import { unknownKeys } from "./config-schema.ts";

export type Verbosity = "quiet" | "normal" | "verbose";

export interface TerminalSettings {
  readonly verbosity: Verbosity;
  /** `-vv`: with the environment of each command. */
  readonly extraVerbose: boolean;
  /** Whether the standard error is coloured. */
  readonly coloured: boolean;
  /** Columns of the progress bar; undefined if there is none. */
  readonly progressWidth: number | undefined;
}

/** What the command line says; `color` as it was written. */
export interface TerminalFlags {
  /** How often `-v` was given. */
  readonly verbose: number;
  readonly quiet: boolean;
  readonly color: string | undefined;
}

const WHENS = ["auto", "never", "always"] as const;
type When = (typeof WHENS)[number];

const TERM_KEYS = new Set(["verbose", "quiet", "color", "hyperlinks", "unicode", "progress"]);
const NEW_KEYS: Readonly<Record<string, number>> = { hyperlinks: 80, unicode: 89 };
const PROGRESS_KEYS = ["when", "width", "term-integration"];

interface TermTable {
  readonly verbose?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly color?: string | undefined;
  readonly progress: { readonly when: When; readonly width: number | undefined };
}

const NO_TABLE: TermTable = { progress: { when: "auto", width: undefined } };

/** `[term]`, every key judged. Throws CargoError. */
export function termTable(config: Config): TermTable {
  config.table("term");
  config.table("term", "progress");
  const when = config.choice(WHENS, "term", "progress", "when") ?? "auto";
  const width = config.integer("term", "progress", "width");
  if (config.find(["term", "progress"]) !== undefined) config.boolean("term", "progress", "term-integration");
  if (when === "always" && width === undefined) throw new CargoError('"always" progress requires a `width` key');
  for (const key of Object.keys(NEW_KEYS)) config.boolean("term", key);
  return {
    verbose: config.boolean("term", "verbose"),
    quiet: config.boolean("term", "quiet"),
    color: config.string("term", "color"),
    progress: { when, width },
  };
}

/** Keys that nobody knows: each time that cargo reads the table it says so anew. */
export function termWarnings(config: Config): string[] {
  if (config.root.entries.get("term")?.kind !== "table") return [];
  const known = (key: string) => TERM_KEYS.has(key) && atLeast(config.release, NEW_KEYS[key] ?? 0);
  const progress = config.find(["term", "progress"]);
  const nested = progress?.kind === "table" ? [...progress.entries.keys()].filter((key) => !PROGRESS_KEYS.includes(key)) : [];
  return [...unknownKeys(config, "term", known), ...nested.map((key) => `unused config key \`term.progress.${key}\``)];
}

/** A broken table counts as none until something is built. */
function tableOrNone(config: Config): TermTable {
  try {
    return termTable(config);
  } catch (error) {
    if (!(error instanceof CargoError)) throw error;
    return NO_TABLE;
  }
}

function verbosityOf({ verbose, quiet }: TerminalFlags, table: TermTable): Verbosity {
  if (verbose > 0 && quiet) throw new CargoError("cannot set both --verbose and --quiet");
  if (verbose > 0) return "verbose";
  if (quiet) return "quiet";
  if (table.verbose === true && table.quiet === true) throw new CargoError("cannot set both `term.verbose` and `term.quiet`");
  return table.verbose === true ? "verbose" : table.quiet === true ? "quiet" : "normal";
}

const isSet = (text: string | undefined) => text !== undefined && text !== "";

function autoColour({ environment }: Host, stream: Output): boolean {
  if (isSet(environment["NO_COLOR"])) return false;
  if (isSet(environment["CLICOLOR_FORCE"]) && environment["CLICOLOR_FORCE"] !== "0") return true;
  return stream.isTerminal && environment["TERM"] !== "dumb" && environment["CLICOLOR"] !== "0";
}

function isColoured(host: Host, when: string | undefined, stream: Output): boolean {
  if (when === "always" || when === "never") return when === "always";
  if (when !== undefined && when !== "auto")
    throw new CargoError(`argument for --color must be auto, always, or never, but found \`${when}\``);
  return autoColour(host, stream);
}

/** None for `-q`, for terminals that cannot, and on machines that build for others. */
function progressWidth(host: Host, { progress }: TermTable, verbosity: Verbosity): number | undefined {
  const { environment, stderr } = host;
  const width = progress.width ?? (stderr.isTerminal ? stderr.columns : undefined);
  if (progress.when !== "auto") return progress.when === "always" ? width : undefined;
  const isAutomatic = environment["CI"] !== undefined || environment["TF_BUILD"] !== undefined;
  return verbosity === "quiet" || environment["TERM"] === "dumb" || isAutomatic ? undefined : width;
}

export function terminalSettings(host: Host, config: Config, flags: TerminalFlags): TerminalSettings {
  const table = tableOrNone(config);
  const verbosity = verbosityOf(flags, table);
  return {
    verbosity,
    extraVerbose: flags.verbose > 1,
    coloured: isColoured(host, flags.color ?? table.color, host.stderr),
    progressWidth: progressWidth(host, table, verbosity),
  };
}

/** Whether the standard output is coloured. */
export function coloursOutput(host: Host, config: Config, color: string | undefined): boolean {
  return isColoured(host, color ?? tableOrNone(config).color, host.stdout);
}
