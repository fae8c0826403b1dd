// Items apart from their bodies: one module a line, with the codes of rustc 1.96 on it (`rustc --crate-type lib`, edition
// 2021), or `-` for what it accepts.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const rows = readFileSync(`${import.meta.dirname}/../../fixtures/items/cases.tsv`, "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => line.split("\t") as [string, string]);
const HEAD = "#![no_std]\n#![allow(warnings)]\n";
const HEAD_LINES = 2;

/** Codes of the errors on each line of a crate that holds every case as a module. */
async function codesByLine(): Promise<Map<number, string[]>> {
  const modules = rows.map(([, text], i) => `mod c${i} { ${text} }`).join("\n");
  const manifest = '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n';
  const host = memoryHost({ "/k/Cargo.toml": manifest, "/k/src/lib.rs": `${HEAD}${modules}\n` }, "/k");
  const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
  await build(host, { ...buildOptions({ target: ["x86_64-unknown-none"], defaultFeatures: true }, context, "metadata") }, readCorelib);
  const found = new Map<number, string[]>();
  for (const [, code = "", line = ""] of host.stderr.text.matchAll(/^error(?:\[(\w+)\])?: .*\n *--> src\/lib\.rs:(\d+):/gm)) {
    const row = Number(line) - HEAD_LINES - 1;
    found.set(row, [...(found.get(row) ?? []), code]);
  }
  return found;
}

const codes = await codesByLine();

test.each(rows.map(([expected, text], i) => [expected, text, i] as const))("%s: %s", (expected, _text, i) => {
  const said = codes.get(i) ?? [];
  expect(said.length === 0 ? "-" : said.sort().join(" ")).toBe(expected);
});
