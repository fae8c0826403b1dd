// Each crate of `fixtures/advice/readers.txt` and `hints.txt` gets the hint of its row in the table of what readers run into, or none. The
// hint comes after everything else: what stands before it is the output without `--hints`.
import { describe, expect, test } from "vitest";
import { advise } from "../../src/advice/advise.ts";
import { HINTS } from "../../src/advice/hints.ts";
import { execute } from "../../src/cli/command-line.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { hostOf, readCases, runIn } from "./cases.ts";

describe("hints of crates", () => {
  for (const crate of [...readCases("readers.txt"), ...readCases("hints.txt")]) {
    for (const command of crate.commands) {
      test(`${crate.name}: ${command.shown}`, async () => {
        const attempt = await execute(hostOf(crate, command), command.words, readCorelib);
        if (typeof attempt === "number") throw new Error("no release");
        expect(advise(attempt)?.hint.id ?? "none").toBe(command.expected);
      });
    }
  }
});

test("the hint stands behind an unchanged output", async () => {
  const [crate] = readCases("readers.txt").filter(({ name }) => name === "release-forgotten");
  const [command] = crate?.commands ?? [];
  if (crate === undefined || command === undefined) throw new Error("the case is gone");
  const plain = hostOf(crate, command);
  const status = await runIn(plain, command.words);
  const host = hostOf(crate, command);
  expect(await runIn(host, [...command.words, "--hints"])).toBe(status);
  expect(host.stderr.text.slice(0, plain.stderr.text.length)).toBe(plain.stderr.text);
  expect(host.stderr.text.slice(plain.stderr.text.length)).toBe(
    [
      'kbuild: help: only `[profile.dev]` says `panic = "abort"`, and this is a release build',
      "  --> Cargo.toml:8",
      "   |",
      " 8 +",
      " 9 + [profile.release]",
      '10 + panic = "abort"',
      "  = `kbuild +1.96 fix --hint --release` writes this",
      "  = `kbuild explain panic-strategy` says why",
      "",
    ].join("\n"),
  );
});

test("a kernel that its host ended, and a program", async () => {
  const [crate] = readCases("hints.txt").filter(({ name }) => name === "no-start-files");
  const [command] = crate?.commands ?? [];
  if (crate === undefined || command === undefined) throw new Error("the case is gone");
  const attempt = await execute(hostOf(crate, command), command.words, readCorelib);
  if (typeof attempt === "number") throw new Error("no release");
  const chosen = advise({ ...attempt, words: ["run", "--target", "x86_64-unknown-linux-gnu", "-q"], status: 139 });
  expect(chosen?.hint.id).toBe("kernel-on-host");
  expect(chosen?.advice.command).toBe("kbuild +1.96 run -q --target x86_64-unknown-none");
  expect(advise({ ...attempt, words: ["run"], status: 1 })).toBeUndefined();
});

test("hints have names of their own", () => {
  const ids = HINTS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("fix --hint shows the difference and writes it, and then there is nothing to fix", async () => {
  const [crate] = readCases("readers.txt").filter(({ name }) => name === "start-two-underscores");
  const [command] = crate?.commands ?? [];
  if (crate === undefined || command === undefined) throw new Error("the case is gone");
  const host = hostOf(crate, command);
  const words = ["+1.96", "fix", "--hint", "--target", "x86_64-unknown-none"];
  expect(await runIn(host, words)).toBe(0);
  expect(host.stderr.text).toContain('12 - pub extern "C" fn __start() -> ! {\n12 + pub extern "C" fn _start() -> ! {\n');
  expect(new TextDecoder().decode(host.files.read("/w/start-two-underscores/src/main.rs"))).toContain("fn _start()");
  expect(await runIn(host, words)).toBe(0);
  expect(host.stderr.text.endsWith("kbuild: help: nothing to fix\n")).toBe(true);
});

test("fix --hint behind another command", async () => {
  const [crate] = readCases("readers.txt").filter(({ name }) => name === "test-finished-kernel");
  const [command] = crate?.commands ?? [];
  if (crate === undefined || command === undefined) throw new Error("the case is gone");
  const host = hostOf(crate, command);
  expect(await runIn(host, ["+1.96", "fix", "--hint", "--", ...command.words.slice(1)])).toBe(0);
  expect(new TextDecoder().decode(host.files.read("/w/test-finished-kernel/Cargo.toml"))).toContain("\ntest = false\n");
  expect(await runIn(hostOf(crate, command), ["fix", "--hint", "--", "image"])).toBe(1);
  expect(await runIn(hostOf(crate, command), ["fix", "word"])).toBe(1);
});

test("fix --hint runs a command with all of its words", async () => {
  const [crate] = readCases("hints.txt").filter(({ name }) => name === "options-for-the-compiler");
  const [command] = crate?.commands ?? [];
  if (crate === undefined || command === undefined) throw new Error("the case is gone");
  const host = hostOf(crate, command);
  expect(await runIn(host, ["+1.96", "fix", "--hint", "--", "build", "--", "-C", "link-arg=-nostartfiles"])).toBe(101);
  expect(host.stderr.text).toContain("kbuild: help: options of the compiler's go behind `rustc --`");
});

test("a program of the host's beside the kernel is not told to do without std", async () => {
  const [crate] = readCases("hints.txt").filter(({ name }) => name === "a-tool-beside-the-kernel");
  const [command] = crate?.commands ?? [];
  if (crate === undefined || command === undefined) throw new Error("the case is gone");
  const attempt = await execute(hostOf(crate, command), command.words, readCorelib);
  if (typeof attempt === "number") throw new Error("no release");
  const advice = advise(attempt)?.advice;
  expect([advice?.command, advice?.changes]).toEqual(["kbuild +1.96 build -p kernel", undefined]);
});
