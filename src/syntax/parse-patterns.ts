// Patterns.
import type { Span } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { BlockId, ExprId, NodeId, PatId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import { describeHere } from "./describe.ts";
import * as K from "./node-kinds.ts";
import { EXPR_STYLE } from "./parse-paths.ts";
import { TypeParser } from "./parse-types.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

const RANGE_SYNTAX: Readonly<Record<number, number>> = { [T.DotDot]: 0, [T.DotDotEq]: 1, [T.DotDotDot]: 2 };

const BY_REF = 1;
const REF_MUT = 2;
const MUT = 4;

export abstract class PatternParser extends TypeParser {
  abstract parseLiteralMaybeMinus(): ExprId;
  abstract parseBlock(): BlockId;
  abstract parseGuard(): ExprId;

  /** What a message calls the pattern that it misses. */
  #expected = "pattern";

  /** `|? pat (| pat)*`, where alternatives may stand at the top. */
  parsePat(): PatId {
    const { start } = this;
    this.#eatLeadingOr();
    const pattern = this.#alternatives(start);
    return this.kind === T.Colon && this.since(72) ? this.#colonInPath(pattern) : pattern;
  }

  /** As `parsePat`, where a colon may follow: in `let`. */
  parseLetPat(): PatId {
    const { start } = this;
    this.#eatLeadingOr();
    return this.#alternatives(start);
  }

  /** A pattern of a function's parameter. */
  parseParamPat(): PatId {
    const { start } = this;
    const outer = this.#expected;
    this.#expected = "parameter name";
    if (this.kind === T.OrOr) this.#orOrBeforeParam();
    const hasOr = this.kind === T.Or;
    if (hasOr) this.bump();
    const pattern = this.#alternatives(start);
    this.#expected = outer;
    if (hasOr || this.tree.nodeKinds[pattern] === K.OrPat) this.#topOr(this.spanFrom(start));
    return pattern;
  }

  #orOrBeforeParam(): void {
    const { span } = this;
    this.report(
      error("unexpected `||` before function parameter")
        .at(span)
        .suggest("remove the `||`", [{ span, text: "" }], "MachineApplicable", "inline")
        .note("alternatives in or-patterns are separated with `|`, not `||`"),
    );
    this.bump();
  }

  #topOr({ lo, hi }: Span): void {
    this.report(
      error("function parameters require top-level or-patterns in parentheses")
        .at({ lo, hi })
        .suggest(
          "wrap the pattern in parentheses",
          [
            { span: { lo, hi: lo }, text: "(" },
            { span: { lo: hi, hi }, text: ")" },
          ],
          "MachineApplicable",
          "inline",
        ),
    );
  }

  parsePatNamed(name: string): PatId {
    const outer = this.#expected;
    this.#expected = name;
    const pattern = this.parsePatNoTopAlternatives();
    this.#expected = outer;
    return pattern;
  }

  /** With a guard, as the elements of tuples, slices and structs may have under a feature. */
  parseGuardedPat(): PatId {
    const outer = this.#expected;
    this.#expected = "pattern";
    const pattern = this.parseLetPat();
    this.#expected = outer;
    if (this.since(85) && this.eatWord(W.If)) {
      const { start } = this;
      this.parseGuard();
      this.gate("guard_patterns", this.spanFrom(start));
    }
    return pattern;
  }

  /** `path:name` for `path::name`: reported if a pattern follows the colon. */
  #colonInPath(pattern: PatId): PatId {
    const kind = this.tree.nodeKinds[pattern];
    if (kind !== K.IdentPat && kind !== K.PathPat) return pattern;
    const diagnostic = this.expectedOneOf();
    const reported = this.diagnostics.length;
    const rest = this.attempt(() => {
      this.bump();
      return this.parsePatNoTopAlternatives();
    });
    if (rest instanceof SyntaxFailure) return pattern;
    this.diagnostics.splice(reported, 0, diagnostic);
    return rest;
  }

  #eatLeadingOr(): void {
    if (this.kind === T.OrOr) this.#unexpectedOrOr();
    this.eat(T.Or);
  }

  #unexpectedOrOr(): void {
    this.report(
      error("unexpected token `||` in pattern")
        .at(this.span)
        .suggest("use a single `|` to separate multiple alternative patterns", [{ span: this.span, text: "|" }], "MachineApplicable"),
    );
    this.bump();
  }

  #alternatives(start: number): PatId {
    const first = this.parsePatNoTopAlternatives();
    if (this.kind !== T.Or && this.kind !== T.OrOr) {
      this.expectNote(T.Or);
      return first;
    }
    const mark = this.scratch.length;
    this.scratch.push(first);
    for (;;) {
      if (this.kind === T.OrOr) this.#unexpectedOrOr();
      else if (!this.eat(T.Or)) break;
      if (this.#trailingOr()) break;
      this.scratch.push(this.parsePatNoTopAlternatives());
    }
    return this.node(K.OrPat, start, this.tree.addList(this.scratch, mark));
  }

  /** A `|` behind the last alternative: reported, and taken for done. */
  #trailingOr(): boolean {
    const ends = [T.FatArrow, T.Eq, T.Semi, T.Colon, T.Comma, T.CloseBracket, T.CloseParen, T.CloseBrace];
    if (!ends.includes(this.kind) && this.word !== W.If && this.word !== W.In) return false;
    this.report(error("a trailing `|` is not allowed in an or-pattern").at(this.previousSpan));
    return true;
  }

  parsePatNoTopAlternatives(): PatId {
    return this.#pattern(true);
  }

  #pattern(allowRange: boolean): PatId {
    this.enter();
    const { start } = this;
    const pattern = this.kind === T.OpenNone && this.isFragment("pat") ? this.#patFragment() : this.#patternAt(start, allowRange);
    this.leave();
    return this.kind === T.At ? this.#wrongSideOfAt(start, pattern) : pattern;
  }

  /** `pat @ name`, `pat @ pat` */
  #wrongSideOfAt(start: number, left: PatId): PatId {
    this.bump();
    const right = this.parsePatNamed(this.#expected);
    const span = this.spanFrom(start);
    const leftSpan = this.tree.span(left);
    const rightSpan = this.tree.span(right);
    if (this.tree.nodeKinds[right] === K.IdentPat && this.tree.field(right, 2) === 0) {
      this.report(
        error("pattern on wrong side of `@`")
          .at(span)
          .label(leftSpan, "pattern on the left, should be on the right")
          .label(rightSpan, "binding on the right, should be on the left"),
      );
    } else {
      this.report(
        error("left-hand side of `@` must be a binding")
          .at(span)
          .label(leftSpan, "interpreted as a pattern, not a binding")
          .label(rightSpan, "also a pattern")
          .note("bindings are `x`, `mut x`, `ref x`, and `ref mut x`"),
      );
    }
    return left;
  }

  #patFragment(): PatId {
    this.bump();
    const pattern = this.parsePat();
    this.expect(T.CloseNone);
    return pattern;
  }

  #patternAt(start: number, allowRange: boolean): PatId {
    if (this.check(T.And) || this.kind === T.AndAnd) return this.#reference(start, allowRange);
    if (this.check(T.OpenParen)) return this.#tupleOrParens(start);
    if (this.check(T.OpenBracket)) return this.#slice(start);
    if (this.check(T.DotDot) && !this.#isRangeEndAt(1)) return (this.bump(), this.node(K.RestPat, start));
    const syntax = this.#eatRange();
    if (syntax >= 0) return this.#rangeTo(start, syntax);
    if (this.eat(T.Not)) return this.#never(start);
    if (this.eatWord(W.Underscore)) return this.node(K.WildPat, start);
    if (this.eatWord(W.Mut)) return this.#mutableIdent(start);
    if (this.eatWord(W.Ref)) return this.#refIdent(start);
    if (this.eatWord(W.Box)) return this.#boxed(start);
    if (this.checkWord(W.Const) && this.ahead(1) === T.OpenBrace) return this.#rangeFrom(start, this.#constBlock());
    if (this.#isIdentPattern()) return this.#ident(start, 0);
    if (this.#isPathPattern()) return this.#path(start);
    return this.#literal(start);
  }

  #never(start: number): PatId {
    this.gate("never_patterns", this.previousSpan);
    return this.node(K.NeverPat, start);
  }

  /** `& mut? pat` */
  #reference(start: number, allowRange: boolean): PatId {
    this.eatAnd();
    if (this.isLifetime) {
      const span = this.span;
      this.report(
        error(`unexpected lifetime \`${this.tokens.text(this.at)}\` in pattern`)
          .at(span)
          .suggest("remove the lifetime", [{ span, text: "" }], "MachineApplicable"),
      );
      this.bump();
    }
    const mutable = this.pinnedOrMutable();
    void allowRange;
    const inner = this.#pattern(false);
    return this.node2(K.ReferencePat, start, mutable ? 1 : 0, inner);
  }

  /** `(a, b)`, `(a)`; the latter may begin a range no more. */
  #tupleOrParens(start: number): PatId {
    this.expect(T.OpenParen);
    const mark = this.scratch.length;
    const trailing = this.commaItems(T.CloseParen, () => this.#tupleElement());
    this.expect(T.CloseParen);
    const only = this.scratch.length === mark + 1 && !trailing && this.tree.nodeKinds[this.scratch[mark] as number] !== K.RestPat;
    if (only) return this.node(K.ParenPat, start, this.scratch.pop() as PatId);
    return this.node(K.TuplePat, start, this.tree.addList(this.scratch, mark));
  }

  #tupleElement(): PatId {
    const attributes = this.kind === T.Pound ? this.parseOuterAttributes() : 0;
    const pattern = this.parseGuardedPat();
    this.tree.setAttributes(pattern, attributes);
    return pattern;
  }

  #slice(start: number): PatId {
    this.expect(T.OpenBracket);
    return this.node(
      K.SlicePat,
      start,
      this.commaList(T.CloseBracket, () => this.#tupleElement()),
    );
  }

  #mutableIdent(start: number): PatId {
    if (this.eatWordQuietly(W.Ref)) {
      this.gate("mut_ref", this.spanFrom(start));
      const mutable = this.pinnedOrMutable();
      return this.#ident(start, MUT | BY_REF | (mutable ? REF_MUT : 0));
    }
    if (!this.isIdent) return this.#mutOnPattern(start);
    return this.#ident(start, MUT);
  }

  /** `mut` before what is no name. */
  #mutOnPattern(start: number): PatId {
    const doubled = this.word === W.Mut;
    if (doubled) {
      this.bump();
      this.report(error("`mut` on a binding may not be repeated").at(this.previousSpan));
      return this.#mutableIdent(start);
    }
    const inner = this.parsePatNamed("identifier");
    const span = this.spanFrom(start);
    this.report(
      error("`mut` must be followed by a named binding").at(span).note("`mut` may be followed by `variable` and `variable @ pattern`"),
    );
    return inner;
  }

  #refIdent(start: number): PatId {
    if (this.word === W.Box) this.fail("switch the order of `ref` and `box`", { lo: this.loOf(start), hi: this.span.hi });
    const mutable = this.pinnedOrMutable();
    return this.#ident(start, BY_REF | (mutable ? REF_MUT : 0));
  }

  #boxed(start: number): PatId {
    const keyword = this.previousSpan;
    if (this.kind === T.Eq || this.kind === T.Comma || this.kind === T.FatArrow || this.kind === T.CloseParen) {
      this.fail("expected identifier, found keyword `box`", keyword, "expected identifier, found keyword");
    }
    const inner = this.#pattern(false);
    this.gate("box_patterns", this.spanFrom(start));
    return this.node(K.BoxPat, start, inner);
  }

  #constBlock(): ExprId {
    const { start } = this;
    this.bump();
    const block = this.parseBlock();
    if (this.since(88))
      this.report(
        error("const blocks cannot be used as patterns")
          .at(this.spanFrom(start))
          .help("use a named `const`-item or an `if`-guard (`x if x == const { ... }`) instead"),
      );
    else this.gate("inline_const_pat", this.spanFrom(start));
    return this.node(K.ConstBlock, start, block);
  }

  /** A lone name: not a path, call, struct, macro or range. */
  /** A reserved word that stands where a name should, as in `let match = 1`. */
  get #isMistakenForName(): boolean {
    const isOther = this.word === W.True || this.word === W.False || this.word === W.In || this.word === W.Let || this.isPathSegmentWord;
    return this.kind === T.Ident && !isOther;
  }

  #isIdentPattern(): boolean {
    if (!this.checkIdent() && !this.#isMistakenForName) return false;
    switch (this.ahead(1)) {
      case T.OpenParen:
      case T.OpenBrace:
      case T.DotDotDot:
      case T.DotDotEq:
      case T.DotDot:
      case T.PathSep:
      case T.Not:
        return false;
      default:
        return true;
    }
  }

  /** `name`, `name @ pat` */
  #ident(start: number, flags: number): PatId {
    const token = this.#bindingName();
    const sub = this.eat(T.At) ? this.parsePatNoTopAlternatives() : 0;
    if (this.kind === T.OpenParen) this.#callInPattern(start);
    return this.node3(K.IdentPat, start, flags, token, sub);
  }

  #bindingName(): number {
    if (!this.isIdent) this.failIdent();
    return this.parseIdent();
  }

  #callInPattern(start: number): void {
    this.fail("expected identifier, found enum pattern", this.spanFrom(start), "not an identifier");
  }

  #isPathPattern(): boolean {
    if (this.checkPath()) return true;
    return this.kind === T.Ident && this.word !== W.In && this.word !== W.Let && this.word !== W.True && this.word !== W.False;
  }

  #path(start: number): PatId {
    const path = this.eatLt() ? this.parseQualifiedPath(start, EXPR_STYLE) : this.parsePath(EXPR_STYLE);
    const isQualified = this.tree.nodeKinds[path] === K.QPath;
    if (!isQualified && this.check(T.Not)) {
      this.bump();
      return this.node(K.MacroPat, start, this.parseMacroCall(start, path));
    }
    const syntax = this.#eatRange();
    if (syntax >= 0) return this.#rangeWithStart(start, this.node(K.PathExpr, start, path), syntax);
    if (this.check(T.OpenBrace)) return this.#struct(start, path);
    if (this.check(T.OpenParen)) return this.#tupleStruct(start, path);
    return this.node(K.PathPat, start, path);
  }

  #tupleStruct(start: number, path: NodeId): PatId {
    this.expect(T.OpenParen);
    const elements = this.commaList(T.CloseParen, () => this.#tupleElement());
    return this.node2(K.TupleStructPat, start, path, elements);
  }

  #literal(start: number): PatId {
    if (this.isLiteral || this.check(T.Minus) || (this.kind === T.OpenNone && this.#isLiteralFragment())) {
      const literal = this.attempt(() => this.parseLiteralMaybeMinus());
      if (!(literal instanceof SyntaxFailure)) return this.#rangeFrom(start, literal);
      this.eat(T.Minus);
    }
    const found = this.kind === T.Ident ? `\`${this.tokens.text(this.at)}\`` : describeHere(this);
    throw new SyntaxFailure(error(`expected ${this.#expected}, found ${found}`).at(this.span, `expected ${this.#expected}`));
  }

  #isLiteralFragment(): boolean {
    return this.isFragment("literal") || this.isFragment("expr");
  }

  // --- Ranges ----------------------------------------------------------------------------------------------------

  /** `..`, `..=`, `...` as 0, 1, 2; -1 if none stands here. */
  #eatRange(): number {
    if (this.eat(T.DotDotDot) || this.eat(T.DotDotEq) || this.eat(T.DotDot))
      return RANGE_SYNTAX[this.tokens.kinds[this.previous] as number] as number;
    return -1;
  }

  #isRangeEndAt(count: number): boolean {
    const kind = this.ahead(count);
    if (kind === T.Ident) {
      const word = this.wordAhead(count);
      if (word === W.Const) return this.ahead(count + 1) === T.OpenBrace;
      return !this.isReserved(word) || this.isPathWord(word) || word === W.True || word === W.False;
    }
    const isPath = kind === T.RawIdent || kind === T.PathSep || kind === T.Lt || kind === T.Shl;
    return isPath || kind === T.Minus || kind === T.OpenParen || kind === T.OpenNone || (kind >= T.Int && kind <= T.RawCStr);
  }

  /** A literal or constant, or the range it begins. */
  #rangeFrom(start: number, first: ExprId): PatId {
    const syntax = this.#eatRange();
    return syntax < 0 ? this.node(K.ExprPat, start, first) : this.#rangeWithStart(start, first, syntax);
  }

  #rangeWithStart(start: number, first: ExprId, syntax: number): PatId {
    const last = this.#isRangeEndAt(0) ? this.#rangeEnd() : 0;
    if (last === 0 && syntax !== 0) this.#inclusiveWithoutEnd();
    if (last !== 0 && syntax === 0 && !this.since(80)) this.gate("exclusive_range_pattern", this.spanFrom(start));
    return this.node3(K.RangePat, start, first, last, syntax);
  }

  #rangeTo(start: number, syntax: number): PatId {
    const last = this.#isRangeEndAt(0) ? this.#rangeEnd() : 0;
    if (last === 0) this.#inclusiveWithoutEnd();
    else if (syntax === 2) this.#dotsRangeTo();
    return this.node3(K.RangePat, start, 0, last, syntax === 2 ? 1 : syntax);
  }

  #inclusiveWithoutEnd(): void {
    const span = this.previousSpan;
    this.report(
      error("E0586", "inclusive range with no end")
        .at(span)
        .note("inclusive ranges must be bounded at the end (`..=b` or `a..=b`)")
        .suggest("use `..` instead", [{ span, text: ".." }], "MachineApplicable", "short"),
    );
  }

  #dotsRangeTo(): void {
    this.report(error("range-to patterns with `...` are not allowed").at(this.previousSpan));
  }

  /** A literal, constant block or path. */
  #rangeEnd(): ExprId {
    const { start } = this;
    if (this.checkWord(W.Const) && this.ahead(1) === T.OpenBrace) return this.#constBlock();
    if (!this.checkPath()) return this.parseLiteralMaybeMinus();
    const path = this.eatLt() ? this.parseQualifiedPath(start, EXPR_STYLE) : this.parsePath(EXPR_STYLE);
    return this.node(K.PathExpr, start, path);
  }

  // --- Fields ----------------------------------------------------------------------------------------------------

  /** `path { field, name: pat, .. }` */
  #struct(start: number, path: NodeId): PatId {
    this.expect(T.OpenBrace);
    const mark = this.scratch.length;
    const rest = this.#fields();
    const fields = this.tree.addList(this.scratch, mark);
    this.expect(T.CloseBrace);
    return this.node3(K.StructPat, start, path, fields, rest ? 1 : 0);
  }

  #fields(): boolean {
    let rest = false;
    let needsComma = false;
    while (this.kind !== T.CloseBrace && this.kind !== T.Eof) {
      const attributes = this.parseOuterAttributes();
      if (needsComma) this.#missingComma();
      if (attributes !== 0 && this.kind === T.DotDot) this.failIdent();
      if (this.check(T.DotDot) || this.kind === T.DotDotDot || this.word === W.Underscore) {
        this.#rest();
        rest = true;
        if (this.kind === T.CloseBrace) break;
        this.#afterRest();
        continue;
      }
      const field = this.#field();
      this.tree.setAttributes(field, attributes);
      this.scratch.push(field);
      needsComma = !this.eat(T.Comma);
    }
    return rest;
  }

  #missingComma(): never {
    this.expectNote(T.CloseBrace);
    throw new SyntaxFailure(this.expectedOneOf());
  }

  #rest(): void {
    if (this.kind === T.DotDot) return this.bump();
    const span = this.span;
    const found = this.kind === T.DotDotDot ? "`...`" : "`_`";
    this.bump();
    const message = found === "`...`" ? "expected field pattern, found `...`" : "expected identifier, found reserved identifier `_`";
    this.report(error(message).at(span));
  }

  #afterRest(): void {
    const span = this.span;
    if (this.kind === T.Comma) {
      this.report(
        error("expected `}`, found `,`")
          .at(span, "expected `}`")
          .label(this.previousSpan, "`..` must be at the end and cannot have a trailing comma"),
      );
      return this.bump();
    }
    this.fail(`expected \`}\`, found ${describeHere(this)}`, span, "expected `}`");
  }

  /** `name: pat`, `0: pat`, or `box? ref? mut? name` */
  #field(): NodeId {
    const { start } = this;
    if (this.ahead(1) === T.Colon && (this.isAnyIdent || this.kind === T.Int)) {
      const token = this.#fieldName();
      this.bump();
      const pattern = this.parsePat();
      return this.node3(K.PatField, start, token, pattern, 0);
    }
    const boxed = this.eatWord(W.Box);
    const bindingStart = this.start;
    const byRef = this.eatWord(W.Ref);
    const mutable = this.eatWord(W.Mut);
    const token = this.parseIdent();
    const flags = byRef ? BY_REF | (mutable ? REF_MUT : 0) : mutable ? MUT : 0;
    const binding = this.node3(K.IdentPat, bindingStart, flags, token, 0);
    return this.node3(K.PatField, start, token, boxed ? this.node(K.BoxPat, start, binding) : binding, 1);
  }

  #fieldName(): number {
    if (this.kind !== T.Int) return this.parseIdent();
    const token = this.at;
    this.bump();
    return token;
  }
}
