// Where the configuration comes from: `.cargo/config.toml` of the current folder and of every folder above it, then of
// CARGO_HOME, the nearer file winning; over them what `--config` says, each a file or `KEY=VALUE`. A file may `include`
// others, which it wins over. Out comes one tree and cargo's warnings about files.
import { foldersAbove } from "../../base/normal-path.ts";
import { FileError } from "../../base/host.ts";
import type { Host } from "../../base/host.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import { UnsupportedValue, definitionText, describeNode, mergeTables, tableNode } from "./config-node.ts";
import type { ConfigNode, ConfigTable, Definition } from "./config-node.ts";
import { osErrorText } from "../os-errors.ts";
import { tomlParseError } from "../toml/toml-words.ts";
import { TomlError, parseToml } from "../toml/toml.ts";
import type { TomlTable } from "../toml/toml.ts";

/** Where cargo keeps what is the user's: `CARGO_HOME`, else `~/.cargo`. */
export function cargoHome({ currentDirectory, environment }: Pick<Host, "currentDirectory" | "environment">): string | undefined {
  const { HOME, CARGO_HOME } = environment;
  const asked = CARGO_HOME ?? (HOME === undefined ? undefined : `${HOME}/.cargo`);
  return asked === undefined || asked.startsWith("/") ? asked : `${currentDirectory}/${asked}`;
}

/** Folders whose configuration counts, the nearest first. */
export function* configFolders({ currentDirectory, environment }: Host): Generator<string> {
  const seen = new Set<string>();
  for (const folder of foldersAbove(currentDirectory)) {
    seen.add(`${folder}/.cargo`);
    yield `${folder}/.cargo`;
  }
  const home = cargoHome({ currentDirectory, environment });
  if (home !== undefined && !seen.has(home)) yield home;
}

/** The file of a folder that is read: the one without an ending before the other. */
export function configFileIn({ files }: Host, folder: string): string | undefined {
  return [`${folder}/config`, `${folder}/config.toml`].find((path) => files.status(path) !== undefined);
}

interface Include {
  readonly path: string;
  readonly optional: boolean;
  readonly definition: Definition;
}

/** `causes` behind what they are causes of. */
function because(message: string, error: unknown): CargoError {
  if (!(error instanceof CargoError)) throw error;
  return new CargoError(message, [error.message, ...error.causes]);
}

const emptyTable = (definition: Definition): ConfigTable => ({ kind: "table", entries: new Map(), definition });

export class ConfigFiles {
  readonly warnings: string[] = [];

  constructor(
    readonly host: Host,
    readonly release: Release,
  ) {}

  get #isOld(): boolean {
    return !atLeast(this.release, 90);
  }

  /** All files of the folders, and over them the words behind each `--config`. */
  read(asked: readonly string[]): ConfigTable {
    const files = this.#discovered();
    return asked.length === 0 ? files : mergeTables(files, this.#asked(asked), true);
  }

  #discovered(): ConfigTable {
    let merged = emptyTable({ kind: "cli" });
    try {
      for (const folder of configFolders(this.host)) {
        const path = configFileIn(this.host, folder);
        if (path !== undefined) merged = this.#below(merged, path);
      }
    } catch (error) {
      throw because("could not load Cargo configuration", error);
    }
    return merged;
  }

  #below(near: ConfigTable, path: string): ConfigTable {
    if (path.endsWith("/config")) this.#oldName(path);
    const file = this.#file(path, { kind: "file", path }, []);
    try {
      return mergeTables(near, file, false);
    } catch (error) {
      throw because(`failed to merge configuration at \`${path}\``, error);
    }
  }

  #oldName(path: string): void {
    if (this.host.files.status(`${path}.toml`) !== undefined) {
      this.warnings.push(`both \`${path}\` and \`${path}.toml\` exist. Using \`${path}\``);
      return;
    }
    if (!atLeast(this.release, 78)) return;
    const help = "if you need to support cargo 1.38 or earlier, you can symlink `config` to `config.toml`";
    const before = this.#isOld ? `\nnote: ${help}` : `\n  |\n  = help: ${help}`;
    this.warnings.push(`\`${path}\` is deprecated in favor of \`config.toml\`${before}`);
  }

  /** A file with what it includes; `seen` are those that include it. */
  #file(path: string, definition: Definition, seen: readonly string[]): ConfigTable {
    if (seen.includes(path)) throw new CargoError(`config \`include\` cycle detected with path \`${path}\``);
    const table = this.#parsed(path);
    try {
      return this.#withIncludes(tableNode(table, { definition, onlyStringLists: this.#isOld }), [...seen, path]);
    } catch (error) {
      if (!(error instanceof UnsupportedValue)) throw error;
      throw new CargoError(`failed to load TOML configuration from \`${path}\``, error.causes(this.#isOld));
    }
  }

  #parsed(path: string): TomlTable {
    const text = this.#text(path);
    try {
      return parseToml(text, this.release);
    } catch (error) {
      if (!(error instanceof TomlError)) throw error;
      const words = this.#isOld ? ["could not parse input as TOML"] : [];
      throw new CargoError(`could not parse TOML configuration in \`${path}\``, [...words, tomlParseError(text, error, this.release)]);
    }
  }

  #text(path: string): string {
    const message = `failed to read configuration file \`${path}\``;
    let bytes: Uint8Array;
    try {
      // Nobody would end what is read from a pipe.
      if (this.host.files.status(path)?.kind === "other") throw new FileError("EINVAL", path);
      bytes = this.host.files.read(path);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      throw new CargoError(message, [osErrorText(error.code)]);
    }
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      throw new CargoError(message, ["stream did not contain valid UTF-8"]);
    }
  }

  /** Since 1.94; before, the key wants an unstable flag and only a warning comes of it. */
  #withIncludes(table: ConfigTable, seen: readonly string[]): ConfigTable {
    const node = table.entries.get("include");
    if (node === undefined) return table;
    table.entries.delete("include");
    if (!atLeast(this.release, 94)) {
      this.warnings.push(
        `config \`include\` in \`${definitionText(table.definition)}\` ignored, the -Zconfig-include command-line flag is required`,
      );
      return table;
    }
    let root = emptyTable(table.definition);
    for (const include of includesOf(node)) root = this.#included(root, include, seen);
    return mergeTables(root, table, true);
  }

  #included(root: ConfigTable, { path, optional, definition }: Include, seen: readonly string[]): ConfigTable {
    const from = definition.kind === "environment" ? undefined : definition.path;
    const folder = from === undefined ? this.host.currentDirectory : from.slice(0, from.lastIndexOf("/"));
    const absolute = path.startsWith("/") ? path : `${folder}/${path}`;
    if (optional && this.host.files.status(absolute) === undefined) return root;
    try {
      return mergeTables(root, this.#file(absolute, { ...definition, path: absolute } as Definition, seen), true);
    } catch (error) {
      throw because(`failed to load config include \`${path}\` from \`${definitionText(definition)}\``, error);
    }
  }

  #asked(asked: readonly string[]): ConfigTable {
    let merged = emptyTable({ kind: "cli" });
    for (const text of asked) {
      const table = this.#isFile(text) ? this.#askedFile(text) : this.#keyValue(text);
      try {
        merged = mergeTables(merged, table, true);
      } catch (error) {
        throw because(`failed to merge --config argument \`${text}\``, error);
      }
    }
    return merged;
  }

  #absolute(text: string): string {
    return text.startsWith("/") ? text : `${this.host.currentDirectory}/${text}`;
  }

  #isFile(text: string): boolean {
    return text !== "" && !text.includes("\n") && this.host.files.status(this.#absolute(text)) !== undefined;
  }

  #askedFile(text: string): ConfigTable {
    const path = this.#absolute(text);
    try {
      return this.#file(path, { kind: "cli", path }, []);
    } catch (error) {
      throw because(`failed to load config from \`${path}\``, error);
    }
  }

  #keyValue(text: string): ConfigTable {
    let table: TomlTable;
    try {
      table = parseToml(text, this.release);
    } catch (error) {
      if (!(error instanceof TomlError)) throw error;
      throw new CargoError(`failed to parse value from --config argument \`${text}\` as a dotted key expression`, [
        tomlParseError(text, error, this.release),
      ]);
    }
    checkDottedKey(text, table);
    checkSecrets(table);
    try {
      const node = tableNode(table, { definition: { kind: "cli" }, onlyStringLists: this.#isOld });
      return this.#withIncludes(node, []);
    } catch (error) {
      if (error instanceof UnsupportedValue)
        throw new CargoError(`failed to convert --config argument \`${text}\``, error.causes(this.#isOld));
      throw because("failed to load --config include", error);
    }
  }
}

/** One value under one dotted key, and nothing around it. */
function checkDottedKey(text: string, root: TomlTable): void {
  const shown = `--config argument \`${text}\``;
  let at = root;
  for (;;) {
    const [entry, second] = at.entries.values();
    if (entry === undefined || second !== undefined || (at !== root && at.origin !== "dotted"))
      throw new CargoError(`${shown} was not a TOML dotted key expression (such as \`build.jobs = 2\`)`);
    const { value } = entry;
    if (value.kind !== "table") {
      const around = text.slice(value.span.hi);
      if (/\S/.test(around) || /[\n#]/.test(text.slice(0, entry.key.lo)))
        throw new CargoError(`${shown} includes non-whitespace decoration`);
      return;
    }
    if (value.origin === "inline") throw new CargoError(`${shown} sets a value to an inline table, which is not accepted`);
    at = value;
  }
}

const SECRETS = ["token", "secret-key"];

/** What would stand in the process list for all to see. */
function checkSecrets({ entries }: TomlTable): void {
  const refuse = (key: string) => new CargoError(`${key} cannot be set through --config for security reasons`);
  const registry = entries.get("registry")?.value;
  const registries = entries.get("registries")?.value;
  for (const secret of SECRETS) {
    if (registry?.kind === "table" && registry.entries.has(secret)) throw refuse(`registry.${secret}`);
    if (registries?.kind !== "table") continue;
    for (const [name, { value }] of registries.entries)
      if (value.kind === "table" && value.entries.has(secret)) throw refuse(`registries.${name}.${secret}`);
  }
}

function includesOf(node: ConfigNode): Include[] {
  if (node.kind !== "list") {
    // The quotation mark that is missing at the end is missing in cargo.
    throw new CargoError(
      `expected a list of strings or a list of tables, but found ${describeNode(node)} at \`include\` in \`${definitionText(node.definition)}`,
    );
  }
  const includes = node.items.map(includeOf);
  includes.forEach(checkIncludePath);
  return includes;
}

function includeOf(item: ConfigNode, index: number): Include {
  const { definition } = item;
  const where = definitionText(definition);
  if (item.kind === "value" && item.value.kind === "string") return { path: item.value.value, optional: false, definition };
  if (item.kind !== "table")
    throw new CargoError(`expected a string or table, but found ${describeNode(item)} at \`include[${index}]\` in ${where}`);
  const path = item.entries.get("path");
  const optional = item.entries.get("optional");
  const wrong = (expected: string, found: ConfigNode, key: string) =>
    new CargoError(`expected a ${expected}, but found ${describeNode(found)} at \`include[${index}].${key}\` in \`${where}\``);
  if (path === undefined) throw new CargoError(`missing field \`path\` at \`include[${index}]\` in \`${where}\``);
  if (path.kind !== "value" || path.value.kind !== "string") throw wrong("string", path, "path");
  if (optional === undefined) return { path: path.value.value, optional: false, definition };
  if (optional.kind !== "value" || optional.value.kind !== "boolean") throw wrong("boolean", optional, "optional");
  return { path: path.value.value, optional: optional.value.value, definition };
}

function checkIncludePath({ path, definition }: Include): void {
  const found = `but found \`${path}\` from \`${definitionText(definition)}\``;
  if (!path.endsWith(".toml")) throw new CargoError(`expected a config include path ending with \`.toml\`, ${found}`);
  if (/[*?[\]]/.test(path)) throw new CargoError(`expected a config include path without glob patterns, ${found}`);
  if (/[{}]/.test(path)) throw new CargoError(`expected a config include path without template braces, ${found}`);
}
