// The sources of core that kbuild brings along: files of the package, beside the program.
import * as fs from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../src/corelib/", import.meta.url));

/** `option.rs`, `fmt/mod.rs`; undefined if there is no such file. */
export function readCorelib(path: string): string | undefined {
  try {
    return fs.readFileSync(`${FOLDER}${path}`, "utf8");
  } catch {
    return undefined;
  }
}
