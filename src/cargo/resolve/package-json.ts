// A package as JSON: what `read-manifest` prints and `metadata` lists. Keys stand in cargo's order.
import { REGISTRY } from "./package-spec.ts";
import type { Host } from "../../base/host.ts";
import type { Release } from "../../target/release.ts";
import { declaredFeatures } from "../manifest/declared-features.ts";
import { packageId, targetJson } from "../build/json-messages.ts";
import type { Json } from "../build/json-messages.ts";
import { getTable } from "../manifest/manifest-reader.ts";
import type { Dependency, Manifest } from "../manifest/manifest.ts";
import { PackageKeys, readmeOf } from "../manifest/package-keys.ts";
import { normalizePath } from "../../base/normal-path.ts";
import type { TomlTable, TomlValue } from "../toml/toml.ts";
import { requirementText } from "./version-requirement.ts";

export interface PackageJsonContext {
  readonly host: Host;
  readonly release: Release;
  /** The workspace root's document, for inherited keys. */
  readonly root: TomlTable;
  /** From a folder that stands for the registry. */
  readonly isVendored: boolean;
}

export function tomlToJson(value: TomlValue): Json {
  switch (value.kind) {
    case "table":
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, tomlToJson(entry.value)]));
    case "array":
      return value.items.map(tomlToJson);
    case "datetime":
      return { $__toml_private_datetime: value.text };
    case "integer":
      return Number(value.value);
    default:
      return value.value;
  }
}

/** A dependency's name is the package's; what the crate calls it is `rename`. */
function dependencyJson(manifest: Manifest, dependency: Dependency): Json {
  const { name, packageName, version, kind, optional, defaultFeatures, features, target, path } = dependency;
  return {
    name: packageName,
    source: path === undefined ? REGISTRY : null,
    req: requirementText(version),
    kind: kind === "normal" ? null : kind,
    rename: name === packageName ? null : name,
    optional,
    uses_default_features: defaultFeatures,
    features,
    target: target ?? null,
    registry: null,
    ...(path === undefined ? {} : { path: normalizePath(path.startsWith("/") ? path : `${manifest.root}/${path}`) }),
  };
}

function buildScriptTarget({ buildScript, root, edition }: Manifest): Json[] {
  if (buildScript === undefined) return [];
  return [
    {
      kind: ["custom-build"],
      crate_types: ["bin"],
      name: "build-script-build",
      src_path: `${root}/${buildScript}`,
      edition: String(edition),
      doc: false,
      doctest: false,
      test: false,
    },
  ];
}

/** Said so, or without a version, which a package need not have since 1.75. */
function isUnpublished({ document }: Manifest, publish: TomlValue | undefined): boolean {
  if (publish?.kind === "boolean") return !publish.value;
  const table = getTable(document, "package") ?? getTable(document, "project");
  return publish === undefined && table?.entries.has("version") !== true;
}

export function packageJson(manifest: Manifest, { host, release, root, isVendored }: PackageJsonContext): Json {
  const keys = new PackageKeys(manifest, root);
  const metadata = getTable(getTable(manifest.document, "package"), "metadata");
  const publish = keys.value("publish");
  const crates = [...(manifest.lib === undefined ? [] : [manifest.lib]), ...manifest.bins, ...manifest.others];
  return {
    name: manifest.name,
    version: manifest.version,
    id: packageJsonId(manifest, release, isVendored),
    license: keys.string("license") ?? null,
    license_file: keys.string("license-file") ?? null,
    description: keys.string("description") ?? null,
    source: isVendored ? REGISTRY : null,
    dependencies: manifest.dependencies.map((dependency) => dependencyJson(manifest, dependency)),
    targets: [...crates.map((crate) => targetJson({ crate, manifest })), ...buildScriptTarget(manifest)],
    features: Object.fromEntries(declaredFeatures(manifest)),
    manifest_path: manifest.path,
    metadata: metadata === undefined ? null : tomlToJson(metadata),
    publish: publish?.kind === "array" ? tomlToJson(publish) : isUnpublished(manifest, publish) ? [] : null,
    authors: [...keys.strings("authors")],
    categories: [...keys.strings("categories")],
    keywords: [...keys.strings("keywords")],
    readme: readmeOf(host, manifest, keys) ?? null,
    repository: keys.string("repository") ?? null,
    homepage: keys.string("homepage") ?? null,
    documentation: keys.string("documentation") ?? null,
    edition: String(manifest.edition),
    links: keys.string("links") ?? null,
    default_run: keys.string("default-run") ?? null,
    rust_version: manifest.rustText ?? null,
  };
}

export const packageJsonId = (manifest: Manifest, release: Release, isRegistry: boolean): string =>
  packageId({ manifest, release, isRegistry });
