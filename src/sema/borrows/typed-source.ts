// A typed body by spans: the expressions that stand at a place of the source, and what is around each.
import type { Span } from "../../base/source.ts";
import type { Body, Expr, LocalId, Pat } from "../types/thir.ts";
import { childrenOf, walk, walkPat } from "../types/thir-walk.ts";

export type Call = Expr & { kind: "call" };

const PLACES: ReadonlySet<Expr["kind"]> = new Set(["local", "upvar", "static", "field", "index", "deref"] as const);

export class TypedSource {
  readonly #parents = new Map<Expr, Expr>();
  readonly #bySpan = new Map<string, Expr[]>();
  readonly #pats = new Map<string, Pat>();
  readonly #bindings = new Map<LocalId, Pat>();

  constructor(readonly body: Body) {
    this.#enter(body.value);
    for (const { value } of body.closures) this.#enter(value);
    for (const { params } of [body, ...body.closures]) for (const { pat } of params) walkPat(pat, (each) => this.#pat(each));
  }

  #enter(root: Expr): void {
    walk(
      root,
      (expr) => {
        for (const child of childrenOf(expr)) this.#parents.set(child, expr);
        const key = keyOf(expr.span);
        const list = this.#bySpan.get(key);
        if (list === undefined) this.#bySpan.set(key, [expr]);
        else list.push(expr);
      },
      (pat) => this.#pat(pat),
    );
  }

  #pat(pat: Pat): void {
    this.#pats.set(keyOf(pat.span), pat);
    if (pat.kind.kind === "binding" && !this.#bindings.has(pat.kind.local)) this.#bindings.set(pat.kind.local, pat);
  }

  /** Of a variable's declaration, with `mut` and `ref`. */
  bindingSpan(local: LocalId): Span | undefined {
    return this.#bindings.get(local)?.span;
  }

  parent(expr: Expr): Expr | undefined {
    return this.#parents.get(expr);
  }

  /** The expressions around, innermost first, within the same closure. */
  around(expr: Expr): Expr[] {
    const found: Expr[] = [];
    for (let at = this.parent(expr); at !== undefined; at = this.parent(at)) found.push(at);
    return found;
  }

  at(span: Span): readonly Expr[] {
    return this.#bySpan.get(keyOf(span)) ?? [];
  }

  /** The outermost place expression with this span. */
  placeAt(span: Span): Expr | undefined {
    return this.at(span).find(({ kind }) => PLACES.has(kind));
  }

  patAt(span: Span): Pat | undefined {
    return this.#pats.get(keyOf(span));
  }
}

function keyOf({ lo, hi, ctxt = 0 }: Span): string {
  return `${lo} ${hi} ${ctxt}`;
}
