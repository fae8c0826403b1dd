// Reads the tables of a manifest one by one. Each method is one key or table; a wrong type is told where it stands.
import { relativePath } from "../../base/normal-path.ts";
import type { Host } from "../../base/host.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import type { Edition } from "../../target/session.ts";
import { CargoError } from "../cargo-error.ts";
import type { ManifestFile, Manifest, VirtualManifest } from "./manifest.ts";
import { DependencyTables } from "./manifest-dependencies.ts";
import { checkOldFeatureName, checkPackageName } from "./manifest-names.ts";
import { LINTS_SINCE, noteUnusedKeys } from "./manifest-keys.ts";
import { checkCargoFeatures } from "./cargo-features.ts";
import { newestEditionFor, checkGates, checkPackage, checkResolvers, checkVirtual, checkWorkspace } from "./manifest-rules.ts";
import { checkShapes } from "./manifest-shapes.ts";
import { checkPatches, checkReplace } from "./manifest-replace.ts";
import { checkWorkspaceLints, readCheckCfgs, readLints } from "./manifest-lints.ts";
import { TargetReader } from "./manifest-targets.ts";
import { checkProfiles } from "../profiles/profile-checks.ts";
import { parseVersion } from "../resolve/semver.ts";
import { describeValue, tomlSnippet } from "../toml/toml-words.ts";
import { featureRequired } from "./manifest-rules.ts";
import type { TomlEntry, TomlSpan, TomlTable, TomlValue } from "../toml/toml.ts";

export function getTable(table: TomlTable | undefined, key: string): TomlTable | undefined {
  const value = table?.entries.get(key)?.value;
  return value?.kind === "table" ? value : undefined;
}

/** ``a`, `b`, or `c``: cargo's lists. */
function listWith(words: readonly string[], conjunction: string): string {
  return `${words.slice(0, -1).join(", ")}, ${conjunction} ${words.at(-1)}`;
}

const INHERITABLE =
  "authors description documentation exclude homepage include keywords license license-file publish readme repository categories".split(
    " ",
  );

/** A root's manifest, as far as others take from it. */
export interface InheritedFrom {
  readonly document: TomlTable;
  readonly root: string;
}

/** Undefined if the package is in no workspace. Throws CargoError. */
export type FindRoot = () => InheritedFrom | undefined;

export class ManifestReader {
  readonly warnings: string[] = [];
  /** Flaws that are told only when the package is built. */
  readonly errors: string[] = [];
  readonly root: string;

  readonly path: string;
  readonly text: string;
  readonly document: TomlTable;
  readonly #findRoot: FindRoot;
  #inherited: InheritedFrom | undefined;

  constructor(
    readonly host: Host,
    { path, text, document }: ManifestFile,
    readonly release: Release,
    findRoot: FindRoot,
  ) {
    this.path = path;
    this.text = text;
    this.document = document;
    this.root = path.slice(0, path.lastIndexOf("/")) || "/";
    this.#findRoot = findRoot;
  }

  /** Where the package takes keys from: the root of its workspace, which it may be itself. */
  get inherited(): InheritedFrom {
    return (this.#inherited ??= (this.document.entries.has("workspace") ? undefined : this.#findRoot()) ?? this);
  }

  /** `[workspace]` of that root. */
  get workspace(): TomlTable | undefined {
    return getTable(this.inherited.document, "workspace");
  }

  /** How snippets show the path. */
  get #shownPath(): string {
    return relativePath(this.host.currentDirectory, this.path);
  }

  get packageName(): string {
    const table = getTable(this.document, "package") ?? getTable(this.document, "project");
    const name = table?.entries.get("name")?.value;
    return name?.kind === "string" ? name.value : "";
  }

  get spanned(): boolean {
    return atLeast(this.release, 90);
  }

  fail(...causes: string[]): never {
    throw new CargoError(`failed to parse manifest at \`${this.path}\``, causes);
  }

  /** An error with its place: a snippet since 1.90, `for key` before. */
  failAt(span: TomlSpan, key: string, message: string, oldMessage = `${message} for key \`${key}\``): never {
    if (!this.spanned) return this.fail(oldMessage);
    throw new CargoError(tomlSnippet(this.#shownPath, this.text, message, span));
  }

  /** A snippet, and what it made fail; for releases with snippets. */
  failWithPlace(span: TomlSpan, words: string): never {
    throw new CargoError(`${tomlSnippet(this.#shownPath, this.text, words, span)}\nerror: failed to parse manifest at \`${this.path}\``);
  }

  wrongType(value: TomlValue, key: string, expected: string): never {
    return this.failAt(value.span, key, `invalid type: ${describeValue(value)}, expected ${expected}`);
  }

  /** A key that a member may take from its workspace. */
  inheritable(table: TomlTable, key: string): TomlEntry | undefined {
    const entry = table.entries.get(key);
    if (entry?.value.kind !== "table") return entry;
    const flag = entry.value.entries.get("workspace")?.value;
    if (flag?.kind !== "boolean" || !flag.value) return entry;
    const { workspace } = this;
    if (workspace === undefined)
      return this.fail(
        `error inheriting \`${key}\` from workspace root manifest's \`workspace.package.${key}\``,
        `failed to find a workspace root`,
      );
    const found = getTable(workspace, "package")?.entries.get(key);
    return (
      found ??
      this.fail(
        `error inheriting \`${key}\` from workspace root manifest's \`workspace.package.${key}\``,
        `\`workspace.package.${key}\` was not defined`,
      )
    );
  }

  string(table: TomlTable, section: string, key: string, mayInherit = false): string | undefined {
    const entry = mayInherit ? this.inheritable(table, key) : table.entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.value.kind === "string") return entry.value.value;
    const path = `${section}.${key}`;
    if (!mayInherit) return this.wrongType(entry.value, path, "a string");
    const words = `invalid type: ${describeValue(entry.value)}, expected a string or workspace`;
    return this.failAt(entry.value.span, path, words, `data did not match any variant of untagged enum MaybeWorkspace for key \`${path}\``);
  }

  /** A list whose type is right. */
  #inheritedStrings(table: TomlTable, key: string): readonly string[] {
    const value = this.inheritable(table, key)?.value;
    return value?.kind === "array" ? value.items.flatMap((item) => (item.kind === "string" ? [item.value] : [])) : [];
  }

  boolean(table: TomlTable, section: string, key: string): boolean | undefined {
    const value = table.entries.get(key)?.value;
    if (value === undefined) return undefined;
    return value.kind === "boolean" ? value.value : this.wrongType(value, `${section}.${key}`, "a boolean");
  }

  strings(table: TomlTable, section: string, key: string): readonly string[] | undefined {
    const value = table.entries.get(key)?.value;
    if (value === undefined) return undefined;
    const path = section === "" ? key : `${section}.${key}`;
    if (value.kind !== "array") return this.wrongType(value, path, "a sequence");
    return value.items.map((item) => (item.kind === "string" ? item.value : this.wrongType(item, path, "a string")));
  }

  /** The steps are cargo's, and so is the order of what they warn about. */
  read(): Manifest | VirtualManifest {
    const section = this.document.entries.get("package") ?? this.document.entries.get("project");
    checkShapes(this);
    checkCargoFeatures(this);
    checkWorkspaceLints(this);
    checkWorkspace(this);
    if (section === undefined) return this.virtual();
    if (section.value.kind !== "table") return this.wrongType(section.value, "package", "struct TomlPackage");
    const table = section.value;
    this.checkInherited(table);
    const name = this.name(table);
    const version = this.version(table);
    const edition = this.edition(table);
    const makeTargets = new TargetReader(this, table, name, edition ?? 2015).read();
    const tables = new DependencyTables(this, edition ?? 2015);
    const rustText = this.string(table, "package", "rust-version", true);
    if (edition === undefined) this.noteEdition(rustText);
    this.checkProject(edition ?? 2015);
    checkResolvers(this, table);
    const targets = makeTargets();
    const dependencies = tables.read();
    checkReplace(this);
    checkPatches(this);
    const lints = atLeast(this.release, LINTS_SINCE) ? readLints(this) : [];
    this.warnings.push(...checkProfiles(this));
    const features = this.features();
    checkPackage(this, table, { ...targets, dependencies });
    noteUnusedKeys(this);
    checkGates(this, table);
    const rustVersion = rustText === undefined ? undefined : [...rustText.split("."), "0", "0"].slice(0, 3).join(".");
    const { path, root, warnings, errors, document, text } = this;
    return {
      path,
      root,
      name,
      version,
      edition: edition ?? 2015,
      rustText,
      rustVersion,
      include: this.#inheritedStrings(table, "include"),
      exclude: this.#inheritedStrings(table, "exclude"),
      ...targets,
      features,
      dependencies,
      lints,
      checkCfgs: readCheckCfgs(this),
      warnings,
      errors,
      document,
      text,
    };
  }

  /** `[project]`, as `[package]` was called once. */
  checkProject(edition: Edition): void {
    if (!this.document.entries.has("project") || !atLeast(this.release, 80)) return;
    if (edition >= 2024) this.fail("`[project]` is not supported as of the 2024 Edition, please use `[package]`");
    this.warnings.push("`[project]` is deprecated in favor of `[package]`");
  }

  /** Keys that are taken from the workspace must be there, also those that are not used here. */
  checkInherited(table: TomlTable): void {
    for (const key of INHERITABLE) this.inheritable(table, key);
  }

  virtual(): VirtualManifest {
    checkVirtual(this);
    checkReplace(this);
    checkPatches(this);
    this.warnings.push(...checkProfiles(this));
    noteUnusedKeys(this);
    const { path, root, warnings, errors, document, text } = this;
    return { path, root, virtual: true, warnings, errors, document, text };
  }

  name(table: TomlTable): string {
    const entry = table.entries.get("name");
    const name = this.string(table, "package", "name");
    if (name === undefined || entry === undefined)
      return this.fail(atLeast(this.release, 75) ? "missing field `package.name`" : "missing field `name` for key `package`");
    checkPackageName(this, name, entry.value.span, "package.name");
    return name;
  }

  version(table: TomlTable): string {
    const text = this.string(table, "package", "version", true);
    if (text === undefined) return atLeast(this.release, 75) ? "0.0.0" : this.fail("missing field `version` for key `package`");
    const parsed = parseVersion(text.trim());
    if (typeof parsed !== "string") return text.trim();
    const span = table.entries.get("version")?.value.span ?? table.span;
    return this.failAt(span, "package.version", parsed);
  }

  edition(table: TomlTable): Edition | undefined {
    const text = this.string(table, "package", "edition", true);
    return text === undefined ? undefined : this.parseEdition(text);
  }

  get #newestEdition(): Edition {
    return atLeast(this.release, 85) ? 2024 : 2021;
  }

  parseEdition(text: string): Edition {
    const known = ([2015, 2018, 2021, 2024] as const).find((edition) => String(edition) === text && edition <= this.#newestEdition);
    return known ?? this.badEdition(text, this.#newestEdition);
  }

  /** A package without an edition could have a newer one, as far as its `rust-version` allows. */
  noteEdition(rustText: string | undefined): void {
    if (!atLeast(this.release, 73)) return;
    const newest = this.#newestEdition;
    const allowed = rustText === undefined || !atLeast(this.release, 80) ? newest : newestEditionFor(rustText, newest);
    if (allowed === 2015) return;
    const tip = allowed === newest ? ` while the latest is \`${newest}\`` : ` while ${allowed} is compatible with \`rust-version\``;
    this.warnings.push(`\`package.edition\` is unspecified, defaulting to \`2015\`${tip}`);
  }

  /** Which release the package asks for, where it is in need of another. */
  #rustHint(): string {
    const table = getTable(this.document, "package") ?? this.document;
    const [rust, version] = ["rust-version", "version"].map((key) => this.string(table, "package", key, true));
    const own = version === undefined ? "" : `@${version}`;
    return rust === undefined ? "" : `\nhelp: ${this.packageName}${own} requires rust ${rust}`;
  }

  badEdition(text: string, newest: number): never {
    const editions = [2015, 2018, 2021, 2024].filter((edition) => edition <= newest).map((edition) => `\`${edition}\``);
    const year = Number(text);
    if (text === "future" && atLeast(this.release, 93)) return this.fail(featureRequired(this, "unstable-editions") + this.#rustHint());
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

  features(): Map<string, readonly string[]> {
    const entry = this.document.entries.get("features");
    const features = new Map<string, readonly string[]>();
    if (entry === undefined) return features;
    if (entry.value.kind !== "table") return this.wrongType(entry.value, "features", "a map");
    if (!this.spanned) for (const name of entry.value.entries.keys()) checkOldFeatureName(this, name);
    for (const name of entry.value.entries.keys()) features.set(name, this.strings(entry.value, "features", name) ?? []);
    return features;
  }
}
