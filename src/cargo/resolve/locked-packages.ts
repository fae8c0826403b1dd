// Packages as Cargo.lock lists them, by what they are called: those of the registry with its address, those of folders with
// theirs. Nothing is resolved or fetched.
import { FileError } from "../../base/host.ts";
import type { Host } from "../../base/host.ts";
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import { checkLockFile, lockedVersions } from "./lock-reader.ts";
import { loadManifest } from "./workspace-roots.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { identityOf } from "./package-spec.ts";
import type { Identity } from "./package-spec.ts";
import { normalizePath } from "../../base/normal-path.ts";
import type { Workspace } from "./packages.ts";

function lockText(host: Host, { root }: Workspace, release: Release): string {
  const path = `${root}/Cargo.lock`;
  let text: string;
  try {
    text = new TextDecoder().decode(host.files.read(path));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new CargoError("a Cargo.lock must exist for this command");
  }
  checkLockFile(path, text, release);
  return text;
}

/** Members and all folders that they lead to. */
export function foldersOf(host: Host, { members }: Pick<Workspace, "members">, release: Release): Manifest[] {
  const found = new Map(members.map((member) => [member.root, member]));
  for (const manifest of found.values())
    for (const { path } of manifest.dependencies) {
      const folder = path === undefined ? undefined : normalizePath(path.startsWith("/") ? path : `${manifest.root}/${path}`);
      if (folder === undefined || found.has(folder) || host.files.status(`${folder}/Cargo.toml`) === undefined) continue;
      const other = loadManifest(host, `${folder}/Cargo.toml`, release);
      if (!("virtual" in other)) found.set(folder, other);
    }
  return [...found.values()];
}

/** Throws CargoError if there is no lock file, or none that can be read. */
export function lockedPackages(host: Host, workspace: Workspace, release: Release): Identity[] {
  const folders = foldersOf(host, workspace, release);
  return lockedVersions(lockText(host, workspace, release), release).flatMap(({ name, version, source: from }) => {
    const source = /^registry\+(.*)$/.exec(from ?? "")?.[1];
    if (source !== undefined) return [{ name, version, url: source, kind: "registry" as const }];
    const own = folders.find((folder) => folder.name === name && folder.version === version);
    return own === undefined ? [] : [identityOf(own)];
  });
}
