// Profiles as values: cargo's `dev` and `release`, and the forms that their keys take. `profile-checks.ts` judges a manifest's
// tables, `profile-resolution.ts` answers for one profile.
import type { DebugInfo, OptLevel } from "../../target/session.ts";
import type { TomlValue } from "../toml/toml.ts";

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
  /** Nobody said so of `strip`: it is another where a library that is needed has debug information. */
  readonly stripIsImplied: boolean;
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
  stripIsImplied: false,
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
export const BUILT_IN: Readonly<Record<string, Profile>> = { dev: DEV, test: DEV, release: RELEASE, bench: RELEASE };

/** A profile's name in what tells units apart: `test` and `bench` make the units of `dev` and `release` where they set the same. */
export function sharedName({ name }: Pick<Profile, "name">): string {
  return name === "test" ? "dev" : name === "bench" ? "release" : name;
}

/** Folder under `target/<triple>/`. */
export function profileFolder(name: string): string {
  const shared = sharedName({ name });
  return shared === "dev" ? "debug" : shared;
}

export const DEBUG_LEVELS: Readonly<Record<string, DebugInfo>> = {
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

export const scalar = (value: TomlValue) =>
  value.kind === "boolean" || value.kind === "integer" || value.kind === "string" ? String(value.value) : "";
