// A build in a process of its own, before its artifact is looked at. A chunk of its own: files are looked at without.
import { spawnSync } from "node:child_process";

/** Exit status of Node with these arguments, its standard output on standard error. */
export function buildStatus(args: readonly string[]): number {
  return spawnSync(process.execPath, args, { stdio: ["inherit", 2, "inherit"] }).status ?? 1;
}
