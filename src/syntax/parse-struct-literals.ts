// Struct literals, and whether a brace behind a path begins one.
import { type DiagnosticBuilder, error } from "../diag/diagnostic.ts";
import type { ExprId, NodeId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import { describeHere } from "./describe.ts";
import * as K from "./node-kinds.ts";
import { PostfixParser } from "./parse-postfix.ts";
import * as T from "./token-kinds.ts";

/** What stands behind the fields: nothing, `..base`, `..`, or what could not be read. */
const NO_BASE = 0;
const BASE = 1;
const NO_VALUE = 2;
const UNKNOWN_BASE = 3;

/** Behind the name of a field. */
const FIELD_ENDS: ReadonlySet<number> = new Set([T.Colon, T.Eq, T.Comma, T.CloseBrace, T.CloseParen]);

export abstract class StructLiteralParser extends PostfixParser {
  /** 0 if none may stand here and what follows is none either, taken at its word. */
  protected parseStructHere(start: number, path: NodeId, allowed: boolean): ExprId {
    if (allowed) {
      this.bump();
      return this.parseStruct(start, path);
    }
    const before = this.snapshot();
    const expr = this.attempt(() => {
      this.bump();
      return this.parseStruct(start, path);
    });
    if (expr instanceof SyntaxFailure || this.diagnostics.length > before.diagnostics) {
      this.restore(before);
      return 0;
    }
    this.structNotAllowed(expr);
    return expr;
  }

  protected structNotAllowed(expr: ExprId): void {
    const { lo, hi } = this.tree.span(expr);
    this.report(
      error("struct literals are not allowed here")
        .at({ lo, hi })
        .suggest(
          "surround the struct literal with parentheses",
          [
            { span: { lo, hi: lo }, text: "(" },
            { span: { lo: hi, hi }, text: ")" },
          ],
          "MachineApplicable",
          "verbose",
        ),
    );
  }

  /** `{ name, name` or `{ name: value,`: no block looks so. */
  protected isCertainlyStruct(): boolean {
    if (!this.isIdentAhead(1)) return false;
    if (this.ahead(2) === T.Comma)
      return this.isIdentAhead(3) && (this.ahead(4) === T.Comma || this.ahead(4) === T.CloseBrace)
        ? true
        : this.ahead(3) === T.CloseBrace
          ? false
          : this.isIdentAhead(3);
    if (this.ahead(2) !== T.Colon) return false;
    return this.ahead(4) === T.Comma || !(this.isIdentAhead(3) || this.#beginsTypeAt(3));
  }

  #beginsTypeAt(count: number): boolean {
    const kind = this.ahead(count);
    return (
      kind === T.And ||
      kind === T.OpenParen ||
      kind === T.OpenBracket ||
      kind === T.Star ||
      kind === T.Lt ||
      kind === T.Not ||
      kind === T.PathSep
    );
  }

  /** `field: e, ...` up to `}`, which is left: the body of a struct literal that lacks its path. */
  parseStructInBraces(start: number): ExprId {
    const mark = this.scratch.length;
    while (this.kind !== T.CloseBrace) {
      this.scratch.push(this.#structField());
      this.expectOneOf([T.Comma], [T.CloseBrace]);
    }
    this.scratch.length = mark;
    return this.node(K.ErrorExpr, start);
  }

  /** Behind `path {`: `field: e, field, ..base }`. What is wrong within is reported: then nobody knows which fields were meant. */
  parseStruct(start: number, path: NodeId): ExprId {
    const mark = this.scratch.length;
    let form = NO_BASE;
    let rest = 0;
    while (this.kind !== T.CloseBrace && this.kind !== T.Eof) {
      if (this.eat(T.DotDot)) {
        [form, rest] = this.#base();
        break;
      }
      const isWhole = this.#fieldAndComma(path);
      if (!isWhole) form = UNKNOWN_BASE;
    }
    const fields = this.tree.addList(this.scratch, mark);
    this.expect(T.CloseBrace);
    return this.node4(K.StructExpr, start, path, fields, form, rest);
  }

  /** Behind `..`. */
  #base(): readonly [number, number] {
    const dots = this.previous;
    if (this.check(T.CloseBrace)) return [NO_VALUE, dots];
    const point = this.recoveryPoint();
    let base = 0;
    try {
      base = this.parseExpr();
    } catch (failure) {
      this.recover(failure, point);
      this.#skipToBrace();
    }
    if (this.kind === T.Comma) this.#commaAfterBase(dots);
    return base === 0 ? [NO_BASE, 0] : [BASE, base];
  }

  /** A field and the comma behind it, unless it is the last; tells whether nothing was wrong. */
  #fieldAndComma(path: NodeId): boolean {
    const point = this.recoveryPoint();
    const name = this.isIdent && this.ahead(1) === T.Colon ? this.at : 0;
    const { start } = this;
    let field = 0;
    try {
      field = this.#structField();
    } catch (failure) {
      this.#explain(failure, path);
      this.recover(failure, point);
      this.#skipToComma();
      if (this.kind === T.Comma) this.bump();
      return (this.#pushErroneous(start, name), false);
    }
    try {
      this.expectOneOf([T.Comma], [T.CloseBrace]);
      this.scratch.push(field);
      return true;
    } catch (failure) {
      const said = this.#explain(failure, path);
      const edit = { span: this.behind, text: "," };
      if (name !== 0) said?.suggest("try adding a comma", [edit], "MachineApplicable", this.since(80) ? "inline" : "short");
      this.recover(failure, point);
      this.#pushErroneous(start, name);
      this.#skipToComma();
      this.eat(T.Comma);
      return false;
    }
  }

  #explain(failure: unknown, path: NodeId): DiagnosticBuilder | undefined {
    if (!(failure instanceof SyntaxFailure)) return undefined;
    return failure.diagnostic.label(this.tree.span(path), "while parsing this struct");
  }

  #pushErroneous(start: number, name: number): void {
    if (name !== 0) this.scratch.push(this.node3(K.ExprField, start, name, this.node(K.ErrorExpr, start), 0));
  }

  #commaAfterBase(dots: number): void {
    const comma = this.span;
    this.report(
      error("cannot use a comma after the base struct")
        .at({ lo: this.tokens.span(dots).lo, hi: this.previousHi })
        .note("the base struct must always be the last field")
        .suggest("remove this comma", [{ span: comma, text: "" }], "MachineApplicable", "verbose"),
    );
    this.#skipToBrace();
  }

  #skipToBrace(): void {
    while (this.kind !== T.CloseBrace && this.kind !== T.Eof) this.skipTree();
  }

  #skipToComma(): void {
    while (this.kind !== T.Comma && this.kind !== T.CloseBrace && this.kind !== T.Eof) this.skipTree();
  }

  /** `name: e`, `0: e`, `name` */
  #structField(): NodeId {
    const attributes = this.parseOuterAttributes();
    const { start } = this;
    const token = this.at;
    const next = this.ahead(1);
    if (this.isIdent && !FIELD_ENDS.has(next) && this.since(82)) this.#notAField();
    const field = next === T.Colon || next === T.Eq ? this.#namedField(start, token) : this.#shorthandField(start);
    this.tree.setAttributes(field, attributes);
    return field;
  }

  #namedField(start: number, token: number): NodeId {
    if (this.kind === T.Int) this.bump();
    else this.parseIdent();
    if (this.kind === T.Eq) this.#equalsInField();
    this.bump();
    const value = this.parseExpr();
    return this.node3(K.ExprField, start, token, value, 0);
  }

  #notAField(): never {
    const found = this.attempt(() => (this.bump(), describeHere(this)));
    const text = found instanceof SyntaxFailure ? "" : found;
    const span = this.span;
    throw new SyntaxFailure(
      error(`expected one of \`,\`, \`:\`, or \`}\`, found ${text}`)
        .at(span, "expected one of `,`, `:`, or `}`")
        .label(this.previousSpan, "while parsing this struct field"),
    );
  }

  #equalsInField(): void {
    const { span } = this;
    const equals = { ...span, lo: this.previousHi };
    this.report(
      error("expected `:`, found `=`")
        .at(span)
        .suggest("replace equals symbol with a colon", [{ span: equals, text: ":" }], "MachineApplicable", "verbose"),
    );
  }

  #shorthandField(start: number): NodeId {
    if (this.kind === T.Ident && !this.isIdent) this.failIdent();
    const token = this.parseIdent();
    const path = this.node(K.Segment, start, token);
    const value = this.node(K.PathExpr, start, path);
    this.expectNote(T.Colon);
    return this.node3(K.ExprField, start, token, value, 1);
  }
}
