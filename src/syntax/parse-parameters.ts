// The parameters of functions, function pointers and closures, `self` in all its forms among them.
import { type DiagnosticBuilder, error } from "../diag/diagnostic.ts";
import type { NodeId, TypeId } from "./ast.ts";
import { describeHere } from "./describe.ts";
import { SyntaxFailure } from "./cursor.ts";
import * as K from "./node-kinds.ts";
import { StatementParser } from "./parse-statements.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

const SELF_VALUE = 1;
const SELF_REFERENCE = 2;
const SELF_TYPED = 3;

export abstract class ParameterParser extends StatementParser {
  /** Where the function being read stands. */
  protected fnContext: "free" | "trait" | "impl" = "free";

  protected parseFnParams(namesOptional: boolean): { list: number; variadic: boolean } {
    if (this.kind !== T.OpenParen) return this.#missingParams();
    this.expect(T.OpenParen);
    let first = true;
    return this.#paramList(() => {
      const param = this.#param(first, namesOptional);
      first = false;
      return param;
    });
  }

  #missingParams(): { list: number; variadic: boolean } {
    const place = this.behind;
    const diagnostic = error("missing parameters for function definition").at(place);
    this.report(diagnostic.suggest("add a parameter list", [{ span: place, text: "()" }], "MachineApplicable", "verbose"));
    return { list: 0, variadic: false };
  }

  parseFnPointerParams(): { list: number; variadic: boolean } {
    if (this.kind !== T.OpenParen) return this.#missingParams();
    this.expect(T.OpenParen);
    return this.#paramList(() => this.#param(false, true));
  }

  /** A trailing `...` is no parameter of the list but a flag. */
  #paramList(parse: () => NodeId): { list: number; variadic: boolean } {
    const mark = this.scratch.length;
    this.commaItems(T.CloseParen, parse);
    this.expect(T.CloseParen);
    const last = this.scratch.length > mark ? (this.scratch.at(-1) as NodeId) : 0;
    const type = last === 0 ? 0 : this.tree.field(last, 1);
    const variadic = type !== 0 && this.tree.nodeKinds[type] === K.ErrorType && this.snippet(this.tree.span(type)) === "...";
    if (variadic) this.scratch.pop();
    return { list: this.tree.addList(this.scratch, mark), variadic };
  }

  /** `attrs (self form | pat : T | T)` */
  #param(first: boolean, namesOptional: boolean): NodeId {
    const { start } = this;
    const attributes = this.parseOuterAttributes();
    const param = this.#paramOrError(start, first, namesOptional);
    this.tree.setAttributes(param, attributes);
    if (attributes !== 0) this.tree.nodeLos[param] = this.loOf(start);
    return param;
  }

  /** The name that has been read of a parameter, while its type may be missing; 0 if there is none. */
  #withoutType: NodeId = 0;

  /** A parameter that fails is reported at once; the next is looked for behind its comma. */
  #paramOrError(start: number, first: boolean, namesOptional: boolean): NodeId {
    const depth = this.depth;
    const mark = this.scratch.length;
    this.#withoutType = 0;
    try {
      const self = this.#selfParam();
      if (self !== 0 && !first) this.#lateSelf(self);
      return self || this.#namedParam(namesOptional, first);
    } catch (failure) {
      if (!(failure instanceof SyntaxFailure)) throw failure;
      this.report(failure.diagnostic);
      this.depth = depth;
      this.scratch.length = mark;
      while (this.kind !== T.Comma && this.kind !== T.CloseParen && this.kind !== T.Eof) this.skipTree();
      return this.#errorParam(start, this.#withoutType || this.node(K.ErrorPat, start));
    }
  }

  /** In parentheses, for an error's type alone stands for `...`. */
  #errorParam(start: number, pattern: NodeId): NodeId {
    return this.node3(K.Param, start, pattern, this.node(K.ParenType, start, this.node(K.ErrorType, start)), 0);
  }

  #lateSelf(param: NodeId): void {
    this.report(
      error("unexpected `self` parameter in function").at(this.tree.span(param), "must be the first parameter of an associated function"),
    );
  }

  #namedParam(namesOptional: boolean, first: boolean): NodeId {
    const { start } = this;
    if (namesOptional && !this.#isNamedParam()) {
      return this.#anonymousParam(start);
    }
    if (this.kind === T.DotDotDot) {
      this.bump();
      const type = this.node(K.ErrorType, start);
      return this.node3(K.Param, start, this.node(K.WildPat, start), type, 0);
    }
    const pattern = this.parseParamPat();
    if (!this.eat(T.Colon)) this.#missingParamType(pattern, first);
    const type = this.parseTypeOrVariadic();
    return this.node3(K.Param, start, pattern, type, 0);
  }

  /** A type alone; if that fails, a pattern with its type is what was meant, and what the error speaks of. */
  #anonymousParam(start: number): NodeId {
    const type = this.attempt(() => {
      const parsed = this.parseTypeOrVariadic();
      if (this.kind !== T.Comma && this.kind !== T.CloseParen) this.unexpected();
      return parsed;
    });
    if (type instanceof SyntaxFailure) {
      if (this.kind === T.DotDotDot) throw type;
      return this.#patternInAnonymousParam(start);
    }
    const pattern = this.node(K.WildPat, start);
    this.tree.nodeHis[pattern] = this.tree.nodeLos[pattern] as number;
    return this.node3(K.Param, start, pattern, type, 0);
  }

  #patternInAnonymousParam(start: number): NodeId {
    const pattern = this.parsePatNamed("argument name");
    this.expect(T.Colon);
    const type = this.parseType();
    this.report(
      error("E0642", "patterns aren't allowed in methods without bodies")
        .at(this.tree.span(pattern))
        .suggest(
          "give this argument a name or use an underscore to ignore it",
          [{ span: this.tree.span(pattern), text: "_" }],
          "MachineApplicable",
          "short",
        ),
    );
    return this.node3(K.Param, start, pattern, type, 0);
  }

  /** A name or a type alone: it is said how to write either. */
  #missingParamType(pattern: NodeId, first: boolean): never {
    if (this.tree.nodeKinds[pattern] === K.IdentPat) this.#withoutType = pattern;
    this.expectNote(T.Colon);
    const diagnostic = this.expectedOneOf();
    if (this.isIdent && (this.ahead(1) === T.Comma || this.ahead(1) === T.CloseParen)) this.#typeBeforeName(diagnostic, pattern);
    else if (this.kind === T.Comma || this.kind === T.CloseParen || this.kind === T.Lt) this.#explainParam(diagnostic, pattern, first);
    throw new SyntaxFailure(diagnostic);
  }

  /** `u32 x`, as C has it */
  #typeBeforeName(diagnostic: DiagnosticBuilder, pattern: NodeId): void {
    const span = { ...this.tree.span(pattern), hi: this.span.hi };
    const words = "declare the type after the parameter binding";
    diagnostic.suggest(words, [{ span, text: "<identifier>: <type>" }], "HasPlaceholders", "inline");
    this.#withoutType = this.parseParamPat();
  }

  #explainParam(diagnostic: DiagnosticBuilder, pattern: NodeId, first: boolean): void {
    const { tree } = this;
    const { lo, hi } = tree.span(pattern);
    if (tree.nodeKinds[pattern] !== K.IdentPat) return this.#explainType(diagnostic, pattern);
    const insert = (at: number, text: string) => [{ span: { lo: at, hi: at }, text }];
    const isMethod = this.fnContext !== "free";
    if (first && isMethod) {
      const words = "if this is a `self` type, give it a parameter name";
      diagnostic.suggest(words, insert(lo, "self: "), "MaybeIncorrect", "verbose");
    }
    if (this.kind !== T.Lt)
      diagnostic.suggest("if this is a parameter name, give it a type", insert(hi, ": TypeName"), "HasPlaceholders", "verbose");
    const words = "if this is a type, explicitly ignore the parameter name";
    diagnostic.suggest(words, insert(lo, "_: "), "MachineApplicable", "verbose");
    if (this.fnContext === "trait") diagnostic.note("anonymous parameters are removed in the 2018 edition (see RFC 1685)");
  }

  #readsAsType(pattern: NodeId): boolean {
    const { tree } = this;
    const kind = tree.nodeKinds[pattern];
    if (kind === K.ReferencePat) return this.#readsAsType(tree.field(pattern, 1));
    if (kind === K.TuplePat || kind === K.SlicePat)
      return tree.rawList(tree.nodeData[pattern] as number).every((element) => this.#readsAsType(element));
    return kind === K.IdentPat || kind === K.PathPat || kind === K.WildPat;
  }

  /** A pattern that reads as a type, too. */
  #explainType(diagnostic: DiagnosticBuilder, pattern: NodeId): void {
    const inner = this.tree.nodeKinds[pattern] === K.ReferencePat ? this.tree.field(pattern, 1) : 0;
    if (!this.#readsAsType(pattern) || !this.since(90)) return;
    const { lo, hi } = this.tree.span(pattern);
    const ignored = [{ span: { lo, hi: lo }, text: "_: " }];
    if (inner === 0 || this.tree.nodeKinds[inner] !== K.IdentPat) {
      diagnostic.suggest("explicitly ignore the parameter name", ignored, "MachineApplicable", "verbose");
      return;
    }
    const words = this.snippet({ lo, hi }).replace(/^&(mut )?(.*)$/s, "$2: &$1TypeName");
    diagnostic.suggest("if this is a parameter name, give it a type", [{ span: { lo, hi }, text: words }], "HasPlaceholders", "verbose");
    diagnostic.suggest("if this is a type, explicitly ignore the parameter name", ignored, "MachineApplicable", "verbose");
  }

  #isNamedParam(): boolean {
    if (this.kind === T.OpenNone && this.isFragment("pat")) return this.tokens.kinds[this.tokens.afterTree(this.at)] === T.Colon;
    const offset = this.kind === T.And || this.kind === T.AndAnd || this.word === W.Mut ? 1 : 0;
    const isIdent = offset === 0 ? this.isAnyIdent : this.isIdentAhead(offset);
    return isIdent && this.ahead(offset + 1) === T.Colon;
  }

  #isolatedSelfAt(count: number): boolean {
    return this.wordAhead(count) === W.SelfValue && this.ahead(count + 1) !== T.PathSep;
  }

  #isolatedMutSelfAt(count: number): boolean {
    return this.wordAhead(count) === W.Mut && this.#isolatedSelfAt(count + 1);
  }

  /** `self`, `mut self`, `&self`, `&'a mut self`, `self: T`; 0 if there is no receiver. */
  #selfParam(): NodeId {
    const { start } = this;
    if (this.kind === T.And) return this.#referenceSelf(start);
    if (this.#isolatedSelfAt(0) || this.#isolatedMutSelfAt(0)) return this.#valueSelf(start);
    if (this.kind === T.Star) return this.#pointerSelf(start);
    return 0;
  }

  #referenceSelf(start: number): NodeId {
    const isLifetime = this.ahead(1) === T.Lifetime || this.ahead(1) === T.RawLifetime;
    const at = isLifetime ? 2 : 1;
    const pinned =
      this.wordAhead(at) === W.Pin &&
      (this.wordAhead(at + 1) === W.Mut || this.wordAhead(at + 1) === W.Const) &&
      this.#isolatedSelfAt(at + 2);
    if (pinned) return this.#pinnedSelf(start, isLifetime);
    const isMutable = this.#isolatedMutSelfAt(at);
    if (!isMutable && !this.#isolatedSelfAt(at)) return 0;
    this.bump();
    const lifetime = isLifetime ? this.parseLifetime() : 0;
    if (isMutable) this.bump();
    const pattern = this.#selfPattern(this.start, 0);
    const type = this.node3(K.ReferenceType, start, lifetime, isMutable ? 1 : 0, this.#implicitSelf(start));
    return this.node3(K.Param, start, pattern, type, SELF_REFERENCE);
  }

  /** `&pin const self`, `&pin mut self` */
  #pinnedSelf(start: number, isLifetime: boolean): NodeId {
    this.bump();
    const lifetime = isLifetime ? this.parseLifetime() : 0;
    this.bump();
    const isMutable = this.word === W.Mut;
    this.bump();
    this.gate("pin_ergonomics", this.spanFrom(start));
    const pattern = this.#selfPattern(this.start, 0);
    const type = this.node3(K.ReferenceType, start, lifetime, isMutable ? 1 : 0, this.#implicitSelf(start));
    return this.node3(K.Param, start, pattern, type, SELF_REFERENCE);
  }

  #valueSelf(start: number): NodeId {
    const isMutable = this.eatWordQuietly(W.Mut);
    const pattern = this.#selfPattern(start, isMutable ? 4 : 0);
    if (!this.eat(T.Colon)) return this.node3(K.Param, start, pattern, this.#implicitSelf(start), SELF_VALUE);
    const type = this.parseType();
    return this.node3(K.Param, start, pattern, type, SELF_TYPED);
  }

  #implicitSelf(start: number): TypeId {
    return this.node(K.ImplicitSelfType, start);
  }

  #selfPattern(start: number, flags: number): NodeId {
    const token = this.at;
    this.bump();
    return this.node3(K.IdentPat, start, flags, token, 0);
  }

  /** `*self`, `*const self`: reported, read as `self`. */
  #pointerSelf(start: number): NodeId {
    const next = this.wordAhead(1);
    const offset = next === W.Mut || next === W.Const ? 2 : 1;
    if (!this.#isolatedSelfAt(offset)) return 0;
    for (let i = 0; i < offset; i++) this.bump();
    this.report(error("cannot pass `self` by raw pointer").at(this.span, "cannot pass `self` by raw pointer"));
    return this.#valueSelf(start);
  }

  /** `attrs pat (: T)?` */
  parseClosureParam(): NodeId {
    const { start } = this;
    const attributes = this.parseOuterAttributes();
    const pattern = this.parsePatNamed("parameter name");
    const type = this.eat(T.Colon) ? this.parseType() : this.#inferredType();
    const param = this.node3(K.Param, start, pattern, type, 0);
    this.tree.setAttributes(param, attributes);
    return param;
  }

  /** Where no type was written: an empty place behind the pattern. */
  #inferredType(): TypeId {
    const { previousHi } = this;
    return this.tree.addNode(K.InferType, previousHi, previousHi, this.tokens.ctxts[this.previous] as number, 0);
  }

  protected describeHere(): string {
    return describeHere(this);
  }
}
