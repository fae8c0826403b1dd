// Lifetime parameters of a function that each call binds anew, rather than each mention of the function: those that stand in
// its parameters and in no bound (rustc: `is_late_bound_map`).
import type { Ident } from "../../../syntax/ast.ts";
import type { TypeContext } from "../context.ts";
import type { DefId } from "../def-id.ts";
import { lifetimesInBounds, lifetimesInType } from "./lifetime-mentions.ts";

export function lateBoundLifetimes(tcx: TypeContext, def: DefId): readonly Ident[] {
  const kind = tcx.items.item(def)?.kind;
  if (kind?.kind !== "fn") return [];
  const tree = tcx.items.tree(def);
  const bounded = new Set<string>();
  for (const param of kind.generics.params) {
    lifetimesInBounds(tree, param.bounds, bounded);
    if (param.kind === "lifetime" && param.bounds.length > 0) bounded.add(param.ident.name);
  }
  for (const clause of kind.generics.where) {
    if (clause.kind === "lifetime") bounded.add(clause.lifetime.ident.name);
    else lifetimesInType(tree, clause.type, bounded);
    lifetimesInBounds(tree, clause.bounds, bounded);
  }
  const inputs = new Set<string>();
  for (const param of kind.params) lifetimesInType(tree, param.type, inputs, true);
  const output = new Set<string>();
  if (kind.output !== undefined) lifetimesInType(tree, kind.output, output);
  return kind.generics.params.flatMap((param) => {
    const { name } = param.ident;
    const early = bounded.has(name) || (output.has(name) && !inputs.has(name));
    return param.kind === "lifetime" && !early ? [param.ident] : [];
  });
}
