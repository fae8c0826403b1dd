// `dyn Trait: Trait`, its supertraits too.
import { allSuperTraits } from "./collect-predicates.ts";
import type { TraitRef } from "./predicates.ts";
import type { Selection, Selector } from "./select.ts";
import type { Ty } from "./ty.ts";

export function objectCandidate(selector: Selector, ref: TraitRef, self: Ty): Selection | undefined {
  if (self.kind !== "dynamic") return undefined;
  if (self.autos.includes(ref.trait)) return { kind: "object", ref, nested: [] };
  for (const each of objectTraits(selector, self)) {
    if (each.trait === ref.trait && selector.infer.unifyAll(each.args, ref.args)) return { kind: "object", ref: each, nested: [] };
  }
  return undefined;
}

/** The traits a `dyn` type implements by itself, on that type. */
export function objectTraits(selector: Selector, self: Ty & { kind: "dynamic" }): readonly TraitRef[] {
  if (self.principal === undefined) return [];
  const { trait, args, projections } = self.principal;
  const { tcx } = selector;
  const found = allSuperTraits(tcx, { trait, args: [self, ...args] });
  const resolve = (type: Ty): Ty => {
    if (type.kind !== "projection") return tcx.types.mapParts(type, resolve);
    return projections.find((each) => each.item === type.item)?.type ?? type;
  };
  return found.map((each) => ({ trait: each.trait, args: each.args.map((arg) => (arg === self ? arg : resolve(arg))) }));
}
