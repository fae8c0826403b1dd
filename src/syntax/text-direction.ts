// Characters that change the direction of text without being seen (CVE-2021-42574): a comment that holds one is refused by
// a lint that denies by default, and so is a literal.
import type { SourceFile } from "../base/source.ts";
import { type Diagnostic, error } from "../diag/diagnostic.ts";
import type { Lexed } from "./lexer.ts";
import * as T from "./token-kinds.ts";
import type { TokenBuffer } from "./tokens.ts";

const HIDDEN = /[\u202a-\u202e\u2066-\u2069]/g;

/** Literals, and whether single characters in them are pointed at. */
const QUOTES: ReadonlyMap<number, boolean> = new Map([
  [T.Str, true],
  [T.RawStr, true],
  [T.CStr, true],
  [T.RawCStr, true],
  [T.Char, true],
  [T.ByteStr, false],
  [T.RawByteStr, false],
]);

const LITERAL = "text_direction_codepoint_in_literal";
const WHY =
  "these kind of unicode codepoints change the way text flows on applications that support them, but can cause confusion because they " +
  "change the order of characters on the screen";
const REMOVE = "if their presence wasn't intentional, you can remove them";

/** One diagnostic for each comment or literal of the file that holds such characters. */
export function textDirectionDiagnostics(tokens: TokenBuffer, lexed: Lexed, file: SourceFile): Diagnostic[] {
  const found = new Map<number, Diagnostic>();
  for (const match of file.text.matchAll(HIDDEN)) {
    const token = tokenAt(tokens, lexed, file.start + match.index);
    if (token !== undefined) {
      const quote = QUOTES.get(tokens.kinds[token] as number);
      const span = { lo: (tokens.los[token] as number) - file.start, hi: (tokens.his[token] as number) - file.start };
      if (quote !== undefined && !found.has(span.lo))
        found.set(span.lo, literalDiagnostic(file, span, quote, ![...found.values()].some(({ lint }) => lint === LITERAL)));
      continue;
    }
    const comment = commentAround(file.text, match.index);
    if (comment === undefined || found.has(comment.lo)) continue;
    found.set(comment.lo, commentDiagnostic(file, comment));
  }
  return [...found.values()];
}

function tokenAt(tokens: TokenBuffer, { from, to }: Lexed, position: number): number | undefined {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tokens.his[middle] as number) <= position) low = middle + 1;
    else high = middle;
  }
  return low < to && (tokens.los[low] as number) <= position ? low : undefined;
}

function commentAround(text: string, at: number): { lo: number; hi: number } | undefined {
  const lineStart = text.lastIndexOf("\n", at) + 1;
  const line = text.indexOf("//", lineStart);
  const lineEnd = text.indexOf("\n", at);
  if (line >= 0 && line < at) return { lo: line, hi: lineEnd < 0 ? text.length : lineEnd };
  const block = text.lastIndexOf("/*", at);
  const end = text.indexOf("*/", at);
  return block < 0 || end < 0 ? undefined : { lo: block, hi: end + 2 };
}

function commentDiagnostic(file: SourceFile, { lo, hi }: { lo: number; hi: number }): Diagnostic {
  const diagnostic = error("unicode codepoint changing visible direction of text present in comment");
  diagnostic.lint = "text_direction_codepoint_in_comment";
  diagnostic.at({ lo: lo + file.start, hi: hi + file.start }, "this comment contains an invisible unicode text flow control codepoint");
  for (const match of file.text.slice(lo, hi).matchAll(HIDDEN)) {
    const place = file.start + lo + match.index;
    diagnostic.label({ lo: place, hi: place + 1 }, `'\\u{${match[0].charCodeAt(0).toString(16)}}'`);
  }
  return diagnostic.note(WHY).note("`#[deny(text_direction_codepoint_in_comment)]` on by default").help(REMOVE);
}

function literalDiagnostic(file: SourceFile, { lo, hi }: { lo: number; hi: number }, isShown: boolean, isFirst: boolean): Diagnostic {
  const hidden = [...file.text.slice(lo, hi).matchAll(HIDDEN)].map((match) => {
    const place = file.start + lo + match.index;
    return { span: { lo: place, hi: place + 1 }, text: `\\u{${match[0].charCodeAt(0).toString(16)}}` };
  });
  const many = hidden.length === 1 ? "an invisible unicode text flow control codepoint" : "invisible unicode text flow control codepoints";
  const diagnostic = error("unicode codepoint changing visible direction of text present in literal");
  diagnostic.lint = LITERAL;
  diagnostic.at({ lo: lo + file.start, hi: hi + file.start }, `this literal contains ${many}`);
  if (isShown) for (const { span, text } of hidden) diagnostic.label(span, `'${text}'`);
  diagnostic.note(WHY);
  if (!isShown) {
    const escaped = hidden.map(({ text }) => `'${text}'`).join(", ");
    diagnostic.note(REMOVE);
    diagnostic.note(`if you want to keep them but make them visible in your source code, you can escape them: ${escaped}`);
    return isFirst ? diagnostic.note(`\`#[deny(${LITERAL})]\` on by default`) : diagnostic;
  }
  if (isFirst) diagnostic.note(`\`#[deny(${LITERAL})]\` on by default`);
  const removed = hidden.map(({ span }) => ({ span, text: "" }));
  diagnostic.suggest(REMOVE, removed, "MachineApplicable", "message");
  const words = "if you want to keep them but make them visible in your source code, you can escape them";
  return diagnostic.suggest(words, hidden, "MachineApplicable", "verbose");
}
