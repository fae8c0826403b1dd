// Profiles: `dev`, `release` and what the manifest says of them and of others, with inheritance.
import { CargoError } from "./cargo-error.ts";
import { describeValue, getTable } from "./manifest.ts";
import type { Manifest } from "./manifest.ts";
import type { DebugInfo, OptLevel } from "../target/session.ts";
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import type { TomlTable, TomlValue } from "./toml.ts";

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
};
const RELEASE: Profile = {
  name: "release",
  optLevel: "3",
  debug: "none",
  debugAssertions: false,
  overflowChecks: false,
  panic: undefined,
  incremental: false,
  strip: "none",
};

const BUILT_IN: Readonly<Record<string, Profile>> = { dev: DEV, test: DEV, release: RELEASE, bench: RELEASE };

/** Folder under `target/<triple>/`. */
export function profileFolder(name: string): string {
  return name === "dev" || name === "test" ? "debug" : name === "bench" ? "release" : name;
}

class ProfileReader {
  constructor(
    readonly manifest: Manifest,
    readonly release: Release,
  ) {}

  fail(message: string): never {
    throw new CargoError(`failed to parse manifest at \`${this.manifest.path}\``, [message]);
  }

  resolve(name: string, seen: readonly string[] = []): Profile {
    const table = getTable(this.manifest.profiles, name);
    const inherits = table?.entries.get("inherits")?.value;
    const builtIn = BUILT_IN[name];
    if (builtIn !== undefined) return this.apply(builtIn, table);
    if (table === undefined) throw new CargoError(`profile \`${name}\` is not defined`);
    if (inherits?.kind !== "string")
      throw new CargoError(
        `profile \`${name}\` is missing an \`inherits\` directive (\`inherits\` is required for all profiles except \`dev\` or \`release\`)`,
      );
    if (seen.includes(name))
      throw new CargoError(`profile inheritance loop detected with profile \`${name}\` inheriting \`${inherits.value}\``);
    return this.apply({ ...this.resolve(inherits.value, [...seen, name]), name }, table);
  }

  apply(base: Profile, table: TomlTable | undefined): Profile {
    if (table === undefined) return base;
    const get = (key: string) => table.entries.get(key)?.value;
    const flag = (key: string, otherwise: boolean) => this.flag(get(key), otherwise);
    const debug = this.debug(get("debug"), base.debug);
    const debugAssertions = flag("debug-assertions", base.debugAssertions);
    return {
      name: base.name,
      optLevel: this.optLevel(get("opt-level"), base.optLevel),
      debug,
      debugAssertions,
      overflowChecks: flag("overflow-checks", get("debug-assertions") === undefined ? base.overflowChecks : debugAssertions),
      panic: this.panic(get("panic"), base.panic),
      incremental: flag("incremental", base.incremental),
      strip: this.strip(get("strip"), base.strip),
    };
  }

  flag(value: TomlValue | undefined, otherwise: boolean): boolean {
    if (value === undefined) return otherwise;
    return value.kind === "boolean" ? value.value : this.fail(`invalid type: ${describeValue(value)}, expected a boolean`);
  }

  optLevel(value: TomlValue | undefined, otherwise: OptLevel): OptLevel {
    if (value === undefined) return otherwise;
    const text = value.kind === "integer" ? String(value.value) : value.kind === "string" ? value.value : "";
    if (["0", "1", "2", "3", "s", "z"].includes(text)) return text as OptLevel;
    return this.fail(
      `must be \`0\`, \`1\`, \`2\`, \`3\`, \`s\` or \`z\`, but found the ${value.kind === "string" ? `string: "${text}"` : describeValue(value)}`,
    );
  }

  debug(value: TomlValue | undefined, otherwise: DebugInfo): DebugInfo {
    if (value === undefined) return otherwise;
    const key = value.kind === "boolean" || value.kind === "integer" || value.kind === "string" ? String(value.value) : "";
    const levels: Readonly<Record<string, DebugInfo>> = {
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
    return (
      levels[key] ??
      this.fail(
        `invalid value: ${describeValue(value)}, expected a boolean, 0, 1, 2, "none", "limited", "full", "line-tables-only", or "line-directives-only"`,
      )
    );
  }

  panic(value: TomlValue | undefined, otherwise: Profile["panic"]): Profile["panic"] {
    if (value === undefined) return otherwise;
    if (value.kind === "string" && (value.value === "abort" || value.value === "unwind")) return value.value;
    const text = value.kind === "string" ? value.value : describeValue(value);
    return this.fail(
      `\`panic\` setting of \`${text}\` is not a valid setting, must be ${atLeast(this.release, 92) ? "`unwind`, `abort`, or `immediate-abort`." : "`unwind` or `abort`"}`,
    );
  }

  strip(value: TomlValue | undefined, otherwise: Profile["strip"]): Profile["strip"] {
    if (value === undefined) return otherwise;
    if (value.kind === "boolean") return value.value ? "symbols" : "none";
    if (value.kind === "string" && ["none", "debuginfo", "symbols"].includes(value.value)) return value.value as Profile["strip"];
    return this.fail(`invalid value: ${describeValue(value)}, expected a boolean, "none", "debuginfo", or "symbols"`);
  }
}

export function resolveProfile(manifest: Manifest, name: string, release: Release): Profile {
  const profile = new ProfileReader(manifest, release).resolve(name);
  // Since 1.77 a build without debug information strips that of the prebuilt libraries, too.
  const strips = atLeast(release, 77) && profile.debug === "none" && profile.strip === "none";
  return strips ? { ...profile, strip: "debuginfo" } : profile;
}
