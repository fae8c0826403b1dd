// Worker threads for a build: as many as there are processors, this thread being one, or as `--jobs` says.
import { availableParallelism, loadavg } from "node:os";
import type { BuildOptions } from "../cargo/build/build.ts";
import type { QuietUnit, UnitFarm } from "../cargo/build/unit-farm.ts";
import { Farm } from "../node/farm.ts";
import type { Context } from "./program.ts";
import type { GlobalFlags } from "./desk.ts";
import type { BuildFlags } from "./verbs/build.ts";

const WORKER = new URL("../../bin/unit-worker.js", import.meta.url);

/** All that a worker needs to make the same plan. */
export interface BuildJob {
  readonly flags: BuildFlags;
  readonly globals: GlobalFlags;
  readonly release: Context["release"];
  readonly emit: BuildOptions["emit"];
  readonly words: readonly string[];
  /** The code of units that others judge, instead of whole units. */
  readonly isCodeOnly: boolean;
}

/** Others have work for all processors: a second thread would cost time instead of bringing some. */
const isCrowded = (): boolean => (loadavg()[0] ?? 0) >= availableParallelism();

/** How long its owner waits for code at least, in milliseconds: a thread that began later has its start behind it by then. */
const PATIENCE = 5000;

/** Below 0 counts from the processors that there are. */
function threadCount(jobs: string | undefined): number {
  const all = availableParallelism();
  const asked = jobs === undefined || jobs === "default" ? all : Number(jobs);
  return Math.min(all, asked < 0 ? Math.max(1, all + asked) : asked);
}

/** Starts its threads when there is work for them, and none for one job. */
export function unitFarm(flags: BuildFlags, options: BuildOptions, context: Context): UnitFarm {
  const { emit, rustcArguments: words, jobs, config } = options;
  const { release, globals = {} } = context;
  const workers = () => threadCount(jobs ?? config.numberOrString("build", "jobs")) - 1;
  const job = (isCodeOnly: boolean): BuildJob => ({ flags, globals, release, emit, words, isCodeOnly });
  let farm: Farm<QuietUnit> | undefined;
  const codes = new Map<number, { readonly farm: Farm<QuietUnit>; readonly started: number }>();
  return {
    start(units) {
      if (workers() < 1) return;
      farm = new Farm(WORKER, job(false), workers());
      farm.start(units);
    },
    take: (unit) => farm?.take(unit),
    startCode(unit) {
      // Threads that compile whole units leave no processor for this.
      if (farm !== undefined || codes.has(unit) || workers() < 1 || isCrowded()) return;
      const one = new Farm<QuietUnit>(WORKER, job(true), 1);
      codes.set(unit, { farm: one, started: context.host.now() });
      one.start([unit]);
    },
    takeCode(unit) {
      const code = codes.get(unit);
      codes.delete(unit);
      if (code === undefined) return undefined;
      // Code takes about as long as the judgement did.
      return code.farm.take(unit, PATIENCE + context.host.now() - code.started);
    },
  };
}
