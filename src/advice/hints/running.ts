// After a build that went well: what the configuration starts the kernel with is not there; the kernel was started as a program of
// this machine; or it has done its work and keeps a processor busy.
import type { Case } from "../case.ts";
import type { Unit } from "../../cargo/build/unit.ts";
import type { Hint } from "../hint.ts";
import { entryAt, lineOf } from "../survey.ts";
import type { TomlFile } from "../survey.ts";

const BARE_METAL = "x86_64-unknown-none";

function lastProgram(at: Case): Unit | undefined {
  return at.units.findLast(({ planned }) => planned.unit.crate.kind === "bin")?.planned.unit;
}

interface Place {
  readonly path: string;
  readonly line: number;
}

/** Where a configuration names a runner whose program is of a name and whose words, joined, are of a form. */
export function runnerOf({ document, path, text }: TomlFile, program: RegExp, words: RegExp = /(?:)/): Place | undefined {
  const tables = document.entries.get("target")?.value;
  if (tables?.kind !== "table") return undefined;
  for (const [name] of tables.entries) {
    const runner = entryAt(document, "target", name, "runner");
    const items = runner?.value.kind === "array" ? runner.value.items : runner === undefined ? [] : [runner.value];
    const line = items.map((item) => (item.kind === "string" ? item.value : "")).join(" ");
    if (runner !== undefined && program.test(line.split(/\s+/)[0] ?? "") && words.test(line))
      return { path, line: lineOf(text, runner.key.lo) };
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
      const place = runnerOf(config, new RegExp(`^${program.replaceAll(/[^\w]/g, "\\$&")}$`));
      if (place === undefined) continue;
      return {
        words: `\`${program}\` is a tool of its own and not installed; \`kbuild run\` boots a kernel by itself, with QEMU or in its own machine: without this line, or past it:`,
        place,
        command: at.command(["run", ...at.options, "--emulator"]),
      };
    }
    return undefined;
  },
};

/** What a shell has as status of a process that such a signal ended. */
const ENDINGS: ReadonlyMap<number, string> = new Map([
  [132, "an illegal instruction"],
  [135, "a bus error"],
  [139, "a memory fault"],
]);

/** Options without what names a target. */
function withoutTarget(options: readonly string[]): string[] {
  return options.filter((word, i) => !word.startsWith("--target") && options[i - 1] !== "--target");
}

/** A kernel built for the host is a process there, and its first privileged instruction, or its return to nowhere, ends it. */
export const kernelOnHost: Hint = {
  id: "kernel-on-host",
  page: "boot-image",
  decide(at) {
    const unit = lastProgram(at);
    const ending = ENDINGS.get(at.status);
    if (ending === undefined || unit === undefined || !/^r(?:un)?$/.test(at.verb) || unit.target.os === "none") return undefined;
    const root = at.rootOf(unit);
    const isKernel = [/^\s*#!\[no_std\]/m, /^\s*#!\[no_main\]/m, /\bfn\s+_start\b/].every((part) => part.test(root?.text ?? ""));
    if (root === undefined || !isKernel) return undefined;
    return {
      words: `this is a kernel, not a program: started as a process of ${unit.target.triple} it ended in ${ending}; built for ${BARE_METAL} it boots, in QEMU or in kbuild's machine`,
      place: { path: root.path, line: lineOf(root.text, root.text.search(/\bfn\s+_start\b/)) },
      command: at.command(["run", ...withoutTarget(at.options), "--target", BARE_METAL]),
    };
  },
};

/** The posts' kernels end in `loop {}`. */
export const idleLoop: Hint = {
  id: "idle-loop",
  page: "empty-loop",
  decide(at) {
    const unit = lastProgram(at);
    const { spinsAt } = at.log;
    if (at.status !== 0 || unit === undefined || spinsAt === undefined) return undefined;
    const file = at.sourceFile(unit, spinsAt.file);
    if (file === undefined || !/\bloop\s*\{\s*\}/.test(file.text.split("\n")[spinsAt.line - 1] ?? "")) return undefined;
    return {
      words: "the kernel is done and keeps a processor at full load; with `hlt` in the loop it rests until there is an interrupt",
      place: { path: file.path, line: spinsAt.line },
      lines: ["loop {", '    unsafe { core::arch::asm!("hlt") };', "}"],
    };
  },
};
