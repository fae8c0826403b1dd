// The parser's place in the tokens, and what it asks of them.
//
// The parser is a chain of classes, one file for one area of the grammar, each knowing those before it and naming what it
// needs of those behind as abstract methods: Cursor -> nodes -> sequences -> attributes -> paths -> generics -> types ->
// patterns -> expressions -> statements -> functions -> items -> fragments.
//
// A place where a node begins is a number: token index * 4 + how many characters of a glued token were eaten before
// (`>>` read as `>` `>`). A failure is thrown as `SyntaxFailure`, holding its diagnostic, and caught where rustc goes on.
//
// rustc says what it expected at the token where it gave up: all that was asked for there. So `check` and `eat` note what
// they asked in a log that the next `bump` empties.
import type { Span } from "../base/source.ts";
import { type DiagnosticBuilder } from "../diag/diagnostic.ts";
import * as T from "./token-kinds.ts";
import { FRAGMENTS, isLiteral, type TokenBuffer } from "./tokens.ts";
import type { SyntaxTree } from "./tree.ts";
import * as W from "./words.ts";

export interface ParseOptions {
  readonly edition: number;
  readonly release: { readonly minor: number };
  /** What the tokens are a part of, and end with: "macro arguments". */
  readonly subject?: string;
  /** What rustc finds only after parsing is left out, as `-Z parse-crate-root-only` does. */
  readonly parseOnly?: boolean;
  /** Bodies of functions are skipped: `parseDeferredBody` reads those that are wanted. For text known to be right. */
  readonly defersBodies?: boolean;
}

/** Syntax that only a feature allows; whether it is on is asked when the crate's attributes are known. */
export interface GatedSyntax {
  readonly feature: string;
  readonly span: Span;
}

/** What the parser throws and catches itself. */
export class SyntaxFailure {
  constructor(readonly diagnostic: DiagnosticBuilder) {}
}

/** Nothing more is read; what is wrong was reported. */
export class SyntaxStop {}

/** Nesting beyond this is refused: the parser recurses, and the stack is finite. */
export const MAXIMUM_DEPTH = 220;
const LOG_MASK = 255;

export interface Snapshot {
  readonly at: number;
  readonly kind: number;
  readonly split: number;
  readonly previous: number;
  readonly previousHi: number;
  readonly depth: number;
  readonly restrictions: number;
  readonly scratch: number;
  readonly diagnostics: number;
  readonly gated: number;
  readonly expected: Int32Array;
}

export abstract class Cursor {
  readonly tokens: TokenBuffer;
  readonly diagnostics: DiagnosticBuilder[] = [];
  /** A whole file is read, which may end early. */
  isFile = false;
  readonly gated: GatedSyntax[];
  /** Children of lists under construction. */
  readonly scratch: number[] = [];
  /** Index of the current token. */
  at: number;
  /** Its kind; of a glued token that was split, the kind of what is left. */
  kind = 0;
  /** The number of its name if it is a word that is not raw, else 0. */
  word = 0;
  /** Characters already taken of the current token. */
  split = 0;
  /** The token before, and where it ended. */
  previous = 0;
  previousHi = 0;
  depth = 0;
  /** What the expression being parsed may be (see `parse-operators.ts`). */
  restrictions = 0;
  /** Between `?` and `:` of what looks like another language's operator a colon is no misspelt `::`. */
  inTernary = false;
  #expected = new Int32Array(LOG_MASK + 1);
  #expectedCount = 0;
  /** The token at which the last failure of `expectOneOf` was reported. */
  lastUnexpected = -1;
  readonly #kinds: Uint8Array;
  readonly #payloads: Uint32Array;

  constructor(
    readonly tree: SyntaxTree,
    readonly from: number,
    readonly end: number,
    readonly options: ParseOptions,
  ) {
    this.tokens = tree.tokens;
    this.gated = tree.gated;
    this.#kinds = tree.tokens.kinds;
    this.#payloads = tree.tokens.payloads;
    this.at = from;
    this.#load();
  }

  #load(): void {
    const { at } = this;
    if (at >= this.end) {
      this.kind = T.Eof;
      this.word = 0;
      return;
    }
    const kind = this.#kinds[at] as number;
    this.kind = kind;
    this.word = kind === T.Ident ? (this.#payloads[at] as number) : 0;
  }

  bump(): void {
    this.previous = this.at;
    this.previousHi = this.at < this.end ? (this.tokens.his[this.at] as number) : this.previousHi;
    if (this.at < this.end) this.at++;
    this.split = 0;
    this.#expectedCount = 0;
    this.#load();
  }

  /** Takes `count` characters of the current glued token; `rest` is what is left. */
  bumpPart(count: number, rest: number): void {
    this.previous = this.at;
    this.split += count;
    this.previousHi = (this.tokens.los[this.at] as number) + this.split;
    this.kind = rest;
    this.word = 0;
    this.#expectedCount = 0;
  }

  /** Continues behind a token tree (at its opening delimiter) or a token. */
  skipTree(): void {
    const close = this.tokens.afterTree(this.at) - 1;
    this.at = close;
    this.bump();
  }

  /** Continues at a token of this range. */
  goTo(token: number): void {
    this.at = token;
    this.split = 0;
    this.previous = token - 1;
    this.previousHi = this.tokens.his[token - 1] as number;
    this.#expectedCount = 0;
    this.#load();
  }

  /** The kind of the `count`th token from here. */
  ahead(count: number): number {
    const at = this.at + count;
    return at < this.end ? (this.#kinds[at] as number) : T.Eof;
  }

  wordAhead(count: number): number {
    const at = this.at + count;
    return at < this.end && this.#kinds[at] === T.Ident ? (this.#payloads[at] as number) : 0;
  }

  isIdentAhead(count: number): boolean {
    const kind = this.ahead(count);
    return kind === T.Ident || kind === T.RawIdent;
  }

  get start(): number {
    return this.at * 4 + this.split;
  }

  snapshot(): Snapshot {
    return {
      at: this.at,
      kind: this.kind,
      split: this.split,
      previous: this.previous,
      previousHi: this.previousHi,
      depth: this.depth,
      restrictions: this.restrictions,
      scratch: this.scratch.length,
      diagnostics: this.diagnostics.length,
      gated: this.gated.length,
      expected: this.#expected.slice(0, this.#expectedCount),
    };
  }

  restore(to: Snapshot): void {
    this.at = to.at;
    this.split = to.split;
    this.#load();
    this.kind = to.kind;
    this.previous = to.previous;
    this.previousHi = to.previousHi;
    this.depth = to.depth;
    this.restrictions = to.restrictions;
    this.scratch.length = to.scratch;
    this.diagnostics.length = to.diagnostics;
    this.gated.length = to.gated;
    this.#expected.set(to.expected);
    this.#expectedCount = to.expected.length;
  }

  /**
   * Runs `parse`; if it fails, everything is as before and the failure is returned. With `keepReports`, what was reported
   * on the way stays reported.
   */
  attempt<R>(parse: () => R, keepReports = false): R | SyntaxFailure {
    const before = this.snapshot();
    try {
      return parse();
    } catch (failure) {
      if (!(failure instanceof SyntaxFailure)) throw failure;
      const reports = this.diagnostics.slice(before.diagnostics);
      this.restore(before);
      if (keepReports) this.diagnostics.push(...reports);
      return failure;
    }
  }

  /** What a recovery restores: nesting and unfinished lists, not the place. */
  recoveryPoint(): { readonly depth: number; readonly restrictions: number; readonly scratch: number } {
    return { depth: this.depth, restrictions: this.restrictions, scratch: this.scratch.length };
  }

  /** Reports a failure and goes on where it happened. What is no failure is thrown on. */
  recover(failure: unknown, point: ReturnType<Cursor["recoveryPoint"]>): void {
    if (!(failure instanceof SyntaxFailure) || failure.diagnostic.code?.startsWith("KB") === true) throw failure;
    this.diagnostics.push(failure.diagnostic);
    this.depth = point.depth;
    this.restrictions = point.restrictions;
    this.scratch.length = point.scratch;
  }

  /** Skips to the brace that closes the current block. */
  skipToBrace(): void {
    while (this.kind !== T.CloseBrace && this.kind !== T.Eof) this.skipTree();
  }

  /** Notes that this was asked for here: a token kind, an `Expect...`, or `WORD_BASE` + a word. */
  expectNote(what: number): void {
    this.#expected[this.#expectedCount++ & LOG_MASK] = what;
  }

  get expectedAnything(): boolean {
    return this.#expectedCount > 0;
  }

  wasExpected(what: number): boolean {
    return this.expectedSet().includes(what);
  }

  expectedSet(): number[] {
    return [...new Set(this.#expected.subarray(0, Math.min(this.#expectedCount, LOG_MASK + 1)))];
  }

  forgetExpected(): void {
    this.#expectedCount = 0;
  }

  check(kind: number): boolean {
    if (this.kind === kind) return true;
    this.expectNote(kind);
    return false;
  }

  eat(kind: number): boolean {
    if (this.kind === kind) {
      this.bump();
      return true;
    }
    this.expectNote(kind);
    return false;
  }

  checkWord(word: number): boolean {
    if (this.word === word) return true;
    this.expectNote(T.WORD_BASE + word);
    return false;
  }

  eatWord(word: number): boolean {
    if (this.word === word) {
      this.bump();
      return true;
    }
    this.expectNote(T.WORD_BASE + word);
    return false;
  }

  /** As `eatWord`, but without note: rustc does not list these among what it expected. */
  eatWordQuietly(word: number): boolean {
    if (this.word !== word) return false;
    this.bump();
    return true;
  }

  isReserved(word: number): boolean {
    return W.isReserved(word, this.options.edition);
  }

  get isReservedHere(): boolean {
    return this.isReserved(this.word);
  }

  /** Any word, reserved or not. */
  get isAnyIdent(): boolean {
    return this.kind === T.Ident || this.kind === T.RawIdent;
  }

  /** An identifier that is not reserved. */
  get isIdent(): boolean {
    return this.kind === T.RawIdent || (this.kind === T.Ident && !this.isReserved(this.word));
  }

  isPlainIdentAhead(count: number): boolean {
    const kind = this.ahead(count);
    return kind === T.RawIdent || (kind === T.Ident && !this.isReserved(this.wordAhead(count)));
  }

  checkIdent(): boolean {
    if (this.isIdent) return true;
    this.expectNote(T.Ident);
    return false;
  }

  get isPathSegmentWord(): boolean {
    const { word } = this;
    return word === W.Super || word === W.SelfValue || word === W.SelfType || word === W.Crate || word === W.DollarCrate;
  }

  get isLifetime(): boolean {
    return this.kind === T.Lifetime || this.kind === T.RawLifetime;
  }

  checkLifetime(): boolean {
    if (this.isLifetime) return true;
    this.expectNote(T.Lifetime);
    return false;
  }

  get isLiteral(): boolean {
    return isLiteral(this.kind) || this.word === W.True || this.word === W.False;
  }

  is2018(): boolean {
    return this.options.edition >= 2018;
  }

  /** A block behind the next `count` tokens: its brace, or a captured one. */
  isBlockAhead(count: number): boolean {
    const kind = this.ahead(count);
    return kind === T.OpenBrace || (kind === T.OpenNone && this.tokens.fragmentOf(this.at + count) === "block");
  }

  /** How many tokens a literal takes, captured or not, behind the next `count`: 0 if there is none. */
  literalAhead(count: number): 0 | 1 | 3 {
    const kind = this.ahead(count);
    if (kind >= T.Int && kind <= T.RawCStr) return 1;
    if (kind !== T.OpenNone || this.ahead(count + 2) !== T.CloseNone) return 0;
    const inner = this.ahead(count + 1);
    return inner >= T.Int && inner <= T.RawCStr ? 3 : 0;
  }

  isFragment(name: string): boolean {
    return this.kind === T.OpenNone && FRAGMENTS.indexOf(this.tokens.fragmentOf(this.at)) === FRAGMENTS.indexOf(name as "tt");
  }

  /** The simulated release is at least 1.`minor`. */
  since(minor: number): boolean {
    return this.options.release.minor >= minor;
  }
}
