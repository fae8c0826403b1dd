// What cargo wants of a manifest whose shape is right: gates of unstable keys, the resolver, `links`, features that name
// what exists, dependencies that say where they come from. Each rule complains in cargo's words; the order is cargo's.
import { atLeast } from "../../target/release.ts";
import type { Edition } from "../../target/session.ts";
import { closestWords } from "../closest.ts";
import type { Dependency, Manifest } from "./manifest.ts";
import { getTable } from "./manifest-reader.ts";
import type { ManifestReader } from "./manifest-reader.ts";
import { similar } from "../../base/similar.ts";
import type { TomlTable, TomlValue } from "../toml/toml.ts";

/** `key` wants a feature of cargo's that no stable release has; `anchor` is its place in the book. */
export function featureRequired({ release }: Pick<ManifestReader, "release">, feature: string, anchor = feature): string {
  const { cargoVersion, cargoCommitHash, cargoCommitDate } = release;
  return `feature \`${feature}\` is required\n\nThe package requires the Cargo feature called \`${feature}\`, but that feature is not stabilized in this version of Cargo (${cargoVersion} (${cargoCommitHash.slice(0, 9)} ${cargoCommitDate})).\nConsider trying a newer version of Cargo (this may require the nightly release).\nSee https://doc.rust-lang.org/nightly/cargo/reference/unstable.html${anchor === "" ? "" : `#${anchor}`} for more information about the status of this feature.`;
}

/** Sections that only a package may have, in the order in which cargo looks for them. */
const OF_PACKAGES =
  "badges features lib bin example test bench dependencies dev-dependencies dev_dependencies build-dependencies build_dependencies target lints hints";
const OLD_OF_PACKAGES = "lib bin example test bench dependencies dev-dependencies build-dependencies features target badges lints";

/** Of a manifest without a package. */
export function checkVirtual(reader: ManifestReader): void {
  const sections = reader.spanned ? OF_PACKAGES : OLD_OF_PACKAGES;
  const found = sections.split(" ").find((key) => reader.document.entries.has(key));
  if (found !== undefined) reader.fail(`this virtual manifest specifies a \`${found.replace("_", "-")}\` section, which is not allowed`);
  const workspace = getTable(reader.document, "workspace");
  if (workspace === undefined)
    reader.fail(
      atLeast(reader.release, 75)
        ? "manifest is missing either a `[package]` or a `[workspace]`"
        : "virtual manifests must be configured with [workspace]",
    );
  checkResolver(reader, workspace);
}

/** The resolver is the package's or the workspace's to choose. */
export function checkResolvers(reader: ManifestReader, table: TomlTable): void {
  const workspace = getTable(reader.document, "workspace");
  if (table.entries.has("resolver") && workspace?.entries.has("resolver") === true)
    reader.fail("cannot specify `resolver` field in both `[workspace]` and `[package]`");
  checkResolver(reader, table);
  checkResolver(reader, workspace);
}

function checkResolver(reader: ManifestReader, table: TomlTable | undefined): void {
  const value = table?.entries.get("resolver")?.value;
  if (value?.kind !== "string" || ["1", "2"].includes(value.value)) return;
  const hasThird = atLeast(reader.release, 84);
  if (value.value === "3" && hasThird) return;
  reader.fail(`\`resolver\` setting \`${value.value}\` is not valid, valid options are ${hasThird ? '"1", "2" or "3"' : '"1" or "2"'}`);
}

interface Gate {
  readonly feature: string;
  readonly keys: readonly string[];
  readonly words?: string;
  readonly anchor?: string;
}

/** Keys of `[package]` that want a feature of cargo's, and what is said before the feature's name. */
const GATES: readonly Gate[] = [
  {
    feature: "test-dummy-unstable",
    keys: ["im-a-teapot"],
    words: "the `im-a-teapot` manifest key is unstable and may not work properly in England",
    anchor: "",
  },
  {
    feature: "per-package-target",
    keys: ["default-target", "forced-target"],
    words: "the `package.default-target` and `package.forced-target` manifest keys are unstable and may not work properly",
  },
  { feature: "metabuild", keys: ["metabuild"] },
];

export function checkGates(reader: ManifestReader, table: TomlTable): void {
  for (const { feature, keys, words, anchor } of GATES) {
    if (!keys.some((key) => table.entries.has(key))) continue;
    const required = featureRequired(reader, feature, anchor);
    if (words === undefined) reader.fail(required);
    else reader.fail(words, required);
  }
}

/** Dependencies of the workspace are for whom inherits them to make optional. */
export function checkWorkspace(reader: ManifestReader): void {
  const workspace = getTable(reader.document, "workspace");
  if (workspace !== undefined && getTable(reader.document, "package")?.entries.has("workspace") === true)
    reader.fail("cannot configure both `package.workspace` and `[workspace]`, only one can be specified");
  for (const [name, { value }] of getTable(workspace, "dependencies")?.entries ?? []) {
    if (value.kind !== "table") continue;
    for (const word of ["optional", "public"]) {
      const flag = value.entries.get(word)?.value;
      if (flag?.kind === "boolean" && flag.value) reader.fail(`${name} is ${word}, but workspace dependencies cannot be ${word}`);
    }
  }
}

/** Rules of a package whose parts are read; `table` is its `[package]`. */
export function checkPackage(
  reader: ManifestReader,
  table: TomlTable,
  manifest: Pick<Manifest, "bins" | "buildScript" | "dependencies">,
): void {
  checkEditionRelease(reader, table);
  const links = table.entries.get("links")?.value;
  if (links?.kind === "string" && manifest.buildScript === undefined)
    reader.fail(`package specifies that it links to \`${links.value}\` but does not have a custom build script`);
  for (const dependency of manifest.dependencies) checkDependency(reader, dependency);
  checkFeatures(reader, manifest.dependencies);
  noteMisnamedDefault(reader);
  const run = table.entries.get("default-run")?.value;
  if (run?.kind === "string" && !manifest.bins.some(({ name }) => name === run.value))
    reader.fail(
      `default-run target \`${run.value}\` not found${closestWords(
        run.value,
        manifest.bins.map(({ name }) => name),
        "target",
        reader.release,
      )}`,
    );
  noteLicenses(reader, table);
}

/** The feature that is on by itself is `default`, not what dependencies call it. */
function noteMisnamedDefault(reader: ManifestReader): void {
  if (!atLeast(reader.release, 80) || getTable(reader.document, "features")?.entries.has("default-features") !== true) return;
  reader.warnings.push(
    "`[features]` defines a feature named `default-features`\nnote: only a feature named `default` will be enabled by default",
  );
}

function noteLicenses(reader: ManifestReader, table: TomlTable): void {
  if (!table.entries.has("license") || !table.entries.has("license-file")) return;
  reader.warnings.push(
    "only one of `license` or `license-file` is necessary\n`license` should be used if the package license can be expressed with a standard SPDX expression.\n`license-file` should be used if the package uses a non-standard license.\nSee https://doc.rust-lang.org/cargo/reference/manifest.html#the-license-and-license-file-fields for more information.",
  );
}

/** Seen with 1.96, not with 1.63; the release between is a guess. */
const BOTH_SINCE = 80;

/** The first release that has an edition. */
const FIRST_RELEASES: Readonly<Record<string, number>> = { "2018": 31, "2021": 56, "2024": 85 };

/** The newest edition that the release of `rust-version` has. */
export function newestEditionFor(rustVersion: string, newest: Edition): Edition {
  const [major = 0, minor = 0] = rustVersion.split(".").map(Number);
  const has = (edition: Edition) => major > 1 || (major === 1 && minor >= (FIRST_RELEASES[edition] ?? 0));
  return ([2024, 2021, 2018] as const).find((edition) => edition <= newest && has(edition)) ?? 2015;
}

/** A package cannot be for releases that do not have its edition. */
function checkEditionRelease(reader: ManifestReader, table: TomlTable): void {
  const edition = table.entries.get("edition")?.value;
  const wanted = table.entries.get("rust-version")?.value;
  const first = edition?.kind === "string" ? FIRST_RELEASES[edition.value] : undefined;
  if (first === undefined || edition?.kind !== "string" || wanted?.kind !== "string") return;
  if (!atLeast(reader.release, 77) && !/^[\d.]+$/.test(wanted.value)) reader.fail('`rust-version` must be a value like "1.32"');
  const [major = 0, minor = 0] = wanted.value.split(".").map(Number);
  if (major === 1 && minor >= first) return;
  if (!atLeast(reader.release, 77) && major > 1) return;
  const relation = atLeast(reader.release, 77) ? "incompatible with the version" : "older than first version";
  reader.fail(`rust-version ${wanted.value} is ${relation} (1.${first}.0) required by the specified edition (${edition.value})`);
}

function checkDependency(reader: ManifestReader, { name, kind, optional }: Dependency): void {
  if (optional && kind === "dev") reader.fail(`dev-dependencies are not allowed to be optional: \`${name}\``);
}

/** `feature -> what it includes`: each of it must be a feature or an optional dependency. */
function checkFeatures(reader: ManifestReader, dependencies: readonly Dependency[]): void {
  const table = getTable(reader.document, "features");
  if (table === undefined) return;
  const rules = new FeatureRules(reader, table, dependencies);
  const features = [...table.entries].sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [feature, { value }] of features) if (value.kind === "array") value.items.forEach((item) => rules.check(feature, item));
  rules.checkUnreachable();
}

class FeatureRules {
  readonly #explicit: ReadonlySet<string>;

  constructor(
    readonly reader: ManifestReader,
    readonly table: TomlTable,
    readonly dependencies: readonly Dependency[],
  ) {
    const words = [...table.entries.values()].flatMap(({ value }) => (value.kind === "array" ? value.items : []));
    const named = words.flatMap((item) => (item.kind === "string" && item.value.startsWith("dep:") ? item.value.slice(4) : []));
    this.#explicit = new Set(named);
  }

  #named(name: string): { readonly isThere: boolean; readonly isOptional: boolean } {
    const found = this.dependencies.filter((dependency) => dependency.name === name);
    return { isThere: found.length > 0, isOptional: found.some(({ optional }) => optional) };
  }

  check(feature: string, item: TomlValue): void {
    if (item.kind !== "string") return;
    const slash = item.value.indexOf("/");
    if (slash >= 0 && item.value.includes("/", slash + 1))
      this.reader.fail(`multiple slashes in feature \`${item.value}\` (included by feature \`${feature}\`) are not allowed`);
    if (slash >= 0 && item.value.startsWith("dep:") && atLeast(this.reader.release, BOTH_SINCE)) this.#bothForms(feature, item.value);
    if (slash >= 0) return this.#ofDependency(feature, item.value, item.value.slice(0, slash), item);
    if (item.value.startsWith("dep:")) return this.#dependency(feature, item.value, item.value.slice(4));
    this.#feature(feature, item.value);
  }

  /** `dep:a/b` */
  #bothForms(feature: string, text: string): never {
    const plain = text.slice("dep:".length);
    const name = plain.slice(0, plain.indexOf("/"));
    return this.reader.fail(
      `feature \`${feature}\` includes \`${text}\` with both \`dep:\` and \`/\`\nTo fix this, remove the \`dep:\` prefix.\nIf the intent is to avoid creating an implicit feature \`${name}\` for an optional dependency, then consider replacing this with two values:\n    "dep:${name}", "${plain}"`,
    );
  }

  /** `a/b`, `a?/b` */
  #ofDependency(feature: string, text: string, before: string, item: TomlValue): void {
    const name = before.replace(/\?$/, "");
    const { isThere, isOptional } = this.#named(name);
    if (!isThere) this.#notADependency(feature, text, name, item);
    if (before.endsWith("?") && !isOptional)
      this.reader.fail(
        `feature \`${feature}\` includes \`${text}\` with a \`?\`, but \`${name}\` is not an optional dependency\nA non-optional dependency of the same name is defined; consider removing the \`?\` or changing the dependency to be optional`,
      );
  }

  #notADependency(feature: string, text: string, name: string, item: TomlValue): never {
    const words = `feature \`${feature}\` includes \`${text}\`, but \`${name}\` is not a dependency`;
    const list = [...this.table.entries.values()].find(({ value }) => value.kind === "array" && value.items.includes(item));
    return this.reader.spanned ? this.reader.failWithPlace(list?.value.span ?? item.span, words) : this.reader.fail(words);
  }

  #dependency(feature: string, text: string, name: string): void {
    const { isThere, isOptional } = this.#named(name);
    if (!isThere) this.reader.fail(`feature \`${feature}\` includes \`${text}\`, but \`${name}\` is not listed as a dependency`);
    if (!isOptional) this.#notOptional(feature, text, name);
  }

  #notOptional(feature: string, text: string, name: string): never {
    return this.reader.fail(
      `feature \`${feature}\` includes \`${text}\`, but \`${name}\` is not an optional dependency\nA non-optional dependency of the same name is defined; consider adding \`optional = true\` to its definition.`,
    );
  }

  #feature(feature: string, name: string): void {
    if (this.table.entries.has(name)) return;
    const { isThere, isOptional } = this.#named(name);
    if (isThere && !isOptional) this.#notOptional(feature, name, name);
    if (isOptional && !this.#explicit.has(name)) return;
    if (isOptional)
      this.reader.fail(
        `feature \`${feature}\` includes \`${name}\`, but \`${name}\` is an optional dependency without an implicit feature\nUse \`dep:${name}\` to enable the dependency.`,
      );
    const near = atLeast(this.reader.release, 84) ? similar(name, [...this.table.entries.keys()]) : undefined;
    const help = near === undefined ? "" : `\n\nhelp: a feature with a similar name exists: \`${near}\``;
    this.reader.fail(`feature \`${feature}\` includes \`${name}\` which is neither a dependency nor another feature${help}`);
  }

  /** A feature of a dependency's name that does not turn it on. */
  checkUnreachable(): void {
    const hidden = this.dependencies.find(({ name, optional }) => optional && this.table.entries.has(name) && !this.#explicit.has(name));
    if (hidden === undefined) return;
    this.reader.fail(
      `optional dependency \`${hidden.name}\` is not included in any feature\nMake sure that \`dep:${hidden.name}\` is included in one of features in the [features] table.`,
    );
  }
}
