// Types that a place in the program must not come by: a value whose type names a struct, enum or union that is not
// visible where the value is made. In: a typed body. Out: rustc's error at the outermost such expression.
import { error } from "../../diag/diagnostic.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import type { Body, Expr } from "./thir.ts";
import { childrenOf } from "./thir-walk.ts";
import { partsOf, type Ty } from "./ty.ts";

export function checkTypePrivacy(tcx: TypeContext, body: Body): void {
  const module = tcx.items.module(tcx.genericOwner(body.owner));
  const known = new Map<Ty, DefId | undefined>();
  const work: Expr[] = [...body.closures.map(({ value }) => value), body.value];
  for (let expr = work.pop(); expr !== undefined; expr = work.pop()) {
    const hidden = hiddenIn(tcx, expr.type, module, known);
    if (hidden === undefined) for (const child of childrenOf(expr).reverse()) work.push(child);
    else tcx.privateTypes.push(error(`type \`${tcx.items.name(hidden)}\` is private`).at(expr.span, "private type"));
  }
}

function hiddenIn(tcx: TypeContext, type: Ty, module: DefId, known: Map<Ty, DefId | undefined>): DefId | undefined {
  if (known.has(type)) return known.get(type);
  known.set(type, undefined);
  const isHidden = type.kind === "adt" && tcx.items.isLocal(type.def) && !tcx.items.isVisible(type.def, module);
  let found = isHidden ? type.def : undefined;
  if (type.kind !== "closure") for (const part of partsOf(type)) found ??= hiddenIn(tcx, part, module, known);
  known.set(type, found);
  return found;
}
