// A workspace of three crates, one renamed where it is used, with a feature, a macro, traits, generics and the panic
// handler in a library: built from memory, run where it can be, and held to the status the same crates have with cargo 1.96.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const FOLDER = join(import.meta.dirname, "../../fixtures/workspaces/several");
/** 2 * (2 * 3), 4 + 4, the feature, 69 from the iterator, 2 + 2, 3 from the table, 6 from the counter. */
const STATUS = 103;

function sources(): Record<string, string> {
  const entries = readdirSync(FOLDER, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [`/w/${path.slice(FOLDER.length + 1)}`, readFileSync(path, "utf8")];
    }),
  );
}

test.each(["dev", "release"])("path dependencies, %s", async (profile) => {
  const host = memoryHost(sources(), "/w");
  const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
  const options = buildOptions({ release: profile === "release", defaultFeatures: true }, context, "link");
  expect(await build(host, options, readCorelib), host.stderr.text).toBe(0);
  if (process.platform !== "linux" || process.arch !== "x64") return;
  const folder = mkdtempSync(`${tmpdir()}/kbuild-workspace-`);
  const image = join(folder, "k");
  writeFileSync(image, host.files.read(`/w/target/${profile === "dev" ? "debug" : "release"}/k`));
  chmodSync(image, 0o755);
  expect(spawnSync(image).status).toBe(STATUS);
  rmSync(folder, { recursive: true });
});
