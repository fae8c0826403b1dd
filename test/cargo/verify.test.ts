// `kbuild verify` from memory: a kernel that holds a policy, and one whose policy is broken in several ways, in each format.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { CargoError } from "../../src/cargo/cargo-error.ts";
import { runVerb } from "../../src/cli/program.ts";
import { parsePolicy } from "../../src/inspect/verify/policy.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const ROOT = join(import.meta.dirname, "../..");
const KERNEL = readFileSync(join(ROOT, "fixtures/cargo/kernel.rs"), "utf8");
const HELD = {
  machine: "x86_64",
  entry: true,
  "required-symbols": ["_start"],
  "section-budgets": { ".text": 64 },
  reproducible: true,
  "well-formed": true,
};
const BROKEN = { machine: "aarch64", "forbidden-symbols": ["_start"], "required-symbols": ["nowhere"], "section-budgets": { ".text": 1 } };

const host = (policy: unknown) =>
  memoryHost(
    {
      "/w/Cargo.toml": '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n',
      "/w/src/main.rs": KERNEL,
      "/w/kbuild-policy.json": JSON.stringify(policy),
    },
    "/w",
  );

async function verify(on: ReturnType<typeof host>, ...words: string[]): Promise<number> {
  return runVerb("verify", words, { host: on, release: RELEASE_1_96_0, readCore: readCorelib });
}

test("a policy that holds, one that does not, and every format", async () => {
  const good = host(HELD);
  expect(await verify(good, "--target", "x86_64-unknown-none")).toBe(0);
  expect(good.stdout.text).toBe("target/x86_64-unknown-none/debug/k: 6 rules checked, all hold\n");

  const bad = host(BROKEN);
  expect(await verify(bad, "--target", "x86_64-unknown-none", "--format", "json")).toBe(1);
  const { findings } = JSON.parse(bad.stdout.text) as { findings: { rule: string }[] };
  expect(findings.map(({ rule }) => rule)).toEqual(["KV001", "KV007", "KV008", "KV009"]);

  const image = ["--image", "target/x86_64-unknown-none/debug/k"];
  const texts = await Promise.all(
    ["human", "github", "sarif", "junit"].map(async (format) => {
      const on = host(BROKEN);
      on.files.writeAtomically("/w/target/x86_64-unknown-none/debug/k", bad.files.read("/w/target/x86_64-unknown-none/debug/k"));
      expect(await verify(on, ...image, "--format", format)).toBe(1);
      return on.stdout.text;
    }),
  );
  const [human = "", github = "", sarif = "", junit = ""] = texts;
  expect(human).toContain("error[KV009]: the symbol `_start` is defined\n --> target/x86_64-unknown-none/debug/k\n");
  expect(github.split("\n")[0]).toMatch(/^::error file=target\/x86_64-unknown-none\/debug\/k,title=KV001 machine::/);
  expect((JSON.parse(sarif) as { runs: { results: unknown[] }[] }).runs[0]?.results).toHaveLength(4);
  expect(junit).toContain('tests="4" failures="4"');
});

test("policies that are wrong", async () => {
  for (const text of [
    "[]",
    "{",
    '{"entri": true}',
    '{"entry": 1}',
    '{"section-budgets": {".text": -1}}',
    '{"__proto__": 1}',
    '{"constructor": 1}',
  ])
    expect(() => parsePolicy(text)).toThrow();
  await expect(verify(host(HELD), "--format", "xml")).rejects.toThrow(CargoError);
});

test("the schema names the keys that are read", () => {
  const { properties } = JSON.parse(readFileSync(join(ROOT, "src/inspect/verify/policy.schema.json"), "utf8")) as { properties: object };
  const known = /known are (.*)$/.exec(catchMessage(() => parsePolicy('{"?": 1}')))?.[1]?.split(", ");
  expect(Object.keys(properties).slice(1)).toEqual(known);
});

function catchMessage(run: () => void): string {
  try {
    run();
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
}

test("an image that is cut short breaks the rules that it leaves open, and those of its form", async () => {
  const on = host({ "well-formed": true, "undefined-symbols": false });
  on.files.writeAtomically("/w/cut", readFileSync(join(ROOT, "fixtures/machine/kernels/kernel.dev.elf")).subarray(0, 300));
  expect(await verify(on, "--image", "cut", "--format", "json")).toBe(1);
  const { findings } = JSON.parse(on.stdout.text) as { findings: { rule: string; message: string }[] };
  expect(findings[0]?.rule).toBe("KV005");
  expect(findings.some(({ rule, message }) => rule === "KV011" && message.includes("gABI, ELF Header"))).toBe(true);
});
