// Names that `cargo new` and `cargo init` do not give to a package, and those they give with a warning. (cargo 1.96:
// `ops/cargo_new.rs`, `util/restricted_names.rs`; the words of 1.68 by experiment.)
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import { nameWords } from "../manifest/manifest-names.ts";

export interface NewName {
  readonly name: string;
  /** It is the folder's, and nobody chose it. */
  readonly isFolders: boolean;
  readonly kind: "bin" | "lib";
  readonly release: Release;
}

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    "Self abstract as async await become box break const continue crate do dyn else enum extern false final fn for if impl in let " +
    "loop macro match mod move mut override priv pub ref return self static struct super trait true try type typeof unsafe unsized " +
    "use virtual where while yield"
  ).split(" "),
);
const BUILD_FOLDERS: ReadonlySet<string> = new Set(["deps", "examples", "build", "incremental"]);
const STANDARD: ReadonlySet<string> = new Set(["core", "std", "alloc", "proc_macro", "proc-macro"]);
const WINDOWS = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])$/i;

/** How the two releases put it: the name that is refused, why, and what to do about it. */
interface Words {
  readonly refused: (name: string, why: string) => string;
  readonly confused: (name: string) => string;
  readonly windows: (name: string) => string;
  readonly foreign: (name: string) => string;
  readonly library: (name: string) => string;
  readonly folderHelp: string;
  readonly binHelp: (name: string) => string;
}

const NEW: Words = {
  refused: (name, why) => `invalid package name \`${name}\`: ${why}`,
  confused: (name) => `package name \`${name}\` may be confused with the package with that name in Rust's standard library`,
  windows: (name) => `package name \`${name}\` is a reserved Windows filename`,
  foreign: (name) => `invalid package name \`${name}\`: contains non-ASCII characters`,
  library: (name) => `package \`${name}\``,
  folderHelp: "\nnote: the directory name is used as the package name\nhelp: to override the package name, pass `--name <pkgname>`",
  binHelp: (name) => `help: to name the binary "${name}"`,
};

const OLD: Words = {
  refused: (name, why) => `the name \`${name}\` cannot be used as a package name, ${why}`,
  confused: (name) => `the name \`${name}\` is part of Rust's standard library`,
  windows: (name) => `the name \`${name}\` is a reserved Windows filename`,
  foreign: (name) => `the name \`${name}\` contains non-ASCII characters`,
  library: (name) => `the name \`${name}\``,
  folderHelp: "\nIf you need a package name to not match the directory name, consider using --name flag.",
  binHelp: (name) => `If you need a binary with the name "${name}"`,
};

const isNew = (release: Release): boolean => atLeast(release, 79);

/** How to have a binary of that name after all. Newer releases say so only of what a crate may be called. */
function binaryHelp({ name, kind, release }: NewName, words: Words): string {
  if (kind !== "bin" || (isNew(release) && !/^[\p{Alphabetic}\p{N}_-]+$/u.test(name))) return "";
  return (
    `\n${words.binHelp(name)}, use a valid package name, and set the binary name to be different from the package. ` +
    `This can be done by setting the binary filename to \`src/bin/${name}.rs\` or change the name in Cargo.toml with:\n\n` +
    `    [[bin]]\n    name = "${name}"\n    path = "src/main.rs"\n`
  );
}

/** What is wrong with the characters of `what`'s name; undefined if nothing is. */
function characterWords(name: string, what: "package name" | "registry name", release: Release): string | undefined {
  if (isNew(release)) return nameWords(name, what);
  if (/^[0-9]/.test(name)) return `the name \`${name}\` cannot be used as a ${what}, the name cannot start with a digit`;
  return name === "" ? undefined : nameWords(name, what);
}

/** Throws CargoError for what no registry is called. */
export function checkRegistryName(name: string, release: Release): void {
  const words = characterWords(name, "registry name", release);
  if (words !== undefined) throw new CargoError(words);
}

/** Throws CargoError for a name that no new package gets, and warns of those that it had better not have. */
export function checkNewName(asked: NewName, warn: (text: string) => void): void {
  const { name, isFolders, kind, release } = asked;
  const words = isNew(release) ? NEW : OLD;
  const folderHelp = isFolders ? words.folderHelp : "";
  const help = folderHelp + binaryHelp(asked, words);
  const characters = characterWords(name, "package name", release);
  if (characters !== undefined) throw new CargoError(`${characters}${help}`);
  if (KEYWORDS.has(name)) throw new CargoError(`${words.refused(name, "it is a Rust keyword")}${help}`);
  const conflict = "it conflicts with cargo's build directory names";
  if (BUILD_FOLDERS.has(name)) {
    if (kind === "bin") throw new CargoError(`${words.refused(name, conflict)}${folderHelp}`);
    warn(`${words.library(name)} will not support binary executables with that name, ${conflict}`);
  }
  if (name === "test") throw new CargoError(`${words.refused(name, "it conflicts with Rust's built-in test library")}${help}`);
  if (STANDARD.has(name)) warn(`${words.confused(name)}\nIt is recommended to use a different name to avoid problems.${help}`);
  if (WINDOWS.test(name)) warn(`${words.windows(name)}\nThis package will not work on Windows platforms.`);
  if (/[^\0-\x7f]/.test(name)) warn(`${words.foreign(name)}\nNon-ASCII crate names are not supported by Rust.`);
  const lower = name.toLowerCase();
  if (isNew(release) && name !== lower)
    warn(`package name \`${name}\` is not snake_case or kebab-case which is recommended for package names, consider \`${lower}\``);
}
