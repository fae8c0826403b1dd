// `kbuild fix --hint`: runs a command (`kbuild build`, or the one behind `--`) without a word, shows what the hint for it would
// change, and changes it.
import type { Host, Output } from "../../base/host.ts";
import { advise, renderChange } from "../../advice/advise.ts";
import type { Attempt } from "../../advice/case.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import type { Context } from "../program.ts";
import { writeChanges } from "./write-changes.ts";

const SILENT: Output = { isTerminal: false, columns: undefined, write: () => {} };

/** Commands whose hints change files, and what is run for them: `run` would start the program. */
const REPLAYED: Readonly<Record<string, string>> = {
  build: "build",
  b: "build",
  check: "check",
  c: "check",
  run: "build",
  r: "build",
  rustc: "rustc",
  test: "test",
  t: "test",
  bench: "bench",
};

async function attemptOf(context: Context, [verb = "", ...words]: readonly string[]): Promise<Attempt> {
  const replayed = REPLAYED[verb];
  if (replayed === undefined) throw new CargoError(`there are no hints for \`kbuild ${verb}\` that change files`, [], 1);
  // What is behind `--` of `run` is the program's.
  const end = words.includes("--") && verb.startsWith("r") && replayed === "build" ? words.indexOf("--") : words.length;
  const { execute } = await import("../command-line.ts");
  const host: Host = { ...context.host, stdout: SILENT, stderr: SILENT };
  const attempt = await execute(host, [`+${context.release.version}`, replayed, ...words.slice(0, end)], context.readCore);
  if (typeof attempt === "number") throw new CargoError(`\`kbuild ${verb}\` did not run`);
  return attempt;
}

/** Returns the exit status: 0 if a hint was applied, or there was nothing to do; 101 if the build fails and no hint cures it. */
export async function fixHint(context: Context, words: readonly string[]): Promise<number> {
  const attempt = await attemptOf(context, words);
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
  for (const change of changes) host.stderr.write(renderChange(change, chosen.at.survey));
  writeChanges(host, changes);
  return 0;
}
