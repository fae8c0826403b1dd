// `[replace]`: a package of the registry by its name and version, and where another is to be found. What replaces nothing is warned
// about; kbuild replaces nothing.
import { atLeast } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import { checkSource } from "./manifest-dependencies.ts";
import { getTable } from "./manifest-reader.ts";
import type { ManifestReader } from "./manifest-reader.ts";
import { ANYWHERE, REGISTRY_INDEX, parseSpecification } from "../resolve/package-spec.ts";
import type { Specification } from "../resolve/package-spec.ts";
import type { TomlTable } from "../toml/toml.ts";

/** As cargo shows what is to be replaced. */
function shown({ url, name, version }: Specification): string {
  return url === undefined ? `${REGISTRY_INDEX}#${name}${version === undefined ? "" : `@${version}`}` : `${url}#${name}@${version}`;
}

function specificationOf(reader: ManifestReader, text: string): Specification {
  try {
    return parseSpecification(text, ANYWHERE);
  } catch (error) {
    if (!(error instanceof CargoError)) throw error;
    return reader.fail(`replacements must specify a valid semver version to replace, but \`${text}\` does not`, error.message);
  }
}

const tableOf = (document: TomlTable): TomlTable | undefined => {
  const value = document.entries.get("replace")?.value;
  return value?.kind === "table" ? value : undefined;
};

export function checkReplace(reader: ManifestReader): void {
  const table = tableOf(reader.document);
  if (table !== undefined && reader.document.entries.has("patch")) reader.fail("cannot specify both [replace] and [patch]");
  for (const [key, { value }] of [...(table?.entries ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const specification = specificationOf(reader, key);
    const isVersion = value.kind === "string" || (value.kind === "table" && value.entries.has("version"));
    if (isVersion) reader.fail(`replacements cannot specify a version requirement, but found one for \`${shown(specification)}\``);
    if (value.kind === "table" && atLeast(reader.release, 75)) checkSource(reader, key, value);
    if (specification.version === undefined)
      reader.fail(`replacements must specify a version to replace, but \`${shown(specification)}\` does not`);
  }
}

/** What `[patch]` puts in the place of packages must be somewhere; older releases looked for it in the registry. */
export function checkPatches(reader: ManifestReader): void {
  if (!atLeast(reader.release, 75)) return;
  for (const [, { value: source }] of getTable(reader.document, "patch")?.entries ?? [])
    for (const [name, { value }] of source.kind === "table" ? source.entries : [])
      if (value.kind === "table") checkSource(reader, name, value);
}

/** What a manifest wants replaced. */
export function replacements(document: TomlTable): { readonly specification: Specification; readonly text: string }[] {
  return [...(tableOf(document)?.entries.keys() ?? [])].sort().map((key) => {
    const specification = parseSpecification(key, ANYWHERE);
    return { specification, text: shown(specification) };
  });
}
