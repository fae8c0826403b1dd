// The methods of a `dyn` type in vtable order: supertraits' first, each trait's in source order, without those that
// need `Self: Sized` or have generic parameters of their own.
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { allSuperTraits } from "./collect-predicates.ts";
import { resolveInstance } from "./instance.ts";
import type { TraitRef } from "./predicates.ts";
import type { VtableEntry } from "./tables.ts";
import type { Ty } from "./ty.ts";

export interface VtableMethod {
  readonly ref: TraitRef;
  readonly method: DefId;
}

export function vtableMethods(tcx: TypeContext, dyn: Ty & { kind: "dynamic" }): readonly VtableMethod[] {
  if (dyn.principal === undefined) return [];
  const found: VtableMethod[] = [];
  const traits = allSuperTraits(tcx, { trait: dyn.principal.trait, args: [dyn, ...dyn.principal.args] });
  for (const ref of [...traits.slice(1), traits[0] as TraitRef]) {
    for (const method of tcx.items.children(ref.trait)) {
      if (tcx.items.kind(method) === "assoc-fn" && isDispatchable(tcx, method)) found.push({ ref, method });
    }
  }
  return found;
}

export function isDispatchable(tcx: TypeContext, method: DefId): boolean {
  if (!tcx.isMethod(method)) return false;
  const generics = tcx.generics(method);
  if (generics.params.length > generics.parentCount) return false;
  const sized = tcx.lang("sized");
  const self = tcx.types.param(0, "Self");
  const own = tcx.predicates(method).slice(tcx.predicates(tcx.items.parent(method) as DefId).length);
  return !own.some((each) => each.kind === "trait" && each.ref.trait === sized && each.ref.args[0] === self);
}

export function vtableOf(tcx: TypeContext, type: Ty, dyn: Ty): readonly (VtableEntry | undefined)[] {
  if (dyn.kind !== "dynamic") return [];
  return vtableMethods(tcx, dyn).map(({ ref, method }) => {
    const args = [type, ...ref.args.slice(1)];
    return { method, instance: resolveInstance(tcx, method, args) };
  });
}
