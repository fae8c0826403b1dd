// Which workspace a manifest belongs to: the one it is the root of, the one that `package.workspace` names, or the nearest above
// it that does not exclude it. Manifests are read once; a root that has been read is found again without those between.
import type { Host } from "../../base/host.ts";
import { foldersAbove, normalizePath } from "../../base/normal-path.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import { cargoHome } from "../config/config-files.ts";
import { getTable } from "../manifest/manifest-reader.ts";
import type { InheritedFrom } from "../manifest/manifest-reader.ts";
import { openManifest, readManifest } from "../manifest/manifest.ts";
import type { Manifest, ManifestFile, VirtualManifest } from "../manifest/manifest.ts";
import type { TomlTable } from "../toml/toml.ts";
import { expandPattern, partsOf } from "./glob.ts";

export type AnyManifest = Manifest | VirtualManifest;

export const isVirtual = (manifest: AnyManifest): manifest is VirtualManifest => "virtual" in manifest;

function stringsOf(table: TomlTable, key: string): readonly string[] | undefined {
  const value = table.entries.get(key)?.value;
  return value?.kind === "array" ? value.items.flatMap((item) => (item.kind === "string" ? [item.value] : [])) : undefined;
}

export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));

/** Part by part, as written. */
function startsWith(path: string, start: string): boolean {
  const [parts, first] = [partsOf(path), partsOf(start)];
  return first.every((part, i) => parts[i] === part);
}

/** A folder that a list of `[workspace]` names. */
export interface ListedFolder {
  /** As the pattern's parts lead there, not normalized. */
  readonly path: string;
  /** The pattern, if it stands for more than itself. */
  readonly pattern: string | undefined;
}

/** The table `[workspace]` of a root. */
export class WorkspaceTable {
  readonly #files: Host["files"];
  readonly #root: string;
  readonly #table: TomlTable;

  constructor(files: Host["files"], root: string, table: TomlTable) {
    this.#files = files;
    this.#root = root;
    this.#table = table;
  }

  has(key: "members" | "default-members"): boolean {
    return this.#table.entries.has(key);
  }

  #paths(key: "members" | "exclude"): string[] {
    return (stringsOf(this.#table, key) ?? []).map((text) => this.#joined(text));
  }

  #joined(text: string): string {
    return text.startsWith("/") ? text : `${this.#root}/${text}`;
  }

  /** Whether a path lies in what `exclude` names and in nothing that `members` name as it is. */
  isExcluded(path: string): boolean {
    const isIn = (start: string) => startsWith(path, start);
    return this.#paths("exclude").some(isIn) && !this.#paths("members").some(isIn);
  }

  /** Undefined if there is no such list. A pattern that stands for nothing is taken for a path. Throws CargoError. */
  listed(key: "members" | "default-members"): readonly ListedFolder[] | undefined {
    return stringsOf(this.#table, key)?.flatMap((text): ListedFolder[] => {
      const path = this.#joined(text);
      const found = expandPattern(this.#files, path);
      if (found.length === 0) return [{ path, pattern: undefined }];
      const pattern = found.length > 1 || found[0] !== `/${partsOf(path).join("/")}` ? text : undefined;
      return found.filter((each) => this.#files.status(normalizePath(each))?.kind === "folder").map((each) => ({ path: each, pattern }));
    });
  }

  /** Whether `members` name the manifest's folder, or it is the root's. */
  lists(path: string): boolean {
    const folder = folderOf(path);
    return folder === this.#root || (this.listed("members") ?? []).some((each) => normalizePath(each.path) === folder);
  }
}

export class WorkspaceRoots {
  readonly #host: Host;
  readonly #release: Release;
  readonly #files = new Map<string, ManifestFile>();
  readonly #manifests = new Map<string, AnyManifest>();
  readonly #reading = new Set<string>();
  /** By folder: those that have been read. */
  readonly #tables = new Map<string, WorkspaceTable>();

  constructor(host: Host, release: Release) {
    this.#host = host;
    this.#release = release;
  }

  #open(path: string): ManifestFile {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const file = openManifest(this.#host, path, this.#release);
    this.#files.set(path, file);
    const table = getTable(file.document, "workspace");
    if (table !== undefined) this.#tables.set(folderOf(path), new WorkspaceTable(this.#host.files, folderOf(path), table));
    return file;
  }

  /** A manifest with what it inherits. Throws CargoError. */
  load(path: string): AnyManifest {
    const known = this.#manifests.get(path);
    if (known !== undefined) return known;
    if (this.#reading.has(path)) throw notARoot(path);
    this.#reading.add(path);
    try {
      const file = this.#open(path);
      const manifest = readManifest(this.#host, file, this.#release, () => this.#inheritedBy(path));
      this.#manifests.set(path, manifest);
      return manifest;
    } finally {
      this.#reading.delete(path);
    }
  }

  #inheritedBy(path: string): InheritedFrom | undefined {
    const root = this.rootOf(path);
    if (root === undefined || root === path) return undefined;
    this.tableOf(root);
    return this.#reading.has(root) ? { document: this.#open(root).document, root: folderOf(root) } : this.load(root);
  }

  /** The table of a manifest that is to be a root. Throws CargoError if it is none. */
  tableOf(path: string): WorkspaceTable {
    this.#open(path);
    const table = this.#tables.get(folderOf(path));
    if (table === undefined) throw notARoot(path);
    return table;
  }

  /** What a manifest itself says of its root. `from` is the manifest that looks for one. */
  #saidBy(path: string, from: string): string | undefined {
    const { document } = this.#open(path);
    const table = this.#tables.get(folderOf(path));
    if (table !== undefined) return table.isExcluded(from) ? undefined : path;
    const named = getTable(document, "package")?.entries.get("workspace")?.value;
    if (named?.kind !== "string") return undefined;
    return `${normalizePath(named.value.startsWith("/") ? named.value : `${folderOf(path)}/${named.value}`)}/Cargo.toml`;
  }

  /** The manifest of the root; undefined if the package is in no workspace. Throws CargoError. */
  rootOf(path: string): string | undefined {
    const said = this.#saidBy(path, path);
    if (said !== undefined) return said;
    for (const folder of foldersAbove(folderOf(path)))
      if (this.#tables.get(folder)?.isExcluded(path) === false) return `${folder}/Cargo.toml`;
    const home = cargoHome(this.#host);
    let last = folderOf(path);
    for (const folder of foldersAbove(folderOf(last))) {
      if (folder.endsWith("/target/package") || last === home) return undefined;
      last = folder;
      const above = `${folder}/Cargo.toml`;
      if (this.#host.files.status(above)?.kind !== "file") continue;
      const root = this.#saidAbove(above, path);
      if (root !== undefined) return root;
    }
    return undefined;
  }

  #saidAbove(above: string, path: string): string | undefined {
    try {
      if (!this.#reading.has(above)) this.load(above);
      return this.#saidBy(above, path);
    } catch (error) {
      if (!(error instanceof CargoError) || !atLeast(this.#release, 75)) throw error;
      throw withContext(
        `failed searching for potential workspace\npackage manifest: \`${path}\`\ninvalid potential workspace manifest: \`${above}\`\n\nhelp: to avoid searching for a non-existent workspace, add \`[workspace]\` to the package manifest`,
        error,
      );
    }
  }
}

const notARoot = (path: string): CargoError => new CargoError(`root of a workspace inferred but wasn't a root: ${path}`);

/** What was to be done, before what went wrong; a snippet stands in front of all that. */
export function withContext(words: string, error: CargoError): CargoError {
  const found = /^([^]*?\n *--> [^]*?)(?:\nerror: ([^]*))?$/.exec(error.message);
  if (found?.[1] === undefined) return new CargoError(words, [error.message, ...error.causes]);
  return new CargoError(`${found[1]}\nerror: ${words}`, [...(found[2] === undefined ? [] : [found[2]]), ...error.causes]);
}

/** The manifest at `path`, which may take keys from its workspace. Throws CargoError. */
export const loadManifest = (host: Host, path: string, release: Release): AnyManifest => new WorkspaceRoots(host, release).load(path);
