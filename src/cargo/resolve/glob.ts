// Patterns as the crate `glob` reads them: `*` and `?`, `**` for any folders, `[ab]`, `[!a-z]`.
import type { FileSystem } from "../../base/host.ts";
import { CargoError } from "../cargo-error.ts";

export const isPattern = (text: string): boolean => /[*?[\]]/.test(text);

/** Where a pattern goes wrong, by character, and how. */
interface Slip {
  readonly at: number;
  readonly words: string;
}

/** Length of the set that begins at `at`; 0 if it does not end. */
function setLength(text: string, at: number): number {
  const negated = text[at + 1] === "!" ? 1 : 0;
  const end = text.indexOf("]", at + 2 + negated);
  return end < 0 ? 0 : end + 1 - at;
}

/** A `**` must be all of what stands between two slashes. */
function recursiveSlip(text: string, at: number): Slip | undefined {
  const words = "recursive wildcards must form a single path component";
  if (at > 0 && text[at - 1] !== "/") return { at: at - 1, words };
  return at + 2 < text.length && text[at + 2] !== "/" ? { at: at + 2, words } : undefined;
}

function slipOf(text: string): Slip | undefined {
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "[") {
      const length = setLength(text, at);
      if (length === 0) return { at, words: "invalid range pattern" };
      at += length - 1;
    } else if (text[at] === "*") {
      const [{ length }] = /^\*+/.exec(text.slice(at)) as RegExpExecArray;
      if (length > 2) return { at: at + 2, words: "wildcards are either regular `*` or recursive `**`" };
      const slip = length === 2 ? recursiveSlip(text, at) : undefined;
      if (slip !== undefined) return slip;
      at += length - 1;
    }
  }
  return undefined;
}

/** Of a set, between its brackets: for a regular expression. */
function setSource(set: string): string {
  const negated = set.startsWith("!");
  return `[${negated ? "^" : ""}${set.slice(negated ? 1 : 0).replaceAll(/[\\\]^[]/g, String.raw`\$&`)}]`;
}

/** Throws CargoError, under `words`, for what is no pattern. */
function check(text: string, words: string): void {
  const slip = slipOf(text);
  if (slip !== undefined) throw new CargoError(words, [`Pattern syntax error near position ${slip.at}: ${slip.words}`]);
}

/** Matches whole texts. Throws CargoError for what is no pattern. */
export function patternOf(text: string): RegExp {
  check(text, `cannot build glob pattern from \`${text}\``);
  let source = "";
  for (let at = 0; at < text.length; at++) {
    const one = text[at] as string;
    if (one === "[") {
      const length = setLength(text, at);
      source += setSource(text.slice(at + 1, at + length - 1));
      at += length - 1;
    } else if (text.startsWith("**", at)) {
      const isFolders = text[at + 2] === "/";
      source += isFolders ? "(?:.*/)?" : ".*";
      at += isFolders ? 2 : 1;
    } else if (one === "*" || one === "?") source += one === "*" ? ".*" : ".";
    else source += one.replace(/[.+^${}()|\]\\]/, String.raw`\$&`);
  }
  return new RegExp(`^${source}$`, "su");
}

/** The parts of a path between its slashes; `.` says nothing. */
export const partsOf = (path: string): readonly string[] => path.split("/").filter((part) => part !== "" && part !== ".");

/** Names in a folder that a part may mean; `.` and `..` are among them for one that begins with a dot. */
function namesIn(files: FileSystem, folder: string, part: string): readonly string[] {
  if (files.status(folder)?.kind !== "folder") return [];
  return [...(part.startsWith(".") ? ["..", "."] : []), ...[...files.list(folder)].sort()];
}

/** What there is by the parts of a pattern from the one at `at` on, below a folder. */
function* below(files: FileSystem, folder: string, parts: readonly string[], at: number): Generator<string> {
  const part = parts[at] as string;
  const names = isPattern(part) ? namesIn(files, folder, part) : [part];
  const pattern = isPattern(part) && part !== "**" ? patternOf(part) : undefined;
  for (const name of names) {
    const path = `${folder}/${name}`;
    if (part === "**") yield* belowAny(files, path, name, parts, at);
    else if (pattern === undefined ? files.status(path) !== undefined : pattern.test(name)) {
      if (at === parts.length - 1) yield path;
      else yield* below(files, path, parts, at + 1);
    }
  }
}

/** `**` stands for the folder `path`, for any below it, and for none: then the next part is for the name. */
function* belowAny(files: FileSystem, path: string, name: string, parts: readonly string[], at: number): Generator<string> {
  const isFolder = files.status(path)?.kind === "folder";
  const next = parts[at + 1];
  if (next === undefined) {
    if (isFolder) yield path;
  } else if (next !== "**" && patternOf(next).test(name)) {
    if (at + 1 === parts.length - 1) yield path;
    else yield* below(files, path, parts, at + 2);
  }
  if (isFolder) yield* below(files, path, parts, at);
}

/** Paths that an absolute pattern stands for, in order. Throws CargoError for what is no pattern. */
export function expandPattern(files: FileSystem, pattern: string): readonly string[] {
  check(pattern, `could not parse pattern \`${pattern}\``);
  const parts = partsOf(pattern).filter((part, i, all) => part !== "**" || all[i - 1] !== "**");
  return parts.length === 0 ? [] : [...below(files, "", parts, 0)];
}
