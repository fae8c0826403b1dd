// What a manifest may say of profiles: each key's type, names that are taken, overrides, unstable keys.
import { CargoError } from "../cargo-error.ts";
import { ANYWHERE, parseSpecification } from "../resolve/package-spec.ts";
import { atLeast, type Release } from "../../target/release.ts";
import { checkPackageName } from "../manifest/manifest-names.ts";
import type { ManifestReader } from "../manifest/manifest-reader.ts";
import { profileFlaw } from "./profile-rules.ts";
import { DEBUG_LEVELS, scalar } from "./profile.ts";
import { describeValue } from "../toml/toml-words.ts";
import type { TomlValue } from "../toml/toml.ts";

/**
 * The words for a value that a key cannot have, without the place; undefined if it is right. `old`: those of before 1.71, where a
 * value of one type or another was tried as each.
 */
export type Check = (value: TomlValue, release: Release) => { readonly now: string; readonly old?: string } | undefined;

/** Values of a key that takes several types are judged as one since then, and levels of debug information have names. */
export const hasNamedLevels = (release: Release): boolean => atLeast(release, 71);

const isBoolean: Check = (value) =>
  value.kind === "boolean" ? undefined : { now: `invalid type: ${describeValue(value)}, expected a boolean` };
const isString: Check = (value) =>
  value.kind === "string" ? undefined : { now: `invalid type: ${describeValue(value)}, expected a string` };

const OPT_LEVELS = ["0", "1", "2", "3", "s", "z"];
const isOptLevel: Check = (value) => {
  const text = value.kind === "integer" || value.kind === "string" ? String(value.value) : "";
  if (OPT_LEVELS.includes(text)) return undefined;
  if (value.kind === "string") return { now: `must be \`0\`, \`1\`, \`2\`, \`3\`, \`s\` or \`z\`, but found the string: "${text}"` };
  if (value.kind === "integer") return undefined;
  return { now: `invalid type: ${describeValue(value)}, expected an optimization level` };
};

const DEBUG_EXPECTED = 'a boolean, 0, 1, 2, "none", "limited", "full", "line-tables-only", or "line-directives-only"';
const isName = (value: TomlValue): boolean => value.kind === "string" && !/^(?:[0-2]|true|false)$/.test(value.value);
/** Before levels had names rustc told of numbers that are none. */
const isDebug: Check = (value, release) => {
  const isNumber = value.kind === "integer" && value.value >= 0n && value.value <= 0xffffffffn;
  const isLevel = DEBUG_LEVELS[scalar(value)] !== undefined && (value.kind !== "string" || isName(value));
  if (hasNamedLevels(release) ? isLevel : value.kind === "boolean" || isNumber) return undefined;
  const what = value.kind === "string" || value.kind === "integer" ? "value" : "type";
  return { now: `invalid ${what}: ${describeValue(value)}, expected ${DEBUG_EXPECTED}`, old: "expected a boolean or an integer" };
};

const isBooleanOrString: Check = (value) => {
  if (value.kind === "boolean" || value.kind === "string") return undefined;
  return { now: `invalid type: ${describeValue(value)}, expected a boolean or string`, old: "expected a boolean or a string" };
};
const isCount: Check = (value) => {
  if (value.kind !== "integer") return { now: `invalid type: ${describeValue(value)}, expected u32` };
  return value.value < 0n || value.value > 0xffffffffn ? { now: `invalid value: ${describeValue(value)}, expected u32` } : undefined;
};

export const PROFILE_CHECKS: Readonly<Record<string, Check>> = {
  "opt-level": isOptLevel,
  debug: isDebug,
  "debug-assertions": isBoolean,
  "overflow-checks": isBoolean,
  rpath: isBoolean,
  incremental: isBoolean,
  panic: isString,
  "split-debuginfo": isString,
  inherits: isString,
  strip: isBooleanOrString,
  lto: isBooleanOrString,
  "codegen-units": isCount,
};

const SEE_PROFILES = "See https://doc.rust-lang.org/cargo/reference/profiles.html for more on configuring profiles.";

const RESERVED = new Set([
  "build",
  "check",
  "clean",
  "config",
  "fetch",
  "fix",
  "install",
  "metadata",
  "package",
  "publish",
  "report",
  "root",
  "run",
  "rust",
  "rustc",
  "rustdoc",
  "target",
  "tmp",
  "uninstall",
  "cargo",
]);

/** Names that `--profile` and `[profile.x]` may not have. */
export function checkProfileName(name: string): string | undefined {
  if (name === "debug")
    return `profile name \`debug\` is reserved\nTo configure the default development profile, use the name \`dev\` as in [profile.dev]\n${SEE_PROFILES}`;
  if (name === "doc") return "profile name `doc` is reserved and not allowed to be used";
  if (RESERVED.has(name)) return `profile name \`${name}\` is reserved\nPlease choose a different name.\n${SEE_PROFILES}`;
  const bad = [...name].find((character) => !/[\p{L}\p{N}_-]/u.test(character));
  if (bad === undefined) return undefined;
  return `invalid character \`${bad}\` in profile name \`${name}\`\nAllowed characters are letters, numbers, underscore, and hyphen.`;
}

/** As releases since 1.90 say what is wrong with a name. */
export const onOneLine = (words: string): string => words.replace(/ name `(.*)`\nAllowed(.*)\.$/, " name: `$1`, allowed$2");

/** Complains of a profile, or of what overrides one, whose values are of a wrong type. `path` is its key, `profile.dev`. */
export function checkProfileTable(reader: ManifestReader, profile: TomlValue, path: string): void {
  if (profile.kind !== "table") return reader.wrongType(profile, path, "struct TomlProfile");
  for (const [name, { value }] of profile.entries) {
    const key = `${path}.${name}`;
    if (name === "build-override") checkProfileTable(reader, value, key);
    else if (name === "package") checkOverrides(reader, value, key);
    const wrong = PROFILE_CHECKS[name]?.(value, reader.release);
    if (wrong !== undefined) reader.failAt(value.span, key, wrong.now, `${wrong.old ?? wrong.now} for key \`${key}\``);
  }
}

/** Profiles by names of packages, and by specifications with versions or addresses. */
function checkOverrides(reader: ManifestReader, packages: TomlValue, path: string): void {
  if (packages.kind !== "table") return reader.wrongType(packages, path, "a map");
  for (const [name, { key, value }] of packages.entries) {
    if (/[@:/]/.test(name)) checkSpecification(name, (words) => reader.failAt(key, path, words));
    else if (name !== "*") checkPackageName(reader, name, key, path);
    checkProfileTable(reader, value, `${path}.${name}`);
  }
}

/** Judges `[profile.*]`, the types of whose values are right since 1.90, and gives the warnings. */
export function checkProfiles(reader: ManifestReader): string[] {
  const warnings: string[] = [];
  const profiles = reader.document.entries.get("profile")?.value;
  if (profiles === undefined) return warnings;
  if (profiles.kind !== "table") return reader.wrongType(profiles, "profile", "a map");
  if (!reader.spanned) for (const [name, { value }] of profiles.entries) checkProfileTable(reader, value, `profile.${name}`);
  for (const [name, { value }] of profiles.entries) {
    if (value.kind !== "table") continue;
    const nameWords = checkProfileName(name);
    if (nameWords !== undefined && !reader.spanned) reader.fail(nameWords);
    const { release } = reader;
    const flaw = profileFlaw(name, value, { release, warn: (words) => warnings.push(words) });
    if (flaw !== undefined) reader.fail(flaw);
  }
  return warnings;
}

/** `fail` gets what is wrong. */
export function checkSpecification(text: string, fail: (words: string) => never): void {
  try {
    parseSpecification(text, ANYWHERE);
  } catch (error) {
    if (error instanceof CargoError) fail(error.message);
    throw error;
  }
}
