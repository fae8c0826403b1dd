// `kbuild new` and `kbuild init`: the tree, files and words of cargo of the release.
import type { Host } from "../base/host.ts";
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import { CargoError } from "./cargo-error.ts";
import { kernelProject } from "./kernel-project.ts";
import type { Editor } from "./kernel-project.ts";
import { kernelFiles } from "./kernel-templates.ts";
import { checkNewName } from "./new-package-name.ts";
import type { Shell } from "./shell.ts";
import { insideRepository } from "./version-control.ts";

export interface NewOptions {
  readonly release: Release;
  readonly path: string;
  readonly name: string | undefined;
  readonly edition: string | undefined;
  /** The only one the package may be published to. */
  readonly registry: string | undefined;
  readonly kind: "bin" | "lib";
  /** A kernel to start from, by name. */
  readonly template?: string | undefined;
  /** The whole project of a kernel around the template. */
  readonly project?: { readonly editor: Editor | undefined } | undefined;
  readonly versionControl: boolean;
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

function manifestText(name: string, edition: string, { registry, release }: NewOptions): string {
  const publish = registry === undefined ? "" : `publish = [${JSON.stringify(registry)}]\n`;
  const see = atLeast(release, 79) ? "" : `\n# See more keys and their definitions at ${MANIFEST_HELP}\n`;
  return `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "${edition}"\n${publish}${see}\n[dependencies]\n`;
}

/** Runs `git init` in a folder; false if there is no git. Given by the rim. */
export type InitRepository = (folder: string) => boolean;

function templateFiles({ template, project }: NewOptions, name: string, edition: string, manifest: string): ReadonlyMap<string, string> {
  if (template === undefined) return new Map();
  if (project === undefined) return kernelFiles(template, edition, manifest);
  return kernelProject(name, template, edition, manifest, project.editor);
}

function writeFiles(host: Host, folder: string, name: string, options: NewOptions, initRepository: InitRepository): void {
  const { release, kind } = options;
  const edition = options.edition ?? (atLeast(release, 85) ? "2024" : "2021");
  const write = (path: string, text: string) => {
    if (host.files.status(`${folder}/${path}`) === undefined) host.files.writeAtomically(`${folder}/${path}`, text);
  };
  const manifest = manifestText(name, edition, options);
  const files = templateFiles(options, name, edition, manifest);
  host.files.makeFolder(`${folder}/src`);
  for (const path of files.keys()) host.files.makeFolder(`${folder}/${path}`.replace(/\/[^/]*$/, ""));
  for (const [path, text] of files) write(path, text);
  const repository = options.versionControl && !insideRepository(host, folder.slice(0, folder.lastIndexOf("/"))) && initRepository(folder);
  if (repository) write(".gitignore", kind === "lib" && !atLeast(release, 75) ? "/target\n/Cargo.lock\n" : "/target\n");
  write("Cargo.toml", manifest);
  const hasSource = host.files.status(`${folder}/src/main.rs`) !== undefined || host.files.status(`${folder}/src/lib.rs`) !== undefined;
  if (!hasSource) write(`src/${kind === "bin" ? "main" : "lib"}.rs`, kind === "bin" ? HELLO : libSource(release));
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
  { folder, shown, name }: Place,
  what: string,
  checkFolder: () => void,
  initRepository: InitRepository,
): number {
  const { release, shell, kind } = options;
  const isNewStyle = atLeast(release, 79);
  if (isNewStyle) shell.status("Creating", what);
  checkFolder();
  if (isNewStyle && shown.includes(":"))
    shell.warn(
      `the path \`${shown}\` contains invalid PATH characters (usually \`:\`, \`;\`, or \`"\`)\nIt is recommended to use a different name to avoid problems.`,
    );
  checkNewName({ name, isFolders: options.name === undefined, kind, release }, (text) => shell.warn(text));
  writeFiles(host, folder, name, options, initRepository);
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

const kindText = ({ kind }: NewOptions) => (kind === "bin" ? "binary (application)" : "library");

export function newPackage(host: Host, options: NewOptions, initRepository: InitRepository): number {
  const found = place(host, options);
  const checkFolder = () => {
    if (host.files.status(found.folder) === undefined) return;
    throw new CargoError(`destination \`${found.shown}\` already exists\n\nUse \`cargo init\` to initialize the directory`);
  };
  const called = options.name ?? (atLeast(options.release, 79) ? found.name : options.path);
  return create(host, options, found, `${kindText(options)} \`${called}\` package`, checkFolder, initRepository);
}

export function initPackage(host: Host, options: NewOptions, initRepository: InitRepository): number {
  const found = place(host, options);
  const checkFolder = () => {
    if (host.files.status(`${found.folder}/Cargo.toml`) !== undefined)
      throw new CargoError(
        `\`cargo init\` cannot be run on existing Cargo packages${atLeast(options.release, 84) ? "\nhelp: use `cargo new` to create a package in a new subdirectory" : ""}`,
      );
  };
  return create(host, options, found, `${kindText(options)} package`, checkFolder, initRepository);
}
