// A worker thread of `kbuild build`: makes the same plan from the same options, and compiles those of its units that
// it gets, or makes their code alone.
import type { Output } from "../base/host.ts";
import { environmentTable } from "../cargo/config/environment-table.ts";
import { makePlan } from "../cargo/build/plan.ts";
import { unitCompiler } from "../cargo/compile/unit-compiler.ts";
import { compileQuietly, makeCodeQuietly } from "../cargo/build/unit-farm.ts";
import { readCorelib } from "../node/corelib.ts";
import { farmJob, serveFarm } from "../node/farm.ts";
import { realHost } from "../node/host.ts";
import type { BuildJob } from "./unit-farm.ts";
import { buildOptions } from "./verbs/build.ts";

const SILENT: Output = { isTerminal: false, columns: undefined, write: () => {} };

const { flags, emit, words, release, globals, isCodeOnly } = farmJob() as BuildJob;
const host = { ...realHost(), stdout: SILENT, stderr: SILENT };
const options = buildOptions(flags, { host, release, globals, readCore: readCorelib }, emit, words);
const environment = { ...host.environment, ...environmentTable(options.config) };

async function serve(): Promise<void> {
  const silent = () => {};
  const plan = await makePlan(host, options, silent, silent, readCorelib);
  const compiler = await unitCompiler(plan, host, emit, readCorelib, environment);
  serveFarm((task) => {
    const planned = plan.units[task];
    if (planned === undefined) return undefined;
    return isCodeOnly ? makeCodeQuietly(compiler, planned) : compileQuietly(compiler, planned);
  });
}

void serve();
