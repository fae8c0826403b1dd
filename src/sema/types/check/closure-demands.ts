// What is asked of closures, held against what they can do. While a body is checked, a closure is granted every `Fn*` trait;
// here, when its kind is known, bounds of the functions called with it and `dyn Fn*` it becomes are looked at again.
import { unsupported } from "../../../diag/diagnostic.ts";
import type { Closure, Expr } from "../thir.ts";
import { opaqueBounds } from "../collect-predicates.ts";
import { walk } from "../thir-walk.ts";
import { substitutePredicate } from "../predicates.ts";
import type { DefId } from "../def-id.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";

export function checkClosureDemands(cx: BodyContext, value: Expr, closures: readonly Closure[]): void {
  if (closures.length === 0) return;
  const byId = new Map(closures.map((closure) => [closure.id, closure]));
  const visit = (expr: Expr): void => {
    if (expr.kind === "coerce" && expr.to === "unsize") demandOfObject(cx, byId, expr);
    const { type } = expr;
    if (expr.kind === "fn-item" && type.kind === "fn-def") demandOfBounds(cx, byId, expr, type);
  };
  for (const each of [value, ...closures.map((closure) => closure.value)]) walk(each, visit);
  for (const { index, type } of cx.ownOpaque) demandOfOpaque(cx, byId, value, index, cx.resolve(type));
}

/** What hides behind the function's own `impl Fn*`. */
function demandOfOpaque(cx: BodyContext, closures: ReadonlyMap<number, Closure>, value: Expr, index: number, hidden: Ty): void {
  for (const bound of opaqueBounds(cx.tcx, cx.owner, index)) {
    if (bound.kind === "trait" && bound.ref.args[0]?.kind === "opaque") demand(cx, closures, value, bound.ref.trait, hidden);
  }
}

function demandOfBounds(cx: BodyContext, closures: ReadonlyMap<number, Closure>, expr: Expr, type: Ty & { kind: "fn-def" }): void {
  // `c()` is `Fn*::call*` on the closure itself, and was settled by its kind.
  const parent = cx.tcx.items.parent(type.def);
  if (parent !== undefined && cx.tcx.isFnTrait(parent)) return;
  if (!type.args.some((arg) => arg.kind === "closure")) return;
  for (const predicate of cx.tcx.predicates(type.def)) {
    const concrete = substitutePredicate(cx.types, predicate, type.args);
    if (concrete.kind === "trait") demand(cx, closures, expr, concrete.ref.trait, concrete.ref.args[0]);
  }
}

function demandOfObject(cx: BodyContext, closures: ReadonlyMap<number, Closure>, expr: Expr & { kind: "coerce" }): void {
  const [from, to] = [expr.operand.type, expr.type].map((type) => (type.kind === "ref" || type.kind === "ptr" ? type.target : type));
  if (to?.kind === "dynamic" && to.principal !== undefined) demand(cx, closures, expr, to.principal.trait, from);
}

function demand(cx: BodyContext, closures: ReadonlyMap<number, Closure>, expr: Expr, trait: DefId, self: Ty | undefined): void {
  if (self?.kind !== "closure" || !cx.tcx.isFnTrait(trait)) return;
  const closure = closures.get(self.closure);
  const wanted = cx.tcx.isLang(trait, "fn") ? "Fn" : cx.tcx.isLang(trait, "fn_mut") ? "FnMut" : "FnOnce";
  if (closure === undefined || cx.tcx.closureTable.allows(closure.id, wanted)) return;
  cx.report(unsupported("KB0234", `a closure that can only be called as \`${closure.kind}\` where \`${wanted}\` is wanted,`, expr.span));
}
