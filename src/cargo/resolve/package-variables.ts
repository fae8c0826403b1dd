// The variables that cargo sets for a package's crates and its build script (the Cargo Book, "Environment variables Cargo sets
// for crates").
import type { Host } from "../../base/host.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { PackageKeys, readmeOf } from "../manifest/package-keys.ts";
import type { TomlTable } from "../toml/toml.ts";

/** `root` is the workspace root's document, which inherited keys come from. */
export function packageVariables(manifest: Manifest, host: Host, root: TomlTable, release: Release): Record<string, string> {
  const [major = "", minor = "", rest = ""] = manifest.version.split(".", 3);
  const keys = new PackageKeys(manifest, root);
  return {
    CARGO_PKG_NAME: manifest.name,
    CARGO_PKG_VERSION: manifest.version,
    CARGO_PKG_VERSION_MAJOR: major,
    CARGO_PKG_VERSION_MINOR: minor,
    CARGO_PKG_VERSION_PATCH: /^\d*/.exec(rest)?.[0] ?? "",
    CARGO_PKG_VERSION_PRE: /-([^+]*)/.exec(manifest.version)?.[1] ?? "",
    CARGO_PKG_AUTHORS: keys.strings("authors").join(":"),
    CARGO_PKG_DESCRIPTION: keys.string("description") ?? "",
    CARGO_PKG_HOMEPAGE: keys.string("homepage") ?? "",
    CARGO_PKG_REPOSITORY: keys.string("repository") ?? "",
    CARGO_PKG_LICENSE: keys.string("license") ?? "",
    CARGO_PKG_LICENSE_FILE: keys.string("license-file") ?? "",
    CARGO_PKG_RUST_VERSION: manifest.rustText ?? "",
    ...(atLeast(release, 76) ? { CARGO_PKG_README: readmeOf(host, manifest, keys) ?? "" } : {}),
    CARGO_MANIFEST_DIR: manifest.root,
    ...(atLeast(release, 84) ? { CARGO_MANIFEST_PATH: manifest.path } : {}),
  };
}
