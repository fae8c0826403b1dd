// Hygiene and where expanded code came from. A span's `ctxt` is a number here: a chain of marks, one for each expansion
// that made the token. Context 0 is text as written. A token of a macro's body gets its old context plus the mark of
// the expansion; a token of the arguments keeps its own.
//
// Locals and labels compare by name and context; what was looked up in vain in a context is looked up again with the
// outermost mark taken off when the search passes the place where the mark's macro was defined.
import type { Span } from "../../base/source.ts";

export interface Expansion {
  readonly index: number;
  /** `bang`: `name!(..)`; `attribute` and `derive`: the item's attribute; `builtin`: no rules. */
  readonly kind: "bang" | "attribute" | "derive" | "builtin";
  /** As diagnostics name it: `println`, `Debug`. */
  readonly name: string;
  readonly callSite: Span;
  /** The macro's definition; undefined for built-in ones. */
  readonly definition: Span | undefined;
  /** Numbers the macro (`MacroDefinition.index`), -1 for built-in ones. */
  readonly macro: number;
  /** Macro of another crate: its body is not shown. */
  readonly foreign: boolean;
  /** Core's own: it may write what the crate may not yet (`allow_internal_unstable`). */
  readonly ofCore: boolean;
}

export class Hygiene {
  readonly #library: Hygiene | undefined;
  readonly #first: number;
  readonly #expansions: Expansion[] = [];
  readonly #parents: number[] = [0];
  readonly #marks: number[] = [-1];
  readonly #known = new Map<number, Map<number, number>>();

  /** `library`: core's, whose numbers are known here as well; own ones begin at `first`. */
  constructor(library: Hygiene | undefined, first: number) {
    this.#library = library;
    this.#first = first;
  }

  addExpansion(expansion: Omit<Expansion, "index">): Expansion {
    const made = { index: this.#first + this.#expansions.length, ...expansion };
    this.#expansions.push(made);
    return made;
  }

  /** Those of the crate itself, without core's. */
  own(): readonly Expansion[] {
    return this.#expansions;
  }

  /** `ctxt` with the mark of an expansion on top. */
  mark(ctxt: number, expansion: number): number {
    let row = this.#known.get(ctxt);
    if (row === undefined) this.#known.set(ctxt, (row = new Map()));
    let made = row.get(expansion);
    if (made === undefined) {
      made = this.#first + this.#parents.length;
      this.#parents.push(ctxt);
      this.#marks.push(expansion);
      row.set(expansion, made);
    }
    return made;
  }

  /** `ctxt` without its outermost mark. */
  parent(ctxt: number): number {
    return (ctxt < this.#first ? this.#library?.parent(ctxt) : this.#parents[ctxt - this.#first]) ?? 0;
  }

  /** The expansion of the outermost mark. */
  expansionOf(ctxt: number | undefined): Expansion | undefined {
    if (ctxt === undefined || ctxt === 0) return undefined;
    if (ctxt < this.#first) return this.#library?.expansionOf(ctxt);
    return this.#expansions[(this.#marks[ctxt - this.#first] as number) - this.#first];
  }

  /** The place in source text as written that a span stands for: its call site, all the way out. */
  sourceCallSite(span: Span): Span {
    let at = span;
    for (let expansion = this.expansionOf(at.ctxt); expansion !== undefined; expansion = this.expansionOf(at.ctxt)) at = expansion.callSite;
    return at;
  }

  /** The chain of expansions a span lies in, innermost first. */
  backtrace(span: Span): Expansion[] {
    const chain: Expansion[] = [];
    for (let at = this.expansionOf(span.ctxt); at !== undefined; at = this.expansionOf(at.callSite.ctxt)) chain.push(at);
    return chain;
  }
}
