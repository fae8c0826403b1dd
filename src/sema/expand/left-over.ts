// What is said of tokens that an expansion has left when all that its place takes was read.
import type { Span } from "../../base/source.ts";
import { type DiagnosticBuilder, error } from "../../diag/diagnostic.ts";
import type { MacroCall } from "../../syntax/ast.ts";
import { describeToken, tokenText } from "../../syntax/describe.ts";
import * as T from "../../syntax/token-kinds.ts";
import type { TokenBuffer } from "../../syntax/tokens.ts";
import type { Session } from "../../target/session.ts";
import { pathText } from "./call.ts";
import type { Position } from "./expander.ts";

/** In messages. */
export const POSITION_NAMES: Readonly<Record<Position, string>> = {
  expr: "expression",
  pat: "pattern",
  ty: "type",
  stmts: "statement",
  items: "item",
  "impl-items": "impl item",
  "trait-items": "trait item",
  "extern-items": "foreign item",
};

/** `token`: the first one that is left. `after`: the character behind the call. */
export function leftOver(
  tokens: TokenBuffer,
  token: number,
  { position, call, after }: { readonly position: Position; readonly call: MacroCall; readonly after: string },
  { edition, release }: Session,
): DiagnosticBuilder {
  const isModern = release.minor >= 86;
  const what = isModern
    ? `${describeToken(tokens, token, edition)} and any tokens following`
    : `token \`${tokenText(tokens, token)}\` and any following`;
  // It is told in the macro alone, without the way to it.
  const { lo, hi } = tokens.kind(token) === T.OpenNone ? (tokens.variables.get(token) as Span) : tokens.span(token);
  const said = error(`macro expansion ignores ${what}`).at({ lo, hi }).label(call.span, "caused by the macro expansion here");
  said.note(`the usage of \`${pathText(call)}!\` is likely invalid in ${POSITION_NAMES[position]} context`);
  if (position === "pat" && tokens.kind(token) === T.FatArrow && release.minor >= 77) said.note("macros cannot expand to match arms");
  if (position !== "expr" || after === ";") return said;
  const edit = { span: { ...call.span, lo: call.span.hi }, text: ";" };
  return said.suggest("you might be missing a semicolon here", [edit], "MaybeIncorrect", isModern ? "verbose" : "inline");
}
