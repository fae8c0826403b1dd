// Calls as messages tell them apart.
import type { DefId } from "../types/def-id.ts";
import type { BorrowContext } from "./context.ts";
import type { Call } from "./typed-source.ts";

/** By way of `Fn`, `FnMut` or `FnOnce`. */
export function isFnCall(cx: BorrowContext, { callee }: Call): boolean {
  const trait = callee.type.kind === "fn-def" ? cx.tcx.items.parent(callee.type.def) : undefined;
  return trait !== undefined && cx.tcx.isFnTrait(trait);
}

/** A method by its name, `into_iter` of a loop, `branch` of a `?`. */
export function isNormalCall(cx: BorrowContext, call: Call): boolean {
  return call.by !== "operator" && !isFnCall(cx, call);
}

export function methodPath(cx: BorrowContext, method: DefId): string {
  const { items } = cx.tcx;
  const parent = items.parent(method);
  if (parent === undefined) return items.name(method);
  if (items.kind(parent) !== "impl")
    return items.isLocal(method) ? `${items.shownPath(parent)}::${items.name(method)}` : items.name(method);
  const { self } = cx.tcx.implHeader(parent);
  if (self.kind !== "adt") return `<${cx.tcx.print(self)}>::${items.name(method)}`;
  return `${cx.tcx.printer.path(self.def, self.args)}::${items.name(method)}`;
}
