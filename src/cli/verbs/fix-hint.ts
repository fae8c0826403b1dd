// `kbuild fix --hint`: builds as `kbuild build` would, without a word, shows what the hint for it would change, and changes it.
import type { Host, Output } from "../../base/host.ts";
import { advise, renderChange } from "../../advice/advise.ts";
import type { Attempt } from "../../advice/case.ts";
import { build } from "../../cargo/build.ts";
import { BuildLog } from "../../cargo/build-log.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import type { Context } from "../program.ts";
import { buildOptions } from "./build.ts";
import type { BuildFlags } from "./build.ts";
import { writeChanges } from "./write-changes.ts";

const SILENT: Output = { isTerminal: false, columns: undefined, write: () => {} };

function attemptOf(context: Context, flags: BuildFlags, words: readonly string[]): Attempt {
  const host: Host = { ...context.host, stdout: SILENT, stderr: SILENT };
  const log = new BuildLog();
  const outcome = { host: context.host, release: context.release, log, words };
  try {
    return {
      ...outcome,
      status: build(host, buildOptions(flags, { ...context, host, log }, "link"), context.readCore, log),
      failure: undefined,
    };
  } catch (error) {
    if (error instanceof CargoError) return { ...outcome, status: error.exitCode, failure: error };
    throw error;
  }
}

/** Returns the exit status: 0 if a hint was applied, or there was nothing to do; 101 if the build fails and no hint cures it. */
export function fixHint(context: Context, flags: BuildFlags, words: readonly string[]): number {
  const attempt = attemptOf(context, flags, words);
  const chosen = advise(attempt);
  const { host } = context;
  if (chosen === undefined) {
    host.stderr.write(
      attempt.status === 0 ? "kbuild: help: nothing to fix\n" : "kbuild: help: there is no hint for what this build says\n",
    );
    return attempt.status === 0 ? 0 : 101;
  }
  const { changes = [], words: text } = chosen.advice;
  host.stderr.write(`kbuild: help: ${text}\n`);
  if (changes.length === 0) {
    host.stderr.write("kbuild: help: this one needs a decision: nothing was changed\n");
    return 101;
  }
  for (const change of changes) host.stderr.write(renderChange(change, chosen.survey));
  writeChanges(host, changes);
  return 0;
}
