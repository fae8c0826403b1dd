// Functions: their qualifiers, ABI, signature and body.
import { error } from "../diag/diagnostic.ts";
import type { NodeId } from "./ast.ts";
import * as K from "./node-kinds.ts";
import type { FrontMatter } from "./parse-types.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";
import { ParameterParser } from "./parse-parameters.ts";

export abstract class FunctionParser extends ParameterParser {
  #isQualifier(word: number): boolean {
    if (word === W.Const || word === W.Unsafe || word === W.Extern) return true;
    if (word === W.Async) return this.is2018();
    if (word === W.Gen) return this.options.edition >= 2024;
    return word === W.Safe && this.since(79);
  }

  /** With `pub`, which may be doubled before an item's qualifiers. */
  checkItemFnFrontMatter(): boolean {
    if (this.word === W.Pub && (this.wordAhead(1) === W.Fn || this.#isQualifier(this.wordAhead(1)))) return true;
    return this.checkFnFrontMatter();
  }

  checkFnFrontMatter(): boolean {
    if (this.checkWord(W.Fn)) return true;
    if (this.kind !== T.Ident || !this.#isQualifier(this.word)) return false;
    const next = this.wordAhead(1);
    if (next === W.Fn) return true;
    if (this.word === W.Extern && this.ahead(1) >= T.Int && this.ahead(1) <= T.RawCStr) return this.#qualifiersUntilFn(2);
    if (this.word === W.Extern && next === W.Pub && this.wordAhead(2) === W.Fn) return true;
    if (this.word === W.Safe && next === W.Static) return false;
    if (next === 0 || next === W.Safe || !this.#isQualifier(next)) return false;
    return !this.#isUnsafeForeignMod() && !this.#isAsyncGenBlock() && !this.#isTraitOrImplAt(2);
  }

  /** Qualifiers in the wrong order behind `extern`. */
  #qualifiersUntilFn(from: number): boolean {
    for (let i = from; i < from + 4; i++) {
      const word = this.wordAhead(i);
      if (word === W.Fn) return true;
      if (!this.#isQualifier(word)) return false;
    }
    return false;
  }

  #isUnsafeForeignMod(): boolean {
    if (this.word !== W.Unsafe || this.wordAhead(1) !== W.Extern) return false;
    const behind = this.ahead(2) === T.Str || this.ahead(2) === T.RawStr ? 3 : 2;
    return this.ahead(behind) === T.OpenBrace;
  }

  #isTraitOrImplAt(count: number): boolean {
    const word = this.wordAhead(count);
    return word === W.Trait || word === W.Auto || word === W.Impl;
  }

  #isAsyncGenBlock(): boolean {
    return this.word === W.Async && this.wordAhead(1) === W.Gen && (this.ahead(2) === T.OpenBrace || this.wordAhead(2) === W.Move);
  }

  /** `const? async? gen? (unsafe | safe)? (extern abi?)? fn` */
  parseFrontMatter(): FrontMatter {
    let flags = 0;
    let abi = 0;
    if (this.eatWord(W.Const)) flags |= K.CONST;
    if (this.is2018() && this.eatWord(W.Async)) flags |= K.ASYNC;
    if (this.#eatGen()) {
      this.gate("gen_blocks", this.previousSpan);
      flags |= K.GEN;
    }
    if (this.eatWord(W.Unsafe)) flags |= K.UNSAFE;
    else if (this.since(79) && this.eatWord(W.Safe)) flags |= K.SAFE;
    if (this.eatWord(W.Extern)) {
      flags |= K.EXTERN;
      abi = this.parseAbi();
    }
    if (!this.eatWord(W.Fn)) this.unexpected();
    return { flags, abi };
  }

  #eatGen(): boolean {
    return this.since(76) && (this.options.edition >= 2024 ? this.eatWord(W.Gen) : false);
  }

  /** The ABI's string behind `extern`, else the word itself. */
  parseAbi(): number {
    if (this.kind === T.OpenNone && this.isFragment("literal")) {
      this.bump();
      const token = this.at;
      this.bump();
      this.expect(T.CloseNone);
      return token;
    }
    if (this.kind >= T.Int && this.kind <= T.RawCStr && this.kind !== T.Str && this.kind !== T.RawStr) return this.#nonStringAbi();
    if (this.kind !== T.Str && this.kind !== T.RawStr) return this.previous;
    const token = this.at;
    this.bump();
    return token;
  }

  #nonStringAbi(): number {
    const word = this.previous;
    const { span } = this;
    this.report(
      error("non-string ABI literal")
        .at(span)
        .suggest("specify the ABI with a string literal", [{ span, text: '"C"' }], "MaybeIncorrect", "verbose"),
    );
    this.bump();
    return word;
  }

  /** Behind the visibility: `qualifiers fn name<..>(params) -> T where.. { }`. The result is the name and a `Fn`. */
  parseFn(extraFlags: number, namesOptional: boolean, bodyRequired: boolean): { name: number; fn: NodeId } {
    const { start } = this;
    const { flags, abi } = this.parseFrontMatter();
    const name = this.parseIdent();
    const open = this.parseGenericParams();
    const { list, variadic } = this.parseFnParams(namesOptional);
    const output = this.parseReturnType(true, "all");
    const signatureHi = this.previousHi;
    const generics = this.parseWhereAndFinish(open);
    const body = this.parseFnBody(bodyRequired);
    const all = flags | extraFlags | (variadic ? K.VARIADIC : 0);
    const fn = this.nodeMany(K.Fn, start, all, abi, generics, list, output, body);
    this.tree.nodeHis[fn] = signatureHi;
    return { name, fn };
  }

  /** `;` or a block; 0 for the former. */
  parseFnBody(required: boolean): NodeId {
    if (required ? this.kind === T.Semi : this.check(T.Semi)) {
      this.bump();
      return 0;
    }
    if (this.kind === T.OpenBrace && this.options.defersBodies === true) return this.#deferredBody();
    if (this.check(T.OpenBrace) || (this.kind === T.OpenNone && this.isFragment("block"))) return this.parseBlock();
    if (this.kind === T.Eq) return this.#bodyByEquals();
    this.expectOneOf([], required ? [T.OpenBrace] : [T.Semi, T.OpenBrace]);
    return 0;
  }

  #deferredBody(): NodeId {
    const { at, start } = this;
    this.skipTree();
    return this.node(K.DeferredBlock, start, at);
  }

  /** `fn f() = e;` */
  #bodyByEquals(): NodeId {
    const { start } = this;
    this.bump();
    const equals = this.previousSpan;
    this.parseExpr();
    this.expectSemicolon();
    const span = this.spanFrom(start);
    const last = { lo: span.hi - 1, hi: span.hi };
    this.report(
      error("function body cannot be `= expression;`")
        .at(span)
        .suggest(
          "surround the expression with `{` and `}` instead of `=` and `;`",
          [
            { span: equals, text: "{" },
            { span: last, text: " }" },
          ],
          "MachineApplicable",
          "verbose",
        ),
    );
    return this.node(K.Block, start, 0);
  }
}
