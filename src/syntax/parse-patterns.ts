// Patterns: alternatives, and which kind of pattern begins here.
import type { Span } from "../base/source.ts";
import { type DiagnosticBuilder, error } from "../diag/diagnostic.ts";
import type { ExprId, NodeId, PatId } from "./ast.ts";
import { SyntaxFailure, SyntaxStop } from "./cursor.ts";
import { behindReference, takesExpression } from "./expression-in-pattern.ts";
import * as K from "./node-kinds.ts";
import { PATTERN_STYLE } from "./parse-paths.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";
import { isLiteral } from "./tokens.ts";
import { FieldPatternParser } from "./parse-field-patterns.ts";

/** What a comma behind a pattern most likely means: a tuple without parentheses, or that or alternatives. */
export type CommaMeaning = "tuple" | "either";

/** Beside literals. */
const PATTERN_STARTS: ReadonlySet<number> = new Set([
  T.Ident,
  T.RawIdent,
  T.OpenParen,
  T.OpenBracket,
  T.And,
  T.AndAnd,
  T.Minus,
  T.DotDot,
  T.DotDotDot,
  T.PathSep,
  T.Lt,
  T.Shl,
]);

/** Since then alternatives at the top are told so. */
const REQUIRES_PARENTHESES = 80;

/** Since then a type behind a pattern is told as such, too. */
const KNOWS_COLONS = 86;

export abstract class PatternParser extends FieldPatternParser {
  abstract parseGuard(): ExprId;

  /** `|? pat (| pat)*`, where alternatives may stand at the top. */
  parsePat(commas?: CommaMeaning): PatId {
    const { start } = this;
    this.#eatLeadingOr();
    const pattern = this.#alternatives(start, commas);
    return this.kind === T.Colon && this.since(72) ? this.#colonInPath(pattern) : pattern;
  }

  /** As `parsePat`, where a colon may follow: in `let`. */
  parseLetPat(commas?: CommaMeaning): PatId {
    const { start } = this;
    this.#eatLeadingOr();
    return this.#alternatives(start, commas);
  }

  /** The pattern of a `let` statement: alternatives want parentheses there. */
  parseStatementPat(): PatId {
    const { start } = this;
    const hasOr = this.kind === T.Or;
    const pattern = this.parseLetPat("tuple");
    if (hasOr || this.tree.nodeKinds[pattern] === K.OrPat) this.#topOr(this.spanFrom(start), "`let` bindings");
    return pattern;
  }

  /** A comma behind a pattern at the top: of a tuple whose parentheses were forgotten, or between alternatives. */
  #unexpectedComma(start: number, meaning: CommaMeaning): never {
    const comma = this.span;
    const lo = this.loOf(start);
    this.bump();
    this.attempt(() => {
      while (!this.check(T.CloseParen)) {
        this.parseLetPat();
        if (!this.eat(T.Comma)) break;
      }
    });
    const hi = this.previousHi;
    const said = error("unexpected `,` in pattern").at(comma);
    const edits = [
      { span: { lo, hi: lo }, text: "(" },
      { span: { lo: hi, hi }, text: ")" },
    ];
    const isTuple = meaning === "tuple";
    said.suggest(`try adding parentheses to match on a tuple${isTuple ? "" : "..."}`, edits, "MachineApplicable", "verbose");
    if (!isTuple) this.#orAlternatives(said, comma, { lo, hi });
    throw new SyntaxFailure(said);
  }

  #orAlternatives(said: DiagnosticBuilder, comma: Span, whole: Span): void {
    if (this.since(80)) {
      said.suggest("...or a vertical bar to match on alternatives", [{ span: comma, text: " |" }], "MachineApplicable", "verbose");
      return;
    }
    const text = this.snippet(whole).replaceAll(",", " |");
    said.suggest("...or a vertical bar to match on multiple alternatives", [{ span: whole, text }], "MachineApplicable", "verbose");
  }

  /** A pattern of a function's parameter. */
  parseParamPat(): PatId {
    const { start } = this;
    const outer = this.expectedPattern;
    this.expectedPattern = "parameter name";
    if (this.kind === T.OrOr) this.#orOrBeforeParam();
    const hasOr = this.kind === T.Or;
    if (hasOr) this.bump();
    const pattern = this.#alternatives(start);
    this.expectedPattern = outer;
    if (hasOr || this.tree.nodeKinds[pattern] === K.OrPat) this.#topOr(this.spanFrom(start), "function parameters");
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

  #topOr(span: Span, where: string): void {
    const { lo, hi } = span;
    const isModern = this.since(REQUIRES_PARENTHESES);
    const place = where.startsWith("`") ? `in ${where}` : "in function parameters";
    const said = error(
      isModern ? `${where} require top-level or-patterns in parentheses` : `top-level or-patterns are not allowed ${place}`,
    ).at(span);
    this.report(said);
    if (isModern && this.snippet(span).startsWith("|")) {
      said.suggest("remove the `|`", [{ span: { lo, hi: lo + 1 }, text: "" }], "MachineApplicable", "tool-only");
      return;
    }
    const message = "wrap the pattern in parentheses";
    const edits = [
      { span: { lo, hi: lo }, text: "(" },
      { span: { lo: hi, hi }, text: ")" },
    ];
    if (isModern) said.suggest(message, edits, "MachineApplicable", "verbose");
    else said.suggest(message, [{ span, text: `(${this.snippet(span)})` }], "MachineApplicable", "inline");
  }

  parsePatNamed(name: string): PatId {
    const outer = this.expectedPattern;
    this.expectedPattern = name;
    const pattern = this.parsePatNoTopAlternatives();
    this.expectedPattern = outer;
    return pattern;
  }

  /** With a guard, as the elements of tuples, slices and structs may have under a feature. */
  parseGuardedPat(): PatId {
    const outer = this.expectedPattern;
    this.expectedPattern = "pattern";
    const pattern = this.parseLetPat();
    this.expectedPattern = outer;
    if (this.since(85) && this.eatWord(W.If)) {
      const { start } = this;
      this.parseGuard();
      this.gate("guard_patterns", this.spanFrom(start));
    }
    return pattern;
  }

  /** `path:name` for `path::name`: reported if a pattern follows the colon. */
  #colonInPath(pattern: PatId): PatId {
    if (this.since(KNOWS_COLONS)) return this.#colonBehind(pattern);
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

  /** A pattern or a type may follow the colon; else rustc meets the colon a second time, and stops there. */
  #colonBehind(pattern: PatId): PatId {
    const { span } = this;
    const said = this.expectedOneOf();
    const reported = this.diagnostics.length;
    const before = this.snapshot();
    this.bump();
    const start = this.start;
    const rest = this.attempt(() => this.parsePatNoTopAlternatives());
    const isPattern = !(rest instanceof SyntaxFailure);
    const found = isPattern ? this.#behindColon(pattern, rest, said, span) : pattern;
    const after = this.snapshot();
    this.restore(before);
    this.bump();
    const type = this.attempt(() => this.parseType());
    this.diagnostics.splice(reported, Infinity, said);
    if (!(type instanceof SyntaxFailure)) {
      said.label(this.tree.span(type), "specifying the type of a pattern isn't supported");
      return this.node(K.ErrorPat, start);
    }
    if (isPattern) return (this.restore({ ...after, diagnostics: reported + 1 }), this.diagnostics.splice(reported, Infinity, said), found);
    if (this.isFile) throw new SyntaxStop();
    this.diagnostics.splice(reported);
    throw new SyntaxFailure(said);
  }

  /** `path:name` was to be `path::name`. */
  #behindColon(pattern: PatId, rest: PatId, said: DiagnosticBuilder, colon: Span): PatId {
    const [first, second] = [this.tree.nodeKinds[pattern], this.tree.nodeKinds[rest]];
    const isPath = second === K.PathPat || second === K.StructPat || second === K.TupleStructPat;
    const isName = second === K.IdentPat && this.tree.field(rest, 0) === 0 && this.tree.field(rest, 2) === 0;
    if ((first !== K.IdentPat && first !== K.PathPat) || (!isPath && !isName)) return this.node(K.ErrorPat, this.start);
    const gap = { ...colon, hi: this.tree.span(rest).lo };
    said.suggest("maybe write a path separator here", [{ span: gap, text: "::" }], "MaybeIncorrect", "verbose");
    return this.node(K.ErrorPat, this.start);
  }

  #eatLeadingOr(): void {
    if (this.kind === T.OrOr) this.#unexpectedOrOr(undefined);
    this.eat(T.Or);
  }

  /** `first` is the alternative before it, if there is one. */
  #unexpectedOrOr(first: Span | undefined): void {
    const said = error("unexpected token `||` in pattern").at(this.span);
    if (first !== undefined) said.label(first, "while parsing this or-pattern starting here");
    const words = "use a single `|` to separate multiple alternative patterns";
    this.report(said.suggest(words, [{ span: this.span, text: "|" }], "MachineApplicable", this.since(90) ? "verbose" : "inline"));
    this.bump();
  }

  #alternatives(start: number, commas?: CommaMeaning): PatId {
    const first = this.parsePatNoTopAlternatives();
    if (commas !== undefined && this.kind === T.Comma) this.#unexpectedComma(start, commas);
    if (this.kind !== T.Or && this.kind !== T.OrOr) {
      this.expectNote(T.Or);
      return first;
    }
    const mark = this.scratch.length;
    this.scratch.push(first);
    for (;;) {
      if (this.kind === T.OrOr) this.#unexpectedOrOr(this.tree.span(first));
      else if (!this.eat(T.Or)) break;
      if (this.#trailingOr(first)) break;
      this.scratch.push(this.parsePatNoTopAlternatives());
      if (commas !== undefined && this.kind === T.Comma) this.#unexpectedComma(start, commas);
    }
    return this.node(K.OrPat, start, this.tree.addList(this.scratch, mark));
  }

  /** A `|` behind the last alternative: reported, and taken for done. */
  #trailingOr(first: PatId): boolean {
    const ends = [T.FatArrow, T.Eq, T.Semi, T.Colon, T.Comma, T.CloseBracket, T.CloseParen, T.CloseBrace];
    if (!ends.includes(this.kind) && this.word !== W.If && this.word !== W.In) return false;
    const said = error("a trailing `|` is not allowed in an or-pattern").at(this.previousSpan);
    this.report(said.label(this.tree.span(first), "while parsing this or-pattern starting here"));
    return true;
  }

  parsePatNoTopAlternatives(): PatId {
    return this.parsePattern();
  }

  protected parsePattern(): PatId {
    this.enter();
    if (this.word === W.Let) this.#superfluousLet();
    const { start } = this;
    const pattern = this.kind === T.OpenNone && this.isFragment("pat") ? this.#patFragment() : this.#patternAt(start);
    this.leave();
    return this.kind === T.At ? this.#wrongSideOfAt(start, pattern) : pattern;
  }

  /** `let` before a pattern that needs none. */
  #superfluousLet(): void {
    const next = this.ahead(1);
    if (!this.since(70) || !(PATTERN_STARTS.has(next) || isLiteral(next))) return;
    const { span } = this;
    this.bump();
    const edit = { span: { lo: span.lo, hi: this.span.lo }, text: "" };
    this.report(
      error("expected pattern, found `let`")
        .at(span)
        .suggest("remove the unnecessary `let` keyword", [edit], "MachineApplicable", "verbose"),
    );
  }

  /** `pat @ name`, `pat @ pat` */
  #wrongSideOfAt(start: number, left: PatId): PatId {
    this.bump();
    const right = this.parsePatNamed(this.expectedPattern);
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

  #patternAt(start: number): PatId {
    if (this.check(T.And) || this.kind === T.AndAnd) return this.#reference(start);
    if (this.check(T.OpenParen)) return this.#orExpression(start, () => this.#tupleOrParens(start));
    if (this.check(T.OpenBracket)) return this.#slice(start);
    if (this.check(T.DotDot) && !this.isRangeEndAt(1)) return (this.bump(), this.node(K.RestPat, start));
    const syntax = this.eatRange();
    if (syntax >= 0) return this.parseRangeToPat(start, syntax);
    if (this.eat(T.Not)) return this.#never(start);
    if (this.eatWord(W.Underscore)) return this.node(K.WildPat, start);
    if (this.eatWord(W.Mut)) return this.parseMutableIdent(start);
    if (this.eatWord(W.Ref)) return this.parseRefIdent(start);
    if (this.eatWord(W.Box)) return this.parseBoxPat(start);
    if (this.checkWord(W.Const) && this.ahead(1) === T.OpenBrace) return this.rangeFrom(start, this.parseConstBlockPat());
    if (this.isIdentPattern()) return this.parseIdentPat(start, 0);
    if (this.#isPathPattern()) return this.#orExpression(start, () => this.#path(start));
    return this.parseLiteralPat(start);
  }

  /** The pattern, or what stands for the expression that it began. */
  #orExpression(start: number, parse: () => PatId): PatId {
    const before = this.snapshot();
    const pattern = parse();
    const kind = this.tree.nodeKinds[pattern];
    if ((kind !== K.PathPat && kind !== K.ParenPat && kind !== K.TuplePat) || !takesExpression(this, before)) return pattern;
    if (this.eatRange() >= 0 && this.isRangeEndAt(0)) this.parseRangeToPat(start, 1);
    return this.node(K.ErrorPat, start);
  }

  #never(start: number): PatId {
    this.gate("never_patterns", this.previousSpan);
    return this.node(K.NeverPat, start);
  }

  /** `& mut? pat` */
  #reference(start: number): PatId {
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
    const inner = this.parsePattern();
    if (this.tree.nodeKinds[inner] === K.ErrorPat) behindReference(this, this.spanFrom(start));
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

  #isPathPattern(): boolean {
    if (this.checkPath()) return true;
    return this.kind === T.Ident && this.word !== W.In && this.word !== W.Let && this.word !== W.True && this.word !== W.False;
  }

  #path(start: number): PatId {
    const path = this.eatLt() ? this.parseQualifiedPath(start, PATTERN_STYLE) : this.parsePath(PATTERN_STYLE);
    const isQualified = this.tree.nodeKinds[path] === K.QPath;
    if (!isQualified && this.check(T.Not)) {
      this.bump();
      return this.node(K.MacroPat, start, this.parseMacroCall(start, path));
    }
    if (this.isRange()) return this.rangeFrom(start, this.node(K.PathExpr, start, path));
    if (this.check(T.OpenBrace)) return this.parseStructPat(start, path);
    if (this.check(T.OpenParen)) return this.#tupleStruct(start, path);
    return this.node(K.PathPat, start, path);
  }

  #tupleStruct(start: number, path: NodeId): PatId {
    this.expect(T.OpenParen);
    const elements = this.commaList(T.CloseParen, () => this.#tupleElement());
    return this.node2(K.TupleStructPat, start, path, elements);
  }
}
