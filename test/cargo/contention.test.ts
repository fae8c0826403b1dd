// Builds that run at once wait for each other, and one that is killed leaves whole images and no lock: the short form of
// `node test/cargo/contention.js 50 200`.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

test("three builds at once, two killed", { timeout: 300_000 }, () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, "contention.js"), "3", "2"], {
    encoding: "utf8",
  });
  expect(status, stdout + stderr).toBe(0);
});
