// Regions in types. In: a type. Out: the same type with its lifetimes erased, numbered anew, or listed.
//
// The type checker knows no lifetimes: in its types every region is 0, and a list of them is empty. Borrow checking uses
// the same types with numbers put in. Above 0 are region variables of the body under check; below 0 are the lifetimes an
// item speaks of: `'static`, its generic parameters in order (then those it leaves unnamed), and, far below, those bound
// inside of a type itself (`fn(&u8)`, `dyn for<'a> Fn(&'a u8)`).
import { ERASED, HAS_REGION, partsOf, type Interner, type Region, type Ty } from "./ty.ts";

export const STATIC_REGION: Region = -1;
const FIRST_BOUND = -1_000_000;
/** Bound by being left out of the parameters of what can be called, the innermost there is; those before have names. */
const FIRST_ELIDED = 250_000_000;
/** The same of types as they were inferred. */
const FIRST_INFERRED = 500_000_000;

/** The `index`-th lifetime parameter of an item, its parent's first. */
export function parameterRegion(index: number): Region {
  return -2 - index;
}

/** The number of a lifetime parameter; undefined for other regions. */
export function parameterIndex(region: Region): number | undefined {
  return region <= -2 && region > FIRST_BOUND ? -2 - region : undefined;
}

export function boundRegion(index: number): Region {
  return FIRST_BOUND - index;
}

export function elidedRegion(index: number): Region {
  return boundRegion(FIRST_ELIDED + index);
}

export function inferredRegion(index: number): Region {
  return boundRegion(FIRST_INFERRED + index);
}

/** Bound by a `for<..>` inside of the type. */
export function isBound(region: Region): boolean {
  return region <= FIRST_BOUND;
}

/** The regions of the outermost constructor. */
export function ownRegions(type: Ty): readonly Region[] {
  switch (type.kind) {
    case "ref":
      return [type.region];
    case "adt":
    case "closure":
    case "dynamic":
    case "opaque":
      return type.regions;
    default:
      return [];
  }
}

/** The type with other regions in its outermost constructor. */
export function withRegions(types: Interner, type: Ty, regions: readonly Region[]): Ty {
  switch (type.kind) {
    case "ref":
      return types.ref(type.target, type.mutable, regions[0] ?? ERASED);
    case "adt":
      return types.adt(type.def, type.args, regions);
    case "closure":
      return types.closure(type.closure, type.args, regions);
    case "dynamic":
      return types.dynamic(type.principal, type.autos, regions);
    case "opaque":
      return types.opaque(type.fn, type.index, type.args, regions);
    default:
      return type;
  }
}

/** Each region replaced, outer ones first. */
export function mapRegions(types: Interner, type: Ty, change: (region: Region) => Region): Ty {
  if ((type.flags & HAS_REGION) === 0) return type;
  const own = ownRegions(type);
  const outer = own.length === 0 ? type : withRegions(types, type, own.map(change));
  return types.mapParts(outer, (part) => mapRegions(types, part, change));
}

/** All regions, outer ones first. */
export function regionsOf(type: Ty, into: Region[] = []): Region[] {
  if ((type.flags & HAS_REGION) === 0) return into;
  into.push(...ownRegions(type));
  for (const part of partsOf(type)) regionsOf(part, into);
  return into;
}

/** As the type checker knows it. */
export function eraseRegions(types: Interner, type: Ty): Ty {
  if ((type.flags & HAS_REGION) === 0) return type;
  const outer = ownRegions(type).length === 0 ? type : withRegions(types, type, []);
  return types.mapParts(outer, (part) => eraseRegions(types, part));
}

/**
 * Which bound regions belong to a `for<..>` around the types, and not to one inside of them: those that stand outside of
 * what can be called, and the named ones (of which it is not known).
 */
export function boundAround(types: readonly Ty[]): (region: Region) => boolean {
  const found = new Set<Region>();
  const look = (type: Ty): void => {
    if ((type.flags & HAS_REGION) === 0) return;
    for (const region of ownRegions(type)) found.add(region);
    if (type.kind !== "fn-pointer" && type.kind !== "dynamic") partsOf(type).forEach(look);
  };
  types.forEach(look);
  return (region) => isBound(region) && (region > FIRST_BOUND - FIRST_ELIDED || found.has(region));
}
