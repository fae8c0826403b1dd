// `return`, `break`, `continue` and what else leaves an expression with a keyword; `let` in conditions.
import { error } from "../diag/diagnostic.ts";
import type { ExprId, NodeId } from "./ast.ts";
import * as K from "./node-kinds.ts";
import { ALLOW_LET, NO_STRUCT, PRECEDENCE_AND } from "./precedence.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";
import { ClosureParser } from "./parse-closures.ts";

export abstract class JumpParser extends ClosureParser {
  /** A `let` was met in the condition being parsed. */
  protected sawLet = false;
  /** A guard that was read holds a `let`. */
  protected letGuard = false;

  protected parseJump(start: number): ExprId {
    if (this.eatWord(W.Return)) return this.node(K.Return, start, this.#optionalValue());
    if (this.eatWord(W.Break)) return this.#break(start);
    if (this.eatWord(W.Continue)) return this.node(K.Continue, start, this.parseJumpLabel() || this.#tickless());
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
    this.#checkLabelName();
    this.bump();
    return this.node(K.Label, start, at);
  }

  /** `continue name`: reported; the name is dropped. */
  #tickless(): NodeId {
    if (!this.isIdent || !this.since(80)) return 0;
    const { span } = this;
    const edit = { span: { ...span, hi: span.lo }, text: "'" };
    const said = error("expected a label, found an identifier").at(span);
    this.report(said.suggest("labels start with a tick", [edit], "MachineApplicable", "verbose"));
    this.bump();
    return 0;
  }

  #checkLabelName(): void {
    const name = this.tokens.text(this.at);
    const word = W.WORDS.indexOf(name.slice(1));
    if (this.kind === T.RawLifetime || word < 0 || !this.isReserved(word)) return;
    this.report(error(this.since(81) ? "labels cannot use keyword names" : `invalid label name \`${name}\``).at(this.span));
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
    const pattern = this.parsePat("tuple");
    if (this.kind === T.EqEq && this.since(90)) this.#equalsTwice();
    else this.expect(T.Eq);
    const outer = this.restrictions;
    this.restrictions &= NO_STRUCT;
    this.enter();
    const scrutinee = this.parseAtLeast(PRECEDENCE_AND + 1);
    this.leave();
    this.restrictions = outer;
    return this.node2(K.LetExpr, start, pattern, scrutinee);
  }

  #equalsTwice(): void {
    const { span } = this;
    const said = error("expected `=`, found `==`").at(span);
    this.report(said.suggest("consider using `=` here", [{ span, text: "=" }], "MaybeIncorrect", "verbose"));
    this.bump();
  }

  protected letNotAllowed(): void {
    this.report(
      error("expected expression, found `let` statement")
        .at(this.span)
        .note("only supported directly in conditions of `if` and `while` expressions"),
    );
  }
}
