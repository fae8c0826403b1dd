// After a build that went well: what the configuration starts the kernel with is not there.
import type { Case } from "../case.ts";
import type { Unit } from "../../cargo/unit.ts";
import type { Hint } from "../hint.ts";
import { entryAt, lineOf } from "../survey.ts";
import type { TomlFile } from "../survey.ts";

function lastProgram(at: Case): Unit | undefined {
  return at.units.findLast(({ planned }) => planned.unit.crate.kind === "bin")?.planned.unit;
}

/** The configuration's table with a runner whose first word is `program`. */
function runnerLine(config: TomlFile, program: string): number | undefined {
  const tables = config.document.entries.get("target")?.value;
  if (tables?.kind !== "table") return undefined;
  for (const [name] of tables.entries) {
    const runner = entryAt(config.document, "target", name, "runner");
    const words = runner?.value.kind === "array" ? runner.value.items : runner === undefined ? [] : [runner.value];
    const [first] = words;
    if (runner !== undefined && first?.kind === "string" && first.value.split(/\s+/)[0] === program)
      return lineOf(config.text, runner.key.lo);
  }
  return undefined;
}

/** `runner = "bootimage runner"` without bootimage. */
export const runnerMissing: Hint = {
  id: "runner-missing",
  page: "boot-image",
  decide(at) {
    const words = /^could not execute process `(.+)` \(never executed\)/.exec(at.failureText)?.[1];
    const program = words?.split(" ")[0];
    if (program === undefined || lastProgram(at)?.target.os !== "none") return undefined;
    for (const config of at.survey.configs) {
      const line = runnerLine(config, program);
      if (line === undefined) continue;
      return {
        words: `\`${program}\` is a tool of its own and not installed; \`kbuild run\` boots a kernel by itself, with QEMU or in its own machine: without this line, or past it:`,
        place: { path: config.path, line },
        command: at.command(["run", ...at.options, "--emulator"]),
      };
    }
    return undefined;
  },
};
