// What rustc guesses somebody meant who wrote a token that nothing expected: a keyword of another language, misspelt or
// split in two, a C string of a later edition, a doc comment that should be a plain one.
import type { Span } from "../base/source.ts";
import type { DiagnosticBuilder } from "../diag/diagnostic.ts";
import { similarName } from "../base/near-names.ts";
import type { SequenceParser } from "./parse-sequences.ts";
import * as T from "./token-kinds.ts";
import { BLOCK_DOC } from "./tokens.ts";
import * as W from "./words.ts";

/** Adds the helps to the error at the parser's place; `expected` is what was asked for there, as messages name it, sorted. */
export function helpWithExpected(parser: SequenceParser, diagnostic: DiagnosticBuilder, expected: readonly string[]): void {
  greaterOrEqual(parser, diagnostic, expected);
  if (parser.previous < parser.from) return;
  rawReference(parser, diagnostic, expected);
  foreignKeyword(parser, diagnostic);
  splitKeyword(parser, diagnostic);
  laterCString(parser, diagnostic);
  if (!expected.includes("`,`")) plainComment(parser, diagnostic);
  if (diagnostic.suggestions.length === 0 && parser.since(86)) misspeltKeyword(parser, diagnostic, expected);
}

/** `a => b` for `a >= b` */
function greaterOrEqual(parser: SequenceParser, diagnostic: DiagnosticBuilder, expected: readonly string[]): void {
  if (parser.kind !== T.FatArrow || !parser.since(71)) return;
  if (!expected.includes("an operator") && !expected.includes("`<=`")) return;
  if (expected.includes("`=>`") || expected.includes("`,`")) return;
  const message = 'you might have meant to write a "greater than or equal to" comparison';
  diagnostic.suggest(message, [{ span: parser.span, text: ">=" }], "MaybeIncorrect");
}

/** Of older releases nobody has looked. */
const TELLS_RAW = 90;

/** `&raw x` */
function rawReference(parser: SequenceParser, diagnostic: DiagnosticBuilder, expected: readonly string[]): void {
  if (parser.tokens.kinds[parser.previous] !== T.Ident || parser.tokens.text(parser.previous) !== "raw") return;
  if (!expected.includes("`const`") || !expected.includes("`mut`") || !parser.canBeginExprAt(0) || !parser.since(TELLS_RAW)) return;
  const span = { ...parser.previousSpan, lo: parser.previousSpan.hi };
  const words = "`&raw` must be followed by `const` or `mut` to be a raw reference expression";
  const edits = [" const", " mut"].map((text) => [{ span, text }]);
  diagnostic.suggestOneOf(words, edits, "MaybeIncorrect");
}

/** How other languages begin a function. */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(["def", "fun", "func", "function"]);

function foreignKeyword(parser: SequenceParser, diagnostic: DiagnosticBuilder): void {
  if (parser.tokens.kinds[parser.previous] !== T.Ident) return;
  const text = parser.tokens.text(parser.previous);
  const right = FUNCTION_WORDS.has(text) ? "fn" : "pub";
  const what = right === "fn" ? "to declare a function" : "to make the item public";
  if (right === "pub" && (text !== "public" || !(parser.canBeginItemHere() || parser.kind === T.OpenParen))) return;
  const edits = [{ span: parser.previousSpan, text: right }];
  diagnostic.suggest(`write \`${right}\` instead of \`${text}\` ${what}`, edits, "MachineApplicable", "short");
}

/** `mat ch x {}` */
function splitKeyword(parser: SequenceParser, diagnostic: DiagnosticBuilder): void {
  if (parser.tokens.kinds[parser.previous] !== T.Ident || parser.kind !== T.Ident || !parser.since(76)) return;
  const text = parser.tokens.text(parser.previous) + parser.tokens.text(parser.at);
  const word = W.WORDS.indexOf(text);
  if (word <= 0 || !parser.isReserved(word)) return;
  const edits = [{ span: { ...parser.span, lo: parser.previousSpan.lo }, text }];
  diagnostic.suggest(`consider removing the space to spell keyword \`${text}\``, edits, "MachineApplicable", "verbose");
}

/** `c"text"` where the edition reads a name and a string */
function laterCString(parser: SequenceParser, diagnostic: DiagnosticBuilder): void {
  if (parser.options.edition >= 2021 || parser.previousHi !== parser.span.lo || !parser.since(77)) return;
  const name = parser.tokens.kinds[parser.previous] === T.Ident ? parser.tokens.text(parser.previous) : "";
  const isString = parser.kind === T.Str || parser.kind === T.RawStr;
  if (!((name === "c" && parser.kind === T.Str) || (name === "cr" && (isString || parser.kind === T.Pound)))) return;
  diagnostic
    .note("you may be trying to write a c-string literal")
    .note("c-string literals require Rust 2021 or later")
    .help(`pass \`--edition ${LATEST_EDITION}\` to \`rustc\``)
    .note("for more on editions, read https://doc.rust-lang.org/edition-guide");
}

const LATEST_EDITION = 2024;

function plainComment(parser: SequenceParser, diagnostic: DiagnosticBuilder): void {
  if ((parser.kind !== T.OuterDoc && parser.kind !== T.InnerDoc) || !parser.since(71)) return;
  const isBlock = ((parser.tokens.flags[parser.at] as number) & BLOCK_DOC) !== 0;
  const sign = parser.kind === T.InnerDoc ? "`!`" : `the last \`${isBlock ? "*" : "/"}\``;
  const lo = parser.span.lo + 2;
  const edits = [{ span: { ...parser.span, lo, hi: lo }, text: " " }];
  diagnostic.suggest(`add a space before ${sign} to write a regular comment`, edits, "MaybeIncorrect", "verbose");
}

/** How many of the expected things, from the end of the sorted list, may give the keyword. */
const KEYWORDS_FROM_END = 10;

/** `elsif`, `Struct S;`: the word here is nearly one that was asked for, or the word before nearly a keyword. */
function misspeltKeyword(parser: SequenceParser, diagnostic: DiagnosticBuilder, expected: readonly string[]): void {
  if (!parser.isAnyIdent) return;
  const wanted = expected.slice(-KEYWORDS_FROM_END).flatMap((name) => {
    const word = name.slice(1, -1);
    return name.startsWith("`") && W.WORDS.includes(word) ? [word] : [];
  });
  if (suggestKeyword(parser, diagnostic, parser.at, wanted)) return;
  const kind = parser.tokens.kinds[parser.previous];
  if (kind === T.Ident || kind === T.RawIdent) suggestKeyword(parser, diagnostic, parser.previous, usedKeywords(parser));
}

function suggestKeyword(parser: SequenceParser, diagnostic: DiagnosticBuilder, token: number, words: readonly string[]): boolean {
  if (words.length === 0 || usedKeywords(parser).includes(parser.tokens.text(token))) return false;
  const found = suggestNear(diagnostic, parser.tokens.text(token), parser.tokens.span(token), words);
  if (found) diagnostic.seal();
  return found;
}

/** True if one of the words is nearly `text`, which stands at `span`. */
export function suggestNear(said: DiagnosticBuilder, text: string, span: Span, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  const isCase = words.includes(lower);
  const word = isCase ? lower : similarName(words, text);
  if (word === undefined) return false;
  const message = isCase ? `write keyword \`${word}\` in lowercase` : `there is a keyword \`${word}\` with a similar name`;
  said.suggest(message, [{ span, text: word }], "MachineApplicable", "verbose");
  return true;
}

/** The words that the language uses in this edition: neither those kept for later nor `_`. */
function usedKeywords(parser: SequenceParser): readonly string[] {
  const always = W.WORDS.slice(W.As, W.While + 1);
  return parser.is2018() ? [...always, "async", "await", "dyn"] : always;
}
