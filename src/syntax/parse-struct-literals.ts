// Struct literals, and whether a brace behind a path begins one.
import { error } from "../diag/diagnostic.ts";
import type { ExprId, NodeId } from "./ast.ts";
import * as K from "./node-kinds.ts";
import { PostfixParser } from "./parse-postfix.ts";
import * as T from "./token-kinds.ts";

export abstract class StructLiteralParser extends PostfixParser {
  protected parseStructHere(start: number, path: NodeId, allowed: boolean): ExprId {
    this.bump();
    const expr = this.parseStruct(start, path);
    if (!allowed) this.structNotAllowed(expr);
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

  /** Behind `path {`: `field: e, field, ..base }`. */
  parseStruct(start: number, path: NodeId): ExprId {
    const mark = this.scratch.length;
    let form = 0;
    let rest = 0;
    while (this.kind !== T.CloseBrace && this.kind !== T.Eof) {
      if (this.eat(T.DotDot)) {
        const dots = this.previous;
        form = this.check(T.CloseBrace) ? 2 : 1;
        rest = form === 2 ? dots : this.parseExpr();
        if (form === 1 && this.kind === T.Comma) this.#commaAfterBase(rest);
        break;
      }
      this.scratch.push(this.#structField());
      this.expectOneOf([T.Comma], [T.CloseBrace]);
    }
    const fields = this.tree.addList(this.scratch, mark);
    this.expect(T.CloseBrace);
    return this.node4(K.StructExpr, start, path, fields, form, rest);
  }

  #commaAfterBase(base: ExprId): void {
    const { lo } = this.tree.span(base);
    const comma = this.span;
    this.report(
      error("cannot use a comma after the base struct")
        .at({ lo: lo - 2, hi: this.tree.span(base).hi })
        .note("the base struct must always be the last field")
        .suggest("remove this comma", [{ span: comma, text: "" }], "MachineApplicable", "verbose"),
    );
    this.bump();
    if (this.kind !== T.CloseBrace) this.#skipToBrace();
  }

  #skipToBrace(): void {
    while (this.kind !== T.CloseBrace && this.kind !== T.Eof) this.skipTree();
  }

  /** `name: e`, `0: e`, `name` */
  #structField(): NodeId {
    const attributes = this.parseOuterAttributes();
    const { start } = this;
    const token = this.at;
    const next = this.ahead(1);
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
    const token = this.parseIdent();
    const path = this.node(K.Segment, start, token);
    const value = this.node(K.PathExpr, start, path);
    this.expectNote(T.Colon);
    return this.node3(K.ExprField, start, token, value, 1);
  }
}
