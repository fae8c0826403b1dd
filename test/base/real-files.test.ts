// What only a real file system has.
import { spawnSync } from "node:child_process";
import { closeSync, constants, mkdirSync, mkdtempSync, openSync, readSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Survey } from "../../src/advice/survey.ts";
import { memoryHost } from "../../src/base/memory-host.ts";
import { realFiles } from "../../src/node/files.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

test.skipIf(process.platform === "win32")("a pipe takes what is written and stays a pipe", () => {
  const folder = mkdtempSync(join(tmpdir(), "kbuild-files-"));
  const path = join(folder, "pipe");
  try {
    expect(spawnSync("mkfifo", [path]).status).toBe(0);
    const descriptor = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    realFiles.writeAtomically(path, "image");
    const bytes = new Uint8Array(16);
    expect(new TextDecoder().decode(bytes.subarray(0, readSync(descriptor, bytes)))).toBe("image");
    closeSync(descriptor);
    expect(realFiles.status(path)?.kind).toBe("other");
    expect(realFiles.list(folder)).toEqual(["pipe"]);
    symlinkSync("loop", join(folder, "loop"));
    expect(realFiles.status(join(folder, "loop"))).toBeUndefined();
    mkdirSync(join(folder, ".cargo"));
    symlinkSync("config.toml", join(folder, ".cargo/config.toml"));
    const survey = new Survey({ ...memoryHost({}, folder), files: realFiles }, RELEASE_1_96_0, undefined);
    expect(survey.configs.filter(({ path }) => path.startsWith(folder))).toEqual([]);
    expect(survey.problems.map(({ path, words }) => `${path.slice(folder.length)} ${words}`)).toEqual([
      "/.cargo/config.toml is a link that leads nowhere: cargo reads nothing",
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
