// Strings, characters and lifetimes: what begins with a quote, an apostrophe or a prefix before them.
import * as C from "./characters.ts";
import * as T from "./token-kinds.ts";
import { BACKSLASH, APOSTROPHE, HASH, LOWER_R, NEWLINE, QUOTE, SLASH } from "./scanner.ts";
import { CommentLexer } from "./lex-comments.ts";

export abstract class StringLexer extends CommentLexer {
  protected rawString(lo: number, quote: number, hashes: number, kind: number): void {
    const { text } = this;
    const closing = `"${"#".repeat(hashes)}`;
    const end = text.indexOf(closing, quote + 1);
    if (end < 0) {
      this.at = text.length;
      this.flaw("unterminated-raw-string", lo, lo, String(hashes));
      return;
    }
    this.at = end + closing.length;
    if (hashes > 255) this.flaw("too-many-hashes", lo, this.at, String(hashes));
    this.checkContents(kind, quote + 1, end);
    this.literal(kind, lo);
  }

  /** A string at its opening quote; `lo` is where the prefix began. */
  protected string(lo: number, quote: number, kind: number): void {
    const { text } = this;
    let i = quote + 1;
    let plain = true;
    for (;;) {
      if (i >= text.length) return this.#unterminatedString(lo, kind);
      const unit = text.charCodeAt(i);
      if (unit === QUOTE) break;
      if (unit === BACKSLASH) i++;
      if (unit === BACKSLASH || unit === 13 || unit > 127 || unit === 0) plain = false;
      i++;
    }
    this.at = i + 1;
    if (!plain) this.checkContents(kind, quote + 1, i);
    this.literal(kind, lo);
  }

  #unterminatedString(lo: number, kind: number): void {
    this.at = this.text.length;
    this.flaw(
      kind === T.Str ? "unterminated-string" : kind === T.ByteStr ? "unterminated-byte-string" : "unterminated-c-string",
      kind === T.Str ? lo : lo + 1,
      this.text.length,
    );
  }

  /** A lifetime, or a character literal (also after `b`). */
  protected apostrophe(lo: number, quote: number, kind: number): void {
    const { text } = this;
    const next = text.codePointAt(quote + 1);
    const width = next !== undefined && next > 0xffff ? 2 : 1;
    if (kind === T.Char && next !== undefined && text.charCodeAt(quote + 1 + width) !== APOSTROPHE) {
      if (C.isIdentStart(next) || C.isDecimalDigit(next)) return this.#lifetime(quote);
    }
    const end = this.#characterEnd(quote);
    if (end < 0) return this.#unterminatedCharacter(lo, kind);
    this.at = end + 1;
    this.checkContents(kind, quote + 1, end);
    this.literal(kind, lo);
  }

  /** Where the closing apostrophe stands; -1 if the literal is not closed on its line. */
  #characterEnd(quote: number): number {
    const { text } = this;
    const next = text.codePointAt(quote + 1);
    if (next !== undefined && next !== BACKSLASH && text.charCodeAt(quote + (next > 0xffff ? 3 : 2)) === APOSTROPHE) {
      return quote + (next > 0xffff ? 3 : 2);
    }
    for (let i = quote + 1; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === APOSTROPHE) return i;
      if (unit === SLASH) return this.#afterSlash(i);
      if (unit === NEWLINE && text.charCodeAt(i + 1) !== APOSTROPHE) {
        this.at = i;
        return -1;
      }
      if (unit === BACKSLASH) i++;
    }
    this.at = text.length;
    return -1;
  }

  /** A comment's start is likelier than an odd literal. */
  #afterSlash(at: number): number {
    this.at = at;
    return -1;
  }

  #unterminatedCharacter(lo: number, kind: number): void {
    this.flaw(kind === T.Char ? "unterminated-char" : "unterminated-byte", kind === T.Char ? lo : lo + 1, this.at);
    this.at = this.text.length;
  }

  #lifetime(quote: number): void {
    const { text } = this;
    let i = quote + 1;
    const end = (from: number): number => {
      let j = from;
      for (;;) {
        const codePoint = text.codePointAt(j);
        if (codePoint === undefined || !C.isIdentContinue(codePoint)) return j;
        j += codePoint > 0xffff ? 2 : 1;
      }
    };
    i = end(i);
    if (text.charCodeAt(i) === APOSTROPHE) {
      // Several characters between apostrophes: a character literal that is too long.
      this.at = i + 1;
      this.checkContents(T.Char, quote + 1, i);
      return this.literal(T.Char, quote);
    }
    if (text.charCodeAt(i) === HASH && i === quote + 2 && text.charCodeAt(quote + 1) === LOWER_R) {
      const next = text.codePointAt(i + 1);
      if (this.options.edition >= 2021 && next !== undefined && C.isIdentStart(next)) return this.#rawLifetime(quote, i + 1, end(i + 1));
    }
    this.at = i;
    if (text.charCodeAt(i) === HASH && this.options.edition >= 2021) this.flaw("unknown-prefix-lifetime", quote, i, text.slice(quote, i));
    if (C.isDecimalDigit(text.charCodeAt(quote + 1))) this.flaw("lifetime-starts-with-number", quote, i);
    this.token(T.Lifetime, quote, this.tokens.names.intern(text.slice(quote, i).normalize("NFC")));
  }

  #rawLifetime(quote: number, from: number, to: number): void {
    this.at = to;
    const name = this.text.slice(from, to).normalize("NFC");
    if (/^(?:_|self|Self|super|crate|static)$/.test(name)) this.flaw("raw-lifetime", quote, to, name);
    this.token(T.RawLifetime, quote, this.tokens.names.intern(`'${name}`));
  }

  /** `#"` and `##` are reserved in edition 2024. */
  protected guardedString(): boolean {
    if (this.options.edition < 2024) return false;
    let i = this.at;
    while (this.text.charCodeAt(i) === HASH) i++;
    const hashes = i - this.at;
    if (this.text.charCodeAt(i) === QUOTE && /^"(?:[^"\\]|\\[^])*"/.test(this.text.slice(i))) {
      this.flaw("reserved-guarded-string", this.at, i + 1);
      return false;
    }
    if (hashes > 1) this.flaw("reserved-multihash", this.at, this.at + 2);
    return false;
  }
}
