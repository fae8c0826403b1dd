// One type for several expressions: the arms of a `match`, the branches of an `if`, the elements of an array, the
// values of `break` and `return`. With a known target each is coerced to it; without, the first decides, `!` never
// does, and different function items meet as function pointers.
import type { Expr } from "../thir.ts";
import { ERROR, NEVER, type Ty } from "../ty.ts";
import { coercion, fnPointerOf, tryCoerce } from "./coerce.ts";
import type { BodyContext } from "./context.ts";

export class Merger {
  readonly #cx: BodyContext;
  /** The type all are coerced to, if it is known from outside. */
  readonly expected: Ty | undefined;
  #merged: Ty | undefined;
  readonly exprs: Expr[] = [];
  /** None was coerced yet, but from `!`. */
  #isPlain = true;
  /** Replaces an expression that was handed out before. */
  readonly #places: ((expr: Expr) => void)[] = [];

  /** `keepsFirst`: the first decides for good, as of `break`. */
  constructor(cx: BodyContext, expected: Ty | undefined, keepsFirst = false) {
    this.#cx = cx;
    this.#isPlain = !keepsFirst;
    this.expected = expected;
  }

  /** Two did not meet: nothing is asked of those that come after. */
  #hasFailed = false;

  /** The type so far. */
  get type(): Ty {
    return this.#hasFailed ? ERROR : (this.expected ?? this.#merged ?? NEVER);
  }

  get isEmpty(): boolean {
    return this.exprs.length === 0;
  }

  /** Adds an expression; `put` stores it, now and whenever a later one changes it. False: the types do not meet. */
  add(expr: Expr, put: (expr: Expr) => void): boolean {
    if (this.#hasFailed) {
      this.#keep(expr, put);
      return true;
    }
    this.#hasFailed = !this.#merge(expr, put);
    return !this.#hasFailed;
  }

  #merge(expr: Expr, put: (expr: Expr) => void): boolean {
    const cx = this.#cx;
    if (this.expected !== undefined) {
      const coerced = tryCoerce(cx, expr, this.expected);
      this.#keep(coerced ?? expr, put);
      return coerced !== undefined;
    }
    const type = cx.structurally(expr.type);
    if (this.#merged === undefined || cx.isNever(this.#merged)) return this.#restart(expr, type, put);
    const coerced = tryCoerce(cx, expr, this.#merged);
    if (coerced !== undefined) {
      if (coerced !== expr && !isFromNever(coerced)) this.#isPlain = false;
      this.#keep(coerced, put);
      return true;
    }
    return this.#asLater(expr, type, put) || this.#asPointers(expr, type, put);
  }

  /** All that came before as this one: `&[1]` before a slice. */
  #asLater(expr: Expr, type: Ty, put: (expr: Expr) => void): boolean {
    const cx = this.#cx;
    if (!this.#isPlain || type.kind === "fn-def" || type.kind === "closure") return false;
    const changed = this.exprs.map((old) => (isFromNever(old) ? cx.neverToAny(old.operand, type) : tryCoerce(cx, old, type)));
    if (changed.some((old) => old === undefined)) return false;
    changed.forEach((old, i) => this.#replace(i, old as Expr));
    this.#merged = type;
    this.#isPlain = false;
    this.#keep(expr, put);
    return true;
  }

  /** Everything before was `!`: the new type is the type of all. */
  #restart(expr: Expr, type: Ty, put: (expr: Expr) => void): boolean {
    this.#merged = type;
    this.exprs.forEach((old, i) => this.#replace(i, this.#cx.isNever(old.type) && type !== NEVER ? this.#cx.neverToAny(old, type) : old));
    this.#keep(expr, put);
    return true;
  }

  /** Two function items (or closures without captures) of one signature. */
  #asPointers(expr: Expr, type: Ty, put: (expr: Expr) => void): boolean {
    const cx = this.#cx;
    const before = cx.shallow(this.#merged as Ty);
    const left = fnPointerOf(cx, before);
    const right = fnPointerOf(cx, type);
    if (left === undefined || right === undefined || !cx.unify(left, right)) {
      this.#keep(expr, put);
      return false;
    }
    this.#merged = left;
    this.exprs.forEach((old, i) => {
      const kind = cx.shallow(old.type).kind;
      if (kind === "fn-def" || kind === "closure")
        this.#replace(i, coercion(cx, old, kind === "closure" ? "closure-to-fn" : "reify", left));
      else if (isFromNever(old)) this.#replace(i, cx.neverToAny(old.operand, left));
    });
    this.#keep(coercion(cx, expr, type.kind === "closure" ? "closure-to-fn" : "reify", left), put);
    return true;
  }

  #keep(expr: Expr, put: (expr: Expr) => void): void {
    this.exprs.push(expr);
    this.#places.push(put);
    put(expr);
  }

  #replace(index: number, expr: Expr): void {
    this.exprs[index] = expr;
    (this.#places[index] as (expr: Expr) => void)(expr);
  }
}

function isFromNever(expr: Expr): expr is Expr & { readonly kind: "coerce" } {
  return expr.kind === "coerce" && expr.to === "never-to-any";
}
