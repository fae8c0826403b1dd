// Which lifetimes a body may take to outlive which: what its item declares, and what the types of its parameters imply
// (a `&'a T` exists only where all in `T` outlives `'a`). In: types with region variables. Out: answers.
import type { DefId } from "../types/def-id.ts";
import { isBound, regionsOf } from "../types/regions.ts";
import { partsOf, type Region, type Ty } from "../types/ty.ts";
import type { Outlives } from "./region-items.ts";
import type { RegionTypes } from "./region-types.ts";

export class KnownRelations {
  readonly #types: RegionTypes;
  readonly #static: Region;
  readonly #below = new Map<Region, Set<Region>>();
  readonly #tests: { readonly type: Ty; readonly short: Region }[] = [];
  readonly #underWay = new Set<DefId>();

  constructor(types: RegionTypes, everlasting: Region) {
    this.#types = types;
    this.#static = everlasting;
  }

  add(long: Region, short: Region): void {
    if (isBound(long) || isBound(short)) return;
    const set = this.#below.get(long);
    if (set === undefined) this.#below.set(long, new Set([short]));
    else set.add(short);
  }

  /** Declarations of an item, for given arguments. */
  declare(declared: readonly Outlives[], args: readonly Ty[], regions: readonly Region[]): void {
    for (const { long, short } of declared) {
      const at = this.#types.region(short, regions);
      if (typeof long === "number") this.add(this.#types.region(long, regions), at);
      else this.#outlives(this.#types.instantiate(long, args, regions), at);
    }
  }

  #outlives(type: Ty, short: Region): void {
    for (const region of regionsOf(type)) this.add(region, short);
    this.#parameters(type, short);
  }

  #parameters(type: Ty, short: Region): void {
    if (type.kind === "param" || type.kind === "projection") this.#tests.push({ type: this.#types.erase(type), short });
    for (const part of partsOf(type)) this.#parameters(part, short);
  }

  /** What follows from a value of the type being there. */
  imply(type: Ty): void {
    if (type.kind === "ref") this.#outlives(type.target, type.region);
    if (type.kind === "adt") this.#implyAdt(type);
    for (const part of partsOf(type)) this.imply(part);
  }

  #implyAdt(type: Ty & { kind: "adt" }): void {
    if (this.#underWay.has(type.def) || (type.regions.length === 0 && type.args.length === 0)) return;
    this.#underWay.add(type.def);
    const { items } = this.#types;
    this.declare(items.outlives(type.def), type.args, type.regions);
    items.tcx.adt(type.def).variants.forEach(({ fields }, v) => {
      fields.forEach((_, f) => this.imply(this.#types.instantiate(items.fieldType(type.def, v, f), type.args, type.regions)));
    });
    this.#underWay.delete(type.def);
  }

  outlives(long: Region, short: Region): boolean {
    const seen = new Set<Region>();
    const work = [long];
    for (let region = work.pop(); region !== undefined; region = work.pop()) {
      if (region === short || region === this.#static) return true;
      if (seen.has(region)) continue;
      seen.add(region);
      work.push(...(this.#below.get(region) ?? []));
    }
    return false;
  }

  /** Whether all that a parameter (or what is made of it) stands for outlives a region. */
  typeOutlives(type: Ty, short: Region): boolean {
    const erased = this.#types.erase(type);
    if (this.#tests.some((each) => each.type === erased && this.outlives(each.short, short))) return true;
    if (type.kind === "projection" && this.#types.items.isDeclaredStatic(type.item)) return true;
    return type.kind === "projection" && regionsOf(type).every((region) => this.outlives(region, short)) && this.#partsOutlive(type, short);
  }

  #partsOutlive(type: Ty, short: Region): boolean {
    return type.kind === "param" ? this.typeOutlives(type, short) : partsOf(type).every((part) => this.#partsOutlive(part, short));
  }
}
