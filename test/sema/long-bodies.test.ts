// Long bodies are judged like short ones, in time that grows with their length: what once took minutes would run out of the
// test's time here.
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const COUNT = 1000;
const numbers = Array.from({ length: COUNT }, (_, i) => i);

async function judged(body: string): Promise<string> {
  const source = `#![no_std]\npub fn f(a: u32) -> u32 {\n${body}\n}\n`;
  const host = memoryHost(
    { "/k/Cargo.toml": '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n', "/k/src/lib.rs": source },
    "/k",
  );
  const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
  await build(host, buildOptions({ target: ["x86_64-unknown-none"], defaultFeatures: true }, context, "metadata"), readCorelib);
  return host.stderr.text.replaceAll(/^ +(?:Checking|Finished) .*\n/gm, "");
}

test("many alternatives, one of them twice", async () => {
  const alternatives = [...numbers, 7].map((i) => 2 * i).join("|");
  expect((await judged(`match a { ${alternatives} => 1, _ => 2 }`)).match(/^warning: .*/gm)).toEqual([
    "warning: unreachable pattern",
    "warning: `k` (lib) generated 1 warning",
  ]);
});

test("many arms, one of them twice", async () => {
  const arms = [...numbers, 7].map((i) => `${2 * i} => ${i},`).join("\n");
  expect((await judged(`match a {\n${arms}\n_ => 0 }`)).match(/^warning: .*/gm)).toEqual([
    "warning: unreachable pattern",
    "warning: `k` (lib) generated 1 warning",
  ]);
});

test("many variables that borrow each other", async () => {
  const lets = numbers.map((i) => `let b${i + 1} = &*b${i};`).join("\n");
  expect(await judged(`let b0 = &a;\n${lets}\n*b${COUNT}`)).toBe("");
});
