// Postfix operators: calls, methods, fields, indexing, `?`, `.await`.
import { error, type Edit } from "../diag/diagnostic.ts";
import type { ExprId, NodeId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import { describeHere } from "./describe.ts";
import * as K from "./node-kinds.ts";
import { OperatorParser } from "./parse-operators.ts";
import { STATEMENT } from "./precedence.ts";
import * as slips from "./slip-words.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

export abstract class PostfixParser extends OperatorParser {
  abstract parsePrimary(): ExprId;
  abstract parsePostfixMatch(start: number, scrutinee: ExprId): ExprId;

  parsePostfixExpr(start: number): ExprId {
    return this.parsePostfixes(start, this.parsePrimary());
  }

  isBlockLike(expr: ExprId): boolean {
    switch (this.tree.nodeKinds[expr]) {
      case K.If:
      case K.Match:
        return this.tree.nodeKinds[expr] === K.If || this.tree.field(expr, 2) === 0;
      case K.BlockExpr:
      case K.While:
      case K.For:
      case K.Loop:
      case K.TryBlock:
      case K.ConstBlock:
        return true;
      default:
        return false;
    }
  }

  /** What follows an operand that began at `start`. */
  parsePostfixes(start: number, first: ExprId): ExprId {
    let expr = first;
    for (;;) {
      if (this.eat(T.Question)) {
        expr = this.node(K.Try, start, expr);
        continue;
      }
      if (this.eat(T.Dot)) {
        expr = this.#afterDot(start, expr);
        continue;
      }
      if (this.kind === T.RArrow) {
        this.report(slips.arrowAccess(this.span));
        this.bump();
        expr = this.#afterDot(start, expr);
        continue;
      }
      if ((this.restrictions & STATEMENT) !== 0 && this.isBlockLike(expr)) return expr;
      if (this.kind === T.OpenParen) expr = this.#call(start, expr);
      else if (this.kind === T.OpenBracket) expr = this.#index(start, expr);
      else return expr;
    }
  }

  #call(start: number, callee: ExprId): ExprId {
    if (this.ahead(1) === T.Ident && this.ahead(2) === T.Colon && this.tree.nodeKinds[callee] === K.PathExpr) {
      const named = this.attempt(() => this.#namedArguments(callee));
      if (!(named instanceof SyntaxFailure)) return this.node(K.ErrorExpr, start);
    }
    const args = this.parseArguments();
    return this.node2(K.Call, start, callee, args);
  }

  /** `f(x: 5)`: braces for a struct, or arguments without names. */
  #namedArguments(callee: ExprId): void {
    const open = this.span;
    this.bump();
    const names: Edit[] = [];
    while (this.kind !== T.CloseParen) {
      const { lo } = this.span;
      this.parseIdent();
      if (this.eat(T.Colon)) {
        names.push({ span: { lo, hi: this.span.lo }, text: "" });
        this.parseExpr();
      }
      if (!this.eat(T.Comma)) break;
    }
    const close = this.span;
    this.expect(T.CloseParen);
    const path = this.tree.span(callee);
    const said = error("invalid `struct` delimiters or `fn` call arguments").at({ ...path, hi: close.hi });
    const name = this.snippet(path);
    const braces = [
      { span: open, text: " { " },
      { span: close, text: " }" },
    ];
    said.suggest(`if \`${name}\` is a struct, use braces as delimiters`, braces, "MaybeIncorrect", "verbose");
    this.report(said.suggest(`if \`${name}\` is a function, use the arguments directly`, names, "MaybeIncorrect", "verbose"));
  }

  /** `( e, e, ... )` */
  parseArguments(): number {
    this.expect(T.OpenParen);
    return this.commaList(T.CloseParen, () => this.parseExpr());
  }

  #index(start: number, operand: ExprId): ExprId {
    const lo = this.loOf(this.start);
    this.bump();
    const index = this.parseExpr();
    this.expect(T.CloseBracket);
    return this.node3(K.Index, start, operand, index, lo);
  }

  #afterDot(start: number, operand: ExprId): ExprId {
    if (this.kind === T.Int) return this.#tupleField(start, operand);
    if (this.kind === T.Float) return this.#floatFields(start, operand);
    if (this.is2018() && this.eatWordQuietly(W.Await)) return this.node(K.Await, start, operand);
    if (this.word === W.Match) {
      this.gate("postfix_match", this.span);
      this.bump();
      return this.parsePostfixMatch(start, operand);
    }
    if (this.word === W.Use && this.since(87)) return this.#useClone(start, operand);
    if (this.eatWordQuietly(W.Yield)) return this.node(K.Yield, start, operand);
    if (!this.isIdent && !this.isPathSegmentWord) return this.#unexpectedAfterDot(operand);
    return this.#methodOrField(start, operand);
  }

  /** Reported; the operand stands for the whole. */
  #unexpectedAfterDot(operand: ExprId): ExprId {
    if (this.kind === T.Ident) this.failIdent();
    this.report(error(`unexpected token: ${describeHere(this)}`).at(this.span));
    return operand;
  }

  #useClone(start: number, operand: ExprId): ExprId {
    this.bump();
    this.gate("ergonomic_clones", this.previousSpan);
    return this.node(K.Try, start, operand);
  }

  #methodOrField(start: number, operand: ExprId): ExprId {
    const lo = this.loOf(this.start);
    const token = this.at;
    const segment = this.parseMethodSegment();
    if (this.check(T.OpenParen)) {
      const args = this.parseArguments();
      return this.node4(K.MethodCall, start, operand, segment, args, lo);
    }
    if (this.tree.nodeKinds[segment] === K.SegmentArgs) this.#fieldWithArguments(segment);
    return this.node2(K.FieldExpr, start, operand, token);
  }

  #fieldWithArguments(segment: NodeId): void {
    const span = this.tree.span(this.tree.field(segment, 1));
    this.report(error("field expressions cannot have generic arguments").at(span));
  }

  #tupleField(start: number, operand: ExprId): ExprId {
    const token = this.at;
    this.bump();
    const text = this.tokens.text(token);
    const digits = /^[0-9]+/.exec(text)?.[0] ?? "";
    if (digits !== text) this.tupleIndexSuffix(token, text.slice(digits.length));
    return this.node2(K.FieldExpr, start, operand, token);
  }

  protected tupleIndexSuffix(token: number, suffix: string): void {
    this.report(error("suffixes on a tuple index are invalid").at(this.tokens.span(token), `invalid suffix \`${suffix}\``));
  }

  /** `x.0.1`, lexed as a float: two fields (or `x.0.` and more). */
  #floatFields(start: number, operand: ExprId): ExprId {
    const text = this.tokens.text(this.at);
    const parts = /^([0-9]+)\.([0-9]*)$/.exec(text) ?? /^([0-9]+(?:e[0-9]+)?)\.?$/.exec(text);
    if (parts === null || this.split > 0) throw new SyntaxFailure(error(`unexpected token: ${describeHere(this)}`).at(this.span));
    const [, first = "", second = ""] = parts;
    const hasDot = text.length > first.length;
    this.bumpPart(first.length, T.Dot);
    let expr = this.node2(K.TupleField, start, operand, this.tree.names.intern(first));
    if (!hasDot) return (this.#finishFloat(), expr);
    this.bumpPart(1, T.Int);
    if (second === "") return (this.#finishFloat(), this.#afterDot(start, expr));
    this.#finishFloat();
    expr = this.node2(K.TupleField, start, expr, this.tree.names.intern(second));
    return expr;
  }

  /** All characters of the float are taken. */
  #finishFloat(): void {
    this.bump();
  }
}
