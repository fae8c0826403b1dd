// Profiles: cargo's `dev` and `release`, what the workspace's manifest says of them and of others, with inheritance, and
// what the configuration says over that. `checkProfiles` judges a manifest's tables, `resolveProfile` answers for one.
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import type { DebugInfo, OptLevel } from "../target/session.ts";
import { CargoError } from "./cargo-error.ts";
import type { Config, ConfigNode } from "./config.ts";
import { checkPackageName } from "./manifest-names.ts";
import { featureRequired } from "./manifest-rules.ts";
import type { ManifestReader } from "./manifest-reader.ts";
import { describeValue } from "./toml-words.ts";
import type { TomlSpan, TomlTable, TomlValue } from "./toml.ts";

export interface Profile {
  readonly name: string;
  readonly optLevel: OptLevel;
  readonly debug: DebugInfo;
  readonly debugAssertions: boolean;
  readonly overflowChecks: boolean;
  /** Undefined: the target's own. */
  readonly panic: "abort" | "unwind" | undefined;
  readonly incremental: boolean;
  readonly strip: "none" | "debuginfo" | "symbols";
  /** As rustc will be given it. */
  readonly lto: string | undefined;
  readonly rpath: boolean;
  /** As rustc will be given it; how rustc divides its work has no effect here. */
  readonly codegenUnits: string | undefined;
}

const DEV: Profile = {
  name: "dev",
  optLevel: "0",
  debug: "full",
  debugAssertions: true,
  overflowChecks: true,
  panic: undefined,
  incremental: true,
  strip: "none",
  lto: undefined,
  rpath: false,
  codegenUnits: undefined,
};
const RELEASE: Profile = {
  ...DEV,
  name: "release",
  optLevel: "3",
  debug: "none",
  debugAssertions: false,
  overflowChecks: false,
  incremental: false,
};
const BUILT_IN: Readonly<Record<string, Profile>> = { dev: DEV, test: DEV, release: RELEASE, bench: RELEASE };

/** Folder under `target/<triple>/`. */
export function profileFolder(name: string): string {
  return name === "dev" || name === "test" ? "debug" : name === "bench" ? "release" : name;
}

const DEBUG_LEVELS: Readonly<Record<string, DebugInfo>> = {
  false: "none",
  "0": "none",
  none: "none",
  "1": "limited",
  limited: "limited",
  true: "full",
  "2": "full",
  full: "full",
  "line-tables-only": "line-tables-only",
  "line-directives-only": "line-directives-only",
};

const scalar = (value: TomlValue) =>
  value.kind === "boolean" || value.kind === "integer" || value.kind === "string" ? String(value.value) : "";

/** The words for a value that a key cannot have, without the place; undefined if it is right. */
type Check = (value: TomlValue, release: Release) => { readonly now: string; readonly old?: string } | undefined;

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
const isDebug: Check = (value) => {
  if (DEBUG_LEVELS[scalar(value)] !== undefined) return undefined;
  const what = value.kind === "string" || value.kind === "integer" ? "value" : "type";
  return { now: `invalid ${what}: ${describeValue(value)}, expected ${DEBUG_EXPECTED}`, old: "expected a boolean or an integer" };
};

const isStrip: Check = (value) => {
  if (value.kind === "boolean" || value.kind === "string") return undefined;
  return { now: `invalid type: ${describeValue(value)}, expected a boolean or string` };
};
const isLto: Check = (value) =>
  value.kind === "boolean" || value.kind === "string"
    ? undefined
    : { now: `invalid type: ${describeValue(value)}, expected a boolean or string` };
const isCount: Check = (value) => {
  if (value.kind !== "integer") return { now: `invalid type: ${describeValue(value)}, expected u32` };
  return value.value < 0n || value.value > 0xffffffffn ? { now: `invalid value: ${describeValue(value)}, expected u32` } : undefined;
};

const CHECKS: Readonly<Record<string, Check>> = {
  "opt-level": isOptLevel,
  debug: isDebug,
  "debug-assertions": isBoolean,
  "overflow-checks": isBoolean,
  rpath: isBoolean,
  incremental: isBoolean,
  panic: isString,
  inherits: isString,
  strip: isStrip,
  lto: isLto,
  "codegen-units": isCount,
};

function panicWords(value: string, release: Release): string {
  const known = atLeast(release, 92) ? "`unwind`, `abort`, or `immediate-abort`." : "`unwind` or `abort`";
  return `\`panic\` setting of \`${value}\` is not a valid setting, must be ${known}`;
}

function checkPanic(reader: ManifestReader, value: string): void {
  if (value === "abort" || value === "unwind") return;
  if (value !== "immediate-abort" || !atLeast(reader.release, 92)) reader.fail(panicWords(value, reader.release));
  reader.fail(featureRequired(reader, "panic-immediate-abort"));
}

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
function checkName(name: string): string | undefined {
  if (name === "debug")
    return `profile name \`debug\` is reserved\nTo configure the default development profile, use the name \`dev\` as in [profile.dev]\n${SEE_PROFILES}`;
  if (name === "doc") return "profile name `doc` is reserved and not allowed to be used";
  if (RESERVED.has(name)) return `profile name \`${name}\` is reserved\nPlease choose a different name.\n${SEE_PROFILES}`;
  const bad = [...name].find((character) => !/[\p{L}\p{N}_-]/u.test(character));
  if (bad === undefined) return undefined;
  return `invalid character \`${bad}\` in profile name \`${name}\`\nAllowed characters are letters, numbers, underscore, and hyphen.`;
}

/** Keys behind gates that stable releases do not open: the feature and its place in the book. */
const GATES: readonly (readonly [string, string, string])[] = [
  ["codegen-backend", "codegen-backend", "codegen-backend"],
  ["rustflags", "profile-rustflags", "profile-rustflags-option"],
  ["trim-paths", "trim-paths", "profile-trim-paths-option"],
];

function checkGates(reader: ManifestReader, name: string, table: TomlTable): void {
  if (!atLeast(reader.release, 80)) return;
  for (const [key, feature, anchor] of GATES) if (table.entries.has(key)) reader.fail(featureRequired(reader, feature, anchor));
  const folder = table.entries.get("dir-name")?.value;
  if (folder?.kind === "string")
    reader.fail(
      `dir-name="${folder.value}" in profile \`${name}\` is not currently allowed, directory names are tied to the profile name for custom profiles`,
    );
}

function checkTable(reader: ManifestReader, table: TomlTable, key: string): void {
  for (const [name, { value }] of table.entries) {
    const wrong = CHECKS[name]?.(value, reader.release);
    if (wrong === undefined) continue;
    const path = `${key}.${name}`;
    reader.failAt(value.span, path, wrong.now, `${wrong.old ?? wrong.now} for key \`${path}\``);
  }
}

/** Overrides of packages and build scripts: all but what concerns the whole image. */
function checkOverride(reader: ManifestReader, table: TomlTable, what: string): void {
  for (const key of ["panic", "lto", "rpath"])
    if (table.entries.has(key)) reader.fail(`\`${key}\` may not be specified in a \`${what}\` profile`);
}

/** Judges `[profile.*]` and gives the warnings. */
export function checkProfiles(reader: ManifestReader): string[] {
  const warnings: string[] = [];
  const profiles = reader.document.entries.get("profile")?.value;
  if (profiles === undefined) return warnings;
  if (profiles.kind !== "table") return reader.wrongType(profiles, "profile", "a map");
  for (const [name, { value }] of profiles.entries) {
    if (value.kind !== "table") return reader.wrongType(value, `profile.${name}`, "struct TomlProfile");
    checkTable(reader, value, `profile.${name}`);
    checkSpecs(reader, value, `profile.${name}.package`);
  }
  for (const [name, { value }] of profiles.entries) {
    if (value.kind !== "table") continue;
    const nameWords = checkName(name);
    if (nameWords !== undefined && !reader.spanned) reader.fail(nameWords);
    if (name === "doc" && reader.spanned) warnings.push("profile `doc` is deprecated and has no effect");
    else if (nameWords !== undefined)
      reader.failAt(
        keyOf(profiles, name),
        `profile.${name}`,
        nameWords.replace(/\nAllowed/, ", allowed").replace(/\.$/, (dot) => (nameWords.startsWith("invalid") ? "" : dot)),
      );
    checkGates(reader, name, value);
    const panic = value.entries.get("panic")?.value;
    if (panic?.kind === "string") {
      if (name === "test" || name === "bench") warnings.push(`\`panic\` setting is ignored for \`${name}\` profile`);
      checkPanic(reader, panic.value);
    }
    checkOverrides(reader, value);
  }
  return warnings;
}

/** Names of packages; those with versions or addresses are let pass. */
function checkSpecs(reader: ManifestReader, profile: TomlTable, path: string): void {
  const packages = profile.entries.get("package")?.value;
  for (const [name, { key }] of packages?.kind === "table" ? packages.entries : [])
    if (name !== "*" && !/[@:/]/.test(name)) checkPackageName(reader, name, key, path);
}

function keyOf(table: TomlTable, name: string): TomlSpan {
  return table.entries.get(name)?.key ?? table.span;
}

function checkOverrides(reader: ManifestReader, profile: TomlTable): void {
  const packages = profile.entries.get("package")?.value;
  if (packages?.kind === "table")
    for (const { value } of packages.entries.values()) if (value.kind === "table") checkOverride(reader, value, "package");
  const buildOverride = profile.entries.get("build-override")?.value;
  if (buildOverride?.kind === "table") checkOverride(reader, buildOverride, "build-override");
}

/** A key of a profile, wherever it stands: the configuration's value first, then the manifest's. */
type Lookup = (profile: string, key: string) => TomlValue | undefined;

function configValue(node: ConfigNode | undefined): TomlValue | undefined {
  return node?.kind === "value" ? node.value : undefined;
}

function environmentValue(text: string | undefined): TomlValue | undefined {
  if (text === undefined) return undefined;
  const span = { lo: 0, hi: 0 };
  if (text === "true" || text === "false") return { kind: "boolean", value: text === "true", span };
  return /^-?\d+$/.test(text) ? { kind: "integer", value: BigInt(text), span } : { kind: "string", value: text, span };
}

function lookupIn(document: TomlTable, config: Config): Lookup {
  const profiles = document.entries.get("profile")?.value;
  return (profile, key) => {
    const fromConfig =
      environmentValue(config.fromEnvironment(["profile", profile, key])) ?? configValue(config.find(["profile", profile, key]));
    if (fromConfig !== undefined) return fromConfig;
    const table = profiles?.kind === "table" ? profiles.entries.get(profile)?.value : undefined;
    return table?.kind === "table" ? table.entries.get(key)?.value : undefined;
  };
}

class Resolver {
  constructor(
    readonly document: TomlTable,
    readonly config: Config,
    readonly lookup: Lookup,
    readonly release: Release,
  ) {}

  isDefined(name: string): boolean {
    const profiles = this.document.entries.get("profile")?.value;
    return (profiles?.kind === "table" && profiles.entries.has(name)) || this.config.find(["profile", name]) !== undefined;
  }

  resolve(name: string, seen: readonly string[]): Profile {
    const builtIn = BUILT_IN[name];
    if (builtIn !== undefined) return this.apply({ ...builtIn, name });
    const inherits = this.lookup(name, "inherits");
    if (inherits?.kind !== "string") {
      throw new CargoError(
        `profile \`${name}\` is missing an \`inherits\` directive (\`inherits\` is required for all profiles except \`dev\` or \`release\`)`,
      );
    }
    const base = inherits.value;
    if (seen.includes(name))
      throw new CargoError(`profile inheritance loop detected with profile \`${seen.at(-1)}\` inheriting \`${name}\``);
    if (BUILT_IN[base] === undefined && !this.isDefined(base))
      throw new CargoError(`profile \`${name}\` inherits from \`${base}\`, but that profile is not defined`);
    return this.apply({ ...this.resolve(base, [...seen, name]), name });
  }

  apply(base: Profile): Profile {
    const get = (key: string) => this.lookup(base.name, key);
    const flag = (key: string, otherwise: boolean) => {
      const value = get(key);
      return value?.kind === "boolean" ? value.value : otherwise;
    };
    const assertions = flag("debug-assertions", base.debugAssertions);
    const panic = get("panic");
    const level = get("opt-level");
    const debug = get("debug");
    const lto = get("lto");
    const units = get("codegen-units");
    return {
      name: base.name,
      optLevel: level === undefined ? base.optLevel : (scalar(level) as OptLevel),
      debug: debug === undefined ? base.debug : (DEBUG_LEVELS[scalar(debug)] ?? base.debug),
      debugAssertions: assertions,
      overflowChecks: flag("overflow-checks", get("debug-assertions") === undefined ? base.overflowChecks : assertions),
      panic: panic === undefined || base.name === "test" || base.name === "bench" ? base.panic : (scalar(panic) as Profile["panic"]),
      incremental: flag("incremental", base.incremental),
      strip: this.strip(get("strip"), base.strip),
      lto: lto === undefined ? base.lto : scalar(lto),
      rpath: flag("rpath", base.rpath),
      codegenUnits: units === undefined ? base.codegenUnits : scalar(units),
    };
  }

  strip(value: TomlValue | undefined, otherwise: Profile["strip"]): Profile["strip"] {
    if (value === undefined) return otherwise;
    if (value.kind === "boolean") return value.value ? "symbols" : "none";
    return value.kind === "string" ? (value.value as Profile["strip"]) : otherwise;
  }
}

/** Every profile of the manifest must inherit from one that is there, also those that are not used. */
export function checkInheritance(document: TomlTable, config: Config, release: Release): void {
  const resolver = new Resolver(document, config, lookupIn(document, config), release);
  const profiles = document.entries.get("profile")?.value;
  for (const [name, { value }] of profiles?.kind === "table" ? profiles.entries : []) {
    const isRoot = BUILT_IN[name] !== undefined;
    if (isRoot && (name === "dev" || name === "release") && value.kind === "table" && value.entries.has("inherits"))
      throw new CargoError(`\`inherits\` must not be specified in root profile \`${name}\``);
    if (!isRoot && name !== "doc") resolver.resolve(name, []);
  }
}

/** `document` is the workspace root's manifest. */
export function resolveProfile(document: TomlTable, config: Config, name: string, release: Release): Profile {
  const words = checkName(name);
  if (words !== undefined) throw new CargoError(words);
  const resolver = new Resolver(document, config, lookupIn(document, config), release);
  if (BUILT_IN[name] === undefined && !resolver.isDefined(name)) throw new CargoError(`profile \`${name}\` is not defined`);
  const profile = resolver.resolve(name, []);
  // Since 1.77 a build without debug information strips that of the prebuilt libraries, too.
  const stripSaid = resolver.lookup(name, "strip") !== undefined;
  const strips = atLeast(release, 77) && profile.debug === "none" && profile.strip === "none" && !stripSaid;
  return strips ? { ...profile, strip: "debuginfo" } : profile;
}
