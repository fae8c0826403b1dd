// Where what is core's stands in the real core, for notes that point at it: functions, types and traits, variants.
import type { Span } from "../../base/source.ts";
import { OF_ALLOC } from "../../corelib/places.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import type { Ty } from "./ty.ts";

/** The head of a function, or its name alone; undefined of what the table does not have. */
export function functionSite(tcx: TypeContext, fn: DefId, atName = false): Span | undefined {
  const { items } = tcx;
  const owner = items.parent(fn);
  if (owner === undefined) return undefined;
  const name = items.name(fn);
  const crate = crateMark(tcx, fn);
  if (items.kind(fn) === "fn") return items.placeInCore(`${crate}${moduleName(tcx, owner)}.::${name}`, atName);
  const holder = items.kind(owner) === "trait" ? items.name(owner) : holderName(tcx, tcx.implHeader(owner).self);
  return holder === undefined ? undefined : items.placeInCore(`${crate}.${holder}::${name}`, atName);
}

/** What the names of alloc's things begin with in the table. */
const crateMark = (tcx: TypeContext, def: DefId): string => (tcx.items.path(def).startsWith("alloc::") ? OF_ALLOC : "");

/** `ptr`, `iter.sources` */
const moduleName = (tcx: TypeContext, module: DefId): string => tcx.items.path(module).split("::").slice(1).join(".");

function holderName(tcx: TypeContext, type: Ty): string | undefined {
  switch (type.kind) {
    case "adt":
      return tcx.items.name(type.def);
    case "slice":
      return "[T]";
    case "ptr":
      return type.mutable ? "*mut" : "*const";
    default:
      return type.kind === "str" || type.kind === "char" || type.kind === "bool" ? type.kind : undefined;
  }
}

/** Where a type or trait begins. */
export function itemSite(tcx: TypeContext, item: DefId): Span | undefined {
  const name = tcx.items.name(item);
  return tcx.items.placeInCore(`${crateMark(tcx, item)}@${name}::${name}`);
}

/** The start of an enum, and its variants. */
export function variantSites(tcx: TypeContext, adt: DefId, variants: readonly DefId[]): readonly Span[] | undefined {
  const name = tcx.items.name(adt);
  const crate = crateMark(tcx, adt);
  return tcx.items.placesInCore(
    [`@${name}::${name}`, ...variants.map((variant) => `${name}::${tcx.items.name(variant)}`)].map((each) => crate + each),
  );
}
