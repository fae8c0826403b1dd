// A call that no rule fits, but one would with a comma more: `list!(a b)`.
import type { Span } from "../../base/source.ts";
import type { TokenRange } from "../../syntax/ast.ts";
import * as T from "../../syntax/token-kinds.ts";
import { isLiteral, type TokenBuffer } from "../../syntax/tokens.ts";
import { isReserved } from "../../syntax/words.ts";
import { appendText } from "./token-tools.ts";

export interface WithComma {
  readonly range: TokenRange;
  /** Where it was missing. */
  readonly span: Span;
}

/** The arguments with a comma behind the last two operands that stand beside each other; undefined if none do. */
export function withComma(tokens: TokenBuffer, { from, to }: TokenRange, edition: number): WithComma | undefined {
  const isOperand = (at: number) => {
    const kind = tokens.kind(at);
    if (kind === T.Ident) return !isReserved(tokens.payloads[at] as number, edition);
    return kind === T.RawIdent || isLiteral(kind);
  };
  let place: { after: number; span: Span } | undefined;
  for (let at = from; at < to;) {
    const next = tokens.afterTree(at);
    if (next >= to) break;
    const last = tokens.span(next - 1);
    const isApart = next > at + 1 || (isOperand(at) && isOperand(next) && last.hi < tokens.span(next).lo);
    if (isApart && tokens.kind(next) !== T.Comma) place = { after: next, span: { ...last, lo: last.hi } };
    at = next;
  }
  if (place === undefined) return undefined;
  const start = tokens.count;
  for (let at = from; at < place.after; at++) tokens.append(at, tokens.ctxts[at] as number);
  appendText(tokens, ",", place.span);
  for (let at = place.after; at < to; at++) tokens.append(at, tokens.ctxts[at] as number);
  const range = { from: start, to: tokens.count };
  tokens.seal(range);
  return { range, span: place.span };
}
