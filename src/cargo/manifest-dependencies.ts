// `[dependencies]` and its kin: what each entry asks for. Where it comes from is decided later (`package-graph.ts`).
import type { Dependency } from "./manifest.ts";
import { atLeast } from "../target/release.ts";
import { getTable } from "./manifest-reader.ts";
import type { ManifestReader } from "./manifest-reader.ts";
import { featureRequired } from "./manifest-rules.ts";
import { describeValue } from "./toml-words.ts";
import type { TomlTable, TomlValue } from "./toml.ts";

const NORMAL = [["dependencies", "normal"]] as const;
const BUILD = [
  ["build-dependencies", "build"],
  ["build_dependencies", "build"],
] as const;
const DEV = [
  ["dev-dependencies", "dev"],
  ["dev_dependencies", "dev"],
] as const;
/** In cargo's order, which is another one for those of a target. */
const TABLES = [...NORMAL, ...DEV, ...BUILD];
const TABLES_OF_TARGET = [...NORMAL, ...BUILD, ...DEV];

/** The name of a target, or a condition. */
function checkTarget(reader: ManifestReader, target: string): void {
  if (target.startsWith("cfg(") && target.endsWith(")")) return;
  const bad = [...target].find((character) => !/[\p{L}\p{N}_.-]/u.test(character));
  if (bad === undefined) return;
  reader.fail(
    `failed to parse \`${target}\` as a cfg expression: invalid target specifier: unexpected \`${bad}\` character, cfg expressions must start with \`cfg(\``,
  );
}

/** Behind a boolean that stands for a dependency. */
function workspaceHint({ release }: ManifestReader, { kind }: TomlValue): string {
  return kind === "boolean" && atLeast(release, 90)
    ? "\nnote: if you meant to use a workspace member, you can write\n dep.workspace = true"
    : "";
}

/** Where a dependency comes from must be told, and in one way. */
function checkSource(reader: ManifestReader, name: string, table: TomlTable): void {
  const has = (key: string) => table.entries.has(key);
  if (!["version", "path", "git"].some(has))
    reader.fail(`dependency (${name}) specified without providing a local path, Git repository, version, or workspace dependency to use`);
  if (has("git") && has("path"))
    reader.fail(`dependency (${name}) specification is ambiguous. Only one of \`git\` or \`path\` is allowed.`);
  if (["branch", "tag", "rev"].filter(has).length > 1)
    reader.fail(`dependency (${name}) specification is ambiguous. Only one of \`branch\`, \`tag\` or \`rev\` is allowed.`);
  const stray = has("git") ? undefined : ["branch", "tag", "rev"].find(has);
  if (stray !== undefined) reader.fail(`key \`${stray}\` is ignored for dependency (${name}).`);
  if (has("artifact")) reader.fail(`\`artifact = …\` requires \`-Z bindeps\` (${name})`);
  if (has("base")) reader.fail(`resolving path dependency ${name}`, featureRequired(reader, "path-bases"));
  if (has("public"))
    reader.warnings.push(`ignoring \`public\` on dependency ${name}, pass \`-Zpublic-dependency\` to enable support for it`);
}

/** By name, as cargo goes through them. */
function sortedEntries(table: TomlTable | undefined): (readonly [string, { readonly value: TomlValue }])[] {
  return [...(table?.entries ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
}

class DependencyReader {
  readonly found: Dependency[] = [];

  constructor(readonly reader: ManifestReader) {}

  table(table: TomlTable | undefined, kind: Dependency["kind"], section: string, target: string | undefined): void {
    for (const [name, { value }] of sortedEntries(table)) this.found.push(this.one(name, value, kind, section, target));
  }

  one(name: string, value: TomlValue, kind: Dependency["kind"], section: string, target: string | undefined): Dependency {
    if (value.kind === "string") return { ...this.plain(name, kind, target), version: value.value };
    if (value.kind !== "table")
      return this.reader.wrongType(
        value,
        `${section}.${name}`,
        'a version string like "0.9.8" or a detailed dependency like { version = "0.9.8" }' + workspaceHint(this.reader, value),
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
    const flag = table.entries.get("workspace")?.value;
    if (flag?.kind === "boolean" && !flag.value) return this.reader.failAt(table.span, key, "`workspace` cannot be false");
    const inherited = this.flag(table, table, key, "workspace") === true ? this.fromWorkspace(name) : undefined;
    const source = inherited ?? table;
    if (inherited !== undefined) this.noteIgnored(name, section, table, inherited);
    const string = (word: string) => this.string(source, table, key, word);
    const path = string("path");
    const dependency = {
      ...this.plain(name, kind, target),
      packageName: string("package") ?? name,
      path: path === undefined || inherited === undefined || path.startsWith("/") ? path : `${this.reader.workspaceRoot}/${path}`,
      version: string("version"),
      git: string("git"),
      optional: this.flag(table, table, key, "optional") ?? false,
      defaultFeatures: this.#inheritedDefaults(name, table, inherited, key),
      features: [...(this.list(source, key) ?? []), ...(inherited === undefined ? [] : (this.list(table, key) ?? []))],
    };
    checkSource(this.reader, name, source);
    return dependency;
  }

  /** A member may turn on what its workspace turned off, not the other way round. */
  #inheritedDefaults(name: string, own: TomlTable, inherited: TomlTable | undefined, key: string): boolean {
    const mine = this.#defaultFeatures(name, own, key);
    if (inherited === undefined) return mine ?? true;
    return mine === true || (this.#defaultFeatures(name, inherited, key) ?? true);
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

  fromWorkspace(name: string): TomlTable {
    const workspace = getTable(this.reader.inherited ?? this.reader.document, "workspace");
    const dependencies = getTable(workspace, "dependencies");
    const entry = dependencies?.entries.get(name)?.value;
    if (entry?.kind === "table") return this.checkedInherited(name, entry);
    if (entry?.kind === "string")
      return { ...entry, kind: "table", origin: "inline", entries: new Map([["version", { key: entry.span, value: entry }]]) };
    const words =
      workspace === undefined
        ? "failed to find a workspace root"
        : dependencies === undefined
          ? "`workspace.dependencies` was not defined"
          : `\`dependency.${name}\` was not found in \`workspace.dependencies\``;
    return this.reader.fail(`error inheriting \`${name}\` from workspace root manifest's \`workspace.dependencies.${name}\``, words);
  }

  checkedInherited(name: string, entry: TomlTable): TomlTable {
    if (this.flag(entry, entry, name, "optional") !== true) return entry;
    return this.reader.fail(`${name} is optional, but workspace dependencies cannot be optional`);
  }

  /** What a member says besides `workspace = true`. */
  noteIgnored(name: string, section: string, own: TomlTable, inherited: TomlTable): void {
    if (!atLeast(this.reader.release, 80)) return;
    for (const key of ["version", "path", "git", "branch", "tag", "rev", "package", "registry"])
      if (own.entries.has(key)) this.reader.warnings.push(`unused manifest key: ${section}.${name}.${key}`);
    const off = own.entries.get("default-features")?.value;
    if (off?.kind === "boolean" && !off.value && !inherited.entries.has("default-features"))
      this.reader.warnings.push(
        `\`default-features\` is ignored for ${name}, since \`default-features\` was not specified for \`workspace.dependencies.${name}\`, this could become a hard error in the future`,
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
  for (const [section, kind] of TABLES) {
    const table = getTable(reader.document, section);
    if (table !== undefined && section.includes("_") && atLeast(reader.release, 80))
      reader.warnings.push(
        `\`${section}\` is deprecated in favor of \`${section.replace("_", "-")}\` and will not work in the 2024 edition\n(in the \`${reader.packageName}\` package)`,
      );
    dependencies.table(table, kind, section, undefined);
  }
  for (const [target, { value }] of sortedEntries(getTable(reader.document, "target"))) {
    if (value.kind !== "table") continue;
    checkTarget(reader, target);
    for (const [section, kind] of TABLES_OF_TARGET)
      dependencies.table(getTable(value, section), kind, `target.${target}.${section}`, target);
  }
  return dependencies.found;
}
