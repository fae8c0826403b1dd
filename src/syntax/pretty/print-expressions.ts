// Expressions as rustc prints them. The source's parentheses are nodes and stand as they are; those a captured fragment wants
// are put round it (`fixup.ts`).
import type { Expr, ExprField, ExprId, ExprKind } from "../ast.ts";
import { tokenText } from "../describe.ts";
import * as P from "./fixup.ts";
import { type Fixup, NO_FIXUP } from "./fixup.ts";
import { INDENT } from "./printer.ts";
import { PatternPrinter } from "./print-patterns.ts";
import { Unprintable } from "./unprintable.ts";

/** Operators that could begin an expression. */
const PREFIX_OPERATORS: readonly string[] = ["-", "*", "&&", "||", "&", "|", "<<", "<"];

/** Of expressions in expressions: they are printed by calls in calls. */
const MAXIMUM_DEPTH = 1200;

export abstract class ExpressionPrinter extends PatternPrinter {
  #depth = 0;
  /** Something with a block of its own was printed. */
  hasBlocks = false;

  /** Blocks and what has one; false if it is none of these. */
  protected abstract control(expr: Expr): boolean;

  expression(id: ExprId, fixup: Fixup): void {
    const expr = this.tree.expr(id);
    if (expr.attrs.length > 0 || ++this.#depth > MAXIMUM_DEPTH) throw new Unprintable();
    this.printer.open(INDENT);
    const isWrapped = this.isModern && fixup.endsTooEarly(expr);
    if (isWrapped) this.printer.word("(");
    if (this.control(expr)) this.hasBlocks = true;
    else this.#plain(expr, isWrapped ? NO_FIXUP : fixup);
    if (isWrapped) this.printer.word(")");
    this.printer.close();
    this.#depth--;
  }

  /** In parentheses if need be. */
  protected wrapped(id: ExprId, isWrapped: boolean, fixup: Fixup): void {
    if (isWrapped) this.printer.word("(");
    this.expression(id, isWrapped ? NO_FIXUP : fixup);
    if (isWrapped) this.printer.word(")");
  }

  #expressions(ids: readonly ExprId[]): void {
    const { printer } = this;
    printer.open(0);
    ids.forEach((id, i) => {
      this.expression(id, NO_FIXUP);
      if (i === ids.length - 1) return;
      printer.word(",");
      printer.spaceUnlessAtStart();
    });
    printer.close();
  }

  #listed(open: string, ids: readonly ExprId[], close: string): void {
    this.printer.word(open);
    this.#expressions(ids);
    this.printer.word(close);
  }

  #plain(expr: Expr, fixup: Fixup): void {
    const { printer } = this;
    const { kind } = expr;
    switch (kind.kind) {
      case "literal":
        return printer.word(tokenText(this.tree.tokens, this.tree.nodeData[expr.id] as number));
      case "path":
        return this.path(kind.path, kind.qself, true);
      case "unary":
        printer.word(kind.op);
        return this.#prefixed(kind.operand, fixup);
      case "address-of":
        printer.word(kind.raw ? `&raw ${kind.mutable ? "mut" : "const"} ` : kind.mutable ? "&mut " : "&");
        return this.#prefixed(kind.operand, fixup);
      case "binary":
        return this.#binary(kind, fixup);
      case "cast":
        return this.#cast(kind, fixup);
      case "assign":
        return this.#assignment(kind, "=", fixup);
      case "assign-op":
        return this.#assignment(kind, `${kind.op}=`, fixup);
      case "call":
        return this.#call(kind, fixup);
      case "method-call":
        this.#receiver(kind.receiver, fixup);
        printer.word(".");
        this.ident(kind.segment.ident);
        if (kind.segment.args !== undefined) this.arguments(kind.segment.args, true);
        return this.#listed("(", kind.args, ")");
      case "field":
        this.#receiver(kind.operand, fixup);
        printer.word(".");
        return this.ident(kind.field);
      case "await":
      case "try":
        this.postfixed(kind.operand, fixup);
        return printer.word(kind.kind === "try" ? "?" : ".await");
      case "index":
        return this.#index(kind, fixup);
      case "range":
        return this.#range(kind, fixup);
      case "tuple":
        return this.#listed("(", kind.elements, kind.elements.length === 1 ? ",)" : ")");
      case "array":
        printer.open(INDENT);
        this.#listed("[", kind.elements, "]");
        return printer.close();
      case "repeat":
        return this.#repeat(kind);
      case "struct":
        return this.#struct(kind);
      case "paren":
        printer.word("(");
        this.expression(kind.inner, NO_FIXUP);
        return printer.word(")");
      case "let":
        return this.#let(kind, fixup);
      case "macro-call":
        return this.macroCall(kind.call);
      case "underscore":
        return printer.word("_");
      default:
        return this.#jump(kind, fixup);
    }
  }

  /** Where no fixup is given, its own. */
  #precedence(expr: Expr, fixup?: Fixup): number {
    const { kind } = expr.kind;
    const isJump = kind === "break" || kind === "continue" || kind === "return" || kind === "yield" || kind === "closure";
    if (!this.isModern) return isJump ? P.JUMP : P.precedence(expr);
    return fixup === undefined ? P.precedence(expr) : fixup.precedence(expr);
  }

  #prefixed(operand: ExprId, fixup: Fixup): void {
    this.wrapped(operand, this.#precedence(this.tree.expr(operand), fixup) < P.PREFIX, fixup.right());
  }

  #binary({ op, left, right }: ExprKind & { kind: "binary" }, fixup: Fixup): void {
    const { printer } = this;
    const own = P.binaryPrecedence(op);
    const leftFixup = fixup.left(PREFIX_OPERATORS.includes(op));
    const leftExpr = this.tree.expr(left);
    const leftPrecedence = this.#precedence(leftExpr, leftFixup);
    const isTypeBefore = leftExpr.kind.kind === "cast" && (op === "<" || op === "<<");
    const isLetBefore = leftExpr.kind.kind === "let" && own > P.AND;
    const isLeftWrapped = P.isComparison(op) ? leftPrecedence <= own : leftPrecedence < own;
    this.wrapped(left, isLeftWrapped || isTypeBefore || isLetBefore, leftFixup);
    printer.space();
    printer.wordSpace(op);
    this.wrapped(right, this.#precedence(this.tree.expr(right), fixup) <= own, fixup.right());
  }

  #cast({ operand, type }: ExprKind & { kind: "cast" }, fixup: Fixup): void {
    this.wrapped(operand, this.#precedence(this.tree.expr(operand)) < P.CAST, fixup.left());
    this.printer.space();
    this.printer.wordSpace("as");
    this.type(type);
  }

  #assignment({ left, right }: { readonly left: ExprId; readonly right: ExprId }, op: string, fixup: Fixup): void {
    this.wrapped(left, this.#precedence(this.tree.expr(left)) <= P.RANGE, fixup.left());
    this.printer.space();
    this.printer.wordSpace(op);
    this.wrapped(right, this.#precedence(this.tree.expr(right), fixup) < P.ASSIGN, fixup.right());
  }

  #call({ callee, args }: ExprKind & { kind: "call" }, fixup: Fixup): void {
    const expr = this.tree.expr(callee);
    const calleeFixup = fixup.left(true);
    this.wrapped(callee, this.#isCalleeWrapped(expr, calleeFixup), calleeFixup);
    this.#listed("(", args, ")");
  }

  #isCalleeWrapped(expr: Expr, fixup: Fixup): boolean {
    if (expr.kind.kind === "field") return !this.isModern || !/^\d/.test(expr.kind.field.name);
    return this.#precedence(expr, fixup) < P.UNAMBIGUOUS || (this.isModern && P.isComplete(expr));
  }

  /** What stands before `.`, `?`. */
  protected postfixed(operand: ExprId, fixup: Fixup): boolean {
    const isWrapped = this.#precedence(this.tree.expr(operand)) < P.UNAMBIGUOUS;
    this.wrapped(operand, isWrapped, fixup.dotted());
    return isWrapped;
  }

  #receiver(operand: ExprId, fixup: Fixup): void {
    if (!this.postfixed(operand, fixup)) this.#keepDotsApart(operand);
  }

  /** `1. .method()` */
  #keepDotsApart(id: ExprId): void {
    const { kind } = this.tree.expr(id);
    if (kind.kind !== "literal" || !this.isModern) return;
    if (tokenText(this.tree.tokens, this.tree.nodeData[id] as number).endsWith(".")) this.printer.word(" ");
  }

  #index({ operand, index }: ExprKind & { kind: "index" }, fixup: Fixup): void {
    const expr = this.tree.expr(operand);
    const left = fixup.left(true);
    this.wrapped(operand, this.#precedence(expr, left) < P.UNAMBIGUOUS || (this.isModern && P.isComplete(expr)), left);
    this.printer.word("[");
    this.expression(index, NO_FIXUP);
    this.printer.word("]");
  }

  #range({ start, end, inclusive }: ExprKind & { kind: "range" }, fixup: Fixup): void {
    if (start !== undefined) {
      const left = fixup.left(true);
      const isWrapped = this.#precedence(this.tree.expr(start), left) < P.OR;
      this.wrapped(start, isWrapped, left);
      if (!isWrapped) this.#keepDotsApart(start);
    }
    this.printer.word(inclusive ? "..=" : "..");
    if (end !== undefined) this.wrapped(end, this.#precedence(this.tree.expr(end), fixup) < P.OR, fixup.right());
  }

  #repeat({ element, count }: ExprKind & { kind: "repeat" }): void {
    const { printer } = this;
    printer.open(INDENT);
    printer.word("[");
    this.expression(element, NO_FIXUP);
    printer.wordSpace(";");
    this.expression(count, NO_FIXUP);
    printer.word("]");
    printer.close();
  }

  #struct({ path, qself, fields, rest }: ExprKind & { kind: "struct" }): void {
    const { printer } = this;
    if (rest.kind === "unknown") throw new Unprintable();
    const hasRest = rest.kind !== "none";
    this.path(path, qself, true);
    printer.word(" {");
    if (fields.length === 0 && !hasRest) return printer.word("}");
    printer.openConsistent(0);
    fields.forEach((field, i) => {
      if (i === 0) printer.spaceUnlessAtStart();
      this.#field(field);
      if (i < fields.length - 1 || hasRest) printer.wordSpace(",");
      else printer.trailingCommaOrSpace();
    });
    if (hasRest) {
      if (fields.length === 0) printer.space();
      printer.word("..");
      if (rest.kind === "base") this.expression(rest.expr, NO_FIXUP);
      printer.space();
    }
    printer.offset(-INDENT);
    printer.close();
    printer.word("}");
  }

  #field({ attrs, ident, value, shorthand }: ExprField): void {
    if (attrs.length > 0) throw new Unprintable();
    if (!shorthand) {
      this.ident(ident);
      this.printer.wordBlank(":");
    }
    this.expression(value, NO_FIXUP);
  }

  #let({ pat, scrutinee }: ExprKind & { kind: "let" }, fixup: Fixup): void {
    const { printer } = this;
    printer.word("let ");
    this.pattern(pat);
    printer.space();
    printer.wordSpace("=");
    const isBare = fixup.condition && P.hasBareStruct(this.tree, scrutinee);
    this.wrapped(scrutinee, isBare || this.#precedence(this.tree.expr(scrutinee), fixup) <= P.AND, NO_FIXUP);
  }

  #jump(kind: ExprKind, fixup: Fixup): void {
    const { printer } = this;
    if (kind.kind === "return") {
      printer.word("return");
      if (kind.value === undefined) return;
      printer.word(" ");
      return this.expression(kind.value, fixup.right());
    }
    if (kind.kind !== "break" && kind.kind !== "continue") throw new Unprintable();
    printer.word(kind.kind);
    if (kind.label !== undefined) {
      printer.space();
      printer.word(kind.label.ident.name);
    }
    if (kind.kind === "continue" || kind.value === undefined) return;
    printer.space();
    this.wrapped(kind.value, kind.label === undefined && P.beginsWithLabel(this.tree, kind.value), fixup.right());
  }
}
