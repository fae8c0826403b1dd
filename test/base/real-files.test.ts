// What only a real file system has.
import { spawnSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { realFiles } from "../../src/node/files.ts";

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
  } finally {
    rmSync(folder, { recursive: true });
  }
});
