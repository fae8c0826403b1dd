// `kbuild run --boot FORMAT` in kbuild's own machine.
import { expect, test, vi } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { kernelFiles } from "../../src/cargo/new/kernel-templates.ts";
import { runCommandLine } from "../../src/cli/command-line.ts";
import { FORMATS } from "../../src/image/formats.ts";
import { readCorelib } from "../../src/node/corelib.ts";

vi.setConfig({ testTimeout: 300_000 });

const MANIFEST = '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n';

async function run(template: string, ...words: string[]) {
  const files = kernelFiles(template, "2021", MANIFEST);
  const host = memoryHost(Object.fromEntries([...files].map(([path, text]) => [`/k/${path}`, text])), "/k");
  const status = await runCommandLine(host, ["+1.96", "run", "-q", "--emulator", ...words], readCorelib);
  return { status, shown: host.stdout.text, said: host.stderr.text };
}

test.each(Object.keys(FORMATS))("%s: text on the screen, bytes on the serial line", async (format) => {
  expect(await run("vga", "--boot", format)).toEqual({ status: 0, shown: "Hello World!\n", said: "" });
  expect(await run("serial", "--boot", format)).toEqual({ status: 33, shown: "Hello World!\n", said: "" });
});

test("the firmware's calls keep away from the exit port", async () => {
  expect((await run("serial", "--boot", "uefi", "--exit-port", "0xf6", "--max-instructions", "100000")).shown).toBe("Hello World!\n");
});
