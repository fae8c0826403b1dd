// Command lines over small packages, each with what cargo 1.96 said (`*-1.68.jsonl`: 1.63, which says the same as 1.68) and its
// exit status (`fixtures/cargo/*.jsonl`, written by `node test/cargo/bless.js`): run from memory and held to it byte for byte. A case that kbuild refuses says so.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { execute } from "../../src/cli/command-line.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { cleanLinkerWords } from "./linker-words.js";

type Files = Readonly<Record<string, string | null>>;

interface Case {
  readonly name: string;
  /** Beside `src/main.rs`, which is the least kernel unless it is given or null; those of the case that a word names. */
  readonly files: Files | string;
  readonly args: readonly string[];
  /** The environment's. */
  readonly variables?: Readonly<Record<string, string>>;
  /** kbuild's own refusal is expected in place of what cargo says. */
  readonly refused?: true;
  /** Files that are looked at afterwards, and what stands in them (null: they are not there). */
  readonly writes?: readonly string[];
  readonly written?: Readonly<Record<string, string | null>>;
  readonly exit: number;
  readonly stderr: string;
  readonly stdout: string;
}

const FOLDER = join(import.meta.dirname, "../../fixtures/cargo");
const KERNEL = readFileSync(join(FOLDER, "kernel.rs"), "utf8");

function casesIn(file: string): Case[] {
  const lines = readFileSync(join(FOLDER, file), "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Case);
}

function filesOf({ files }: Case, all: readonly Case[]): Files {
  if (typeof files !== "string") return files;
  return filesOf(all.find(({ name }) => name === files) as Case, all);
}

type Answer = Pick<Case, "exit" | "stderr" | "stdout" | "written">;

async function run({ args, variables, writes }: Case, files: Files, plus: string): Promise<Answer> {
  const all = Object.entries({ "src/main.rs": KERNEL, ...files }).filter(([, text]) => text !== null);
  const host = memoryHost(Object.fromEntries(all.map(([path, text]) => [`/w/${path}`, text as string])), "/w", variables);
  const attempt = await execute(host, [plus, ...args], readCorelib);
  const exit = typeof attempt === "number" ? attempt : attempt.status;
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  const read = (path: string) => (host.files.status(path) === undefined ? null : utf8.decode(host.files.read(path)));
  const written = writes === undefined ? {} : { written: Object.fromEntries(writes.map((path) => [path, read(`/w/${path}`)])) };
  const stderr = host.stderr.text
    .replaceAll(/in (?:\d+m )?\d+\.\d\ds/g, "in <time>")
    .replaceAll(/-C (metadata|extra-filename)=(-?)[0-9a-f]{16}/g, "-C $1=$2<hash>")
    .replaceAll(/^( +Executable .*)-[0-9a-f]{16}\)$/gm, "$1-<hash>)");
  return { ...written, exit, stderr: cleanLinkerWords(stderr), stdout: cleanLinkerWords(host.stdout.text) };
}

function answerOf({ exit, stderr, stdout, written }: Case): Answer {
  return { exit, stderr, stdout, ...(written === undefined ? {} : { written }) };
}

describe.each(readdirSync(FOLDER).filter((file) => file.endsWith(".jsonl")))("%s", (file) => {
  const all = casesIn(file);
  const plus = file.endsWith("-1.68.jsonl") ? "+1.68.1" : "+1.96";
  test.each(all.map((one) => [one.name, one] as const))("%s", async (_, one) => {
    const found = await run(one, filesOf(one, all), plus);
    if (one.refused === true) {
      expect(found.exit).toBe(101);
      expect(found.stderr).toMatch(/^error\[KB\d+\]/m);
    } else expect(found).toEqual(answerOf(one));
  });
});
