// Keys of `[package]` that only tell of the package: a description, authors, a licence. With `key.workspace = true` they are
// the workspace's.
import type { Host } from "../../base/host.ts";
import { getTable } from "./manifest-reader.ts";
import type { Manifest } from "./manifest.ts";
import type { TomlTable, TomlValue } from "../toml/toml.ts";

export class PackageKeys {
  constructor(
    readonly manifest: Pick<Manifest, "document">,
    /** The workspace root's document. */
    readonly root: TomlTable,
  ) {}

  value(key: string): TomlValue | undefined {
    const own = getTable(this.manifest.document, "package")?.entries.get(key)?.value;
    if (own?.kind !== "table" || !own.entries.has("workspace")) return own;
    return getTable(getTable(this.root, "workspace"), "package")?.entries.get(key)?.value;
  }

  string(key: string): string | undefined {
    const value = this.value(key);
    return value?.kind === "string" ? value.value : undefined;
  }

  strings(key: string): readonly string[] {
    const value = this.value(key);
    return value?.kind === "array" ? value.items.flatMap((item) => (item.kind === "string" ? [item.value] : [])) : [];
  }
}

/** The file that the manifest names, or that lies where such files do. */
export function readmeOf({ files }: Host, { root }: Manifest, keys: PackageKeys): string | undefined {
  const said = keys.value("readme");
  if (said?.kind === "string") return said.value;
  if (said?.kind === "boolean") return said.value ? "README.md" : undefined;
  return ["README.md", "README.txt", "README"].find((name) => files.status(`${root}/${name}`)?.kind === "file");
}
