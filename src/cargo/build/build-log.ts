// What a build, or the run behind it, leaves for those who explain it afterwards: the plan it made and each unit's diagnostics as values. The
// build itself reads none of it.
import type { SourceMap } from "../../base/source.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { BuildOptions, Plan, PlannedUnit } from "./build-options.ts";
import type { Shell } from "../shell.ts";

export interface BuiltUnit {
  readonly planned: PlannedUnit;
  /** Empty for a unit that was fresh. */
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: SourceMap;
}

export class BuildLog {
  /** What the run speaks with, as soon as its options are read. */
  shell: Shell | undefined;
  options: BuildOptions | undefined;
  /** Undefined if cargo found something wrong before anything was compiled. */
  plan: Plan | undefined;
  readonly warnings: string[] = [];
  readonly units: BuiltUnit[] = [];
  /** The verb did no more than ask the host and say what came of it: with the same answers it would say the same again. */
  mayRepeat = false;
  /** After a run: the line that the kernel spins at, for good. */
  spinsAt: { readonly file: string; readonly line: number } | undefined;
}
