// Projects with defects that print nothing elsewhere: `fixtures/advice/doctor.txt` says which checks find something, and in
// which line. A project without them gets nothing.
import { describe, expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { hostOf, readCases, runIn } from "./cases.ts";
import type { CommandCase, CrateCase } from "./cases.ts";

interface Sarif {
  readonly runs: readonly { readonly results: readonly { readonly ruleId: string; readonly level: string }[] }[];
}
interface Findings {
  readonly findings: readonly { readonly check: string; readonly line: number; readonly level: string; readonly fixable: boolean }[];
}

const crates = readCases("doctor.txt");

function oneCase(name: string): readonly [CrateCase, CommandCase] {
  const crate = crates.find((each) => each.name === name);
  const [command] = crate?.commands ?? [];
  if (crate === undefined || command === undefined) throw new Error(`the case ${name} is gone`);
  return [crate, command];
}

async function findings(crate: CrateCase, command: CommandCase): Promise<Findings["findings"]> {
  const host = hostOf(crate, command);
  const words = command.words.filter((word, i, all) => word !== "--format" && all[i - 1] !== "--format");
  await runIn(host, [...words, "--format", "json"]);
  return (JSON.parse(host.stdout.text) as Findings).findings;
}

describe("findings", () => {
  for (const crate of crates) {
    for (const command of crate.commands) {
      test(`${crate.name}: ${command.shown}`, async () => {
        const found = await findings(crate, command);
        expect(found.map(({ check, line }) => `${check}:${line}`).join(" ") || "nothing").toBe(command.expected);
        const host = hostOf(crate, command);
        expect(await runIn(host, command.words)).toBe(found.some(({ level }) => level === "warning") ? 1 : 0);
      });
    }
  }
});

test("a report for people", async () => {
  const [crate, command] = oneCase("member");
  const host = hostOf(crate, command);
  expect(await runIn(host, command.words)).toBe(1);
  expect(host.stdout.text).toBe(
    [
      "warning[member-profile]: profiles of a member are not read; Cargo.toml is the place for them",
      " --> kernel/Cargo.toml:6",
      "  = `kbuild explain profile-in-member` says why",
      "",
      "kbuild doctor: 1 finding (17 checks)",
      "",
    ].join("\n"),
  );
});

test("GitHub's commands and SARIF say the same", async () => {
  const [crate, command] = oneCase("everything-at-once");
  const count = (await findings(crate, command)).length;
  const github = hostOf(crate, command);
  await runIn(github, ["+1.68", "doctor", "--format", "github"]);
  expect(
    github.stdout.text
      .trimEnd()
      .split("\n")
      .every((line) => /^::(?:warning|notice) file=[^,]+,line=\d+,title=[^:,]+%3A [\w-]+::/.test(line)),
  ).toBe(true);
  expect(github.stdout.text.trimEnd().split("\n").length).toBe(count);
  const sarif = hostOf(crate, command);
  await runIn(sarif, ["+1.68", "doctor", "--format", "sarif"]);
  expect((JSON.parse(sarif.stdout.text) as Sarif).runs[0]?.results.length).toBe(count);
});

test("--fix mends what needs no decision, and a second look finds that gone", async () => {
  const [crate, command] = oneCase("everything-at-once");
  const host = hostOf(crate, command);
  expect(await runIn(host, ["+1.68", "doctor", "--fix", "--format", "json"])).toBe(1);
  const { findings: left } = JSON.parse(host.stdout.text) as Findings;
  expect(left.filter(({ fixable }) => fixable)).toEqual([]);
  const text = (path: string) => new TextDecoder().decode(host.files.read(`/w/everything-at-once/${path}`));
  expect(text("Cargo.toml")).toContain("[profile.dev]");
  expect(text("Cargo.toml")).toContain("test = false");
  expect(text(".cargo/config.toml")).toContain('"compiler-builtins-mem"');
});

test("--fix gives the entry its attribute", async () => {
  const [crate, command] = oneCase("silent-entry");
  const host = hostOf(crate, command);
  expect(await runIn(host, ["doctor", "--fix"])).toBe(0);
  const text = new TextDecoder().decode(host.files.read("/w/silent-entry/src/main.rs"));
  expect(text).toContain('#[no_mangle]\npub extern "C" fn _start()');
});

test("without a manifest there is nothing to look at", async () => {
  const [crate, command] = oneCase("member");
  const host = hostOf({ ...crate, files: {} }, command);
  expect(await runIn(host, ["doctor"])).toBe(1);
});

test("files that say nothing get a line each, and none stops the examination", async () => {
  const host = memoryHost(
    {
      "/w/Cargo.toml": '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n\n[profiles.dev]\npanic = "abort"\n',
      "/w/src/main.rs": new Uint8Array([0x23, 0xff, 0xfe]),
      "/w/src/bin/large.rs": "/".repeat((1 << 20) + 1),
      "/w/.cargo/config.toml": "[build",
    },
    "/w",
  );
  expect(await runIn(host, ["+1.96", "doctor", "--format", "json"])).toBe(1);
  const { findings } = JSON.parse(host.stdout.text) as Findings;
  expect(findings.map(({ check, line, level }) => `${check}:${line} ${level}`).sort()).toEqual([
    "misspelt-table:6 warning",
    "unreadable:1 note",
    "unreadable:1 warning",
    "unreadable:1 warning",
  ]);
});
