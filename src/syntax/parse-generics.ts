// Generic parameters, bounds and where clauses.
import { error } from "../diag/diagnostic.ts";
import type { NodeId, TypeId } from "./ast.ts";
import * as K from "./node-kinds.ts";
import { isPlus, PathParser, TYPE_STYLE } from "./parse-paths.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

const MAYBE = 1;
const CONST = 2;
const TILDE_CONST = 4;
const ASYNC = 8;
const NEGATIVE = 16;

/** Generic parameters whose where clause may still follow. */
export interface OpenGenerics {
  readonly start: number;
  readonly params: number;
  readonly lo: number;
  readonly hi: number;
}

export abstract class GenericsParser extends PathParser {
  abstract parseTypeForWhere(): TypeId;

  /** `< (param (, param)* ,?)? >`, or nothing. */
  parseGenericParams(): OpenGenerics {
    const { start } = this;
    if (!this.eatLt()) {
      const { hi } = this.behind;
      return { start, params: 0, lo: hi, hi };
    }
    const params = this.#params();
    this.expectGt();
    return { start, params, lo: this.loOf(start), hi: this.previousHi };
  }

  /** Of an item that may have none, and stands where others do. */
  protected withoutGenerics(): NodeId {
    const { hi } = this.behind;
    return this.finishGenericsWithoutWhere({ start: this.start, params: 0, lo: hi, hi });
  }

  /** The generics with their where clause (or none), as a node that spans `<...>`. */
  finishGenerics(open: OpenGenerics, where: number, whereLo: number, whereHi: number): NodeId {
    const { tree } = this;
    const at = tree.allocate(4);
    tree.words[at] = open.params;
    tree.words[at + 1] = where;
    tree.words[at + 2] = whereLo;
    tree.words[at + 3] = whereHi;
    return tree.addNode(K.Generics, open.lo, open.hi, this.tokens.ctxts[open.start >>> 2] as number, at);
  }

  finishGenericsWithoutWhere(open: OpenGenerics): NodeId {
    return this.finishGenerics(open, 0, this.previousHi, this.previousHi);
  }

  parseWhereAndFinish(open: OpenGenerics, earlier = 0): NodeId {
    const lo = this.previousHi;
    if (!this.eatWord(W.Where)) return this.finishGenerics(open, earlier, lo, lo);
    const whereLo = this.tokens.los[this.previous] as number;
    if (this.kind === T.Colon) this.#colonAfterWhere();
    const list = this.#wherePredicates();
    return this.finishGenerics(open, this.tree.joinLists(earlier, list), whereLo, this.previousHi);
  }

  #colonAfterWhere(): void {
    const { span } = this;
    this.report(
      error("unexpected colon after `where`")
        .at(span)
        .suggest("remove the colon", [{ span, text: "" }], "MachineApplicable", "short"),
    );
    this.bump();
  }

  #params(): number {
    const mark = this.scratch.length;
    for (;;) {
      const attributes = this.parseOuterAttributes();
      const param = this.#param();
      if (param === 0) {
        if (attributes !== 0) this.#trailingAttribute(attributes);
        break;
      }
      this.tree.setAttributes(param, attributes);
      this.scratch.push(param);
      if (!this.eat(T.Comma)) break;
    }
    return this.tree.addList(this.scratch, mark);
  }

  #trailingAttribute(attributes: number): void {
    const last = this.tree.rawList(attributes).at(-1) as number;
    this.report(error("trailing attribute after generic parameter").at(this.tree.span(last), "attributes must go before parameters"));
  }

  #param(): NodeId {
    const { start } = this;
    if (this.checkLifetime()) {
      const token = this.at;
      this.checkLifetimeName();
      this.bump();
      const bounds = this.eat(T.Colon) ? this.parseLifetimeBounds() : 0;
      return this.node2(K.LifetimeParam, start, token, bounds);
    }
    if (this.checkWord(W.Const)) return this.#constParam(start);
    if (this.isAnyIdent) return this.#typeParam(start);
    this.expectNote(T.Ident);
    return 0;
  }

  #constParam(start: number): NodeId {
    this.bump();
    const token = this.parseIdent();
    this.expect(T.Colon);
    const type = this.parseType();
    const value = this.eat(T.Eq) ? this.parseConstArgument() : 0;
    return this.node3(K.ConstParam, start, token, type, value);
  }

  #typeParam(start: number): NodeId {
    const token = this.parseIdent();
    const bounds = this.eat(T.Colon) ? this.parseBounds() : 0;
    const type = this.eat(T.Eq) ? this.parseType() : 0;
    return this.node3(K.TypeParam, start, token, bounds, type);
  }

  /** `('a (+ 'b)*)?` */
  parseLifetimeBounds(): number {
    const mark = this.scratch.length;
    while (this.checkLifetime()) {
      this.scratch.push(this.parseLifetime());
      if (!this.eatPlus()) break;
    }
    return this.tree.addList(this.scratch, mark);
  }

  /** `for <...>`, or nothing; the result is the list of parameters. */
  parseForParams(): number {
    if (!this.eatWord(W.For)) return 0;
    if (!this.eatLt()) {
      this.expectNote(T.Lt);
      this.unexpected();
    }
    const params = this.#params();
    this.expectGt();
    return params;
  }

  // --- Bounds ----------------------------------------------------------------------------------------------------

  canBeginBound(): boolean {
    return (
      this.checkPath() ||
      this.checkLifetime() ||
      this.check(T.Not) ||
      this.check(T.Question) ||
      this.check(T.Tilde) ||
      this.#checkConstBrackets() ||
      this.checkWord(W.For) ||
      this.check(T.OpenParen) ||
      (this.since(80) && (this.checkWord(W.Const) || this.checkWord(W.Async) || this.checkWord(W.Use)))
    );
  }

  #checkConstBrackets(): boolean {
    if (this.#isConstBrackets()) return true;
    if (this.since(90)) this.expectNote(T.OpenBracket);
    return false;
  }

  /** `[const]` */
  #isConstBrackets(): boolean {
    return this.kind === T.OpenBracket && this.wordAhead(1) === W.Const && this.ahead(2) === T.CloseBracket;
  }

  /** `(bound (+ bound)* +?)?` */
  parseBounds(): number {
    return this.parseBoundsWithPlus(true);
  }

  parseBoundsWithPlus(allowPlus: boolean): number {
    const mark = this.scratch.length;
    while (this.canBeginBound() || (this.isReservedHere && this.word !== W.Where)) {
      this.scratch.push(this.#bound());
      if (!allowPlus || !this.eatPlus()) break;
    }
    return this.tree.addList(this.scratch, mark);
  }

  /** More bounds behind a first one that was read as a type's path. */
  pushMoreBounds(): void {
    while (this.canBeginBound() || (this.isReservedHere && this.word !== W.Where)) {
      this.scratch.push(this.#bound());
      if (!this.eatPlus()) break;
    }
  }

  #bound(): NodeId {
    const { start } = this;
    const parens = this.eat(T.OpenParen);
    const bound = this.isLifetime ? this.#lifetimeBound(start, parens) : this.word === W.Use ? this.#useBound() : this.#traitBound(start);
    if (parens && !this.#closed) this.expect(T.CloseParen);
    this.#closed = false;
    return bound;
  }

  /** A parenthesized lifetime has taken its `)`. */
  #closed = false;

  #lifetimeBound(start: number, parens: boolean): NodeId {
    const lifetime = this.parseLifetime();
    if (!parens) return lifetime;
    this.expect(T.CloseParen);
    this.#closed = true;
    this.report(error("parenthesized lifetime bounds are not supported").at(this.spanFrom(start)));
    return lifetime;
  }

  /** `use <'a, T>` */
  #useBound(): NodeId {
    const { start } = this;
    this.bump();
    if (!this.eatLt()) {
      this.expectNote(T.Lt);
      this.unexpected();
    }
    const mark = this.scratch.length;
    while (!this.closesAngle && this.kind !== T.Eof) {
      if (this.checkLifetime() || this.isAnyIdent) this.scratch.push(this.at);
      else this.unexpected();
      this.bump();
      if (!this.eat(T.Comma)) break;
    }
    const list = this.tree.addList(this.scratch, mark);
    this.expectGt();
    return this.node(K.UseBound, start, list);
  }

  /** `for<..>? modifiers path` */
  #traitBound(start: number): NodeId {
    const early = this.parseForParams();
    const modifiers = this.#boundModifiers();
    if (early !== 0 || this.#isEmptyBinder(start)) this.#binderWithModifier(modifiers);
    const late = early === 0 ? this.#lateBinder(modifiers) : 0;
    const path = this.parsePath(TYPE_STYLE);
    return this.node3(K.TraitBound, start, early || late, modifiers, path);
  }

  /** `for<> ...`: a binder without parameters leaves no list. */
  #isEmptyBinder(start: number): boolean {
    return this.tokens.payloads[start >>> 2] === W.For && this.tokens.kinds[start >>> 2] === T.Ident;
  }

  #binderWithModifier(modifiers: number): void {
    if ((modifiers & (MAYBE | NEGATIVE)) === 0) return;
    const mark = (modifiers & MAYBE) !== 0 ? "?" : "!";
    this.report(error(`\`for<...>\` binder not allowed with \`${mark}\` trait polarity modifier`).at(this.previousSpan));
  }

  #lateBinder(modifiers: number): number {
    if (this.word !== W.For) return this.parseForParams();
    const from = this.at + 1;
    const params = this.parseForParams();
    if (modifiers !== 0 && this.since(84)) {
      const { lo } = this.tokens.span(from);
      this.report(error("`for<...>` binder should be placed before trait bound modifiers").at({ lo, hi: this.previousHi }));
    }
    return params;
  }

  #boundModifiers(): number {
    const { start } = this;
    let modifiers = 0;
    if (this.eat(T.Tilde)) {
      this.expectWord(W.Const);
      this.gate("const_trait_impl", this.spanFrom(start));
      modifiers |= TILDE_CONST;
    } else if (this.#isConstBrackets()) {
      this.bump();
      this.bump();
      this.bump();
      this.gate("const_trait_impl", this.spanFrom(start));
      modifiers |= TILDE_CONST;
    } else if (this.eatWord(W.Const)) {
      this.gate("const_trait_impl", this.previousSpan);
      modifiers |= CONST;
    }
    if (this.is2018() && this.eatWord(W.Async)) {
      this.gate("async_trait_bounds", this.previousSpan);
      modifiers |= ASYNC;
    }
    if (this.eat(T.Question)) modifiers |= MAYBE;
    else if (this.eat(T.Not)) {
      this.gate("negative_bounds", this.previousSpan);
      modifiers |= NEGATIVE;
    }
    return modifiers;
  }

  // --- Where clauses ---------------------------------------------------------------------------------------------

  #wherePredicates(): number {
    const mark = this.scratch.length;
    for (;;) {
      const attributes = this.parseOuterAttributes();
      const predicate = this.#wherePredicate();
      if (predicate === 0) break;
      this.tree.setAttributes(predicate, attributes);
      this.scratch.push(predicate);
      if (!this.eat(T.Comma)) break;
    }
    return this.tree.addList(this.scratch, mark);
  }

  /** `'a: bounds` or `for<..>? Type: bounds`; 0 if none begins here. */
  #wherePredicate(): NodeId {
    const { start } = this;
    if (this.checkLifetime() && !isPlus(this.ahead(1))) {
      const lifetime = this.parseLifetime();
      this.expect(T.Colon);
      return this.node2(K.LifetimePredicate, start, lifetime, this.parseLifetimeBounds());
    }
    this.expectNote(T.ExpectType);
    if (!this.canBeginType()) return 0;
    const forParams = this.parseForParams();
    const type = this.parseTypeForWhere();
    if (this.eat(T.Colon)) {
      const bounds = this.parseBounds();
      return this.node3(K.TypePredicate, start, forParams, type, bounds);
    }
    if (this.eat(T.Eq) || this.eat(T.EqEq)) return this.#equalityPredicate(start, forParams, type);
    this.unexpected();
  }

  #equalityPredicate(start: number, forParams: number, type: TypeId): NodeId {
    this.parseType();
    this.report(error("equality constraints are not yet supported in `where` clauses").at(this.spanFrom(start), "not supported"));
    return this.node3(K.TypePredicate, start, forParams, type, 0);
  }
}
