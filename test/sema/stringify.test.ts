// rustc breaks the text of `stringify!` into lines of at most 78 columns where it has blanks: what it would break is refused.
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const sum = (length: number) => `${"a".repeat(length - 4)} + b`;

test.each([
  ["78 columns", sum(78), 0],
  ["79 columns", sum(79), 101],
  ["a long name", "a".repeat(200), 0],
] as const)("%s", async (_, tokens, status) => {
  const manifest = '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n';
  const text = `#![no_std]\npub const TEXT: &str = stringify!(${tokens});\n`;
  const host = memoryHost({ "/k/Cargo.toml": manifest, "/k/src/lib.rs": text }, "/k");
  const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
  const options = buildOptions({ target: ["x86_64-unknown-none"], defaultFeatures: true }, context, "metadata");
  expect(await build(host, options, readCorelib)).toBe(status);
  expect(host.stderr.text.includes("error[KB0313]")).toBe(status !== 0);
});
