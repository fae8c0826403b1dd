// `--emit=mir` beside what `rustc --emit=mir -C panic=abort` printed for the same file: 1.96 as it is, 1.63 for the look
// that 1.68.1 shares with it.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_68_1, RELEASE_1_96_0 } from "../../src/target/release.ts";

const FOLDER = `${import.meta.dirname}/../../fixtures/mir`;
const LOOKS = [
  { suffix: "1.96", release: RELEASE_1_96_0 },
  { suffix: "1.63", release: RELEASE_1_68_1 },
];

const cases = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".rs"))
  .flatMap((name) => LOOKS.map((look) => ({ ...look, name, golden: `${FOLDER}/${name.replace(/rs$/, `${look.suffix}.mir`)}` })))
  .filter(({ golden }) => existsSync(golden));

test.each(cases)("$name, $suffix", async ({ name, release, golden }) => {
  const manifest = `[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n[[bin]]\nname = "k"\npath = "${name}"\n`;
  const host = memoryHost({ "/k/Cargo.toml": manifest, [`/k/${name}`]: readFileSync(`${FOLDER}/${name}`, "utf8") }, "/k");
  const options = buildOptions(
    { target: ["x86_64-unknown-none"], defaultFeatures: true },
    { host, release, readCore: readCorelib },
    "link",
    ["--emit=mir=out.mir"],
  );
  expect(await build(host, options, readCorelib), host.stderr.text).toBe(0);
  expect(new TextDecoder().decode(host.files.read("/k/out.mir"))).toBe(readFileSync(golden, "utf8"));
});
