// Completion scripts: of bash the answers, of all shells that every verb and a flag are there.
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { VERBS, runVerb } from "../../src/cli/program.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

async function script(shell: string): Promise<string> {
  const host = memoryHost({}, "/w");
  await runVerb("completions", [shell], { host, release: RELEASE_1_96_0, readCore: () => undefined });
  return host.stdout.text;
}

test.each(["bash", "zsh", "fish", "powershell"])("%s names every verb", async (shell) => {
  const text = await script(shell);
  for (const verb of Object.keys(VERBS)) expect(text).toContain(verb);
  expect(text).toContain("release");
});

test.skipIf(process.platform === "win32")("bash completes verbs and options", async () => {
  const answer = (words: string, at: number) => `COMP_WORDS=(${words}); COMP_CWORD=${at}; _kbuild; echo "\${COMPREPLY[*]}"\n`;
  const input = `${await script("bash")}\n${answer("kbuild loc", 1)}${answer("kbuild +1.96 build --rel", 3)}`;
  const { stdout, error } = spawnSync("bash", { input, encoding: "utf8" });
  if (error === undefined) expect(stdout).toBe("locate-project\n--release\n");
});
