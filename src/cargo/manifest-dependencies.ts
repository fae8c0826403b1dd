// `[dependencies]` and its kin: what each entry asks for. Where it comes from is decided later (`package-graph.ts`).
import type { Dependency } from "./manifest.ts";
import { atLeast } from "../target/release.ts";
import { getTable } from "./manifest-reader.ts";
import type { ManifestReader } from "./manifest-reader.ts";
import { describeValue } from "./toml-words.ts";
import type { TomlTable, TomlValue } from "./toml.ts";

const TABLES = [
  ["dependencies", "normal"],
  ["build-dependencies", "build"],
  ["dev-dependencies", "dev"],
] as const;

class DependencyReader {
  readonly found: Dependency[] = [];

  constructor(readonly reader: ManifestReader) {}

  table(table: TomlTable | undefined, kind: Dependency["kind"], section: string, target: string | undefined): void {
    for (const [name, { value }] of table?.entries ?? []) this.found.push(this.one(name, value, kind, section, target));
  }

  one(name: string, value: TomlValue, kind: Dependency["kind"], section: string, target: string | undefined): Dependency {
    if (value.kind === "string") return { ...this.plain(name, kind, target), version: value.value };
    if (value.kind !== "table")
      return this.reader.wrongType(
        value,
        `${section}.${name}`,
        'a version string like "0.9.8" or a detailed dependency like { version = "0.9.8" }',
      );
    return this.detailed(name, value, kind, section, target);
  }

  plain(name: string, kind: Dependency["kind"], target: string | undefined): Dependency {
    return {
      name,
      packageName: name,
      path: undefined,
      version: undefined,
      git: undefined,
      optional: false,
      defaultFeatures: true,
      features: [],
      kind,
      target,
    };
  }

  detailed(name: string, table: TomlTable, kind: Dependency["kind"], section: string, target: string | undefined): Dependency {
    const key = `${section}.${name}`;
    const inherited = this.flag(table, table, key, "workspace") === true ? this.fromWorkspace(name) : undefined;
    const source = inherited ?? table;
    const string = (word: string) => this.string(source, table, key, word);
    const path = string("path");
    return {
      ...this.plain(name, kind, target),
      packageName: string("package") ?? name,
      path: path === undefined || inherited === undefined || path.startsWith("/") ? path : `${this.workspaceRoot()}/${path}`,
      version: string("version"),
      git: string("git"),
      optional: this.flag(table, table, key, "optional") ?? false,
      defaultFeatures: this.#defaultFeatures(name, table, key) ?? this.#defaultFeatures(name, source, key) ?? true,
      features: [...(this.list(source, key) ?? []), ...(inherited === undefined ? [] : (this.list(table, key) ?? []))],
    };
  }

  /** Also by its old name, which newer releases warn about. */
  #defaultFeatures(name: string, table: TomlTable, key: string): boolean | undefined {
    const old = this.flag(table, table, key, "default_features");
    if (old !== undefined && atLeast(this.reader.release, 80))
      this.reader.warnings.push(
        `\`default_features\` is deprecated in favor of \`default-features\` and will not work in the 2024 edition\n(in the \`${name}\` dependency)`,
      );
    return this.flag(table, table, key, "default-features") ?? old;
  }

  workspaceRoot(): string {
    return this.reader.root;
  }

  fromWorkspace(name: string): TomlTable | undefined {
    const workspace = getTable(this.reader.inherited ?? this.reader.document, "workspace");
    const entry = getTable(workspace, "dependencies")?.entries.get(name)?.value;
    if (entry?.kind === "table") return entry;
    return this.reader.fail(
      `error inheriting \`${name}\` from workspace root manifest's \`workspace.dependencies.${name}\``,
      `\`dependency.${name}\` was not found in \`workspace.dependencies\``,
    );
  }

  wrong(value: TomlValue, whole: TomlTable, key: string, word: string, expected: string): never {
    const words = `invalid type: ${describeValue(value)}, expected ${expected}`;
    return this.reader.failAt(whole.span, key, `${words}\n\n\n`, `${words} for key \`${key}.${word}\``);
  }

  string(table: TomlTable, whole: TomlTable, key: string, word: string): string | undefined {
    const value = table.entries.get(word)?.value;
    if (value === undefined) return undefined;
    return value.kind === "string" ? value.value : this.wrong(value, whole, key, word, "a string");
  }

  flag(table: TomlTable, whole: TomlTable, key: string, word: string): boolean | undefined {
    const value = (table.entries.get(word) ?? table.entries.get(word.replaceAll("-", "_")))?.value;
    if (value === undefined) return undefined;
    return value.kind === "boolean" ? value.value : this.wrong(value, whole, key, word, "a boolean");
  }

  list(table: TomlTable, key: string): readonly string[] | undefined {
    const value = table.entries.get("features")?.value;
    if (value === undefined) return undefined;
    if (value.kind !== "array") return this.wrong(value, table, key, "features", "a sequence");
    return value.items.map((item) => (item.kind === "string" ? item.value : this.wrong(item, table, key, "features", "a string")));
  }
}

export function readDependencies(reader: ManifestReader): Dependency[] {
  const dependencies = new DependencyReader(reader);
  for (const [section, kind] of TABLES) dependencies.table(getTable(reader.document, section), kind, section, undefined);
  for (const [target, { value }] of getTable(reader.document, "target")?.entries ?? []) {
    if (value.kind !== "table") continue;
    for (const [section, kind] of TABLES) dependencies.table(getTable(value, section), kind, `target.${target}.${section}`, target);
  }
  return dependencies.found;
}
