// `@FILE` on the command line stands for the words in the file, in which quotes and backslashes work as in a shell. A file that
// is not there leaves the word as it is. Fact: LLVM's `ExpandResponseFiles` with GNU quoting.
import type { ReadFile } from "./load-inputs.ts";

/** Files may name others, so deep at most. */
const MOST_DEPTH = 20;

/** Words of a text: a backslash takes the next character as it is, quotes keep white space together. */
export function shellWords(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    const isEscape = character === "\\" && quote !== "'" && i + 1 < text.length;
    if (isEscape) word = (word ?? "") + (text[++i] as string);
    else if (quote !== "") {
      if (character === quote) quote = "";
      else word = (word ?? "") + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= "";
    } else if (!/\s/.test(character)) word = (word ?? "") + character;
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  return word === undefined ? words : [...words, word];
}

export function expandResponseFiles(words: readonly string[], read: ReadFile, depth = 0): string[] {
  return words.flatMap((word) => {
    const bytes = word.startsWith("@") && depth < MOST_DEPTH ? read(word.slice(1)) : undefined;
    return bytes === undefined ? [word] : expandResponseFiles(shellWords(new TextDecoder().decode(bytes)), read, depth + 1);
  });
}
