// What the lexer found wrong, as values; `flaw-words.ts` turns them into rustc's diagnostics.
import type { Pos } from "../base/source.ts";

export type FlawKind =
  | "frontmatter"
  | "frontmatter-info"
  | "unclosed-frontmatter"
  | "frontmatter-extra"
  | "unknown-start"
  | "unterminated-block-comment"
  | "unterminated-block-doc-comment"
  | "cr-doc-comment"
  | "cr-block-doc-comment"
  | "emoji-identifier"
  | "unknown-prefix"
  | "unknown-prefix-char"
  | "unknown-prefix-lifetime"
  | "raw-string-start"
  | "cannot-be-raw"
  | "raw-lifetime"
  | "lifetime-starts-with-number"
  | "unterminated-raw-string"
  | "too-many-hashes"
  | "unterminated-string"
  | "unterminated-byte-string"
  | "unterminated-c-string"
  | "unterminated-char"
  | "unterminated-byte"
  | "underscore-suffix"
  | "reserved-guarded-string"
  | "reserved-multihash"
  | "no-digits"
  | "invalid-digit"
  | "float-base"
  | "empty-exponent"
  | "empty-char"
  | "empty-byte"
  | "long-char"
  | "long-byte"
  | "bare-cr"
  | "bare-cr-raw"
  | "escape-only-char"
  | "escape-only-byte"
  | "non-ascii-byte"
  | "non-ascii-byte-string"
  | "non-ascii-raw-byte-string"
  | "nul-in-c-string"
  | "lone-slash"
  | "unknown-byte-escape"
  | "unknown-char-escape"
  | "skipped-lines"
  | "unskipped-whitespace"
  | "short-hex-escape"
  | "invalid-hex-escape"
  | "out-of-range-hex-escape"
  | "no-brace-unicode-escape"
  | "leading-underscore-unicode-escape"
  | "unclosed-unicode-escape"
  | "invalid-unicode-escape"
  | "empty-unicode-escape"
  | "overlong-unicode-escape"
  | "unicode-escape-in-byte"
  | "out-of-range-unicode-escape"
  | "surrogate-unicode-escape";

export interface Flaw {
  readonly kind: FlawKind;
  readonly lo: Pos;
  readonly hi: Pos;
  /** What the message names: the character, the prefix, the number of `#`. */
  readonly detail: string;
  /** The whole literal, of a string's or character's escape that is unknown or too high. */
  readonly literal?: { readonly lo: Pos; readonly hi: Pos };
}
