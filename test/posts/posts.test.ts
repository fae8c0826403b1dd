// The two posts as they are read: files are written as the text shows them, commands run in order, and what they print
// is compared line by line. `[...]` stands for any lines; times and the folder above the package are not compared.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";
import { CollectedOutput } from "../../src/base/memory-host.ts";
import { runCommandLine } from "../../src/cli/command-line.ts";
import { INSPECTORS } from "../../src/cli/program.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { realHost } from "../../src/node/host.ts";

const POSTS = resolve(import.meta.dirname, "../../fixtures/posts");
const KBUILD = resolve(import.meta.dirname, "../../bin/kbuild.js");
const RELEASES = ["1.68.1", "1.96"] as const;

interface Step {
  readonly line: number;
  readonly command?: string;
  readonly output?: string;
  readonly file?: string;
  readonly text?: string;
}

/** One command and its output for each `$ ` line of a console block. */
function commandsOf(block: string, line: number): Step[] {
  const parts = block.split(/^\$ /m).slice(1);
  return parts.map((part) => ({ line, command: part.slice(0, part.indexOf("\n")), output: part.slice(part.indexOf("\n") + 1) }));
}

function stepsOf(markdown: string, release: string): Step[] {
  const steps: Step[] = [];
  for (const found of markdown.matchAll(/^```(\w+) ?(\S*)\n(.*?)^```$/gms)) {
    const [, language, word = "", block = ""] = found;
    const line = markdown.slice(0, found.index).split("\n").length;
    if (language !== "console") steps.push({ line, file: word, text: block });
    else if (word === "" || word === release) steps.push(...commandsOf(block, line));
  }
  return steps;
}

/** The expected text as a pattern. */
function patternOf(expected: string): RegExp {
  const escaped = expected
    .trimEnd()
    .replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll("\\[\\.\\.\\.\\]", "[^]*?")
    .replaceAll("<\\.\\.\\.>", "[^\\n]*")
    .replaceAll(/\d+\\\.\d\ds$/gm, "(?:\\d+m )?\\d+\\.?\\d*s");
  return new RegExp(`^${escaped}\\s*$`);
}

/** The compiler's verbs run in this process, at the speed it has come to; the demo runs them as they are installed. */
async function printedHere(words: readonly string[], folder: string): Promise<string> {
  const [stdout, stderr] = [new CollectedOutput(), new CollectedOutput()];
  const environment = { ...process.env, RUSTUP_TOOLCHAIN: undefined };
  await runCommandLine({ ...realHost(), environment, currentDirectory: folder, stdout, stderr }, words, readCorelib);
  return `${stderr.text}${stdout.text}`;
}

/** The inspectors are a program of their own. */
function printedByInspector(words: readonly string[], folder: string): string {
  const env = { ...process.env, RUSTUP_TOOLCHAIN: undefined };
  const { stdout, stderr } = spawnSync(process.execPath, [KBUILD, ...words], { cwd: folder, encoding: "utf8", env });
  return `${stderr}${stdout}`;
}

async function runCommand(command: string, release: string, folder: string): Promise<string> {
  const own = command.split(" ").slice(1);
  const words = release === "1.68.1" ? own : [`+${release}`, ...own];
  return INSPECTORS[own[0] ?? ""] === undefined ? await printedHere(words, folder) : printedByInspector(words, folder);
}

async function follow(post: string, release: string): Promise<void> {
  const base = realpathSync(mkdtempSync(join(tmpdir(), "kbuild-post-")));
  let folder = base;
  try {
    for (const step of stepsOf(readFileSync(join(POSTS, post), "utf8"), release)) {
      if (step.file !== undefined) {
        mkdirSync(dirname(join(folder, step.file)), { recursive: true });
        writeFileSync(join(folder, step.file), step.text ?? "");
        continue;
      }
      const printed = await runCommand(step.command ?? "", release, folder);
      const isAsShown = patternOf(step.output ?? "").test(printed);
      expect(isAsShown ? step.output : printed, `${post}:${step.line}: ${step.command}`).toBe(step.output);
      if (step.command?.startsWith("kbuild new ") === true) folder = join(base, step.command.split(" ")[2] ?? "");
    }
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

for (const post of readdirSync(POSTS).filter((name) => name.endsWith(".md")))
  for (const release of RELEASES) test(`${post} in ${release}`, { timeout: 120_000 }, () => follow(post, release));
