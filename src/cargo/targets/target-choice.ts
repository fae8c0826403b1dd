// From a name to a Target: a built-in triple, a file of a specification, or cargo's words on why not.
import type { Host } from "../../base/host.ts";
import { FileError } from "../../base/host.ts";
import { knownTriples } from "../../target/known-triples.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { HOST_TRIPLE, findTarget, hasCodeGenerator } from "../../target/targets.ts";
import type { Target } from "../../target/target.ts";
import { CargoError } from "../cargo-error.ts";
import { normalizePath } from "../../base/normal-path.ts";
import { shellWord } from "../words.ts";

export interface ChosenTarget {
  readonly target: Target;
  /** False for targets that have no `core` here. */
  readonly installed: boolean;
}

export interface TargetWishes {
  readonly release: Release;
  /** `-Z` options and those of `[unstable]`. */
  readonly unstable: ReadonlySet<string>;
  readonly rustflags: readonly string[];
}

/** What cargo shows of the question to rustc that failed. */
export function learningFailed(name: string, error: string, { release, rustflags, unstable }: TargetWishes): CargoError {
  const flags = rustflags.map(shellWord).join(" ");
  const file = name.endsWith(".json") && unstable.has("json-target-spec") ? " -Zunstable-options" : "";
  const types = ["bin", "rlib", "dylib", "cdylib", "staticlib", "proc-macro"].map((type) => `--crate-type ${type}`).join(" ");
  const prints = atLeast(release, 74)
    ? "--print=sysroot --print=split-debuginfo --print=crate-name --print=cfg -Wwarnings"
    : "--print=sysroot --print=cfg";
  const command = `rustc - --crate-name ___ --print=file-names${flags === "" ? "" : ` ${flags}`} --target ${shellWord(name)}${file} ${types} ${prints}`;
  return new CargoError("failed to run `rustc` to learn about target-specific information", [
    `process didn't exit successfully: \`${command}\` (exit status: 1)\n--- stderr\n${error}`,
  ]);
}

/** rustc's error for a target that it cannot load. */
function notLoaded(words: string, release: Release): string {
  const list = "run `rustc --print target-list` for a list of built-in targets";
  if (atLeast(release, 80))
    return `error: error loading target specification: ${words.replaceAll("\n", `\n${" ".repeat(7)}`)}\n  |\n  = help: ${list}\n`;
  return `error: Error loading target specification: ${words}. ${list[0]?.toUpperCase()}${list.slice(1)}\n`;
}

async function fromFile(host: Host, name: string, wishes: TargetWishes): Promise<ChosenTarget> {
  if (atLeast(wishes.release, 95) && !wishes.unstable.has("json-target-spec"))
    throw new CargoError("`.json` target specs require -Zjson-target-spec to be added to the cargo invocation");
  const path = normalizePath(name.startsWith("/") ? name : `${host.currentDirectory}/${name}`);
  let text: string;
  try {
    text = new TextDecoder().decode(host.files.read(host.files.realPath(path)));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const shown = atLeast(wishes.release, 84) ? `\`${name}\`` : JSON.stringify(name);
    throw new CargoError(`target path ${shown} is not a valid file`, ["No such file or directory (os error 2)"]);
  }
  const { SpecMistake, readTargetSpec } = await import("./target-spec.ts");
  const target = readTargetSpec((path.split("/").at(-1) as string).replace(/\.json$/, ""), text, wishes.release);
  if (target instanceof SpecMistake) {
    const { words, isOfSession } = target;
    throw learningFailed(path, isOfSession ? `error: ${words}\n` : notLoaded(words, wishes.release), wishes);
  }
  return { target, installed: buildsCore(wishes) };
}

function buildsCore({ unstable }: TargetWishes): boolean {
  return [...unstable].some((option) => /^build-std(?:=|$)/.test(option));
}

/**
 * To build the core of a target that has a prebuilt one, cargo wants the `rust-src` component where rustup would put it. A
 * target file's core is always built, from kbuild's own source. `olderWords`: of releases that wanted something else first.
 */
function checkRustSource({ files, environment }: Host, release: Release, olderWords?: string): void {
  if (olderWords !== undefined && !atLeast(release, 85)) throw new CargoError(olderWords);
  const rustup = environment["RUSTUP_HOME"] ?? `${environment["HOME"] ?? "/root"}/.rustup`;
  const sysroot = `${rustup}/toolchains/${release.version}-${HOST_TRIPLE}`;
  const path = `${sysroot}/lib/rustlib/src/rust/${atLeast(release, 85) ? "library/" : ""}Cargo.lock`;
  if (files.status(path) !== undefined) return;
  throw new CargoError(`"${path}" does not exist, unable to build with the standard library, try:\n        rustup component add rust-src`);
}

/** What reads target files is loaded with the first of them. Throws CargoError. */
export async function chooseTarget(host: Host, name: string | undefined, wishes: TargetWishes): Promise<ChosenTarget> {
  if (name === undefined) {
    if (buildsCore(wishes)) checkRustSource(host, wishes.release, "-Zbuild-std requires --target");
    return { target: findTarget(HOST_TRIPLE) as Target, installed: true };
  }
  if (name.trim() === "") throw new CargoError("target was empty");
  if (name.endsWith(".json")) return fromFile(host, name, wishes);
  const target = findTarget(name);
  if (target !== undefined) {
    if (buildsCore(wishes)) checkRustSource(host, wishes.release);
    return { target, installed: hasCodeGenerator(name) };
  }
  if (!knownTriples(wishes.release).includes(name)) {
    const upper = !atLeast(wishes.release, 80);
    throw learningFailed(name, notLoaded(`${upper ? "C" : "c"}ould not find specification for target "${name}"`, wishes.release), wishes);
  }
  return { target: { ...(findTarget("x86_64-unknown-none") as Target), triple: name }, installed: false };
}
