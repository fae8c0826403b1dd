// Brackets that do not match, in rustc's words. A closing bracket that does not fit the innermost open one is noted and
// closes it all the same; it is consumed only if no outer bracket waits for it. If brackets are then closed that were
// never opened, or left open at the end, that is what is told, with the noted ones as its likely cause.
import type { SourceFile } from "../base/source.ts";
import { lastNotAbove } from "../base/source.ts";
import { type Diagnostic, type DiagnosticBuilder, error } from "../diag/diagnostic.ts";
import type { Lexed } from "./lexer.ts";
import * as T from "./token-kinds.ts";
import { isClose, isOpen, type TokenBuffer } from "./tokens.ts";

const SHOWN_UNCLOSED = 5;
/** Deeper nesting than this is no program's: partners are not looked for. */
const MAXIMUM_CANDIDATES = 2000;

/** A closing bracket that did not fit, the open one it met, and one that looks like its partner by indentation. */
interface Mismatch {
  readonly close: number;
  readonly open: number;
  readonly candidate: number;
}

/** The diagnostics of a file whose brackets do not match. */
export function bracketDiagnostics(tokens: TokenBuffer, lexed: Lexed, file: SourceFile): Diagnostic[] {
  return new BracketMatcher(tokens, file).run(lexed.from, lexed.to);
}

class BracketMatcher {
  readonly #open: number[] = [];
  /** How many of each kind are open. */
  readonly #openOf = new Uint32Array(T.KIND_COUNT);
  readonly #mismatches: Mismatch[] = [];
  /** Pairs of braces that matched, innermost first. */
  readonly #blocks: { open: number; close: number; empty: boolean }[] = [];

  constructor(
    readonly tokens: TokenBuffer,
    readonly file: SourceFile,
  ) {}

  run(from: number, to: number): Diagnostic[] {
    for (let at = from; at < to; at++) {
      const kind = this.tokens.kind(at);
      if (isOpen(kind)) {
        this.#open.push(at);
        (this.#openOf[kind] as number)++;
      } else if (isClose(kind) && !this.#close(at, kind)) return [...this.#told(false), this.#unexpected(at)];
    }
    if (this.#open.length === 0) return this.#told(true);
    return [...this.#told(true), this.#unclosed(to)];
  }

  /** False if nothing is open. */
  #close(at: number, kind: number): boolean {
    for (;;) {
      const open = this.#open.at(-1);
      if (open === undefined) return false;
      (this.#openOf[this.tokens.kind(open)] as number)--;
      if (this.tokens.kind(open) === kind - 1) {
        this.#open.pop();
        if (kind === T.CloseBrace) this.#blocks.push({ open, close: at, empty: at === open + 1 });
        return true;
      }
      if (this.#mismatches.at(-1)?.close !== at) this.#mismatches.push({ close: at, open, candidate: this.#candidate(at, kind) });
      this.#open.pop();
      if (this.#openOf[kind - 1] === 0) return true;
    }
  }

  /** The last open bracket of this kind on a line indented like the closing one's. */
  #candidate(at: number, kind: number): number {
    let found = 0;
    if (this.#open.length > MAXIMUM_CANDIDATES) return found;
    for (const open of this.#open) if (this.tokens.kind(open) === kind - 1 && this.#sameIndentation(open, at)) found = open;
    return found;
  }

  #indentation(token: number): number {
    const starts = this.file.lineStarts;
    const start = starts[lastNotAbove(starts, (this.tokens.los[token] as number) - this.file.start)] as number;
    return /^[^\S\n]*/.exec(this.file.text.slice(start, start + 1000))?.[0].length ?? 0;
  }

  #sameIndentation(first: number, second: number): boolean {
    return this.#indentation(first) === this.#indentation(second);
  }

  /** The noted mismatches; parentheses and brackets are left to the word about what is left over. */
  #told(all: boolean): Diagnostic[] {
    const told = all ? this.#mismatches : this.#mismatches.filter(({ close }) => this.tokens.kind(close) === T.CloseBrace);
    return told.map((mismatch) => this.#mismatched(mismatch));
  }

  #mismatched({ close, open, candidate }: Mismatch): Diagnostic {
    const { tokens } = this;
    const diagnostic = error(`mismatched closing delimiter: \`${tokens.text(close)}\``);
    diagnostic.at(tokens.span(close), "mismatched closing delimiter");
    if (candidate !== 0) diagnostic.label(tokens.span(candidate), "closing delimiter possibly meant for this");
    return diagnostic.at(tokens.span(open), "unclosed delimiter");
  }

  #unexpected(at: number): Diagnostic {
    const { tokens } = this;
    const diagnostic = error(`unexpected closing delimiter: \`${tokens.text(at)}\``);
    const missing = this.#mismatches.filter(({ close }) => tokens.kind(close) !== T.CloseBrace);
    for (const { open, close } of missing) {
      diagnostic.label(tokens.span(open), "the nearest open delimiter");
      const { lo } = tokens.span(close);
      diagnostic.label({ lo, hi: lo }, `missing open \`${T.PUNCTUATION[tokens.kind(close) - 1]}\` for this delimiter`);
    }
    if (missing.length === 0) this.#suspectBlocks(diagnostic);
    return diagnostic.at(tokens.span(at), "unexpected closing delimiter");
  }

  #unclosed(end: number): Diagnostic {
    const { tokens } = this;
    const diagnostic = error("this file contains an unclosed delimiter");
    for (const open of this.#open.slice(0, SHOWN_UNCLOSED)) diagnostic.label(tokens.span(open), "unclosed delimiter");
    const next = this.#open[SHOWN_UNCLOSED];
    const more = this.#open.length - SHOWN_UNCLOSED;
    if (next !== undefined) {
      diagnostic.label(tokens.span(next), more >= 2 ? `another ${more} unclosed delimiters begin from here` : "unclosed delimiter");
    }
    this.#suspectBlocks(diagnostic);
    return diagnostic.at(tokens.span(end));
  }

  /** Points at the innermost block whose braces are indented differently, unless a well-indented block holds it. */
  #suspectBlocks(diagnostic: DiagnosticBuilder): void {
    const { tokens } = this;
    const blocks = this.#blocks
      .map(({ open, close }) => ({ open, close, same: this.#sameIndentation(open, close) }))
      .sort((a, b) => a.open - b.open);
    let coveredTo = 0;
    let suspect: { open: number; close: number } | undefined;
    for (const block of blocks) {
      if (block.same) coveredTo = Math.max(coveredTo, block.close);
      else if (block.open >= coveredTo) suspect = block;
    }
    if (suspect !== undefined) {
      const { lo } = tokens.span(suspect.open);
      const { lo: end } = tokens.span(suspect.close);
      diagnostic.label({ lo, hi: lo }, "this delimiter might not be properly closed...");
      diagnostic.label({ lo: end, hi: end }, "...as it matches this but it has different indentation");
      return;
    }
    const last = this.#blocks.at(-1);
    if (last === undefined || this.#open.length > 0 || last.empty) return;
    diagnostic.label(tokens.span(last.open), "this opening brace...");
    diagnostic.label(tokens.span(last.close), "...matches this closing brace");
  }
}
