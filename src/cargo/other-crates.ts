// What a package has besides its library and programs: the crates of `examples/`, `tests/` and `benches/`, those that the manifest
// lists and those that cargo finds there by itself; and the keys that say of any crate whether it is tested.
import type { Host } from "../base/host.ts";
import type { Edition } from "../target/session.ts";
import type { CrateKind, CrateTarget, Manifest } from "./manifest.ts";
import { getTable } from "./manifest-reader.ts";
import type { TomlTable } from "./toml.ts";

type OtherKind = Exclude<CrateKind, "bin" | "lib">;

/** Each with its folder, and the key of `[package]` that keeps cargo from looking there. */
const KINDS: readonly (readonly [OtherKind, folder: string, auto: string])[] = [
  ["example", "examples", "autoexamples"],
  ["test", "tests", "autotests"],
  ["bench", "benches", "autobenches"],
];

function flag(table: TomlTable | undefined, key: string, otherwise: boolean): boolean {
  const value = table?.entries.get(key)?.value;
  return value?.kind === "boolean" ? value.value : otherwise;
}

/** `test`, `bench` and `harness` of a crate's table; without them cargo's defaults. */
export function testKeys(kind: CrateKind, table: TomlTable | undefined): Pick<CrateTarget, "tested" | "benched" | "harness"> {
  return {
    tested: flag(table, "test", kind !== "example" && kind !== "bench"),
    benched: flag(table, "bench", kind !== "example" && kind !== "test"),
    harness: flag(table, "harness", true),
  };
}

function text(table: TomlTable | undefined, key: string): string | undefined {
  const value = table?.entries.get(key)?.value;
  return value?.kind === "string" ? value.value : undefined;
}

function strings(table: TomlTable | undefined, key: string): readonly string[] {
  const value = table?.entries.get(key)?.value;
  return value?.kind === "array" ? value.items.flatMap((item) => (item.kind === "string" ? [item.value] : [])) : [];
}

interface NamedFile {
  readonly name: string;
  readonly path: string;
}

/** `tests/x.rs` and `tests/x/main.rs`. */
function filesIn({ files }: Host, { root }: Manifest, folder: string): NamedFile[] {
  if (files.status(`${root}/${folder}`)?.kind !== "folder") return [];
  return [...files.list(`${root}/${folder}`)].sort().flatMap((entry) => {
    if (entry.endsWith(".rs")) return [{ name: entry.slice(0, -3), path: `${folder}/${entry}` }];
    const path = `${folder}/${entry}/main.rs`;
    return files.status(`${root}/${path}`)?.kind === "file" ? [{ name: entry, path }] : [];
  });
}

function editionOf(table: TomlTable | undefined, { edition }: Manifest): Edition {
  return ([2015, 2018, 2021, 2024] as const).find((year) => String(year) === text(table, "edition")) ?? edition;
}

/** Examples, then tests, then benchmarks. */
export function otherCrates(host: Host, manifest: Manifest): CrateTarget[] {
  return KINDS.flatMap(([kind, folder, auto]) => {
    const listed = manifest.document.entries.get(kind)?.value;
    const tables = (listed?.kind === "array" ? listed.items : []).flatMap((item) => (item.kind === "table" ? [item] : []));
    const looks = flag(getTable(manifest.document, "package"), auto, manifest.edition > 2015 || tables.length === 0);
    const found = filesIn(host, manifest, folder);
    const own = tables.map((table) => {
      const name = text(table, "name") ?? "";
      const path = text(table, "path") ?? found.find((file) => file.name === name)?.path ?? `${folder}/${name}.rs`;
      return { name, path, table };
    });
    const others = looks ? found.filter(({ name, path }) => !own.some((one) => one.name === name || one.path === path)) : [];
    return [...own, ...others.map((file) => ({ ...file, table: undefined }))].map(({ name, path, table }) => ({
      kind,
      name,
      path,
      crateType: "bin" as const,
      edition: editionOf(table, manifest),
      requiredFeatures: strings(table, "required-features"),
      ...testKeys(kind, table),
    }));
  });
}
