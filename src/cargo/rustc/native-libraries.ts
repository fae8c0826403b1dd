// Words by which a linker finds native libraries (`-l`, `#[link]`): each behind the kind of file that it may be, which rustc
// tells where it is not so already.
import type { NativeLibrary } from "../../rules/link-attribute.ts";

const SHARED = "-Bdynamic";
const STATIC = "-Bstatic";

export function libraryWords({ name, isStatic, isWhole, isVerbatim }: NativeLibrary): string[] {
  const word = isVerbatim ? `-l:${name}` : `-l${name}`;
  return [isStatic ? STATIC : SHARED, ...(isWhole ? ["--whole-archive", word, "--no-whole-archive"] : [word])];
}

/** What a library is called on the command line, without the kind of its file; undefined for other words. */
export const libraryName = (word: string): string | undefined => /^-l:?(.*)$/.exec(word)?.[1];

/** Paths come where the linker's other paths are, names with the static libraries. */
export function splitLibraries(words: readonly string[]): { readonly paths: string[]; readonly names: string[] } {
  const paths: string[] = [];
  const names: string[] = [];
  words.forEach((word, i) => void (word === "-L" || words[i - 1] === "-L" ? paths : names).push(word));
  return { paths, names };
}

/** The words up to where libraries of crates begin, which are static. `isTold`: even at the start nothing is taken for granted. */
export function withoutRepeats(words: readonly string[], isTold: boolean): string[] {
  let kind = isTold ? "" : SHARED;
  return [...words, STATIC].filter((word) => {
    if (word !== SHARED && word !== STATIC) return true;
    const changes = word !== kind;
    kind = word;
    return changes;
  });
}
