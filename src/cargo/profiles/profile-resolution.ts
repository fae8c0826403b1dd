// One profile as all who have a say make it: cargo's own, the manifest's with inheritance and overrides for packages, the
// configuration's over them.
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import type { OptLevel } from "../../target/session.ts";
import { CargoError } from "../cargo-error.ts";
import type { Config } from "../config/config.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { getTable } from "../manifest/manifest-reader.ts";
import { checkProfileName, onOneLine } from "./profile-checks.ts";
import { BUILT_IN, DEBUG_LEVELS, scalar } from "./profile.ts";
import type { Profile } from "./profile.ts";
import type { TomlTable, TomlValue } from "../toml/toml.ts";

/** A key of one table, wherever it is said: the configuration's value first, then the manifest's. */
type Lookup = (key: string) => TomlValue | undefined;

/** The package that the profile is for; a member of the workspace is not meant by `package."*"`. */
export interface ProfileSubject {
  readonly manifest: Manifest;
  readonly isMember: boolean;
  /** Of a folder, and not of a registry. */
  readonly isLocal: boolean;
}

class Resolver {
  readonly #profiles: TomlTable | undefined;

  constructor(
    document: TomlTable,
    readonly config: Config,
    readonly subject: ProfileSubject | undefined,
  ) {
    this.#profiles = getTable(document, "profile");
  }

  isDefined(name: string): boolean {
    return (
      this.#profiles?.entries.has(name) === true ||
      this.config.find(["profile", name]) !== undefined ||
      this.lookup(name)("inherits") !== undefined
    );
  }

  /** Below `[profile.<path>]`. */
  lookup(...path: string[]): Lookup {
    let table: TomlTable | undefined = this.#profiles;
    for (const part of path) table = getTable(table, part);
    return (key) => this.config.scalar("profile", ...path, key) ?? table?.entries.get(key)?.value;
  }

  /** Of `[profile.<name>.package]`: first what is said of all, then what is said of this one. */
  #specifications(name: string): string[] {
    const { subject } = this;
    if (subject === undefined) return [];
    const said = getTable(getTable(this.#profiles, name), "package")?.entries.keys() ?? [];
    const keys = new Set([...said, ...this.config.keys("profile", name, "package")]);
    const all = keys.has("*") && !subject.isMember ? ["*"] : [];
    return [...all, ...[...keys].filter((key) => key !== "*" && isMeant(key, subject.manifest))];
  }

  resolve(name: string, seen: readonly string[]): Profile {
    const builtIn = BUILT_IN[name];
    // The two for tests are `dev` and `release` with what is said of them besides.
    if (name === "test" || name === "bench") return this.#said({ ...this.resolve(name === "test" ? "dev" : "release", seen), name });
    if (builtIn !== undefined) return this.#said({ ...builtIn, name });
    const inherits = this.lookup(name)("inherits");
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
    return this.#said({ ...this.resolve(base, [...seen, name]), name });
  }

  /** What is said of a profile over what it is without that. */
  #said(base: Profile): Profile {
    const { name } = base;
    const own = applied(base, this.lookup(name));
    return this.#specifications(name).reduce((profile, key) => applied(profile, this.lookup(name, "package", key)), own);
  }
}

/** `a`, `a@1`, `a:1.0.3`. */
function isMeant(specification: string, { name, version }: Manifest): boolean {
  const [asked, wanted] = specification.split(/[@:]/, 2);
  return asked === name && (wanted === undefined || wanted === version || version.startsWith(`${wanted}.`));
}

function applied(base: Profile, get: Lookup): Profile {
  const flag = (key: string, otherwise: boolean) => {
    const value = get(key);
    return value?.kind === "boolean" ? value.value : otherwise;
  };
  const text = (key: string) => {
    const value = get(key);
    return value === undefined ? undefined : scalar(value);
  };
  const assertions = flag("debug-assertions", base.debugAssertions);
  const panic = base.name === "test" || base.name === "bench" ? undefined : (text("panic") as Profile["panic"]);
  return {
    name: base.name,
    optLevel: (text("opt-level") as OptLevel | undefined) ?? base.optLevel,
    debug: debugOf(text("debug")) ?? base.debug,
    debugAssertions: assertions,
    overflowChecks: flag("overflow-checks", get("debug-assertions") === undefined ? base.overflowChecks : assertions),
    panic: panic ?? base.panic,
    incremental: flag("incremental", base.incremental),
    strip: stripOf(get("strip"), base.strip),
    stripIsImplied: false,
    lto: text("lto") ?? base.lto,
    rpath: flag("rpath", base.rpath),
    codegenUnits: text("codegen-units") ?? base.codegenUnits,
  };
}

/** A number that is no level stays one, of which rustc tells. */
const debugOf = (text: string | undefined): Profile["debug"] | undefined =>
  text === undefined ? undefined : (DEBUG_LEVELS[text] ?? (text as Profile["debug"]));

function stripOf(value: TomlValue | undefined, otherwise: Profile["strip"]): Profile["strip"] {
  if (value === undefined) return otherwise;
  if (value.kind === "boolean") return value.value ? "symbols" : "none";
  return value.kind === "string" ? (value.value as Profile["strip"]) : otherwise;
}

/** Every profile of the manifest must inherit from one that is there, also those that are not used. */
export function checkInheritance(document: TomlTable, config: Config): void {
  const resolver = new Resolver(document, config, undefined);
  for (const name of getTable(document, "profile")?.entries.keys() ?? [])
    if (BUILT_IN[name] === undefined && name !== "doc") resolver.resolve(name, []);
  for (const name of ["dev", "release"])
    if (resolver.lookup(name)("inherits") !== undefined)
      throw new CargoError(`\`inherits\` must not be specified in root profile \`${name}\``);
}

/** CARGO_INCREMENTAL goes before the configuration's `build.incremental`, and that before the profile. */
function isIncremental(config: Config, profile: Profile, subject: ProfileSubject | undefined): boolean {
  const variable = config.environment["CARGO_INCREMENTAL"];
  const said = variable === undefined ? config.boolean("build", "incremental") : variable === "1";
  return (said ?? profile.incremental) && (subject === undefined || subject.isLocal);
}

/** `document` is the workspace root's manifest. Throws CargoError. */
export function resolveProfile(document: TomlTable, config: Config, name: string, release: Release, subject?: ProfileSubject): Profile {
  if (name === "doc" && atLeast(release, 74)) throw new CargoError("profile `doc` is reserved and not allowed to be explicitly specified");
  const words = checkProfileName(name);
  if (words !== undefined) throw new CargoError(atLeast(release, 90) ? onOneLine(words) : words);
  const resolver = new Resolver(document, config, subject);
  if (BUILT_IN[name] === undefined && !resolver.isDefined(name)) throw new CargoError(`profile \`${name}\` is not defined`);
  const resolved = resolver.resolve(name, []);
  const profile = { ...resolved, incremental: isIncremental(config, resolved, subject) };
  // Since 1.77 a build without debug information strips that of the prebuilt libraries, too.
  const stripSaid = resolver.lookup(name)("strip") !== undefined;
  const strips = atLeast(release, 77) && profile.debug === "none" && profile.strip === "none" && !stripSaid;
  return strips ? { ...profile, strip: "debuginfo", stripIsImplied: true } : profile;
}
