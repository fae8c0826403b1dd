// The token buffer: all tokens of a crate in columns. A token is an index; its kind, place, hygiene and payload are
// numbers in parallel arrays. Trivia is not kept; doc comments are tokens. Token 0 is a dummy, so that 0 means "none".
//
// What `payload` holds depends on the kind:
//   Ident, RawIdent, Lifetime, RawLifetime   the name (a lifetime's with its apostrophe, both without `r#`)
//   literals                                 the name of the whole text, prefix, quotes and suffix included
//   OuterDoc, InnerDoc                       index in `docs` of the comment's text without its markers
//   Open*, Close*                            distance to the partner, so that copies of balanced ranges stay right
//   others                                   0
//
// Expansion appends tokens behind those of the files: `append` copies one token with another hygiene, `push` makes a new
// one, `seal` sets the partners of a range. A fragment that a macro captured is put between `OpenNone` and
// `CloseNone`; the flags of `OpenNone` say which fragment it is (`fragmentOf`).
import type { Span } from "../base/source.ts";
import type { Delimiter, TokenRange } from "./ast.ts";
import * as T from "./token-kinds.ts";
import type { Names } from "./names.ts";

/** No white space or comment stands between this token and the next. */
export const JOINT = 1;
/** A block doc comment rather than lines. */
export const BLOCK_DOC = 2;
/** A name or lifetime that a macro captured as one (`$name:ident`). */
const CAPTURED_NAME = 8;
/** A literal that the lexer found something wrong with. */
const FLAWED = 4;
const FRAGMENT_SHIFT = 2;

/** What a captured fragment between `OpenNone` and `CloseNone` is. */
export const FRAGMENTS = [
  "none",
  "expr",
  "ty",
  "pat",
  "stmt",
  "block",
  "item",
  "meta",
  "path",
  "vis",
  "literal",
  "ident",
  "lifetime",
  "tt",
] as const;
export type Fragment = (typeof FRAGMENTS)[number];

const DELIMITERS: readonly Delimiter[] = ["paren", "bracket", "brace", "none"];

export class TokenBuffer {
  readonly names: Names;
  count = 1;
  kinds = new Uint8Array(256);
  flags = new Uint8Array(256);
  los = new Uint32Array(256);
  his = new Uint32Array(256);
  payloads = new Uint32Array(256);
  /** Hygiene; 0 is text as written. */
  ctxts = new Uint32Array(256);
  /** Of an `OpenNone`: the `$name` that stands for what is in it. */
  readonly variables = new Map<number, Span>();
  /** Texts of doc comments, without their markers. */
  readonly docs: string[] = [""];

  constructor(names: Names) {
    this.names = names;
  }

  /** Appends a token and returns its index. Delimiters get their partners by `seal`. */
  push(kind: number, lo: number, hi: number, payload = 0, ctxt = 0, flags = 0): number {
    const at = this.count;
    if (at === this.kinds.length) this.reserve(1);
    this.kinds[at] = kind;
    this.flags[at] = flags;
    this.los[at] = lo;
    this.his[at] = hi;
    this.payloads[at] = payload;
    this.ctxts[at] = ctxt;
    this.count = at + 1;
    return at;
  }

  /** Makes room for `more` tokens. The columns may be replaced by this. */
  reserve(more: number): void {
    const needed = this.count + more;
    if (needed <= this.kinds.length) return;
    const size = Math.max(needed, this.kinds.length * 2);
    this.kinds = grow8(this.kinds, size);
    this.flags = grow8(this.flags, size);
    this.los = grow32(this.los, size);
    this.his = grow32(this.his, size);
    this.payloads = grow32(this.payloads, size);
    this.ctxts = grow32(this.ctxts, size);
  }

  /** Copies a token to the end, with another hygiene. */
  append(token: number, ctxt: number): number {
    const { kinds, flags, los, his, payloads } = this;
    return this.push(
      kinds[token] as number,
      los[token] as number,
      his[token] as number,
      payloads[token] as number,
      ctxt,
      flags[token] as number,
    );
  }

  /** Copies a token of a macro's body: that it had no gap behind it counts for delimiters alone. */
  appendLoose(token: number, ctxt: number): number {
    const made = this.append(token, ctxt);
    const kind = this.kinds[token] as number;
    if (kind === T.CloseBracket || !(isOpen(kind) || isClose(kind))) this.flags[made] = (this.flags[made] as number) & ~JOINT;
    return made;
  }

  /** Copies a name that a macro captured as one. */
  appendName(token: number, ctxt: number): number {
    const made = this.append(token, ctxt);
    this.flags[made] = ((this.flags[made] as number) & ~JOINT) | CAPTURED_NAME;
    return made;
  }

  /** `OpenNone` of a captured fragment, an empty place before it; close it with `push(CloseNone, ...)`. */
  pushOpenFragment(fragment: Fragment, lo: number, ctxt: number): number {
    return this.push(T.OpenNone, lo, lo, 0, ctxt, FRAGMENTS.indexOf(fragment) << FRAGMENT_SHIFT);
  }

  /** Sets the partners of the delimiters in a range that was appended. The range must be balanced. */
  seal(range: TokenRange): void {
    const open: number[] = [];
    for (let at = range.from; at < range.to; at++) {
      const kind = this.kinds[at] as number;
      if (isOpen(kind)) open.push(at);
      else if (isClose(kind)) {
        const start = open.pop();
        if (start === undefined) throw new Error("seal: unbalanced range");
        this.payloads[start] = this.payloads[at] = at - start;
      }
    }
    if (open.length > 0) throw new Error("seal: unbalanced range");
  }

  kind(token: number): number {
    return this.kinds[token] as number;
  }

  /** The name of an identifier, lifetime or literal. */
  text(token: number): string {
    const kind = this.kinds[token] as number;
    if (kind === T.OuterDoc || kind === T.InnerDoc) return this.docs[this.payloads[token] as number] as string;
    return hasName(kind) ? this.names.text(this.payloads[token] as number) : (T.PUNCTUATION[kind] as string);
  }

  span(token: number): Span {
    const ctxt = this.ctxts[token] as number;
    const lo = this.los[token] as number;
    const hi = this.his[token] as number;
    return ctxt === 0 ? { lo, hi } : { lo, hi, ctxt };
  }

  /** True if the next token follows without a gap. */
  isJoint(token: number): boolean {
    return ((this.flags[token] as number) & JOINT) !== 0;
  }

  /** Of a name: a macro captured it as one. */
  isCapturedName(token: number): boolean {
    return ((this.flags[token] as number) & CAPTURED_NAME) !== 0;
  }

  /** The other delimiter of a pair. */
  partner(token: number): number {
    const distance = this.payloads[token] as number;
    return isOpen(this.kinds[token] as number) ? token + distance : token - distance;
  }

  /** The token tree that begins at `token` ends before this. */
  afterTree(token: number): number {
    return (isOpen(this.kinds[token] as number) ? this.partner(token) : token) + 1;
  }

  /** The literal that holds this position has no value. */
  markFlawed(range: TokenRange, position: number): void {
    let [low, high] = [range.from, range.to];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.los[middle] as number) <= position) low = middle + 1;
      else high = middle;
    }
    const token = low - 1;
    if (token >= range.from && isLiteral(this.kinds[token] as number)) this.flags[token] = (this.flags[token] as number) | FLAWED;
  }

  isFlawed(token: number): boolean {
    return ((this.flags[token] as number) & FLAWED) !== 0;
  }

  fragmentOf(openNone: number): Fragment {
    return FRAGMENTS[(this.flags[openNone] as number) >> FRAGMENT_SHIFT] as Fragment;
  }
}

export function isOpen(kind: number): boolean {
  return kind === T.OpenParen || kind === T.OpenBracket || kind === T.OpenBrace || kind === T.OpenNone;
}

export function isClose(kind: number): boolean {
  return kind === T.CloseParen || kind === T.CloseBracket || kind === T.CloseBrace || kind === T.CloseNone;
}

export function isLiteral(kind: number): boolean {
  return kind >= T.Int && kind <= T.RawCStr;
}

/** The payload is a name. */
export function hasName(kind: number): boolean {
  return kind >= T.Ident && kind <= T.RawCStr;
}

export function delimiterOf(kind: number): Delimiter {
  return DELIMITERS[(kind - T.OpenParen) >> 1] as Delimiter;
}

export function grow8(old: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const bigger = new Uint8Array(size);
  bigger.set(old);
  return bigger;
}

export function grow32(old: Uint32Array, size: number): Uint32Array<ArrayBuffer> {
  const bigger = new Uint32Array(size);
  bigger.set(old);
  return bigger;
}
