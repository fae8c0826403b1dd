// `kbuild new`: the tree, files and words of cargo of the release.
import type { Host } from "../base/host.ts";
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import { CargoError } from "./cargo-error.ts";
import { kernelProject } from "./kernel-project.ts";
import type { Editor } from "./kernel-project.ts";
import { kernelFiles } from "./kernel-templates.ts";
import type { Shell } from "./shell.ts";
import { insideRepository } from "./version-control.ts";

export interface NewOptions {
  readonly release: Release;
  readonly path: string;
  readonly name: string | undefined;
  readonly edition: string | undefined;
  readonly kind: "bin" | "lib";
  /** A kernel to start from, by name. */
  readonly template?: string | undefined;
  /** The whole project of a kernel around the template. */
  readonly project?: { readonly editor: Editor | undefined } | undefined;
  readonly versionControl: boolean;
  readonly shell: Shell;
}

const HELLO = 'fn main() {\n    println!("Hello, world!");\n}\n';
const KEYWORDS = new Set(
  "Self abstract as async await become box break const continue crate do dyn else enum extern false final fn for if impl in let loop macro match mod move mut override priv pub ref return self static struct super trait true try type typeof union unsafe unsized use virtual where while yield".split(
    " ",
  ),
);
const MANIFEST_HELP = "https://doc.rust-lang.org/cargo/reference/manifest.html";

function libSource(release: Release): string {
  const test =
    "    use super::*;\n\n    #[test]\n    fn it_works() {\n        let result = add(2, 2);\n        assert_eq!(result, 4);\n    }\n";
  const width = atLeast(release, 83) ? "u64" : "usize";
  return `pub fn add(left: ${width}, right: ${width}) -> ${width} {\n    left + right\n}\n\n#[cfg(test)]\nmod tests {\n${test}}\n`;
}

function manifestText(name: string, edition: string, release: Release): string {
  const see = atLeast(release, 79) ? "" : `\n# See more keys and their definitions at ${MANIFEST_HELP}\n`;
  return `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "${edition}"\n${see}\n[dependencies]\n`;
}

/** Throws CargoError for names that cargo does not give to a new package. */
function checkName(name: string, showNameHelp: boolean): void {
  const help = showNameHelp ? "\nIf you need a package name to not match the directory name, consider using --name flag." : "";
  if (/^[0-9]/.test(name))
    throw new CargoError(`the name \`${name}\` cannot be used as a package name, the name cannot start with a digit${help}`);
  const bad = [...name].find((character) => !/[\p{L}\p{N}_-]/u.test(character));
  if (bad !== undefined) {
    throw new CargoError(
      `invalid character \`${bad}\` in package name: \`${name}\`, characters must be Unicode XID characters (numbers, \`-\`, \`_\`, or most letters)${help}`,
    );
  }
  if (KEYWORDS.has(name)) throw new CargoError(`the name \`${name}\` cannot be used as a package name, it is a Rust keyword${help}`);
  if (name === "test")
    throw new CargoError(`the name \`test\` cannot be used as a package name, it conflicts with Rust's built-in test library${help}`);
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
  const manifest = manifestText(name, edition, release);
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

interface Creation {
  readonly folder: string;
  readonly name: string;
  /** `package`, or just the kind where cargo 1.68 says so. */
  readonly what: string;
}

/** Both verbs: words before, checks, files, words after. */
function create(
  host: Host,
  options: NewOptions,
  { folder, name, what }: Creation,
  checkFolder: () => void,
  initRepository: InitRepository,
): number {
  const { release, shell } = options;
  const isNewStyle = atLeast(release, 79);
  if (isNewStyle) shell.status("Creating", what);
  checkFolder();
  checkName(name, options.name === undefined);
  writeFiles(host, folder, name, options, initRepository);
  if (isNewStyle) shell.note(`see more \`Cargo.toml\` keys and their definitions at ${MANIFEST_HELP}`);
  else shell.status("Created", what);
  return 0;
}

function place(host: Host, options: NewOptions): { readonly folder: string; readonly name: string } {
  const folder = (options.path.startsWith("/") ? options.path : `${host.currentDirectory}/${options.path}`).replace(/(?:\/\.?)+$/, "");
  return { folder, name: options.name ?? folder.slice(folder.lastIndexOf("/") + 1) };
}

const kindText = ({ kind }: NewOptions) => (kind === "bin" ? "binary (application)" : "library");

export function newPackage(host: Host, options: NewOptions, initRepository: InitRepository): number {
  const { folder, name } = place(host, options);
  const checkFolder = () => {
    if (host.files.status(folder) === undefined) return;
    throw new CargoError(`destination \`${folder}\` already exists\n\nUse \`cargo init\` to initialize the directory`);
  };
  return create(host, options, { folder, name, what: `${kindText(options)} \`${name}\` package` }, checkFolder, initRepository);
}

export function initPackage(host: Host, options: NewOptions, initRepository: InitRepository): number {
  const { folder, name } = place(host, options);
  const checkFolder = () => {
    if (host.files.status(`${folder}/Cargo.toml`) !== undefined)
      throw new CargoError(
        `\`cargo init\` cannot be run on existing Cargo packages${atLeast(options.release, 84) ? "\nhelp: use `cargo new` to create a package in a new subdirectory" : ""}`,
      );
  };
  return create(host, options, { folder, name, what: `${kindText(options)} package` }, checkFolder, initRepository);
}
