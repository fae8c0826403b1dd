// Blocks as expressions, `if`, loops, `match`, `async`, `const`, `unsafe` and `try` blocks.
import { error } from "../diag/diagnostic.ts";
import type { BlockId, ExprId, NodeId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import * as K from "./node-kinds.ts";
import { ALLOW_LET, NO_STRUCT, STATEMENT } from "./precedence.ts";
import { PrimaryParser } from "./parse-primary.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

const AFTER_LABEL = "expected `while`, `for`, `loop` or `{` after a label";

export abstract class ControlParser extends PrimaryParser {
  /** A block, with its inner attributes hung on `owner` later. */
  abstract parseBlockAs(kind: number, start: number): BlockId;

  parseControl(start: number): ExprId {
    if (this.kind === T.OpenBrace) return this.#blockExpr(start, 0);
    if (this.eatWord(W.If)) return this.#if(start);
    if (this.checkWord(W.For)) return (this.bump(), this.#for(start, 0));
    if (this.eatWord(W.While)) return this.#while(start, 0);
    if (this.eatWord(W.Loop)) return this.#loop(start, 0);
    if (this.eatWord(W.Match)) return this.#match(start);
    if (this.checkWord(W.Unsafe)) return this.#unsafeBlock(start, 0);
    if (this.checkWord(W.Const) && this.isBlockAhead(1)) return this.#constBlock(start);
    if (this.#isTryBlock()) return this.#tryBlock(start);
    return 0;
  }

  /** Inner attributes of a block expression are the expression's. */
  #moveAttributes(block: BlockId, expr: ExprId): ExprId {
    this.tree.setAttributes(expr, this.tree.attributeList(block));
    return expr;
  }

  #blockExpr(start: number, label: NodeId): ExprId {
    const block = this.parseBlock();
    return this.#moveAttributes(block, this.node2(K.BlockExpr, start, label, block));
  }

  #unsafeBlock(start: number, label: NodeId): ExprId {
    const blockStart = this.start;
    this.bump();
    if (this.refusesBlockFragment(start)) return this.#blockExpr(start, label);
    const block = this.parseBlockAs(K.UnsafeBlock, blockStart);
    return this.#moveAttributes(block, this.node2(K.BlockExpr, start, label, block));
  }

  #constBlock(start: number): ExprId {
    this.bump();
    const block = this.parseBlock();
    if (!this.since(79)) this.gate("inline_const", this.spanFrom(start));
    return this.#moveAttributes(block, this.node(K.ConstBlock, start, block));
  }

  #isTryBlock(): boolean {
    return this.is2018() && this.word === W.Try && (this.ahead(1) === T.OpenBrace || this.#isBikeshed());
  }

  #isBikeshed(): boolean {
    return this.isIdentAhead(1) && this.tokens.text(this.at + 1) === "bikeshed";
  }

  #tryBlock(start: number): ExprId {
    const typed = this.#isBikeshed();
    this.bump();
    if (typed) {
      this.bump();
      this.parseType();
      this.gate("try_blocks_heterogeneous", this.spanFrom(start));
    }
    const block = this.parseBlock();
    this.gate("try_blocks", this.spanFrom(start));
    return this.#moveAttributes(block, this.node(K.TryBlock, start, block));
  }

  // --- if --------------------------------------------------------------------------------------------------------

  parseCondition(): ExprId {
    return this.#checked(NO_STRUCT);
  }

  #checked(restrictions: number): ExprId {
    const outer = this.sawLet;
    this.sawLet = false;
    const condition = this.parseExprWith(restrictions | ALLOW_LET);
    if (this.sawLet) this.#checkLets(condition, "", this.tree.nodeKinds[condition] === K.LetExpr);
    this.sawLet = outer;
    return condition;
  }

  /** `let` may stand at the top of a condition and under `&&`; chains need edition 2024. */
  #checkLets(expr: ExprId, forbidden: string, alone: boolean): void {
    const { tree } = this;
    const kind = tree.nodeKinds[expr];
    if (kind === K.LetExpr) {
      if (forbidden !== "") this.#letForbidden(expr, forbidden);
      else if (!alone) this.#letChain(expr);
      return this.#checkLets(tree.field(expr, 1), "other", false);
    }
    if (kind === K.ParenExpr) return this.#checkLets(tree.nodeData[expr] as number, forbidden || "paren", false);
    if (kind === K.Unary || kind === K.AddressOf) return this.#checkLets(tree.field(expr, 1), forbidden || "other", false);
    if (kind === K.Cast) return this.#checkLets(tree.field(expr, 0), forbidden || "other", false);
    if (kind === K.Try || kind === K.Await) return this.#checkLets(tree.nodeData[expr] as number, forbidden || "other", false);
    if (kind !== K.Binary && kind !== K.Assign && kind !== K.AssignOp) return;
    const isAnd = kind === K.Binary && tree.field(expr, 0) === T.AndAnd;
    const isOr = kind === K.Binary && tree.field(expr, 0) === T.OrOr;
    const inner = isAnd ? forbidden : isOr ? "or" : "other";
    this.#checkLets(tree.field(expr, 3), inner, false);
    this.#checkLets(tree.field(expr, 4), inner, false);
  }

  #letForbidden(expr: ExprId, why: string): void {
    const diagnostic = error("expected expression, found `let` statement").at(this.tree.span(expr));
    diagnostic.note("only supported directly in conditions of `if` and `while` expressions");
    if (why === "or") diagnostic.noteAt(this.tree.span(expr), "`||` operators are not supported in let chain conditions");
    if (why === "paren")
      diagnostic.noteAt(this.tree.span(expr), "`let`s wrapped in parentheses are not supported in a context with let chains");
    this.report(diagnostic);
  }

  #letChain(expr: ExprId): void {
    const span = this.tree.span(expr);
    if (!this.since(88)) this.gate("let_chains", span);
    else if (this.options.edition < 2024) this.report(error("let chains are only allowed in Rust 2024 or later").at(span));
  }

  /** `if c { } (else if c { })* (else { })?`: a chain is read in a loop and built from its end. */
  #if(start: number): ExprId {
    const chain: number[] = [];
    let from = start;
    for (;;) {
      const condition = this.parseCondition();
      const then = this.#thenBlock(condition);
      chain.push(from, condition, then);
      if (!this.eatWord(W.Else)) return this.#buildChain(chain, 0);
      from = this.start;
      if (!this.eatWord(W.If)) break;
    }
    return this.#buildChain(chain, this.#elseBlock());
  }

  #buildChain(chain: readonly number[], last: ExprId): ExprId {
    let otherwise = last;
    for (let i = chain.length - 3; i >= 0; i -= 3) {
      otherwise = this.node3(K.If, chain[i] as number, chain[i + 1] as number, chain[i + 2] as number, otherwise);
    }
    return otherwise;
  }

  #thenBlock(condition: ExprId): BlockId {
    if (this.kind === T.OpenBrace || this.kind === T.OpenNone) return this.parseBlock();
    try {
      return this.parseBlock();
    } catch (failure) {
      const words = "the `if` expression is missing a block after this condition";
      if (failure instanceof SyntaxFailure) failure.diagnostic.noteAt(this.tree.span(condition), words);
      throw failure;
    }
  }

  #elseBlock(): ExprId {
    const { start } = this;
    const block = this.parseBlock();
    return this.#moveAttributes(block, this.node2(K.BlockExpr, start, 0, block));
  }

  // --- Loops -----------------------------------------------------------------------------------------------------

  /** `'label: loop ...`, also a block */
  parseLabeled(start: number): ExprId {
    const name = this.tokens.text(this.at);
    const label = this.parseJumpLabel();
    const hasColon = this.eat(T.Colon);
    const expr = this.#afterLabel(start, label, hasColon, name);
    if (!hasColon && this.tree.nodeKinds[expr] !== K.ErrorExpr) this.#colonMissing(start);
    return expr;
  }

  #colonMissing(start: number): void {
    const { lo, hi } = this.tokens.span(start >>> 2);
    this.report(
      error("labeled expression must be followed by `:`")
        .at(this.spanFrom(start))
        .label({ lo, hi }, "the label")
        .suggest("add `:` after the label", [{ span: { lo: hi, hi }, text: ": " }], "MachineApplicable", "short")
        .note("labels are used before loops and blocks, allowing e.g., `break 'label` to them"),
    );
  }

  #afterLabel(start: number, label: NodeId, hasColon: boolean, name: string): ExprId {
    if (this.eatWord(W.While)) return this.#while(start, label);
    if (this.eatWord(W.For)) return this.#for(start, label);
    if (this.eatWord(W.Loop)) return this.#loop(start, label);
    if (this.check(T.OpenBrace)) return this.#blockExpr(start, label);
    if (this.isFragment("block")) return this.#labeledFragment(start, label);
    if (!hasColon && this.#mayBeCharacter(name)) {
      this.report(error(AFTER_LABEL).at(this.span, AFTER_LABEL));
      return this.node(K.ErrorExpr, start);
    }
    if (this.word === W.Unsafe) return this.#unsafeAfterLabel(start, label);
    this.fail("expected `while`, `for`, `loop` or `{` after a label", this.span, "expected `while`, `for`, `loop` or `{` after a label");
  }

  /** `'a` may be a character literal whose closing quote was forgotten. */
  #mayBeCharacter(name: string): boolean {
    const closes = this.kind === T.CloseParen || this.kind === T.CloseBracket || this.kind === T.CloseBrace;
    return [...name].length === 2 && (closes || (this.kind >= T.Semi && this.kind < T.KIND_COUNT));
  }

  #labeledFragment(start: number, label: NodeId): ExprId {
    this.refusesBlockFragment(start);
    return this.#blockExpr(start, label);
  }

  #unsafeAfterLabel(start: number, label: NodeId): ExprId {
    this.fail("expected `while`, `for`, `loop` or `{` after a label", this.span, "expected `while`, `for`, `loop` or `{` after a label");
    return this.#unsafeBlock(start, label);
  }

  #while(start: number, label: NodeId): ExprId {
    const condition = this.parseCondition();
    const body = this.parseBlock();
    return this.#moveAttributes(body, this.node3(K.While, start, label, condition, body));
  }

  /** `for pat in e { }` */
  #for(start: number, label: NodeId): ExprId {
    if (this.is2018() && this.word === W.Await) {
      this.bump();
      this.gate("async_for_loop", this.previousSpan);
    }
    const pattern = this.parsePat();
    if (!this.eatWord(W.In)) this.missingIn();
    const iterator = this.parseExprWith(NO_STRUCT);
    const body = this.parseBlock();
    return this.#moveAttributes(body, this.node4(K.For, start, label, pattern, iterator, body));
  }

  protected missingIn(): void {
    const isOf = this.kind === T.Ident && this.tokens.text(this.at) === "of";
    const place = isOf ? this.span : this.behind;
    if (isOf) this.bump();
    this.report(
      error("missing `in` in `for` loop")
        .at(place)
        .suggest(
          isOf ? "try using `in` here instead" : "try adding `in` here",
          [{ span: place, text: isOf ? "in" : " in " }],
          "MachineApplicable",
          "verbose",
        ),
    );
  }

  #loop(start: number, label: NodeId): ExprId {
    const body = this.parseBlock();
    return this.#moveAttributes(body, this.node2(K.Loop, start, label, body));
  }

  // --- match -----------------------------------------------------------------------------------------------------

  #match(start: number): ExprId {
    const scrutinee = this.parseExprWith(NO_STRUCT);
    return this.#matchBody(start, scrutinee, 0);
  }

  parsePostfixMatch(start: number, scrutinee: ExprId): ExprId {
    return this.#matchBody(start, scrutinee, 1);
  }

  #matchBody(start: number, scrutinee: ExprId, postfix: number): ExprId {
    this.expect(T.OpenBrace);
    const attributes = this.parseInnerAttributes();
    const mark = this.scratch.length;
    while (this.kind !== T.CloseBrace && this.kind !== T.Eof) this.#armOrSkip();
    const arms = this.tree.addList(this.scratch, mark);
    this.expect(T.CloseBrace);
    const expr = this.node3(K.Match, start, scrutinee, arms, postfix);
    this.tree.setAttributes(expr, attributes);
    return expr;
  }

  /** An arm that fails is reported, and with it the rest of the arms is skipped. */
  #armOrSkip(): void {
    const state = this.recoveryPoint();
    try {
      this.scratch.push(this.#arm());
    } catch (failure) {
      this.recover(failure, state);
      this.skipToBrace();
    }
  }

  /** `pat (if guard)? => body ,?` */
  #arm(): NodeId {
    const attributes = this.parseOuterAttributes();
    const { start } = this;
    const pattern = this.parsePat();
    const guard = this.eatWord(W.If) ? this.parseGuard() : 0;
    if (this.kind !== T.FatArrow && (this.kind === T.Comma || this.kind === T.CloseBrace))
      return this.#armWithoutBody(start, pattern, guard, attributes);
    this.expect(T.FatArrow);
    const body = this.parseExprWith(STATEMENT);
    const arm = this.node3(K.Arm, start, pattern, guard, body);
    const needsComma = !this.isBlockLike(body) && this.kind !== T.CloseBrace;
    if (needsComma) this.#commaAfterArm();
    else this.eat(T.Comma);
    this.tree.setAttributes(arm, attributes);
    return arm;
  }

  /** Of a match arm: `let` in it is a feature before 1.95. */
  parseGuard(): ExprId {
    return this.#checked(0);
  }

  /** A comma; forgotten if another arm follows. */
  #commaAfterArm(): void {
    if (this.eat(T.Comma)) return;
    this.expectNote(T.CloseBrace);
    const failure = this.expectedOneOf();
    const place = this.behind;
    const before = this.snapshot();
    const next = this.attempt(() => {
      this.parsePat();
      if (this.kind !== T.FatArrow) this.unexpected();
      return true;
    }, true);
    if (next instanceof SyntaxFailure) throw new SyntaxFailure(failure);
    this.restore(before);
    this.report(
      error("expected `,` following `match` arm")
        .at(place)
        .suggest("missing a comma here to end this `match` arm", [{ span: place, text: "," }], "MachineApplicable", "short"),
    );
  }

  #armWithoutBody(start: number, pattern: NodeId, guard: ExprId, attributes: number): NodeId {
    this.gate("never_patterns", this.spanFrom(start));
    const arm = this.node3(K.Arm, start, pattern, guard, 0);
    this.eat(T.Comma);
    this.tree.setAttributes(arm, attributes);
    return arm;
  }

  // --- async and gen ---------------------------------------------------------------------------------------------

  /** `async move? { }`, `async move? |..| e`, `gen { }`, `async gen { }`; 0 if none begins here. */
  parseAsyncLike(start: number): ExprId {
    if (!this.is2018()) return 0;
    if (this.checkWord(W.Async)) {
      const next = this.wordAhead(1) === W.Move || this.wordAhead(1) === W.Use ? this.ahead(2) : this.ahead(1);
      if (next === T.Or || next === T.OrOr) return this.parseClosure(start);
      if (next === T.OpenBrace || this.wordAhead(1) === W.Gen) return this.#asyncBlock(start);
      if (this.wordAhead(1) !== W.Fn && this.wordAhead(1) !== W.Unsafe) return this.parseClosureOrBlock();
    }
    if (this.options.edition >= 2024 && this.word === W.Gen && (this.ahead(1) === T.OpenBrace || this.wordAhead(1) === W.Move)) {
      return this.#asyncBlock(start);
    }
    return 0;
  }

  /** `async` that neither begins a closure nor a block: both are named as expected. */
  parseClosureOrBlock(): ExprId {
    this.bump();
    for (const what of [T.OpenBrace, T.Or, T.OrOr, T.WORD_BASE + W.Move, T.WORD_BASE + W.Use]) this.expectNote(what);
    if (this.options.edition >= 2024) this.expectNote(T.WORD_BASE + W.Gen);
    this.unexpected();
  }

  #asyncBlock(start: number): ExprId {
    const isAsync = this.eatWord(W.Async);
    const isGen = this.word === W.Gen && this.eatWord(W.Gen);
    if (isGen) this.gate("gen_blocks", this.spanFrom(start));
    const isMove = this.eatWord(W.Move) || this.eatWordQuietly(W.Use);
    const block = this.parseBlock();
    const flags = (isMove ? 1 : 0) | (isGen ? 2 : 0) | (isAsync ? 0 : 4);
    return this.#moveAttributes(block, this.node2(K.AsyncBlock, start, flags, block));
  }
}
