// Which traits can stand behind `dyn`: those whose every method can be called without knowing the type (E0038; Reference:
// "Dyn compatibility"). In: a trait. Out: why not.
import type { TypeContext } from "../context.ts";
import type { DefId } from "../def-id.ts";
import { partsOf, type Ty } from "../ty.ts";

export function isDynCompatible(tcx: TypeContext, trait: DefId, seen = new Set<DefId>()): boolean {
  if (seen.has(trait)) return true;
  seen.add(trait);
  if (needsSized(tcx, trait)) return false;
  if (!tcx.items.children(trait).every((item) => isItemCompatible(tcx, item))) return false;
  const self = tcx.types.param(0, "Self");
  return tcx.superTraits(trait).every(({ trait: parent, args }) => {
    if (args.slice(1).some((arg) => mentionsSelf(arg, self))) return false;
    return isDynCompatible(tcx, parent, seen);
  });
}

/** `Self: Sized` among the conditions of a trait or of an item in it. */
function needsSized(tcx: TypeContext, def: DefId): boolean {
  const sized = tcx.lang("sized");
  const self = tcx.types.param(0, "Self");
  const isIt = (trait: DefId, args: readonly Ty[]): boolean => trait === sized && args[0] === self;
  return tcx.predicates(def).some((each) => each.kind === "trait" && isIt(each.ref.trait, each.ref.args));
}

function isItemCompatible(tcx: TypeContext, item: DefId): boolean {
  const kind = tcx.items.item(item)?.kind;
  if (kind?.kind === "const") return false;
  if (kind?.kind === "type-alias") return kind.generics.params.length === 0 || needsSized(tcx, item);
  return kind?.kind !== "fn" || needsSized(tcx, item) || isMethodCompatible(tcx, item);
}

function isMethodCompatible(tcx: TypeContext, method: DefId): boolean {
  if (!tcx.isMethod(method)) return false;
  const { params, parentCount } = tcx.generics(method);
  if (params.length > parentCount) return false;
  const self = tcx.types.param(0, "Self");
  const { params: inputs, output } = tcx.signature(method);
  const [receiver, ...others] = inputs;
  if (receiver === undefined || !isDispatchable(receiver, self)) return false;
  if ([...others, output].some((type) => mentionsSelf(type, self) || hasOpaque(type))) return false;
  return true;
}

/** `self`, a reference to it, or a pointer type around such (`Pin<&mut Self>`). */
function isDispatchable(receiver: Ty, self: Ty): boolean {
  if (receiver === self) return true;
  if (receiver.kind === "ref") return receiver.target === self;
  return receiver.kind === "adt" && receiver.args[0] !== undefined && isDispatchable(receiver.args[0], self);
}

/** Other than in `Self::Name`, which the object fixes. */
function mentionsSelf(type: Ty, self: Ty): boolean {
  if (type === self) return true;
  if (type.kind === "projection" && type.args[0] === self) return type.args.slice(1).some((arg) => mentionsSelf(arg, self));
  return partsOf(type).some((part) => mentionsSelf(part, self));
}

function hasOpaque(type: Ty): boolean {
  return type.kind === "opaque" || partsOf(type).some(hasOpaque);
}
