// A Session is all that the compiler knows of the outside: which crate, for which target, with which options and as
// which release. The driver makes and freezes it; no stage sees a manifest, an environment variable or a flag.
import type { Release } from "./release.ts";
import type { Target } from "./target.ts";
import type { PathRemapping } from "./shown-path.ts";

export type Edition = 2015 | 2018 | 2021 | 2024;
export type PanicStrategy = "abort" | "unwind";
export type OptLevel = "0" | "1" | "2" | "3" | "s" | "z";
export type CrateType = "bin" | "lib" | "rlib" | "staticlib" | "dylib" | "cdylib" | "proc-macro";
export type DebugInfo = "none" | "line-directives-only" | "line-tables-only" | "limited" | "full";
export type LintLevel = "allow" | "warn" | "force-warn" | "deny" | "forbid" | "expect";

/** `--cfg name` or `--cfg name="value"`. */
export interface Cfg {
  readonly name: string;
  readonly value?: string;
}

/** A condition that somebody may set, for `unexpected_cfgs`; undefined among its values is to have none. */
export interface ExpectedCfg {
  readonly name: string;
  readonly values: readonly (string | undefined)[] | "any";
}

export interface Session {
  readonly release: Release;
  readonly target: Target;
  readonly crateName: string;
  readonly crateType: CrateType;
  /** A static library is made besides, of the same crate. */
  readonly alsoStatic?: boolean;
  /** `--test`: the crate is a program that runs its tests, with a `main` and a harness from the crate `test`. */
  readonly harness?: boolean;
  readonly edition: Edition;
  readonly panic: PanicStrategy;
  readonly optLevel: OptLevel;
  readonly debugInfo: DebugInfo;
  readonly overflowChecks: boolean;
  readonly debugAssertions: boolean;
  readonly relocationModel: "static" | "pic" | "pie";
  /** Undefined: the machine's own. */
  readonly codeModel: string | undefined;
  /** `-C metadata`, sorted and without doubles: part of the crate's identity and so of symbol names. */
  readonly metadata: readonly string[];
  /** `-C extra-filename`, `-93db25b4b1b5d9bd`. */
  readonly extraFilename: string;
  readonly incremental: boolean;
  /** All active configuration: the target's, the profile's and `--cfg`'s. */
  readonly cfgs: readonly Cfg[];
  /** Command-line lint levels in order (`-D warnings`, `[lints]`), the later winning. */
  readonly lintLevels: readonly { readonly lint: string; readonly level: LintLevel }[];
  readonly capLints: LintLevel | undefined;
  /** What is announced beside the conditions that every compiler knows. */
  readonly expectedCfgs?: readonly ExpectedCfg[];
  /** `#![feature]` is allowed: a nightly release, or RUSTC_BOOTSTRAP=1. */
  readonly unstableFeatures: boolean;
  /** `-Z validate-mir`, `-Z verify-llvm-ir`: what passes leave is checked after each of them. */
  readonly verifies?: { readonly mir: boolean; readonly values: boolean };
  /** The directory rustc would run in. */
  readonly workingDirectory: string;
  readonly pathRemapping: PathRemapping;
}

/** Whether something is made that no other crate completes: it must have a panic handler, and an allocator if it wants one. */
export function isComplete({ crateType, alsoStatic }: Pick<Session, "crateType" | "alsoStatic">): boolean {
  return crateType === "bin" || crateType === "staticlib" || alsoStatic === true;
}
