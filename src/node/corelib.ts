// The sources of core that kbuild brings along: files of the package, beside the program.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

let found: string | undefined;

const folder = () => (found ??= fileURLToPath(new URL("../../src/corelib/", import.meta.url)));

/** `option.rs`, `fmt/mod.rs`; undefined if there is no such file. */
export function readCorelib(path: string): string | undefined {
  try {
    return readFileSync(`${folder()}${path}`, "utf8");
  } catch {
    return undefined;
  }
}
