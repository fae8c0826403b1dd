// Units that others compile, on worker threads, while this thread compiles too. A unit reads sources and no artifacts, so any
// can be compiled at any time; what is said, placed and remembered stays with this thread, in the plan's order, so that a
// build's output does not depend on who was faster. A unit that has something to say is compiled here again.
import type { CompileOutput } from "../compile/compile.ts";
import type { PlannedUnit } from "./build-options.ts";
import type { UnitCompiler } from "../compile/unit-compiler.ts";
import { unitHash } from "./unit.ts";

/** A unit that compiled without a word. */
export interface QuietUnit {
  /** Tells whether both threads mean the same unit. */
  readonly key: string;
  readonly artifacts: CompileOutput["artifacts"];
  readonly makesCode: boolean;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly variables: ReadonlyMap<string, string | undefined>;
}

/** Given by the rim. Numbers are places in the plan. */
export interface UnitFarm {
  start(units: readonly number[]): void;
  /** Waits if the unit is being compiled; undefined if this thread is to compile it. */
  take(unit: number): QuietUnit | undefined;
}

/** With fewer, a thread's start costs more than it brings. */
export const LEAST_UNITS = 48;

export function unitKey({ unit }: PlannedUnit): string {
  return `${unitHash(unit)} ${unit.target.triple} ${unit.crate.kind} ${unit.crate.name} ${unit.manifest.path}`;
}

/** For a worker. What writes more than artifacts (a link map, an answer) is not for it. */
export function compileQuietly(compiler: UnitCompiler, planned: PlannedUnit): QuietUnit | undefined {
  const { codegen, prints } = planned.unit.rustc;
  if (codegen.linkArguments.length > 0 || prints.length > 0) return undefined;
  const { diagnostics, artifacts, makesCode, inputs } = compiler.compile(planned);
  if (diagnostics.length > 0) return undefined;
  return { key: unitKey(planned), artifacts, makesCode, files: inputs.files, variables: inputs.variables };
}
