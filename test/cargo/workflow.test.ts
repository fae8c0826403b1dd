// The workflow of the README, run as it is written: its `kbuild` commands one after the other, in a kernel's folder that
// `kbuild new` makes, with the variables that the workflow sets. What installs things is left to the service that runs it.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const KBUILD = join(ROOT, "bin/kbuild.js");
const workflow = /```yaml\n(name: kernel\n[^]*?)```/.exec(readFileSync(join(ROOT, "README.md"), "utf8"))?.[1] ?? "";
const commands = [...workflow.matchAll(/^ +- run: (.*)$/gm)].map(([, command = ""]) => command);
const variables = Object.fromEntries([...workflow.matchAll(/^ {6}(CARGO_\w+): (.*)$/gm)].map(([, name = "", value = ""]) => [name, value]));

const outer = mkdtempSync(join(tmpdir(), "kbuild-workflow-"));
const kernel = join(outer, "kernel");
afterAll(() => rmSync(outer, { recursive: true }));

function kbuild(words: string, cwd: string) {
  const environment = { ...process.env, ...variables, NO_COLOR: undefined };
  return spawnSync(process.execPath, [KBUILD, ...words.split(" ")], { cwd, encoding: "utf8", env: environment });
}

describe("the workflow of the README", () => {
  test("is there", () => {
    expect(kbuild("new kernel --kernel --vcs none", outer).status).toBe(0);
    expect(kbuild("metadata --format-version 1", kernel).status).toBe(0);
    expect(commands.length).toBeGreaterThan(6);
  });

  test.each(commands.filter((command) => command.startsWith("kbuild ")))("%s", { timeout: 120_000 }, (command) => {
    const { status, stdout, stderr } = kbuild(command.slice("kbuild ".length), kernel);
    expect(status, stdout + stderr).toBe(0);
  });

  test("leaves what it uploads", () => {
    const uploaded = /^ +path: (\S+\.img)$/m.exec(workflow)?.[1] ?? "none";
    expect(existsSync(join(kernel, uploaded))).toBe(true);
  });
});
