// Characters that change the direction of text without being seen (CVE-2021-42574): a comment that holds one is refused by
// a lint that denies by default. Literals with such characters are left to the lint pass.
import type { SourceFile } from "../base/source.ts";
import { type Diagnostic, error } from "../diag/diagnostic.ts";
import type { Lexed } from "./lexer.ts";
import type { TokenBuffer } from "./tokens.ts";

const HIDDEN = /[\u202a-\u202e\u2066-\u2069]/g;

/** One diagnostic for each comment of the file that holds such characters. */
export function textDirectionDiagnostics(tokens: TokenBuffer, lexed: Lexed, file: SourceFile): Diagnostic[] {
  const found = new Map<number, Diagnostic>();
  for (const match of file.text.matchAll(HIDDEN)) {
    if (isInToken(tokens, lexed, file.start + match.index)) continue;
    const comment = commentAround(file.text, match.index);
    if (comment === undefined || found.has(comment.lo)) continue;
    found.set(comment.lo, commentDiagnostic(file, comment));
  }
  return [...found.values()];
}

function isInToken(tokens: TokenBuffer, { from, to }: Lexed, position: number): boolean {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tokens.his[middle] as number) <= position) low = middle + 1;
    else high = middle;
  }
  return low < to && (tokens.los[low] as number) <= position;
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
  return diagnostic
    .note(
      "these kind of unicode codepoints change the way text flows on applications that support them, but can cause confusion because they change the order of characters on the screen",
    )
    .note("`#[deny(text_direction_codepoint_in_comment)]` on by default")
    .help("if their presence wasn't intentional, you can remove them");
}
