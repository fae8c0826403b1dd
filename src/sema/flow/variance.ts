// Variances of the parameters of data types: whether a longer lifetime in an argument makes the whole a subtype, a
// supertype, or neither (Reference, "Subtyping and variance"). Computed as the least fixed point over fields.
import type { DefId } from "../types/def-id.ts";
import { parameterIndex } from "../types/regions.ts";
import { partsOf, type Region, type Ty } from "../types/ty.ts";
import type { RegionItems } from "./region-items.ts";

/** Bits: whether it must go the same way, the other way, both or none. */
export type Variance = number;
export const COVARIANT: Variance = 1;
export const CONTRAVARIANT: Variance = 2;
export const INVARIANT: Variance = 3;

/** Variance of what stands in a place of variance `inner` of something in a place of variance `outer`. */
export function compose(outer: Variance, inner: Variance): Variance {
  if (inner === COVARIANT || outer === 0) return outer;
  if (inner === CONTRAVARIANT) return ((outer & 1) << 1) | (outer >> 1);
  return inner;
}

export interface Variances {
  readonly regions: Variance[];
  readonly args: Variance[];
}

export class VarianceTable {
  readonly #items: RegionItems;
  readonly #known = new Map<DefId, Variances>();

  constructor(items: RegionItems) {
    this.#items = items;
  }

  of(adt: DefId): Variances {
    const known = this.#known.get(adt);
    if (known !== undefined) return known;
    const all = new Map<DefId, Variances>();
    this.#reach(adt, all);
    for (const [def, made] of all) this.#known.set(def, made);
    while ([...all].map(([def, made]) => this.#improve(def, made)).includes(true));
    return this.#known.get(adt) as Variances;
  }

  /** The types that fields of `adt` are made of, which are not known yet. */
  #reach(adt: DefId, into: Map<DefId, Variances>): void {
    if (into.has(adt) || this.#known.has(adt)) return;
    into.set(adt, this.#start(adt));
    for (const field of this.#fields(adt)) this.#reachType(field, into);
  }

  #reachType(type: Ty, into: Map<DefId, Variances>): void {
    if (type.kind === "adt") this.#reach(type.def, into);
    for (const part of partsOf(type)) this.#reachType(part, into);
  }

  #start(adt: DefId): Variances {
    const { tcx } = this.#items;
    const fixed = tcx.isLang(adt, "unsafe_cell") ? INVARIANT : tcx.isLang(adt, "phantom_data") ? COVARIANT : 0;
    return {
      regions: Array.from({ length: this.#items.lifetimeCount(adt) }, () => 0),
      args: tcx.generics(adt).params.map(() => fixed),
    };
  }

  #fields(adt: DefId): Ty[] {
    const { variants } = this.#items.tcx.adt(adt);
    return variants.flatMap(({ fields }, v) => fields.map((_, f) => this.#items.fieldType(adt, v, f)));
  }

  #improve(adt: DefId, made: Variances): boolean {
    const before = [...made.regions, ...made.args].join();
    for (const field of this.#fields(adt)) this.#add(field, COVARIANT, made);
    return before !== [...made.regions, ...made.args].join();
  }

  #add(type: Ty, at: Variance, into: Variances): void {
    if (type.kind === "param") into.args[type.index] = (into.args[type.index] ?? 0) | at;
    else forEachPart(this, type, at, { region: (region, v) => put(into.regions, region, v), part: (part, v) => this.#add(part, v, into) });
  }
}

function put(regions: Variance[], region: Region, at: Variance): void {
  const index = parameterIndex(region);
  if (index !== undefined) regions[index] = (regions[index] ?? 0) | at;
}

interface Visitor {
  region(region: Region, at: Variance): void;
  part(part: Ty, at: Variance): void;
}

/** The regions and parts of a type, each with its variance, where the type itself has variance `at`. */
export function forEachPart(table: VarianceTable, type: Ty, at: Variance, visit: Visitor): void {
  const invariant = compose(at, INVARIANT);
  switch (type.kind) {
    case "ref":
      visit.region(type.region, at);
      return visit.part(type.target, type.mutable ? invariant : at);
    case "ptr":
      return visit.part(type.target, type.mutable ? invariant : at);
    case "adt": {
      const { regions, args } = table.of(type.def);
      type.regions.forEach((region, i) => visit.region(region, compose(at, regions[i] ?? INVARIANT)));
      return type.args.forEach((arg, i) => visit.part(arg, compose(at, args[i] ?? INVARIANT)));
    }
    case "fn-pointer":
      for (const param of type.params) visit.part(param, compose(at, CONTRAVARIANT));
      return visit.part(type.output, at);
    case "dynamic":
      for (const region of type.regions) visit.region(region, at);
      return partsOf(type).forEach((part) => visit.part(part, invariant));
    case "closure":
    case "opaque":
      for (const region of type.regions) visit.region(region, invariant);
      return type.args.forEach((part) => visit.part(part, invariant));
    case "projection":
    case "fn-def":
      return type.args.forEach((part) => visit.part(part, invariant));
    default:
      partsOf(type).forEach((part) => visit.part(part, at));
  }
}
