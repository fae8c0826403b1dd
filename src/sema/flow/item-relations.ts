// Which lifetimes of an item outlive which: as declared, and as the types in its head or fields imply. In: an item's bounds and
// types, with regions. Out: answers about its own parameters.
import type { DefId } from "../types/def-id.ts";
import { eraseRegions, isBound, parameterIndex, regionsOf, STATIC_REGION } from "../types/regions.ts";
import { partsOf, type Region, type Ty } from "../types/ty.ts";
import type { RegionItems } from "./region-items.ts";

export class ItemRelations {
  readonly #items: RegionItems;
  readonly #below = new Map<Region, Set<Region>>();
  readonly #tests: { readonly type: Ty; readonly short: Region; readonly isInside: boolean }[] = [];
  readonly #underWay = new Set<DefId>();

  constructor(items: RegionItems) {
    this.#items = items;
  }

  declare(def: DefId): void {
    for (const { long, short } of this.#items.knownOutlives(def)) {
      if (typeof long === "number") this.#add(long, short);
      else this.#addType(long, short);
    }
  }

  #add(long: Region, short: Region): void {
    if (isBound(long) || isBound(short)) return;
    const set = this.#below.get(long);
    if (set === undefined) this.#below.set(long, new Set([short]));
    else set.add(short);
  }

  #addType(type: Ty, short: Region): void {
    for (const region of regionsOf(type)) this.#add(region, short);
    this.#addParameters(type, short);
  }

  /** `isInside` a projection, which may well live longer than what it is made of. */
  #addParameters(type: Ty, short: Region, isInside = false): void {
    const isOpen = type.kind === "param" || type.kind === "projection";
    if (isOpen) this.#tests.push({ type: eraseRegions(this.#items.tcx.types, type), short, isInside });
    for (const part of partsOf(type)) this.#addParameters(part, short, isInside || isOpen);
  }

  /** What follows from a value of the type being there; `inferred`: for `'static` it must be declared. */
  imply(type: Ty, inferred = false): void {
    if (type.kind === "ref" && !(inferred && type.region === STATIC_REGION)) this.#addType(type.target, type.region);
    if (type.kind === "adt") this.#implyAdt(type, inferred);
    for (const part of partsOf(type)) this.imply(part, inferred);
  }

  #implyAdt(type: Ty & { kind: "adt" }, inferred: boolean): void {
    if (this.#underWay.has(type.def) || (type.regions.length === 0 && type.args.length === 0)) return;
    this.#underWay.add(type.def);
    const put = (region: Region): Region => type.regions[parameterIndex(region) ?? -1] ?? region;
    for (const { long, short } of this.#items.outlives(type.def)) {
      const at = put(short);
      if (inferred && at === STATIC_REGION) continue;
      if (typeof long === "number") this.#add(put(long), at);
      else this.#addType(this.#items.instantiate(long, type.args, type.regions), at);
    }
    this.#items.tcx.adt(type.def).variants.forEach(({ fields }, v) => {
      fields.forEach((_, f) =>
        this.imply(this.#items.instantiate(this.#items.fieldType(type.def, v, f), type.args, type.regions), inferred),
      );
    });
    this.#underWay.delete(type.def);
  }

  /** Whether that much was implied in so many words, not by way of a third. */
  isImplied(long: Ty | Region, short: Region): boolean {
    if (typeof long === "number") return this.#below.get(long)?.has(short) === true;
    return this.#tests.some((each) => !each.isInside && each.type === long && each.short === short);
  }

  outlives(long: Region, short: Region): boolean {
    const seen = new Set<Region>();
    const work = [long];
    for (let region = work.pop(); region !== undefined; region = work.pop()) {
      if (region === short || region === STATIC_REGION) return true;
      if (seen.has(region)) continue;
      seen.add(region);
      work.push(...(this.#below.get(region) ?? []));
    }
    return false;
  }

  /** Of a parameter, or what is made of some. */
  typeOutlives(type: Ty, short: Region): boolean {
    const erased = eraseRegions(this.#items.tcx.types, type);
    if (this.#tests.some((each) => each.type === erased && this.outlives(each.short, short))) return true;
    if (type.kind === "param") return false;
    return (
      regionsOf(type).every((region) => this.outlives(region, short)) && partsOf(type).every((part) => this.#partOutlives(part, short))
    );
  }

  #partOutlives(type: Ty, short: Region): boolean {
    if (type.kind === "param") return type.constType !== undefined || this.typeOutlives(type, short);
    return partsOf(type).every((part) => this.#partOutlives(part, short));
  }
}
