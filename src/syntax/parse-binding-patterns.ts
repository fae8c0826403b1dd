// Patterns that bind a name, with the slips around `mut`, `ref` and `box`.
import { error } from "../diag/diagnostic.ts";
import type { PatId } from "./ast.ts";
import { takesExpression } from "./expression-in-pattern.ts";
import * as K from "./node-kinds.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";
import { RangePatternParser } from "./parse-range-patterns.ts";

// How a name binds.
export const BY_REF = 1;
export const REF_MUT = 2;
export const MUT = 4;

export abstract class BindingPatternParser extends RangePatternParser {
  abstract parsePatNamed(name: string): PatId;
  abstract parsePatNoTopAlternatives(): PatId;
  protected abstract parsePattern(): PatId;

  protected parseMutableIdent(start: number): PatId {
    if (this.eatWordQuietly(W.Ref)) {
      this.gate("mut_ref", this.spanFrom(start));
      const mutable = this.pinnedOrMutable();
      return this.parseIdentPat(start, MUT | BY_REF | (mutable ? REF_MUT : 0));
    }
    if (!this.isIdent) return this.#mutOnPattern(start);
    return this.parseIdentPat(start, MUT);
  }

  /** `mut` before what is no name. */
  #mutOnPattern(start: number): PatId {
    const doubled = this.word === W.Mut;
    if (doubled) {
      this.bump();
      this.report(error("`mut` on a binding may not be repeated").at(this.previousSpan));
      return this.parseMutableIdent(start);
    }
    const inner = this.parsePatNamed("identifier");
    const span = this.spanFrom(start);
    this.report(
      error("`mut` must be followed by a named binding").at(span).note("`mut` may be followed by `variable` and `variable @ pattern`"),
    );
    return inner;
  }

  protected parseRefIdent(start: number): PatId {
    if (this.word === W.Box) this.fail("switch the order of `ref` and `box`", { lo: this.loOf(start), hi: this.span.hi });
    const mutable = this.pinnedOrMutable();
    return this.parseIdentPat(start, BY_REF | (mutable ? REF_MUT : 0));
  }

  protected parseBoxPat(start: number): PatId {
    const keyword = this.previousSpan;
    if (this.kind === T.Eq || this.kind === T.Comma || this.kind === T.FatArrow || this.kind === T.CloseParen) {
      this.fail("expected identifier, found keyword `box`", keyword, "expected identifier, found keyword");
    }
    const inner = this.parsePattern();
    this.gate("box_patterns", this.spanFrom(start));
    return this.node(K.BoxPat, start, inner);
  }

  /** A lone name: not a path, call, struct, macro or range. */
  /** A reserved word that stands where a name should, as in `let match = 1`. */
  get #isMistakenForName(): boolean {
    const isOther = this.word === W.True || this.word === W.False || this.word === W.In || this.word === W.Let || this.isPathSegmentWord;
    return this.kind === T.Ident && !isOther;
  }

  protected isIdentPattern(): boolean {
    if (!this.checkIdent() && !this.#isMistakenForName) return false;
    switch (this.ahead(1)) {
      case T.OpenParen:
      case T.OpenBrace:
      case T.DotDotDot:
      case T.DotDotEq:
      case T.DotDot:
      case T.PathSep:
      case T.Not:
        return false;
      default:
        return true;
    }
  }

  /** `name`, `name @ pat` */
  protected parseIdentPat(start: number, flags: number): PatId {
    const before = this.snapshot();
    const token = this.#bindingName();
    const sub = this.eat(T.At) ? this.parsePatNoTopAlternatives() : 0;
    if (this.kind === T.OpenParen) this.#callInPattern(start);
    if (sub === 0 && takesExpression(this, before)) return this.node(K.ErrorPat, start);
    return this.node3(K.IdentPat, start, flags, token, sub);
  }

  #bindingName(): number {
    if (!this.isIdent) this.failIdent();
    return this.parseIdent();
  }

  #callInPattern(start: number): void {
    this.fail("expected identifier, found enum pattern", this.spanFrom(start), "not an identifier");
  }
}
