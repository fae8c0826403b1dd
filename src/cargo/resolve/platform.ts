// Which dependencies a target wants: those of `[target.<triple>]` and `[target.'cfg(..)']` only where they hold.
import type { Release } from "../../target/release.ts";
import type { Cfg } from "../../target/session.ts";
import type { Target } from "../../target/target.ts";
import { targetCfgs } from "../../target/targets.ts";
import { cfgMatches } from "./cfg-expression.ts";
import type { Dependency } from "../manifest/manifest.ts";

export type Platform = (dependency: Pick<Dependency, "target">) => boolean;

/** A target's conditions as cargo learns them from rustc, without any optimization. */
export function cargoCfgs(target: Target, release: Release): readonly Cfg[] {
  return [...targetCfgs(target, release, target.panicStrategy), { name: "debug_assertions" }];
}

/** `more` are conditions that flags set. */
export function platformOf(target: Target, release: Release, more: readonly Cfg[] = []): Platform {
  const cfgs = [...cargoCfgs(target, release), ...more];
  return ({ target: condition }) => condition === undefined || condition === target.triple || cfgMatches(condition, cfgs);
}
