// The shape of Cargo.toml as tables: which type each key has, and cargo's words for a value of another. The document is
// walked in its own order and the first value of a wrong type is told, as cargo's reader stops there. What a value means is
// judged later, by the readers of each section.
import { checkFeatureName, checkPackageName, nameWords } from "./manifest-names.ts";
import type { ManifestReader } from "./manifest-reader.ts";
import { DEPENDENCY_FORMS, workspaceHint } from "./manifest-dependencies.ts";
import { checkProfileName, checkProfileTable, onOneLine, PROFILE_CHECKS } from "../profiles/profile-checks.ts";
import { parseVersion } from "../resolve/semver.ts";
import { describeValue } from "../toml/toml-words.ts";
import type { TomlEntry, TomlTable, TomlValue } from "../toml/toml.ts";

type Kind = TomlValue["kind"];
/** Complains about a value, or about what is inside. `path` is its key from the top, `build.target`. */
type Shape = (reader: ManifestReader, value: TomlValue, path: string) => void;
type KeyShape = (reader: ManifestReader, name: string, entry: TomlEntry, path: string) => void;

const OLD_INHERITANCE = "data did not match any variant of untagged enum MaybeWorkspace";

/** One of some kinds, else `expected`. */
function one(expected: string, ...kinds: Kind[]): Shape {
  return (reader, value, path) => {
    if (!kinds.includes(value.kind)) reader.wrongType(value, path, expected);
  };
}

const string = one("a string", "string");
const boolean = one("a boolean", "boolean");

function list(item: Shape): Shape {
  return (reader, value, path) => {
    if (value.kind !== "array") return reader.wrongType(value, path, "a sequence");
    return value.items.forEach((each) => item(reader, each, path));
  };
}

const strings = list(string);

/** Strings in a row, or a value of another kind. */
function listOr(expected: string, kind: Kind): Shape {
  return (reader, value, path) => {
    one(expected, kind, "array")(reader, value, path);
    if (value.kind === "array") strings(reader, value, path);
  };
}

/** `{ workspace = true }` in a value's place. */
function checkInheritance(reader: ManifestReader, table: TomlTable, path: string): void {
  const flag = table.entries.get("workspace")?.value;
  if (flag === undefined) return reader.failAt(table.span, path, "missing field `workspace`", `${OLD_INHERITANCE} for key \`${path}\``);
  boolean(reader, flag, `${path}.workspace`);
  if (flag.kind === "boolean" && !flag.value) reader.failAt(flag.span, path, "`workspace` cannot be false");
}

/** A value that a member may take from its workspace. cargo's reader takes a date for a table, in which no such key stands. */
function inherited(expected: string, ...kinds: Kind[]): Shape {
  return (reader, value, path) => {
    if (value.kind === "table") return checkInheritance(reader, value, path);
    if (value.kind === "datetime" && reader.spanned) return reader.failAt(value.span, path, "missing field `workspace`");
    const wrong = (found: TomlValue, wanted: string) =>
      reader.failAt(
        found.span,
        path,
        `invalid type: ${describeValue(found)}, expected ${wanted}`,
        `${OLD_INHERITANCE} for key \`${path}\``,
      );
    if (!kinds.includes(value.kind)) return wrong(value, expected);
    const item = value.kind === "array" ? value.items.find(({ kind }) => kind !== "string") : undefined;
    if (item !== undefined) return wrong(item, "a string");
  };
}

const inheritedText = inherited("SemVer version", "string");

/** The version of a package is read twice: what is wrong with `workspace` is told of the whole. */
const inheritedVersion: Shape = (reader, value, path) => {
  const flag = value.kind === "table" ? value.entries.get("workspace")?.value : undefined;
  if (flag === undefined || !reader.spanned) return inheritedText(reader, value, path);
  if (flag.kind !== "boolean")
    reader.failAt(value.span, path, `invalid type: ${describeValue(flag)}, expected a boolean\n\nin \`workspace\`\n`);
  else if (!flag.value) reader.failAt(value.span, path, "`workspace` cannot be false\nin `workspace`\n");
};

/**
 * Known keys by their shapes; others are warned about elsewhere. A sequence stands for the values of all keys that cargo's structure
 * has, `count`, in its order, where `first` is the first's shape: what `[[package]]` says is told of that.
 */
function table(expected: string, keys: Readonly<Record<string, Shape>>, first?: Shape, count = 0): Shape {
  return (reader, value, path) => {
    if (value.kind === "array" && first !== undefined) {
      const [item] = value.items;
      if (item !== undefined) first(reader, item, path);
      return reader.failAt(value.span, path, `invalid length ${value.items.length}, expected ${expected} with ${count} elements`);
    }
    if (value.kind !== "table") return reader.wrongType(value, path, expected);
    for (const [name, entry] of value.entries)
      if (Object.hasOwn(keys, name)) keys[name]?.(reader, entry.value, path === "" ? name : `${path}.${name}`);
  };
}

/** Any keys, all values of one shape. */
function map(shape: Shape, checkKey?: KeyShape): Shape {
  return (reader, value, path) => {
    if (value.kind !== "table") return reader.wrongType(value, path, "a map");
    for (const [name, entry] of value.entries) {
      checkKey?.(reader, name, entry, path);
      shape(reader, entry.value, `${path}.${name}`);
    }
  };
}

const keys = <T>(names: string, shape: T): Record<string, T> => Object.fromEntries(names.split(" ").map((name) => [name, shape]));

const rustVersion: Shape = (reader, value, path) => {
  inherited("a semver or workspace", "string")(reader, value, path);
  if (value.kind !== "string") return;
  const text = value.value;
  const wrong = (words: string) => reader.failAt(value.span, path, words);
  if (/^[\^~=<>*]|^\d+(?:\.\d+)?\.[xX*]/.test(text)) wrong('unexpected version requirement, expected a version like "1.32"');
  if (/^\d+(?:\.\d+){0,2}-/.test(text)) wrong('unexpected prerelease field, expected a version like "1.32"');
  if (/^\d+(?:\.\d+){0,2}\+/.test(text)) wrong('unexpected build field, expected a version like "1.32"');
  if (!/^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){0,2}$/.test(text)) wrong('expected a version like "1.32"');
};

const STRING_KEYS = "edition description documentation homepage license license-file repository";
const LIST_KEYS = "authors exclude include keywords categories";

const PACKAGE_VALUES: Readonly<Record<string, Shape>> = {
  "rust-version": rustVersion,
  ...keys(STRING_KEYS, inherited("a string or workspace", "string")),
  ...keys(LIST_KEYS, inherited("a vector of strings or workspace", "array")),
  version: inheritedVersion,
  publish: inherited("a boolean, a vector of strings, or workspace", "boolean", "array"),
  readme: inherited("a string, a bool, or workspace", "string", "boolean"),
};

const packageVersion: Shape = (reader, value, path) => {
  one("semver version", "string")(reader, value, path);
  const parsed = value.kind === "string" ? parseVersion(value.value.trim()) : undefined;
  if (typeof parsed === "string") reader.failAt(value.span, path, parsed);
};

/** What members may take: plain values, none of which is taken from elsewhere. */
const INHERITABLE_VALUES: Readonly<Record<string, Shape>> = {
  version: packageVersion,
  "rust-version": (reader, value, path) => {
    one("SemVer version", "string")(reader, value, path);
    rustVersion(reader, value, path);
  },
  ...keys(STRING_KEYS, string),
  ...keys(LIST_KEYS, strings),
  publish: listOr("a boolean or vector of strings", "boolean"),
  readme: one("a boolean or string", "boolean", "string"),
};

const packageName: Shape = (reader, value, path) => {
  string(reader, value, path);
  if (value.kind === "string") checkPackageName(reader, value.value, value.span, path);
};

const PACKAGE = table(
  "struct TomlPackage",
  {
    ...PACKAGE_VALUES,
    name: packageName,
    version: (reader, value, path) => {
      PACKAGE_VALUES["version"]?.(reader, value, path);
      if (value.kind === "string") packageVersion(reader, value, path);
    },
    build: one("a boolean, string or array", "boolean", "string", "array"),
    "cargo-features": (reader, value, path) =>
      reader.failAt(value.span, path, "the field `cargo-features` should be set at the top of Cargo.toml before any tables"),
    ...keys("links workspace default-run resolver default-target forced-target", string),
    ...keys("im-a-teapot autolib autobins autoexamples autotests autobenches", boolean),
  },
  PACKAGE_VALUES["edition"],
  33,
);

const TARGET = table(
  "struct TomlTarget",
  {
    ...keys("name path filename edition", string),
    ...keys("test doctest bench doc doc-scrape-examples proc-macro proc_macro harness", boolean),
    ...keys("crate-type crate_type required-features", strings),
  },
  string,
  15,
);

/** What is wrong with a value, and how many lines deep cargo's reader was when it found that. */
interface Misfit {
  readonly words: string;
  readonly depth: number;
}

type Judge = (value: TomlValue) => Misfit | undefined;

const misfit = (value: TomlValue, expected: string, depth: number): Misfit => ({
  words: `invalid type: ${describeValue(value)}, expected ${expected}`,
  depth,
});

const isOf =
  (kind: Kind, expected: string): Judge =>
  (value) =>
    value.kind === kind ? undefined : misfit(value, expected, 3);

/** All items are strings; `others` may stand in the place of a row. */
const areStrings =
  (expected: string, ...others: Kind[]): Judge =>
  (value) => {
    if (value.kind !== "array") return others.includes(value.kind) ? undefined : misfit(value, expected, 3);
    const item = value.items.find(({ kind }) => kind !== "string");
    return item === undefined ? undefined : misfit(item, "a string", 5);
  };

const isPackageName: Judge = (value) => {
  const words = value.kind === "string" ? nameWords(value.value, "package name") : undefined;
  return words === undefined ? isOf("string", "a string")(value) : { words, depth: 2 };
};

/** Of a dependency that takes the rest from the workspace. */
const INHERITING_KEYS: Readonly<Record<string, Judge>> = {
  ...keys("optional default-features default_features public", isOf("boolean", "a boolean")),
  features: areStrings("a sequence"),
};

const DEPENDENCY_KEYS: Readonly<Record<string, Judge>> = {
  ...INHERITING_KEYS,
  ...keys("version registry registry-index path base git branch tag rev target", isOf("string", "a string")),
  lib: isOf("boolean", "a boolean"),
  artifact: areStrings("string or list of strings", "string"),
  package: isPackageName,
};

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/**
 * What a dependency says is told of it as a whole. Where it might take things from the workspace, cargo reads its keys in their
 * own order; elsewhere as they stand, and names the one. What they mean, the reader of dependencies judges.
 */
function dependency(mayInherit: boolean): Shape {
  return (reader, value, path) => {
    // A date is a table without keys.
    if (value.kind === "string" || value.kind === "datetime") return;
    if (value.kind !== "table") return reader.wrongType(value, path, DEPENDENCY_FORMS + workspaceHint(reader, value));
    const flag = mayInherit ? value.entries.get("workspace")?.value : undefined;
    if (flag?.kind === "boolean" && !flag.value) return reader.failAt(value.span, path, "`workspace` cannot be false");
    const known = flag?.kind === "boolean" ? INHERITING_KEYS : DEPENDENCY_KEYS;
    const entries = mayInherit ? [...value.entries].sort(byName) : value.entries;
    for (const [name, entry] of entries) {
      const wrong = Object.hasOwn(known, name) ? known[name]?.(entry.value) : undefined;
      if (wrong === undefined) continue;
      const lines = mayInherit ? "\n".repeat(wrong.depth) : `${"\n".repeat(wrong.depth)}in \`${name}\`\n`;
      return reader.failAt(value.span, path, `${wrong.words}${lines}`);
    }
  };
}

const packageKey: KeyShape = (reader, name, { key }, path) => checkPackageName(reader, name, key, path);
/** Of a package, which may take them from its workspace; and such as nobody may. */
const DEPENDENCIES = map(dependency(true), packageKey);
const PLAIN_DEPENDENCIES = map(dependency(false), packageKey);

const FEATURES = map(strings, (reader, name, { key }, path) => checkFeatureName(reader, name, key, path));

const DEPENDENCY_TABLES = keys("dependencies dev-dependencies dev_dependencies build-dependencies build_dependencies", DEPENDENCIES);

const lintLevel: Shape = (reader, value, path) => {
  if (value.kind !== "string") return string(reader, value, path);
  if (["forbid", "deny", "warn", "allow"].includes(value.value)) return;
  reader.failAt(value.span, path, `unknown variant \`${value.value}\`, expected one of \`forbid\`, \`deny\`, \`warn\`, \`allow\``);
};

const lint: Shape = (reader, value, path) => {
  one("a string or map", "string", "table")(reader, value, path);
  if (value.kind === "string") return lintLevel(reader, value, path);
  if (value.kind !== "table") return;
  const level = value.entries.get("level")?.value;
  if (level === undefined) return reader.failAt(value.span, path, "missing field `level`");
  lintLevel(reader, level, path);
};

const LINT_TOOL = map(lint);
const LINT_TOOLS = map(LINT_TOOL);

const inheritsLints: Shape = (reader, value, path) => {
  boolean(reader, value, path);
  if (value.kind === "boolean" && !value.value) reader.failAt(value.span, path, "`workspace` cannot be false");
};

const LINTS: Shape = (reader, value, path) => {
  if (value.kind !== "table") return reader.wrongType(value, path, "a lints table");
  for (const [name, entry] of value.entries) (name === "workspace" ? inheritsLints : LINT_TOOL)(reader, entry.value, `${path}.${name}`);
};

const WORKSPACE = table(
  "struct TomlWorkspace",
  {
    ...keys("members default-members exclude", strings),
    resolver: string,
    package: table("struct InheritablePackage", INHERITABLE_VALUES, packageVersion, 17),
    dependencies: PLAIN_DEPENDENCIES,
    lints: LINT_TOOLS,
  },
  strings,
  8,
);

const PROFILE: Shape = (reader, value, path) => {
  if (value.kind !== "array") return checkProfileTable(reader, value, path);
  const [first] = value.items;
  const wrong = first === undefined ? undefined : PROFILE_CHECKS["opt-level"]?.(first, reader.release);
  if (wrong !== undefined) reader.failAt(value.span, path, wrong.now);
  return reader.wrongType(value, path, "struct TomlProfile");
};

const profileName: KeyShape = (reader, name, { key }, path) => {
  const words = name === "doc" ? undefined : checkProfileName(name);
  if (words !== undefined) reader.failAt(key, `${path}.${name}`, onOneLine(words));
};

const MANIFEST = table("struct TomlManifest", {
  "cargo-features": strings,
  package: PACKAGE,
  project: PACKAGE,
  features: FEATURES,
  lib: TARGET,
  ...keys("bin example test bench", list(TARGET)),
  ...DEPENDENCY_TABLES,
  target: map(table("struct TomlPlatform", DEPENDENCY_TABLES, DEPENDENCIES, 5)),
  profile: map(PROFILE, profileName),
  badges: map(map(string)),
  replace: map(dependency(false)),
  patch: map(PLAIN_DEPENDENCIES),
  lints: LINTS,
  workspace: WORKSPACE,
});

/** Names that cargo keeps once: its words for them until 1.73, when `serde-untagged` came. */
const interned = one("an String like thing", "string");

const OLD_PACKAGE = table("struct TomlPackage", {
  ...keys(STRING_KEYS, inherited("a string or workspace", "string")),
  ...keys(LIST_KEYS, inherited("a vector of strings or workspace", "array")),
  publish: inherited("a boolean, a vector of strings, or workspace", "boolean", "array"),
  readme: inherited("a string, a bool, or workspace", "string", "boolean"),
  name: interned,
  ...keys("links workspace default-run resolver default-target forced-target", string),
  ...keys("im-a-teapot autobins autoexamples autotests autobenches", boolean),
});

const OLD_TARGET = table("struct TomlTarget", {
  ...keys("name path filename edition", string),
  ...keys("test doctest bench doc plugin doc-scrape-examples proc-macro proc_macro harness", boolean),
  ...keys("crate-type crate_type required-features", strings),
});

const oldDependency: Shape = (reader, value, path) => one(DEPENDENCY_FORMS, "string", "table")(reader, value, path);

/** Types alone: names, versions and what profiles and dependencies say, older releases judged where they came upon them. */
const OLD_MANIFEST = table("struct TomlManifest", {
  "cargo-features": strings,
  ...keys("package project", OLD_PACKAGE),
  features: map(list(interned)),
  lib: OLD_TARGET,
  ...keys("bin example test bench", list(OLD_TARGET)),
  badges: (reader, value, path) => {
    const isWhole =
      value.kind === "table" &&
      [...value.entries.values()].every(
        ({ value: badge }) => badge.kind === "table" && [...badge.entries.values()].every((entry) => entry.value.kind === "string"),
      );
    if (!isWhole) reader.failAt(value.span, path, "", `${OLD_INHERITANCE} for key \`${path}\``);
  },
  workspace: table("struct TomlWorkspace", {
    ...keys("members default-members exclude", strings),
    resolver: string,
    dependencies: map(oldDependency),
  }),
});

export function checkShapes(reader: ManifestReader): void {
  (reader.spanned ? MANIFEST : OLD_MANIFEST)(reader, reader.document, "");
}
