// Making tokens: from text, from other crates' tokens, from parts. All append to a tree's buffer.
import type { Span } from "../../base/source.ts";
import type { TokenRange } from "../../syntax/ast.ts";
import { lexFile } from "../../syntax/lexer.ts";
import * as T from "../../syntax/token-kinds.ts";
import type { TokenBuffer } from "../../syntax/tokens.ts";
import * as W from "../../syntax/words.ts";
import { copyToken } from "./transcribe.ts";

/** `$crate` is one token; the lexer reads this word in its place. */
const CRATE_WORD = "__dollar_crate";
const LEX_OPTIONS = { edition: 2021, release: { minor: 96 } } as const;

/** Lexes `text` to the end of the buffer; all its tokens get the place and hygiene of `span`. */
export function appendText(tokens: TokenBuffer, text: string, span: Span): TokenRange {
  const from = tokens.count;
  lexFile(tokens, text.replaceAll("$crate", CRATE_WORD), 0, LEX_OPTIONS);
  // The lexer ends a file with a token of its own, which is not part of the text.
  while (tokens.count > from && tokens.kind(tokens.count - 1) === 0) tokens.count--;
  for (let at = from; at < tokens.count; at++) {
    tokens.los[at] = span.lo;
    tokens.his[at] = span.hi;
    tokens.ctxts[at] = span.ctxt ?? 0;
    const written = tokens.kind(at) >= T.Ident && tokens.kind(at) <= T.RawCStr ? tokens.text(at) : "";
    if (written === CRATE_WORD) tokens.payloads[at] = W.DollarCrate;
    else if (written.includes(CRATE_WORD)) tokens.payloads[at] = tokens.names.intern(written.replaceAll(CRATE_WORD, "$crate"));
  }
  return { from, to: tokens.count };
}

/** Copies tokens of another buffer to the end of this one. */
export function copyRange(source: TokenBuffer, range: TokenRange, target: TokenBuffer): TokenRange {
  const from = target.count;
  for (let at = range.from; at < range.to; at++) copyToken(source, at, target, 0);
  const made = { from, to: target.count };
  target.seal(made);
  return made;
}

/** Text that stands for a place of the source, or tokens from there: all of it is shown at the whole place. */
export interface Placed {
  readonly at: Span;
  readonly parts: readonly (string | TokenRange)[];
}

export type Part = string | TokenRange | Placed;

/** Text and ranges in turn; sealed. Ranges keep their places and hygiene. */
export function assemble(tokens: TokenBuffer, span: Span, parts: readonly Part[]): TokenRange {
  const from = tokens.count;
  for (const part of parts) {
    if (typeof part === "string") appendText(tokens, part, span);
    else if ("at" in part) appendPlaced(tokens, part, span);
    else for (let at = part.from; at < part.to; at++) tokens.append(at, tokens.ctxts[at] as number);
  }
  const made = { from, to: tokens.count };
  tokens.seal(made);
  return made;
}

function appendPlaced(tokens: TokenBuffer, { at: { lo, hi }, parts }: Placed, { ctxt = 0 }: Span): void {
  for (const part of parts) {
    if (typeof part === "string") appendText(tokens, part, { lo, hi, ctxt });
    else {
      for (let at = part.from; at < part.to; at++) {
        const made = tokens.append(at, tokens.ctxts[at] === 0 ? ctxt : (tokens.ctxts[at] as number));
        tokens.los[made] = lo;
        tokens.his[made] = hi;
      }
    }
  }
}
