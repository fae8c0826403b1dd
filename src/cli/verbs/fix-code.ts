// `kbuild fix`: checks without a word, writes what may be written, and that again while suggestions met each other, as cargo
// does it; then checks aloud. If what was written does not compile, the files are as before.
import type { Host, Output } from "../../base/host.ts";
import { build } from "../../cargo/build/build.ts";
import { BuildLog } from "../../cargo/build/build-log.ts";
import type { BuiltUnit } from "../../cargo/build/build-log.ts";
import { machineFixes } from "../../cargo/compile/machine-fixes.ts";
import type { FixedFile } from "../../cargo/compile/machine-fixes.ts";
import type { Context } from "../program.ts";
import { buildOptions } from "./build.ts";
import type { BuildFlags } from "./build.ts";
import { writeChanges } from "./write-changes.ts";

const SILENT: Output = { isTerminal: false, columns: undefined, write: () => {} };
/** What is denied can be fixed, too. */
const FIXING = { compilesAgain: true, lintCap: "warn" } as const;
/** Edits that meet others wait for the next round. */
const MOST_ROUNDS = 4;

/** The units asked for, compiled anew. */
async function checked(context: Context, flags: BuildFlags): Promise<readonly BuiltUnit[]> {
  const host: Host = { ...context.host, stdout: SILENT, stderr: SILENT };
  const log = new BuildLog();
  await build(host, { ...buildOptions(flags, { ...context, host, log }, "metadata"), ...FIXING }, context.readCore, log);
  return log.units.filter(({ planned }) => planned.unit.isRoot);
}

const hasErrors = (units: readonly BuiltUnit[]): boolean =>
  units.some(({ diagnostics }) => diagnostics.some(({ level }) => level === "error"));

/** What a file was at first, what it is now, and how many fixes that took. */
function joined(before: ReadonlyMap<string, FixedFile>, files: readonly FixedFile[]): Map<string, FixedFile> {
  const all = new Map(before);
  for (const file of files) {
    const first = all.get(file.path);
    all.set(file.path, first === undefined ? file : { ...file, before: first.before, count: first.count + file.count });
  }
  return all;
}

/** One file a time: two units of a package may share one. */
function fixesOf(units: readonly BuiltUnit[], broken: boolean): readonly FixedFile[] {
  const files = units.flatMap((unit) => machineFixes(unit, broken));
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

/** Returns the exit status. */
export async function fixCode(context: Context, flags: BuildFlags, broken: boolean): Promise<number> {
  const { host } = context;
  let units = await checked(context, flags);
  const wasBroken = hasErrors(units);
  let fixed = new Map<string, FixedFile>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const files = fixesOf(units, broken);
    if (files.length === 0) break;
    writeChanges(host, files);
    fixed = joined(fixed, files);
    units = await checked(context, flags);
    if (!files.some(({ isPartial }) => isPartial)) break;
  }
  const options = buildOptions(flags, context, "metadata");
  if (!wasBroken && hasErrors(units)) {
    writeChanges(
      host,
      [...fixed.values()].map((file) => ({ ...file, before: file.after, after: file.before })),
    );
    options.shell.warn(brokenWords([...fixed.values()].map(({ name }) => name)));
    fixed = new Map();
  }
  const tell = () => {
    for (const { name, count } of fixed.values())
      options.shell.status("Fixed", `${name} (${count} ${count === 1 ? "fix" : "fixes"})`, "note");
    fixed.clear();
  };
  return build(host, { ...options, ...FIXING, announced: tell }, context.readCore, context.log);
}

function brokenWords(names: readonly string[]): string {
  const listed = names.map((name) => `  * ${name}\n`).join("");
  return `failed to automatically apply fixes suggested by rustc\n\nafter fixes were automatically applied the compiler reported errors within these files:\n\n${listed}\nThe files are as they were before.\n`;
}
