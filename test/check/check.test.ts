// Whole crates, judged: kbuild says of each what rustc said, in its words and its order.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const FOLDER = join(import.meta.dirname, "../../fixtures/check");
/** `TOPIC.2024.lib.crates` is of that edition. */
const manifestOf = (name: string) =>
  `[package]\nname = "k"\nversion = "0.1.0"\nedition = "${/\.(2015|2018|2024)\./.exec(name)?.[1] ?? "2021"}"\n`;
const CARGO_LINE = /^( +(Checking|Compiling|Finished) |warning: `k`|error: could not compile).*\n/gm;

/** `FILE.build.lib.crates` is built, not checked: some lints run where code is made. */
const emitOf = (name: string) => (name.includes(".build.") ? "link" : "metadata");

/** `FILE.lib.crates` holds libraries, every other file programs. */
const rootOf = (name: string): string => (name.endsWith(".lib.crates") ? "/k/src/lib.rs" : "/k/src/main.rs");

async function judged(source: string, name: string): Promise<string> {
  const root = rootOf(name);
  const host = memoryHost({ "/k/Cargo.toml": manifestOf(name), [root]: source }, "/k");
  const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
  await build(host, buildOptions({ target: ["x86_64-unknown-none"], defaultFeatures: true }, context, emitOf(name)), readCorelib);
  return host.stderr.text.replace(CARGO_LINE, "").trimEnd();
}

describe.each(readdirSync(FOLDER).filter((name) => name.endsWith(".crates")))("%s", (name) => {
  const crates = readFileSync(join(FOLDER, name), "utf8").split("//----\n");
  test.each(crates.map((crate, i) => [i, crate] as const))("%i", async (_, crate) => {
    const [source, text] = crate.split("//==== rustc 1.96.0\n");
    expect(await judged(source as string, name)).toBe((text as string).trimEnd());
  });
});
