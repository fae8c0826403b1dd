// `impl Trait` in the result of a trait's method is an associated type without a name: where the impl is known, it is what stands
// at its place in the result of the impl's method. An impl without the method has the trait's own body, whose type is hidden.
import { opaqueBounds } from "./collect-predicates.ts";
import type { Predicate } from "./predicates.ts";
import type { Selector } from "./select.ts";
import { partsOf, type Ty } from "./ty.ts";

type Opaque = Ty & { readonly kind: "opaque" };

/** Undefined where it stands for itself. */
export function projectOpaque(selector: Selector, type: Opaque, nested: Predicate[]): Ty | undefined {
  const { tcx, infer } = selector;
  const { fn, args } = type;
  const trait = tcx.items.parent(fn);
  if (trait === undefined || tcx.items.kind(trait) !== "trait") return undefined;
  const count = tcx.generics(trait).params.length;
  const selection = selector.select({ trait, args: args.slice(0, count).map((arg) => infer.resolve(arg)) });
  if (selection === "none" || selection === "ambiguous" || selection.kind !== "impl") return undefined;
  const item = tcx.implItem(selection.impl, tcx.items.name(fn), tcx.items.kind(fn));
  if (item === undefined) return undefined;
  const output = tcx.types.substitute(tcx.signature(item).output, [...selection.args, ...args.slice(count)]);
  const found = atPlaceOf(tcx.signature(fn).output, output, type) ?? ofBounds(selector, type);
  if (found !== undefined) nested.push(...selection.nested);
  return found;
}

/** Where the method of the trait has the opaque type, that of the impl has this. */
function atPlaceOf(wanted: Ty, given: Ty, type: Opaque): Ty | undefined {
  if (wanted.kind === "opaque") return wanted.fn === type.fn && wanted.index === type.index ? given : undefined;
  const parts = partsOf(given);
  for (const [i, part] of partsOf(wanted).entries()) {
    const found = parts[i] && atPlaceOf(part, parts[i], type);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `impl B` of `impl Iterator<Item = impl B>` is what the outer one's `Item` is. */
function ofBounds({ tcx }: Selector, { fn, index, args }: Opaque): Ty | undefined {
  for (let outer = 0; outer < index; outer++)
    for (const bound of opaqueBounds(tcx, fn, outer))
      if (bound.kind === "projection" && bound.type.kind === "opaque" && bound.type.fn === fn && bound.type.index === index)
        return tcx.types.substitute(tcx.types.projection(bound.item, bound.args), args);
  return undefined;
}
