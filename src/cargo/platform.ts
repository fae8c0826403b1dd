// Which dependencies a target wants: those of `[target.<triple>]` and `[target.'cfg(..)']` only where they hold.
import type { Release } from "../target/release.ts";
import type { Target } from "../target/target.ts";
import { targetCfgs } from "../target/targets.ts";
import { cfgMatches } from "./cfg-expression.ts";
import type { Dependency } from "./manifest.ts";

export type Platform = (dependency: Pick<Dependency, "target">) => boolean;

export function platformOf(target: Target, release: Release): Platform {
  const cfgs = targetCfgs(target, release, target.panicStrategy);
  return ({ target: condition }) => condition === undefined || condition === target.triple || cfgMatches(condition, cfgs);
}
