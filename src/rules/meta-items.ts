// What stands between an attribute's parentheses, read as meta items (Reference: "Meta Item Attribute Syntax"). In: the
// tokens. Out: names, literals, values and nested lists with their spans; whoever asks decides what is malformed.
import type { Span } from "../base/source.ts";
import type { Tree } from "../syntax/ast.ts";
import type { Attribute, TokenRange } from "../syntax/ast.ts";
import * as T from "../syntax/token-kinds.ts";
import type { TokenBuffer } from "../syntax/tokens.ts";
import { SyntaxTree } from "../syntax/tree.ts";

export interface Literal {
  readonly span: Span;
  /** `integer` has no suffix. */
  readonly kind: "string" | "bytes" | "integer" | "other";
  /** Between the quotes for strings. */
  readonly text: string;
}

export interface MetaItem {
  readonly span: Span;
  /** `a` or `a::b`; undefined for literals and what is no meta item. */
  readonly name: string | undefined;
  /** The item itself if it is a literal. */
  readonly literal: Literal | undefined;
  /** Behind an equals sign; `other` with any tokens. */
  readonly value: Literal | undefined;
  readonly list: readonly MetaItem[] | undefined;
}

const LITERALS: ReadonlySet<number> = new Set([T.Int, T.Float, T.Str, T.RawStr, T.ByteStr, T.RawByteStr, T.CStr, T.RawCStr]);

function spanOf(tokens: TokenBuffer, { from, to }: TokenRange): Span {
  return { ...tokens.span(from), hi: tokens.span(to - 1).hi };
}

/** Without the invisible delimiters of a captured fragment (`$x:literal`). */
function unwrapped(tokens: TokenBuffer, { from, to }: TokenRange): TokenRange {
  const isWrapped = tokens.kind(from) === T.OpenNone && tokens.afterTree(from) === to && to - from > 2;
  return isWrapped ? unwrapped(tokens, { from: from + 1, to: to - 1 }) : { from, to };
}

function literalOf(tokens: TokenBuffer, given: TokenRange): Literal {
  const range = unwrapped(tokens, given);
  const span = spanOf(tokens, range);
  const kind = tokens.kind(range.from);
  if (range.to - range.from !== 1 || !LITERALS.has(kind)) return { span, kind: "other", text: "" };
  const written = tokens.text(range.from);
  const text = kind === T.Str || kind === T.RawStr ? (/^r?#*"(.*)"#*$/s.exec(written)?.[1] ?? written) : written;
  if (kind === T.ByteStr || kind === T.RawByteStr) return { span, kind: "bytes", text };
  const isInteger = kind === T.Int && /^(?:0x[\da-f_]+|0o[0-7_]+|0b[01_]+|\d[\d_]*)$/i.test(text);
  return { span, kind: kind === T.Str || kind === T.RawStr ? "string" : isInteger ? "integer" : "other", text };
}

function nameEnd(tokens: TokenBuffer, { from, to }: TokenRange): number {
  let at = from;
  if (tokens.kind(at) !== T.Ident) return from;
  for (at++; at + 1 < to && tokens.kind(at) === T.PathSep && tokens.kind(at + 1) === T.Ident; at += 2);
  return at;
}

function itemOf(tokens: TokenBuffer, written: TokenRange): MetaItem {
  const range = unwrapped(tokens, written);
  const { from, to } = range;
  const span = spanOf(tokens, range);
  const end = nameEnd(tokens, range);
  const rest = { name: undefined, literal: undefined, value: undefined, list: undefined };
  if (end === from) return { ...rest, span, literal: LITERALS.has(tokens.kind(from)) ? literalOf(tokens, range) : undefined };
  let name = "";
  for (let at = from; at < end; at++) name += tokens.text(at);
  if (end === to) return { ...rest, span, name };
  if (tokens.kind(end) === T.Eq && end + 1 < to) return { ...rest, span, name, value: literalOf(tokens, { from: end + 1, to }) };
  const isList = tokens.kind(end) === T.OpenParen && tokens.afterTree(end) === to;
  return isList ? { ...rest, span, name, list: itemsOf(tokens, { from: end + 1, to: to - 1 }) } : { ...rest, span };
}

/** The items between commas. */
function itemsOf(tokens: TokenBuffer, { from, to }: TokenRange): MetaItem[] {
  const items: MetaItem[] = [];
  let start = from;
  for (let at = from; at < to; at = tokens.afterTree(at)) {
    if (tokens.kind(at) !== T.Comma) continue;
    if (start < at) items.push(itemOf(tokens, { from: start, to: at }));
    start = at + 1;
  }
  if (start < to) items.push(itemOf(tokens, { from: start, to }));
  return items;
}

/** The items of `#[name(...)]`; undefined if nothing in parentheses follows the name. */
export function metaItems(tree: Tree, { args }: Attribute): readonly MetaItem[] | undefined {
  if (args.kind !== "delimited" || args.delimiter !== "paren" || !(tree instanceof SyntaxTree)) return undefined;
  return itemsOf(tree.tokens, args.tokens);
}
