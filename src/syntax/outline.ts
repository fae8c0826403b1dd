// What other crates see of a source file. Bodies of plain functions are theirs alone: whoever calls one compiles to the
// same code whatever is in it. An outline is a hash of all the other tokens, so a file whose outline is still the same need
// not be looked at again by the crates that use it.
//
// A body is seen by others if they may compile it (generic functions, `#[inline]`), evaluate it (`const fn`), learn a type
// from it (`-> impl Trait`, `async`), or if it may hold more than code (impls, macro calls). What is seen counts with its
// lines and columns: panics and debug information tell them.
import { SourceMap } from "../base/source.ts";
import { xxh64 } from "../base/xxhash.ts";
import type { Fn, Generics, Item, ItemId } from "./ast.ts";
import type { ParseOptions } from "./cursor.ts";
import { parseCrate } from "./parse.ts";
import * as K from "./node-kinds.ts";
import type { SyntaxTree } from "./tree.ts";
import * as T from "./token-kinds.ts";

/** Macros of core that make nothing but an expression, whatever they are given. */
const MERE_EXPRESSIONS = /^(?:(?:debug_)?assert(?:_eq|_ne)?|panic|unreachable|todo|unimplemented|matches|write|writeln|format_args)$/;

/** Whatever place a macro call has may be in what it becomes; these may ask for their place without one. */
const HOLDS_CODE: ReadonlySet<Item["kind"]["kind"]> = new Set(["const", "static", "macro-call", "macro-def", "global-asm"]);

interface TokenRange {
  readonly from: number;
  readonly to: number;
}

/** A hash in hexadecimal digits; undefined if the file does not parse. */
export function outlineOf(text: string, options: Pick<ParseOptions, "edition" | "release">): string | undefined {
  const sources = new SourceMap();
  const file = sources.add("", text);
  const { tree, diagnostics } = parseCrate(sources, file, { ...options, defersBodies: true });
  if (diagnostics.length > 0) return undefined;
  const outliner = new Outliner(tree);
  outliner.items(tree.crate.items, false);
  const place = (at: number): string => {
    const where = sources.locate(tree.tokens.los[at] as number);
    return `${where?.line}:${where?.column}`;
  };
  return xxh64(new TextEncoder().encode(outliner.words(place).join(" "))).toString(16);
}

class Outliner {
  readonly #hidden: TokenRange[] = [];
  readonly #placed: TokenRange[] = [];

  constructor(readonly tree: SyntaxTree) {}

  /** `isShared`: what is around has parameters of its own, so all within is compiled by others. */
  items(ids: readonly ItemId[], isShared: boolean): void {
    for (const id of ids) this.#item(this.tree.item(id), isShared);
  }

  #item(item: Item, isShared: boolean): void {
    const { kind } = item;
    if (kind.kind === "fn") this.#function(item, kind, isShared);
    else if (kind.kind === "mod") this.items(kind.items ?? [], isShared);
    else if (kind.kind === "impl") this.items(kind.items, isShared || hasParameters(kind.generics));
    else if (kind.kind === "trait") this.items(kind.items, true);
    else if (HOLDS_CODE.has(kind.kind)) this.#placed.push(this.#tokens(item.span));
  }

  #function({ span, attrs }: Item, { generics, header, body }: Fn, isShared: boolean): void {
    const whole = this.#tokens({ lo: Math.min(span.lo, ...attrs.map((attribute) => attribute.span.lo)), hi: span.hi });
    const open = body === undefined ? 0 : (this.tree.nodeData[body] as number);
    const isSeen = isShared || header.constness || header.asyncness || hasParameters(generics);
    if (body === undefined || isSeen || this.tree.nodeKinds[body] !== K.DeferredBlock) this.#placed.push(whole);
    else if (this.#hasWord({ from: whole.from, to: open }, /^(?:impl|inline)$/) || this.#holdsMore(open)) this.#placed.push(whole);
    else this.#hidden.push({ from: open + 1, to: this.tree.tokens.partner(open) });
  }

  #tokens({ lo, hi }: { readonly lo: number; readonly hi: number }): TokenRange {
    return { from: this.#firstAt(lo), to: this.#firstAt(hi) };
  }

  #firstAt(position: number): number {
    const { los, count } = this.tree.tokens;
    let [low, high] = [1, count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((los[middle] as number) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #hasWord({ from, to }: TokenRange, word: RegExp): boolean {
    const { tokens } = this.tree;
    for (let at = from; at < to; at++) if (tokens.kind(at) === T.Ident && word.test(tokens.text(at))) return true;
    return false;
  }

  /** Items with effects beyond the body, or macro calls that may make some. */
  #holdsMore(open: number): boolean {
    const { tokens } = this.tree;
    const range = { from: open + 1, to: tokens.partner(open) };
    if (this.#hasWord(range, /^(?:impl|macro|macro_rules)$/)) return true;
    for (let at = range.from; at < range.to; at++) {
      const isCall = tokens.kind(at) === T.Ident && tokens.kind(at + 1) === T.Not && tokens.kind(at + 2) !== T.Eq;
      if (isCall && !MERE_EXPRESSIONS.test(tokens.text(at))) return true;
    }
    return false;
  }

  /** The tokens that are seen, as words. */
  words(place: (token: number) => string): string[] {
    const { tokens } = this.tree;
    const found: string[] = [];
    const hidden = new Map(this.#hidden.map(({ from, to }) => [from, to]));
    const placed = this.#placed.toSorted((a, b) => a.from - b.from);
    let next = 0;
    for (let at = 1; at < tokens.count; at++) {
      at = hidden.get(at) ?? at;
      while (next < placed.length && (placed[next] as TokenRange).to <= at) next++;
      const range = placed[next];
      const isPlaced = (range !== undefined && range.from <= at) || tokens.kind(at) === T.Not;
      found.push(`${tokens.kind(at)}`, JSON.stringify(tokens.text(at) ?? ""), isPlaced ? place(at) : "");
    }
    return found;
  }
}

function hasParameters({ params }: Generics): boolean {
  return params.some(({ kind }) => kind !== "lifetime");
}
