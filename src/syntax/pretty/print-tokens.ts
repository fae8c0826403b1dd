// Tokens as rustc prints them for `stringify!` and for macro calls within an expression: with the gaps the source has, less
// those that no one writes. Before 1.77 gaps were made up from the tokens alone, and what a macro had captured was printed
// as the syntax it is.
import type { TokenRange } from "../ast.ts";
import { tokenText } from "../describe.ts";
import * as T from "../token-kinds.ts";
import { isOpen, type TokenBuffer } from "../tokens.ts";
import * as W from "../words.ts";
import { INDENT, type Printer } from "./printer.ts";
import { Unprintable } from "./unprintable.ts";

/** Of groups in groups: they are printed by calls in calls. */
const MAXIMUM_DEPTH = 500;

export interface TokenStyle {
  readonly edition: number;
  /** The gaps of the source count. */
  readonly keepsGaps: boolean;
  /** `$crate` stands as it is. */
  readonly showsDollarCrate: boolean;
  /** The text of a captured fragment, where it is not its tokens'. */
  fragment(open: number): string;
}

export class TokenPrinter {
  readonly #tokens: TokenBuffer;
  readonly #printer: Printer;
  readonly #style: TokenStyle;
  #depth = 0;

  constructor(tokens: TokenBuffer, printer: Printer, style: TokenStyle) {
    this.#tokens = tokens;
    this.#printer = printer;
    this.#style = style;
  }

  list({ from, to }: TokenRange): void {
    if (++this.#depth > MAXIMUM_DEPTH) throw new Unprintable();
    for (let at = from; at < to;) {
      this.#tree(at);
      const next = this.#tokens.afterTree(at);
      if (next < to && this.#isSpaced(at, next)) this.#printer.space();
      at = next;
    }
    this.#depth--;
  }

  #tree(at: number): void {
    const kind = this.#tokens.kind(at);
    if (kind === T.OpenNone && !this.#style.keepsGaps) this.#printer.word(this.#style.fragment(at));
    else if (isOpen(kind)) this.delimited(at, "");
    else {
      if (!this.#style.keepsGaps && this.#depth > 1 && this.#isDesugaredDoc(at)) throw new Unprintable();
      if (kind === T.Ident && this.#tokens.payloads[at] === W.DollarCrate && !this.#style.showsDollarCrate) throw new Unprintable();
      this.#printer.word(tokenText(this.#tokens, at));
      if (this.#isDoc(at)) this.#printer.hardBreak();
    }
  }

  /** A doc comment in a group that was captured whole remained one before 1.77. */
  #isDesugaredDoc(at: number): boolean {
    return this.#tokens.kind(at) === T.Pound && this.#tokens.los[at] === this.#tokens.los[at + 1];
  }

  /** A delimited tree; of a macro call behind its `header`. */
  delimited(open: number, header: string): void {
    const printer = this.#printer;
    const close = this.#tokens.partner(open);
    const kind = this.#tokens.kind(open);
    const inner = { from: open + 1, to: close };
    if (kind === T.OpenBrace) return this.#braced(open, inner, header);
    if (header !== "") printer.word(header);
    printer.word(kind === T.OpenNone ? "" : this.#tokens.text(open));
    printer.open(0);
    this.list(inner);
    printer.close();
    printer.word(kind === T.OpenNone ? "" : this.#tokens.text(close));
  }

  #braced(open: number, inner: TokenRange, header: string): void {
    const printer = this.#printer;
    printer.openConsistent(INDENT);
    if (header !== "") printer.wordBlank(header);
    printer.word("{");
    const isTight = header === "" && this.#style.keepsGaps && this.#tokens.isJoint(open);
    const isSpaced = inner.from < inner.to && !isTight;
    if (isSpaced) printer.space();
    printer.open(0);
    this.list(inner);
    printer.close();
    if (isSpaced) printer.closingBreak(-INDENT);
    printer.word("}");
    printer.close();
  }

  // --- Gaps -------------------------------------------------------------------------------------------------------

  /** Between the tree at `at` and the one that begins at `next`. */
  #isSpaced(at: number, next: number): boolean {
    if (!this.#style.keepsGaps) return this.#isSpacedBefore77(at, next);
    const last = this.#tokens.afterTree(at) - 1;
    if (this.#isDoc(at)) return tokenText(this.#tokens, at).startsWith("/*");
    if (this.#tokens.isJoint(last)) return this.#isName(at) && this.#isName(next);
    return !this.#isTight(at, next);
  }

  #isDoc(at: number): boolean {
    const kind = this.#tokens.kind(at);
    return kind === T.OuterDoc || kind === T.InnerDoc;
  }

  #isName(at: number): boolean {
    const kind = this.#tokens.kind(at);
    return kind === T.Ident || kind === T.RawIdent;
  }

  /** A name that stands in the source, not one that a macro captured as such. */
  #isPlainName(at: number): boolean {
    return this.#isName(at) && !this.#tokens.isCapturedName(at);
  }

  /** Where rustc leaves out a gap that the source has: `x . y`, `f (x)`, `x , y`, `m !`, `# [a]`, `$ x`. */
  #isTight(at: number, next: number): boolean {
    const before = this.#tokens.kind(at);
    const kind = this.#tokens.kind(next);
    if (before === T.Dot) return !isPunctuation(kind);
    if (before === T.Dollar) return this.#isPlainName(next);
    if (kind === T.Comma || kind === T.Semi || kind === T.Dot) return !isPunctuation(before);
    if (before === T.Pound) return kind === T.OpenBracket;
    if (!this.#isPlainName(at)) return false;
    const word = this.#tokens.payloads[at] as number;
    const isFree = before === T.RawIdent || !W.isReserved(word, this.#style.edition);
    if (kind === T.Not) return isFree;
    return kind === T.OpenParen && (isFree || word === W.Fn || word === W.SelfType || word === W.Pub);
  }

  #isSpacedBefore77(at: number, next: number): boolean {
    const before = this.#tokens.kind(at);
    const kind = this.#tokens.kind(next);
    if (before === T.Dot || before === T.Dollar) return false;
    if (this.#isDoc(at)) return tokenText(this.#tokens, at).startsWith("/*");
    if (kind === T.OpenParen) return !this.#isPlainName(at);
    if (kind === T.OpenBracket) return before !== T.Pound;
    return kind !== T.Comma && kind !== T.Not && kind !== T.Dot;
  }
}

const isPunctuation = (kind: number): boolean => kind >= T.Semi && kind <= T.SingleQuote;
