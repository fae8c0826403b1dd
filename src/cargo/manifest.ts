// Cargo.toml as kbuild understands it: package, targets, profiles. What is wrong is a CargoError in the words of the
// release's cargo.
import type { Host } from "../base/host.ts";
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import type { Edition } from "../target/session.ts";
import { CargoError } from "./cargo-error.ts";
import { parseToml, TomlError } from "./toml.ts";
import type { TomlEntry, TomlSpan, TomlTable, TomlValue } from "./toml.ts";

export interface BinTarget {
  readonly name: string;
  /** Relative to the package's folder, `src/main.rs`. */
  readonly path: string;
}

export interface Manifest {
  /** Absolute path of Cargo.toml, and of its folder. */
  readonly path: string;
  readonly root: string;
  readonly name: string;
  readonly version: string;
  readonly edition: Edition;
  readonly bins: readonly BinTarget[];
  /** `[profile]`, as written. */
  readonly profiles: TomlTable | undefined;
  readonly warnings: readonly string[];
  readonly document: TomlTable;
}

const isTable = (value: TomlValue | undefined): value is TomlTable => value?.kind === "table";

export function getTable(table: TomlTable | undefined, key: string): TomlTable | undefined {
  const value = table?.entries.get(key)?.value;
  return isTable(value) ? value : undefined;
}

function lineAndColumn(text: string, offset: number): { line: number; column: number; source: string } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  const lineEnd = text.indexOf("\n", offset);
  return {
    line: before.split("\n").length,
    column: offset - lineStart + 1,
    source: text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd).replace(/\r$/, ""),
  };
}

/** A mistake in a manifest with its line: rustc's look since cargo began to print snippets, toml's own before. */
function snippetError(path: string, text: string, message: string, span: TomlSpan, release: Release): CargoError {
  const { line, column, source } = lineAndColumn(text, span.lo);
  const gutter = " ".repeat(String(line).length);
  const length = Math.max(1, Math.min(span.hi, span.lo + source.length - column + 1) - span.lo);
  const carets = "^".repeat(length);
  if (atLeast(release, 90)) {
    const shown = `${message}\n${gutter}--> Cargo.toml:${line}:${column}\n${gutter} |\n${line} | ${source}\n${gutter} | ${" ".repeat(column - 1)}${carets}`;
    return new CargoError(shown);
  }
  const old = `TOML parse error at line ${line}, column ${column}\n${gutter} |\n${line} | ${source}\n${gutter} | ${" ".repeat(column - 1)}^\n${message}\n`;
  return new CargoError(`failed to parse manifest at \`${path}\``, ["could not parse input as TOML", old.trimEnd()]);
}

class ManifestReader {
  readonly warnings: string[] = [];
  readonly root: string;

  constructor(
    readonly host: Host,
    readonly path: string,
    readonly text: string,
    readonly document: TomlTable,
    readonly release: Release,
  ) {
    this.root = path.slice(0, path.lastIndexOf("/")) || "/";
  }

  fail(...causes: string[]): never {
    throw new CargoError(`failed to parse manifest at \`${this.path}\``, causes);
  }

  /** A string where one must be. */
  string(table: TomlTable, section: string, key: string): string | undefined {
    const entry = table.entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.value.kind === "string") return entry.value.value;
    return this.wrongType(entry, `${section}.${key}`, "a string");
  }

  wrongType(entry: TomlEntry, key: string, expected: string): never {
    const found = describeValue(entry.value);
    if (atLeast(this.release, 90))
      throw snippetError(this.path, this.text, `invalid type: ${found}, expected ${expected}`, entry.value.span, this.release);
    return this.fail(`invalid type: ${found}, expected ${expected} for key \`${key}\``);
  }

  read(): Manifest {
    const section = this.document.entries.get("package") ?? this.document.entries.get("project");
    if (section === undefined) return this.noPackage();
    if (!isTable(section.value)) return this.wrongType(section, "package", "struct TomlPackage");
    const table = section.value;
    const name = this.name(table);
    const version = this.version(table);
    const edition = this.edition(table);
    const bins = this.bins(table, name);
    return {
      path: this.path,
      root: this.root,
      name,
      version,
      edition,
      bins,
      profiles: getTable(this.document, "profile"),
      warnings: this.warnings,
      document: this.document,
    };
  }

  noPackage(): never {
    if (this.document.entries.has("workspace")) throw new CargoError("kbuild does not build workspaces without a root package yet");
    return this.fail(
      atLeast(this.release, 75)
        ? "manifest is missing either a `[package]` or a `[workspace]`"
        : "virtual manifests must be configured with [workspace]",
    );
  }

  name(table: TomlTable): string {
    const name = this.string(table, "package", "name");
    if (name === undefined)
      return this.fail(atLeast(this.release, 75) ? "missing field `package.name`" : "missing field `name` for key `package`");
    if (name === "") return this.fail("package name cannot be an empty string");
    const bad = [...name].find((character, i) =>
      i === 0 ? !/[\p{L}_]/u.test(character) && !/[0-9-]/.test(character) : !/[\p{L}\p{N}_-]/u.test(character),
    );
    if (bad !== undefined)
      return this.fail(
        `invalid character \`${bad}\` in package name: \`${name}\`, characters must be Unicode XID characters (numbers, \`-\`, \`_\`, or most letters)`,
      );
    return name;
  }

  version(table: TomlTable): string {
    const version = this.string(table, "package", "version");
    if (version !== undefined) return version;
    return atLeast(this.release, 75) ? "0.0.0" : this.fail("missing field `version` for key `package`");
  }

  edition(table: TomlTable): Edition {
    const text = this.string(table, "package", "edition");
    const newest = atLeast(this.release, 85) ? 2024 : 2021;
    if (text === undefined) {
      if (atLeast(this.release, 73)) this.warnings.push(`no edition set: defaulting to the 2015 edition while the latest is ${newest}`);
      return 2015;
    }
    const known = [2015, 2018, 2021, 2024].find((edition) => String(edition) === text && edition <= newest);
    return (known as Edition | undefined) ?? this.badEdition(text, newest);
  }

  badEdition(text: string, newest: number): never {
    const editions = [2015, 2018, 2021, 2024].filter((edition) => edition <= newest).map((edition) => `\`${edition}\``);
    const year = Number(text);
    if (/^\d{4}$/.test(text) && year > newest) {
      return this.fail(
        "failed to parse the `edition` key",
        `this version of Cargo is older than the \`${text}\` edition, and only supports ${listWith(editions, "and")} editions.`,
      );
    }
    return this.fail(
      "failed to parse the `edition` key",
      `supported edition values are ${listWith(editions, "or")}, but \`${text}\` is unknown`,
    );
  }

  exists(path: string): boolean {
    return this.host.files.status(`${this.root}/${path}`)?.kind === "file";
  }

  /** `[[bin]]` sections, else src/main.rs. */
  bins(table: TomlTable, packageName: string): BinTarget[] {
    const listed = this.document.entries.get("bin")?.value;
    if (listed?.kind === "array") return listed.items.map((item) => this.listedBin(item, packageName));
    if (this.exists("src/main.rs")) return [{ name: packageName, path: "src/main.rs" }];
    if (this.exists("src/lib.rs") || table.entries.has("lib") || this.document.entries.has("lib"))
      throw new CargoError("kbuild does not build library packages yet");
    return this.fail(
      "no targets specified in the manifest\neither src/lib.rs, src/main.rs, a [lib] section, or [[bin]] section must be present",
    );
  }

  listedBin(item: TomlValue, packageName: string): BinTarget {
    const name = item.kind === "table" ? this.string(item, "bin", "name") : undefined;
    if (item.kind !== "table" || name === undefined) return this.fail("binary target bin.name is required");
    const path = this.string(item, "bin", "path") ?? this.inferredBin(name, packageName);
    return { name, path };
  }

  inferredBin(name: string, packageName: string): string {
    const candidates = [...(name === packageName ? ["src/main.rs"] : []), `src/bin/${name}.rs`, `src/bin/${name}/main.rs`];
    const found = candidates.find((path) => this.exists(path));
    return (
      found ??
      this.fail(
        `can't find \`${name}\` bin at \`src/bin/${name}.rs\` or \`src/bin/${name}/main.rs\`. Please specify bin.path if you want to use a non-default path.`,
      )
    );
  }
}

/** ``a`, `b`, or `c``: cargo's lists. */
function listWith(words: readonly string[], conjunction: string): string {
  return `${words.slice(0, -1).join(", ")}, ${conjunction} ${words.at(-1)}`;
}

export function describeValue(value: TomlValue): string {
  switch (value.kind) {
    case "string":
      return `string "${value.value}"`;
    case "integer":
      return `integer \`${value.value}\``;
    case "float":
      return `floating point \`${value.value}\``;
    case "boolean":
      return `boolean \`${value.value}\``;
    case "datetime":
      return "map";
    case "array":
      return "sequence";
    case "table":
      return "map";
  }
}

/** Cargo.toml in this folder or the nearest above it. */
export function findManifest(host: Host, from: string): string {
  for (let folder = from; ; folder = folder.slice(0, folder.lastIndexOf("/"))) {
    if (host.files.status(`${folder}/Cargo.toml`) !== undefined) return `${folder}/Cargo.toml`;
    if (folder === "") throw new CargoError(`could not find \`Cargo.toml\` in \`${from}\` or any parent directory`);
  }
}

function readText(host: Host, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(host.files.read(path));
  } catch (error) {
    if (error instanceof TypeError) throw new CargoError(`failed to read \`${path}\``, ["stream did not contain valid UTF-8"]);
    throw error;
  }
}

export function readManifest(host: Host, path: string, release: Release): Manifest {
  const text = readText(host, path);
  try {
    return new ManifestReader(host, path, text, parseToml(text), release).read();
  } catch (error) {
    if (error instanceof TomlError) throw snippetError(path, text, error.message, error.span, release);
    throw error;
  }
}
