// What kbuild asks of git, where it is installed.
import { spawnSync } from "node:child_process";

/** `git init`; false if there is no git. */
export function initRepository(folder: string): boolean {
  return spawnSync("git", ["init", "--quiet", folder], { stdio: "ignore" }).status === 0;
}

/** See `GitStatus` in `cargo/new/version-control.ts`. */
export function gitStatus(folder: string): string | undefined {
  const top = spawnSync("git", ["rev-parse", "--show-toplevel"], { cwd: folder, encoding: "utf8" });
  if (top.status !== 0) return undefined;
  const { status, stdout } = spawnSync("git", ["status", "--porcelain", "-z", "--no-renames"], {
    cwd: top.stdout.trimEnd(),
    encoding: "utf8",
  });
  return status === 0 ? stdout : undefined;
}
