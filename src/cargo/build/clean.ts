// `kbuild clean`: removes what builds made: the whole target folder, one profile's, the documentation's, or what belongs to
// some packages.
import type { Host } from "../../base/host.ts";
import { atLeast } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import type { Config } from "../config/config.ts";
import { readWorkspace } from "../resolve/packages.ts";
import type { Workspace } from "../resolve/packages.ts";
import { selectPackages } from "../resolve/package-selection.ts";
import { placeOf } from "../resolve/package-spec.ts";
import { targetFolderOf } from "./target-folder.ts";
import { profileFolder } from "../profiles/profile.ts";
import { resolveProfile } from "../profiles/profile-resolution.ts";
import type { Shell } from "../shell.ts";
import { crateNameOf } from "./unit.ts";

export interface CleanOptions {
  readonly config: Config;
  readonly shell: Shell;
  readonly manifestPath: string;
  readonly packages: readonly string[];
  readonly workspace: boolean;
  readonly targets: readonly string[];
  /** Undefined for all of them. */
  readonly profile: string | undefined;
  readonly targetFolder: string | undefined;
  readonly doc: boolean;
  readonly dryRun: boolean;
}

interface Count {
  files: number;
  folders: number;
  bytes: number;
}

function countBelow({ files }: Host, path: string, count: Count, each: (path: string) => void): void {
  const status = files.status(path);
  if (status === undefined) return;
  each(path);
  if (status.kind === "folder") {
    count.folders += 1;
    for (const name of files.list(path)) countBelow({ files } as Host, `${path}/${name}`, count, each);
  } else {
    count.files += 1;
    count.bytes += status.size;
  }
}

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];

/** `386B`, `4.5KiB` */
function humanBytes(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1);
  return power === 0 ? `${bytes}B` : `${(bytes / 1024 ** power).toFixed(1)}${UNITS[power]}`;
}

function summary({ files, folders, bytes }: Count): string {
  const total = bytes === 0 ? "" : `, ${humanBytes(bytes)} total`;
  if (files === 0 && folders > 0) return `${folders} ${folders === 1 ? "directory" : "directories"}${total}`;
  return `${files} file${files === 1 ? "" : "s"}${total}`;
}

/** What lies in a profile's folder for packages: names begin with the crate's or the package's, a hash behind. */
function pathsOf({ files }: Host, folder: string, workspace: Workspace): string[] {
  const names = workspace.selected.flatMap(({ name, lib, bins }) => [
    name,
    ...bins.map((bin) => bin.name),
    ...(lib === undefined ? [] : [lib.name]),
  ]);
  const stems = new Set(names.flatMap((name) => [name, crateNameOf(name), `lib${crateNameOf(name)}`]));
  const isOwn = (entry: string) => stems.has(entry.replace(/\.\w+$/, "").replace(/-[0-9a-z]{13,16}$/, ""));
  return ["", "/deps", "/.fingerprint", "/build", "/incremental"].flatMap((part) => {
    if (files.status(`${folder}${part}`)?.kind !== "folder") return [];
    const entries = files.list(`${folder}${part}`).filter(isOwn);
    return entries.map((entry) => `${folder}${part}/${entry}`);
  });
}

function pathsToRemove(host: Host, options: CleanOptions, root: string, workspace: () => Workspace): string[] {
  const { doc, packages, profile, targets } = options;
  const asked = packages.length > 0 || options.workspace;
  if (doc) {
    if (asked) throw new CargoError("--doc cannot be used with -p");
    return [`${root}/doc`];
  }
  if (!asked) return [profile === undefined ? root : `${root}/${profileFolder(profile)}`];
  const folder = profileFolder(profile ?? "dev");
  const found = workspace();
  return [root, ...targets.map((target) => `${root}/${target}`)].flatMap((one) => pathsOf(host, `${one}/${folder}`, found));
}

/** Throws CargoError. */
export function clean(host: Host, options: CleanOptions): void {
  const { shell, manifestPath, config, dryRun } = options;
  const { release } = shell;
  const all = readWorkspace(host, manifestPath, release);
  const wishes = { ...options, ...placeOf(host), exclude: [], release };
  const root = targetFolderOf(host, config, all.root, options.targetFolder);
  const status = host.files.status(root);
  if (status !== undefined && status.kind !== "folder")
    throw new CargoError(
      `cannot clean \`${root}\`: not a directory\n  |\n  = note: cleaning has been aborted to prevent accidental deletion of unrelated files`,
    );
  if (!options.doc) resolveProfile(all.document, config, options.profile ?? "dev", release);
  const paths = pathsToRemove(host, options, root, () => selectPackages(all, wishes, (text) => shell.warn(text)));
  const count: Count = { files: 0, folders: 0, bytes: 0 };
  const saysPaths = dryRun ? (path: string) => host.stdout.write(`${path}\n`) : (path: string) => shell.verboseStatus("Removing", path);
  const said = shell.isVerbose ? saysPaths : () => {};
  for (const path of paths) countBelow(host, path, count, said);
  if (!dryRun) for (const path of paths) host.files.remove(path);
  if (atLeast(release, 74)) shell.status(dryRun ? "Summary" : "Removed", summary(count));
  if (dryRun) shell.warn("no files deleted due to --dry-run");
}
