// Blocks and statements.
import { error } from "../diag/diagnostic.ts";
import type { BlockId, ExprId, ItemId, NodeId, StmtId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import { describeHere } from "./describe.ts";
import { adviseExpressions } from "./expression-in-pattern.ts";
import { endOfType, letType } from "./let-type.ts";
import * as K from "./node-kinds.ts";
import { ControlParser } from "./parse-control.ts";
import { STATEMENT } from "./precedence.ts";
import { EXPR_STYLE } from "./parse-paths.ts";
import { COMPOUND_ASSIGNMENTS } from "./precedence.ts";
import { ternary } from "./ternary.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

const SEMICOLON = 0;
const BRACES = 1;
const NONE = 2;

const NO_TYPE = { type: 0, init: 0 };
const LOOPS: Readonly<Record<number, string>> = { [K.While]: "while", [K.For]: "for", [K.Loop]: "loop" };

export abstract class StatementParser extends ControlParser {
  /** An item with these outer attributes; 0 if none begins here. */
  abstract parseItemIn(context: number, attributes: number): ItemId;
  /** A name that begins an item (`union U`, `macro_rules! m`, `auto trait T`, ...). */
  abstract isPathStartItem(): boolean;
  abstract readonly statementContext: number;

  parseBlock(): BlockId {
    return this.parseBlockAs(K.Block, this.start);
  }

  /** `{ inner attributes, statements }` */
  parseBlockAs(kind: number, start: number): BlockId {
    if (this.kind === T.OpenNone && this.isFragment("block")) return this.#blockFragment(kind, start);
    if (!this.eat(T.OpenBrace)) this.missingBrace();
    this.enter();
    const outer = this.restrictions;
    this.restrictions = 0;
    const attributes = this.parseInnerAttributes();
    const bare = this.isIdent && this.ahead(1) === T.Colon ? this.#bareStruct(start) : 0;
    const statements = bare !== 0 ? this.tree.addList([bare], 0) : this.parseStatements(T.CloseBrace);
    this.restrictions = outer;
    this.leave();
    this.expect(T.CloseBrace);
    const block = this.node(kind, start, statements);
    this.tree.setAttributes(block, attributes);
    return block;
  }

  /** `{ field: value }` where a block stands: a struct literal without its path, if it parses as one. */
  #bareStruct(start: number): StmtId {
    const asBlock = this.snapshot();
    const struct = this.attempt(() => this.parseStructInBraces(start));
    if (struct instanceof SyntaxFailure) return 0;
    const end = this.at;
    this.restore(asBlock);
    const statement = this.attempt(() => this.parseStatement());
    this.restore(asBlock);
    if (!(statement instanceof SyntaxFailure)) return 0;
    this.goTo(end);
    this.report(
      error("struct literal body without path")
        .at({ lo: this.loOf(start), hi: this.span.hi })
        .suggest(
          "you might have forgotten to add the struct literal inside the block",
          [
            { span: { lo: this.loOf(start), hi: this.loOf(start) }, text: "{ SomeStruct " },
            { span: { lo: this.span.hi, hi: this.span.hi }, text: " }" },
          ],
          "HasPlaceholders",
          "verbose",
        ),
    );
    return this.node(K.ExprStmt, start, struct);
  }

  #blockFragment(kind: number, start: number): BlockId {
    this.bump();
    const block = this.parseBlockAs(kind, start);
    this.expect(T.CloseNone);
    return block;
  }

  protected missingBrace(): never {
    const said = error(`expected \`{\`, found ${describeHere(this)}`).at(this.span, "expected `{`");
    const value = this.word === W.In || this.kind === T.Colon ? 0 : this.#unbracedValue();
    if (value !== 0) {
      const { lo, hi } = this.tree.span(value);
      const edits = [
        { span: { lo, hi: lo }, text: "{ " },
        { span: { lo: hi, hi }, text: " }" },
      ];
      const words = this.since(80) ? "you might have meant to write this as part of a block" : "try placing this code inside a block";
      said.suggest(words, edits, "MaybeIncorrect", "verbose");
    }
    throw new SyntaxFailure(said);
  }

  /** The expression that stands where a block should, if it may be what the block was to hold; 0 else. Nothing is taken. */
  #unbracedValue(): ExprId {
    const before = this.snapshot();
    const value = this.attempt(() => this.parseExprWith(STATEMENT));
    const isBlockNext = this.kind === T.OpenBrace || (this.word !== W.Else && this.ahead(1) === T.OpenBrace);
    this.restore(before);
    return value instanceof SyntaxFailure || isBlockNext ? 0 : value;
  }

  /** Statements up to `close` (not taken) or the end. */
  parseStatements(close: number): number {
    const mark = this.scratch.length;
    while (this.kind !== close && this.kind !== T.Eof) {
      if (!this.#pushStatement()) break;
    }
    return this.tree.addList(this.scratch, mark);
  }

  /** A statement that fails is reported, and with it the rest of the block is skipped: an expression of no known type stands there. */
  #pushStatement(): boolean {
    const point = this.recoveryPoint();
    try {
      const from = this.start;
      const statement = this.parseStatement();
      if (this.misplaced.length > 0) adviseExpressions(this, from, statement);
      if (statement === 0) return false;
      this.scratch.push(statement);
    } catch (failure) {
      this.recover(failure, point);
      this.skipToBrace();
      const { start } = this;
      this.scratch.push(this.node(K.ExprStmt, start, this.node(K.ErrorExpr, start)));
    }
    return true;
  }

  /** A statement with its semicolon; 0 at a closing brace. */
  parseStatement(): StmtId {
    const { start } = this;
    const attributes = this.parseOuterAttributes();
    if (this.kind === T.OpenNone && this.isFragment("stmt")) return this.#statementFragment(start, attributes);
    if (this.checkWord(W.Let)) return this.#let(start, attributes);
    if (this.word === W.Mut && this.isIdentAhead(1)) return this.#missingLet(start, attributes);
    if (this.#isForeignLet()) return this.#foreignLet(start, attributes);
    if (this.word === W.Super && this.wordAhead(1) === W.Let) return this.#superLet(start, attributes);
    const isPath = this.checkPath() && this.kind !== T.Lt && this.kind !== T.Shl;
    if (isPath && !this.isPathStartItem() && !(this.word === W.Builtin && this.ahead(1) === T.Pound))
      return this.#pathStatement(start, attributes);
    const item = this.#mayBeItem() ? this.parseItemIn(this.statementContext, attributes) : 0;
    if (item !== 0) return this.node(K.ItemStmt, start, item);
    if (this.eat(T.Semi)) return this.node(K.EmptyStmt, start);
    if (this.kind === T.CloseBrace || this.kind === T.Eof) return this.#attributesWithoutStatement(attributes);
    const expr = this.parseExprWith(STATEMENT);
    return this.#exprStatement(start, expr, attributes);
  }

  /** Cheap look before the long question whether an item begins. */
  #mayBeItem(): boolean {
    return this.kind === T.Ident || this.kind === T.OpenNone;
  }

  #attributesWithoutStatement(attributes: number): 0 {
    if (attributes === 0) return 0;
    const last = this.tree.rawList(attributes).at(-1) as NodeId;
    const isDoc = this.tree.nodeKinds[last] === K.DocAttribute;
    const span = this.tree.span(last);
    if (isDoc) {
      this.report(
        error("E0585", "found a documentation comment that doesn't document anything")
          .at(span)
          .help("doc comments must come before what they document, if a comment was intended use `//`"),
      );
    } else this.report(error("expected statement after outer attribute").at(span));
    return 0;
  }

  /** A statement that a macro captured, with its own attributes behind those that stand before it. */
  #statementFragment(start: number, attributes: number): StmtId {
    this.bump();
    const inner = this.parseStatementWithoutSemicolon();
    this.expect(T.CloseNone);
    const kind = this.tree.nodeKinds[inner];
    const holder = kind === K.ItemStmt || kind === K.ExprStmt ? (this.tree.nodeData[inner] as NodeId) : inner;
    if (attributes !== 0) this.tree.setAttributes(holder, this.tree.joinLists(attributes, this.tree.attributeList(holder)));
    if (kind === K.ExprStmt && this.eat(T.Semi)) return this.node(K.SemiStmt, start, this.tree.nodeData[inner]);
    if (kind === K.Let && attributes !== 0) this.expectSemicolon();
    else if (kind === K.Let || kind === K.MacroStmt) this.eat(T.Semi);
    return inner;
  }

  /** As `$s:stmt` matches: a trailing semicolon is not taken. */
  parseStatementWithoutSemicolon(): StmtId {
    const { start } = this;
    const attributes = this.parseOuterAttributes();
    if (this.checkWord(W.Let)) return this.#letWithoutSemicolon(start, attributes);
    if (!(this.checkPath() && !this.isPathStartItem())) {
      const item = this.#mayBeItem() ? this.parseItemIn(this.statementContext, attributes) : 0;
      if (item !== 0) return this.node(K.ItemStmt, start, item);
    }
    const expr = this.parseExprWith(STATEMENT);
    this.tree.setAttributes(expr, this.tree.joinLists(attributes, this.tree.attributeList(expr)));
    return this.node(K.ExprStmt, start, expr);
  }

  // --- let -------------------------------------------------------------------------------------------------------

  #let(start: number, attributes: number): StmtId {
    const statement = this.#letParts();
    const [pattern, type, init] = statement;
    if (init !== 0) ternary(this, undefined);
    if (type === 0 || init !== 0) this.expectSemicolon();
    else endOfType(this, pattern, type, () => this.expectSemicolon());
    return this.#finishLet(start, statement, attributes);
  }

  #letWithoutSemicolon(start: number, attributes: number): StmtId {
    return this.#finishLet(start, this.#letParts(), attributes);
  }

  #finishLet(start: number, [pattern, type, init, otherwise]: readonly [number, number, number, number], attributes: number): StmtId {
    const statement = this.node4(K.Let, start, pattern, type, init, otherwise);
    this.tree.setAttributes(statement, attributes);
    return statement;
  }

  /** `let pat (: T)? (= e (else { })?)?` */
  #letParts(): readonly [number, number, number, number] {
    this.bump();
    return this.#letPartsAfterKeyword();
  }

  #letPartsAfterKeyword(): readonly [number, number, number, number] {
    if (this.word === W.Const && this.ahead(1) === T.Ident && this.since(80)) this.#constLet();
    const pattern = this.parseStatementPat();
    const { type, init: misread } = this.eat(T.Colon) ? letType(this, pattern) : NO_TYPE;
    const init = misread === 0 && this.#eatInitialEquals() ? this.parseExpr() : misread;
    const otherwise = init !== 0 && this.checkWord(W.Else) ? this.#letElse(init) : 0;
    return [pattern, type, init, otherwise];
  }

  /** `let const x` */
  #constLet(): void {
    const span = { ...this.span, lo: this.previousSpan.lo };
    this.bump();
    this.report(
      error("`const` and `let` are mutually exclusive")
        .at(span)
        .suggest("remove `let`", [{ span, text: "const" }], "MaybeIncorrect", "verbose"),
    );
  }

  /** `=`, or `+=` and its kin, which are reported. */
  #eatInitialEquals(): boolean {
    if (!COMPOUND_ASSIGNMENTS.includes(this.kind)) return this.eat(T.Eq);
    const { span } = this;
    const said = error("can't reassign to an uninitialized variable").at(span);
    said.suggest("initialize the variable", [{ span: { lo: span.lo, hi: span.lo + 1 }, text: "" }], "MaybeIncorrect", "verbose");
    this.report(said.help("if you meant to overwrite, remove the `let` binding"));
    this.bump();
    return true;
  }

  #letElse(init: ExprId): BlockId {
    if (this.tokens.kinds[this.previous] === T.CloseBrace && this.endsWithBrace(init)) this.#braceBeforeElse(init);
    this.bump();
    return this.parseBlock();
  }

  #braceBeforeElse(init: ExprId): void {
    const { lo, hi } = this.tree.span(init);
    const name = LOOPS[this.tree.nodeKinds[init] as number];
    if (name !== undefined) {
      const keyword = { lo, hi: lo + name.length };
      this.report(
        error(`\`${name}...else\` loops are not supported`)
          .at(this.span, "`else` is attached to this loop")
          .label(keyword, "`else` is attached to this loop")
          .note("consider moving this `else` clause to a separate `if` statement and use a `bool` variable to control if it should run"),
      );
      return;
    }
    this.report(
      error("right curly brace `}` before `else` in a `let...else` statement not allowed")
        .at({ lo: hi - 1, hi })
        .suggest(
          "wrap the expression in parentheses",
          [
            { span: { lo, hi: lo }, text: "(" },
            { span: { lo: hi, hi }, text: ")" },
          ],
          "MaybeIncorrect",
          "verbose",
        ),
    );
  }

  /** The last token of the expression is its own closing brace. */
  endsWithBrace(expr: ExprId): boolean {
    const { tree } = this;
    let at = expr;
    for (;;) {
      switch (tree.nodeKinds[at]) {
        case K.BlockExpr:
        case K.ConstBlock:
        case K.TryBlock:
        case K.AsyncBlock:
        case K.If:
        case K.While:
        case K.For:
        case K.Loop:
        case K.Match:
        case K.StructExpr:
          return true;
        case K.MacroExpr:
          return this.tokens.kinds[tree.field(tree.nodeData[at] as number, 2)] === T.CloseBrace;
        case K.Unary:
        case K.AddressOf:
          at = tree.field(at, 1);
          break;
        case K.Binary:
        case K.Assign:
        case K.AssignOp:
          at = tree.field(at, 4);
          break;
        case K.Closure:
          at = tree.field(at, 4);
          break;
        case K.LetExpr:
        case K.Range:
        case K.Break:
          at = tree.field(at, 1);
          break;
        case K.Return:
        case K.Yield:
        case K.Become:
          at = tree.nodeData[at] as number;
          break;
        default:
          return false;
      }
    }
  }

  expectSemicolon(): void {
    if (this.eat(T.Semi)) return;
    if (this.word === W.Let && this.tokens.kinds[this.previous] === T.Question) this.letNotAllowed();
    this.expectOneOf([T.Semi], []);
  }

  /** `mut x = e;` */
  /** `auto x`, `var x`, as other languages have it. */
  #isForeignLet(): boolean {
    if (this.kind !== T.Ident || !this.isPlainIdentAhead(1)) return false;
    const word = this.tokens.text(this.at);
    return word === "auto" || word === "var";
  }

  #foreignLet(start: number, attributes: number): StmtId {
    const { span } = this;
    const words = `write \`let\` instead of \`${this.tokens.text(this.at)}\` to introduce a new variable`;
    const said = error("invalid variable declaration").at(span);
    this.report(said.suggest(words, [{ span, text: "let" }], "MaybeIncorrect", this.since(80) ? "verbose" : "inline"));
    return this.#let(start, attributes);
  }

  #missingLet(start: number, attributes: number): StmtId {
    const { lo } = this.span;
    this.report(
      error("invalid variable declaration")
        .at(this.span)
        .suggest("missing keyword", [{ span: { lo, hi: lo }, text: "let " }], "MaybeIncorrect", this.since(80) ? "verbose" : "inline"),
    );
    const statement = this.#letPartsAfterKeyword();
    this.expectSemicolon();
    return this.#finishLet(start, statement, attributes);
  }

  #superLet(start: number, attributes: number): StmtId {
    this.bump();
    this.gate("super_let", this.spanFrom(start));
    return this.#let(start, attributes);
  }

  // --- Expressions and macros ------------------------------------------------------------------------------------

  #pathStatement(start: number, attributes: number): StmtId {
    const pathStart = this.start;
    this.enter();
    const outer = this.restrictions;
    this.restrictions = STATEMENT;
    const path = this.parsePath(EXPR_STYLE);
    if (this.eat(T.Not)) {
      const call = this.parseMacroCall(pathStart, path);
      const style = this.tokens.kinds[this.previous] === T.CloseBrace ? BRACES : NONE;
      if (this.#macroIsStatement(style)) {
        this.restrictions = outer;
        this.leave();
        return this.#macroStatement(start, call, style, attributes);
      }
      return this.#continueExpr(start, pathStart, this.node(K.MacroExpr, pathStart, call), outer, attributes);
    }
    const operand = this.eat(T.OpenBrace) ? this.parseStruct(pathStart, path) : this.node(K.PathExpr, pathStart, path);
    return this.#continueExpr(start, pathStart, operand, outer, attributes);
  }

  #macroIsStatement(style: number): boolean {
    if (style === BRACES && this.kind !== T.Dot && this.kind !== T.Question) return true;
    return this.kind === T.Semi || this.kind === T.Eof;
  }

  #macroStatement(start: number, call: NodeId, style: number, attributes: number): StmtId {
    const semicolon = this.eat(T.Semi);
    const statement = this.node2(K.MacroStmt, start, call, semicolon ? SEMICOLON : style);
    this.tree.setAttributes(statement, attributes);
    return statement;
  }

  #continueExpr(start: number, pathStart: number, operand: ExprId, outer: number, attributes: number): StmtId {
    const postfix = this.parsePostfixes(pathStart, operand);
    this.statementOperand = pathStart;
    const expr = this.parseOperators(pathStart, postfix, 0);
    this.restrictions = outer;
    this.leave();
    return this.#exprStatement(start, expr, attributes);
  }

  /** The end of an expression statement: `;`, `}`, or nothing behind a block. */
  #exprStatement(start: number, expr: ExprId, attributes: number): StmtId {
    if (attributes !== 0) this.tree.setAttributes(expr, this.tree.joinLists(attributes, this.tree.attributeList(expr)));
    const kept = this.kind !== T.Eof && !this.isBlockLike(expr) && this.afterExprStatement(expr) ? this.node(K.ErrorExpr, start) : expr;
    if (this.eat(T.Semi)) return this.node(K.SemiStmt, start, kept);
    return this.node(K.ExprStmt, start, kept);
  }

  /** Whether the expression was something else, which has been reported. */
  protected afterExprStatement(expr: ExprId): boolean {
    if (ternary(this, expr)) return true;
    this.expectOneOf([], [T.Semi, T.CloseBrace]);
    return false;
  }
}
