// The methods of a `dyn` type in vtable order: supertraits' first, each trait's in source order, without those that
// need `Self: Sized` or have generic parameters of their own. Behind them stand pointers to the vtables of those supertraits whose
// own does not begin as this one does: a `dyn Sub` becomes a `dyn Super` by one load, or by nothing.
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

type Dyn = Ty & { readonly kind: "dynamic" };

/** The object types of all supertraits. */
function allSuperObjects(tcx: TypeContext, dyn: Dyn): readonly Dyn[] {
  if (dyn.principal === undefined) return [];
  const [, ...supers] = allSuperTraits(tcx, { trait: dyn.principal.trait, args: [dyn, ...dyn.principal.args] });
  return supers.map(({ trait, args }) => tcx.types.dynamic({ trait, args: args.slice(1), projections: [] }, []) as Dyn);
}

/** Those whose vtables are not the beginning of this type's, in the order of their pointers. */
export function superObjects(tcx: TypeContext, dyn: Dyn): readonly Dyn[] {
  const own = vtableMethods(tcx, dyn);
  return allSuperObjects(tcx, dyn).filter((object) => vtableMethods(tcx, object).some((each, i) => !isSame(each, own[i])));
}

function isSame(a: VtableMethod, b: VtableMethod | undefined): boolean {
  return b !== undefined && a.method === b.method && a.ref.args.slice(1).every((arg, i) => arg === b.ref.args[i + 1]);
}

/** Where in a vtable, counted from the first method, the pointer to a supertrait's stands; undefined if the same vtable serves. */
export function superEntry(tcx: TypeContext, from: Dyn, to: Dyn): number | undefined {
  const wanted = to.principal;
  if (wanted === undefined || wanted.trait === from.principal?.trait) return undefined;
  const fitting = allSuperObjects(tcx, from).filter(({ principal }) => principal?.trait === wanted.trait);
  const exact = fitting.find(({ principal }) => principal?.args.every((arg, i) => arg === wanted.args[i]));
  const found = exact ?? (fitting.length === 1 ? fitting[0] : undefined);
  if (found === undefined) throw new Error("a trait object of what is no supertrait");
  const at = superObjects(tcx, from).indexOf(found);
  return at < 0 ? undefined : vtableMethods(tcx, from).length + at;
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

/** An object is called once where it lies, which only a box can do. */
function callByAddress(tcx: TypeContext, method: DefId): DefId | undefined {
  const isOnce = tcx.items.parent(method) === tcx.lang("fn_once") && tcx.lang("owned_box") !== undefined;
  return isOnce ? tcx.lang("call_once_by_address") : undefined;
}

export function vtableOf(tcx: TypeContext, type: Ty, dyn: Ty): readonly (VtableEntry | undefined)[] {
  if (dyn.kind !== "dynamic") return [];
  return vtableMethods(tcx, dyn).map(({ ref, method }) => {
    const args = [type, ...ref.args.slice(1)];
    const byAddress = callByAddress(tcx, method);
    if (byAddress !== undefined) return { method, instance: { kind: "item", def: byAddress, args } };
    return { method, instance: resolveInstance(tcx, method, args) };
  });
}
