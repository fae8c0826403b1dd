// Text to tokens. One call lexes a whole file into the tree's token buffer and matches its brackets on the way. The lexer
// is total: what is no token becomes a flaw (a number and a range, see `flaws.ts`, which has rustc's words for it) and,
// where rustc goes on, a token that stands for it.
//
// The rules are those of the Rust Reference, "Lexical structure", by edition; what a release lacks (C strings before
// 1.77) is asked of `release`. Literals keep their text; `literals.ts` decodes them on demand.
import * as C from "./characters.ts";
import type { Flaw } from "./flaws.ts";
import { lookAlike } from "./look-alikes.ts";
import { HASH_START, hashStep } from "./names.ts";
import { scanNumber } from "./numbers.ts";
import * as T from "./token-kinds.ts";
import { type TokenBuffer } from "./tokens.ts";
import { scanPunctuation } from "./punctuation.ts";
import { APOSTROPHE, HASH, LOWER_B, LOWER_C, LOWER_R, NEWLINE, QUOTE, SLASH, SPACE, type LexOptions } from "./scanner.ts";
import { StringLexer } from "./lex-strings.ts";

const NO_BREAK_SPACE = 0xa0;

export interface Lexed {
  /** The file's tokens; an `Eof` token stands at `to`. */
  readonly from: number;
  readonly to: number;
  readonly flaws: readonly Flaw[];
  /** False if brackets do not match; the parser must not run then. */
  readonly balanced: boolean;
}

/** Lexes `text`, whose first unit stands at position `base`. */
export function lexFile(tokens: TokenBuffer, text: string, base: number, options: LexOptions): Lexed {
  return new Lexer(tokens, text, base, options).run();
}

export class Lexer extends StringLexer {
  readonly #open: number[] = [];
  #balanced = true;

  run(): Lexed {
    const from = this.tokens.count;
    this.tokens.reserve(this.text.length >> 2);
    this.#skipShebang();
    this.#skipFrontmatter();
    const length = this.text.length;
    while (this.at < length) {
      const unit = this.text.charCodeAt(this.at);
      if (unit === SPACE || unit === NEWLINE) this.at++;
      else this.#next(unit);
    }
    const to = this.tokens.push(T.Eof, this.base + length, this.base + length);
    if (this.#open.length > 0) this.#balanced = false;
    return { from, to, flaws: this.flaws, balanced: this.#balanced };
  }

  /** `#!` and the rest of the first line, unless an inner attribute begins there. */
  #skipShebang(): void {
    if (!this.text.startsWith("#!")) return;
    const rest = /^#!(?:\s|\/\/(?![/!])[^\n]*|\/\/\/\/[^\n]*|\/\*(?![*!])[^]*?\*\/)*(.?)/u.exec(this.text);
    if (rest !== null && rest[1] === "[") return;
    const end = this.text.indexOf("\n");
    this.at = end < 0 ? this.text.length : end;
  }

  /** `---`, an info string, lines, `---`, before anything else in the file (RFC 3503); still behind a feature. */
  #skipFrontmatter(): void {
    const { text } = this;
    const opening = /^\s*?(?:^|\n)(-{3,})([^\n]*)/.exec(text.slice(this.at));
    if (!this.allowsFrontmatter || opening === null) return;
    const [whole, dashes = "", rest = ""] = opening;
    const lo = this.at + whole.length - rest.length - dashes.length;
    const info = rest.trim();
    if (info !== "" && !/^[\p{XID_Start}_][\p{XID_Continue}.-]*$/u.test(info)) {
      const from = lo + dashes.length + (rest.length - rest.trimStart().length);
      this.flaw("frontmatter-info", from, from + info.length);
    }
    const closing = new RegExp(`\\n${dashes}(?!-)([^\\n]*)`).exec(text.slice(lo));
    if (closing === null) {
      this.flaw("unclosed-frontmatter", lo, lo + dashes.length);
      this.at = text.length;
      return;
    }
    this.at = lo + closing.index + closing[0].length;
    const extra = (closing[1] ?? "").trim();
    if (extra !== "") this.flaw("frontmatter-extra", this.at - (closing[1] ?? "").length, this.at);
    this.flaw("frontmatter", lo, this.at);
  }

  private get allowsFrontmatter(): boolean {
    return this.options.release.minor >= 90;
  }

  #next(unit: number): void {
    switch (C.classOf(unit)) {
      case C.SPACE:
        this.at++;
        return;
      case C.LETTER:
        return this.#word(unit);
      case C.DIGIT:
        return this.#number();
      case C.PUNCT:
        return this.#punctuation(unit);
      case C.WIDE:
        return this.#wide(unit);
      default:
        return this.#unknown();
    }
  }

  #punctuation(unit: number): void {
    if (unit === SLASH && this.comment()) return;
    if (unit === QUOTE) return this.string(this.at, this.at, T.Str);
    if (unit === APOSTROPHE) return this.apostrophe(this.at, this.at, T.Char);
    if (unit === HASH && this.guardedString()) return;
    const lo = this.at;
    const kind = scanPunctuation(this.text, lo);
    this.at = lo + (T.PUNCTUATION[kind] as string).length;
    if (kind >= T.OpenParen && kind <= T.CloseBrace) return this.#bracket(kind, lo);
    this.token(kind, lo, 0);
  }

  #bracket(kind: number, lo: number): void {
    this.token(kind, lo, 0);
    const at = this.tokens.count - 1;
    if (((kind - T.OpenParen) & 1) === 0) {
      this.#open.push(at);
      return;
    }
    const open = this.#open.pop();
    if (open === undefined || this.tokens.kinds[open] !== kind - 1) {
      this.#balanced = false;
      return;
    }
    this.tokens.payloads[open] = this.tokens.payloads[at] = at - open;
  }

  /** An identifier, or a literal with a prefix. */
  #word(first: number): void {
    const { text } = this;
    const lo = this.at;
    let hash = HASH_START;
    let i = lo;
    let unit = first;
    while (unit < 128 && ((C.CHARACTER_CLASS[unit] as number) & 2) !== 0) {
      hash = hashStep(hash, unit);
      unit = text.charCodeAt(++i);
    }
    if (unit > 127) return this.#wideWord(lo, i);
    this.at = i;
    if ((unit === QUOTE || unit === APOSTROPHE || unit === HASH) && this.#prefixed(lo, unit)) return;
    this.token(T.Ident, lo, this.tokens.names.internRange(text, lo, i, hash));
  }

  /** An identifier that holds more than ASCII; it is normalized to NFC. */
  #wideWord(lo: number, from: number): void {
    const { text } = this;
    let i = from;
    let hasEmoji = false;
    while (i < text.length) {
      const codePoint = text.codePointAt(i) as number;
      const emoji = isEmojiPart(codePoint);
      if (!C.isIdentContinue(codePoint) && !emoji) break;
      hasEmoji ||= emoji;
      i += codePoint > 0xffff ? 2 : 1;
    }
    this.at = i;
    if (hasEmoji) this.flaw("emoji-identifier", lo, i, text.slice(lo, i));
    else {
      const unit = text.charCodeAt(i);
      if ((unit === QUOTE || unit === APOSTROPHE || unit === HASH) && this.#prefixed(lo, unit)) return;
    }
    this.token(T.Ident, lo, this.tokens.names.intern(text.slice(lo, i).normalize("NFC")));
  }

  /** After a word stands `"`, `'` or `#`: true if the word is a prefix. */
  #prefixed(lo: number, unit: number): boolean {
    const { text } = this;
    const length = this.at - lo;
    const first = text.charCodeAt(lo);
    if (length === 1 && first === LOWER_R && unit !== APOSTROPHE) return this.#rawOrIdent(lo, lo + 1, T.RawStr, true);
    if (length === 1 && first === LOWER_B) {
      if (unit === QUOTE) return (this.string(lo, lo + 1, T.ByteStr), true);
      if (unit === APOSTROPHE) return (this.apostrophe(lo, lo + 1, T.Byte), true);
    }
    if (length === 2 && first === LOWER_B && text.charCodeAt(lo + 1) === LOWER_R && unit !== APOSTROPHE) {
      if (this.#rawOrIdent(lo, lo + 2, T.RawByteStr, false)) return true;
    }
    if (first === LOWER_C && this.#cString(lo, length, unit)) return true;
    return this.#unknownPrefix(lo, unit);
  }

  #cString(lo: number, length: number, unit: number): boolean {
    if (this.options.edition < 2021 || this.options.release.minor < 77) return false;
    if (length === 1 && unit === QUOTE) return (this.string(lo, lo + 1, T.CStr), true);
    if (length !== 2 || this.text.charCodeAt(lo + 1) !== LOWER_R || unit === APOSTROPHE) return false;
    return this.#rawOrIdent(lo, lo + 2, T.RawCStr, false);
  }

  /** Words before `"`, `'`, `#` are reserved from edition 2021 on. */
  #unknownPrefix(lo: number, unit: number): boolean {
    if (this.options.edition < 2021) return false;
    this.flaw(unit === APOSTROPHE ? "unknown-prefix-char" : "unknown-prefix", lo, this.at, this.text.slice(lo, this.at));
    return false;
  }

  /** `r"`, `r#"`, `r##"`..., or `r#name`. */
  #rawOrIdent(lo: number, from: number, kind: number, mayBeIdent: boolean): boolean {
    const { text } = this;
    let i = from;
    while (text.charCodeAt(i) === HASH) i++;
    const hashes = i - from;
    if (text.charCodeAt(i) === QUOTE) return (this.rawString(lo, i, hashes, kind), true);
    const next = text.codePointAt(i);
    if (next !== undefined && C.isIdentStart(next)) {
      if (mayBeIdent && hashes === 1) return (this.#rawIdent(lo, i), true);
      if (hashes === 1 && !mayBeIdent) return false;
    }
    if (hashes === 0) return false;
    this.at = i + (next === undefined ? 0 : next > 0xffff ? 2 : 1);
    this.flaw("raw-string-start", lo, this.at, next === undefined ? "" : String.fromCodePoint(next));
    return true;
  }

  #rawIdent(lo: number, from: number): void {
    let i = from;
    for (;;) {
      const codePoint = this.text.codePointAt(i);
      if (codePoint === undefined || !C.isIdentContinue(codePoint)) break;
      i += codePoint > 0xffff ? 2 : 1;
    }
    this.at = i;
    const name = this.text.slice(from, i).normalize("NFC");
    if (/^(?:_|self|Self|super|crate)$/.test(name)) this.flaw("cannot-be-raw", lo, i, name);
    this.token(T.RawIdent, lo, this.tokens.names.intern(name));
  }

  #number(): void {
    const lo = this.at;
    const kind = scanNumber(this);
    this.token(kind, lo, this.tokens.names.intern(this.text.slice(lo, this.at)));
  }

  #wide(unit: number): void {
    const codePoint = this.text.codePointAt(this.at) as number;
    if (C.isWideSpace(unit)) this.at++;
    else if (C.isIdentStart(codePoint) || isEmojiPart(codePoint)) this.#wideWord(this.at, this.at);
    else this.#unknown();
  }

  /** One was met. */
  #hasNoBreakSpace = false;

  #unknown(): void {
    const lo = this.at;
    const codePoint = this.text.codePointAt(lo) as number;
    const width = codePoint > 0xffff ? 2 : 1;
    let hi = lo + width;
    while (this.text.codePointAt(hi) === codePoint) hi += width;
    this.at = hi;
    // The first stands for all of the file.
    if (codePoint === NO_BREAK_SPACE && this.#hasNoBreakSpace && this.options.release.minor >= 90) return;
    this.#hasNoBreakSpace ||= codePoint === NO_BREAK_SPACE;
    this.flaw("unknown-start", lo, hi, this.text.slice(lo, lo + width));
    this.#standIn(lo, lookAlike(codePoint)?.ascii ?? "");
  }

  /** A token for the character that an unknown one resembles; glued to the token before, as the resembled one would be. */
  #standIn(lo: number, ascii: string): void {
    if (ascii.length !== 1 || C.CHARACTER_CLASS[ascii.charCodeAt(0)] !== C.PUNCT || ascii === '"' || ascii === "'") return;
    const kind = scanPunctuation(ascii, 0);
    const after = this.text[this.at] ?? "";
    const glued = T.PUNCTUATION.indexOf(ascii + after);
    if (glued > 0 && C.classOf(after.charCodeAt(0)) === C.PUNCT) {
      this.at++;
      this.token(glued, lo, 0);
    } else if (kind >= T.OpenParen && kind <= T.CloseBrace) this.#bracket(kind, lo);
    else this.token(kind, lo, 0);
  }
}

function isEmojiPart(codePoint: number): boolean {
  return codePoint > 127 && (codePoint === 0x200d || codePoint === 0xfe0f || C.isEmoji(codePoint)) && !C.isIdentContinue(codePoint);
}
