// `match`, its arms and what people write in them by mistake.
import type { Span } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { ExprId, NodeId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import { noteArm } from "./expression-in-pattern.ts";
import * as K from "./node-kinds.ts";
import { NO_STRUCT, STATEMENT } from "./precedence.ts";
import { PrimaryParser } from "./parse-primary.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

/** Taken for `=>` after a report. */
const ALMOST_ARROWS: ReadonlySet<number> = new Set([T.Eq, T.RArrow, T.Ge]);

export abstract class MatchParser extends PrimaryParser {
  abstract parseStatement(): NodeId;

  parseMatch(start: number): ExprId {
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
    while (this.kind !== T.CloseBrace && this.kind !== T.Eof) this.#armOrSkip(mark);
    const arms = this.tree.addList(this.scratch, mark);
    this.expect(T.CloseBrace);
    const expr = this.node3(K.Match, start, scrutinee, arms, postfix);
    this.tree.setAttributes(expr, attributes);
    return expr;
  }

  /** An arm that fails is reported, and with it the rest of the arms is skipped; where there were none, one for everything stands there. */
  #armOrSkip(first: number): void {
    const state = this.recoveryPoint();
    try {
      this.scratch.push(this.#arm());
    } catch (failure) {
      this.recover(failure, state);
      this.skipToBrace();
      if (this.scratch.length > first && !this.since(86)) return;
      const { start } = this;
      this.scratch.push(
        this.node3(K.Arm, start, this.node(this.since(86) ? K.ErrorPat : K.WildPat, start), 0, this.node(K.ErrorExpr, start)),
      );
    }
  }

  /** `pat (if guard)? => body ,?` */
  #arm(): NodeId {
    const attributes = this.parseOuterAttributes();
    const { start } = this;
    const first = this.misplaced.length;
    const pattern = this.parsePat("either");
    const inPattern = this.misplaced.length;
    const guard = this.eatWord(W.If) ? this.parseGuard() : 0;
    noteArm(this, first, inPattern, pattern, guard);
    if (this.kind !== T.FatArrow && (this.kind === T.Comma || this.kind === T.CloseBrace))
      return this.#armWithoutBody(start, pattern, guard, attributes);
    this.#arrow();
    const arrow = this.previous;
    const bodyStart = this.start;
    const written = this.#within(arrow, () => this.parseExprWith(STATEMENT));
    const needsComma = !this.isBlockLike(written) && this.kind !== T.CloseBrace;
    const unbraced = needsComma ? this.#bodyWithoutBraces(bodyStart, written, arrow) : 0;
    const body = unbraced === 0 ? written : unbraced;
    const arm = this.node3(K.Arm, start, pattern, guard, body);
    if (!needsComma) this.eat(T.Comma);
    else if (unbraced === 0) this.#within(arrow, () => this.#commaAfterArm());
    this.tree.setAttributes(arm, attributes);
    return arm;
  }

  /** `=>`; `=`, `->` and `>=` are mistaken for it. */
  #arrow(): void {
    const { span } = this;
    if (!ALMOST_ARROWS.has(this.kind)) return void this.expect(T.FatArrow);
    this.expectNote(T.FatArrow);
    const said = this.expectedOneOf();
    said.suggest("use a fat arrow to start a match arm", [{ span, text: "=>" }], "MachineApplicable", this.since(70) ? "inline" : "short");
    this.report(said);
    this.bump();
  }

  /** A failure tells where the arm began; not where another arrow shows that a comma is missing. */
  #within<R>(arrow: number, parse: () => R): R {
    try {
      return parse();
    } catch (failure) {
      if (failure instanceof SyntaxFailure && this.kind !== T.FatArrow && failure.diagnostic.code === undefined)
        failure.diagnostic.label(this.tokens.span(arrow), "while parsing the `match` arm starting here");
      throw failure;
    }
  }

  /** `pat => a; b; c`: statements up to the next arm, reported; 0 if it is something else. */
  #bodyWithoutBraces(start: number, first: ExprId, arrow: number): ExprId {
    if (this.kind !== T.Semi) return 0;
    const before = this.snapshot();
    const semicolon = this.span;
    this.bump();
    let count = 1;
    let { hi } = this.tree.span(first);
    while (this.kind !== T.CloseBrace) {
      if (this.kind === T.Comma || this.kind === T.Eof) return (this.restore(before), 0);
      if (this.#isArmAhead()) break;
      const statement = this.attempt(() => this.parseStatement());
      if (statement instanceof SyntaxFailure || statement === 0) return (this.restore(before), 0);
      count++;
      ({ hi } = this.tree.span(statement));
    }
    this.#reportUnbraced({ lo: this.tree.span(first).lo, hi }, count, semicolon, arrow);
    return this.node(K.ErrorExpr, start);
  }

  /** Whether a pattern and an arrow follow; nothing is taken. */
  #isArmAhead(): boolean {
    const before = this.snapshot();
    const found = this.attempt(() => (this.parsePatNoTopAlternatives(), this.kind === T.FatArrow));
    this.restore(before);
    return found === true;
  }

  #reportUnbraced(span: { lo: number; hi: number }, count: number, semicolon: { lo: number; hi: number }, arrow: number): void {
    const these = count === 1 ? "this statement is" : "these statements are";
    const said = error("`match` arm body without braces").at(span, `${these} not surrounded by a body`);
    said.label(this.tokens.span(arrow), "while parsing the `match` arm starting here");
    if (count === 1) {
      const edit = { span: semicolon, text: "," };
      this.report(
        said.suggest(
          "replace `;` with `,` to end a `match` arm expression",
          [edit],
          "MachineApplicable",
          this.since(80) ? "verbose" : "inline",
        ),
      );
      return;
    }
    const edits = [
      { span: { lo: span.lo, hi: span.lo }, text: "{ " },
      { span: { lo: span.hi, hi: span.hi }, text: " }" },
    ];
    this.report(said.suggest("surround the statements with a body", edits, "MachineApplicable", "verbose"));
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
        .suggest(
          "missing a comma here to end this `match` arm",
          [{ span: place, text: "," }],
          "MachineApplicable",
          this.since(90) ? "verbose" : "short",
        ),
    );
  }

  #withoutBody(span: Span): void {
    const end = { ...span, lo: span.hi };
    this.report(
      error("`match` arm with no body")
        .at(span)
        .suggest(
          "add a body after the pattern",
          [{ span: end, text: " => { todo!() }" }],
          "HasPlaceholders",
          this.since(90) ? "verbose" : "inline",
        ),
    );
  }

  #armWithoutBody(start: number, pattern: NodeId, guard: ExprId, attributes: number): NodeId {
    if (this.tree.nodeKinds[pattern] === K.ErrorPat) this.#withoutBody(this.spanFrom(start));
    else this.gate("never_patterns", this.spanFrom(start));
    const arm = this.node3(K.Arm, start, pattern, guard, 0);
    this.eat(T.Comma);
    this.tree.setAttributes(arm, attributes);
    return arm;
  }
}
