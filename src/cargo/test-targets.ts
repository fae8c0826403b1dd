// `--all-targets`, which editors ask for: libraries and programs, each once more as a test and as a benchmark, and what lies in
// `tests/`, `benches/` and `examples/`. Where the manifest takes all of those out, what is left is the plain build.
import type { Host } from "../base/host.ts";
import { refusal } from "./cargo-error.ts";
import type { CrateTarget, Manifest } from "./manifest.ts";
import type { TomlTable, TomlValue } from "./toml.ts";

const FOLDERS = ["tests", "benches", "examples"];
const TABLES = ["test", "bench", "example"];

const tablesOf = (value: TomlValue | undefined): TomlTable[] =>
  value?.kind === "table" ? [value] : value?.kind === "array" ? value.items.flatMap(tablesOf) : [];

function isOff(table: TomlTable | undefined, key: string): boolean {
  const value = table?.entries.get(key)?.value;
  return value?.kind === "boolean" && !value.value;
}

/** The table of a crate says `test = false` and `bench = false`. */
function isOptedOut({ document }: Manifest, { kind, name }: CrateTarget): boolean {
  const tables = tablesOf(document.entries.get(kind)?.value);
  const own = tables.find(({ entries }) => {
    const said = entries.get("name")?.value;
    return kind === "lib" || (said?.kind === "string" && said.value === name);
  });
  return isOff(own, "test") && isOff(own, "bench");
}

function hasOthers({ files }: Host, { document, root }: Manifest): boolean {
  if (TABLES.some((name) => document.entries.has(name))) return true;
  return FOLDERS.some((name) => files.status(`${root}/${name}`)?.kind === "folder" && files.list(`${root}/${name}`).length > 0);
}

/** Throws CargoError where `--all-targets` is more than the plain build. */
export function checkAllTargets(host: Host, packages: readonly Manifest[]): void {
  const isPlain = (manifest: Manifest) =>
    [...(manifest.lib === undefined ? [] : [manifest.lib]), ...manifest.bins].every((crate) => isOptedOut(manifest, crate)) &&
    !hasOthers(host, manifest);
  if (!packages.every(isPlain)) throw refusal("the option `--all-targets`");
}
