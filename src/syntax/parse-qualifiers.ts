// What stands before `fn`: qualifiers in their order, and the words for those that stand twice or at the wrong place.
import type { Span } from "../base/source.ts";
import { error, type DiagnosticBuilder } from "../diag/diagnostic.ts";
import { SyntaxFailure } from "./cursor.ts";
import * as K from "./node-kinds.ts";
import { ParameterParser } from "./parse-parameters.ts";
import type { FrontMatter } from "./parse-types.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

const ORDER = "keyword order for functions declaration is `pub`, `default`, `const`, `async`, `unsafe`, `extern`";

/** Where the qualifiers of a function stand, as far as they were read. */
interface Qualifiers {
  /** Where they begin, where `async` could stand, and where the ABI could. */
  readonly start: number;
  asyncPlace: number;
  abiPlace: number;
  flags: number;
  readonly spans: Map<number, Span>;
}

export abstract class QualifierParser extends ParameterParser {
  #isQualifier(word: number): boolean {
    if (word === W.Const || word === W.Unsafe || word === W.Extern) return true;
    if (word === W.Async) return this.is2018();
    if (word === W.Gen) return this.options.edition >= 2024;
    return word === W.Safe && this.since(79);
  }

  /** With `pub`, which may be doubled before an item's qualifiers or stand behind one of them. */
  checkItemFnFrontMatter(isDefault: boolean): boolean {
    if (this.word === W.Pub && (this.wordAhead(1) === W.Fn || this.#isQualifier(this.wordAhead(1)))) return true;
    if (!isDefault && this.#isQualifier(this.word) && this.wordAhead(1) === W.Pub && !this.#isTraitOrImplAt(2)) return true;
    return this.checkFnFrontMatter();
  }

  checkFnFrontMatter(): boolean {
    if (this.checkWord(W.Fn)) return true;
    if (this.kind !== T.Ident || !this.#isQualifier(this.word)) return false;
    const next = this.wordAhead(1);
    if (next === W.Fn) return true;
    const abi = this.word === W.Extern ? this.literalAhead(1) : 0;
    if (abi !== 0) return this.#isFnBehindAbi(1 + abi);
    if (this.word === W.Safe && next === W.Static) return false;
    if (next === 0 || next === W.Safe || !this.#isQualifier(next)) return false;
    return !this.isUnsafeExtern() && !this.#isAsyncGenBlock() && !this.#isTraitOrImplAt(2);
  }

  /** `extern "C" fn`, maybe with a qualifier or `pub` where none may stand. */
  #isFnBehindAbi(behind: number): boolean {
    const word = this.wordAhead(behind);
    if (word === W.Fn) return true;
    return (word === W.Pub || this.#isQualifier(word)) && this.wordAhead(behind + 1) === W.Fn;
  }

  /** `unsafe extern "C" {` */
  protected isUnsafeExtern(): boolean {
    if (this.word !== W.Unsafe || this.wordAhead(1) !== W.Extern) return false;
    return this.ahead(2 + this.literalAhead(2)) === T.OpenBrace;
  }

  #isTraitOrImplAt(count: number): boolean {
    const word = this.wordAhead(count);
    return word === W.Trait || word === W.Auto || word === W.Impl;
  }

  #isAsyncGenBlock(): boolean {
    return this.word === W.Async && this.wordAhead(1) === W.Gen && (this.ahead(2) === T.OpenBrace || this.wordAhead(2) === W.Move);
  }

  /** `const? async? gen? (unsafe | safe)? (extern abi?)? fn`; `visibility` is the span of the one before, if there is one. */
  parseFrontMatter(visibility?: Span): FrontMatter {
    const { start } = this;
    const read: Qualifiers = { start, asyncPlace: start, abiPlace: start, flags: 0, spans: new Map() };
    this.#qualifier(read, W.Const, K.CONST);
    read.asyncPlace = this.start;
    if (this.is2018()) this.#qualifier(read, W.Async, K.ASYNC);
    if (this.#eatGen()) {
      this.gate("gen_blocks", this.previousSpan);
      read.flags |= K.GEN;
    }
    if (!this.#qualifier(read, W.Unsafe, K.UNSAFE) && this.since(79)) this.#qualifier(read, W.Safe, K.SAFE);
    read.abiPlace = this.start;
    let abi = 0;
    if (this.eatWord(W.Extern)) {
      read.flags |= K.EXTERN;
      abi = this.parseAbi();
    }
    if (!this.eatWord(W.Fn)) this.#noFn(read, visibility);
    return { flags: read.flags, abi };
  }

  #qualifier(read: Qualifiers, word: number, flag: number): boolean {
    if (!this.eatWord(word)) return false;
    read.flags |= flag;
    read.spans.set(word, this.previousSpan);
    return true;
  }

  #eatGen(): boolean {
    return this.since(76) && (this.options.edition >= 2024 ? this.eatWord(W.Gen) : false);
  }

  /** A qualifier stands where `fn` should: since 1.86 rustc goes on behind one that `fn` follows. */
  #noFn(read: Qualifiers, visibility: Span | undefined): void {
    const diagnostic = this.expectedOneOf();
    const word = this.word;
    if (word === W.Pub) this.#visibilityAmongQualifiers(read, visibility, diagnostic);
    const flag = QUALIFIER_FLAGS.get(word);
    if (flag === undefined || (word === W.Async && !this.is2018()) || (word === W.Safe && !this.since(79)))
      throw new SyntaxFailure(diagnostic);
    const earlier = read.spans.get(word);
    if (earlier !== undefined) this.#doubled(earlier, diagnostic);
    else this.#misplaced(this.#placeOf(word, read), diagnostic);
    read.flags |= flag;
    if (!this.since(86) || this.wordAhead(1) !== W.Fn) throw new SyntaxFailure(diagnostic);
    this.bump();
    this.bump();
    this.report(diagnostic);
  }

  #placeOf(word: number, read: Qualifiers): Span {
    if (word === W.Const || word === W.Async) return this.spanFrom(read.asyncPlace);
    const other = read.spans.get(word === W.Unsafe ? W.Safe : W.Unsafe);
    return other === undefined ? this.spanFrom(read.abiPlace) : { ...other, hi: this.previousHi };
  }

  #doubled(earlier: Span, diagnostic: DiagnosticBuilder): void {
    const text = this.snippet(earlier);
    diagnostic
      .suggest(`\`${text}\` already used earlier, remove this one`, [{ span: this.span, text: "" }], "MachineApplicable")
      .noteAt(earlier, `\`${text}\` first seen here`);
  }

  #misplaced(behind: Span, diagnostic: DiagnosticBuilder): void {
    const { span } = this;
    const [first, second] = [this.snippet(span), this.snippet(behind)];
    const edit = { span: { ...behind, hi: span.hi }, text: `${first} ${second}` };
    diagnostic.suggest(`\`${first}\` must come before \`${second}\``, [edit], "MachineApplicable").note(ORDER);
  }

  /** `extern pub fn` */
  #visibilityAmongQualifiers(read: Qualifiers, visibility: Span | undefined, diagnostic: DiagnosticBuilder): void {
    const before = this.spanFrom(read.start);
    const { lo } = this.span;
    if (this.attempt(() => this.parseVisibility()) instanceof SyntaxFailure) return;
    const own = { ...this.previousSpan, lo };
    const [text, qualifiers] = [this.snippet(own), this.snippet(before)];
    if (visibility === undefined) {
      const edits = [{ span: { ...before, hi: own.hi }, text: `${text} ${qualifiers}` }];
      diagnostic.suggest(`visibility \`${text}\` must come before \`${qualifiers}\``, edits, "MachineApplicable");
      return;
    }
    diagnostic
      .suggest("there is already a visibility modifier, remove one", [{ span: own, text: "" }], "MachineApplicable")
      .noteAt(visibility, "explicit visibility first seen here");
  }

  /** The ABI's string behind `extern`, else the word itself. */
  parseAbi(): number {
    const length = this.literalAhead(0);
    if (length === 0) return this.previous;
    const word = this.previous;
    const { span } = this;
    if (length === 3) this.bump();
    const token = this.at;
    this.bump();
    if (length === 3) this.bump();
    const kind = this.tokens.kinds[token] as number;
    if (kind === T.Str || kind === T.RawStr) return token;
    // Of a character that is none the lexer has told.
    if (kind !== T.Char || /^'(?:\\.*|[^\\])'$/u.test(this.tokens.text(token))) this.#nonStringAbi(span);
    return word;
  }

  #nonStringAbi(span: Span): void {
    this.report(
      error("non-string ABI literal")
        .at(span)
        .suggest("specify the ABI with a string literal", [{ span, text: '"C"' }], "MaybeIncorrect", "verbose"),
    );
  }
}

const QUALIFIER_FLAGS: ReadonlyMap<number, number> = new Map([
  [W.Const, K.CONST],
  [W.Async, K.ASYNC],
  [W.Unsafe, K.UNSAFE],
  [W.Safe, K.SAFE],
]);
