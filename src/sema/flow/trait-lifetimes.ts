// Lifetimes of traits (`T<'a>`): what a bound says of them is not followed yet, so calls through one whose signature speaks of
// them are refused rather than let pass. With `for<'a> T<'a>` any lifetime will do.
import type { Bound } from "../../syntax/ast.ts";
import type { DefId } from "../types/def-id.ts";
import { parameterIndex, regionsOf } from "../types/regions.ts";
import type { Ty } from "../types/ty.ts";
import type { RegionTypes } from "./region-types.ts";

const UNKNOWN: ReadonlySet<Ty["kind"]> = new Set(["param", "projection", "opaque", "dynamic"]);

export function hasLostLifetimes(types: RegionTypes, callee: Ty & { kind: "fn-def" }): boolean {
  const { items } = types;
  const { tcx } = items;
  const trait = tcx.items.parent(callee.def);
  const self = callee.args[0];
  if (trait === undefined || self === undefined || !UNKNOWN.has(self.kind) || tcx.items.kind(trait) !== "trait") return false;
  const count = items.lifetimeCount(trait);
  if (count === 0) return false;
  const { params, output } = items.signature(callee.def);
  const speaks = [...params, output].some((type) =>
    regionsOf(type).some((region) => {
      const index = parameterIndex(region);
      return index !== undefined && index < count;
    }),
  );
  return speaks && !isForAll(types, trait);
}

/** Every bound on the trait is for all lifetimes. */
function isForAll({ items, owner }: RegionTypes, trait: DefId): boolean {
  const { tcx } = items;
  const bounds: { readonly bound: Bound; readonly outer: boolean }[] = [];
  for (let at: DefId | undefined = owner; at !== undefined && at >= 0; at = tcx.items.parent(at)) {
    const generics = tcx.items.astGenerics(at);
    for (const param of generics?.params ?? []) for (const bound of param.bounds) bounds.push({ bound, outer: false });
    for (const predicate of generics?.where ?? [])
      if (predicate.kind === "type") for (const bound of predicate.bounds) bounds.push({ bound, outer: predicate.forParams.length > 0 });
  }
  const tree = tcx.items.tree(owner);
  const named = bounds.filter(({ bound }) => {
    if (bound.kind !== "trait") return false;
    const base = tcx.items.resolution(tree, bound.pathId)?.base;
    return base?.kind === "def" && base.def === trait;
  });
  return named.length > 0 && named.every(({ bound, outer }) => outer || (bound.kind === "trait" && bound.forParams.length > 0));
}
