// Whether a name that was not found behind a value or type might be one of the real core's: of an impl of the type itself, of a
// trait in scope that kbuild's core lacks in part, or of an impl that it lacks.
import { coreMember, coreTraitsWith, isNewerInCore, lacksImpl, lacksMember, type CoreTrait } from "../core-members.ts";
import type { Span } from "../../../base/source.ts";
import type { DefId } from "../def-id.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";
import { boundTraits } from "./probe.ts";

/** `types`: what the receiver may be dereferenced to, or the type before `::` alone. `node`: where the name is looked for. */
export function coreMayHave(cx: BodyContext, types: readonly Ty[], name: string, node: number, isMethod: boolean): boolean {
  // A number of no known type has no methods of its own.
  if (types.some((type) => type.kind !== "infer" && lacksMember(cx.tcx, type, name))) return true;
  const traits = traitsOffering(cx, name, isMethod);
  if (traits.length === 0) return false;
  const inScope = new Set(cx.tcx.items.traitsInScope(cx.tree, node, cx.module));
  return types.some((type) => traits.some((trait) => mayOffer(cx, trait, type, inScope)));
}

/** Core has, or may have, a stable item of that name for one of the types, with all traits in scope, that was not found. */
export function coreOffers(cx: BodyContext, types: readonly Ty[], name: string, isMethod: boolean): boolean {
  const isOwn = (type: Ty): boolean => lacksMember(cx.tcx, type, name) && coreMember(cx.tcx, type, name)?.feature === undefined;
  if (types.some((type) => type.kind !== "infer" && isOwn(type))) return true;
  const traits = traitsOffering(cx, name, isMethod).filter(({ path }) => isStable(cx, path, name));
  return types.some((type) => traits.some((trait) => mayOffer(cx, trait, type, undefined)));
}

/** A function without receiver is no method. */
function traitsOffering(cx: BodyContext, name: string, isMethod: boolean): readonly CoreTrait[] {
  return coreTraitsWith(cx.tcx, name).filter(({ item }) => item === undefined || !isMethod || cx.tcx.isMethod(item));
}

function isStable(cx: BodyContext, path: string, name: string): boolean {
  return cx.tcx.items.known.in(path)?.some((known) => known.name === name && known.feature === undefined) === true;
}

/** `inScope`: undefined for all traits. */
function mayOffer(cx: BodyContext, trait: CoreTrait, type: Ty, inScope: ReadonlySet<DefId> | undefined): boolean {
  const { def, item } = trait;
  if (def === undefined) return lacksImpl(cx.tcx, trait, type);
  const isBound = boundTraits(cx, type).some((ref) => ref.trait === def);
  if (item === undefined && isBound) return true;
  if (inScope?.has(def) === false) return false;
  return lacksImpl(cx.tcx, trait, type) || (item === undefined && isImplemented(cx, def, type));
}

/** For the type or a reference to it. */
function isImplemented(cx: BodyContext, trait: DefId, type: Ty): boolean {
  const others = cx.tcx.generics(trait).params.slice(1);
  const holds = (self: Ty): boolean =>
    cx.infer.probe(() => cx.selector.traitHolds(trait, [self, ...others.map(() => cx.fresh({ lo: 0, hi: 0 }))]) !== "no");
  return holds(type) || holds(cx.types.ref(type)) || holds(cx.types.ref(type, true));
}

/** An item of core that is named at a place where the release does not allow it yet. Core itself and its macros may use it. */
export function isNewer(cx: BodyContext, item: DefId, span: Span): boolean {
  return cx.tcx.items.isLocal(cx.owner) && isNewerInCore(cx.tcx, item) && !cx.tcx.items.isWrittenByCore(span);
}
