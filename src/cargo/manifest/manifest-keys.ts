// The keys cargo knows in Cargo.toml, by table; all others are warned about as unused. `*` stands for any name, a table
// that is `true` may hold anything.
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import type { ManifestReader } from "./manifest-reader.ts";
import type { TomlTable, TomlValue } from "../toml/toml.ts";

type Keys = true | { readonly [key: string]: Keys };

const leafs = (names: string): { [key: string]: Keys } => Object.fromEntries(names.split(" ").map((name) => [name, true]));

const DEPENDENCY_WORDS =
  "version path git branch tag rev registry registry-index registry-name package optional default-features default_features features public artifact lib target base";
const DEPENDENCY_KEYS = new Set(DEPENDENCY_WORDS.split(" "));
const DEPENDENCY: Keys = leafs(`${DEPENDENCY_WORDS} workspace`);
const DEPENDENCIES: Keys = { "*": DEPENDENCY };
/** Of such as take nothing from a workspace. */
const PLAIN_DEPENDENCIES: Keys = { "*": leafs(DEPENDENCY_WORDS) };
const TARGET_WORDS =
  "name path crate-type crate_type filename test doctest bench doc doc-scrape-examples proc-macro proc_macro harness required-features edition";
const TARGET: Keys = leafs(TARGET_WORDS);
/** `plugin = true` was known to older releases. */
const OLD_TARGET: Keys = leafs(`${TARGET_WORDS} plugin`);
const PACKAGE = leafs(
  "edition rust-version name version authors build metabuild default-target forced-target links exclude include publish workspace im-a-teapot autolib autobins autoexamples autotests autobenches default-run description homepage documentation readme keywords categories license license-file repository resolver metadata",
);
/** What a package may take from its workspace, as a table that says so. */
const INHERITABLE =
  "version authors description homepage documentation readme keywords categories license license-file repository publish edition exclude include rust-version";
const INHERITING: Keys = Object.fromEntries(INHERITABLE.split(" ").map((name) => [name, leafs("workspace")]));
const PROFILE_OWN = leafs(
  "opt-level lto codegen-backend codegen-units debug split-debuginfo debug-assertions rpath panic overflow-checks incremental dir-name inherits strip rustflags trim-paths hint-mostly-unused",
);
const PROFILE: Keys = { ...PROFILE_OWN, package: { "*": PROFILE_OWN }, "build-override": PROFILE_OWN };
const WORKSPACE = {
  ...leafs("members default-members exclude resolver metadata package lints"),
  dependencies: DEPENDENCIES,
};
const TABLES: { readonly [key: string]: Keys } = {
  "cargo-features": true,
  package: PACKAGE,
  project: PACKAGE,
  badges: true,
  features: true,
  lib: OLD_TARGET,
  bin: OLD_TARGET,
  example: OLD_TARGET,
  test: OLD_TARGET,
  bench: OLD_TARGET,
  dependencies: DEPENDENCIES,
  "dev-dependencies": DEPENDENCIES,
  dev_dependencies: DEPENDENCIES,
  "build-dependencies": DEPENDENCIES,
  build_dependencies: DEPENDENCIES,
  target: {
    "*": {
      dependencies: DEPENDENCIES,
      "dev-dependencies": DEPENDENCIES,
      dev_dependencies: DEPENDENCIES,
      "build-dependencies": DEPENDENCIES,
      build_dependencies: DEPENDENCIES,
    },
  },
  lints: true,
  hints: true,
  workspace: WORKSPACE,
  profile: { "*": PROFILE },
  patch: { "*": PLAIN_DEPENDENCIES },
  replace: DEPENDENCIES,
};

function visit(value: TomlValue, keys: Keys, path: string, found: string[]): void {
  if (keys === true) return;
  if (value.kind === "array") for (const [i, item] of value.items.entries()) visit(item, keys, `${path}.${i}`, found);
  if (value.kind !== "table") return;
  for (const [key, entry] of value.entries) {
    const below = Object.hasOwn(keys, key) ? keys[key] : keys["*"];
    const at = path === "" ? key : `${path}.${key}`;
    if (below === undefined) found.push(at);
    else visit(entry.value, below, at, found);
  }
}

/** What is known since 1.80, when keys within keys were first looked at. */
const MODERN_TABLES: Keys = {
  ...TABLES,
  lib: TARGET,
  bin: TARGET,
  example: TARGET,
  test: TARGET,
  bench: TARGET,
  package: { ...PACKAGE, ...INHERITING },
  hints: leafs("mostly-unused"),
  workspace: { ...WORKSPACE, dependencies: PLAIN_DEPENDENCIES, package: leafs(`${INHERITABLE} badges`) },
};

/** `autolib` is a key of packages from this minor release on. */
export const AUTOLIB_SINCE = 83;

/** `[lints]` is read from this minor release on. */
export const LINTS_SINCE = 74;

/** Paths of keys that the release's cargo does not know, sorted. */
export function unusedKeys(document: TomlTable, release: Release): string[] {
  const found: string[] = atLeast(release, LINTS_SINCE) || !document.entries.has("lints") ? [] : ["lints"];
  const own = document.entries.get("package")?.value;
  if (!atLeast(release, AUTOLIB_SINCE) && own?.kind === "table" && own.entries.has("autolib")) found.push("package.autolib");
  visit(document, atLeast(release, 80) ? MODERN_TABLES : TABLES, "", found);
  return found.sort();
}

/** Keys that belong into `.cargo/config.toml`. */
const CONFIG_KEYS =
  /^(?:paths|alias|build|credential-alias|doc|env|future-incompat-report|cache|cargo-new|http|install|net|patch|profile|resolver|registries|registry|source|target|term)$/;

/** Below a dependency of the package: `dependencies.a.path2`. */
const OF_DEPENDENCY = /^(?:target\..*\.)?(?:dev-|dev_|build-|build_)?dependencies\./;

/** Warns about what is not known. Keys of dependencies are told of where these are read, since 1.80. */
export function noteUnusedKeys({ document, release, warnings }: ManifestReader): void {
  for (const key of unusedKeys(document, release)) {
    if (atLeast(release, 80) && OF_DEPENDENCY.test(key)) continue;
    const help = atLeast(release, 90) && CONFIG_KEYS.test(key) ? `\nhelp: ${key} is a valid .cargo/config.toml key` : "";
    warnings.push(`unused manifest key: ${key}${help}`);
  }
}

const WITH_WORKSPACE = new Set("workspace features optional default-features default_features public".split(" "));

/** Of one dependency's table, sorted; with `workspace = true` the place is the workspace's to tell. */
export function unusedDependencyKeys(table: TomlTable): string[] {
  const known = table.entries.get("workspace")?.value.kind === "boolean" ? WITH_WORKSPACE : DEPENDENCY_KEYS;
  return [...table.entries.keys()].filter((key) => !known.has(key)).sort();
}
