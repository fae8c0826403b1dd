// Comments; those that document become tokens.
import * as T from "./token-kinds.ts";
import { BLOCK_DOC } from "./tokens.ts";
import { NEWLINE, SLASH, STAR } from "./scanner.ts";
import { Scanner } from "./scanner.ts";

export abstract class CommentLexer extends Scanner {
  /** A comment at `/`; false if it is none. */
  protected comment(): boolean {
    const next = this.text.charCodeAt(this.at + 1);
    if (next === SLASH) this.#lineComment();
    else if (next === STAR) this.#blockComment();
    else return false;
    return true;
  }

  #lineComment(): void {
    const lo = this.at;
    const newline = this.text.indexOf("\n", lo);
    let end = newline < 0 ? this.text.length : newline;
    this.at = end;
    const third = this.text.charCodeAt(lo + 2);
    const isDoc = third === 33 || (third === SLASH && this.text.charCodeAt(lo + 3) !== SLASH);
    if (!isDoc) return;
    if (newline >= 0 && this.text.charCodeAt(end - 1) === 13) end--;
    this.#doc(third === 33 ? T.InnerDoc : T.OuterDoc, lo, lo + 3, end, 0);
    this.at = newline < 0 ? this.text.length : newline;
  }

  /** Block comments nest. */
  #blockComment(): void {
    const lo = this.at;
    const end = this.#blockCommentEnd();
    const third = this.text.charCodeAt(lo + 2);
    const fourth = this.text.charCodeAt(lo + 3);
    const isDoc = third === 33 || (third === STAR && fourth !== STAR && fourth !== SLASH);
    this.at = end < 0 ? this.text.length : end;
    if (end < 0) {
      this.flaw(isDoc ? "unterminated-block-doc-comment" : "unterminated-block-comment", lo, this.text.length);
      return;
    }
    if (isDoc) this.#doc(third === 33 ? T.InnerDoc : T.OuterDoc, lo, lo + 3, end - 2, BLOCK_DOC);
  }

  #blockCommentEnd(): number {
    const { text } = this;
    let depth = 1;
    for (let i = this.at + 2; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === STAR && text.charCodeAt(i + 1) === SLASH) {
        i++;
        if (--depth === 0) return i + 1;
      } else if (unit === SLASH && text.charCodeAt(i + 1) === STAR) {
        i++;
        depth++;
      }
    }
    return -1;
  }

  #doc(kind: number, lo: number, from: number, to: number, flags: number): void {
    const content = this.text.slice(from, to);
    let cr = content.indexOf("\r");
    while (cr >= 0) {
      if (content.charCodeAt(cr + 1) !== NEWLINE)
        this.flaw(flags === 0 ? "cr-doc-comment" : "cr-block-doc-comment", from + cr, from + cr + 1);
      cr = content.indexOf("\r", cr + 1);
    }
    const at = this.at;
    this.at = flags === 0 ? to : at;
    this.token(kind, lo, this.tokens.docs.push(content) - 1, flags);
    this.at = at;
  }
}
