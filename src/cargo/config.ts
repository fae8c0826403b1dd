// cargo's configuration: `.cargo/config.toml` of the current folder and of every folder above it, then of CARGO_HOME,
// merged with the nearer file winning and lists joined, the farther first; `--config` beats files, and `CARGO_*`
// variables beat files too. What goes in is the Host; what comes out is a tree whose every value knows its file.
import type { Host } from "../base/host.ts";
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import { CargoError } from "./cargo-error.ts";
import { describeValue } from "./toml-words.ts";
import { parseToml, TomlError } from "./toml.ts";
import type { TomlTable, TomlValue } from "./toml.ts";
import { tomlParseError } from "./toml-words.ts";

export type ConfigNode =
  | { readonly kind: "table"; readonly entries: Map<string, ConfigNode>; readonly origin: string }
  | { readonly kind: "list"; readonly items: readonly { readonly value: TomlValue; readonly origin: string }[]; readonly origin: string }
  | { readonly kind: "value"; readonly value: TomlValue; readonly origin: string };

type ConfigTable = ConfigNode & { kind: "table" };

function toNode(value: TomlValue, origin: string): ConfigNode {
  if (value.kind === "table") return tableNode(value, origin);
  if (value.kind === "array") return { kind: "list", items: value.items.map((item) => ({ value: item, origin })), origin };
  return { kind: "value", value, origin };
}

function tableNode(table: TomlTable, origin: string): ConfigTable {
  return { kind: "table", entries: new Map([...table.entries].map(([key, { value }]) => [key, toNode(value, origin)])), origin };
}

/** `near` over `far`. */
function merge(near: ConfigNode, far: ConfigNode): ConfigNode {
  if (near.kind === "table" && far.kind === "table") {
    const entries = new Map(near.entries);
    for (const [key, other] of far.entries) {
      const own = entries.get(key);
      entries.set(key, own === undefined ? other : merge(own, other));
    }
    return { kind: "table", entries, origin: near.origin };
  }
  if (near.kind === "list" && far.kind === "list") return { kind: "list", items: [...far.items, ...near.items], origin: near.origin };
  return near;
}

/** `build.target` -> `CARGO_BUILD_TARGET`. */
function environmentName(path: readonly string[]): string {
  return `CARGO_${path.join("_").replaceAll("-", "_").replaceAll(".", "_").toUpperCase()}`;
}

export class Config {
  readonly warnings: readonly string[];

  constructor(
    readonly root: ConfigNode & { kind: "table" },
    readonly environment: Host["environment"],
    readonly release: Release,
    warnings: readonly string[] = [],
  ) {
    this.warnings = warnings;
  }

  find(path: readonly string[]): ConfigNode | undefined {
    let at: ConfigNode | undefined = this.root;
    for (const key of path) at = at?.kind === "table" ? at.entries.get(key) : undefined;
    return at;
  }

  fromEnvironment(path: readonly string[]): string | undefined {
    return this.environment[environmentName(path)];
  }

  /** A string, the environment's first. */
  string(...path: string[]): string | undefined {
    const variable = this.fromEnvironment(path);
    if (variable !== undefined) return variable;
    const node = this.find(path);
    if (node === undefined) return undefined;
    if (node.kind === "value" && node.value.kind === "string") return node.value.value;
    throw this.wrongType(path, node, "a string");
  }

  boolean(...path: string[]): boolean | undefined {
    const variable = this.fromEnvironment(path);
    if (variable !== undefined) return variable === "true";
    const node = this.find(path);
    if (node === undefined) return undefined;
    if (node.kind === "value" && node.value.kind === "boolean") return node.value.value;
    throw this.wrongType(path, node, "true/false");
  }

  /** Words: a list of strings, or one string of words between blanks. */
  words(...path: string[]): readonly string[] | undefined {
    const variable = this.fromEnvironment(path);
    if (variable !== undefined) return splitWords(variable);
    const node = this.find(path);
    if (node === undefined) return undefined;
    if (node.kind === "value" && node.value.kind === "string") return splitWords(node.value.value);
    if (node.kind !== "list") throw this.wrongType(path, node, "a string or array of strings");
    return node.items.map(({ value }) => (value.kind === "string" ? value.value : ""));
  }

  keys(...path: string[]): readonly string[] {
    const node = this.find(path);
    return node?.kind === "table" ? [...node.entries.keys()] : [];
  }

  /** Complains where something else than a table stands. */
  table(...path: string[]): void {
    const node = this.find(path);
    if (node !== undefined && node.kind !== "table") throw this.wrongType(path, node, "a table");
  }

  wrongType(path: readonly string[], node: ConfigNode, expected: string): CargoError {
    const key = path.join(".");
    const found = node.kind === "value" ? describeValue(node.value) : node.kind === "list" ? "sequence" : "map";
    return new CargoError(`invalid configuration for key \`${key}\``, [
      `expected ${expected}, but found a ${found.split(" ")[0] ?? found} for \`${key}\` in ${node.origin}`,
    ]);
  }

  /** `build.target`: none, one or several triples. */
  buildTargets(): readonly string[] {
    const path = ["build", "target"];
    const variable = this.fromEnvironment(path);
    if (variable !== undefined) return [variable];
    const node = this.find(path);
    if (node === undefined) return [];
    if (node.kind === "value" && node.value.kind === "string") return [this.#relative(node.value.value, node.origin)];
    if (node.kind === "list")
      return node.items.map(({ value, origin }) => (value.kind === "string" ? this.#relative(value.value, origin) : ""));
    const where = `error in ${node.origin}: could not load config key \`build.target\``;
    const found = node.kind === "value" ? describeValue(node.value) : "map";
    if (atLeast(this.release, 90)) throw new CargoError(where, [where, `invalid type: ${found}, expected a string or array`]);
    throw new CargoError(where, ["data did not match any variant of untagged enum BuildTargetConfigInner"]);
  }

  /** A target file is named relative to the folder that holds `.cargo`. */
  #relative(name: string, origin: string): string {
    if (!name.endsWith(".json") || name.startsWith("/")) return name;
    return `${origin.replace(/\/[^/]*\/[^/]*$/, "")}/${name}`;
  }
}

export function splitWords(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

const KNOWN_BUILD_KEYS = new Set(
  "jobs rustc rustc-wrapper rustc-workspace-wrapper rustdoc target target-dir build-dir rustflags rustdocflags incremental dep-info-basedir pipelining out-dir artifact-dir sbom warnings fix-edition".split(
    " ",
  ),
);

/** Folders whose configuration counts, the nearest first. */
export function* configFolders({ currentDirectory, environment }: Host): Generator<string> {
  const seen = new Set<string>();
  for (let at = currentDirectory; ; at = at.slice(0, at.lastIndexOf("/"))) {
    seen.add(`${at}/.cargo`);
    yield `${at}/.cargo`;
    if (at === "") break;
  }
  const { HOME, CARGO_HOME } = environment;
  const home = CARGO_HOME ?? (HOME === undefined ? undefined : `${HOME}/.cargo`);
  if (home !== undefined && !seen.has(home)) yield home;
}

/** The file of a folder that is read: the one without an ending before the other. */
export function configFileIn({ files }: Host, folder: string): string | undefined {
  return [`${folder}/config`, `${folder}/config.toml`].find((path) => files.status(path)?.kind === "file");
}

class ConfigReader {
  readonly warnings: string[] = [];

  constructor(
    readonly host: Host,
    readonly release: Release,
  ) {}

  read(): Config {
    let merged: ConfigNode = { kind: "table", entries: new Map(), origin: "" };
    for (const folder of configFolders(this.host)) {
      const node = this.#inFolder(folder);
      if (node !== undefined) merged = merge(merged, node);
    }
    return new Config(merged as ConfigTable, this.host.environment, this.release, this.warnings);
  }

  #inFolder(folder: string): ConfigNode | undefined {
    const path = configFileIn(this.host, folder);
    if (path === undefined) return undefined;
    if (path.endsWith("/config") && atLeast(this.release, 78)) this.#deprecated(path);
    return this.#file(path);
  }

  #deprecated(path: string): void {
    const help = "if you need to support cargo 1.38 or earlier, you can symlink `config` to `config.toml`";
    const before = atLeast(this.release, 90) ? `\n  |\n  = help: ${help}` : `\nnote: ${help}`;
    this.warnings.push(`\`${path}\` is deprecated in favor of \`config.toml\`${before}`);
  }

  #file(path: string): ConfigNode {
    const text = new TextDecoder().decode(this.host.files.read(path));
    try {
      const table = parseToml(text);
      this.#unusedKeys(table, path);
      return tableNode(table, path);
    } catch (error) {
      if (!(error instanceof TomlError)) throw error;
      const causes = [`could not parse TOML configuration in \`${path}\``];
      if (!atLeast(this.release, 90)) causes.push("could not parse input as TOML");
      throw new CargoError("could not load Cargo configuration", [...causes, tomlParseError(text, error, this.release)]);
    }
  }

  #unusedKeys(table: TomlTable, path: string): void {
    const build = table.entries.get("build")?.value;
    if (build?.kind !== "table") return;
    for (const key of build.entries.keys())
      if (!KNOWN_BUILD_KEYS.has(key)) this.warnings.push(`unused config key \`build.${key}\` in \`${path}\``);
  }
}

export function readConfig(host: Host, release: Release): Config {
  return new ConfigReader(host, release).read();
}
