// Brackets that do not match, in rustc's words: the closing one that fits nothing, the opening one left open.
import type { SourceFile } from "../base/source.ts";
import { type Diagnostic, error } from "../diag/diagnostic.ts";
import type { Lexed } from "./lexer.ts";
import * as T from "./token-kinds.ts";
import { isClose, isOpen, type TokenBuffer } from "./tokens.ts";

/** The first mismatch of a file, or what is open at its end. */
export function bracketDiagnostics(tokens: TokenBuffer, lexed: Lexed, file: SourceFile): Diagnostic[] {
  void file;
  const open: number[] = [];
  for (let at = lexed.from; at < lexed.to; at++) {
    const kind = tokens.kind(at);
    if (isOpen(kind)) open.push(at);
    if (!isClose(kind)) continue;
    const start = open.pop();
    const text = T.PUNCTUATION[kind];
    if (start === undefined)
      return [error(`unexpected closing delimiter: \`${text}\``).at(tokens.span(at), "unexpected closing delimiter")];
    if (tokens.kind(start) !== kind - 1) {
      return [
        error(`mismatched closing delimiter: \`${text}\``)
          .at(tokens.span(at), "mismatched closing delimiter")
          .at(tokens.span(start), "unclosed delimiter"),
      ];
    }
  }
  const diagnostic = error("this file contains an unclosed delimiter");
  for (const start of open) diagnostic.label(tokens.span(start), "unclosed delimiter");
  return [diagnostic.at(tokens.span(lexed.to))];
}
