// `kbuild clean`: removes what builds made: the whole target folder, one profile's, the documentation's, or what belongs to
// some packages.
import type { Host } from "../../base/host.ts";
import { atLeast } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import type { Config } from "../config/config.ts";
import { checkHttpConfig } from "../config/config-schema.ts";
import { closestWords } from "../closest.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { updateLock } from "../resolve/lock-file.ts";
import { tellLock } from "../resolve/lock-news.ts";
import { PackageGraphs, inOrder, graphContext } from "../resolve/package-graph.ts";
import { readWorkspace } from "../resolve/packages.ts";
import type { Workspace } from "../resolve/packages.ts";
import { identityOf, matches, parseSpecification, placeOf } from "../resolve/package-spec.ts";
import { targetFolderOf } from "./target-folder.ts";
import { profileFolder } from "../profiles/profile.ts";
import { resolveProfile } from "../profiles/profile-resolution.ts";
import type { Shell } from "../shell.ts";
import { crateNameOf } from "./unit.ts";

/** cargo 1.96 says that `--doc` and `-p` exclude each other, 1.63 does not; between them nothing was seen. */
const DOC_ALONE_SINCE = 96;

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
  readonly locked: boolean;
  readonly frozen: boolean;
  readonly offline: boolean;
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
function pathsOf({ files }: Host, folder: string, packages: readonly Manifest[]): string[] {
  const names = packages.flatMap(({ name, lib, bins }) => [name, ...bins.map((bin) => bin.name), ...(lib === undefined ? [] : [lib.name])]);
  const stems = new Set(names.flatMap((name) => [name, crateNameOf(name), `lib${crateNameOf(name)}`]));
  const isOwn = (entry: string) => stems.has(entry.replace(/\.\w+$/, "").replace(/-[0-9a-z]{13,16}$/, ""));
  return ["", "/deps", "/.fingerprint", "/build", "/incremental"].flatMap((part) => {
    if (files.status(`${folder}${part}`)?.kind !== "folder") return [];
    const entries = files.list(`${folder}${part}`).filter(isOwn);
    return entries.map((entry) => `${folder}${part}/${entry}`);
  });
}

/** All of the workspace's graph, which the lock file is brought up to. Throws CargoError. */
function packagesOf(host: Host, workspace: Workspace, options: CleanOptions): Manifest[] {
  const { config, shell } = options;
  const { release } = shell;
  const graphs = new PackageGraphs(graphContext({ host, workspace, release }, config, options));
  const packages = inOrder(graphs.whole());
  const news = updateLock({ graphs, packages, options });
  if (news !== undefined) tellLock(shell, news);
  checkHttpConfig(config);
  return packages.map(({ manifest }) => manifest);
}

/** Those that `-p` and `--workspace` mean, with all versions of one that a specification finds. Throws CargoError. */
function packagesMeant(host: Host, workspace: Workspace, options: CleanOptions): Manifest[] {
  const { shell, packages } = options;
  const all = packagesOf(host, workspace, options);
  const names = [...new Set(all.map(({ name }) => name))].sort();
  const meant = packages.flatMap((text) => {
    const specification = parseSpecification(text, placeOf(host));
    const { name, version, url, text: shown } = specification;
    const ignored = (what: string) =>
      shell.warn(`${what} qualifier in \`-p ${text}\`${what === "url" ? "" : " is"} ignored, cleaning all versions of \`${name}\` found`);
    if (version !== undefined) ignored("version");
    if (url !== undefined) ignored("url");
    if (all.some((one) => matches(specification, identityOf(one)))) return all.filter((one) => one.name === name);
    const near = closestWords(name, names, "package", shell.release);
    throw new CargoError(`package ID specification \`${shown}\` did not match any packages${near}`);
  });
  return [...(options.workspace ? workspace.members : []), ...meant];
}

/**
 * Of packages, what lies in the folders of the targets, those of the configuration included: cargo up to 1.96 looks at the
 * command line's alone (rust-lang/cargo#16974), and removes nothing where a kernel's configuration names the target.
 */
function pathsToRemove(host: Host, options: CleanOptions, root: string, workspace: Workspace): string[] {
  const { doc, packages, profile, targets, shell } = options;
  const asked = packages.length > 0 || options.workspace;
  if (doc) {
    if (asked && atLeast(shell.release, DOC_ALONE_SINCE)) throw new CargoError("--doc cannot be used with -p");
    return [`${root}/doc`];
  }
  if (!asked) return [profile === undefined ? root : `${root}/${profileFolder(profile)}`];
  const folder = profileFolder(profile ?? "dev");
  const meant = packagesMeant(host, workspace, options);
  return [root, ...targets.map((target) => `${root}/${target}`)].flatMap((one) => pathsOf(host, `${one}/${folder}`, meant));
}

/** Throws CargoError. */
export function clean(host: Host, options: CleanOptions): void {
  const { shell, manifestPath, config, dryRun } = options;
  const { release } = shell;
  const all = readWorkspace(host, manifestPath, release);
  const root = targetFolderOf(host, config, all.root, options.targetFolder);
  const status = host.files.status(root);
  if (status !== undefined && status.kind !== "folder")
    throw new CargoError(
      `cannot clean \`${root}\`: not a directory\n  |\n  = note: cleaning has been aborted to prevent accidental deletion of unrelated files`,
    );
  if (!options.doc) resolveProfile(all.document, config, options.profile ?? "dev", release);
  const paths = pathsToRemove(host, options, root, all);
  const count: Count = { files: 0, folders: 0, bytes: 0 };
  const saysPaths = dryRun ? (path: string) => host.stdout.write(`${path}\n`) : (path: string) => shell.verboseStatus("Removing", path);
  const said = shell.isVerbose ? saysPaths : () => {};
  for (const path of paths) countBelow(host, path, count, said);
  if (!dryRun) for (const path of paths) host.files.remove(path);
  if (atLeast(release, 74)) shell.status(dryRun ? "Summary" : "Removed", summary(count));
  if (dryRun) shell.warn("no files deleted due to --dry-run");
}
