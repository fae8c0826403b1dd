// Wrong inline assembly, and what `cargo build` of 1.96 says of it: operands, labels, and what LLVM's assembler refuses.
// Recorded without cargo's own lines.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

interface Recorded {
  readonly body: string;
  readonly stderr: string;
}

const FOLDER = `${import.meta.dirname}/../../fixtures/codegen`;
const MANIFEST = '[package]\nname = "p"\nversion = "0.1.0"\nedition = "2021"\n[profile.dev]\npanic = "abort"\n';
const around = readFileSync(`${FOLDER}/asm-errors-around.rs`, "utf8");
const recorded = readFileSync(`${FOLDER}/asm-errors.jsonl`, "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Recorded);

const OWN = /Compiling|Finished|^error: could not|^warning: .p. \(lib\)|^For more/;

test.each(recorded.map(({ body, stderr }) => [body, stderr] as const))("%s", async (body, stderr) => {
  const host = memoryHost({ "/p/Cargo.toml": MANIFEST, "/p/src/lib.rs": around.replace("BODY", () => body) }, "/p");
  const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
  await build(host, buildOptions({ target: ["x86_64-unknown-none"], defaultFeatures: true }, context, "link"), readCorelib);
  const said = host.stderr.text.split("\n").filter((line) => !OWN.test(line));
  expect(said.join("\n")).toBe(stderr);
});
