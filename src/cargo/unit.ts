// A unit is one crate to compile with all its options: what a manifest, a profile and the command line come to.
import { atLeast, rustcVersionText } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import type { Cfg, Session } from "../target/session.ts";
import { targetCfgs } from "../target/targets.ts";
import type { Target } from "../target/target.ts";
import type { BinTarget, Manifest } from "./manifest.ts";
import type { Profile } from "./profile.ts";
import { stableHash } from "./stable-hash.ts";

export interface Unit {
  readonly manifest: Manifest;
  readonly bin: BinTarget;
  readonly profile: Profile;
  readonly target: Target;
  readonly release: Release;
  /** The user named a target: artifacts lie in `target/<triple>/`. */
  readonly explicitTarget: boolean;
}

/** 16 hexadecimal digits that tell this unit from others: part of symbol names and of file names. */
function unitHash(unit: Unit): string {
  const { manifest, bin, profile, target, release } = unit;
  return stableHash([
    manifest.name,
    manifest.version,
    bin.name,
    profile.name,
    profile.optLevel,
    profile.debug,
    String(profile.panic),
    target.triple,
    rustcVersionText(release),
  ]);
}

function sessionCfgs(unit: Unit, panic: "abort" | "unwind"): Cfg[] {
  const { profile, target, release } = unit;
  const cfgs = targetCfgs(target, release, panic);
  if (profile.debugAssertions) cfgs.unshift({ name: "debug_assertions" });
  return cfgs;
}

export function makeSession(unit: Unit): Session {
  const { profile, target, release, manifest } = unit;
  const panic = profile.panic ?? target.panicStrategy;
  const hash = unitHash(unit);
  return Object.freeze({
    release,
    target,
    crateName: unit.bin.name.replaceAll("-", "_"),
    crateType: "bin" as const,
    edition: manifest.edition,
    panic,
    optLevel: profile.optLevel,
    debugInfo: profile.debug,
    overflowChecks: profile.overflowChecks,
    debugAssertions: profile.debugAssertions,
    relocationModel: target.relocationModel,
    metadata: [hash],
    extraFilename: `-${hash}`,
    incremental: profile.incremental,
    cfgs: sessionCfgs(unit, panic),
    lintLevels: [],
    capLints: undefined,
    unstableFeatures: false,
    workingDirectory: manifest.root,
  });
}

/** Manifests say `2024`; releases before 1.85 know no such edition. */
export function editionIsKnown(release: Release, edition: number): boolean {
  return edition < 2024 || atLeast(release, 85);
}
