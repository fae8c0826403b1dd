// A typed body by spans: the expressions that stand at a place of the source, and what is around each.
import type { Span } from "../../base/source.ts";
import type { DefId } from "../types/def-id.ts";
import type { Body, Closure, Expr, Local, LocalId, Pat } from "../types/thir.ts";
import { childrenOf, walk, walkPat } from "../types/thir-walk.ts";

export type Call = Expr & { kind: "call" };

/** Patterns are those of more than a name; `late`: declared without a value. */
export type Origin = "parameter" | "closure-parameter" | "let" | "late" | "for" | "pattern";

const PLACES: ReadonlySet<Expr["kind"]> = new Set(["local", "upvar", "static", "field", "index", "deref"] as const);

export class TypedSource {
  readonly #parents = new Map<Expr, Expr>();
  readonly #bySpan = new Map<string, Expr[]>();
  readonly #pats = new Map<string, Pat>();
  readonly #origins = new Map<LocalId, Origin>();
  readonly #bindings = new Map<LocalId, Pat>();

  constructor(
    readonly body: Body,
    readonly isLocal: (def: DefId) => boolean,
  ) {
    for (const { pat } of body.params) this.#origin(pat, "parameter");
    for (const { params } of body.closures) for (const { pat } of params) this.#origin(pat, "closure-parameter");
    this.#enter(body.value);
    for (const { value } of body.closures) this.#enter(value);
    for (const { params } of [body, ...body.closures]) for (const { pat } of params) walkPat(pat, (each) => this.#pat(each));
  }

  #enter(root: Expr): void {
    walk(
      root,
      (expr) => {
        for (const child of childrenOf(expr)) this.#parents.set(child, expr);
        this.#declares(expr);
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

  /** Where a variable gets its value from. */
  originOf(local: LocalId): Origin {
    return this.#origins.get(local) ?? "pattern";
  }

  #origin(pat: Pat, whole: Origin): void {
    walkPat(pat, ({ kind }) => {
      if (kind.kind === "binding" && !this.#origins.has(kind.local))
        this.#origins.set(kind.local, pat.kind === kind || whole === "for" ? whole : "pattern");
    });
  }

  /** Origins of what an expression declares. */
  #declares(expr: Expr): void {
    if (expr.kind === "block") {
      for (const stmt of expr.block.stmts) if (stmt.kind === "let") this.#origin(stmt.pat, stmt.init === undefined ? "late" : "let");
    }
    if (expr.kind === "match") for (const { pat } of expr.arms) this.#origin(pat, expr.source === "for" ? "for" : "pattern");
  }

  /** Of the function. */
  isParameter(local: LocalId): boolean {
    return this.originOf(local) === "parameter";
  }

  /** A name in the source, not one that a loop or `?` makes. */
  isWritten({ node }: Local): boolean {
    return node !== 0;
  }

  /** Of a closure's parameter. */
  closureOf({ span }: Local): Closure | undefined {
    return this.body.closures.find(({ params }) => params.some((param) => param.span.lo <= span.lo && span.hi <= param.span.hi));
  }

  /** A parameter of a closure that is passed to a function of another crate. */
  isForeignClosureParameter(local: Local): boolean {
    const closure = this.closureOf(local);
    const expr = closure && this.at(closure.span).find(({ kind }) => kind === "closure");
    const call = expr && this.parent(expr);
    return call?.kind === "call" && call.callee.type.kind === "fn-def" && !this.isLocal(call.callee.type.def);
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
