// Blocks, statements and the expressions that hold blocks, as rustc prints them.
import type { Arm, Block, BlockId, Expr, ExprId, ExprKind, Label, Param, Stmt } from "../ast.ts";
import * as P from "./fixup.ts";
import { NO_FIXUP } from "./fixup.ts";
import { INDENT } from "./printer.ts";
import { ExpressionPrinter } from "./print-expressions.ts";
import { Unprintable } from "./unprintable.ts";

export class SyntaxPrinter extends ExpressionPrinter {
  protected control(expr: Expr): boolean {
    const { kind } = expr;
    const { printer } = this;
    switch (kind.kind) {
      case "if":
        this.#if("if", kind);
        this.#else(kind.otherwise);
        return true;
      case "while":
        this.#label(kind.label);
        this.#openHead("while");
        this.#condition(kind.condition);
        printer.space();
        this.#block(kind.body);
        return true;
      case "for":
        this.#label(kind.label);
        this.#openHead("for");
        this.pattern(kind.pat);
        printer.space();
        printer.wordSpace("in");
        this.#condition(kind.iterator);
        printer.space();
        this.#block(kind.body);
        return true;
      case "loop":
        printer.openConsistent(0);
        printer.open(0);
        this.#label(kind.label);
        printer.wordBlank("loop");
        this.#block(kind.body);
        return true;
      case "match":
        this.#match(kind);
        return true;
      case "closure":
        this.#closure(kind);
        return true;
      case "block":
        this.#label(kind.label);
        printer.openConsistent(0);
        printer.open(0);
        this.#block(kind.block);
        return true;
      default:
        return false;
    }
  }

  #label(label: Label | undefined): void {
    if (label === undefined) return;
    this.printer.word(label.ident.name);
    this.printer.wordSpace(":");
  }

  /** Two boxes, that of the braces and that of what stands before them, which the block closes. */
  #openHead(word: string): void {
    this.printer.openConsistent(0);
    this.printer.open(0);
    this.printer.wordBlank(word);
  }

  /** Before a block. */
  #condition(id: ExprId): void {
    const { kind } = this.tree.expr(id).kind;
    const isJump = kind === "break" || kind === "closure" || kind === "return";
    this.wrapped(id, isJump || P.hasBareStruct(this.tree, id), P.CONDITION);
  }

  #if(word: string, { condition, then }: ExprKind & { kind: "if" }): void {
    this.#openHead(word);
    this.#condition(condition);
    this.printer.space();
    this.#block(then);
  }

  #else(otherwise: ExprId | undefined): void {
    if (otherwise === undefined) return;
    const { kind } = this.tree.expr(otherwise);
    if (kind.kind === "if") {
      this.#if(" else if", kind);
      return this.#else(kind.otherwise);
    }
    if (kind.kind !== "block") throw new Unprintable();
    this.#openHead(" else");
    this.#block(kind.block);
  }

  #match({ scrutinee, arms, postfix }: ExprKind & { kind: "match" }): void {
    const { printer } = this;
    if (postfix) throw new Unprintable();
    this.#openHead("match");
    this.#condition(scrutinee);
    printer.space();
    printer.word("{");
    printer.close();
    for (const arm of arms) this.#arm(arm);
    if (arms.length > 0) printer.closingBreak(-INDENT);
    printer.word("}");
    printer.close();
  }

  #arm({ attrs, pat, guard, body }: Arm): void {
    const { printer } = this;
    if (attrs.length > 0 || body === undefined) throw new Unprintable();
    printer.space();
    printer.openConsistent(INDENT);
    printer.open(0);
    this.pattern(pat);
    printer.space();
    if (guard !== undefined) {
      printer.wordSpace("if");
      this.expression(guard, NO_FIXUP);
      printer.space();
    }
    printer.wordSpace("=>");
    const { kind, attrs: ofBody } = this.tree.expr(body);
    if (kind.kind === "block" && ofBody.length === 0) {
      this.#label(kind.label);
      if (this.#braces(kind.block)) printer.word(",");
    } else {
      printer.close();
      this.expression(body, P.ARM);
      printer.word(",");
    }
    printer.close();
  }

  #closure(kind: ExprKind & { kind: "closure" }): void {
    const { printer } = this;
    if (kind.forParams !== undefined || kind.constness || kind.isStatic || kind.asyncness) throw new Unprintable();
    if (kind.move) printer.wordSpace("move");
    printer.word("|");
    this.commaList(kind.params, (param) => this.#parameter(param));
    printer.word("|");
    this.result(kind.output);
    printer.space();
    this.expression(kind.body, NO_FIXUP);
  }

  #parameter({ pat, type, attrs }: Param): void {
    const { printer } = this;
    if (attrs.length > 0) throw new Unprintable();
    printer.open(INDENT);
    this.pattern(pat);
    if (this.tree.type(type).kind.kind !== "infer") {
      printer.word(":");
      printer.space();
      this.type(type);
    }
    printer.close();
  }

  // --- Blocks -----------------------------------------------------------------------------------------------------

  /** Closes both of the boxes that were opened for it. */
  #block(id: BlockId): void {
    this.#braces(id);
    this.printer.close();
  }

  /** Closes the box of what stands before; true of an unsafe block. */
  #braces(id: BlockId): boolean {
    const { printer } = this;
    const block = this.tree.block(id);
    if (block.attrs.length > 0) throw new Unprintable();
    if (block.unsafe) printer.wordSpace("unsafe");
    printer.word("{");
    printer.close();
    block.stmts.forEach((stmt, i) => this.#statement(this.tree.stmt(stmt), i === block.stmts.length - 1));
    if (hasStatements(block)) printer.closingBreak(-INDENT);
    printer.word("}");
    return block.unsafe;
  }

  #statement(stmt: Stmt, isLast: boolean): void {
    const { printer } = this;
    if (stmt.kind === "item") throw new Unprintable();
    if (stmt.kind === "let") return this.#let(stmt);
    printer.spaceUnlessAtStart();
    if (stmt.kind === "empty") return printer.word(";");
    if (stmt.kind === "macro-call") {
      if (stmt.attrs.length > 0) throw new Unprintable();
      this.macroCall(stmt.call);
      if (stmt.style === "semicolon") printer.word(";");
      return;
    }
    this.expression(stmt.expr, P.STATEMENT);
    if (stmt.semicolon || (!isLast && P.wantsSemicolon(this.tree.expr(stmt.expr)))) printer.word(";");
  }

  #let({ attrs, pat, type, init, otherwise }: Stmt & { kind: "let" }): void {
    const { printer } = this;
    if (attrs.length > 0 || otherwise !== undefined) throw new Unprintable();
    printer.spaceUnlessAtStart();
    printer.open(INDENT);
    printer.wordBlank("let");
    printer.open(INDENT);
    this.pattern(pat);
    if (type !== undefined) {
      printer.wordSpace(":");
      this.type(type);
    }
    printer.close();
    if (init !== undefined) {
      printer.word(" ");
      printer.wordSpace("=");
      this.expression(init, NO_FIXUP);
    }
    printer.word(";");
    printer.close();
  }
}

const hasStatements = ({ stmts }: Block): boolean => stmts.length > 0;
