// The workspace around the manifest that was named, and its members. What they depend on is `package-graph.ts`'s.
import type { Host } from "../../base/host.ts";
import { normalizePath, relativePath } from "../../base/normal-path.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import { getTable } from "../manifest/manifest-reader.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { osErrorText } from "../os-errors.ts";
import { resolverOf } from "./resolver.ts";
import type { TomlTable } from "../toml/toml.ts";
import { WorkspaceRoots, folderOf, isVirtual, withContext } from "./workspace-roots.ts";
import type { AnyManifest, WorkspaceTable } from "./workspace-roots.ts";

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

function flawOf(manifests: readonly AnyManifest[]): CargoError | undefined {
  const flaws = manifests.flatMap(({ path, errors }) => errors.map((words) => ({ path, words })));
  const [first] = flaws;
  return first === undefined ? undefined : new CargoError(`failed to parse manifest at \`${first.path}\``, [first.words]);
}

/** Words of 1.96, which say by which pattern a folder was found; 1.63 has others. */
const VIA_SINCE = 90;

class WorkspaceReader {
  readonly #roots: WorkspaceRoots;

  constructor(
    readonly host: Host,
    readonly release: Release,
  ) {
    this.#roots = new WorkspaceRoots(host, release);
  }

  /** The manifest of the workspace that a package is in, its own if it is alone; members are looked at only where that is needed. */
  rootPath(path: string): string {
    const root = this.#roots.rootOf(path);
    if (root === undefined) return this.read(path).rootPath;
    this.#roots.load(path);
    const table = this.#roots.tableOf(root);
    const isSure = root === path ? !table.has("default-members") : table.lists(path) && !table.isExcluded(path);
    return isSure ? root : this.read(path).rootPath;
  }

  read(path: string): Workspace {
    if (this.host.files.status(path)?.kind === "folder") throw new CargoError(`failed to read \`${path}\``, [osErrorText("EISDIR")]);
    const named = this.#roots.load(path);
    const rootPath = this.#roots.rootOf(path);
    if (rootPath !== undefined) return this.workspace(this.#roots.load(rootPath), this.#roots.tableOf(rootPath), named);
    if (isVirtual(named)) throw new Error("a manifest without package and workspace was accepted");
    return this.alone(named);
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

  notAMember({ path }: AnyManifest, root: AnyManifest, table: WorkspaceTable): CargoError {
    const add =
      !isVirtual(root) && !table.has("members")
        ? `this may be fixable by ensuring that this crate is depended on by the workspace root: ${root.path}`
        : `this may be fixable by adding \`${relativePath(root.root, folderOf(path))}\` to the \`workspace.members\` array of the manifest located at: ${root.path}`;
    return new CargoError(
      `current package believes it's in a workspace when it's not:\ncurrent:   ${path}\nworkspace: ${root.path}\n\n${add}\nAlternatively, to keep it out of the workspace, add the package to the \`workspace.exclude\` array, or add an empty \`[workspace]\` table to the package's manifest.`,
    );
  }

  workspace(root: AnyManifest, table: WorkspaceTable, current: AnyManifest): Workspace {
    const found = this.members(root, table);
    const members = found.filter((member): member is Manifest => !isVirtual(member));
    const isAtRoot = current.path === root.path;
    const byDefault = isAtRoot ? this.defaultMembers(root, table, members) : undefined;
    this.checkMembers(root, found, members);
    if (!found.some(({ path }) => path === current.path)) throw this.notAMember(current, root, table);
    const selected = byDefault ?? (isVirtual(current) ? members : [current]);
    const layoutWarnings = [...this.rootOnlyWarnings(root, members), ...this.resolverWarning(root, members)];
    const others = members.filter((member) => member.path !== root.path);
    const all = [root, ...others];
    const warnings = all.flatMap(({ path, warnings: words }) => words.map((text) => `${path}: ${text}`));
    const flaw = flawOf(all);
    return { rootPath: root.path, root: root.root, document: root.document, members, selected, layoutWarnings, warnings, flaw };
  }

  /** ` via \`crates/*\`` */
  #via(pattern: string | undefined): string {
    return pattern === undefined ? "" : ` via \`${pattern}\``;
  }

  /** Manifests that the workspace names, with what they depend on below the root, then the root's; a virtual root's is among them. */
  members(root: AnyManifest, table: WorkspaceTable): AnyManifest[] {
    const found: AnyManifest[] = [];
    for (const { path, pattern } of table.listed("members") ?? []) {
      try {
        this.addMember(root, table, found, `${normalizePath(path)}/Cargo.toml`, false);
      } catch (error) {
        if (!(error instanceof CargoError)) throw error;
        const by = atLeast(this.release, 75) ? `\nreferenced${this.#via(pattern)} by workspace at \`${root.path}\`` : "";
        throw withContext(`failed to load manifest for workspace member \`${path}\`${by}`, error);
      }
    }
    this.addMember(root, table, found, root.path, false);
    return found;
  }

  /** A package, and those that it depends on by their folders: outside the root only what names the root itself. */
  addMember(root: AnyManifest, table: WorkspaceTable, found: AnyManifest[], path: string, isDependency: boolean): void {
    if (found.some((member) => member.path === path)) return;
    const isOutside = folderOf(path) !== root.root && !path.startsWith(`${root.root}/`);
    if (isDependency && isOutside && this.#roots.rootOf(path) !== root.path) return;
    if (table.isExcluded(path)) return;
    const member = this.#roots.load(path);
    found.push(member);
    if (isVirtual(member)) return;
    for (const { name, path: folder } of member.dependencies) {
      if (folder === undefined) continue;
      const needed = `${normalizePath(folder.startsWith("/") ? folder : `${member.root}/${folder}`)}/Cargo.toml`;
      try {
        this.addMember(root, table, found, needed, true);
      } catch (error) {
        if (!(error instanceof CargoError)) throw error;
        throw withContext(`failed to load manifest for dependency \`${name}\``, error);
      }
    }
  }

  /** Undefined if the workspace has no list of them. One that is excluded is left out if `members` name it. */
  defaultMembers(root: AnyManifest, table: WorkspaceTable, members: readonly Manifest[]): Manifest[] | undefined {
    const listed = new Set((table.listed("members") ?? []).map(({ path }) => path));
    return table.listed("default-members")?.flatMap(({ path, pattern }) => {
      const folder = normalizePath(path);
      const member = members.find((each) => each.root === folder);
      if (member !== undefined) return [member];
      if (listed.has(folder) && table.isExcluded(folder)) return [];
      throw new CargoError(
        atLeast(this.release, VIA_SINCE)
          ? `package \`${path}\` is listed in default-members${this.#via(pattern)} but is not a member\nfor workspace at \`${root.path}\`.`
          : `package \`${path}\` is listed in workspace’s default-members but is not a member.`,
      );
    });
  }

  /** Two of one name cannot be told apart, no workspace has two roots, and each member must find the same one. */
  checkMembers(root: AnyManifest, found: readonly AnyManifest[], members: readonly Manifest[]): void {
    for (const [i, member] of members.entries()) {
      const twin = members.slice(0, i).find(({ name }) => name === member.name);
      if (twin !== undefined)
        throw new CargoError(`two packages named \`${member.name}\` in this workspace:\n- ${twin.path}\n- ${member.path}`);
    }
    const roots = found.filter(({ document }) => getTable(document, "workspace") !== undefined);
    if (roots.length > 1)
      throw new CargoError(`multiple workspace roots found in the same workspace:\n${roots.map((each) => `  ${each.root}`).join("\n")}`);
    for (const { path } of found) {
      const actual = this.#roots.rootOf(path);
      if (actual === undefined)
        throw new CargoError(`workspace member \`${path}\` is not hierarchically below the workspace root \`${root.path}\``);
      if (actual !== root.path)
        throw new CargoError(`package \`${path}\` is a member of the wrong workspace\nexpected: ${root.path}\nactual:   ${actual}`);
    }
  }

  /** Tables that count only in the root's manifest. */
  rootOnlyWarnings(root: AnyManifest, members: readonly Manifest[]): string[] {
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

  resolverWarning(root: AnyManifest, members: readonly Manifest[]): string[] {
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

export function readWorkspace(host: Host, path: string, release: Release): Workspace {
  return new WorkspaceReader(host, release).read(path);
}

/** Path of the manifest that is the root for the one at `path`. */
export function workspaceRootPath(host: Host, path: string, release: Release): string {
  return new WorkspaceReader(host, release).rootPath(path);
}

export const packageText = ({ name, version, root }: Manifest): string => `${name} v${version} (${root})`;
