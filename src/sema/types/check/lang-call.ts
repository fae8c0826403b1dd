// Calls the desugarings make: `IntoIterator::into_iter(x)`, `Try::branch(x)`.
import type { Span } from "../../../base/source.ts";
import type { Expr } from "../thir.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";

/** Calls a method of one of core's traits with the trait's arguments (`Self` first). */
export function langCall(
  cx: BodyContext,
  trait: string,
  method: string,
  traitArgs: readonly Ty[],
  args: readonly Expr[],
  span: Span,
): Expr {
  const def = cx.tcx.core.member(trait, method);
  const traitDef = cx.tcx.items.parent(def);
  cx.requireTrait(traitDef, traitArgs, span);
  return callOf(cx, def, traitArgs, args, span);
}

export function callOf(
  cx: BodyContext,
  def: number,
  genericArgs: readonly Ty[],
  args: readonly Expr[],
  span: Span,
  by: "desugaring" | "formatting" = "desugaring",
): Expr {
  const signature = cx.tcx.signature(def);
  const callee = cx.make(span, cx.types.fnDef(def, genericArgs), { kind: "fn-item" });
  const output = cx.instantiate(signature.output, genericArgs, span);
  return cx.make(span, output, { kind: "call", callee, args, by, callSpan: span });
}
