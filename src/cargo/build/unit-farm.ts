// Units that others compile, on worker threads, while this thread compiles too. A unit reads sources and no artifacts, so any
// can be compiled at any time; what is said, placed and remembered stays with this thread, in the plan's order, so that a
// build's output does not depend on who was faster. A unit that has something to say is compiled here again.
import { isSameBytes } from "../../base/bytes.ts";
import type { CompileOutput, MadeCode } from "../compile/compile.ts";
import type { PlannedUnit } from "./build-options.ts";
import type { CodeThread, UnitCompiler } from "../compile/unit-compiler.ts";
import type { UnitInputs } from "../compile/unit-inputs.ts";
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
  /** Begins to make a unit's code, while this thread judges the unit. */
  startCode(unit: number): void;
  /** Waits; undefined if this thread is to make the code itself. */
  takeCode(unit: number): QuietUnit | undefined;
}

/** With fewer, a thread's start costs more than it brings. */
export const LEAST_UNITS = 48;

/** Of sources, in bytes: with less, code is made before another thread has started. */
export const LARGE_UNIT = 100_000;

export function unitKey({ unit }: PlannedUnit): string {
  return `${unitHash(unit)} ${unit.target.triple} ${unit.crate.kind} ${unit.crate.name} ${unit.manifest.path}`;
}

/** For a worker. What writes more than artifacts (a link map, an answer) is not for it. */
export function compileQuietly(compiler: UnitCompiler, planned: PlannedUnit): QuietUnit | undefined {
  const { codegen, prints } = planned.unit.rustc;
  if (codegen.linkArguments.length > 0 || prints.length > 0) return undefined;
  const compiled = compiler.compile(planned);
  return compiled.diagnostics.length > 0 ? undefined : quiet(planned, compiled);
}

/** For a worker, too: of a unit that may have something to say, its code. */
export function makeCodeQuietly(compiler: UnitCompiler, planned: PlannedUnit): QuietUnit | undefined {
  const made = compiler.makeCode(planned);
  return made && quiet(planned, made);
}

function quiet(planned: PlannedUnit, { artifacts, makesCode, inputs }: MadeCode & { readonly inputs: UnitInputs }): QuietUnit {
  return { key: unitKey(planned), artifacts, makesCode, files: inputs.files, variables: inputs.variables };
}

/** The thread that makes a unit's code while this one judges it. What it makes counts if it saw the same files and variables. */
export function codeThread(farm: UnitFarm | undefined, planned: PlannedUnit, number: number): CodeThread | undefined {
  const { prints, emits } = planned.unit.rustc;
  // MIR is shown of all bodies, also of those that no code needs.
  if (farm === undefined || prints.length > 0 || emits.includes("mir")) return undefined;
  return {
    start: () => farm.startCode(number),
    take: ({ files, variables }) => {
      const made = farm.takeCode(number);
      if (made === undefined || made.key !== unitKey(planned)) return undefined;
      const isSame =
        [...made.files].every(([path, bytes]) => isSameBytes(bytes, files.get(path))) &&
        [...made.variables].every(([name, value]) => variables.has(name) && variables.get(name) === value);
      return isSame ? made : undefined;
    },
  };
}
