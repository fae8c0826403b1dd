// What lies in the project, read for advice: manifests, configuration files that are read and those that are not, crate
// roots. Nothing here fails: a file that is missing, huge, not UTF-8 or not TOML is one that says nothing.
import { FileError, describeErrno } from "../base/host.ts";
import { similar } from "../base/similar.ts";
import type { Host } from "../base/host.ts";
import { CargoError } from "../cargo/cargo-error.ts";
import { configFileIn, configFolders } from "../cargo/config/config.ts";
import { findManifest } from "../cargo/manifest/manifest.ts";
import { loadManifest } from "../cargo/resolve/workspace-roots.ts";
import type { Manifest } from "../cargo/manifest/manifest.ts";
import { readWorkspace } from "../cargo/resolve/packages.ts";
import type { Workspace } from "../cargo/resolve/packages.ts";
import { parseToml, TomlError } from "../cargo/toml/toml.ts";
import type { TomlEntry, TomlTable } from "../cargo/toml/toml.ts";
import type { Release } from "../target/release.ts";

const MAX_BYTES = 1 << 20;

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

export interface TomlFile extends TextFile {
  readonly document: TomlTable;
}

/** `undefined` where the reading failed in a way that the build tells of, too. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof FileError || error instanceof CargoError || error instanceof TomlError || error instanceof TypeError)
      return undefined;
    throw error;
  }
}

/** Tables that only a configuration has: a file with one of them was meant as such. */
const CONFIG_TABLES = ["build", "target", "unstable", "alias", "env", "net", "source", "registries"];
/** Places where people put a configuration that cargo never looks at, below a package or a workspace. */
const WRONG_PLACES = ["cargo/config.toml", ".cargo.toml", "config.toml", ".config/cargo.toml"];

export interface Problem {
  readonly path: string;
  readonly words: string;
  readonly line?: number;
}

export class Survey {
  /** Files that were asked for and say nothing, with the reason, in the order they were met. */
  readonly problems: Problem[] = [];
  readonly #files = new Map<string, TextFile | undefined>();

  constructor(
    readonly host: Host,
    readonly release: Release,
    readonly manifestPath?: string,
  ) {}

  text(path: string): TextFile | undefined {
    if (!this.#files.has(path)) this.#files.set(path, this.#read(path));
    return this.#files.get(path);
  }

  #read(path: string): TextFile | undefined {
    const status = this.host.files.status(path);
    if (status === undefined) return this.#isDeadLink(path) ? this.#problem(path, "is a link that leads nowhere") : undefined;
    if (status.kind !== "file") return this.#problem(path, "is not a file");
    if (status.size > MAX_BYTES) return this.#problem(path, `is larger than ${MAX_BYTES} bytes`);
    try {
      return { path, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.host.files.read(path)) };
    } catch (error) {
      if (error instanceof FileError) return this.#problem(path, `cannot be read: ${describeErrno(error.code)}`);
      if (error instanceof TypeError) return this.#problem(path, "is not UTF-8");
      throw error;
    }
  }

  /** There is a name, and no file. */
  #isDeadLink(path: string): boolean {
    const slash = path.lastIndexOf("/");
    const names = attempt(() => this.host.files.list(path.slice(0, slash))) ?? [];
    return names.includes(path.slice(slash + 1));
  }

  #problem(path: string, words: string, line = 1): undefined {
    if (!this.problems.some((known) => known.path === path)) this.problems.push({ path, words, line });
    return undefined;
  }

  toml(path: string): TomlFile | undefined {
    const file = this.text(path);
    if (file === undefined) return undefined;
    try {
      return { ...file, document: parseToml(file.text, this.release) };
    } catch (error) {
      if (!(error instanceof TomlError)) throw error;
      return this.#problem(path, `is not TOML: ${error.message}`, lineOf(file.text, error.span.lo));
    }
  }

  /** As messages show it: relative to where the command runs, if it lies there. */
  shown(path: string): string {
    const prefix = `${this.host.currentDirectory}/`;
    return path.startsWith(prefix) ? path.slice(prefix.length) : path;
  }

  /** The manifest the command is about. */
  get manifest(): string | undefined {
    return this.manifestPath ?? attempt(() => findManifest(this.host, this.host.currentDirectory));
  }

  #workspace: { readonly found: Workspace | undefined } | undefined;

  /** The workspace as the build sees it; undefined where cargo finds something wrong with it. */
  get workspace(): Workspace | undefined {
    const path = this.manifest;
    this.#workspace ??= { found: path === undefined ? undefined : this.#readWorkspace(path) };
    return this.#workspace.found;
  }

  #readWorkspace(path: string): Workspace | undefined {
    try {
      return readWorkspace(this.host, path, this.release);
    } catch (error) {
      if (error instanceof CargoError)
        return this.#problem(path, `is refused by cargo: ${(error.causes.at(-1) ?? error.message).split("\n")[0]}`);
      if (error instanceof FileError) return this.#problem(error.path, `cannot be read: ${describeErrno(error.code)}`);
      throw error;
    }
  }

  /** The workspace's root manifest, a package's own or a virtual one. */
  get rootManifest(): TomlFile | undefined {
    return this.workspace === undefined ? undefined : this.toml(this.workspace.rootPath);
  }

  get members(): readonly Manifest[] {
    return this.workspace?.members ?? [];
  }

  /** A package's manifest outside of the workspace: a dependency's. */
  package(path: string): Manifest | undefined {
    const found = attempt(() => loadManifest(this.host, path, this.release));
    return found === undefined || "virtual" in found ? undefined : found;
  }

  /** Files of `.cargo/` whose name was meant to be the configuration's: `confg.toml`, `Config.toml`, `cargo.toml`. */
  #othersIn(folder: string): string[] {
    const names = attempt(() => this.host.files.list(`${folder}/.cargo`)) ?? [];
    const isMeant = (name: string) =>
      name === "cargo.toml" || (/\w$/.test(name) && similar(name.toLowerCase(), ["config.toml"], 2) !== undefined);
    return names.filter(isMeant).map((name) => `.cargo/${name}`);
  }

  /** Notes a configuration that is a link to nothing, or to itself: there is a name and no file. */
  #findDeadLinks(folder: string): void {
    const { files } = this.host;
    for (const name of attempt(() => files.list(folder)) ?? []) {
      const path = `${folder}/${name}`;
      const isConfig = name === "config" || name === "config.toml";
      if (isConfig && attempt(() => files.status(path)) === undefined)
        this.#problem(path, "is a link that leads nowhere: cargo reads nothing");
    }
  }

  /** Configuration files that count, the nearest first. */
  get configs(): readonly TomlFile[] {
    return [...configFolders(this.host)].flatMap((folder) => {
      this.#findDeadLinks(folder);
      const path = configFileIn(this.host, folder);
      return (path === undefined ? undefined : this.toml(path)) ?? [];
    });
  }

  /** Files that were meant as configuration and are not read by a command that runs here. */
  get unreadConfigs(): readonly TomlFile[] {
    const read = new Set([...configFolders(this.host)].map((folder) => configFileIn(this.host, folder)));
    const folders = new Set([...this.members.map(({ root }) => root), ...(this.workspace === undefined ? [] : [this.workspace.root])]);
    const places = [...folders].flatMap((folder) =>
      [".cargo/config.toml", ".cargo/config", "src/.cargo/config.toml", ...WRONG_PLACES, ...this.#othersIn(folder)].map(
        (name) => `${folder}/${name}`,
      ),
    );
    return [...new Set(places)]
      .filter((path) => !read.has(path))
      .flatMap((path) => this.toml(path) ?? [])
      .filter(({ document }) => CONFIG_TABLES.some((name) => document.entries.get(name)?.value.kind === "table"));
  }
}

/** The entry that a path of keys leads to. */
export function entryAt(document: TomlTable, ...path: string[]): TomlEntry | undefined {
  let table: TomlTable | undefined = document;
  for (const key of path.slice(0, -1)) {
    const value: TomlEntry["value"] | undefined = table?.entries.get(key)?.value;
    table = value?.kind === "table" ? value : undefined;
  }
  return table?.entries.get(path.at(-1) ?? "");
}

export function stringAt(document: TomlTable, ...path: string[]): string | undefined {
  const value = entryAt(document, ...path)?.value;
  return value?.kind === "string" ? value.value : undefined;
}

/** Line of an offset, from 1. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** The root files of all programs and libraries. */
export function rootTexts(survey: Survey): readonly TextFile[] {
  return survey.members.flatMap(({ root, bins, lib }) =>
    [...bins, ...(lib === undefined ? [] : [lib])].flatMap(({ path }) => survey.text(`${root}/${path}`) ?? []),
  );
}
