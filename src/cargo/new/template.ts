// `kbuild new` and `kbuild init`: the tree, files and words of cargo of the release.
import type { Host } from "../../base/host.ts";
import { normalizePath } from "../../base/normal-path.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError, renderCargoError } from "../cargo-error.ts";
import { kernelProject } from "./kernel-project.ts";
import type { Editor } from "./kernel-project.ts";
import { kernelFiles } from "./kernel-templates.ts";
import { checkNewName } from "./new-package-name.ts";
import { kindOf, sourceTables, sourcesIn, wantedSources } from "./new-sources.ts";
import type { NewSource } from "./new-sources.ts";
import { readWorkspace } from "../resolve/packages.ts";
import type { Shell } from "../shell.ts";
import { insideRepository } from "./version-control.ts";
import { joinWorkspace } from "./workspace-joining.ts";
import type { Joining } from "./workspace-joining.ts";

export interface NewOptions {
  readonly release: Release;
  readonly path: string;
  readonly name: string | undefined;
  readonly edition: string | undefined;
  /** The only one the package may be published to. */
  readonly registry: string | undefined;
  /** Undefined where nobody said. */
  readonly kind: "bin" | "lib" | undefined;
  /** A kernel to start from, by name. */
  readonly template?: string | undefined;
  /** The whole project of a kernel around the template. */
  readonly project?: { readonly editor: Editor | undefined } | undefined;
  /** Whether a repository of git is wanted; throws CargoError. */
  readonly versionControl: () => boolean;
  readonly shell: Shell;
}

const HELLO = 'fn main() {\n    println!("Hello, world!");\n}\n';
const MANIFEST_HELP = "https://doc.rust-lang.org/cargo/reference/manifest.html";

function libSource(release: Release): string {
  const test =
    "    use super::*;\n\n    #[test]\n    fn it_works() {\n        let result = add(2, 2);\n        assert_eq!(result, 4);\n    }\n";
  const width = atLeast(release, 83) ? "u64" : "usize";
  return `pub fn add(left: ${width}, right: ${width}) -> ${width} {\n    left + right\n}\n\n#[cfg(test)]\nmod tests {\n${test}}\n`;
}

/** With what the workspace decides. What was asked for by an option is the package's own. */
function manifestText(name: string, edition: string, options: NewOptions, { inherited, inheritsLints }: Joining): string {
  const { registry, release } = options;
  const asked = [...(options.edition === undefined ? [] : ["edition"]), ...(registry === undefined ? [] : ["publish"])];
  const foreign = inherited.filter((key) => !asked.includes(key));
  const own = { name, version: "0.1.0", edition };
  const keys = Object.entries(own).flatMap(([key, value]) => (foreign.includes(key) ? [] : [`${key} = "${value}"`]));
  if (registry !== undefined) keys.push(`publish = [${JSON.stringify(registry)}]`);
  for (const key of foreign) keys.push(`${key}.workspace = true`);
  const see = atLeast(release, 79) ? "" : `\n# See more keys and their definitions at ${MANIFEST_HELP}\n`;
  return `[package]\n${keys.join("\n")}\n${see}\n[dependencies]\n${inheritsLints ? "\n[lints]\nworkspace = true\n" : ""}`;
}

/** Runs `git init` in a folder; false if there is no git. Given by the rim. */
export type InitRepository = (folder: string) => boolean;

function templateFiles({ template, project }: NewOptions, name: string, edition: string, manifest: string): ReadonlyMap<string, string> {
  if (template === undefined) return new Map();
  if (project === undefined) return kernelFiles(template, edition, manifest);
  return kernelProject(name, template, edition, manifest, project.editor);
}

/** All files of the package; its manifest behind what it takes from the workspace. */
function writeFiles(host: Host, { folder, name }: Place, sources: readonly NewSource[], options: NewOptions, init: InitRepository): void {
  const { release, shell } = options;
  const edition = options.edition ?? (atLeast(release, 85) ? "2024" : "2021");
  const write = (path: string, text: string) => {
    host.files.makeFolder(`${folder}/${path}`.replace(/\/[^/]*$/, ""));
    if (host.files.status(`${folder}/${path}`) === undefined) host.files.writeAtomically(`${folder}/${path}`, text);
  };
  host.files.makeFolder(folder);
  const repository = options.versionControl() && !insideRepository(host, folder.slice(0, folder.lastIndexOf("/"))) && init(folder);
  if (repository) write(".gitignore", options.kind === "lib" && !atLeast(release, 75) ? "/target\n/Cargo.lock\n" : "/target\n");
  const joining = joinWorkspace(host, normalizePath(folder), release);
  const manifest = `${manifestText(name, edition, options, joining)}${sourceTables(sources, name, release)}`;
  for (const [path, text] of templateFiles(options, name, edition, manifest)) write(path, text);
  if (joining.root !== undefined) {
    const { folder: root, member, text } = joining.root;
    host.files.writeAtomically(`${root}/Cargo.toml`, text);
    shell.status("Adding", `\`${member.slice(member.lastIndexOf("/") + 1)}\` as member of workspace at \`${root}\``);
  }
  write("Cargo.toml", manifest);
  for (const { path, isBin } of sources) write(path, isBin ? HELLO : libSource(release));
  checkWorkspace(host, `${normalizePath(folder)}/Cargo.toml`, options);
}

/** Nothing that was there before keeps a package from being made, but it may keep it from being built. */
function checkWorkspace(host: Host, path: string, { release, shell }: NewOptions): void {
  try {
    const { flaw, layoutWarnings } = readWorkspace(host, path, release);
    for (const words of layoutWarnings) shell.warn(words);
    if (flaw !== undefined) throw flaw;
  } catch (error) {
    if (!(error instanceof CargoError)) throw error;
    const text = renderCargoError(error).slice("error: ".length);
    const [, snippet, rest = ""] = /^([^]*?\n *--> [^]*?\n)(?:error: ([^]*))?$/.exec(text) ?? [undefined, undefined, text];
    if (snippet !== undefined) shell.error(new CargoError(snippet.slice(0, -1)));
    const words = "compiling this new package may not work due to invalid workspace configuration";
    shell.warn(`${words}\n${rest === "" ? "" : `\n${rest.slice(0, -1)}`}`);
  }
}

interface Place {
  readonly folder: string;
  /** As it was written. */
  readonly shown: string;
  readonly name: string;
}

/** Both verbs: words before, checks, files, words after. `what` is the package, or just the kind where cargo 1.68 says so. */
function create(
  host: Host,
  options: NewOptions,
  found: Place,
  what: string,
  checkFolder: () => void,
  sources: readonly NewSource[],
  initRepository: InitRepository,
): number {
  const { release, shell } = options;
  const kind = options.kind ?? kindOf(sources);
  const { folder, shown, name } = found;
  const isNewStyle = atLeast(release, 79);
  if (isNewStyle) shell.status("Creating", what);
  checkFolder();
  if (isNewStyle && shown.includes(":"))
    shell.warn(
      `the path \`${shown}\` contains invalid PATH characters (usually \`:\`, \`;\`, or \`"\`)\nIt is recommended to use a different name to avoid problems.`,
    );
  const wanted = wantedSources(sources, kind === "bin", (text) => shell.warn(text));
  checkNewName({ name, isFolders: options.name === undefined, kind, release }, (text) => shell.warn(text));
  try {
    writeFiles(host, found, wanted, options, initRepository);
  } catch (error) {
    if (!(error instanceof CargoError) || error.code !== undefined || error.exitCode !== 101) throw error;
    const failed = `${isNewStyle ? "failed" : "Failed"} to create package \`${name}\` at \`${folder}\``;
    throw new CargoError(failed, [error.message, ...error.causes]);
  }
  if (isNewStyle) shell.note(`see more \`Cargo.toml\` keys and their definitions at ${MANIFEST_HELP}`);
  else shell.status("Created", what);
  return 0;
}

function place(host: Host, { path, name }: NewOptions): Place {
  const shown = path.startsWith("/") ? path : `${host.currentDirectory}/${path}`;
  const folder = shown.replace(/(?:\/\.?)+$/, "");
  const last = folder.slice(folder.lastIndexOf("/") + 1);
  if (name === undefined && (last === ".." || last === ""))
    throw new CargoError(`cannot auto-detect package name from path ${JSON.stringify(shown)} ; use --name to override`);
  return { folder, shown, name: name ?? last };
}

const kindText = (kind: NewOptions["kind"]) => (kind === "lib" ? "library" : "binary (application)");

export function newPackage(host: Host, options: NewOptions, initRepository: InitRepository): number {
  const found = place(host, options);
  const checkFolder = () => {
    if (host.files.status(found.folder) === undefined) return;
    throw new CargoError(`destination \`${found.shown}\` already exists\n\nUse \`cargo init\` to initialize the directory`);
  };
  const called = options.name ?? (atLeast(options.release, 79) ? found.name : options.path);
  return create(host, options, found, `${kindText(options.kind)} \`${called}\` package`, checkFolder, [], initRepository);
}

export function initPackage(host: Host, options: NewOptions, initRepository: InitRepository): number {
  const found = place(host, options);
  const sources = sourcesIn(host, found.folder, found.name);
  const checkFolder = () => {
    if (host.files.status(`${found.folder}/Cargo.toml`) !== undefined)
      throw new CargoError(
        `\`cargo init\` cannot be run on existing Cargo packages${atLeast(options.release, 84) ? "\nhelp: use `cargo new` to create a package in a new subdirectory" : ""}`,
      );
  };
  // Newer releases say what was asked for, which is a program where nothing was.
  const said = atLeast(options.release, 79) ? options.kind : (options.kind ?? kindOf(sources));
  return create(host, options, found, `${kindText(said)} package`, checkFolder, sources, initRepository);
}
