// Lifetimes that types of the checker have lost: what can be called binds those of its parameters. In: an erased type. Out: the
// same type with regions.
import { inferredRegion, withRegions } from "../types/regions.ts";
import type { Region, Ty } from "../types/ty.ts";
import type { RegionTypes } from "./region-types.ts";

/**
 * What can be called, with regions where its type has none. What is left out in parameters is nearly always any lifetime
 * (`Fn(&u8)`), and in a result that of the only parameter that has one; where a value says otherwise its type is taken.
 */
export class Binders {
  #count = 0;

  constructor(
    readonly types: RegionTypes,
    readonly outside: () => Region,
  ) {}

  signature(type: Ty): Ty {
    const { types } = this.types.items.tcx;
    const seen: Region[] = [];
    const bind = (): Region => {
      const region = inferredRegion(this.#count++);
      seen.push(region);
      return region;
    };
    const elided = (): Region => (seen.length === 1 ? (seen[0] as Region) : this.outside());
    if (type.kind === "fn-pointer") {
      const params = type.params.map((param) => this.#part(param, bind));
      return types.fnPointer(params, this.#part(type.output, elided), type.abi, type.unsafe, type.variadic);
    }
    if (type.kind !== "dynamic" || type.principal === undefined) return type;
    const { trait, args, projections } = type.principal;
    const inputs = args.map((arg) => this.#part(arg, bind));
    const outputs = projections.map((each) => ({ item: each.item, type: this.#part(each.type, elided) }));
    return types.dynamic({ trait, args: inputs, projections: outputs }, type.autos, type.regions);
  }

  /** What the trait says comes before the reference around it. */
  #objectRegion({ principal }: Ty & { kind: "dynamic" }, around: Region | undefined): Region | undefined {
    return principal !== undefined && this.types.items.asksStatic(principal.trait) ? this.types.everlasting : around;
  }

  #part(type: Ty, make: () => Region, object?: Region): Ty {
    const { types } = this.types.items.tcx;
    if (type.kind === "closure") return this.types.renumber(type);
    if (type.kind === "ref") {
      const region = make();
      return types.ref(this.#part(type.target, make, region), type.mutable, region);
    }
    const fixed = type.kind === "dynamic" ? this.#objectRegion(type, object) : undefined;
    const regions = Array.from({ length: this.types.count(type) }, () => fixed ?? make());
    const outer = withRegions(types, type, regions);
    if (this.types.isCallable(type)) return this.signature(outer);
    return types.mapParts(outer, (part) => this.#part(part, make));
  }
}
