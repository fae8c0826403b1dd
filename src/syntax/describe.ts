// Tokens in the words of messages: "keyword `fn`", "`,`", "reserved identifier `_`", "`<eof>`".
import type { Cursor } from "./cursor.ts";
import * as T from "./token-kinds.ts";
import { BLOCK_DOC, type TokenBuffer } from "./tokens.ts";
import * as W from "./words.ts";

/** A token's text as rustc prints it. */
export function tokenText(tokens: TokenBuffer, token: number): string {
  const kind = tokens.kind(token);
  switch (kind) {
    case T.Eof:
      return "<eof>";
    case T.RawIdent:
      return `r#${tokens.text(token)}`;
    case T.RawLifetime:
      return `'r#${tokens.text(token).slice(1)}`;
    case T.OuterDoc:
    case T.InnerDoc: {
      const mark = kind === T.InnerDoc ? "!" : "";
      const block = ((tokens.flags[token] as number) & BLOCK_DOC) !== 0;
      return block ? `/*${mark || "*"}${tokens.text(token)}*/` : `//${mark || "/"}${tokens.text(token)}`;
    }
    default:
      return tokens.text(token);
  }
}

/** What the cursor stands at. */
export function describeHere(cursor: Cursor): string {
  if (cursor.kind === T.Eof) return "`<eof>`";
  if (cursor.split > 0) return `\`${T.PUNCTUATION[cursor.kind]}\``;
  return describeToken(cursor.tokens, cursor.at, cursor.options.edition);
}

export function describeAhead(cursor: Cursor, count: number): string {
  return cursor.at + count >= cursor.end ? "`<eof>`" : describeToken(cursor.tokens, cursor.at + count, cursor.options.edition);
}

export function describeToken(tokens: TokenBuffer, token: number, edition: number): string {
  const kind = tokens.kind(token);
  if (kind === T.OpenNone) return `\`${tokens.fragmentOf(token)}\` metavariable`;
  const text = `\`${tokenText(tokens, token)}\``;
  if (kind === T.OuterDoc || kind === T.InnerDoc) return `doc comment ${text}`;
  if (kind !== T.Ident) return text;
  const word = tokens.payloads[token] as number;
  if (word === W.Underscore || word === W.DollarCrate) return `reserved identifier ${text}`;
  if (!W.isReserved(word, edition)) return text;
  return word >= W.Abstract && word <= W.Yield
    ? `reserved keyword ${text}`
    : unusedByEdition(word)
      ? `reserved keyword ${text}`
      : `keyword ${text}`;
}

/** `try` and `gen` are reserved, but the language uses them only under features. */
function unusedByEdition(word: number): boolean {
  return word === W.Try || word === W.Gen;
}

const EXPECTED_NAMES: Readonly<Record<number, string>> = {
  [T.ExpectPath]: "path",
  [T.ExpectType]: "type",
  [T.ExpectConst]: "a const expression",
  [T.ExpectOperator]: "an operator",
  [T.Ident]: "identifier",
  [T.Lifetime]: "lifetime",
  [T.ExpectVisibility]: "visibility",
  [T.ExpectConstParam]: "const",
};

/** What was asked for, as the list of a message names it. */
export function describeExpected(what: number): string {
  if (what >= T.WORD_BASE) return `\`${W.WORDS[what - T.WORD_BASE]}\``;
  return EXPECTED_NAMES[what] ?? `\`${T.PUNCTUATION[what]}\``;
}

/** "`a`", "`a` or `b`", "`a`, `b`, or `c`". */
export function joinExpected(names: readonly string[]): string {
  if (names.length <= 2) return names.join(" or ");
  return `${names.slice(0, -1).join(", ")}, or ${names.at(-1)}`;
}
