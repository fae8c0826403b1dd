// Types.
import { error } from "../diag/diagnostic.ts";
import type { ExprId, NodeId, TypeId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import { describeHere } from "./describe.ts";
import * as K from "./node-kinds.ts";
import { GenericsParser } from "./parse-generics.ts";
import { isPlus, TYPE_STYLE } from "./parse-paths.ts";
import * as slips from "./slip-words.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

/** Qualifiers of a function or function pointer, as flags, and the ABI's token (or the word `extern`). */
export interface FrontMatter {
  readonly flags: number;
  readonly abi: number;
}

export abstract class TypeParser extends GenericsParser {
  abstract parseExpr(): ExprId;
  abstract parseFrontMatter(): FrontMatter;
  /** Parameters of a function pointer, names optional; true if `...` ends them. */
  abstract parseFnPointerParams(): { list: number; variadic: boolean };
  /** Whether `fn` with its qualifiers begins here. */
  abstract checkFnFrontMatter(): boolean;

  parseType(): TypeId {
    return this.parseTypeCommon(true, false);
  }

  parseTypeNoPlus(): TypeId {
    return this.parseTypeCommon(false, false);
  }

  parseTypeForWhere(): TypeId {
    return this.parseTypeCommon(true, false);
  }

  /** A parameter of a foreign function or function pointer, where `...` is a type. */
  parseTypeOrVariadic(): TypeId {
    return this.parseTypeCommon(true, true);
  }

  canBeginType(): boolean {
    switch (this.kind) {
      case T.Ident: {
        const { word } = this;
        return !this.isReserved(word) || this.isPathWord(word) || TYPE_WORDS.has(word);
      }
      case T.RawIdent:
      case T.OpenParen:
      case T.OpenBracket:
      case T.Not:
      case T.Star:
      case T.And:
      case T.AndAnd:
      case T.Question:
      case T.Lifetime:
      case T.RawLifetime:
      case T.Lt:
      case T.Shl:
      case T.PathSep:
        return true;
      case T.OpenNone:
        return this.isFragment("ty") || this.isFragment("path");
      default:
        return false;
    }
  }

  /** `-> Type`, or nothing (0). */
  parseReturnType(allowPlus: boolean, mends: "all" | "arrow" | "none" = "none"): TypeId {
    if ((this.kind === T.FatArrow && mends !== "none") || (this.kind === T.Colon && mends === "all")) {
      const gap = { lo: this.previousSpan.hi, hi: this.spanAhead(1).lo };
      this.report(slips.returnSign(this.span, gap, this.options.release.minor));
      this.bump();
      return this.parseTypeCommon(allowPlus, false);
    }
    return this.eat(T.RArrow) ? this.parseTypeCommon(allowPlus, false) : 0;
  }

  parseTypeCommon(allowPlus: boolean, allowVariadic: boolean): TypeId {
    this.enter();
    const { start } = this;
    const type = this.kind === T.OpenNone && this.isFragment("ty") ? this.#typeFragment() : this.#typeAt(start, allowPlus, allowVariadic);
    this.leave();
    return allowPlus && this.kind === T.Plus ? this.#plusAfter(start, type) : type;
  }

  /** `&A + B`: the bound belongs to nothing. */
  #plusAfter(start: number, type: TypeId): TypeId {
    const kind = this.tree.nodeKinds[type];
    if (kind !== K.ReferenceType && kind !== K.PointerType && kind !== K.FnPointerType) return type;
    this.bump();
    const mark = this.scratch.length;
    this.pushMoreBounds();
    this.scratch.length = mark;
    const span = this.tree.span(type);
    const said = error("E0178", "expected a path on the left-hand side of `+`").at(span);
    const { hi } = this.spanFrom(start);
    if (kind === K.ReferenceType) {
      const { lo } = this.tree.span(this.tree.field(type, 2));
      const edits = [
        { span: { lo, hi: lo }, text: "(" },
        { span: { lo: hi, hi }, text: ")" },
      ];
      said.suggest("try adding parentheses", edits, "MachineApplicable", "verbose");
    } else said.label({ ...span, hi }, "perhaps you forgot parentheses?");
    this.report(said);
    return type;
  }

  /** A captured type, or a path that continues it. */
  #typeFragment(): TypeId {
    const { start } = this;
    const after = this.tokens.afterTree(this.at);
    if (this.tokens.kinds[after] === T.PathSep && after < this.end) return this.#pathType(start, true);
    this.bump();
    const type = this.parseType();
    this.expect(T.CloseNone);
    return type;
  }

  #typeAt(start: number, allowPlus: boolean, allowVariadic: boolean): TypeId {
    if (this.check(T.OpenParen)) return this.#tupleOrParens(start, allowPlus);
    if (this.eat(T.Not)) return this.node(K.NeverType, start);
    if (this.eat(T.Star)) return this.#pointer(start);
    if (this.eat(T.OpenBracket)) return this.#arrayOrSlice(start);
    if (this.check(T.And) || this.check(T.AndAnd)) return this.#reference(start);
    if ((this.word === W.Mut || this.word === W.Const) && this.ahead(1) === T.Star) return this.#misplacedStar(start);
    if (this.eatWord(W.Underscore)) return this.node(K.InferType, start);
    if (this.checkFnFrontMatter()) return this.#fnPointer(start, 0);
    if (this.checkWord(W.For)) return this.#forType(start, allowPlus);
    if (this.eatWord(W.Impl)) return this.#implTrait(start, allowPlus);
    if (this.#isDyn()) return this.#dynTrait(start, allowPlus);
    if (this.word === W.Builtin && this.ahead(1) === T.Pound) return this.#builtin(start);
    if (this.eatLt()) return this.node(K.PathType, start, this.parseQualifiedPath(start, TYPE_STYLE));
    if (this.checkPath()) return this.#pathType(start, allowPlus);
    if (this.canBeginBound()) return this.#bareTraitObject(start, allowPlus);
    if (this.word === W.Unsafe && this.ahead(1) === T.Lt) return this.#unsafeBinder(start);
    if (allowVariadic && this.eat(T.DotDotDot)) return this.node(K.ErrorType, start);
    throw new SyntaxFailure(error(`expected type, found ${describeHere(this)}`).at(this.span, "expected type"));
  }

  /** `builtin # name(...)` */
  #builtin(start: number): TypeId {
    this.bump();
    this.bump();
    this.parseIdent();
    this.parseDelimited();
    this.gate("builtin_syntax", this.spanFrom(start));
    return this.node(K.ErrorType, start);
  }

  /** `unsafe<'a> T` */
  #unsafeBinder(start: number): TypeId {
    this.bump();
    this.parseGenericParams();
    const type = this.parseType();
    this.gate("unsafe_binders", this.spanFrom(start));
    return type;
  }

  /** `(A, B)`, `(A)`, `(Bound) + Bound` */
  #tupleOrParens(start: number, allowPlus: boolean): TypeId {
    this.expect(T.OpenParen);
    const mark = this.scratch.length;
    const trailing = this.commaItems(T.CloseParen, () => this.parseType());
    this.expect(T.CloseParen);
    if (this.scratch.length !== mark + 1 || trailing) return this.node(K.TupleType, start, this.tree.addList(this.scratch, mark));
    const inner = this.scratch.pop() as TypeId;
    if (allowPlus && isPlus(this.kind)) {
      const bound = this.#boundOfType(start, inner);
      if (bound !== 0) {
        this.scratch.push(bound);
        this.eatPlus();
        return this.#finishBareObject(start, mark);
      }
    }
    return this.node(K.ParenType, start, inner);
  }

  /** The type in parentheses as a trait bound, if it is a path (or such an object of one bound). */
  #boundOfType(start: number, type: TypeId): NodeId {
    const { tree } = this;
    if (tree.nodeKinds[type] === K.PathType) return this.node3(K.TraitBound, start, 0, 0, tree.nodeData[type] as number);
    if (tree.nodeKinds[type] !== K.TraitObjectType || tree.field(type, 1) !== 0) return 0;
    const bounds = tree.rawList(tree.field(type, 0));
    return bounds.length === 1 ? (bounds[0] as number) : 0;
  }

  #finishBareObject(start: number, mark: number): TypeId {
    this.pushMoreBounds();
    return this.node2(K.TraitObjectType, start, this.tree.addList(this.scratch, mark), 0);
  }

  /** `*const T`, `*mut T` */
  #pointer(start: number): TypeId {
    const mutable = this.eatWord(W.Mut);
    if (!mutable && !this.eatWord(W.Const)) {
      this.report(
        error("expected `mut` or `const` keyword in raw pointer type")
          .at(this.previousSpan)
          .suggestOneOf(
            "add `mut` or `const` here",
            (this.since(80) ? ["mut ", "const "] : ["const ", "mut "]).map((text) => [{ span: this.behind, text }]),
            "HasPlaceholders",
          ),
      );
    }
    const target = this.parseTypeNoPlus();
    return this.node2(K.PointerType, start, mutable ? 1 : 0, target);
  }

  /** `mut* T`, `const* T` */
  #misplacedStar(start: number): TypeId {
    const word = this.word === W.Mut ? "mut" : "const";
    this.bump();
    this.bump();
    const span = this.spanFrom(start);
    this.report(
      error(`raw pointer types must be written as \`*${word} T\``)
        .at(span)
        .suggest("put the `*` before", [{ span, text: `*${word}` }], "MachineApplicable", "verbose"),
    );
    const target = this.parseTypeNoPlus();
    return this.node2(K.PointerType, start, word === "mut" ? 1 : 0, target);
  }

  /** `[T]`, `[T; N]` */
  #arrayOrSlice(start: number): TypeId {
    const element = this.parseType();
    if (this.eat(T.Semi)) {
      const { span } = this;
      const isOpen = this.checkWord(W.Underscore);
      const length = this.parseAnonymousConst();
      if (isOpen && !this.since(89)) this.gate("generic_arg_infer", span);
      this.expect(T.CloseBracket);
      return this.node2(K.ArrayType, start, element, length);
    }
    if (this.eat(T.CloseBracket)) return this.node(K.SliceType, start, element);
    return this.#arrayWithoutSemicolon(start, element);
  }

  /** `[T, N]`, `[T N]`: reported, and read as an array if a length follows. */
  #arrayWithoutSemicolon(start: number, element: TypeId): TypeId {
    const diagnostic = error(`expected \`;\` or \`]\`, found ${describeHere(this)}`).at(this.span, "expected `;` or `]`");
    const { span } = this;
    const separated = this.kind === T.Comma || this.kind === T.Star;
    const length = this.attempt(() => {
      if (separated) this.bump();
      const value = this.parseAnonymousConst();
      this.expect(T.CloseBracket);
      return value;
    });
    if (length instanceof SyntaxFailure) throw new SyntaxFailure(diagnostic);
    const place = separated ? span : { lo: span.lo, hi: span.lo };
    this.report(
      diagnostic.suggest("you might have meant to use `;` as the separator", [{ span: place, text: ";" }], "MaybeIncorrect", "verbose"),
    );
    return this.node2(K.ArrayType, start, element, length);
  }

  /** `& 'a? mut? T` */
  #reference(start: number): TypeId {
    this.eatAnd();
    const lifetime = this.checkLifetime() ? this.parseLifetime() : 0;
    const mutable = this.pinnedOrMutable();
    const target = this.parseTypeNoPlus();
    return this.node3(K.ReferenceType, start, lifetime, mutable ? 1 : 0, target);
  }

  /** `mut`, `pin mut`, `pin const`, or nothing. */
  pinnedOrMutable(): boolean {
    if (this.word === W.Pin && (this.wordAhead(1) === W.Mut || this.wordAhead(1) === W.Const)) {
      this.gate("pin_ergonomics", this.span);
      this.bump();
      const mutable = this.word === W.Mut;
      this.bump();
      return mutable;
    }
    return this.eatWord(W.Mut);
  }

  /** `for<'a> fn(...)`, `for<'a> Trait<'a> + ...` */
  #forType(start: number, allowPlus: boolean): TypeId {
    const params = this.parseForParams();
    if (this.checkFnFrontMatter()) return this.#fnPointer(start, params);
    const path = this.parsePath(TYPE_STYLE);
    const mark = this.scratch.length;
    this.scratch.push(this.node3(K.TraitBound, start, params, 0, path));
    if (allowPlus && this.eatPlus()) return this.#finishBareObject(start, mark);
    return this.node2(K.TraitObjectType, start, this.tree.addList(this.scratch, mark), 0);
  }

  /** `unsafe? extern? fn (params) -> T` */
  #fnPointer(start: number, forParams: number): TypeId {
    const { flags, abi } = this.parseFrontMatter();
    const { list, variadic } = this.parseFnPointerParams();
    const output = this.parseReturnType(false, "arrow");
    if ((flags & (K.CONST | K.ASYNC)) !== 0) this.#qualifiedPointer(start, flags);
    return this.nodeMany(K.FnPointerType, start, forParams, flags | (variadic ? K.VARIADIC : 0), abi, list, output);
  }

  #qualifiedPointer(start: number, flags: number): void {
    const span = this.spanFrom(start);
    const words = [(flags & K.CONST) !== 0 ? "const" : "", (flags & K.ASYNC) !== 0 ? "async" : ""].filter((word) => word !== "");
    for (const word of words) this.report(error(`an \`fn\` pointer type cannot be \`${word}\``).at(span, `\`${word}\` because of this`));
  }

  #implTrait(start: number, allowPlus: boolean): TypeId {
    const bounds = this.parseBounds();
    this.#checkBoundsPlus(start, bounds, allowPlus);
    return this.node(K.ImplTraitType, start, bounds);
  }

  /** `dyn` is a name in edition 2015 unless a bound follows. */
  #isDyn(): boolean {
    if (!this.checkWord(W.Dyn)) return false;
    if (this.is2018()) return true;
    const next = this.ahead(1);
    const canBegin =
      next === T.Star ||
      next === T.Question ||
      next === T.Not ||
      next === T.OpenParen ||
      next === T.Lifetime ||
      next === T.RawLifetime ||
      next === T.RawIdent ||
      (next === T.Ident && (!this.isReserved(this.wordAhead(1)) || this.isPathWord(this.wordAhead(1)) || this.wordAhead(1) === W.For));
    return canBegin && next !== T.Lt && next !== T.PathSep;
  }

  /** Several bounds where only a type without `+` may stand. */
  #checkBoundsPlus(start: number, bounds: number, allowPlus: boolean): void {
    const hasPlus = this.tree.rawList(bounds).length > 1 || this.tokens.kinds[this.previous] === T.Plus;
    if (!allowPlus && hasPlus) this.report(slips.ambiguousPlus(this.spanFrom(start), this.options.release.minor));
  }

  #dynTrait(start: number, allowPlus: boolean): TypeId {
    this.bump();
    const bounds = this.parseBounds();
    this.#checkBoundsPlus(start, bounds, allowPlus);
    return this.node2(K.TraitObjectType, start, bounds, 1);
  }

  #pathType(start: number, allowPlus: boolean): TypeId {
    const path = this.parsePath(TYPE_STYLE);
    if (this.eat(T.Not)) return this.node(K.MacroType, start, this.parseMacroCall(start, path));
    if (!allowPlus || !this.#checkPlus()) return this.node(K.PathType, start, path);
    const mark = this.scratch.length;
    this.scratch.push(this.node3(K.TraitBound, start, 0, 0, path));
    this.eatPlus();
    return this.#finishBareObject(start, mark);
  }

  #checkPlus(): boolean {
    return this.kind === T.PlusEq || this.check(T.Plus);
  }

  /** A lifetime where a type should be: a reference whose `&` was forgotten. */
  #loneLifetime(start: number): TypeId {
    const said = error("expected type, found lifetime").at(this.span, "expected type");
    const lifetime = this.parseLifetime();
    const reported = this.diagnostics.length;
    const found = this.attempt(() => {
      const mutable = this.eatWord(W.Mut);
      return this.node3(K.ReferenceType, start, lifetime, mutable ? 1 : 0, this.parseTypeNoPlus());
    });
    const isType = !(found instanceof SyntaxFailure);
    const lo = this.loOf(start);
    if (isType)
      said.suggest(
        "you might have meant to write a reference type here",
        [{ span: { lo, hi: lo }, text: "&" }],
        "MaybeIncorrect",
        "verbose",
      );
    this.diagnostics.splice(reported, 0, said);
    return isType ? found : this.node(K.ErrorType, start);
  }

  /** Before edition 2021 a lone lifetime is still read as a bound. */
  #bareTraitObject(start: number, allowPlus: boolean): TypeId {
    if (this.isLifetime && !isPlus(this.ahead(1))) {
      if (this.options.edition >= 2021) return this.#loneLifetime(start);
      this.report(error("lifetimes must be followed by `+` to form a trait object type").at(this.span));
    }
    const bounds = this.parseBoundsWithPlus(allowPlus);
    return this.node2(K.TraitObjectType, start, bounds, 0);
  }
}

const TYPE_WORDS: ReadonlySet<number> = new Set([W.Underscore, W.For, W.Impl, W.Fn, W.Unsafe, W.Extern, W.Typeof, W.Dyn]);
