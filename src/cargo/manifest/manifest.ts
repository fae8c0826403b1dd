// Cargo.toml as a value: package, targets, features, dependencies, profiles and lints, with what cargo warns about.
// What is wrong is a CargoError in the words of the release's cargo; what cargo merely does not know is a warning.
import { foldersAbove, relativePath } from "../../base/normal-path.ts";
import type { Host } from "../../base/host.ts";
import { FileError, describeErrno } from "../../base/host.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import type { Edition, LintLevel } from "../../target/session.ts";
import { CargoError } from "../cargo-error.ts";
import { osErrorNumber } from "../os-errors.ts";
import { parseToml, TomlError } from "../toml/toml.ts";
import type { TomlTable } from "../toml/toml.ts";
import { ManifestReader } from "./manifest-reader.ts";
import type { FindRoot } from "./manifest-reader.ts";
import { manifestSyntaxError } from "../toml/toml-words.ts";

/** What a crate is to its package: its library, its programs, and what lies in `tests/`, `benches/` and `examples/`. */
export type CrateKind = "bin" | "lib" | "test" | "bench" | "example";

export interface CrateTarget {
  readonly kind: CrateKind;
  readonly name: string;
  /** Relative to the package's folder, `src/main.rs`. */
  readonly path: string;
  /** As they are written: rustc has its say about what is none. */
  readonly crateTypes: readonly string[];
  readonly edition: Edition;
  readonly requiredFeatures: readonly string[];
  /** It is built once more as a test; as a benchmark. */
  readonly tested: boolean;
  readonly benched: boolean;
  /** The examples in its documentation are tests. */
  readonly doctested: boolean;
  /** As a test it has the harness of the crate `test`. */
  readonly harness: boolean;
}

export interface Dependency {
  /** As the crate's code names it. */
  readonly name: string;
  /** The package's own name, where `package = ...` renames. */
  readonly packageName: string;
  readonly path: string | undefined;
  readonly version: string | undefined;
  readonly git: string | undefined;
  readonly optional: boolean;
  readonly defaultFeatures: boolean;
  readonly features: readonly string[];
  readonly kind: "normal" | "build" | "dev";
  /** `cfg(...)` or a triple, if it depends on the target. */
  readonly target: string | undefined;
}

export interface Manifest {
  /** Absolute path of Cargo.toml, and of its folder. */
  readonly path: string;
  readonly root: string;
  readonly name: string;
  readonly version: string;
  readonly edition: Edition;
  /** `rust-version` with three numbers, and as it is written. */
  readonly rustVersion: string | undefined;
  readonly rustText: string | undefined;
  /** Patterns for what belongs to the package, where it says so, and for what does not. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly lib: CrateTarget | undefined;
  readonly bins: readonly CrateTarget[];
  /** Examples, then tests, then benchmarks. */
  readonly others: readonly CrateTarget[];
  /** `build.rs`, relative to the folder; undefined if the package has none. */
  readonly buildScript: string | undefined;
  readonly features: ReadonlyMap<string, readonly string[]>;
  readonly dependencies: readonly Dependency[];
  /** Conditions announced for the lint `unexpected_cfgs`. */
  readonly checkCfgs: readonly string[];
  readonly lints: readonly { readonly lint: string; readonly level: LintLevel; readonly priority: number }[];
  readonly warnings: readonly string[];
  /** Flaws that are told only when the package is built, after the warnings. */
  readonly errors: readonly string[];
  readonly document: TomlTable;
  readonly text: string;
}

/** A manifest without a package: only members. */
export interface VirtualManifest {
  readonly path: string;
  readonly root: string;
  readonly virtual: true;
  readonly warnings: readonly string[];
  /** Flaws that are told only when the package is built, after the warnings. */
  readonly errors: readonly string[];
  readonly document: TomlTable;
  readonly text: string;
}

/** Cargo.toml in this folder or the nearest above it; undefined if there is none. */
export function manifestAbove(host: Host, from: string): string | undefined {
  for (const folder of foldersAbove(from)) if (host.files.status(`${folder}/Cargo.toml`) !== undefined) return `${folder}/Cargo.toml`;
  return undefined;
}

/** The same. Throws CargoError if there is none. */
export function findManifest(host: Host, from: string): string {
  const found = manifestAbove(host, from);
  if (found !== undefined) return found;
  const isMisspelt = [...foldersAbove(from)].some((folder) => host.files.status(`${folder}/cargo.toml`) !== undefined);
  const other = isMisspelt ? ", but found cargo.toml please try to rename it to Cargo.toml" : "";
  throw new CargoError(`could not find \`Cargo.toml\` in \`${from}\` or any parent directory${other}`);
}

function readText(host: Host, path: string, release: Release): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(host.files.read(path));
  } catch (error) {
    if (error instanceof TypeError && atLeast(release, 90)) throw new CargoError(`path at \`${path}\` was not valid utf-8`);
    if (error instanceof TypeError) throw new CargoError(`failed to read \`${path}\``, ["stream did not contain valid UTF-8"]);
    if (error instanceof FileError)
      throw new CargoError(`failed to read \`${path}\``, [`${describeErrno(error.code)} (os error ${osErrorNumber(error.code)})`]);
    throw error;
  }
}

function parseDocument(host: Host, path: string, text: string, release: Release): TomlTable {
  try {
    return parseToml(text, release);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw manifestSyntaxError(path, relativePath(host.currentDirectory, path), text, error, release);
  }
}

/** A manifest's file, read as TOML and no further. */
export interface ManifestFile {
  readonly path: string;
  readonly text: string;
  readonly document: TomlTable;
}

/** Throws CargoError for a file that cannot be read, or not as TOML. */
export function openManifest(host: Host, path: string, release: Release): ManifestFile {
  const text = readText(host, path, release);
  return { path, text, document: parseDocument(host, path, text, release) };
}

/** `findRoot` is asked for the workspace's manifest where the package takes a key from there. Throws CargoError. */
export function readManifest(host: Host, file: ManifestFile, release: Release, findRoot: FindRoot): Manifest | VirtualManifest {
  return new ManifestReader(host, file, release, findRoot).read();
}
