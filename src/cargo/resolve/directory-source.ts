// A folder that stands for the registry: `[source.crates-io] replace-with = ...`, `[source.NAME] directory = ...`. Each
// folder in it is a package, with a `.cargo-checksum.json` beside its manifest, as `cargo vendor` and Debian's packages
// lay them down.
import type { Host } from "../../base/host.ts";
import { FileError } from "../../base/host.ts";
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import type { Config } from "../config/config.ts";
import { readManifest } from "../manifest/manifest.ts";
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
}

/** A package of the source that cannot be read: the one that was wanted is not even looked for. */
export class BadSource extends Error {
  constructor(readonly flaw: CargoError) {
    super(flaw.message);
  }
}

export class DirectorySource implements RegistrySource {
  readonly #manifests = new Map<string, Manifest>();
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
      throw new CargoError(`failed to read root of directory source: ${this.folder}`, ["No such file or directory (os error 2)"]);
    for (const name of [...this.host.files.list(this.folder)].sort()) {
      const path = `${this.folder}/${name}/Cargo.toml`;
      if (name.startsWith(".") || this.host.files.status(path) === undefined) continue;
      const manifest = this.#manifest(path);
      if (!("virtual" in manifest)) this.#manifests.set(path, manifest);
    }
    return [...this.#manifests.values()];
  }

  #manifest(path: string): ReturnType<typeof readManifest> {
    try {
      return readManifest(this.host, path, this.release);
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

  /** Of packages of this source. */
  checksumOf(manifest: Manifest): { readonly checksum: string | undefined } | undefined {
    if (!this.has(manifest)) return undefined;
    const { root } = manifest;
    try {
      const text = new TextDecoder().decode(this.host.files.read(`${root}/.cargo-checksum.json`));
      return { checksum: /"package"\s*:\s*"([^"]*)"/.exec(text)?.[1] };
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      throw new CargoError(`failed to load checksum \`.cargo-checksum.json\` of the package in ${root}`, [
        "No such file or directory (os error 2)",
      ]);
    }
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
