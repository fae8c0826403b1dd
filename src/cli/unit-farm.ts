// Worker threads for a build: as many as there are processors, this thread being one, or as `--jobs` says.
import { availableParallelism } from "node:os";
import type { BuildOptions } from "../cargo/build.ts";
import type { UnitFarm } from "../cargo/unit-farm.ts";
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
}

/** Below 0 counts from the processors that there are. */
function threadCount(jobs: string | undefined): number {
  const all = availableParallelism();
  const asked = jobs === undefined || jobs === "default" ? all : Number(jobs);
  return Math.min(all, asked < 0 ? Math.max(1, all + asked) : asked);
}

/** None for one thread. */
export function unitFarm(flags: BuildFlags, options: BuildOptions, context: Context): UnitFarm | undefined {
  const workers = threadCount(options.jobs ?? options.config.numberOrString("build", "jobs")) - 1;
  if (workers < 1) return undefined;
  const { emit, rustcArguments: words } = options;
  const { release, globals = {} } = context;
  return new Farm(WORKER, { flags, globals, release, emit, words } satisfies BuildJob, workers);
}
