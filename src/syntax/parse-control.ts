// Blocks as expressions, `if`, loops, `match`, `async`, `const`, `unsafe` and `try` blocks.
import type { Span } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { BlockId, ExprId, NodeId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import { describeHere } from "./describe.ts";
import * as K from "./node-kinds.ts";
import { ALLOW_LET, NO_STRUCT } from "./precedence.ts";
import { checkLets } from "./let-places.ts";
import { MatchParser } from "./parse-match.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

const AFTER_LABEL = "expected `while`, `for`, `loop` or `{` after a label";

export abstract class ControlParser extends MatchParser {
  /** A block, with its inner attributes hung on `owner` later. */
  abstract parseBlockAs(kind: number, start: number): BlockId;

  parseControl(start: number): ExprId {
    if (this.kind === T.OpenBrace) return this.#blockExpr(start, 0);
    if (this.eatWord(W.If)) return this.#if(start);
    if (this.checkWord(W.For)) return (this.bump(), this.#for(start, 0));
    if (this.eatWord(W.While)) return this.#while(start, 0);
    if (this.eatWord(W.Loop)) return this.#within("loop", start, () => this.#loop(start, 0));
    if (this.eatWord(W.Match)) return this.#within("match", start, () => this.parseMatch(start));
    if (this.checkWord(W.Unsafe)) return this.#within("unsafe", start, () => this.#unsafeBlock(start, 0));
    if (this.checkWord(W.Const) && this.isBlockAhead(1)) return this.#constBlock(start);
    if (this.#isTryBlock()) return this.#tryBlock(start);
    return 0;
  }

  /** A failure tells what was being read, and where that began. */
  #within(what: string, start: number, parse: () => ExprId): ExprId {
    try {
      return parse();
    } catch (failure) {
      if (failure instanceof SyntaxFailure && failure.diagnostic.code === undefined)
        failure.diagnostic.label(this.tokens.span(start >>> 2), `while parsing this \`${what}\` expression`);
      throw failure;
    }
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

  /** Chains in guards, which are younger than edition 2024, are of every edition. */
  #checked(restrictions: number, isGuard = false): ExprId {
    const outer = this.sawLet;
    this.sawLet = false;
    const condition = this.parseExprWith(restrictions | ALLOW_LET);
    if (isGuard) this.letGuard = this.sawLet;
    if (this.sawLet) checkLets(this, condition, "", (isGuard && this.since(88)) || this.tree.nodeKinds[condition] === K.LetExpr);
    this.sawLet = outer;
    return condition;
  }

  /** `if c { } (else if c { })* (else { })?`: a chain is read in a loop and built from its end. */
  #if(start: number): ExprId {
    const chain: number[] = [];
    let from = start;
    for (;;) {
      const condition = this.parseCondition();
      const [test, then] = this.#testAndThen(condition, from);
      chain.push(from, test, then);
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

  /** `else a == b {}`, where an `if` is missing: reported, and read with it; 0 if it is something else. */
  #elseCondition(start: number): ExprId {
    const before = this.snapshot();
    const [keyword, first, found] = [this.previousSpan, this.span, describeHere(this)];
    const condition = this.attempt(() => this.parseExprWith(NO_STRUCT));
    if (condition instanceof SyntaxFailure || this.kind !== T.OpenBrace || this.isBlockLike(condition)) {
      if (!(condition instanceof SyntaxFailure)) this.restore(before);
      return 0;
    }
    const edit = { span: { ...first, hi: first.lo }, text: "if " };
    const words = "add an `if` if this is the condition of a chained `else if` statement";
    this.report(
      error(`expected \`{\`, found ${found}`)
        .at(first)
        .label(keyword, "expected an `if` or a block after this `else`")
        .suggest(words, [edit], "MaybeIncorrect", "verbose"),
    );
    const then = this.parseBlock();
    return this.node3(K.If, start, condition, then, this.eatWord(W.Else) ? this.#elseExpr() : 0);
  }

  #elseExpr(): ExprId {
    const { start } = this;
    return this.eatWord(W.If) ? this.#if(start) : this.#elseBlock();
  }

  /** The condition and the block behind it; where that is missing, what was read as the condition may end with the block. */
  #testAndThen(condition: ExprId, from: number): readonly [ExprId, BlockId] {
    const isElse = this.word === W.Else;
    if (!isElse && (this.kind === T.OpenBrace || this.kind === T.OpenNone)) return [condition, this.parseBlock()];
    const keyword = this.tokens.span(from >>> 2);
    const { tree } = this;
    const { lo, hi } = tree.span(condition);
    if (this.#isBareBlock(condition)) {
      this.report(
        error("missing condition for `if` expression")
          .at({ lo: keyword.hi, hi: keyword.hi }, "expected condition here")
          .label({ lo, hi: lo + 1 }, "if this block is the condition of the `if` expression, then it must be followed by another block"),
      );
      return [this.node(K.ErrorExpr, this.start), tree.field(condition, 1)];
    }
    const right = tree.nodeKinds[condition] === K.Binary ? tree.field(condition, 4) : 0;
    const said = error("this `if` expression is missing a block after the condition").at(keyword);
    if (right !== 0 && this.#isBareBlock(right)) {
      const operator = { lo, hi: tree.field(condition, 2) };
      this.report(said.helpAt(operator, "this binary operation is possibly unfinished"));
      const block = tree.field(right, 1);
      tree.setField(condition, 4, this.node(K.ErrorExpr, this.start));
      return [condition, block];
    }
    if (!isElse) return [condition, this.#thenBlock(condition)];
    said.helpAt({ lo: hi, hi }, "add a block here");
    if (tree.nodeKinds[condition] === K.LetExpr && this.since(80)) {
      const words = "remove the `if` if you meant to write a `let...else` statement";
      said.suggest(words, [{ span: { lo: keyword.lo, hi: lo }, text: "" }], "MaybeIncorrect", "verbose");
    }
    this.report(said);
    const { start } = this;
    const statement = this.node(K.ExprStmt, start, this.node(K.ErrorExpr, start));
    return [condition, this.node(K.Block, start, tree.addList([statement], 0))];
  }

  #isBareBlock(expr: ExprId): boolean {
    return this.tree.nodeKinds[expr] === K.BlockExpr && this.tree.field(expr, 0) === 0;
  }

  #thenBlock(condition: ExprId): BlockId {
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
    const chained = this.kind === T.OpenBrace || this.kind === T.OpenNone ? 0 : this.#elseCondition(start);
    if (chained !== 0) return chained;
    const block = this.parseBlock();
    return this.#moveAttributes(block, this.node2(K.BlockExpr, start, 0, block));
  }

  // --- Loops -----------------------------------------------------------------------------------------------------

  /** `'label: loop ...`, also a block */
  parseLabeled(start: number): ExprId {
    const name = this.tokens.text(this.at);
    const label = this.parseJumpLabel();
    const hasColon = this.eat(T.Colon);
    const next = this.span;
    const expr = this.#afterLabel(start, label, hasColon, name);
    if (!hasColon && this.tree.nodeKinds[expr] !== K.ErrorExpr) this.#colonMissing(start, next.lo);
    return expr;
  }

  #colonMissing(start: number, next: number): void {
    const { lo, hi } = this.tokens.span(start >>> 2);
    // Since it is told in a line of its own the space stays.
    const verbose = this.since(90);
    const edit = { span: { lo: hi, hi: verbose ? next : hi }, text: ": " };
    this.report(
      error("labeled expression must be followed by `:`")
        .at(this.spanFrom(start))
        .label({ lo, hi }, "the label")
        .suggest("add `:` after the label", [edit], "MachineApplicable", verbose ? "verbose" : "short")
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
      const said = error(AFTER_LABEL).at(this.span, AFTER_LABEL);
      const { hi } = this.tokens.span(start >>> 2);
      if (this.since(90))
        said.suggest("add `'` to close the char literal", [{ span: { lo: hi, hi }, text: "'" }], "MaybeIncorrect", "verbose");
      this.report(said);
      return this.node(K.ErrorExpr, start);
    }
    if (this.word === W.Unsafe) return this.#unsafeAfterLabel(start, label);
    if (this.since(90) && this.kind !== T.Comma && this.kind !== T.Gt) return this.#labeledValue(start);
    this.fail(AFTER_LABEL, this.span, AFTER_LABEL);
  }

  /** `'a: 1 + 2`: without jumps to it the label is superfluous, else a block was meant. */
  #labeledValue(start: number): ExprId {
    const said = error(AFTER_LABEL).at(this.span, AFTER_LABEL);
    const value = this.parseExpr();
    const span = this.tree.span(value);
    if (!this.#jumpsBetween(span)) {
      const edits = [{ span: { lo: this.loOf(start), hi: span.lo }, text: "" }];
      this.report(said.suggest("consider removing the label", edits, "MachineApplicable", "verbose"));
      return value;
    }
    const edits = [
      { span: { lo: span.lo, hi: span.lo }, text: "{ " },
      { span: { lo: span.hi, hi: span.hi }, text: " }" },
    ];
    this.report(said.suggest("consider enclosing expression in a block", edits, "MachineApplicable", "verbose"));
    return this.node(K.ErrorExpr, start);
  }

  /** Whether a `break` with a label stands there. */
  #jumpsBetween({ lo }: Span): boolean {
    for (let token = this.previous; this.tokens.span(token).lo >= lo; token--)
      if (this.tokens.text(token) === "break" && this.tokens.kinds[token + 1] === T.Lifetime) return true;
    return false;
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

  /** An `else` behind it, as Python's loops have, is reported and left out. */
  #loopBody(name: string, start: number): BlockId {
    const body = this.parseBlock();
    if (!this.since(77) || !this.checkWord(W.Else)) return body;
    const { start: elseStart } = this;
    this.bump();
    if (this.eatWord(W.If)) this.#if(elseStart);
    else this.#elseBlock();
    this.report(
      error(`\`${name}...else\` loops are not supported`)
        .at(this.spanFrom(elseStart))
        .label(this.tokens.span(start >>> 2), "`else` is attached to this loop")
        .note("consider moving this `else` clause to a separate `if` statement and use a `bool` variable to control if it should run"),
    );
    return body;
  }

  /** A failure tells what was being read. */
  #labeled<R>(labels: readonly (readonly [Span, string])[], parse: () => R): R {
    try {
      return parse();
    } catch (failure) {
      if (failure instanceof SyntaxFailure && failure.diagnostic.code === undefined && this.since(80))
        for (const [span, words] of labels) failure.diagnostic.label(span, words);
      throw failure;
    }
  }

  #while(start: number, label: NodeId): ExprId {
    const keyword = this.tokens.span(start >>> 2);
    const condition = this.#labeled([[keyword, "while parsing the condition of this `while` expression"]], () => this.parseCondition());
    const parts: (readonly [Span, string])[] = [
      [keyword, "while parsing the body of this `while` expression"],
      [this.tree.span(condition), "this `while` condition successfully parsed"],
    ];
    const body = this.#labeled(parts, () => this.#loopBody("while", start));
    return this.#moveAttributes(body, this.node3(K.While, start, label, condition, body));
  }

  /** `for pat in e { }` */
  #for(start: number, label: NodeId): ExprId {
    if (this.is2018() && this.word === W.Await) {
      this.bump();
      this.gate("async_for_loop", this.previousSpan);
    }
    const [pattern, iterator] = this.#forHead();
    const body = this.#loopBody("for", start);
    return this.#moveAttributes(body, this.node4(K.For, start, label, pattern, iterator, body));
  }

  /** `pat in e`, also in parentheses, which are reported. */
  #forHead(): readonly [NodeId, ExprId] {
    const open = this.kind === T.OpenParen ? this.span : undefined;
    const inParens = open === undefined ? undefined : this.attempt(() => this.#headInParens(open));
    if (inParens !== undefined && !(inParens instanceof SyntaxFailure)) return inParens;
    const pattern = this.parsePat("tuple");
    if (!this.eatWord(W.In)) this.missingIn();
    return [pattern, this.parseExprWith(NO_STRUCT)];
  }

  #headInParens(open: Span): readonly [NodeId, ExprId] {
    this.bump();
    this.parsePat("tuple");
    if (!this.eatWord(W.In)) this.unexpected();
    const iterator = this.parseExpr();
    const close = this.span;
    this.expect(T.CloseParen);
    if (this.kind !== T.OpenBrace) this.unexpected();
    const said = error("unexpected parentheses surrounding `for` loop head").at(open).at(close);
    const edits = [open, close].map((span) => ({ span, text: this.#spaceInstead(span) }));
    this.report(said.suggest("remove parentheses in `for` loop", edits, "MachineApplicable", "verbose"));
    return [this.node(K.WildPat, this.start), iterator];
  }

  /** What takes a parenthesis' place: a blank, unless there is one beside it. */
  #spaceInstead({ lo, hi }: Span): string {
    const isOpen = this.snippet({ lo, hi }) === "(";
    const beside = this.snippet(isOpen ? { lo: lo - 1, hi: lo } : { lo: hi, hi: hi + 1 });
    return /\s/.test(beside) ? "" : " ";
  }

  /** `of` and `=` are mistaken for `in`. */
  protected missingIn(): void {
    const isOther = (this.kind === T.Ident && this.tokens.text(this.at) === "of") || (this.kind === T.Eq && this.since(80));
    const place = isOther ? this.span : this.since(80) ? { lo: this.previousHi, hi: this.span.lo } : this.behind;
    const isGap = !isOther && this.since(80);
    if (isOther) this.bump();
    const edit = { span: place, text: isOther ? "in" : " in " };
    this.report(
      error("missing `in` in `for` loop")
        .at(isGap && place.lo === place.hi ? this.behind : place)
        .suggest(isOther ? "try using `in` here instead" : "try adding `in` here", [edit], "MachineApplicable", "verbose"),
    );
  }

  #loop(start: number, label: NodeId): ExprId {
    const body = this.#loopBody("loop", start);
    return this.#moveAttributes(body, this.node2(K.Loop, start, label, body));
  }

  /** Of a match arm: `let` in it is a feature before 1.95. */
  parseGuard(): ExprId {
    const { lo } = this.previousSpan;
    const outer = this.letGuard;
    this.letGuard = false;
    const guard = this.#checked(0, true);
    if (this.letGuard && !this.since(95)) this.gate("if_let_guard", { lo, hi: this.tree.span(guard).hi });
    this.letGuard = outer;
    return guard;
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
