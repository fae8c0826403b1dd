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
import type { SpecMistake } from "./target-spec.ts";

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

/** Since this release a target's file asks for an unstable option. */
const SPECS_UNSTABLE = 95;

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
    return `error loading target specification: ${words.replaceAll("\n", `\n${" ".repeat(7)}`)}\n  |\n  = help: ${list}\n`;
  return `Error loading target specification: ${words}. ${list[0]?.toUpperCase()}${list.slice(1)}\n`;
}

function notFound(name: string, release: Release): string {
  return notLoaded(`${atLeast(release, 80) ? "c" : "C"}ould not find specification for target ${JSON.stringify(name)}`, release);
}

/** The target that a file describes, or what is wrong with it; undefined if there is no such file. */
async function readFile(host: Host, name: string, release: Release): Promise<Target | SpecMistake | undefined> {
  const path = normalizePath(name.startsWith("/") ? name : `${host.currentDirectory}/${name}`);
  let text: string;
  try {
    text = new TextDecoder().decode(host.files.read(host.files.realPath(path)));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return undefined;
  }
  const { readTargetSpec } = await import("./target-spec.ts");
  return readTargetSpec((path.split("/").at(-1) as string).replace(/\.json$/, ""), text, release);
}

const mistakeWords = ({ words, isOfSession }: SpecMistake, release: Release): string =>
  isOfSession ? `${words}\n` : notLoaded(words, release);

/** The target of a compiler that is asked something. Throws CargoError, in rustc's words. */
export async function askedTarget(host: Host, name: string, release: Release, takesUnstable: boolean): Promise<Target> {
  const found = findTarget(name);
  if (found !== undefined) return found;
  if (knownTriples(release).includes(name)) throw new CargoError(`kbuild does not know the target \`${name}\` yet`, [], 1, false, "KB0604");
  if (!name.endsWith(".json")) throw new CargoError(notFound(name, release), [], 1);
  const target = await readFile(host, name, release);
  if (target === undefined) throw new CargoError(`target file ${JSON.stringify(name)} does not exist`, [], 1);
  if (atLeast(release, SPECS_UNSTABLE) && !takesUnstable)
    throw new CargoError(notLoaded("custom targets are unstable and require `-Zunstable-options`", release), [], 1);
  if ("words" in target) throw new CargoError(mistakeWords(target, release), [], 1);
  return target;
}

async function fromFile(host: Host, name: string, wishes: TargetWishes): Promise<ChosenTarget> {
  if (atLeast(wishes.release, SPECS_UNSTABLE) && !wishes.unstable.has("json-target-spec"))
    throw new CargoError("`.json` target specs require -Zjson-target-spec to be added to the cargo invocation");
  const target = await readFile(host, name, wishes.release);
  if (target === undefined) {
    const shown = atLeast(wishes.release, 84) ? `\`${name}\`` : JSON.stringify(name);
    throw new CargoError(`target path ${shown} is not a valid file`, ["No such file or directory (os error 2)"]);
  }
  if ("words" in target) {
    const path = normalizePath(name.startsWith("/") ? name : `${host.currentDirectory}/${name}`);
    throw learningFailed(path, `error: ${mistakeWords(target, wishes.release)}`, wishes);
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
    throw learningFailed(name, `error: ${notFound(name, wishes.release)}`, wishes);
  }
  return { target: { ...(findTarget("x86_64-unknown-none") as Target), triple: name }, installed: false };
}
