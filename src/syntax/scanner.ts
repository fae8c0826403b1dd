// The lexer's place in the text, and how it makes tokens, literals and flaws.
import * as T from "./token-kinds.ts";
import * as C from "./characters.ts";
import { checkEscapes } from "./escapes.ts";
import type { Flaw, FlawKind } from "./flaws.ts";
import { JOINT, type TokenBuffer } from "./tokens.ts";

export interface LexOptions {
  readonly edition: number;
  readonly release: { readonly minor: number };
}

// Units that the lexer knows by value.
export const NEWLINE = 10;
export const SPACE = 32;
export const QUOTE = 34;
export const HASH = 35;
export const APOSTROPHE = 39;
export const STAR = 42;
export const SLASH = 47;
export const BACKSLASH = 92;
export const LOWER_B = 98;
export const LOWER_C = 99;
export const LOWER_R = 114;

export abstract class Scanner {
  at = 0;
  readonly flaws: Flaw[] = [];
  /** Where the last token ended. */
  #end = -1;

  constructor(
    readonly tokens: TokenBuffer,
    readonly text: string,
    readonly base: number,
    readonly options: LexOptions,
  ) {}

  flaw(kind: FlawKind, lo: number, hi: number, detail = ""): void {
    this.flaws.push({ kind, lo: this.base + lo, hi: this.base + hi, detail });
  }

  token(kind: number, lo: number, payload: number, flags = 0): void {
    const tokens = this.tokens;
    if (this.#end === lo) (tokens.flags[tokens.count - 1] as number) |= JOINT;
    tokens.push(kind, this.base + lo, this.base + this.at, payload, 0, flags);
    this.#end = this.at;
  }

  protected checkContents(kind: number, from: number, to: number): void {
    const literal = { lo: this.base + from - 1, hi: this.base + to + 1 };
    checkEscapes(kind, this.text, from, to, (flaw, lo, hi, detail) => {
      if ((flaw === "unknown-char-escape" || flaw === "out-of-range-hex-escape") && (kind === T.Str || kind === T.Char))
        this.flaws.push({ kind: flaw, lo: this.base + lo, hi: this.base + hi, detail, literal });
      else this.flaw(flaw, lo, hi, detail);
    });
  }

  /** The token of a literal that ends at `at`, with its suffix. */
  protected literal(kind: number, lo: number): void {
    this.#suffix();
    this.token(kind, lo, this.tokens.names.intern(this.text.slice(lo, this.at)));
  }

  #suffix(): void {
    const { text } = this;
    let codePoint = text.codePointAt(this.at);
    if (codePoint === undefined || !C.isIdentStart(codePoint)) return;
    const lo = this.at;
    while (codePoint !== undefined && C.isIdentContinue(codePoint)) {
      this.at += codePoint > 0xffff ? 2 : 1;
      codePoint = text.codePointAt(this.at);
    }
    if (this.at === lo + 1 && text.charCodeAt(lo) === 95) this.flaw("underscore-suffix", lo, this.at);
  }
}
