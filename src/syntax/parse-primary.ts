// Operands: literals, paths, tuples, arrays, macro calls. Struct literals, closures and jumps stand in files of their own;
// blocks and control flow are in `parse-control.ts`.
import { error } from "../diag/diagnostic.ts";
import type { ExprId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import { describeHere } from "./describe.ts";
import * as K from "./node-kinds.ts";
import { ALLOW_LET, CONST_ARGUMENT, NO_STRUCT } from "./precedence.ts";
import { EXPR_STYLE } from "./parse-paths.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";
import { JumpParser } from "./parse-jumps.ts";

export abstract class PrimaryParser extends JumpParser {
  /** `if`, loops, `match`, blocks; 0 if none begins here. */
  abstract parseControl(start: number): ExprId;
  abstract parseLabeled(start: number): ExprId;
  abstract parseAsyncLike(start: number): ExprId;

  parsePrimary(): ExprId {
    const { start } = this;
    if (this.kind >= T.Int && this.kind <= T.RawCStr) return this.#literal(start);
    if (this.kind === T.OpenNone) return this.#exprFragment(start);
    if (this.check(T.OpenParen)) return this.#tupleOrParens(start);
    if (this.check(T.OpenBrace)) return this.parseControl(start);
    if (this.check(T.Or) || this.check(T.OrOr)) return this.parseClosure(start);
    if (this.check(T.OpenBracket)) return this.#array(start);
    if (this.word === W.Builtin && this.ahead(1) === T.Pound) return this.#builtin(start);
    if (this.checkPath()) return this.#pathOrStruct(start);
    if (this.isClosure()) return this.parseClosure(start);
    return this.parseControl(start) || this.parseJump(start) || this.#rest(start);
  }

  #literal(start: number): ExprId {
    const token = this.at;
    this.bump();
    return this.node(K.LiteralExpr, start, token);
  }

  /** A captured fragment in an expression's place. */
  #exprFragment(start: number): ExprId {
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

  /** A constant as generic argument: a block, a literal or a name. */
  parseConstArgument(): ExprId {
    const { start } = this;
    if (this.kind === T.OpenBrace) return this.parseControl(start);
    if (this.kind === T.OpenNone) return this.#exprFragment(start);
    const value = this.parseExprWith(CONST_ARGUMENT);
    if (!this.#isConstArgument(value)) this.#unbracedConst(value);
    return value;
  }

  #isConstArgument(value: ExprId): boolean {
    const { tree } = this;
    const kind = tree.nodeKinds[value];
    if (kind === K.Unary) return tree.field(value, 0) === T.Minus && tree.nodeKinds[tree.field(value, 1)] === K.LiteralExpr;
    return (
      kind === K.LiteralExpr ||
      kind === K.BlockExpr ||
      (kind === K.PathExpr && tree.nodeKinds[tree.nodeData[value] as number] === K.Segment)
    );
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
    if (this.kind === T.OpenNone) return this.#exprFragment(start);
    const negative = this.eat(T.Minus);
    const inner = this.start;
    if (this.kind === T.OpenNone && negative) return this.node2(K.Unary, start, T.Minus, this.#exprFragment(inner));
    if (!this.isLiteral) throw new SyntaxFailure(this.#expressionExpected());
    const literal = this.#literal(inner);
    return negative ? this.node2(K.Unary, start, T.Minus, literal) : literal;
  }

  #expressionExpected() {
    const { subject } = this.options;
    if (this.kind === T.Eof && subject !== undefined && this.at > 0) {
      const before = this.tokens.span(this.at - 1);
      return error(`expected expression, found end of ${subject}`).at({ ...before, lo: before.hi }, "expected expression");
    }
    return this.withParentheses(error(`expected expression, found ${describeHere(this)}`).at(this.span, "expected expression"));
  }

  parseAttributeValue(): ExprId {
    return this.parseExpr();
  }

  #pathOrStruct(start: number): ExprId {
    const { previous } = this;
    const qualified = this.eatLt();
    const path = qualified ? this.#qualified(start, previous) : this.parsePath(EXPR_STYLE);
    if (this.eat(T.Not)) {
      if (qualified) this.report(error("macros cannot use qualified paths").at(this.tree.span(path)));
      return this.node(K.MacroExpr, start, this.parseMacroCall(start, path));
    }
    if (this.check(T.OpenBrace)) {
      const allowed = (this.restrictions & NO_STRUCT) === 0;
      const struct = allowed || this.isCertainlyStruct() ? this.parseStructHere(start, path, allowed) : 0;
      if (struct !== 0) return struct;
    }
    return this.node(K.PathExpr, start, path);
  }

  /** Behind `<`; `=<` was probably meant as `<=`. */
  #qualified(start: number, before: number): ExprId {
    try {
      return this.parseQualifiedPath(start, EXPR_STYLE);
    } catch (failure) {
      const { lo, hi } = this.tokens.span(before);
      const less = this.loOf(start);
      if (failure instanceof SyntaxFailure && this.tokens.kinds[before] === T.Eq && hi === less && this.since(90))
        failure.diagnostic.suggest("did you mean", [{ span: { lo, hi: less + 1 }, text: "<=" }], "Unspecified");
      throw failure;
    }
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
    this.bump();
    const span = this.spanFrom(start);
    const place = { lo: span.lo, hi: span.lo };
    this.report(
      error("float literals must have an integer part")
        .at(span)
        .suggest("must have an integer part", [{ span: place, text: "0" }], "MachineApplicable", "verbose"),
    );
    return this.node(K.ErrorExpr, start);
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
