// `[dependencies]` and its kin: what each entry asks for. Where it comes from is decided later (`package-graph.ts`).
import { requirementError } from "../resolve/version-requirement.ts";
import { atLeast } from "../../target/release.ts";
import type { Edition } from "../../target/session.ts";
import { checkOldKey } from "./deprecated-keys.ts";
import type { Dependency } from "./manifest.ts";
import { unusedDependencyKeys } from "./manifest-keys.ts";
import { checkPlatform } from "./manifest-platforms.ts";
import { getTable } from "./manifest-reader.ts";
import type { ManifestReader } from "./manifest-reader.ts";
import { featureRequired } from "./manifest-rules.ts";
import { normalizePath } from "../../base/normal-path.ts";
import { describeValue } from "../toml/toml-words.ts";
import type { TomlTable, TomlValue } from "../toml/toml.ts";

type Kind = Dependency["kind"];

/** In cargo's order. */
const KINDS: readonly Kind[] = ["normal", "dev", "build"];
/** Of a target's: in another order where they are checked. */
const KINDS_OF_TARGET: readonly Kind[] = ["normal", "build", "dev"];

const sectionOf = (kind: Kind): string => (kind === "normal" ? "dependencies" : `${kind}-dependencies`);

/** Behind a boolean that stands for a dependency. */
/** What cargo calls the two. */
export const DEPENDENCY_FORMS = 'a version string like "0.9.8" or a detailed dependency like { version = "0.9.8" }';

export function workspaceHint({ release }: ManifestReader, { kind }: TomlValue): string {
  return kind === "boolean" && atLeast(release, 90)
    ? "\nnote: if you meant to use a workspace member, you can write\n dep.workspace = true"
    : "";
}

function checkRequirement(reader: ManifestReader, dependency: Dependency): Dependency {
  const { name, version } = dependency;
  const flaw = version === undefined ? undefined : requirementError(version);
  if (flaw !== undefined) reader.fail(`failed to parse the version requirement \`${version}\` for dependency \`${name}\``, flaw);
  return dependency;
}

/** Where a dependency comes from must be told, and in one way. */
export function checkSource(reader: ManifestReader, name: string, table: TomlTable): void {
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
  const lone = ["lib", "target"].find(has);
  if (lone !== undefined) reader.fail(`'${lone}' specifier cannot be used without an 'artifact = …' value (${name})`);
  if (has("base")) reader.fail(`resolving path dependency ${name}`, featureRequired(reader, "path-bases"));
}

/** Features that a dependency is asked for are its own. */
function checkFeatureWords(reader: ManifestReader, { name, features }: Dependency): void {
  const deep = features.find((feature) => feature.includes("/"));
  if (deep !== undefined)
    reader.fail(
      `feature \`${deep}\` in dependency \`${name}\` is not allowed to contain slashes\nIf you want to enable features of a transitive dependency, the direct dependency needs to re-export those features from the \`[features]\` table.`,
    );
  const explicit = features.find((feature) => feature.startsWith("dep:"));
  if (explicit !== undefined)
    reader.fail(
      `feature \`${explicit}\` in dependency \`${name}\` is not allowed to use explicit \`dep:\` syntax\nIf you want to enable an optional dependency, specify the name of the optional dependency without the \`dep:\` prefix, or specify a feature from the dependency's \`[features]\` table that enables the optional dependency.`,
    );
}

const absolute = (root: string, path: string): string => (path.startsWith("/") ? path : `${root}/${path}`);

function plainDependency(name: string, kind: Kind, target: string | undefined): Dependency {
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

/** By name, as cargo goes through them. */
function sortedEntries(table: TomlTable | undefined): (readonly [string, { readonly value: TomlValue }])[] {
  return [...(table?.entries ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A dependency as it is written, with what it takes from the workspace. */
interface Entry {
  readonly name: string;
  readonly kind: Kind;
  readonly target: string | undefined;
  /** Its key from the top: `target.x.dependencies.a`. */
  readonly key: string;
  readonly own: TomlValue;
  /** The table that says where it comes from: its own, or the workspace's. */
  readonly source: TomlTable | undefined;
  readonly inherits: boolean;
}

/** All tables of dependencies. Cargo first takes over what the workspace says, and looks at the rest when it knows the crates. */
export class DependencyTables {
  readonly #entries: readonly Entry[];

  constructor(
    readonly reader: ManifestReader,
    readonly edition: Edition,
  ) {
    const { document, packageName } = reader;
    const own = KINDS.flatMap((kind) => this.#table(document, kind, `\`${packageName}\` package`, undefined));
    const ofTargets = sortedEntries(getTable(document, "target")).flatMap(([target, { value }]) =>
      value.kind === "table" ? KINDS.flatMap((kind) => this.#table(value, kind, `\`${target}\` platform target`, target)) : [],
    );
    this.#entries = [...own, ...ofTargets];
  }

  #table(tables: TomlTable, kind: Kind, owner: string, target: string | undefined): Entry[] {
    const section = sectionOf(kind);
    if (kind !== "normal") checkOldKey(this.reader, tables, section, owner, this.edition);
    const written = tables.entries.has(section) ? section : section.replace("-", "_");
    const path = target === undefined ? written : `target.${target}.${written}`;
    return sortedEntries(getTable(tables, written)).map(([name, { value }]) => this.#entry(name, value, kind, target, `${path}.${name}`));
  }

  #entry(name: string, written: TomlValue, kind: Kind, target: string | undefined, key: string): Entry {
    if (written.kind === "string") return { name, kind, target, key, own: written, source: undefined, inherits: false };
    const own: TomlValue =
      written.kind === "datetime" && this.reader.spanned
        ? { kind: "table", origin: "inline", entries: new Map(), span: written.span }
        : written;
    if (own.kind !== "table") return this.reader.wrongType(own, key, DEPENDENCY_FORMS + workspaceHint(this.reader, own));
    const flag = own.entries.get("workspace")?.value;
    if (flag?.kind === "boolean" && !flag.value) return this.reader.failAt(own.span, key, "`workspace` cannot be false");
    const inherits = this.reader.spanned ? flag?.kind === "boolean" : this.flag(own, own, key, "workspace") === true;
    const source = inherits ? this.fromWorkspace(name) : own;
    if (inherits) this.#noteIgnoredDefaults(name, own, source, key);
    checkOldKey(this.reader, source, "default-features", `\`${name}\` dependency`, this.edition);
    this.#checkPublic(name, own, kind);
    return { name, kind, target, key, own, source, inherits };
  }

  #checkPublic(name: string, table: TomlTable, kind: Kind): void {
    if (!table.entries.has("public")) return;
    this.reader.warnings.push(
      kind === "normal"
        ? `ignoring \`public\` on dependency ${name}, pass \`-Zpublic-dependency\` to enable support for it`
        : `'public' specifier can only be used on regular dependencies, not ${sectionOf(kind)}`,
    );
  }

  #noteBuildMetadata(name: string, version: string): void {
    if (version.includes("+"))
      this.reader.warnings.push(
        `version requirement \`${version}\` for dependency \`${name}\` includes semver metadata which will be ignored, removing the metadata is recommended to avoid confusion`,
      );
  }

  /** A member cannot turn off what its workspace has on. */
  #noteIgnoredDefaults(name: string, own: TomlTable, inherited: TomlTable, key: string): void {
    if (!atLeast(this.reader.release, 80) || this.#defaultFeatures(own, key) !== false) return;
    const there = this.#defaultFeatures(inherited, key);
    if (there === false) return;
    if (this.edition >= 2024)
      this.reader.fail(
        `error inheriting \`${name}\` from workspace root manifest's \`workspace.dependencies.${name}\``,
        "`default-features = false` cannot override workspace's `default-features`",
      );
    this.reader.warnings.push(
      `\`default-features\` is ignored for ${name}, since \`default-features\` was ${there === true ? "true" : "not specified"} for \`workspace.dependencies.${name}\`, this could become a hard error in the future`,
    );
  }

  /** What the tables ask for. */
  read(): Dependency[] {
    this.#noteUnusedKeys();
    const own = this.#entries.filter(({ target }) => target === undefined);
    const targets = [...new Set(this.#entries.flatMap(({ target }) => target ?? []))];
    for (const [target] of sortedEntries(getTable(this.reader.document, "target"))) checkPlatform(this.reader, target);
    const ordered = targets.flatMap((target) =>
      KINDS_OF_TARGET.flatMap((kind) => this.#entries.filter((entry) => entry.target === target && entry.kind === kind)),
    );
    return this.#checkSources([...own, ...ordered].map((entry) => this.#dependency(entry)));
  }

  #noteUnusedKeys(): void {
    if (!atLeast(this.reader.release, 80)) return;
    for (const { key, own } of this.#entries)
      if (own.kind === "table")
        for (const unused of unusedDependencyKeys(own)) this.reader.warnings.push(`unused manifest key: ${key}.${unused}`);
  }

  /** One name is one package, whatever it is for. */
  #checkSources(dependencies: Dependency[]): Dependency[] {
    const place = ({ path, git }: Dependency) => (path === undefined ? `git ${git}` : normalizePath(absolute(this.reader.root, path)));
    const sources = new Map<string, string>();
    for (const dependency of dependencies) {
      const before = sources.get(dependency.name);
      if (before !== undefined && before !== place(dependency))
        this.reader.fail(
          `Dependency '${dependency.name}' has different source paths depending on the build target. Each dependency must have a single canonical source path irrespective of build target.`,
        );
      sources.set(dependency.name, place(dependency));
    }
    return dependencies;
  }

  #dependency({ name, kind, target, key, own, source, inherits }: Entry): Dependency {
    const plain = plainDependency(name, kind, target);
    const version = own.kind === "string" ? own : source?.entries.get("version")?.value;
    if (version?.kind === "string") this.#noteBuildMetadata(name, version.value);
    if (own.kind === "string") return checkRequirement(this.reader, { ...plain, version: own.value });
    if (source === undefined || own.kind !== "table") return plain;
    const string = (word: string) => this.string(source, own, key, word);
    const path = string("path");
    const dependency = {
      ...plain,
      packageName: string("package") ?? name,
      path: path === undefined || !inherits ? path : absolute(this.reader.inherited.root, path),
      version: string("version"),
      git: string("git"),
      optional: this.flag(own, own, key, "optional") ?? false,
      defaultFeatures: this.#allDefaults(own, source, key),
      features: [...(this.list(source, key) ?? []), ...(inherits ? (this.list(own, key) ?? []) : [])],
    };
    checkSource(this.reader, name, source);
    checkFeatureWords(this.reader, dependency);
    return checkRequirement(this.reader, dependency);
  }

  /** A member may turn on what its workspace turned off, not the other way round. */
  #allDefaults(own: TomlTable, source: TomlTable, key: string): boolean {
    return (own !== source && this.#defaultFeatures(own, key) === true) || (this.#defaultFeatures(source, key) ?? true);
  }

  /** Also by its old name. */
  #defaultFeatures(table: TomlTable, key: string): boolean | undefined {
    return this.flag(table, table, key, "default-features") ?? this.flag(table, table, key, "default_features");
  }

  fromWorkspace(name: string): TomlTable {
    const { workspace } = this.reader;
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

  wrong(value: TomlValue, whole: TomlTable, key: string, word: string, expected: string): never {
    const words = `invalid type: ${describeValue(value)}, expected ${expected}`;
    return this.reader.failAt(whole.span, key, words, `${words} for key \`${key}.${word}\``);
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
