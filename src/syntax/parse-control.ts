// Blocks as expressions, `if`, loops, `match`, `async`, `const`, `unsafe` and `try` blocks.
import { error } from "../diag/diagnostic.ts";
import type { BlockId, ExprId, NodeId } from "./ast.ts";
import * as K from "./node-kinds.ts";
import { ALLOW_LET, NO_STRUCT, STATEMENT } from "./parse-operators.ts";
import { PrimaryParser } from "./parse-primary.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

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
    if (this.checkWord(W.Const) && this.ahead(1) === T.OpenBrace) return this.#constBlock(start);
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
    const block = this.parseBlockAs(K.UnsafeBlock, blockStart);
    return this.#moveAttributes(block, this.node2(K.BlockExpr, start, label, block));
  }

  #constBlock(start: number): ExprId {
    this.bump();
    const block = this.parseBlock();
    return this.#moveAttributes(block, this.node(K.ConstBlock, start, block));
  }

  #isTryBlock(): boolean {
    return this.is2018() && this.word === W.Try && this.ahead(1) === T.OpenBrace;
  }

  #tryBlock(start: number): ExprId {
    this.bump();
    const block = this.parseBlock();
    this.gate("try_blocks", this.spanFrom(start));
    return this.#moveAttributes(block, this.node(K.TryBlock, start, block));
  }

  // --- if --------------------------------------------------------------------------------------------------------

  parseCondition(): ExprId {
    return this.parseExprWith(NO_STRUCT | ALLOW_LET);
  }

  /** `if c { } (else if c { })* (else { })?`: a chain is read in a loop and built from its end. */
  #if(start: number): ExprId {
    const chain: number[] = [];
    let from = start;
    for (;;) {
      const condition = this.parseCondition();
      const then = this.#thenBlock();
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

  #thenBlock(): BlockId {
    return this.parseBlock();
  }

  #elseBlock(): ExprId {
    const { start } = this;
    const block = this.parseBlock();
    return this.#moveAttributes(block, this.node2(K.BlockExpr, start, 0, block));
  }

  // --- Loops -----------------------------------------------------------------------------------------------------

  /** `'label: loop ...`, also a block */
  parseLabeled(start: number): ExprId {
    const label = this.parseJumpLabel();
    this.expect(T.Colon);
    if (this.eatWord(W.While)) return this.#while(start, label);
    if (this.eatWord(W.For)) return this.#for(start, label);
    if (this.eatWord(W.Loop)) return this.#loop(start, label);
    if (this.check(T.OpenBrace)) return this.#blockExpr(start, label);
    if (this.kind === T.OpenNone && this.isFragment("block")) return this.#labeledFragment(start, label);
    if (this.word === W.Unsafe) return this.#unsafeAfterLabel(start, label);
    this.fail("expected `while`, `for`, `loop` or `{` after a label", this.span, "expected `while`, `for`, `loop` or `{` after a label");
  }

  #labeledFragment(start: number, label: NodeId): ExprId {
    this.bump();
    const expr = this.#blockExpr(start, label);
    this.expect(T.CloseNone);
    return expr;
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
    const place = this.behind;
    this.report(
      error("missing `in` in `for` loop")
        .at(place)
        .suggest("try adding `in` here", [{ span: place, text: " in " }], "MachineApplicable", "verbose"),
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
    while (this.kind !== T.CloseBrace && this.kind !== T.Eof) this.scratch.push(this.#arm());
    const arms = this.tree.addList(this.scratch, mark);
    this.expect(T.CloseBrace);
    const expr = this.node3(K.Match, start, scrutinee, arms, postfix);
    this.tree.setAttributes(expr, attributes);
    return expr;
  }

  /** `pat (if guard)? => body ,?` */
  #arm(): NodeId {
    const attributes = this.parseOuterAttributes();
    const { start } = this;
    const pattern = this.parsePat();
    const guard = this.eatWord(W.If) ? this.parseCondition() : 0;
    if (this.kind !== T.FatArrow && (this.kind === T.Comma || this.kind === T.CloseBrace))
      return this.#armWithoutBody(start, pattern, guard, attributes);
    this.expect(T.FatArrow);
    const body = this.parseExprWith(STATEMENT);
    const arm = this.node3(K.Arm, start, pattern, guard, body);
    const needsComma = !this.isBlockLike(body) && this.kind !== T.CloseBrace;
    if (needsComma) this.expectOneOf([T.Comma], [T.CloseBrace]);
    else this.eat(T.Comma);
    this.tree.setAttributes(arm, attributes);
    return arm;
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
    }
    if (this.options.edition >= 2024 && this.word === W.Gen && (this.ahead(1) === T.OpenBrace || this.wordAhead(1) === W.Move)) {
      return this.#asyncBlock(start);
    }
    return 0;
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
