// Expecting a token, and lists with separators: `expect`, `expectOneOf`, `commaList`. Here rustc words its commonest
// error ("expected one of ..., found ...") and mends a forgotten `;` or `,`.
import { error, type DiagnosticBuilder } from "../diag/diagnostic.ts";
import { SyntaxFailure } from "./cursor.ts";
import { NodeParser } from "./parse-nodes.ts";
import { describeExpected, describeHere, joinExpected } from "./describe.ts";
import { helpWithExpected } from "./expected-help.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

/** After so many errors in a file, forgotten commas are no longer mended. */
const MAXIMUM_REPORTS = 1000;

/** Since then `==` where `=` should be is known for what it is. */
const KNOWS_COMPARISONS = 75;

export abstract class SequenceParser extends NodeParser {
  /** Takes the token or fails. */
  expect(kind: number): void {
    if (this.kind === kind) return this.bump();
    if (this.expectedAnything) this.expectOneOf([kind], []);
    else throw new SyntaxFailure(this.#unexpected(kind));
  }

  expectWord(word: number): void {
    if (!this.eatWord(word)) this.unexpected();
  }

  /** Takes one of the first, or stands at one of the second, or fails. */
  expectOneOf(edible: readonly number[], inedible: readonly number[]): void {
    if (edible.includes(this.kind)) return this.bump();
    if (inedible.includes(this.kind)) return;
    for (const kind of edible) this.expectNote(kind);
    for (const kind of inedible) this.expectNote(kind);
    if (this.#mendSemicolon()) return;
    this.unexpected();
  }

  /** Fails with what was asked for here. */
  unexpected(): never {
    throw new SyntaxFailure(this.expectedOneOf());
  }

  #unexpected(kind: number): DiagnosticBuilder {
    const wanted = `\`${T.PUNCTUATION[kind]}\``;
    return this.#labelled(error(`expected ${wanted}, found ${describeHere(this)}`), `expected ${wanted}`, this.span);
  }

  expectedOneOf(): DiagnosticBuilder {
    const names = this.expectedSet()
      .filter((what) => what !== this.kind && !(this.word !== 0 && what === T.WORD_BASE + this.word))
      .map(describeExpected)
      .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    if (this.kind === T.EqEq && this.wasExpected(T.Eq) && this.tokens.kinds[this.previous] === T.Ident && this.since(KNOWS_COMPARISONS)) {
      const { span } = this;
      const said = error("unexpected `==`").at(span);
      return said.suggest("try using `=` instead", [{ span, text: "=" }], "MachineApplicable", "verbose");
    }
    const unique = [...new Set(names)];
    const found = describeHere(this);
    this.lastUnexpected = this.at;
    if (unique.length === 0) return error(`unexpected token: ${found}`).at(this.span, "unexpected token after this");
    const list = joinExpected(unique);
    const one = unique.length > 1 ? "one of " : "";
    const label = unique.length > 6 ? `expected one of ${unique.length} possible tokens` : `expected ${one}${list}`;
    const diagnostic = error(`expected ${one}${list}, found ${found}`);
    if (this.kind === T.Eof && this.previous >= this.from) return diagnostic.at(this.previousSpan, label);
    const labelled = this.#labelled(diagnostic, label, this.span);
    helpWithExpected(this, labelled, unique);
    return labelled;
  }

  /** The label goes to the found token, or behind the one before if that stands on another line. */
  #labelled(builder: DiagnosticBuilder, label: string, span = this.span): DiagnosticBuilder {
    const before = this.kind === T.Eof ? this.previousSpan : this.behind;
    if (this.previous === 0 || !this.hasNewline(before.lo, span.lo)) return builder.at(span, label);
    return builder.at(span, "unexpected token").label(before, label);
  }

  /** A `;` that was forgotten at a line's end, or mistyped. */
  #mendSemicolon(): boolean {
    if (!this.wasExpected(T.Semi) || this.kind === T.Eof || this.previous < this.from) return false;
    if (!this.hasNewline(this.previousHi, this.span.lo)) return false;
    const isTypo = this.kind === T.Comma || this.kind === T.Colon;
    if (isTypo && this.tokens.kinds[this.previous] === T.CloseParen) return false;
    if (isTypo && (this.ahead(1) === T.CloseBrace || (this.canBeginExprAt(1) && this.ahead(1) !== T.Colon))) {
      this.report(error(`expected \`;\`, found ${describeHere(this)}`).at(this.span, "help: change this to `;`"));
      this.bump();
      return true;
    }
    return this.#mendMissingSemicolon();
  }

  #mendMissingSemicolon(): boolean {
    const follows =
      this.kind === T.CloseBrace ||
      ((this.canBeginExprAt(0) || this.canBeginItemHere()) &&
        this.kind !== T.Semi &&
        (this.kind !== T.Pound || this.ahead(1) === T.OpenBracket));
    if (!follows || this.wasExpected(T.Comma)) return false;
    const place = this.behind;
    const diagnostic = error(`expected \`;\`, found ${describeHere(this)}`)
      .at(place)
      .label(this.span, "unexpected token");
    this.report(diagnostic.suggest("add `;` here", [{ span: place, text: ";" }], "MaybeIncorrect", "short"));
    return true;
  }

  canBeginItemHere(): boolean {
    const { word } = this;
    return (
      [W.Use, W.Fn, W.Pub, W.Mod, W.Struct, W.Enum, W.Trait, W.Impl, W.Const, W.Static, W.Type, W.Extern, W.Unsafe, W.Let].includes(word) &&
      word !== W.Let
    );
  }

  /** Whether the `count`th token from here can begin an expression. */
  canBeginExprAt(count: number): boolean {
    const kind = count === 0 ? this.kind : this.ahead(count);
    switch (kind) {
      case T.RawIdent:
      case T.OpenParen:
      case T.OpenBrace:
      case T.OpenBracket:
      case T.Not:
      case T.Minus:
      case T.Star:
      case T.Or:
      case T.OrOr:
      case T.And:
      case T.AndAnd:
      case T.DotDot:
      case T.DotDotDot:
      case T.DotDotEq:
      case T.Lt:
      case T.Shl:
      case T.PathSep:
      case T.Lifetime:
      case T.RawLifetime:
      case T.Pound:
      case T.OpenNone:
        return true;
      case T.Ident:
        return this.canWordBeginExpr(count === 0 ? this.word : this.wordAhead(count));
      default:
        return kind >= T.Int && kind <= T.RawCStr;
    }
  }

  canWordBeginExpr(word: number): boolean {
    return !this.isReserved(word) || this.isPathWord(word) || EXPRESSION_WORDS.has(word);
  }

  isPathWord(word: number): boolean {
    return word === W.Super || word === W.SelfValue || word === W.SelfType || word === W.Crate || word === W.DollarCrate;
  }

  /** `(item (, item)* ,?)?` up to `close`, which is taken. The result is a list. */
  commaList(close: number, parse: () => number): number {
    const mark = this.scratch.length;
    this.commaItems(close, parse);
    this.expect(close);
    return this.tree.addList(this.scratch, mark);
  }

  /** As `commaList`, but leaves `close` and pushes the elements; true if a comma stands at the end. */
  commaItems(close: number, parse: () => number, glued = close): boolean {
    let trailing = false;
    let first = true;
    while (!this.check(close) && this.kind !== glued) {
      if (this.kind === T.Eof || this.kind === T.CloseParen || this.kind === T.CloseBracket || this.kind === T.CloseBrace) break;
      if (first) first = false;
      else if (this.kind === glued || !this.#separator(close, parse)) break;
      trailing = this.previous >= this.from && this.tokens.kinds[this.previous] === T.Comma && this.check(close);
      if (trailing || this.check(close)) break;
      this.scratch.push(parse());
    }
    return trailing;
  }

  /** A comma. If another element stands there instead, the comma was forgotten: reported, and the element is taken. */
  #separator(close: number, parse: () => number): boolean {
    while (this.kind !== T.Comma) {
      if (this.check(close)) return true;
      const failure = this.#tryExpectComma();
      if (failure === undefined) return true;
      if (this.diagnostics.length > MAXIMUM_REPORTS) throw failure;
      const place = this.behind;
      if (this.kind === T.Dot || this.kind === T.Lt || this.kind === T.Semi) this.bump();
      const element = this.attempt(parse, true);
      if (element instanceof SyntaxFailure) {
        failure.diagnostic.children.push(...element.diagnostic.children);
        throw failure;
      }
      this.report(failure.diagnostic.suggest("missing `,`", [{ span: place, text: "," }], "MaybeIncorrect", "short"));
      this.scratch.push(element);
      if (this.#atListEnd()) return true;
    }
    this.bump();
    return true;
  }

  #atListEnd(): boolean {
    const { kind } = this;
    return kind === T.CloseParen || kind === T.CloseBracket || kind === T.CloseBrace || kind === T.Or || kind === T.Eof;
  }

  #tryExpectComma(): SyntaxFailure | undefined {
    try {
      this.expectOneOf([T.Comma], []);
      return undefined;
    } catch (failure) {
      if (failure instanceof SyntaxFailure) return failure;
      throw failure;
    }
  }
}

const EXPRESSION_WORDS: ReadonlySet<number> = new Set([
  W.Async,
  W.Do,
  W.Box,
  W.Break,
  W.Const,
  W.Continue,
  W.False,
  W.For,
  W.Gen,
  W.If,
  W.Let,
  W.Loop,
  W.Match,
  W.Move,
  W.Return,
  W.True,
  W.Try,
  W.Unsafe,
  W.While,
  W.Yield,
  W.Safe,
  W.Static,
  W.Underscore,
]);
