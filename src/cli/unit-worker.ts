// A worker thread of `kbuild build`: makes the same plan from the same options, and compiles those of its units that it gets.
import type { Output } from "../base/host.ts";
import { environmentTable } from "../cargo/config/environment-table.ts";
import { makePlan } from "../cargo/build/plan.ts";
import { UnitCompiler } from "../cargo/compile/unit-compiler.ts";
import { compileQuietly } from "../cargo/build/unit-farm.ts";
import { readCorelib } from "../node/corelib.ts";
import { farmJob, serveFarm } from "../node/farm.ts";
import { realHost } from "../node/host.ts";
import type { BuildJob } from "./unit-farm.ts";
import { buildOptions } from "./verbs/build.ts";

const SILENT: Output = { isTerminal: false, columns: undefined, write: () => {} };

const { flags, emit, words, release, globals } = farmJob() as BuildJob;
const host = { ...realHost(), stdout: SILENT, stderr: SILENT };
const options = buildOptions(flags, { host, release, globals, readCore: readCorelib }, emit, words);
const compiler = new UnitCompiler(host, emit, readCorelib, { ...host.environment, ...environmentTable(options.config) });

void makePlan(
  host,
  options,
  () => {},
  () => {},
).then(({ units }) =>
  serveFarm((task) => {
    const planned = units[task];
    return planned === undefined ? undefined : compileQuietly(compiler, planned);
  }),
);
