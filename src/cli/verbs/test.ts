// `kbuild test --no-run`: the package's crates as tests. Where the target has no crate `test`, and that is bare metal, only those that
// say `harness = false` can be built: a kernel that is a test program itself.
import { build } from "../../cargo/build.ts";
import { refusal } from "../../cargo/cargo-error.ts";
import { BuildLog } from "../../cargo/build-log.ts";
import { artifactPath, sourcePath } from "../../cargo/unit.ts";
import type { Unit } from "../../cargo/unit.ts";
import type { Context, Verb } from "../program.ts";
import { addBuildOptions, buildOptions } from "./build.ts";
import type { BuildFlags } from "./build.ts";

interface TestFlags extends BuildFlags {
  readonly run: boolean;
}

/** `unittests src/main.rs (target/debug/deps/k-0123456789abcdef)` */
function executableText(unit: Unit, { host }: Context): string {
  const path = artifactPath(unit);
  const shown = path.startsWith(`${host.currentDirectory}/`) ? path.slice(host.currentDirectory.length + 1) : path;
  const source = sourcePath(unit);
  return `${unit.crate.kind === "test" ? source : `unittests ${source}`} (${shown})`;
}

export const test: Verb = {
  summary: "Compile the tests of a local package",
  setUp(command, context, finish) {
    addBuildOptions(command)
      .option("--no-run", "Compile, but don't run tests")
      .option("--no-fail-fast", "Run all tests regardless of failure")
      .option("--doc", "Test only this library's documentation")
      .allowExcessArguments()
      .action(async (flags: TestFlags) => {
        const options = buildOptions(flags, context, "link", [], true);
        const log = context.log ?? new BuildLog();
        const status = await build(context.host, options, context.readCore, log);
        if (status !== 0) return finish(status);
        if (flags.run) throw refusal("running tests: `kbuild test --no-run` builds them");
        const tests = (log.plan?.units ?? []).filter(({ isRoot, unit }) => isRoot && unit.isTest);
        for (const { unit } of tests) options.shell.status("Executable", executableText(unit, context));
        finish(0);
      });
  },
};
