// The variables that cargo sets for a package's crates and its build script.
import type { Manifest } from "./manifest.ts";

export function packageVariables({ name, version, root, path }: Manifest): Record<string, string> {
  const [major = "", minor = "", rest = ""] = version.split(".", 3);
  return {
    CARGO_PKG_NAME: name,
    CARGO_PKG_VERSION: version,
    CARGO_PKG_VERSION_MAJOR: major,
    CARGO_PKG_VERSION_MINOR: minor,
    CARGO_PKG_VERSION_PATCH: /^\d*/.exec(rest)?.[0] ?? "",
    CARGO_PKG_VERSION_PRE: /-([^+]*)/.exec(version)?.[1] ?? "",
    CARGO_MANIFEST_DIR: root,
    CARGO_MANIFEST_PATH: path,
  };
}
