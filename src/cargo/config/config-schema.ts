// What the configuration's tables may hold, as cargo reads them before it builds: a key that nobody knows is warned about, a
// value of the wrong type is an error, and a setting that kbuild cannot honour is refused.
import { atLeast } from "../../target/release.ts";
import { CargoError, refusal } from "../cargo-error.ts";
import type { Config } from "./config.ts";
import { definitionText, keyText } from "./config-node.ts";
import type { ConfigNode } from "./config-node.ts";

/** Reads the value and throws CargoError if it is none. */
type Reader = (config: Config, path: readonly string[]) => unknown;

const boolean: Reader = (config, path) => config.boolean(...path);
const integer: Reader = (config, path) => config.integer(...path);
const string: Reader = (config, path) => config.string(...path);
const path: Reader = (config, key) => config.path(...key);
const words: Reader = (config, key) => config.words(...key);
const oneOf =
  (...choices: readonly string[]): Reader =>
  (config, key) =>
    config.choice(choices, ...key);

/** A version, or the lowest and the highest. */
const sslVersion: Reader = (config, key) => {
  const node = config.find(key);
  if (node?.kind === "list") throw config.couldNotLoad(key, node.definition, ["invalid type: sequence, expected a string or map"]);
  if (node?.kind !== "table") return config.string(...key);
  return config.within(key, 1, () => ["min", "max"].map((end) => config.string(...key, end)));
};

/** What kbuild does in place of a program that the configuration names. */
const refused =
  (read: Reader, why: string): Reader =>
  (config, key) => {
    const value = read(config, key);
    if (value !== undefined && value !== "") throw refusal(`\`${keyText(key)}\` in the configuration (${why})`);
  };

const NO_RUSTC = "it compiles by itself and runs no rustc";
/** Programs that the environment sets in the place of rustc. */
const PROGRAMS = ["RUSTC", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"] as const;

interface TableSchema {
  readonly keys: Readonly<Record<string, Reader>>;
  /** Since these releases; before, the key is unknown. */
  readonly since?: Readonly<Record<string, number>>;
}

/** Tables of the network: every command tells of keys that nobody knows, none of what is wrong with the others. */
const NETWORK_TABLES = {
  net: {
    keys: { retry: integer, "git-fetch-with-cli": boolean, offline: boolean, ssh: (config, key) => config.table(...key) },
    since: { ssh: 66 },
  },
  http: {
    keys: {
      proxy: string,
      "low-speed-limit": integer,
      timeout: integer,
      cainfo: path,
      "proxy-cainfo": path,
      "check-revoke": boolean,
      "user-agent": string,
      debug: boolean,
      multiplexing: boolean,
      "ssl-version": sslVersion,
    },
    since: { "proxy-cainfo": 89 },
  },
} satisfies Record<string, TableSchema>;

/** What commands read that look at a workspace. */
const WORKSPACE_TABLES: Readonly<Record<string, TableSchema>> = {
  build: {
    keys: {
      pipelining: boolean,
      "dep-info-basedir": path,
      "target-dir": path,
      "build-dir": refused(path, "its intermediate files lie in the target folder"),
      incremental: boolean,
      target: (config) => config.buildTargets(),
      jobs: (config, key) => (atLeast(config.release, 71) ? config.numberOrString(...key) : config.integer(...key)),
      rustflags: words,
      rustdocflags: words,
      "rustc-wrapper": refused(path, NO_RUSTC),
      "rustc-workspace-wrapper": refused(path, NO_RUSTC),
      rustc: refused(path, NO_RUSTC),
      rustdoc: path,
      "out-dir": path,
      "artifact-dir": path,
      warnings: oneOf("warn", "allow", "deny"),
      sbom: boolean,
      analysis: (config, key) => config.table(...key),
    },
    since: { "build-dir": 91, "artifact-dir": 81, warnings: 89, sbom: 87, analysis: 94 },
  },
  resolver: {
    keys: {
      "incompatible-rust-versions": oneOf("allow", "fallback"),
      "feature-unification": oneOf("package", "selected", "workspace"),
      "lockfile-path": refused(path, "Cargo.lock lies beside the workspace's manifest"),
    },
    since: {},
  },
};

/** Tables that are read in these releases only. */
const SINCE: Readonly<Record<string, number>> = { resolver: 84 };

function checkTables(config: Config, tables: Readonly<Record<string, TableSchema>>, warn: (text: string) => void): void {
  for (const [name, schema] of Object.entries(tables))
    if (atLeast(config.release, SINCE[name] ?? 0)) checkTable(config, name, schema, warn);
}

/** What every command warns about before it does anything. */
export function checkStartConfig(config: Config, warn: (text: string) => void): void {
  for (const [name, schema] of Object.entries(NETWORK_TABLES))
    if (config.root.entries.get(name)?.kind === "table") unknownKeys(config, name, isKnown(config, schema)).forEach(warn);
}

function readKeys(config: Config, name: string, schema: TableSchema): void {
  const known = isKnown(config, schema);
  config.table(name);
  for (const [key, read] of Object.entries(schema.keys)) if (known(key)) read(config, [name, key]);
}

/** Packages are made ready to be loaded: this table is read, whether there is something to load or not. */
export const checkHttpConfig = (config: Config): void => readKeys(config, "http", NETWORK_TABLES.http);

/** `net.offline`; a table in which anything is wrong counts as none. */
export function isOffline(config: Config): boolean {
  try {
    readKeys(config, "net", NETWORK_TABLES.net);
    return config.boolean("net", "offline") === true;
  } catch (error) {
    if (!(error instanceof CargoError)) throw error;
    return false;
  }
}

/** Seen with 1.96; the first release is a guess. */
const UNIFICATION_SINCE = 86;

/** As `checkStartConfig`, of the tables that count for workspaces. */
export function checkWorkspaceConfig(config: Config, warn: (text: string) => void): void {
  checkTables(config, WORKSPACE_TABLES, warn);
  if (atLeast(config.release, UNIFICATION_SINCE) && config.string("resolver", "feature-unification") !== undefined)
    warn("ignoring `resolver.feature-unification` without `-Zfeature-unification`");
}

/** Complains about what builds read beside; `warn` gets what is only warned about. */
export function checkConfig(config: Config, warn: (text: string) => void): void {
  if (config.boolean("build", "sbom") === true && atLeast(config.release, 87)) warn("ignoring 'sbom' config, pass `-Zsbom` to enable it");
  for (const key of config.keys("target")) if (key.startsWith("cfg(")) checkConditionalTable(config, key, warn);
  for (const name of PROGRAMS)
    if ((config.environment[name] ?? "") !== "") throw refusal(`the environment variable \`${name}\` (${NO_RUSTC})`);
  if (config.find(["paths"]) !== undefined) throw refusal("`paths` in the configuration");
  if (config.table("patch") !== undefined) throw refusal("`[patch]` in the configuration: write it into the workspace's manifest");
}

/** The keys of a table that cargo does not know, with its words. */
export function unknownKeys(config: Config, name: string, known: (key: string) => boolean): string[] {
  const table = config.table(name);
  return [...(table?.entries ?? [])]
    .filter(([key]) => !known(key))
    .map(([key, node]) => `unused config key \`${name}.${keyText([key])}\` in \`${definitionText(node.definition)}\``);
}

const isKnown =
  (config: Config, { keys, since }: TableSchema) =>
  (key: string): boolean =>
    keys[key] !== undefined && atLeast(config.release, since?.[key] ?? 0);

function checkTable(config: Config, name: string, schema: TableSchema, warn: (text: string) => void): void {
  unknownKeys(config, name, isKnown(config, schema)).forEach(warn);
  readKeys(config, name, schema);
}

const TARGET_KEYS: Readonly<Record<string, Reader>> = {
  runner: (config, key) => config.command(...key),
  linker: (config, key) => config.program(...key),
  rustflags: (config, key) => config.within(key, 1, () => config.words(...key)),
  rustdocflags: (config, key) => config.within(key, 1, () => config.words(...key)),
};

function checkTargetKeys(config: Config, key: string): void {
  // A key in what is no table: told so.
  config.find(["target", key, "runner"]);
  for (const [name, read] of Object.entries(TARGET_KEYS)) read(config, ["target", key, name]);
}

/** Tables of targets that nothing is built for are read, too. */
export function checkTargetTables(config: Config): void {
  for (const key of config.keys("target")) if (config.table("target", key) !== undefined) checkTargetKeys(config, key);
}

/** `[target.'cfg(..)']`: a few keys, of which others are warned about. */
function checkConditionalTable(config: Config, key: string, warn: (text: string) => void): void {
  for (const name of config.table("target", key)?.entries.keys() ?? [])
    if (TARGET_KEYS[name] === undefined) warn(`unused key \`${name}\` in [target] config table \`${key}\``);
  checkTargetConfig(config, key);
}

/** What a table for a library says in the place of a build script. */
function checkOverride(config: Config, path: readonly string[], node: ConfigNode): void {
  const key = path.at(-1) as string;
  if (key === "warning" || key.startsWith("rerun-if-")) throw new CargoError(`\`${key}\` is not supported in build script overrides`);
  if (node.kind !== "value") return;
  if (node.value.kind !== "string") throw new CargoError(config.invalid([key], node, "a string").message.split("\n")[1] ?? "");
  const stray = key === "rustc-flags" && node.value.value.split(/\s+/).some((word) => word !== "" && !/^-[lL]/.test(word));
  // The library's name is no part of the key that cargo shows.
  const shown = keyText([...path.slice(0, 2), key]);
  if (stray)
    throw new CargoError(
      `only \`-l\` and \`-L\` flags are allowed in target config \`${shown}\` (in ${definitionText(node.definition)}): \`${node.value.value}\``,
    );
}

/**
 * `[target.<triple>]`: what is none of cargo's own keys is the table of a library that the target links. Returns the names of
 * those: they stand for the build scripts of packages with such `links`.
 */
export function checkTargetConfig(config: Config, triple: string): string[] {
  checkTargetKeys(config, triple);
  if (triple.startsWith("cfg(")) return [];
  const libraries: string[] = [];
  for (const [name, node] of config.table("target", triple)?.entries ?? []) {
    if (TARGET_KEYS[name] !== undefined || name === "ar") continue;
    if (node.kind !== "table") throw new CargoError(config.invalid(["target", triple, name], node, "a table").message.split("\n")[1] ?? "");
    for (const [key, value] of node.entries) checkOverride(config, ["target", triple, name, key], value);
    libraries.push(name);
  }
  return libraries;
}
