// Patterns that compare: literals, constants, and the ranges between them.
import { error } from "../diag/diagnostic.ts";
import type { BlockId, ExprId, PatId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import { describeHere } from "./describe.ts";
import { type Misplaced, takesExpression } from "./expression-in-pattern.ts";
import * as K from "./node-kinds.ts";
import { PATTERN_STYLE } from "./parse-paths.ts";
import { TypeParser } from "./parse-types.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

const RANGE_SYNTAX: Readonly<Record<number, number>> = { [T.DotDot]: 0, [T.DotDotEq]: 1, [T.DotDotDot]: 2 };

export abstract class RangePatternParser extends TypeParser {
  abstract parseLiteralMaybeMinus(): ExprId;
  abstract parseBlock(): BlockId;
  abstract parseAtLeast(minimum: number): ExprId;

  /** Expressions where patterns should be, in the statement that is being read. */
  readonly misplaced: Misplaced[] = [];

  /** What a message calls the pattern that it misses. */
  protected expectedPattern = "pattern";

  protected parseConstBlockPat(): ExprId {
    const { start } = this;
    this.bump();
    const block = this.parseBlock();
    if (this.since(88))
      this.report(
        error("const blocks cannot be used as patterns")
          .at(this.spanFrom(start))
          .help("use a named `const`-item or an `if`-guard (`x if x == const { ... }`) instead"),
      );
    else this.gate("inline_const_pat", this.spanFrom(start));
    return this.node(K.ConstBlock, start, block);
  }

  protected parseLiteralPat(start: number): PatId {
    if (this.isLiteral || this.check(T.Minus) || (this.kind === T.OpenNone && this.#isLiteralFragment())) {
      const before = this.snapshot();
      const literal = this.attempt(() => this.parseLiteralMaybeMinus());
      if (!(literal instanceof SyntaxFailure) && takesExpression(this, before)) return this.#rangeOfExpression(start);
      if (!(literal instanceof SyntaxFailure)) return this.rangeFrom(start, literal);
      this.eat(T.Minus);
    }
    const found = this.kind === T.Ident ? `\`${this.tokens.text(this.at)}\`` : describeHere(this);
    throw new SyntaxFailure(error(`expected ${this.expectedPattern}, found ${found}`).at(this.span, `expected ${this.expectedPattern}`));
  }

  /** What an expression began, maybe a range. */
  #rangeOfExpression(start: number): PatId {
    const syntax = this.eatRange();
    if (syntax >= 0 && this.isRangeEndAt(0)) this.#rangeEnd();
    return this.node(K.ErrorPat, start);
  }

  #isLiteralFragment(): boolean {
    return this.isFragment("literal") || this.isFragment("expr");
  }

  /** `..`, `..=`, `...` as 0, 1, 2; -1 if none stands here. */
  protected eatRange(): number {
    if (this.eat(T.DotDotDot) || this.eat(T.DotDotEq) || this.eat(T.DotDot))
      return RANGE_SYNTAX[this.tokens.kinds[this.previous] as number] as number;
    return -1;
  }

  protected isRange(): boolean {
    return this.check(T.DotDotDot) || this.check(T.DotDotEq) || this.check(T.DotDot);
  }

  protected isRangeEndAt(count: number): boolean {
    const kind = this.ahead(count);
    if (kind === T.Ident) {
      const word = this.wordAhead(count);
      if (word === W.Const) return this.ahead(count + 1) === T.OpenBrace;
      return !this.isReserved(word) || this.isPathWord(word) || word === W.True || word === W.False;
    }
    const isPath = kind === T.RawIdent || kind === T.PathSep || kind === T.Lt || kind === T.Shl;
    return isPath || kind === T.Minus || kind === T.OpenParen || kind === T.OpenNone || (kind >= T.Int && kind <= T.RawCStr);
  }

  /** A literal or constant, or the range it begins. */
  protected rangeFrom(start: number, first: ExprId): PatId {
    const syntax = this.eatRange();
    return syntax < 0 ? this.node(K.ExprPat, start, first) : this.rangeWithStart(start, first, syntax);
  }

  protected rangeWithStart(start: number, first: ExprId, syntax: number): PatId {
    const last = this.isRangeEndAt(0) ? this.#rangeEnd() : 0;
    if (last === 0 && syntax !== 0) this.#inclusiveWithoutEnd();
    if (last !== 0 && syntax === 0 && !this.since(80)) this.gate("exclusive_range_pattern", this.spanFrom(start));
    return this.node3(K.RangePat, start, first, last, syntax);
  }

  protected parseRangeToPat(start: number, syntax: number): PatId {
    const last = this.isRangeEndAt(0) ? this.#rangeEnd() : 0;
    if (last === 0) this.#inclusiveWithoutEnd();
    else if (syntax === 2) this.#dotsRangeTo();
    else if (syntax === 0 && !this.since(80)) this.gate("exclusive_range_pattern", this.spanFrom(start));
    return this.node3(K.RangePat, start, 0, last, syntax === 2 ? 1 : syntax);
  }

  #inclusiveWithoutEnd(): void {
    const span = this.previousSpan;
    this.report(
      error("E0586", "inclusive range with no end")
        .at(span)
        .note("inclusive ranges must be bounded at the end (`..=b` or `a..=b`)")
        .suggest("use `..` instead", [{ span, text: ".." }], "MachineApplicable", "short"),
    );
  }

  #dotsRangeTo(): void {
    this.report(error("range-to patterns with `...` are not allowed").at(this.previousSpan));
  }

  /** A literal, constant block or path. */
  #rangeEnd(): ExprId {
    const { start } = this;
    if (this.checkWord(W.Const) && this.ahead(1) === T.OpenBrace) return this.parseConstBlockPat();
    const before = this.snapshot();
    const end = this.checkPath() ? this.#pathEnd(start) : this.parseLiteralMaybeMinus();
    return takesExpression(this, before, true) ? this.node(K.ErrorExpr, start) : end;
  }

  #pathEnd(start: number): ExprId {
    const path = this.eatLt() ? this.parseQualifiedPath(start, PATTERN_STYLE) : this.parsePath(PATTERN_STYLE);
    return this.node(K.PathExpr, start, path);
  }
}
