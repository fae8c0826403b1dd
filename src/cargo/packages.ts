// Which packages take part in a build: the workspace around the manifest that was named, its members, and what they
// depend on. kbuild has no registry: a dependency is a folder, or it is refused with what to do.
import type { DirectorySource } from "./directory-source.ts";
import type { Host } from "../base/host.ts";
import { FileError } from "../base/host.ts";
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import { CargoError } from "./cargo-error.ts";
import { getTable } from "./manifest-reader.ts";
import { readManifest } from "./manifest.ts";
import type { Dependency, Manifest, VirtualManifest } from "./manifest.ts";
import type { TomlTable } from "./toml.ts";

export interface Workspace {
  /** The root's manifest: where profiles stand and `target/` lies. */
  readonly rootPath: string;
  readonly root: string;
  readonly document: TomlTable;
  readonly members: readonly Manifest[];
  /** The packages to build if none is named. */
  readonly selected: readonly Manifest[];
  readonly warnings: readonly string[];
}

/** A package in the graph, with the folders its dependencies were found in. */
export interface Package {
  readonly manifest: Manifest;
  readonly isMember: boolean;
  /** Of a package from a folder that stands for the registry: the hash of its archive, if it is known. */
  readonly vendored: { readonly checksum: string | undefined } | undefined;
  readonly dependencies: readonly { readonly dependency: Dependency; readonly package: Package }[];
}

const isVirtual = (manifest: Manifest | VirtualManifest): manifest is VirtualManifest => "virtual" in manifest;

/** `/a/b/../c` -> `/a/c`. */
export function normalizePath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

function stringsOf(table: TomlTable | undefined, key: string): readonly string[] | undefined {
  const value = table?.entries.get(key)?.value;
  return value?.kind === "array" ? value.items.flatMap((item) => (item.kind === "string" ? [item.value] : [])) : undefined;
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
      const table = getTable(readManifest(this.host, path, this.release).document, "workspace");
      if (table === undefined) continue;
      const excluded = (stringsOf(table, "exclude") ?? []).some((name) => this.#within(folder, normalizePath(`${at}/${name}`)));
      return excluded ? undefined : path;
    }
    return undefined;
  }

  #within(folder: string, outer: string): boolean {
    return folder === outer || folder.startsWith(`${outer}/`);
  }

  read(path: string): Workspace {
    const named = readManifest(this.host, path, this.release);
    if (getTable(named.document, "workspace") !== undefined) return this.workspace(named, isVirtual(named) ? undefined : named);
    if (isVirtual(named)) throw new Error("a manifest without package and workspace was accepted");
    const above = this.rootAbove(named.root);
    if (above === undefined) return this.alone(named);
    const root = readManifest(this.host, above, this.release);
    const members = this.members(root);
    const own = members.find((member) => member.path === named.path);
    if (own === undefined) throw this.notAMember(named, root);
    return { ...this.workspace(root, own), selected: [own] };
  }

  alone(manifest: Manifest): Workspace {
    const { path, root, document, warnings } = manifest;
    return { rootPath: path, root, document, members: [manifest], selected: [manifest], warnings };
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
    const selected =
      current !== undefined ? [current] : chosen === undefined ? members : members.filter((member) => chosen.includes(member.root));
    const warnings = [
      ...this.profileWarnings(root, members),
      ...root.warnings,
      ...this.memberWarnings(root, members),
      ...this.resolverWarning(root, members),
    ];
    return { rootPath: root.path, root: root.root, document: root.document, members, selected, warnings };
  }

  members(root: Manifest | VirtualManifest): Manifest[] {
    const table = getTable(root.document, "workspace");
    const folders = (stringsOf(table, "members") ?? []).flatMap((pattern) => this.expand(root.root, pattern));
    const excluded = (stringsOf(table, "exclude") ?? []).map((name) => normalizePath(`${root.root}/${name}`));
    const members = isVirtual(root) ? [] : [root];
    for (const folder of folders) {
      if (excluded.some((name) => this.#within(folder, name)) || members.some((member) => member.root === folder)) continue;
      members.push(this.member(root, folder));
    }
    return members;
  }

  member(root: Manifest | VirtualManifest, folder: string): Manifest {
    const path = `${folder}/Cargo.toml`;
    try {
      const manifest = readManifest(this.host, path, this.release, root.document);
      if (isVirtual(manifest)) throw new CargoError(`multiple workspace roots found in the same workspace:\n  ${folder}\n  ${root.root}`);
      return manifest;
    } catch (error) {
      if (!(error instanceof CargoError) || this.host.files.status(path) !== undefined) throw error;
      throw new CargoError(`failed to load manifest for workspace member \`${folder}\`\nreferenced by workspace at \`${root.path}\``, [
        error.message,
        ...error.causes,
      ]);
    }
  }

  /** A member's folder, or those that a pattern with `*` names. */
  expand(root: string, pattern: string): string[] {
    if (!/[*?]/.test(pattern)) return [normalizePath(`${root}/${pattern}`)];
    let folders = [root];
    for (const part of pattern.split("/").filter((name) => name !== "." && name !== "")) {
      folders = folders.flatMap((folder) => this.#matching(folder, part));
    }
    return folders.map(normalizePath).filter((folder) => this.host.files.status(`${folder}/Cargo.toml`) !== undefined);
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

  profileWarnings(root: Manifest | VirtualManifest, members: readonly Manifest[]): string[] {
    return members
      .filter((member) => member.path !== root.path && member.document.entries.has("profile"))
      .map(
        (member) =>
          `profiles for the non root package will be ignored, specify profiles at the workspace root:\npackage:   ${member.path}\nworkspace: ${root.path}`,
      );
  }

  memberWarnings(root: Manifest | VirtualManifest, members: readonly Manifest[]): string[] {
    return members.filter((member) => member.path !== root.path).flatMap((member) => member.warnings);
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

export function readWorkspace(host: Host, path: string, release: Release): Workspace {
  return new WorkspaceReader(host, release).read(path);
}

export const packageText = ({ name, version, root }: Manifest) => `${name} v${version} (${root})`;

class GraphBuilder {
  readonly #known = new Map<string, Package>();
  readonly #open: string[] = [];

  constructor(
    readonly host: Host,
    readonly workspace: Workspace,
    readonly release: Release,
    readonly registry: DirectorySource | undefined,
  ) {}

  package(manifest: Manifest): Package {
    const known = this.#known.get(manifest.path);
    if (known !== undefined) return known;
    if (this.#open.includes(manifest.path)) throw this.cycle(manifest);
    this.#open.push(manifest.path);
    const wanted = manifest.dependencies.filter(({ kind, optional }) => kind === "normal" && !optional);
    const dependencies = wanted.map((dependency) => ({ dependency, package: this.package(this.find(manifest, dependency)) }));
    this.#open.pop();
    const isMember = this.workspace.members.some((member) => member.path === manifest.path);
    const made = { manifest, isMember, dependencies, vendored: this.registry?.checksumOf(manifest) };
    this.#known.set(manifest.path, made);
    return made;
  }

  cycle(manifest: Manifest): CargoError {
    return new CargoError(
      `cyclic package dependency: package \`${packageText(manifest)}\` depends on itself. Cycle:\npackage \`${packageText(manifest)}\``,
    );
  }

  find(manifest: Manifest, dependency: Dependency): Manifest {
    const { name, packageName, path, git } = dependency;
    const vendored = path === undefined && git === undefined ? this.registry?.find(dependency, packageText(manifest)) : undefined;
    if (vendored !== undefined) return vendored;
    if (path === undefined) {
      const source = git === undefined ? "a registry" : `the git repository ${git}`;
      throw new CargoError(
        `kbuild does not fetch packages: \`${name}\` of package \`${packageText(manifest)}\` comes from ${source}`,
        [
          `put a copy of it into a folder and depend on that, ${name} = { path = "..." }, or let a folder with all of them stand for the registry, as \`cargo vendor\` makes it`,
        ],
        101,
        false,
        "KB0602",
      );
    }
    const folder = normalizePath(path.startsWith("/") ? path : `${manifest.root}/${path}`);
    const found = this.#load(manifest, name, folder);
    if (found.name === packageName) return found;
    const searched = `no matching package named \`${packageName}\` found\nlocation searched: ${folder}\nrequired by package \`${packageText(manifest)}\``;
    throw new CargoError(searched);
  }

  #load(manifest: Manifest, name: string, folder: string): Manifest {
    try {
      const member = this.workspace.members.find(({ root }) => root === folder);
      const found = member ?? readManifest(this.host, `${folder}/Cargo.toml`, this.release);
      if (!isVirtual(found)) return found;
      throw new CargoError(`found a virtual manifest at \`${folder}/Cargo.toml\` instead of a package manifest`);
    } catch (error) {
      if (error instanceof FileError || !(error instanceof CargoError)) throw error;
      const update = `${atLeast(this.release, 84) ? "unable" : "Unable"} to update ${folder}`;
      throw new CargoError(`failed to get \`${name}\` as a dependency of package \`${packageText(manifest)}\``, [
        `failed to load source for dependency \`${name}\``,
        update,
        error.message,
        ...error.causes,
      ]);
    }
  }
}

/** The graph below the selected packages. */
export function packageGraph(host: Host, workspace: Workspace, release: Release, registry: DirectorySource | undefined): Package[] {
  const builder = new GraphBuilder(host, workspace, release, registry);
  return workspace.selected.map((manifest) => builder.package(manifest));
}

/** All packages of the graph, what others need first. */
export function inOrder(roots: readonly Package[]): Package[] {
  const order: Package[] = [];
  const visit = (at: Package) => {
    if (order.includes(at)) return;
    for (const { package: needed } of at.dependencies) visit(needed);
    order.push(at);
  };
  roots.forEach(visit);
  return order;
}
