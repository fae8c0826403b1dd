// Paths, generic arguments, lifetimes.
import { error } from "../diag/diagnostic.ts";
import type { ExprId, NodeId, TypeId } from "./ast.ts";
import * as K from "./node-kinds.ts";
import { AttributeParser } from "./parse-attributes.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

/** `a::b`: no arguments. */
export const MOD_STYLE = 0;
/** `a::<T>::b`: arguments only behind `::`, else `<` is less-than. */
export const EXPR_STYLE = 1;
/** As in expressions, but a type may follow behind a colon. */
export const PATTERN_STYLE = 3;
/** `a<T>::b`, `Fn(A) -> B`. */
export const TYPE_STYLE = 2;

export abstract class PathParser extends AttributeParser {
  abstract parseType(): TypeId;
  abstract parseReturnType(allowPlus: boolean, mends?: "all" | "arrow" | "none"): TypeId;
  abstract parseBounds(): number;
  abstract parseConstArgument(): ExprId;
  abstract parseAnonymousConst(): ExprId;
  abstract canBeginType(): boolean;

  /** A path may begin here: a name, `::`, `<`, a path word. */
  get isPathStart(): boolean {
    switch (this.kind) {
      case T.PathSep:
      case T.Lt:
      case T.Shl:
      case T.RawIdent:
        return true;
      case T.Ident:
        return !this.isReserved(this.word) || this.isPathSegmentWord;
      case T.OpenNone:
        return this.isFragment("path") || this.isFragment("ty");
      default:
        return false;
    }
  }

  checkPath(): boolean {
    if (this.isPathStart) return true;
    this.expectNote(T.ExpectPath);
    return false;
  }

  parseModPath(): NodeId {
    return this.parsePath(MOD_STYLE);
  }

  /** `::? segment (:: segment)*` */
  parsePath(style: number): NodeId {
    if (this.kind === T.OpenNone && (this.isFragment("path") || this.isFragment("ty"))) return this.#pathFragment(style);
    const { start } = this;
    const global = this.eatPathSep();
    return this.#segments(start, global, style, this.scratch.length);
  }

  #segments(start: number, global: boolean, style: number, mark: number): NodeId {
    const first = this.#segment(style);
    if (!global && mark === this.scratch.length && ((style === MOD_STYLE && this.#isImportCoupler) || !this.#eatSeparator(style)))
      return first;
    this.scratch.push(first);
    if (global && ((style === MOD_STYLE && this.#isImportCoupler) || !this.#eatSeparator(style))) return this.#finishPath(start, 1, mark);
    this.#moreSegments(style);
    return this.#finishPath(start, global ? 1 : 0, mark);
  }

  #moreSegments(style: number): void {
    do this.scratch.push(this.#segment(style));
    while (!(style === MOD_STYLE && this.#isImportCoupler) && this.#eatSeparator(style));
  }

  /** `::`, or in expressions a `:` that was meant to be one. */
  #eatSeparator(style: number): boolean {
    if (this.eatPathSep()) {
      if (this.kind === T.Colon && this.since(75)) this.#singleColonSeparator();
      return true;
    }
    if (!this.since(75) || style !== EXPR_STYLE || this.inTernary || this.kind !== T.Colon || !this.isPlainIdentAhead(1)) return false;
    const { span } = this;
    const isTight = span.lo === this.previousHi && this.spanAhead(1).lo === span.hi;
    if (isTight) this.#singleColonSeparator();
    return true;
  }

  #singleColonSeparator(): void {
    const { span } = this;
    this.bump();
    this.report(
      error("path separator must be a double colon")
        .at(span)
        .suggest("use a double colon instead", [{ span, text: "::" }], "MachineApplicable", "verbose"),
    );
  }

  #finishPath(start: number, global: number, mark: number): NodeId {
    return this.node2(K.Path, start, global, this.tree.addList(this.scratch, mark));
  }

  /** One path behind another. */
  joinPaths(start: number, first: NodeId, second: NodeId): NodeId {
    const segments = (path: NodeId) => (this.tree.nodeKinds[path] === K.Path ? this.tree.rawList(this.tree.field(path, 1)) : [path]);
    const mark = this.scratch.length;
    this.scratch.push(...segments(first), ...segments(second));
    const global = this.tree.nodeKinds[first] === K.Path ? this.tree.field(first, 0) : 0;
    return this.#finishPath(start, global, mark);
  }

  /** A captured path (or a type that is one), perhaps continued: `$path::name`. */
  #pathFragment(style: number): NodeId {
    const { start } = this;
    this.bump();
    const inner = this.parsePath(TYPE_STYLE);
    this.expect(T.CloseNone);
    if (style === MOD_STYLE || !this.eatPathSep()) return inner;
    const mark = this.scratch.length;
    const isPath = this.tree.nodeKinds[inner] === K.Path;
    const global = isPath && this.tree.field(inner, 0) !== 0;
    if (isPath) this.scratch.push(...this.tree.rawList(this.tree.field(inner, 1)));
    else this.scratch.push(inner);
    this.#moreSegments(style);
    return this.#finishPath(start, global ? 1 : 0, mark);
  }

  /** `::{` and `::*` end the path of an import. */
  get #isImportCoupler(): boolean {
    return this.kind === T.PathSep && (this.ahead(1) === T.OpenBrace || this.ahead(1) === T.Star);
  }

  eatPathSep(): boolean {
    return this.eat(T.PathSep);
  }

  #segment(style: number): NodeId {
    const { start } = this;
    const token = this.isPathSegmentWord ? this.at : this.parseIdent();
    if (token === this.at) this.bump();
    if (style !== MOD_STYLE && this.#argsFollow(style)) {
      const args = this.parseGenericArgs();
      return this.node2(K.SegmentArgs, start, token, args);
    }
    return this.node(K.Segment, start, token);
  }

  #argsFollow(style: number): boolean {
    if (style === TYPE_STYLE) {
      this.expectNote(T.Lt);
      this.expectNote(T.OpenParen);
      if (isArgsStart(this.kind)) return true;
    }
    if (!this.check(T.PathSep) || !isArgsStart(this.ahead(1))) return false;
    this.bump();
    return true;
  }

  /** A method call's segment: `name` or `name::<...>`. */
  parseMethodSegment(): NodeId {
    return this.#segment(EXPR_STYLE);
  }

  /** `<...>`, or `(A, B) -> C`. */
  parseGenericArgs(): NodeId {
    const { start } = this;
    if (this.eatLt()) {
      const list = this.parseAngleArgs();
      this.expectGt();
      return this.node(K.AngleArgs, start, list);
    }
    if (this.kind === T.OpenParen && this.ahead(1) === T.DotDot && this.since(77)) {
      this.bump();
      this.bump();
      this.expectNote(T.Comma);
      this.expectOneOf([T.CloseParen], []);
      this.gate("return_type_notation", this.spanFrom(start));
      return this.node(K.ReturnTypeNotation, start);
    }
    this.expect(T.OpenParen);
    const inputs = this.commaList(T.CloseParen, () => this.parseType());
    const output = this.parseReturnType(false);
    return this.node2(K.ParenArgs, start, inputs, output);
  }

  /** `(arg (, arg)* ,?)?` */
  parseAngleArgs(): number {
    const mark = this.scratch.length;
    for (;;) {
      const arg = this.#angleArg();
      if (arg === 0) break;
      this.scratch.push(arg);
      if (!this.eat(T.Comma)) break;
    }
    return this.tree.addList(this.scratch, mark);
  }

  #angleArg(): NodeId {
    const { start, at } = this;
    const arg = this.parseGenericArg();
    if (arg === 0) return 0;
    if (this.kind !== T.Colon && this.kind !== T.Eq) return (this.#noteConstraint(arg), arg);
    this.expectNote(T.Colon);
    this.expectNote(T.Eq);
    return this.#constraint(start, at, arg);
  }

  /** What rustc asks behind an argument that nothing separates from the next. */
  #noteConstraint(arg: NodeId): void {
    const argKind = this.tree.nodeKinds[arg];
    if (argKind !== K.PathType && argKind !== K.InferType) return;
    if (this.kind !== T.OpenBrace && this.kind !== T.Pound && !this.isAnyIdent) return;
    if (this.tokens.kinds[this.previous] === T.Gt || this.tokens.kinds[this.previous] === T.Shr) {
      this.forgetExpected();
      this.expectNote(T.Comma);
      return;
    }
    this.expectNote(T.Colon);
    this.expectNote(T.Eq);
  }

  /** `Name<..>: Bounds`, `Name<..> = Type`. */
  #constraint(start: number, token: number, arg: NodeId): NodeId {
    const args = this.#constraintArgs(arg);
    if (args < 0) {
      const isPath = this.tree.nodeKinds[arg] === K.PathType;
      if (isPath && this.kind === T.Colon && this.isPlainIdentAhead(1)) this.fail("path separator must be a double colon", this.span);
      return arg;
    }
    if (this.eat(T.Colon)) {
      const bounds = this.parseBounds();
      if (!this.since(79)) this.gate("associated_type_bounds", this.spanFrom(start));
      return this.nodeMany(K.Constraint, start, token, args, 0, 0, bounds);
    }
    this.expect(T.Eq);
    const term = this.#equalityTerm(start);
    const isType = K.isTypeKind(this.tree.nodeKinds[term] as number);
    return this.nodeMany(K.Constraint, start, token, args, isType ? term : 0, isType ? 0 : term, K.NO_LIST);
  }

  /** What is right of `Name =`. */
  #equalityTerm(start: number): NodeId {
    const term = this.parseGenericArg();
    if (term !== 0 && this.tree.nodeKinds[term] !== K.Lifetime) return term;
    if (term === 0) {
      this.fail("missing type to the right of `=`", this.spanFrom(start));
    }
    const span = this.tree.span(term);
    this.report(error("lifetimes are not permitted in this context").at(span, "lifetime is not allowed here"));
    return this.node(K.ErrorType, start);
  }

  /** The arguments of the name that an earlier parsed type was; -1 if it is no plain name. */
  #constraintArgs(arg: NodeId): number {
    const { tree } = this;
    if (tree.nodeKinds[arg] !== K.PathType) return -1;
    const path = tree.nodeData[arg] as number;
    if (tree.nodeKinds[path] === K.Segment) return 0;
    return tree.nodeKinds[path] === K.SegmentArgs ? tree.field(path, 1) : -1;
  }

  /** A lifetime, type or constant; 0 if none begins here. */
  parseGenericArg(): NodeId {
    if (this.checkLifetime() && !isPlus(this.ahead(1))) return this.parseLifetime();
    if (this.#checkConstArg()) return this.parseConstArgument();
    this.expectNote(T.ExpectType);
    if (this.canBeginType()) return this.parseType();
    return 0;
  }

  #checkConstArg(): boolean {
    this.expectNote(T.ExpectConst);
    const { kind } = this;
    if (kind === T.OpenNone) return this.isFragment("expr") || this.isFragment("block") || this.isFragment("literal");
    return kind === T.OpenBrace || kind === T.Minus || this.isLiteral;
  }

  parseLifetime(): NodeId {
    const { start, at } = this;
    this.checkLifetimeName();
    this.bump();
    return this.node(K.Lifetime, start, at);
  }

  checkLifetimeName(): void {
    const name = this.tokens.text(this.at).slice(1);
    if (this.kind === T.RawLifetime || name === "static" || name === "_") return;
    const word = W.WORDS.indexOf(name);
    if (word >= 0 && this.isReserved(word)) this.report(error("lifetimes cannot use keyword names").at(this.span));
  }

  /** `<Type as Trait>::name...`, standing behind `<`. The result is a `QPath`. */
  parseQualifiedPath(start: number, style: number): NodeId {
    const type = this.parseType();
    const mark = this.scratch.length;
    let global = 0;
    let position = 0;
    if (this.eatWord(W.As)) {
      const trait = this.parsePath(TYPE_STYLE);
      const isPath = this.tree.nodeKinds[trait] === K.Path;
      if (isPath) this.scratch.push(...this.tree.rawList(this.tree.field(trait, 1)));
      else this.scratch.push(trait);
      global = isPath ? this.tree.field(trait, 0) : 0;
      position = this.scratch.length - mark;
    }
    this.expectGt();
    if (this.kind === T.Colon && this.since(75)) this.#singleColonAfterQself();
    else this.expect(T.PathSep);
    this.#moreSegments(style);
    const path = this.#finishPath(start, global, mark);
    return this.node3(K.QPath, start, path, type, position);
  }

  #singleColonAfterQself(): void {
    const { span } = this;
    this.bump();
    this.report(
      error("found single colon before projection in qualified path")
        .at(span)
        .suggest("use double colon", [{ span, text: "::" }], "MachineApplicable", "inline"),
    );
  }

  // --- Glued angle brackets and ampersands -----------------------------------------------------------------------

  eatLt(): boolean {
    if (this.kind === T.Shl) return (this.bumpPart(1, T.Lt), true);
    if (this.kind === T.LArrow) return (this.bumpPart(1, T.Minus), true);
    if (this.kind === T.ShlEq) return (this.bumpPart(1, T.Le), true);
    return this.eat(T.Lt);
  }

  /** The token begins with `>`. */
  get closesAngle(): boolean {
    const { kind } = this;
    return kind === T.Gt || kind === T.Shr || kind === T.Ge || kind === T.ShrEq;
  }

  expectGt(): void {
    switch (this.kind) {
      case T.Gt:
        return this.bump();
      case T.Shr:
        return this.bumpPart(1, T.Gt);
      case T.Ge:
        return this.bumpPart(1, T.Eq);
      case T.ShrEq:
        return this.bumpPart(1, T.Ge);
      default:
        this.expectNote(T.Gt);
        this.unexpected();
    }
  }

  eatAnd(): boolean {
    if (this.kind === T.AndAnd) return (this.bumpPart(1, T.And), true);
    if (this.kind === T.AndEq) return (this.bumpPart(1, T.Eq), true);
    return this.eat(T.And);
  }

  eatPlus(): boolean {
    if (this.kind === T.PlusEq) return (this.bumpPart(1, T.Eq), true);
    return this.eat(T.Plus);
  }
}

function isArgsStart(kind: number): boolean {
  return kind === T.Lt || kind === T.Shl || kind === T.OpenParen || kind === T.LArrow;
}

export function isPlus(kind: number): boolean {
  return kind === T.Plus || kind === T.PlusEq;
}
