// Where everything that is built goes.
import type { Host } from "../../base/host.ts";
import { CargoError } from "../cargo-error.ts";
import type { Config } from "../config/config.ts";
import { normalizePath } from "../../base/normal-path.ts";

/** `target`, or what the command line (`asked`), the environment or the configuration says. */
export function targetFolderOf(host: Host, config: Config, root: string, asked?: string): string {
  const variable = host.environment["CARGO_TARGET_DIR"];
  if (asked === undefined && variable === "")
    throw new CargoError("the target directory is set to an empty string in the `CARGO_TARGET_DIR` environment variable");
  const chosen = asked ?? variable ?? config.path("build", "target-dir");
  if (chosen === undefined) return `${root}/target`;
  if (config.string("build", "target-dir") === "" && asked === undefined && variable === undefined) throw emptyTargetFolder(config);
  return normalizePath(chosen.startsWith("/") ? chosen : `${host.currentDirectory}/${chosen}`);
}

function emptyTargetFolder(config: Config): CargoError {
  const where = config.whereSaid(["build", "target-dir"]);
  return new CargoError(`the target directory is set to an empty string in ${where}`);
}
