// Lifetimes of traits (`T<'a>`) as bounds state them.
import { mapPredicate, type Predicate, type TraitRef } from "../types/predicates.ts";
import type { RegionTypes } from "./region-types.ts";

const DEPTH_LIMIT = 8;

/** What bounds say, and what the traits among them say of `Self`: of `T: Sub<'a>` with `trait Sub<'a>: Super<'a>` both. */
export function withSupertraits(types: RegionTypes, predicates: readonly Predicate[], depth = 0): TraitRef[] {
  return predicates.flatMap((predicate) => {
    if (predicate.kind !== "trait") return [];
    const { ref } = predicate;
    return depth < DEPTH_LIMIT ? [ref, ...withSupertraits(types, supertraits(types, ref), depth + 1)] : [ref];
  });
}

function supertraits(types: RegionTypes, { trait, args, regions = [] }: TraitRef): Predicate[] {
  return types.items
    .predicates(trait)
    .filter((each) => each.kind === "trait" && each.ref.trait !== trait && isSelf(each.ref))
    .map((each) =>
      mapPredicate(
        each,
        (type) => types.instantiate(type, args, regions),
        (region) => types.region(region, regions),
      ),
    );
}

function isSelf({ args: [self] }: TraitRef): boolean {
  return self?.kind === "param" && self.index === 0;
}
