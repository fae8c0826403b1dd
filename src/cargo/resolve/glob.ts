// Patterns as the crate `glob` reads them: `*` and `?`, `**` for any folders, `[ab]`, `[!a-z]`.
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

/** Matches whole texts. Throws CargoError for what is no pattern. */
export function patternOf(text: string): RegExp {
  const slip = slipOf(text);
  if (slip !== undefined)
    throw new CargoError(`cannot build glob pattern from \`${text}\``, [`Pattern syntax error near position ${slip.at}: ${slip.words}`]);
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
