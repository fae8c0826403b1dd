// `kbuild test`: the package's crates as tests, built and run. Where the target has no crate `test`, and that is bare metal, only those
// that say `harness = false` can be built: kernels that are test programs themselves. Such a kernel says that all is well by what it
// writes to the exit port.
import { build } from "../../cargo/build/build.ts";
import { BuildLog } from "../../cargo/build/build-log.ts";
import { CargoError, refusal } from "../../cargo/cargo-error.ts";
import type { Plan } from "../../cargo/build/build-options.ts";
import { runnableUnit } from "../../cargo/build/runnable.ts";
import { artifactPath, sourcePath } from "../../cargo/build/unit.ts";
import type { Unit } from "../../cargo/build/unit.ts";
import { runBuilt } from "../machine/run-built.ts";
import { addRunOptions, runSettings } from "../machine/settings.ts";
import type { RunFlags, RunSettings } from "../machine/settings.ts";
import type { Context, Verb } from "../program.ts";
import { addRest } from "../clap-options.ts";
import { addBuildOptions, buildOptions } from "./build.ts";
import type { BuildFlags } from "./build.ts";

interface TestFlags extends BuildFlags, RunFlags {
  readonly run: boolean;
  readonly failFast: boolean;
  readonly doc?: boolean;
}

/** A kernel that wrote 0x10 to the exit port, as the templates do at their end. */
const KERNEL_SUCCESS = 33;

/** `unittests src/main.rs (target/debug/deps/k-0123456789abcdef)` */
function executableText(unit: Unit, { host }: Context): string {
  const path = artifactPath(unit);
  const shown = path.startsWith(`${host.currentDirectory}/`) ? path.slice(host.currentDirectory.length + 1) : path;
  const source = sourcePath(unit);
  return `${unit.crate.kind === "test" ? source : `unittests ${source}`} (${shown})`;
}

function optionOf({ crate }: Unit): string {
  return crate.kind === "lib" ? "--lib" : `--${crate.kind} ${crate.name}`;
}

/** Runs a test; how it failed, if it did. */
async function failureOf(unit: Unit, plan: Plan, args: readonly string[], context: Context, settings: RunSettings) {
  const found = runnableUnit(unit, plan.config);
  const isKernel = found.kind === "kernel" && found.program.length === 0;
  const ended = await runBuilt(found, args, context, settings);
  const wanted = settings.expectExit ?? (isKernel ? KERNEL_SUCCESS : 0);
  return ended === wanted ? undefined : `the run ended with exit status ${ended}, not ${wanted}`;
}

async function runTests(units: readonly Unit[], plan: Plan, flags: TestFlags, context: Context, args: readonly string[]): Promise<void> {
  const { shell } = buildOptions(flags, context, "link", [], true);
  const settings = runSettings(flags, context, shell.isQuiet);
  const failed: string[] = [];
  for (const unit of units) {
    shell.status("Running", executableText(unit, context));
    const failure = await failureOf(unit, plan, args, context, settings);
    if (failure === undefined) continue;
    const error = new CargoError(`test failed, to rerun pass \`${optionOf(unit)}\``, [failure]);
    if (flags.failFast) throw error;
    shell.error(error);
    failed.push(`    \`${optionOf(unit)}\``);
  }
  if (failed.length > 0) throw new CargoError(`${failed.length} target${failed.length === 1 ? "" : "s"} failed:\n${failed.join("\n")}`);
}

export const test: Verb = {
  summary: "Compile and run the tests of a local package",
  setUp(command, context, finish) {
    addRest(addRunOptions(addBuildOptions(command)).argument("[TESTNAME]"), "dashes")
      .option("--no-run", "Compile, but don't run tests")
      .option("--no-fail-fast", "Run all tests regardless of failure")
      .option("--doc", "Test only this library's documentation")
      .action(async () => {
        const { args } = command;
        const flags = command.opts<TestFlags>();
        if (flags.doc === true) throw refusal("tests in documentation");
        const options = buildOptions(flags, context, "link", [], true);
        const log = context.log ?? new BuildLog();
        const status = await build(context.host, { ...options, keepGoing: options.keepGoing || !flags.failFast }, context.readCore, log);
        const { plan } = log;
        if (status !== 0 || plan === undefined) return finish(status);
        const tests = plan.units.filter(({ unit }) => unit.isRoot && unit.isTest).map(({ unit }) => unit);
        if (flags.run) await runTests(tests, plan, flags, context, args);
        else for (const unit of tests) options.shell.status("Executable", executableText(unit, context));
        return finish(0);
      });
  },
};
