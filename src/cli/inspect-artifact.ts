// An inspector without a file, inside a package: the most recent artifact. As in cargo-binutils, `kbuild nm --release
// -- -n` builds first and then looks at what was built.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const CARGO_FLAGS = /^(?:--release|--lib|(?:--bin|--target|--profile|--package|--features)(?:=.*)?)$/;
const VALUED = new Set(["--bin", "--target", "--profile", "--package", "--features"]);

/** Whether the words are cargo-binutils' form: cargo's flags, or `--` in front of the tool's own. */
export function looksLikeCargo(words: readonly string[]): boolean {
  const before = words.includes("--") ? words.slice(0, words.indexOf("--")) : words;
  if (before.length === 0) return words[0] === "--";
  return before.every((word, i) => CARGO_FLAGS.test(word) || VALUED.has(before[i - 1] ?? ""));
}

/** Folder of the nearest Cargo.toml. */
export function packageFolder(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "Cargo.toml"))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** `target/<name>`, the most recent artifact of the package around the current folder, when it exists. */
export function recentArtifact(): string | undefined {
  const folder = packageFolder(process.cwd());
  if (folder === undefined) return undefined;
  const manifest = readFileSync(join(folder, "Cargo.toml"), "utf8");
  const name = /^\s*\[package\][^[]*?^\s*name\s*=\s*"([^"]+)"/ms.exec(manifest)?.[1];
  const path = name === undefined ? undefined : join(folder, "target", name);
  return path !== undefined && existsSync(path) ? path : undefined;
}

/** Which of several is meant is not for kbuild to say: the commands for each. */
function whichOne(tool: string, artifacts: readonly string[]): string {
  const choices = artifacts.map((path) => `    kbuild ${tool} ${relative(process.cwd(), path)}\n`);
  if (artifacts.length === 0) return `${tool}: error: the build made no artifact to look at\n`;
  return `${tool}: error: could not determine the wanted artifact: name a program with \`--bin\`, or a file\n${choices.join("")}`;
}

/** Builds with the words before `--`; the tool's own words with the artifact added, or undefined after a failure. */
export async function packageArtifact(tool: string, words: readonly string[], plus: string | undefined): Promise<string[] | undefined> {
  const at = words.includes("--") ? words.indexOf("--") : words.length;
  const args = [process.argv[1] as string, ...(plus === undefined ? [] : [`+${plus}`]), "build", ...words.slice(0, at)];
  const { buildFirst } = await import("./build-first.ts");
  const { status, artifacts } = buildFirst(args);
  const [only, ...others] = artifacts;
  if (status === 0 && only !== undefined && others.length === 0) return [...words.slice(at + 1), only];
  if (status === 0) process.stderr.write(whichOne(tool, artifacts));
  process.exitCode = status === 0 ? 1 : status;
  return undefined;
}
