// Patterns that bind a name, with the slips around `mut`, `ref` and `box`.
import type { Span } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { NodeId, PatId } from "./ast.ts";
import { forEachChild } from "./walk.ts";
import { takesExpression } from "./expression-in-pattern.ts";
import { SyntaxFailure } from "./cursor.ts";
import * as K from "./node-kinds.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";
import { RangePatternParser } from "./parse-range-patterns.ts";

// How a name binds.
export const BY_REF = 1;
export const REF_MUT = 2;
export const MUT = 4;

/** Since then `mut` before what is no name is taken out, or put where it belongs. */
const MENDS_MUT = 74;
/** Since then arguments of a type in a pattern are known for what they are. */
const KNOWS_ARGUMENTS = 80;

const TYPE_STARTS: ReadonlySet<number> = new Set([
  T.Ident,
  T.OpenParen,
  T.OpenBracket,
  T.Not,
  T.Star,
  T.And,
  T.AndAnd,
  T.Question,
  T.Lifetime,
  T.Lt,
  T.Shl,
  T.PathSep,
]);

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
    if (!this.isIdent || (this.since(MENDS_MUT) && !this.isIdentPattern())) return this.#mutOnPattern(start);
    const name = this.span;
    const pattern = this.parseIdentPat(start, MUT);
    if (this.tree.nodeKinds[pattern] === K.ErrorPat) this.#mutOnNothing({ lo: this.loOf(start), hi: name.lo });
    return pattern;
  }

  /** `mut` before what is no name. */
  #mutOnPattern(start: number): PatId {
    const doubled = this.word === W.Mut;
    if (doubled) {
      this.bump();
      this.report(error("`mut` on a binding may not be repeated").at(this.previousSpan));
      return this.parseMutableIdent(start);
    }
    const { lo } = this.span;
    const inner = this.parsePatNamed("identifier");
    const names = this.#plainNames(inner);
    const span = this.spanFrom(start);
    if (!this.since(MENDS_MUT))
      this.report(
        error("`mut` must be followed by a named binding").at(span).note("`mut` may be followed by `variable` and `variable @ pattern`"),
      );
    else if (names.length === 0) this.#mutOnNothing({ lo: span.lo, hi: lo });
    else this.#mutOnNames(span, { lo, hi: span.hi }, names);
    return inner;
  }

  #mutOnNothing(span: Span): void {
    if (!this.since(MENDS_MUT)) return;
    const said = error("`mut` must be followed by a named binding").at(span);
    said.note("`mut` may be followed by `variable` and `variable @ pattern`");
    this.report(said.suggest("remove the `mut` prefix", [{ span, text: "" }], "MachineApplicable", "verbose"));
  }

  /** `mut (a, b)`: each is made mutable. */
  #mutOnNames(span: Span, inner: Span, names: readonly NodeId[]): void {
    let text = this.snippet(inner);
    for (const name of names.toReversed()) {
      const at = this.tree.span(name).lo - inner.lo;
      const isBorrowed = /&\s*$/.test(text.slice(0, at));
      const { hi } = this.tree.span(name);
      const own = `mut ${text.slice(at, hi - inner.lo)}`;
      text = text.slice(0, at) + (isBorrowed ? `(${own})` : own) + text.slice(hi - inner.lo);
      this.tree.setField(name, 0, this.tree.field(name, 0) | MUT);
    }
    const said = error("`mut` must be attached to each individual binding").at(span);
    said.note("`mut` may be followed by `variable` and `variable @ pattern`");
    this.report(said.suggest("add `mut` to each binding", [{ span, text }], "MachineApplicable", "verbose"));
  }

  /** The names that a pattern binds by value, without `mut`. */
  #plainNames(pattern: PatId): NodeId[] {
    const found: NodeId[] = [];
    const look = (node: NodeId): void => {
      if (this.tree.nodeKinds[node] === K.IdentPat && (this.tree.field(node, 0) & (MUT | BY_REF)) === 0) found.push(node);
      forEachChild(this.tree, node, look);
    };
    look(pattern);
    return found.sort((a, b) => this.tree.span(a).lo - this.tree.span(b).lo);
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

  /** `P<T>(x)`, or what looks like it. */
  #argumentsInPattern(): void {
    if (!this.since(KNOWS_ARGUMENTS) || !TYPE_STARTS.has(this.ahead(1))) return;
    const { span } = this;
    const said = error("generic args in patterns require the turbofish syntax").at(span);
    const words = "use `::<...>` instead of `<...>` to specify lifetime, type, or const arguments";
    throw new SyntaxFailure(said.suggest(words, [{ span: { ...span, hi: span.lo }, text: "::" }], "MaybeIncorrect", "verbose"));
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
    if (this.kind === T.Lt && flags === 0 && this.expectedPattern !== "parameter name") this.#argumentsInPattern();
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
