// Operands: literals, paths, struct literals, tuples, arrays, closures, jumps. Blocks and control flow are in
// `parse-control.ts`.
import { error } from "../diag/diagnostic.ts";
import type { ExprId, NodeId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import { describeHere } from "./describe.ts";
import * as K from "./node-kinds.ts";
import { ALLOW_LET, CONST_ARGUMENT, NO_STRUCT, PRECEDENCE_AND } from "./parse-operators.ts";
import { EXPR_STYLE } from "./parse-paths.ts";
import { PostfixParser } from "./parse-postfix.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

export abstract class PrimaryParser extends PostfixParser {
  /** A `let` was met in the condition being parsed. */
  protected sawLet = false;
  /** `if`, loops, `match`, blocks; 0 if none begins here. */
  abstract parseControl(start: number): ExprId;
  abstract parseLabeled(start: number): ExprId;
  abstract parseClosureParam(): NodeId;
  abstract parseAsyncLike(start: number): ExprId;

  parsePrimary(): ExprId {
    const { start } = this;
    if (this.kind >= T.Int && this.kind <= T.RawCStr) return this.#literal(start);
    if (this.kind === T.OpenNone) return this.#fragment(start);
    if (this.check(T.OpenParen)) return this.#tupleOrParens(start);
    if (this.check(T.OpenBrace)) return this.parseControl(start);
    if (this.check(T.Or) || this.check(T.OrOr)) return this.parseClosure(start);
    if (this.check(T.OpenBracket)) return this.#array(start);
    if (this.word === W.Builtin && this.ahead(1) === T.Pound) return this.#builtin(start);
    if (this.checkPath()) return this.#pathOrStruct(start);
    if (this.#isClosure()) return this.parseClosure(start);
    return this.parseControl(start) || this.#jump(start) || this.#rest(start);
  }

  #literal(start: number): ExprId {
    const token = this.at;
    this.bump();
    return this.node(K.LiteralExpr, start, token);
  }

  /** A captured fragment in an expression's place. */
  #fragment(start: number): ExprId {
    const fragment = this.tokens.fragmentOf(this.at);
    if (fragment === "path" || fragment === "ty") return this.#pathOrStruct(start);
    this.bump();
    const outer = this.restrictions;
    const expr = fragment === "block" ? this.parseControl(this.start) : this.parseExprWith(0);
    this.restrictions = outer;
    this.expect(T.CloseNone);
    return expr;
  }

  /** `()`, `(e)`, `(e,)`, `(a, b)` */
  #tupleOrParens(start: number): ExprId {
    this.bump();
    const attributes = this.parseInnerAttributes();
    const mark = this.scratch.length;
    const allowed = this.restrictions & ALLOW_LET;
    const trailing = this.commaItems(T.CloseParen, () => this.parseExprWith(allowed));
    this.expect(T.CloseParen);
    const single = this.scratch.length === mark + 1 && !trailing;
    const expr = single
      ? this.node(K.ParenExpr, start, this.scratch.pop() as ExprId)
      : this.node(K.TupleExpr, start, this.tree.addList(this.scratch, mark));
    this.tree.setAttributes(expr, attributes);
    return expr;
  }

  /** `[a, b]`, `[e; n]` */
  #array(start: number): ExprId {
    this.bump();
    const attributes = this.parseInnerAttributes();
    const expr = this.#arrayBody(start);
    this.tree.setAttributes(expr, attributes);
    return expr;
  }

  #arrayBody(start: number): ExprId {
    if (this.eat(T.CloseBracket)) return this.node(K.ArrayExpr, start, 0);
    const first = this.parseExpr();
    if (this.eat(T.Semi)) {
      const count = this.parseAnonymousConst();
      this.expect(T.CloseBracket);
      return this.node2(K.Repeat, start, first, count);
    }
    const mark = this.scratch.length;
    this.scratch.push(first);
    if (this.eat(T.Comma)) this.commaItems(T.CloseBracket, () => this.parseExpr());
    this.expect(T.CloseBracket);
    return this.node(K.ArrayExpr, start, this.tree.addList(this.scratch, mark));
  }

  parseAnonymousConst(): ExprId {
    return this.parseExpr();
  }

  /** A constant as generic argument: a block or a literal. */
  parseConstArgument(): ExprId {
    const { start } = this;
    if (this.kind === T.OpenBrace) return this.parseControl(start);
    if (this.kind === T.OpenNone) return this.#fragment(start);
    const value = this.parseExprWith(CONST_ARGUMENT);
    if (!this.#isConstArgument(value)) this.#unbracedConst(value);
    return value;
  }

  #isConstArgument(value: ExprId): boolean {
    const { tree } = this;
    const kind = tree.nodeKinds[value];
    if (kind === K.Unary) return tree.field(value, 0) === T.Minus && tree.nodeKinds[tree.field(value, 1)] === K.LiteralExpr;
    return kind === K.LiteralExpr || kind === K.BlockExpr;
  }

  #unbracedConst(value: ExprId): void {
    const { lo, hi } = this.tree.span(value);
    this.report(
      error("expressions must be enclosed in braces to be used as const generic arguments")
        .at({ lo, hi })
        .suggest(
          "enclose the `const` expression in braces",
          [
            { span: { lo, hi: lo }, text: "{ " },
            { span: { lo: hi, hi }, text: " }" },
          ],
          "MachineApplicable",
          "verbose",
        ),
    );
  }

  /** `-`? literal */
  parseLiteralMaybeMinus(): ExprId {
    const { start } = this;
    if (this.kind === T.OpenNone) return this.#fragment(start);
    const negative = this.eat(T.Minus);
    const inner = this.start;
    if (this.kind === T.OpenNone && negative) return this.node2(K.Unary, start, T.Minus, this.#fragment(inner));
    if (!this.isLiteral) throw new SyntaxFailure(this.#expressionExpected());
    const literal = this.#literal(inner);
    return negative ? this.node2(K.Unary, start, T.Minus, literal) : literal;
  }

  #expressionExpected() {
    return error(`expected expression, found ${describeHere(this)}`).at(this.span, "expected expression");
  }

  parseAttributeValue(): ExprId {
    return this.parseExpr();
  }

  // --- Paths and structs -----------------------------------------------------------------------------------------

  #pathOrStruct(start: number): ExprId {
    const qualified = this.eatLt();
    const path = qualified ? this.parseQualifiedPath(start, EXPR_STYLE) : this.parsePath(EXPR_STYLE);
    if (this.eat(T.Not)) {
      if (qualified) this.report(error("macros cannot use qualified paths").at(this.tree.span(path)));
      return this.node(K.MacroExpr, start, this.parseMacroCall(start, path));
    }
    if (this.check(T.OpenBrace)) {
      const allowed = (this.restrictions & NO_STRUCT) === 0;
      if (allowed || this.#isCertainlyStruct()) return this.#structHere(start, path, allowed);
    }
    return this.node(K.PathExpr, start, path);
  }

  #structHere(start: number, path: NodeId, allowed: boolean): ExprId {
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
  #isCertainlyStruct(): boolean {
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
    this.report(
      error("expected `:`, found `=`")
        .at(span)
        .suggest("replace equals symbol with a colon", [{ span, text: ":" }], "MachineApplicable", "verbose"),
    );
  }

  #shorthandField(start: number): NodeId {
    const token = this.parseIdent();
    const path = this.node(K.Segment, start, token);
    const value = this.node(K.PathExpr, start, path);
    this.expectNote(T.Colon);
    return this.node3(K.ExprField, start, token, value, 1);
  }

  // --- Closures --------------------------------------------------------------------------------------------------

  #isClosure(): boolean {
    if (this.checkWord(W.Move)) return true;
    if (this.word === W.Static) return true;
    if (this.word === W.Const) return this.#constClosure();
    if (this.word === W.Use) return this.ahead(1) === T.Or || this.ahead(1) === T.OrOr;
    return this.word === W.For && (this.ahead(1) === T.Lt || this.ahead(1) === T.Shl) && this.#lifetimesAhead();
  }

  /** `for <` begins a closure's lifetimes unless it is a loop over a qualified path pattern. */
  #lifetimesAhead(): boolean {
    const kind = this.ahead(2);
    const after = this.ahead(3);
    if (kind === T.Gt || kind === T.Pound) return true;
    return (kind === T.Lifetime || kind === T.Ident) && (after === T.Gt || after === T.Comma || after === T.Colon || after === T.Eq);
  }

  #constClosure(): boolean {
    const kind = this.ahead(1);
    const word = this.wordAhead(1);
    return kind === T.Or || kind === T.OrOr || word === W.Move || word === W.Static || (word === W.Async && this.ahead(2) !== T.OpenBrace);
  }

  /** `for<..>? const? static? async? move? |params| -> T body` */
  parseClosure(start: number): ExprId {
    const isBound = this.word === W.For;
    const forParams = isBound ? this.parseForParams() : K.NO_LIST;
    if (isBound) this.gate("closure_lifetime_binder", this.spanFrom(start));
    let flags = 0;
    if (this.eatWord(W.Const)) {
      this.gate("const_closures", this.previousSpan);
      flags |= K.CONST;
    }
    if (this.eatWord(W.Static)) {
      this.gate("coroutines", this.previousSpan);
      flags |= K.STATIC;
    }
    if (this.is2018() && this.eatWord(W.Async)) flags |= K.ASYNC;
    if (this.options.edition >= 2024 && this.since(76)) this.expectNote(T.WORD_BASE + W.Gen);
    if ((flags & K.ASYNC) !== 0 && !this.since(85)) this.gate("async_closure", this.previousSpan);
    if (this.eatWord(W.Move) || this.#eatUse()) flags |= K.MOVE;
    const params = this.#closureParams();
    const output = this.parseReturnType(true, "arrow");
    const headHi = this.previousHi;
    const body = output === 0 ? this.#closureBody() : this.#closureBlock();
    return this.nodeMany(K.Closure, start, flags, forParams, params, output, body, headHi);
  }

  #eatUse(): boolean {
    if (!this.since(87) || !this.eatWord(W.Use)) return false;
    this.gate("ergonomic_clones", this.previousSpan);
    return true;
  }

  #closureParams(): number {
    if (this.eat(T.OrOr)) return 0;
    this.expect(T.Or);
    const mark = this.scratch.length;
    this.commaItems(T.Or, () => this.parseClosureParam());
    if (this.kind === T.OrOr) this.bumpPart(1, T.Or);
    else this.expect(T.Or);
    return this.tree.addList(this.scratch, mark);
  }

  #closureBody(): ExprId {
    return this.parseExprWith(this.restrictions & NO_STRUCT);
  }

  /** A closure with a return type has a block for its body. */
  #closureBlock(): ExprId {
    const { start } = this;
    if (this.kind === T.OpenNone) return this.#fragment(start);
    const block = this.parseBlock();
    return this.node2(K.BlockExpr, start, 0, block);
  }

  // --- Jumps and the rest ----------------------------------------------------------------------------------------

  #jump(start: number): ExprId {
    if (this.eatWord(W.Return)) return this.node(K.Return, start, this.#optionalValue());
    if (this.eatWord(W.Break)) return this.#break(start);
    if (this.eatWord(W.Continue)) return this.node(K.Continue, start, this.parseJumpLabel());
    if (this.eatWord(W.Yield)) return this.#yield(start);
    if (this.word === W.Do && this.wordAhead(1) === W.Yeet) return this.#yeet(start);
    if (this.eatWord(W.Become)) return this.#become(start);
    if (this.checkWord(W.Let)) return this.#let(start);
    if (this.eatWord(W.Underscore)) return this.node(K.Underscore, start);
    return 0;
  }

  #optionalValue(): ExprId {
    if (!this.canBeginExprAt(0)) return 0;
    return this.parseExprWith(this.restrictions & NO_STRUCT);
  }

  #break(start: number): ExprId {
    const label = this.parseJumpLabel();
    const blockFollows = this.kind === T.OpenBrace && (this.restrictions & NO_STRUCT) !== 0;
    const value = blockFollows ? 0 : this.#optionalValue();
    return this.node2(K.Break, start, label, value);
  }

  parseJumpLabel(): NodeId {
    if (!this.isLifetime) return 0;
    const { start, at } = this;
    this.bump();
    return this.node(K.Label, start, at);
  }

  #yield(start: number): ExprId {
    const value = this.#optionalValue();
    this.gate("yield_expr", this.spanFrom(start));
    return this.node(K.Yield, start, value);
  }

  #yeet(start: number): ExprId {
    this.bump();
    this.bump();
    const value = this.#optionalValue();
    this.gate("yeet_expr", this.spanFrom(start));
    return this.node(K.Return, start, value);
  }

  #become(start: number): ExprId {
    const value = this.parseExprWith(this.restrictions & NO_STRUCT);
    this.gate("explicit_tail_calls", this.spanFrom(start));
    return this.node(K.Become, start, value);
  }

  /** `let pat = scrutinee`, in a condition. */
  #let(start: number): ExprId {
    if ((this.restrictions & ALLOW_LET) === 0) this.letNotAllowed();
    this.sawLet = true;
    this.bump();
    const pattern = this.parsePat();
    this.expect(T.Eq);
    const outer = this.restrictions;
    this.restrictions &= NO_STRUCT;
    this.enter();
    const scrutinee = this.parseAtLeast(PRECEDENCE_AND + 1);
    this.leave();
    this.restrictions = outer;
    return this.node2(K.LetExpr, start, pattern, scrutinee);
  }

  protected letNotAllowed(): void {
    this.report(
      error("expected expression, found `let` statement")
        .at(this.span)
        .note("only supported directly in conditions of `if` and `while` expressions"),
    );
  }

  /** `await e`, `await!(e)` */
  #prefixAwait(start: number): ExprId {
    this.bump();
    const isMacro = this.kind === T.Not;
    if (isMacro) this.bump();
    const operand = this.parsePrefix();
    const place = this.behind;
    const hi = this.tree.span(operand).lo;
    this.report(
      error("incorrect use of `await`")
        .at(this.spanFrom(start))
        .suggest(
          "`await` is a postfix operation",
          [
            { span: { lo: this.loOf(start), hi }, text: "" },
            { span: place, text: ".await" },
          ],
          "MachineApplicable",
          "verbose",
        ),
    );
    return this.node(K.Await, start, operand);
  }

  /** `try!(e)`, a macro's name before edition 2018. */
  #deprecatedTry(start: number): ExprId {
    const token = this.at;
    this.bump();
    const path = this.node(K.Segment, start, token);
    this.bump();
    const call = this.parseMacroCall(start, path);
    const span = this.tokens.span(token);
    const { lo } = span;
    this.report(
      error("use of deprecated `try` macro")
        .at(this.spanFrom(start))
        .note("in the 2018 edition `try` is a reserved keyword, and the `try!()` macro is deprecated")
        .suggest("you can use the `?` operator instead", [{ span: this.spanFrom(start), text: "" }], "MachineApplicable", "inline")
        .suggest(
          'alternatively, you can still access the deprecated `try!()` macro using the "raw identifier" syntax',
          [{ span: { lo, hi: lo }, text: "r#" }],
          "MachineApplicable",
          "verbose",
        ),
    );
    return this.node(K.MacroExpr, start, call);
  }

  /** `builtin # name(...)` */
  #builtin(start: number): ExprId {
    this.bump();
    this.bump();
    this.parseIdent();
    this.parseDelimited();
    this.gate("builtin_syntax", this.spanFrom(start));
    return this.node(K.ErrorExpr, start);
  }

  /** `.5` */
  #floatWithoutInteger(start: number): ExprId {
    this.bump();
    const token = this.at;
    this.bump();
    const span = this.spanFrom(start);
    const place = { lo: span.lo, hi: span.lo };
    this.report(
      error("float literals must have an integer part")
        .at(span)
        .suggest("must have an integer part", [{ span: place, text: "0" }], "MachineApplicable", "verbose"),
    );
    return this.node(K.LiteralExpr, start, token);
  }

  #rest(start: number): ExprId {
    if (this.isLifetime) return this.parseLabeled(start);
    const asyncLike = this.parseAsyncLike(start);
    if (asyncLike !== 0) return asyncLike;
    if (this.isLiteral) return this.#literal(start);
    if (this.word === W.Await && this.is2018()) return this.#prefixAwait(start);
    if (this.word === W.Try && this.ahead(1) === T.Not) return this.#deprecatedTry(start);
    if (this.kind === T.Dot && this.ahead(1) === T.Int) return this.#floatWithoutInteger(start);
    throw new SyntaxFailure(this.#expressionExpected());
  }
}
