// The workspace around the manifest that was named, and its members. What they depend on is `package-graph.ts`'s.
import { FileError } from "../../base/host.ts";
import type { Host } from "../../base/host.ts";
import { normalizePath } from "../../base/normal-path.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import { getTable } from "../manifest/manifest-reader.ts";
import { checkSyntax, readManifest } from "../manifest/manifest.ts";
import type { Manifest, VirtualManifest } from "../manifest/manifest.ts";
import { osErrorText } from "../os-errors.ts";
import { resolverOf } from "./resolver.ts";
import { TomlError, parseToml } from "../toml/toml.ts";
import type { TomlTable } from "../toml/toml.ts";

export interface Workspace {
  /** The root's manifest: where profiles stand and `target/` lies. */
  readonly rootPath: string;
  readonly root: string;
  readonly document: TomlTable;
  readonly members: readonly Manifest[];
  /** The packages to build if none is named. */
  readonly selected: readonly Manifest[];
  /** About the workspace as such. */
  readonly layoutWarnings: readonly string[];
  /** About what the manifests say. */
  readonly warnings: readonly string[];
  /** The first thing in them that keeps the workspace from being built. */
  readonly flaw: CargoError | undefined;
}

const isVirtual = (manifest: Manifest | VirtualManifest): manifest is VirtualManifest => "virtual" in manifest;

function stringsOf(table: TomlTable | undefined, key: string): readonly string[] | undefined {
  const value = table?.entries.get(key)?.value;
  return value?.kind === "array" ? value.items.flatMap((item) => (item.kind === "string" ? [item.value] : [])) : undefined;
}

/** `package.workspace` */
function namedWorkspace(document: TomlTable | undefined): string | undefined {
  const named = getTable(document, "package")?.entries.get("workspace")?.value;
  return named?.kind === "string" ? named.value : undefined;
}

/** For `package.workspace`, if it may be there. What cannot be read, the reader of manifests tells of. */
function readDocument(host: Host, path: string, release: Release): TomlTable | undefined {
  try {
    const text = new TextDecoder().decode(host.files.read(path));
    return /\bworkspace\s*=\s*["']/.test(text) ? parseToml(text, release) : undefined;
  } catch (error) {
    if (error instanceof FileError || error instanceof TomlError) return undefined;
    throw error;
  }
}

function flawOf(manifests: readonly (Manifest | VirtualManifest)[]): CargoError | undefined {
  const flaws = manifests.flatMap(({ path, errors }) => errors.map((words) => ({ path, words })));
  const [first] = flaws;
  return first === undefined ? undefined : new CargoError(`failed to parse manifest at \`${first.path}\``, [first.words]);
}

class WorkspaceReader {
  constructor(
    readonly host: Host,
    readonly release: Release,
  ) {}

  /** The nearest manifest above that has `[workspace]` and does not exclude the package. */
  rootAbove(folder: string): string | undefined {
    for (let at = folder.slice(0, folder.lastIndexOf("/")); at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
      const path = `${at}/Cargo.toml`;
      if (this.host.files.status(path)?.kind !== "file") continue;
      const table = getTable(this.#potential(path, folder).document, "workspace");
      if (table === undefined) continue;
      const isBelow = (key: string) => (stringsOf(table, key) ?? []).some((name) => this.#within(folder, normalizePath(`${at}/${name}`)));
      return isBelow("exclude") && !isBelow("members") ? undefined : path;
    }
    return undefined;
  }

  /** A manifest above a package's, which might be that of its workspace. */
  #potential(path: string, folder: string): Manifest | VirtualManifest {
    try {
      return readManifest(this.host, path, this.release);
    } catch (error) {
      if (!(error instanceof CargoError) || !atLeast(this.release, 75)) throw error;
      throw withContext(
        `failed searching for potential workspace\npackage manifest: \`${folder}/Cargo.toml\`\ninvalid potential workspace manifest: \`${path}\`\n\nhelp: to avoid searching for a non-existent workspace, add \`[workspace]\` to the package manifest`,
        error,
      );
    }
  }

  /** The manifest that `package.workspace` names. */
  namedRoot(path: string): string | undefined {
    const folder = path.slice(0, path.lastIndexOf("/"));
    const named = namedWorkspace(readDocument(this.host, path, this.release));
    return named === undefined ? undefined : `${normalizePath(named.startsWith("/") ? named : `${folder}/${named}`)}/Cargo.toml`;
  }

  /** The manifest of the workspace that a package is in, its own if it is alone; members are looked at only where that is needed. */
  rootPath(path: string): string {
    const own = getTable(readManifest(this.host, path, this.release).document, "workspace");
    if (own !== undefined && !own.entries.has("default-members")) return path;
    const folder = path.slice(0, path.lastIndexOf("/"));
    const root = own === undefined ? (this.namedRoot(path) ?? this.rootAbove(folder)) : undefined;
    return root !== undefined && this.#lists(root, folder) ? root : this.read(path).rootPath;
  }

  /** Whether a workspace's `members` name a folder, itself or by a pattern. */
  #lists(rootPath: string, folder: string): boolean {
    const { document, root } = readManifest(this.host, rootPath, this.release);
    const members = stringsOf(getTable(document, "workspace"), "members") ?? [];
    return members.some((pattern) => this.expand(root, pattern).includes(folder));
  }

  #within(folder: string, outer: string): boolean {
    return folder === outer || folder.startsWith(`${outer}/`);
  }

  read(path: string): Workspace {
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (this.host.files.status(path)?.kind === "folder") throw new CargoError(`failed to read \`${path}\``, [osErrorText("EISDIR")]);
    checkSyntax(this.host, path, this.release);
    const above = this.namedRoot(path) ?? this.rootAbove(folder);
    const root = above === undefined ? undefined : readManifest(this.host, above, this.release);
    if (root !== undefined && getTable(root.document, "workspace") === undefined)
      throw new CargoError(`root of a workspace inferred but wasn't a root: ${root.path}`);
    const named = readManifest(this.host, path, this.release, root);
    if (getTable(named.document, "workspace") !== undefined) return this.workspace(named, isVirtual(named) ? undefined : named);
    if (isVirtual(named)) throw new Error("a manifest without package and workspace was accepted");
    if (root === undefined) return this.alone(named);
    const members = this.members(root);
    const own = members.find((member) => member.path === named.path);
    if (own === undefined) throw this.notAMember(named, root);
    return { ...this.workspace(root, own), selected: [own] };
  }

  alone(manifest: Manifest): Workspace {
    const { path, root, document, warnings } = manifest;
    return {
      rootPath: path,
      root,
      document,
      members: [manifest],
      selected: [manifest],
      layoutWarnings: [],
      warnings,
      flaw: flawOf([manifest]),
    };
  }

  notAMember(manifest: Manifest, root: Manifest | VirtualManifest): CargoError {
    const relative = manifest.root.slice(root.root.length + 1);
    const add = isVirtual(root)
      ? `this may be fixable by adding \`${relative}\` to the \`workspace.members\` array of the manifest located at: ${root.path}`
      : `this may be fixable by adding \`${relative}\` to the \`workspace.members\` array of the manifest located at: ${root.path}`;
    return new CargoError(
      `current package believes it's in a workspace when it's not:\ncurrent:   ${manifest.path}\nworkspace: ${root.path}\n\n${add}\nAlternatively, to keep it out of the workspace, add the package to the \`workspace.exclude\` array, or add an empty \`[workspace]\` table to the package's manifest.`,
    );
  }

  workspace(root: Manifest | VirtualManifest, current: Manifest | undefined): Workspace {
    const members = this.members(root);
    const defaults = stringsOf(getTable(root.document, "workspace"), "default-members");
    const chosen = defaults?.flatMap((pattern) => this.expand(root.root, pattern));
    const stranger = chosen?.find((folder) => !members.some((member) => member.root === folder));
    if (stranger !== undefined)
      throw new CargoError(`package \`${stranger}\` is listed in default-members but is not a member\nfor workspace at \`${root.path}\`.`);
    this.checkMembers(root, members);
    const isAtRoot = current === undefined || current.path === root.path;
    const byDefault = chosen === undefined ? undefined : members.filter((member) => chosen.includes(member.root));
    const selected = (isAtRoot ? byDefault : undefined) ?? (current === undefined ? members : [current]);
    const layoutWarnings = [...this.rootOnlyWarnings(root, members), ...this.resolverWarning(root, members)];
    const others = members.filter((member) => member.path !== root.path);
    const all = [root, ...others];
    const warnings = all.flatMap(({ path, warnings: words }) => words.map((text) => `${path}: ${text}`));
    const flaw = flawOf(all);
    return { rootPath: root.path, root: root.root, document: root.document, members, selected, layoutWarnings, warnings, flaw };
  }

  members(root: Manifest | VirtualManifest): Manifest[] {
    const table = getTable(root.document, "workspace");
    const patterns = stringsOf(table, "members") ?? [];
    const folders = patterns.flatMap((pattern) => this.expand(root.root, pattern));
    const named = new Set(patterns.map((pattern) => normalizePath(`${root.root}/${pattern}`)));
    const excluded = (stringsOf(table, "exclude") ?? []).map((name) => normalizePath(`${root.root}/${name}`));
    const isExcluded = (folder: string) => !named.has(folder) && excluded.some((name) => this.#within(folder, name));
    const members: Manifest[] = [];
    for (const folder of folders) this.addListed(root, members, folder, isExcluded);
    if (!isVirtual(root)) this.addMember(root, members, root.root, isExcluded);
    return members;
  }

  /** A folder that the workspace names. */
  addListed(root: Manifest | VirtualManifest, members: Manifest[], folder: string, isExcluded: (folder: string) => boolean): void {
    try {
      this.addMember(root, members, folder, isExcluded);
    } catch (error) {
      if (!(error instanceof CargoError) || error.message.startsWith("multiple workspace roots")) throw error;
      const by = atLeast(this.release, 75) ? `\nreferenced by workspace at \`${root.path}\`` : "";
      throw withContext(`failed to load manifest for workspace member \`${folder}\`${by}`, error);
    }
  }

  /** A folder's package, and those below the root that it depends on. */
  addMember(root: Manifest | VirtualManifest, members: Manifest[], folder: string, isExcluded: (folder: string) => boolean): void {
    if (isExcluded(folder) || members.some((member) => member.root === folder)) return;
    const member = folder === root.root && !isVirtual(root) ? root : this.member(root, folder);
    members.push(member);
    for (const { name, path } of member.dependencies) {
      if (path === undefined) continue;
      const needed = normalizePath(path.startsWith("/") ? path : `${member.root}/${path}`);
      if (!this.#within(needed, root.root)) continue;
      try {
        this.addMember(root, members, needed, isExcluded);
      } catch (error) {
        if (!(error instanceof CargoError) || error.message.startsWith("multiple workspace roots")) throw error;
        throw withContext(`failed to load manifest for dependency \`${name}\``, error);
      }
    }
  }

  member(root: Manifest | VirtualManifest, folder: string): Manifest {
    const manifest = readManifest(this.host, `${folder}/Cargo.toml`, this.release, root);
    if (isVirtual(manifest) || getTable(manifest.document, "workspace") !== undefined)
      throw new CargoError(`multiple workspace roots found in the same workspace:\n  ${folder}\n  ${root.root}`);
    return manifest;
  }

  /** A member's folder, or those that a pattern with `*` names. */
  expand(root: string, pattern: string): string[] {
    if (!/[*?]/.test(pattern)) return [normalizePath(`${root}/${pattern}`)];
    let folders = [root];
    for (const part of pattern.split("/").filter((name) => name !== "." && name !== "")) {
      folders = folders.flatMap((folder) => this.#matching(folder, part));
    }
    const found = folders.map(normalizePath).filter((folder) => this.host.files.status(`${folder}/Cargo.toml`) !== undefined);
    return found.length === 0 && folders.length === 0 ? [normalizePath(`${root}/${pattern}`)] : found;
  }

  #matching(folder: string, part: string): string[] {
    if (!/[*?]/.test(part)) return [`${folder}/${part}`];
    const pattern = new RegExp(
      `^${part
        .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".")}$`,
    );
    if (this.host.files.status(folder)?.kind !== "folder") return [];
    const names = this.host.files.list(folder).filter((name) => pattern.test(name));
    return names
      .sort()
      .map((name) => `${folder}/${name}`)
      .filter((path) => this.host.files.status(path)?.kind === "folder");
  }

  /** Two of one name cannot be told apart; a member may name another workspace. */
  checkMembers(root: Manifest | VirtualManifest, members: readonly Manifest[]): void {
    for (const [i, member] of members.entries()) {
      const twin = members.slice(i + 1).find(({ name }) => name === member.name);
      if (twin !== undefined)
        throw new CargoError(`two packages named \`${member.name}\` in this workspace:\n- ${member.path}\n- ${twin.path}`);
      const named = namedWorkspace(member.document);
      const isBelow = this.#within(member.root, root.root);
      const above = isBelow ? root.path : this.rootAbove(member.root);
      const actual = named === undefined ? above : `${normalizePath(`${member.root}/${named}`)}/Cargo.toml`;
      if (actual === undefined)
        throw new CargoError(`workspace member \`${member.path}\` is not hierarchically below the workspace root \`${root.path}\``);
      if (actual !== root.path)
        throw new CargoError(`package \`${member.path}\` is a member of the wrong workspace\nexpected: ${root.path}\nactual:   ${actual}`);
    }
  }

  /** Tables that count only in the root's manifest. */
  rootOnlyWarnings(root: Manifest | VirtualManifest, members: readonly Manifest[]): string[] {
    const has: readonly (readonly [string, (document: TomlTable) => boolean])[] = [
      ["profiles", ({ entries }) => entries.has("profile")],
      ["replace", ({ entries }) => entries.has("replace")],
      ["patch", ({ entries }) => entries.has("patch")],
      ["resolver", (document) => getTable(document, "package")?.entries.has("resolver") === true],
    ];
    const resolver = resolverOf({ document: root.document, rootPath: root.path, members }, this.release);
    const isOther = (member: Manifest) =>
      resolverOf({ document: member.document, rootPath: member.path, members: [] }, this.release) !== resolver;
    return members
      .filter((member) => member.path !== root.path)
      .flatMap((member) =>
        has
          .filter(([words, isThere]) => isThere(member.document) && (words !== "resolver" || isOther(member)))
          .map(
            ([words]) =>
              `${words} for the non root package will be ignored, specify ${words} at the workspace root:\npackage:   ${member.path}\nworkspace: ${root.path}`,
          ),
      );
  }

  resolverWarning(root: Manifest | VirtualManifest, members: readonly Manifest[]): string[] {
    const edition = Math.max(0, ...members.map((member) => member.edition));
    if (!isVirtual(root) || edition < 2021 || !atLeast(this.release, 72)) return [];
    if (getTable(root.document, "workspace")?.entries.has("resolver") === true) return [];
    const newest = edition === 2024 ? "3" : "2";
    const notes = [
      'to keep the current resolver, specify `workspace.resolver = "1"` in the workspace root\'s manifest',
      `to use the edition ${edition} resolver, specify \`workspace.resolver = "${newest}"\` in the workspace root's manifest`,
      "for more details see https://doc.rust-lang.org/cargo/reference/resolver.html#resolver-versions",
    ];
    const words = `virtual workspace defaulting to \`resolver = "1"\` despite one or more workspace members being on edition ${edition} which implies \`resolver = "${newest}"\``;
    return [`${words}\n  |\n${notes.map((note) => `  = note: ${note}`).join("\n")}`];
  }
}

/** What was to be done, before what went wrong; a snippet stands in front of all that. */
function withContext(words: string, error: CargoError): CargoError {
  const found = /^([^]*?\n *--> [^]*?)(?:\nerror: ([^]*))?$/.exec(error.message);
  if (found?.[1] === undefined) return new CargoError(words, [error.message, ...error.causes]);
  return new CargoError(`${found[1]}\nerror: ${words}`, [...(found[2] === undefined ? [] : [found[2]]), ...error.causes]);
}

export function readWorkspace(host: Host, path: string, release: Release): Workspace {
  return new WorkspaceReader(host, release).read(path);
}

/** Path of the manifest that is the root for the one at `path`. */
export function workspaceRootPath(host: Host, path: string, release: Release): string {
  return new WorkspaceReader(host, release).rootPath(path);
}

export const packageText = ({ name, version, root }: Manifest): string => `${name} v${version} (${root})`;
