// Expressions by precedence: binary operators, assignment, ranges, casts, and prefix operators.
import { error, type DiagnosticBuilder } from "../diag/diagnostic.ts";
import type { Span } from "../base/source.ts";
import type { ExprId } from "./ast.ts";
import { castType } from "./cast-type.ts";
import { chainedComparison } from "./chained-comparison.ts";
import { describeHere } from "./describe.ts";
import { SyntaxFailure } from "./cursor.ts";
import * as K from "./node-kinds.ts";
import { PatternParser } from "./parse-patterns.ts";
import {
  STATEMENT,
  NO_STRUCT,
  CONST_ARGUMENT,
  PRECEDENCE_CAST,
  PRECEDENCE_COMPARE,
  PRECEDENCE_AND,
  PRECEDENCE_RANGE,
  PRECEDENCE_ASSIGN,
  PRECEDENCE,
  plainOperator,
  POSTFIX_NAMES,
  CONTINUES_BLOCK,
} from "./precedence.ts";
import * as slips from "./slip-words.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

/** Behind a block that ends a statement they begin another, and may have been meant to go on. */
const MAY_BE_MEANT: ReadonlySet<number> = new Set([T.Star, T.Minus, T.Plus, T.AndAnd, T.OrOr, T.Or]);

function inParentheses(said: DiagnosticBuilder, { lo, hi, ...rest }: Span): DiagnosticBuilder {
  const edits = [
    { span: { ...rest, lo, hi: lo }, text: "(" },
    { span: { ...rest, lo: hi, hi }, text: ")" },
  ];
  return said.suggest("parentheses are required to parse this as an expression", edits, "MachineApplicable", "verbose");
}

export abstract class OperatorParser extends PatternParser {
  /** A name, literal, block or bracketed expression with its postfix operators. */
  abstract parsePostfixExpr(start: number): ExprId;
  abstract parsePostfixes(start: number, first: ExprId): ExprId;
  /** `if`, `match`, blocks and loops: statements without a semicolon. */
  abstract isBlockLike(expr: ExprId): boolean;
  /** Where the operand begins that a statement begins with. */
  protected statementOperand = -1;

  parseExpr(): ExprId {
    return this.parseExprWith(0);
  }

  parseExprWith(restrictions: number): ExprId {
    this.enter();
    const outer = this.restrictions;
    this.restrictions = restrictions;
    const expr = this.parseAtLeast(0);
    this.restrictions = outer;
    this.leave();
    return expr;
  }

  /** An expression whose operators bind at least so tightly. */
  parseAtLeast(minimum: number): ExprId {
    const { start } = this;
    const attributes = this.atOuterAttribute || this.kind === T.InnerDoc ? this.parseOuterAttributes() : 0;
    const inner = this.start;
    const isRange = this.#isRange(this.kind);
    const first = isRange ? this.#prefixRange() : this.parsePrefix();
    if (attributes !== 0) this.#attach(first, attributes);
    if (isRange) return first;
    return this.parseOperators(attributes === 0 ? start : inner, first, minimum);
  }

  #attach(expr: ExprId, attributes: number): void {
    this.tree.setAttributes(expr, this.tree.joinLists(attributes, this.tree.attributeList(expr)));
    this.tree.nodeLos[expr] = this.tree.nodeLos[this.tree.rawList(attributes)[0] as number] as number;
  }

  #isRange(kind: number): boolean {
    return kind === T.DotDot || kind === T.DotDotEq || kind === T.DotDotDot;
  }

  /** The operators behind an operand that began at `start`. */
  parseOperators(start: number, first: ExprId, minimum: number): ExprId {
    let left = first;
    if (!this.#continues(left)) return left;
    this.expectNote(T.ExpectOperator);
    this.noteRawBorrow();
    for (;;) {
      const { kind } = this;
      if (this.word === W.As) {
        if (minimum > PRECEDENCE_CAST) return left;
        left = this.#cast(start, left);
        continue;
      }
      if (this.word === W.And || this.word === W.Or) {
        if (minimum > (this.word === W.And ? PRECEDENCE_AND : 5) || !this.canBeginExprAt(1)) return left;
        left = this.#wordOperator(start, left);
        continue;
      }
      const precedence = PRECEDENCE[kind] as number;
      if (precedence === 0 || precedence < minimum || (this.closesAngle && (this.restrictions & CONST_ARGUMENT) !== 0)) return left;
      if (precedence === PRECEDENCE_RANGE) return this.#range(start, left);
      left = this.#binary(start, left, precedence);
    }
  }

  /** `a and b` */
  #wordOperator(start: number, left: ExprId): ExprId {
    const isAnd = this.word === W.And;
    const { lo, hi } = this.span;
    this.report(slips.wordOperator(isAnd ? "and" : "or", this.span));
    this.bump();
    const outer = this.restrictions;
    this.restrictions &= ~STATEMENT;
    const right = this.parseAtLeast(isAnd ? PRECEDENCE_AND + 1 : 6);
    this.restrictions = outer;
    return this.nodeMany(K.Binary, start, isAnd ? T.AndAnd : T.OrOr, lo, hi, left, right);
  }

  #cast(start: number, operand: ExprId): ExprId {
    this.bump();
    if (this.isReservedHere && !this.canBeginType() && !(this.since(80) && this.word === W.Const && this.isIdentAhead(1))) this.failIdent();
    const type = castType(this, start);
    const cast = this.node2(K.Cast, start, operand, type);
    return this.#postfixAfterCast(start, cast);
  }

  /** `e as T?`, `e as T.x`: reported, for the cast needs parentheses. */
  #postfixAfterCast(start: number, cast: ExprId): ExprId {
    const outer = this.restrictions;
    this.restrictions = 0;
    const expr =
      this.kind === T.OpenParen || this.kind === T.OpenBracket || this.kind === T.Question || this.kind === T.Dot
        ? this.parsePostfixes(start, cast)
        : this.#noPostfix(cast);
    this.restrictions = outer;
    if (expr === cast) return cast;
    const name = POSTFIX_NAMES[this.tree.nodeKinds[expr] as number] ?? "a postfix operator";
    const { lo, hi } = this.tree.span(cast);
    this.report(
      error(`cast cannot be followed by ${name}`)
        .at({ lo, hi })
        .suggest(
          "try surrounding the expression in parentheses",
          [
            { span: { lo, hi: lo }, text: "(" },
            { span: { lo: hi, hi }, text: ")" },
          ],
          "MachineApplicable",
          "verbose",
        ),
    );
    return expr;
  }

  #noPostfix(cast: ExprId): ExprId {
    this.expectNote(T.Question);
    this.expectNote(T.Dot);
    return cast;
  }

  #binary(start: number, left: ExprId, precedence: number): ExprId {
    const operator = this.kind;
    const lo = this.loOf(this.start);
    if (precedence === PRECEDENCE_COMPARE) this.#wrongComparison();
    const comparesLeft = precedence === PRECEDENCE_COMPARE && this.#isComparison(left);
    this.bump();
    const chained = comparesLeft ? chainedComparison(this, start, left) : 0;
    if (chained !== 0) return chained;
    if ((operator === T.Plus || operator === T.Minus) && this.#isStep(operator)) return this.#step(start, left, lo, operator);
    const hi = this.previousHi;
    const outer = this.restrictions;
    if (precedence === PRECEDENCE_ASSIGN) {
      this.restrictions &= NO_STRUCT;
      const right = this.#nested(PRECEDENCE_ASSIGN);
      this.restrictions = outer;
      const isPlain = operator === T.Eq;
      return this.nodeMany(isPlain ? K.Assign : K.AssignOp, start, isPlain ? 0 : plainOperator(operator), lo, hi, left, right);
    }
    this.restrictions = outer & ~STATEMENT;
    const right = this.parseAtLeast(precedence + 1);
    this.restrictions = outer;
    return this.nodeMany(K.Binary, start, operator, lo, hi, left, right);
  }

  /** `===`, `!==`, `<>`, `<=>`: reported; what is too much is skipped behind the operator. */
  #wrongComparison(): void {
    const { span } = this;
    const next = this.ahead(1);
    const isTight = this.spanAhead(1).lo === span.hi;
    const isEquals = (this.kind === T.EqEq || this.kind === T.Ne) && next === T.Eq;
    const isAngles = (this.kind === T.Lt || this.kind === T.Le) && next === T.Gt;
    if (!isTight || (!isEquals && !isAngles)) return;
    const text = `${T.PUNCTUATION[this.kind]}${T.PUNCTUATION[next]}`;
    this.report(slips.wrongComparison(text, { ...span, hi: this.spanAhead(1).hi }, this.since(82) ? "verbose" : "inline"));
    this.bump();
  }

  /** A second `+` or `-` behind the first, and no operand: `i++`. */
  #isStep(operator: number): boolean {
    if (this.kind !== operator || this.span.lo !== this.previousHi) return false;
    return !this.canBeginExprAt(1) || this.hasNewline(this.span.hi, this.spanAhead(1).lo);
  }

  /** `i++`: where it is no statement, what it would do is spelt out. */
  #step(start: number, operand: ExprId, lo: number, operator: number): never {
    const sign = operator === T.Plus ? "+" : "-";
    const span = { lo, hi: this.span.hi };
    const said = slips.stepOperator("postfix", sign, span);
    const isBinary = this.tree.nodeKinds[operand] === K.Binary;
    this.bump();
    if (start === this.statementOperand)
      said.suggest(slips.stepWords(sign), [{ span, text: ` ${sign}= 1` }], "MachineApplicable", "verbose");
    else if (!isBinary) slips.spellStep(said, "postfix", sign, span, this.tree.span(operand), this.snippet(this.tree.span(operand)));
    throw new SyntaxFailure(said);
  }

  #nested(minimum: number): ExprId {
    this.enter();
    const expr = this.parseAtLeast(minimum);
    this.leave();
    return expr;
  }

  #isComparison(expr: ExprId): boolean {
    const { tree } = this;
    return tree.nodeKinds[expr] === K.Binary && PRECEDENCE[tree.field(expr, 0)] === PRECEDENCE_COMPARE;
  }

  /** `a..b`, `a..` behind `a`. */
  #range(start: number, left: ExprId): ExprId {
    const inclusive = this.kind !== T.DotDot;
    if (this.kind === T.DotDotDot) this.threeDots();
    this.bump();
    const outer = this.restrictions;
    this.restrictions &= ~STATEMENT;
    const right = this.#rangeEndFollows() ? this.parseAtLeast(PRECEDENCE_RANGE + 1) : 0;
    this.restrictions = outer;
    if (inclusive && right === 0) return this.inclusiveRangeWithoutEnd(start);
    return this.node3(K.Range, start, left, right, inclusive ? 1 : 0);
  }

  #prefixRange(): ExprId {
    const { start } = this;
    const inclusive = this.kind !== T.DotDot;
    if (this.kind === T.DotDotDot) this.threeDots();
    this.bump();
    const right = this.#rangeEndFollows() ? this.#nested(PRECEDENCE_RANGE + 1) : 0;
    if (inclusive && right === 0) return this.inclusiveRangeWithoutEnd(start);
    return this.node3(K.Range, start, 0, right, inclusive ? 1 : 0);
  }

  #rangeEndFollows(): boolean {
    return this.canBeginExprAt(0) && !(this.kind === T.OpenBrace && (this.restrictions & NO_STRUCT) !== 0);
  }

  protected threeDots(): void {
    const { span } = this;
    this.report(
      error("unexpected token: `...`")
        .at(span)
        .suggest("use `..` for an exclusive range", [{ span, text: ".." }], "MaybeIncorrect", "short")
        .suggest("or `..=` for an inclusive range", [{ span, text: "..=" }], "MaybeIncorrect", "short"),
    );
  }

  /** It stands for no value. */
  protected inclusiveRangeWithoutEnd(start: number): ExprId {
    const span = this.previousSpan;
    this.report(
      error("E0586", "inclusive range with no end")
        .at(span)
        .note("inclusive ranges must be bounded at the end (`..=b` or `a..=b`)")
        .suggest("use `..` instead", [{ span, text: ".." }], "MachineApplicable", this.since(84) ? "verbose" : "short"),
    );
    return this.node(K.ErrorExpr, start);
  }

  /** A block-like statement ends before what may begin another statement. */
  #continues(left: ExprId): boolean {
    if ((this.restrictions & STATEMENT) === 0 || !this.isBlockLike(left)) return true;
    const unambiguous = CONTINUES_BLOCK.has(this.kind) || this.word === W.As;
    if (!unambiguous && MAY_BE_MEANT.has(this.kind)) this.#endedBlock = { at: this.at, span: this.tree.span(left) };
    if (!unambiguous) return false;
    const found = this.word === W.As ? "`as`" : describeHere(this);
    const said = error(`expected expression, found ${found}`).at(this.span, "expected expression");
    this.report(inParentheses(said, this.tree.span(left)));
    return true;
  }

  /** The last block that was taken for a statement, and the operator behind it. */
  #endedBlock: { readonly at: number; readonly span: Span } | undefined;

  /** What ended before this token may have been meant as an operand. */
  protected withParentheses(said: DiagnosticBuilder): DiagnosticBuilder {
    return this.#endedBlock?.at === this.at ? inParentheses(said, this.#endedBlock.span) : said;
  }

  // --- Prefix operators ------------------------------------------------------------------------------------------

  /** `! e`, `- e`, `* e`, `& e`, or an operand. */
  parsePrefix(): ExprId {
    const { start, kind } = this;
    if (kind === T.Not || kind === T.Minus || kind === T.Star) return this.#unary(start, kind);
    if (kind === T.And || kind === T.AndAnd) return this.#borrow(start);
    if (this.word === W.Not && this.#isNegation()) return this.#wordNegation(start);
    if (this.word === W.Box) return this.#removedBox();
    if (kind === T.Tilde) return this.#tilde(start);
    if (kind === T.Plus && this.ahead(1) === T.Plus && this.spanAhead(1).lo === this.span.hi) return this.#prefixStep();
    if (kind === T.Plus && (this.ahead(1) === T.Int || this.ahead(1) === T.Float)) this.#leadingPlus();
    return this.parsePostfixExpr(start);
  }

  #prefixOperand(): ExprId {
    this.enter();
    const attributes = this.atOuterAttribute ? this.parseOuterAttributes() : 0;
    const expr = this.parsePrefix();
    if (attributes !== 0) this.#attach(expr, attributes);
    this.leave();
    return expr;
  }

  /** `not` before what begins an operand. */
  #isNegation(): boolean {
    const kind = this.ahead(1);
    if (kind === T.Ident) return this.canWordBeginExpr(this.wordAhead(1)) && this.wordAhead(1) !== W.As;
    return kind === T.RawIdent || kind === T.OpenNone || (kind >= T.Int && kind <= T.RawCStr);
  }

  #wordNegation(start: number): ExprId {
    const word = this.span;
    this.bump();
    this.report(slips.wordNegation(describeHere(this), this.span, word));
    const operand = this.#prefixOperand();
    return this.node2(K.Unary, start, T.Not, operand);
  }

  /** C's `~` */
  #tilde(start: number): ExprId {
    this.report(slips.tildeOperator(this.span, this.since(90) ? "verbose" : "inline"));
    this.bump();
    return this.node2(K.Unary, start, T.Not, this.#prefixOperand());
  }

  #removedBox(): ExprId {
    const keyword = this.span;
    this.bump();
    const operand = this.#prefixOperand();
    const { lo, hi } = this.tree.span(operand);
    this.report(slips.removedBox({ ...keyword, hi }, { lo, hi }));
    return operand;
  }

  #prefixStep(): never {
    const before = this.tokens.kinds[this.previous];
    const isStatement = before === T.Semi || before === T.CloseBrace;
    const { lo } = this.span;
    this.bump();
    const span = { lo, hi: this.span.hi };
    this.bump();
    const operand = this.tree.span(this.#prefixOperand());
    const said = slips.stepOperator("prefix", "+", span);
    const edits = [
      { span, text: "" },
      { span: { lo: operand.hi, hi: operand.hi }, text: " += 1" },
    ];
    if (isStatement) said.suggest(slips.stepWords("+"), edits, "MachineApplicable", "verbose");
    else slips.spellStep(said, "prefix", "+", span, operand, this.snippet(operand));
    throw new SyntaxFailure(said);
  }

  #leadingPlus(): void {
    const { span } = this;
    const said = error("leading `+` is not supported").at(span, "unexpected `+`");
    const edit = { span: this.since(90) ? span : { lo: span.lo, hi: this.spanAhead(1).lo }, text: "" };
    if (this.#endedBlock?.at === this.at) this.withParentheses(said);
    else said.suggest("try removing the `+`", [edit], "MachineApplicable", "verbose");
    this.report(said);
    this.bump();
  }

  #unary(start: number, operator: number): ExprId {
    this.bump();
    const operand = this.#prefixOperand();
    return this.node2(K.Unary, start, operator, operand);
  }

  /** `& mut? e`, `&raw const e`, `&raw mut e` */
  #borrow(start: number): ExprId {
    this.eatAnd();
    const lifetime = this.isLifetime && this.ahead(1) !== T.Colon ? this.span : undefined;
    if (lifetime !== undefined) this.bump();
    const raw = this.#isRawBorrow();
    if (raw) this.bump();
    const mutable = raw ? this.eatWord(W.Mut) : this.pinnedOrMutable();
    if (raw && !mutable) this.bump();
    if (raw && !this.since(82)) this.gate("raw_ref_op", this.spanFrom(start));
    const operand = this.#isRange(this.kind) ? this.#prefixRange() : this.#prefixOperand();
    if (lifetime !== undefined) this.#lifetimeInBorrow(this.spanFrom(start), lifetime, operand);
    return this.node2(K.AddressOf, start, (mutable ? 1 : 0) | (raw ? 2 : 0), operand);
  }

  /** A `raw` behind `&` that a name follows: `const` or `mut` is then among what was expected. */
  #rawWithoutKind = -1;

  noteRawBorrow(): void {
    if (this.previous !== this.#rawWithoutKind) return;
    this.expectNote(T.WORD_BASE + W.Mut);
    this.expectNote(T.WORD_BASE + W.Const);
  }

  #isRawBorrow(): boolean {
    if (this.word !== W.Raw) return false;
    const next = this.wordAhead(1);
    if (next === W.Mut || next === W.Const) return true;
    const isReserved = this.isPlainIdentAhead(1);
    if (isReserved) this.#rawWithoutKind = this.at;
    return false;
  }

  #lifetimeInBorrow(whole: Span, lifetime: Span, operand: ExprId): void {
    const isModern = this.since(TAKES_BLANKS);
    const span = isModern ? { ...lifetime, hi: this.tree.span(operand).lo } : lifetime;
    const said = error("borrow expressions cannot be annotated with lifetimes").at(whole).label(span, "annotated with lifetime here");
    const edits = [{ span, text: "" }];
    this.report(said.suggest("remove the lifetime annotation", edits, "MachineApplicable", isModern ? "verbose" : "short"));
  }
}

/** Since then what stands between a lifetime and the expression goes with the lifetime. */
const TAKES_BLANKS = 90;
