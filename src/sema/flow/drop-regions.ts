// What must still be valid where a value ends (rustc: dropck): the lifetimes that a destructor may look at. A destructor
// sees all of its type, but for those of core and alloc that only drop values of their parameters (`#[may_dangle]` there); of a
// type without one, its parts are asked.
import { regionsOf } from "../types/regions.ts";
import { partsOf, type Region, type Ty } from "../types/ty.ts";
import type { TypeFacts } from "./type-facts.ts";
import type { Projections } from "./project-regions.ts";

/** A type may hold ever larger ones. */
const MOST_TYPES = 1000;

export class DropRegions {
  readonly #facts: TypeFacts;
  readonly #projections: Projections;
  readonly #known = new Map<Ty, readonly Region[]>();

  constructor(facts: TypeFacts, projections: Projections) {
    this.#facts = facts;
    this.#projections = projections;
  }

  of(type: Ty): readonly Region[] {
    let regions = this.#known.get(type);
    if (regions === undefined) {
      const found = new Set<Region>();
      this.#collect(type, found, new Set());
      this.#known.set(type, (regions = [...found]));
    }
    return regions;
  }

  #collect(type: Ty, found: Set<Region>, seen: Set<Ty>): void {
    if (seen.has(type)) return;
    if (seen.size > MOST_TYPES) return this.#all(type, found);
    seen.add(type);
    switch (type.kind) {
      case "tuple":
      case "array":
      case "slice":
        return partsOf(type).forEach((part) => this.#collect(part, found, seen));
      case "adt":
        return this.#data(type, found, seen);
      case "ref":
      case "ptr":
        return;
      default:
        this.#all(type, found);
    }
  }

  #all(type: Ty, found: Set<Region>): void {
    for (const region of regionsOf(type)) if (region > 0) found.add(region);
  }

  #data(type: Ty & { kind: "adt" }, found: Set<Region>, seen: Set<Ty>): void {
    const { tcx } = this.#facts;
    if (tcx.isLang(type.def, "manually_drop") || tcx.isLang(type.def, "phantom_data")) return;
    if (tcx.hasDrop(type.def)) return this.#looked(type, found, seen);
    const { types } = this.#projections;
    tcx.adt(type.def).variants.forEach((variant, i) =>
      variant.fields.forEach((field, number) => {
        if (!this.#facts.needsDrop(types.items.tcx.types.substitute(field.type, type.args))) return;
        const declared = types.items.fieldType(type.def, i, number);
        this.#collect(this.#projections.normalize(types.instantiate(declared, type.args, type.regions)), found, seen);
      }),
    );
  }

  /** By a destructor. */
  #looked(type: Ty & { kind: "adt" }, found: Set<Region>, seen: Set<Ty>): void {
    const { tcx } = this.#facts;
    const owns = ["kbuild_owns_parameters", "kbuild_drops_parameters"].some((name) => tcx.hasAttribute(type.def, name));
    if (!owns) return this.#all(type, found);
    for (const arg of type.args) this.#collect(arg, found, seen);
  }
}
