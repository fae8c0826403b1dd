// Closures.
import { error } from "../diag/diagnostic.ts";
import type { ExprId, NodeId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import { describeHere } from "./describe.ts";
import * as K from "./node-kinds.ts";
import { NO_STRUCT } from "./precedence.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";
import * as slips from "./slip-words.ts";
import { StructLiteralParser } from "./parse-struct-literals.ts";

export abstract class ClosureParser extends StructLiteralParser {
  abstract parseClosureParam(): NodeId;

  /** `unsafe $block`, `'label: $block`, `|| -> T $block`: the block stands alone. */
  protected refusesBlockFragment(start: number): boolean {
    if (!this.isFragment("block")) return false;
    const { span } = this;
    const first = this.tokens.span(start >>> 2);
    this.report(slips.blockFragment(span, first.ctxt === span.ctxt ? { ...span, lo: first.lo } : span, this.since(70)));
    return true;
  }

  protected isClosure(): boolean {
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
    const body = output === 0 ? this.#closureBody() : this.#closureBlock(output);
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
    this.commaItems(T.Or, () => this.parseClosureParam(), T.OrOr);
    if (this.kind === T.OrOr) this.bumpPart(1, T.Or);
    else this.expect(T.Or);
    return this.tree.addList(this.scratch, mark);
  }

  #closureBody(): ExprId {
    return this.parseExprWith(this.restrictions & NO_STRUCT);
  }

  /** A closure with a return type has a block for its body. */
  #closureBlock(output: NodeId): ExprId {
    const { start } = this;
    const isFragment = this.refusesBlockFragment(start);
    if (!isFragment && this.kind !== T.OpenBrace && this.since(89) && this.canBeginExprAt(0)) {
      const unbraced = this.#unbraced(output);
      if (unbraced !== 0) return unbraced;
    }
    const block = this.parseBlock();
    return this.node2(K.BlockExpr, start, 0, block);
  }

  /** An expression where the block should be; 0 if it is none. */
  #unbraced(output: NodeId): ExprId {
    const { span } = this;
    const said = error(`expected \`{\`, found ${describeHere(this)}`).at(span);
    const body = this.attempt(() => this.parseExprWith(this.restrictions & NO_STRUCT));
    if (body instanceof SyntaxFailure) return 0;
    const { lo, hi } = this.tree.span(body);
    said.label(this.tree.span(output), "explicit return type requires closure body to be enclosed in braces");
    const edits = [
      { span: { lo, hi: lo }, text: "{ " },
      { span: { lo: hi, hi }, text: " }" },
    ];
    this.report(said.suggest("wrap the expression in curly braces", edits, "MachineApplicable", "verbose"));
    return body;
  }
}
