// A folder that stands for the registry: `[source.crates-io] replace-with = ...`, `[source.NAME] directory = ...`. Each
// folder in it is a package, with a `.cargo-checksum.json` beside its manifest, as `cargo vendor` and Debian's packages
// lay them down.
import type { Host } from "../../base/host.ts";
import { FileError } from "../../base/host.ts";
import type { Release } from "../../target/release.ts";
import { sha256 } from "../../base/sha256.ts";
import { CargoError, refusal } from "../cargo-error.ts";
import { osErrorText } from "../os-errors.ts";
import type { Config } from "../config/config.ts";
import { loadManifest } from "./workspace-roots.ts";
import type { Dependency, Manifest } from "../manifest/manifest.ts";
import { normalizePath } from "../../base/normal-path.ts";
import { checkSources, registryFailure, sourceOfRegistry } from "../config/source-config.ts";

/** Where packages of crates.io come from. */
export interface RegistrySource {
  all(): readonly Manifest[];
  /** All packages of a name. Throws CargoError if there is no source. */
  named(dependency: Dependency, requiredBy: string): readonly Manifest[];
  /** Whether a package comes from here. */
  has(manifest: Manifest): boolean;
  /** Where packages are looked for, as messages tell it. */
  readonly place: string;
  /** Of packages of this source, which others are not. */
  checksumOf(manifest: Manifest): { readonly checksum: string | undefined } | undefined;
  /** Throws CargoError for a package of this source whose files are not what they were. */
  verify(manifest: Manifest): void;
}

/** A package of the source that cannot be read: the one that was wanted is not even looked for. */
export class BadSource extends Error {
  constructor(readonly flaw: CargoError) {
    super(flaw.message);
  }
}

/** What `.cargo-checksum.json` says of a package. */
interface Sums {
  /** Of its archive. */
  readonly checksum: string | undefined;
  /** By file. */
  readonly files: Readonly<Record<string, unknown>>;
}

const SUMS = ".cargo-checksum.json";
const NO_FILE = "No such file or directory (os error 2)";

export class DirectorySource implements RegistrySource {
  readonly #manifests = new Map<string, Manifest>();
  readonly #sums = new Map<string, Sums>();
  #read = false;

  constructor(
    readonly host: Host,
    readonly folder: string,
    readonly release: Release,
  ) {}

  all(): readonly Manifest[] {
    if (this.#read) return [...this.#manifests.values()];
    this.#read = true;
    if (this.host.files.status(this.folder)?.kind !== "folder")
      throw new BadSource(new CargoError(`failed to read root of directory source: ${this.folder}`, [NO_FILE]));
    for (const name of [...this.host.files.list(this.folder)].sort()) {
      const path = `${this.folder}/${name}/Cargo.toml`;
      if (name.startsWith(".") || this.host.files.status(path) === undefined) continue;
      const manifest = this.#manifest(path);
      if ("virtual" in manifest) continue;
      this.#manifests.set(path, manifest);
      this.#sums.set(path, this.#readSums(manifest));
    }
    return [...this.#manifests.values()];
  }

  #manifest(path: string): ReturnType<typeof loadManifest> {
    try {
      return loadManifest(this.host, path, this.release);
    } catch (error) {
      if (error instanceof CargoError) throw new BadSource(error);
      throw error;
    }
  }

  named({ packageName }: Dependency): readonly Manifest[] {
    return this.all().filter(({ name }) => name === packageName);
  }

  has({ path }: Manifest): boolean {
    return this.#manifests.has(path);
  }

  get place(): string {
    return `directory source \`${this.folder}\` (which is replacing registry \`crates-io\`)`;
  }

  checksumOf({ path }: Manifest): { readonly checksum: string | undefined } | undefined {
    return this.#sums.get(path);
  }

  #readSums({ name, version, root }: Manifest): Sums {
    const path = `${root}/${SUMS}`;
    const of = `\`${SUMS}\` of ${name} v${version}`;
    let text: string;
    try {
      text = new TextDecoder().decode(this.host.files.read(path));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      throw new BadSource(new CargoError(`failed to load checksum ${of}`, [`failed to read \`${path}\``, osErrorText(error.code)]));
    }
    const sums = objectIn(text);
    const files = sums?.["files"];
    const checksum = sums?.["package"];
    if (!isObject(files)) throw new BadSource(refusal(`the ${of}, which cannot be read,`));
    return { checksum: typeof checksum === "string" ? checksum : undefined, files };
  }

  verify({ path, root }: Manifest): void {
    for (const [name, expected] of Object.entries(this.#sums.get(path)?.files ?? {})) {
      const file = `${root}/${name}`;
      const actual = this.#sumOf(file);
      if (actual === expected) continue;
      const advice =
        "directory sources are not intended to be edited, if modifications are required then it is recommended that `[patch]` is used with a forked copy of the source";
      throw new CargoError(
        `the listed checksum of \`${file}\` has changed:\nexpected: ${String(expected)}\nactual:   ${actual}\n\n${advice}`,
      );
    }
  }

  #sumOf(file: string): string {
    try {
      return sha256(this.host.files.read(file));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      throw new CargoError(`failed to calculate checksum of: ${file}`, [`failed to open file \`${file}\``, osErrorText(error.code)]);
    }
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The object that a text is, if it is one. */
function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A registry whose place the configuration gets wrong: told of where a package is wanted of it. */
class LostRegistry implements RegistrySource {
  constructor(
    readonly cause: CargoError,
    readonly config: Config,
  ) {}

  readonly place = "";

  all(): readonly Manifest[] {
    return [];
  }

  named({ name }: Dependency, requiredBy: string): never {
    throw registryFailure(name, requiredBy, this.cause, this.config);
  }

  has(): boolean {
    return false;
  }

  checksumOf(): undefined {
    return undefined;
  }

  verify(): void {}
}

/** The folder that the configuration puts in the registry's place, if it does. Throws CargoError for sources that cannot be. */
export function directorySource(host: Host, config: Config, release: Release): RegistrySource | undefined {
  checkSources(config);
  let name: string | undefined;
  try {
    name = sourceOfRegistry(config);
  } catch (error) {
    if (error instanceof CargoError) return new LostRegistry(error, config);
    throw error;
  }
  const directory = name === undefined ? undefined : config.path("source", name, "directory");
  return directory === undefined ? undefined : new DirectorySource(host, normalizePath(directory), release);
}
