// Punctuation by longest match: a table by first character, tried from the longest down.
import * as T from "./token-kinds.ts";

const BY_FIRST: readonly (readonly number[])[] = tableByFirst();

function tableByFirst(): number[][] {
  const table: number[][] = Array.from({ length: 128 }, () => []);
  for (let kind = T.OpenParen; kind < T.KIND_COUNT; kind++) {
    const text = T.PUNCTUATION[kind] as string;
    if (text !== "") (table[text.charCodeAt(0)] as number[]).push(kind);
  }
  for (const kinds of table) kinds.sort((a, b) => (T.PUNCTUATION[b] as string).length - (T.PUNCTUATION[a] as string).length);
  return table;
}

/** The kind of the longest punctuation at `at`. Every class `PUNCT` character has one. */
export function scanPunctuation(text: string, at: number): number {
  const kinds = BY_FIRST[text.charCodeAt(at)] as readonly number[];
  if (kinds.length === 1) return kinds[0] as number;
  for (const kind of kinds) if (matches(text, at, T.PUNCTUATION[kind] as string)) return kind;
  throw new Error("no punctuation here");
}

function matches(text: string, at: number, wanted: string): boolean {
  for (let i = 1; i < wanted.length; i++) if (text.charCodeAt(at + i) !== wanted.charCodeAt(i)) return false;
  return true;
}
